// Looks from outside whether anybody writes into the SQLite file of a running couloir: reading a page must not.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const kStillMs = 300;
const kPatienceMs = 60_000;

// SQLite counts the commits of others. Only when that counter moved are the tables compared, to say which was written. Jobs that come again
// by themselves belong to the clock, not to who asks for a page.
const kEye = `
import hashlib, json, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
version = lambda: db.execute("PRAGMA data_version").fetchone()[0]
tables = {name: f"SELECT * FROM {name}" for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")}
tables["journal_job"] += " WHERE every_seconds IS NULL"
tables["the clock"] = "SELECT * FROM journal_job WHERE every_seconds IS NOT NULL"
def look():
    while True:
        before = version()
        seen = {table: hashlib.sha256(repr(db.execute(sql).fetchall()).encode()).digest() for table, sql in tables.items()}
        if version() == before:
            return before, seen
at, seen = look()
for line in sys.stdin:
    written = []
    if version() != at:
        before, (at, seen) = seen, look()
        written = [table for table in tables if seen[table] != before[table]] or ["the same rows"]
    print(json.dumps([table for table in written if table != "the clock"]), flush=True)
`;

/** { written: the tables written since it was last asked, settled: waits until the work that others left is done, stop }. */
export function watchWrites(data) {
  const eye = spawn("python3", ["-c", kEye, join(data, "couloir.db")], { stdio: ["pipe", "pipe", "inherit"] });
  const said = createInterface({ input: eye.stdout });
  const gone = once(eye, "exit").then(([code]) => { throw new Error(`who watches the database ended with ${code}`); });
  gone.catch(() => {});
  const written = async () => {
    const line = once(said, "line");
    eye.stdin.write("\n");
    return JSON.parse((await Promise.race([line, gone]))[0]);
  };
  const settled = async () => {
    for (const begun = Date.now(); Date.now() - begun < kPatienceMs;) {
      const before = await written();
      await new Promise((go) => setTimeout(go, kStillMs));
      if (before.length === 0 && (await written()).length === 0) return;
    }
    throw new Error("somebody writes into the database without end");
  };
  return { written, settled, stop: () => eye.stdin.end() };
}
