#include "calls/dossier_store.h"

#include <algorithm>

#include "base/bug.h"
#include "calls/front.h"
#include "calls/link_store.h"

namespace couloir::calls {
namespace {

constexpr std::string_view kColumns =
    "SELECT d.id, d.call, d.use_case, d.organisation, d.form, d.title, d.applicant, d.lab, d.window_from, d.window_to, "
    "d.team_min, d.team_max, d.state, d.state_since, d.cut_off, d.number, d.rank, d.filed_at, d.correct_by, "
    "d.signature_asked_at, "
    "d.created_by, "
    "d.created_at, d.updated_at, d.version FROM calls_dossier d";

Dossier read_dossier(const Row& row) {
  Dossier d;
  d.id = row.get<DossierId>("id");
  d.call = row.get<CallId>("call");
  d.use_case = row.get<UseCaseId>("use_case");
  d.organisation = row.get<OrganisationId>("organisation");
  d.form = row.get<int>("form");
  d.title = row.get<std::string>("title");
  d.applicant = row.get<Applicant>("applicant");
  d.lab = row.get<LabId>("lab");
  d.window_from = row.get<std::string>("window_from");
  d.window_to = row.get<std::string>("window_to");
  d.team_min = row.get<std::optional<int>>("team_min");
  d.team_max = row.get<std::optional<int>>("team_max");
  d.state = row.get<DossierState>("state");
  d.state_since = row.get<Instant>("state_since");
  d.cut_off = row.get<CutOffId>("cut_off");
  d.number = row.get<std::optional<std::string>>("number");
  d.rank = row.get<std::optional<std::int64_t>>("rank");
  d.filed_at = row.get<std::optional<Instant>>("filed_at");
  d.correct_by = row.get<std::optional<Instant>>("correct_by");
  d.signature_asked_at = row.get<std::optional<Instant>>("signature_asked_at");
  d.created_by = row.get<PersonId>("created_by");
  d.created_at = row.get<Instant>("created_at");
  d.updated_at = row.get<Instant>("updated_at");
  d.version = row.get<std::int64_t>("version");
  return d;
}

std::vector<Param> dossier_params(const Dossier& d) {
  return {{":form", d.form},
          {":title", d.title},
          {":applicant", d.applicant},
          {":lab", d.lab},
          {":window_from", d.window_from},
          {":window_to", d.window_to},
          {":team_min", d.team_min},
          {":team_max", d.team_max},
          {":state", d.state},
          {":state_since", d.state_since},
          {":cut_off", d.cut_off},
          {":number", d.number},
          {":rank", d.rank},
          {":filed_at", d.filed_at},
          {":correct_by", d.correct_by},
          {":updated_at", d.updated_at}};
}

std::string select_where(std::string_view condition) {
  return std::string(kColumns) + " WHERE " + std::string(condition);
}

}  // namespace

std::optional<Dossier> find_dossier(Reader& reader, DossierId id) {
  return reader.first(select_where("d.id = :id"), {{":id", id}}, read_dossier);
}
std::vector<Dossier> dossiers_with_ids(Reader& reader, const std::vector<DossierId>& ids) {
  return reader.all(select_where("d.id IN (" + id_list(ids) + ") ORDER BY d.id"), {}, read_dossier);
}
std::optional<Dossier> find_dossier_by_number(Reader& reader, std::string_view number) {
  return reader.first(select_where("d.number = :number"), {{":number", number}}, read_dossier);
}
std::optional<Dossier> living_dossier(Reader& reader, CallId call, UseCaseId use_case) {
  // is_living() in the words of the index calls_dossier_living, which is used for no others.
  return reader.first(
      select_where("d.call = :call AND d.use_case = :use_case AND d.state NOT IN ('declined', 'withdrawn')"),
      {{":call", call}, {":use_case", use_case}}, read_dossier);
}
std::vector<Dossier> dossiers_of_use_case(Reader& reader, UseCaseId use_case) {
  return reader.all(select_where("d.use_case = :use_case ORDER BY d.id DESC"), {{":use_case", use_case}}, read_dossier);
}

namespace {

/// part_of() in SQL, for rows `d` of calls_dossier and `:person`: named and of its organisation or lab still, or
/// invited from elsewhere; or by her role.
std::string has_part(const Actor& actor) {
  std::string belongs = "m.guest = 1";
  if (!actor.organisations.empty()) belongs += " OR d.organisation IN (" + id_list(actor.organisations) + ")";
  if (!actor.labs.empty()) belongs += " OR d.lab IN (" + id_list(actor.labs) + ")";
  std::string mine =
      "EXISTS (SELECT 1 FROM calls_member m WHERE m.person = :person AND m.dossier = d.id AND (" + belongs + "))";
  if (actor.roles.has(Role::operator_) && !actor.organisations.empty())
    mine += " OR d.organisation IN (" + id_list(actor.organisations) + ")";
  if (actor.roles.has(Role::lab) && !actor.labs.empty()) mine += " OR d.lab IN (" + id_list(actor.labs) + ")";
  return "(" + mine + ")";
}

}  // namespace

std::vector<DossierId> those_with_part(Reader& reader, const Actor& actor, const std::vector<DossierId>& ids) {
  if (ids.empty()) return {};
  return reader.all("SELECT d.id FROM calls_dossier d WHERE d.id IN (" + id_list(ids) + ") AND " + has_part(actor),
                    {{":person", actor.person}}, [](const Row& row) { return row.get<DossierId>("id"); });
}

std::vector<Dossier> dossiers_for(Reader& reader, const Actor& actor, int limit, const DossierFilter& filter) {
  auto where = has_part(actor);
  std::vector<Param> params{{":person", actor.person}, {":limit", limit}};
  if (filter.state) {
    where += " AND d.state = :state";
    params.emplace_back(":state", *filter.state);
  }
  if (!filter.call.empty()) {
    where += " AND d.call IN (SELECT id FROM calls_call WHERE code = :code)";
    params.emplace_back(":code", filter.call);
  }
  return reader.all(select_where(where + " ORDER BY d.updated_at DESC, d.id DESC LIMIT :limit"), params, read_dossier);
}

std::string in_batch(CallId call, CutOffId cut_off) {
  return "d.call = " + call.str() + (cut_off ? " AND d.cut_off = " + cut_off.str() : " AND d.cut_off IS NULL");
}
std::vector<Dossier> dossiers_of_batch(Reader& reader, CallId call, CutOffId cut_off) {
  return reader.all(select_where(in_batch(call, cut_off) + " AND d.rank IS NOT NULL ORDER BY d.rank"), {},
                    read_dossier);
}

std::vector<Dossier> drafts_untouched_since(Reader& reader, CallId call, Instant before) {
  return reader.all(select_where("d.call = :call AND d.state = 'draft' AND d.updated_at < :before ORDER BY d.id"),
                    {{":call", call}, {":before", before}}, read_dossier);
}

std::vector<Dossier> dossiers_in_state(Reader& reader, CallId call, DossierState state) {
  return reader.all(select_where("d.call = :call AND d.state = :state ORDER BY d.id"),
                    {{":call", call}, {":state", state}}, read_dossier);
}

std::vector<BatchCount> counts_of_call(Reader& reader, CallId call) {
  return reader.all(
      "SELECT cut_off, state, count(*) AS dossiers FROM calls_dossier WHERE call = :call GROUP BY cut_off, state",
      {{":call", call}}, [](const Row& row) {
        return BatchCount{row.get<CutOffId>("cut_off"), row.get<DossierState>("state"),
                          row.get<std::int64_t>("dossiers")};
      });
}

Result<void> insert_dossier(Tx& tx, Dossier& d) {
  auto params = dossier_params(d);
  params.emplace_back(":call", d.call);
  params.emplace_back(":use_case", d.use_case);
  params.emplace_back(":organisation", d.organisation);
  params.emplace_back(":created_by", d.created_by);
  params.emplace_back(":created_at", d.created_at);
  auto id = tx.first(R"sql(
      INSERT INTO calls_dossier (call, use_case, organisation, form, title, applicant, lab, window_from, window_to, team_min,
                                 team_max, state, state_since, cut_off, number, rank, filed_at, correct_by, created_by,
                                 created_at, updated_at, version)
      VALUES (:call, :use_case, :organisation, :form, :title, :applicant, :lab, :window_from, :window_to, :team_min,
              :team_max, :state, :state_since, :cut_off, :number, :rank, :filed_at, :correct_by, :created_by, :created_at,
              :updated_at, 1)
      ON CONFLICT DO NOTHING RETURNING id)sql",
                     params, [](const Row& row) { return row.get<DossierId>("id"); });
  if (!id) return Error::conflict(say("A dossier of this use case was begun just now."));
  d.id = *id;
  d.version = 1;
  return {};
}

