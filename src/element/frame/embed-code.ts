/** The code that puts the lens into another page. Pure. */
import { escaped } from "../../export/markup";
import { CONTROLS, type ControlName } from "../attributes";

export const EMBED_KINDS = ["iframe", "element", "link"] as const;
export type EmbedKind = (typeof EMBED_KINDS)[number];

export interface EmbedOptions {
  readonly kind: EmbedKind;
  /** Folder of the site, with a slash at the end. */
  readonly base: string;
  /** The state, without `#`. */
  readonly hash: string;
  readonly controls: ReadonlySet<ControlName>;
  readonly language: string;
  /** What the link says, and what a screen reader calls the frame. */
  readonly title: string;
}

/** Width of the frame in CSS pixels, and the height that it begins with; it tells its own by message. */
const FRAME = { width: 420, height: 600 } as const;

/** The address of the page in the frame. */
export function frameAddress({
  base,
  hash,
  controls,
  language,
}: Omit<EmbedOptions, "kind" | "title">): string {
  const names = CONTROLS.filter((control) => controls.has(control)).join(",");
  const lang = language === "en" ? "" : `&lang=${language}`;
  return `${base}embed.html?controls=${names}${lang}#${hash}`;
}

/** HTML to copy into a page. */
export function embedCode(options: EmbedOptions): string {
  const { kind, base, hash, controls, language, title } = options;
  if (kind === "link") return `<a href="${escaped(`${base}#${hash}`)}">${escaped(title)}</a>`;
  if (kind === "iframe") {
    const { width, height } = FRAME;
    return `<iframe src="${escaped(frameAddress(options))}" title="${escaped(title)}" width="${width}" height="${height}" loading="lazy" style="border: 0; max-width: 100%"></iframe>`;
  }
  const names = CONTROLS.filter((control) => controls.has(control)).join(" ");
  const lang = language === "en" ? "" : ` lang="${language}"`;
  return [
    `<script type="module" src="${escaped(base)}sagan-lens.js"></script>`,
    `<sagan-lens${lang} controls="${names}" state="${escaped(hash)}"></sagan-lens>`,
  ].join("\n");
}
