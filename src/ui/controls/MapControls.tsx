import { useId } from "react";
import {
  colormap,
  curve,
  links,
  mass,
  opacity,
  overlay,
  reach,
  scale,
  smooth,
} from "../../viewer/controls/table";
import { MapChoice, MapHelp } from "../explain/MapChoice";
import { QuerySpecificPart } from "../explain/QuerySpecificPart";
import { ControlChoice, ControlFlag, ControlSelect, ControlSlider } from "../inputs/controls";
import { useText } from "../text";
import { NARROW, useMedia } from "../use-media";

/** Which map is shown where it has no column of its own beside the image, and how it is shown. */
export function MapControls() {
  const isNarrow = useMedia(NARROW);
  return (
    <>
      {isNarrow && (
        <>
          <WhichMap />
          <QuerySpecificPart />
        </>
      )}
      <HowShown />
    </>
  );
}

function WhichMap() {
  const { map } = useText();
  const id = useId();
  return (
    <div className="panel">
      <h2>
        <label htmlFor={id}>{map.heading}</label>
      </h2>
      <MapChoice id={id} />
      <p id={`${id}-help`} className="quiet figures">
        <MapHelp />
      </p>
    </div>
  );
}

/** Over the image, in which colours, to which scale. */
function HowShown() {
  const { map } = useText();
  const id = useId();
  return (
    <div className="panel">
      <h2>{map.controlsHeading}</h2>
      <ControlChoice control={overlay} texts={map.overlayModes} />
      <ControlSlider control={opacity} help={map.opacityHelp} />
      <ControlChoice control={scale} texts={map.scales} />
      <ControlChoice control={curve} texts={map.curves} />
      <div className="control">
        <div className="control-line">
          <label htmlFor={id}>{map.colormap}</label>
          <ControlSelect control={colormap} id={id} />
        </div>
        <p id={`${id}-help`} className="quiet">
          {map.colormapHelp}
        </p>
      </div>
      <ControlSlider
        control={mass}
        help={map.massHelp}
        inWords={(share) => (share === 0 ? map.noOutline : `${Math.round(share * 100)} %`)}
      />
      <ControlSlider control={links} help={map.linksHelp} inWords={String} />
      <ControlFlag control={reach} help={map.reachHelp} />
      <ControlFlag control={smooth} help={map.smoothHelp} />
    </div>
  );
}
