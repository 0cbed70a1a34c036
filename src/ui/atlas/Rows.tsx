import { useEffect, useId, useMemo, useState } from "react";
import { cellCount } from "../../attention/grid";
import type { AtlasText } from "../../locales/en/atlas/atlas";
import { formatCount, formatWeight } from "../../render/format";
import { type AtlasState, useAtlas } from "../../state/atlas/atlas-store";
import { LayerMap } from "./LayerMap";
import { MapBar } from "./MapBar";
import { SquareMap } from "./SquareMap";
import { meanImage, placeOf, rowMaps } from "./shown";
import { useAtlasText } from "./text";

/** A screen reader would stumble over every cell that the pointer crosses. */
const QUIET_MS = 400;

/** The mean image, what the place on show in it reads, the mean row beside its deviation, and a map of all places. */
export function Rows() {
  const { views: text } = useAtlasText();
  const id = useId();
  const figures = useAtlas((state) => state.figures);
  const row = useAtlas((state) => state.row);
  const picture = useMemo(() => figures && meanImage(figures), [figures]);
  const maps = useMemo(() => figures && row && rowMaps(figures, row), [figures, row]);
  const at = figures && row && placeOf(figures, row.query);
  const uniform = figures && { value: 1 / cellCount(figures.keyGrid), label: text.uniform };
  return (
    <section className="atlas-rows" aria-label={text.heading}>
      <figure>
        <h2>{text.image}</h2>
        <SquareMap
          label={text.image}
          testId="mean-image"
          describedBy={`${id}-help`}
          picture={picture}
          empty={text.empty}
        />
        <p className="quiet" id={`${id}-help`}>
          {text.imageHelp}
        </p>
      </figure>
      <figure>
        <h2>{text.row}</h2>
        <SquareMap label={text.row} testId="mean-row" map={maps?.mean} />
        <div className="color-bar-place">
          {maps && uniform && <MapBar scale={maps.mean.scale} axis={text.weight} uniform={uniform} />}
        </div>
        <p className="quiet figures" data-testid="row-help" data-query={row?.query} data-count={row?.count}>
          {at && row && text.rowHelp(at.x, at.y, formatCount(row.count))}
        </p>
      </figure>
      <figure>
        <h2>{text.deviation}</h2>
        <SquareMap label={text.deviation} testId="row-deviation" map={maps?.deviation} />
        <div className="color-bar-place">
          {maps && <MapBar scale={maps.deviation.scale} axis={text.deviationAxis} />}
        </div>
        <p className="quiet">{text.deviationHelp}</p>
      </figure>
      <LayerMap />
      <Spoken />
    </section>
  );
}

/** Says what the place on show reads, once it has not moved for a moment. */
function Spoken() {
  const { views: text } = useAtlasText();
  const [sentence, setSentence] = useState("");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setSentence(spoken(useAtlas.getState(), text)), QUIET_MS);
    };
    // Not with each seed more.
    const end = useAtlas.subscribe(({ row, figures }, before) => {
      if (row?.query !== before.row?.query || figures !== before.figures) follow();
    });
    follow();
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [text]);
  return (
    <p className="quiet figures atlas-spoken" aria-live="polite" data-testid="atlas-spoken">
      {sentence}
    </p>
  );
}

function spoken({ row, figures }: AtlasState, text: AtlasText["views"]): string {
  if (!row || !figures) return "";
  const key = row.mean.reduce((best, weight, at) => (weight > row.mean[best] ? at : best), 0);
  return text.spoken({
    ...placeOf(figures, row.query),
    keyX: key % figures.keyGrid.width,
    keyY: Math.floor(key / figures.keyGrid.width),
    mean: formatWeight(row.mean[key]),
    deviation: formatWeight(row.deviation[key]),
    count: formatCount(row.count),
  });
}
