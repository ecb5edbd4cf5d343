// What pages behind a mailed link share, whichever part of the house mailed it: the fields of an account that is opened
// there, and the page of a link that works no more.
#pragma once

#include <string_view>

#include "html/form.h"
#include "html/view.h"
#include "web/request.h"

namespace couloir::web {

view::Field own_name_field();      ///< "name"
view::Field new_password_field();  ///< "password"

/// 404. `actions`: where to go from there; the start is offered besides.
Response dead_link_page(Request&, std::string_view title, std::string_view why, const html::Html& actions = {});

}  // namespace couloir::web
