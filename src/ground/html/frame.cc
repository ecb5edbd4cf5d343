// The whole page around what a room shows.
#include "html/frame.h"

#include "words/words.h"

namespace couloir::view {

using html::Attr;
using html::cls;
using html::each;
using html::el;
using html::href;
using html::join;

namespace {

/// The wordmark: one line drawn through the letters; both o and the dot of the i are the stations of the lane.
Html wordmark() {
  auto stroke = [](std::string_view d) { return el("path", {{"d", d}}); };
  auto ring = [](std::string_view classes, int tenths_x) {
    return el("circle", {cls(classes),
                         {"cx", std::to_string(tenths_x / 10) + "." + std::to_string(tenths_x % 10)},
                         {"cy", 16},
                         {"r", "6.5"}});
  };
  return el("svg",
            {cls("wordmark"),
             {"viewBox", "0 0 95 26"},
             {"width", 95},
             {"height", 26},
             {"role", "img"},
             {"aria-label", "couloir"}},
            {stroke("M14.1 11.4A6.5 6.5 0 1 0 14.1 20.6"), ring("o-done", 265),
             stroke("M38.5 9.5v7.2a5.6 5.6 0 0 0 11.2 0V9.5M49.7 9.5v13"), stroke("M56.6 3v19.5"), ring("o-now", 695),
             stroke("M82.4 10.5v12"), el("circle", {cls("o-later"), {"cx", "82.4"}, {"cy", "4.6"}, {"r", "2.1"}}),
             stroke("M88.4 22.5v-13M88.4 15.6a5 5 0 0 1 5.4-5.6")});
}

Html page_head(const Frame& f) {
  auto title = f.title.empty() ? std::string("couloir") : f.title + " · couloir";
  auto description = f.description.empty() ? Html{} : el("meta", {{"name", "description"}, {"content", f.description}});
  return el(
      "head", {},
      {el("meta", {{"charset", "utf-8"}}),
       el("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}), el("title", {}, {title}),
       description,
       el("meta", {{"name", "color-scheme"}, {"content", f.theme == Theme::system ? "light dark" : name_of(f.theme)}}),
       el("link", {{"rel", "preload"},
                   href(f.assets.font),
                   {"as", "font"},
                   {"type", "font/woff2"},
                   {"crossorigin", "anonymous"}}),
       el("link", {{"rel", "stylesheet"}, href(f.assets.css)}),
       el("link", {{"rel", "icon"}, {"type", "image/svg+xml"}, href(f.assets.favicon)}),
       el("script",
          {html::src(f.assets.js), {"defer", true}, f.nonce.empty() ? html::none() : Attr{"nonce", f.nonce}})});
}

Html nav_list(const Frame& f) {
  return el("ul", {}, {each(f.nav, [](const NavItem& i) {
              auto badge = i.waiting == 0 ? Html{}
                                          : el("span", {cls("count")},
                                               {number(i.waiting), el("span", {cls("unseen")}, {" ", tr("waiting")})});
              return el(
                  "li", {},
                  {el("a", {href(i.to), i.current ? Attr{"aria-current", "page"} : html::none()}, {i.text, badge})});
            })});
}

Html preference(const Frame& f, std::string_view classes, html::Children buttons) {
  return el("form", {cls(classes), {"method", "post"}, html::action(f.preferences)},
            {hidden("csrf", f.csrf), hidden("back", f.back), join(buttons)});
}

Html language_switch(const Frame& f) {
  auto other = language() == Lang::fr ? Lang::en : Lang::fr;
  return preference(
      f, "language",
      {el("button", {{"type", "submit"}, {"name", "lang"}, {"value", name_of(other)}, {"lang", name_of(other)}},
          {el("span", {cls("short"), {"aria-hidden", "true"}}, {other == Lang::fr ? "FR" : "EN"}),
           el("span", {cls("long")}, {other == Lang::fr ? "Français" : "English"})})});
}

Html theme_switch(const Frame& f) {
  auto one = [&](Theme t, Icon which, std::string_view text) {
    return el("button",
              {{"type", "submit"},
               {"name", "theme"},
               {"value", name_of(t)},
               {"aria-pressed", t == f.theme ? "true" : "false"}},
              {icon(which), text});
  };
  return preference(
      f, "themes",
      {el("fieldset", {},
          {el("legend", {cls("unseen")}, {tr("Colours")}), one(Theme::system, Icon::sun_moon, trc("theme", "System")),
           one(Theme::light, Icon::sun, trc("theme", "Light")), one(Theme::dark, Icon::moon, trc("theme", "Dark"))})});
}

Html account(const Frame& f) {
  if (f.person.empty())
    return f.plain ? Html{} : button(Action{tr("Log in"), f.login, Weight::secondary, Icon::person});
  return el("details", {cls("account")},
            {el("summary", {}, {icon(Icon::person), el("span", {}, {f.person}), icon(Icon::chevron)}),
             el("div", {cls("sheet")},
                {link({tr("My account"), f.account}), button(Post{tr("Log out"), f.logout, f.csrf, Weight::quiet})})});
}

Html top(const Frame& f) {
  bool shows_nav = !f.plain && !f.nav.empty();
  auto wide = shows_nav ? el("nav", {cls("rooms"), {"aria-label", tr("Rooms")}}, {nav_list(f)}) : Html{};
  auto narrow = shows_nav ? el("details", {cls("menu")},
                               {el("summary", {}, {icon(Icon::menu), el("span", {}, {tr("Menu")})}),
                                el("nav", {cls("sheet"), {"aria-label", tr("Rooms")}}, {nav_list(f)})})
                          : Html{};
  auto cluster = f.cluster.empty() ? Html{} : el("span", {cls("cluster")}, {f.cluster});
  return el("header", {cls("top")},
            {el("div", {cls("bar")},
                {el("a", {cls("brand"), href(html::path("/"))}, {wordmark(), cluster}), wide,
                 el("div", {cls("tools")}, {language_switch(f), account(f), narrow})})});
}

Html flashes(const Frame& f) {
  return each(f.flashes, [](const Flash& m) {
    auto more = m.link ? el("p", {}, {link(*m.link)}) : Html{};
    return el("div", {cls("flash"), {"role", m.tone == Tone::bad ? "alert" : "status"}},
              {callout(m.tone, m.text, {more})});
  });
}

std::vector<Link> usual_legal() {
  return {{tr("Accessibility statement"), html::path("/accessibility")},
          {tr("Legal notice"), html::path("/legal")},
          {tr("Personal data"), html::path("/privacy")},
          {"API", html::path("/api")}};
}

Html foot(const Frame& f) {
  auto legal = f.legal.empty() ? usual_legal() : f.legal;
  return el(
      "footer", {cls("foot")},
      {el("div", {cls("ridge"), {"aria-hidden", "true"}}),
       el("div", {cls("bar")},
          {el("p", {},
              {el("strong", {}, {"couloir"}), " ", f.version, " · ",
               tr("Free software, made for the cluster and hosted by it.")}),
           el("ul", {}, {each(legal, [](const Link& l) { return el("li", {}, {link(l)}); })}), theme_switch(f)})});
}

}  // namespace

std::string page(const Frame& f, html::Children content) {
  Html several;  // one piece is mostly all there is, and long
  auto inside = content.size() == 1 ? *content.begin() : html::Child(several = join(content));
  return html::document({html::start_of("html", {{"lang", name_of(language())}, {"data-theme", name_of(f.theme)}}),
                         page_head(f), html::start_of("body", {cls(f.plain ? "plain" : "")}),
                         el("a", {cls("skip"), href(html::fragment("content"))}, {tr("Skip to the content")}), top(f),
                         html::start_of("main", {html::id("content"), {"tabindex", -1}}), flashes(f), inside,
                         html::end_of("main"), foot(f), html::end_of("body"), html::end_of("html")});
}

}  // namespace couloir::view
