// From a raw request to a Request: path, query, cookies, form. Everything a client can send is read here, once.
#pragma once

#include <optional>

#include "web/request.h"

namespace couloir::web {

std::optional<Method> method_of(std::string_view method);  ///< HEAD counts as GET
/// Path, query and cookies. Errors: invalid.
Result<void> read_head(Request&);
/// The form and its files, by content type. Errors: invalid, also for a type that is no form.
/// An answer may be as long as the whole body that the route takes, and a route that takes more may be sent more of
/// them: what each may hold, its command says with a sentence.
Result<void> read_body(Request&, std::uint64_t body_limit);

/// True unless the browser says that another site sent the form. Old browsers say nothing; the stamp decides then.
bool comes_from_here(const http::RawRequest&);
/// The cookie, else the browser's wish, else the region's language.
Lang language_of(const Request&, Lang region);

/// What became of a form that its handler never saw: one sentence, and the way back to it.
Response form_page(Request&, std::string_view title, const Sentence& what, int status);

}  // namespace couloir::web
