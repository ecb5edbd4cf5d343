// Who is at the door: all that a request needs to know of a person, in one SQL statement and without a write.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/actor.h"
#include "base/instant.h"
#include "people/login.h"
#include "people/person.h"
#include "people/token.h"
#include "store/db.h"
#include "words/words.h"

namespace couloir::people {

struct Visit {
  Actor actor;                      ///< roles, organisations and labs that are granted; door page or api
  Roles asked;                      ///< roles that wait for the office
  bool organisation_asked = false;  ///< waits to be let into an organisation
  std::string name;
  Lang lang = Lang::fr;
  Theme theme = Theme::system;

  LoginId login;                  ///< 0: came with a token
  std::string csrf;               ///< secret of this login for forms; empty with a token
  TokenId token;                  ///< 0: came with a cookie
  Scopes scopes = Scopes::all();  ///< narrower with a token
  Instant expires_at;

  bool newcomer() const { return actor.roles.empty() && asked.empty(); }  ///< the first question is still open
};

/// By the cookie's token. Empty: unknown, past, or waiting for the second factor's code.
std::optional<Visit> find_visit(Reader&, std::string_view login_token, Instant now);
/// By a bearer token. Empty: unknown, past or revoked.
std::optional<Visit> find_visit_by_token(Reader&, std::string_view token, Instant now);
/// The actor as somebody, for the command line's --as. Empty: no such person, or erased.
std::optional<Actor> actor_for(Reader&, PersonId, Door);

}  // namespace couloir::people
