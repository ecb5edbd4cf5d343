// The browser reads only what our own builder writes: attributes in double quotes, every element closed.
#include "web/testing.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "http/url.h"
#include "web/guard.h"

namespace couloir::web {
namespace {

std::string plain(std::string_view escaped) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kEntities{
      {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&#34;", "\""}}};
  std::string out;
  while (!escaped.empty()) {
    auto entity = std::ranges::find_if(kEntities, [&](const auto& e) { return escaped.starts_with(e.first); });
    out += entity == kEntities.end() ? escaped.substr(0, 1) : entity->second;
    escaped.remove_prefix(entity == kEntities.end() ? 1 : entity->first.size());
  }
  return out;
}

/// The next tag from `at` on: `<name attributes>`; moves `at` behind it.
struct Tag {
  std::string_view name, attributes;

  std::optional<std::string> operator[](std::string_view attribute) const {
    for (auto at = attributes.find(attribute); at != std::string_view::npos; at = attributes.find(attribute, at + 1)) {
      if (at == 0 || attributes[at - 1] != ' ') continue;
      auto rest = attributes.substr(at + attribute.size());
      if (rest.starts_with("=\"")) return plain(rest.substr(2, rest.find('"', 2) - 2));
      if (rest.empty() || rest[0] == ' ') return "";
    }
    return std::nullopt;
  }
};
std::optional<Tag> next_tag(std::string_view body, std::size_t& at) {
  auto open = body.find('<', at);
  if (open == std::string_view::npos) return std::nullopt;
  auto close = body.find('>', open);
  if (close == std::string_view::npos) return std::nullopt;
  at = close + 1;
  auto inside = body.substr(open + 1, close - open - 1);
  auto name = inside.substr(0, inside.find(' '));
  return Tag{name, inside.substr(name.size())};
}

std::string_view text_until(std::string_view body, std::size_t at, std::string_view end) {
  return body.substr(at, body.find(end, at) - at);
}

void read_input(const Tag& tag, SeenForm& form) {
  auto name = tag["name"], type = tag["type"];
  if (!name || name->empty() || tag["disabled"]) return;
  bool ticked = type == "checkbox" || type == "radio";
  if (type == "file" || (ticked && !tag["checked"])) return;
  form.values.push_back({*name, tag["value"].value_or(ticked ? "on" : "")});
}

/// A select sends its first option when none is marked.
void read_select(const Tag& tag, std::string_view inside, SeenForm& form) {
  auto name = tag["name"];
  if (!name) return;
  std::optional<std::string> first, chosen;
  std::size_t at = 0;
  while (auto option = next_tag(inside, at)) {
    if (option->name != "option") continue;
    if (!first) first = (*option)["value"];
    if ((*option)["selected"]) chosen = (*option)["value"];
  }
  if (chosen || first) form.values.push_back({*name, chosen ? *chosen : *first});
}

void read_field(const Tag& tag, std::string_view body, std::size_t at, SeenForm& form) {
  if (tag.name == "input") read_input(tag, form);
  if (tag.name == "select") read_select(tag, text_until(body, at, "</select>"), form);
  if (tag.name == "button" && tag["name"]) form.buttons.push_back({*tag["name"], tag["value"].value_or("")});
  if (tag.name == "textarea" && tag["name"]) {
    auto text = plain(text_until(body, at, "</textarea>"));
    form.values.push_back({*tag["name"], text.starts_with('\n') ? text.substr(1) : text});
  }
}

std::string name_of_cookie(std::string_view set) { return std::string(set.substr(0, set.find('='))); }

void keep_cookie(std::map<std::string, std::string>& cookies, std::string_view set) {
  auto value = set.substr(set.find('=') + 1);
  value = value.substr(0, value.find(';'));
  if (value.empty() || set.find("Max-Age=0") != std::string_view::npos)
    cookies.erase(name_of_cookie(set));
  else
    cookies[name_of_cookie(set)] = value;
}

std::string body_of(const http::RawResponse& response) {
  if (response.shared_body) return *response.shared_body;
  if (!response.next_chunk) return response.body;
  std::string whole;
  for (auto piece = response.next_chunk(); !piece.empty(); piece = response.next_chunk()) whole += piece;
  return whole;
}

http::RawRequest asking(std::string_view method, std::string_view target) {
  http::RawRequest request;
  request.method = method;
  request.target = target;
  return request;
}
http::RawRequest sending(std::string_view target, std::string_view type, std::string_view body) {
  auto request = asking("POST", target);
  request.headers.push_back({"content-type", std::string(type)});
  request.body = body;
  return request;
}

constexpr std::string_view kForm = "application/x-www-form-urlencoded";
constexpr std::string_view kBoundary = "couloir-test-boundary";

std::string multipart_of(const NamedTexts& values, const Upload& file) {
  std::string out;
  for (const auto& v : values)
    out += fmt::format("--{}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", kBoundary, v.name, v.value);
  out += fmt::format(
      "--{}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: "
      "{}\r\n\r\n{}\r\n--{}--\r\n",
      kBoundary, file.name, file.filename, file.type, file.bytes, kBoundary);
  return out;
}

NamedTexts filled_in(NamedTexts values, const NamedTexts& answers) {
  std::erase_if(values, [&](const NamedText& v) {
    return std::ranges::find(answers, v.name, &NamedText::name) != answers.end();
  });
  values.insert(values.end(), answers.begin(), answers.end());
  return values;
}

/// Answers and counts what it took.
Seen answer(TestSite& house, const http::RawRequest& request) {
  auto statements = statements_run();
  auto writes = house.db.writes;
  auto response = house.site.respond(request);
  Seen seen{.status = response.status, .path = request.target, .headers = response.headers, .body = body_of(response)};
  seen.statements = statements_run() - statements;
  seen.writes = house.db.writes - writes;
  return seen;
}

SiteConfig test_config() {
  static const bool words_loaded = [] { return load_words(COULOIR_WORDS_DIR).has_value(); }();
  if (!words_loaded) throw std::runtime_error("the words are not built: " COULOIR_WORDS_DIR);
  SiteConfig config;
  config.base_url = "http://couloir.test";
  config.assets_folder = COULOIR_SOURCE_DIR "/assets";
  config.secret = std::string(32, 's');
  config.name = "ENACT · Grand Est";
  config.version = "test";
  return config;
}

/// "Élise Kuntz" → "elise.kuntz@example.org"
std::string email_of(std::string_view name) {
  auto local = fold(name);
  std::ranges::replace(local, ' ', '.');
  return local + "@example.org";
}

}  // namespace

std::string_view Seen::header(std::string_view lower_name) const {
  for (const auto& h : headers)
    if (h.name == lower_name) return h.value;
  return {};
}

std::string Seen::words() const {
  std::string text;
  for (std::size_t at = 0; at < body.size();) {
    auto open = std::min(body.find('<', at), body.size());
    text += plain(std::string_view(body).substr(at, open - at));
    auto close = body.find('>', open);
    at = close == std::string::npos ? body.size() : close + 1;
    auto inside = std::string_view(body).substr(open, at - open);
    bool inline_mark = inside.starts_with("<span") || inside.starts_with("</span") || inside.starts_with("<a") ||
                       inside.starts_with("</a") || inside.starts_with("<strong") || inside.starts_with("</strong");
    if (!inline_mark) text += ' ';
  }
  std::string folded;
  for (char c : text) {
    bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space)
      folded += c;
    else if (!folded.empty() && folded.back() != ' ')
      folded += ' ';
  }
  return folded;
}

std::vector<SeenForm> forms_in(std::string_view body) {
  std::vector<SeenForm> forms;
  std::size_t at = 0;
  bool inside = false;
  while (auto tag = next_tag(body, at)) {
    if (tag->name == "form") {
      inside = true;
      forms.push_back({(*tag)["action"].value_or(""), (*tag)["method"].value_or("get"), {}, {}});
    }
    if (tag->name == "/form") inside = false;
    if (inside) read_field(*tag, body, at, forms.back());
  }
  return forms;
}

const Seen& Browser::once(http::RawRequest& request) {
  std::string jar;
  for (const auto& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
  if (!jar.empty()) request.headers.push_back({"cookie", jar});
  for (const auto& [name, value] : headers) request.headers.push_back({name, value});
  request.headers.push_back({"host", "couloir.test"});
  request.peer = "192.0.2.7";
  request.received = house_.clock.now();
  seen_ = answer(house_, request);
  for (const auto& h : seen_.headers)
    if (h.name == "set-cookie") keep_cookie(cookies, h.value);
  return seen_;
}

/// The part that a browser keeps to itself.
static std::string without_fragment(std::string_view location) {
  return std::string(location.substr(0, location.find('#')));
}

const Seen& Browser::follow(http::RawRequest request) {
  once(request);
  for (int hops = 0; hops < 5 && seen_.status == 303; ++hops) {
    auto next = asking("GET", without_fragment(seen_.header("location")));
    once(next);
  }
  return seen_;
}

const Seen& Browser::fetch(std::string_view path) {
  auto request = asking("GET", path);
  return once(request);
}

const Seen& Browser::get(std::string_view path) { return follow(asking("GET", path)); }

bool Browser::offers(std::string_view action) const {
  return std::ranges::any_of(forms_in(seen_.body), [&](const SeenForm& f) { return f.action == action; });
}

std::optional<SeenForm> Browser::form_for(std::string_view action) const {
  for (auto& form : forms_in(seen_.body))
    if (form.action == action) return form;
  ADD_FAILURE() << "no form for " << action << " on " << seen_.path << " (" << seen_.status << "): " << seen_.words();
  return std::nullopt;
}

const Seen& Browser::submit(std::string_view action, const NamedTexts& answers) {
  auto form = form_for(action);
  if (!form) return seen_;
  auto values = filled_in(form->values, answers);
  if (form->method == "get") return get(std::string(action) + "?" + http::encode_query(values));
  body_ = http::encode_query(values);
  return follow(sending(action, kForm, body_));
}

const Seen& Browser::upload(std::string_view action, const Upload& file, const NamedTexts& answers) {
  auto form = form_for(action);
  if (!form) return seen_;
  body_ = multipart_of(filled_in(form->values, answers), file);
  return follow(sending(action, fmt::format("multipart/form-data; boundary={}", kBoundary), body_));
}

const Seen& Browser::post(std::string_view path, NamedTexts values) {
  for (const auto& form : forms_in(seen_.body))
    for (const auto& value : form.values)
      if (value.name == kStampField && std::ranges::find(values, kStampField, &NamedText::name) == values.end())
        values.push_back(value);
  body_ = http::encode_query(values);
  return follow(sending(path, kForm, body_));
}

TestSite::TestSite(TestDatabase kind)
    : database(kind),
      db(*database),
      key(people::SecretKey::random()),
      desk{hasher, attempts, key, "http://couloir.test"},
      jobs(db, clock),
      site(test_config(), db, clock) {}

Op TestSite::op() {
  Actor actor;
  actor.roles = {Role::admin, Role::office};
  actor.door = Door::cli;
  return {db, actor, clock.now(), "test"};
}

Op TestSite::op_as(PersonId person) {
  return {db, people::actor_for(*db.reader(), person, Door::page).value(), clock.now(), "test"};
}

PersonId TestSite::person(Roles roles, std::string_view name, LabId lab, OrganisationId organisation) {
  auto full = name.empty() ? fmt::format("Person {}", ++persons_) : std::string(name);
  people::Invitation who{.name = full,
                         .email = email_of(full),
                         .lang = Lang::en,
                         .roles = roles,
                         .lab = lab,
                         .organisation = organisation};
  return people::add_person(op(), desk, who, kPassword).value();
}

Browser TestSite::as(PersonId person) {
  Browser browser(*this);
  auto login = in_transaction(db, [&](Tx& tx) -> Result<people::LoggedIn> {
    return people::open_login(tx, op(), person, {"192.0.2.7", "TestBrowser"}, people::Stay::half_day);
  });
  browser.cookies[std::string(kLoginCookie)] = login->token;
  return browser;
}

std::vector<std::string> TestSite::mails() {
  jobs.run_due();
  return db.reader()->all("SELECT address, subject FROM journal_mail ORDER BY id", {}, [](const Row& row) {
    return row.get<std::string>("address") + ": " + row.get<std::string>("subject");
  });
}

std::vector<std::string> TestSite::mails_on(std::string_view day) {
  auto before = db.reader()->one<std::int64_t>("SELECT count(*) FROM journal_mail");
  clock.set(parse_instant(std::string(day) + "T09:00:00Z").value());
  auto all = mails();
  return {all.begin() + before, all.end()};
}

std::string TestSite::token(PersonId person, people::Scopes scopes) {
  return people::issue_token(op_as(person), {"test", scopes, clock.now() + std::chrono::hours(24)}).value().token;
}

Seen TestSite::call(std::string_view token, std::string_view method, std::string_view path, std::string_view json,
                    std::int64_t if_match) {
  auto request = asking(method, "/api/v1" + std::string(path));
  request.body = json;
  request.peer = "192.0.2.7";
  request.received = clock.now();
  request.headers.push_back({"accept-language", "en"});
  if (!token.empty()) request.headers.push_back({"authorization", "Bearer " + std::string(token)});
  if (!json.empty()) request.headers.push_back({"content-type", "application/json"});
  if (if_match != 0) request.headers.push_back({"if-match", "\"" + std::to_string(if_match) + "\""});
  return answer(*this, request);
}

}  // namespace couloir::web