Result<void> save_dossier(Tx& tx, Dossier& d) {
  auto params = dossier_params(d);
  params.emplace_back(":id", d.id);
  params.emplace_back(":version", d.version);
  auto changed = tx.exec(R"sql(
      UPDATE calls_dossier
         SET form = :form, title = :title, applicant = :applicant, lab = :lab, window_from = :window_from,
             window_to = :window_to, team_min = :team_min, team_max = :team_max, state = :state, state_since = :state_since,
             cut_off = :cut_off, number = :number, rank = :rank, filed_at = :filed_at, correct_by = :correct_by,
             updated_at = :updated_at, version = version + 1
       WHERE id = :id AND version = :version)sql",
                         params);
  if (changed == 0) return Error::conflict(say("Somebody else changed this dossier since you opened it."));
  ++d.version;
  return {};
}

void note_change(Tx& tx, DossierId id, Instant now) {
  tx.exec("UPDATE calls_dossier SET updated_at = :now WHERE id = :id", {{":id", id}, {":now", now}});
}

void note_signature_asked(Tx& tx, DossierId id, std::optional<Instant> at) {
  tx.exec("UPDATE calls_dossier SET signature_asked_at = :at WHERE id = :id", {{":id", id}, {":at", at}});
}

// ── sections ──

std::vector<SectionText> texts_of(Reader& reader, DossierId dossier) {
  return reader.all("SELECT section, body, version, updated_by, updated_at FROM calls_answer WHERE dossier = :dossier",
                    {{":dossier", dossier}}, [](const Row& row) {
                      return SectionText{row.get<std::string>("section"), row.get<std::string>("body"),
                                         row.get<std::int64_t>("version"), row.get<PersonId>("updated_by"),
                                         row.get<Instant>("updated_at")};
                    });
}

