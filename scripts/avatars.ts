/**
 * `npm run avatars -- --out DIR`: drawn faces in six styles as PNG files, for training the avatars models.
 *
 *   npm run avatars -- --out ~/sagan-runs/avatars --count 60000 --size 128
 *
 * Writes DIR/<style>/<number>.png, the same bytes every time: image n has style n mod 6 and draws its parts from a hash of
 * its style and number. Files that stand there already are left alone, so that a broken run continues. `--from N` starts at
 * image N, so that several processes can share the work. DIR/licences.json names the artists and licences.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createAvatar } from "@dicebear/core";
import { Resvg } from "@resvg/resvg-js";
import { AVATAR_STYLES, BACKGROUNDS } from "./avatars/styles";

/** A highlight of "personas" that blends with nothing inside its mask and would make dark skin grey. */
const OVERLAY = ' style="mix-blend-mode:overlay" opacity=".36"';

const { values } = parseArgs({
  options: {
    out: { type: "string" },
    count: { type: "string", default: "60000" },
    from: { type: "string", default: "0" },
    size: { type: "string", default: "128" },
  },
});
const out = values.out;
if (!out) throw new Error("--out must name a folder");
const [count, from, size] = [values.count, values.from, values.size].map(Number) as [number, number, number];
if (!(Number.isInteger(count) && count > 0)) throw new Error("--count must be a whole number from 1");
if (!(Number.isInteger(from) && from >= 0 && from < count))
  throw new Error("--from must lie from 0 to below --count");
if (!(Number.isInteger(size) && size >= 16 && size <= 1024))
  throw new Error("--size must lie from 16 to 1024");

for (const { id } of AVATAR_STYLES) mkdirSync(join(out, id), { recursive: true });
for (let n = from; n < count; n++) {
  const { id } = styleOf(n);
  const path = join(out, id, `${String(n).padStart(6, "0")}.png`);
  if (existsSync(path)) continue;
  writeFileSync(`${path}.part`, png(n, size));
  renameSync(`${path}.part`, path);
  if ((n + 1) % 2000 === 0) process.stderr.write(`${n + 1} of ${count} images\n`);
}
const licences = AVATAR_STYLES.map(({ id, style: { meta } }) => ({
  class: id,
  title: meta?.title,
  artist: meta?.creator,
  licence: meta?.license?.name,
  licenceUrl: meta?.license?.url,
  source: meta?.source,
}));
writeFileSync(join(out, "licences.json"), `${JSON.stringify(licences, null, 2)}\n`);

/** The style of image n. */
function styleOf(n: number) {
  const style = AVATAR_STYLES[n % AVATAR_STYLES.length];
  if (!style) throw new Error("there is no style");
  return style;
}

/** The bytes of image n at side x side pixels: opaque, without text, without fonts. */
function png(n: number, side: number): Uint8Array {
  const { id, style, options } = styleOf(n);
  // The library's own hash gives neighbouring seeds like parts; a cryptographic hash does not.
  const seed = createHash("sha256").update(`${id}/${n}`).digest("hex");
  const svg = createAvatar(style, { backgroundColor: BACKGROUNDS, ...options, seed, size: side })
    .toString()
    .replaceAll(OVERLAY, ' opacity=".1"');
  return new Resvg(svg, { fitTo: { mode: "width", value: side }, font: { loadSystemFonts: false } })
    .render()
    .asPng();
}
