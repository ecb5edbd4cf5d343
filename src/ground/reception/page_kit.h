// What several pages of the reception share: choices, histories, own paths.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "html/form.h"
#include "html/table.h"
#include "html/view.h"
#include "journal/journal.h"
#include "people/login.h"
#include "web/filled.h"

namespace couloir::reception {

using html::Html;
using html::Url;

/// 400 once something is wrong, so that a test and a script see it too.
int status_of(const web::Form& form);

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
/// The organisation that the address names. Errors: not_found, also when somebody else may edit it.
Result<OrganisationId> organisation_to_edit(const web::Request& request);
Error no_organisation_to_edit();

}  // namespace couloir::reception
