/** The description of an imported generator, but for its files. */
import type { ClassName } from "./data-sets";
import type { Imported } from "./imported";
import type { Plan } from "./plan/plan";

/** Of a file's name in the model's, which stands in a list. */
const LONGEST_FILE = 40;
const shortened = (file: string) =>
  file.length > LONGEST_FILE ? `${file.slice(0, LONGEST_FILE - 1)}…` : file;

/**
 * @param kept numbers of the classes in the file
 * @param classNames by number; a class that has none is called by its number
 */
export function manifestOf(
  { family, layers, latent, image }: Plan,
  kept: readonly number[] | undefined,
  file: string,
  classNames?: ReadonlyMap<number, ClassName>,
): Imported["manifest"] {
  return {
    format: "sagan-lens-model",
    version: 1,
    id: family.id,
    // The file first: several of a run differ in nothing else.
    name: { en: `${shortened(file)}: ${family.source}, ${image.size} px` },
    latent: {
      size: latent,
      distribution: "normal",
      ...(family.truncatedNoise && { truncated: true as const }),
    },
    classes:
      kept?.map((label) => {
        const name = classNames?.get(label) ?? { en: `Class ${label}`, ko: `클래스 ${label}` };
        return { id: `${label}`, name };
      }) ?? null,
    image: { ...image, range: [-1, 1] },
    generator: { layers: [...layers] },
    discriminator: null,
    snapshots: [],
    directions: null,
    log: null,
    golden: null,
    card: {
      data: "Unknown: a checkpoint does not say what it was trained on.",
      licence: "Unknown. Ask whoever trained it before pictures of it are passed on.",
      attribution: `The file ${file}, in the layout of ${family.source}.`,
      training: "Unknown: a checkpoint does not say how it was trained.",
      metrics: {},
      limits:
        "Imported: nothing here has compared it with its own code. What the file does not say was taken from that code; the report of the import lists it.",
    },
  };
}
