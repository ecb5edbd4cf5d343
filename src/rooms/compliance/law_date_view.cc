#include "compliance/law_date_view.h"

#include "compliance/views.h"

namespace couloir::compliance {

using html::cls;
using html::el;
using html::Html;

namespace {

std::string standing_words(const LawDate& date, Date today) {
  switch (standing_at(date, today)) {
    case DateStatus::past:
    case DateStatus::applies:
      return tr("applies");
    case DateStatus::future:
      return tr("to come");
    case DateStatus::rule:
      return tr("depends on a condition");
    case DateStatus::pending:
      return tr("not decided yet");
    case DateStatus::unclear:
      return tr("not settled");
    case DateStatus::superseded:
      return tr("replaced");
  }
  return {};
}

std::string label(Certainty certainty) {
  switch (certainty) {
    case Certainty::sure:
      return tr("sure");
    case Certainty::secondary:
      return tr("from a secondary source");
    case Certainty::unsure:
      return tr("not sure");
  }
  return {};
}

}  // namespace

LawDateInWords in_words(const RulePack& pack, const LawDate& date, Date today) {
  Html when = date.on ? html::text(short_date(*date.on)) : Html(), because;
  for (const auto& reading : date.readings) {
    when += el("p", {}, {short_date(reading.on)});
    because += el("li", {}, {short_date(reading.on) + " — " + reading.because.text()});
  }
  auto standing = date.status == DateStatus::superseded ? tr("replaced by {1}", pack.dates[date.superseded_by].id)
                                                        : standing_words(date, today);
  return {when.empty() ? html::text(tr("no single date")) : when,
          html::text(date.what.text()) + (because.empty() ? Html() : el("ul", {}, {because})) +
              (date.note.fr.empty() ? Html() : el("p", {cls("muted")}, {date.note.text()})),
          html::text(article_words(date.basis)),
          html::text(standing + ", " + label(date.certainty) + " (" + pack.sources[date.source].id + ")")};
}

}  // namespace couloir::compliance
