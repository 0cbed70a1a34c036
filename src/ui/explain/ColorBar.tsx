import { useLayoutEffect, useRef } from "react";
import { useShallow } from "zustand/react/shallow";
import { COLOR_BAR, drawColorBar } from "../../render/color-bar";
import { useStore } from "../../state/store/store";
import { currentMap } from "../../viewer/views/map-view";
import { useText } from "../text";
import { usePainted } from "../use-painted";

/** The labelled scale of the map. */
export function ColorBar() {
  const text = useText();
  const svg = useRef<SVGSVGElement>(null);
  // Its own facts rather than the map: a hovered map mostly has the scale of the one before, and the bar stays.
  const { top, curve, uniform, unit } = usePainted(
    useShallow((state) => {
      const { top, curve, uniform, unit } = currentMap(state) ?? {};
      return { top, curve, uniform, unit };
    }),
  );
  const colormap = useStore((state) => state.lens.colormap);
  useLayoutEffect(() => {
    if (!svg.current || top === undefined || !curve || !unit) return;
    drawColorBar(svg.current, {
      colormap,
      scale: { top, curve },
      uniform,
      uniformLabel: text.map.uniform[unit],
      axisLabel: text.map.units[unit],
    });
  }, [colormap, top, curve, uniform, unit, text]);
  const label = unit && top !== undefined ? `${text.map.units[unit]}: 0 – ${top.toPrecision(3)}` : "";
  return (
    <svg
      ref={svg}
      className="color-bar"
      data-testid="color-bar"
      data-top={top}
      viewBox={`0 0 ${COLOR_BAR.width} ${COLOR_BAR.height}`}
      role="img"
      aria-label={label}
    />
  );
}
