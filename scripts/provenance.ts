/**
 * `npm run provenance`: whether the WebAssembly that is shipped is what its source gives. Our own kernels are compiled again from
 * `kernels/lens.ts` and compared with those in the repository and in every build; TensorFlow.js's binaries are compared with those of the
 * package that package-lock.json names by its hash, as are modules that other packages carry as text. `--json` prints a line for each. Run `npm run build` first.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { projectPath } from "../test/support/files";
import { KERNELS, kernelFiles } from "./build-kernels.mjs";

const PACKAGE = "node_modules/@tensorflow/tfjs-backend-wasm";
/** The one package that carries a module as text; part of the site alone. */
const EMBEDDING = "node_modules/pica";
/** What is shipped: the site with the element, and the library. */
const BUILDS = ["dist", "dist-lib"];

interface Line {
  readonly file: string;
  readonly from: string;
  readonly sha256: string;
  readonly same: boolean;
}

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const hash = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
const read = (path: string) => readFileSync(projectPath(path));

function filesOf(folder: string, kind: RegExp): string[] {
  if (!existsSync(projectPath(folder))) {
    console.error(`${folder}/ is missing. Run npm run build first.`);
    process.exit(1);
  }
  return readdirSync(projectPath(folder), { recursive: true, encoding: "utf8" })
    .filter((name) => kind.test(name))
    .map((name) => `${folder}/${name}`);
}

async function kernels(): Promise<Line[]> {
  const files = await kernelFiles();
  const lines = files.map(({ source, target, text, modules }) => ({
    file: target,
    from: source,
    sha256: hash(modules.join("")),
    same: read(target).toString() === text,
  }));
  const sourceOf = new Map(files.flatMap(({ source, modules }) => modules.map((module) => [module, source])));
  const theirs = lockedPackage(EMBEDDING);
  const theirText = read(`${EMBEDDING}/dist/pica.js`).toString();
  for (const build of BUILDS) {
    let hasOurs = false;
    for (const file of filesOf(build, /\.js$/)) {
      // By how every module of WebAssembly begins, in base64.
      for (const module of new Set(
        read(file)
          .toString()
          .match(/AGFzbQEAAA[\w+/=]+/g),
      )) {
        const from = sourceOf.get(module);
        hasOurs ||= from !== undefined;
        lines.push({
          file,
          from: from ?? theirs,
          sha256: hash(module),
          same: from !== undefined || theirText.includes(module),
        });
      }
    }
    if (!hasOurs) lines.push({ file: build, from: KERNELS.lens.source, sha256: "none", same: false });
  }
  return lines;
}

/** A package and the hash that package-lock.json names it by. */
function lockedPackage(path: string): string {
  const { packages } = JSON.parse(read("package-lock.json").toString());
  const { version, integrity } = packages[path] as { version: string; integrity: string };
  return `${path.replace("node_modules/", "")}@${version} ${integrity}`;
}

function binaries(): Line[] {
  const from = lockedPackage(PACKAGE);
  const originals = new Set(filesOf(`${PACKAGE}/dist`, /\.wasm$/).map((file) => hash(read(file))));
  return BUILDS.flatMap((build) => {
    const files = filesOf(build, /\.wasm$/);
    if (files.length === 0) return [{ file: build, from, sha256: "none", same: false }];
    return files.map((file) => {
      const sha256 = hash(read(file));
      return { file, from, sha256, same: originals.has(sha256) };
    });
  });
}

const lines = [...(await kernels()), ...binaries()];
for (const line of lines) {
  if (values.json) console.log(JSON.stringify(line));
  else console.log(`${line.same ? "same     " : "DIFFERENT"} ${line.sha256.slice(0, 16)} ${line.file}`);
}
const different = lines.filter(({ same }) => !same).map(({ file }) => basename(file));
if (different.length > 0) {
  console.error(
    `Not what the source gives: ${different.join(", ")}. Run node scripts/build-kernels.mjs and npm run build.`,
  );
  process.exit(1);
}
