// The SQL behind a batch: what was filed in it, and how far each batch is. A committee member's rows begin with
// is_clear().
#pragma once

#include "calls/batch.h"

namespace couloir::calls {

/// What is filed in the batch, without reviews and links: for the office all, for others what they are clear of by
/// these keys. By rank, one statement.
std::vector<BatchRow> filed_rows(Reader&, const Batch&, const Actor&, const std::vector<std::string>& own);

}  // namespace couloir::calls
