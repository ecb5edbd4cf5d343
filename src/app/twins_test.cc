// All of it by page, by REST and by command: which operations each form of the pages shares its command with. Said here
// for every form, and read in both directions: a form that is new, an operation that is gone and a line that is needed
// no more fail. That both go through one command is for the tests of the rooms to show.
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "app/house.h"

namespace couloir::app {
namespace {

using testing::IsEmpty;
using testing::UnorderedElementsAreArray;

/// `operations`: by their commands, "call edit, call cut-offs".
struct Twin {
  std::string_view form, operations;
};
constexpr Twin kTwins[] = {
    {"/preferences", "me edit"},
    {"/welcome", "me start"},
    {"/welcome/lab", "lab join"},
    {"/account", "me edit"},
    {"/account/logins/end", "me logout"},
    {"/account/tokens", "token add"},
    {"/account/tokens/{token}/revocation", "token revoke"},
    {"/account/data/export", "me data"},
    {"/account/data/erasure", "me erase"},
    {"/organisations", "organisation add"},
    {"/organisations/{id}/members/{person}", "member set, member remove"},
    {"/organisations/{id}/edit", "organisation edit"},
    {"/organisations/{id}/establishments", "establishment add"},
    {"/establishments/{id}/edit", "establishment edit"},
    {"/establishments/{id}/removal", "establishment remove"},
    {"/organisations/{id}/teams", "team add"},
    {"/teams/{id}/edit", "team edit"},
    {"/labs/{id}/members", "lab join"},
    {"/labs/{id}/members/{person}", "lab accept, lab remove-member"},
    {"/labs", "lab add"},
    {"/labs/{id}/edit", "lab edit"},
    {"/labs/{id}/status", "lab set-status"},
    {"/office/people/invite", "person invite"},
    {"/office/people/{id}/roles", "role grant"},
    {"/office/people/{id}/roles/{role}", "role grant, role revoke, role decline"},
    {"/office/people/{id}/second-factor-reset", "person reset-second-factor"},
    {"/office/people/{id}/erasure", "person erase"},
    {"/office/jobs/{id}", "job retry, job cancel"},
    {"/use-cases", "use-case add"},
    {"/use-cases/{id}", "use-case edit"},
    {"/use-cases/{id}/state", "use-case move"},
    {"/use-cases/{id}/score", "use-case give-levels"},
    {"/use-cases/{id}/sponsorships", "sponsorship ask"},
    {"/sponsorships/{id}/answer", "sponsorship answer"},
    {"/sponsorships/{id}/withdrawal", "sponsorship withdraw"},
    {"/use-cases/import", "import preview"},
    {"/imports/{id}/start", "import start"},
    {"/imports/{id}/cancel", "import cancel"},
    {"/office/weights/{wave}", "weights set"},
    {"/use-cases/{id}/compliance/questions", "compliance answer"},
    {"/use-cases/{id}/compliance/request", "compliance request"},
    {"/use-cases/{id}/compliance/verdict", "compliance verdict"},
    {"/use-cases/{id}/compliance/revisit", "compliance revisit"},
    {"/use-cases/{id}/compliance/mitigations", "compliance plan"},
    {"/use-cases/{id}/compliance/evidence", "compliance attach"},
    {"/use-cases/{id}/compliance/evidence/{evidence}/removal", "compliance detach"},
    {"/use-cases/{id}/compliance/documents", "compliance pdf"},
    {"/skills/{team}/checklist", "skills fill"},
    {"/skills/{team}/trainings", "skills plan"},
    {"/skills/{team}/trainings/removal", "skills drop"},
    {"/skills/organisations/{organisation}/checklist", "skills fill"},
    {"/skills/organisations/{organisation}/trainings", "skills plan"},
    {"/skills/organisations/{organisation}/trainings/removal", "skills drop"},
    {"/office/calls", "call add"},
    {"/office/calls/{id}/edit", "call edit, call cut-offs"},
    {"/office/calls/{id}/form", "call publish-form"},
    {"/office/calls/{id}/late", "call late"},
    {"/office/calls/{id}/late/{token}/revocation", "call late-revoke"},
    {"/dossiers/reminders", "dossier reminders"},
    {"/calls/{code}/dossiers", "dossier begin"},
    {"/dossiers/{id}/sections/{section}", "dossier write"},
    {"/dossiers/{id}/facts", "dossier edit"},
    {"/dossiers/{id}/form", "dossier take-form"},
    {"/dossiers/{id}/partners", "dossier partner"},
    {"/dossiers/{id}/partners/{partner}/removal", "dossier drop-partner"},
    {"/dossiers/{id}/declaration", "dossier declare"},
    {"/dossiers/{id}/annexes", "dossier attach"},
    {"/dossiers/{id}/annexes/{annex}/removal", "dossier detach"},
    {"/dossiers/{id}/members", "dossier member"},
    {"/dossiers/{id}/members/{person}/removal", "dossier drop-member"},
    {"/dossiers/{id}/invitations", "dossier invite"},
    {"/dossiers/{id}/invitations/{invitation}/revocation", "dossier uninvite"},
    {"/invitations/{token}", "dossier join"},
    {"/dossiers/{id}/signature-request", "dossier ask-signature"},
    {"/dossiers/{id}/signature", "dossier sign"},
    {"/dossiers/{id}/submission", "dossier submit"},
    {"/dossiers/{id}/withdrawal", "dossier withdraw"},
    {"/dossiers/{id}/resumption", "dossier resume"},
    {"/dossiers/{id}/return", "dossier send-back"},
    {"/dossiers/{id}/review-start", "batch take-up"},
    {"/dossiers/{id}/carry-over", "dossier carry-over"},
    {"/dossiers/{id}/documents", "dossier pdf, dossier receipt-pdf, dossier letter"},
    {"/calls/{id}/documents", "call blank"},
    {"/meetings/{id}/documents", "meeting pdf"},
    {"/calls/{code}/links", "call declare"},
    {"/calls/{code}/batches/{batch}/links/lifting", "call lift-link"},
    {"/dossiers/{id}/review", "review save, review give"},
    {"/dossiers/{id}/remarks", "review remark"},
    {"/calls/{code}/batches/{batch}/taking-up", "batch take-up"},
    {"/calls/{code}/batches/{batch}/assignments", "batch assign"},
    {"/calls/{code}/batches/{batch}/phases", "batch phase"},
    {"/calls/{code}/batches/{batch}/phases/removal", "batch drop-phase"},
    {"/dossiers/{id}/reviewers", "dossier assign"},
    {"/dossiers/{id}/reviewers/removal", "dossier unassign"},
    {"/calls/{code}/batches/{batch}/meetings", "batch meeting"},
    {"/meetings/{id}", "meeting save"},
    {"/meetings/{id}/closing", "meeting close"},
    {"/meetings/{id}/decisions", "batch prepare"},
    {"/meetings/{id}/decisions/removal", "batch unprepare"},
    {"/meetings/{id}/deciding", "batch decide"},
    {"/pool/engineers", "pool engineer add"},
    {"/pool/engineers/{id}/edit", "pool engineer edit"},
    {"/pool/engineers/{id}/away", "pool engineer away"},
    {"/pool/engineers/import", "pool engineer import"},
    {"/pool/engineers/import/taking-in", "pool engineer import"},
    {"/pool/engineers/{id}/documents", "pool engineer pdf"},
    {"/my-months/documents", "pool engineer pdf"},
    {"/my-months/hours", "pool hours log"},
    {"/my-months/calendar", "pool hours calendar"},
    {"/pool/demands/releases", "pool demand release"},
    {"/pool/plans", "pool plan draft"},
    {"/pool/plans/{id}/plan", "pool plan bring"},
    {"/pool/plans/{id}/solving", "pool plan solve"},
    {"/pool/plans/{id}/solving/stop", "pool plan stop"},
    {"/pool/plans/{id}/variants", "pool plan vary"},
    {"/pool/plans/{id}/check", "pool plan recheck"},
    {"/pool/plans/{id}/proposal", "pool plan propose"},
    {"/pool/plans/{id}/approval", "pool plan approve"},
    {"/pool/plans/{id}/return", "pool plan take-back"},
    {"/pool/plans/{id}/withdrawal", "pool plan withdraw"},
    {"/pool/plans/{id}/documents", "pool plan pdf"},
    {"/pool/dossiers/{id}/workshop", "pool workshop set"},
    {"/pool/confirmations", "pool hours confirm"},
    {"/pool/hours/closing", "pool hours close"},
    {"/pool/hours/corrections", "pool hours correct"},
    {"/office/webhooks/new", "webhook add"},
    {"/office/webhooks/{id}/edit", "webhook edit"},
    {"/office/webhooks/{id}/removal", "webhook remove"},
    {"/office/webhooks/{id}/secret", "webhook renew-secret"},
    {"/office/webhooks/{id}/replay", "webhook replay"},
    {"/office/webhooks/{id}/pause", "webhook pause"},
    {"/office/webhooks/{id}/resume", "webhook resume"},
    {"/office/webhooks/{id}/test", "webhook test"},
};

/// A page alone, in the words of docs/api.md, “What is not here”.
struct PageAlone {
  std::string_view form, said;
};
constexpr PageAlone kPageAlone[] = {
    {"/login", "logging in and out"},
    {"/login/code", "logging in and out"},
    {"/logout", "logging in and out"},
    {"/register", "registering"},
    {"/password-reset", "the link of a forgotten password"},
    {"/password/{token}", "the link of a forgotten password"},
    {"/account/password", "changing the password"},
    {"/account/second-factor", "the second factor"},
    {"/account/second-factor/confirmation", "the second factor"},
    {"/account/second-factor/change", "the second factor"},
    {"/account/logins/{login}/end", "ending one login of several"},
    {"/invitations/{token}/account", "opening an account with an invitation, or declining it"},
    {"/invitations/{token}/refusal", "opening an account with an invitation, or declining it"},
    {"/documents/{id}/cancel", "stopping a PDF that is being made"},
};

/// Scripts alone: a file taken in at once, where the page looks at it first.
constexpr std::string_view kScriptsAlone[] = {"use-case import"};
/// By a script one also gives up a role of one's own, which no page offers.
constexpr std::string_view kOpenToMoreByScript[] = {"role revoke"};

/// The house as `couloir routes` sees it: wired, and nobody in it.
House& house() {
  static const auto wired = [] {
    static_cast<void>(load_words((find_share() / "words").string()));
    auto made = House::catalogue(system_clock());
    wire(*made);
    return made;
  }();
  return *wired;
}

std::map<std::string_view, web::Who> forms() {
  std::map<std::string_view, web::Who> all;
  for (const auto& route : house().site.router().routes())
    if (!route.api && route.method != web::Method::get) all[route.pattern] = route.who;
  return all;
}

/// By command: those that write.
std::map<std::string_view, web::Who> operations() {
  std::map<std::string_view, web::Who> all;
  for (const auto& endpoint : house().site.api().endpoints())
    if (endpoint.doc.method != web::Method::get) all[endpoint.doc.cli] = endpoint.doc.who;
  return all;
}

std::vector<std::string_view> parts(std::string_view list) {
  std::vector<std::string_view> all;
  for (;;) {
    auto end = list.find(", ");
    all.push_back(list.substr(0, end));
    if (end == std::string_view::npos) return all;
    list.remove_prefix(end + 2);
  }
}

std::string what_is_not_here() {
  std::ifstream file(COULOIR_SOURCE_DIR "/docs/api.md");
  std::stringstream text;
  text << file.rdbuf();
  auto folded = text.str();
  std::ranges::replace(folded, '\n', ' ');
  auto at = folded.find("**What is not here.**");
  return at == std::string::npos ? "" : folded.substr(at);
}

TEST(Twins, every_form_shares_its_command_with_operations_or_is_a_page_alone) {
  std::set<std::string_view> said;
  for (const auto& twin : kTwins) EXPECT_TRUE(said.insert(twin.form).second) << twin.form << " stands here twice";
  for (const auto& page : kPageAlone) EXPECT_TRUE(said.insert(page.form).second) << page.form << " stands here twice";
  for (const auto& [form, who] : forms())
    EXPECT_TRUE(said.erase(form) == 1) << "POST " << form << ": by which operation is it done by REST and by command?";
  EXPECT_THAT(said, IsEmpty()) << "these are no forms any more";
}

TEST(Twins, every_operation_that_writes_has_its_form_or_is_for_scripts_alone) {
  auto all = operations();
  auto left = all;
  for (const auto& twin : kTwins)
    for (auto name : parts(twin.operations)) {
      EXPECT_TRUE(all.contains(name)) << twin.form << ": there is no operation " << name;
      left.erase(name);
    }
  for (auto name : kScriptsAlone) EXPECT_EQ(left.erase(name), 1U) << name << " is no operation, or has a form";
  for (const auto& [name, who] : left) ADD_FAILURE() << name << ": which page does it?";
}

TEST(Twins, whoever_may_send_a_form_may_use_one_of_its_operations_and_the_other_way_round) {
  auto pages = forms();
  auto all = operations();
  std::set<std::string_view> further;
  for (std::size_t i = 0; i < kNames<Role>.size(); ++i) {
    Actor actor{.person = PersonId{1}, .roles = {static_cast<Role>(i)}};
    std::set<std::string_view> by_page;
    for (const auto& twin : kTwins) {
      if (!pages[twin.form].admits(actor)) continue;
      auto names = parts(twin.operations);
      by_page.insert(names.begin(), names.end());
      EXPECT_TRUE(std::ranges::any_of(names, [&](auto name) { return all[name].admits(actor); }))
          << twin.form << " is open to the role " << kNames<Role>[i] << ", and " << twin.operations << " is not";
    }
    for (const auto& [name, who] : all)
      if (who.admits(actor) && !by_page.contains(name)) further.insert(name);
  }
  for (auto name : kScriptsAlone) further.erase(name);
  EXPECT_THAT(further, UnorderedElementsAreArray(kOpenToMoreByScript)) << "open to roles that their forms are not";
}

TEST(Twins, what_is_a_page_alone_is_told_in_the_documentation) {
  auto told = what_is_not_here();
  for (const auto& page : kPageAlone)
    EXPECT_NE(told.find(page.said), std::string::npos)
        << page.form << ": docs/api.md does not say “" << page.said << "”";
}

TEST(Twins, every_operation_has_a_command_of_its_own) {
  std::set<std::string_view> names;
  for (const auto& endpoint : house().site.api().endpoints())
    EXPECT_TRUE(!endpoint.doc.cli.empty() && names.insert(endpoint.doc.cli).second)
        << endpoint.doc.path << ": “" << endpoint.doc.cli << "”";
}

}  // namespace
}  // namespace couloir::app
