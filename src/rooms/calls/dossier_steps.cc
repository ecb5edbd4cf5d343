// What a dossier needs and what can be done with it now: gaps, filing, signature, members, the steps of the office.
#include "calls/dossier_page.h"
#include "people/person.h"

namespace couloir::calls {

using html::el;
using html::Html;
using view::Weight;

Html version_input(const Sheet& s) { return view::hidden("version", std::to_string(s.dossier().version)); }

view::Form form_to(const Sheet& s, std::string_view below, std::string label) {
  return {.action = dossier_path(s.dossier().id, below), .csrf = web::stamp(s.request), .label = std::move(label)};
}

std::span<const Problem> problems_in(const web::Form* form) {
  return form ? std::span<const Problem>(form->problems) : std::span<const Problem>{};
}

std::string zone_of(const Sheet& s) { return s.rules.zone; }

// ── what is missing, and filing ──

Html gaps_panel(const Sheet& s) {
  const auto& facts = s.seen.facts;
  if (!s.seen.part || !is_editable(s.dossier(), s.seen.facts.call, s.now)) return {};
  auto gaps = gaps_in(facts, s.rules.pack.de_minimis, day_in(s.now, zone_of(s)));
  auto warnings = warnings_on(facts, s.rules.pack.de_minimis);
  Html items = html::each(gaps, [&](const Gap& gap) {
    auto text = tr(sentence(gap, facts.form));
    bool opens = !gap.where.empty() && (gap.where != "act" || s.opens_use_case());
    auto place = gap.where == "act" ? html::path("/use-cases/" + s.dossier().use_case.str() + "/compliance")
                                    : html::fragment("part-" + gap.where);
    return el("li", {}, {opens ? view::link({text, place}) : html::text(text)});
  });
  auto noted = html::each(warnings, [](Warning warning) { return el("li", {}, {tr(sentence(warning))}); });
  auto list = gaps.empty()
                  ? view::callout(view::Tone::good, tr("Nothing is missing: it can be filed."))
                  : el("p", {},
                       {trn("{1} thing to do before it can be filed:", "{1} things to do before it can be filed:",
                            static_cast<std::int64_t>(gaps.size()))}) +
                        el("ul", {html::cls("gaps")}, {items});
  return view::panel(
      tr("Still missing"),
      {list, warnings.empty() ? Html() : view::help(tr("Shown to who judges it"), {el("ul", {}, {noted})})}, "gaps");
}

namespace {

Html receipt_facts(const Sheet& s) {
  const auto& r = *s.receipt;
  const auto* cut_off = find_cut_off(s.seen.facts.call, s.dossier().cut_off);
  return view::facts(std::vector<view::Fact>{{tr("Number"), el("strong", {}, {r.number})},
                                             {tr("Received"), html::text(date_time(r.received_at, zone_of(s)))},
                                             {tr("Batch"), html::text(batch_words(cut_off, zone_of(s)))},
                                             {tr("SHA-256"), el("code", {html::cls("hash")}, {r.sha256})}}) +
         (is_over(s.dossier().state) ? Html() : el("p", {}, {next_words(s.seen.facts.call, cut_off, zone_of(s))})) +
         view::actions({view::button(view::Action{
             tr("Receipt"), dossier_path(s.dossier().id, "/receipt"), Weight::secondary, view::Icon::document, {}})});
}

std::string act_words(DossierState state) {
  return state == DossierState::draft      ? tr("File it")
         : state == DossierState::returned ? tr("File the correction")
                                           : tr("File the amended text");
}

Html submit_form(const Sheet& s) {
  const auto& call = s.seen.facts.call;
  const auto* aimed = next_cut_off(call, s.now);
  bool first = s.dossier().state == DossierState::draft;
  const auto* tried = s.tried.of("filing");
  Html refused;
  if (tried) {
    refused = view::callout(
        view::Tone::bad, tr("It was not filed."),
        {el("ul", {}, {html::each(tried->problems, [](const Problem& p) { return el("li", {}, {tr(p.what)}); })})});
  }
  if (first && s.now > s.dossier().created_at && !is_open(call, s.now)) {
    refused += view::note(phase_at(call, s.now) == CallPhase::announced ? tr("The call is not open yet.")
                                                                        : tr("The call is closed."));
  }
  Html late;
  if (first && !call.cut_offs.empty() && call.cut_offs.front().at < s.now)
    late = view::help(
        tr("I have a late token"),
        {view::field({.name = "late_token",
                      .label = tr("Late token"),
                      .hint = tr("The office gives one by name; it lets this dossier into a batch that is closed."),
                      .max_length = 100})});
  auto when =
      !first  ? std::string()
      : aimed ? tr("If you file now: {1}.", batch_words(aimed, zone_of(s))) + " " + next_words(call, aimed, zone_of(s))
              : next_words(call, aimed, zone_of(s));
  return refused + view::form(form_to(s, "/submission", act_words(s.dossier().state)),
                              {version_input(s), view::hidden("cut_off", aimed ? aimed->id.str() : "0"),
                               when.empty() ? Html() : el("p", {}, {when}), late,
                               view::button_row({view::submit({.text = act_words(s.dossier().state)})})});
}

}  // namespace

Html filing_panel(const Sheet& s) {
  Html content;
  if (s.receipt) content += receipt_facts(s);
  if (s.files()) content += submit_form(s);
  if (s.owned() && s.dossier().state == DossierState::expired)
    content += view::note(tr("This draft expired with its call. Nothing of it is lost.")) +
               view::button(view::Post{tr("Take it up again"),
                                       dossier_path(s.dossier().id, "/resumption"),
                                       web::stamp(s.request),
                                       Weight::primary,
                                       {},
                                       {},
                                       {{"version", std::to_string(s.dossier().version)}}});
  if (s.owned() && transition(Act::withdraw, s.dossier().state) != nullptr)
    content += view::help(
        tr("Withdraw it"),
        {el("p", {},
            {s.dossier().number ? tr("It leaves its batch for good. What was filed stays on record under its number.")
                                : tr("The draft is put aside. You can begin another one from the same use case.")}),
         view::button(view::Post{tr("Withdraw this dossier"),
                                 dossier_path(s.dossier().id, "/withdrawal"),
                                 web::stamp(s.request),
                                 Weight::danger,
                                 {},
                                 {},
                                 {{"version", std::to_string(s.dossier().version)}}})});
  return content.empty() ? content : view::panel(tr("Filing"), {content}, "part-cut_off");
}

Html decision_panel(const Sheet& s) {
  auto state = s.dossier().state;
  if (!is_decided(state)) return {};
  return view::callout(state == DossierState::granted ? view::Tone::good : view::Tone::info,
                       state == DossierState::granted ? tr("The committee grants this dossier")
                                                      : tr("The committee declines this dossier"),
                       {view::actions({view::button(view::Action{tr("Read the decision and how to contest it"),
                                                                 dossier_path(s.dossier().id, "/decision"),
                                                                 Weight::primary,
                                                                 {},
                                                                 {}}),
                                       letter_button(s.request, s.dossier().id, Weight::secondary)})});
}

Html returned_panel(const Sheet& s) {
  if (s.returns.empty()) return {};
  const auto& last = s.returns.front();
  if (s.dossier().state == DossierState::returned)
    return view::callout(view::Tone::warn,
                         tr("The office asks for a correction by {1}.", date_time(last.correct_by, zone_of(s))),
                         {view::quote(last.reason), view::note(tr("Its number and its rank are kept."))});
  return {};
}

Html new_form_panel(const Sheet& s) {
  if (!s.editable() || s.newest_form == s.dossier().form) return {};
  auto difference = difference_between(s.seen.facts.form, s.newest);
  auto names = [&](const std::vector<std::string>& codes, const Form& form) {
    std::string all;
    for (const auto& code : codes) all += (all.empty() ? "" : ", ") + form.section(code)->label.text();
    return all;
  };
  Html lines;
  if (!difference.added.empty()) lines += el("li", {}, {tr("New: {1}", names(difference.added, s.newest))});
  if (!difference.changed.empty()) lines += el("li", {}, {tr("Changed: {1}", names(difference.changed, s.newest))});
  if (!difference.removed.empty())
    lines += el("li", {}, {tr("Gone: {1}", names(difference.removed, s.seen.facts.form))});
  if (difference.judged) lines += el("li", {}, {tr("It is judged by other criteria or reasons.")});
  return view::callout(
      view::Tone::info, tr("The call has a newer form. Your dossier keeps the one it was begun with."),
      {lines.empty() ? el("p", {}, {tr("The sections and the criteria are the same.")}) : el("ul", {}, {lines}),
       view::button(view::Post{tr("Take the newer form"),
                               dossier_path(s.dossier().id, "/form"),
                               web::stamp(s.request),
                               Weight::secondary,
                               {},
                               {},
                               {{"version", std::to_string(s.dossier().version)}}})});
}

// ── members, signature, office ──

namespace {

Html open_invitations_table(const Sheet& s) {
  if (s.invitations.empty()) return {};
  view::Table table;
  table.caption = tr("Invited by mail, no answer yet");
  table.columns = {{tr("E-mail")}, {tr("Part")}, {tr("Until")}};
  for (const auto& invitation : s.invitations)
    table.rows.push_back({.cells = {html::text(invitation.email), html::text(label(invitation.part)),
                                    html::text(date_time(invitation.expires_at, zone_of(s)))},
                          .actions = view::button(view::Post{
                              .text = tr("Take back"),
                              .to = dossier_path(s.dossier().id, "/invitations/" + invitation.id.str() + "/revocation"),
                              .csrf = web::stamp(s.request),
                              .weight = Weight::quiet,
                              .about = invitation.email})});
  return view::table(table);
}

Html invitation_form(const Sheet& s) {
  const auto* tried = s.tried.of("invitation");
  view::Field email{
      .name = "email",
      .label = tr("E-mail"),
      .input = view::Input::email,
      .value = tried ? std::string(tried->value("email")) : std::string(),
      .hint = tr("Whoever gets the mail and follows its link takes part, with an account or without one."),
      .required = true,
      .width = view::Width::medium,
      .max_length = 254};
  view::Field part{.name = "invited_part",
                   .label = tr("Part"),
                   .input = view::Input::select,
                   .value = tried ? std::string(tried->value("invited_part")) : "editor",
                   .required = true,
                   .options = {},
                   .width = view::Width::medium};
  for (auto p : {Part::reader, Part::editor, Part::signatory})
    part.options.push_back({std::string(name_of(p)), label(p), {}});
  std::vector<view::Field> fields{email, part};
  auto inside = view::form(
      form_to(s, "/invitations", tr("Invite by mail")), fields, problems_in(tried),
      view::button_row(
          {view::submit({.text = tr("Send the invitation"), .weight = Weight::secondary, .icon = view::Icon::mail})}));
  return tried ? inside : view::help(tr("Invite somebody by mail"), {inside});
}

}  // namespace

Html members_part(const Sheet& s) {
  view::Table table;
  table.caption = tr("Who takes part");
  table.caption_hidden = true;
  table.columns = {{tr("Person")}, {tr("Part")}};
  for (const auto& m : s.seen.facts.members) {
    view::Row row;
    row.cells = {html::text(people::name_in(s.names, m.person)),
                 html::text(label(m.part)) + (m.guest ? view::second_line(tr("invited from elsewhere")) : Html())};
    bool leaves = m.guest && m.person == s.request.actor().person;  // others are in it by their organisation or lab
    if (s.owned() || leaves)
      row.actions = view::button(view::Post{leaves ? tr("Leave this dossier") : tr("Remove"),
                                            dossier_path(s.dossier().id, "/members/" + m.person.str() + "/removal"),
                                            web::stamp(s.request),
                                            Weight::quiet,
                                            {},
                                            people::name_in(s.names, m.person),
                                            {}});
    table.rows.push_back(std::move(row));
  }
  Html form;
  if (s.owned() && s.editable() && !s.candidates.empty()) {
    view::Field who{.name = "person",
                    .label = tr("Person"),
                    .input = view::Input::select,
                    .required = true,
                    .options = {},
                    .width = view::Width::medium};
    for (const auto& c : s.candidates) who.options.push_back({c.person.str(), c.name, {}});
    view::Field part{.name = "part",
                     .label = tr("Part"),
                     .input = view::Input::select,
                     .value = "editor",
                     .required = true,
                     .options = {},
                     .width = view::Width::medium};
    for (auto p : {Part::reader, Part::signatory, Part::editor, Part::owner})
      part.options.push_back({std::string(name_of(p)), label(p), {}});
    std::vector<view::Field> fields{who, part};
    form = view::help(tr("Add somebody"),
                      {view::form(form_to(s, "/members", tr("Add somebody")), fields, {},
                                  view::button_row({view::submit({.text = tr("Add"), .weight = Weight::secondary})}))});
  }
  return view::note(tr("Everybody who works for {1} as operator owns it; everybody who speaks for its lab writes and "
                       "signs. Others are named here.",
                       s.seen.organisation.name)) +
         (table.rows.empty() ? Html() : view::table(table)) + form + open_invitations_table(s) +
         (s.owned() && s.editable() ? invitation_form(s) : Html());
}

Html signature_part(const Sheet& s) {
  const auto& facts = s.seen.facts;
  Html content;
  bool current =
      facts.signature && facts.signature->lab == s.dossier().lab && facts.signature->sha256 == facts.text_sha256;
  if (!facts.lab) {
    content = view::note(tr("Choose the lab first: its signature stands for the whole text."));
  } else if (current) {
    content = view::callout(view::Tone::good, tr("{1} has signed this text.", facts.lab->profile.name.text()),
                            {view::muted(tr("by {1}, {2}", people::name_in(s.names, facts.signature->person),
                                            date_time(facts.signature->at, zone_of(s))))});
  } else {
    content = view::callout(view::Tone::warn,
                            facts.signature ? tr("The text has changed since the lab signed: ask it to sign again.")
                                            : tr("{1} has not signed yet.", facts.lab->profile.name.text()));
  }
  bool open = is_editable(s.dossier(), facts.call, s.now);
  if (open && !current && may_sign(s.request.actor(), s.dossier(), facts.members))
    content += view::note(tr("You sign exactly the text of this page, its figures, partners and annexes. Any later "
                             "change needs another signature.")) +
               view::button(view::Post{tr("Sign for {1}", facts.lab->profile.name.text()),
                                       dossier_path(s.dossier().id, "/signature"),
                                       web::stamp(s.request),
                                       Weight::primary,
                                       view::Icon::check,
                                       {},
                                       {{"sha256", facts.text_sha256}}});
  else if (open && !current && facts.lab && s.seen.part && *s.seen.part >= Part::editor)
    content +=
        (s.dossier().signature_asked_at
             ? view::note(tr("Asked on {1}; the lab was written to and finds it in its list of dossiers.",
                             date_time(*s.dossier().signature_asked_at, zone_of(s))))
             : Html()) +
        view::button(view::Post{s.dossier().signature_asked_at ? tr("Ask the lab again") : tr("Ask the lab to sign"),
                                dossier_path(s.dossier().id, "/signature-request"),
                                web::stamp(s.request),
                                Weight::secondary,
                                view::Icon::mail,
                                {},
                                {}});
  return el("div", {html::id("part-signature")}, {content});
}

Html office_part(const Sheet& s) {
  if (!s.request.actor().roles.has(Role::office)) return {};
  Html content;
  if (transition(Act::send_back, s.dossier().state) != nullptr) {
    const auto* tried = s.tried.of("return");
    auto value = [&](std::string_view name) { return tried ? std::string(tried->value(name)) : std::string(); };
    view::Field reason{.name = "reason",
                       .label = tr("What must be corrected"),
                       .input = view::Input::long_text,
                       .value = value("reason"),
                       .required = true,
                       .max_length = 2'000};
    view::Field by{.name = "correct_by",
                   .label = tr("Until the end of this day"),
                   .input = view::Input::date,
                   .value = value("correct_by"),
                   .required = true,
                   .width = view::Width::brief};
    std::vector<view::Field> fields{reason, by};
    auto inside = view::form(
        form_to(s, "/return", tr("Send back for correction")),
        {view::error_summary(fields, problems_in(tried)), version_input(s), view::fields(fields, problems_in(tried)),
         view::button_row({view::submit({.text = tr("Send back"), .weight = Weight::secondary})})});
    content += tried ? inside
                     : view::help(tr("Send back for correction"),
                                  {view::note(tr("Its number and its rank are kept.")), inside});
  }
  auto step = [&](Act act, std::string text, std::string_view below) {
    if (transition(act, s.dossier().state) != nullptr)
      content += view::button(view::Post{std::move(text),
                                         dossier_path(s.dossier().id, below),
                                         web::stamp(s.request),
                                         Weight::secondary,
                                         {},
                                         {},
                                         {{"version", std::to_string(s.dossier().version)}}});
  };
  step(Act::take_up, tr("It is complete: hand it to review"), "/review-start");
  if (const auto* later = later_cut_off(s.seen.facts.call, s.dossier().cut_off))
    step(Act::carry_over, tr("Carry over to the cut-off of {1}", date_time(later->at, zone_of(s))), "/carry-over");
  return content.empty() ? content : view::panel(tr("For the office"), {content}, "office");
}

}  // namespace couloir::calls
