import { LanguageSwitch } from "../frame/LanguageSwitch";
import { NoticeList } from "../frame/NoticeList";
import { ThemeSwitch } from "../frame/ThemeSwitch";
import { useLocale } from "../locale";
import { Pages } from "./explained/Pages";
import { Ingredients } from "./Ingredients";
import { RunControls } from "./RunControls";
import { Samples } from "./Samples";
import { SavedRuns } from "./SavedRuns";
import { useLearningText } from "./text";
import "../App.css";
import "../inputs/controls.css";
import "../explain/explain.css";
import "../frame/Header.css";
import "../steer/steer.css";
import "./learning.css";

/** The page `learn.html`: images first, then what is measured, beside it what can be left out. */
export function LearningPage() {
  const text = useLearningText();
  const language = useLocale((locale) => locale.language);
  return (
    <>
      <header className="header">
        <div className="header-name">
          <h1>{text.title}</h1>
          <p className="quiet header-links">
            <a href={`./?lang=${language}`}>{text.toLens}</a>
            <a href={`./article.html?lang=${language}`}>{text.toArticle}</a>
          </p>
        </div>
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <div className="notices" role="alert">
        <NoticeList />
      </div>
      <main className="learning">
        <section className="learning-stage" aria-label={text.samples}>
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
      </main>
    </>
  );
}
