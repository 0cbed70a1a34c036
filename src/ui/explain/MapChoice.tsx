import { type AttentionSite, rowsSumToOne } from "../../attention/site";
import type { Text } from "../../locales/en/page";
import { useStore } from "../../state/store/store";
import { map } from "../../viewer/controls/table";
import type { LensState } from "../../viewer/state/lens-state";
import { currentSite } from "../../viewer/views/derived";
import { cellInside } from "../../viewer/views/rows";
import { ControlSelect } from "../inputs/controls";
import { useText } from "../text";
import { usePainted } from "../use-painted";

/** Which map is shown. Its label stands beside it, and `MapHelp` in an element with the id `<id>-help`. */
export function MapChoice({ id }: { readonly id: string }) {
  const { maps } = useText();
  return <ControlSelect control={map} id={id} testId="map-choice" nameOf={(name) => maps[name].label} />;
}

/** What the map shows, with the query. */
export function MapHelp() {
  const text = useText();
  const site = useStore(currentSite);
  const name = useStore((state) => state.lens.map);
  const query = usePainted((state) => state.lens.query);
  const count = useStore((state) => state.lens.region.length);
  if (name === "row" && count > 0) return text.map.region(count);
  const { x, y } = site ? cellInside(site, query) : query;
  return mapHelp(text, name, site)(x, y);
}

/** What a map is, in a line. A column sums to 1 where rows do not. */
function mapHelp({ maps }: Text, name: LensState["map"], site: AttentionSite | undefined) {
  return name === "column" && site && !rowsSumToOne(site) ? maps.column.helpOver : maps[name].help;
}
