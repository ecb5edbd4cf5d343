// The frame of the account's four pages; inside reception alone.
#pragma once

#include "people/lab.h"
#include "reception/page_kit.h"

namespace couloir::reception {

enum class AccountTab { profile, security, tokens, data };
web::Response account_page(web::Request&, AccountTab, const Html& content, int status = 200);

}  // namespace couloir::reception
