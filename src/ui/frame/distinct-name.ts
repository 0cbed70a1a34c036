/** Names in a list of models. */
import type { Localised } from "../../locales/localised";

interface Named {
  readonly id: string;
  readonly name?: Localised | undefined;
}

/** What a model is called in a list: by its name, with its id where another of the list has the same; by its id where it has none. */
export function distinctName(
  { id, name }: Named,
  all: readonly Named[],
  localised: (name: Localised) => string,
): string {
  if (!name) return id;
  const own = localised(name);
  const isAlone = all.every((other) => other.id === id || !other.name || localised(other.name) !== own);
  return isAlone ? own : `${own} (${id})`;
}
