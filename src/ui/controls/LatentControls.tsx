import { useState } from "react";
import { resetAllLatents, varyLatent } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { LATENT_LIMIT } from "../../viewer/state/lens-state";
import { shownLatent } from "../../viewer/views/derived";
import { useText } from "../text";
import { LatentEntry } from "./LatentEntry";
import "./latent.css";

const GROUP_SIZE = 16;

/** All latent entries, in groups of 16 that open one by one. */
export function LatentControls() {
  const text = useText();
  const size = useStore((state) => state.latentSize);
  const edited = useStore((state) => Object.keys(state.lens.edits).length);
  const locked = useStore((state) => state.lens.locks.length);
  const starts = Array.from({ length: Math.ceil(size / GROUP_SIZE) }, (_, group) => group * GROUP_SIZE);
  return (
    <div className="panel">
      <div className="control-line">
        <h2>{text.latent.heading}</h2>
        <div className="button-row">
          <button type="button" onClick={varyLatent} title={text.latent.varyHelp}>
            {text.latent.vary}
          </button>
          <button type="button" onClick={resetAllLatents} disabled={edited === locked}>
            {text.latent.resetAll}
          </button>
        </div>
      </div>
      <p className="quiet">{text.latent.help(size)}</p>
      <p className="quiet figures" data-testid="latent-edited">
        {text.latent.edited(edited)}
      </p>
      <div>
        {starts.map((start) => (
          <LatentGroup key={start} start={start} end={Math.min(size, start + GROUP_SIZE)} />
        ))}
      </div>
    </div>
  );
}

interface GroupProps {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

function LatentGroup({ start, end }: GroupProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const indices = Array.from({ length: end - start }, (_, offset) => start + offset);
  return (
    <details className="latent-group" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="figures">{text.latent.group(start, end - 1)}</span>
        <Sparkline start={start} end={end} />
      </summary>
      {open && indices.map((index) => <LatentEntry key={index} index={index} />)}
    </details>
  );
}

/** The group's values as bars up and down from 0; entries set by hand in the accent colour. */
function Sparkline({ start, end }: GroupProps) {
  const latent = useStore(shownLatent);
  const edits = useStore((state) => state.lens.edits);
  const bars = Array.from(latent.subarray(start, end), (value, offset) => {
    const height = Math.min(1, Math.abs(value) / LATENT_LIMIT);
    return (
      <rect
        // The bars have no identity but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        key={offset}
        x={offset + 0.15}
        width={0.7}
        y={value > 0 ? -height : 0}
        height={Math.max(height, 0.02)}
        className={start + offset in edits ? "spark-edited" : undefined}
      />
    );
  });
  return (
    <svg className="spark" viewBox={`0 -1 ${end - start} 2`} preserveAspectRatio="none" aria-hidden="true">
      {bars}
    </svg>
  );
}
