import { useMemo, useRef, useState } from "react";
import { FIGURE_SCALES } from "../../export/figure-paint";
import { asLensError } from "../../model/errors";
import { addNotice } from "../../state/store/notices";
import { type Store, useStore } from "../../state/store/store";
import { currentSite, shownImage } from "../../viewer/views/derived";
import { PrintHandout } from "../handout/PrintHandout";
import { Choice } from "../inputs/Choice";
import { TimeLeft } from "../inputs/TimeLeft";
import { useText } from "../text";
import { useRested } from "../use-rested";
import { CopyFigure } from "./CopyFigure";
import { FigurePreview } from "./FigurePreview";
import { FIGURE_GROUNDS, type FigureGround, figureOf } from "./figure-of";
import { SessionFiles } from "./SessionFiles";
import { saveMatrix, savePicture, savePng, saveRow, saveSvg } from "./save";
import "../inputs/actions.css";
import "./export.css";

/** The figure of what is shown, and its numbers, as files. */
export function Export() {
  const text = useText();
  return (
    <div className="panel" data-testid="takeaway">
      <h2>{text.figure.heading}</h2>
      <Panel />
      <SessionFiles />
    </div>
  );
}

const lensOf = ({ lens }: Store) => lens;

function Panel() {
  const text = useText();
  const [ground, setGround] = useState<FigureGround>("over");
  const [scale, setScale] = useState<number>(2);
  const lens = useRested(lensOf);
  const image = useStore(shownImage);
  // A map of the whole matrix comes when all rows are computed.
  const summary = useStore((state) => state.summary);
  // The rest of the state is read when one of these has changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const figure = useMemo(
    () => figureOf({ ...useStore.getState(), lens }, text, ground),
    [lens, image, summary, text, ground],
  );
  if (!figure) return <p className="quiet">{image ? text.maps.computing : text.stage.empty}</p>;
  const attempt = (work: Promise<void>) => void work.catch((thrown) => addNotice(asLensError(thrown)));
  return (
    <div className="embed">
      <FigurePreview figure={figure} label={text.figure.preview} />
      <Choice
        label={text.figure.ground}
        value={ground}
        options={FIGURE_GROUNDS}
        texts={text.figure.grounds}
        onChange={setGround}
      />
      <div className="actions">
        <button type="button" onClick={() => attempt(savePng(figure, scale))}>
          {text.figure.png}
        </button>
        <label className="check">
          {text.figure.scale}
          <select value={scale} onChange={(event) => setScale(Number(event.target.value))}>
            {FIGURE_SCALES.map((times) => (
              <option key={times} value={times}>
                {times}×
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => attempt(saveSvg(figure))}>
          {text.figure.svg}
        </button>
        <CopyFigure figure={figure} scale={scale} />
        <PrintHandout figure={figure} />
      </div>
      <section className="takeaway-part" aria-label={text.figure.numbers}>
        <h3>{text.figure.numbers}</h3>
        <p className="quiet">{text.figure.numbersHelp}</p>
        <div className="actions">
          {(["csv", "npy"] as const).map((format) => (
            <button key={format} type="button" onClick={() => attempt(saveRow(format))}>
              {text.figure.row(format.toUpperCase())}
            </button>
          ))}
          {(["csv", "npy"] as const).map((format) => (
            <button key={format} type="button" onClick={() => attempt(savePicture(format))}>
              {text.figure.pictureAs(format.toUpperCase())}
            </button>
          ))}
        </div>
        <Matrix />
      </section>
    </div>
  );
}

/** The whole matrix takes a second or more: with progress and cancel. */
function Matrix() {
  const text = useText();
  const site = useStore(currentSite);
  const [share, setShare] = useState<number>();
  const cancelled = useRef(false);
  if (!site) return null;
  const save = async (format: "csv" | "npy") => {
    cancelled.current = false;
    setShare(0);
    try {
      await saveMatrix(site, format, setShare, () => cancelled.current);
    } catch (thrown) {
      addNotice(asLensError(thrown));
    }
    setShare(undefined);
  };
  if (share !== undefined) {
    return (
      <div className="actions" data-testid="matrix-progress">
        <progress value={share} max={1} aria-label={text.figure.matrixProgress} />
        <TimeLeft done={share} total={1} />
        <button
          type="button"
          onClick={() => {
            cancelled.current = true;
          }}
        >
          {text.engine.cancel}
        </button>
      </div>
    );
  }
  return (
    <div className="actions">
      {(["csv", "npy"] as const).map((format) => (
        <button key={format} type="button" onClick={() => void save(format)}>
          {text.figure.matrix(format.toUpperCase())}
        </button>
      ))}
    </div>
  );
}
