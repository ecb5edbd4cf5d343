// Endpoints on oneself: profile, logins, tokens, first question, personal data.
#include <algorithm>

#include "people/lab.h"
#include "people/organisation.h"
#include "people/person.h"
#include "people/personal_data.h"
#include "people/token.h"
#include "reception/api_kit.h"
#include "reception/mount.h"

namespace couloir::reception {

using people::Scope;
using web::Answer;
using web::Call;
using web::Doc;
using web::Method;
using web::None;

void describe(Describer& d, PageQuery& q) {
  d.type("PageQuery");
  d.field("text", q.text, text(0, 200).or_keep().doc(_t("Part of a name")));
  d.field("after", q.after, text(0, 40).or_keep().doc(_t("“next” of the page before")));
  d.field("limit", q.limit, between(1, 200).or_keep().doc(_t("Most items on a page")));
}

std::vector<Role> list_of(Roles roles) {
  std::vector<Role> list;
  for (std::size_t i = 0; i < kNames<Role>.size(); ++i)
    if (roles.has(static_cast<Role>(i))) list.push_back(static_cast<Role>(i));
  return list;
}

Result<std::int64_t> cursor(std::string_view after) {
  if (after.empty()) return 0;
  auto id = web::id_of_text(after);
  if (!id) return Error::invalid({{"after", say("This is not the “next” of a page.")}});
  return *id;
}

namespace {

struct Me {
  PersonId id;
  std::string name, email;
  Lang lang{};
  people::Theme theme{};
  std::vector<Role> roles;
  std::vector<OrganisationId> organisations;
  std::vector<LabId> labs;
};
void describe(Describer& d, Me& m) {
  d.type("Me");
  d.field("id", m.id);
  d.field("name", m.name);
  d.field("email", m.email);
  d.field("lang", m.lang);
  d.field("theme", m.theme);
  d.field("roles", m.roles);
  d.field("organisations", m.organisations);
  d.field("labs", m.labs);
}

struct MeEdit {
  std::string name;
  Lang lang{};
  people::Theme theme{};
};
void describe(Describer& d, MeEdit& m) {
  d.type("MeEdit");
  d.field("name", m.name, text(1, 200).doc(_t("Name")));
  d.field("lang", m.lang, Rule{}.doc(_t("Language of pages and mails")));
  d.field("theme", m.theme, Rule{}.or_keep().doc(_t("Colours")));
}

struct Token {
  people::TokenId id;
  std::string name;
  std::vector<Scope> scopes;
  Instant created_at, expires_at;
  std::optional<Instant> revoked_at;
};
void describe(Describer& d, Token& t) {
  d.type("Token");
  d.field("id", t.id);
  d.field("name", t.name);
  d.field("scopes", t.scopes);
  d.field("created_at", t.created_at);
  d.field("expires_at", t.expires_at);
  d.field("revoked_at", t.revoked_at);
}

struct TokenWanted {
  std::string name;
  std::vector<Scope> scopes;
  Instant expires_at;
};
void describe(Describer& d, TokenWanted& t) {
  d.type("NewToken");
  d.field("name", t.name, text(1, 200).doc(_t("What it is for")));
  d.field("scopes", t.scopes, Rule{}.doc(_t("What it may do")));
  d.field("expires_at", t.expires_at, Rule{}.doc(_t("When it ends, a year from now at most")));
}

struct TokenMade {
  people::TokenId id;
  std::string token;
};
void describe(Describer& d, TokenMade& t) {
  d.type("IssuedToken");
  d.field("id", t.id);
  d.field("token", t.token, text(0, 200).doc(_t("The secret itself, given this once")));
}

struct FirstQuestion {
  people::FirstAnswer answer{};
  std::optional<LabId> lab;
};
void describe(Describer& d, FirstQuestion& q) {
  d.type("FirstQuestion");
  d.field("answer", q.answer, Rule{}.doc(_t("What brings you here")));
  d.field("lab", q.lab, Rule{}.doc(_t("The lab one speaks for, with “sponsor”")));
}
struct FirstStanding {
  people::Standing standing{};
};
void describe(Describer& d, FirstStanding& s) {
  d.type("Standing");
  d.field("standing", s.standing);
}

struct ErasureWanted {
  std::string email;
};
void describe(Describer& d, ErasureWanted& e) {
  d.type("Erasure");
  d.field("email", e.email,
          text(1, 254).doc(_t("The e-mail of one’s own account, so that nobody is erased by mistake")));
}

template <class T>
struct ListOf {
  std::vector<T> items;
};
template <Described T>
void describe(Describer& d, ListOf<T>& list) {
  T item{};
  d.type(type_name(shape_of(item)) + "List");
  d.field("items", list.items);
}

Answer<Me> answer_of(const people::Person& p, const Actor& actor) {
  return {.value = {p.id, p.name, p.email, p.lang, p.theme, list_of(actor.roles), actor.organisations, actor.labs},
          .version = p.version};
}

Result<Answer<Me>> show_me(const Call& call, const None&) {
  auto person = people::find_person(*call.op.db.reader(), call.op.actor.person);
  if (!person) return Error::not_found(say("There is no such person."));
  return answer_of(*person, call.op.actor);
}

Result<Answer<Me>> edit_me(const Call& call, const MeEdit& e) {
  TRY_LET(auto person, people::edit_person(call.op, call.op.actor.person, call.version(), {e.name, e.lang, e.theme}));
  return answer_of(person, call.op.actor);
}

Result<Answer<FirstStanding>> first_answer(const Call& call, const FirstQuestion& q) {
  TRY_LET(auto standing, people::answer_first_question(call.op, q.answer, q.lab.value_or(LabId{})));
  return Answer<FirstStanding>{.value = {standing}};
}

Result<Answer<ListOf<Token>>> list_tokens(const Call& call, const None&) {
  ListOf<Token> list;
  for (const auto& t : people::tokens_of(*call.op.db.reader(), call.op.actor.person)) {
    std::vector<Scope> scopes;
    for (std::size_t i = 0; i < kNames<Scope>.size(); ++i)
      if (t.scopes.has(static_cast<Scope>(i))) scopes.push_back(static_cast<Scope>(i));
    list.items.push_back({t.id, t.name, scopes, t.created_at, t.expires_at, t.revoked_at});
  }
  return Answer<ListOf<Token>>{.value = std::move(list)};
}

Result<Answer<TokenMade>> make_token(const Call& call, const TokenWanted& wanted) {
  people::NewToken token{wanted.name, {}, wanted.expires_at};
  for (auto scope : wanted.scopes) token.scopes.add(scope);
  TRY_LET(auto issued, people::issue_token(call.op, token));
  return Answer<TokenMade>{.value = {issued.id, issued.token}, .status = 201, .location = "/me/tokens"};
}

Result<Answer<None>> revoke_token(const Call& call, const None&) {
  TRY_LET(auto id, call.id<people::TokenId>("id"));
  auto mine = people::tokens_of(*call.op.db.reader(), call.op.actor.person);
  if (std::ranges::find(mine, id, &people::TokenRow::id) == mine.end())  // an admin’s token reaches no other person’s
    return Error::not_found(say("There is no such token."));
  TRY(people::revoke_token(call.op, id));
  return Answer<None>{};
}

Result<Answer<None>> erase_me(const Call& call, const ErasureWanted& wanted, const people::PersonalData& personal) {
  auto me = people::find_person(*call.op.db.reader(), call.op.actor.person);
  if (!me || people::email_key(wanted.email) != people::email_key(me->email))
    return Error::invalid({{"email", say("This is not the e-mail of your account; nothing was erased.")}});
  TRY(people::erase_person(call.op, personal, call.op.actor.person));
  return Answer<None>{};
}

Result<Answer<None>> logout_everywhere(const Call& call, const None&) {
  TRY(people::logout_everywhere(call.op));
  return Answer<None>{};
}

}  // namespace

void mount_me_api(web::Api& api, const FrontDesk& desk) {
  api.add<None, Me>({Method::get, "/me", "me show", _t("Who I am here"), web::kLoggedIn, Scope::people_read}, show_me);
  api.add<MeEdit, Me>(web::versioned({Method::put, "/me", "me edit", _t("Change my name, language or colours"),
                                      web::kLoggedIn, Scope::people_write}),
                      edit_me);
  api.add<FirstQuestion, FirstStanding>(
      {Method::post, "/me/first-answer", "me start", _t("Answer the first question: carry, sponsor, host or steer"),
       web::kLoggedIn, Scope::people_write},
      first_answer);
  api.add<None, None>(
      {Method::remove, "/me/logins", "me logout", _t("End all my logins"), web::kLoggedIn, Scope::people_write},
      logout_everywhere);
  api.raw<None>({.method = Method::post,
                 .path = "/me/data",
                 .cli = "me data",
                 .summary = _t("Everything held on me, as JSON"),
                 .who = web::kLoggedIn,
                 .scope = Scope::people_write,
                 .body_type = "none"},
                [&personal = desk.personal_data](const Call& call, const None&) -> Result<web::Reply> {
                  TRY_LET(auto json, people::export_person(call.op, personal, call.op.actor.person));
                  web::Reply reply;
                  reply.body = std::move(json);
                  reply.filename = "couloir-my-data.json";
                  return reply;
                });
  api.add<ErasureWanted, None>(
      {Method::post, "/me/erasure", "me erase", _t("Erase everything personal of oneself, for good"), web::kLoggedIn,
       Scope::people_write},
      [&personal = desk.personal_data](const Call& call, const ErasureWanted& e) {
        return erase_me(call, e, personal);
      });
  api.add<None, ListOf<Token>>(
      {Method::get, "/me/tokens", "token list", _t("My API tokens"), web::kLoggedIn, Scope::people_read}, list_tokens);
  api.add<TokenWanted, TokenMade>(
      {Method::post, "/me/tokens", "token add", _t("Make an API token; not with a token in hand"), web::kLoggedIn,
       Scope::people_write},
      make_token);
  api.add<None, None>(
      {Method::remove, "/me/tokens/{id}", "token revoke", _t("End an API token"), web::kLoggedIn, Scope::people_write},
      revoke_token);
}

}  // namespace couloir::reception
