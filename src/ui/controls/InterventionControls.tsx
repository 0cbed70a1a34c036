import { NO_INTERVENTION } from "../../attention/intervention";
import { isOfDiscriminator, rowsSumToOne } from "../../attention/site";
import { formatCount, formatFixed, formatPercent } from "../../render/format";
import { intervene, resetInterventions, setTool, setView } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { COMPARISONS, GAMMA_SCALE, TEMPERATURE } from "../../viewer/state/lens-state";
import { changedImage, currentIntervention, currentSite, isIntervening } from "../../viewer/views/derived";
import { currentDifference, PICTURE_RANGE } from "../../viewer/views/difference";
import { Choice } from "../inputs/Choice";
import { Slider } from "../inputs/Slider";
import { useText } from "../text";
import { DifferenceBar } from "./DifferenceBar";

/** What the layer is for: change it, and see what the image loses. */
export function InterventionControls() {
  const text = useText();
  const change = useStore(currentIntervention);
  const site = useStore(currentSite);
  const ready = useStore((state) => state.engine.phase === "ready");
  const active = useStore(isIntervening);
  if (!site) return null;
  const { whatIf } = text;
  if (isOfDiscriminator(site.name)) {
    return (
      <div className="panel" data-testid="what-if">
        <h2>{whatIf.heading}</h2>
        <p className="quiet">{whatIf.generatorOnly}</p>
      </div>
    );
  }
  return (
    <div className="panel" data-testid="what-if">
      <div className="control-line">
        <h2>{whatIf.heading}</h2>
        <button type="button" onClick={resetInterventions} disabled={!active}>
          {whatIf.reset}
        </button>
      </div>
      {!ready && <p className="quiet">{whatIf.needsEngine}</p>}
      <Slider
        label={whatIf.gamma}
        help={whatIf.gammaHelp(formatFixed(site.gamma))}
        value={change.gammaScale}
        min={GAMMA_SCALE.min}
        max={GAMMA_SCALE.max}
        step={0.01}
        onChange={(gammaScale) => intervene({ gammaScale })}
      />
      <div className="button-row">
        <button type="button" onClick={() => intervene({ gammaScale: 0 })}>
          {whatIf.off}
        </button>
        <button type="button" onClick={() => intervene({ gammaScale: 1 })}>
          {whatIf.learned}
        </button>
      </div>
      <Slider
        label={whatIf.temperature}
        help={whatIf.temperatureHelp}
        value={Math.log10(change.temperature)}
        shown={change.temperature.toFixed(2)}
        min={Math.log10(TEMPERATURE.min)}
        max={Math.log10(TEMPERATURE.max)}
        step={0.01}
        onChange={(power) => intervene({ temperature: Math.abs(power) < 0.005 ? 1 : 10 ** power })}
      />
      <MaskLine which="maskedKeys" tool="maskKeys" />
      <MaskLine which="maskedQueries" tool="maskQueries" />
      {active && <Consequence />}
    </div>
  );
}

function MaskLine(props: {
  readonly which: "maskedKeys" | "maskedQueries";
  readonly tool: "maskKeys" | "maskQueries";
}) {
  const text = useText();
  const count = useStore((state) => currentIntervention(state)[props.which].length);
  const over = useStore((state) => {
    const site = currentSite(state);
    return site !== undefined && !rowsSumToOne(site);
  });
  const { whatIf } = text;
  return (
    <div className="control">
      <div className="control-line">
        <span>{whatIf.masks[props.which]}</span>
        <output className="figures" data-testid={props.which}>
          {formatCount(count)}
        </output>
      </div>
      <div className="button-row">
        <button type="button" onClick={() => setTool(props.tool)}>
          {whatIf.paint}
        </button>
        <button
          type="button"
          disabled={count === 0}
          onClick={() => intervene({ [props.which]: NO_INTERVENTION[props.which] })}
        >
          {whatIf.clear}
        </button>
      </div>
      <p className="quiet">
        {whatIf.maskHelp[over && props.which === "maskedKeys" ? "maskedKeysOver" : props.which]}
      </p>
    </div>
  );
}

/** Before, after, or the difference on the stage; and how much the image changed. */
function Consequence() {
  const text = useText();
  const compare = useStore((state) => state.lens.compare);
  const difference = useStore(currentDifference);
  const there = useStore((state) => changedImage(state) !== undefined);
  const { whatIf } = text;
  return (
    <>
      <Choice
        label={whatIf.compare}
        value={compare}
        options={COMPARISONS}
        texts={whatIf.comparisons}
        onChange={(next) => setView({ compare: next })}
      />
      {there && difference ? (
        <>
          <p className="figures" data-testid="mean-change" data-value={difference.meanAbsolute}>
            {whatIf.meanChange(
              formatFixed(difference.meanAbsolute),
              formatPercent(difference.meanAbsolute / PICTURE_RANGE),
            )}
          </p>
          {compare === "difference" && <DifferenceBar top={difference.top} />}
        </>
      ) : (
        <p className="quiet">{whatIf.computing}</p>
      )}
    </>
  );
}
