// Commands on the database as a whole: migrate, backup, restore, journal verify and export.
#include <fmt/format.h>

#include <filesystem>

#include "app/commands.h"
#include "app/house.h"
#include "files/content_copy.h"
#include "files/file.h"
#include "journal/journal.h"
#include "store/backup.h"
#include "store/migrate.h"
#include "store/tables.h"

namespace couloir::app {
namespace {

Result<std::unique_ptr<Db>> database_of(const Globals& globals) {
  TRY_LET(auto settings, settings_of(globals));
  std::error_code ec;
  std::filesystem::create_directories(settings.data, ec);
  return open_db(settings.database);
}

Exit migrate_now(const Globals& globals, const http::Fields&) {
  auto db = database_of(globals);
  if (!db) return fail(db.error());
  auto applied = migrate(**db);
  if (!applied) return fail(applied.error());
  return answer(globals, trn("One migration was applied.", "{1} migrations were applied.", *applied),
                fmt::format(R"({{"applied":{}}})", *applied));
}

/// Progress on a line of standard error, so that the answer itself can be piped.
void show_progress(const CopyProgress& at) {
  fmt::print(stderr, "\r{} {} / {}   ", at.table, at.done, at.total);
  if (at.done == at.total) fmt::print(stderr, "\n");
}

/// Contents of stored files lie beside the backup's file: "couloir.db" → "couloir.db.files/ab/cdef…".
files::ContentFolder contents_beside(const std::string& backup) { return files::ContentFolder(backup + ".files"); }

/// Contents that a row of the database has, and that could not be copied. A database of before stored files has none.
std::vector<files::Hash> copy_files(Db& db, const files::ContentFolder& from, const files::ContentFolder& to) {
  auto reader = db.reader();
  if (!has_table(*reader, db.dialect(), "files_file")) return {};
  return files::copy_contents(from, to, files::contents_in_use(*reader)).lost;
}

/// The contents first, then the database, then the contents that came meanwhile; only then the backup gets its name. So
/// one that has its name is whole.
Result<std::vector<files::Hash>> back_up_all(Db& db, const files::ContentFolder& contents, const std::string& file) {
  namespace fs = std::filesystem;
  if (fs::exists(file)) return Error::refused(say("{1} exists already. Choose another name.", file));
  auto unnamed = file + ".new";
  try {
    fs::remove(unnamed);
    auto copies = contents_beside(file);
    copy_files(db, contents, copies);
    TRY(backup(db, unnamed, show_progress));
    auto lost = copy_files(db, contents, copies);
    fs::rename(unnamed, file);
    return lost;
  } catch (const std::exception& failure) {
    return Error::unavailable(say("The backup {1} cannot be written or read: {2}", file, failure.what()));
  }
}

Exit back_up(const Globals& globals, const http::Fields& values) {
  auto settings = settings_of(globals);
  if (!settings) return fail(settings.error());
  auto db = database_of(globals);
  if (!db) return fail(db.error());
  const auto& file = *http::find(values, "file");
  auto lost = back_up_all(**db, files::ContentFolder(settings->data / "files"), file);
  if (!lost) return fail(lost.error());
  if (!lost->empty())
    return fail(Error::refused(
        say("The backup is in {1}, but {2} stored files are missing or damaged and so not in it; the log names them.",
            file, std::to_string(lost->size()))));
  return answer(globals, tr("The backup is in {1}. Keep secret.key of the data folder with it.", file),
                fmt::format(R"({{"file":{}}})", json_string(file)));
}

Exit restore_from(const Globals& globals, const http::Fields& values) {
  auto db = database_of(globals);
  if (!db) return fail(db.error());
  auto settings = settings_of(globals);
  if (!settings) return fail(settings.error());
  const auto& file = *http::find(values, "file");
  // Contents first: whatever ends this halfway, no row is ever without its content.
  auto copies = contents_beside(file);
  files::ContentFolder contents(settings->data / "files");
  files::copy_contents(copies, contents, files::all_contents(copies, system_clock().now()));
  auto done = restore(**db, file, show_progress);
  if (!done) return fail(done.error());
  auto lost = files::contents_in_use(*(*db)->reader());
  std::erase_if(lost, [&](const files::Hash& hash) { return contents.has(hash); });
  if (!lost.empty())
    return fail(Error::refused(say("The database is restored, but {1} stored files are missing or damaged in {2}.",
                                   std::to_string(lost.size()), copies.root().string())));
  auto verdict = journal::verify(*(*db)->reader());
  if (!verdict.whole())
    return fail(
        Error::refused(say("It is restored, but its journal is broken at event {1}.", std::to_string(verdict.at))));
  return answer(globals, tr("Restored; the journal is whole: {1} events.", std::to_string(verdict.checked)),
                fmt::format(R"({{"events":{},"hash":"{}"}})", verdict.checked, verdict.head.hash.hex()));
}

Exit verify_journal(const Globals& globals, const http::Fields&) {
  auto db = database_of(globals);
  if (!db) return fail(db.error());
  auto verdict = journal::verify(*(*db)->reader());
  if (globals.json) {
    auto text =
        fmt::format(R"({{"whole":{},"checked":{},"at":{},"flaw":{},"head":{{"seq":{},"hash":"{}"}}}})", verdict.whole(),
                    verdict.checked, verdict.at, verdict.flaw ? fmt::format("\"{}\"", name_of(*verdict.flaw)) : "null",
                    verdict.head.seq, verdict.head.hash.hex());
    print(globals, text + "\n");
  } else if (verdict.whole()) {
    print(globals, tr("The journal is whole: {1} events, ending with {2}.", std::to_string(verdict.checked),
                      verdict.head.hash.hex()) +
                       "\n");
  } else {
    say_error(Error::refused(
        say("The journal is broken at event {1}: {2}.", std::to_string(verdict.at), name_of(*verdict.flaw))));
  }
  return verdict.whole() ? Exit::answered : Exit::refused;
}

Exit export_journal(const Globals& globals, const http::Fields&) {
  auto db = database_of(globals);
  if (!db) return fail(db.error());
  std::string lines;
  journal::export_lines(*(*db)->reader(), [&](std::string_view line) { lines += line; });
  return print(globals, lines);
}

Command command_of(std::string name, std::string summary, Exit (*run)(const Globals&, const http::Fields&),
                   bool wants_file = false) {
  Command command;
  command.name = std::move(name);
  command.summary = std::move(summary);
  if (wants_file)
    command.options.push_back(
        {.name = "file", .about = tr("File"), .positional = true, .required = true, .choices = {}});
  command.run = run;
  return command;
}

}  // namespace

std::vector<Command> store_commands() {
  return {command_of("migrate", tr("Bring the database to this version"), migrate_now),
          command_of("backup",
                     tr("Copy the whole database into one file and the stored files beside it, while they are in use"),
                     back_up, true),
          command_of("restore", tr("Fill an empty database from a backup"), restore_from, true),
          command_of("journal verify", tr("Check the chain of the journal"), verify_journal),
          command_of("journal export", tr("Write the journal as JSON lines"), export_journal)};
}

}  // namespace couloir::app
