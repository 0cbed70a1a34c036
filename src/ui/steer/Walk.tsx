import { useId, useState } from "react";
import { walkLength, walkPlace } from "../../latent/walk";
import { formatPercent } from "../../render/format";
import { stopWalk } from "../../state/collection/playing";
import {
  addKeyFrame,
  clearWalk,
  moveKeyFrame,
  removeKeyFrame,
  standAt,
  walkIsHere,
  walkOfSeeds,
  walkShape,
} from "../../state/collection/walk";
import { playWalk } from "../../state/collection/walk-player";
import { useStore } from "../../state/store/store";
import { walkLoop, walkSeconds } from "../../viewer/controls/table";
import { ControlFlag, ControlSlider } from "../inputs/controls";
import { Fold } from "../inputs/Fold";
import { Strip } from "../inputs/Strip";
import { useText } from "../text";
import { WalkRecorder } from "./WalkRecorder";
import "../inputs/actions.css";
import "./steer.css";

const RANDOM_FRAMES = 4;

/** Key frames on a timeline: played, scrubbed, recorded. */
export function Walk() {
  const text = useText();
  return (
    <Fold heading={text.walk.heading} testId="walk">
      <Timeline />
    </Fold>
  );
}

function Timeline() {
  const text = useText();
  const ready = useStore((state) => state.engine.phase === "ready");
  const here = useStore(walkIsHere);
  const frames = useStore((state) => state.lens.walk.frames);
  const playable = here && frames.length > 1;
  return (
    <div className="panel">
      <p className="quiet">{text.walk.help}</p>
      {!ready && <p className="quiet">{text.walk.needsEngine}</p>}
      {!here && <p className="quiet">{text.walk.foreign}</p>}
      <div className="actions">
        <button type="button" onClick={() => addKeyFrame()}>
          {text.walk.add}
        </button>
        <button type="button" onClick={() => walkOfSeeds(RANDOM_FRAMES)}>
          {text.walk.random}
        </button>
        <button type="button" onClick={clearWalk} disabled={frames.length === 0}>
          {text.walk.clear}
        </button>
      </div>
      {here && frames.length > 0 && <KeyFrames />}
      {playable && <Transport />}
      {playable && <WalkRecorder />}
    </div>
  );
}

/** The key frames by their images; the chosen one can be moved or taken out. */
function KeyFrames() {
  const text = useText();
  const { frames, at } = useStore((state) => state.lens.walk);
  const snapshot = useStore((state) => state.lens.snapshot);
  const [chosen, setChosen] = useState<number>();
  const items = frames.map((recipe, place) => ({
    label: text.walk.frame(place + 1, recipe.seed),
    caption: `${place + 1}`,
    recipe: { ...recipe, snapshot },
    chosen: place === at,
  }));
  const move = (place: number, by: -1 | 1) => {
    moveKeyFrame(place, by);
    setChosen(place + by);
  };
  return (
    <>
      <Strip
        items={items}
        testId="key-frames"
        onChoose={(place) => {
          stopWalk();
          setChosen(place);
          standAt(place);
        }}
      />
      {chosen !== undefined && chosen < frames.length && (
        <div className="actions">
          <span className="quiet figures">{text.walk.frame(chosen + 1, frames[chosen].seed)}</span>
          <button type="button" disabled={chosen === 0} onClick={() => move(chosen, -1)}>
            {text.walk.earlier}
          </button>
          <button type="button" disabled={chosen === frames.length - 1} onClick={() => move(chosen, 1)}>
            {text.walk.later}
          </button>
          <button
            type="button"
            onClick={() => {
              removeKeyFrame(chosen);
              setChosen(undefined);
            }}
          >
            {text.walk.remove}
          </button>
        </div>
      )}
    </>
  );
}

/** Playing, the place on the walk, its speed. */
function Transport() {
  const text = useText();
  const id = useId();
  const walk = useStore((state) => state.lens.walk);
  const walking = useStore((state) => state.walking);
  const ready = useStore((state) => state.engine.phase === "ready");
  const shape = walkShape(walk);
  const { from, to, share } = walkPlace(shape, walk.at);
  const place =
    share === 0
      ? text.walk.positionText(from + 1, from + 1, "")
      : text.walk.positionText(from + 1, to + 1, formatPercent(Math.round(share * 100) / 100));
  return (
    <>
      <div className="timeline">
        <button
          type="button"
          className="play"
          disabled={!ready}
          aria-pressed={walking}
          onClick={walking ? stopWalk : playWalk}
        >
          {walking ? text.walk.stop : text.walk.play}
        </button>
        <input
          id={id}
          type="range"
          aria-label={text.walk.position}
          aria-valuetext={place}
          min={0}
          max={walkLength(shape)}
          step="any"
          value={walk.at}
          onChange={(event) => {
            stopWalk();
            standAt(event.target.valueAsNumber);
          }}
        />
      </div>
      <output className="quiet figures" htmlFor={id} data-testid="walk-place">
        {place}
      </output>
      <ControlSlider control={walkSeconds} help={text.walk.speedHelp} />
      <ControlFlag control={walkLoop} />
    </>
  );
}
