/** The address of the page of statistics: what is written is read again, and nothing else is believed. */
import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { readAtlasHash } from "../../src/state/atlas/address";
import {
  ATLAS_MAPS,
  type AtlasAddress,
  DEFAULT_ATLAS,
  seedHash,
  writeAtlasHash,
} from "../../src/state/atlas/atlas-hash";
import { forgetProgress, noteProgress, seedsLeftOff } from "../../src/state/atlas/left-off";
import { readHash } from "../../src/viewer/address/address";

const cell = fc.record({ x: fc.nat(4095), y: fc.nat(4095) });
const weight = fc.integer({ min: 1, max: 100 }).map((hundredths) => hundredths / 100);
const addresses: fc.Arbitrary<AtlasAddress> = fc.record({
  model: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/),
  // Ids of classes may be anything.
  classes: fc.option(
    fc
      .array(fc.tuple(fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }), weight), {
        minLength: 1,
        maxLength: 4,
      })
      .map((entries) => Object.fromEntries(entries.filter(([id]) => id !== "__proto__")))
      .filter((classes) => Object.keys(classes).length > 0),
  ),
  psi: fc.integer({ min: 0, max: 200 }).map((hundredths) => hundredths / 100),
  first: fc.nat(0xffffffff - 10_000),
  last: fc.nat(9_999),
  site: fc.option(fc.constantFrom("g.attn", "g.attn2")),
  query: fc.option(cell),
  map: fc.constantFrom(...ATLAS_MAPS),
});

test("every address is read as it was written", () => {
  fc.assert(
    fc.property(addresses, (drawn) => {
      const address = { ...drawn, last: drawn.first + drawn.last };
      expect(readAtlasHash(`#${writeAtlasHash(address)}`)).toEqual({ address, refused: [] });
    }),
  );
});

test("an empty address is the default, of 200 seeds", () => {
  const { address, refused } = readAtlasHash("");
  expect(address).toEqual(DEFAULT_ATLAS);
  expect(address.last - address.first + 1).toBe(200);
  expect(refused).toEqual([]);
});

test.each([
  ["v=2", "v"],
  ["model=../x", "model"],
  ["psi=3", "psi"],
  ["psi=high", "psi"],
  ["seeds=9-3", "seeds"],
  ["seeds=0-10000", "seeds"],
  ["seeds=0-4294967296", "seeds"],
  ["seeds=1-2-3", "seeds"],
  ["seeds=-5", "seeds"],
  ["class=", "class"],
  ["class=forest", "class"],
  ["class=forest:0", "class"],
  ["site=a b", "site"],
  ["q=4", "q"],
  ["q=4.5.6", "q"],
  ["map=shadow", "map"],
  ["tomorrow=1", "tomorrow"],
  ["toString=1", "toString"],
])("%s does not hold: it is named, and the default stays", (hash, name) => {
  expect(readAtlasHash(hash)).toEqual({ address: DEFAULT_ATLAS, refused: [name] });
});

test("no text makes reading throw, and what is read can be written", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const { address } = readAtlasHash(text);
      expect(readAtlasHash(writeAtlasHash(address)).refused).toEqual([]);
    }),
  );
});

test("the lens reads the address of a seed: its image, with the query pinned", () => {
  const choice = { ...DEFAULT_ATLAS, model: "eurosat64", psi: 0.5, site: "g.attn" };
  const { state, refused } = readHash(seedHash(choice, 1234, { River: 1, "a,b:c %": 0.5 }, { x: 12, y: 8 }));
  expect(refused).toEqual([]);
  expect(state).toMatchObject({
    ...{ model: "eurosat64", psi: 0.5, site: "g.attn", seed: 1234, classes: { River: 1, "a,b:c %": 0.5 } },
    ...{ query: { x: 12, y: 8 }, pins: [{ x: 12, y: 8 }] },
  });
});

describe("what was left off", () => {
  const { query: _query, map: _map, ...choice } = DEFAULT_ATLAS;
  const stored = new Map<string, string>();
  beforeEach(() => {
    stored.clear();
    vi.stubGlobal("sessionStorage", {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
      removeItem: (key: string) => stored.delete(key),
    });
    return () => vi.unstubAllGlobals();
  });

  test("is known for the same computation alone, until it is done", () => {
    expect(seedsLeftOff(choice)).toBe(0);
    noteProgress(choice, 0);
    expect(seedsLeftOff(choice)).toBe(0);
    noteProgress(choice, 57);
    expect(seedsLeftOff({ ...choice })).toBe(57);
    expect(seedsLeftOff({ ...choice, psi: 0.7 })).toBe(0);
    forgetProgress();
    expect(seedsLeftOff(choice)).toBe(0);
  });

  test("is nothing where storage is blocked or damaged", () => {
    stored.set("sagan-lens:atlas", "{");
    expect(seedsLeftOff(choice)).toBe(0);
    vi.stubGlobal("sessionStorage", undefined);
    noteProgress(choice, 3);
    expect(seedsLeftOff(choice)).toBe(0);
  });
});
