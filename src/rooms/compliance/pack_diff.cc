#include "compliance/pack_diff.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "web/describe.h"

namespace couloir::compliance {
namespace {

/// Everything a pack says, as "rule P-ba, when": "Q16.intended or …".
class Contents {
 public:
  explicit Contents(const RulePack& pack) : pack_(pack) {
    about_pack();
    for (const auto& source : pack.sources) about(source);
    for (const auto& question : pack.questions) about(question);
    for (const auto& date : pack.dates) about(date);
    for (const auto& stage : pack.stages) about(stage);
    for (std::size_t i = 0; i < kActRoles; ++i) about(static_cast<ActRole>(i));
    for (const auto& rule : pack.rules) about(rule);
    for (const auto& obligation : pack.obligations) about(obligation);
    for (const auto& fine : pack.fines) about(fine);
    begin("contradictions", "");
    for (const auto& contradiction : pack.contradictions) add(contradiction.when.text(), contradiction.text);
  }

  struct Thing {
    std::string kind, id;
    std::vector<std::pair<std::string, std::string>> fields;
  };
  const std::vector<Thing>& things() const { return things_; }

 private:
  void begin(std::string kind, std::string id) { things_.push_back({std::move(kind), std::move(id), {}}); }
  void add(std::string field, std::string value) {
    things_.back().fields.emplace_back(std::move(field), std::move(value));
  }
  void add(const std::string& field, const Bilingual& text) {
    add(field + ".fr", text.fr);
    add(field + ".en", text.en);
  }
  void add(const std::string& field, const std::optional<Condition>& condition) {
    add(field, condition ? condition->text() : std::string());
  }
  void add(const std::string& field, const std::optional<Date>& day) { add(field, day ? day->iso() : std::string()); }
  void add(const std::string& field, bool is) { add(field, std::string(is ? "true" : "false")); }
  std::string source(std::size_t i) const { return pack_.sources[i].id; }
  void add(const std::string& of, const Provenance& provenance) {
    std::string all;
    for (auto i : provenance.sources) all += (all.empty() ? "" : ", ") + source(i);
    add(of + "confidence", std::string(name_of(provenance.confidence)));
    add(of + "sources", all);
  }
  std::string date(std::size_t i) const { return i == kNowhere ? std::string() : pack_.dates[i].id; }
  static std::string names(const std::vector<ActRole>& roles) {
    std::string all;
    for (auto role : roles) all += (all.empty() ? "" : ", ") + std::string(name_of(role));
    return all;
  }
  std::string text(const std::vector<Older>& older) const {
    std::string all;
    for (const auto& entry : older)
      all += fmt::format("{}before {}{} then {}{}", all.empty() ? "" : "; ", date(entry.before),
                         entry.when ? " when " + entry.when->text() : "", date(entry.then),
                         entry.until_change ? " until a change" : "");
    return all;
  }

