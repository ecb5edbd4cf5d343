// Draws the pictures of picture.h. Positions across are percentages, so that one drawing fits a phone and a wall while
// letters and dots keep their size; colours are classes, so that theme and print choose them.
#include "html/picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "words/words.h"

namespace couloir::view {

using html::Attr;
using html::cls;
using html::each;
using html::el;
using html::join;

namespace {

std::string fixed(double v, int decimals, std::string_view unit = {}) {
  std::array<char, 32> room{};
  auto end = std::to_chars(room.data(), room.data() + room.size(), v, std::chars_format::fixed, decimals).ptr;
  return std::string(room.data(), end).append(unit);
}
std::string across(double share) { return fixed(100 * std::clamp(share, 0.0, 1.0), 2, "%"); }
std::string px(double v) { return fixed(v, 1); }
/// Whole numbers without decimals, others with one.
std::string written(double v) {
  return std::abs(v - std::round(v)) < 0.05 ? number(static_cast<std::int64_t>(std::llround(v))) : number(v, 1);
}

/// A drawing as wide as its place. Title and description are what a screen reader says of it.
Html drawing(std::string_view classes, int height, std::string_view title, std::string_view description,
             html::Children inside) {
  return el("svg", {cls(classes), {"width", "100%"}, {"height", height}, {"role", "img"}, {"aria-label", title}},
            {el("title", {}, {title}), description.empty() ? Html{} : el("desc", {}, {description}), join(inside)});
}
Html rect(std::string_view classes, const std::string& x, const std::string& width, double y, double height,
          double round = 0) {
  return el("rect", {cls(classes),
                     {"x", x},
                     {"width", width},
                     {"y", px(y)},
                     {"height", px(height)},
                     round > 0 ? Attr{"rx", px(round)} : html::none()});
}
Html dot(std::string_view classes, const std::string& x, double y, double radius) {
  return el("circle", {cls(classes), {"cx", x}, {"cy", px(y)}, {"r", px(radius)}});
}
Html stroke(std::string_view classes, const std::string& x1, const std::string& x2, double y1, double y2) {
  return el("line", {cls(classes), {"x1", x1}, {"x2", x2}, {"y1", px(y1)}, {"y2", px(y2)}});
}
Html column(std::string_view text, bool numeric = false) {
  return el("th", {{"scope", "col"}, numeric ? cls("num") : html::none()}, {text});
}
Html in_table_box(std::string_view caption, const Html& head, const Html& body) {
  return el("div", {cls("table-box")},
            {el("table", {},
                {el("caption", {cls("unseen")}, {caption}), el("thead", {}, {el("tr", {}, {head})}),
                 el("tbody", {}, {body})})});
}

// ── the lane ──

std::string said(const Station& s) {
  switch (s.state) {
    case Progressed::done:
      return tr("{1}: done", s.name);
    case Progressed::now:
      return tr("{1}: in progress, {2}", s.name, percent(s.percent / 100.0));
    case Progressed::later:
      return tr("{1}: to come", s.name);
  }
  return {};
}
std::string said(std::span<const Station> all) {
  std::string words;
  for (auto& s : all) words += (words.empty() ? "" : "; ") + said(s);
  return words;
}
double share_filled(const Station& s) {
  return s.state == Progressed::done ? 1 : s.state == Progressed::now ? std::clamp(s.percent, 0, 100) / 100.0 : 0;
}

/// A circle of 44 with its number, or a check once done. Centred on (22, 22).
Html station_mark(Progressed state, int n) {
  auto inside = state == Progressed::done ? el("path", {cls("tick"), {"d", "M14.5 22.6l5.2 5.2L30 17"}})
                                          : el("text", {{"x", 22}, {"y", "27.5"}, {"text-anchor", "middle"}}, {n});
  auto halo = state == Progressed::now ? dot("halo", "22", 22, 21) : Html{};
  return el("g", {cls("station " + std::string(class_of(state)))}, {halo, dot("disc", "22", 22, 16), inside});
}

/// Its piece of the track: from this station to the next one, or to the end of the lane.
Html stretch(const Station& s, int n, int count) {
  auto run = share_filled(s) > 0
                 ? rect(s.state == Progressed::done ? "run done" : "run now", "22", across(share_filled(s)), 16, 12, 6)
                 : Html{};
  return el("svg",
            {{"x", across(double(n) / count)}, {"width", across(1.0 / count)}, {"height", 44}, {"overflow", "visible"}},
            {run});
}
Html mark_at(const Station& s, int n, int count) {
  return el("svg", {{"x", across(double(n) / count)}, {"width", 44}, {"height", 44}, {"overflow", "visible"}},
            {station_mark(s.state, n + 1)});
}

Html track(std::span<const Station> all) {
  auto count = static_cast<int>(all.size());
  Html stretches, marks;
  for (int i = 0; i < count; ++i) {
    stretches += stretch(all[i], i, count);
    marks += mark_at(all[i], i, count);
  }
  return drawing("track", 44, tr("The lane"), said(all),
                 {stroke("rail", "28", "100%", 22, 22), stroke("dashes", "44", "100%", 22, 22), stretches, marks});
}

Html evidence(const Station& s) {
  auto item = [](std::string_view classes, Icon which, std::string_view word, std::string_view text) {
    return el("li", {cls(classes)}, {icon(which, word), el("span", {}, {text})});
  };
  Html lines = each(s.done, [&](auto& t) { return item("done", Icon::check, tr("Done:"), t); }) +
               each(s.open, [&](auto& t) { return item("open", Icon::minus, tr("Missing:"), t); });
  return lines.empty() ? lines : el("ul", {cls("evidence")}, {lines});
}

Html stop(const Station& s, int n) {
  auto name = s.to.empty() ? html::text(s.name) : link({s.name, s.to});
  auto mark = el("svg", {cls("mark"), {"viewBox", "0 0 44 44"}, {"width", 44}, {"height", 44}, {"aria-hidden", "true"}},
                 {station_mark(s.state, n)});
  return el("li", {cls(class_of(s.state)), s.state == Progressed::now ? Attr{"aria-current", "step"} : html::none()},
            {mark, el("p", {cls("stop-name")}, {name, el("span", {cls("unseen")}, {" (", said(s), ")"})}),
             s.when.empty() ? Html{} : el("p", {cls("stop-when")}, {s.when}), evidence(s)});
}

Html next_step(const Lane& l) {
  if (l.next.empty()) return {};
  auto blocked =
      l.blocked.empty() ? Html{} : el("p", {cls("blocked")}, {icon(Icon::warning), el("span", {}, {l.blocked})});
  return el("div", {cls("next-step")},
            {el("div", {},
                {el("p", {cls("eyebrow")}, {tr("Your next step")}), el("p", {cls("next-words")}, {l.next}), blocked}),
             actions({l.act})});
}

}  // namespace

std::string station_name(int index) {
  switch (index) {
    case 0:
      return trc("station", "Map");
    case 1:
      return trc("station", "File");
    default:
      return trc("station", "Industrialise");
  }
}

Html lane(const Lane& l) {
  Html stops;
  for (std::size_t i = 0; i < l.stations.size(); ++i) stops += stop(l.stations[i], static_cast<int>(i) + 1);
  return el("div", {cls("lane")}, {track(l.stations), el("ol", {cls("stops")}, {stops}), next_step(l)});
}

Html lane_mark(std::span<const Station> all) {
  Html inside =
      el("path", {cls("rail"), {"d", fmt::format("M8 9h{}", 26 * (std::max<std::size_t>(all.size(), 1) - 1))}});
  int x = 8;
  for (auto& s : all) {
    inside +=
        dot(fmt::format("station {}", class_of(s.state)), std::to_string(x), 9, s.state == Progressed::now ? 5.5 : 5);
    x += 26;
  }
  return el("svg",
            {cls("lane-mark"),
             {"viewBox", fmt::format("0 0 {} 18", x - 18)},
             {"width", x - 18},
             {"height", 18},
             {"role", "img"},
             {"aria-label", said(all)}},
            {inside});
}

// ── scores ──

namespace {
constexpr int kTones = 9;        // of the style sheet; a score with more parts begins again and still has its numbers
constexpr double kLabelled = 4;  // points: a narrower piece has no room for its number
}  // namespace

Html score_bar(std::string_view title, double total, std::span<const Part> parts) {
  Html pieces, lines;
  double at = 0;
  int n = 0;
  for (auto& p : parts) {
    auto classes = fmt::format("part part-{}", n++ % kTones + 1);
    auto label = [&](const std::string& x, int y) { return el("text", {cls("part-label"), {"x", x}, {"y", y}}, {n}); };
    pieces += rect(classes, across(at / 100), across(p.points / 100), 0, 28);
    if (p.points >= kLabelled) pieces += label(across((at + p.points / 2) / 100), 19);
    at += p.points;
    auto swatch = el("svg", {cls("swatch"), {"width", 20}, {"height", 20}, {"aria-hidden", "true"}},
                     {rect(classes, "0", "20", 0, 20, 4), label("10", 15)});
    auto remark = p.note.empty() ? Html{} : el("span", {cls("remark")}, {p.note});
    lines += el("tr", {},
                {el("th", {{"scope", "row"}}, {swatch, p.name, remark}),
                 el("td", {cls("num"), {"data-label", tr("Points")}}, {el("strong", {}, {written(p.points)})}),
                 el("td", {cls("num"), {"data-label", tr("Out of")}}, {written(p.most)})});
  }
  auto said_total = tr("{1} out of 100", written(total));
  return el(
      "figure", {cls("picture score")},
      {el("figcaption", {},
          {el("span", {cls("picture-title")}, {title}),
           el("span", {cls("score-total")}, {el("strong", {}, {written(total)}), el("span", {}, {" / 100"})})}),
       drawing("score-stack", 28, title, said_total, {rect("rail", "0", "100%", 0, 28), pieces}),
       in_table_box(title, join({column(tr("Criterion")), column(tr("Points"), true), column(tr("Out of"), true)}),
                    lines)});
}

Html score_chip(double total) {
  // A list has hundreds: its rail is the box itself, its bar begins where bars begin by themselves, and what is the
  // same in each is made once.
  static const auto before = html::start_of("span", {cls("score-chip")}) + html::start_of("strong", {cls("num")});
  static const auto rail =
      html::end_of("strong") + html::start_of("svg", {{"width", 56}, {"height", 6}, {"aria-hidden", "true"}});
  static const auto after = html::end_of("svg") + html::end_of("span");
  return join({before, written(total), rail,
               el("rect", {cls("part part-1"), {"width", across(total / 100)}, {"height", 6}, {"rx", 3}}), after});
}

namespace {

struct Range {
  double low = 0, high = 0;
};
Range range_of(const Spread& s) {
  Range r{s.values.front().second, s.values.front().second};
  for (auto& [who, v] : s.values) r = {std::min(r.low, v), std::max(r.high, v)};
  return r;
}

Html spread_dots(const Spread& s, double lowest, double highest) {
  auto at = [&](double v) { return across(highest > lowest ? (v - lowest) / (highest - lowest) : 0); };
  auto [low, high] = range_of(s);
  Html dots;
  for (std::size_t i = 0; i < s.values.size(); ++i) {
    auto before = std::count_if(s.values.begin(), s.values.begin() + static_cast<std::ptrdiff_t>(i),
                                [&](auto& o) { return o.second == s.values[i].second; });
    dots += dot("value", at(s.values[i].second), 22 - 8 * static_cast<double>(before), 5.5);
  }
  auto words = tr("From {1} to {2}", written(low), written(high));
  return drawing("spread", 34, s.name, words,
                 {stroke("rail", "0%", "100%", 22, 22), stroke("range", at(low), at(high), 22, 22), dots});
}

Html spread_line(const Spread& s, double lowest, double highest) {
  if (s.values.empty())
    return el(
        "tr", {},
        {el("th", {{"scope", "row"}}, {s.name}), el("td", {}, {muted(tr("Nobody has answered yet"))}), el("td", {})});
  auto [low, high] = range_of(s);
  return el("tr", {},
            {el("th", {{"scope", "row"}}, {s.name}), el("td", {cls("plot")}, {spread_dots(s, lowest, highest)}),
             el("td", {cls("num"), {"data-label", tr("Spread")}},
                {low == high ? tr("agreed: {1}", written(low)) : tr("{1} to {2}", written(low), written(high))})});
}

Html who_gave_what(std::span<const Spread> all) {
  Html lines;
  for (auto& s : all)
    for (auto& [who, v] : s.values)
      lines += el("tr", {},
                  {el("th", {{"scope", "row"}}, {s.name}), el("td", {{"data-label", tr("Who")}}, {who}),
                   el("td", {cls("num"), {"data-label", tr("Value")}}, {written(v)})});
  return help(tr("Who gave what"),
              {in_table_box(tr("Who gave what"),
                            join({column(tr("Criterion")), column(tr("Who")), column(tr("Value"), true)}), lines)});
}

}  // namespace

Html spread_plot(std::string_view title, std::span<const Spread> all, double lowest, double highest) {
  auto scale =
      el("th", {{"scope", "col"}, cls("plot")},
         {el("span", {cls("scale")}, {el("span", {}, {written(lowest)}), el("span", {}, {written(highest)})})});
  return el("figure", {cls("picture spread-plot")},
            {el("figcaption", {}, {el("span", {cls("picture-title")}, {title})}),
             in_table_box(title, join({column(tr("Criterion")), scale, column(tr("Spread"), true)}),
                          each(all, [&](const Spread& s) { return spread_line(s, lowest, highest); })),
             who_gave_what(all)});
}

Html ranking(std::string_view title, std::string_view unit, std::span<const Bar> bars, double most) {
  for (auto& b : bars) most = std::max(most, b.value);
  auto row = [&](const Bar& b) {
    auto name = b.to.empty() ? html::text(b.name) : link({b.name, b.to});
    auto bar = el("svg", {{"width", "100%"}, {"height", 14}, {"aria-hidden", "true"}},
                  {rect("rail", "0", "100%", 0, 14, 3), rect(b.marked ? "part part-1" : "part part-2", "0",
                                                             across(most > 0 ? b.value / most : 0), 0, 14, 3)});
    return el("tr", {b.marked ? cls("marked") : html::none()},
              {el("th", {{"scope", "row"}}, {name}), el("td", {cls("plot")}, {bar}),
               el("td", {cls("num"), {"data-label", unit}}, {b.shown.empty() ? written(b.value) : b.shown})});
  };
  return el(
      "figure", {cls("picture ranking")},
      {el("figcaption", {}, {el("span", {cls("picture-title")}, {title})}),
       in_table_box(title, join({column(tr("Name")), el("td", {cls("plot")}), column(unit, true)}), each(bars, row))});
}

// ── an indicator over time ──

namespace {

struct Scale {
  double low, high;
  double y(double v) const { return 20 + 110 * (high > low ? (high - v) / (high - low) : 0.5); }
};
Scale scale_of(const Trend& t) {
  Scale s{0, t.target.value_or(0)};  // from zero: a steep line must mean a large change
  for (auto& p : t.points) s = {std::min(s.low, p.value), std::max(s.high, p.value)};
  return s;
}
double x_of(const Trend& t, std::size_t i) {
  return t.points.size() < 2 ? 1.0 : static_cast<double>(i) / static_cast<double>(t.points.size() - 1);
}

Html trend_line(const Trend& t, const Scale& s) {
  std::string points;
  for (std::size_t i = 0; i < t.points.size(); ++i)
    points += fmt::format("{:.2f},{:.2f} ", 100 * x_of(t, i), s.y(t.points[i].value));
  auto area = fmt::format("0,{0:.2f} {1}100,{0:.2f}", s.y(s.low), points);
  return el("svg",
            {{"width", "100%"},
             {"height", 150},
             {"viewBox", "0 0 100 150"},
             {"preserveAspectRatio", "none"},
             {"overflow", "visible"}},
            {el("polygon", {cls("area"), {"points", area}}),
             el("polyline", {cls("line"), {"points", points}, {"vector-effect", "non-scaling-stroke"}})});
}

Html trend_target(const Trend& t, const Scale& s, const std::string& words) {
  if (!t.target) return {};
  return join({stroke("target", "0%", "100%", s.y(*t.target), s.y(*t.target)),
               el("text", {cls("target-label"), {"x", 0}, {"y", px(s.y(*t.target) - 6)}}, {words})});
}

Html trend_table(const Trend& t) {
  auto row = [&](const Point& p) {
    return el("tr", {},
              {el("th", {{"scope", "row"}}, {p.label}),
               el("td", {cls("num"), {"data-label", t.unit}}, {number(p.value, t.decimals)})});
  };
  return help(tr("The numbers"),
              {in_table_box(t.title, join({column(tr("When")), column(t.unit, true)}), each(t.points, row))});
}

}  // namespace

Html trend(const Trend& t) {
  if (t.points.empty()) return empty_state(t.title, tr("No value has been recorded yet."));
  auto scale = scale_of(t);
  auto& last = t.points.back();
  auto now = tr("{1}: {2} {3}", last.label, number(last.value, t.decimals), t.unit);
  auto target = t.target ? tr("target: {1}", number(*t.target, t.decimals)) : std::string{};
  Html dots;
  for (std::size_t i = 0; i < t.points.size(); ++i)
    dots += dot(i + 1 == t.points.size() ? "value last" : "value", across(x_of(t, i)), scale.y(t.points[i].value),
                i + 1 == t.points.size() ? 5.5 : 3);
  return el("figure", {cls("picture trend")},
            {el("figcaption", {}, {el("span", {cls("picture-title")}, {t.title}), el("span", {cls("muted")}, {now})}),
             drawing("curve", 150, t.title, target.empty() ? now : now + "; " + target,
                     {stroke("axis", "0%", "100%", scale.y(scale.low), scale.y(scale.low)), trend_line(t, scale),
                      trend_target(t, scale, target), dots}),
             el("p", {cls("scale")}, {el("span", {}, {t.points.front().label}), el("span", {}, {last.label})}),
             trend_table(t)});
}

// ── a line of days ──

namespace {

Html day_mark(const Moment& m, int n) {
  auto x = across(m.at);
  auto halo = m.state == Progressed::now ? dot("halo", x, 22, 21) : Html{};
  auto digit = el("text", {{"x", x}, {"y", "27.5"}, {"text-anchor", "middle"}}, {n});
  return el("g", {cls(m.state == Progressed::now ? "station now" : "station later")},
            {halo, dot("disc", x, 22, 16), digit});
}
Html day_table(const DayLine& l) {
  int n = 0;
  auto row = [&](const Moment& m) {
    return el("tr", {},
              {el("th", {{"scope", "row"}}, {++n, ". ", m.name}), el("td", {{"data-label", tr("When")}}, {m.when}),
               el("td", {{"data-label", tr("Days left")}}, {m.left})});
  };
  return in_table_box(l.title, join({column(tr("Date")), column(tr("When")), column(tr("Days left"))}),
                      each(l.moments, row));
}

}  // namespace

Html day_line(const DayLine& l) {
  Html marks;
  int n = 0;
  for (const auto& m : l.moments) marks += day_mark(m, ++n);
  return el(
      "figure", {cls("picture days")},
      {el("figcaption", {}, {el("span", {cls("picture-title")}, {l.title}), el("span", {cls("muted")}, {l.said})}),
       drawing("day-line", 44, l.title, l.said,
               {rect("rail", "0%", "100%", 16, 12, 6), rect("run done", "0%", across(l.today), 16, 12, 6), marks}),
       l.table.empty() ? day_table(l) : l.table});
}

// ── who works on what ──

namespace {

Html load_mark(int n, const std::string& x, const std::string& width, double height) {
  return rect(fmt::format("part part-{}", (n - 1) % kTones + 1), x, width, 0, height);
}
Html load_cell(const LoadSpan& span) {
  constexpr double kWideEnough = 0.28;  // of a span: a narrower piece has no room for its number
  Html pieces;
  double at = 0;
  for (const auto& piece : span.pieces) {
    pieces += load_mark(piece.number, across(at), across(piece.share), 24);
    if (piece.share >= kWideEnough)
      pieces += el("text", {cls("part-label"), {"x", across(at + piece.share / 2)}, {"y", 17}}, {piece.number});
    at += piece.share;
  }
  auto picture = el("svg", {{"width", "100%"}, {"height", 24}, {"aria-hidden", "true"}},
                    {rect("rail", "0", across(span.room), 0, 24, 3), pieces});
  auto who = span.names.empty() ? Html() : el("span", {cls("unseen")}, {" ", join_words(span.names)});
  return el("td", {cls("load")}, {picture, el("span", {}, {span.said}), who});
}

}  // namespace

Html load_grid(const LoadGrid& g) {
  Html head = column(g.rows), body, names;
  for (const auto& span : g.spans) head += column(span);
  for (const auto& row : g.all) {
    Html cells = el("th", {{"scope", "row"}}, {row.to.empty() ? html::text(row.name) : link({row.name, row.to})});
    for (const auto& span : row.spans) cells += load_cell(span);
    body += el("tr", {}, {cells});
  }
  for (const auto& [n, name] : g.legend)
    names += el("li", {},
                {el("svg", {cls("swatch"), {"width", 26}, {"height", 20}, {"aria-hidden", "true"}},
                    {load_mark(n, "0", "26", 20), el("text", {cls("part-label"), {"x", 13}, {"y", 15}}, {n})}),
                 el("span", {cls("unseen")}, {n, ". "}), name});
  return el("figure", {cls("picture load-grid")},
            {el("figcaption", {}, {el("span", {cls("picture-title")}, {g.title})}),
             // As wide as its months are, so that a narrow screen moves it sideways under the names.
             el("div", {cls("load-box"), {"tabindex", 0}, {"role", "region"}, {"aria-label", g.title}},
                {el("table", {},
                    {el("caption", {cls("unseen")}, {g.title}), el("thead", {}, {el("tr", {}, {head})}),
                     el("tbody", {}, {body})})}),
             names.empty() ? names : el("ul", {cls("legend")}, {names})});
}

}  // namespace couloir::view
