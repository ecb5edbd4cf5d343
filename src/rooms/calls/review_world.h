// What tests of review and decision stand on: dossiers taken up, a phase that is open, links declared.
#pragma once

#include "calls/meeting.h"
#include "calls/review_edit.h"
#include "calls/test_world.h"

namespace couloir::calls {

struct ReviewWorld : World {
  using World::World;

  CutOffId cut_off() const { return call.cut_offs[1].id; }
  Batch batch() { return {find_call(*reader(), call.id).value(), cut_off()}; }
  std::string batch_path(std::string_view below = "") const {
    return "/calls/pool/batches/" + cut_off().str() + std::string(below);
  }

  /// Open now, until 20 October 17:00 in Paris.
  Phase open_phase(Others others = Others::after_own) {
    Phase phase{
        {},     call.id, cut_off(), "First reading", at("2026-09-01T00:00:00+02:00"), at("2026-10-20T17:00:00+02:00"),
        others, 0};
    auto saved = save_phase(as(olga), phase);
    EXPECT_TRUE(saved) << (saved ? "" : told_by(saved.error()));
    return saved.value();
  }
  Dossier taken(const Actor& owner, OrganisationId organisation, std::string_view title) {
    auto d = filed(owner, organisation, title);
    EXPECT_EQ(take_up(as(olga), {d.id})->taken.size(), 1u);
    return stored(d.id);
  }
  Dossier taken(std::string_view title = "Sorting letters") { return taken(marie, acme, title); }

  /// Of every party of the call: a link with those that have one of these names, none with the rest.
  void declare(const Actor& who, const std::vector<std::string>& linked = {}) {
    std::vector<LinkGiven> given;
    for (const auto& d : declarations_of(*reader(), who, call.id)) {
      bool link = std::ranges::find(linked, d.party.name) != linked.end();
      given.push_back({d.party.key, link, link ? "We worked together" : ""});
    }
    auto done = declare_links(as(who), call.id, given);
    EXPECT_TRUE(done) << (done ? "" : told_by(done.error()));
  }
  void assign(DossierId dossier, const Actor& who) {
    auto done = assign_reviewer(as(olga), dossier, who.person);
    EXPECT_TRUE(done) << (done ? "" : told_by(done.error()));
  }
  static ReviewWords words(int mark, std::string to_applicant = "Clear and useful.") {
    ReviewWords w;
    for (const auto& criterion : test_pack().form.criteria) w.marks[criterion.code] = mark;
    w.to_applicant = std::move(to_applicant);
    w.internal = "Between us";
    return w;
  }
  void give(const Actor& who, DossierId dossier, int mark, std::string to_applicant = "Clear and useful.") {
    auto given = give_review(as(who), dossier, 0, words(mark, std::move(to_applicant)));
    EXPECT_TRUE(given) << (given ? "" : told_by(given.error()));
  }
  Meeting meeting() {
    Meeting m;
    m.call = call.id;
    m.cut_off = cut_off();
    m.held_on = *parse_date("2026-09-14");
    return save_meeting(as(olga), m).value();
  }
  static Proposal grant(DossierId dossier) {
    return {dossier, 0, Verdict::granted, {"strong_case"}, "Well done", {}, ""};
  }
  static Proposal decline(DossierId dossier) {
    return {dossier, 0, Verdict::declined, {"need_unclear"}, "Come again.", {}, ""};
  }
  std::vector<DecisionShown> shown_to(const Actor& who, MeetingId id) {
    std::vector<DecisionShown> shown;
    for (const auto& line : decidable(seen_meeting(*reader(), who, id).value(), who))
      shown.push_back({line.decision.dossier, line.dossier_version, line.decision.version});
    return shown;
  }
};

struct ReviewsOnBoth : testing::TestWithParam<TestDatabase> {
  ReviewWorld world{GetParam()};
};

}  // namespace couloir::calls
