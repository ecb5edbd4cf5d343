#include "calls/call_store.h"

#include <algorithm>

#include "base/bug.h"
#include "calls/dossier_state.h"

namespace couloir::calls {
namespace {

constexpr std::string_view kCallColumns =
    "SELECT id, code, name_fr, name_en, about_fr, about_en, state, applicants, opens, opens_announced, closes, "
    "ceiling, "
    "answer_days, silence_days, form, filed, source, source_date, fact_status, edited_at, version FROM calls_call";

/// Without the marks; none of an empty text.
std::vector<std::string_view> words_between(std::string_view text, char mark) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    auto end = std::min(text.find(mark), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}
/// "member_lab:confirmed_lab,lab_files community:"
std::vector<Eligible> read_applicants(std::string_view joined) {
  std::vector<Eligible> all;
  for (auto word : words_between(joined, ' ')) {
    auto colon = std::min(word.find(':'), word.size());
    auto kind = from_name<Applicant>(word.substr(0, colon));
    if (!kind) continue;
    auto& one = all.emplace_back(Eligible{*kind, {}});
    for (auto name : words_between(word.substr(std::min(colon + 1, word.size())), ','))
      if (auto condition = from_name<Condition>(name)) one.conditions.push_back(*condition);
  }
  return all;
}
std::string applicants_text(const std::vector<Eligible>& all) {
  std::string joined;
  for (const auto& one : all) {
    joined.append(joined.empty() ? "" : " ").append(name_of(one.kind)).append(":");
    for (auto condition : one.conditions) joined.append(joined.ends_with(':') ? "" : ",").append(name_of(condition));
  }
  return joined;
}

Call read_call(const Row& row) {
  Call c;
  c.id = row.get<CallId>("id");
  c.code = row.get<std::string>("code");
  c.name = {row.get<std::string>("name_fr"), row.get<std::string>("name_en")};
  c.about = {row.get<std::string>("about_fr"), row.get<std::string>("about_en")};
  c.state = row.get<CallState>("state");
  c.applicants = read_applicants(row.get<std::string_view>("applicants"));
  c.opens = row.get<std::optional<Instant>>("opens");
  c.opens_announced = row.get<std::string>("opens_announced");
  c.closes = row.get<std::optional<Instant>>("closes");
  if (auto ceiling = row.get<std::optional<std::int64_t>>("ceiling")) c.ceiling = EngineerMonths{*ceiling};
  c.answer_days = row.get<std::optional<int>>("answer_days");
  c.silence_days = row.get<int>("silence_days");
  c.form = row.get<int>("form");
  c.filed = row.get<std::int64_t>("filed");
  c.source = row.get<std::string>("source");
  c.source_date = row.get<std::string>("source_date");
  c.fact_status = row.get<FactStatus>("fact_status");
  c.edited_at = row.get<std::optional<Instant>>("edited_at");
  c.version = row.get<std::int64_t>("version");
  return c;
}
CutOff read_cut_off(const Row& row) {
  return {row.get<CutOffId>("id"), row.get<Instant>("at"), row.get<std::optional<Instant>>("edit_until"),
          row.get<std::optional<Date>>("answer_by")};
}

std::optional<Call> with_cut_offs(Reader& reader, std::optional<Call> call) {
  if (call)
    call->cut_offs =
        reader.all("SELECT id, at, edit_until, answer_by FROM calls_cut_off WHERE call = :call ORDER BY at",
                   {{":call", call->id}}, read_cut_off);
  return call;
}

/// What insert and save both write. REQUIRES: call and applicants outlive the call.
std::vector<Param> call_params(const Call& c, std::string_view applicants) {
  return {{":name_fr", c.name.fr},
          {":name_en", c.name.en},
          {":about_fr", c.about.fr},
          {":about_en", c.about.en},
          {":state", c.state},
          {":applicants", applicants},
          {":opens", c.opens},
          {":opens_announced", c.opens_announced},
          {":closes", c.closes},
          {":ceiling", c.ceiling ? std::optional(c.ceiling->raw) : std::nullopt},
          {":answer_days", c.answer_days},
          {":silence_days", c.silence_days},
          {":form", c.form},
          {":source", c.source},
          {":source_date", c.source_date},
          {":fact_status", c.fact_status},
          {":edited_at", c.edited_at}};
}

}  // namespace

std::optional<Call> find_call(Reader& reader, CallId id) {
  return with_cut_offs(reader, reader.first(std::string(kCallColumns) + " WHERE id = :id", {{":id", id}}, read_call));
}
std::optional<Call> find_call_by_code(Reader& reader, std::string_view code) {
  return with_cut_offs(reader,
                       reader.first(std::string(kCallColumns) + " WHERE code = :code", {{":code", code}}, read_call));
}

std::vector<Call> all_calls(Reader& reader) {
  auto calls = reader.all(std::string(kCallColumns) + " ORDER BY id DESC", {}, read_call);
  reader.each("SELECT call, id, at, edit_until, answer_by FROM calls_cut_off ORDER BY at", {}, [&](const Row& row) {
    auto call = std::ranges::find(calls, row.get<CallId>("call"), &Call::id);
    if (call != calls.end()) call->cut_offs.push_back(read_cut_off(row));
  });
  return calls;
}

Result<void> insert_call(Tx& tx, Call& call) {
  auto applicants = applicants_text(call.applicants);
  auto params = call_params(call, applicants);
  params.emplace_back(":code", call.code);
  auto id = tx.first(R"sql(
      INSERT INTO calls_call (code, name_fr, name_en, about_fr, about_en, state, applicants, opens, opens_announced, closes,
                              ceiling, answer_days, silence_days, form, filed, source, source_date, fact_status, edited_at, version)
      VALUES (:code, :name_fr, :name_en, :about_fr, :about_en, :state, :applicants, :opens, :opens_announced, :closes,
              :ceiling, :answer_days, :silence_days, :form, 0, :source, :source_date, :fact_status, :edited_at, 1)
      ON CONFLICT (code) DO NOTHING RETURNING id)sql",
                     params, [](const Row& row) { return row.get<CallId>("id"); });
  if (!id) return Error::refused(say("There is a call with the code {1} already.", call.code));
  call.id = *id;
  call.version = 1;
  return save_cut_offs(tx, call.id, call.cut_offs);
}

