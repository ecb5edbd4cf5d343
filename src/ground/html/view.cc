// Markup of the small pieces. No colours and no sizes here: those are couloir.css's.
#include "html/view.h"

#include <algorithm>
#include <string>

#include "words/words.h"

namespace couloir::view {

using html::cls;
using html::each;
using html::el;
using html::href;
using html::join;

namespace {

constexpr std::string_view class_of(Tone tone) {
  switch (tone) {
    case Tone::neutral:
      return "neutral";
    case Tone::accent:
      return "accent";
    case Tone::good:
      return "good";
    case Tone::info:
      return "info";
    case Tone::warn:
      return "warn";
    case Tone::bad:
      return "bad";
  }
  return {};
}

constexpr std::string_view class_of(Weight weight) {
  switch (weight) {
    case Weight::primary:
      return "button primary";
    case Weight::secondary:
      return "button";
    case Weight::quiet:
      return "button quiet";
    case Weight::danger:
      return "button danger";
  }
  return {};
}

constexpr Icon icon_of(Tone tone) {
  switch (tone) {
    case Tone::neutral:
    case Tone::info:
      return Icon::info;
    case Tone::accent:
      return Icon::spark;
    case Tone::good:
      return Icon::check;
    case Tone::warn:
      return Icon::warning;
    case Tone::bad:
      return Icon::cross;
  }
  return {};
}

/// The word that says the tone to those who do not see it.
std::string spoken(Tone tone) {
  switch (tone) {
    case Tone::neutral:
    case Tone::accent:
      return {};
    case Tone::info:
      return tr("Note:");
    case Tone::good:
      return tr("Done:");
    case Tone::warn:
      return tr("Attention:");
    case Tone::bad:
      return tr("Error:");
  }
  return {};
}

std::string spoken(Progressed state) {
  switch (state) {
    case Progressed::done:
      return trc("step", "done");
    case Progressed::now:
      return trc("step", "in progress");
    case Progressed::later:
      return trc("step", "to come");
  }
  return {};
}

Html unseen(std::string_view text) { return text.empty() ? Html{} : el("span", {cls("unseen")}, {text}); }
Html maybe(std::optional<Icon> which) { return which ? icon(*which) : Html{}; }
Html face(std::string_view text, std::optional<Icon> which, std::string_view about) {
  return join({maybe(which), el("span", {}, {text}), about.empty() ? Html{} : unseen(" — " + std::string(about))});
}
Html filled(html::Name tag, std::string_view classes, html::Child inside, bool present) {
  return present ? el(tag, {cls(classes)}, {inside}) : Html{};
}

}  // namespace

std::string_view class_of(Progressed state) {
  switch (state) {
    case Progressed::done:
      return "done";
    case Progressed::now:
      return "now";
    case Progressed::later:
      return "later";
  }
  return {};
}

Html link(const Link& l) { return el("a", {href(l.to)}, {l.text}); }

Html button(const Action& a) { return el("a", {cls(class_of(a.weight)), href(a.to)}, {face(a.text, a.icon, a.about)}); }

Html hidden(std::string_view name, std::string_view value) {
  return el("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
}
Html hidden(std::string_view name, std::int64_t value) { return hidden(name, std::to_string(value)); }

Html button(const Post& p) {
  return el("form", {cls("one-button"), {"method", "post"}, html::action(p.to)},
            {hidden("csrf", p.csrf), each(p.values, [&](auto& v) { return hidden(v.first, v.second); }),
             el("button", {cls(class_of(p.weight)), {"type", "submit"}}, {face(p.text, p.icon, p.about)})});
}

Html actions(html::Children children) { return el("div", {cls("actions")}, children); }

Html heading(const Heading& h) {
  Html words = join({filled("p", "eyebrow", h.eyebrow, !h.eyebrow.empty()), el("h1", {}, {h.title}),
                     filled("div", "tags", h.tags, !h.tags.empty()), filled("p", "lead", h.lead, !h.lead.empty())});
  return el("header", {cls("heading")},
            {el("div", {}, {words}), filled("div", "actions", h.actions, !h.actions.empty())});
}

Html hero(const Heading& h) { return el("div", {cls("hero")}, {heading(h)}); }
Html split(const Html& wide, const Html& narrow) {
  return el("div", {cls("split")}, {el("div", {}, {wide}), el("div", {}, {narrow})});
}
Html stack(html::Children children) { return el("div", {cls("stack")}, children); }

Html section(std::string_view title, html::Children children, std::string_view id, const Html& buttons) {
  return el(
      "section", {cls("section"), id.empty() ? html::none() : html::id(id)},
      {el("div", {cls("section-head")}, {el("h2", {}, {title}), filled("div", "actions", buttons, !buttons.empty())}),
       join(children)});
}

Html breadcrumbs(std::span<const Link> above, std::string_view here) {
  return el("nav", {cls("crumbs"), {"aria-label", tr("You are here")}},
            {el("ol", {},
                {each(above, [](auto& l) { return el("li", {}, {link(l), icon(Icon::chevron)}); }),
                 el("li", {{"aria-current", "page"}}, {here})})});
}

Html tabs(std::string_view label, std::span<const Tab> all) {
  return el("nav", {cls("tabs"), {"aria-label", label}},
            {el("ul", {}, {each(all, [](const Tab& t) {
                  auto count = t.count ? el("span", {cls("count")}, {number(*t.count)}) : Html{};
                  return el("li", {},
                            {el("a", {href(t.to), t.current ? html::Attr{"aria-current", "page"} : html::none()},
                                {t.text, count})});
                })})});
}

Html steps(std::span<const Step> all) {
  return el("ol", {cls("steps")}, {each(all, [](const Step& s) {
              auto mark = s.state == Progressed::done ? icon(Icon::check) : Html{};
              auto words = s.to.empty() ? el("span", {}, {s.text}) : link({s.text, s.to});
              return el("li",
                        {cls(class_of(s.state)),
                         s.state == Progressed::now ? html::Attr{"aria-current", "step"} : html::none()},
                        {el("span", {cls("dot")}, {mark}), words, unseen(" (" + spoken(s.state) + ")")});
            })});
}

Html tag(std::string_view text, Tone tone, std::optional<Icon> which) {
  return el("span", {cls("tag " + std::string(class_of(tone)))}, {maybe(which), text});
}

Html facts(std::span<const Fact> all) {
  return el(
      "dl", {cls("facts")},
      {each(all, [](const Fact& f) { return el("div", {}, {el("dt", {}, {f.name}), el("dd", {}, {f.value})}); })});
}

Html stats(std::span<const Stat> all) {
  // Words are set smaller than figures, or they would run into the next one.
  auto size = [](const Stat& s) {
    bool words = std::ranges::any_of(s.value, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    return cls(words ? "figure words" : "figure");
  };
  return el("dl", {cls("stats")}, {each(all, [&](const Stat& s) {
              auto name = s.to.empty() ? html::text(s.label) : link({s.label, s.to});
              return el(
                  "div", {cls("stat")},
                  {el("dt", {}, {name}),
                   el("dd", {}, {el("span", {size(s)}, {s.value}), filled("span", "unit", s.unit, !s.unit.empty())}),
                   filled("dd", "note", s.note, !s.note.empty())});
            })});
}

Html card(const Card& c) {
  auto title = c.to.empty() ? html::text(c.title) : el("a", {cls("cover"), href(c.to)}, {c.title});
  return el(
      "article", {cls("card")},
      {filled("p", "eyebrow", c.eyebrow, !c.eyebrow.empty()),
       c.level == 2 ? el("h2", {}, {title}) : el("h3", {}, {title}), filled("div", "tags", c.tags, !c.tags.empty()),
       el("div", {cls("card-body")}, {c.body}), filled("div", "card-foot", c.foot, !c.foot.empty())});
}
Html cards(std::span<const Card> all) { return el("div", {cls("cards")}, {each(all, card)}); }

Html panel(std::string_view title, html::Children children, std::string_view id) {
  return el("section", {cls("panel"), id.empty() ? html::none() : html::id(id)},
            {title.empty() ? Html{} : el("h2", {}, {title}), join(children)});
}

Html note(std::string_view text) { return el("p", {cls("note")}, {text}); }
Html muted(std::string_view text) { return el("span", {cls("muted")}, {text}); }
Html quote(std::string_view text) { return el("blockquote", {{"dir", "auto"}}, {text}); }
Html second_line(std::string_view text) { return el("span", {cls("second-line")}, {text}); }

Html timeline(std::span<const Event> all) {
  return el("ol", {cls("timeline")}, {each(all, [](const Event& e) {
              auto by = e.who.empty() ? Html{} : el("span", {cls("who")}, {e.who});
              return el("li", {cls(class_of(e.tone))},
                        {el("p", {cls("when")}, {e.when, by}), el("p", {cls("what")}, {e.title}), e.detail});
            })});
}

Html callout(Tone tone, std::string_view title, html::Children children) {
  return el("div", {cls("callout " + std::string(class_of(tone)))},
            {icon(icon_of(tone)),
             el("div", {}, {el("p", {cls("callout-title")}, {unseen(spoken(tone)), " ", title}), join(children)})});
}

Html empty_state(std::string_view title, std::string_view text, const Html& start) {
  auto track = el(
      "svg", {cls("empty-track"), {"viewBox", "0 0 168 24"}, {"width", 168}, {"height", 24}, {"aria-hidden", "true"}},
      {el("path", {cls("rail"), {"d", "M12 12h144"}}), el("circle", {cls("stop"), {"cx", 12}, {"cy", 12}, {"r", 7}}),
       el("circle", {cls("stop"), {"cx", 84}, {"cy", 12}, {"r", 7}}),
       el("circle", {cls("stop"), {"cx", 156}, {"cy", 12}, {"r", 7}})});
  return el("div", {cls("empty")},
            {track, el("p", {cls("empty-title")}, {title}), el("p", {}, {text}),
             filled("div", "actions", start, !start.empty())});
}

Html help(std::string_view question, html::Children children) {
  return el("details", {cls("help")}, {el("summary", {}, {icon(Icon::chevron), question}), el("div", {}, children)});
}

Html progress(const Progress& p) {
  bool known = p.done && p.total > 0;
  auto bar = known ? el("progress", {{"max", p.total}, {"value", *p.done}, {"aria-label", p.label}})
                   : el("progress", {{"aria-label", p.label}});
  auto share = known ? percent(static_cast<double>(*p.done) / static_cast<double>(p.total)) : std::string{};
  auto reload = p.running ? el("noscript", {}, {el("a", {href({})}, {tr("Show how far it is now")})}) : Html{};
  bool polls = p.running && !p.fragment.empty();
  return el("div",
            {cls("progress"), polls ? html::Attr{"data-poll", p.fragment.str()} : html::none(),
             p.running || p.then.empty() ? html::none() : html::Attr{"data-then", p.then.str()}},
            {el("p", {cls("progress-head")}, {el("strong", {}, {p.label}), el("span", {cls("num")}, {share})}), bar,
             el("p", {cls("progress-text"), {"role", "status"}}, {p.text}), reload,
             filled("div", "actions", p.actions, !p.actions.empty())});
}

namespace {
Html difference_row(const Difference& d) {
  bool same = d.mine == d.theirs;
  auto version = [&](std::string_view label, const std::string& text) {
    return el("td", {{"data-label", label}}, {same ? html::text(text) : el("mark", {}, {text})});
  };
  return el("tr", {same ? html::none() : cls("marked")},
            {el("th", {{"scope", "row"}}, {d.name}), version(tr("Your version"), d.mine),
             version(tr("Saved version"), d.theirs)});
}
}  // namespace

Html conflict(const Conflict& c) {
  auto column = [](std::string_view text) { return el("th", {{"scope", "col"}}, {text}); };
  return el("div", {cls("conflict")},
            {callout(Tone::warn, tr("{1} saved this while you were writing ({2}).", c.who, c.when),
                     {el("p", {}, {tr("Nothing is lost. Compare the two versions, then choose which one stays.")})}),
             el("div", {cls("table-box")},
                {el("table", {},
                    {el("caption", {cls("unseen")}, {tr("The two versions side by side")}),
                     el("thead", {},
                        {el("tr", {}, {column(tr("Field")), column(tr("Your version")), column(tr("Saved version"))})}),
                     el("tbody", {}, {each(c.fields, difference_row)})})}),
             actions({c.keep_mine, c.take_theirs})});
}

Html confirm(const Confirm& c) {
  auto list =
      c.consequences.empty() ? Html{} : el("ul", {}, {each(c.consequences, [](auto& s) { return el("li", {}, {s}); })});
  return el(
      "section", {cls("confirm")},
      {icon(Icon::warning), el("h2", {}, {c.title}), el("p", {}, {c.text}), list, actions({c.act, button(c.cancel)})});
}

}  // namespace couloir::view
