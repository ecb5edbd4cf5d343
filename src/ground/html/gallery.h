// Every component in each of its states, for the eye of office and admin and for the browser tests.
#pragma once

#include "html/html.h"

namespace couloir::view {

/// The content of /gallery, in the language of the thread.
html::Html gallery();

}  // namespace couloir::view
