// What the endpoints of the reception share: pages of a list, and times in JSON.
#pragma once

#include "web/api.h"

namespace couloir::reception {

/// How many of a list: query of every list endpoint.
struct PageQuery {
  std::string text, after;
  int limit = 50;
};
void describe(Describer&, PageQuery&);

/// The id after which a page starts; 0: the first. Errors: invalid.
Result<std::int64_t> cursor(std::string_view after);

/// At most `limit` of rows that were read one too many, with the cursor of the next page.
template <class Item, class Row, class Make, class Key>
web::PageOf<Item> page_of(const std::vector<Row>& rows, int limit, Make make, Key key) {
  web::PageOf<Item> page;
  for (const auto& row : rows) {
    if (static_cast<int>(page.items.size()) == limit) {
      page.next = key(rows[static_cast<std::size_t>(limit) - 1]);
      break;
    }
    page.items.push_back(make(row));
  }
  return page;
}

std::vector<Role> list_of(Roles);  ///< as JSON has them

}  // namespace couloir::reception
