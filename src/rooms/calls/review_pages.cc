// Pages of reviewers: what is theirs to read, one review. And the decision as its applicants read it.
#include <algorithm>

#include "calls/call_store.h"
#include "calls/dossier_store.h"
#include "calls/link_store.h"
#include "calls/pages.h"
#include "calls/review_views.h"
#include "html/form.h"
#include "people/lab.h"
#include "people/person.h"
#include "web/site.h"
#include "words/quantities.h"

namespace couloir::calls {
namespace {

using namespace review_view;
using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

std::string review_zone(const Request& request) { return request.site.config().timezone; }

// ── what waits ──

const Call* call_in(const std::vector<Call>& calls, CallId id) {
  auto found = std::ranges::find(calls, id, &Call::id);
  return found == calls.end() ? nullptr : &*found;
}

Html to_declare(const std::vector<Call>& calls, const std::vector<ToDeclare>& waits) {
  Html all;
  for (const auto& wait : waits)
    if (const auto* call = call_in(calls, wait.call); call != nullptr && call->state != CallState::draft)
      all += view::callout(
          view::Tone::warn, tr("Before you read: {1}", call->name.text()),
          {el("p", {},
              {trn("{1} party to declare. Say whether you have a link with it; what you may read appears after that.",
                   "{1} parties to declare. Say which ones you have a link with; what you may read appears after that.",
                   wait.parties)}),
           view::button(
               view::Action{tr("Declare links"), call_path(*call, "/links"), Weight::primary, {}, call->name.text()})});
  return all;
}

Html phase_words(const Request& request, const Phase* phase) {
  if (phase == nullptr) return view::muted(tr("No phase is planned yet."));
  auto now = request.site.clock().now();
  switch (standing_at(*phase, now)) {
    case PhaseStanding::ahead:
      return html::text(tr("{1}: opens {2}", phase->name, date_time(phase->opens, review_zone(request))));
    case PhaseStanding::open:
      return html::text(tr("{1}: until {2}", phase->name, date_time(phase->closes, review_zone(request))));
    case PhaseStanding::over:
      return html::text(tr("{1}: closed since {2}", phase->name, date_time(phase->closes, review_zone(request))));
  }
  return {};
}

Html own_reviews(const Request& request, Reader& reader, const std::vector<Call>& calls) {
  auto clear = clear_assignments(reader, request.actor().person);
  auto phases = phases_of(reader, {});
  auto labs = people::all_labs(reader);
  Html all;
  for (std::size_t i = 0; i < clear.size();) {
    const auto* call = call_in(calls, clear[i].call);
    auto cut_off = clear[i].cut_off;
    view::Table table{
        .caption = tr("Dossiers to review"),
        .caption_hidden = true,
        .columns = {{tr("Dossier")}, {tr("Organisation")}, {tr("Lab")}, {tr("Your review")}, {tr("Score"), true}}};
    auto first = i;
    for (; i < clear.size() && clear[i].call == clear[first].call && clear[i].cut_off == cut_off; ++i) {
      const auto& a = clear[i];
      table.rows.push_back({{view::link({a.number + " · " + a.line.title, dossier_path(a.dossier, "/review")}),
                             html::text(a.line.organisation), html::text(lab_name(labs, a.line.lab)), tag_of(a.state),
                             score_cell(a.score)},
                            {},
                            a.state != ReviewState::given});
    }
    if (call == nullptr) continue;
    const auto* phase = phase_for(phases, call->id, cut_off, request.site.clock().now());
    all += view::section(call->name.text() + " · " + batch_name(request, {*call, cut_off}),
                         {el("p", {}, {phase_words(request, phase)}), view::table(table)});
  }
  if (all.empty())
    all = view::empty_state(
        tr("Nothing to review now"),
        tr("What the office gives you to read stands here, with its day, once you have declared your links."));
  return all;
}

/// Batches that hold something, the latest cut-off first.
Html batches(const Request& request, Reader& reader, const std::vector<Call>& calls) {
  view::Table table{
      .caption = tr("Batches"),
      .caption_hidden = true,
      .columns = {{tr("Batch")},
                  {tr("Call")},
                  {tr("Filed"), true},
                  {tr("To take up"), true},
                  {tr("To correct"), true},
                  {tr("Under review"), true},
                  {tr("Decided"), true}},
      .empty = view::empty_state(tr("No batch yet"), tr("Dossiers stand here by cut-off once they are filed."))};
  auto standings = standings_of_batches(reader, request.actor());
  auto when = [&](const BatchStanding& s) {
    const auto* call = call_in(calls, s.call);
    const auto* cut_off = call ? find_cut_off(*call, s.cut_off) : nullptr;
    return cut_off ? std::optional(cut_off->at) : std::nullopt;
  };
  std::ranges::stable_sort(standings, std::greater(), when);
  for (const auto& s : standings) {
    const auto* call = call_in(calls, s.call);
    if (call == nullptr) continue;
    Batch batch{*call, s.cut_off};
    auto count = [](std::int64_t n) { return n == 0 ? view::muted("–") : html::text(number(n)); };
    table.rows.push_back(
        {{view::link({batch_name(request, batch), batch_path(batch)}), html::text(call->name.text()), count(s.filed),
          count(s.to_take_up), count(s.to_correct), count(s.under_review), count(s.decided)},
         {},
         s.to_take_up > 0 && request.actor().roles.has(Role::office)});
  }
  return view::section(tr("Batches"), {view::table(table)});
}

Response show_reviews(Request& request) {
  auto reader = request.site.db().reader();
  auto calls = all_calls(*reader);
  const auto& actor = request.actor();
  Html content = view::heading({.title = tr("Reviews"),
                                .lead = actor.roles.has(Role::reviewer)
                                            ? tr("What is yours to read, until when, and how far you are.")
                                            : tr("The dossiers of each cut-off together, and how far they are.")});
  if (may_declare(actor)) content += to_declare(calls, parties_to_declare(*reader, actor.person));
  if (actor.roles.has(Role::reviewer)) content += own_reviews(request, *reader, calls);
  if (may_see_batches(actor)) content += batches(request, *reader, calls);
  Html declared;
  if (may_declare(actor))
    for (const auto& call : calls)
      if (call.state != CallState::draft)
        declared +=
            el("li", {}, {view::link({tr("Your links in “{1}”", call.name.text()), call_path(call, "/links")})});
  if (!declared.empty()) content += view::section(tr("Links declared"), {el("ul", {}, {declared})});
  return web::page(request, tr("Reviews"), content);
}

// ── one review ──

ReviewWords words_in(const Request& request, const Form& form) {
  ReviewWords words;
  for (const auto& criterion : form.criteria)
    if (auto mark = request.filled("marks/" + criterion.code); !mark.empty())
      words.marks[criterion.code] = static_cast<int>(whole(mark));
  words.to_applicant = request.filled("to_applicant");
  words.internal = request.filled("internal");
  return words;
}

view::Field mark_field(const Criterion& criterion, const Marks& marks) {
  auto mark = marks.find(criterion.code);
  view::Field field{.name = "marks/" + criterion.code,
                    .label = criterion.label.text(),
                    .input = view::Input::select,
                    .value = mark == marks.end() ? "" : std::to_string(mark->second),
                    .hint = criterion.question.text() + " " +
                            (criterion.independent ? tr("Shown apart, not part of the score.")
                                                   : tr("Weight {1}.", std::to_string(criterion.weight))),
                    .options = {{"", tr("not yet"), {}}},
                    .width = view::Width::brief,
                    .depends = true};  // a draft may leave it open, a given review may not
  for (int m = 0; m <= kTopMark; ++m) field.options.push_back({std::to_string(m), std::to_string(m), {}});
  return field;
}

Html review_form(const Request& request, const SeenReview& seen, const ReviewWords& words,
                 const std::vector<Problem>& problems) {
  std::vector<view::Field> all;
  for (const auto& criterion : seen.form.criteria) all.push_back(mark_field(criterion, words.marks));
  auto marks = all;
  std::vector<view::Field> comments{
      {.name = "to_applicant",
       .label = tr("To the applicants"),
       .input = view::Input::long_text,
       .value = words.to_applicant,
       .hint = tr("They read it with the decision, without your name."),
       .max_length = static_cast<int>(kLongestComment),
       .rows = 8,
       .depends = true},
      {.name = "internal",
       .label = tr("Between us"),
       .input = view::Input::long_text,
       .value = words.internal,
       .hint = tr("For the other reviewers, the committee and the office. Applicants never see it."),
       .max_length = static_cast<int>(kLongestComment),
       .rows = 5}};
  all.insert(all.end(), comments.begin(), comments.end());
  bool given = seen.own.state == ReviewState::given;
  Html buttons =
      given
          ? view::submit({.text = tr("Save the changes"), .name = "act", .value = "save"})
          : view::submit({.text = tr("Give the review"), .name = "act", .value = "give"}) +
                view::submit(
                    {.text = tr("Save and go on later"), .weight = Weight::secondary, .name = "act", .value = "save"});
  auto form = view::form(
      {.action = dossier_path(seen.dossier.id, "/review"), .csrf = web::stamp(request), .label = tr("Your review")},
      {view::error_summary(all, problems), view::hidden("version", seen.own.version),
       view::fieldset(tr("Marks, from 0 (not at all) to 5 (fully)"), "", {view::fields(marks, problems)}),
       view::fields(comments, problems), el("span", {html::cls("saved"), {"role", "status"}}, {""}),
       view::button_row({buttons})});
  // What is given changes when its reviewer says so, not while she types.
  if (given) return form;
  return el("div",
            {{"data-autosave", "true"},
             {"data-saving", tr("saving…")},
             {"data-failed", tr("not saved: it is kept here, and tried again")},
             {"data-refused", tr("not saved: save with the button, you will see why")}},
            {form});
}

Html own_words(const SeenReview& seen) {
  if (seen.own.version == 0) return view::note(tr("You wrote no review."));
  std::vector<view::Fact> facts;
  for (const auto& criterion : seen.form.criteria)
    if (auto mark = seen.own.words.marks.find(criterion.code); mark != seen.own.words.marks.end())
      facts.push_back({criterion.label.text(), html::text(std::to_string(mark->second))});
  facts.push_back({tr("To the applicants"), html::text(seen.own.words.to_applicant)});
  facts.push_back({tr("Between us"), html::text(seen.own.words.internal)});
  return view::facts(facts);
}

/// Another text came after she gave her review: it is a draft again.
Html filed_since(const Request& request, const SeenReview& seen) {
  bool again = seen.filed.turn > 1 && seen.own.version > 0 && seen.own.state == ReviewState::draft &&
               seen.own.updated_at <= seen.filed.received_at;
  if (!again) return {};
  return view::callout(view::Tone::warn,
                       tr("Another text was filed on {1}.", date_time(seen.filed.received_at, review_zone(request))),
                       {el("p", {}, {tr("Your marks and words are kept. Read it, then give your review again.")})});
}

Response review_page(const region::Pack& pack, Request& request, const ReviewWords* typed,
                     std::vector<Problem> problems, int status) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  auto reader = request.site.db().reader();
  auto seen = seen_review(*reader, request.actor(), *id, request.site.clock().now());
  if (!seen) return web::error_page(request, seen.error());
  std::vector<PersonId> persons;
  for (const auto& review : seen->others) persons.push_back(review.reviewer);
  for (const auto& remark : seen->remarks) persons.push_back(remark.person);
  auto names = people::names_of_persons(*reader, persons);
  auto labs = people::all_labs(*reader);
  reader.reset();
  const auto& number = seen->dossier.number.value();
  std::vector<view::Link> above{{tr("Reviews"), html::path("/reviews")}};
  auto title = seen->filed.dossier.title;
  auto own =
      seen->writable ? review_form(request, *seen, typed ? *typed : seen->own.words, problems) : own_words(*seen);
  const Phase* phase = seen->phase ? &*seen->phase : nullptr;
  auto content =
      view::breadcrumbs(above, number) +
      view::heading({.title = title,
                     .lead = holder_words(seen->dossier, review_zone(request)),
                     .eyebrow = seen->call.name.text() + " · " + number,
                     .tags = tag_of(seen->own.version == 0 ? std::nullopt : std::optional(seen->own.state)) +
                             tag_of(seen->dossier.state)}) +
      view::split(
          filed_text(pack, labs, request, *id, seen->form, seen->filed),
          view::section(tr("Your review"),
                        {el("p", {}, {phase_words(request, phase)}), filed_since(request, *seen), own}, "own")) +
      reviews_section(seen->form, seen->others, names) +
      (seen->discusses ? remarks_section(request, *id, seen->remarks, names)
                       : view::note(tr("The discussion opens once your review is given.")));
  return web::page(request, title, content, status);
}

/// The same person in two windows: what the other one stored, beside each field that differs.
std::vector<Problem> stored_meanwhile(const SeenReview& seen, const ReviewWords& typed, const Sentence& message) {
  std::vector<Problem> problems{{"", message}};
  for (const auto& criterion : seen.form.criteria) {
    auto shown = [&](const Marks& marks) {
      auto mark = marks.find(criterion.code);
      return mark == marks.end() ? tr("not yet") : std::to_string(mark->second);
    };
    if (shown(seen.own.words.marks) != shown(typed.marks))
      problems.push_back({"marks/" + criterion.code, say("Stored meanwhile: {1}.", shown(seen.own.words.marks))});
  }
  auto differ = [&](const char* where, const std::string& stored, const std::string& mine) {
    if (stored != mine) problems.push_back({where, say("Stored meanwhile: {1}.", stored.empty() ? "–" : stored)});
  };
  differ("to_applicant", seen.own.words.to_applicant, typed.to_applicant);
  differ("internal", seen.own.words.internal, typed.internal);
  return problems;
}

Response told_autosaved(const Result<Review>& done) {
  if (done) return told({true, done->version, tr("saved")}, 200);
  const auto& error = done.error();
  auto said = error.code == Code::conflict
                  ? tr("This review is open in another window too. Save with the button to see both.")
                  : tr(error.problems.empty() ? error.message : error.problems.front().what);
  return told({false, 0, said}, web::http_status(error.code));
}

Response post_review(const region::Pack& pack, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  auto seen = seen_review(*request.site.db().reader(), request.actor(), *id, request.site.clock().now());
  if (!seen) return web::error_page(request, seen.error());
  auto words = words_in(request, seen->form);
  bool give = request.filled("act") == "give";
  auto version = whole(request.filled("version"));
  auto done = give ? give_review(request.op(), *id, version, words) : save_review(request.op(), *id, version, words);
  if (request.filled("autosave") == "true") return told_autosaved(done);
  if (done)
    return web::see_other(
        request, give ? html::path("/reviews") : dossier_path(*id, "/review"),
        give ? say("The review is given. You may change it while the phase is open.") : say("Saved."));
  const auto& error = done.error();
  if (error.code == Code::conflict) {
    auto now = seen_review(*request.site.db().reader(), request.actor(), *id, request.site.clock().now());
    return review_page(pack, request, &words, stored_meanwhile(now ? *now : *seen, words, error.message), 409);
  }
  if (error.code == Code::invalid || (error.code == Code::refused && !error.problems.empty())) {
    auto problems = error.problems;
    if (error.code == Code::refused) problems.insert(problems.begin(), {"", error.message});
    return review_page(pack, request, &words, std::move(problems), web::http_status(error.code));
  }
  return web::error_page(request, error);
}

// ── for the office and the committee; the discussion ──

Response show_dossier_reviews(const region::Pack& pack, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  auto reader = request.site.db().reader();
  auto seen = seen_reviews(*reader, request.actor(), *id);
  if (!seen) return web::error_page(request, seen.error());
  std::vector<PersonId> persons;
  for (const auto& a : seen->assignments) persons.push_back(a.reviewer);
  for (const auto& remark : seen->remarks) persons.push_back(remark.person);
  auto names = people::names_of_persons(*reader, persons);
  auto labs = people::all_labs(*reader);
  reader.reset();
  Batch batch{seen->call, seen->dossier.cut_off};
  std::vector<view::Stat> stats{{tr("Reviews given"),
                                 number(seen->tally.given),
                                 "",
                                 trn("of {1} reviewer", "of {1} reviewers", seen->tally.assigned),
                                 {}},
                                {tr("Mean"), score_words(seen->tally.mean()), "", tr("out of 100"), {}},
                                {tr("Spread"), score_words(seen->tally.spread()), "", tr("largest less smallest"), {}}};
  std::vector<view::Link> above{{tr("Reviews"), html::path("/reviews")},
                                {batch_name(request, batch), batch_path(batch)}};
  const auto& number_ = seen->dossier.number.value();
  auto office =
      request.actor().roles.has(Role::office)
          ? view::button(view::Action{
                tr("The dossier and what the office does with it"), dossier_path(*id), Weight::secondary, {}, {}})
          : Html();
  auto content = view::breadcrumbs(above, number_) +
                 view::heading({.title = seen->filed.dossier.title,
                                .lead = holder_words(seen->dossier, review_zone(request)),
                                .eyebrow = number_,
                                .tags = tag_of(seen->dossier.state),
                                .actions = office}) +
                 view::stats(stats) + reviews_section(seen->form, seen->reviews, names) +
                 remarks_section(request, *id, seen->remarks, names) +
                 filed_text(pack, labs, request, *id, seen->form, seen->filed);
  return web::page(request, seen->filed.dossier.title, content);
}

Response post_remark(Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  auto done = make_remark(request.op(), *id, std::string(request.filled("body")));
  if (!done) return web::error_page(request, done.error());
  auto back = may_see_batches(request.actor()) ? "/reviews#discussion" : "/review#discussion";
  return web::see_other(request, html::local("/dossiers/" + id->str() + back), say("Your remark is there."));
}

Response hand_out(const files::ContentFolder& folder, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  auto read = read_filed_annex(request.site.db(), request.actor(), folder, *id, request.at("sha256"));
  return read ? files::download(read->file, std::move(read->content)) : web::error_page(request, read.error());
}

// ── the decision ──

Response show_decision(Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  auto reader = request.site.db().reader();
  auto seen = seen_decision(*reader, request.actor(), *id);
  if (!seen) return web::error_page(request, seen.error());
  // A reviewer reads what was decided; the letter is not hers.
  bool takes_part = sees_dossier(*reader, request.actor(), seen->dossier);
  auto letter = takes_part
                    ? el("div", {html::id("letter")}, {view::actions({letter_button(request, *id, Weight::primary)})})
                    : Html();
  reader.reset();
  const auto& d = seen->decision;
  Html reasons;
  for (const auto& code : d.reasons)
    if (const auto* reason = seen->form.reason(code)) reasons += el("li", {}, {reason->text.text()});
  auto name = seen->dossier.number.value() + " · " + seen->dossier.title;
  std::vector<view::Fact> facts{{tr("Dossier"), takes_part ? view::link({name, dossier_path(*id)}) : html::text(name)},
                                {tr("Decided"), html::text(date_time(*d.decided_at, review_zone(request)))}};
  if (d.months) facts.push_back({tr("Granted"), html::text(written(*d.months))});
  if (!d.staffing_plan.empty()) facts.push_back({tr("Staffing plan"), html::text(d.staffing_plan)});
  auto comments = html::each(seen->comments, [](const std::string& text) { return view::quote(text); });
  auto title = d.verdict == Verdict::granted ? tr("The committee grants this dossier")
                                             : tr("The committee declines this dossier");
  auto content = view::heading({.title = title, .tags = tag_of(d.verdict)}) + view::facts(facts) + letter +
                 view::section(tr("Why"), {el("ul", {}, {reasons}), d.words.empty() ? Html() : view::quote(d.words)}) +
                 (comments.empty() ? Html() : view::section(tr("What the reviewers say"), {comments})) +
                 view::section(tr("If you disagree"), {el("p", {}, {seen->form.appeal.text()})}, "appeal");
  return web::page(request, title, content);
}

}  // namespace

void mount_review_pages(web::Router& router, const Foundations& house) {
  const auto& pack = house.region;
  router.nav({45, "/reviews", _t("Reviews"), kReadersOfReviews})
      .get("/reviews", kReadersOfReviews, show_reviews)
      .get("/dossiers/{id}/review", kReviewers, [&pack](Request& r) { return review_page(pack, r, nullptr, {}, 200); })
      .post("/dossiers/{id}/review", kReviewers, [&pack](Request& r) { return post_review(pack, r); })
      .get("/dossiers/{id}/review/annexes/{sha256}", kReadersOfReviews,
           [&folder = house.files](Request& r) { return hand_out(folder, r); })
      .get("/dossiers/{id}/reviews", kBatches, [&pack](Request& r) { return show_dossier_reviews(pack, r); })
      .post("/dossiers/{id}/remarks", kReadersOfReviews, post_remark)
      .get("/dossiers/{id}/decision", kDossierReaders, show_decision);
}

}  // namespace couloir::calls
