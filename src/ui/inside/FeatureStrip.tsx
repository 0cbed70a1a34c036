import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { drawFeatures, drawImagePixels } from "../../render/canvas";
import type { FeatureMap } from "../../runtime/api/types";
import { inside } from "../../state/engine/viewer";
import { useStore } from "../../state/store/store";
import { shownImage } from "../../viewer/views/derived";
import { Fold } from "../inputs/Fold";
import { useText } from "../text";
import "./inside.css";

/** One channel of the features at every stage, from the first grid to the image, with the attention in its place. */
export function FeatureStrip() {
  const text = useText();
  return (
    <Fold heading={text.inside.heading} testId="inside">
      <Strip />
    </Fold>
  );
}

function Strip() {
  const text = useText();
  const image = useStore(shownImage);
  const [channels, setChannels] = useState<Readonly<Record<number, number>>>({});
  const [maps, setMaps] = useState<readonly FeatureMap[]>();
  useEffect(() => {
    let wanted = image?.from === "engine";
    inside.features(channels).then(
      (found) => {
        if (wanted && found) setMaps(found);
      },
      // Errors of the engine itself are shown in its status.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [image, channels]);
  if (!maps || !image) return <p className="quiet">{text.inside.needsEngine}</p>;
  return (
    <>
      <p className="quiet">{text.inside.help}</p>
      <ol className="feature-strip">
        {maps.map((map) => (
          <Stage
            key={map.stage}
            map={map}
            onChannel={(channel) => setChannels({ ...channels, [map.stage]: channel })}
          />
        ))}
        <li>
          <PictureTile pixels={image.pixels} size={image.size} />
          <p className="quiet figures">{text.inside.image(image.size)}</p>
        </li>
      </ol>
    </>
  );
}

function Stage({
  map,
  onChannel,
}: {
  readonly map: FeatureMap;
  readonly onChannel: (channel: number) => void;
}) {
  const text = useText();
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, values, channels, channel, site } = map;
  useLayoutEffect(() => {
    if (canvas.current) drawFeatures(canvas.current, { width, height }, values);
  }, [width, height, values]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (
    <li data-site={site} data-testid="feature-map">
      <canvas ref={canvas} className="stage-map" />
      <p className="quiet figures">{site ? text.inside.site(site) : text.inside.grid(width, height)}</p>
      <label className="quiet" htmlFor={id}>
        {text.inside.channel(channel, channels)}
      </label>
      <input
        id={id}
        type="number"
        min={0}
        max={channels - 1}
        value={channel}
        onChange={(event) => {
          const next = event.target.valueAsNumber;
          if (Number.isInteger(next) && next >= 0 && next < channels) onChannel(next);
        }}
      />
      <p className="quiet figures">
        {low.toPrecision(2)} – {high.toPrecision(2)}
      </p>
    </li>
  );
}

function PictureTile({
  pixels,
  size,
}: {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly size: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current) drawImagePixels(canvas.current, pixels, size);
  }, [pixels, size]);
  return <canvas ref={canvas} className="stage-map" />;
}
