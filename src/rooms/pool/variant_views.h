// What pages show of variants: what one asks otherwise, the forms that make one, the buttons beside a dossier. Decides
// nothing.
#pragma once

#include "pool/plan_views.h"
#include "pool/wish.h"

namespace couloir::pool {

/// What a form of a variant sends: one wish, and how it is searched for.
struct TypedVariant {
  WishKind kind{};
  std::optional<DossierId> dossier;
  std::optional<EngineerId> engineer;
  std::string skill, from, to, home, floor, name;
  std::optional<double> months;  ///< of pin
  std::optional<int> percent, level, seconds;
};
void describe(Describer&, TypedVariant&);
Wish wish_of(const TypedVariant&);
/// The field of that form for what is wrong at a place of the wish.
std::string field_of(const Problem&, WishKind);

/// At the head of a variant: of which plan it is one, what it asks otherwise, what that means.
html::Html variant_head(const SeenPlan&, const StaffingPlan& of, const Foundations&);
/// A form for each kind of wish; the one that came back stands open.
html::Html what_if_section(web::Request&, const SeenPlan&, const Foundations&, const web::Form&);
/// "What if it had to be granted?", "What if it were not?": one press makes the variant.
html::Html what_if_button(web::Request&, const SeenPlan&, DossierId, WishKind);

}  // namespace couloir::pool
