#include "portfolio/use_case_history.h"

#include <algorithm>

#include "journal/journal.h"
#include "portfolio/events.h"
#include "portfolio/weights_store.h"

namespace couloir::portfolio {
namespace {

constexpr int kMostChanges = 400;  // fields; an edit touches a few

template <class E>
std::optional<E> read(const journal::Entry& entry) {
  if (entry.name != E::kName) return std::nullopt;
  auto event = journal::read_payload<E>(entry.payload);
  return event ? std::optional(*event) : std::nullopt;  // what an older program wrote is left out, never guessed
}

class History {
 public:
  History(Reader& reader, const UseCase& use_case) : use_case_(use_case) {
    changes_ = changes_of(reader, use_case.id, kMostChanges);
  }

  std::vector<Happening> all;

  void take(const journal::Entry& entry) {
    Happening h;
    h.at = entry.at;
    h.person = entry.actor;
    if (auto added = read<UseCaseAdded>(entry)) return keep(Happened::written, h, added->import);
    if (auto edited = read<UseCaseEdited>(entry)) {
      std::ranges::copy_if(changes_, std::back_inserter(h.changes),
                           [&](const Change& c) { return c.version == edited->version; });
      return keep(Happened::edited, h, edited->import);
    }
    if (auto moved = read<UseCaseMoved>(entry)) {
      h.to = moved->to;
      if (moved->to == UseCaseState::stopped) h.words = use_case_.stop_reason;
      return keep(Happened::moved, h);
    }
    if (auto scored = read<UseCaseScored>(entry)) {
      h.side = scored->side;
      h.points = scored->points;
      weights_.push_back(scored->weights);
      scored_.push_back(all.size());
      keep(Happened::scored, h);
    }
  }
  void name_waves(Reader& reader) {
    auto waves = waves_of_weights(reader, weights_);
    for (std::size_t i = 0; i < scored_.size(); ++i) all[scored_[i]].wave = waves[weights_[i]];
  }

 private:
  void keep(Happened what, Happening& h, ImportId import = {}) {
    h.what = what;
    h.import = import;
    all.push_back(std::move(h));
  }

  const UseCase& use_case_;
  std::vector<Change> changes_;
  std::vector<WeightsId> weights_;
  std::vector<std::size_t> scored_;  // places in `all`, beside weights_
};

Happened what_of(SponsorshipState state) {
  switch (state) {
    case SponsorshipState::asked:
      return Happened::lab_asked;
    case SponsorshipState::accepted:
      return Happened::lab_accepted;
    case SponsorshipState::declined:
      return Happened::lab_declined;
    case SponsorshipState::withdrawn:
      return Happened::request_withdrawn;
  }
  return Happened::lab_asked;
}

/// The answer first: within one instant it comes after the question.
std::vector<Happening> of_requests(const std::vector<Sponsorship>& requests) {
  std::vector<Happening> all;
  for (const auto& s : requests) {
    Happening h;
    h.lab = s.lab;
    if (s.answered_at) {
      h.what = what_of(s.state);
      h.at = *s.answered_at;
      h.person = s.answered_by;
      h.words = s.answer;
      all.push_back(h);
    }
    h.what = Happened::lab_asked;
    h.at = s.asked_at;
    h.person = s.asked_by;
    h.words = s.message;
    all.push_back(std::move(h));
  }
  return all;
}

}  // namespace

std::vector<Happening> history_of_use_case(Reader& reader, const UseCase& use_case,
                                           const std::vector<Sponsorship>& requests, int limit) {
  History history(reader, use_case);
  history.all = of_requests(requests);
  for (const auto& entry : journal::history_of(reader, "use_case", use_case.id.v, limit)) history.take(entry);
  history.name_waves(reader);
  auto all = std::move(history.all);
  std::ranges::stable_sort(all, std::greater<>(), &Happening::at);
  if (all.size() > static_cast<std::size_t>(limit)) all.resize(static_cast<std::size_t>(limit));
  if (std::ranges::find(all, Happened::written, &Happening::what) == all.end()) {
    Happening written;
    written.at = use_case.created_at;
    written.person = use_case.created_by;
    all.push_back(std::move(written));
  }
  return all;
}

}  // namespace couloir::portfolio
