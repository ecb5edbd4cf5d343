#include "pool/plan_store.h"

#include <sstream>

namespace couloir::pool {
namespace {

constexpr std::string_view kPlanLine =
    "SELECT id, name, batch, start, months, base, variant_of, state, value, bound, status, proof, work, seed, "
    "checked_at, "
    "plan_sha256, made_by, made_at, proposed_by, published_at, solving, version";

StaffingPlan read_plan_line(const Row& row) {
  StaffingPlan p;
  p.id = row.get<PlanId>("id");
  p.name = row.get<std::string>("name");
  p.batch = row.get<std::string>("batch");
  p.start = parse_month(row.get<std::string>("start")).value();
  p.months = row.get<int>("months");
  p.base = row.get<PlanId>("base");
  p.variant_of = row.get<PlanId>("variant_of");
  p.state = row.get<PlanState>("state");
  p.value = row.get<std::optional<std::int64_t>>("value");
  p.bound = row.get<std::optional<std::int64_t>>("bound");
  p.status = row.get<PlanStatus>("status");
  p.proof = row.get<Proof>("proof");
  p.work = row.get<std::optional<std::int64_t>>("work");
  p.seed = row.get<std::optional<std::int64_t>>("seed");
  p.checked_at = row.get<std::optional<Instant>>("checked_at");
  p.plan_sha256 = row.get<std::string>("plan_sha256");
  p.made_by = row.get<PersonId>("made_by");
  p.made_at = row.get<Instant>("made_at");
  p.proposed_by = row.get<PersonId>("proposed_by");
  p.published_at = row.get<std::optional<Instant>>("published_at");
  p.solving = row.get<journal::JobId>("solving");
  p.version = row.get<std::int64_t>("version");
  return p;
}

Assignment read_assignment_row(const Row& row) {
  return {row.get<DossierId>("dossier"),
          row.get<EngineerId>("engineer"),
          row.get<std::string>("skill"),
          row.get<int>("level"),
          parse_month(row.get<std::string>("month")).value(),
          row.get<int>("quanta")};
}

Clash read_clash(const Row& row) {
  Clash c;
  c.kind = row.get<ClashKind>("kind");
  c.engineer = row.get<EngineerId>("engineer");
  if (auto month = row.get<std::optional<std::string>>("month")) c.month = parse_month(*month).value();
  c.wanted = row.get<std::int64_t>("wanted");
  c.there = row.get<std::int64_t>("there");
  std::istringstream numbers(row.get<std::string>("dossiers"));
  for (std::int64_t number = 0; numbers >> number;) c.dossiers.push_back({number});
  return c;
}
Wish read_wish(const Row& row) {
  auto month = [&](std::string_view column) {
    auto text = row.get<std::optional<std::string>>(column);
    return text ? parse_month(*text).value() : Month{};
  };
  return {row.get<WishKind>("kind"),
          row.get<DossierId>("dossier"),
          row.get<EngineerId>("engineer"),
          row.get<std::string>("skill"),
          month("first"),
          month("last"),
          row.get<int>("amount"),
          row.get<int>("level"),
          row.get<std::string>("home"),
          row.get<std::string>("floor")};
}
void forget_solving(Tx& tx, PlanId id) {
  tx.exec("DELETE FROM pool_solving WHERE plan = :id", {{":id", id}});
  tx.exec("DELETE FROM pool_clash WHERE plan = :id", {{":id", id}});
}

}  // namespace

std::optional<StaffingPlan> find_plan(Reader& reader, PlanId id) {
  return reader.first(std::string(kPlanLine) + ", instance_text, plan_text FROM pool_plan WHERE id = :id",
                      {{":id", id}}, [](const Row& row) {
                        auto p = read_plan_line(row);
                        p.instance_text = row.get<std::string>("instance_text");
                        p.plan_text = row.get<std::string>("plan_text");
                        return p;
                      });
}
std::optional<StaffingPlan> find_plan_line(Reader& reader, PlanId id) {
  return reader.first(std::string(kPlanLine) + " FROM pool_plan WHERE id = :id", {{":id", id}}, read_plan_line);
}
std::vector<StaffingPlan> all_plans(Reader& reader) {
  return reader.all(std::string(kPlanLine) + " FROM pool_plan ORDER BY id DESC", {}, read_plan_line);
}
std::vector<StaffingPlan> plans_before(Reader& reader, PlanId before, int limit) {
  return reader.all(
      std::string(kPlanLine) + " FROM pool_plan WHERE (:before = 0 OR id < :before) ORDER BY id DESC LIMIT :limit",
      {{":before", before.v}, {":limit", limit}}, read_plan_line);
}
PlanId published_plan(Reader& reader) {
  return reader
      .first("SELECT id FROM pool_plan WHERE state = 'published'", {},
             [](const Row& row) { return row.get<PlanId>("id"); })
      .value_or(PlanId{});
}

void insert_plan(Tx& tx, StaffingPlan& p) {
  p.id = tx.first(R"sql(
      INSERT INTO pool_plan (name, batch, start, months, base, variant_of, instance_text, plan_text, state, status,
                             proof, made_by, made_at, version)
      VALUES (:name, :batch, :start, :months, :base, :variant_of, '', '', 'draft', 'unknown', 'none', :made_by, :made_at, 1)
      RETURNING id)sql",
                  {{":name", p.name},
                   {":batch", p.batch},
                   {":start", p.start.iso()},
                   {":months", p.months},
                   {":base", p.base},
                   {":variant_of", p.variant_of},
                   {":made_by", p.made_by},
                   {":made_at", p.made_at}},
                  [](const Row& row) { return row.get<PlanId>("id"); })
             .value();
  p.version = 1;
}

