/** The languages of the site, and how the one to begin with is found: in the address, in what was chosen before, in the browser. */

/** In the order of the switch. */
export const LANGUAGES = ["en", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each in its own language, whatever the page speaks: who cannot read the page must find theirs. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", ko: "한국어" };

const KEY = "sagan-lens-language";

export interface LanguageHints {
  /** Of the address, with or without its `#`. */
  readonly hash: string;
  /** Of the address, with or without its `?`. */
  readonly search: string;
  /** What was chosen before. */
  readonly chosen: string | null;
  /** What the browser prefers, best first. */
  readonly preferred: readonly string[];
}

/** The language to begin with; what is no language of ours says nothing. */
export function firstLanguage({ hash, search, chosen, preferred }: LanguageHints): Language {
  for (const tag of [languageIn(hash), languageIn(search), chosen, ...preferred]) {
    const language = languageOf(tag);
    if (language) return language;
  }
  return "en";
}

/** The hints of the page that runs. */
export function languageHints(): LanguageHints {
  const { hash, search } = window.location;
  return { hash, search, chosen: storedLanguage(), preferred: navigator.languages };
}

/** The language that the hash names, if it names one of ours. */
export function languageInHash(): Language | undefined {
  return languageOf(languageIn(window.location.hash));
}

/** Keeps the person's own choice for the next visit; the address no longer names another. */
export function rememberLanguage(language: Language): void {
  nameInAddress(undefined);
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Storage may be blocked; then the choice lasts as long as the page.
  }
}

/** Names a language in the query of the address, or none. */
export function nameInAddress(language: Language | undefined): void {
  const address = new URL(window.location.href);
  address.hash = address.hash
    .slice(1)
    .split("&")
    .filter((entry) => !entry.startsWith("lang="))
    .join("&");
  if (language) address.searchParams.set("lang", language);
  else address.searchParams.delete("lang");
  if (address.href !== window.location.href) window.history.replaceState(window.history.state, "", address);
}

function storedLanguage(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** `ko` of `ko-KR`. */
function languageOf(tag: string | null): Language | undefined {
  const [primary] = (tag ?? "").toLowerCase().split("-");
  return LANGUAGES.find((language) => language === primary);
}

function languageIn(part: string): string | null {
  return new URLSearchParams(part.replace(/^[#?]/, "")).get("lang");
}
