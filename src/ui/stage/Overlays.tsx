/** What is drawn over the image beside the map: outline, region, masks, links, the reach of convolution. */
import { maskOf } from "../../attention/intervention";
import { type AttentionSite, isOfDiscriminator, keyPatch } from "../../attention/site";
import { topMass } from "../../attention/top";
import { reachBoxes } from "../../model/receptive-field";
import { strongestLinks } from "../../render/links";
import { areaPath, outlinePath } from "../../render/outline";
import { queryColor } from "../../render/pin-colors";
import { useStore } from "../../state/store/store";
import { currentIntervention, currentSite } from "../../viewer/views/derived";
import { cellInside, regionInside, shownRow } from "../../viewer/views/rows";

/** Everything in query cells; a key grid is scaled by its patch. */
export function Overlays() {
  const site = useStore(currentSite);
  if (!site) return null;
  const { width, height } = site.queryGrid;
  return (
    <svg className="stage-marks" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <Masks site={site} />
      <ConvolutionReach site={site} />
      <Region site={site} />
      <MassOutline site={site} />
      <Links site={site} />
      <FocusKey site={site} />
      <FocusQuery site={site} />
    </svg>
  );
}

interface OfSite {
  readonly site: AttentionSite;
}

function Masks({ site }: OfSite) {
  const change = useStore(currentIntervention);
  const keys = maskOf(change.maskedKeys, site.keyGrid.width * site.keyGrid.height);
  const queries = maskOf(change.maskedQueries, site.queryGrid.width * site.queryGrid.height);
  return (
    <>
      <defs>
        <pattern id="masked-keys" width="1" height="1" patternUnits="userSpaceOnUse">
          <rect width="1" height="1" fill="#000" opacity="0.55" />
          <path d="M0 1L1 0" stroke="#fff" strokeWidth="0.14" />
        </pattern>
        <pattern id="masked-queries" width="1" height="1" patternUnits="userSpaceOnUse">
          <circle cx="0.5" cy="0.5" r="0.24" fill="#fff" stroke="#000" strokeWidth="0.08" />
        </pattern>
      </defs>
      {keys && (
        <path
          d={areaPath(keys, site.keyGrid)}
          transform={`scale(${keyPatch(site)})`}
          fill="url(#masked-keys)"
          data-testid="masked-keys"
        />
      )}
      {queries && (
        <path
          d={areaPath(queries, site.queryGrid)}
          fill="url(#masked-queries)"
          data-testid="masked-queries"
        />
      )}
    </>
  );
}

function Region({ site }: OfSite) {
  const region = useStore((state) => state.lens.region);
  const inside = maskOf(regionInside(site, region), site.queryGrid.width * site.queryGrid.height);
  return inside ? <Outlined d={outlinePath(inside, site.queryGrid)} color="#ffffff" testId="region" /> : null;
}

function MassOutline({ site }: OfSite) {
  const lens = useStore((state) => state.lens);
  if (lens.mass === 0 || lens.map !== "row") return null;
  const inside = topMass(shownRow(site, lens).row, lens.mass);
  return (
    <g transform={`scale(${keyPatch(site)})`}>
      <Outlined d={outlinePath(inside, site.keyGrid)} color={queryColor(lens)} testId="mass" />
    </g>
  );
}

function Links({ site }: OfSite) {
  const lens = useStore((state) => state.lens);
  if (lens.links === 0 || lens.map !== "row" || lens.region.length > 0) return null;
  const links = strongestLinks(site, cellInside(site, lens.query), shownRow(site, lens).row, lens.links);
  const color = queryColor(lens);
  return (
    <g fill="none" strokeLinecap="round" data-testid="links">
      {links.map(({ key, d, width }) => (
        <g key={key}>
          <path d={d} stroke="#000" strokeOpacity={0.5} strokeWidth={width + 0.12} />
          <path d={d} stroke={color} strokeWidth={width} />
        </g>
      ))}
    </g>
  );
}

function ConvolutionReach({ site }: OfSite) {
  const reach = useStore((state) => state.lens.reach);
  const query = useStore((state) => state.lens.query);
  const manifest = useStore((state) => state.manifest);
  if (!reach || !manifest || isOfDiscriminator(site.name)) return null;
  const { width } = site.queryGrid;
  const boxes = reachBoxes(
    manifest.generator.layers,
    site.name.replace(/^g\./, ""),
    cellInside(site, query),
    width,
  );
  return (
    <g fill="none" data-testid="reach">
      {boxes.map(({ side, ...box }) => (
        <g key={side}>
          <rect {...box} stroke="#000" strokeOpacity={0.6} strokeWidth={0.3} />
          <rect {...box} stroke="#fff" strokeWidth={0.14} strokeDasharray="0.6 0.4" />
          <text x={box.x + 0.2} y={box.y + 1.1} className="reach-label">
            {side}×{side}
          </text>
        </g>
      ))}
    </g>
  );
}

function FocusKey({ site }: OfSite) {
  const key = useStore((state) => state.focusKey);
  if (key === undefined || key >= site.keyGrid.width * site.keyGrid.height) return null;
  const patch = keyPatch(site);
  const box = {
    x: (key % site.keyGrid.width) * patch - 0.2,
    y: Math.floor(key / site.keyGrid.width) * patch - 0.2,
    width: patch + 0.4,
    height: patch + 0.4,
    fill: "none",
  };
  return (
    <g data-testid="focus-key">
      <rect {...box} stroke="#000" strokeWidth={0.5} />
      <rect {...box} stroke="#fff" strokeWidth={0.26} />
    </g>
  );
}

function FocusQuery({ site }: OfSite) {
  const focused = useStore((state) => state.focusQuery);
  const query = useStore((state) => state.lens.query);
  if (!focused) return null;
  const { x, y } = cellInside(site, query);
  return (
    <g fill="none" data-testid="focus-query">
      <circle cx={x + 0.5} cy={y + 0.5} r={1.7} stroke="#000" strokeWidth={0.5} />
      <circle cx={x + 0.5} cy={y + 0.5} r={1.7} stroke="#fff" strokeWidth={0.26} />
    </g>
  );
}

function Outlined({ d, color, testId }: { d: string; color: string; testId: string }) {
  return (
    <g fill="none" strokeLinecap="square" data-testid={testId}>
      <path d={d} stroke="#000" strokeOpacity={0.7} strokeWidth={0.34} />
      <path d={d} stroke={color} strokeWidth={0.18} />
    </g>
  );
}
