/** Entry of the teaching page `article.html`: its language, its theme, its text. */
import "../element/index";
import { type ArticleText, articleEn } from "../locales/en/article";
import { startOffline } from "../offline/start";
import {
  firstLanguage,
  type Language,
  languageHints,
  languageInHash,
  rememberLanguage,
} from "../state/navigation/languages";
import "./article.css";
import { makeFigures } from "./figures";
import { makePage } from "./page";

const loaders: Readonly<Record<Language, () => Promise<ArticleText>>> = {
  en: async () => articleEn,
  ko: async () => (await import("../locales/ko/article")).articleKo,
};

const figures = makeFigures();
let current = new AbortController();
let wanted: Language;

/** Writes the page in a language, and leaves the reader where they were. */
async function show(language: Language): Promise<void> {
  wanted = language;
  const text = await loaders[language]().catch(() => undefined);
  // Else another one was chosen meanwhile.
  if (wanted !== language) return;
  if (!text) {
    if (language === "en") return;
    // The text that is always there.
    await show("en");
    document.querySelector("main")?.prepend(Object.assign(document.createElement("p"), notice()));
    return;
  }
  const isStart = document.querySelector("main") === null;
  const place = readingPlace();
  current.abort();
  current = new AbortController();
  document.documentElement.lang = language;
  document.title = `${text.title} · SAGAN Lens`;
  document.body.replaceChildren(...makePage({ text, language, figures, signal: current.signal, choose }));
  goTo(place, isStart);
}

const notice = () => ({ role: "alert", className: "notice", textContent: articleEn.unreachable });

function choose(language: Language): void {
  rememberLanguage(language);
  void show(language).then(() =>
    document.querySelector<HTMLInputElement>(`input[name="language"][value="${wanted}"]`)?.focus({
      preventScroll: true,
    }),
  );
}

/** The section at the top of the window, and how far it has been scrolled. */
function readingPlace(): { readonly id: string; readonly top: number } | undefined {
  const passed = [...document.querySelectorAll("section[id]")].filter(
    (section) => section.getBoundingClientRect().top <= window.innerHeight / 2,
  );
  const last = passed.at(-1);
  return last && { id: last.id, top: last.getBoundingClientRect().top };
}

/** Back to a place, at once; at the start to the section that the address names. */
function goTo(place: ReturnType<typeof readingPlace>, isStart: boolean): void {
  const id = place?.id ?? (isStart ? window.location.hash.slice(1) : "");
  const section = id === "" ? null : document.getElementById(id);
  if (!section) return;
  const top = section.getBoundingClientRect().top - (place?.top ?? 0);
  window.scrollBy({ top, behavior: "instant" });
}

/** As chosen in the lens; else as the system says. */
function takeTheme(): void {
  try {
    document.documentElement.dataset.theme = localStorage.getItem("sagan-lens-theme") ?? "auto";
  } catch {
    // Storage may be blocked; then the system decides.
  }
}

takeTheme();
window.addEventListener("hashchange", () => {
  const asked = languageInHash();
  if (asked && asked !== wanted) void show(asked);
});
void startOffline(show(firstLanguage(languageHints())));
