import { openAtlasFile } from "../../state/atlas/open-file";
import { useFileDrop } from "../frame/use-file-drop";
import { useAtlasText } from "./text";
import "../frame/DropTarget.css";

/** The first of several files is opened. The page says at its top what became of it. */
export async function openDropped([file]: readonly File[]): Promise<void> {
  if (!file) return;
  await openAtlasFile(file);
  document.querySelector(".atlas-standing")?.scrollIntoView({ block: "nearest" });
}

/** The whole page takes a file that was saved here; while one is held over it, it says so. */
export function FileDrop() {
  const { file: text } = useAtlasText();
  if (!useFileDrop(openDropped)) return null;
  return (
    <div className="drop-target" data-testid="drop-target" aria-hidden="true">
      <p>
        <strong>{text.drop}</strong>
        <span>{text.dropHelp}</span>
      </p>
    </div>
  );
}