void put_instance(Tx& tx, PlanId id, const std::string& text) {
  tx.exec("UPDATE pool_plan SET instance_text = :text WHERE id = :id", {{":text", text}, {":id", id}});
}
void note_checked(Tx& tx, const StaffingPlan& p) {
  tx.exec("UPDATE pool_plan SET checked_at = :checked_at, plan_sha256 = :plan_sha256 WHERE id = :id",
          {{":checked_at", p.checked_at}, {":plan_sha256", p.plan_sha256}, {":id", p.id}});
}

void note_solving(Tx& tx, PlanId id, journal::JobId job) {
  tx.exec("UPDATE pool_plan SET solving = :job WHERE id = :id", {{":job", job}, {":id", id}});
  forget_solving(tx, id);
}
void put_solving(Tx& tx, PlanId id, const Solving& s) {
  forget_solving(tx, id);
  tx.exec("INSERT INTO pool_solving (plan, value, bound) VALUES (:id, :value, :bound)",
          {{":id", id}, {":value", s.value}, {":bound", s.bound}});
  int position = 0;
  for (const auto& c : s.clashes) {
    std::string dossiers;
    for (auto d : c.dossiers) dossiers += (dossiers.empty() ? "" : " ") + d.str();
    tx.exec(R"sql(
        INSERT INTO pool_clash (plan, position, kind, engineer, month, wanted, there, dossiers)
        VALUES (:id, :position, :kind, :engineer, :month, :wanted, :there, :dossiers))sql",
            {{":id", id},
             {":position", ++position},
             {":kind", c.kind},
             {":engineer", c.engineer},
             {":month", c.month ? std::optional(c.month->iso()) : std::nullopt},
             {":wanted", c.wanted},
             {":there", c.there},
             {":dossiers", dossiers}});
  }
}
Solving solving_of(Reader& reader, PlanId id) {
  auto solving = reader
                     .first("SELECT value, bound FROM pool_solving WHERE plan = :id", {{":id", id}},
                            [](const Row& row) {
                              return Solving{row.get<std::optional<std::int64_t>>("value"),
                                             row.get<std::optional<std::int64_t>>("bound"),
                                             {}};
                            })
                     .value_or(Solving{});
  solving.clashes = reader.all(
      "SELECT kind, engineer, month, wanted, there, dossiers FROM pool_clash WHERE plan = :id ORDER BY position",
      {{":id", id}}, read_clash);
  return solving;
}

Result<void> save_plan(Tx& tx, StaffingPlan& p) {
  auto saved = tx.exec(R"sql(
      UPDATE pool_plan
         SET name = :name, plan_text = :plan_text, state = :state, value = :value, bound = :bound, status = :status, proof = :proof,
             work = :work, seed = :seed, checked_at = :checked_at, plan_sha256 = :plan_sha256, proposed_by = :proposed_by, published_at = :published_at,
             version = version + 1
       WHERE id = :id AND version = :version)sql",
                       {{":name", p.name},
                        {":plan_text", p.plan_text},
                        {":state", p.state},
                        {":value", p.value},
                        {":bound", p.bound},
                        {":status", p.status},
                        {":proof", p.proof},
                        {":work", p.work},
                        {":seed", p.seed},
                        {":checked_at", p.checked_at},
                        {":plan_sha256", p.plan_sha256},
                        {":proposed_by", p.proposed_by},
                        {":published_at", p.published_at},
                        {":id", p.id},
                        {":version", p.version}});
  if (saved == 0) return Error::conflict(say("Somebody else changed this plan since you opened it."));
  ++p.version;
  return {};
}

