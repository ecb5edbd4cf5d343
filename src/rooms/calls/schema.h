// The JSON Schema (2020-12) of what one revision of a call's form lets a dossier say: the shape of content.h, narrowed
// to the form's sections.
#pragma once

#include <string>

#include "calls/content.h"

namespace couloir::calls {

enum class Whose {
  filing,  ///< FiledDossier: every section that is required is there
  draft    ///< DossierText, as far as it is written
};
/// Words cannot be counted by JSON Schema: their limit stands in `x-max-words`.
std::string schema_of(const Form&, std::string_view call, int revision, Whose);

}  // namespace couloir::calls
