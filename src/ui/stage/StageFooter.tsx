import { clearPins, setPinNext, togglePin } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { activePin } from "../../viewer/state/pins";
import { currentSite, isFirstView, isStale } from "../../viewer/views/derived";
import { currentMap } from "../../viewer/views/map-view";
import { useText } from "../text";
import { readingAt } from "./reading-text";
import { Tools } from "./Tools";
import { useHelp } from "./use-help";

/** Under the image: what to do next, the value under the pointer, and the pin's button for those without a mouse. */
export function StageFooter() {
  const text = useText();
  const probe = useStore((state) => state.probe);
  // A reading changes with the map, too.
  useStore(currentMap);
  const query = useStore((state) => state.lens.query);
  const pins = useStore((state) => state.lens.pins);
  const site = useStore(currentSite);
  const isFirst = useStore(isFirstView);
  const stale = useStore(isStale);
  const tool = useStore((state) => state.tool);
  const engineReady = useStore((state) => state.engine.phase === "ready");
  const failed = useStore((state) => state.engine.phase === "failed");
  const pinNext = useStore((state) => state.pinNext);
  const stretching = useStore((state) => state.stretch !== undefined);
  const help = useHelp();
  const pinned = activePin({ pins, query });

  const line = () => {
    if (stale && failed) return text.engine.stillsOnlyHint;
    if (stale && !engineReady) return text.engine.waiting;
    const reading = probe && readingAt(useStore.getState(), probe, text);
    if (reading) return reading;
    if (pinNext) return help.pinNext;
    if (stretching) return text.tools.stretching;
    if (tool !== "query") return text.tools.hints[tool];
    if (pins.length > 0) return help.pinned;
    return isFirst ? help.first : help.free;
  };

  return (
    <div className="stage-footer">
      <Tools />
      <p className="quiet figures" data-testid="hint">
        {line()}
      </p>
      <div className="stage-pins">
        {pins.length > 0 && (
          <button
            type="button"
            data-testid="pin-next"
            aria-pressed={pinNext}
            onClick={() => setPinNext(!pinNext)}
            disabled={!site}
          >
            {text.stage.pinNext}
          </button>
        )}
        {pins.length > 1 && (
          <button type="button" onClick={clearPins}>
            {text.stage.clearPins}
          </button>
        )}
        <button type="button" onClick={() => togglePin(true)} disabled={!site}>
          {pinned ? text.stage.unpin : text.stage.pin}
        </button>
      </div>
    </div>
  );
}
