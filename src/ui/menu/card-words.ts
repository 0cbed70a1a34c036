/** Texts of a model's card as the page shows them. */

/** A text of a card is folded above this many letters. */
const LONGEST = 180;

/** The beginning of a long text, up to a word's end; a short one as it is. */
export function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  const end = text.lastIndexOf(" ", LONGEST);
  return `${text.slice(0, end > 0 ? end : LONGEST).replace(/[\s,;:.]+$/, "")} …`;
}

/** What a measurement is called. Those of a further attention layer have its name before theirs: `attn2.gamma`. */
export function metricName(names: Readonly<Record<string, string>>, key: string): string {
  const [site, own] = /^([^.]+)\.(.+)$/.exec(key)?.slice(1) ?? ["", key];
  const name = Object.hasOwn(names, own) ? names[own] : asWords(own);
  return site ? `${site}: ${name}` : name;
}

/** A key that has no name of its own, in words: `earlyStep` as "early step". */
export function asWords(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
}