Result<SectionText> save_text(Tx& tx, DossierId dossier, const SectionText& text) {
  std::vector<Param> params{{":dossier", dossier},
                            {":section", text.section},
                            {":body", text.body},
                            {":person", text.updated_by},
                            {":now", text.updated_at}};
  std::int64_t changed = 0;
  if (text.version == 0) {
    changed = tx.exec(R"sql(
        INSERT INTO calls_answer (dossier, section, body, version, updated_by, updated_at)
        VALUES (:dossier, :section, :body, 1, :person, :now) ON CONFLICT DO NOTHING)sql",
                      params);
  } else {
    params.emplace_back(":version", text.version);
    changed = tx.exec(R"sql(
        UPDATE calls_answer SET body = :body, version = version + 1, updated_by = :person, updated_at = :now
         WHERE dossier = :dossier AND section = :section AND version = :version)sql",
                      params);
  }
  if (changed == 0) return Error::conflict(say("Somebody else wrote in this section since you opened it."));
  auto saved = text;
  ++saved.version;
  return saved;
}

// ── what the pool is asked for ──

std::vector<Staffing> staffing_of(Reader& reader, DossierId dossier) {
  return reader.all(
      "SELECT skill, level, least, full_effort FROM calls_staffing WHERE dossier = :dossier ORDER BY position",
      {{":dossier", dossier}}, [](const Row& row) {
        return Staffing{row.get<std::string>("skill"), row.get<int>("level"),
                        EngineerMonths{row.get<std::int64_t>("least")},
                        EngineerMonths{row.get<std::int64_t>("full_effort")}};
      });
}
void put_staffing(Tx& tx, DossierId dossier, const std::vector<Staffing>& staffing) {
  tx.exec("DELETE FROM calls_staffing WHERE dossier = :dossier", {{":dossier", dossier}});
  std::int64_t position = 0;
  for (const auto& work : staffing)
    tx.exec(R"sql(
        INSERT INTO calls_staffing (dossier, position, skill, level, least, full_effort)
        VALUES (:dossier, :position, :skill, :level, :least, :full))sql",
            {{":dossier", dossier},
             {":position", position++},
             {":skill", work.skill},
             {":level", work.level},
             {":least", work.least.raw},
             {":full", work.full.raw}});
}

