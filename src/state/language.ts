/** The language of the page: what the address says, else what was chosen before, else what the browser prefers. */
import { create } from "zustand";

/** In the order of the switch. */
export const LANGUAGES = ["en", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = "sagan-lens-language";

/** The language that is wanted; its text may still be on its way. */
export const useLanguage = create<{ readonly language: Language }>()(() => ({ language: "en" }));

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

/** Takes up the language to begin with, and follows addresses that name another; called once, before all that reads the address. */
export function followLanguage(): void {
  const { hash, search } = window.location;
  const language = firstLanguage({ hash, search, chosen: storedLanguage(), preferred: navigator.languages });
  useLanguage.setState({ language });
  keepAskedInQuery();
  window.addEventListener("popstate", () => {
    const asked = languageOf(languageIn(window.location.hash));
    if (asked) useLanguage.setState({ language: asked });
    keepAskedInQuery();
  });
}

/** The person's own choice: kept for the next visit, and the address no longer names another. */
export function chooseLanguage(language: Language): void {
  useLanguage.setState({ language });
  nameInAddress(undefined);
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Storage may be blocked; then the choice lasts as long as the page.
  }
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

/** The hash is written anew with every change of the state; in the query the language stays, for a reload and for copied links. */
function keepAskedInQuery(): void {
  const asked = languageOf(languageIn(window.location.hash));
  if (asked) nameInAddress(asked);
}

function nameInAddress(language: Language | undefined): void {
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