Result<void> save_call(Tx& tx, Call& call) {
  auto applicants = applicants_text(call.applicants);
  auto params = call_params(call, applicants);
  params.emplace_back(":id", call.id);
  params.emplace_back(":version", call.version);
  auto changed = tx.exec(R"sql(
      UPDATE calls_call
         SET name_fr = :name_fr, name_en = :name_en, about_fr = :about_fr, about_en = :about_en, state = :state,
             applicants = :applicants, opens = :opens, opens_announced = :opens_announced, closes = :closes,
             ceiling = :ceiling, answer_days = :answer_days, silence_days = :silence_days, form = :form, source = :source,
             source_date = :source_date, fact_status = :fact_status, edited_at = :edited_at, version = version + 1
       WHERE id = :id AND version = :version)sql",
                         params);
  if (changed == 0) return Error::conflict(say("Somebody else changed this call since you opened it."));
  ++call.version;
  return {};
}

Result<void> save_cut_offs(Tx& tx, CallId call, std::vector<CutOff>& cut_offs) {
  auto stored = tx.all("SELECT id, at, edit_until, answer_by FROM calls_cut_off WHERE call = :call ORDER BY at",
                       {{":call", call}}, read_cut_off);
  for (const auto& before : stored) {
    if (std::ranges::find(cut_offs, before.id, &CutOff::id) != cut_offs.end()) continue;
    auto used = tx.one<std::int64_t>(
        "SELECT (SELECT count(*) FROM calls_dossier WHERE cut_off = :id) + (SELECT count(*) FROM calls_late_token "
        "WHERE cut_off = :id) + (SELECT count(*) FROM calls_filing WHERE cut_off = :id) + (SELECT count(*) FROM "
        "calls_review_phase WHERE cut_off = :id) + (SELECT count(*) FROM calls_meeting WHERE cut_off = :id)",
        {{":id", before.id}});
    if (used > 0)
      return Error::refused(
          say("A cut-off for which something was filed, let in late or planned cannot be taken away: take away its "
              "review phases and meetings first."));
    tx.exec("DELETE FROM calls_cut_off WHERE id = :id", {{":id", before.id}});
  }
  // Two may change places, and no two may share a moment even in between.
  if (!stored.empty()) tx.exec("UPDATE calls_cut_off SET at = 'moving ' || id WHERE call = :call", {{":call", call}});
  for (auto& cut_off : cut_offs) {
    std::vector<Param> params{
        {":at", cut_off.at}, {":edit_until", cut_off.edit_until}, {":answer_by", cut_off.answer_by}, {":call", call}};
    if (cut_off.id) {
      params.emplace_back(":id", cut_off.id);
      tx.exec(
          "UPDATE calls_cut_off SET at = :at, edit_until = :edit_until, answer_by = :answer_by WHERE id = :id AND call "
          "= :call",
          params);
    } else {
      cut_off.id = tx.first(
                         "INSERT INTO calls_cut_off (call, at, edit_until, answer_by) VALUES (:call, :at, :edit_until, "
                         ":answer_by) RETURNING id",
                         params, [](const Row& row) { return row.get<CutOffId>("id"); })
                       .value();
    }
  }
  return {};
}

Form form_of(Reader& reader, CallId call, int revision) {
  auto content = reader.first("SELECT content FROM calls_form WHERE call = :call AND revision = :revision",
                              {{":call", call}, {":revision", revision}},
                              [](const Row& row) { return row.get<std::string>("content"); });
  Form form;
  if (!content || !read_json(shape_of(form), *content))
    throw Bug("no form " + std::to_string(revision) + " of call " + call.str());
  return form;
}
std::unordered_map<CallId, Form> current_forms(Reader& reader) {
  std::unordered_map<CallId, Form> forms;
  reader.each("SELECT f.call, f.content FROM calls_form f JOIN calls_call c ON c.id = f.call AND c.form = f.revision",
              {}, [&](const Row& row) {
                auto call = row.get<CallId>("call");
                if (!read_json(shape_of(forms[call]), row.get<std::string>("content")))
                  throw Bug("no form of call " + call.str());
              });
  return forms;
}
void insert_form(Tx& tx, CallId call, int revision, const Form& form, PersonId person, Instant now) {
  auto content = write_json(shape_of_const(form));
  tx.exec(R"sql(
      INSERT INTO calls_form (call, revision, content, published_at, published_by)
      VALUES (:call, :revision, :content, :now, :person))sql",
          {{":call", call}, {":revision", revision}, {":content", content}, {":now", now}, {":person", person}});
}

