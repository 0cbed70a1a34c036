/** Text of the element `<sagan-lens>`, in English. It is short, because every page with an embedded figure loads it. */
import type { CoreErrorCode, LensErrorDetails } from "../../model/errors";
import { errorsEn } from "./errors";
import { readings } from "./readings";

type Errors = Record<CoreErrorCode, (d: LensErrorDetails) => string>;

export const elementEn = {
  label: "Generated image with attention map",
  help: "Arrow keys move the query; hold Shift to move by four cells. Enter pins or unpins it; Shift+Enter pins it beside the others. Alt+arrow moves the pin on show, Delete removes it, and 1 to 8 show a pin. Escape unpins.",
  sentence: (x: number, y: number, keyX: number, keyY: number, weight: string, spread: string) =>
    `Query ${x}, ${y} reads ${keyX}, ${keyY} most: β = ${weight}. Entropy ${spread} of log M.`,
  readings,
  axis: {
    weight: "weight β",
    sum: "sum of weights",
    nats: "entropy, nats",
    cells: "distance, query cells",
    share: "share, 0 to 1",
  },
  uniform: { weight: "1/M", sum: "N/M", nats: "", cells: "", share: "" },
  waiting: "Waiting for the image.",
  opening: "Opening the image",
  loading: "Loading the generator",
  loadingShare: (share: string) => `Loading the generator, ${share}`,
  making: "Drawing the image",
  retry: "Try again",
  refused: (names: string) => `Not understood, so the default is used: ${names}.`,
  originRefused: (origin: string) =>
    `Commands from ${origin} are refused. To allow them, add “origin=${origin}” to the address of the frame.`,
  messageUnknown: "This is not a message of version 1.",
  noPicture: "There is no image to read yet. Wait for the event “ready”.",
  stillFixed:
    "This element shows a still, so its image cannot change. To follow the state, use the attribute “model”.",
  seed: "Seed",
  newSeed: "New seed",
  psi: "Truncation ψ",
  classes: "Class",
  mixed: "a mix",
  gamma: "Attention strength (× gamma)",
  temp: "Temperature",
  step: "Training step",
  finished: "finished",
  map: "Map",
  maps: {
    row: "What this query reads",
    column: "Which queries read this location",
    received: "Attention received",
    meanRow: "Average row",
    entropy: "Entropy of each query",
    largest: "Largest weight of each query",
    distance: "Mean distance of each query",
    neighbourhood: "Share on neighbouring cells",
    dependence: "Query dependence",
  },
  part: "Split the attention",
  parts: { beta: "β", pairwise: "pairwise", unary: "unary" },
  overlay: "On the image",
  overlays: { spotlight: "Spotlight", colours: "Colours", none: "Off" },
  scale: "Colour range",
  scales: { absolute: "All rows", map: "This map", pins: "Pins" },
  link: "Open in SAGAN Lens",
  errors: errorsEn as Errors,
};

export type ElementText = typeof elementEn;
