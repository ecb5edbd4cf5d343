#include "web/filled.h"

namespace couloir::web {

std::vector<view::Field> with_values(std::vector<view::Field> fields, const Form& form) {
  for (auto& field : fields) {
    if (field.input == view::Input::password) continue;
    field.value = form.value(field.name);
    if (field.input != view::Input::ticks) continue;
    for (const auto& typed : form.values)
      if (typed.name == field.name) field.values.push_back(typed.value);
  }
  return fields;
}

bool told_on(Form& form, const Error& error) {
  if (error.code != Code::invalid && error.code != Code::refused && error.code != Code::too_many &&
      error.code != Code::unauthenticated)
    return false;
  form.problems.insert(form.problems.end(), error.problems.begin(), error.problems.end());
  if (error.problems.empty()) form.problems.push_back({"", error.message});
  return true;
}

std::int64_t version_in(const Request& request) { return id_of_text(request.filled("version")).value_or(0); }

}  // namespace couloir::web
