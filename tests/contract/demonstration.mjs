// The demonstration holds what it promises: dossiers in every state, and a linked reviewer who sees nothing of a party's.
import { couloir } from "./world.mjs";
import { expectSame } from "./tally.mjs";

const kCarriers = ["elise.wendling@studio-cigogne.example", "etienne.claudel@scierie-donon.example", "solene.barbier@ortho-mirabelle.example",
  "jeanne.mougeot@fil-et-trame.example", "denis.kieffer@haute-moselle.example"];
const kStates = { declined: 1, draft: 1, expired: 1, granted: 2, returned: 1, submitted: 2, under_review: 16, withdrawn: 1 };
const kOfOpenCall = { declined: 1, draft: 1, granted: 2, returned: 1, submitted: 2, under_review: 3, withdrawn: 1 };
const kReviewers = ["reviewer@demo.example", "yves.hatton@demo.example", "maud.zeller@demo.example", "karim.benali@demo.example"];

const read = (world, email, ...command) => JSON.parse(couloir(world.data, ["--as", email, "--json", ...command]));

const counted = (dossiers) => {
  const states = {};
  for (const { state } of dossiers) states[state] = (states[state] ?? 0) + 1;
  return JSON.stringify(Object.fromEntries(Object.entries(states).sort()));
};

export async function checkDemonstration(world) {
  const dossiers = kCarriers.flatMap((email) => read(world, email, "dossier", "list").items);
  expectSame(counted(dossiers), JSON.stringify(kStates), "twenty-five dossiers, in every state");
  const { id } = read(world, kReviewers[0], "call", "list").items.find(({ code }) => code === "demonstration");
  const open = read(world, kReviewers[0], "call", "show", String(id));
  const days = open.terms.cut_offs.map(({ at }) => Date.parse(at) < Date.now());
  expectSame(`${open.phase} ${days.filter(Boolean).length} ${days.filter((past) => !past).length}`, "open 2 1", "the open call has two cut-offs behind it and one to come");
  expectSame(counted(dossiers.filter(({ call }) => call === id)), JSON.stringify(kOfOpenCall), "its dossiers: with the expired one of the call before it, twelve in every state");
  const given = kReviewers.map((email) => read(world, email, "review", "list").reviews);
  expectSame(given.every((reviews) => reviews.length >= 2), true, "each of the four reviewers has something to read");
  const of = (reviews, party) => reviews.filter(({ organisation }) => organisation === party).length;
  expectSame(of(given[1], "Scierie du Donon"), 0, "the reviewer who is linked to the sawmill sees none of its dossiers");
  expectSame(of(given[2], "Scierie du Donon") > 0, true, "another one does");
}
