#include "calls/dossier_edit.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "calls/call_store.h"
#include "calls/events.h"
#include "calls/invitation.h"
#include "journal/journal.h"
#include "people/organisation.h"

namespace couloir::calls {
namespace {

constexpr std::size_t kLongestSection = 40'000;  // characters: eight times the largest word limit in ordinary French

Error not_editable() { return Error::refused(say("This dossier cannot be changed as it stands.")); }

struct Opened {
  Dossier dossier;
  Call call;
  Part part;  ///< of who asks
};
/// For who may write in it, while it can be written in.
Result<Opened> open_to_write(Tx& tx, const Op& op, DossierId id, Part least = Part::editor) {
  auto dossier = find_dossier(tx, id);
  auto part = dossier ? part_in_dossier(tx, op.actor, *dossier) : std::nullopt;
  if (!part) return no_such_dossier();
  if (*part < least)
    return least == Part::owner ? only_its_owner()
                                : Error::forbidden(say("You may read this dossier, not write in it."));
  auto call = find_call(tx, dossier->call).value();
  if (!is_editable(*dossier, call, op.now)) return not_editable();
  return Opened{*std::move(dossier), std::move(call), *part};
}

/// What changed is told by the row, so that lists can say when.
Result<void> touch(Tx& tx, const Op& op, Dossier& dossier) {
  dossier.updated_at = op.now;
  return save_dossier(tx, dossier);
}

bool is_month(std::string_view text) { return text.size() == 7 && parse_date(std::string(text) + "-01").has_value(); }

}  // namespace

// ── begin ──

bool may_begin(const Actor& actor, const portfolio::UseCaseDoor& use_case) {
  bool owner = actor.roles.has(Role::operator_) && actor.works_for(use_case.organisation);
  bool sponsor = actor.roles.has(Role::lab) &&
                 std::ranges::any_of(use_case.sponsors, [&](LabId lab) { return actor.speaks_for(lab); });
  return owner || sponsor;
}

namespace {

/// What the card of the use case says already, under the headings of the form.
void prefill(Tx& tx, const Op& op, const Dossier& dossier, const Form& form) {
  auto text = portfolio::use_case_words(tx, dossier.use_case);
  if (!text) return;
  auto write = [&](const char* section, const std::string& body) {
    if (form.section(section) != nullptr && !body.empty())
      (void)save_text(tx, dossier.id, {section, body, 0, op.actor.person, op.now});
  };
  auto joined = [](const std::string& a, const std::string& b) {
    return a.empty() || b.empty() ? a + b : a + "\n\n" + b;
  };
  write("context", joined(text->problem, text->process));
  write("objectives", text->expected);
  write("data_and_risks", text->data);
}

}  // namespace

Result<Begun> begin_dossier(const Op& op, UseCaseId id, CallId which) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Begun> {
    auto use_case = portfolio::use_case_door(tx, id);
    auto call = find_call(tx, which);
    if (!use_case || !may_begin(op.actor, *use_case))
      return Error::not_found(say("This use case is not there, or is not yours to see."));
    if (!call || call->state == CallState::draft) return Error::not_found(say("There is no such call."));
    if (auto living = living_dossier(tx, which, id)) return Begun{*std::move(living), false};
    if (phase_at(*call, op.now) == CallPhase::over)
      return Error::refused(say("This call is over. The next one stands on the page of calls."));
    if (use_case->state == portfolio::UseCaseState::stopped)
      return Error::refused(say("This use case was stopped: take it up again first."));
    Dossier dossier;
    dossier.call = which;
    dossier.use_case = id;
    dossier.organisation = use_case->organisation;
    dossier.form = call->form;
    dossier.title = use_case->title;
    dossier.applicant = call->applicants.back().kind;  // a company's project where the call takes one
    auto hers = std::ranges::find_if(use_case->sponsors, [&](LabId lab) { return op.actor.speaks_for(lab); });
    if (hers != use_case->sponsors.end())
      dossier.lab = *hers;
    else if (!use_case->sponsors.empty())
      dossier.lab = use_case->sponsors.front();
    dossier.state_since = dossier.created_at = dossier.updated_at = op.now;
    dossier.created_by = op.actor.person;
    TRY(insert_dossier(tx, dossier));
    if (op.actor.person) put_member(tx, dossier.id, {op.actor.person, Part::owner}, op.actor.person, op.now);
    prefill(tx, op, dossier, form_of(tx, which, dossier.form));
    journal::record(tx, op, DossierBegun{dossier.id, which, id});
    return Begun{std::move(dossier), true};
  });
}

