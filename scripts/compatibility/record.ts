/**
 * `node scripts/record-compatibility.mjs`: records what addresses, sessions, stills, messages and saved models of version 1 lead to,
 * in `test/fixtures/compatibility`. They were recorded once, from the code of version 0.1.0, and every later version is compared with
 * them. To record them again would make any break the new rule, so files that are there are never overwritten.
 * A new kind of input gets a new file; a single entry that changes on purpose is edited by hand, and the commit says why.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import * as read from "../../test/support/compatibility";
import { projectPath } from "../../test/support/files";
import { addresses } from "./addresses";
import * as files from "./files";
import * as messages from "./messages";

const FOLDER = "test/fixtures/compatibility";
const at = (name: string) => projectPath(`${FOLDER}/${name}`);

/** Writes a file that is not there. One entry a line, so that a change of one is seen as such. */
function record(name: string, entries: readonly unknown[]): void {
  const text = `[\n${entries.map((entry) => JSON.stringify(entry)).join(",\n")}\n]\n`;
  writeFileSync(at(name), text, { flag: "wx" });
  process.stdout.write(`${name}: ${entries.length} entries, ${text.length} characters\n`);
}

const pairs = <Given, Result>(given: readonly Given[], open: (given: Given) => Result) =>
  Promise.all(given.map(async (each) => [each, await open(each)] as const));

/** One after another, for what changes the one store that there is. */
async function inTurn<Given, Result>(given: readonly Given[], open: (given: Given) => Promise<Result>) {
  const results: (readonly [Given, Result])[] = [];
  for (const each of given) results.push([each, await open(each)]);
  return results;
}

if (existsSync(at("addresses.json"))) throw new Error(`${FOLDER} is recorded; see the head of this script`);
mkdirSync(at(""), { recursive: true });
// Of states drawn at random, those with short addresses: the files stay small.
const drawn = files.anyStates(400).map((state) => `#${read.writtenHash(state)}`);
const hashes = [...addresses, ...drawn.filter(({ length }) => length < 2000).slice(0, 120)];
record("addresses.json", await pairs(hashes, read.openAddress));
record("attributes.json", await pairs(messages.attributes, read.openAttributes));
record("sessions.json", await pairs(files.sessions, read.openSession));
record(
  "directions.json",
  await pairs(files.directions, ({ text, wanted }) => read.openDirection(text, wanted)),
);
record("commands.json", await pairs(messages.commands, read.openMessage));
record("answers.json", await pairs([...messages.answers], read.sentMessage));
record("origins.json", await pairs(messages.origins, (pair) => read.mayCommand(...pair)));
record("collections.json", await inTurn(files.collections, read.openCollection));
record("models.json", await inTurn(files.models, read.openModels));
for (const [name, bytes] of Object.entries(files.stills)) {
  writeFileSync(at(`${name}.safetensors`), bytes, { flag: "wx" });
}
const outcomes = await inTurn(Object.entries(files.stills), ([, bytes]) => read.openStill(bytes));
record(
  "stills.json",
  outcomes.map(([[name], outcome]) => [name, outcome]),
);
