// Endpoints on the register of labs. Reading is for every token: the register is public.
#include "reception/api_kit.h"
#include "reception/lab_form.h"
#include "reception/mount.h"

namespace couloir::reception {

using people::Scope;
using web::Answer;
using web::Call;
using web::Method;
using web::None;

namespace {

struct LabItem {
  LabId id;
  std::string code;
  LabProfileBody profile;
  LabStatusBody status;
  bool may_be_asked = false;
};
void describe(Describer& d, LabItem& l) {
  d.type("Lab");
  d.field("id", l.id);
  d.field("code", l.code);
  d.field("profile", l.profile);
  d.field("status", l.status);
  d.field("may_be_asked", l.may_be_asked, Rule{}.doc(_t("Can be asked to sponsor")));
}
struct LabWanted {
  std::string code;
  LabProfileBody profile;
  LabStatusBody status;
};
void describe(Describer& d, LabWanted& w) {
  d.type("NewLab");
  d.field("code", w.code, text(1, 80).doc(_t("Short, in lower case, never changed later")));
  d.field("profile", w.profile);
  d.field("status", w.status);
}
struct LabMemberItem {
  PersonId person;
  std::string name, email;
  people::Standing standing{};
};
void describe(Describer& d, LabMemberItem& m) {
  d.type("LabMember");
  d.field("person", m.person);
  d.field("name", m.name);
  d.field("email", m.email);
  d.field("standing", m.standing);
}
struct LabMemberList {
  std::vector<LabMemberItem> items;
};
void describe(Describer& d, LabMemberList& l) {
  d.type("LabMemberList");
  d.field("items", l.items);
}

LabItem lab_item(const people::Lab& l) {
  return {l.id, l.code, body_of(l.profile), body_of(l.status), people::may_be_asked_to_sponsor(l)};
}

/// Ordered by code; the cursor is the number of labs before the page, a region has tens.
Result<Answer<web::PageOf<LabItem>>> list_labs(const Call& call, const PageQuery& q) {
  TRY_LET(auto skip, cursor(q.after));
  auto labs = people::all_labs(*call.op.db.reader());
  web::PageOf<LabItem> page;
  for (auto i = static_cast<std::size_t>(skip); i < labs.size(); ++i) {
    if (page.items.size() == static_cast<std::size_t>(q.limit)) {
      page.next = std::to_string(i);
      break;
    }
    page.items.push_back(lab_item(labs[i]));
  }
  return Answer<web::PageOf<LabItem>>{.value = std::move(page)};
}

Result<Answer<LabItem>> show_lab(const Call& call, const None&) {
  TRY_LET(auto id, call.id<LabId>("id"));
  auto lab = people::find_lab(*call.op.db.reader(), id);
  if (!lab) return Error::not_found(say("There is no such lab."));
  return Answer<LabItem>{.value = lab_item(*lab), .version = lab->version};
}

Result<people::LabProfile> checked_profile(const LabProfileBody& body, const region::Pack& pack) {
  auto profile = profile_of(body);
  if (auto problems = problems_of_codes(profile, pack); !problems.empty()) return Error::invalid(std::move(problems));
  return profile;
}

Result<Answer<LabItem>> add_lab(const Call& call, const LabWanted& w, const region::Pack& pack) {
  TRY_LET(auto profile, checked_profile(w.profile, pack));
  TRY_LET(auto lab, people::add_lab(call.op, {w.code, profile, status_of(w.status)}));
  return Answer<LabItem>{
      .value = lab_item(lab), .status = 201, .version = lab.version, .location = "/labs/" + lab.id.str()};
}

Result<Answer<LabItem>> edit_lab(const Call& call, const LabProfileBody& body, const region::Pack& pack) {
  TRY_LET(auto id, call.id<LabId>("id"));
  TRY_LET(auto profile, checked_profile(body, pack));
  TRY_LET(auto lab, people::edit_lab(call.op, id, call.version(), profile));
  return Answer<LabItem>{.value = lab_item(lab), .version = lab.version};
}

Result<Answer<LabItem>> set_status(const Call& call, const LabStatusBody& body) {
  TRY_LET(auto id, call.id<LabId>("id"));
  TRY_LET(auto lab, people::set_lab_status(call.op, id, call.version(), status_of(body)));
  return Answer<LabItem>{.value = lab_item(lab), .version = lab.version};
}

Result<Answer<LabMemberList>> list_speakers(const Call& call, const None&) {
  TRY_LET(auto id, call.id<LabId>("id"));
  if (!people::may_edit_lab(call.op.actor, id))
    return Error::not_found(say("There is no such lab, or it is not yours to edit."));
  LabMemberList all;
  for (const auto& m : people::lab_members_of(*call.op.db.reader(), id))
    all.items.push_back({m.person, m.person_name, m.person_email, m.standing});
  return Answer<LabMemberList>{.value = std::move(all)};
}

Result<Answer<None>> ask(const Call& call, const None&) {
  TRY_LET(auto id, call.id<LabId>("id"));
  TRY(people::ask_to_speak_for(call.op, id));
  return Answer<None>{};
}

template <class F>
auto on_member(F command) {
  return [command](const Call& call, const None&) -> Result<Answer<None>> {
    TRY_LET(auto lab, call.id<LabId>("id"));
    TRY_LET(auto person, call.id<PersonId>("person"));
    TRY(command(call.op, lab, person));
    return Answer<None>{};
  };
}

}  // namespace

void mount_lab_api(web::Api& api, const FrontDesk& desk) {
  auto office = web::only({Role::office});
  auto keepers = web::only({Role::office, Role::lab});
  const auto& pack = desk.pack;
  api.add<PageQuery, web::PageOf<LabItem>>(
      {Method::get, "/labs", "lab list", _t("The register of labs"), web::kLoggedIn, Scope::people_read}, list_labs);
  api.add<LabWanted, LabItem>(
      {Method::post, "/labs", "lab add", _t("Enter a lab in the register"), office, Scope::people_write},
      [&pack](const Call& c, const LabWanted& w) { return add_lab(c, w, pack); });
  api.add<None, LabItem>({Method::get, "/labs/{id}", "lab show", _t("One lab"), web::kLoggedIn, Scope::people_read},
                         show_lab);
  api.add<LabProfileBody, LabItem>(
      web::versioned({Method::put, "/labs/{id}", "lab edit", _t("Change what a lab says of itself"), keepers,
                      Scope::people_write}),
      [&pack](const Call& c, const LabProfileBody& b) { return edit_lab(c, b, pack); });
  api.add<LabStatusBody, LabItem>(
      web::versioned({Method::put, "/labs/{id}/status", "lab set-status",
                      _t("Set the membership of a lab, with its source"), office, Scope::people_write}),
      set_status);
  api.add<None, LabMemberList>(
      {Method::get, "/labs/{id}/members", "lab members", _t("Who speaks for a lab"), keepers, Scope::people_read},
      list_speakers);
  api.add<None, None>({Method::post, "/labs/{id}/members", "lab join", _t("Ask to speak for a lab"), web::kLoggedIn,
                       Scope::people_write},
                      ask);
  api.add<None, None>({Method::put, "/labs/{id}/members/{person}", "lab accept", _t("Let somebody speak for a lab"),
                       office, Scope::people_write},
                      on_member([](const Op& op, LabId l, PersonId p) { return people::accept_lab_member(op, l, p); }));
  api.add<None, None>({Method::remove, "/labs/{id}/members/{person}", "lab remove-member",
                       _t("Decline or remove somebody; oneself too"), web::kLoggedIn, Scope::people_write},
                      on_member([](const Op& op, LabId l, PersonId p) { return people::remove_lab_member(op, l, p); }));
}

}  // namespace couloir::reception
