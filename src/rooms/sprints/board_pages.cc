// "My lane": the board as a page and as an endpoint. Prints as it stands.
#include <algorithm>

#include "calls/front.h"
#include "html/picture.h"
#include "html/view.h"
#include "people/organisation.h"
#include "sprints/board.h"
#include "sprints/front.h"
#include "web/request.h"

namespace couloir::sprints {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

constexpr auto kReaders = web::only({Role::operator_, Role::office});

std::string words_of_item(const Item& item) {
  switch (item.evidence) {
    case Evidence::organisation_known:
      return tr("Your organisation is in the register");
    case Evidence::use_cases_written:
      return item.count == 0 ? tr("Use cases written down")
                             : trn("One use case written down", "{1} use cases written down", item.count);
    case Evidence::use_case_scored:
      return item.count == 0 ? tr("A use case scored against the pillars")
                             : trn("One use case scored against the pillars",
                                   "{1} use cases scored against the pillars", item.count);
    case Evidence::ai_act_classified:
      if (item.standing == Standing::under_way)
        return trn("One AI-Act file begun, not signed yet", "{1} AI-Act files begun, none signed yet", item.count);
      return item.count == 0 ? tr("Classed under the AI Act")
                             : trn("One AI-Act file signed by Legal", "{1} AI-Act files signed by Legal", item.count);
    case Evidence::skills_gaps_known:
      if (item.standing == Standing::under_way)
        return trn("One skills checklist begun, levels are missing", "{1} skills checklists begun, levels are missing",
                   item.count);
      return item.count == 0 ? tr("Skills gaps known")
                             : trn("Skills gaps known: one checklist filled in",
                                   "Skills gaps known: {1} checklists filled in", item.count);
    case Evidence::sponsor_found:
      if (item.standing == Standing::under_way)
        return trn("One lab asked, answer awaited", "{1} labs asked, answers awaited", item.count);
      return tr("A lab agrees to sponsor");
    case Evidence::intent_note_written:
      if (item.standing == Standing::under_way) return trn("{1} dossier begun", "{1} dossiers begun", item.count);
      return tr("Intent note written");
    case Evidence::dossier_filed:
      return tr("Dossier filed before the cut-off");
    case Evidence::week_session_joined:
      return tr("An AI Week session joined");
    case Evidence::training_needs_noted:
      return tr("Training needs noted");
    case Evidence::roadmap_aligned:
      return tr("Roadmap aligned with the compute milestones");
    case Evidence::scorecard_shown:
      return tr("Business and ESG scorecard shown");
    case Evidence::agreement_signed:
      return tr("Cooperation agreement signed");
  }
  return {};
}

std::int64_t count_of(const Lap& lap, Evidence evidence) {
  auto item = std::ranges::find(lap.items, evidence, &Item::evidence);
  return item == lap.items.end() ? 0 : item->count;
}
std::string words_of_scoring(const Lap& lap) {
  auto scored = count_of(lap, Evidence::use_case_scored);
  if (scored == 0) return tr("Give a use case its score: a dozen short questions.");
  return trn("One use case has no complete score yet: a dozen short questions.",
             "{1} use cases have no complete score yet: a dozen short questions each.",
             count_of(lap, Evidence::use_cases_written) - scored);
}

struct Step {
  std::string text;
  Html act;
};
Step words_of_step(const Board& board) {
  auto button = [](std::string text, const html::Url& to) {
    return view::button(view::Action{std::move(text), to, Weight::primary, view::Icon::arrow, {}});
  };
  auto use_case = "/use-cases/" + board.about.str();
  switch (board.next) {
    case NextStep::add_organisation:
      return {tr("Add your organisation: its SIRET is enough."),
              button(tr("Add my organisation"), html::path("/organisations/new"))};
    case NextStep::write_use_case:
      return {tr("Write down what annoys you most at work."),
              button(tr("Add a use case"), html::path("/use-cases/new"))};
    case NextStep::score_use_case:
      return {words_of_scoring(board.laps.front()), button(tr("Give the score"), html::path(use_case + "/score/edit"))};
    case NextStep::ask_lab:
      return {tr("Ask the lab that fits best to sponsor your best use case."),
              button(tr("See the labs that fit"), html::path(use_case + "/labs"))};
    case NextStep::classify_use_case:
      return {tr("See what the AI Act says of your best use case: ten minutes of plain questions."),
              button(tr("Open its AI-Act file"), html::path(use_case + "/compliance"))};
    case NextStep::wait_for_lab:
      return {tr("A lab has your request. You will get a mail when it answers."),
              button(tr("See my use cases"), html::path("/use-cases"))};
    case NextStep::map_more:
      return {tr("A lab is with you. Refine your other use cases while the next sprint opens."),
              button(tr("See my use cases"), html::path("/use-cases"))};
    case NextStep::check_skills:
      return {tr("Note what the team can do today: ten minutes, and you see what to learn first."),
              button(tr("Open the skills checklist"), html::path("/skills"))};
    case NextStep::begin_dossier:
      return {tr("A lab is with you: begin the dossier that asks for engineers."),
              button(tr("See the calls"), html::path("/calls"))};
    case NextStep::finish_dossier:
      return {tr("Your dossier is begun: go on with it, the page says what is still missing."),
              button(tr("Open my dossiers"), html::path("/dossiers"))};
  }
  return {};
}

view::Station station_of(const Board& board, const Lap& lap) {
  view::Station station;
  station.name = view::station_name(static_cast<int>(lap.sprint));
  station.state = lap.over()                      ? view::Progressed::done
                  : lap.sprint == board.current() ? view::Progressed::now
                                                  : view::Progressed::later;
  station.percent = lap.percent();
  auto known = std::ranges::count_if(lap.items, [](const Item& i) { return i.standing != Standing::unknown; });
  station.when = known == 0 ? tr("opens later")
                            : tr("{1} of {2} done", number(std::int64_t{lap.done()}),
                                 number(static_cast<std::int64_t>(lap.items.size())));
  return station;
}

view::Tone tone_of(Standing s) {
  switch (s) {
    case Standing::done:
      return view::Tone::good;
    case Standing::under_way:
      return view::Tone::info;
    case Standing::open:
      return view::Tone::neutral;
    case Standing::unknown:
      return view::Tone::neutral;
  }
  return view::Tone::neutral;
}
std::string label(Standing s) {
  switch (s) {
    case Standing::done:
      return trc("evidence", "done");
    case Standing::under_way:
      return trc("evidence", "under way");
    case Standing::open:
      return trc("evidence", "to do");
    case Standing::unknown:
      return trc("evidence", "not open yet");
  }
  return {};
}

/// Where its work is done; empty while its room is not open.
html::Url place_of(const Item& item, OrganisationId organisation) {
  auto use_case = [&](std::string_view below) {
    return item.about ? html::path("/use-cases/" + item.about.str() + std::string(below)) : html::path("/use-cases");
  };
  switch (item.evidence) {
    case Evidence::organisation_known:
      return organisation ? html::path("/organisations/" + organisation.str()) : html::path("/organisations/new");
    case Evidence::use_cases_written:
      return item.count == 0 ? html::path("/use-cases/new") : html::path("/use-cases");
    case Evidence::use_case_scored:
      return use_case("/score/edit");
    case Evidence::ai_act_classified:
      return use_case("/compliance");
    case Evidence::sponsor_found:
      return use_case("/labs");
    case Evidence::skills_gaps_known:
      return html::path("/skills");
    case Evidence::intent_note_written:
    case Evidence::dossier_filed:
      return item.count == 0 ? html::path("/calls") : html::path("/dossiers");
    case Evidence::week_session_joined:
    case Evidence::training_needs_noted:
    case Evidence::roadmap_aligned:
    case Evidence::scorecard_shown:
    case Evidence::agreement_signed:
      return {};
  }
  return {};
}

/// The one list of what a sprint leaves behind; who works there finds the way to each.
Html lap_panel(const Lap& lap, OrganisationId organisation, bool works_there) {
  auto items = html::each(lap.items, [&](const Item& item) {
    auto to = works_there && item.standing != Standing::unknown ? place_of(item, organisation) : html::Url();
    auto words = to.empty() ? html::text(words_of_item(item)) : view::link({words_of_item(item), to});
    return el("li", {}, {words, html::text(" "), view::tag(label(item.standing), tone_of(item.standing))});
  });
  auto later = std::ranges::all_of(lap.items, [](const Item& i) { return i.standing == Standing::unknown; });
  return view::panel(
      view::station_name(static_cast<int>(lap.sprint)),
      {later ? view::note(tr("This sprint opens with its own pages. Nothing counts as done before.")) : Html(),
       el("ul", {html::cls("plain")}, {items})});
}

/// What the calendars say: the next cut-off, or honestly that none is announced; the next week.
Html dates_panel(const region::Pack& pack, const std::vector<calls::CallDoor>& doors, const Request& request) {
  auto now = request.site.clock().now();
  auto zone = request.site.config().timezone;
  std::vector<view::Fact> facts;
  for (const auto& call : doors) {
    auto when =
        call.next_cut_off ? tr("cut-off: {1}", date_time(*call.next_cut_off, zone)) : tr("no cut-off announced yet");
    facts.push_back({call.name.text(), view::link({when, html::path("/calls/" + call.code)})});
  }
  for (const auto& edition : pack.editions)
    if (edition.closes >= day_in(now, zone))
      facts.push_back({edition.name.text(), html::text(long_date(edition.opens) + " – " + long_date(edition.closes))});
  if (facts.empty()) return {};
  return view::panel(tr("Dates that matter"), {view::facts(facts)});
}

OrganisationId organisation_of(const Request& request) {
  auto asked = web::id_of_text(request.asked("organisation"));
  OrganisationId id{asked ? *asked : 0};
  const auto& actor = request.actor();
  if (actor.roles.has(Role::office) || actor.works_for(id)) return id;
  return actor.organisations.empty() ? OrganisationId{} : actor.organisations.front();
}

Html switcher(const Request& request, OrganisationId current) {
  const auto& mine = request.actor().organisations;
  if (mine.size() < 2) return {};
  std::vector<view::Tab> tabs;
  for (const auto& [id, name] : people::names_of_organisations(*request.site.db().reader(), mine))
    tabs.push_back({name, html::path("/lane", {{"organisation", id.str()}}), id == current, {}});
  return view::tabs(tr("Organisation"), tabs);
}

Response show(const region::Pack& pack, Request& request) {
  auto id = organisation_of(request);
  auto reader = request.site.db().reader();
  auto organisation = id ? people::find_organisation(*reader, id) : std::nullopt;
  if (!organisation && request.actor().roles.has(Role::office) && !request.actor().roles.has(Role::operator_))
    return web::see_other(request, html::path("/office/organisations"));
  auto board =
      board_of(organisation.has_value(), organisation ? portfolio::map_evidence(*reader, id) : portfolio::MapEvidence{},
               organisation ? compliance::act_evidence(*reader, id) : compliance::ActEvidence{},
               organisation ? compliance::skill_evidence(*reader, pack, id) : compliance::SkillEvidence{},
               organisation ? calls::file_evidence(*reader, id) : calls::FileEvidence{});
  auto doors = calls::call_doors(*reader, request.site.clock().now());
  reader.reset();
  auto step = words_of_step(board);
  view::Lane lane;
  for (const auto& lap : board.laps) lane.stations.push_back(station_of(board, lap));
  lane.next = step.text;
  bool works_there = request.actor().works_for(id) || !id;
  if (works_there) lane.act = step.act;
  auto title = tr("My lane");
  auto content = view::heading({.title = organisation ? organisation->facts.name : title,
                                .lead = tr("Three sprints from an idea to its proof. One step at a time."),
                                .eyebrow = organisation ? title : ""}) +
                 switcher(request, id) + view::lane(lane) +
                 html::each(board.laps, [&](const Lap& lap) { return lap_panel(lap, id, works_there); }) +
                 dates_panel(pack, doors, request);
  return web::page(request, title, content);
}

// ── the endpoint ──

struct ItemView {
  Sprint sprint{};
  Evidence evidence{};
  Standing standing{};
  std::int64_t count = 0;
};
void describe(Describer& d, ItemView& i) {
  d.type("Evidence");
  d.field("sprint", i.sprint);
  d.field("evidence", i.evidence);
  d.field("standing", i.standing);
  d.field("count", i.count);
}
struct BoardView {
  OrganisationId organisation;
  Sprint current{};
  NextStep next{};
  std::optional<std::int64_t> about;
  std::int64_t percent = 0;
  std::vector<ItemView> items;
};
void describe(Describer& d, BoardView& b) {
  d.type("Board");
  d.field("organisation", b.organisation);
  d.field("current", b.current);
  d.field("next", b.next);
  d.field("about", b.about);
  d.field("percent", b.percent, Rule{}.doc(_t("Of the current sprint’s evidence")));
  d.field("items", b.items);
}

Result<web::Answer<BoardView>> board_endpoint(const region::Pack& pack, const web::Call& call) {
  TRY_LET(auto id, call.id<OrganisationId>("organisation"));
  auto reader = call.op.db.reader();
  if (!people::may_see_organisation(call.op.actor, id) || !people::find_organisation(*reader, id))
    return Error::not_found(say("This organisation is not there, or is not yours to see."));
  auto board = board_of(true, portfolio::map_evidence(*reader, id), compliance::act_evidence(*reader, id),
                        compliance::skill_evidence(*reader, pack, id), calls::file_evidence(*reader, id));
  BoardView view{id, board.current(), board.next, {}, 0, {}};
  if (board.about) view.about = board.about.v;
  view.percent = board.laps[static_cast<std::size_t>(view.current)].percent();
  for (const auto& lap : board.laps)
    for (const auto& item : lap.items) view.items.push_back({lap.sprint, item.evidence, item.standing, item.count});
  return web::Answer<BoardView>{std::move(view)};
}

}  // namespace

void mount(web::Site& site, const region::Pack& pack) {
  site.router()
      .nav({10, "/lane", _t("My lane"), web::only({Role::operator_})})
      .get("/lane", kReaders, [&pack](Request& r) { return show(pack, r); });
  site.api().add<web::None, BoardView>(
      {.method = web::Method::get,
       .path = "/organisations/{organisation}/board",
       .cli = "sprint board",
       .summary = _t("The three-sprint board of an organisation, with its next step"),
       .who = kReaders,
       .scope = people::Scope::sprints_read},
      [&pack](const web::Call& call, const web::None&) { return board_endpoint(pack, call); });
}

}  // namespace couloir::sprints
