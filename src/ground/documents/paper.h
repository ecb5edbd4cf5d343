// A document as pages of paper: the frame around a body of html/ pieces, which print/paper.css sets. Plain markup that
// is tagged well: headings, tables with header cells, lists; no inline drawing, since a PDF reader could not read it
// out.
#pragma once

#include <string>
#include <vector>

#include "html/html.h"
#include "html/table.h"
#include "html/view.h"

namespace couloir::documents {

using html::Html;

struct Cover {
  std::string eyebrow;  ///< what kind of document: "AI-Act file"
  std::string title;
  std::string owner;  ///< whose it is
  std::vector<view::Fact> facts;
  int station = 0;  ///< which of the three stations of the lane it belongs to
};
/// The block that the first page begins with.
Html cover(const Cover&);

/// A part with its h2. Kept together with what follows its heading.
Html part(std::string_view title, html::Children, std::string_view id = {});
/// A box that must be read.
Html boxed(html::Children);
Html small(std::string_view text);
/// A table with its caption; the head comes again on each page. Column widths in percent, of all columns or of none.
Html sheet(const view::Table&, const std::vector<int>& widths = {});

struct Paper {
  std::string title;  ///< of the PDF, and above each page
  std::string foot;   ///< at the foot of each page: from where and when
  Html body;
};
/// The whole HTML document in the language of the thread.
std::string paper(const Paper&);

}  // namespace couloir::documents
