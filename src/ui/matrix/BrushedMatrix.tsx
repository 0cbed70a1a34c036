import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { cellOfKey, cellOfQuery, type KeyIndex, queryAt } from "../../attention/grid";
import {
  type Block,
  type BlockValue,
  blockAt,
  blockMembers,
  type MatrixImage,
  strongestEntry,
} from "../../attention/matrix/blocks";
import type { AttentionSite } from "../../attention/site";
import { drawHeatMap } from "../../render/canvas";
import { COLOR_BAR, drawColorBar } from "../../render/color-bar";
import { formatWeight } from "../../render/format";
import { pointerPlace } from "../../render/pointer-place";
import { pinCell, pointAt, setFocusKey } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { arrowStep } from "../../viewer/state/arrow-keys";
import { isEnter } from "../../viewer/state/mark-keys";
import { cellInside, rowAt } from "../../viewer/views/rows";
import { BlockOnImage } from "./BlockOnImage";
import { useMatrixText } from "./matrix-text";

interface BrushedMatrixProps {
  readonly site: AttentionSite;
  readonly image: MatrixImage;
  readonly value: BlockValue;
}

/** A screen reader would stumble over every block that the pointer crosses. */
const QUIET_MS = 400;

/** The reduced matrix, whose blocks are pointed at: the query and the key of a block's strongest entry show on the image. */
export function BrushedMatrix({ site, image, value }: BrushedMatrixProps) {
  const text = useMatrixText();
  const colormap = useStore((state) => state.lens.colormap);
  const curve = useStore((state) => state.lens.curve);
  const canvas = useRef<HTMLCanvasElement>(null);
  const bar = useRef<SVGSVGElement>(null);
  const [block, setBlock] = useState(() => presentBlock(site, image));
  const { rows, columns } = image;
  const values = image[value];
  const top = values.reduce((most, weight) => Math.max(most, weight), 0);
  useLayoutEffect(() => {
    if (!canvas.current) return;
    drawHeatMap(
      canvas.current,
      { width: columns, height: rows },
      values,
      { top, curve },
      { kind: "colours", colormap, opacity: 1 },
    );
  }, [values, top, rows, columns, colormap, curve]);
  useLayoutEffect(() => {
    if (!bar.current) return;
    drawColorBar(bar.current, {
      colormap,
      scale: { top, curve },
      uniform: undefined,
      uniformLabel: "",
      axisLabel: text.units[value],
    });
  }, [colormap, top, curve, text, value]);
  // The key of another image says nothing.
  useEffect(() => () => setFocusKey(undefined), []);

  const { members, entry } = useMemo(() => {
    const found = blockMembers(image, block);
    return { members: found, entry: strongestEntry(site, found.queries, found.keys) };
  }, [site, image, block]);
  const at = block.row * columns + block.column;
  const [query, key] = [cellOfQuery(site.queryGrid, entry.query), cellOfKey(site.keyGrid, entry.key)];
  const said = `${text.entry({
    ...{ queryX: query.x, queryY: query.y, keyX: key.x, keyY: key.y },
    weight: formatWeight(entry.weight),
  })} ${
    members.queries.length * members.keys.length > 1
      ? text.block({
          ...{ queries: members.queries.length, keys: members.keys.length },
          ...{ mean: formatWeight(image.mean[at]), largest: formatWeight(image.largest[at]) },
        })
      : ""
  }`;

  const brush = (next: Block) => {
    setBlock(next);
    const { queries, keys } = blockMembers(image, next);
    const strongest = strongestEntry(site, queries, keys);
    pointAt(cellOfQuery(site.queryGrid, strongest.query));
    setFocusKey(strongest.key);
  };
  const under = (event: MouseEvent): Block | undefined => {
    const place = pointerPlace(event.currentTarget, event);
    if (!place) return undefined;
    const inside = (share: number, count: number) =>
      Math.min(count - 1, Math.max(0, Math.floor(share * count)));
    return { row: inside(place[1], rows), column: inside(place[0], columns) };
  };
  const point = (event: MouseEvent) => {
    const next = under(event);
    if (next && (next.row !== block.row || next.column !== block.column)) brush(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = arrowStep(event);
    const inside = (place: number, count: number) => Math.min(count - 1, Math.max(0, place));
    if (step)
      brush({ row: inside(block.row + step[1], rows), column: inside(block.column + step[0], columns) });
    else if (isEnter(event)) pinCell(query);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="matrix-frame">
        <span className="quiet matrix-keys" aria-hidden="true">
          {text.axes.keys} i →
        </span>
        <span className="quiet matrix-queries" aria-hidden="true">
          {text.axes.queries} j →
        </span>
        {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: role "application" takes the focus and the keys. */}
        <div
          className="matrix-image"
          data-testid="matrix-image"
          data-block={`${block.row},${block.column}`}
          role="application"
          tabIndex={0}
          aria-label={text.label}
          aria-describedby="matrix-help"
          onPointerDown={point}
          onPointerMove={point}
          onClick={() => pinCell(query)}
          onKeyDown={onKeyDown}
          onPointerLeave={() => setFocusKey(undefined)}
          onBlur={() => setFocusKey(undefined)}
        >
          <canvas ref={canvas} data-testid="matrix-canvas" />
          <svg viewBox={`0 0 ${columns} ${rows}`} preserveAspectRatio="none" aria-hidden="true">
            <Cross block={block} rows={rows} columns={columns} />
          </svg>
        </div>
        {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above. */}
      </div>
      <svg
        ref={bar}
        className="color-bar"
        data-testid="matrix-bar"
        data-top={top}
        viewBox={`0 0 ${COLOR_BAR.width} ${COLOR_BAR.height}`}
        role="img"
        aria-label={`${text.units[value]}: 0 – ${top.toPrecision(3)}`}
      />
      <div className="matrix-block">
        <BlockOnImage site={site} {...members} />
        <p
          className="figures"
          data-testid="matrix-entry"
          data-query={`${query.x},${query.y}`}
          data-key={`${key.x},${key.y}`}
          data-weight={entry.weight}
          data-mean={image.mean[at]}
        >
          {said}
        </p>
      </div>
      <Spoken text={said} />
    </>
  );
}

/** The block of the query on show and of the key that it reads most. */
function presentBlock(site: AttentionSite, image: MatrixImage): Block {
  const { lens } = useStore.getState();
  const cell = cellInside(site, lens.query);
  const { topKey } = rowAt(site, cell).summary;
  return blockAt(image, queryAt(site.queryGrid, cell), topKey as KeyIndex);
}

/** Lines through a block, which leave the block itself free. */
function Cross({ block: { row, column }, rows, columns }: { block: Block; rows: number; columns: number }) {
  return (
    <g className="matrix-cross">
      <path d={`M0 ${row + 0.5}H${column}M${column + 1} ${row + 0.5}H${columns}`} />
      <path d={`M${column + 0.5} 0V${row}M${column + 0.5} ${row + 1}V${rows}`} />
    </g>
  );
}

/** Says what the marked block is, once it has not moved for a moment. */
function Spoken({ text }: { readonly text: string }) {
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(text), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p className="visually-hidden" aria-live="polite" data-testid="matrix-spoken">
      {spoken}
    </p>
  );
}
