import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useShallow } from "zustand/react/shallow";
import { type Cell, cellOfKey } from "../../attention/grid";
import type { AttentionSite } from "../../attention/site";
import type { Figure } from "../../export/figure";
import { figureSvg } from "../../export/figure-svg";
import { formatFixed, formatPercent, formatWeight } from "../../render/format";
import { useStore } from "../../state/store/store";
import { currentSite } from "../../viewer/views/derived";
import { cellInside, rowAt, shownDistance } from "../../viewer/views/rows";
import { queriesOf } from "../export/figure-of";
import { useHandoutText } from "./handout-text";
import { qrCode } from "./qr-code";
import "./handout.css";

export interface HandoutProps {
  readonly figure: Figure;
  /** Called when it was printed, or the dialog closed. */
  readonly onDone: () => void;
}

/** Set while there is a handout: print styles leave the rest of the page out. */
const PRINTING = "has-handout";

/** One page for a class: the figure, the numbers of its queries, its address. Nothing of it is seen on the screen. */
export function Handout({ figure, onDone }: HandoutProps) {
  const text = useHandoutText();
  const site = useStore(currentSite);
  const queries = useStore(useShallow(queriesOf));
  const [image] = useState(() =>
    URL.createObjectURL(new Blob([figureSvg({ ...figure, link: undefined })], { type: "image/svg+xml" })),
  );
  useEffect(() => {
    document.body.classList.add(PRINTING);
    window.addEventListener("afterprint", onDone);
    return () => {
      document.body.classList.remove(PRINTING);
      window.removeEventListener("afterprint", onDone);
      URL.revokeObjectURL(image);
    };
  }, [image, onDone]);
  return createPortal(
    <main className="handout" data-testid="handout">
      <h1>SAGAN Lens</h1>
      <img
        className="handout-figure"
        src={image}
        width={figure.width}
        height={figure.height}
        alt={figure.caption}
        onLoad={() => window.print()}
      />
      {site && (
        <>
          <table>
            <caption>{text.numbers}</caption>
            <thead>
              <tr>
                {[text.query, text.entropy, text.top, text.topKey, text.distance].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {queries.map((cell) => (
                <NumbersOf key={`${cell.x}.${cell.y}`} site={site} cell={cellInside(site, cell)} />
              ))}
            </tbody>
          </table>
          <p>{text.layer(site.name, formatFixed(site.gamma), formatPercent(site.share))}</p>
        </>
      )}
      {figure.link !== undefined && <Address link={figure.link} />}
    </main>,
    document.body,
  );
}

function NumbersOf({ site, cell }: { readonly site: AttentionSite; readonly cell: Cell }) {
  const { summary } = rowAt(site, cell);
  const key = cellOfKey(site.keyGrid, summary.topKey);
  const distance = shownDistance(site, { query: cell, region: [], part: "beta" });
  return (
    <tr>
      <th scope="row">{`${cell.x}, ${cell.y}`}</th>
      <td>{formatFixed(summary.entropy)}</td>
      <td>{formatWeight(summary.maxWeight)}</td>
      <td>{`${key.x}, ${key.y}`}</td>
      <td>{distance?.toFixed(1)}</td>
    </tr>
  );
}

function Address({ link }: { readonly link: string }) {
  const text = useHandoutText();
  const code = qrCode(link);
  return (
    <footer>
      {code && (
        <svg
          className="handout-code"
          viewBox={`0 0 ${code.side} ${code.side}`}
          role="img"
          aria-label={text.code}
          shapeRendering="crispEdges"
        >
          <path d={code.path} />
        </svg>
      )}
      <p>
        {code ? text.scan : text.tooLong}
        <br />
        <span className="handout-address">{link}</span>
      </p>
    </footer>
  );
}