  void about_pack() {
    begin("pack", "");
    add("version", pack_.version);
    add("law_as_of", std::optional(pack_.law_as_of));
    add("title", pack_.title);
    add("notice", pack_.notice);
    add("size_question", pack_.questions[pack_.size_question].id);
  }
  void about(const Source& s) {
    begin("source", s.id);
    add("title", s.title);
    add("url", s.url);
    add("date", s.date);
  }
  void about(const Question& q) {
    begin("question", q.id);
    add("section", pack_.sections[q.section].id);
    add("text", q.text);
    add("help", q.help);
    add("todo", q.todo);
    add("article", q.article);
    add("several", q.several);
    add("asked_when", q.asked_when);
    for (const auto& option : q.options) {
      add("option " + option.code, option.label);
      add("hint " + option.code, option.hint);
    }
  }
  void about(const LawDate& d) {
    begin("date", d.id);
    add("what", d.what);
    add("on", d.on);
    for (std::size_t i = 0; i < d.readings.size(); ++i) {
      add(fmt::format("reading {}", i + 1), std::optional(d.readings[i].on));
      add(fmt::format("reading {} because", i + 1), d.readings[i].because);
    }
    add("status", std::string(name_of(d.status)));
    add("superseded_by", date(d.superseded_by));
    add("certainty", std::string(name_of(d.certainty)));
    add("basis", d.basis);
    add("source", source(d.source));
    add("source_date", d.source_date);
    add("checked_on", std::optional(d.checked_on));
    add("note", d.note);
    add("remind", d.remind);
  }
  void about(const Stage& s) {
    begin("stage", s.id);
    add("name", s.name);
    add("unless", s.unless);
    add("older", text(s.older));
  }
  void about(ActRole role) {
    const auto& rule = pack_.roles[static_cast<std::size_t>(role)];
    begin("role", std::string(name_of(role)));
    add("when", std::optional(rule.when));
    add("article", rule.article);
    add("name", rule.name);
  }
  void about(const Rule& r) {
    begin("rule", r.id);
    add("stage", pack_.stages[r.stage].id);
    add("when", std::optional(r.when));
    add("open_when", r.open_when);
    add("class", std::string(r.gives ? name_of(*r.gives) : ""));
    add("roles", names(r.roles));
    for (std::size_t i = 0; i < kActRoles; ++i) add("only " + std::string(name_of(static_cast<ActRole>(i))), r.only[i]);
    add("excludes", std::string(name_of(r.excludes)));
    add("flag", r.flag);
    add("ask_again", r.ask_again);
    add("article", r.article);
    add("date", r.date_of_rules ? "rule" : date(r.date));
    add("older", text(r.older));
    add("", r.provenance);
    add("legal_review", r.legal_review);
    add("valid_from", std::optional(r.valid_from));
    add("valid_to", r.valid_to);
    add("what", r.what);
    add("limits", r.limits);
    add("limits_", r.limits_provenance);
  }
  void about(const Obligation& o) {
    begin("obligation", o.id);
    add("kind", std::string(name_of(o.kind)));
    add("roles", names(o.roles));
    add("when", std::optional(o.when));
    add("held_when", o.held_when);
    add("article", o.article);
    add("date", o.date == kNowhere ? "rule" : date(o.date));
    add("title", o.title);
    add("text", o.text);
    add("mitigation", o.mitigation);
    add("evidence", o.evidence);
    add("", o.provenance);
    add("legal_review", o.legal_review);
    add("note", o.note);
  }
  void about(const Fine& f) {
    begin("fine", f.id);
    add("when", std::optional(f.when));
    add("article", f.article);
    add("euros", std::to_string(f.euros));
    add("percent", std::to_string(f.percent));
    add("lower_when", f.lower_when);
    add("lower_article", f.lower_article);
  }

  const RulePack& pack_;
  std::vector<Thing> things_;
};

std::string value_in(const Contents::Thing& thing, const std::string& field) {
  auto found = std::ranges::find(thing.fields, field, [](const auto& f) { return f.first; });
  return found == thing.fields.end() ? std::string() : found->second;
}

}  // namespace

std::vector<PackDifference> difference_of(const RulePack& before, const RulePack& after) {
  Contents was(before), is(after);
  std::map<std::pair<std::string, std::string>, const Contents::Thing*> old_things, new_things;
  for (const auto& thing : was.things()) old_things[{thing.kind, thing.id}] = &thing;
  std::vector<PackDifference> differences;
  for (const auto& thing : is.things()) {
    new_things[{thing.kind, thing.id}] = &thing;
    auto old_one = old_things.find({thing.kind, thing.id});
    if (old_one == old_things.end()) {
      differences.push_back({PackChange::added, thing.kind, thing.id, "", "", ""});
      continue;
    }
    auto differs = [&](const std::string& field) {
      auto old_value = value_in(*old_one->second, field), new_value = value_in(thing, field);
      if (old_value != new_value)
        differences.push_back({PackChange::changed, thing.kind, thing.id, field, old_value, new_value});
    };
    for (const auto& [field, value] : thing.fields) differs(field);
    for (const auto& [field, value] : old_one->second->fields)  // an option or a reading that is gone
      if (std::ranges::find(thing.fields, field, [](const auto& f) { return f.first; }) == thing.fields.end())
        differs(field);
  }
  for (const auto& thing : was.things())
    if (!new_things.contains({thing.kind, thing.id}))
      differences.push_back({PackChange::removed, thing.kind, thing.id, "", "", ""});
  return differences;
}

std::string told(const std::vector<PackDifference>& differences, bool json) {
  std::string text;
  for (const auto& d : differences) {
    if (json) {
      text +=
          fmt::format("{{\"change\":\"{}\",\"kind\":\"{}\",\"id\":{}", name_of(d.change), d.kind, json_string(d.id));
      if (d.change == PackChange::changed)
        text += fmt::format(",\"field\":{},\"before\":{},\"after\":{}", json_string(d.field), json_string(d.before),
                            json_string(d.after));
      text += "}\n";
      continue;
    }
    auto name = d.id.empty() ? d.kind : d.kind + " " + d.id;
    switch (d.change) {
      case PackChange::added:
        text += tr("{1}: new", name) + "\n";
        break;
      case PackChange::removed:
        text += tr("{1}: gone", name) + "\n";
        break;
      case PackChange::changed:
        text += fmt::format("{}, {}: {} → {}\n", name, d.field, d.before.empty() ? "–" : d.before,
                            d.after.empty() ? "–" : d.after);
        break;
    }
  }
  return text;
}

}  // namespace couloir::compliance
