import { LanguageSwitch } from "../frame/LanguageSwitch";
import { NoticeList } from "../frame/NoticeList";
import { ThemeSwitch } from "../frame/ThemeSwitch";
import { useLocale } from "../locale";
import { Displacements } from "./Displacements";
import { Effects } from "./Effects";
import { FileDrop } from "./FileDrop";
import { Rows } from "./Rows";
import { Seeds } from "./Seeds";
import { Settings } from "./Settings";
import { Standing } from "./Standing";
import { TakeAway } from "./TakeAway";
import { ThreeFigures } from "./ThreeFigures";
import { useAtlasText } from "./text";
import "../App.css";
import "../inputs/controls.css";
import "../inputs/actions.css";
import "../explain/explain.css";
import "../stage/Stage.css";
import "../frame/Header.css";
import "./atlas.css";

/** What holds for the whole layer besides maps: displacements, and what it does to the images. */
function Layer() {
  const { effects } = useAtlasText();
  return (
    <section className="atlas-layer" aria-label={effects.heading}>
      <Displacements />
      <Effects />
    </section>
  );
}

/** The page `atlas.html`: the mean image and what a place in it reads, then what holds for the whole layer. */
export function AtlasPage() {
  const text = useAtlasText();
  const language = useLocale((locale) => locale.language);
  return (
    <>
      <header className="header">
        <div className="header-name">
          <h1>{text.title}</h1>
          <p className="quiet header-links">
            <a href={`./?lang=${language}`}>{text.toLens}</a>
            <a href={`./learn.html?lang=${language}`}>{text.toTraining}</a>
            <a href={`./article.html?lang=${language}`}>{text.toArticle}</a>
          </p>
        </div>
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <div className="notices" role="alert">
        <NoticeList />
      </div>
      <main className="atlas">
        <section className="atlas-settings" aria-label={text.settings.heading}>
          <p>{text.intro}</p>
          <Settings />
          <Standing />
        </section>
        <Rows />
        <ThreeFigures />
        <Layer />
        <Seeds />
        <TakeAway />
      </main>
      <FileDrop />
    </>
  );
}