// ── who takes part ──

std::vector<Partner> partners_of(Reader& reader, DossierId dossier) {
  return reader.all("SELECT id, kind, name, siret, town, does FROM calls_partner WHERE dossier = :dossier ORDER BY id",
                    {{":dossier", dossier}}, [](const Row& row) {
                      return Partner{row.get<PartnerId>("id"),     row.get<PartnerKind>("kind"),
                                     row.get<std::string>("name"), row.get<std::string>("siret"),
                                     row.get<std::string>("town"), row.get<std::string>("does")};
                    });
}
void insert_partner(Tx& tx, DossierId dossier, Partner& partner) {
  partner.id = tx.first(R"sql(
      INSERT INTO calls_partner (dossier, kind, name, siret, town, does)
      VALUES (:dossier, :kind, :name, :siret, :town, :does) RETURNING id)sql",
                        {{":dossier", dossier},
                         {":kind", partner.kind},
                         {":name", partner.name},
                         {":siret", partner.siret},
                         {":town", partner.town},
                         {":does", partner.does}},
                        [](const Row& row) { return row.get<PartnerId>("id"); })
                   .value();
}
bool remove_partner(Tx& tx, DossierId dossier, PartnerId partner) {
  return tx.exec("DELETE FROM calls_partner WHERE id = :id AND dossier = :dossier",
                 {{":id", partner}, {":dossier", dossier}}) > 0;
}

std::unordered_map<DossierId, std::vector<Member>> members_of_each(Reader& reader,
                                                                   const std::vector<DossierId>& dossiers) {
  std::unordered_map<DossierId, std::vector<Member>> members;
  reader.each("SELECT dossier, person, part, guest FROM calls_member WHERE dossier IN (" + id_list(dossiers) +
                  ") ORDER BY person",
              {}, [&](const Row& row) {
                members[row.get<DossierId>("dossier")].push_back(
                    {row.get<PersonId>("person"), row.get<Part>("part"), row.get<bool>("guest")});
              });
  return members;
}
std::vector<Member> members_of(Reader& reader, DossierId dossier) {
  return std::move(members_of_each(reader, {dossier})[dossier]);
}
std::optional<Part> part_in_dossier(Reader& reader, const Actor& actor, const Dossier& dossier) {
  return part_of(actor, dossier, members_of(reader, dossier.id));
}
void put_member(Tx& tx, DossierId dossier, const Member& member, PersonId by, Instant now) {
  tx.exec(R"sql(
      INSERT INTO calls_member (dossier, person, part, guest, added_by, added_at)
      VALUES (:dossier, :person, :part, :guest, :by, :now)
      ON CONFLICT (dossier, person) DO UPDATE SET part = :part, guest = :guest)sql",
          {{":dossier", dossier},
           {":person", member.person},
           {":part", member.part},
           {":guest", member.guest ? 1 : 0},
           {":by", by},
           {":now", now}});
  // Also after the filing: whoever reviews must say whether she is linked to her.
  add_party(tx, dossier, key_of(member.person));
}
bool remove_member(Tx& tx, DossierId dossier, PersonId person) {
  return tx.exec("DELETE FROM calls_member WHERE dossier = :dossier AND person = :person",
                 {{":dossier", dossier}, {":person", person}}) > 0;
}

