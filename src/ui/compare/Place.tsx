import type { KeyboardEvent, MouseEvent, PointerEvent, ReactNode } from "react";
import { type Cell, cellUnder } from "../../attention/grid";
import { markUnit } from "../../render/pin-colors";
import { pointerPlace } from "../../render/pointer-place";
import { clickSide, pointAtSide, pressSideKey, sideViewer } from "../../state/compare/pair";
import type { SideName } from "../../viewer/address/pair-address";
import { currentSite } from "../../viewer/views/derived";
import { cellInside } from "../../viewer/views/rows";
import { CellMark } from "../CellMark";
import { useSide } from "./use-side";

/** The cell of a side's query grid under a pointer. */
function cellAt(name: SideName, event: MouseEvent): Cell | undefined {
  const site = currentSite(sideViewer(name).state);
  const place = pointerPlace(event.currentTarget, event);
  return site && place && cellUnder(site.queryGrid, ...place);
}

interface PlaceProps {
  readonly side: SideName;
  readonly label: string;
  readonly testId: string;
  readonly busy?: boolean;
  readonly isMap?: boolean;
  /** What lies under the mark. */
  readonly children: ReactNode;
}

/** A square over the whole image of a side: pointer, touch and keys move the query of both. */
export function Place({ side, label, testId, busy, isMap, children }: PlaceProps) {
  const point = (event: PointerEvent) => {
    const cell = cellAt(side, event);
    if (cell) pointAtSide(side, cell);
  };
  const onClick = (event: MouseEvent) => {
    const cell = cellAt(side, event);
    if (cell) clickSide(side, cell);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (pressSideKey(side, event)) event.preventDefault();
  };
  return (
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: role "application" takes the focus and the keys.
    <div
      className={`compare-place ${isMap ? "compare-map" : "compare-image"}`}
      data-testid={testId}
      role="application"
      tabIndex={0}
      aria-label={label}
      aria-describedby="compare-keys"
      aria-busy={busy}
      onPointerDown={point}
      onPointerMove={point}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      {children}
      <SideMark />
    </div>
    // biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above.
  );
}

/** The mark of the query of the side around. */
export function SideMark() {
  const site = useSide(currentSite);
  const query = useSide(({ lens }) => lens.query);
  if (!site) return null;
  const { width, height } = site.queryGrid;
  return (
    <svg className="stage-marks" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <CellMark
        cell={cellInside(site, query)}
        color="#ffffff"
        unit={markUnit(site.queryGrid)}
        width={width}
        active
        testId="query"
      />
    </svg>
  );
}
