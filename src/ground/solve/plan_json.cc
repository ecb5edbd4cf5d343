#include "solve/plan_json.h"

#include <fmt/format.h>

#include <iterator>
#include <set>
#include <tuple>

#include "solve/json_reader.h"

namespace couloir::solve {

namespace {
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

void write_numbers(std::string& out, const std::vector<std::int64_t>& numbers) {
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
  out += R"(,"after":[)";
  for (std::size_t i = 0; i < c.sequences.size(); ++i)
    fmt::format_to(std::back_inserter(out), "{}[{},{},{}]", i ? "," : "", c.sequences[i].first, c.sequences[i].second,
                   c.sequence_prices[i]);
  out += R"(],"profits":)";
  write_numbers(out, c.profits);
  out += '}';
}

std::string_view name_of(Status status) {
  switch (status) {
    case Status::optimal:
      return "optimal";
    case Status::feasible:
      return "feasible";
    case Status::infeasible:
      return "infeasible";
    case Status::unknown:
      return "unknown";
  }
  return "";
}

std::string_view name_of(Proof proof) {
  switch (proof) {
    case Proof::certificate:
      return "certificate";
    case Proof::search:
      return "search";
    case Proof::none:
      return "none";
  }
  return "";
}
}  // namespace

std::string plan_text(const Field& field, const Answer& answer, const RefusalTexts& refused) {
  bool any = answer.status == Status::optimal || answer.status == Status::feasible;
  std::string out = fmt::format(R"({{"format":"pool-plan/1","instance":{},"plans":)", json_quoted(field.in.name));
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
                     json_quoted(r.rule), json_quoted(r.text_fr), json_quoted(r.text_en), r.evidence);
    });
  }
  fmt::format_to(std::back_inserter(out), R"(}},"work":{},"seed":{},"threads":{}}})", answer.work, answer.seed,
                 answer.threads);
  return out;
}

Result<Plan> read_staffing(std::string_view text, const Field& field) {
  TRY_LET(auto in, JsonReader::over(text));
  Plan out(field.cases.size());
  auto plans = [&] {
    if (in.null()) return;
    in.each_member([&](std::string_view key) {
      auto d = in.index_key(key, std::int64_t(field.cases.size()));
      if (!d) return in.skip();
      Staffing s;
      std::set<std::tuple<int, int, int>> seen;
      in.each([&] {
        std::int64_t values[4] = {0, 0, 0, 0};
        std::int64_t most[4] = {field.engineers - 1, std::int64_t(field.cases[*d].dossier->roles.size()) - 1,
                                field.months - 1, 10'000};
        int at = 0;
        in.each([&] {
          if (at < 4) values[at] = in.integer(at == 3 ? 1 : 0, most[at]);
          ++at;
        });
        if (at != 4) in.complain(say("four numbers are wanted: engineer, role, month, quanta"));
        if (!seen.insert({int(values[0]), int(values[1]), int(values[2])}).second)
          in.complain(say("this engineer, role and month stand here twice"));
        s.stints.push_back({int(values[0]), int(values[1]), int(values[2]), int(values[3])});
      });
      if (s.stints.empty()) return in.complain(say("a granted dossier has at least one row"));
      weigh(field, field.cases[*d], s);
      out[*d] = std::move(s);
    });
  };
  auto unread = [&] { in.skip(); };
  in.object({{"format", [&] { in.exactly("pool-plan/1"); }},
             {"instance", unread, false},
             {"plans", plans},
             {"objective", unread, false},
             {"bound", unread, false},
             {"status", unread, false},
             {"proof", unread, false},
             {"split", unread, false},
             {"certificate", unread, false},
             {"refused", unread, false},
             {"work", unread, false},
             {"seed", unread, false},
             {"threads", unread, false}});
  TRY(in.verdict());
  return out;
}

}  // namespace couloir::solve
