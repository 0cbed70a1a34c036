import { resetImage } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { noise, psi } from "../../viewer/controls/table";
import { ControlChoice, ControlSlider } from "../inputs/controls";
import { useText } from "../text";
import { ClassChoice } from "./ClassChoice";
import { useClassText } from "./class-text";
import "../inputs/controls.css";

/** Which image: its class and truncation, and the noise where the code base of the model truncates it. The seed stands under the image. */
export function ImageControls() {
  const text = useText();
  const own = useClassText();
  const hasNoise = useStore(({ manifest, lens }) => manifest?.latent.truncated || lens.noise !== undefined);
  return (
    <div className="panel">
      <div className="control-line">
        <h2>{text.image.heading}</h2>
        <button type="button" onClick={resetImage}>
          {text.image.reset}
        </button>
      </div>
      <ClassChoice />
      <ControlSlider control={psi} help={text.image.psiHelp} />
      {hasNoise && <ControlChoice control={noise} texts={own.noises} />}
    </div>
  );
}
