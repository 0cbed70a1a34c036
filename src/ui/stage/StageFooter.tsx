import { type Cell, keyAt } from "../../attention/grid";
import { formatWeight } from "../../render/format";
import { clearPins, togglePin } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { activePin } from "../../viewer/state/pins";
import { currentSite, isFirstView, isStale } from "../../viewer/views/derived";
import { currentMap } from "../../viewer/views/map-view";
import { useText } from "../text";
import { Tools } from "./Tools";

/** Under the image: what to do next, the weight under the pointer, and the pin's button for those without a mouse. */
export function StageFooter({ probe }: { readonly probe: Cell | undefined }) {
  const text = useText();
  const query = useStore((state) => state.lens.query);
  const pins = useStore((state) => state.lens.pins);
  const site = useStore(currentSite);
  const isFirst = useStore(isFirstView);
  const stale = useStore(isStale);
  const tool = useStore((state) => state.tool);
  const engineReady = useStore((state) => state.engine.phase === "ready");
  const failed = useStore((state) => state.engine.phase === "failed");
  const pinned = activePin({ pins, query });

  const line = () => {
    if (stale && failed) return text.engine.stillsOnlyHint;
    if (stale && !engineReady) return text.engine.waiting;
    if (probe && site) {
      const map = currentMap(useStore.getState());
      if (map?.grid.width === site.keyGrid.width) {
        return text.stage.reading(probe.x, probe.y, formatWeight(map.values[keyAt(site.keyGrid, probe)]));
      }
    }
    if (tool !== "query") return text.tools.hints[tool];
    if (pins.length > 0) return text.hintPinned;
    return isFirst ? text.hintFirst : text.hint;
  };

  return (
    <div className="stage-footer">
      <Tools />
      <p className="quiet figures" data-testid="hint">
        {line()}
      </p>
      <div className="stage-pins">
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
