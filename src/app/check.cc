// `couloir check`: what is missing before going live. Each line says what was looked at, how it stands, and what to do.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>

#include "app/commands.h"
#include "app/house.h"
#include "compliance/front.h"
#include "journal/journal.h"
#include "people/lab.h"
#include "people/person.h"
#include "people/role.h"
#include "portfolio/front.h"
#include "store/migrate.h"

namespace couloir::app {
namespace {

enum class Standing { good, to_decide, wrong };
struct Finding {
  Standing standing;
  std::string what;
};

class Findings {
 public:
  void good(std::string what) { all_.push_back({Standing::good, std::move(what)}); }
  void expect(bool met, Standing otherwise, std::string well, std::string badly) {
    all_.push_back(met ? Finding{Standing::good, std::move(well)} : Finding{otherwise, std::move(badly)});
  }
  bool any(Standing s) const {
    return std::ranges::any_of(all_, [s](const Finding& f) { return f.standing == s; });
  }
  /// {"ready": bool, "findings": [{"standing": "good|to_decide|wrong", "what": sentence}]}
  std::string json() const {
    std::string list;
    for (const auto& f : all_)
      list += fmt::format(R"({}{{"standing":"{}","what":{}}})", list.empty() ? "" : ",",
                          f.standing == Standing::good        ? "good"
                          : f.standing == Standing::to_decide ? "to_decide"
                                                              : "wrong",
                          json_string(f.what));
    return fmt::format(R"({{"ready":{},"findings":[{}]}})", !any(Standing::wrong), list);
  }
  std::string text() const {
    std::string out;
    for (const auto& f : all_)
      out += fmt::format("{} {}\n",
                         f.standing == Standing::good        ? "✓"
                         : f.standing == Standing::to_decide ? "?"
                                                             : "✗",
                         f.what);
    return out;
  }