std::vector<Approval> approvals_of(Reader& reader, PlanId plan) {
  return reader.all("SELECT person, at FROM pool_approval WHERE plan = :plan ORDER BY at, person", {{":plan", plan}},
                    [](const Row& row) { return Approval{row.get<PersonId>("person"), row.get<Instant>("at")}; });
}
void insert_approval(Tx& tx, PlanId plan, const Approval& a) {
  tx.exec("INSERT INTO pool_approval (plan, person, at) VALUES (:plan, :person, :at)",
          {{":plan", plan}, {":person", a.person}, {":at", a.at}});
}
void delete_approvals(Tx& tx, PlanId plan) {
  tx.exec("DELETE FROM pool_approval WHERE plan = :plan", {{":plan", plan}});
}

std::vector<LeftOut> left_out_of(Reader& reader, PlanId plan) {
  return reader.all("SELECT dossier, gaps FROM pool_left_out WHERE plan = :plan ORDER BY dossier", {{":plan", plan}},
                    [](const Row& row) {
                      LeftOut left{row.get<DossierId>("dossier"), {}};
                      std::istringstream names(row.get<std::string>("gaps"));
                      for (std::string name; names >> name;)
                        if (auto gap = from_name<DemandGap>(name)) left.gaps.push_back(*gap);
                      return left;
                    });
}
void put_left_out(Tx& tx, PlanId plan, const std::vector<LeftOut>& all) {
  for (const auto& left : all) {
    std::string names;
    for (auto gap : left.gaps) names += (names.empty() ? "" : " ") + std::string(name_of(gap));
    tx.exec("INSERT INTO pool_left_out (plan, dossier, gaps) VALUES (:plan, :dossier, :gaps)",
            {{":plan", plan}, {":dossier", left.dossier}, {":gaps", names}});
  }
}

std::vector<Wish> wishes_of(Reader& reader, PlanId plan) {
  return reader.all(
      R"sql(
      SELECT kind, dossier, engineer, skill, first, last, amount, level, home, floor FROM pool_variant_wish
       WHERE plan = :plan ORDER BY position)sql",
      {{":plan", plan}}, read_wish);
}
void put_wishes(Tx& tx, PlanId plan, const std::vector<Wish>& wishes) {
  int position = 0;
  auto month = [](Month m) { return m.m.ok() ? std::optional(m.iso()) : std::nullopt; };
  for (const auto& w : wishes)
    tx.exec(R"sql(
        INSERT INTO pool_variant_wish (plan, position, kind, dossier, engineer, skill, first, last, amount, level, home,
                                       floor)
        VALUES (:plan, :position, :kind, :dossier, :engineer, :skill, :first, :last, :amount, :level, :home,
                :floor))sql",
            {{":plan", plan},
             {":position", ++position},
             {":kind", w.kind},
             {":dossier", w.dossier},
             {":engineer", w.engineer},
             {":skill", w.skill},
             {":first", month(w.from)},
             {":last", month(w.to)},
             {":amount", w.amount},
             {":level", w.level},
             {":home", w.home},
             {":floor", w.floor}});
}
std::int64_t variants_of(Reader& reader, PlanId plan) {
  return reader.one<std::int64_t>("SELECT count(*) FROM pool_plan WHERE variant_of = :plan", {{":plan", plan}});
}

std::vector<StaffingPlan> variants_without_floors(Reader& reader, PlanId plan) {
  return reader.all(std::string(kPlanLine) + R"sql( FROM pool_plan
       WHERE variant_of = :plan AND state <> 'withdrawn'
         AND EXISTS (SELECT 1 FROM pool_variant_wish w WHERE w.plan = pool_plan.id AND w.kind = 'no_floor')
       ORDER BY id DESC)sql",
                    {{":plan", plan}}, read_plan_line);
}
std::map<PlanId, std::vector<Wish>> wishes_of_variants(Reader& reader, PlanId plan) {
  std::map<PlanId, std::vector<Wish>> all;
  reader.each(R"sql(
      SELECT plan, kind, dossier, engineer, skill, first, last, amount, level, home, floor FROM pool_variant_wish
       WHERE plan IN (SELECT id FROM pool_plan WHERE variant_of = :plan) ORDER BY plan, position)sql",
              {{":plan", plan}}, [&](const Row& row) { all[row.get<PlanId>("plan")].push_back(read_wish(row)); });
  return all;
}
std::map<PlanId, std::vector<Assignment>> assignments_of_variants(Reader& reader, PlanId plan) {
  std::map<PlanId, std::vector<Assignment>> all;
  reader.each(R"sql(
      SELECT plan, dossier, engineer, skill, level, month, quanta FROM pool_assignment
       WHERE plan IN (SELECT w.plan FROM pool_variant_wish w JOIN pool_plan p ON p.id = w.plan
                       WHERE p.variant_of = :plan AND w.kind = 'no_floor'))sql",
              {{":plan", plan}},
              [&](const Row& row) { all[row.get<PlanId>("plan")].push_back(read_assignment_row(row)); });
  return all;
}

