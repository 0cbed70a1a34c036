/** What is not as usual about the image on show, as a table: how each is told, and how it is undone. */
import { changesNothing, NO_INTERVENTION, type SiteIntervention } from "../../attention/intervention";
import { isOfDiscriminator } from "../../attention/site";
import type { Text } from "../../locales/en/page";
import { formatCount } from "../../render/format";
import { endMix } from "../../state/collection/saved-images";
import { discriminator, patch } from "../../state/engine/viewer";
import { intervene, setSite, setSnapshot } from "../../state/store/actions";
import { type Store, useStore } from "../../state/store/store";
import { changedSite, replaced } from "../../viewer/state/interventions";
import { currentIntervention, currentSite, isIntervening } from "../../viewer/views/derived";

export interface Chip {
  readonly id: keyof Omit<Text["chips"], "label" | "undo">;
  /** `undefined` where it is as usual. */
  readonly say: (state: Store, texts: Text["chips"]) => string | undefined;
  readonly undo: () => void;
}

const short = (value: number) => String(Number(value.toFixed(2)));

function ofIntervention<K extends keyof SiteIntervention>(
  id: Chip["id"],
  field: K,
  say: (texts: Text["chips"], value: SiteIntervention[K]) => string,
): Chip {
  return {
    id,
    say: (state, texts) => {
      const value = currentIntervention(state)[field];
      return JSON.stringify(value) === JSON.stringify(NO_INTERVENTION[field]) ? undefined : say(texts, value);
    },
    undo: () => intervene({ [field]: NO_INTERVENTION[field] }),
  };
}

/** Layers with changes that are not on show. */
function changedElsewhere(state: Store): string[] {
  const here = changedSite(state);
  return Object.entries(state.lens.interventions).flatMap(([site, change]) =>
    site !== here && !changesNothing(change) ? [site] : [],
  );
}

export const CHIPS: readonly Chip[] = [
  {
    id: "userImage",
    say: ({ userImage }, { userImage: text }) => userImage && text,
    undo: () => discriminator.dismissUserImage(),
  },
  {
    id: "discriminator",
    say: (state, { discriminator: text }) => {
      const site = currentSite(state);
      return site && isOfDiscriminator(site.name) && !state.userImage ? text : undefined;
    },
    undo: () => {
      const [first] = useStore.getState().image?.sites ?? [];
      if (first) setSite(first.name);
    },
  },
  {
    id: "step",
    say: ({ lens }, { step }) => (lens.snapshot === null ? undefined : step(formatCount(lens.snapshot))),
    undo: () => setSnapshot(null),
  },
  ofIntervention("gamma", "gammaScale", ({ gamma }, value) => gamma(short(value))),
  ofIntervention("temperature", "temperature", ({ temperature }, value) => temperature(short(value))),
  ofIntervention("maskedKeys", "maskedKeys", ({ maskedKeys }, value) => maskedKeys(value.length)),
  ofIntervention("maskedQueries", "maskedQueries", ({ maskedQueries }, value) => maskedQueries(value.length)),
  {
    id: "otherLayers",
    say: (state, { otherLayers }) => (changedElsewhere(state).length > 0 ? otherLayers : undefined),
    undo: () => {
      const state = useStore.getState();
      const elsewhere = new Set(changedElsewhere(state));
      const rest = Object.entries(state.lens.interventions).filter(([site]) => !elsewhere.has(site));
      patch(replaced(state.lens, Object.fromEntries(rest)));
    },
  },
  {
    id: "before",
    say: (state, { before }) =>
      state.lens.compare === "before" && isIntervening(state) ? before : undefined,
    undo: () => patch({ compare: "after" }),
  },
  {
    id: "wipe",
    say: (state, { wipe }) => (state.lens.compare === "wipe" && isIntervening(state) ? wipe : undefined),
    undo: () => patch({ compare: "after" }),
  },
  {
    id: "difference",
    say: (state, { difference }) =>
      state.lens.compare === "difference" && isIntervening(state) ? difference : undefined,
    undo: () => patch({ compare: "after" }),
  },
  {
    id: "mixed",
    say: ({ lens }, { mixed }) => (lens.breed ? mixed : undefined),
    undo: endMix,
  },
];
