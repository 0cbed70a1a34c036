import { useId } from "react";
import { useShallow } from "zustand/react/shallow";
import { setView } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { COLORMAPS, type Colormap, CURVES, MAX_LINKS, OVERLAYS, SCALES } from "../../viewer/state/lens-state";
import { Choice } from "../inputs/Choice";
import { Slider } from "../inputs/Slider";
import { useText } from "../text";

/** How the map is shown: over the image, in which colours, to which scale. */
export function MapControls() {
  const text = useText();
  const id = useId();
  const { overlay, opacity, colormap, scale, curve, smooth, mass, links, reach } = useStore(
    useShallow(({ lens: { overlay, opacity, colormap, scale, curve, smooth, mass, links, reach } }) => ({
      overlay,
      opacity,
      colormap,
      scale,
      curve,
      smooth,
      mass,
      links,
      reach,
    })),
  );
  return (
    <div className="panel">
      <h2>{text.map.controlsHeading}</h2>
      <Choice
        label={text.map.overlay}
        value={overlay}
        options={OVERLAYS}
        texts={text.map.overlayModes}
        onChange={(next) => setView({ overlay: next })}
      />
      <Slider
        label={text.map.opacity}
        help={text.map.opacityHelp}
        value={opacity}
        min={0}
        max={1}
        step={0.01}
        onChange={(next) => setView({ opacity: next })}
      />
      <Choice
        label={text.map.scale}
        value={scale}
        options={SCALES}
        texts={text.map.scales}
        onChange={(next) => setView({ scale: next })}
      />
      <Choice
        label={text.map.curve}
        value={curve}
        options={CURVES}
        texts={text.map.curves}
        onChange={(next) => setView({ curve: next })}
      />
      <div className="control">
        <div className="control-line">
          <label htmlFor={id}>{text.map.colormap}</label>
          <select
            id={id}
            value={colormap}
            aria-describedby={`${id}-help`}
            onChange={(event) => setView({ colormap: event.target.value as Colormap })}
          >
            {COLORMAPS.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
        <p id={`${id}-help`} className="quiet">
          {text.map.colormapHelp}
        </p>
      </div>
      <Slider
        label={text.map.mass}
        help={text.map.massHelp}
        value={mass}
        shown={mass === 0 ? text.map.noOutline : `${Math.round(mass * 100)} %`}
        min={0}
        max={0.95}
        step={0.05}
        onChange={(next) => setView({ mass: next })}
      />
      <Slider
        label={text.map.links}
        help={text.map.linksHelp}
        value={links}
        shown={String(links)}
        min={0}
        max={MAX_LINKS}
        step={1}
        onChange={(next) => setView({ links: next })}
      />
      <div className="control">
        <label className="check">
          <input
            type="checkbox"
            checked={reach}
            aria-describedby={`${id}-reach`}
            onChange={(event) => setView({ reach: event.target.checked })}
          />
          {text.map.reach}
        </label>
        <p id={`${id}-reach`} className="quiet">
          {text.map.reachHelp}
        </p>
      </div>
      <div className="control">
        <label className="check">
          <input
            type="checkbox"
            checked={smooth}
            aria-describedby={`${id}-smooth`}
            onChange={(event) => setView({ smooth: event.target.checked })}
          />
          {text.map.smooth}
        </label>
        <p id={`${id}-smooth`} className="quiet">
          {text.map.smoothHelp}
        </p>
      </div>
    </div>
  );
}