void forget_member(Tx& tx, PersonId person) {
  tx.exec("DELETE FROM calls_member WHERE person = :person", {{":person", person}});
  tx.exec("UPDATE calls_answer SET updated_by = NULL WHERE updated_by = :person", {{":person", person}});
}

void insert_signature(Tx& tx, DossierId dossier, const Signature& signature) {
  tx.exec(
      "INSERT INTO calls_signature (dossier, lab, person, at, sha256) VALUES (:dossier, :lab, :person, :at, :sha256)",
      {{":dossier", dossier},
       {":lab", signature.lab},
       {":person", signature.person},
       {":at", signature.at},
       {":sha256", signature.sha256}});
}
std::optional<Signature> last_signature(Reader& reader, DossierId dossier) {
  return reader.first(
      "SELECT lab, person, at, sha256 FROM calls_signature WHERE dossier = :dossier ORDER BY id DESC LIMIT 1",
      {{":dossier", dossier}}, [](const Row& row) {
        return Signature{row.get<LabId>("lab"), row.get<PersonId>("person"), row.get<Instant>("at"),
                         row.get<std::string>("sha256")};
      });
}

// ── aid ──

void put_declaration(Tx& tx, DossierId dossier, const Declaration& declaration) {
  tx.exec(R"sql(
      INSERT INTO calls_declaration (dossier, siren, declared_by, declared_at) VALUES (:dossier, :siren, :by, :at)
      ON CONFLICT (dossier) DO UPDATE SET siren = :siren, declared_by = :by, declared_at = :at)sql",
          {{":dossier", dossier},
           {":siren", declaration.siren.str()},
           {":by", declaration.declared_by},
           {":at", declaration.declared_at}});
  tx.exec("DELETE FROM calls_aid WHERE dossier = :dossier", {{":dossier", dossier}});
  for (const auto& aid : declaration.aids)
    tx.exec(R"sql(
        INSERT INTO calls_aid (dossier, granted_on, amount, giver, by_number)
        VALUES (:dossier, :on, :amount, :giver, :by_number))sql",
            {{":dossier", dossier},
             {":on", aid.granted_on},
             {":amount", aid.amount.cents},
             {":giver", aid.giver},
             {":by_number", aid.dossier}});
}
std::optional<Declaration> declaration_of(Reader& reader, DossierId dossier) {
  auto declaration =
      reader.first("SELECT siren, declared_by, declared_at FROM calls_declaration WHERE dossier = :dossier",
                   {{":dossier", dossier}}, [](const Row& row) {
                     return Declaration{parse_siren(row.get<std::string>("siren")).value(),
                                        row.get<PersonId>("declared_by"),
                                        row.get<Instant>("declared_at"),
                                        {}};
                   });
  if (declaration)
    declaration->aids = reader.all(
        "SELECT granted_on, amount, giver, by_number FROM calls_aid WHERE dossier = :dossier ORDER BY granted_on, "
        "id",
        {{":dossier", dossier}}, [](const Row& row) {
          return Aid{row.get<Date>("granted_on"), Euros{row.get<std::int64_t>("amount")}, row.get<std::string>("giver"),
                     row.get<std::optional<std::string>>("by_number")};
        });
  return declaration;
}

std::vector<Grant> grants_to(Reader& reader, const Siren& siren, DossierId but_not, std::string_view zone) {
  return reader.all(
      R"sql(
      SELECT d.id, d.number, c.decided_at, COALESCE(c.months, n.asked) AS months
        FROM calls_line n JOIN calls_dossier d ON d.id = n.dossier JOIN calls_decision c ON c.dossier = d.id
       WHERE n.aided = :siren AND d.id <> :but_not AND d.state = 'granted' AND c.decided_at IS NOT NULL
       ORDER BY c.decided_at, d.id)sql",
      {{":siren", siren.str()}, {":but_not", but_not}}, [&](const Row& row) {
        return Grant{row.get<DossierId>("id"), row.get<std::string>("number"),
                     day_in(row.get<Instant>("decided_at"), zone), EngineerMonths{row.get<std::int64_t>("months")}};
      });
}

