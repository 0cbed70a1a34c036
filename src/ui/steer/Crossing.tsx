import { shallow } from "zustand/shallow";
import { crossLayer } from "../../state/collection/saved-images";
import { useStore } from "../../state/store/store";
import type { SavedImage } from "../../viewer/state/lens-state";
import { classLayers, heaviestClass } from "../../viewer/views/derived";
import { useClassNames } from "../controls/use-class-names";
import { useText } from "../text";
import "../inputs/actions.css";

/** Layer by layer, whose class is drawn: the common one, or that of the chosen image. */
export function Crossing({ image }: { readonly image: SavedImage }) {
  const text = useText();
  const names = useClassNames();
  const manifest = useStore((state) => state.manifest);
  const crossed = useStore((state) => state.lens.layerClasses);
  if (!manifest?.classes) return null;
  const { classes } = image.recipe;
  const [first] = manifest.classes;
  const heaviest = heaviestClass(
    classes,
    manifest.classes.map(({ id }) => id),
  );
  const main = Math.max(
    0,
    manifest.classes.findIndex(({ id }) => id === heaviest),
  );
  // A saved image without a class shows the model's first class.
  const taken = Object.keys(classes).length > 0 ? classes : { [first.id]: 1 };
  return (
    <fieldset className="steer-part" data-testid="crossing">
      <legend>{text.mix.cross}</legend>
      <p className="quiet">{text.mix.crossHelp(names[main])}</p>
      <div className="checks">
        {classLayers(manifest).map(({ layer, size }) => (
          <label className="check figures" key={layer}>
            <input
              type="checkbox"
              checked={crossed[layer] !== undefined && shallow(crossed[layer], taken)}
              onChange={(event) => crossLayer(layer, event.target.checked ? taken : undefined)}
            />
            {text.mix.layer(size)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
