#include "reception/page_kit.h"

#include <algorithm>

#include "base/text.h"
#include "people/person.h"
#include "reception/wording.h"
#include "web/site.h"

namespace couloir::reception {

int status_of(const web::Form& form) { return form.problems.empty() ? 200 : 400; }

people::Peer peer_of(const web::Request& request) {
  constexpr std::size_t kLongestDevice = 120;
  auto device = request.raw.header("user-agent").substr(0, kLongestDevice);
  return {request.raw.peer, is_utf8(device) ? std::string(device) : std::string()};
}

std::string when(const web::Request& request, Instant instant) {
  return date_time(instant, request.site.config().timezone);
}

Url below(std::string_view path, std::int64_t id, std::string_view rest) {
  return html::path(std::string(path) + "/" + std::to_string(id) + std::string(rest));
}

Html history(const web::Request& request, Reader& db, const std::vector<journal::Entry>& entries) {
  std::vector<PersonId> ids;
  for (const auto& e : entries)
    if (e.actor) ids.push_back(e.actor);
  auto names = people::names_of_persons(db, ids);
  std::vector<view::Event> events;
  for (const auto& e : entries) {
    auto name = names.find(e.actor);
    auto who = name != names.end() ? name->second : e.actor ? tr("somebody whose account was erased") : word(e.door);
    events.push_back({.when = when(request, e.at), .title = sentence_of_event(e.name), .who = who});
  }
  return view::timeline(events);
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    auto end = std::min(text.find_first_of(",;\n"), text.size());
    if (auto word = trim(text.substr(0, end)); !word.empty()) words.emplace_back(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

Error no_organisation_to_edit() {
  return Error::not_found(say("There is no such organisation, or it is not yours to edit."));
}

Result<OrganisationId> organisation_to_edit(const web::Request& request) {
  TRY_LET(auto id, request.id<OrganisationId>("id"));
  if (!people::may_edit_organisation(request.actor(), id)) return no_organisation_to_edit();
  return id;
}

}  // namespace couloir::reception
