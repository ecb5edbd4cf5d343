#include "calls/schema.h"

#include <fmt/format.h>

namespace couloir::calls {
namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

std::string choice_of(const Section& section) {
  return fmt::format(R"({{"title":{},"description":{},"properties":{{"section":{{"const":{}}}}},"x-max-words":{}}})",
                     json_string(section.label.fr + " / " + section.label.en),
                     json_string(section.help.fr + "\n" + section.help.en), json_string(section.code),
                     section.max_words);
}
std::string needed(const Section& section) {
  return fmt::format(
      R"({{"contains":{{"properties":{{"section":{{"const":{}}},"text":{{"minLength":1}}}},"required":["section","text"]}}}})",
      json_string(section.code));
}

/// What this revision adds to the shape.
std::string narrowed(const Form& form, std::string_view call, int revision, Whose whose) {
  std::string choices, all;
  for (const auto& section : form.sections) {
    choices += (choices.empty() ? "" : ",") + choice_of(section);
    if (whose == Whose::filing && section.required) all += (all.empty() ? "" : ",") + needed(section);
  }
  auto sections = fmt::format(R"({{"items":{{"oneOf":[{}]}}{}}})", choices,
                              all.empty() ? "" : fmt::format(R"(,"allOf":[{}])", all));
  return fmt::format(R"({{"properties":{{"call":{{"const":{}}},"form":{{"const":{}}},"sections":{}}}}})",
                     json_string(call), revision, sections);
}

}  // namespace

std::string schema_of(const Form& form, std::string_view call, int revision, Whose whose) {
  SchemaBook book;
  FiledDossier filed;
  auto whole = whose == Whose::filing ? book.add(shape_of(filed)) : book.add(shape_of(filed.dossier));
  auto narrow = narrowed(form, call, revision, whose);
  if (whose == Whose::filing) narrow = fmt::format(R"({{"properties":{{"dossier":{}}}}})", narrow);
  auto text = fmt::format(
      R"({{"$schema":"https://json-schema.org/draft/2020-12/schema","title":{},"allOf":[{},{}],"$defs":{}}})",
      json_string(fmt::format("couloir-dossier/1, {}, revision {}", call, revision)), whole, narrow, book.components());
  return replaced(std::move(text), "#/components/schemas/", "#/$defs/");
}

}  // namespace couloir::calls
