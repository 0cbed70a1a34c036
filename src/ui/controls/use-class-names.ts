import { useMemo } from "react";
import { localised } from "../../locales/localised";
import { pageLens } from "../../state/engine/viewer";
import { listNames } from "../../viewer/state/class-list";
import { useControlledLens } from "../inputs/controlled-lens";
import { useLocale } from "../locale";

/** What the classes of the opened model are called in lists, in their order; none for a model without classes. */
export function useClassNames(): readonly string[] {
  const language = useLocale((locale) => locale.language);
  const classes = useControlledLens(pageLens).useState((state) => state.manifest?.classes);
  return useMemo(() => {
    const names = (classes ?? []).map(({ name }) => localised(name, language));
    return listNames(names, classes ?? []);
  }, [classes, language]);
}
