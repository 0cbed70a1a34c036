import { useCallback, useEffect, useState } from "react";
import { type FileKind, openFiles } from "../../state/files/open-file";
import { useText } from "../text";
import { useFileDrop } from "./use-file-drop";
import "./DropTarget.css";

/** The whole page takes files; while some are held over it, it says so. */
export function DropTarget() {
  const text = useText();
  const [opened, setOpened] = useState<FileKind>();
  const open = useCallback(async (files: readonly File[]) => setOpened(await openFiles(files)), []);
  const over = useFileDrop(open);
  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => {
      const files = Array.from(clipboardData?.files ?? []);
      if (files.length > 0) void open(files);
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, [open]);
  return (
    <>
      {over && (
        <div className="drop-target" data-testid="drop-target" aria-hidden="true">
          <p>
            <strong>{text.files.drop}</strong>
            <span>{text.files.dropHelp}</span>
          </p>
        </div>
      )}
      <output className="visually-hidden">{opened && !over ? text.files.opened[opened] : ""}</output>
    </>
  );
}
