// Evidence: its list and its form on the page of the AI-Act file; taking in, handing out, removing.

#include "compliance/evidence_view.h"
#include "compliance/pages.h"
#include "compliance/views.h"
#include "words/quantities.h"

namespace couloir::compliance {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

namespace {

html::Url evidence_path(UseCaseId use_case, EvidenceId id, std::string_view below = "") {
  return file_path(use_case, "/evidence/" + id.str() + std::string(below));
}

Html evidence_line(const Request& request, UseCaseId use_case, const Evidence& e, bool owner) {
  const auto& zone = request.site.config().timezone;
  if (!e.file) {
    auto when = e.removed_at ? short_date(day_in(*e.removed_at, zone)) : std::string();
    return el("li", {},
              {view::muted(tr("A file of {1} was removed on {2}.", short_date(day_in(e.added_at, zone)), when))});
  }
  auto facts = tr("{1}, added on {2}", file_size(e.file->size), short_date(day_in(e.added_at, zone)));
  auto print = el("abbr", {{"title", e.sha256}}, {"SHA-256 " + e.sha256.substr(0, 12) + "…"});
  auto remove = owner ? view::button(view::Post{tr("Remove"),
                                                evidence_path(use_case, e.id, "/removal"),
                                                web::stamp(request),
                                                Weight::quiet,
                                                view::Icon::trash,
                                                e.file->name,
                                                {}})
                      : Html();
  return el("li", {},
            {view::link({e.file->name, evidence_path(use_case, e.id)}), html::text(" "), view::muted(facts),
             html::text(" · "), el("span", {html::cls("muted")}, {print}), remove});
}

}  // namespace

std::vector<Evidence> evidence_for(const std::vector<Evidence>& all, std::string_view obligation,
                                   std::optional<ActRole> role) {
  std::vector<Evidence> those;
  for (const auto& e : all)
    if (e.obligation == obligation && (!e.role || !role || *e.role == *role)) those.push_back(e);
  return those;
}

Html evidence_list(const Request& request, UseCaseId use_case, const std::vector<Evidence>& evidence, bool owner) {
  if (evidence.empty()) return {};
  return el("ul", {html::cls("files")},
            {html::each(evidence, [&](const Evidence& e) { return evidence_line(request, use_case, e, owner); })});
}

Html evidence_form(const Request& request, UseCaseId use_case, const Proves& proves,
                   const std::vector<Problem>& problems) {
  view::Field file{
      .name = "file",
      .label = tr("A file that proves it"),
      .input = view::Input::file,
      .hint = tr("{1}; at most 20 MB. What a file is, is told by its content.", files::names_of(files::kEvidence)),
      .required = true,
      .key = proves.obligation + (proves.role ? "-" + std::string(name_of(*proves.role)) : "")};
  auto name = proves.obligation.empty() ? tr("Add a file") : tr("Add evidence for {1}", proves.obligation);
  auto form = view::form(
      {.action = file_path(use_case, "/evidence"), .csrf = web::stamp(request), .sends_files = true, .label = name},
      {view::hidden("obligation", proves.obligation), view::hidden("role", proves.role ? name_of(*proves.role) : ""),
       view::field(file, problems),
       view::button_row({view::submit({.text = tr("Add the file"), .weight = Weight::secondary})})});
  return problems.empty() ? view::help(name, {form}) : form;
}

namespace {

/// The form again, with what was wrong; the page of the file itself would hide it far below.
Response form_again(Request& request, UseCaseId use_case, const Proves& proves, const Error& error) {
  auto problems = error.problems;
  for (auto& problem : problems) problem.where = "file";
  if (problems.empty()) problems.push_back({"file", error.message});
  std::vector<view::Link> above{{tr("AI-Act file"), file_path(use_case)}};
  auto content = view::breadcrumbs(above, tr("Evidence")) + view::heading({.title = tr("This file cannot be taken")}) +
                 view::callout(view::Tone::bad, tr(error.message)) + evidence_form(request, use_case, proves, problems);
  return web::page(request, tr("Evidence"), content, web::http_status(error.code));
}

Response add(const RulePack& pack, const files::ContentFolder& folder, Request& request) {
  auto id = request.id<UseCaseId>("id");
  if (!id) return web::error_page(request, id.error());
  Proves proves{std::string(request.filled("obligation")), from_name<ActRole>(request.filled("role"))};
  if (request.uploads.empty() || request.uploads.front().data.empty())
    return form_again(request, *id, proves, Error::invalid(say("Choose a file first.")));
  const auto& file = request.uploads.front();
  auto added = add_evidence(request.op(), pack, folder, *id, proves, file.filename, file.data, today_at(request));
  if (!added && (added.error().code == Code::invalid || added.error().code == Code::refused))
    return form_again(request, *id, proves, added.error());
  if (!added) return web::error_page(request, added.error());
  return web::see_other(request, html::local("/use-cases/" + id->str() + "/compliance#duties"),
                        say("“{1}” is kept.", added->file->name));
}

Response hand_out(const files::ContentFolder& folder, Request& request) {
  auto id = request.id<UseCaseId>("id");
  auto which = request.id<EvidenceId>("evidence");
  if (!id) return web::error_page(request, id.error());
  if (!which) return web::error_page(request, which.error());
  auto read = read_evidence(request.site.db(), request.actor(), folder, *id, *which);
  return read ? files::download(read->file, std::move(read->content)) : web::error_page(request, read.error());
}

Response remove(Request& request) {
  auto id = request.id<UseCaseId>("id");
  auto which = request.id<EvidenceId>("evidence");
  if (!id) return web::error_page(request, id.error());
  if (!which) return web::error_page(request, which.error());
  auto removed = remove_evidence(request.op(), *id, *which);
  if (!removed) return web::error_page(request, removed.error());
  return web::see_other(request, html::local("/use-cases/" + id->str() + "/compliance#duties"),
                        say("The file is removed."));
}

}  // namespace

void mount_evidence_pages(web::Router& router, const RulePack& pack, const files::ContentFolder& folder) {
  constexpr std::uint64_t kUpload = kLargestEvidence + (64 << 10);  // the rest of the form
  router
      .post(
          "/use-cases/{id}/compliance/evidence", kOwners, [&pack, &folder](Request& r) { return add(pack, folder, r); },
          kUpload)
      .get("/use-cases/{id}/compliance/evidence/{evidence}", kReaders,
           [&folder](Request& r) { return hand_out(folder, r); })
      .post("/use-cases/{id}/compliance/evidence/{evidence}/removal", kOwners, remove);
}

}  // namespace couloir::compliance
