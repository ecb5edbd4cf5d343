// Forms: one struct per field, each finds its own problem in what came back from the last try. Knows nothing of
// describe() or requests; whoever shows a form gives names, values and problems.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "html/view.h"

namespace couloir::view {

enum class Input {
  text,
  long_text,
  integer,
  decimal,
  email,
  password,
  search,
  url,
  tel,
  date,
  date_time,
  file,
  select,
  radios,  // one of `options`
  ticks,   // several of `options`
  tick,    // yes or no, the label beside the box; sent as "true"
  hidden
};

struct Option {
  std::string value;
  std::string text;
  std::string hint = {};
};

enum class Width { full, medium, brief };

struct Field {
  std::string name;
  std::string label = {};
  Input input = Input::text;
  std::string value = {};
  std::string hint = {};
  bool required = false;
  std::vector<Option> options = {};
  std::vector<std::string> values = {};  ///< for ticks
  Width width = Width::full;
  std::string unit = {};          ///< after the box: "€", "months"
  std::string autocomplete = {};  ///< "email", "current-password", "one-time-code", "organization"…
  std::string min = {}, max = {}, step = {};
  int max_length = 0;
  int rows = 4;             ///< of long_text
  std::string accept = {};  ///< of file: ".csv"
  bool disabled = false;
  bool depends = false;  ///< needed or not by another answer: carries no mark, its hint says when
  std::string key = {};  ///< tells fields of one name apart, where a page has several forms of one kind
};

using Problems = std::span<const Problem>;

/// Label, hint, box and what was wrong, tied together by aria-describedby. Its id is "f-" + name, with "-" + key if
/// any.
Html field(const Field&, Problems = {});
/// Fields under one question.
Html fieldset(std::string_view legend, std::string_view hint, html::Children);
Html fields(std::span<const Field>, Problems = {});

/// All problems at the top, each a link to its field. Empty when there are none.
Html error_summary(std::span<const Field>, Problems, std::string_view title = {});

enum class Method { post, get };
struct Form {
  Url action;
  std::string csrf = {};  ///< of a POST
  Method method = Method::post;
  bool sends_files = false;
  bool ask_before_leaving = true;  ///< with JavaScript: a changed form is not lost by a slip
  std::string label = {};          ///< names the form for screen readers
};
/// The frame of a form. Fields first, then button_row().
Html form(const Form&, html::Children);
/// The usual whole: summary, fields, buttons.
Html form(const Form&, std::span<const Field>, Problems, const Html& buttons);

struct Submit {
  std::string text;
  Weight weight = Weight::primary;
  std::string name = {}, value = {};
  std::optional<Icon> icon = {};
};
Html submit(const Submit&);
Html button_row(html::Children);

}  // namespace couloir::view
