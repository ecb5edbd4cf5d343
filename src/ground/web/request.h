// What a page or API handler is given and what it gives back. A handler reads the request, calls one command, picks
// one view; it holds no rule.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "html/html.h"
#include "http/multipart.h"
#include "http/server.h"
#include "people/visit.h"
#include "store/db.h"
#include "web/describe.h"
#include "words/words.h"

namespace couloir::web {

enum class Method { get, post, put, remove };

/// Our only cookies: who is logged in, and the language and theme a visitor chose ("fr.dark").
inline constexpr std::string_view kLoginCookie = "couloir", kChoicesCookie = "choices";

/// A part of the path that the route's pattern names: "{id}".
struct Capture {
  std::string_view name;
  std::string value;
};

class Site;  // what the whole program shares: site.h

struct Request {
  const http::RawRequest& raw;
  Site& site;
  Method method = Method::get;
  std::string path = {};                   ///< as sent, without query
  std::vector<std::string> segments = {};  ///< of the path, decoded
  std::vector<Capture> captures = {};
  NamedTexts query = {};
  NamedTexts form = {};                  ///< POST: urlencoded or the text parts of multipart
  std::vector<http::Part> uploads = {};  ///< POST: the file parts; views into raw.body
  people::Visit visit = {};              ///< nobody, for visitors
  Lang lang = Lang::fr;
  std::string request_id = {};
  std::string nonce = {};  ///< of this response's Content-Security-Policy

  const Actor& actor() const { return visit.actor; }

  Op op() const;
  /// A capture as text. REQUIRES: the route's pattern has it.
  std::string_view at(std::string_view name) const;
  /// A capture as an id. Errors: not_found (a path that cannot name anything).
  template <class IdType>
  Result<IdType> id(std::string_view name) const {
    TRY_LET(auto number, id_number(name));
    return IdType{number};
  }
  /// First value of that name, or empty.
  std::string_view asked(std::string_view query_name) const;
  std::string_view filled(std::string_view form_name) const;

 private:
  Result<std::int64_t> id_number(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<http::Header> headers = {};
  std::string body = {};
  std::string type = "text/html; charset=utf-8";
  std::shared_ptr<const std::string> shared_body = {};  ///< instead of `body`
  std::function<std::string()> next_chunk = {};         ///< instead of `body`: large exports, until it returns ""

  Response& with(std::string name, std::string value) & {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
  }
  Response&& with(std::string name, std::string value) && {
    headers.push_back({std::move(name), std::move(value)});
    return std::move(*this);
  }
};

/// "42" → 42. Errors: not_found, for what cannot be a key.
Result<std::int64_t> id_of_text(std::string_view text);

/// 303 to a page of ours; `said` is shown there once.
Response see_other(Request&, const html::Url& to, Sentence said = {});
/// The one table Code → HTTP.
int http_status(Code);
/// A page that says what happened, in the person's language, with a way on.
Response error_page(Request&, const Error&);
/// A whole page around `content`: title, header, navigation, flashes, footer.
Response page(Request&, std::string_view title, const html::Html& content, int status = 200);
/// The same in a narrow column without navigation: login, errors.
Response narrow_page(Request&, std::string_view title, const html::Html& content, int status = 200);
/// A file to download. `filename` is ASCII.
Response download(std::string body, std::string_view type, std::string_view filename);

/// What a person typed, kept for showing again, with what is wrong at each place.
struct Form {
  NamedTexts values;
  std::vector<Problem> problems;

  std::string_view value(std::string_view name) const;
  bool has(std::string_view name, std::string_view value) const;  ///< for checkboxes and multiple choice
  const Sentence* problem(std::string_view name) const;
};
/// A form that shows what is stored.
template <Described T>
Form form_of(const T& value) {
  return {write_texts(shape_of_const(value)), {}};
}
Form read_form_shape(const Request&, const Shape&);
/// Fills `into` from the posted form, as people write. No problems in the Form: all is well.
template <Described T>
Form read_form(const Request& request, T& into) {
  return read_form_shape(request, shape_of(into));
}
/// The query string as a described value; what does not fit falls back to its default (a link must never break).
void read_query_shape(const Request&, const Shape&);
template <Described T>
T read_query(const Request& request) {
  T value{};
  read_query_shape(request, shape_of(value));
  return value;
}
/// The value of view::Form::csrf and view::Post::csrf on this page: proof that we made the form for this login, and
/// what makes sending it twice harmless.
std::string stamp(const Request&);

}  // namespace couloir::web
