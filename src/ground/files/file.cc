// The only SQL on files_file.
#include "files/file.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/bug.h"
#include "base/log.h"
#include "base/text.h"
#include "files/file_jobs.h"

namespace couloir::files {
namespace {

constexpr std::string_view kColumns = "id, sha256, size, type, name, uploaded_by, created_at";

Hash hash_in(const Row& row) {
  auto hash = journal::parse_hash(row.get<std::string_view>("sha256"));
  check(hash.has_value(), "files_file.sha256 is a SHA-256");
  return *hash;
}

StoredFile file_of(const Row& row) {
  return {row.get<FileId>("id"),         hash_in(row),
          row.get<std::int64_t>("size"), row.get<FileType>("type"),
          row.get<std::string>("name"),  row.get<PersonId>("uploaded_by"),
          row.get<Instant>("created_at")};
}

bool in_use(Reader& reader, const Hash& hash) {
  return reader.one<std::int64_t>("SELECT COUNT(*) FROM files_file WHERE sha256 = :sha256", {{":sha256", hash.hex()}}) >
         0;
}

std::string megabytes(std::int64_t bytes) {
  return number(static_cast<double>(bytes) / (1 << 20), bytes < 10 << 20 ? 1 : 0);
}

/// Under the one write lock, so that nobody gives the content a row between the look and the removal.
bool remove_unless_used(const Op& op, const ContentFolder& folder, const Hash& hash) {
  bool removed = false;
  op.db.write([&](Tx& tx) {
    if (in_use(tx, hash)) return false;
    folder.remove(hash);
    removed = true;
    return true;
  });
  return removed;
}

Result<void> sweep(const ContentFolder& folder, journal::JobContext& context) {
  auto op = context.op();
  std::int64_t removed = 0;
  for (int first = 0; first < 256 && !context.cancelled(); ++first) {
    auto found = folder.contents(static_cast<unsigned char>(first), op.now);
    std::erase_if(found, [&](const ContentFolder::Found& f) { return f.written > op.now - std::chrono::hours(24); });
    if (found.empty()) continue;
    auto used = op.db.reader()->all("SELECT DISTINCT sha256 FROM files_file WHERE sha256 LIKE :prefix ORDER BY sha256",
                                    {{":prefix", fmt::format("{:02x}%", first)}}, hash_in);
    for (const auto& f : found)
      if (std::ranges::find(used, f.hash) == used.end()) removed += remove_unless_used(op, folder, f.hash);
  }
  if (removed > 0) log_line("files.swept", {{"contents", std::to_string(removed)}});
  return {};
}

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == '\x7f') continue;
    out += c;
  }
  return out + '"';
}

/// Names of files are words of whoever chose them. They stay with the file for as long as its purpose lasts, under a
/// name that says nothing.
people::PersonalDataSource personal_data() {
  return {.name = "files",
          .export_json =
              [](Reader& reader, PersonId person) {
                std::string json;
                reader.each(
                    "SELECT id, name, type, size, created_at FROM files_file WHERE uploaded_by = :person ORDER BY id",
                    {{":person", person}}, [&](const Row& row) {
                      json += fmt::format(R"({}{{"id":{},"name":{},"type":"{}","size":{},"created_at":"{}"}})",
                                          json.empty() ? "" : ",", row.get<std::int64_t>("id"),
                                          json_text(row.get<std::string>("name")), row.get<std::string>("type"),
                                          row.get<std::int64_t>("size"), row.get<std::string>("created_at"));
                    });
                return json.empty() ? std::string("null") : "[" + json + "]";
              },
          .erase =
              [](Tx& tx, const Op&, PersonId person) {
                struct Named {
                  FileId id;
                  FileType type;
                };
                auto theirs = tx.all(
                    "SELECT id, type FROM files_file WHERE uploaded_by = :person ORDER BY id", {{":person", person}},
                    [](const Row& row) { return Named{row.get<FileId>("id"), row.get<FileType>("type")}; });
                for (const auto& file : theirs)
                  tx.exec("UPDATE files_file SET name = :name, uploaded_by = NULL WHERE id = :id",
                          {{":name", fmt::format("file-{}.{}", file.id.v, extension(file.type))}, {":id", file.id}});
              }};
}

}  // namespace

