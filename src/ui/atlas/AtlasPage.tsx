import { PageHeader } from "../frame/PageHeader";
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
  return (
    <>
      <PageHeader
        title={text.title}
        links={[
          ["index", text.toLens],
          ["learn", text.toTraining],
          ["article", text.toArticle],
        ]}
      />
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
