import { useId } from "react";
import { cellCount, cellOn, cellsBetween, type Grid } from "../../attention/grid";
import { NO_INTERVENTION } from "../../attention/intervention";
import { formatCount, formatFixed } from "../../render/format";
import { patchSide, sideViewer } from "../../state/compare/pair";
import { sideHash, sideState } from "../../viewer/address/pair-address";
import { classChoice, FINISHED, gammaScale, psi, snapshot, temperature } from "../../viewer/controls/table";
import { intervened } from "../../viewer/state/interventions";
import { currentIntervention, currentSite, shownImage } from "../../viewer/views/derived";
import { SeedField } from "../controls/SeedField";
import { useClassNames } from "../controls/use-class-names";
import { ControlSelect, ControlSlider } from "../inputs/controls";
import { useLocale } from "../locale";
import { useText } from "../text";
import { useCompareText } from "./compare-text";
import { NAMES, useSide, useSideName } from "./use-side";

/** What a side shows: its image, and what is changed inside its layer. */
export function SideControls() {
  const text = useText();
  const own = useCompareText();
  const name = useSideName();
  const site = useSide(currentSite);
  const changes = useSide(({ lens }) => Object.keys(lens.interventions).length);
  return (
    <details className="fold compare-settings" data-testid={`settings-${name}`}>
      <summary>
        {own.settings(NAMES[name])}{" "}
        <span className="quiet">{changes > 0 ? own.changed(changes) : own.unchanged}</span>
      </summary>
      <div className="compare-controls">
        <SeedField />
        <ClassSelect />
        <StepSelect />
        <ControlSlider control={psi} help={text.image.psiHelp} />
        <SiteSelect />
        {site && (
          <>
            <ControlSlider control={gammaScale} help={text.whatIf.gammaHelp(formatFixed(site.gamma))} />
            <ControlSlider control={temperature} help={text.whatIf.temperatureHelp} />
            <Masks />
          </>
        )}
        <OpenSide />
      </div>
    </details>
  );
}

function ClassSelect() {
  const text = useText();
  const own = useCompareText();
  const id = useId();
  const classes = useSide(({ manifest }) => manifest?.classes);
  const names = useClassNames();
  if (!classes) return null;
  const nameOf = (chosen: string) => names[classes.findIndex((entry) => entry.id === chosen)] ?? chosen;
  return (
    <div className="control">
      <label htmlFor={id}>{text.image.class}</label>
      <ControlSelect control={classChoice} id={id} nameOf={nameOf} />
      <p id={`${id}-help`} className="quiet">
        {own.classHelp}
      </p>
    </div>
  );
}

function StepSelect() {
  const own = useCompareText();
  const id = useId();
  const name = useSideName();
  const hasSteps = useSide(({ manifest }) => (manifest?.snapshots.length ?? 0) > 0);
  if (!hasSteps) return null;
  const nameOf = (step: string) => (step === FINISHED ? own.finished : own.stepAt(formatCount(Number(step))));
  return (
    <div className="control">
      <label htmlFor={id}>{own.step}</label>
      <ControlSelect control={snapshot} id={id} testId={`step-${name}`} nameOf={nameOf} />
      <p id={`${id}-help`} className="quiet">
        {own.stepHelp}
      </p>
    </div>
  );
}

/** Every attention layer, where there are several. */
function SiteSelect() {
  const own = useCompareText();
  const id = useId();
  const name = useSideName();
  const sites = useSide((state) => shownImage(state)?.sites);
  const site = useSide(currentSite);
  if (!site || !sites || sites.length < 2) return null;
  return (
    <div className="control">
      <label htmlFor={id}>{own.site}</label>
      <select id={id} value={site.name} onChange={(event) => patchSide(name, { site: event.target.value })}>
        {sites.map(({ name: layer, queryGrid }) => (
          <option key={layer} value={layer}>
            {layer}, {queryGrid.width} × {queryGrid.height}
          </option>
        ))}
      </select>
    </div>
  );
}

type Mask = "maskedKeys" | "maskedQueries";

/** Masks the cells of a grid around the query. Not all keys: then no row would have any. */
function maskHere(name: Parameters<typeof patchSide>[0], which: Mask): void {
  const { state } = sideViewer(name);
  const site = currentSite(state);
  if (!site) return;
  const grid: Grid = which === "maskedKeys" ? site.keyGrid : site.queryGrid;
  const { x, y } = cellOn(grid, site.queryGrid, state.lens.query);
  const here = cellsBetween({ x: x - 1, y: y - 1 }, { x: x + 1, y: y + 1 }, grid);
  const masked = [...new Set([...currentIntervention(state)[which], ...here])].sort((a, b) => a - b);
  if (masked.length < cellCount(grid)) patchSide(name, intervened(state, { [which]: masked }));
}

function Masks() {
  const own = useCompareText();
  const name = useSideName();
  const keys = useSide((state) => currentIntervention(state).maskedKeys.length);
  const queries = useSide((state) => currentIntervention(state).maskedQueries.length);
  const { maskedKeys, maskedQueries } = NO_INTERVENTION;
  const clear = () => patchSide(name, intervened(sideViewer(name).state, { maskedKeys, maskedQueries }));
  return (
    <fieldset className="control">
      <legend>{own.masks}</legend>
      <p className="figures" data-testid={`masked-${name}`}>
        {own.masked(keys, queries)}
      </p>
      <div className="button-row compare-buttons">
        <button type="button" onClick={() => maskHere(name, "maskedKeys")}>
          {own.maskKeys}
        </button>
        <button type="button" onClick={() => maskHere(name, "maskedQueries")}>
          {own.maskQueries}
        </button>
        <button type="button" disabled={keys + queries === 0} onClick={clear}>
          {own.clearMasks}
        </button>
      </div>
      <p className="quiet">{own.maskHelp}</p>
    </fieldset>
  );
}

/** The way to everything else that the lens shows of this side. */
function OpenSide() {
  const own = useCompareText();
  const name = useSideName();
  const language = useLocale((locale) => locale.language);
  const lens = useSide((state) => state.lens);
  return <a href={`./?lang=${language}#${sideHash(sideState(lens), lens.query)}`}>{own.open(NAMES[name])}</a>;
}