Result<Kept> keep(const ContentFolder& folder, std::string_view name, std::string_view content, const Taken& taken) {
  auto size = static_cast<std::int64_t>(content.size());
  if (size > taken.most_bytes)
    return Error::invalid(say("This file is too large: {1} MB, and {2} MB at most are taken here.", megabytes(size),
                              megabytes(taken.most_bytes)));
  TRY_LET(auto type, taken.made_here ? *taken.made_here : type_of(name, content, taken.types));
  return Kept{folder.put(content), size, type, name_to_save(clean_name(name, type), type, content), content};
}

StoredFile add_file(Tx& tx, const Op& op, const ContentFolder& folder, const Kept& kept) {
  // Its last other row may have gone since keep(), and the content with it.
  if (!folder.has(kept.sha256)) folder.put(kept.content);
  StoredFile file{{}, kept.sha256, kept.size, kept.type, kept.name, op.actor.person, op.now};
  file.id = tx.one<FileId>(R"sql(
      INSERT INTO files_file (sha256, size, type, name, uploaded_by, created_at)
      VALUES (:sha256, :size, :type, :name, :uploaded_by, :created_at) RETURNING id)sql",
                           {{":sha256", file.sha256.hex()},
                            {":size", file.size},
                            {":type", file.type},
                            {":name", file.name},
                            {":uploaded_by", file.uploaded_by},
                            {":created_at", file.created_at}});
  return file;
}

std::optional<StoredFile> find_file(Reader& reader, FileId id) {
  return reader.first(fmt::format("SELECT {} FROM files_file WHERE id = :id", kColumns), {{":id", id}}, file_of);
}

std::vector<StoredFile> files_with_ids(Reader& reader, const std::vector<FileId>& ids) {
  if (ids.empty()) return {};
  return reader.all(fmt::format("SELECT {} FROM files_file WHERE id IN ({}) ORDER BY id", kColumns, id_list(ids)), {},
                    file_of);
}

std::int64_t bytes_of(Reader& reader, const std::vector<FileId>& ids) {
  if (ids.empty()) return 0;
  return reader.one<std::int64_t>(
      fmt::format("SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM files_file WHERE id IN ({})", id_list(ids)), {});
}

void remove_file(Tx& tx, const Op& op, FileId id) {
  auto file = find_file(tx, id);
  if (!file) return;
  tx.exec("DELETE FROM files_file WHERE id = :id", {{":id", id}});
  journal::enqueue(tx, op, RemoveContent{file->sha256});
}

Result<std::string> read_file(const ContentFolder& folder, const StoredFile& file) { return folder.read(file.sha256); }

std::string attachment(std::string_view name) {
  std::string ascii;
  for (char c : name) {
    auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80) continue;  // one "_" for a character, however many bytes it has
    ascii += byte < 0x20 || byte > 0x7E || c == '"' || c == '\\' || c == '%' ? '_' : c;
  }
  std::string value = "attachment; filename=\"" + ascii + "\"";
  if (ascii != name) value += "; filename*=UTF-8''" + html::percent_encode(name);
  return value;
}

web::Response download(const StoredFile& file, std::string content) {
  auto name = name_to_save(file.name, file.type, content);  // one kept under an older rule, too
  web::Response response{.body = std::move(content), .type = std::string(media_type(file.type))};
  // With the site's own policy: both hold. nosniff is on every answer.
  return std::move(response)
      .with("content-disposition", attachment(name))
      .with("content-security-policy", "sandbox; default-src 'none'")
      .with("cache-control", "private, no-store");
}

std::vector<Hash> contents_in_use(Reader& reader) {
  return reader.all("SELECT DISTINCT sha256 FROM files_file ORDER BY sha256", {}, hash_in);
}

void mount_files(journal::Jobs& jobs, const ContentFolder& folder, people::PersonalData& personal) {
  personal.add_source(personal_data());
  jobs.handle<RemoveContent>([&folder](const RemoveContent& job, journal::JobContext& context) -> Result<void> {
    remove_unless_used(context.op(), folder, job.sha256);
    return {};
  });
  jobs.every<SweepContents>(std::chrono::hours(24), [&folder](const SweepContents&, journal::JobContext& context) {
    return sweep(folder, context);
  });
}

}  // namespace couloir::files
