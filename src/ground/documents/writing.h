// A document as plain pieces of text, from which each format is made: paper (HTML, for the PDF and for a preview in the
// browser) and OpenDocument. Texts arrive translated; what a person wrote keeps its paragraphs, its lists and its
// direction.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "html/html.h"

namespace couloir::documents {

/// Level 2 begins a part, level 3 stands inside one.
struct Title {
  std::string text;
  int level = 2;
};
/// mark: to look at again · print: a fingerprint, letter by letter.
enum class Voice { plain, small, strong, mark, print };
struct Line {
  std::string text;
  Voice voice = Voice::plain;
};
/// What a person wrote: an empty line begins a paragraph, lines that begin with a dash or a bullet are a list.
struct Prose {
  std::string text;
};
struct Bullets {
  std::vector<std::string> items;
};
struct Named {
  std::string name;
  std::vector<Line> lines;
  Named(std::string n, std::string value) : name(std::move(n)), lines{{std::move(value)}} {}
  Named(std::string n, std::vector<Line> l) : name(std::move(n)), lines(std::move(l)) {}
};
struct FactList {
  std::vector<Named> facts;
};
struct Column {
  std::string label;
  int percent = 0;  ///< of the width; of all columns of a grid or of none, and one of those that print/paper.css knows
  bool numeric = false;
};
/// A table; a cell is one or more lines, the first cell of a row names it.
struct Grid {
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<std::vector<Line>>> rows;
  bool totals = false;  ///< the last row sums up
};
/// Must be read.
struct Box {
  std::vector<Line> lines;
};
/// Room to write in by hand; in a file that is typed into, an empty paragraph.
struct Room {};

using Piece = std::variant<Title, Line, Prose, Bullets, FactList, Grid, Box, Room>;

/// The first page of a document that has one.
struct FrontPage {
  std::string eyebrow, title, owner;
  std::vector<Named> facts;
  int station = 0;  ///< which of the three stations of the lane it belongs to
};
/// What a letter begins with.
struct Letterhead {
  std::vector<std::string> from, to;
  std::string place_and_day;
  std::string subject;
  int station = 0;
};

struct Writing {
  std::string title;
  std::variant<FrontPage, Letterhead> head;
  std::vector<Piece> pieces;
};

/// The body of a Paper.
html::Html paper_of(const Writing&);
/// An OpenDocument text, in the language of the thread; `foot` stands on each page beside its number.
std::string odt_of(const Writing&, std::string_view foot);

/// How a person's text falls into paragraphs and lists; no empty ones.
struct Block {
  bool list = false;
  std::vector<std::string> lines;  ///< of a list: its items
  bool operator==(const Block&) const = default;
};
std::vector<Block> blocks_of(std::string_view text);
/// Its first letter is one of a script that runs from right to left.
bool runs_leftwards(std::string_view text);

}  // namespace couloir::documents
