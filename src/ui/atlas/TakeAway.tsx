import { useState } from "react";
import { asLensError, LensError } from "../../model/errors";
import { atlasLink } from "../../state/atlas/atlas-address";
import { useAtlas } from "../../state/atlas/atlas-store";
import { addNotice } from "../../state/store/notices";
import { Choice } from "../inputs/Choice";
import { FileButton } from "../inputs/FileButton";
import { openDropped } from "./FileDrop";
import { type AtlasFigureKind, saveCsv, saveFigure, saveNpz } from "./files";
import { useAtlasText } from "./text";

const KINDS = ["row", "map"] as const;

/** Files of what is shown, and a link to it. */
export function TakeAway() {
  const text = useAtlasText();
  const { takeAway: words, file } = text;
  const isKnown = useAtlas((state) => state.figures !== undefined && state.row !== undefined);
  const [kind, setKind] = useState<AtlasFigureKind>("row");
  const [isCopied, setCopied] = useState(false);
  const told = (work: Promise<void>) => void work.catch((thrown) => addNotice(asLensError(thrown)));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(atlasLink());
      setCopied(true);
    } catch {
      addNotice(new LensError("link-not-copied"));
    }
  };
  const figure = (format: "svg" | "png") => (
    <button type="button" disabled={!isKnown} onClick={() => told(saveFigure(kind, format, text))}>
      {words[format]}
    </button>
  );
  return (
    <section className="atlas-files" aria-label={words.heading}>
      <h2>{words.heading}</h2>
      <div className="actions">
        <button type="button" disabled={!isKnown} onClick={saveCsv}>
          {words.csv}
        </button>
        <button type="button" disabled={!isKnown} onClick={() => told(saveNpz())}>
          {words.npz}
        </button>
        <FileButton label={file.open} accept=".npz" onFiles={openDropped} />
        <button type="button" onClick={() => void copy()}>
          <span aria-live="polite">{isCopied ? words.copied : words.copy}</span>
        </button>
      </div>
      <p className="quiet">
        {words.help} {file.openHelp}
      </p>
      <div className="atlas-figure-choice">
        <Choice label={words.figure} value={kind} options={KINDS} texts={words.figures} onChange={setKind} />
        <div className="actions">
          {figure("svg")}
          {figure("png")}
        </div>
      </div>
    </section>
  );
}