// ── write ──

Result<SectionText> write_section(const Op& op, DossierId id, const std::string& section, std::int64_t version,
                                  const std::string& body) {
  if (!is_plain_text(body)) return Error::invalid({{section, say("This holds invisible characters; type it again.")}});
  if (auto length = count_of_code_points(body); length > kLongestSection)
    return Error::invalid({{section, say("This may have at most {1} characters; it has {2}.",
                                         std::to_string(kLongestSection), std::to_string(length))}});
  return in_transaction(op.db, [&](Tx& tx) -> Result<SectionText> {
    TRY_LET(auto opened, open_to_write(tx, op, id));
    if (form_of(tx, opened.call.id, opened.dossier.form).section(section) == nullptr)
      return Error::not_found(say("The form has no such section."));
    auto texts = texts_of(tx, id);
    auto stored = std::ranges::find(texts, section, &SectionText::section);
    if (stored != texts.end() && stored->body == body) return *stored;  // the same again, also of an old page
    if (stored == texts.end() && body.empty() && version == 0) return SectionText{section, body, 0, {}, op.now};
    TRY_LET(auto saved, save_text(tx, id, {section, body, version, op.actor.person, op.now}));
    note_change(tx, id, op.now);
    return saved;
  });
}

std::vector<Problem> problems_of(const DossierEdit& edit, const region::Pack& region) {
  std::vector<Problem> found;
  auto require = [&](bool met, std::string where, Sentence otherwise) {
    if (!met) found.push_back({std::move(where), std::move(otherwise)});
  };
  require(
      is_plain_text(edit.title) && edit.title.find('\n') == edit.title.npos && count_of_code_points(edit.title) <= 200,
      "title", say("Write the title on one line, 200 characters at most."));
  for (const auto& [where, month] : {std::pair{"window_from", &edit.window_from}, {"window_to", &edit.window_to}})
    require(month->empty() || is_month(*month), where, say("Write a month, such as 2026-10."));
  for (const auto& [where, size] : {std::pair{"team_min", edit.team_min}, {"team_max", edit.team_max}})
    require(!size || (*size >= 1 && *size <= 50), where, say("From 1 to 50 engineers."));
  require(edit.staffing.size() <= kMostStaffing, "staffing", say("At most 20 lines of work."));
  for (std::size_t i = 0; i < edit.staffing.size(); ++i) {
    const auto& work = edit.staffing[i];
    auto where = [&](std::string_view field) { return fmt::format("staffing/{}/{}", i, field); };
    require(region::find(region.skills, work.skill) != nullptr, where("skill"), say("Choose a skill of the list."));
    require(work.level >= 1 && work.level <= region::kTopSkillLevel, where("level"), say("From level 1 to level 4."));
    require(work.full.raw > 0 && work.full <= EngineerMonths::whole(1'000), where("full"),
            say("How many engineer-months, such as 2 or 1.5."));
    require(work.least.raw >= 0 && work.least <= work.full, where("least"),
            say("The least is not more than the full effort."));
  }
  return found;
}

Result<Dossier> edit_dossier(const Op& op, const Rules& rules, DossierId id, std::int64_t version,
                             const DossierEdit& edit) {
  if (auto found = problems_of(edit, rules.region); !found.empty()) return Error::invalid(std::move(found));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Dossier> {
    TRY_LET(auto opened, open_to_write(tx, op, id));
    auto& d = opened.dossier;
    // Both say whose dossier it is.
    if ((edit.applicant != d.applicant || edit.lab != d.lab) && opened.part != Part::owner)
      return Error::forbidden(say("Only who owns this dossier changes who applies and which lab sponsors it."));
    if (edit.lab && edit.lab != d.lab && !people::find_lab(tx, edit.lab))
      return Error::invalid({{"lab", say("There is no such lab.")}});
    d.version = version;
    d.title = std::string(trim(edit.title));
    d.applicant = edit.applicant;
    d.lab = edit.lab;
    d.window_from = edit.window_from;
    d.window_to = edit.window_to;
    d.team_min = edit.team_min;
    d.team_max = edit.team_max;
    TRY(touch(tx, op, d));
    put_staffing(tx, id, edit.staffing);
    return std::move(d);
  });
}

