// Pictures made on the server: SVG that follows the theme, prints, and has its numbers in a table beside it. A picture
// never holds what its table does not.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "html/view.h"

namespace couloir::view {

/// One station of the lane: Map, File, Industrialise.
struct Station {
  std::string name;
  Progressed state = Progressed::later;
  std::string when = {};               ///< "done on 12 March 2026", "target: 30 April"
  int percent = 0;                     ///< how far within the station, while `now`
  std::vector<std::string> done = {};  ///< exit evidence that is there
  std::vector<std::string> open = {};  ///< and what is missing
  Url to = {};
};
struct Lane {
  std::vector<Station> stations;
  std::string next = {};  ///< the one next step, a sentence
  Html act = {};          ///< its button
  std::string blocked = {};
};
/// The board's hero.
Html lane(const Lane&);
/// The same in one line of a list or a header: three dots on a track.
Html lane_mark(std::span<const Station>);
/// The names of the three stations, to fill Station::name.
std::string station_name(int index);

struct Part {
  std::string name;
  double points = 0;  ///< what it adds to the total
  double most = 0;    ///< what it could have added
  std::string note = {};
};
/// A score from 0 to 100 and what it is made of, the largest share first in the order given.
Html score_bar(std::string_view title, double total, std::span<const Part>);
/// The number alone, with a small bar: for lists.
Html score_chip(double total);

struct Spread {
  std::string name;
  std::vector<std::pair<std::string, double>> values;  ///< who, what they gave
};
/// Each scorer's value on one scale per criterion, and the range between them.
Html spread_plot(std::string_view title, std::span<const Spread>, double lowest, double highest);

struct Bar {
  std::string name;
  double value = 0;
  std::string shown = {};  ///< the value as written; empty: the number
  Url to = {};
  bool marked = false;
};
/// Bars in the order given, on a scale from 0 to the largest (or `most`).
Html ranking(std::string_view title, std::string_view unit, std::span<const Bar>, double most = 0);

struct Point {
  std::string label;  ///< "March 2026"
  double value = 0;
};
struct Trend {
  std::string title;
  std::string unit;
  std::vector<Point> points;  ///< oldest first
  std::optional<double> target = {};
  int decimals = 0;
};
/// An indicator over time with its target.
Html trend(const Trend&);

/// A moment on a line of days: an opening, a cut-off.
struct Moment {
  std::string name;
  std::string when;                      ///< with its zone
  std::string left;                      ///< "in 16 days"
  double at = 0;                         ///< 0: at the left end, 1: at the right one
  Progressed state = Progressed::later;  ///< now: the one to look at
};
struct DayLine {
  std::string title;
  std::string said;             ///< where today is on it, a sentence
  std::vector<Moment> moments;  ///< from the earliest to the latest
  double today = 0;
  Html table = {};  ///< shown instead of its own, where a page says more of each moment
};
/// Moments from left to right, filled up to today.
Html day_line(const DayLine&);

/// What fills a part of somebody's month: the number of a name in the legend.
struct LoadPiece {
  int number = 1;
  double share = 0;  ///< of a whole span
};
struct LoadSpan {
  double room = 0;  ///< of a whole span: what there is to give
  std::vector<LoadPiece> pieces;
  std::string said;                     ///< "0.8 of 1.0"
  std::vector<std::string> names = {};  ///< of the pieces, for who does not see them
};
struct LoadRow {
  std::string name;
  Url to = {};
  std::vector<LoadSpan> spans;  ///< as many as the grid has
};
/// People × months with what each works on; its numbers are in its cells and its names in the legend.
struct LoadGrid {
  std::string title;
  std::string rows;                ///< what a row is: "Engineer"
  std::vector<std::string> spans;  ///< short names of the columns
  std::vector<LoadRow> all;
  std::vector<std::pair<int, Html>> legend;  ///< number and name of what the pieces are
};
Html load_grid(const LoadGrid&);

}  // namespace couloir::view
