#include "compliance/front.h"

#include <algorithm>

#include "compliance/file_document.h"
#include "compliance/notices.h"
#include "compliance/pages.h"
#include "compliance/personal.h"
#include "compliance/scenario_edit.h"
#include "compliance/scenario_file.h"
#include "compliance/scenario_store.h"
#include "compliance/views.h"
#include "people/events.h"

namespace couloir::compliance {
namespace {

struct RunAgain {
  static constexpr auto kName = "compliance.run_again"sv;
  static constexpr auto kFields = journal::fields();
};
struct Remind {
  static constexpr auto kName = "compliance.remind"sv;
  static constexpr auto kFields = journal::fields();
};

void mount_jobs(journal::Jobs& jobs, const RulePack& pack, const Notices& notices) {
  using journal::JobContext;
  jobs.on<ScenarioAsked>(
          "compliance.mail_request",
          [notices](const ScenarioAsked& e, JobContext& context) { return notices.to_legal(e, context); })
      .on<ScenarioJudged>(
          "compliance.mail_verdict",
          [notices](const ScenarioJudged& e, JobContext& context) { return notices.of_verdict(e, context); })
      .on<ScenarioTouched>(
          "compliance.mail_touch",
          [notices](const ScenarioTouched& e, JobContext& context) { return notices.of_touch(e, context); })
      .on<ScenariosReturned>(
          "compliance.mail_return",
          [notices](const ScenariosReturned& e, JobContext& context) { return notices.of_return(e, context); })
      .on<people::OrganisationEdited>(
          "compliance.run_organisation_again",
          [&pack, notices](const people::OrganisationEdited& edited, JobContext& context) -> Result<void> {
            if (std::ranges::find(edited.parts, people::OrganisationPart::size) == edited.parts.end()) return {};
            auto op = context.op();
            TRY(rerun_scenarios_of(op, pack, edited.organisation, day_in(op.now, notices.zone)));
            return {};
          })
      .every<RunAgain>(std::chrono::hours(1),
                       [&pack, notices](const RunAgain&, JobContext& context) -> Result<void> {
                         auto op = context.op();
                         TRY(rerun_scenarios(op, pack, day_in(op.now, notices.zone)));
                         return {};
                       })
      .every<Remind>(std::chrono::hours(6),
                     [notices](const Remind&, JobContext& context) { return notices.of_days(context); });
}

}  // namespace

std::shared_ptr<const RulePack> no_rule_pack() { return std::make_shared<const RulePack>(); }

ActEvidence act_evidence(Reader& reader, OrganisationId organisation) {
  ActEvidence evidence;
  auto scenarios = scenarios_of(reader, organisation);
  auto use_cases = portfolio::use_case_doors_of(reader, organisation, 100);
  for (const auto& use_case : use_cases) {
    auto found = std::ranges::find(scenarios, use_case.id, &Scenario::use_case);
    bool open =
        found == scenarios.end() || found->state == ScenarioState::draft || found->state == ScenarioState::returned;
    if (open && !evidence.to_answer) evidence.to_answer = use_case.id;
    if (found == scenarios.end()) continue;
    ++evidence.begun;
    evidence.signed_ += found->state == ScenarioState::signed_;
  }
  return evidence;
}

ActStanding act_standing(Reader& reader, UseCaseId use_case) {
  auto scenario = find_scenario(reader, use_case);
  if (!scenario) return {};
  ActStanding standing{.begun = true,
                       .decided = scenario->status != Decision::needs_info,
                       .signed_ = scenario->state == ScenarioState::signed_,
                       .prohibited = scenario->floor == RiskClass::prohibited,
                       .high = scenario->floor == RiskClass::high,
                       .open_by_law = scenario->status == Decision::legal_review,
                       .floor = std::string(name_of(scenario->floor)),
                       .ceiling = std::string(name_of(scenario->ceiling)),
                       .pack = scenario->pack};
  auto owed = obligations_in(scenario->outcome);
  auto planned = std::ranges::count_if(mitigations_of(reader, scenario->id), [&](const Mitigation& m) {
    return (m.owner || m.done_on) &&
           std::ranges::any_of(owed, [&](const ObligationText& o) { return o.id == m.obligation && o.role == m.role; });
  });
  standing.unplanned = std::max<std::int64_t>(0, scenario->duties - planned);
  return standing;
}

std::string risk_words(std::string_view class_name) {
  auto risk = from_name<RiskClass>(class_name);
  return risk ? label(*risk) : std::string(class_name);
}

Result<void> take_in_file(const Op& owner, const Op& legal, const RulePack& pack, const ReadyFile& file, Date today) {
  AnswersGiven given;
  for (const auto& [question, codes] : file.answers) given.answers[question] = codes;
  TRY_LET(auto scenario, answer_scenario(owner, pack, file.use_case, 0, given, today));
  if (file.how_far == "draft") return {};
  TRY_LET(auto asked, ask_legal(owner, pack, file.use_case, scenario.version, today));
  if (file.how_far == "asked") return {};
  TRY_LET(auto verdict,
          from_name<Verdict>(file.how_far).has_value()
              ? Result<Verdict>(*from_name<Verdict>(file.how_far))
              : Result<Verdict>(Error::invalid(say("“{1}” is not as far as a file gets.", file.how_far))));
  TRY(judge_scenario(legal, pack, file.use_case, asked.version, verdict, file.reason, today));
  return {};
}

void mount(web::Site& site, const RulePack& pack, const region::Pack& region, const files::ContentFolder& folder,
           journal::Jobs& jobs, documents::Press& press, people::PersonalData& personal) {
  const auto& config = site.config();
  mount_question_pages(site.router(), pack);
  mount_file_pages(site.router(), pack, region);
  mount_trace_page(site.router(), pack);
  mount_evidence_pages(site.router(), pack, folder);
  mount_register_pages(site.router(), pack);
  mount_method_page(site.router(), pack);
  mount_register_api(site.api(), pack);
  mount_api(site.api(), pack, folder, config.timezone);
  mount_jobs(jobs, pack, {pack, config.base_url, config.timezone});
  personal.add_source(personal_data());
  press.add(file_document(pack, config.timezone));
  mount_document_requests(site.router(), site.api(), pack, press);
}

}  // namespace couloir::compliance
