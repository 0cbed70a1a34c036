import { setClasses } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { FEW_CLASSES, listedClasses } from "../../viewer/state/class-list";
import { mainClass } from "../../viewer/views/derived";
import { Fold } from "../inputs/Fold";
import { Strip } from "../inputs/Strip";
import { useText } from "../text";
import { useRecipe } from "../use-recipe";
import { ClassBox } from "./ClassBox";
import { ClassMix } from "./ClassMix";
import { useClassText } from "./class-text";
import { useClassNames } from "./use-class-names";

/** Which class a conditional model draws: of a few each by its image, of many by name or number. */
export function ClassChoice() {
  const text = useText();
  const own = useClassText();
  const classes = useStore((state) => state.manifest?.classes);
  const chosen = useStore(mainClass);
  const names = useClassNames();
  if (!classes) return null;
  const choose = (place: number) => setClasses({ [classes[place].id]: 1 });
  const isMany = classes.length > FEW_CLASSES;
  return (
    <fieldset className="control" data-testid="class-choice">
      <legend>{text.image.class}</legend>
      {isMany && (
        <ClassBox
          classes={classes}
          names={names}
          chosen={classes.findIndex(({ id }) => id === chosen)}
          onChoose={choose}
        />
      )}
      {!isMany && <ClassStrip onChoose={choose} />}
      <p className="quiet">{own.classHelp}</p>
      {isMany && (
        <Fold heading={own.classImages} testId="class-images">
          <ClassStrip onChoose={choose} />
        </Fold>
      )}
      <ClassMix />
    </fieldset>
  );
}

/** Classes by the image that the latent of the image on show gives in each; of many, the chosen one and a few more. */
function ClassStrip({ onChoose }: { readonly onChoose: (place: number) => void }) {
  const recipe = useRecipe();
  const classes = useStore((state) => state.manifest?.classes);
  const chosen = useStore(mainClass);
  const names = useClassNames();
  if (!classes) return null;
  const place = classes.findIndex(({ id }) => id === chosen);
  const listed = listedClasses(classes, place < 0 ? [] : [place], "");
  const items = listed.map((at) => ({
    label: names[at],
    caption: names[at],
    recipe: { ...recipe, classes: { [classes[at].id]: 1 } },
    chosen: at === place,
  }));
  return <Strip items={items} testId="class-strip" size="large" onChoose={(at) => onChoose(listed[at])} />;
}
