// Words and marks for webhooks: pages, mails and answers of the API say the same.
#pragma once

#include "html/view.h"
#include "webhooks/webhooks.h"

namespace couloir::webhooks {

/// What went wrong, and what to do; empty when nothing did.
std::string problem_words(const Outcome&);
html::Html state_tag(const Webhook&);
html::Url webhook_path(WebhookId, std::string_view below = {});

}  // namespace couloir::webhooks
