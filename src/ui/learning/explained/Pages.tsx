import { useSyncExternalStore } from "react";
import type { LearningText } from "../../../locales/en/learning";
import { Figures } from "../Figures";
import { useLearningText } from "../text";
import { AttentionExplained } from "./AttentionExplained";
import { AverageExplained } from "./AverageExplained";
import { HingeExplained } from "./HingeExplained";
import { RatesExplained } from "./RatesExplained";
import { SpectralExplained } from "./SpectralExplained";
import "./explained.css";

/** The pages below the run, by what their address ends with. */
const PAGES = {
  all: { name: (text: LearningText) => text.explained.all, Page: Figures },
  attention: { name: (text: LearningText) => text.attention.label, Page: AttentionExplained },
  spectral: { name: (text: LearningText) => text.spectral.label, Page: SpectralExplained },
  hinge: { name: (text: LearningText) => text.explained.hinge.title, Page: HingeExplained },
  rates: { name: (text: LearningText) => text.explained.rates.title, Page: RatesExplained },
  average: { name: (text: LearningText) => text.explained.average.title, Page: AverageExplained },
} as const;
type PageName = keyof typeof PAGES;

const NAMES = Object.keys(PAGES) as PageName[];

function pageOfAddress(): PageName {
  return NAMES.find((name) => window.location.hash === `#${name}`) ?? "all";
}

function followAddress(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

/** All figures, or the page of one ingredient; the run goes on while pages are turned. */
export function Pages() {
  const text = useLearningText();
  const shown = useSyncExternalStore(followAddress, pageOfAddress);
  const { Page } = PAGES[shown];
  return (
    <>
      <nav className="explained-pages" aria-label={text.explained.heading}>
        {NAMES.map((name) => (
          <a key={name} href={`#${name}`} aria-current={name === shown ? "page" : undefined}>
            {PAGES[name].name(text)}
          </a>
        ))}
      </nav>
      <Page />
    </>
  );
}
