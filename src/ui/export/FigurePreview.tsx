import { useEffect, useRef } from "react";
import type { Figure } from "../../export/figure";
import { paintFigure } from "../../export/figure-paint";

export interface FigurePreviewProps {
  readonly figure: Figure;
  readonly label: string;
}

/** The figure as it will be. */
export function FigurePreview({ figure, label }: FigurePreviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const painter = canvas.current?.getContext("2d");
    if (painter) paintFigure(painter, figure, 2);
  }, [figure]);
  return (
    <canvas
      ref={canvas}
      className="figure-preview"
      width={figure.width * 2}
      height={figure.height * 2}
      role="img"
      aria-label={`${label}. ${figure.caption}`}
      data-testid="figure-preview"
    />
  );
}
