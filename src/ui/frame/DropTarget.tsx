import { useEffect, useState } from "react";
import { type FileKind, openFiles } from "../../state/files/open-file";
import { useText } from "../text";
import "./DropTarget.css";

/** A drag of files, not of a word or an image of some page. */
const bringsFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") ?? false;

/** The whole page takes files; while some are held over it, it says so. */
export function DropTarget() {
  const text = useText();
  const [over, setOver] = useState(false);
  const [opened, setOpened] = useState<FileKind>();
  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!bringsFiles(event)) return;
      // Otherwise the browser would leave the page for the file.
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      // From one element of the page to another is no leaving.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = async (event: DragEvent) => {
      if (!bringsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      setOpened(await openFiles(Array.from(event.dataTransfer?.files ?? [])));
    };
    const paste = async ({ clipboardData }: ClipboardEvent) => {
      const files = Array.from(clipboardData?.files ?? []);
      if (files.length > 0) setOpened(await openFiles(files));
    };
    window.addEventListener("paste", paste);
    window.addEventListener("dragenter", drag);
    window.addEventListener("dragover", drag);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("paste", paste);
      window.removeEventListener("dragenter", drag);
      window.removeEventListener("dragover", drag);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, []);
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
