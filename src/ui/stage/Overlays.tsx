/** What is drawn over the image beside the map: outline, region, masks, links, the reach of convolution. */
import { Suspense } from "react";
import { maskOf } from "../../attention/intervention";
import { type AttentionSite, isOfDiscriminator, keyPatch } from "../../attention/site";
import { topMass } from "../../attention/top";
import { strongestLinks } from "../../render/links";
import { areaPath, outlinePath } from "../../render/outline";
import { markUnit, queryColor } from "../../render/pin-colors";
import { useStore } from "../../state/store/store";
import { currentIntervention, currentSite } from "../../viewer/views/derived";
import { cellInside, regionInside, shownRow } from "../../viewer/views/rows";
import { lazyPart } from "../lazy-part";

const Reach = lazyPart(async () => (await import("./Reach")).Reach);

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
  return inside ? (
    <Outlined
      d={outlinePath(inside, site.queryGrid)}
      color="#ffffff"
      testId="region"
      unit={markUnit(site.queryGrid)}
    />
  ) : null;
}

/** Both follow the query, and are off at first. */
function MassOutline({ site }: OfSite) {
  const share = useStore(({ lens }) => (lens.map === "row" ? lens.mass : 0));
  return share > 0 ? <Mass site={site} share={share} /> : null;
}

function Mass({ site, share }: OfSite & { readonly share: number }) {
  const row = useStore(({ lens }) => shownRow(site, lens).row);
  const color = useStore(({ lens }) => queryColor(lens));
  return (
    <g transform={`scale(${keyPatch(site)})`}>
      <Outlined
        d={outlinePath(topMass(row, share), site.keyGrid)}
        color={color}
        testId="mass"
        unit={markUnit(site.keyGrid)}
      />
    </g>
  );
}

function Links({ site }: OfSite) {
  const count = useStore(({ lens }) => (lens.map === "row" && lens.region.length === 0 ? lens.links : 0));
  return count > 0 ? <Strongest site={site} count={count} /> : null;
}

function Strongest({ site, count }: OfSite & { readonly count: number }) {
  const query = useStore((state) => state.lens.query);
  const row = useStore(({ lens }) => shownRow(site, lens).row);
  const color = useStore(({ lens }) => queryColor(lens));
  const links = strongestLinks(site, cellInside(site, query), row, count);
  const unit = markUnit(site.queryGrid);
  return (
    <g fill="none" strokeLinecap="round" data-testid="links">
      {links.map(({ d, width }, place) => (
        // By place: the next row has other keys, and its links take the elements of these.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above.
        <g key={place}>
          <path d={d} stroke="#000" strokeOpacity={0.5} strokeWidth={(width + 0.12) * unit} />
          <path d={d} stroke={color} strokeWidth={width * unit} />
        </g>
      ))}
    </g>
  );
}

function ConvolutionReach({ site }: OfSite) {
  const reach = useStore((state) => state.lens.reach);
  const manifest = useStore((state) => state.manifest);
  if (!reach || !manifest || isOfDiscriminator(site.name)) return null;
  return (
    <Suspense>
      <Reach site={site} manifest={manifest} />
    </Suspense>
  );
}

function FocusKey({ site }: OfSite) {
  const key = useStore((state) => state.focusKey);
  if (key === undefined || key >= site.keyGrid.width * site.keyGrid.height) return null;
  const patch = keyPatch(site);
  const unit = markUnit(site.queryGrid);
  const gap = 0.2 * unit;
  const box = {
    x: (key % site.keyGrid.width) * patch - gap,
    y: Math.floor(key / site.keyGrid.width) * patch - gap,
    width: patch + 2 * gap,
    height: patch + 2 * gap,
    fill: "none",
  };
  return (
    <g data-testid="focus-key">
      <rect {...box} stroke="#000" strokeWidth={0.5 * unit} />
      <rect {...box} stroke="#fff" strokeWidth={0.26 * unit} />
    </g>
  );
}

function FocusQuery({ site }: OfSite) {
  const focused = useStore((state) => state.focusQuery);
  return focused ? <Focus site={site} /> : null;
}

function Focus({ site }: OfSite) {
  const query = useStore((state) => state.lens.query);
  const { x, y } = cellInside(site, query);
  const unit = markUnit(site.queryGrid);
  return (
    <g fill="none" data-testid="focus-query">
      <circle cx={x + 0.5} cy={y + 0.5} r={0.5 + 1.2 * unit} stroke="#000" strokeWidth={0.5 * unit} />
      <circle cx={x + 0.5} cy={y + 0.5} r={0.5 + 1.2 * unit} stroke="#fff" strokeWidth={0.26 * unit} />
    </g>
  );
}

function Outlined({ d, color, testId, unit }: { d: string; color: string; testId: string; unit: number }) {
  return (
    <g fill="none" strokeLinecap="square" data-testid={testId}>
      <path d={d} stroke="#000" strokeOpacity={0.7} strokeWidth={0.34 * unit} />
      <path d={d} stroke={color} strokeWidth={0.18 * unit} />
    </g>
  );
}
