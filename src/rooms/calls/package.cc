#include "calls/package.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/sha256.h"
#include "base/text.h"
#include "calls/call_store.h"
#include "calls/paper.h"
#include "calls/schema.h"

namespace couloir::calls {
namespace {

struct ManifestFile {
  std::string path, name, sha256;
  std::int64_t size = 0;
};
void describe(Describer& d, ManifestFile& f) {
  d.type("PackageFile");
  d.field("path", f.path, text(1, 300));
  d.field("name", f.name, text(1, 300));
  d.field("sha256", f.sha256, text(64, 64));
  d.field("size", f.size);
}
/// docs/formats.md shows one.
struct Manifest {
  std::string format = "couloir-package/1";
  std::optional<std::string> number;
  std::optional<std::int64_t> turn;
  std::optional<Instant> received_at;
  std::string sha256;              ///< of answers.json: what the receipt says
  std::optional<std::string> pdf;  ///< path of the readable dossier; empty: nobody had it set yet
  std::string pdf_from;            ///< where to ask for it
  std::vector<ManifestFile> files;
};
void describe(Describer& d, Manifest& m) {
  d.type("Package");
  d.field("format", m.format, text(1, 40));
  d.field("number", m.number, text(1, 60));
  d.field("turn", m.turn);
  d.field("received_at", m.received_at);
  d.field("sha256", m.sha256, text(64, 64));
  d.field("pdf", m.pdf, text(1, 60));
  d.field("pdf_from", m.pdf_from, text(1, 200));
  d.field("files", m.files);
}

constexpr std::string_view kPdfPath = "dossier.pdf";

std::string read_me(const Manifest& manifest) {
  auto line = [](std::string text) { return std::move(text) + "\n"; };
  auto all = line(manifest.number ? tr("Dossier {1}, turn {2}, received {3}.", *manifest.number, number(*manifest.turn),
                                       manifest.received_at->iso())
                                  : tr("A draft as it stands: nothing of it was filed."));
  all += "\n";
  all += line("answers.json    " + tr("what the dossier says, to the letter as it was hashed"));
  if (manifest.pdf) all += line("dossier.pdf     " + tr("the same to read and to print"));
  all += line("schema.json     " + tr("the form: JSON Schema 2020-12 of its revision"));
  all += line("files/          " + tr("the annexes"));
  all += line("manifest.json   " + tr("every file with its size and SHA-256"));
  all += line("SHA256SUMS      " + tr("the same for the command below"));
  if (!manifest.pdf)
    all += "\n" + line(tr("The dossier to read and to print (PDF) is set on demand and was not yet. To ask for it:")) +
           line("  " + manifest.pdf_from);
  all += "\n" + line(tr("To check that nothing was changed:")) + line("  sha256sum -c SHA256SUMS");
  if (manifest.number)
    all += line(tr("The SHA-256 of answers.json is the one on the receipt. To ask the program:")) +
           line("  couloir dossier verify " + *manifest.number + " --sha256 " + manifest.sha256);
  return all;
}

std::string read_me_in_both(const Manifest& manifest) {
  std::string all;
  {
    Speaking french(Lang::fr);
    all = read_me(manifest);
  }
  Speaking english(Lang::en);
  return all + "\n----\n\n" + read_me(manifest);
}

/// Where an annex lies: under its name, which no other of the package has on any system.
std::string path_for(const std::string& name, std::vector<std::string>& taken) {
  auto path = "files/" + name;
  for (int n = 2; std::ranges::find(taken, fold(path)) != taken.end(); ++n) path = fmt::format("files/{}-{}", n, name);
  taken.push_back(fold(path));
  return path;
}

struct Content {
  Manifest manifest;
  std::string answers, schema;
  std::vector<AnnexLine> annexes;
};

Result<Content> content_of(Reader& reader, const SeenDossier& seen) {
  const auto& dossier = seen.facts.dossier;
  const auto& call = seen.facts.call;
  auto filings = filings_of(reader, dossier.id);
  Content content;
  if (filings.empty()) {
    auto text = text_of(seen);
    content.answers = write_json(shape_of_const(text));
    content.schema = schema_of(seen.facts.form, call.code, text.form, Whose::draft);
    content.annexes = std::move(text.annexes);
  } else {
    auto& last = filings.back();
    TRY_LET(auto filed, read_filed(last.content));
    content.manifest.number = filed.number;
    content.manifest.turn = last.turn;
    content.manifest.received_at = last.received_at;
    content.answers = std::move(last.content);
    content.schema =
        schema_of(form_of(reader, call.id, filed.dossier.form), call.code, filed.dossier.form, Whose::filing);
    content.annexes = std::move(filed.dossier.annexes);
  }
  content.manifest.sha256 = sha256_hex(content.answers);
  return content;
}

}  // namespace

Result<Package> open_package(Reader& reader, const Actor& actor, const Rules& rules, DossierId id,
                             const std::optional<files::StoredFile>& pdf) {
  TRY_LET(auto seen, seen_dossier(reader, actor, id));
  TRY_LET(auto content, content_of(reader, seen));
  auto& manifest = content.manifest;
  Package package(rules.files);
  package.filename = paper_name(seen.facts.dossier) + ".zip";
  for (const auto& [name, text] : {std::pair{"answers.json", &content.answers}, {"schema.json", &content.schema}})
    manifest.files.push_back({name, name, sha256_hex(*text), static_cast<std::int64_t>(text->size())});
  manifest.pdf_from = "couloir dossier pdf " + id.str();
  if (pdf) {
    manifest.pdf = kPdfPath;
    manifest.files.push_back({std::string(kPdfPath), pdf->name, pdf->sha256.hex(), pdf->size});
    package.files_.push_back({std::string(kPdfPath), pdf->sha256});
  }
  std::vector<std::string> taken;
  for (const auto& annex : content.annexes) {
    auto path = path_for(annex.name, taken);
    TRY_LET(auto hash, journal::parse_hash(annex.sha256));
    if (!rules.files.has(hash))
      return Error::unavailable(say("“{1}” is missing on the disk of the server.", annex.name));
    manifest.files.push_back({path, annex.name, annex.sha256, annex.size});
    package.files_.push_back({std::move(path), hash});
  }
  std::string sums;
  for (const auto& file : manifest.files) sums += file.sha256 + "  " + file.path + "\n";
  package.texts_ = {{"schema.json", std::move(content.schema)},
                    {"answers.json", std::move(content.answers)},
                    {"SHA256SUMS", std::move(sums)},
                    {"manifest.json", write_json(shape_of_const(manifest)) + "\n"},
                    {"README.txt", read_me_in_both(manifest)}};
  std::ranges::reverse(package.files_);
  return package;
}

Result<std::string> Package::next() {
  if (finished_) return std::string();
  if (!texts_.empty()) {
    zip_.add(texts_.back().name, texts_.back().content, texts_.back().packed);
    texts_.pop_back();
  } else if (!files_.empty()) {
    auto file = std::move(files_.back());
    files_.pop_back();
    TRY_LET(auto content, folder_->read(file.sha256));
    zip_.add(file.path, content);
  } else {
    zip_.finish();
    finished_ = true;
  }
  return zip_.take();
}

Result<std::string> Package::whole() {
  std::string all;
  for (;;) {
    TRY_LET(auto piece, next());
    if (piece.empty()) return all;
    all += piece;
  }
}

}  // namespace couloir::calls
