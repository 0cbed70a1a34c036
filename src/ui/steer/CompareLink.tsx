import { useId, useState } from "react";
import { type CompareLinkText, compareLinkEn } from "../../locales/en/page/compare-link";
import { linkState } from "../../state/navigation/link";
import { useStore } from "../../state/store/store";
import { sideState, writePair } from "../../viewer/address/pair-address";
import { useLocale } from "../locale";
import { ownText } from "../own-text";
import "./steer.css";

const { use: useLinkText, follow } = ownText<CompareLinkText>(
  compareLinkEn,
  async () => (await import("../../locales/ko/page/compare-link")).compareLinkKo,
);
void follow();

/** The baseline, or the image without changes, beside the present one. */
function presentPair(): string {
  const state = linkState(useStore.getState());
  const before = state.pinned
    ? { ...state.pinned.recipe, site: state.site, interventions: state.pinned.interventions }
    : { ...state, interventions: {} };
  return writePair({ a: sideState(before), b: sideState(state), leader: "b", query: state.query });
}

/** The way to the page that compares two sides, with what is on show here as B. */
export function CompareLink() {
  const text = useLinkText();
  const id = useId();
  const language = useLocale((locale) => locale.language);
  const hasBaseline = useStore((state) => state.lens.pinned !== null);
  const [hash, setHash] = useState(presentPair);
  // Written when somebody is about to follow it: with every move of the pointer it would be another one.
  const update = () => setHash(presentPair());
  return (
    <section className="steer-part">
      <p>
        <a
          href={`./compare.html?lang=${language}#${hash}`}
          data-testid="compare-link"
          aria-describedby={id}
          onPointerEnter={update}
          onPointerDown={update}
          onFocus={update}
          onKeyDown={update}
        >
          {text.compare}
        </a>
      </p>
      <p id={id} className="quiet">
        {hasBaseline ? text.withBaseline : text.withOriginal}
      </p>
    </section>
  );
}
