/** The built site as after a change of its sources: another heading, and other names of every file whose name holds a hash of its content. */
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { writeWorker } from "../../scripts/lib/offline-worker.mjs";
import { projectPath } from "./files";

/** The newer page's heading. */
export const NEWER_TITLE = "SAGAN Lens, newer";

const TITLE = "title:`SAGAN Lens`";
/** Files that name others. */
const TEXT = new Set([".html", ".js", ".css"]);

let made: Promise<string> | undefined;

/** Makes it, once. @returns its folder */
export function makeNewerSite(): Promise<string> {
  made ??= makeIt();
  return made;
}

async function makeIt(): Promise<string> {
  const folder = projectPath(".cache/newer-site");
  rmSync(folder, { recursive: true, force: true });
  cpSync(projectPath("dist"), folder, { recursive: true });
  const names = readdirSync(`${folder}/assets`);
  // A name that ends like a shorter one is found first.
  const named = new RegExp(
    [...names]
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join("|"),
    "g",
  );
  let titles = 0;
  for (const file of [...readdirSync(folder), ...names.map((name) => `assets/${name}`)]) {
    if (!TEXT.has(extname(file))) continue;
    const text = readFileSync(`${folder}/${file}`, "utf8");
    titles += text.split(TITLE).length - 1;
    const newer = text.replaceAll(named, newerName).replaceAll(TITLE, `title:\`${NEWER_TITLE}\``);
    writeFileSync(`${folder}/${file}`, newer);
  }
  if (titles === 0) throw new Error(`No file of dist/ holds ${TITLE}: the newer site would look like it.`);
  for (const name of names) renameSync(`${folder}/assets/${name}`, `${folder}/assets/${newerName(name)}`);
  await writeWorker(folder);
  return folder;
}

const newerName = (name: string) => name.replace(/(\.[^.]+)$/, "_$1");
const escaped = (name: string) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
