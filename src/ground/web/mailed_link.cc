#include "web/mailed_link.h"

#include "web/site.h"

namespace couloir::web {

view::Field own_name_field() {
  return {.name = "name",
          .label = tr("Your name"),
          .hint = tr("As colleagues know you."),
          .required = true,
          .autocomplete = "name",
          .max_length = 120};
}

view::Field new_password_field() {
  return {.name = "password",
          .label = tr("Password"),
          .input = view::Input::password,
          .hint = tr("At least 12 characters. A sentence that only you would write is easy to keep in mind and hard to "
                     "guess."),
          .required = true,
          .autocomplete = "new-password"};
}

Response dead_link_page(Request& request, std::string_view title, std::string_view why, const html::Html& actions) {
  auto start = view::button(view::Action{.text = tr("Back to the start"), .to = html::path("/")});
  return narrow_page(
      request, title,
      view::heading({.title = std::string(title), .lead = std::string(why)}) + view::actions({actions, start}), 404);
}

}  // namespace couloir::web
