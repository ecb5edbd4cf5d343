#include "compliance/personal.h"

#include "compliance/scenario.h"

namespace couloir::compliance {
namespace {

struct GivenAnswer {
  UseCaseId use_case;
  Instant at;
  std::string question, before, after;
};
struct OwnVerdict {
  UseCaseId use_case;
  Instant at;
  Verdict verdict = Verdict::signed_;
  std::string reason;
};
struct OwnDuty {
  UseCaseId use_case;
  std::string obligation;
  std::optional<Date> due, done_on;
  std::string note;
};
struct Share {
  std::vector<GivenAnswer> answers;
  std::vector<OwnVerdict> verdicts;
  std::vector<OwnDuty> duties;
};

void describe(Describer& d, GivenAnswer& a) {
  d.type("GivenAnswer");
  d.field("use_case", a.use_case);
  d.field("at", a.at);
  d.field("question", a.question);
  d.field("before", a.before);
  d.field("after", a.after);
}
void describe(Describer& d, OwnVerdict& v) {
  d.type("OwnVerdict");
  d.field("use_case", v.use_case);
  d.field("at", v.at);
  d.field("verdict", v.verdict);
  d.field("reason", v.reason);
}
void describe(Describer& d, OwnDuty& o) {
  d.type("OwnDuty");
  d.field("use_case", o.use_case);
  d.field("obligation", o.obligation);
  d.field("due", o.due);
  d.field("done_on", o.done_on);
  d.field("note", o.note);
}
void describe(Describer& d, Share& s) {
  d.type("ComplianceShare");
  d.field("answers", s.answers);
  d.field("verdicts", s.verdicts);
  d.field("duties", s.duties);
}

std::string export_json(Reader& reader, PersonId person) {
  Share share;
  share.answers = reader.all(R"sql(
      SELECT s.use_case, c.at, c.question, c.before, c.after FROM compliance_change c
        JOIN compliance_scenario s ON s.id = c.scenario WHERE c.person = :person ORDER BY c.id)sql",
                             {{":person", person}}, [](const Row& row) {
                               return GivenAnswer{row.get<UseCaseId>("use_case"), row.get<Instant>("at"),
                                                  row.get<std::string>("question"), row.get<std::string>("before"),
                                                  row.get<std::string>("after")};
                             });
  share.verdicts = reader.all(R"sql(
      SELECT s.use_case, v.at, v.verdict, v.reason FROM compliance_verdict v
        JOIN compliance_scenario s ON s.id = v.scenario WHERE v.person = :person ORDER BY v.id)sql",
                              {{":person", person}}, [](const Row& row) {
                                return OwnVerdict{row.get<UseCaseId>("use_case"), row.get<Instant>("at"),
                                                  row.get<Verdict>("verdict"), row.get<std::string>("reason")};
                              });
  share.duties = reader.all(R"sql(
      SELECT s.use_case, m.obligation, m.due, m.done_on, m.note FROM compliance_mitigation m
        JOIN compliance_scenario s ON s.id = m.scenario WHERE m.owner = :person ORDER BY m.id)sql",
                            {{":person", person}}, [](const Row& row) {
                              return OwnDuty{row.get<UseCaseId>("use_case"), row.get<std::string>("obligation"),
                                             row.get<std::optional<Date>>("due"),
                                             row.get<std::optional<Date>>("done_on"), row.get<std::string>("note")};
                            });
  return write_json(shape_of(share));
}

/// Answers and verdicts are the organisation's and the law's record and name nobody; a duty is free for somebody else,
/// and the note beside it may speak of her.
void erase(Tx& tx, const Op& op, PersonId person) {
  tx.exec(
      "UPDATE compliance_mitigation SET owner = NULL, note = '', updated_at = :now, version = version + 1 WHERE owner "
      "= "
      ":person",
      {{":now", op.now}, {":person", person}});
}

}  // namespace

people::PersonalDataSource personal_data() { return {"compliance", export_json, erase}; }

}  // namespace couloir::compliance
