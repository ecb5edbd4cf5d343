// The pages about the house itself: accessibility, legal notice, personal data, the API, and the gallery of components.
// What nobody has written down yet is said to be missing.
#include "html/gallery.h"
#include "html/table.h"
#include "reception/mount.h"
#include "reception/page_kit.h"
#include "reception/wording.h"
#include "web/site.h"

namespace couloir::reception {

using html::el;
using html::path;
using web::Request;
using web::Response;

namespace {

Html paragraph(std::string_view text) { return el("p", {}, {text}); }
Html items(std::initializer_list<std::string> lines) {
  return el("ul", {}, {html::each(lines, [](const std::string& line) { return el("li", {}, {line}); })});
}
Html contact(const FrontDesk& desk) {
  if (!desk.pack.region.contact)
    return paragraph(tr("The address of the office is still to be completed by the office."));
  return el("p", {},
            {tr("Write to the office:"), " ",
             view::link({*desk.pack.region.contact, html::mail_to(*desk.pack.region.contact)})});
}

/// Whom the country has for people whom the office does not help.
Html authorities(const FrontDesk& desk, region::Duty duty) {
  Html all;
  for (const auto& a : desk.pack.region.authorities)
    if (a.duty == duty)
      all += el("p", {},
                {tr("You can turn to this authority:"), " ", view::link({a.name.text(), html::external(a.url)})}) +
             (a.how.text().empty() ? Html() : paragraph(a.how.text()));
  if (!all.empty()) return all;
  return paragraph(tr("You can turn to the authority of your country."));
}

Response accessibility(Request& request, const FrontDesk& desk) {
  auto content =
      view::heading(
          {.title = tr("Accessibility statement"),
           .lead = tr("{1} wants everybody to be able to use couloir, with or without a mouse, a screen or good sight.",
                      desk.pack.region.cluster.text())}) +
      view::section(tr("State of compliance"),
                    {view::callout(view::Tone::warn, tr("Not audited yet"),
                                   {paragraph(tr("No audit against the RGAA 4.1 has been made by an independent body. "
                                                 "Until one is, couloir counts as not compliant."))})}) +
      view::section(
          tr("What we check ourselves"),
          {paragraph(tr("Every page is meant to meet WCAG 2.2 AA. This is checked by machine at each change:")),
           items({tr("every component and every page with the axe rules, in both languages, and the contrast in both "
                     "themes;"),
                  tr("every page on a telephone 360 pixels wide, the components on a screen of 320 pixels and at a "
                     "zoom of 200 %;"),
                  tr("without JavaScript: the whole way from the login to a sponsor lab;"),
                  tr("contrast of text and marks, computed by a test.")}),
           paragraph(tr("Not checked by people yet: the keyboard alone, and screen readers."))}) +
      view::section(tr("What is known not to be accessible"),
                    {items({tr("Documents that people upload keep the state in which they were made."),
                            tr("Pictures made of numbers have the numbers in a table beside them; read aloud, a long "
                               "one is tiring.")})}) +
      view::section(tr("If something stands in your way"),
                    {paragraph(tr("Say what you wanted to do and on which page: the office answers with the content in "
                                  "another form, and the fault is mended.")),
                     contact(desk)}) +
      view::section(tr("If you get no satisfactory answer"), {authorities(desk, region::Duty::accessibility)}) +
      view::note(tr("Statement of 22 November 2026."));
  return web::page(request, tr("Accessibility statement"), content);
}

Response legal(Request& request, const FrontDesk& desk) {
  auto open = view::tag(tr("to be completed by the office"), view::Tone::warn);
  auto or_open = [&](const std::string& known) { return known.empty() ? open : html::text(known); };
  const auto& region = desk.pack.region;
  std::vector<view::Fact> facts{
      {tr("Publisher"), html::text(region.cluster.text() + " · " + region.cluster_full_name.text())},
      {tr("Legal form and address of the publisher"), or_open(desk.legal.publisher)},
      {tr("Director of publication"), or_open(desk.legal.director)},
      {tr("Contact"), region.contact ? view::link({*region.contact, html::mail_to(*region.contact)}) : open},
      {tr("Host"), or_open(desk.legal.host)},
      {tr("Software"), html::text("couloir " + request.site.config().version)}};
  auto content =
      view::heading({.title = tr("Legal notice"),
                     .lead = tr("Who answers for this site. What is missing is said to be missing.")}) +
      view::facts(facts) +
      view::section(tr("Content"),
                    {paragraph(tr("Facts about calls, labs and the AI Week carry their source and its date. The pages "
                                  "decide nothing: the texts of the cluster and of its partners prevail."))});
  return web::page(request, tr("Legal notice"), content);
}

Html kept_table() {
  auto row = [](std::string what, std::string why, std::string long_) {
    return view::Row{{html::text(what), html::text(why), html::text(long_)}};
  };
  view::Table table{.caption = tr("What is kept"), .columns = {{tr("What")}, {tr("Why")}, {tr("How long")}}};
  table.rows = {
      row(tr("Name, e-mail, language, roles, organisations and labs"),
          tr("So that you can use couloir and others know whom they work with"), tr("Until you erase your account")),
      row(tr("Password (argon2id) and second factor (sealed)"), tr("To let you in, and nobody else"),
          tr("Until you change them or erase your account")),
      row(tr("Open logins: machine, start, end"), tr("So that you can see and end them"),
          tr("12 hours, or 30 days if you asked to stay logged in")),
      row(tr("Accounts never confirmed"), tr("To let you follow the link of the first mail"), tr("30 days")),
      row(tr("Invitations to a dossier: your address, the part you are offered, who invites you"),
          tr("To let you follow the link of the mail"),
          tr("14 days, or until you answer, it is taken back, or the dossier is taken up")),
      row(tr("Mails: address, subject, text"), tr("To send them, and to try again when it fails"),
          tr("30 days after sending; those that hold a link, no longer than the sending")),
      row(tr("PDF documents made for you"), tr("So that you can save them"), tr("7 days; they can be made again")),
      row(tr("Files you bring: content and name"), tr("They belong to what they prove"),
          tr("As long as that; their name and yours beside it go when you erase your account")),
      row(tr("Reviews you give: links declared, marks, comments, remarks"),
          tr("To show later how a decision came about"),
          tr("Your words go when you erase your account; marks stay without your name, as decisions rest on them")),
      row(tr("As an engineer of the pool: site, share, skills, months away (never why), hours"),
          tr("To plan your months, and to show what was worked"),
          tr("Name, skills and months go when you erase your account; plans and hours stay without your name")),
      row(tr("Network addresses"), tr("Against guessing of passwords, in memory only"),
          tr("An hour and a quarter at most")),
      row(tr("Journal of what was done: numbers, no words"), tr("To prove later what happened and when"),
          tr("As long as the cluster keeps couloir; after an erasure your number leads to nobody")),
      row(tr("Use cases, files and figures of organisations"), tr("They are the organisation’s work, not yours"),
          tr("Until the organisation or the office removes them"))};
  return view::table(table);
}

Response privacy(Request& request, const FrontDesk& desk) {
  auto content =
      view::heading({.title = tr("Personal data"),
                     .lead = tr("What we keep about you, why, for how long, and what you can do about it.")}) +
      kept_table() +
      view::section(
          tr("Who sees it"),
          {items({tr("The people of your organisation see your name and e-mail."),
                  tr("The office sees your name, e-mail, roles and what you asked for."),
                  tr("Nobody outside: couloir sends nothing to any third party and loads nothing from any.")})}) +
      view::section(tr("Your rights"), {items({tr("Read and take all of it: My account, My data, Download."),
                                               tr("Correct it: My account, Profile."),
                                               tr("Erase it: My account, My data. It is done at once.")}),
                                        paragraph(tr("If you are not satisfied, you can complain.")),
                                        authorities(desk, region::Duty::data_protection)}) +
      view::section(tr("Cookies: exactly two"),
                    {items({tr("“couloir” says who is logged in. It exists only while you are."),
                            tr("“choices” keeps the language and the colours a visitor chose, for a year.")}),
                     paragraph(tr("None measures or follows anybody, so nothing needs your consent."))}) +
      view::section(tr("Who answers for it"),
                    {paragraph(desk.pack.region.cluster.text() + " · " + desk.pack.region.cluster_full_name.text()),
                     contact(desk),
                     paragraph(desk.legal.data_protection.empty()
                                   ? tr("Data protection officer: to be completed by the office.")
                                   : tr("Data protection officer: {1}", desk.legal.data_protection))});
  return web::page(request, tr("Personal data"), content);
}

constexpr std::string_view verb(web::Method method) {
  switch (method) {
    case web::Method::get:
      return "GET";
    case web::Method::post:
      return "POST";
    case web::Method::put:
      return "PUT";
    case web::Method::remove:
      return "DELETE";
  }
  return {};
}

Response api_page(Request& request, const web::Api& api) {
  view::Table table{.caption = tr("What the API can do"),
                    .columns = {{tr("Address")}, {tr("What it does")}, {tr("Scope")}, {tr("Command")}}};
  for (const auto& e : api.endpoints())
    table.rows.push_back(
        {{el("code", {}, {std::string(verb(e.doc.method)) + " " + e.doc.path}), html::text(tr(e.doc.summary)),
          el("code", {}, {name_of(e.doc.scope)}), el("code", {}, {"couloir " + e.doc.cli})}});
  auto base = request.site.config().base_url + "/api/v1";
  auto content =
      view::heading(
          {.title = "API",
           .lead = tr("Everything the pages do, programs can do too: JSON over HTTP, with a token of your own."),
           .actions = view::button(view::Action{
               .text = tr("OpenAPI description"), .to = path("/api/v1/openapi.json"), .icon = view::Icon::download})}) +
      view::section(
          tr("To start"),
          {el("ol", {},
              {el("li", {}, {tr("Make a token in My account, API tokens: choose what it may do and until when.")}),
               el("li", {}, {tr("Send it with each request:"), " ", el("code", {}, {"Authorization: Bearer clr_…"})}),
               el("li", {}, {tr("Addresses below start with"), " ", el("code", {}, {base})})}),
           items({tr("Lists come in pages: give “next” back as “after”."),
                  tr("What can be edited has a version in the ETag: send it back in If-Match. If somebody saved "
                     "meanwhile, the answer is 409."),
                  tr("Errors are problem+json (RFC 9457), with one entry per field."),
                  tr("A POST with an Idempotency-Key does its work once, however often it is sent.")})}) +
      view::table(table);
  return web::page(request, "API", content);
}

Response gallery(Request& request) {
  return web::page(request, tr("Gallery"),
                   view::heading({.title = tr("Gallery"),
                                  .lead = tr("Every component in each of its states. The content is invented.")}) +
                       view::gallery());
}

}  // namespace

void mount_house_pages(web::Site& site, const FrontDesk& desk) {
  auto& router = site.router();
  router.get("/accessibility", web::kEveryone, [desk](Request& r) { return accessibility(r, desk); });
  router.get("/legal", web::kEveryone, [desk](Request& r) { return legal(r, desk); });
  router.get("/privacy", web::kEveryone, [desk](Request& r) { return privacy(r, desk); });
  router.get("/api", web::kEveryone, [&api = site.api()](Request& r) { return api_page(r, api); });
  router.get("/gallery", web::only({Role::office, Role::admin}), gallery);
}

}  // namespace couloir::reception
