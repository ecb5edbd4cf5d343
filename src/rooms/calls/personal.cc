#include "calls/personal.h"

#include "calls/dossier_store.h"
#include "calls/invitation_store.h"
#include "calls/reminder_store.h"
#include "people/person.h"

namespace couloir::calls {

void describe(Describer& d, OwnPart& p) {
  d.type("OwnPart");
  d.field("dossier", p.dossier);
  d.field("part", p.part);
  d.field("added_at", p.added_at);
}
void describe(Describer& d, OwnText& t) {
  d.type("OwnText");
  d.field("dossier", t.dossier);
  d.field("section", t.section);
  d.field("body", t.body, text(0, 40'000));
  d.field("updated_at", t.updated_at);
}
void describe(Describer& d, OwnSignature& s) {
  d.type("OwnSignature");
  d.field("dossier", s.dossier);
  d.field("lab", s.lab);
  d.field("at", s.at);
  d.field("sha256", s.sha256);
}
void describe(Describer& d, OwnInvitation& i) {
  d.type("OwnInvitation");
  d.field("dossier", i.dossier);
  d.field("part", i.part);
  d.field("invited_at", i.invited_at);
}

namespace {

struct Share {
  std::vector<OwnPart> parts;
  std::vector<OwnText> texts;
  std::vector<OwnSignature> signatures;
  std::vector<OwnInvitation> invitations;
  bool reminders_muted = false;
};
void describe(Describer& d, Share& s) {
  d.type("CallsShare");
  d.field("parts", s.parts);
  d.field("texts", s.texts);
  d.field("signatures", s.signatures);
  d.field("invitations", s.invitations);
  d.field("reminders_muted", s.reminders_muted);
}

std::string export_json(Reader& reader, PersonId person) {
  Share share;
  share.parts = parts_of(reader, person);
  share.texts = texts_by(reader, person);
  share.signatures = signatures_by(reader, person);
  if (auto known = people::find_person(reader, person)) share.invitations = invitations_to(reader, known->email);
  share.reminders_muted = !wants_reminders(reader, person);
  if (share.parts.empty() && share.texts.empty() && share.signatures.empty() && share.invitations.empty() &&
      !share.reminders_muted)
    return "null";
  return write_json(shape_of_const(share));
}

/// A dossier is its organisation's: the words stay, the person behind them goes. What was filed and signed stays whole,
/// or no receipt could be proved any more.
void erase(Tx& tx, const Op&, PersonId person) {
  if (auto known = people::find_person(tx, person)) forget_invitations_of(tx, person, known->email);
  forget_reminders_of(tx, person);
  forget_member(tx, person);
}

}  // namespace

people::PersonalDataSource personal_data() { return {"calls", export_json, erase}; }

}  // namespace couloir::calls
