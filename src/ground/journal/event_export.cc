// The journal as JSON Lines, with what an outsider needs to check the chain (docs/adr/0006 has the recipe).
#include <boost/json.hpp>

#include "journal/event_text.h"
#include "journal/journal.h"

namespace couloir::journal {
namespace {

// The payload travels as text, not as an object: its exact bytes are what was hashed.
std::string export_line(const EventText& e) {
  using boost::json::value;
  boost::json::object line{{"seq", e.seq},
                           {"at", e.at},
                           {"actor", e.actor ? value(*e.actor) : value(nullptr)},
                           {"door", e.door},
                           {"request_id", e.request_id},
                           {"name", e.name},
                           {"subject", e.subject},
                           {"subject_id", e.subject_id},
                           {"payload", e.payload},
                           {"prev_hash", e.prev_hash},
                           {"hash", e.hash}};
  return boost::json::serialize(line) + "\n";
}

}  // namespace

void export_lines(Reader& db, const std::function<void(std::string_view)>& write) {
  each_event(db, [&](const EventText& event) {
    write(export_line(event));
    return true;
  });
}

}  // namespace couloir::journal
