// Shows each component in each of its states with plausible, invented content. Adding a component means adding it here.
#include "html/gallery.h"

#include <array>

#include "html/form.h"
#include "html/picture.h"
#include "html/table.h"
#include "html/view.h"
#include "words/words.h"

namespace couloir::view {

using html::el;
using html::join;
using html::path;

namespace {

const Url kHere = path("/gallery");

Html buttons() {
  return section(tr("Buttons"),
                 {actions({button(Action{tr("File the dossier"), kHere, Weight::primary, Icon::arrow}),
                           button(Action{tr("Edit"), kHere, Weight::secondary, Icon::edit}),
                           button(Action{tr("Cancel"), kHere, Weight::quiet}),
                           button(Post{tr("Withdraw"), kHere, {}, Weight::danger, Icon::trash})})},
                 "buttons");
}

Html tags() {
  return section(
      tr("Tags and icons"),
      {stack({actions({tag(tr("Draft")), tag(tr("Your turn"), Tone::accent, Icon::spark),
                       tag(tr("Granted"), Tone::good, Icon::check), tag(tr("Under review"), Tone::info, Icon::clock),
                       tag(tr("To correct"), Tone::warn, Icon::warning), tag(tr("Declined"), Tone::bad, Icon::cross)}),
              actions({icon(Icon::lane, tr("Lane")), icon(Icon::search, tr("Search")),
                       icon(Icon::lock, tr("Confidential")), icon(Icon::mail, tr("Mail")),
                       icon(Icon::download, tr("Download")), icon(Icon::upload, tr("Upload"))})})},
      "tags");
}

Html messages() {
  return section(tr("Messages"),
                 {callout(Tone::info, tr("The next cut-off is on 30 April at 17:00."),
                          {el("p", {}, {tr("Files received later join the next batch.")})}),
                  callout(Tone::good, tr("Dossier filed."), {}),
                  callout(Tone::warn, tr("One certificate expires in 12 days."), {}),
                  callout(Tone::bad, tr("The file could not be read."),
                          {el("p", {}, {tr("Line 7 has 11 columns, 12 are expected. Correct it and try again.")})})},
                 "messages");
}

std::vector<Field> all_fields() {
  std::vector<Option> sizes{
      {"micro", tr("Fewer than 10 people")}, {"sme", tr("10 to 249 people")}, {"large", tr("250 people or more")}};
  std::vector<Option> carriers{
      {"use_case", tr("I carry a use case"), tr("A process of your company that AI could improve.")},
      {"sponsor", tr("I sponsor"), tr("You speak for a member lab.")},
      {"host", tr("I host"), tr("You open your doors during the AI Week.")}};
  std::vector<Option> data{{"text", tr("Texts")}, {"image", tr("Images")}, {"sensor", tr("Measurements")}};
  return {{.name = "title",
           .label = tr("Title"),
           .value = tr("Sorting letters from customers"),
           .hint = tr("As you would say it to a colleague."),
           .required = true,
           .max_length = 120},
          {.name = "siret",
           .label = "SIRET",
           .value = "123 456 789 00012",
           .hint = tr("14 digits, on every invoice."),
           .required = true,
           .width = Width::medium},
          {.name = "problem",
           .label = tr("What gets in the way today"),
           .input = Input::long_text,
           .value = tr("Two people read 400 letters a day to send each to the right desk."),
           .required = true},
          {.name = "size",
           .label = tr("Size of the company"),
           .input = Input::select,
           .value = "sme",
           .required = true,
           .options = sizes,
           .width = Width::medium},
          {.name = "hours",
           .label = tr("Time lost"),
           .input = Input::decimal,
           .value = "12,5",
           .width = Width::brief,
           .unit = tr("hours a week")},
          {.name = "start",
           .label = tr("Earliest start"),
           .input = Input::date,
           .value = "2026-05-18",
           .width = Width::medium},
          {.name = "role",
           .label = tr("Why are you here?"),
           .input = Input::radios,
           .value = "use_case",
           .required = true,
           .options = carriers},
          {.name = "data", .label = tr("Data you have"), .input = Input::ticks, .options = data, .values = {"text"}},
          {.name = "password",
           .label = tr("Password"),
           .input = Input::password,
           .required = true,
           .width = Width::medium,
           .autocomplete = "new-password"},
          {.name = "annex",
           .label = tr("Annex"),
           .input = Input::file,
           .hint = tr("PDF, 10 MB at most."),
           .accept = ".pdf"},
          {.name = "consent", .label = tr("I have read how my data is used"), .input = Input::tick, .required = true}};
}

Html forms() {
  auto list = all_fields();
  const std::vector<Problem> problems{
      {"siret", say("This number does not pass the check of SIRET numbers: two digits may be swapped.")},
      {"consent", say("Please tick this box to go on.")}};
  return section(tr("A form with two problems"),
                 {form({.action = kHere, .ask_before_leaving = false, .label = tr("Example")}, list, problems,
                       submit({.text = tr("Save")}) + button(Action{tr("Cancel"), kHere, Weight::quiet}))},
                 "form");
}

Row row(std::string_view name, double score, const Html& state, std::string_view town, std::string_view when,
        bool marked = false) {
  return {{link({std::string(name), kHere}), score_chip(score), state, html::text(town), html::text(when)}, {}, marked};
}

Html lists() {
  std::vector<Field> search{
      {.name = "q", .label = tr("Search"), .input = Input::search},
      {.name = "town",
       .label = tr("Town"),
       .input = Input::select,
       .options = {{"", tr("All towns")}, {"port-neuf", "Port-Neuf"}, {"ville-haute", "Ville-Haute"}}}};
  Table list{.caption = tr("Use cases"),
             .columns = {{tr("Use case"), false, kHere, Sorted::no},
                         {tr("Score"), false, kHere, Sorted::down},
                         {tr("State")},
                         {tr("Town")},
                         {tr("Changed"), true}},
             .rows = {row(tr("Sorting letters from customers"), 82, tag(tr("Filed"), Tone::good, Icon::check),
                          "Port-Neuf", "12/03"),
                      row(tr("Finding defects in cast parts"), 74, tag(tr("Your turn"), Tone::accent, Icon::spark),
                          "Bois-Joli", "09/03", true),
                      row(tr("Forecasting heat for the network"), 61.5, tag(tr("Draft")), "Ville-Haute", "28/02")}};
  return section(tr("Lists"),
                 {filters({.action = kHere,
                           .fields = search,
                           .clear = kHere,
                           .actions = button(Action{tr("Export"), kHere, Weight::secondary, Icon::download})}),
                  table(list), pagination({.previous = kHere, .next = kHere, .shown = 25, .total = 1312})},
                 "lists");
}

Lane sample_lane() {
  Station map{.name = station_name(0),
              .state = Progressed::done,
              .when = tr("done on 12 March"),
              .done = {tr("3 use cases mapped"), tr("AI Act class decided")},
              .to = kHere};
  Station file{.name = station_name(1),
               .state = Progressed::now,
               .when = tr("target: 30 April"),
               .percent = 55,
               .done = {tr("Sponsor lab found")},
               .open = {tr("Intent note: deliverables")},
               .to = kHere};
  Station industrialise{.name = station_name(2), .when = tr("target: September"), .to = kHere};
  return {.stations = {map, file, industrialise},
          .next = tr("Write the deliverables of your intent note: what will exist at the end?"),
          .act = button(Action{tr("Resume my draft"), kHere, Weight::primary, Icon::arrow}),
          .blocked = tr("12 days left before the cut-off.")};
}

Html pictures() {
  auto sample = sample_lane();
  std::vector<Part> parts{{tr("Fit with the pillar"), 31.5, 35, tr("Words in common: letters, language, sorting")},
                          {tr("Data at hand"), 22, 25},
                          {tr("Effect on the indicator"), 14, 20},
                          {tr("Effort"), 6.5, 20}};
  std::vector<Spread> spreads{{tr("Fit with the pillar"), {{"Ada", 4}, {"Émile", 5}, {"Rosalind", 4}}},
                              {tr("Data at hand"), {{"Ada", 2}, {"Émile", 5}, {"Rosalind", 3}}},
                              {tr("Effort"), {{"Ada", 3}, {"Émile", 3}, {"Rosalind", 3}}}};
  std::vector<Bar> bars{{.name = tr("Lab of language"), .value = 82, .to = kHere, .marked = true},
                        {.name = tr("Lab of images"), .value = 71, .to = kHere},
                        {.name = tr("Lab of materials"), .value = 44, .to = kHere}};
  Trend months{
      .title = tr("Days from idea to filed"),
      .unit = tr("days"),
      .points = {{"01/2026", 64}, {"02/2026", 58}, {"03/2026", 61}, {"04/2026", 47}, {"05/2026", 39}, {"06/2026", 36}},
      .target = 30};
  DayLine days{.title = tr("Open call"),
               .said = tr("12 days left before the cut-off."),
               .moments = {{tr("Opening"), "01/09/2026", tr("past"), 0, Progressed::done},
                           {tr("Cut-off"), "30/09/2026", tr("in 12 days"), 0.4, Progressed::now},
                           {tr("Cut-off"), "30/11/2026", tr("in 73 days"), 1}},
               .today = 0.25};
  LoadGrid loads{
      .title = tr("Who works on what"),
      .rows = tr("Engineer"),
      .spans = {"10/26", "11/26", "12/26"},
      .all = {{"Ada",
               kHere,
               {{1, {{1, 0.6}, {2, 0.4}}, "1.0 / 1.0"}, {0.5, {{2, 0.5}}, "0.5 / 0.5"}, {1, {}, "0 / 1.0"}}},
              {"Émile", kHere, {{0.8, {{3, 0.8}}, "0.8 / 0.8"}, {0.8, {{3, 0.2}}, "0.2 / 0.8"}, {0, {}, "0 / 0"}}}},
      .legend = {{1, html::text("Café IA")}, {2, html::text(tr("Open lab"))}, {3, html::text(tr("Lab of language"))}}};
  return join(
      {section(tr("The lane"),
               {stack({lane(sample), actions({lane_mark(sample.stations), muted(tr("the same, in a line"))})})},
               "lane"),
       section(
           tr("Pictures"),
           {stack({split(score_bar(tr("Fit score"), 74, parts), ranking(tr("Labs that fit"), tr("Points"), bars, 100)),
                   split(spread_plot(tr("How scorers differ"), spreads, 0, 5), trend(months)), day_line(days),
                   load_grid(loads)})},
           "pictures")});
}

Html figures() {
  const std::array<Stat, 4> numbers{Stat{tr("Use cases"), number(312), {}, tr("41 more than in February"), kHere},
                                    Stat{tr("Filed"), number(58)},
                                    Stat{tr("Engineer time granted"), number(46.5, 1), tr("months")},
                                    Stat{tr("Time to file"), number(36), tr("days"), tr("target: {1}", number(30))}};
  const std::array<Fact, 3> names{Fact{tr("Sponsor lab"), link({tr("Lab of language"), kHere})},
                                  Fact{tr("Residency"), tag(tr("unknown"), Tone::warn, Icon::warning)},
                                  Fact{tr("Budget"), html::text(euros(30'000'000))}};
  const std::array<Event, 3> history{
      Event{"12/03/2026 16:42", tr("Dossier filed"), "Ada Lovelace", note(tr("Receipt D-2026-014")), Tone::good},
      Event{"10/03/2026", tr("Returned for correction"), tr("the office"), {}, Tone::warn},
      Event{"02/03/2026", tr("Draft opened"), "Ada Lovelace"}};
  return join({section(tr("Figures"), {stats(numbers)}, "figures"),
               section(tr("Facts and history"), {split(panel({}, {facts(names)}), timeline(history))}, "facts")});
}

Html boxes() {
  const std::array<Card, 3> all{Card{.title = "Café IA",
                                     .body = note(tr("An hour around a table: one question, no slides.")),
                                     .to = kHere,
                                     .eyebrow = tr("19 May · Ville-Haute"),
                                     .tags = tag(tr("12 seats left"), Tone::good)},
                                Card{.title = tr("Open lab"),
                                     .body = note(tr("Three demonstrations and the people who made them.")),
                                     .to = kHere,
                                     .eyebrow = tr("20 May · Port-Neuf"),
                                     .tags = tag(tr("Waiting list"), Tone::warn)},
                                Card{.title = tr("Pitch evening"),
                                     .body = note(tr("Five slides, five minutes, one ask.")),
                                     .to = kHere,
                                     .eyebrow = tr("21 May · Bois-Joli"),
                                     .foot = html::text(tr("Accepts pitches"))}};
  return section(tr("Cards"), {cards(all)}, "cards");
}

Html ways() {
  const std::array<Tab, 3> rooms{Tab{tr("Card"), kHere, true}, Tab{tr("Score"), kHere, false, 3},
                                 Tab{tr("History"), kHere}};
  const std::array<Step, 4> guided{Step{tr("Company"), Progressed::done, kHere},
                                   Step{tr("Use case"), Progressed::done, kHere}, Step{tr("Data"), Progressed::now},
                                   Step{tr("Check"), Progressed::later}};
  return section(
      tr("Ways through"),
      {tabs(tr("Parts of the use case"), rooms),
       stack({steps(guided), help(tr("What is a cut-off?"), {el("p", {},
                                                                {tr("The last instant at which a file counts. All "
                                                                    "files of one cut-off are judged together.")})})})},
      "ways");
}

Html work() {
  Progress known{.label = tr("Import of use-cases.csv"),
                 .done = 412,
                 .total = 1200,
                 .text = tr("412 of 1,200 rows read, 3 to correct"),
                 .running = false,
                 .actions = button(Post{tr("Stop"), kHere, {}, Weight::quiet})};
  Progress unknown{.label = tr("Waiting for the solver"), .text = tr("Started a moment ago"), .running = false};
  Conflict both{.who = "Émile",
                .when = "16:42",
                .fields = {{tr("Title"), tr("Sorting letters"), tr("Sorting letters from customers")},
                           {tr("Town"), "Port-Neuf", "Port-Neuf"}},
                .keep_mine = button(Post{tr("Keep my version"), kHere, {}, Weight::primary}),
                .take_theirs = button(Action{tr("Take the saved version"), kHere})};
  Confirm last{.title = tr("Withdraw this dossier?"),
               .text = tr("It leaves the batch of 30 April."),
               .consequences = {tr("Its rank is lost."), tr("Reviews already written stay in the history.")},
               .act = button(Post{tr("Withdraw"), kHere, {}, Weight::danger, Icon::trash}),
               .cancel = {tr("Keep it"), kHere, Weight::quiet}};
  return join(
      {section(tr("Long work"), {split(panel({}, {progress(known)}), panel({}, {progress(unknown)}))}, "work"),
       section(tr("Two people saved the same card"), {conflict(both)}, "conflict"),
       section(tr("Before it is too late"), {confirm(last)}, "confirm"),
       section(tr("Nothing yet"),
               {empty_state(tr("Your use cases will be here"),
                            tr("A use case is one process that AI could improve. Two sentences are enough to start."),
                            button(Action{tr("Add a use case"), kHere, Weight::primary, Icon::plus}))},
               "empty")});
}

}  // namespace

Html gallery() {
  const std::array<Link, 2> above{Link{tr("Home"), path("/")}, Link{tr("Office"), path("/office")}};
  return join({breadcrumbs(above, tr("Components")),
               heading({.title = tr("Components"),
                        .lead = tr("Everything pages are made of, in each of its states. What it says is invented."),
                        .eyebrow = tr("For those who build pages"),
                        .tags = tag(tr("Both themes"), Tone::info) + tag(tr("Both languages"), Tone::info),
                        .actions = button(Action{tr("Print"), kHere, Weight::secondary, Icon::document})}),
               pictures(), figures(), lists(), boxes(), buttons(), tags(), messages(), ways(), forms(), work()});
}

}  // namespace couloir::view
