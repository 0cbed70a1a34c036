import { useLayoutEffect, useMemo, useRef } from "react";
import { drawHeatMap, drawImagePixels } from "../../render/canvas";
import { COLOR_BAR, drawColorBar } from "../../render/color-bar";
import { pixelNorms } from "../../render/saliency";
import { veilOf } from "../../render/veil";
import { useStore } from "../../state/store/store";
import type { LensImage } from "../../viewer/state/viewer-state";
import { useDiscriminatorText } from "./discriminator-text";

const OPACITY = 0.85;

export interface GradientProps {
  readonly image: LensImage;
  readonly gradient: Float32Array;
}

/** Where the score comes from: how far it would move with each pixel, over the image. */
export function Gradient({ image, gradient }: GradientProps) {
  const text = useDiscriminatorText();
  const ground = useRef<HTMLCanvasElement>(null);
  const map = useRef<HTMLCanvasElement>(null);
  const bar = useRef<SVGSVGElement>(null);
  const colormap = useStore((state) => state.lens.colormap);
  const curve = useStore((state) => state.lens.curve);
  const { size } = image;
  const norms = useMemo(() => pixelNorms(gradient, size), [gradient, size]);
  const top = useMemo(() => norms.reduce((most, value) => Math.max(most, value), 0), [norms]);
  useLayoutEffect(() => {
    if (ground.current) drawImagePixels(ground.current, image.pixels, size);
    if (!map.current || !bar.current) return;
    const scale = { top, curve };
    const grid = { width: size, height: size };
    const spotlight = { opacity: OPACITY, veil: veilOf(image.pixels) };
    drawHeatMap(map.current, grid, norms, scale, { kind: "spotlight", ...spotlight });
    drawColorBar(bar.current, {
      ...{ colormap, scale, spotlight, uniform: undefined, uniformLabel: "" },
      axisLabel: text.gradientAxis,
    });
  }, [image, size, norms, top, curve, colormap, text]);
  return (
    <figure className="discriminator-gradient">
      <figcaption>
        <h2>{text.gradient}</h2>
        <p className="quiet">{text.gradientHelp}</p>
      </figcaption>
      <div className="plain-map" role="img" aria-label={text.gradient}>
        <canvas ref={ground} />
        <canvas ref={map} className="stage-map" data-testid="gradient" data-top={top} />
      </div>
      <svg
        ref={bar}
        className="color-bar"
        viewBox={`0 0 ${COLOR_BAR.width} ${COLOR_BAR.height}`}
        role="img"
        aria-label={`${text.gradientAxis}: 0 – ${top.toPrecision(3)}`}
      />
    </figure>
  );
}