std::vector<Assignment> assignments_of(Reader& reader, PlanId plan) {
  return reader.all(
      "SELECT dossier, engineer, skill, level, month, quanta FROM pool_assignment WHERE plan = :plan ORDER BY dossier, "
      "month, engineer, skill, level",
      {{":plan", plan}}, read_assignment_row);
}
void put_assignments(Tx& tx, PlanId plan, const std::vector<Assignment>& all) {
  tx.exec("DELETE FROM pool_assignment WHERE plan = :plan", {{":plan", plan}});
  for (const auto& a : all)
    tx.exec(R"sql(
        INSERT INTO pool_assignment (plan, dossier, engineer, skill, level, month, quanta, in_force)
        VALUES (:plan, :dossier, :engineer, :skill, :level, :month, :quanta, 0))sql",
            {{":plan", plan},
             {":dossier", a.dossier},
             {":engineer", a.engineer},
             {":skill", a.skill},
             {":level", a.level},
             {":month", a.month.iso()},
             {":quanta", a.quanta}});
}
void put_in_force(Tx& tx, const StaffingPlan& plan, Month next) {
  auto first = plan.start.iso(), last = (plan.start + (plan.months - 1)).iso();
  tx.exec(R"sql(
      UPDATE pool_assignment SET in_force = 0
       WHERE in_force = 1 AND month >= :first AND month <= :last
         AND (month >= :next OR dossier IN (SELECT dossier FROM pool_assignment WHERE plan = :plan)))sql",
          {{":first", first}, {":last", last}, {":next", next.iso()}, {":plan", plan.id}});
  tx.exec("UPDATE pool_assignment SET in_force = 1 WHERE plan = :plan AND month >= :first AND month <= :last",
          {{":plan", plan.id}, {":first", first}, {":last", last}});
}
void put_promised_to(Tx& tx, PlanId plan, const std::map<DossierId, LabId>& labs) {
  for (const auto& [dossier, lab] : labs)
    tx.exec("INSERT INTO pool_promised_to (plan, dossier, lab) VALUES (:plan, :dossier, :lab)",
            {{":plan", plan}, {":dossier", dossier}, {":lab", lab}});
}
std::map<std::pair<DossierId, Month>, LabId> promised_to(Reader& reader, Month from, Month to) {
  std::map<std::pair<DossierId, Month>, LabId> labs;
  auto first = from.iso(), last = to.iso();
  reader.each(R"sql(
      SELECT DISTINCT a.dossier, a.month, t.lab, a.in_force, t.plan
        FROM pool_assignment a JOIN pool_promised_to t ON t.plan = a.plan AND t.dossier = a.dossier
       WHERE a.month >= :first AND a.month <= :last
       ORDER BY a.in_force, t.plan)sql",
              {{":first", first}, {":last", last}}, [&](const Row& row) {
                labs[{row.get<DossierId>("dossier"), parse_month(row.get<std::string>("month")).value()}] =
                    row.get<LabId>("lab");
              });
  return labs;
}
std::int64_t release(Tx& tx, DossierId dossier, Month from) {
  return tx.exec("UPDATE pool_assignment SET in_force = 0 WHERE in_force = 1 AND dossier = :dossier AND month >= :from",
                 {{":dossier", dossier}, {":from", from.iso()}});
}
std::vector<Assignment> promised(Reader& reader, Month from, EngineerId engineer) {
  std::string sql =
      "SELECT dossier, engineer, skill, level, month, quanta FROM pool_assignment WHERE in_force = 1 AND month >= "
      ":from";
  auto iso = from.iso();
  std::vector<Param> params{{":from", iso}};
  if (engineer) {
    sql += " AND engineer = :engineer";
    params.emplace_back(":engineer", engineer);
  }
  return reader.all(sql + " ORDER BY month, dossier, engineer, skill, level", params, read_assignment_row);
}
std::vector<Assignment> promised_for(Reader& reader, DossierId dossier) {
  return reader.all(
      "SELECT dossier, engineer, skill, level, month, quanta FROM pool_assignment WHERE in_force = 1 AND dossier = "
      ":dossier ORDER BY month, engineer, skill, level",
      {{":dossier", dossier}}, read_assignment_row);
}

}  // namespace couloir::pool
