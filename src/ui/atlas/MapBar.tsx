import { useLayoutEffect, useRef } from "react";
import { COLOR_BAR, drawColorBar } from "../../render/color-bar";
import type { ColorScale } from "../../render/heat-map";

export interface MapBarProps {
  readonly scale: ColorScale;
  /** What the colours measure. */
  readonly axis: string;
  /** The value everywhere if all keys were read alike, and what it is called. */
  readonly uniform?: { readonly value: number; readonly label: string };
}

/** The labelled colour bar of a map. */
export function MapBar({ scale: { top, curve }, axis, uniform }: MapBarProps) {
  const svg = useRef<SVGSVGElement>(null);
  const value = uniform?.value;
  const label = uniform?.label ?? "";
  useLayoutEffect(() => {
    if (!svg.current) return;
    const scale = { top, curve };
    drawColorBar(svg.current, {
      ...{ colormap: "viridis", scale, uniform: value, uniformLabel: label, axisLabel: axis },
    });
  }, [top, curve, value, label, axis]);
  return (
    <svg
      ref={svg}
      className="color-bar"
      data-testid="atlas-bar"
      data-top={top}
      viewBox={`0 0 ${COLOR_BAR.width} ${COLOR_BAR.height}`}
      role="img"
      aria-label={`${axis}: 0 – ${top.toPrecision(3)}`}
    />
  );
}