// ── annexes ──

std::vector<Annex> annexes_of(Reader& reader, DossierId dossier) {
  std::vector<files::FileId> ids;
  std::vector<files::FileId> of_row;
  auto annexes = reader.all(
      "SELECT id, file, sha256, added_by, added_at, removed_by, removed_at FROM calls_annex WHERE dossier = :dossier "
      "ORDER BY id",
      {{":dossier", dossier}}, [&](const Row& row) {
        of_row.push_back(row.get<files::FileId>("file"));
        if (of_row.back()) ids.push_back(of_row.back());
        return Annex{row.get<AnnexId>("id"),
                     std::nullopt,
                     row.get<std::string>("sha256"),
                     row.get<PersonId>("added_by"),
                     row.get<PersonId>("removed_by"),
                     row.get<Instant>("added_at"),
                     row.get<std::optional<Instant>>("removed_at")};
      });
  if (ids.empty()) return annexes;
  auto stored = files::files_with_ids(reader, ids);
  for (std::size_t i = 0; i < annexes.size(); ++i) {
    auto found = std::ranges::find(stored, of_row[i], &files::StoredFile::id);
    if (found != stored.end()) annexes[i].file = *found;
  }
  return annexes;
}
AnnexId insert_annex(Tx& tx, DossierId dossier, const files::StoredFile& file, PersonId person, Instant now) {
  return tx
      .first(R"sql(
      INSERT INTO calls_annex (dossier, file, sha256, added_by, added_at) VALUES (:dossier, :file, :sha256, :person, :now)
      RETURNING id)sql",
             {{":dossier", dossier},
              {":file", file.id},
              {":sha256", file.sha256.hex()},
              {":person", person},
              {":now", now}},
             [](const Row& row) { return row.get<AnnexId>("id"); })
      .value();
}
void mark_annex_removed(Tx& tx, AnnexId id, files::FileId kept, PersonId person, Instant now) {
  tx.exec("UPDATE calls_annex SET file = :kept, removed_by = :person, removed_at = :now WHERE id = :id",
          {{":id", id}, {":kept", kept}, {":person", person}, {":now", now}});
}
std::vector<AnnexLine> annex_lines(const std::vector<Annex>& annexes) {
  std::vector<AnnexLine> lines;
  for (const auto& annex : annexes)
    if (annex.there()) lines.push_back({annex.file->name, annex.sha256, annex.file->size});
  return lines;
}

// ── what was filed, and sent back ──

void insert_filing(Tx& tx, DossierId dossier, const StoredFiling& filing, std::int64_t late_token) {
  tx.exec(R"sql(
      INSERT INTO calls_filing (dossier, turn, received_at, cut_off, filed_by, late_token, content, sha256)
      VALUES (:dossier, :turn, :received, :cut_off, :person, :late, :content, :sha256))sql",
          {{":dossier", dossier},
           {":turn", filing.turn},
           {":received", filing.received_at},
           {":cut_off", filing.cut_off},
           {":person", filing.filed_by},
           {":late", late_token ? std::optional(late_token) : std::nullopt},
           {":content", filing.content},
           {":sha256", filing.sha256}});
}
std::vector<StoredFiling> filings_of(Reader& reader, DossierId dossier) {
  return reader.all(
      "SELECT turn, received_at, cut_off, filed_by, content, sha256 FROM calls_filing WHERE dossier = :dossier ORDER "
      "BY turn",
      {{":dossier", dossier}}, [](const Row& row) {
        return StoredFiling{row.get<std::int64_t>("turn"),   row.get<Instant>("received_at"),
                            row.get<CutOffId>("cut_off"),    row.get<PersonId>("filed_by"),
                            row.get<std::string>("content"), row.get<std::string>("sha256")};
      });
}
namespace {

std::string of_last_filings(std::string_view columns, const std::vector<DossierId>& ids) {
  return "SELECT f.dossier, " + std::string(columns) + " FROM calls_filing f WHERE f.dossier IN (" + id_list(ids) +
         ") AND f.turn = (SELECT max(g.turn) FROM calls_filing g WHERE g.dossier = f.dossier)";
}

}  // namespace

