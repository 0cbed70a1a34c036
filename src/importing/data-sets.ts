/** Names of the classes of public data sets, for generators whose code base is trained on them. */
import type { Manifest } from "../model/formats/manifest";

/** A class's name by language. */
export type ClassName = NonNullable<Manifest["classes"]>[number]["name"];

/** A data set that code bases are trained on, its classes in the usual order. */
export type DataSetId = "imagenet" | "cifar10";

export interface DataSet {
  /** As it is called. */
  readonly name: string;
  readonly classes: number;
  /** Pixels along a side of the generated images, where the data set has one size. */
  readonly size?: number;
  /** The name of each class, by its number. */
  readonly names: () => Promise<readonly ClassName[]>;
}

export const DATA_SETS: Readonly<Record<DataSetId, DataSet>> = {
  // By the identifiers of WordNet, as folders are sorted. Synonyms stand behind commas. There is no Korean list under a clear licence.
  imagenet: {
    name: "ImageNet",
    classes: 1000,
    async names() {
      const { IMAGENET_CLASSES } = await import("@tensorflow-models/mobilenet/dist/imagenet_classes.js");
      return Array.from({ length: 1000 }, (_, label) => ({ en: IMAGENET_CLASSES[label] }));
    },
  },
  cifar10: {
    name: "CIFAR-10",
    classes: 10,
    size: 32,
    names: async () => [
      { en: "airplane", ko: "비행기" },
      { en: "automobile", ko: "자동차" },
      { en: "bird", ko: "새" },
      { en: "cat", ko: "고양이" },
      { en: "deer", ko: "사슴" },
      { en: "dog", ko: "개" },
      { en: "frog", ko: "개구리" },
      { en: "horse", ko: "말" },
      { en: "ship", ko: "배" },
      { en: "truck", ko: "트럭" },
    ],
  },
};

/**
 * The data set that a generator was likely trained on, by what its code base is trained on, its classes and the size of its images.
 * @param usual data sets of the code base
 */
export function dataSetOf(
  usual: readonly DataSetId[] = [],
  classes: number | undefined,
  imageSize: number,
): DataSet | undefined {
  return usual
    .map((id) => DATA_SETS[id])
    .find((set) => set.classes === classes && (set.size === undefined || set.size === imageSize));
}
