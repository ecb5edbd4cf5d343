// Portfolio's endpoints: everything its pages do, by the same commands. Refuses nothing of its own but a change that
// does not say which version it was made from.
#include "base/csv.h"
#include "portfolio/api_shapes.h"
#include "portfolio/pages.h"
#include "portfolio/sponsorship_store.h"
#include "portfolio/use_case_edit.h"
#include "portfolio/use_case_export.h"
#include "web/api.h"

namespace couloir::portfolio {
namespace {

using people::Scope;
using web::Answer;
using web::Call;
using web::Doc;
using web::Method;
using web::None;
using web::PageOf;
using web::Reply;

/// `wanted` is taken from queries: they share these four names.
template <class Query>
std::optional<UseCaseFilter> filter_of(const Actor& actor, const Query& wanted) {
  UseCaseFilter filter;
  filter.state = wanted.state;
  filter.pillar = wanted.pillar.value_or("");
  filter.words = wanted.q;
  return within_sight(actor, wanted.organisation.value_or(OrganisationId{}), std::move(filter));
}

// ── use cases ──

Result<Answer<PageOf<UseCaseItem>>> list(const Call& call, const UseCaseQuery& query) {
  PageOf<UseCaseItem> page;
  auto filter = filter_of(call.op.actor, query);
  if (!filter) return Answer{std::move(page)};
  std::optional<Cursor> after;
  if (!query.after.empty()) {
    after = Cursor::parse(query.after);
    if (!after) return Error::invalid({{"after", say("This is not the “next” of a page before.")}});
  }
  auto found = list_use_cases(*call.op.db.reader(), *filter, query.sort, after, {}, query.limit);
  for (const auto& u : found.rows) page.items.push_back(item_of(u));
  if (found.next) page.next = found.next->str();
  return Answer{std::move(page)};
}

Answer<UseCaseView> answer_with(const Call& call, const UseCase& u, int status = 200) {
  Answer<UseCaseView> answer{view_of(u, score_of(*call.op.db.reader(), u.id)), status, u.version};
  if (status == 201) answer.location = "/use-cases/" + u.id.str();
  return answer;
}

Result<Answer<UseCaseView>> show_use_case(const Call& call, const None&) {
  TRY_LET(auto id, call.id<UseCaseId>("id"));
  TRY_LET(auto u, visible_use_case(*call.op.db.reader(), call.op.actor, id));
  return answer_with(call, u);
}

Result<Answer<HistoryView>> history(const Call& call, const None&) {
  TRY_LET(auto id, call.id<UseCaseId>("id"));
  auto reader = call.op.db.reader();
  TRY_LET(auto u, visible_use_case(*reader, call.op.actor, id));
  auto all = history_of_use_case(*reader, u, visible_sponsorships(*reader, call.op.actor, u));
  if (!may_edit(call.op.actor, u.organisation))  // imports are their organisation's
    for (auto& h : all) h.import = {};
  return Answer{view_of(all)};
}

Result<Answer<UseCaseView>> add(const Call& call, const NewUseCase& input) {
  TRY_LET(auto u, add_use_case(call.op, input.organisation, input.team.value_or(TeamId{}), input.text));
  return answer_with(call, u, 201);
}

Result<Answer<UseCaseView>> edit(const Call& call, const UseCaseChange& input) {
  TRY_LET(auto id, call.id<UseCaseId>("id"));
  TRY_LET(auto u, edit_use_case(call.op, id, call.version(), input.team.value_or(TeamId{}), input.text));
  return answer_with(call, u);
}

Result<Answer<UseCaseView>> move(const std::string& zone, const Call& call, const Move& input) {
  TRY_LET(auto id, call.id<UseCaseId>("id"));
  TRY_LET(auto u, move_use_case(call.op, id, call.version(), input.state, input.stop_reason, zone));
  return answer_with(call, u);
}

Result<Reply> export_csv(const Call& call, const ExportQuery& query) {
  auto filter = filter_of(call.op.actor, query);
  if (!filter) return Error::not_found(say("There is nothing to export."));
  auto next = csv_chunks(call.op.db, *std::move(filter),
                         query.form == ExportForm::excel ? CsvForm::excel_french : CsvForm::plain);
  Reply reply;
  reply.type = "text/csv; charset=utf-8";
  reply.filename = "use-cases.csv";
  for (auto piece = next(); !piece.empty(); piece = next()) reply.body += piece;
  return reply;
}

// ── scores and weights ──

Result<Answer<ScoreSheetView>> sheet_of(const Call& call, const region::Pack& pack, UseCaseId id) {
  TRY_LET(auto sheet, score_sheet(*call.op.db.reader(), call.op.actor, pack, id));
  return Answer{view_of(sheet)};
}

/// Scripts give codes alone; which of them are pillars the pack knows.
Scoring scoring_of(const GivenLevels& given, const region::Pack& pack) {
  Scoring scoring;
  for (const auto& level : given.levels)
    (region::find(pack.pillars, level.code) != nullptr ? scoring.pillars : scoring.criteria).push_back(level);
  scoring.comment = given.comment;
  return scoring;
}

Result<Answer<ScoreSheetView>> give_levels(const region::Pack& pack, const Call& call, const GivenLevels& given) {
  TRY_LET(auto id, call.id<UseCaseId>("id"));
  TRY(score_use_case(call.op, pack, id, scoring_of(given, pack)));
  return sheet_of(call, pack, id);
}

Result<Answer<WeightsList>> list_weights(const region::Pack& pack, const Call& call, const None&) {
  WeightsList all;
  auto reader = call.op.db.reader();
  for (const auto& wave : pack.waves) all.items.push_back(view_of(weights_of(*reader, pack, wave.code)));
  return Answer{std::move(all)};
}

Result<Answer<WeightsView>> show_weights(const region::Pack& pack, const Call& call, const None&) {
  const auto* wave = region::find(pack.waves, call.at("wave"));
  if (wave == nullptr) return Error::not_found(say("The region pack has no wave “{1}”.", call.at("wave")));
  auto stored = weights_of(*call.op.db.reader(), pack, wave->code);
  return Answer<WeightsView>{view_of(stored), 200, stored.version};
}

Result<Answer<WeightsView>> save_weights_of(const region::Pack& pack, const Call& call, const NewWeights& given) {
  Weights weights{std::string(call.at("wave")), kFormula, given.pillar_share, given.criteria, given.pillars};
  TRY_LET(auto stored, set_weights(call.op, pack, call.version(), weights));
  return Answer<WeightsView>{view_of(stored), 200, stored.version};
}

// ── sponsorship ──

Result<Answer<LabList>> labs(const region::Pack& pack, const Call& call, const None&) {
  TRY_LET(auto id, call.id<UseCaseId>("id"));
  TRY_LET(auto suggestions, suggest_labs(*call.op.db.reader(), call.op.actor, pack, id));
  return Answer{view_of(suggestions)};
}

Result<Answer<SponsorshipList>> requests_of(const Call& call, const None&) {
  TRY_LET(auto id, call.id<UseCaseId>("id"));
  auto reader = call.op.db.reader();
  TRY_LET(auto use_case, visible_use_case(*reader, call.op.actor, id));
  return Answer{view_of(visible_sponsorships(*reader, call.op.actor, use_case))};
}

Result<Answer<SponsorshipList>> requests_to_me(const Call& call, const RequestsQuery& query) {
  return Answer{view_of(sponsorships_to(*call.op.db.reader(), call.op.actor.labs, query.state))};
}

Result<Answer<SponsorshipView>> ask(const Call& call, const AskSponsor& input) {
  TRY_LET(auto id, call.id<UseCaseId>("id"));
  TRY_LET(auto asked, ask_sponsor(call.op, id, input.lab, input.message));
  return Answer<SponsorshipView>{view_of(asked), 201, asked.version};
}

Result<Answer<SponsorshipView>> answer(const Call& call, const SponsorAnswer& input) {
  TRY_LET(auto id, call.id<SponsorshipId>("id"));
  TRY_LET(auto answered, answer_request(call.op, id, call.version(), input.answer, input.reason));
  return Answer<SponsorshipView>{view_of(answered), 200, answered.version};
}

Result<Answer<SponsorshipView>> withdraw(const Call& call, const None&) {
  TRY_LET(auto id, call.id<SponsorshipId>("id"));
  TRY_LET(auto withdrawn, withdraw_request(call.op, id, call.version()));
  return Answer<SponsorshipView>{view_of(withdrawn), 200, withdrawn.version};
}

// ── imports ──

Reply reply_with(const Import& import) {
  Reply reply;
  reply.body = write_json(shape_of_const(view_of(import)));
  return reply;
}

Result<Reply> preview(const region::Pack& pack, const Call& call, const ImportQuery& query) {
  TRY_LET(auto import, preview_import(call.op, pack, query.organisation, query.filename, call.body));
  auto reply = reply_with(import);
  reply.status = 201;
  reply.location = "/imports/" + import.id.str();
  return reply;
}

Result<Reply> import_at_once(const region::Pack& pack, const Call& call, const ImportAtOnce& query) {
  auto bad_lines = query.only_good ? BadLines::leave_out : BadLines::refuse;
  TRY_LET(auto import, take_in_now(call.op, pack, query.organisation, query.filename, call.body, bad_lines));
  return reply_with(import);
}

Result<Answer<ImportView>> show_import(const region::Pack& pack, const Call& call) {
  TRY_LET(auto id, call.id<ImportId>("id"));
  auto reader = call.op.db.reader();
  TRY_LET(auto import, own_import(*reader, call.op.actor, id));
  look_at(*reader, pack, call.op.now, import);
  return Answer{view_of(import)};
}

Result<Answer<ImportView>> start(const Call& call, const None&) {
  TRY_LET(auto id, call.id<ImportId>("id"));
  TRY_LET(auto import, start_import(call.op, id));
  return Answer{view_of(import)};
}

Result<Answer<ImportView>> cancel(const Call& call, const None&) {
  TRY_LET(auto id, call.id<ImportId>("id"));
  TRY_LET(auto import, cancel_import(call.op, id));
  return Answer{view_of(import)};
}

Doc doc(Method method, std::string path, std::string cli, std::string_view summary, web::Who who) {
  auto scope = method == Method::get ? Scope::portfolio_read : Scope::portfolio_write;
  return {
      .method = method, .path = std::move(path), .cli = std::move(cli), .summary = summary, .who = who, .scope = scope};
}
Doc csv_in(Doc d, std::uint64_t body_limit) {
  d.body_type = "text/csv";
  d.body_limit = body_limit;
  return d;
}
Doc csv_out(Doc d) {
  d.reply_type = "text/csv";
  return d;
}

void mount_use_cases(web::Api& api, const region::Pack& pack) {
  using enum Method;
  api.add<UseCaseQuery, PageOf<UseCaseItem>>(
         doc(get, "/use-cases", "use-case list", _t("Use cases within one’s sight, best first"), kReaders), list)
      .add<None, UseCaseView>(
          doc(get, "/use-cases/{id}", "use-case show", _t("One use case with everything it says"), kReaders),
          show_use_case)
      .add<None, HistoryView>(doc(get, "/use-cases/{id}/history", "use-case history",
                                  _t("What happened to a use case, newest first"), kReaders),
                              history)
      .add<NewUseCase, UseCaseView>(doc(post, "/use-cases", "use-case add", _t("Write a use case down"), kOwners), add)
      .add<UseCaseChange, UseCaseView>(
          web::versioned(doc(put, "/use-cases/{id}", "use-case edit",
                             _t("Replace what a use case says; what is not given becomes empty"), kOwners)),
          edit)
      .add<Move, UseCaseView>(
          web::versioned(
              doc(put, "/use-cases/{id}/state", "use-case move", _t("Move a use case to its next state"), kOwners)),
          [&pack](const Call& call, const Move& input) { return move(pack.region.zone, call, input); })
      .raw<ExportQuery>(csv_out(doc(get, "/use-cases/export", "use-case export",
                                    _t("Use cases as CSV, as the import takes them"), kReaders)),
                        export_csv);
}

void mount_scores(web::Api& api, const region::Pack& pack) {
  using enum Method;
  api.add<None, ScoreSheetView>(doc(get, "/use-cases/{id}/score", "use-case score-sheet",
                                    _t("Why a use case has its score: levels, weights, scorers, range"), kReaders),
                                [&pack](const Call& call, const None&) -> Result<Answer<ScoreSheetView>> {
                                  TRY_LET(auto id, call.id<UseCaseId>("id"));
                                  return sheet_of(call, pack, id);
                                })
      .add<GivenLevels, ScoreSheetView>(
          doc(put, "/use-cases/{id}/score", "use-case give-levels",
              _t("Give one’s own levels, in place of earlier ones"), kReaders),
          [&pack](const Call& call, const GivenLevels& given) { return give_levels(pack, call, given); })
      .add<None, WeightsList>(doc(get, "/weights", "weights list", _t("Weights of every wave"), kReaders),
                              [&pack](const Call& call, const None& n) { return list_weights(pack, call, n); })
      .add<None, WeightsView>(doc(get, "/weights/{wave}", "weights show", _t("Weights of one wave"), kReaders),
                              [&pack](const Call& call, const None& n) { return show_weights(pack, call, n); })
      .add<NewWeights, WeightsView>(
          web::versioned(
              doc(put, "/weights/{wave}", "weights set", _t("Set the weights of a wave that has not begun"), kOffice)),
          [&pack](const Call& call, const NewWeights& w) { return save_weights_of(pack, call, w); });
}

void mount_sponsorships(web::Api& api, const region::Pack& pack) {
  using enum Method;
  api.add<None, LabList>(doc(get, "/use-cases/{id}/labs", "use-case labs",
                             _t("Labs that fit a use case, with their reasons"), kReaders),
                         [&pack](const Call& call, const None& n) { return labs(pack, call, n); })
      .add<None, SponsorshipList>(doc(get, "/use-cases/{id}/sponsorships", "use-case sponsorships",
                                      _t("Sponsorship requests of a use case"), kReaders),
                                  requests_of)
      .add<AskSponsor, SponsorshipView>(
          doc(post, "/use-cases/{id}/sponsorships", "sponsorship ask", _t("Ask a lab to sponsor a use case"), kOwners),
          ask)
      .add<RequestsQuery, SponsorshipList>(
          doc(get, "/sponsorships", "sponsorship list", _t("Requests to the labs one speaks for"), kLabs),
          requests_to_me)
      .add<SponsorAnswer, SponsorshipView>(web::versioned(doc(put, "/sponsorships/{id}/answer", "sponsorship answer",
                                                              _t("Agree to sponsor, or decline with a reason"), kLabs)),
                                           answer)
      .add<None, SponsorshipView>(web::versioned(doc(remove, "/sponsorships/{id}", "sponsorship withdraw",
                                                     _t("Withdraw a request that nobody answered yet"), kOwners)),
                                  withdraw);
}

void mount_imports(web::Api& api, const region::Pack& pack) {
  using enum Method;
  api.raw<ImportQuery>(csv_in(doc(post, "/imports", "import preview",
                                  _t("Look at a CSV file of use cases without taking anything in"), kOwners),
                              kLargestImport),
                       [&pack](const Call& call, const ImportQuery& q) { return preview(pack, call, q); })
      .raw<ImportAtOnce>(csv_in(doc(post, "/use-cases/import", "use-case import",
                                    _t("Take a CSV file of use cases in at once"), kOwners),
                                kLargestImportAtOnce),
                         [&pack](const Call& call, const ImportAtOnce& q) { return import_at_once(pack, call, q); })
      .add<None, ImportView>(doc(get, "/imports/{id}", "import show", _t("How far an import has got"), kOwners),
                             [&pack](const Call& call, const None&) { return show_import(pack, call); })
      .add<None, ImportView>(
          doc(post, "/imports/{id}/start", "import start", _t("Take the good lines of a previewed file in"), kOwners),
          start)
      .add<None, ImportView>(
          doc(post, "/imports/{id}/cancel", "import cancel", _t("Stop an import; what was taken in stays"), kOwners),
          cancel);
}

}  // namespace

void mount_api(web::Api& api, const region::Pack& pack) {
  mount_use_cases(api, pack);
  mount_scores(api, pack);
  mount_sponsorships(api, pack);
  mount_imports(api, pack);
}

}  // namespace couloir::portfolio
