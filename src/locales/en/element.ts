/** Text of the element `<sagan-lens>`, in English: few words, since it is all that a page with a figure loads. */
import type { CoreErrorCode, LensErrorDetails } from "../../model/errors";
import { errorsEn } from "./errors";

type Errors = Record<CoreErrorCode, (d: LensErrorDetails) => string>;

export const elementEn = {
  label: "Generated picture with attention map",
  help: "Arrow keys move the query, with Shift by four cells. Enter pins it, Escape lets go.",
  sentence: (x: number, y: number, keyX: number, keyY: number, weight: string, spread: string) =>
    `Query ${x}, ${y} reads ${keyX}, ${keyY} most: β = ${weight}. Entropy ${spread} of log M.`,
  axis: {
    weight: "weight β",
    sum: "sum of weights",
    nats: "entropy, nats",
    cells: "distance, query cells",
    share: "share, 0 to 1",
  },
  uniform: { weight: "1/M", sum: "N/M", nats: "", cells: "", share: "" },
  waiting: "The picture is on its way.",
  opening: "Opening the picture",
  loading: "Loading the generator",
  loadingShare: (share: string) => `Loading the generator, ${share}`,
  making: "Making the picture",
  retry: "Try again",
  refused: (names: string) => `Not understood, and as by default: ${names}.`,
  originRefused: (origin: string) =>
    `Commands from ${origin} are refused. Add “origin=${origin}” to the address of the frame to allow them.`,
  messageUnknown: "The message is not one of version 1.",
  noPicture: "There is no picture to read yet. Wait for the event “ready”.",
  stillFixed:
    "This element shows a still, and stays with its picture; use the attribute “model” for one that follows.",
  seed: "Seed",
  newSeed: "New seed",
  psi: "Truncation ψ",
  classes: "Class",
  mixed: "a mix",
  gamma: "Gamma, times",
  temp: "Temperature",
  step: "Training step",
  finished: "finished",
  map: "Map",
  maps: {
    row: "What this query reads",
    column: "Who reads this place",
    received: "Attention received",
    meanRow: "Mean row",
    entropy: "Entropy of each query",
    largest: "Largest weight of each query",
    distance: "Mean distance of each query",
    neighbourhood: "Share of own neighbourhood",
    dependence: "Query dependence",
  },
  part: "Part of the scores",
  parts: { beta: "β", pairwise: "pairwise", unary: "unary" },
  overlay: "On the picture",
  overlays: { spotlight: "Spotlight", colours: "Colours", none: "Nothing" },
  scale: "Scale",
  scales: { absolute: "All rows", map: "This map", pins: "Pins" },
  link: "Open in SAGAN Lens",
  errors: errorsEn as Errors,
};

export type ElementText = typeof elementEn;
