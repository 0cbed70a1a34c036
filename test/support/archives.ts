/** Archives made in memory, as other programs write them. */
import { pack } from "../../scripts/fuzz/zip";

const BLOCK = 512;
const ascii = (text: string) => new TextEncoder().encode(text);

/** A tar file of POSIX's kind; names longer than its field go into a block of their own, as GNU's tar does. */
export function tarOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const entry = (name: string, content: Uint8Array, type: string) => {
    const head = new Uint8Array(BLOCK);
    const put = (at: number, text: string) => head.set(ascii(text), at);
    put(0, name.slice(0, 100));
    put(124, content.length.toString(8).padStart(11, "0"));
    put(148, "        ");
    put(156, type);
    put(257, "ustar\u000000");
    const sum = head.reduce((total, byte) => total + byte, 0);
    put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
    const padding = new Uint8Array((BLOCK - (content.length % BLOCK)) % BLOCK);
    parts.push(head, content, padding);
  };
  for (const [name, content] of Object.entries(files)) {
    if (name.length > 100) entry("././@LongLink", ascii(`${name}\0`), "L");
    entry(name, content, "0");
  }
  parts.push(new Uint8Array(2 * BLOCK));
  return new Uint8Array(Buffer.concat(parts));
}

export function zipOf(
  files: Readonly<Record<string, Uint8Array>>,
  deflated = false,
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(files).map(([name, content]) => ({
    name,
    content: new Uint8Array(content),
    deflated,
  }));
  return pack(entries);
}
