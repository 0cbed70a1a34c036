import { setRegion, setTool } from "../../state/store/actions";
import { redo, undo } from "../../state/store/history";
import { TOOLS, useStore } from "../../state/store/store";
import { Choice } from "../inputs/Choice";
import { useText } from "../text";
import { CopyLink } from "./CopyLink";
import { useHelp } from "./use-help";
import { useActs, useHistory, useHistoryKeys } from "./use-history";

/** What a drag on the image does, and the way back. */
export function Tools() {
  const text = useText();
  const tool = useStore((state) => state.tool);
  const region = useStore((state) => state.lens.region.length);
  const help = useHelp();
  const { canUndo, canRedo } = useHistory();
  useActs();
  useHistoryKeys();
  return (
    <div className="tools">
      <Choice
        label={text.tools.label}
        hidesLabel
        value={tool}
        options={TOOLS}
        texts={help.tools}
        onChange={setTool}
      />
      <div className="tools-buttons">
        <CopyLink />
        {region > 0 && (
          <button type="button" onClick={() => setRegion([])}>
            {text.tools.clearRegion}
          </button>
        )}
        <button type="button" onClick={undo} disabled={!canUndo} title="Ctrl+Z" aria-keyshortcuts="Control+Z">
          {text.tools.undo}
        </button>
        <button
          type="button"
          onClick={redo}
          disabled={!canRedo}
          title="Ctrl+Shift+Z"
          aria-keyshortcuts="Control+Shift+Z"
        >
          {text.tools.redo}
        </button>
      </div>
    </div>
  );
}