std::vector<FormRevision> form_revisions(Reader& reader, CallId call) {
  return reader.all(
      "SELECT revision, published_at, published_by FROM calls_form WHERE call = :call ORDER BY revision DESC",
      {{":call", call}}, [](const Row& row) {
        return FormRevision{row.get<int>("revision"), row.get<Instant>("published_at"),
                            row.get<PersonId>("published_by")};
      });
}
std::vector<LastInTime> last_in_time(Reader& reader, CallId call) {
  return reader.all(R"sql(
      SELECT f.cut_off AS cut_off, max(f.received_at) AS received
        FROM calls_filing f JOIN calls_dossier d ON d.id = f.dossier
       WHERE d.call = :call AND f.turn = 1 AND f.late_token IS NULL
       GROUP BY f.cut_off)sql",
                    {{":call", call}}, [](const Row& row) {
                      return LastInTime{row.get<CutOffId>("cut_off"), row.get<Instant>("received")};
                    });
}

std::vector<Applicant> kinds_awaiting_decision(Reader& reader, CallId call) {
  return reader.all("SELECT DISTINCT applicant FROM calls_dossier WHERE call = :call AND state IN (" +
                        states_where([](DossierState s) { return is_filed(s) && !is_decided(s); }) +
                        ") ORDER BY applicant",
                    {{":call", call}}, [](const Row& row) { return row.get<Applicant>("applicant"); });
}

std::int64_t next_rank(Tx& tx, CallId call) {
  return tx
      .first("UPDATE calls_call SET filed = filed + 1 WHERE id = :id RETURNING filed", {{":id", call}},
             [](const Row& row) { return row.get<std::int64_t>("filed"); })
      .value();
}

// ── late tokens ──

namespace {

constexpr std::string_view kTokenColumns =
    "SELECT t.id, t.cut_off, t.organisation, t.named, t.reason, t.expires_at, t.issued_by, t.issued_at, t.revoked_at, "
    "t.used_by, "
    "t.used_at "
    "FROM calls_late_token t";

LateToken read_token(const Row& row) {
  return {row.get<LateTokenId>("id"),
          row.get<CutOffId>("cut_off"),
          row.get<OrganisationId>("organisation"),
          row.get<std::string>("named"),
          row.get<std::string>("reason"),
          row.get<Instant>("expires_at"),
          row.get<PersonId>("issued_by"),
          row.get<Instant>("issued_at"),
          row.get<std::optional<Instant>>("revoked_at"),
          row.get<std::optional<Instant>>("used_at"),
          row.get<std::optional<std::int64_t>>("used_by").value_or(0)};
}

}  // namespace

void insert_late_token(Tx& tx, LateToken& token, const std::string& digest) {
  token.id = tx.first(R"sql(
      INSERT INTO calls_late_token (cut_off, organisation, named, reason, digest, expires_at, issued_by, issued_at)
      VALUES (:cut_off, :organisation, :named, :reason, :digest, :expires_at, :issued_by, :issued_at) RETURNING id)sql",
                      {{":cut_off", token.cut_off},
                       {":organisation", token.organisation},
                       {":named", token.named},
                       {":reason", token.reason},
                       {":digest", digest},
                       {":expires_at", token.expires_at},
                       {":issued_by", token.issued_by},
                       {":issued_at", token.issued_at}},
                      [](const Row& row) { return row.get<LateTokenId>("id"); })
                 .value();
}
std::vector<LateToken> late_tokens_of(Reader& reader, CallId call) {
  return reader.all(
      std::string(kTokenColumns) + " JOIN calls_cut_off c ON c.id = t.cut_off WHERE c.call = :call ORDER BY t.id DESC",
      {{":call", call}}, read_token);
}
std::optional<LateToken> find_late_token(Reader& reader, const std::string& digest) {
  return reader.first(std::string(kTokenColumns) + " WHERE t.digest = :digest", {{":digest", digest}}, read_token);
}
void revoke_late_token(Tx& tx, LateTokenId id, Instant now) {
  tx.exec("UPDATE calls_late_token SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL",
          {{":id", id}, {":now", now}});
}
void use_late_token(Tx& tx, LateTokenId id, std::int64_t dossier, Instant now) {
  tx.exec("UPDATE calls_late_token SET used_by = :dossier, used_at = :now WHERE id = :id",
          {{":id", id}, {":dossier", dossier}, {":now", now}});
}

}  // namespace couloir::calls
