#include "portfolio/use_case_views.h"

#include "people/person.h"
#include "portfolio/describe.h"
#include "portfolio/use_case_edit.h"
#include "web/request.h"

namespace couloir::portfolio {

using html::el;
using html::Html;

std::string label(UseCaseState state) {
  switch (state) {
    case UseCaseState::idea:
      return trc("use case", "idea");
    case UseCaseState::mapped:
      return trc("use case", "mapped");
    case UseCaseState::filed:
      return trc("use case", "filed");
    case UseCaseState::running:
      return trc("use case", "running");
    case UseCaseState::shipped:
      return trc("use case", "shipped");
    case UseCaseState::stopped:
      return trc("use case", "stopped");
  }
  return {};
}

std::string label(SponsorshipState state) {
  switch (state) {
    case SponsorshipState::asked:
      return trc("sponsorship", "asked");
    case SponsorshipState::accepted:
      return trc("sponsorship", "accepted");
    case SponsorshipState::declined:
      return trc("sponsorship", "declined");
    case SponsorshipState::withdrawn:
      return trc("sponsorship", "withdrawn");
  }
  return {};
}

std::string label(ScorerSide side) {
  switch (side) {
    case ScorerSide::owner:
      return trc("scorer", "owner");
    case ScorerSide::lab:
      return trc("scorer", "lab");
    case ScorerSide::office:
      return trc("scorer", "office");
  }
  return {};
}

std::string label(Sort sort) {
  switch (sort) {
    case Sort::score:
      return tr("Fit score");
    case Sort::rice:
      return "RICE";
    case Sort::wsjf:
      return "WSJF";
    case Sort::title:
      return tr("Title");
    case Sort::updated:
      return tr("Last change");
  }
  return {};
}

Html tag_of(UseCaseState state) {
  auto tone = [&] {
    switch (state) {
      case UseCaseState::idea:
        return view::Tone::neutral;
      case UseCaseState::mapped:
      case UseCaseState::filed:
        return view::Tone::info;
      case UseCaseState::running:
        return view::Tone::accent;
      case UseCaseState::shipped:
        return view::Tone::good;
      case UseCaseState::stopped:
        return view::Tone::neutral;
    }
    return view::Tone::neutral;
  };
  return view::tag(label(state), tone());
}

Html tag_of(SponsorshipState state) {
  auto tone = [&] {
    switch (state) {
      case SponsorshipState::asked:
        return view::Tone::info;
      case SponsorshipState::accepted:
        return view::Tone::good;
      case SponsorshipState::declined:
        return view::Tone::warn;
      case SponsorshipState::withdrawn:
        return view::Tone::neutral;
    }
    return view::Tone::neutral;
  };
  return view::tag(label(state), tone());
}

html::Url use_case_path(UseCaseId id, std::string_view below) {
  return html::path("/use-cases/" + id.str() + std::string(below));
}

Result<UseCase> seen_use_case(web::Request& request) {
  TRY_LET(auto id, request.id<UseCaseId>("id"));
  return visible_use_case(*request.site.db().reader(), request.actor(), id);
}

std::string pillar_name(const region::Pack& pack, const std::string& code) {
  const auto* pillar = region::find(pack.pillars, code);
  return pillar == nullptr ? "" : pillar->code + " · " + pillar->label.text();
}

Html score_cell(const ScoreSummary& score) {
  if (!score.known()) return view::muted(tr("to score"));
  auto chip = view::score_chip(score.floor);
  if (score.ceiling - score.floor < 0.5) return chip;
  return chip + html::text(" ") + view::muted(tr("up to {1}", number(score.ceiling, 0)));
}

std::string ratio(const std::optional<double>& value) { return value ? number(*value, 1) : "–"; }

std::vector<view::Field> use_case_fields(const web::Form& form) {
  auto field = [&](std::string name, std::string label, view::Input input, std::string hint = "",
                   view::Width width = view::Width::full) {
    view::Field f;
    f.value = form.value(name);
    f.name = std::move(name);
    f.label = std::move(label);
    f.input = input;
    f.hint = std::move(hint);
    f.width = width;
    return f;
  };
  using enum view::Input;
  std::vector<view::Field> fields{
      field("title", tr("Title"), text, tr("What you want, in one line: “Answer winemakers’ questions faster”.")),
      field("problem", tr("The irritant"), long_text,
            tr("What costs time, money or nerves today? Tell it as you would to a colleague.")),
      field("process", tr("Where in your work"), text, tr("Support, logistics, quality control, training…"),
            view::Width::medium),
      field("expected_kpi", tr("The indicator that shall get better"), text,
            tr("One figure that you already have or can count."), view::Width::medium),
      field("baseline", tr("Its value today"), text, tr("Without it nobody can show later that it helped."),
            view::Width::brief),
      field("target", tr("Its value wished for"), text, "", view::Width::brief),
      field("data_needed", tr("Data it needs"), long_text, tr("Which data, where they are, whether you may use them.")),
      field("people_affected", tr("People affected"), integer,
            tr("Colleagues or customers whose work or life changes."), view::Width::brief),
      field("external_id", tr("Your own reference"), text,
            tr("If you keep a list elsewhere: the import finds the use case again by it."), view::Width::brief)};
  fields.front().required = true;
  return fields;
}

std::string reason_text(const Reason& reason, const region::Pack& pack) {
  std::string about;
  for (const auto& word : reason.about) about += (about.empty() ? "" : ", ") + word;
  switch (reason.kind) {
    case MatchReason::pillar:
      return tr("works on {1} (+{2})", pillar_name(pack, reason.about.front()), std::to_string(reason.points));
    case MatchReason::across_all:
      return tr("works across all pillars (+{1})", std::to_string(reason.points));
    case MatchReason::themes:
      return tr("words in common: {1} (+{2})", about, std::to_string(reason.points));
    case MatchReason::same_town: {
      const auto* town = region::find(pack.towns, about);
      return tr("in the same town, {1} (+{2})", town ? town->name.text() : about, std::to_string(reason.points));
    }
    case MatchReason::same_department: {
      const auto* department = region::find(pack.departments, about);
      return tr("in the same department, {1} (+{2})", department ? department->name.text() : about,
                std::to_string(reason.points));
    }
  }
  return {};
}

html::Html words_of_change(const Change& c, const std::vector<Leaf>& leaves) {
  auto leaf = std::ranges::find(leaves, c.field, &Leaf::name);
  auto what = leaf == leaves.end() || leaf->rule.about.empty() ? c.field : tr(leaf->rule.about);
  auto before = c.before.empty() ? view::muted(tr("empty")) : el("del", {}, {c.before});
  auto after = c.after.empty() ? view::muted(tr("empty")) : el("ins", {}, {c.after});
  return el("p", {}, {tr("{1}:", what), html::text(" "), before, html::text(" → "), after});
}

html::Html contact_of(Reader& reader, PersonId id) {
  auto person = id ? people::find_person(reader, id) : std::nullopt;
  if (!person || person->email.empty()) return {};
  return html::el("p", {}, {person->name, " · ", view::link({person->email, html::mail_to(person->email)})});
}

}  // namespace couloir::portfolio