Result<Dossier> take_new_form(const Op& op, DossierId id, std::int64_t version) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Dossier> {
    TRY_LET(auto opened, open_to_write(tx, op, id));
    // What is filed is judged by the form it was filed with, until it is filed again.
    if (opened.dossier.state == DossierState::submitted)
      return Error::refused(say("It is filed with its form, and judged by it."));
    opened.dossier.version = version;
    opened.dossier.form = opened.call.form;
    TRY(touch(tx, op, opened.dossier));
    return std::move(opened.dossier);
  });
}

// ── who takes part ──

Result<Partner> add_partner(const Op& op, DossierId id, Partner partner) {
  partner.name = std::string(trim(partner.name));
  if (auto found = problems_of(partner); !found.empty()) return Error::invalid(std::move(found));
  if (!partner.siret.empty()) partner.siret = parse_siret(partner.siret).value().str();
  return in_transaction(op.db, [&](Tx& tx) -> Result<Partner> {
    TRY_LET(auto opened, open_to_write(tx, op, id));
    auto there = partners_of(tx, id);
    if (there.size() >= kMostPartners) return Error::refused(say("A dossier has at most 20 partners."));
    if (!partner.siret.empty() && std::ranges::find(there, partner.siret, &Partner::siret) != there.end())
      return Error::invalid({{"siret", say("This establishment is a partner already.")}});
    insert_partner(tx, id, partner);
    TRY(touch(tx, op, opened.dossier));
    return std::move(partner);
  });
}

Result<void> drop_partner(const Op& op, DossierId id, PartnerId partner) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY_LET(auto opened, open_to_write(tx, op, id));
    if (!remove_partner(tx, id, partner)) return Error::not_found(say("This partner is not there any more."));
    return touch(tx, op, opened.dossier);
  });
}

std::vector<Candidate> candidates_for(Reader& reader, const Dossier& dossier) {
  std::vector<Candidate> all;
  auto add = [&](PersonId person, const std::string& name) {
    if (std::ranges::find(all, person, &Candidate::person) == all.end()) all.push_back({person, name});
  };
  for (const auto& m : people::members_of(reader, dossier.organisation))
    if (m.standing == people::Standing::granted) add(m.person, m.person_name);
  if (dossier.lab)
    for (const auto& m : people::lab_members_of(reader, dossier.lab))
      if (m.standing == people::Standing::granted) add(m.person, m.person_name);
  return all;
}

Result<void> set_member(const Op& op, DossierId id, const Member& member) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY_LET(auto opened, open_to_write(tx, op, id, Part::owner));
    auto candidates = candidates_for(tx, opened.dossier);
    auto members = members_of(tx, id);
    auto there = std::ranges::find(members, member.person, &Member::person);
    bool belongs = std::ranges::find(candidates, member.person, &Candidate::person) != candidates.end();
    bool invited = there != members.end() && there->guest;
    if (!belongs && !invited)
      return Error::invalid({{"person", say("Choose somebody of the organisation or of the lab.")}});
    if (!belongs && !may_be_of_guest(member.part))
      return Error::invalid(
          {{"part", say("Who was invited from elsewhere reads or writes: owners and signatories belong to "
                        "the organisation or to the lab.")}});
    if (there == members.end() && members.size() >= kMostMembers)
      return Error::refused(say("A dossier has at most 30 members."));
    put_member(tx, id, {member.person, member.part, !belongs}, op.actor.person, op.now);
    journal::record(tx, op, DossierMemberChanged{id, member.person, member.part});
    end_invitations_from(tx, op, member.person);
    return {};
  });
}

