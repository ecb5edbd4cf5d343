#include "calls/dossier_seen.h"

#include <algorithm>

#include "calls/call_store.h"
#include "calls/link_store.h"
#include "people/affiliation.h"
#include "people/lab.h"
#include "people/organisation.h"

namespace couloir::calls {

Error no_such_dossier() { return Error::not_found(say("This dossier is not there, or is not yours to see.")); }

Error only_its_owner() { return Error::forbidden(say("Only who owns this dossier may do that.")); }

Result<Dossier> owned_dossier(Reader& reader, const Actor& actor, DossierId id) {
  auto dossier = find_dossier(reader, id);
  auto part = dossier ? part_in_dossier(reader, actor, *dossier) : std::nullopt;
  if (!part) return no_such_dossier();
  if (*part != Part::owner) return only_its_owner();
  return *std::move(dossier);
}

bool sees_dossier(Reader& reader, const Actor& actor, const Dossier& dossier) {
  auto members = members_of(reader, dossier.id);
  if (!may_see(actor, dossier, members)) return false;
  return part_of(actor, dossier, members) || actor.roles.has(Role::office) ||
         is_clear_of(reader, actor.person, dossier.id);
}

namespace {

bool is_filed_with(const FiledDossier& filed, const Annex& annex) {
  const auto& lines = filed.dossier.annexes;
  return std::ranges::find(lines, annex.sha256, &AnnexLine::sha256) != lines.end();
}

/// The text that was filed in place of what its applicants may be changing since.
void show_as_filed(Reader& reader, SeenDossier& seen, const FiledDossier& filed) {
  const auto& text = filed.dossier;
  auto& facts = seen.facts;
  auto& d = facts.dossier;
  d.title = text.title;
  d.applicant = text.applicant;
  d.window_from = text.from;
  d.window_to = text.to;
  d.team_min = text.team_min;
  d.team_max = text.team_max;
  if (d.form != text.form) facts.form = form_of(reader, d.call, d.form = text.form);
  facts.lab = text.lab.empty() ? std::nullopt : people::find_lab_by_code(reader, text.lab);
  d.lab = facts.lab ? facts.lab->id : LabId{};
  facts.texts.clear();
  for (const auto& line : text.sections) facts.texts.push_back({line.section, line.text, 1, {}, filed.received_at});
  facts.staffing.clear();
  for (const auto& line : text.staffing)
    facts.staffing.push_back({line.skill, line.level, months_of(line.least_months), months_of(line.full_months)});
  facts.partners.clear();
  for (const auto& line : text.partners)
    facts.partners.push_back({{}, line.kind, line.name, line.siret, line.town, line.does});
  facts.declaration.reset();
  if (text.aid_declared_for) {
    facts.declaration = Declaration{parse_siren(*text.aid_declared_for).value(), {}, filed.received_at, aids_of(text)};
  }
  std::erase_if(seen.annexes, [&](const Annex& annex) { return !is_filed_with(filed, annex); });
  for (auto& annex : seen.annexes) annex.removed_at.reset();
  facts.text_sha256 = digest_of(text);
}

}  // namespace

Result<SeenDossier> whole_dossier(Reader& reader, DossierId id) {
  auto dossier = find_dossier(reader, id);
  if (!dossier) return no_such_dossier();
  SeenDossier seen;
  auto& facts = seen.facts;
  facts.dossier = *std::move(dossier);
  facts.call = find_call(reader, facts.dossier.call).value();
  facts.form = form_of(reader, facts.call.id, facts.dossier.form);
  facts.texts = texts_of(reader, id);
  facts.staffing = staffing_of(reader, id);
  facts.partners = partners_of(reader, id);
  facts.members = members_of(reader, id);
  facts.signature = last_signature(reader, id);
  facts.declaration = declaration_of(reader, id);
  if (facts.dossier.lab) facts.lab = people::find_lab(reader, facts.dossier.lab);
  facts.act = compliance::act_standing(reader, facts.dossier.use_case);
  if (auto organisation = people::find_organisation(reader, facts.dossier.organisation)) {
    seen.organisation = {organisation->facts.name, organisation->siren.str()};
    seen.size = organisation->size();
  }
  seen.annexes = annexes_of(reader, id);
  facts.text_sha256 = digest_of(text_of(seen));
  // Part of the text where it is asked for, and of one that a lab signed with it while it was.
  bool is_part =
      asks(facts, Condition::aid_declared) || (facts.signature && facts.signature->sha256 == facts.text_sha256);
  if (facts.declaration && !is_part) {
    facts.declaration.reset();
    facts.text_sha256 = digest_of(text_of(seen));
  }
  return seen;
}

Result<SeenDossier> seen_dossier(Reader& reader, const Actor& actor, DossierId id) {
  auto dossier = find_dossier(reader, id);
  if (!dossier || !sees_dossier(reader, actor, *dossier)) return no_such_dossier();
  TRY_LET(auto seen, whole_dossier(reader, id));
  seen.part = part_of(actor, seen.facts.dossier, seen.facts.members);
  if (!seen.part)
    if (auto filed = last_filed(reader, id)) show_as_filed(reader, seen, *filed);
  return seen;
}

std::optional<SizeClass> size_of_aided(const SeenDossier& seen) {
  const auto& declared = seen.facts.declaration;
  bool its_own = declared && declared->siren.str() == seen.organisation.siren;
  return its_own && seen.size ? std::optional(seen.size->size) : std::nullopt;
}

DossierText text_of(const SeenDossier& seen) {
  return text_of(seen.facts, seen.organisation, annex_lines(seen.annexes));
}

namespace {

/// The office and the company itself are told of every grant; others of those by dossiers that they take part in.
Grants told_to(Reader& reader, const Actor& actor, const Siren& siren, std::vector<Grant> all) {
  Grants grants{std::move(all)};
  if (actor.roles.has(Role::office)) return grants;
  auto own = people::affiliations_of(reader, {actor.person});
  if (std::ranges::find(own, siren.str(), &people::Affiliation::siren) != own.end()) return grants;
  grants.whole = false;
  std::vector<DossierId> ids;
  for (const auto& grant : grants.told) ids.push_back(grant.dossier);
  auto hers = those_with_part(reader, actor, ids);
  std::erase_if(grants.told, [&](const Grant& grant) { return std::ranges::find(hers, grant.dossier) == hers.end(); });
  return grants;
}

}  // namespace

void add_grants(Reader& reader, const Actor& actor, const Rules& rules, SeenDossier& seen) {
  auto& facts = seen.facts;
  if (!facts.declaration || (!seen.part && !actor.roles.has(Role::office))) return;
  const auto& siren = facts.declaration->siren;
  facts.grants = told_to(reader, actor, siren, grants_to(reader, siren, facts.dossier.id, rules.zone));
}

}  // namespace couloir::calls
