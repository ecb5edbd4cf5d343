#include "web/filled.h"

namespace couloir::web {

std::vector<view::Field> with_values(std::vector<view::Field> fields, const Form& form) {
  for (auto& field : fields) field.value = form.value(field.name);
  return fields;
}

bool told_on(Form& form, const Error& error) {
  if (error.code != Code::invalid && error.code != Code::refused) return false;
  form.problems.insert(form.problems.end(), error.problems.begin(), error.problems.end());
  if (error.problems.empty()) form.problems.push_back({"", error.message});
  return true;
}

std::int64_t version_in(const Request& request) {
  auto version = id_of_text(request.filled("version"));
  return version ? *version : 0;
}

}  // namespace couloir::web
