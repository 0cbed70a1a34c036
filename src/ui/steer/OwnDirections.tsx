import { useMemo } from "react";
import { asLensError } from "../../model/errors";
import {
  addDirection,
  removeDirection,
  renameDirection,
  stepAlongOwn,
} from "../../state/collection/saved-images";
import { addNotice } from "../../state/store/notices";
import { useStore } from "../../state/store/store";
import { ownDirection } from "../../viewer/controls/table";
import { readDirection, writeDirection } from "../../viewer/files/direction-file";
import { MAX_NAME, type OwnDirection } from "../../viewer/state/lens-state";
import { ownReach } from "../../viewer/views/own-reach";
import { ControlSlider } from "../inputs/controls";
import { FileButton } from "../inputs/FileButton";
import { Strip } from "../inputs/Strip";
import { saveFile } from "../save-file";
import { useText } from "../text";
import { useRecipe } from "../use-recipe";

/** Shares of its reach that the filmstrip shows. */
const FRAMES = [-1, -0.5, 0, 0.5, 1];

/** Directions that the person made: from one image to another, with a name, as sliders and as files. */
export function OwnDirections() {
  const text = useText();
  const model = useStore((state) => state.lens.model);
  const size = useStore((state) => state.latentSize);
  const all = useStore((state) => state.lens.ownDirections);
  const here = all.filter((direction) => direction.model === model);
  const open = async (files: readonly File[]) => {
    for (const file of files) {
      try {
        addDirection(readDirection(await file.text(), file.name, { model, size }));
      } catch (error) {
        addNotice(asLensError(error));
      }
    }
  };
  return (
    <section className="steer-part" data-testid="own-directions" aria-label={text.directions.own}>
      <h3>{text.directions.own}</h3>
      {here.length === 0 && <p className="quiet">{text.directions.ownHelp}</p>}
      {here.map((direction) => (
        <Own key={direction.id} direction={direction} />
      ))}
      <FileButton label={text.directions.import} accept="application/json,.json" multiple onFiles={open} />
    </section>
  );
}

function Own({ direction }: { readonly direction: OwnDirection }) {
  const text = useText();
  const recipe = useRecipe();
  const kept = useStore((state) => state.lens.kept);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state's part that it depends on.
  const reached = useMemo(() => ownReach(useStore.getState(), direction), [recipe, kept, direction]);
  const { own } = recipe;
  const { id, name, length } = direction;
  const step = own[id] ?? 0;
  const items = FRAMES.map((share) => ({
    label: text.directions.frame(name, Number((share * length).toFixed(1))),
    caption: (share * length).toFixed(1),
    recipe: { ...recipe, own: share === 0 ? without(own, id) : { ...own, [id]: share * length } },
    chosen: step === share * length,
  }));
  const save = () =>
    saveFile(new Blob([writeDirection(direction)], { type: "application/json" }), `${fileName(name)}.json`);
  return (
    <div className="own-direction" data-testid="own-direction">
      <div className="name-line">
        <input
          type="text"
          key={name}
          defaultValue={name}
          maxLength={MAX_NAME}
          aria-label={text.directions.rename(name)}
          onBlur={(event) => renameDirection(id, event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        />
        <button type="button" aria-label={text.directions.exportOne(name)} onClick={save}>
          {text.directions.export}
        </button>
        <button
          type="button"
          aria-label={text.directions.removeOne(name)}
          onClick={() => removeDirection(id)}
        >
          {text.directions.remove}
        </button>
      </div>
      <ControlSlider
        control={ownDirection}
        of={id}
        label={name}
        hidesLabel
        reach={length}
        help={reached === undefined ? "" : text.directions.ownReach(reached.toFixed(1))}
      />
      <Strip
        items={items}
        testId="own-filmstrip"
        onChoose={(place) => stepAlongOwn(direction, FRAMES[place] * length)}
      />
    </div>
  );
}

function without(steps: Readonly<Record<string, number>>, id: string): Record<string, number> {
  const { [id]: _, ...rest } = steps;
  return rest;
}

/** A name fit for a file on every system. */
const fileName = (name: string) =>
  name.replaceAll(/[^\p{L}\p{N}-]+/gu, "-").replace(/^-|-$/g, "") || "direction";
