// Names and values as a client sent them, in order, doubles kept: what queries, forms, cookies and parameters give.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace couloir::http {

struct Field {
  std::string name;
  std::string value;

  bool operator==(const Field&) const = default;
};

using Fields = std::vector<Field>;

/// The first of that name.
inline const std::string* find(const Fields& fields, std::string_view name) {
  for (auto& field : fields)
    if (field.name == name) return &field.value;
  return nullptr;
}

}  // namespace couloir::http
