// A dossier as a document: what was filed word for word, with its receipt; or the draft as it stands.
#include <algorithm>

#include "base/text.h"
#include "calls/call_store.h"
#include "calls/dossier_views.h"
#include "calls/paper.h"
#include "people/lab.h"
#include "people/person.h"
#include "region/written.h"
#include "words/quantities.h"

namespace couloir::calls {
namespace {

using namespace documents;

/// Everything it says, read before the first word is written.
struct Reading {
  const Rules& rules;
  Date aid_day;
  SeenDossier seen;
  DossierText text;                   ///< what is shown: of the filing, or as it stands
  Form form;                          ///< of that text
  std::optional<FiledDossier> filed;  ///< empty: the working copy is shown
  std::optional<Receipt> receipt;     ///< of the last turn, when there is one
  bool changed_since = false;         ///< the working copy says something else than the filing that is shown
  std::string lab;
  std::unordered_map<PersonId, std::string> names;

  const DossierFacts& facts() const { return seen.facts; }
  std::string name(PersonId id) const {
    auto found = names.find(id);
    return found == names.end() || found->second.empty() ? tr("somebody who left") : found->second;
  }
};

Result<Reading> read(Reader& reader, const Actor& actor, const Rules& rules, DossierId id, Instant now) {
  TRY_LET(auto seen, seen_dossier(reader, actor, id));
  add_grants(reader, actor, rules, seen);
  auto day = aid_day(seen.facts.dossier, now, rules.zone);
  Reading r{.rules = rules, .aid_day = day, .seen = std::move(seen)};
  auto filings = filings_of(reader, id);
  const auto& dossier = r.facts().dossier;
  if (!filings.empty()) {
    TRY_LET(auto receipt, receipt_of(reader, rules, dossier));
    r.receipt = std::move(receipt);
  }
  auto working = text_of(r.seen);
  bool corrects = dossier.state == DossierState::returned && r.seen.part;
  if (!filings.empty() && !corrects) {
    TRY_LET(auto filed, read_filed(filings.back().content));
    r.changed_since = r.seen.part && digest_of(working) != digest_of(filed.dossier);
    r.filed = std::move(filed);
  }
  r.text = r.filed ? r.filed->dossier : std::move(working);
  r.form = r.text.form == dossier.form ? r.facts().form : form_of(reader, dossier.call, r.text.form);
  if (!r.text.lab.empty()) {
    auto lab = people::find_lab_by_code(reader, r.text.lab);
    r.lab = lab ? lab->profile.name.text() : r.text.lab;
  }
  std::vector<PersonId> persons;
  for (const auto& member : r.facts().members) persons.push_back(member.person);
  if (r.facts().signature) persons.push_back(r.facts().signature->person);
  r.names = people::names_of_persons(reader, persons);
  return r;
}

std::string title_of(const Reading& r) { return r.text.title.empty() ? tr("Without a title") : r.text.title; }

std::string asked(const Reading& r) {
  auto least = least_in(r.text.staffing), full = asked_in(r.text.staffing);
  return full.raw == 0 ? tr("not said") : tr("{1}; {2} at least", written(full), written(least));
}

// ── the first page ──

FrontPage front_page(const Reading& r) {
  const auto& dossier = r.facts().dossier;
  FrontPage front{.eyebrow = dossier.number ? tr("Dossier {1}", *dossier.number) : tr("Dossier, draft"),
                  .title = title_of(r),
                  .owner = r.text.organisation.name,
                  .facts = {},
                  .station = 1};
  auto say_fact = [&](std::string name, std::string value) {
    front.facts.emplace_back(std::move(name), std::move(value));
  };
  say_fact(tr("Call"), r.facts().call.name.text());
  say_fact(tr("Applicant"), label(r.text.applicant));
  say_fact(tr("Sponsor lab"), r.lab.empty() ? tr("none yet") : r.lab);
  say_fact(tr("Asked of the pool"), asked(r));
  say_fact(tr("Period"), window_words(r.text.from, r.text.to));
  say_fact(tr("State"), label(dossier.state));
  if (r.filed) {
    say_fact(tr("Official time"), date_time(r.filed->received_at, r.rules.zone));
    say_fact(tr("Filed for"), r.filed->cut_off ? tr("the cut-off of {1}", date_time(*r.filed->cut_off, r.rules.zone))
                                               : tr("the next cut-off, which is not announced yet"));
    front.facts.emplace_back(tr("SHA-256"), std::vector{Line{r.receipt->sha256, Voice::print}});
  }
  return front;
}

void put_standing(const Reading& r, std::vector<Piece>& to) {
  if (r.filed && r.changed_since)
    to.emplace_back(Box{{{tr("The text was changed after it was filed.")},
                         {tr("This is what was filed; what was changed since counts once it is filed too.")}}});
  if (r.filed) return;
  std::vector<Line> lines{{tr("This is a draft as it stands. It proves nothing: nothing of it was filed.")}};
  if (r.receipt) {
    lines = {{tr("This is the text as it stands, not what was filed.")},
             {tr("What was filed last is turn {1}, received {2}.", number(r.receipt->turn),
                 date_time(r.receipt->received_at, r.rules.zone))}};
    if (auto until = r.facts().dossier.correct_by)
      lines.push_back({tr("It can be corrected until {1}.", date_time(*until, r.rules.zone))});
  }
  to.emplace_back(Box{std::move(lines)});
}

// ── what it says ──

void put_sections(const Reading& r, std::vector<Piece>& to) {
  for (const auto& section : r.form.sections) {
    auto said = std::ranges::find(r.text.sections, section.code, &SectionLine::section);
    auto text = said == r.text.sections.end() ? std::string() : said->text;
    to.emplace_back(Title{section.label.text()});
    if (trim(text).empty()) {
      to.emplace_back(Line{section.required ? tr("Nothing is written yet; this section is needed.")
                                            : tr("Nothing is written here; this section may stay empty."),
                           Voice::small});
      continue;
    }
    to.emplace_back(
        Line{tr("{1} of {2} words at most", number(count_of_words(text)), number(std::int64_t{section.max_words})),
             Voice::small});
    to.emplace_back(Prose{text});
  }
}

void put_staffing(const Reading& r, std::vector<Piece>& to) {
  to.emplace_back(Title{tr("Work asked of the pool")});
  if (r.text.staffing.empty()) {
    to.emplace_back(Line{tr("Nothing is asked for yet.")});
  } else {
    Grid grid{"",
              {{tr("Skill"), 40}, {tr("Level"), 26}, {tr("At least"), 16, true}, {tr("Full effort"), 18, true}},
              {},
              true};
    for (const auto& work : r.text.staffing)
      grid.rows.push_back({{{region::skill_name(r.rules.region, work.skill)}},
                           {{region::level_words(r.rules.region, work.level)}},
                           {{number(work.least_months, 2)}},
                           {{number(work.full_months, 2)}}});
    grid.rows.push_back({{{tr("Together")}},
                         {{""}},
                         {{number(least_in(r.text.staffing).value(), 2)}},
                         {{number(asked_in(r.text.staffing).value(), 2)}}});
    to.emplace_back(Line{tr("In engineer-months: one person, full time, for one month."), Voice::small});
    to.emplace_back(std::move(grid));
  }
  to.emplace_back(FactList{{{tr("Period"), window_words(r.text.from, r.text.to)},
                            {tr("Engineers at once"), team_words(r.text.team_min, r.text.team_max)}}});
}

void put_parties(const Reading& r, std::vector<Piece>& to) {
  to.emplace_back(Title{tr("Who takes part")});
  to.emplace_back(
      FactList{{{tr("Organisation"), tr("{1}, SIREN {2}", r.text.organisation.name, r.text.organisation.siren)},
                {tr("Sponsor lab"), r.lab.empty() ? tr("none yet") : r.lab}}});
  if (!r.text.partners.empty()) {
    Grid grid{tr("Partners"), {{tr("Partner"), 40}, {tr("Kind"), 20}, {tr("What it brings"), 40}}, {}};
    for (const auto& p : r.text.partners) {
      std::vector<Line> who{{p.name, Voice::strong}};
      if (!p.siret.empty()) who.push_back({tr("SIRET {1}", p.siret), Voice::small});
      if (!p.town.empty()) who.push_back({p.town, Voice::small});
      grid.rows.push_back({std::move(who), {{label(p.kind)}}, {{p.does}}});
    }
    to.emplace_back(std::move(grid));
  }
  if (r.facts().members.empty()) return;
  Grid grid{tr("Persons"), {{tr("Name"), 50}, {tr("Part in the dossier"), 50}}, {}};
  for (const auto& member : r.facts().members) grid.rows.push_back({{{r.name(member.person)}}, {{label(member.part)}}});
  to.emplace_back(std::move(grid));
}

// ── what stands beside it ──

ActLine act_of(const Reading& r) {
  if (r.filed) return r.filed->ai_act;
  const auto& act = r.facts().act;
  return {act.begun, act.decided, act.signed_, act.floor, act.ceiling, act.pack};
}

std::vector<Warning> warnings_of(const Reading& r) {
  if (!r.filed) return warnings_on(r.facts(), r.rules.pack.de_minimis);
  std::vector<Warning> all;
  for (const auto& said : r.filed->warnings)
    if (auto warning = from_name<Warning>(said)) all.push_back(*warning);
  return all;
}

enum class About { ai_act, aid };
void put_warnings(const Reading& r, About about, std::vector<Piece>& to) {
  std::vector<Line> lines;
  for (auto warning : warnings_of(r))
    if ((warning == Warning::worth_unknown) == (about == About::aid))
      lines.push_back({tr(sentence(warning)), Voice::mark});
  if (!lines.empty()) to.emplace_back(Box{std::move(lines)});
}

void put_act(const Reading& r, std::vector<Piece>& to) {
  auto act = act_of(r);
  to.emplace_back(Title{tr("AI Act")});
  FactList facts;
  if (act.begun) {
    auto lowest = compliance::risk_words(act.floor), highest = compliance::risk_words(act.ceiling);
    facts.facts = {{tr("Class"), lowest == highest ? lowest : tr("{1} at least, {2} at most", lowest, highest)},
                   {tr("Signed by Legal"), act.signed_ ? tr("yes") : tr("no")},
                   {tr("Rules"), tr("rule pack {1}", act.pack)}};
    to.emplace_back(std::move(facts));
  }
  put_warnings(r, About::ai_act, to);
}

/// As on its page: dossier_aid.cc.
void put_grants(const AidStanding& standing, const Grants& grants, std::vector<Piece>& to) {
  Grid grid{tr("Granted on this platform"),
            {{tr("Granted on"), 20}, {tr("Dossier"), 40}, {tr("Months"), 15, true}, {tr("Amount"), 25, true}},
            {}};
  for (const auto& line : standing.granted) {
    std::vector<Line> dossier{{line.grant.number}};
    if (line.declared) dossier.push_back({tr("declared above too, the larger figure counts"), Voice::small});
    grid.rows.push_back({{{short_date(line.grant.granted_on)}},
                         std::move(dossier),
                         {{number(line.grant.months.value(), 2)}},
                         {{line.worth ? written(*line.worth) : tr("not known")}}});
  }
  if (!grid.rows.empty()) to.emplace_back(std::move(grid));
  if (!grants.whole)
    to.emplace_back(Line{tr("What this platform granted to this company by dossiers that you take no part in is not "
                            "shown to you. It counts when the dossier is filed and decided."),
                         Voice::small});
}

bool speaks_of_aid(const Reading& r) {
  return r.text.aid_declared_for || asks(r.facts().call, r.text.applicant, Condition::aid_declared);
}

void put_aid(const Reading& r, std::vector<Piece>& to) {
  const auto& rule = r.rules.pack.de_minimis;
  if (!speaks_of_aid(r)) return;
  to.emplace_back(Title{tr("De minimis aid")});
  put_warnings(r, About::aid, to);
  if (!r.text.aid_declared_for) {
    to.emplace_back(Line{tr("The company has not declared the aid that it had."), Voice::mark});
    return;
  }
  auto aids = aids_of(r.text);
  const auto& grants = r.facts().grants;
  bool whole = grants && grants->whole;
  auto standing = aid_standing(aids, grants ? grants->told : std::vector<Grant>{}, rule, r.aid_day);
  auto size = r.filed ? r.filed->size_class : size_of_aided(r.seen);
  FactList facts{{{tr("Company"), tr("SIREN {1}", *r.text.aid_declared_for)},
                  {tr("Size class"), size_words(size)},
                  {whole ? tr("In the years that count") : tr("Declared by the company"),
                   tr("{1}, of {2} at most in {3} years [Regulation (EU) 2023/2831]",
                      whole ? sum_words(standing) : written(standing.declared), written(rule.ceiling),
                      number(std::int64_t{rule.years}))}}};
  if (whole && standing.unvalued.raw > 0)
    facts.facts.emplace_back(
        tr("In no sum"),
        tr("{1} granted on this platform: what they are worth in euros is not known", written(standing.unvalued)));
  to.emplace_back(std::move(facts));
  if (aids.empty()) {
    to.emplace_back(Line{tr("The company declares that it had none.")});
  } else {
    Grid grid{tr("Declared by the company"), {{tr("Granted on"), 20}, {tr("By"), 60}, {tr("Amount"), 20, true}}, {}};
    for (const auto& aid : aids) {
      std::vector<Line> giver{{aid.giver}};
      if (aid.dossier) giver.push_back({tr("Dossier {1}", *aid.dossier), Voice::small});
      grid.rows.push_back({{{short_date(aid.granted_on)}}, std::move(giver), {{written(aid.amount)}}});
    }
    to.emplace_back(std::move(grid));
  }
  if (grants) put_grants(standing, *grants, to);
  to.emplace_back(Line{single_undertaking(), Voice::small});
}

void put_annexes(const Reading& r, std::vector<Piece>& to) {
  if (r.text.annexes.empty()) return;
  to.emplace_back(Title{tr("Annexes")});
  to.emplace_back(Line{
      tr("The files lie beside this paper, in the package. A copy is the one meant here when its SHA-256 is the same."),
      Voice::small});
  Grid grid{"", {{tr("File and its SHA-256"), 84}, {tr("Size"), 16, true}}, {}};
  for (const auto& annex : r.text.annexes)
    grid.rows.push_back({{{annex.name, Voice::strong}, {annex.sha256, Voice::print}}, {{file_size(annex.size)}}});
  to.emplace_back(std::move(grid));
}

void put_signature(const Reading& r, std::vector<Piece>& to) {
  to.emplace_back(Title{tr("Signature of the lab")});
  std::optional<SignatureLine> signature = r.filed ? r.filed->signature : std::nullopt;
  const auto& last = r.facts().signature;
  if (!r.filed && last) signature = SignatureLine{r.text.lab, last->sha256, last->at};
  if (!signature) {
    to.emplace_back(Line{tr("The lab has not signed."), Voice::mark});
    return;
  }
  FactList facts{
      {{tr("Lab"), r.lab.empty() ? signature->lab : r.lab}, {tr("When"), date_time(signature->at, r.rules.zone)}}};
  if (last && last->sha256 == signature->sha256) facts.facts.emplace_back(tr("By"), r.name(last->person));
  facts.facts.emplace_back(tr("Text signed, SHA-256"), std::vector{Line{signature->sha256, Voice::print}});
  to.emplace_back(std::move(facts));
  if (signature->sha256 != digest_of(r.text))
    to.emplace_back(Line{tr("The text has changed since the lab signed: ask it to sign again."), Voice::mark});
}

void put_receipt(const Reading& r, std::vector<Piece>& to) {
  if (!r.filed) return;
  to.emplace_back(Title{tr("Receipt")});
  FactList facts{{{tr("Number"), r.receipt->number},
                  {tr("Order of arrival in the call"), number(r.receipt->rank)},
                  {tr("Turn"), number(r.filed->turn)},
                  {tr("Official time"), date_time(r.filed->received_at, r.rules.zone)},
                  {tr("Entry in the journal"), number(r.receipt->journal_seq)}}};
  facts.facts.emplace_back(tr("SHA-256"), std::vector{Line{r.receipt->sha256, Voice::print}});
  to.emplace_back(std::move(facts));
  to.emplace_back(
      Line{tr("The SHA-256 is that of answers.json in the package: the text as it was filed, to the letter."),
           Voice::small});
}

void put_sources(const Reading& r, std::vector<Piece>& to) {
  to.emplace_back(Title{tr("Sources")});
  Grid grid{"", {{tr("What"), 30}, {tr("Source"), 54}, {tr("Dated"), 16}}, {}};
  auto row = [&](std::string what, const std::string& source, const std::string& date) {
    grid.rows.push_back({{{std::move(what)}}, {{region::source_words(source)}}, {{date}}});
  };
  row(tr("The call"), r.facts().call.source, r.facts().call.source_date);
  if (speaks_of_aid(r)) {
    const auto& fact = r.rules.pack.de_minimis.fact;
    row(tr("Ceiling of de minimis aid"), fact.source, fact.date.iso());
  }
  if (!r.text.staffing.empty() && !r.rules.region.skills.empty()) {
    const auto& fact = r.rules.region.skill_scale.fact;
    row(tr("Levels of skills"), fact.source, fact.date.iso());
  }
  to.emplace_back(std::move(grid));
}

}  // namespace

bool paper_is_the_text(const Dossier& dossier) { return dossier.state == DossierState::returned || !dossier.number; }

Result<Writing> dossier_writing(Reader& reader, const Actor& actor, const Rules& rules, DossierId id, Instant now) {
  TRY_LET(auto r, read(reader, actor, rules, id, now));
  const auto& number = r.facts().dossier.number;
  Writing writing{
      number ? tr("Dossier {1}: {2}", *number, title_of(r)) : tr("Draft dossier: {1}", title_of(r)), front_page(r), {}};
  auto& to = writing.pieces;
  put_standing(r, to);
  put_sections(r, to);
  put_staffing(r, to);
  put_parties(r, to);
  put_act(r, to);
  put_aid(r, to);
  put_annexes(r, to);
  put_signature(r, to);
  put_receipt(r, to);
  put_sources(r, to);
  return writing;
}

}  // namespace couloir::calls
