/**
 * The six styles of the avatars data set and what each one may draw.
 *
 * Chosen for their licences, for faces that fill the frame, and for parts that have to agree across the image: both eyes, both
 * lenses of a pair of glasses, hair on the left and on the right, shoulders, and the background on both sides. Winks are left
 * out, because both eyes should agree; masks and costumes are left out, because they hide what should agree.
 */
import * as adventurer from "@dicebear/adventurer";
import * as bigSmile from "@dicebear/big-smile";
import type { Style } from "@dicebear/core";
import * as lorelei from "@dicebear/lorelei";
import * as micah from "@dicebear/micah";
import * as personas from "@dicebear/personas";
import * as toonHead from "@dicebear/toon-head";

/** Options of one style beside the seed, as @dicebear/core takes them. */
export type StyleOptions = Record<string, string[] | number | boolean>;

/** One class of the data set. */
export interface AvatarStyle {
  /** The name of the class and of its folder. */
  readonly id: string;
  readonly style: Style<object>;
  readonly options: StyleOptions;
}

/** Plain colours behind a face, as six hexadecimal digits. */
export const BACKGROUNDS: string[] = [
  "ffd5dc",
  "ffdfbf",
  "d1d4f9",
  "c0aede",
  "b6e3f4",
  "c9e8c1",
  "fff3b0",
  "e8e8e8",
];

const HAIR = ["2c1b18", "71472d", "b5651d", "e9b729", "ab2a18", "605de4", "238d80", "dba3be"];
const CLOTHES = ["456dff", "54d7c7", "7555ca", "6dbb58", "e24553", "f3b63a", "f55d81", "545454"];
const SKIN = ["ffe0c7", "edb98a", "c98a5e", "8d5524", "5c3a21"];

export const AVATAR_STYLES: readonly AvatarStyle[] = [
  {
    id: "adventurer",
    style: adventurer as Style<object>,
    options: {
      featuresProbability: 0,
      glassesProbability: 25,
      earringsProbability: 30,
      hairColor: HAIR,
      skinColor: SKIN,
    },
  },
  {
    id: "big-smile",
    style: bigSmile as Style<object>,
    options: {
      accessories: ["glasses", "sunglasses", "catEars"],
      accessoriesProbability: 45,
      eyes: ["cheery", "normal", "confused", "starstruck", "sleepy", "sad", "angry"],
      hairColor: HAIR,
      skinColor: SKIN,
    },
  },
  {
    id: "lorelei",
    style: lorelei as Style<object>,
    options: {
      beardProbability: 0,
      hairAccessoriesProbability: 0,
      glassesProbability: 25,
      earringsProbability: 40,
      earringsColor: ["e24553", "456dff", "f3b63a"],
      hairColor: HAIR,
      skinColor: SKIN.slice(0, 3), // its lines are black
      scale: 110,
    },
  },
  {
    id: "micah",
    style: micah as Style<object>,
    options: {
      baseColor: ["f9c9b6", "ac6651", "77311d"],
      earringsProbability: 40,
      facialHairProbability: 15,
      glassesColor: ["000000", "e24553", "456dff"],
      glassesProbability: 30,
      hairColor: HAIR,
      shirtColor: CLOTHES,
    },
  },
  {
    id: "personas",
    style: personas as Style<object>,
    options: {
      clothingColor: CLOTHES,
      eyes: ["open", "sleep", "glasses", "happy", "sunglasses"],
      facialHairProbability: 10,
      hairColor: HAIR,
      mouth: ["smile", "frown", "surprise", "bigSmile", "smirk", "lips"],
      scale: 115,
      translateY: 4,
    },
  },
  {
    id: "toon-head",
    style: toonHead as Style<object>,
    options: {
      beardProbability: 20,
      clothesColor: CLOTHES,
      eyes: ["happy", "wide", "bow", "humble"],
      hairColor: HAIR,
      skinColor: SKIN,
    },
  },
];