 private:
  std::vector<Finding> all_;
};

void check_documents(const House& house, Findings& found) {
  auto version = house.engine.version();
  found.expect(version.has_value(), Standing::wrong,
               tr("PDF documents are made by WeasyPrint {1}.", version.value_or("")),
               version ? "" : tr(version.error().message));
}

void check_settings(const Settings& s, Findings& found) {
  found.expect(s.base_url.starts_with("https://"), Standing::wrong, tr("Address: {1}", s.base_url),
               tr("Set base_url to the https:// address people will use: cookies and mailed links need it."));
  found.expect(!s.smtp.url.empty(), Standing::wrong, tr("Mail server: {1}", s.smtp.url),
               tr("Set smtp.url: until then mails only go to {1}.", (s.data / "mail").string()));
  found.expect(s.smtp.url.empty() || s.smtp.url.starts_with("smtps://") || s.smtp.starttls == journal::Tls::required,
               Standing::wrong, tr("Mails travel encrypted to the mail server."),
               tr("Set smtp.starttls to required: links that open accounts travel in these mails."));
  found.expect(s.mail.from != "couloir@localhost", Standing::wrong, tr("Mails come from {1}", s.mail.from),
               tr("Set mail_from to an address of the office that people can answer to."));
  found.expect(!s.trusted_proxies.empty(), Standing::to_decide,
               tr("Trusted proxy: {1}", fmt::format("{}", fmt::join(s.trusted_proxies, ", "))),
               tr("Put nginx in front and list its address in trusted_proxies: it does TLS and HTTP/2."));
  found.expect(!s.webhooks_loopback, Standing::wrong, tr("Webhooks go to public addresses alone."),
               tr("Remove webhooks_loopback: webhooks may go to this machine, where other services listen."));
}

/// What the legal notice and the page on personal data show.
void check_legal(const reception::LegalNotice& legal, Findings& found) {
  auto expect = [&](const std::string& value, std::string well, std::string badly) {
    found.expect(!value.empty(), Standing::wrong, std::move(well), std::move(badly));
  };
  expect(legal.publisher, tr("Publisher: {1}", legal.publisher),
         tr("Set legal.publisher: the legal notice has to show the publisher’s legal form and address."));
  expect(legal.director, tr("Director of publication: {1}", legal.director),
         tr("Set legal.director: the legal notice has to name the director of publication."));
  expect(legal.host, tr("Host: {1}", legal.host),
         tr("Set legal.host: the legal notice has to show name, address and telephone of the host."));
  expect(legal.data_protection, tr("Data protection officer: {1}", legal.data_protection),
         tr("Set legal.data_protection: people must know whom to ask about their data."));
}

void check_region(const region::Pack& pack, const compliance::RulePack& law, Findings& found) {
  found.expect(pack.region.contact.has_value(), Standing::to_decide,
               tr("Contact of the office: {1}", pack.region.contact.value_or("")),
               tr("Set contact to the e-mail address of the office: the region pack has none."));
  auto assumed =
      std::ranges::count_if(pack.criteria, [](const auto& c) { return c.fact.status == FactStatus::assumed; });
  found.expect(assumed == 0, Standing::to_decide, tr("The scoring criteria are decided."),
               trn("One scoring criterion is our assumption: the office has to decide it.",
                   "{1} scoring criteria are our assumption: the office has to decide them.", assumed));
  auto flaws = portfolio::flaws_of_pack(pack);
  found.expect(flaws.empty(), Standing::wrong, tr("The weights of the region pack add up."),
               flaws.empty() ? "" : tr(flaws.front().what));
  auto unserved = compliance::flaws_of_skills(pack, law);
  found.expect(unserved.empty(), Standing::wrong,
               tr("The skills of the region pack serve obligations that the rules know."),
               unserved.empty() ? "" : tr(unserved.front().what));
}

void check_people(Reader& reader, Findings& found) {
  auto with = [&](Role role) { return !people::list_persons(reader, {.role = role}, 1).empty(); };
  found.expect(with(Role::admin), Standing::wrong, tr("Somebody is admin."),
               tr("Nobody is admin yet: couloir user add --role admin …"));
  found.expect(with(Role::office), Standing::wrong, tr("Somebody is of the office."),
               tr("Nobody is of the office yet: couloir user add --role office …"));
  found.expect(
      !people::find_person_by_email(reader, "office@demo.example"), Standing::wrong, tr("No demonstration logins."),
      tr("The demonstration is loaded here, with passwords everybody knows: start with an empty data folder."));
  auto labs = people::all_labs(reader);
  auto confirmed = std::ranges::count_if(
      labs, [](const auto& l) { return l.status.membership == people::LabMembership::confirmed; });
  found.expect(confirmed > 0, Standing::to_decide, trn("One confirmed lab.", "{1} confirmed labs.", confirmed),
               tr("The lab register has no confirmed member: couloir lab seed, then confirm them."));
}

void check_machine(const House& house, Findings& found) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  found.expect(
      files.rlim_cur >= 8'192, Standing::to_decide, tr("Open files allowed: {1}", std::to_string(files.rlim_cur)),
      tr("Only {1} open files are allowed: set LimitNOFILE=16384 in the unit.", std::to_string(files.rlim_cur)));
  std::error_code ec;
  auto space = std::filesystem::space(house.settings.data, ec);
  auto megabytes = std::to_string(space.available >> 20);
  found.expect(!ec && space.available > (std::uintmax_t{1} << 30), Standing::to_decide,
               tr("Free disk: {1} MB", megabytes), tr("Only {1} MB of disk are free.", megabytes));
}

Exit check_live(const Globals& globals, const http::Fields&) {
  auto settings = settings_of(globals);
  if (!settings) return fail(settings.error());
  if (!std::filesystem::exists(settings->data / "site.key"))
    return fail(Error::refused(
        say("{1} holds no installation yet: start it once with couloir serve.", settings->data.string())));
  auto house = House::build(*std::move(settings), system_clock());
  if (!house) return fail(house.error());
  Findings found;
  check_settings((*house)->settings, found);
  check_documents(**house, found);
  check_legal((*house)->settings.legal, found);
  check_region((*house)->pack, *(*house)->law, found);
  check_machine(**house, found);
  auto schema = schema_state(*(*house)->db);
  found.expect(schema.applied == schema.known, Standing::wrong, tr("Schema {1}", std::to_string(schema.applied)),
               tr("The database is at schema {1} of {2}: couloir migrate", std::to_string(schema.applied),
                  std::to_string(schema.known)));
  if (schema.applied == schema.known) {
    auto reader = (*house)->db->reader();
    check_people(*reader, found);
    auto verdict = journal::verify(*reader);
    found.expect(verdict.whole(), Standing::wrong,
                 tr("The journal is whole: {1} events.", std::to_string(verdict.checked)),
                 tr("The journal is broken at event {1}: couloir journal verify", std::to_string(verdict.at)));
  }
  auto printed = print(globals, globals.json ? found.json() + "\n" : found.text());
  if (printed != Exit::answered) return printed;
  return found.any(Standing::wrong) ? Exit::refused : Exit::answered;
}

}  // namespace

Command check_command() {
  Command command;
  command.name = "check";
  command.summary = tr("Say what is missing before going live");
  command.run = check_live;
  return command;
}

}  // namespace couloir::app
