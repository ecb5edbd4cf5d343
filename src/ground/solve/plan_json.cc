#include "solve/plan_json.h"

#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>
#include <iterator>

#include "base/bug.h"

namespace couloir::solve {

namespace json = boost::json;

namespace {
std::string json_text(std::string_view text) { return json::serialize(json::string_view(text.data(), text.size())); }

template <class List, class Write>
void write_list(std::string& out, const List& list, Write write) {
  out += '[';
  bool first = true;
  for (const auto& element : list) {
    if (!first) out += ',';
    first = false;
    write(element);
  }
  out += ']';
}

template <class Numbers>
void write_numbers(std::string& out, const Numbers& numbers) {
  write_list(out, numbers, [&](std::int64_t n) { fmt::format_to(std::back_inserter(out), "{}", n); });
}

/// One row an engineer, as many numbers as there are months.
void write_table(std::string& out, const std::vector<std::int64_t>& numbers, int months) {
  out += '[';
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    out += i == 0 ? "[" : i % months == 0 ? "],[" : ",";
    fmt::format_to(std::back_inserter(out), "{}", numbers[i]);
  }
  out += numbers.empty() ? "]" : "]]";
}

void write_certificate(std::string& out, const Field& field, const Certificate& c) {
  fmt::format_to(std::back_inserter(out), R"({{"kind":"prices","scale":{},"capacity":)", c.prices.scale);
  write_table(out, c.prices.capacity, field.months);
  out += R"(,"slots":)";
  write_table(out, c.prices.slots, field.months);
  out += R"(,"sessions":)";
  write_numbers(out, c.prices.sessions);
  out += R"(,"floors":)";
  write_numbers(out, c.prices.floors);
  std::vector<std::array<std::int64_t, 3>> after;
  std::vector<std::array<std::int64_t, 4>> order;
  for (int s = 0; s < int(field.sequences.size()); ++s) {
    auto [later, earlier] = field.sequences[s];
    if (auto price = c.prices.after[s]) after.push_back({later, earlier, price});
    for (int t = 0; t < field.months; ++t)
      if (auto price = c.prices.order[s * field.months + t]) order.push_back({later, earlier, t, price});
  }
  auto row = [&](const auto& numbers) { write_numbers(out, numbers); };
  out += R"(,"after":)";
  write_list(out, after, row);
  out += R"(,"order":)";
  write_list(out, order, row);
  out += R"(,"profits":)";
  write_numbers(out, c.profits);
  out += '}';
}
}  // namespace

std::string plan_text(const Field& field, const Answer& answer, const RefusalTexts& refused) {
  bool any = answer.status == Status::optimal || answer.status == Status::feasible;
  std::string out = fmt::format(R"({{"format":"pool-plan/1","instance":{},"plans":)", json_text(field.in.name));
  if (any) {
    out += '{';
    bool first = true;
    for (std::size_t d = 0; d < answer.plan.size(); ++d) {
      if (!answer.plan[d]) continue;
      fmt::format_to(std::back_inserter(out), R"({}"{}":)", first ? "" : ",", d);
      first = false;
      write_list(out, answer.plan[d]->stints, [&](const Stint& s) {
        fmt::format_to(std::back_inserter(out), "[{},{},{},{}]", s.engineer, s.role, s.month, s.quanta);
      });
    }
    out += '}';
  } else {
    out += "null";
  }
  fmt::format_to(std::back_inserter(out), R"(,"objective":{},"bound":{},"status":"{}","proof":"{}")",
                 any ? std::to_string(answer.objective) : "null", answer.bound ? std::to_string(*answer.bound) : "null",
                 name_of(answer.status), name_of(answer.proof));
  const auto& s = answer.split;
  if (any)
    fmt::format_to(std::back_inserter(out),
                   R"(,"split":{{"value":{},"team":{},"travel":{},"move":{},"floors":{},"granted":{},"effort":{}}})",
                   s.value, s.team, s.travel, s.move, s.floors, s.granted, s.effort);
  out += R"(,"certificate":)";
  if (answer.certificate)
    write_certificate(out, field, *answer.certificate);
  else
    out += "null";
  out += R"(,"refused":{)";
  bool first = true;
  for (std::size_t d = 0; d < refused.size(); ++d) {
    if (refused[d].empty()) continue;
    fmt::format_to(std::back_inserter(out), R"({}"{}":)", first ? "" : ",", d);
    first = false;
    write_list(out, refused[d], [&](const ReasonText& r) {
      fmt::format_to(std::back_inserter(out), R"({{"rule":{},"text_fr":{},"text_en":{},"evidence":{}}})",
                     json_text(r.rule), json_text(r.text_fr), json_text(r.text_en), r.evidence);
    });
  }
  fmt::format_to(std::back_inserter(out), R"(}},"work":{},"seed":{},"threads":{}}})", answer.work, answer.seed,
                 answer.threads);
  return out;
}

Plan read_staffing(std::string_view text, const Field& field) {
  Plan out(field.cases.size());
  try {
    auto plans = json::parse({text.data(), text.size()}).at("plans");
    if (plans.is_null()) return out;
    for (const auto& [dossier, rows] : plans.as_object()) {
      auto d = std::stoul(std::string(dossier));
      Staffing s;
      for (const auto& row : rows.as_array()) {
        auto number = [&](std::size_t i) { return row.at(i).to_number<int>(); };
        s.stints.push_back({number(0), number(1), number(2), number(3)});
      }
      weigh(field, field.cases.at(d), s);
      out.at(d) = std::move(s);
    }
  } catch (const std::exception& fault) {
    throw Bug(std::string("a pool-plan/1 that the checker reads and the solver does not: ") + fault.what());
  }
  return out;
}

}  // namespace couloir::solve
