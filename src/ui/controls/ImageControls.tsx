import { resetImage } from "../../state/store/actions";
import { psi } from "../../viewer/controls/table";
import { ControlSlider } from "../inputs/controls";
import { useText } from "../text";
import { ClassChoice } from "./ClassChoice";
import "../inputs/controls.css";

/** Which image: its class and truncation. The seed stands under the image. */
export function ImageControls() {
  const text = useText();
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
    </div>
  );
}