Result<void> drop_member(const Op& op, DossierId id, PersonId person) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    // Also of what is filed: who left must not stay in it.
    auto dossier = find_dossier(tx, id);
    auto part = dossier ? part_in_dossier(tx, op.actor, *dossier) : std::nullopt;
    if (!part) return no_such_dossier();
    if (person != op.actor.person && *part != Part::owner) return only_its_owner();
    if (!remove_member(tx, id, person)) return Error::not_found(say("This person is no member of it."));
    journal::record(tx, op, DossierMemberChanged{id, person, std::nullopt});
    end_invitations_from(tx, op, person);
    return {};
  });
}

// ── the lab ──

Result<void> ask_signature(const Op& op, DossierId id) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY_LET(auto opened, open_to_write(tx, op, id));
    if (!opened.dossier.lab) return Error::refused(say("No lab sponsors it yet."));
    note_signature_asked(tx, id, op.now);
    journal::record(tx, op, SignatureAsked{id, opened.dossier.lab});
    return {};
  });
}

Result<Signature> sign_dossier(const Op& op, DossierId id, const std::string& sha256) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Signature> {
    auto dossier = find_dossier(tx, id);
    if (!dossier || !may_see(op.actor, *dossier, members_of(tx, id))) return no_such_dossier();
    if (!may_sign(op.actor, *dossier, members_of(tx, id)))
      return Error::forbidden(say("Only who speaks for its lab signs, or those of it whom the dossier names."));
    TRY_LET(auto seen, whole_dossier(tx, id));
    if (!is_editable(seen.facts.dossier, seen.facts.call, op.now)) return not_editable();
    if (seen.facts.text_sha256 != sha256)
      return Error::conflict(say("The text has changed since you opened it. Read it again, then sign."));
    Signature signature{seen.facts.dossier.lab, op.actor.person, op.now, sha256};
    insert_signature(tx, id, signature);
    note_signature_asked(tx, id, std::nullopt);
    TRY_LET(auto hash, journal::parse_hash(sha256));
    journal::record(tx, op, DossierSigned{id, signature.lab, hash});
    return signature;
  });
}

// ── aid ──

Result<void> declare_aid(const Op& op, const Rules& rules, DossierId id, const Declaration& declaration) {
  std::vector<Problem> found;
  auto today = day_in(op.now, rules.zone);
  if (declaration.aids.size() > kMostAids) found.push_back({"aids", say("At most 50 lines.")});
  for (std::size_t i = 0; i < declaration.aids.size(); ++i) {
    const auto& aid = declaration.aids[i];
    if (aid.granted_on > today)
      found.push_back({fmt::format("aids/{}/granted_on", i), say("This day is still to come.")});
    if (aid.amount.cents <= 0 || aid.amount > Euros::whole(1'000'000'000))
      found.push_back({fmt::format("aids/{}/amount", i), say("Write an amount in euros.")});
    auto length = count_of_code_points(aid.giver);
    if (!is_plain_text(aid.giver) || length == 0 || length > 200)
      found.push_back({fmt::format("aids/{}/giver", i), say("Say who gave it.")});
    if (aid.dossier && (!is_plain_text(*aid.dossier) || count_of_code_points(*aid.dossier) > 60))
      found.push_back({fmt::format("aids/{}/dossier", i), say("Write the number of one dossier.")});
  }
  if (!found.empty()) return Error::invalid(std::move(found));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY_LET(auto opened, open_to_write(tx, op, id));
    auto own = people::find_organisation(tx, opened.dossier.organisation);
    auto partners = partners_of(tx, id);
    bool takes_part = (own && own->siren == declaration.siren) || std::ranges::any_of(partners, [&](const Partner& p) {
                        return p.siret.starts_with(declaration.siren.str());
                      });
    if (!takes_part)
      return Error::invalid({{"siren", say("This company takes no part in the dossier: add it as a partner first.")}});
    auto said = declaration;
    said.declared_by = op.actor.person;
    said.declared_at = op.now;
    for (auto& aid : said.aids) {
      if (!aid.dossier) continue;
      aid.dossier = std::string(trim(*aid.dossier));
      if (aid.dossier->empty()) aid.dossier.reset();
    }
    put_declaration(tx, id, said);
    return touch(tx, op, opened.dossier);
  });
}

