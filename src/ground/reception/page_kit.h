// What several pages of the reception share: forms that keep what was typed, links to persons' histories, own paths.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "html/form.h"
#include "html/table.h"
#include "html/view.h"
#include "journal/journal.h"
#include "people/login.h"
#include "web/request.h"

namespace couloir::reception {

using html::Html;
using html::Url;

/// The same fields, each with the value of the form.
std::vector<view::Field> filled(std::vector<view::Field> fields, const web::Form& form);
/// 400 once something is wrong, so that a test and a script see it too.
int status_of(const web::Form& form);
/// Puts what is wrong on the form, when it belongs there; false: the error needs a page of its own.
bool put_on(web::Form& form, const Error& error);

/// One choice per enumerator, worded by `word`.
template <Named E, class Word>
std::vector<view::Option> options_of(Word word) {
  std::vector<view::Option> options;
  for (std::size_t i = 0; i < kNames<E>.size(); ++i)
    options.push_back({std::string(kNames<E>[i]), word(static_cast<E>(i)), {}});
  return options;
}

/// The address and device behind a request.
people::Peer peer_of(const web::Request& request);
/// "3 May 2026 at 10:00 (Paris time)", in the site's zone.
std::string when(const web::Request& request, Instant instant);
/// "/organisations/7/edit"
Url below(std::string_view path, std::int64_t id, std::string_view rest = {});
/// The history of one thing, in plain words, with who and when.
Html history(const web::Request& request, Reader& db, const std::vector<journal::Entry>& entries);
/// Comma- or line-separated words as a person typed them, trimmed, without empty ones.
std::vector<std::string> split_words(std::string_view text);
/// "7" → 7; 0 for anything else: the version a form carries.
std::int64_t version_of(const web::Request& request);
/// The organisation that the address names. Errors: not_found, also when somebody else may edit it.
Result<OrganisationId> organisation_to_edit(const web::Request& request);
Error no_organisation_to_edit();

}  // namespace couloir::reception
