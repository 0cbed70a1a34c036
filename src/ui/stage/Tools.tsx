import { setRegion, setTool } from "../../state/store/actions";
import { TOOLS, useStore } from "../../state/store/store";
import { Choice } from "../inputs/Choice";
import { useText } from "../text";
import { useHelp } from "./use-help";

/** What a drag on the image does. */
export function Tools() {
  const text = useText();
  const tool = useStore((state) => state.tool);
  const region = useStore((state) => state.lens.region.length);
  const help = useHelp();
  return (
    <div className="tools">
      <Choice
        label={text.tools.label}
        hidesLabel
        hidesHelp
        value={tool}
        options={TOOLS}
        texts={help.tools}
        onChange={setTool}
      />
      {region > 0 && (
        <button type="button" onClick={() => setRegion([])}>
          {text.tools.clearRegion}
        </button>
      )}
    </div>
  );
}