// ── annexes ──

Result<Annex> add_annex(const Op& op, const Rules& rules, DossierId id, std::string_view name,
                        std::string_view content) {
  auto check = [&](Tx& tx) -> Result<Opened> {
    TRY_LET(auto opened, open_to_write(tx, op, id));
    std::size_t there = 0;
    std::int64_t bytes = static_cast<std::int64_t>(content.size());
    for (const auto& annex : annexes_of(tx, id))
      if (annex.there()) ++there, bytes += annex.file->size;
    if (there >= kMostAnnexes) return Error::refused(say("A dossier has at most 20 annexes: take one away first."));
    if (bytes > kLargestAnnexes)
      return Error::refused(
          say("Annexes have at most {1} MB together: this one is too much.", std::to_string(kLargestAnnexes >> 20)));
    return opened;
  };
  // Nobody's bytes are looked at before it is known that they may be brought.
  TRY(in_transaction(op.db, check));
  TRY_LET(auto kept, files::keep(rules.files, name, content, {files::kEvidence, kLargestAnnex}));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Annex> {
    TRY_LET(auto opened, check(tx));
    Annex annex;
    annex.file = files::add_file(tx, op, rules.files, kept);
    annex.sha256 = annex.file->sha256.hex();
    annex.added_by = op.actor.person;
    annex.added_at = op.now;
    annex.id = insert_annex(tx, id, *annex.file, op.actor.person, op.now);
    TRY(touch(tx, op, opened.dossier));
    journal::record(tx, op, DossierAnnexed{id, annex.file->sha256, false});
    return annex;
  });
}

namespace {

Result<Annex> annex_of(Reader& reader, DossierId dossier, AnnexId id) {
  for (auto& annex : annexes_of(reader, dossier))
    if (annex.id == id && annex.there()) return std::move(annex);
  return Error::not_found(say("This annex is not there any more."));
}

}  // namespace

Result<void> drop_annex(const Op& op, DossierId id, AnnexId which) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY_LET(auto opened, open_to_write(tx, op, id));
    TRY_LET(auto annex, annex_of(tx, id, which));
    // What was filed keeps its files: the package of a turn is whole for as long as the dossier is there.
    bool filed = !filings_of(tx, id).empty();
    mark_annex_removed(tx, which, filed ? annex.file->id : files::FileId{}, op.actor.person, op.now);
    if (!filed) files::remove_file(tx, op, annex.file->id);
    TRY(touch(tx, op, opened.dossier));
    journal::record(tx, op, DossierAnnexed{id, annex.file->sha256, true});
    return {};
  });
}

Result<ReadAnnex> read_annex(Db& db, const Actor& actor, const Rules& rules, DossierId id, AnnexId which) {
  auto find = [&]() -> Result<files::StoredFile> {
    auto reader = db.reader();
    TRY_LET(auto seen, seen_dossier(*reader, actor, id));
    auto annex = std::ranges::find(seen.annexes, which, &Annex::id);
    if (annex == seen.annexes.end() || !annex->there())
      return Error::not_found(say("This annex is not there any more."));
    return *annex->file;
  };
  TRY_LET(auto file, find());
  TRY_LET(auto content, files::read_file(rules.files, file));
  return ReadAnnex{std::move(file), std::move(content)};
}

}  // namespace couloir::calls
