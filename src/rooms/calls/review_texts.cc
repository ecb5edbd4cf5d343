#include "calls/review_texts.h"

namespace couloir::calls {

void describe(Describer& d, LinkedText& l) {
  d.type("LinkedPerson");
  d.field("person", l.person);
  d.field("name", l.name);
  d.field("party", l.party);
}

std::vector<LinkedText> texts_of(const std::vector<LinkFound>& links, const std::vector<std::string>& names) {
  std::vector<LinkedText> all;
  for (std::size_t i = 0; i < links.size(); ++i) all.push_back({links[i].person, names[i], links[i].party});
  return all;
}

}  // namespace couloir::calls
