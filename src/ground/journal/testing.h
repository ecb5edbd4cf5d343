// A mail sink that keeps what it is given; for tests of any part that sends mail.
#pragma once

#include <utility>
#include <vector>

#include "journal/mail.h"

namespace couloir::journal {

class RecordingSink final : public MailSink {
 public:
  std::vector<Letter> sent;
  std::vector<Error> answers;  ///< given, first first, instead of taking the letter

  Result<void> send(const Letter& letter) override {
    if (answers.empty()) {
      sent.push_back(letter);
      return {};
    }
    auto answer = answers.front();
    answers.erase(answers.begin());
    return answer;
  }
};

}  // namespace couloir::journal
