// The small pieces that every page is made of: headings, buttons, tags, cards, messages. Beside it: form.h, table.h,
// picture.h and frame.h (the whole page). Plain structs in, markup out; texts arrive translated, except the few words
// of the pieces themselves. No piece knows a room, a route or a person.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "html/html.h"

namespace couloir::view {

using html::Html;
using html::Url;

/// What a colour means; never said by colour alone. accent: where you are, what comes next. good: done, confirmed.
enum class Tone { neutral, accent, good, info, warn, bad };

enum class Icon {
  arrow,
  back,
  check,
  chevron,
  clock,
  close,
  compass,
  cross,
  document,
  download,
  edit,
  file,
  info,
  lane,
  list,
  lock,
  mail,
  menu,
  minus,
  moon,
  person,
  plus,
  search,
  sort,
  spark,
  sun,
  sun_moon,
  trash,
  upload,
  warning
};
/// Decorative: hidden from screen readers; the text beside it speaks.
Html icon(Icon);
/// Meaningful by itself.
Html icon(Icon, std::string_view label);

struct Link {
  std::string text;
  Url to;
};
Html link(const Link&);

// ── buttons ──

/// One primary a page: the next step. danger asks first (confirm() below).
enum class Weight { primary, secondary, quiet, danger };

/// A link that looks like a button.
struct Action {
  std::string text;
  Url to;
  Weight weight = Weight::secondary;
  std::optional<Icon> icon = {};
  std::string about = {};  ///< for screen readers, when `text` repeats down a list: "Letters triage"
};
Html button(const Action&);

/// A form of one button: what changes something is a POST, never a link.
struct Post {
  std::string text;
  Url to;
  std::string csrf = {};
  Weight weight = Weight::secondary;
  std::optional<Icon> icon = {};
  std::string about = {};
  std::vector<std::pair<std::string, std::string>> values = {};  ///< hidden fields
};
Html button(const Post&);
/// What a form sends along unseen.
Html hidden(std::string_view name, std::string_view value);
Html hidden(std::string_view name, std::int64_t value);

/// Buttons and links side by side; wraps on narrow screens.
Html actions(html::Children);

// ── where you are ──

struct Heading {
  std::string title;
  std::string lead = {};     ///< one or two plain sentences
  std::string eyebrow = {};  ///< small line above: room, number, sprint
  Html tags = {};
  Html actions = {};
};
/// The h1 of the page.
Html heading(const Heading&);
/// The same, large, on a bed of sandstone: for the home page and nothing else.
Html hero(const Heading&);
/// A wide and a narrow column; one above the other on narrow screens.
Html split(const Html& wide, const Html& narrow);
/// One under the other, at the distance of the page.
Html stack(html::Children);
/// A part of the page with its h2; `id` makes it a link target.
Html section(std::string_view title, html::Children, std::string_view id = {}, const Html& actions = {});
/// From the root down; the last one is this page.
Html breadcrumbs(std::span<const Link> above, std::string_view here);

struct Tab {
  std::string text;
  Url to;
  bool current = false;
  std::optional<std::int64_t> count = {};
};
Html tabs(std::string_view label, std::span<const Tab>);

enum class Progressed { done, now, later };
std::string_view class_of(Progressed);
struct Step {
  std::string text;
  Progressed state = Progressed::later;
  Url to = {};
};
/// Where one is in a guided entry.
Html steps(std::span<const Step>);

// ── facts ──

/// A state or a kind, in one or two words.
Html tag(std::string_view text, Tone = Tone::neutral, std::optional<Icon> = {});

struct Fact {
  std::string name;
  Html value;
};
/// Names and values, in two columns where there is room.
Html facts(std::span<const Fact>);

struct Stat {
  std::string label;
  std::string value;
  std::string unit = {};
  std::string note = {};  ///< source and date, or the change since the last one
  Url to = {};
};
Html stats(std::span<const Stat>);

struct Card {
  std::string title;
  Html body = {};
  Url to = {};  ///< makes the title a link that covers the card
  std::string eyebrow = {};
  Html tags = {};
  Html foot = {};
  int level = 3;  ///< of its title: 2 when no section() holds it
};
Html card(const Card&);
Html cards(std::span<const Card>);

/// A box that groups; `title` becomes an h2 unless empty.
Html panel(std::string_view title, html::Children, std::string_view id = {});

/// A short paragraph that explains, in muted ink.
Html note(std::string_view text);
/// For the words of facts and cells.
Html muted(std::string_view text);
/// What a person wrote, in its own direction; line breaks are kept.
Html quote(std::string_view text);
/// A smaller line below what a cell says.
Html second_line(std::string_view text);

struct Event {
  std::string when;
  std::string title;
  std::string who = {};
  Html detail = {};
  Tone tone = Tone::neutral;
};
/// History, newest first.
Html timeline(std::span<const Event>);

// ── messages ──

/// A message in the page: tone by colour, icon and a word for screen readers.
Html callout(Tone, std::string_view title, html::Children = {});
/// What this page will hold, and the one button to start.
Html empty_state(std::string_view title, std::string_view text, const Html& start = {});
/// Explanation on demand; works without JavaScript.
Html help(std::string_view question, html::Children);

struct Progress {
  std::string label;
  std::optional<std::int64_t> done = {};  ///< empty: nobody knows how far
  std::int64_t total = 0;
  std::string text = {};  ///< "412 of 1,200 rows, 3 problems"
  Url fragment = {};      ///< fetched every two seconds while `running`, replaces this piece
  bool running = true;
  Url then = {};      ///< where to go when it is over, with JavaScript
  Html actions = {};  ///< cancel
};
Html progress(const Progress&);

struct Difference {
  std::string name;
  std::string mine;
  std::string theirs;
};
struct Conflict {
  std::string who;  ///< who saved meanwhile
  std::string when;
  std::vector<Difference> fields;
  Html keep_mine;    ///< the form that saves over it
  Html take_theirs;  ///< the link that reloads
};
/// Two people saved the same thing: both versions side by side, the differences marked.
Html conflict(const Conflict&);

struct Confirm {
  std::string title;
  std::string text;                       ///< what will happen
  std::vector<std::string> consequences;  ///< what cannot be undone
  Html act;                               ///< the form with its danger button
  Action cancel;
};
Html confirm(const Confirm&);

}  // namespace couloir::view
