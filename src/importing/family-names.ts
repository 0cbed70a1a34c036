/** What a family's names may look like in a file: to find where a generator begins, and which family is nearest. */
import type { Family, Names, Piece } from "./vocabulary";

/** All alternatives of a name. */
export function alternatives(names: Names): readonly string[] {
  return typeof names === "string" ? [names] : names;
}

/** One name inside another; either may be empty. */
export function within(scope: string, name: string): string {
  if (scope === "" || name === "") return scope + name;
  return `${scope}.${name}`;
}

/** A name's pattern: `#` is a number, all else is itself. */
export function patternOf(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("#", "\\d+");
}

/** The numbers that stand for the `#` of a name in a file, in order. */
export function numbersIn(keys: Iterable<string>, name: string): number[] {
  const [before, after] = name.split("#");
  const pattern = new RegExp(`^${patternOf(before)}(\\d+)${patternOf(after)}(?:\\.|$)`);
  const found = new Set<number>();
  for (const key of keys) {
    const match = pattern.exec(key);
    if (match) found.add(Number(match[1]));
  }
  return [...found].sort((a, b) => a - b);
}

/** Patterns that stand for one thing each that the family's files have: any of the alternatives will do. */
export function slotsOf(family: Family): RegExp[] {
  return slots(family, family.pieces, "");
}

/** The pattern of the first weight of a family's generator, with what stands before it as the first group. */
export function anchorOf(family: Family): RegExp {
  const [first] = slotSources(family, family.pieces, "");
  return new RegExp(`^(|.*\\.)(?:${first})$`);
}

function slots(family: Family, pieces: readonly Piece[], scope: string): RegExp[] {
  return slotSources(family, pieces, scope).map((source) => new RegExp(`(?:^|\\.)(?:${source})$`));
}

function slotSources(family: Family, pieces: readonly Piece[], scope: string): string[] {
  const any = (sources: readonly string[]) => [sources.join("|")];
  const named = (names: Names, suffixes: readonly string[] = [""]) =>
    any(
      alternatives(names).flatMap((name) =>
        suffixes.map((suffix) => patternOf(within(within(scope, name), suffix))),
      ),
    );
  const weights = family.storages.map(({ weight }) => weight);
  return pieces.flatMap((piece): string[] => {
    switch (piece.piece) {
      case "dense":
      case "conv":
      case "deconv":
        return named(piece.name, weights);
      case "norm":
        return named(
          piece.name,
          piece.forms.flatMap(({ mean }) => alternatives(mean)),
        );
      case "attention":
        return [piece.query, piece.key, piece.value, ...(piece.out === undefined ? [] : [piece.out])]
          .flatMap((part) =>
            named(
              alternatives(part).map((name) => within(piece.name, name)),
              weights,
            ),
          )
          .concat(named(alternatives(piece.gamma).map((name) => within(piece.name, name))));
      case "residual":
        return slotSources(family, [...piece.main, ...piece.shortcut], scope);
      case "repeat":
        return [
          ...slotSources(family, piece.each, within(scope, piece.over)),
          ...(piece.sites ? slotSources(family, [piece.sites.attention], scope) : []),
        ];
      case "either":
        return piece.of.flatMap((one) => slotSources(family, [one], scope));
      case "optional":
        return slotSources(family, [piece.of], scope);
      default:
        return [];
    }
  });
}
