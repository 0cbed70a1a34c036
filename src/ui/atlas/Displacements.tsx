import { useLayoutEffect, useRef } from "react";
import type { AtlasFigures } from "../../atlas/atlas";
import type { AtlasText } from "../../locales/en/atlas/atlas";
import { drawHeatMap } from "../../render/canvas";
import { DISPLACEMENT_AXES, drawDisplacementAxes } from "../../render/charts/displacement-axes";
import { formatPercent } from "../../render/format";
import { useAtlas } from "../../state/atlas/atlas-store";
import { MapBar } from "./MapBar";
import { useAtlasText } from "./text";

const STYLE = { kind: "colours", colormap: "viridis", opacity: 1 } as const;

/** Where places look, relative to themselves. */
export function Displacements() {
  const { displacements: text } = useAtlasText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const axes = useRef<SVGSVGElement>(null);
  const shown = useAtlas((state) => state.figures?.displacements);
  const top = shown?.shares.reduce((most, share) => Math.max(most, share), 0) ?? 0;
  useLayoutEffect(() => {
    if (!shown || !canvas.current || !axes.current) return;
    const { width, height, shares } = shown;
    drawHeatMap(canvas.current, { width, height }, shares, { top, curve: "root" }, STYLE);
    drawDisplacementAxes(axes.current, { width, height, axes: { x: text.dx, y: text.dy } });
  }, [shown, top, text]);
  const { width, height } = DISPLACEMENT_AXES;
  const most = shown && largestOf(shown, top, text);
  return (
    <figure data-testid="displacements">
      <h2>{text.heading}</h2>
      <div className="atlas-displacements">
        <canvas ref={canvas} />
        <svg
          ref={axes}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${text.heading}. ${most ?? ""}`}
        />
      </div>
      <div className="color-bar-place">
        {shown && <MapBar scale={{ top, curve: "root" }} axis={text.axis} />}
      </div>
      <p className="quiet figures">
        {text.help} <span data-testid="largest-displacement">{most}</span>
      </p>
    </figure>
  );
}

/** Where most goes, in words. */
function largestOf(
  { width, height, shares }: AtlasFigures["displacements"],
  top: number,
  text: AtlasText["displacements"],
): string {
  const at = shares.indexOf(top);
  const signed = (value: number) => (value < 0 ? `−${-value}` : `${value}`);
  const dx = signed((at % width) - (width - 1) / 2);
  const dy = signed(Math.floor(at / width) - (height - 1) / 2);
  return text.largest(dx, dy, formatPercent(top));
}
