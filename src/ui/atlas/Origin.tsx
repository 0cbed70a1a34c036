import { type AtlasFile, type AtlasFileFault, useAtlas } from "../../state/atlas/atlas-store";
import { isInAddress } from "../../state/atlas/open-file";
import { settingsOf } from "./settings-text";
import { useAtlasText } from "./text";

/** Where the figures come from, when they are those of a file. */
export function Origin({ file: { name, provenance, weights } }: { readonly file: AtlasFile }) {
  const text = useAtlasText();
  const seeds = useAtlas((state) => state.figures?.seeds ?? []);
  return (
    <div
      role="status"
      className="atlas-origin"
      data-testid="atlas-origin"
      data-weights={weights}
      data-basis={seeds.length}
    >
      <p>{text.file.from(name)}</p>
      <p className="figures">{settingsOf(provenance, seeds, text)}</p>
      <p className={weights === "other" || weights === "missing" ? "atlas-fault" : "quiet"}>
        {text.file.weights[weights]}
      </p>
      {!isInAddress(provenance, seeds) && <p className="quiet">{text.file.notInAddress}</p>}
    </div>
  );
}

/** Why a file could not be opened; what was on show before stays. */
export function FileFault({ fault: { fault, name, problem } }: { readonly fault: AtlasFileFault }) {
  const { file } = useAtlasText();
  return (
    <p role="alert" className="atlas-fault" data-testid="atlas-file-fault" data-fault={fault}>
      {file[fault](name, problem)}
    </p>
  );
}
