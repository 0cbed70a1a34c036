/** The page of a still: whatever is put into it stays text, and its still comes out as it went in. */
import { expect, test } from "vitest";
import { fromBase64 } from "../../src/export/base64";
import { stillPage } from "../../src/export/still-page";
import { readStill } from "../../src/model/formats/still";
import { readBytes } from "../support/files";

const still = readBytes("public/stills/cats64-78.safetensors");
const options = {
  language: "ko",
  title: '<b>&"title"',
  help: "</figcaption><script>help()</script>",
  provenance: "cats64, seed 78",
  noScript: "no script",
  link: { address: 'https://lens.example/?"><script>#v=1&q=1.2', text: "<open>" },
  still,
  hash: 'q=3.4&model="><script>',
  controls: ["bar", "sentence"],
  script: 'const tags = "</script><!-- <script>"; run();',
};
const page = stillPage(options);

test("the still in the page is the file", () => {
  const [, letters] = /<script type="text\/plain" id="still">([^<]*)<\/script>/.exec(page) ?? [];
  const bytes = fromBase64(letters);
  expect(Buffer.from(bytes).equals(Buffer.from(still))).toBe(true);
  expect(readStill(bytes, "page").provenance.seed).toBe(78);
});

test("nothing that is put in becomes markup", () => {
  // The still and the viewer; the third is a word inside the viewer, and ends nothing.
  expect(page.match(/<script/g)).toHaveLength(3);
  expect(page.match(/<\/script>/g)).toHaveLength(2);
  expect(page).not.toContain("<!--");
  expect(page).toContain("<title>&lt;b&gt;&amp;&quot;title&quot;</title>");
  expect(page).toContain('state="q=3.4&amp;model=&quot;&gt;&lt;script&gt;"');
});

test("the page forbids itself every request", () => {
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/connect-src/);
});

test("the viewer's text keeps its meaning", () => {
  const [, code] = /<script>(const tags[\s\S]*?)<\/script>/.exec(page) ?? [];
  const tags = new Function(
    `let ran = false; const run = () => { ran = true; }; ${code} return [tags, ran];`,
  )();
  expect(tags).toEqual(["</script><!-- <script>", true]);
});
