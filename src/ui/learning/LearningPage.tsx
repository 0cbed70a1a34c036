import { PageHeader } from "../frame/PageHeader";
import { Pages } from "./explained/Pages";
import { Ingredients } from "./Ingredients";
import { RunControls } from "./RunControls";
import { RecordedRuns } from "./recorded/RecordedRuns";
import { Samples } from "./Samples";
import { SavedRuns } from "./SavedRuns";
import { useLearningText } from "./text";
import "../App.css";
import "../inputs/controls.css";
import "../explain/explain.css";
import "../frame/Header.css";
import "../steer/steer.css";
import "./learning.css";

/** The page `learn.html`: two recorded runs; then images of a run of one's own, what is measured, beside it what can be left out. */
export function LearningPage() {
  const text = useLearningText();
  return (
    <>
      <PageHeader
        title={text.title}
        links={[
          ["index", text.toLens],
          ["article", text.toArticle],
        ]}
      />
      <main>
        <RecordedRuns />
        <div className="learning">
          <section className="learning-stage" tabIndex={-1} aria-label={text.samples}>
            <p>{text.intro}</p>
            <RunControls />
            <Samples />
          </section>
          <section className="learning-controls" aria-label={text.ingredients}>
            <Ingredients />
            <SavedRuns />
          </section>
          <section className="learning-figures" aria-label={text.explained.heading}>
            <Pages />
          </section>
        </div>
      </main>
    </>
  );
}
