// REST endpoints declared once: the router mounts them, OpenAPI 3.1 and the command line are generated from them.
// An endpoint's handler calls the same command as the page.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "people/token.h"
#include "web/describe.h"
#include "web/router.h"

namespace couloir::web {

/// What an endpoint's handler is given beside its decoded input.
struct Call {
  Op op;
  std::vector<Capture> captures;
  std::string_view body;                 ///< raw endpoints only (CSV)
  std::optional<std::int64_t> if_match;  ///< version from If-Match or --if-match

  /// The version the caller has read. REQUIRES: the endpoint is `versioned`, so that it was given.
  std::int64_t version() const { return if_match.value(); }
  std::string_view at(std::string_view capture) const;
  template <class IdType>
  Result<IdType> id(std::string_view capture) const {
    TRY_LET(auto number, id_number(capture));
    return IdType{number};
  }

 private:
  Result<std::int64_t> id_number(std::string_view capture) const;
};

/// What goes back: JSON text, or other text of `type`.
struct Reply {
  std::string body;
  std::string type = "application/json";
  int status = 200;
  std::optional<std::int64_t> version;  ///< becomes the ETag
  std::string location;                 ///< of what was created, below /api/v1
  std::string filename;                 ///< of a download
  bool says_no = false;                 ///< an answer that finds something wrong: exit code 1 on the command line
};

/// The words around an endpoint. `path` is below /api/v1; `cli` is what one types after `couloir`.
struct Doc {
  Method method;
  std::string path;          ///< "/use-cases/{id}"
  std::string cli;           ///< "use-case show"
  std::string_view summary;  ///< msgid, one sentence
  Who who;
  people::Scope scope;
  std::uint64_t body_limit = 1 << 20;
  std::string_view body_type = "application/json";  ///< "text/csv" for raw bodies
  std::string_view reply_type = "application/json";
  bool versioned = false;  ///< If-Match is required, so that no script writes over what it has not read
};
inline Doc versioned(Doc doc) {
  doc.versioned = true;
  return doc;
}

struct Endpoint {
  Doc doc;
  std::function<void(const std::function<void(const Shape&)>&)> with_input;   ///< hands an empty input to a visitor
  std::function<void(const std::function<void(const Shape&)>&)> with_output;  ///< the same for the output
  bool has_input = false;
  bool has_output = false;
  bool raw = false;  ///< what it answers is text of doc.reply_type
  /// `input` fills the shape it is given from JSON, query string or options.
  std::function<Result<Reply>(const Call&, const std::function<Result<void>(const Shape&)>& input)> run;
};

struct None {};  ///< no input, or nothing to say in return
inline void describe(Describer& d, None&) { d.type("None"); }

/// An answer with what HTTP wants to know of it.
template <class T>
struct Answer {
  T value;
  int status = 200;
  std::optional<std::int64_t> version = {};
  std::string location = {};
  bool says_no = false;
};

/// One page of a list; `next` goes back as ?after=… and is empty on the last.
template <class T>
struct PageOf {
  std::vector<T> items;
  std::optional<std::string> next;
};
template <Described T>
void describe(Describer& d, PageOf<T>& page) {
  T item{};
  d.type(type_name(shape_of(item)) + "Page");
  d.field("items", page.items);
  d.field("next", page.next, text(0, 200).doc("Give it back as “after” for the next page."));
}

class Api {
 public:
  /// `handle` is Result<Answer<Out>>(const Call&, const In&).
  template <class In, class Out, class F>
  Api& add(Doc doc, F handle) {
    Endpoint e;
    e.doc = std::move(doc);
    e.has_input = !std::is_same_v<In, None>;
    e.has_output = !std::is_same_v<Out, None>;
    e.with_input = [](const auto& visit) {
      In in{};
      visit(shape_of(in));
    };
    e.with_output = [](const auto& visit) {
      Out out{};
      visit(shape_of(out));
    };
    e.run = [handle = std::move(handle), versioned = e.doc.versioned](const Call& call,
                                                                      const auto& input) -> Result<Reply> {
      In in{};
      if constexpr (!std::is_same_v<In, None>) TRY(input(shape_of(in)));
      if (versioned && !call.if_match) return no_version();
      Result<Answer<Out>> answer = handle(call, static_cast<const In&>(in));
      if (!answer) return std::move(answer).error();
      Reply reply;
      reply.status = answer->status;
      reply.version = answer->version;
      reply.location = answer->location;
      reply.says_no = answer->says_no;
      if constexpr (std::is_same_v<Out, None>)
        reply.status = 204;
      else
        reply.body = write_json(shape_of(answer->value));
      return reply;
    };
    return mount(std::move(e));
  }
  /// Bodies that are not JSON (CSV in or out): `handle` is Result<Reply>(const Call&, const In& query).
  template <class In, class F>
  Api& raw(Doc doc, F handle) {
    Endpoint e;
    e.doc = std::move(doc);
    e.has_input = !std::is_same_v<In, None>;
    e.raw = true;
    e.with_input = [](const auto& visit) {
      In in{};
      visit(shape_of(in));
    };
    e.run = [handle = std::move(handle)](const Call& call, const auto& input) -> Result<Reply> {
      In in{};
      if constexpr (!std::is_same_v<In, None>) TRY(input(shape_of(in)));
      return handle(call, static_cast<const In&>(in));
    };
    return mount(std::move(e));
  }
  Api& mount(Endpoint endpoint);
  const std::vector<Endpoint>& endpoints() const { return endpoints_; }

 private:
  static Error no_version();
  std::vector<Endpoint> endpoints_;
};

/// Mounts every endpoint below /api/v1, with /api/v1/openapi.json. The Api must outlive the router.
void mount_api(Router&, const Api&);
/// OpenAPI 3.1 of all of it, as JSON text.
std::string openapi(const Api&, std::string_view version);
/// The value of If-Match or --if-match: "7" or 7 → 7, nothing → nothing. Errors: invalid.
Result<std::optional<std::int64_t>> read_version(std::string_view);
/// RFC 9457 problem, in the thread's language.
std::string problem_json(const Error&, std::string_view request_id);

}  // namespace couloir::web
