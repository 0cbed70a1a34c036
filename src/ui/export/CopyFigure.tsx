import { useState } from "react";
import type { Figure } from "../../export/figure";
import { LensError } from "../../model/errors";
import { addNotice } from "../../state/store/notices";
import { useText } from "../text";
import { figureCanvas } from "./figure-canvas";

/** Whether this browser lets a page put images on the clipboard. */
const canCopy = typeof ClipboardItem !== "undefined" && navigator.clipboard?.write !== undefined;

/** The figure on the clipboard, to paste into a document. Not there where a browser does not know how. */
export function CopyFigure({ figure, scale }: { readonly figure: Figure; readonly scale: number }) {
  const text = useText();
  const [copied, setCopied] = useState<Figure>();
  if (!canCopy) return null;
  const copy = async () => {
    try {
      // A promise, so that the click still counts while the image is being made.
      await navigator.clipboard.write([new ClipboardItem({ "image/png": pngOf(figure, scale) })]);
      setCopied(figure);
    } catch {
      addNotice(new LensError("picture-not-copied"));
    }
  };
  return (
    <button type="button" onClick={() => void copy()}>
      <span aria-live="polite">{copied === figure ? text.link.copied : text.figure.copy}</span>
    </button>
  );
}

async function pngOf(figure: Figure, scale: number): Promise<Blob> {
  const { canvas } = figureCanvas(figure, scale);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture was made"))), "image/png");
  });
}
