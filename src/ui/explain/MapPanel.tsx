import { useLayoutEffect, useRef } from "react";
import { cellCount } from "../../attention/grid";
import { COLOR_BAR, drawColorBar } from "../../render/color-bar";
import { currentSite, currentTop, rowAt } from "../../state/derived";
import { useStore } from "../../state/store";
import { drawPlainLayer, selectMap } from "../stage/layers";
import { QueryMarks } from "../stage/QueryMarks";
import { useLayer } from "../stage/use-layer";
import { useText } from "../text";
import "./explain.css";

/** Entropy this near to log M is a row that reads everything alike. */
const FLAT = 0.97;

/** The plain map beside the picture, with its labelled colour bar. */
export function MapPanel() {
  const text = useText();
  const map = useLayer(selectMap, drawPlainLayer);
  const smooth = useStore((state) => state.lens.smooth);
  const query = useStore((state) => state.lens.query);
  const site = useStore(currentSite);
  const summary = site && rowAt(site, query).summary;
  return (
    <div className="panel">
      <h2>{text.map.heading}</h2>
      <div className="plain-map">
        <canvas ref={map} className="stage-map" data-testid="plain-map" data-smooth={smooth} />
        <QueryMarks />
      </div>
      <ColorBar />
      <p className="quiet figures">{text.map.plain(query.x, query.y)}</p>
      {summary && summary.entropy > FLAT * summary.maxEntropy && (
        <p className="quiet" data-testid="flat">
          {text.map.dull}
        </p>
      )}
    </div>
  );
}

function ColorBar() {
  const text = useText();
  const svg = useRef<SVGSVGElement>(null);
  const site = useStore(currentSite);
  const top = useStore((state) => {
    const shown = currentSite(state);
    return shown && currentTop(shown, state.lens);
  });
  const colormap = useStore((state) => state.lens.colormap);
  const curve = useStore((state) => state.lens.curve);
  const uniform = site && 1 / cellCount(site.keyGrid);
  useLayoutEffect(() => {
    if (!svg.current || !top || !uniform) return;
    const { axis, uniform: uniformLabel } = text.map;
    drawColorBar(svg.current, { colormap, scale: { top, curve }, uniform, uniformLabel, axisLabel: axis });
  }, [colormap, curve, top, uniform, text]);
  return (
    <svg
      ref={svg}
      className="color-bar"
      data-testid="color-bar"
      data-top={top}
      viewBox={`0 0 ${COLOR_BAR.width} ${COLOR_BAR.height}`}
      role="img"
      aria-label={`${text.map.axis}: 0 – ${top?.toPrecision(3) ?? ""}`}
    />
  );
}
