import { copySide, SIDES, swapSides, usePair } from "../../state/compare/pair";
import { PageHeader } from "../frame/PageHeader";
import { useText } from "../text";
import { CompareNumbers, SpokenPair } from "./CompareNumbers";
import { useCompareText } from "./compare-text";
import { DifferenceView, MapScale } from "./DifferenceView";
import { SideView } from "./SideView";
import { isBusy } from "./views";
import "../App.css";
import "../inputs/controls.css";
import "../explain/explain.css";
import "../frame/Header.css";
import "./compare.css";

/** The page `compare.html`: two sides, what differs between them, and the numbers of it. */
export function ComparePage() {
  const text = useCompareText();
  const { article } = useText();
  const held = usePair((pair) => pair.held);
  const busy = usePair(isBusy);
  return (
    <>
      <PageHeader
        title={text.title}
        links={[
          ["index", text.toLens],
          ["article", article],
        ]}
      />
      <main className="compare-page" data-testid="compare-page" aria-busy={busy}>
        <div className="compare-line">
          <p className="quiet" id="compare-keys">
            {held ? text.held : text.intro} <span className="compare-keys">{text.keys}</span>
          </p>
          <fieldset className="button-row compare-buttons">
            <legend className="visually-hidden">{text.pair}</legend>
            <button type="button" onClick={swapSides}>
              {text.swap}
            </button>
            <button type="button" onClick={() => copySide("a")}>
              {text.copyToB}
            </button>
            <button type="button" onClick={() => copySide("b")}>
              {text.copyToA}
            </button>
          </fieldset>
        </div>
        <div className="compare-sides">
          {SIDES.map((name) => (
            <SideView key={name} name={name} />
          ))}
          <DifferenceView />
          <div className="compare-scale">
            <MapScale />
          </div>
        </div>
        <section className="compare-figures" aria-label={text.numbers}>
          <h2>{text.numbers}</h2>
          <CompareNumbers />
        </section>
        <SpokenPair />
      </main>
    </>
  );
}
