import { clearPins, setPinNext, togglePin } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { activePin } from "../../viewer/state/pins";
import { currentSite, isFirstView, isStale } from "../../viewer/views/derived";
import { useText } from "../text";
import { usePainted } from "../use-painted";
import { readingAt } from "./reading-text";
import { Tools } from "./Tools";
import { useHelp } from "./use-help";

const takeTour = async () => (await import("../../state/navigation/tour")).startTour("lens");

/** Under the image: what to do next, the value under the pointer, and the pin's button for those without a mouse. */
export function StageFooter() {
  const text = useText();
  const reading = usePainted((state) => state.probe && readingAt(state, state.probe, text));
  const pinned = useStore(({ lens }) => activePin(lens) !== undefined);
  const pins = useStore((state) => state.lens.pins.length);
  const hasSite = useStore((state) => currentSite(state) !== undefined);
  const isFirst = useStore(isFirstView);
  const stale = useStore(isStale);
  const tool = useStore((state) => state.tool);
  const engineReady = useStore((state) => state.engine.phase === "ready");
  const failed = useStore((state) => state.engine.phase === "failed");
  const pinNext = useStore((state) => state.pinNext);
  const stretching = useStore((state) => state.stretch !== undefined);
  const offersTour = useStore((state) => state.offersTour);
  const help = useHelp();

  const line = () => {
    if (stale && failed) return text.engine.stillsOnlyHint;
    if (stale && !engineReady) return text.engine.waiting;
    if (reading) return reading;
    if (pinNext) return help.pinNext;
    if (stretching) return text.tools.stretching;
    if (tool !== "query") return text.tools.hints[tool];
    if (pins > 0) return help.pinned;
    return isFirst ? help.first : help.free;
  };

  return (
    <div className="stage-footer">
      <Tools />
      <p className="quiet figures" data-testid="hint">
        {line()}
      </p>
      <div className="stage-pins">
        {pins > 0 && (
          <button
            type="button"
            data-testid="pin-next"
            aria-pressed={pinNext}
            onClick={() => setPinNext(!pinNext)}
            disabled={!hasSite}
          >
            {text.stage.pinNext}
          </button>
        )}
        {pins > 1 && (
          <button type="button" onClick={clearPins}>
            {text.stage.clearPins}
          </button>
        )}
        <button type="button" onClick={() => togglePin(true)} disabled={!hasSite}>
          {pinned ? text.stage.unpin : text.stage.pin}
        </button>
        {offersTour && pins === 0 && (
          <button type="button" data-testid="take-tour" onClick={takeTour}>
            {text.stage.tour}
          </button>
        )}
      </div>
    </div>
  );
}
