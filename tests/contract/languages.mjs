// What a page says in French and in English alike is data, a name or a number; anything else is a sentence that nobody marked
// for translation. Every page of every role's walk is read in both languages.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { logIn, walk } from "./pages.mjs";
import { ask, logins } from "./world.mjs";
import { expect } from "./tally.mjs";

const root = new URL("../../", import.meta.url).pathname;

/** Names that both languages write alike, numbers of dossiers and of companies, fingerprints. */
const kNames = /\b([0-9a-f]{16,}|[a-z-]+-\d{4}|FR\d{11}|ENACT|RICE|WSJF|SIREN|SIRET|NAF|TVA|REST|API|OpenAPI|Atom|CSV|PDF|XLSX|JSON|UTF-8|Excel|Français|couloir|EUPL-1\.2)(?![\p{L}\d])/gu;

/** What the demonstration wrote in the language in which it was loaded. */
const kWritten = ["We would like to work on this with you.", "Next months", "Proposal to the committee", "Written reviews"];

const plain = (text) => text.replace(/""/g, "\"").replace(/\\n|\s+/g, " ").trim();

function filesBelow(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(path).isDirectory()) return filesBelow(path);
    return /\.(toml|csv|json|mjs)$/.test(name) ? [plain(readFileSync(path, "utf8"))] : [];
  });
}

/** Sentences whose French is the English: "Contact", "Message". */
function sameInBoth() {
  const entries = readdirSync(`${root}po`).filter((name) => name.endsWith(".po")).flatMap((name) => readFileSync(`${root}po/${name}`, "utf8").split(/\n\n+/));
  const textOf = (entry, key) => [...(new RegExp(`^${key} ((?:".*"\\n?)+)`, "m").exec(entry)?.[1] ?? "").matchAll(/"(.*)"/g)].map((m) => JSON.parse(`"${m[1]}"`)).join("");
  const same = entries.map((entry) => [textOf(entry, "msgid"), textOf(entry, "msgstr") || textOf(entry, "msgstr\\[0\\]")])
    .filter(([english, french]) => /\p{L}/u.test(english.replace(/\{\d\}/g, "")) && english.toLowerCase() === french.toLowerCase()).map(([english]) => english);
  const quoted = (text) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\d\}/g, "(.*)");
  return same.map((text) => new RegExp(`^${quoted(text)}$`, "i"));
}

const unescape = (text) => text.replaceAll("&quot;", "\"").replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Runs of text between tags, and what attributes tell a person. */
function textsOf(html) {
  const shown = html.replace(/<(script|style|code|pre)\b.*?<\/\1>/gs, " ").replace(/<textarea\b.*?<\/textarea>/gs, " ");
  const between = shown.split(/<[^>]*>/).map((text) => plain(unescape(text)));
  const told = [...shown.matchAll(/\b(?:aria-label|title|alt|placeholder|data-label)="([^"]*)"/g)].map((m) => plain(unescape(m[1])));
  return new Set([...between, ...told].filter((text) => /\p{L}{2,}/u.test(text)));
}

function isData(text, corpus, same) {
  const rest = text.replace(/^— /, "");
  const code = /^(\S+@\S+|https?:\S+|[a-z_]+\.[a-z_*]+( \d+)?)$/;  // an address, a kind of tasks or of events
  if (corpus.includes(rest) || code.test(rest) || !/\p{L}{2,}/u.test(rest.replace(kNames, ""))) return true;
  const parted = (parts) => parts.every((part) => part.length < text.length && isData(part.trim(), corpus, same));
  if (same.some((pattern) => { const met = pattern.exec(rest); return met && parted(met.slice(1)); })) return true;
  const parts = rest.split(/ · |, | – | — | \(|\)|: |; | → |\/|(?<=^\d{5}) /).filter((part) => part !== "");
  return parts.length > 1 && parted(parts);
}

const asked = (path, lang) => path.replace(/[?&]lang=\w+/, "") + (path.includes("?") ? "&" : "?") + `lang=${lang}`;

export async function checkLanguages({ base }) {
  const corpus = [...["data", "demo"].flatMap((folder) => filesBelow(root + folder)), plain(readFileSync(`${root}tests/contract/world.mjs`, "utf8")), ...kWritten].join("\n");
  const same = sameInBoth();
  const told = new Map();  // text → the page where it was met first
  let pages = 0;
  for (const login of [{ role: "visitor" }, ...logins]) {
    const cookie = login.email ? await logIn(base, login) : "";
    const headers = cookie ? { cookie } : {};
    const found = [];
    await walk(base, cookie, (path, page) => { if (page.status === 200 && page.type.startsWith("text/html")) found.push(path); });
    for (const path of found) {
      const [french, english] = await Promise.all(["fr", "en"].map(async (lang) => textsOf((await ask(base, "GET", asked(path, lang), { headers })).text)));
      for (const text of french) if (english.has(text) && !told.has(text) && !isData(text, corpus, same)) told.set(text, `${path} as ${login.role}`);
      pages += 1;
    }
  }
  for (const [text, where] of told) expect(false, `“${text}” is said in both languages alike`, where);
  expect(!isData("There is nothing to see here.", corpus, same), "a sentence is no data");
  expect(pages > 100, "pages were read in both languages", pages);
}
