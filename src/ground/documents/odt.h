// An OpenDocument text (ODF 1.3): headings, paragraphs, lists, tables, page numbers, the language of each word for who
// reads it aloud. What word processors and screen readers need, and nothing that only some of them know.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "words/words.h"

namespace couloir::documents {

/// Builds the body, in order; texts are escaped here.
class OdtText {
 public:
  /// `style`: one of those in odt_styles(). Line breaks and tabs stay.
  void paragraph(std::string_view text, std::string_view style = "Text_20_body");
  void heading(std::string_view text, int level);
  void list(const std::vector<std::string>& items);
  struct Cell {
    std::vector<std::pair<std::string, std::string_view>> lines;  ///< text and style
  };
  /// `percent`: of each column, or empty. The head comes again on each page.
  void table(const std::vector<std::string>& head, const std::vector<int>& percent,
             const std::vector<std::vector<Cell>>& rows);
  /// The content of content.xml.
  std::string content() const;

 private:
  std::string body_, automatic_;
  int tables_ = 0;
};

struct OdtFrame {
  std::string title;
  std::string foot;
  Lang language = Lang::fr;
};
/// The whole file.
std::string odt_file(const OdtText&, const OdtFrame&);

}  // namespace couloir::documents
