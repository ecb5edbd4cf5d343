// Runs every contract check on one demonstration each, and says how many held.
import { lintDescription } from "./lint.mjs";
import { checkApi } from "./api.mjs";
import { checkWrites } from "./writes.mjs";
import { checkRoles } from "./roles.mjs";
import { checkPages } from "./pages.mjs";
import { checkDocs } from "./docs.mjs";
import { checkDoors } from "./doors.mjs";
import { checkLanguages } from "./languages.mjs";
import { checkSteps } from "./steps.mjs";
import { checkDemonstration } from "./demonstration.mjs";
import { checkDriven } from "./driven.mjs";
import { checkLargeFile } from "./large.mjs";
import { startDemo } from "./world.mjs";
import { finish, section } from "./tally.mjs";

const checks = [["demonstration", checkDemonstration], ["pages in both languages", checkLanguages], ["description", lintDescription], ["reading", checkApi], ["writing", checkWrites],
  ["steps of a dossier", checkSteps], ["examples of docs/api.md", checkDocs],
  ["pages", checkPages], ["pages by role", checkDoors],
  ["operations by role", checkRoles], ["writes driven to success", checkDriven], ["large file", checkLargeFile]];

const world = await startDemo();
try {
  for (const [name, check] of checks) await section(name, () => check(world));
} finally {
  await world.stop();
}
finish();
