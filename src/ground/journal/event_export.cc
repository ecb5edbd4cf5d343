// The journal as JSON Lines, with what an outsider needs to check the chain (docs/adr/0006 has the recipe).
#include <fmt/format.h>

#include "journal/event_text.h"
#include "journal/journal.h"
#include "journal/json.h"

namespace couloir::journal {
namespace {

// The payload travels as text, not as an object: its exact bytes are what was hashed.
std::string export_line(const EventText& e) {
  return fmt::format(
      R"({{"seq":{},"at":{},"actor":{},"door":{},"request_id":{},"name":{},"subject":{},"subject_id":{},)"
      R"("payload":{},"prev_hash":{},"hash":{}}})"
      "\n",
      e.seq, json_string(e.at), e.actor ? std::to_string(*e.actor) : "null", json_string(e.door),
      json_string(e.request_id), json_string(e.name), json_string(e.subject), e.subject_id, json_string(e.payload),
      json_string(e.prev_hash), json_string(e.hash));
}

}  // namespace

void export_lines(Reader& db, const std::function<void(std::string_view)>& write) {
  each_event(db, [&](const EventText& event) {
    write(export_line(event));
    return true;
  });
}

}  // namespace couloir::journal
