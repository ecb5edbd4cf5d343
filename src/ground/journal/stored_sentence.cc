#include "journal/stored_sentence.h"

#include <boost/json.hpp>

namespace couloir::journal {

std::string to_stored(const Sentence& sentence) {
  if (sentence.empty()) return {};
  boost::json::array list{sentence.msgid};
  for (const auto& arg : sentence.args) list.emplace_back(arg);
  return boost::json::serialize(list);
}

Sentence stored_sentence(std::string_view text) {
  boost::json::error_code failed;
  auto value = boost::json::parse({text.data(), text.size()}, failed);
  auto list = failed ? nullptr : value.if_array();
  Sentence sentence;
  if (!list) return sentence;
  for (const auto& part : *list)
    if (auto words = part.if_string()) sentence.args.emplace_back(words->data(), words->size());
  if (sentence.args.empty()) return {};
  sentence.msgid = sentence.args.front();
  sentence.args.erase(sentence.args.begin());
  return sentence;
}

}  // namespace couloir::journal
