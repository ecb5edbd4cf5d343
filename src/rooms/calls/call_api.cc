// Endpoints on the register of calls. Reading is for every token, drafts for the office alone.
#include <algorithm>

#include "calls/call_edit.h"
#include "calls/call_views.h"
#include "calls/late_token.h"
#include "calls/pages.h"

namespace couloir::calls {
namespace {

using people::Scope;
using web::Answer;
using web::Doc;
using web::Method;
using web::None;

struct CutOffItem {
  std::optional<CutOffId> id;
  Instant at;
  std::optional<Instant> edit_until;
  std::optional<Date> answer_by;
};
void describe(Describer& d, CutOffItem& c) {
  d.type("CallCutOff");
  d.field("id", c.id, Rule{}.doc(_t("Left out: a new one")));
  d.field("at", c.at, Rule{}.doc(_t("What arrives at this very moment still counts")));
  d.field("edit_until", c.edit_until, Rule{}.doc(_t("Until then what was filed may be amended; left out: not at all")));
  d.field("answer_by", c.answer_by, Rule{}.doc(_t("Left out: after answer_days")));
}

struct ConditionsItem {
  Applicant applicant{};
  std::vector<Condition> asks;
};
void describe(Describer& d, ConditionsItem& c) {
  d.type("CallConditions");
  d.field("applicant", c.applicant);
  d.field("asks", c.asks, at_most(10).doc(_t("Nothing, when it is empty")));
}

/// What the office says of a call.
struct CallBody {
  std::string name_fr, name_en, about_fr, about_en;
  CallState state = CallState::draft;
  std::vector<Applicant> applicants;
  std::vector<ConditionsItem> conditions;
  std::optional<Instant> opens, closes;
  std::string opens_announced;
  std::optional<double> ceiling;
  std::optional<int> answer_days;
  int silence_days = 10;
  std::string source, source_date;
  FactStatus fact_status = FactStatus::assumed;
  std::vector<CutOffItem> cut_offs;
};
void describe(Describer& d, CallBody& c) {
  d.type("CallTerms");
  d.field("name_fr", c.name_fr, text(1, 300));
  d.field("name_en", c.name_en, text(1, 300));
  d.field("about_fr", c.about_fr, text(0, 10'000).or_keep());
  d.field("about_en", c.about_en, text(0, 10'000).or_keep());
  d.field("state", c.state);
  d.field("applicants", c.applicants, at_most(10));
  d.field("conditions", c.conditions,
          at_most(10).or_keep().doc(_t("What is asked of each kind of applicant; of one left out: as before, of a new "
                                       "one what is usual")));
  d.field("opens", c.opens, Rule{}.doc(_t("Left out: the day is not known yet")));
  d.field("opens_announced", c.opens_announced,
          text(0, 40).or_keep().doc(_t("A day, a month or a year, while opens is not known")));
  d.field("closes", c.closes, Rule{}.doc(_t("Left out: it stays open")));
  d.field("ceiling", c.ceiling,
          between(0, 1'000).doc(_t("Most engineer-months that one dossier may ask; left out: not announced")));
  d.field("answer_days", c.answer_days, Rule{}.doc(_t("From the cut-off to the answer; left out: not promised")));
  d.field("silence_days", c.silence_days,
          Rule{}.or_keep().doc(_t("A dossier nobody touched for longer alarms the office")));
  d.field("source", c.source, text(1, 1'000));
  d.field("source_date", c.source_date, text(1, 40));
  d.field("fact_status", c.fact_status);
  d.field("cut_offs", c.cut_offs, at_most(200).doc(_t("All of them; one left out is taken away")));
}
struct NewCall {
  std::string code;
  CallBody body;
};
void describe(Describer& d, NewCall& n) {
  d.type("NewCall");
  d.field("code", n.code, text(1, 80).doc(_t("Short, in lower case, never changed later")));
  d.field("terms", n.body);
}

struct CallItem {
  CallId id;
  std::string code;
  CallPhase phase{};
  int form = 1;
  std::optional<Instant> edited_at;
  CallBody body;
  std::int64_t version = 0;
};
void describe(Describer& d, CallItem& c) {
  d.type("Call");
  d.field("id", c.id);
  d.field("code", c.code);
  d.field("phase", c.phase);
  d.field("form", c.form, Rule{}.doc(_t("Revision that new dossiers get")));
  d.field("edited_at", c.edited_at, Rule{}.doc(_t("Empty: as the region pack says it")));
  d.field("terms", c.body);
  d.field("version", c.version);
}
struct CallList {
  std::vector<CallItem> items;
};
void describe(Describer& d, CallList& l) {
  d.type("CallList");
  d.field("items", l.items);
}
struct CutOffList {
  std::vector<CutOffItem> cut_offs;
};
void describe(Describer& d, CutOffList& l) {
  d.type("CallCutOffList");
  d.field("cut_offs", l.cut_offs, at_most(200).doc(_t("All of them; one left out is taken away")));
}

struct FormItem {
  int revision = 1;
  Form form;
};
void describe(Describer& d, FormItem& f) {
  d.type("CallFormRevision");
  d.field("revision", f.revision);
  d.field("form", f.form);
}

struct LateTokenBody {
  CutOffId cut_off;
  std::string named, reason;
  Instant expires_at;
  std::optional<OrganisationId> organisation;
};
void describe(Describer& d, LateTokenBody& t) {
  d.type("NewLateToken");
  d.field("cut_off", t.cut_off, Rule{}.doc(_t("The cut-off that was missed")));
  d.field("named", t.named, text(1, 500).doc(_t("For whom")));
  d.field("reason", t.reason, text(1, 1'000).doc(_t("Why; everybody who judges may read it")));
  d.field("expires_at", t.expires_at);
  d.field("organisation", t.organisation,
          Rule{}.or_keep().doc(_t("Lets in only its dossiers; empty: those of whoever holds it")));
}
struct LateTokenItem {
  LateTokenId id;
  CutOffId cut_off;
  std::string named, reason;
  Instant expires_at, issued_at;
  std::optional<Instant> revoked_at, used_at;
  std::optional<OrganisationId> organisation;
  std::string secret;
};
void describe(Describer& d, LateTokenItem& t) {
  d.type("LateToken");
  d.field("id", t.id);
  d.field("cut_off", t.cut_off);
  d.field("named", t.named);
  d.field("reason", t.reason);
  d.field("expires_at", t.expires_at);
  d.field("issued_at", t.issued_at);
  d.field("revoked_at", t.revoked_at);
  d.field("used_at", t.used_at);
  d.field("organisation", t.organisation);
  d.field("secret", t.secret, text(0, 100).doc(_t("Only when it is made; never shown again")));
}
struct LateTokenList {
  std::vector<LateTokenItem> items;
};
void describe(Describer& d, LateTokenList& l) {
  d.type("LateTokenList");
  d.field("items", l.items);
}

// ── shapes and nouns ──

std::vector<CutOff> cut_offs_of(const std::vector<CutOffItem>& items) {
  std::vector<CutOff> all;
  for (const auto& item : items)
    all.push_back({item.id.value_or(CutOffId{}), item.at, item.edit_until, item.answer_by});
  return all;
}
/// What is said of each kind, else what stood, else what is usual.
std::vector<Eligible> applicants_of(const CallBody& b, const std::vector<Eligible>& stood) {
  auto all = usually_asked(b.applicants);
  for (auto& one : all) {
    if (auto before = std::ranges::find(stood, one.kind, &Eligible::kind); before != stood.end()) one = *before;
    if (auto said = std::ranges::find(b.conditions, one.kind, &ConditionsItem::applicant); said != b.conditions.end())
      one.conditions = said->asks;
  }
  return all;
}
CallEdit edit_of(const CallBody& b, const std::vector<Eligible>& stood) {
  CallEdit edit_by_script{{b.name_fr, b.name_en},
                          {b.about_fr, b.about_en},
                          b.state,
                          applicants_of(b, stood),
                          b.opens,
                          b.closes,
                          b.opens_announced,
                          {},
                          b.answer_days,
                          b.silence_days,
                          b.source,
                          b.source_date,
                          b.fact_status,
                          cut_offs_of(b.cut_offs)};
  if (b.ceiling) edit_by_script.ceiling = months_of(*b.ceiling);
  return edit_by_script;
}
CallItem call_item(const Call& c, Instant now) {
  CallItem item{c.id, c.code, phase_at(c, now), c.form, c.edited_at, {}, c.version};
  item.body = {c.name.fr,
               c.name.en,
               c.about.fr,
               c.about.en,
               c.state,
               kinds_of(c.applicants),
               {},
               c.opens,
               c.closes,
               c.opens_announced,
               {},
               c.answer_days,
               c.silence_days,
               c.source,
               c.source_date,
               c.fact_status,
               {}};
  for (const auto& one : c.applicants) item.body.conditions.push_back({one.kind, one.conditions});
  if (c.ceiling) item.body.ceiling = c.ceiling->value();
  for (const auto& cut_off : c.cut_offs)
    item.body.cut_offs.push_back({cut_off.id, cut_off.at, cut_off.edit_until, cut_off.answer_by});
  return item;
}
Answer<CallItem> answer_with(const Call& call, const Op& op) {
  return {.value = call_item(call, op.now), .version = call.version};
}
LateTokenItem call_item(const LateToken& t) {
  return {t.id,
          t.cut_off,
          t.named,
          t.reason,
          t.expires_at,
          t.issued_at,
          t.revoked_at,
          t.used_at,
          t.organisation ? std::optional(t.organisation) : std::nullopt,
          {}};
}

Result<Call> seen_call(Reader& reader, const web::Call& at) {
  TRY_LET(auto id, at.id<CallId>("id"));
  auto call = find_call(reader, id);
  if (!call || !may_see_call(at.op.actor, *call)) return Error::not_found(say("There is no such call."));
  return *std::move(call);
}

// ── endpoints ──

Result<Answer<CallList>> list_by_script(const web::Call& at) {
  CallList all;
  for (const auto& call : all_calls(*at.op.db.reader()))
    if (may_see_call(at.op.actor, call)) all.items.push_back(call_item(call, at.op.now));
  return Answer<CallList>{std::move(all)};
}
Result<Answer<CallItem>> show_by_script(const web::Call& at) {
  TRY_LET(auto call, seen_call(*at.op.db.reader(), at));
  return answer_with(call, at.op);
}
Result<Answer<CallItem>> add_by_script(const web::Call& at, const NewCall& wanted, const Form& form) {
  TRY_LET(auto call, add_call(at.op, form, wanted.code, edit_of(wanted.body, {})));
  auto answer = answer_with(call, at.op);
  answer.status = 201;
  answer.location = "/calls/" + call.id.str();
  return answer;
}
Result<Answer<CallItem>> edit_by_script(const web::Call& at, const CallBody& body) {
  TRY_LET(auto stored, seen_call(*at.op.db.reader(), at));
  TRY_LET(auto call, edit_call(at.op, stored.id, at.version(), edit_of(body, stored.applicants)));
  return answer_with(call, at.op);
}
/// The cut-offs alone. The version keeps what is read here from being written over.
Result<Answer<CallItem>> set_cut_offs(const web::Call& at, const CutOffList& wanted) {
  TRY_LET(auto stored, seen_call(*at.op.db.reader(), at));
  auto edit_by_script = calls::edit_of(stored);
  edit_by_script.cut_offs = cut_offs_of(wanted.cut_offs);
  if (stored.version != at.version())
    return Error::conflict(say("Somebody else changed this call since you opened it."));
  TRY_LET(auto call, edit_call(at.op, stored.id, at.version(), edit_by_script));
  return answer_with(call, at.op);
}
Result<Answer<FormItem>> show_form(const web::Call& at) {
  auto reader = at.op.db.reader();
  TRY_LET(auto call, seen_call(*reader, at));
  return Answer<FormItem>{.value = {call.form, form_of(*reader, call.id, call.form)}, .version = call.version};
}
Result<Answer<FormItem>> publish_by_script(const web::Call& at, const Form& form) {
  TRY_LET(auto id, at.id<CallId>("id"));
  TRY_LET(auto call, publish_form(at.op, id, at.version(), form));
  return Answer<FormItem>{
      .value = {call.form, form}, .status = 201, .version = call.version, .location = "/calls/" + id.str() + "/form"};
}
Result<Answer<LateTokenList>> late_tokens(const web::Call& at) {
  auto reader = at.op.db.reader();
  TRY_LET(auto call, seen_call(*reader, at));
  LateTokenList all;
  for (const auto& token : late_tokens_of(*reader, call.id)) all.items.push_back(call_item(token));
  return Answer<LateTokenList>{std::move(all)};
}
Result<Answer<LateTokenItem>> issue_by_script(const web::Call& at, const LateTokenBody& wanted) {
  TRY_LET(auto id, at.id<CallId>("id"));
  TRY_LET(auto issued, issue_late_token(at.op, id,
                                        {wanted.cut_off, wanted.named, wanted.reason, wanted.expires_at,
                                         wanted.organisation.value_or(OrganisationId{})}));
  auto item = call_item(issued.token);
  item.secret = issued.secret;
  return Answer<LateTokenItem>{
      .value = std::move(item), .status = 201, .location = "/calls/" + id.str() + "/late-tokens"};
}
Result<Answer<None>> revoke_by_script(const web::Call& at) {
  TRY_LET(auto id, at.id<CallId>("id"));
  TRY_LET(auto token, at.id<LateTokenId>("token"));
  TRY(revoke_late_token(at.op, id, token));
  return Answer<None>{};
}

}  // namespace

void mount_call_api(web::Api& api, const Foundations& house) {
  const auto& form = house.pack.form;
  auto read = [](Method method, std::string path, std::string cli, std::string_view summary, web::Who who) {
    return Doc{method, std::move(path), std::move(cli), summary, who, Scope::calls_read};
  };
  auto write = [](Method method, std::string path, std::string cli, std::string_view summary) {
    return Doc{method, std::move(path), std::move(cli), summary, kOffice, Scope::calls_write};
  };
  api.add<None, CallList>(read(Method::get, "/calls", "call list", _t("The calls, newest first"), web::kLoggedIn),
                          [](const web::Call& at, const None&) { return list_by_script(at); })
      .add<NewCall, CallItem>(
          write(Method::post, "/calls", "call add", _t("Add a call, with the form of the region pack")),
          [&form](const web::Call& at, const NewCall& wanted) { return add_by_script(at, wanted, form); })
      .add<None, CallItem>(
          read(Method::get, "/calls/{id}", "call show", _t("One call, with its cut-offs"), web::kLoggedIn),
          [](const web::Call& at, const None&) { return show_by_script(at); })
      .add<CallBody, CallItem>(
          web::versioned(write(Method::put, "/calls/{id}", "call edit", _t("Change what a call says, and when"))),
          edit_by_script)
      .add<CutOffList, CallItem>(
          web::versioned(write(Method::put, "/calls/{id}/cut-offs", "call cut-offs", _t("Set the cut-offs of a call"))),
          set_cut_offs)
      .add<None, FormItem>(read(Method::get, "/calls/{id}/form", "call form",
                                _t("The form of a call: sections, criteria, reasons"), web::kLoggedIn),
                           [](const web::Call& at, const None&) { return show_form(at); })
      .add<Form, FormItem>(web::versioned(write(Method::post, "/calls/{id}/form", "call publish-form",
                                                _t("Publish the next revision of the form of a call"))),
                           publish_by_script)
      .add<None, LateTokenList>(
          read(Method::get, "/calls/{id}/late-tokens", "call late-tokens", _t("The late tokens of a call"), kOffice),
          [](const web::Call& at, const None&) { return late_tokens(at); })
      .add<LateTokenBody, LateTokenItem>(
          write(Method::post, "/calls/{id}/late-tokens", "call late", _t("Make a late token; it is shown once")),
          issue_by_script)
      .add<None, None>(
          write(Method::remove, "/calls/{id}/late-tokens/{token}", "call late-revoke", _t("Revoke a late token")),
          [](const web::Call& at, const None&) { return revoke_by_script(at); });
}

}  // namespace couloir::calls
