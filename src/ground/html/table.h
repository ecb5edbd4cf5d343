// Lists: table with sortable headers, pages, filters. A table becomes one card a row on narrow screens. Sorting and
// filtering are links and GET forms; this file never touches the data.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "html/form.h"
#include "html/view.h"

namespace couloir::view {

enum class Sorted { no, up, down };

struct Column {
  std::string label;
  bool numeric = false;  ///< aligned right, digits of one width
  Url sort = {};         ///< the list sorted by this column (the other way when it already is); empty: cannot
  Sorted sorted = Sorted::no;
};

struct Row {
  std::vector<Html> cells;  ///< the first names the row (it becomes its header); as many as columns
  Html actions = {};
  bool marked = false;  ///< the row to look at: mine, new, chosen
};

struct Table {
  std::string caption;
  bool caption_hidden = false;  ///< when the heading above says the same
  std::vector<Column> columns;
  std::vector<Row> rows = {};
  Html empty = {};  ///< shown instead when there are no rows
};
Html table(const Table&);

/// Pages by cursor: an empty Url has no button.
struct Pages {
  Url previous = {}, next = {};
  std::int64_t shown = 0;
  std::int64_t total = 0;
};
/// "25 of 312", with previous and next.
Html pagination(const Pages&);

struct Filters {
  Url action;
  std::vector<Field> fields;  ///< search first; selects send themselves when JavaScript is there
  Url clear = {};             ///< shown when something is filtered
  Html actions = {};          ///< export, new
};
Html filters(const Filters&);

}  // namespace couloir::view
