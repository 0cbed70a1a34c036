import { useMemo } from "react";
import { localised } from "../../locales/localised";
import { useStore } from "../../state/store/store";
import { listNames } from "../../viewer/state/class-list";
import { useLocale } from "../locale";

/** What the classes of the opened model are called in lists, in their order; none for a model without classes. */
export function useClassNames(): readonly string[] {
  const language = useLocale((locale) => locale.language);
  const classes = useStore((state) => state.manifest?.classes);
  return useMemo(() => {
    const names = (classes ?? []).map(({ name }) => localised(name, language));
    return listNames(names, classes ?? []);
  }, [classes, language]);
}
