import { NO_INTERVENTION } from "../../attention/intervention";
import { isOfDiscriminator, rowsSumToOne } from "../../attention/site";
import { formatCount, formatFixed, formatPercent } from "../../render/format";
import { discriminator } from "../../state/engine/viewer";
import { intervene, resetInterventions, setSite, setTool } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { compare as compareControl, gammaScale, temperature } from "../../viewer/controls/table";
import {
  changedImage,
  currentIntervention,
  currentSite,
  isIntervening,
  shownImage,
} from "../../viewer/views/derived";
import { currentDifference, PICTURE_RANGE } from "../../viewer/views/difference";
import { ControlChoice, ControlSlider } from "../inputs/controls";
import { useText } from "../text";
import { DifferenceBar } from "./DifferenceBar";

/** What the layer is for: change it, and see what the image loses. */
export function InterventionControls() {
  const text = useText();
  const site = useStore(currentSite);
  const ready = useStore((state) => state.engine.phase === "ready");
  const active = useStore(isIntervening);
  if (!site) return null;
  const { whatIf } = text;
  if (isOfDiscriminator(site.name)) {
    return (
      <div className="panel" data-testid="what-if">
        <h2>{whatIf.heading}</h2>
        <GeneratorOnly />
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
      <AttentionSwitch />
      <ControlSlider control={gammaScale} help={whatIf.gammaHelp(formatFixed(site.gamma))} />
      <ControlSlider control={temperature} help={whatIf.temperatureHelp} />
      <MaskLine which="maskedKeys" tool="maskKeys" />
      <MaskLine which="maskedQueries" tool="maskQueries" />
      {!ready && <p className="quiet">{whatIf.needsEngine}</p>}
      {active && <Consequence />}
    </div>
  );
}

/** The one change to try first. */
function AttentionSwitch() {
  const { whatIf } = useText();
  const isOff = useStore((state) => currentIntervention(state).gammaScale === 0);
  return (
    <div className="button-row">
      <button
        type="button"
        className="primary"
        data-testid="attention-switch"
        onClick={() => intervene({ gammaScale: isOff ? 1 : 0 })}
      >
        {isOff ? whatIf.on : whatIf.off}
      </button>
    </div>
  );
}

/** The discriminator's layer changes no image: the way to the layer that does. An image of one's own has no such layer. */
function GeneratorOnly() {
  const text = useText();
  const own = useStore((state) => state.userImage !== undefined);
  const made = useStore((state) => shownImage(state)?.sites[0]?.name);
  if (own) {
    return (
      <>
        <p className="quiet">{text.whatIf.ownImage}</p>
        <button type="button" onClick={() => discriminator.dismissUserImage()}>
          {text.discriminate.back}
        </button>
      </>
    );
  }
  return (
    <>
      <p className="quiet">{text.whatIf.generatorOnly}</p>
      {made && (
        <button type="button" onClick={() => setSite(made)}>
          {text.whatIf.toGenerator}
        </button>
      )}
    </>
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
      <ControlChoice control={compareControl} texts={whatIf.comparisons} />
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
