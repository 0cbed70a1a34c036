import { useState } from "react";
import { setClasses } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { listedClasses } from "../../viewer/state/class-list";
import { recipeOf } from "../../viewer/state/recipe";
import { mainClass } from "../../viewer/views/derived";
import { Strip } from "../inputs/Strip";
import { useLocalised, useText } from "../text";
import { ClassMix } from "./ClassMix";
import { ClassSearch } from "./ClassSearch";

/** Which class a conditional model draws, each shown with the latent of the image on show; of many classes, some. */
export function ClassChoice() {
  const text = useText();
  const localised = useLocalised();
  const lens = useStore((state) => state.lens);
  const classes = useStore((state) => state.manifest?.classes);
  const chosen = useStore(mainClass);
  const [search, setSearch] = useState("");
  const names = (classes ?? []).map(({ name }) => localised(name));
  if (!classes) return null;
  const place = classes.findIndex(({ id }) => id === chosen);
  const listed = listedClasses(names, place < 0 ? [] : [place], search);
  const items = listed.map((index) => ({
    label: names[index],
    caption: names[index],
    recipe: { ...recipeOf(lens), classes: { [classes[index].id]: 1 } },
    chosen: index === place,
  }));
  return (
    <fieldset className="control" data-testid="class-choice">
      <legend>{text.image.class}</legend>
      <ClassSearch value={search} shown={listed.length} count={classes.length} onChange={setSearch} />
      <Strip
        items={items}
        testId="class-strip"
        size="large"
        onChoose={(at) => setClasses({ [classes[listed[at]].id]: 1 })}
      />
      <p className="quiet">{text.image.classHelp}</p>
      <ClassMix />
    </fieldset>
  );
}
