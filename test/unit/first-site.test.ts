/** Changes for no site in particular, and sites with dots in their names, on their way through attributes and addresses. */
import { expect, test } from "vitest";
import { noIntervention } from "../../src/attention/intervention";
import { readAttributes } from "../../src/element/attributes";
import { parseManifest } from "../../src/model/formats/manifest";
import { linkPart, readHash, writeHash } from "../../src/viewer/address/address";
import { withFirstSite } from "../../src/viewer/state/first-site";
import { defaultLensState } from "../../src/viewer/state/lens-state";
import { readBytes, readManifest } from "../support/files";

const every = parseManifest(
  new TextDecoder().decode(readBytes("test/fixtures/every-layer/model.json")),
  "model.json",
);
const half = { ...noIntervention(), gammaScale: 0.5 };

test("a bare gamma is for the model's first site, once the model is known, and stays where the model has such a site", () => {
  const { state } = readAttributes((name) => ({ model: "every-layer", gamma: "0.5" })[name] ?? null);
  const lens = { ...defaultLensState, ...state };
  expect(lens.interventions).toEqual({ "g.attn": half });
  expect(withFirstSite(lens, undefined)).toBe(lens);
  expect(withFirstSite(lens, readManifest("cats64"))).toBe(lens);
  expect(withFirstSite(lens, every).interventions).toEqual({ "g.pooled": half });
  const cats = { ...lens, model: "cats64" };
  expect(withFirstSite(cats, readManifest("cats64"))).toBe(cats);
});

test("a site with dots in its name goes through an address and through attributes", () => {
  const site = "g.blocks.2.1";
  const state = {
    ...linkPart(defaultLensState),
    site,
    interventions: { [site]: { ...half, temperature: 2, maskedKeys: [0, 1, 2] } },
  };
  const hash = writeHash(state);
  expect(hash).toContain("site=g.blocks.2.1");
  expect(readHash(hash)).toEqual({ state, refused: [] });
  const attributes: Record<string, string> = { site, gamma: `${site}:0.5` };
  const read = readAttributes((name) => attributes[name] ?? null);
  expect(read.refused).toEqual([]);
  expect(read.state.site).toBe(site);
  expect(read.state.interventions).toEqual({ [site]: half });
});
