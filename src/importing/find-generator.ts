/** Which family a file is of, and where in it the generator lies. */
import { LensError } from "../model/errors";
import { FAMILIES, REFUSALS } from "./families";
import { anchorOf, slotsOf } from "./family-names";
import type { FlatTensor } from "./flatten";
import { looksLikeDiscriminator, reasonOf, saysAverage, saysDiscriminator } from "./leftovers";
import { type Attempt, makePlan } from "./plan/make-plan";
import type { Plan } from "./plan/plan";
import { shapeText, View } from "./view";
import type { Family } from "./vocabulary";

/** A generator that was found. */
export interface Found {
  readonly plan: Plan;
  /** Others of the file that fit as well: raw weights beside averaged ones, say. */
  readonly others: readonly Plan[];
}

interface Candidate {
  readonly family: Family;
  readonly attempt: Attempt;
  /** Tensors where the generator lies that it does not know. */
  readonly strange: readonly FlatTensor[];
}

/** Places that a family is tried at: a file has its generator twice or three times, not a thousand times. */
const MOST_PLACES = 64;
/** How many names an error tells. */
const NAMES_TOLD = 3;

/**
 * @param wanted id of the family to read the file as, or what several ids begin with
 * @param kept how many classes are to be kept; all where absent
 * @throws LensError `import-family-unknown`, `import-empty`, `import-other-attention`, `import-no-attention`, `import-discriminator`,
 * `import-unknown`
 */
export function findGenerator(
  tensors: readonly FlatTensor[],
  where: string,
  wanted?: string,
  kept?: number,
): Found {
  if (tensors.length === 0) throw new LensError("import-empty", { where });
  const families = FAMILIES.filter(({ id }) => !wanted || id === wanted || id.startsWith(`${wanted}-`));
  if (families.length === 0) {
    const known = FAMILIES.map(({ id }) => id).join(", ");
    throw new LensError("import-family-unknown", { family: wanted ?? "", known });
  }
  for (const { signs, code, id } of REFUSALS) {
    const all = signs.every((sign) => tensors.some(({ key }) => sign.test(key)));
    if (all) throw new LensError(code, { where, family: id });
  }
  const candidates = families.flatMap((family) => candidatesOf(family, tensors, kept));
  const fitting = candidates.filter(({ attempt, strange }) => attempt.plan && strange.length === 0);
  const plans = fitting.flatMap(({ attempt }) => (attempt.plan ? [attempt.plan] : []));
  const withSites = plans.filter(({ draft }) => draft.sites.length > 0);
  const [best] = [...withSites].sort(better);
  if (best) return { plan: best, others: withSites.filter((plan) => plan !== best) };
  if (plans.length > 0) {
    throw new LensError("import-no-attention", { where, family: plans[0].family.id });
  }
  const nearly = candidates.some(({ attempt }) => attempt.plan);
  if (!nearly && looksLikeDiscriminator(tensors)) throw new LensError("import-discriminator", { where });
  throw unknown(tensors, where, families, candidates);
}

/** Averaged weights before others, what is not the discriminator's before what may be, more of the file before less. */
function better(a: Plan, b: Plan): number {
  const average = (plan: Plan) => (saysAverage(plan.view.prefix) ? 1 : 0);
  const doubtful = (plan: Plan) => (saysDiscriminator(plan.view.prefix) ? 1 : 0);
  return average(b) - average(a) || doubtful(a) - doubtful(b) || b.draft.used.size - a.draft.used.size;
}

function candidatesOf(family: Family, tensors: readonly FlatTensor[], kept: number | undefined): Candidate[] {
  const anchor = anchorOf(family);
  const prefixes = new Set<string>();
  for (const { key } of tensors) {
    const match = anchor.exec(key);
    if (match) prefixes.add(match[1]);
    if (prefixes.size >= MOST_PLACES) break;
  }
  return [...prefixes].map((prefix) => {
    const view = new View(tensors, prefix);
    const attempt = makePlan(family, view, kept);
    return { family, attempt, strange: attempt.plan ? strangers(attempt.plan) : [] };
  });
}

/** Tensors of the generator's own dictionary whose part in it is not known: a plan that leaves one out is not to be trusted. */
function strangers({ draft, view, family }: Plan): FlatTensor[] {
  const [first] = draft.used.keys();
  const dictionary = first.key.slice(0, first.depth);
  return [...view.tensors.values()].filter((tensor) => {
    if (draft.used.has(tensor) || draft.passive.has(tensor)) return false;
    if (tensor.key.slice(0, tensor.depth) !== dictionary) return false;
    if (family.ignored?.some((pattern) => pattern.test(tensor.key))) return false;
    return reasonOf(tensor) === "unknown";
  });
}

function unknown(
  tensors: readonly FlatTensor[],
  where: string,
  families: readonly Family[],
  candidates: readonly Candidate[],
): LensError {
  const shares = families.map((family) => {
    const slots = slotsOf(family);
    const met = slots.filter((slot) => tensors.some(({ key }) => slot.test(key)));
    return { family, slots, share: met.length / slots.length };
  });
  const nearest = shares.reduce((best, next) => (next.share > best.share ? next : best));
  const share = Math.round(nearest.share * 100);
  const own = candidates.filter(({ family }) => family === nearest.family);
  const candidate = own.sort((a, b) => b.attempt.draft.used.size - a.attempt.draft.used.size)[0];
  const used = candidate?.attempt.draft.used;
  const foreign = tensors.filter(
    (tensor) =>
      reasonOf(tensor) === "unknown" &&
      !used?.has(tensor) &&
      !nearest.slots.some((slot) => slot.test(tensor.key)),
  );
  const strange = candidate && candidate.strange.length > 0 ? candidate.strange : foreign;
  const names = strange.slice(0, NAMES_TOLD).map(({ name, tensor }) => `${name} ${shapeText(tensor.shape)}`);
  const details = { where, nearest: nearest.family.id, share, tensors: names.join(", ") };
  const misfit = candidate?.attempt.misfit;
  if (misfit) {
    const { key, expected, found } = misfit;
    return new LensError("import-misfit", { ...details, tensor: key, expected, found });
  }
  return new LensError("import-unknown", details);
}
