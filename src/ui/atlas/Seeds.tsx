import { useEffect, useLayoutEffect, useRef } from "react";
import { useShallow } from "zustand/react/shallow";
import type { RankedSeed } from "../../atlas/atlas";
import { drawImagePixels } from "../../render/canvas";
import { formatFixed } from "../../render/format";
import { seedHash } from "../../state/atlas/atlas-hash";
import { classesOfSeed, useAtlas } from "../../state/atlas/atlas-store";
import { generateSeedImages, listedQuery, seedsAt } from "../../state/atlas/seed-images";
import { useLocale } from "../locale";
import { useAtlasText } from "./text";

/** The most typical and the most unusual seeds at the pinned query, as images that open in the lens. */
export function Seeds() {
  const { seeds: text } = useAtlasText();
  const figures = useAtlas((state) => state.figures);
  const cell = useAtlas(useShallow(listedQuery));
  useEffect(() => {
    if (figures && cell) void generateSeedImages();
  }, [figures, cell]);
  if (!figures || !cell) return null;
  const { typical, unusual } = seedsAt(figures, cell);
  return (
    <section className="atlas-seeds" aria-label={text.heading(cell.x, cell.y)} data-testid="atlas-seeds-at">
      <h2>{text.heading(cell.x, cell.y)}</h2>
      <p className="quiet">{text.help}</p>
      <div className="atlas-seed-rows">
        <SeedRow heading={text.typical} seeds={typical} testId="typical" />
        <SeedRow heading={text.unusual} seeds={unusual} testId="unusual" />
      </div>
    </section>
  );
}

interface SeedRowProps {
  readonly heading: string;
  readonly seeds: readonly RankedSeed[];
  readonly testId: string;
}

function SeedRow({ heading, seeds, testId }: SeedRowProps) {
  return (
    <div>
      <h3>{heading}</h3>
      <ul data-testid={testId}>
        {seeds.map((one) => (
          <li key={one.seed}>
            <SeedLink {...one} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function SeedLink({ seed, variation }: RankedSeed) {
  const { seeds: text } = useAtlasText();
  const language = useLocale((locale) => locale.language);
  const canvas = useRef<HTMLCanvasElement>(null);
  const pixels = useAtlas((state) => state.seedImages.get(seed));
  const choice = useAtlas((state) => state.choice);
  const classes = useAtlas(useShallow((state) => classesOfSeed(state, seed)));
  const cell = useAtlas(useShallow(listedQuery));
  useLayoutEffect(() => {
    if (canvas.current && pixels) drawImagePixels(canvas.current, pixels, Math.sqrt(pixels.length / 4));
  }, [pixels]);
  const hash = seedHash(choice, seed, classes, cell ?? null);
  const number = formatFixed(variation);
  return (
    <a
      href={`./?lang=${language}#${hash}`}
      aria-label={text.open(`${seed}`, number)}
      data-seed={seed}
      data-ready={pixels !== undefined}
    >
      {/* A new one where the image is not known any more: the old one keeps its pixels. */}
      <canvas ref={canvas} key={pixels ? "drawn" : "empty"} />
      <span className="quiet figures">{text.seed(`${seed}`)}</span>
      <span className="quiet figures">{number}</span>
    </a>
  );
}
