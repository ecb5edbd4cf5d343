// Endpoints on hours: everything the pages do, by the same commands.
#include "pool/engineer_edit.h"
#include "pool/hours_edit.h"
#include "pool/pages.h"

namespace couloir::pool {
namespace {

using people::Scope;
using web::Answer;
using web::Call;
using web::Doc;
using web::Method;
using web::None;

struct HoursText {
  DossierId dossier;
  std::int64_t minutes = 0;
};
void describe(Describer& d, HoursText& h) {
  d.type("HoursOnDossier");
  d.field("dossier", h.dossier);
  d.field("minutes", h.minutes, between(0, 10'080));
}
struct WeekText {
  Date week;
  std::vector<HoursText> hours;
};
void describe(Describer& d, WeekText& w) {
  d.type("WeekOfHours");
  d.field("week", w.week, Rule{}.doc(_t("Its Monday")));
  d.field("hours", w.hours, at_most(200));
}
struct WeekList {
  std::vector<WeekText> items;
};
void describe(Describer& d, WeekList& l) {
  d.type("WeekList");
  d.field("items", l.items, at_most(1'000));
}
struct ToConfirmText {
  DossierId dossier;
  std::string month;
  std::int64_t minutes = 0;
  bool confirmed = false;
};
void describe(Describer& d, ToConfirmText& t) {
  d.type("HoursToConfirm");
  d.field("dossier", t.dossier);
  d.field("month", t.month);
  d.field("minutes", t.minutes);
  d.field("confirmed", t.confirmed);
}
struct ToConfirmList {
  std::vector<ToConfirmText> items;
};
void describe(Describer& d, ToConfirmList& l) {
  d.type("HoursToConfirmList");
  d.field("items", l.items, at_most(100'000));
}
struct ConfirmText {
  DossierId dossier;
  std::string month;
  std::int64_t minutes = 0;
};
void describe(Describer& d, ConfirmText& c) {
  d.type("HoursConfirmed");
  d.field("dossier", c.dossier);
  d.field("month", c.month, text(7, 7));
  d.field("minutes", c.minutes,
          Rule{}.doc(_t("Exactly those that were shown; if others stand there, nothing is confirmed")));
}
struct ClosingText {
  std::string month, exception;
};
void describe(Describer& d, ClosingText& c) {
  d.type("MonthClosing");
  d.field("month", c.month, text(7, 7));
  d.field("exception", c.exception, text(0, 1'000).or_keep().doc(_t("Why, when hours are missing or not confirmed")));
}
struct CorrectionText {
  EngineerId engineer;
  DossierId dossier;
  std::string month, why;
  std::int64_t minutes = 0;
};
void describe(Describer& d, CorrectionText& c) {
  d.type("HoursCorrection");
  d.field("engineer", c.engineer);
  d.field("dossier", c.dossier);
  d.field("month", c.month, text(7, 7));
  d.field("minutes", c.minutes, between(-100'000, 100'000).doc(_t("To add; less than 0: to take away")));
  d.field("why", c.why, text(1, 1'000));
}
struct CalendarText {
  std::string path;
};
void describe(Describer& d, CalendarText& c) {
  d.type("CalendarAddress");
  d.field("path", c.path, Rule{}.doc(_t("Below the address of this platform; shown this once")));
}
struct FigureQuery {
  std::optional<std::string> from, to;
};
void describe(Describer& d, FigureQuery& q) {
  d.type("FigureQuery");
  d.field("from", q.from, text(7, 7).doc(_t("First month; left out: a year ago")));
  d.field("to", q.to, text(7, 7).doc(_t("Last month; left out: this one")));
}
struct FigureText {
  std::string month, home;
  std::int64_t granted = 0, planned = 0, used = 0;
  bool closed = false;
};
void describe(Describer& d, FigureText& f) {
  d.type("HoursFigure");
  d.field("month", f.month);
  d.field("home", f.home, Rule{}.doc(_t("University")));
  d.field("granted", f.granted, Rule{}.doc(_t("Minutes, by decisions of that month")));
  d.field("planned", f.planned, Rule{}.doc(_t("Minutes, promised by the published plan")));
  d.field("used", f.used, Rule{}.doc(_t("Minutes that were logged, corrections included")));
  d.field("closed", f.closed);
}
struct FigureList {
  std::vector<FigureText> items;
};
void describe(Describer& d, FigureList& l) {
  d.type("HoursFigures");
  d.field("items", l.items, at_most(10'000));
}

Result<Month> month_at(const std::string& text) {
  auto month = parse_month(text);
  if (!month) return Error::invalid({{"/month", month.error().message}});
  return *month;
}

Result<Answer<CalendarText>> calendar(const Call& call, const None&) {
  TRY_LET(auto secret, make_calendar(call.op));
  return Answer<CalendarText>{{calendar_path(secret)}, 201};
}

class HoursEndpoints {
 public:
  explicit HoursEndpoints(const Foundations& house) : house_(house) {}

  Result<Answer<WeekList>> own(const Call& call) const {
    auto reader = call.op.db.reader();
    TRY_LET(auto engineer, own_engineer(*reader, call.op.actor));
    auto month = month_of(call.op.now, house_.region);
    WeekList list;
    for (const auto& week : weeks_logged(*reader, engineer.id, month + -11, month)) {
      list.items.push_back({week.week, {}});
      for (const auto& [dossier, hours] : week.hours) list.items.back().hours.push_back({dossier, hours.raw});
    }
    return Answer<WeekList>{std::move(list)};
  }
  Result<Answer<WeekList>> log(const Call& call, const WeekText& text) const {
    LoggedWeek week{text.week, {}};
    for (const auto& h : text.hours) week.hours[h.dossier] = Hours{h.minutes};
    TRY(log_week(call.op, house_, week));
    return own(call);
  }
  Result<Answer<ToConfirmList>> waiting(const Call& call) const {
    ToConfirmList list;
    auto month = month_of(call.op.now, house_.region);
    for (const auto& m : to_confirm(*call.op.db.reader(), call.op.actor, month))
      list.items.push_back({m.dossier, m.month.iso(), m.logged.raw, m.confirmed});
    return Answer<ToConfirmList>{std::move(list)};
  }
  Result<Answer<ToConfirmList>> confirm(const Call& call, const ConfirmText& text) const {
    TRY_LET(auto month, month_at(text.month));
    TRY(confirm_month(call.op, text.dossier, month, Hours{text.minutes}));
    return waiting(call);
  }
  Result<Answer<None>> close(const Call& call, const ClosingText& text) const {
    TRY_LET(auto month, month_at(text.month));
    TRY(close_month(call.op, house_, month, text.exception));
    return Answer<None>{};
  }
  Result<Answer<None>> correct(const Call& call, const CorrectionText& text) const {
    TRY_LET(auto month, month_at(text.month));
    TRY(correct_hours(call.op, house_, {text.engineer, text.dossier, month, Hours{text.minutes}, text.why, {}, {}}));
    return Answer<None>{};
  }
  Result<Answer<FigureList>> figure(const Call& call, const FigureQuery& query) const {
    auto to = month_of(call.op.now, house_.region);
    if (query.to) {
      TRY_LET(to, parse_month(*query.to));
    }
    auto from = to + -12;
    if (query.from) {
      TRY_LET(from, parse_month(*query.from));
    }
    if (to.since(from) > 120) return Error::invalid({{"/from", say("At most ten years at once.")}});
    FigureList list;
    for (const auto& f : figures(*call.op.db.reader(), house_, from, to))
      list.items.push_back({f.month.iso(), f.home, f.granted.raw, f.planned.raw, f.used.raw, f.closed});
    return Answer<FigureList>{std::move(list)};
  }

 private:
  Foundations house_;
};

}  // namespace

void mount_hours_api(web::Api& api, const Foundations& house) {
  auto at = std::make_shared<const HoursEndpoints>(house);
  api.add<None, WeekList>(Doc{Method::get, "/hours", "pool hours list", _t("Your own weeks of the last year"),
                              kEngineers, Scope::pool_read},
                          [at](const Call& call, const None&) { return at->own(call); })
      .add<WeekText, WeekList>(Doc{Method::put, "/hours", "pool hours log", _t("Log a week; what is not named stays"),
                                   kEngineers, Scope::pool_write},
                               [at](const Call& call, const WeekText& text) { return at->log(call, text); })
      .add<None, CalendarText>(
          Doc{Method::post, "/hours/calendar", "pool hours calendar",
              _t("Make a new secret address of your calendar; the one before ends"), kEngineers, Scope::pool_write},
          calendar)
      .add<None, ToConfirmList>(Doc{Method::get, "/hours/to-confirm", "pool hours waiting",
                                    _t("Hours on your lab’s dossiers, by month"), kLabs, Scope::pool_read},
                                [at](const Call& call, const None&) { return at->waiting(call); })
      .add<ConfirmText, ToConfirmList>(
          Doc{Method::post, "/hours/confirmations", "pool hours confirm",
              _t("Confirm a month of a dossier of your lab"), kLabs, Scope::pool_write},
          [at](const Call& call, const ConfirmText& text) { return at->confirm(call, text); })
      .add<ClosingText, None>(Doc{Method::post, "/hours/closings", "pool hours close", _t("Close a month that is over"),
                                  kKeepers, Scope::pool_write},
                              [at](const Call& call, const ClosingText& text) { return at->close(call, text); })
      .add<CorrectionText, None>(Doc{Method::post, "/hours/corrections", "pool hours correct",
                                     _t("Correct hours of a closed month"), kOffice, Scope::pool_write},
                                 [at](const Call& call, const CorrectionText& text) { return at->correct(call, text); })
      .add<FigureQuery, FigureList>(
          Doc{Method::get, "/hours/figures", "pool hours figures",
              _t("Granted, planned and used hours by month and university"), kHoursReaders, Scope::pool_read},
          [at](const Call& call, const FigureQuery& query) { return at->figure(call, query); });
}

}  // namespace couloir::pool