std::unordered_map<DossierId, PersonId> last_filers(Reader& reader, const std::vector<DossierId>& ids) {
  std::unordered_map<DossierId, PersonId> filers;
  reader.each(of_last_filings("f.filed_by", ids), {},
              [&](const Row& row) { filers.emplace(row.get<DossierId>("dossier"), row.get<PersonId>("filed_by")); });
  return filers;
}
std::unordered_map<DossierId, std::string> last_filings(Reader& reader, const std::vector<DossierId>& ids) {
  std::unordered_map<DossierId, std::string> contents;
  if (ids.empty()) return contents;
  reader.each(of_last_filings("f.content", ids), {}, [&](const Row& row) {
    contents.emplace(row.get<DossierId>("dossier"), row.get<std::string>("content"));
  });
  return contents;
}

std::optional<FiledDossier> last_filed(Reader& reader, DossierId id) {
  auto contents = last_filings(reader, {id});
  auto found = contents.find(id);
  if (found == contents.end()) return std::nullopt;
  auto filed = read_filed(found->second);
  check(filed.has_value(), "a stored filing can be read");
  return *std::move(filed);
}

void insert_return(Tx& tx, DossierId dossier, const Returned& returned) {
  tx.exec(
      "INSERT INTO calls_return (dossier, at, person, reason, correct_by) VALUES (:dossier, :at, :person, :reason, "
      ":by)",
      {{":dossier", dossier},
       {":at", returned.at},
       {":person", returned.person},
       {":reason", returned.reason},
       {":by", returned.correct_by}});
}
void answer_return(Tx& tx, DossierId dossier, Instant now) {
  tx.exec("UPDATE calls_return SET answered_at = :now WHERE dossier = :dossier AND answered_at IS NULL",
          {{":dossier", dossier}, {":now", now}});
}
std::vector<Returned> returns_of(Reader& reader, DossierId dossier) {
  return reader.all(
      "SELECT at, person, reason, correct_by, answered_at FROM calls_return WHERE dossier = :dossier ORDER BY id DESC",
      {{":dossier", dossier}}, [](const Row& row) {
        return Returned{row.get<Instant>("at"), row.get<PersonId>("person"), row.get<std::string>("reason"),
                        row.get<Instant>("correct_by"), row.get<std::optional<Instant>>("answered_at")};
      });
}

// ── what one person has to do with dossiers ──

std::vector<OwnPart> parts_of(Reader& reader, PersonId person) {
  return reader.all("SELECT dossier, part, added_at FROM calls_member WHERE person = :person ORDER BY dossier",
                    {{":person", person}}, [](const Row& row) {
                      return OwnPart{row.get<DossierId>("dossier"), row.get<Part>("part"),
                                     row.get<Instant>("added_at")};
                    });
}
std::vector<OwnText> texts_by(Reader& reader, PersonId person) {
  return reader.all(
      "SELECT dossier, section, body, updated_at FROM calls_answer WHERE updated_by = :person ORDER BY dossier, "
      "section",
      {{":person", person}}, [](const Row& row) {
        return OwnText{row.get<DossierId>("dossier"), row.get<std::string>("section"), row.get<std::string>("body"),
                       row.get<Instant>("updated_at")};
      });
}
std::vector<OwnSignature> signatures_by(Reader& reader, PersonId person) {
  return reader.all("SELECT dossier, lab, at, sha256 FROM calls_signature WHERE person = :person ORDER BY id",
                    {{":person", person}}, [](const Row& row) {
                      return OwnSignature{row.get<DossierId>("dossier"), row.get<LabId>("lab"), row.get<Instant>("at"),
                                          row.get<std::string>("sha256")};
                    });
}

}  // namespace couloir::calls
