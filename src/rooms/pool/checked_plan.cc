#include "pool/checked_plan.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "plancheck/node.h"
#include "plancheck/verdict.h"

namespace couloir::pool {
namespace {

constexpr std::size_t kMostTold = 20;  // rules that a plan breaks

/// "e12" → 12. REQUIRES: an id that text_of() wrote.
std::int64_t number_in_id(std::string_view id) {
  std::int64_t number = 0;
  if (id.size() > 1) std::from_chars(id.data() + 1, id.data() + id.size(), number);
  return number;
}

std::vector<int> whole(const std::vector<std::int64_t>& numbers) { return {numbers.begin(), numbers.end()}; }

PlanRow row_of(const plancheck::Assignment& a) { return {a.engineer, a.role, a.month, static_cast<int>(a.quanta)}; }

InstanceEngineer engineer_of_file(const plancheck::Engineer& e) {
  return {{number_in_id(e.id)}, e.site, {e.levels.begin(), e.levels.end()}, whole(e.capacity), whole(e.slots)};
}
InstanceDossier dossier_of_file(const plancheck::Dossier& d) {
  InstanceDossier to;
  to.id = {number_in_id(d.id)};
  to.pillar = d.pillar;
  to.site = d.site;
  for (const auto& r : d.roles)
    to.roles.push_back({r.skill, r.level, static_cast<int>(r.min), static_cast<int>(r.max)});
  to.earliest = d.earliest;
  to.latest = d.latest;
  to.nmin = static_cast<int>(d.nmin);
  to.nmax = static_cast<int>(d.nmax);
  to.base = d.base;
  to.slope = d.slope;
  to.must = d.promised;
  for (const auto& p : d.published) to.published.push_back(row_of(p));
  for (const auto& p : d.pins) to.pins.push_back(row_of(p));
  to.bans = d.bans;
  to.refused = d.refused;
  return to;
}

/// What the checker reads and does not keep. REQUIRES: it found the file sound.
void read_words(const plancheck::Document& file, CheckedPlan& to) {
  using plancheck::Node;
  plancheck::Reading reading;
  auto reason_in = [&](const Node& reason) {
    RefusalReason read;
    reading.members(reason, [&](const Node& m) {
      if (m.name == "rule") read.rule = file.text(m.item());
      if (m.name == "text_fr") read.words.fr = file.text(m.item());
      if (m.name == "text_en") read.words.en = file.text(m.item());
    });
    return read;
  };
  auto number_in = [](const Node& m) {
    return m.kind() == plancheck::JsonKind::whole ? std::optional(m.item().number) : std::nullopt;
  };
  reading.members(Node{&file}, [&](const Node& m) {
    if (m.name == "work") to.work = number_in(m);
    if (m.name == "seed") to.seed = number_in(m);
    if (m.name != "refused" || m.kind() != plancheck::JsonKind::object) return;
    reading.members(m, [&](const Node& dossier) {
      auto index = plancheck::index_of(dossier.name, to.rows.size());
      if (!index) return;
      reading.list(dossier, 0, 1'000, [&](const Node& reason, std::size_t) {
        to.refused[static_cast<int>(*index)].push_back(reason_in(reason));
      });
    });
  });
}

Error broken(const plancheck::Verdict& verdict) {
  std::vector<Problem> problems;
  for (const auto& v : verdict.violations)
    if (problems.size() < kMostTold) problems.push_back({"plan", v.text});
  return Error::refused(say("This plan breaks rules of its instance, or claims what is not so."), std::move(problems));
}

struct PlanAndInstance {
  plancheck::Instance instance;
  plancheck::Plan plan;
};
Result<PlanAndInstance> read_file(const Instance& instance, std::string_view text) {
  TRY_LET(auto given, plancheck::read_instance(text_of(instance)));
  TRY_LET(auto plan, plancheck::read_plan(text, given));
  return PlanAndInstance{std::move(given), std::move(plan)};
}

Result<CheckedPlan> told_by(const plancheck::Plan& plan, std::string_view text) {
  CheckedPlan made;
  for (const auto& rows : plan.rows) {
    auto& to = made.rows.emplace_back();
    for (const auto& row : rows) to.push_back(row_of(row));
    std::ranges::sort(to, {}, [](const PlanRow& r) { return std::tuple(r.month, r.engineer, r.role); });
  }
  made.bound = plan.bound;
  made.status = plan.status.value_or(PlanStatus::unknown);
  made.proof = plan.proof;
  TRY_LET(auto document, plancheck::Document::parse(text));
  read_words(document, made);
  return made;
}

/// What is not proved here is not called so.
void drop_proof(PlanStatus& status, Proof& proof) {
  proof = Proof::none;
  if (status == PlanStatus::optimal) status = PlanStatus::feasible;
}
/// Its certificate would take too long to work out: it is as good as none.
void spare_certificate(PlanAndInstance& file) {
  std::int64_t size = file.instance.horizon;
  size *= std::ssize(file.instance.dossiers) * std::ssize(file.instance.engineers);
  if (!file.plan.certificate || size <= kMostCertificateWork) return;
  file.plan.certificate.reset();
  if (file.plan.proof != Proof::certificate) return;
  auto status = file.plan.status.value_or(PlanStatus::unknown);
  drop_proof(status, file.plan.proof);
  if (file.plan.status) file.plan.status = status;
}

}  // namespace

Result<Instance> read_instance(std::string_view text) {
  TRY_LET(auto file, plancheck::read_instance(text));
  Instance in;
  in.name = file.name;
  in.start = {std::chrono::year(file.start_year) / file.start_month};
  in.horizon = file.horizon;
  in.min_alloc = static_cast<int>(file.min_alloc);
  in.skills = file.skills;
  in.pillars = file.pillars;
  in.sites = file.sites;
  in.distance = file.distance;
  in.travel_cost = whole(file.travel_cost);
  in.team = static_cast<int>(file.team_weight);
  in.move = static_cast<int>(file.move_weight);
  in.session_cap = whole(file.sessions);
  for (const auto& f : file.floors)
    in.floors.push_back(
        {f.kind == plancheck::FloorKind::pillar ? FloorKind::pillar : FloorKind::site, f.key, f.min, f.penalty});
  for (const auto& e : file.engineers) in.engineers.push_back(engineer_of_file(e));
  for (const auto& d : file.dossiers) in.dossiers.push_back(dossier_of_file(d));
  return in;
}

Result<CheckedPlan> as_stored(const Instance& instance, std::string_view text) {
  TRY_LET(auto file, read_file(instance, text));
  return told_by(file.plan, text);
}

Result<CheckedPlan> checked(const Instance& instance, std::string_view text, Maker maker) {
  TRY_LET(auto file, read_file(instance, text));
  spare_certificate(file);
  auto verdict = plancheck::check(file.instance, file.plan);
  if (!verdict.valid() || !verdict.split) return broken(verdict);
  TRY_LET(auto made, told_by(file.plan, text));
  made.split = *verdict.split;
  made.certified = verdict.bound_checked.has_value();
  bool proved =
      made.proof == Proof::certificate ? made.certified : made.proof == Proof::search && maker == Maker::program;
  if (!proved) drop_proof(made.status, made.proof);
  return made;
}

}  // namespace couloir::pool
