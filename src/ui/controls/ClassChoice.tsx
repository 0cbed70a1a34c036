import { setClasses } from "../../state/actions";
import { mainClass } from "../../state/derived";
import { recipeOf } from "../../state/recipe";
import { useStore } from "../../state/store";
import { useLocalised, useText } from "../text";
import { ClassMix } from "./ClassMix";
import { Strip } from "./Strip";

/** Which class a conditional model draws, each shown with the latent of the picture on show. */
export function ClassChoice() {
  const text = useText();
  const localised = useLocalised();
  const lens = useStore((state) => state.lens);
  const classes = useStore((state) => state.manifest?.classes);
  const chosen = useStore(mainClass);
  if (!classes) return null;
  const items = classes.map(({ id, name }) => ({
    label: localised(name),
    caption: localised(name),
    recipe: { ...recipeOf(lens), classes: { [id]: 1 } },
    chosen: id === chosen,
  }));
  return (
    <fieldset className="control" data-testid="class-choice">
      <legend>{text.picture.class}</legend>
      <Strip
        items={items}
        testId="class-strip"
        size="large"
        onChoose={(place) => setClasses({ [classes[place].id]: 1 })}
      />
      <p className="quiet">{text.picture.classHelp}</p>
      <ClassMix />
    </fieldset>
  );
}
