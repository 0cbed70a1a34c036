import { useShallow } from "zustand/react/shallow";
import { cellCount, sameCell } from "../../attention/grid";
import { type AttentionSite, keyPatch } from "../../attention/site";
import { topMass } from "../../attention/top";
import { formatWeight } from "../../render/format";
import { outlinePath } from "../../render/outline";
import { markUnit, pinColor, pinInk } from "../../render/pin-colors";
import { pinCell, removePin } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { currentSite } from "../../viewer/views/derived";
import { cellInside, rowAt } from "../../viewer/views/rows";
import { SmallMap } from "../explain/QuerySpecificPart";
import { useText } from "../text";
import "./PinStrip.css";

/** Outline of the small maps where the person chose none for the image. */
const USUAL_MASS = 0.5;

/** The pinned queries side by side: each map with the outline of most of its weight, all on one scale. */
export function PinStrip() {
  const site = useStore(currentSite);
  const count = useStore((state) => state.lens.pins.length);
  return site && count > 1 ? <Maps site={site} /> : null;
}

function Maps({ site }: { readonly site: AttentionSite }) {
  const text = useText();
  const { pins, query, part, scale, ...lens } = useStore(
    useShallow(({ lens: { pins, query, part, scale, mass, curve, colormap, smooth } }) => ({
      ...{ pins, query, part, scale },
      ...{ mass, curve, colormap, smooth },
    })),
  );
  const views = pins.map((pin) => rowAt(site, pin, part));
  const shared = Math.max(...views.map(({ summary }) => summary.maxWeight));
  const absolute = Math.max(site.maxWeight, shared);
  const unit = markUnit(site.keyGrid);
  const mass = lens.mass || USUAL_MASS;
  const top = (own: number) => (scale === "map" ? own : scale === "pins" ? shared : absolute);
  return (
    <section className="pin-strip" data-testid="pin-strip" aria-label={text.pins.label}>
      <ul>
        {pins.map((pin, index) => {
          const { row, summary } = views[index];
          const color = pinColor(index);
          const place = cellInside(site, pin);
          return (
            <li key={`${pin.x},${pin.y}`} style={{ borderColor: color }} data-active={sameCell(pin, query)}>
              <button
                type="button"
                className="pin-map"
                aria-pressed={sameCell(pin, query)}
                aria-label={text.pins.show(index + 1, pin.x, pin.y)}
                onClick={() => pinCell(pin)}
              >
                <SmallMap site={site} values={row} top={top(summary.maxWeight)} colours={lens} />
                <svg viewBox={`0 0 ${site.keyGrid.width} ${site.keyGrid.height}`} aria-hidden="true">
                  <path
                    d={outlinePath(topMass(row, mass), site.keyGrid)}
                    fill="none"
                    stroke="#fff"
                    strokeWidth={0.4 * unit}
                  />
                  <circle
                    cx={(place.x + 0.5) / keyPatch(site)}
                    cy={(place.y + 0.5) / keyPatch(site)}
                    r={0.9 * unit}
                    fill={color}
                    stroke="#000"
                    strokeWidth={0.3 * unit}
                  />
                </svg>
              </button>
              <div className="pin-line quiet figures">
                <span>
                  <b className="pin-badge" style={{ background: color, color: pinInk(index) }}>
                    {index + 1}
                  </b>{" "}
                  {pin.x}, {pin.y}
                </span>
                <button
                  type="button"
                  aria-label={text.pins.remove(index + 1, pin.x, pin.y)}
                  onClick={() => removePin(pin)}
                >
                  ×
                </button>
              </div>
            </li>
          );
        })}
      </ul>
      <p className="quiet figures">
        {text.pins.caption(
          Math.round(mass * 100),
          scale === "map" ? text.pins.ownScale : formatWeight(top(shared)),
          formatWeight(1 / cellCount(site.keyGrid)),
        )}
      </p>
    </section>
  );
}
