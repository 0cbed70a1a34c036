import type { AttentionSite } from "../../attention/site";
import type { Manifest } from "../../model/formats/manifest";
import { reachBoxes } from "../../model/receptive-field";
import { markUnit } from "../../render/pin-colors";
import { placeLabels } from "../../render/reach-labels";
import { useStore } from "../../state/store/store";
import { cellInside } from "../../viewer/views/rows";

interface ReachProps {
  readonly site: AttentionSite;
  readonly manifest: Manifest;
}

/** What convolution alone could reach from the query, a box for each grid before the layer. */
export function Reach({ site, manifest }: ReachProps) {
  const query = useStore((state) => state.lens.query);
  const { width } = site.queryGrid;
  const boxes = reachBoxes(
    manifest.generator.layers,
    site.name.replace(/^g\./, ""),
    cellInside(site, query),
    width,
  );
  const unit = markUnit(site.queryGrid);
  const labels = placeLabels(
    boxes.map(({ side, ...box }) => ({ ...box, label: `${side}×${side}` })),
    width,
    unit,
  );
  return (
    <g fill="none" data-testid="reach">
      {boxes.map(({ side, ...box }, index) => (
        <g key={side}>
          <rect {...box} stroke="#000" strokeOpacity={0.6} strokeWidth={0.3 * unit} />
          <rect
            {...box}
            stroke="#fff"
            strokeWidth={0.14 * unit}
            strokeDasharray={`${0.6 * unit} ${0.4 * unit}`}
          />
          <text
            x={labels[index].x}
            y={labels[index].y}
            className="reach-label"
            fontSize={unit}
            strokeWidth={0.2 * unit}
          >
            {side}×{side}
          </text>
        </g>
      ))}
    </g>
  );
}
