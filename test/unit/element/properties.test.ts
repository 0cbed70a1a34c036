/** The element's code where there is no DOM, its attributes, and the place of a pointer on it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ATTRIBUTES, readAttributes, SETTABLE } from "../../../src/element/attributes";
import { takeEarlyProperties } from "../../../src/element/properties";
import { placeInSquare } from "../../../src/render/pointer-place";
import { writeHash } from "../../../src/viewer/address/address";

test("the element's code can be imported where there is no DOM", async () => {
  expect(typeof globalThis.customElements).toBe("undefined");
  await import("../../../src/element/public");
  await import("../../../src/element/index");
});

test("every attribute has a property, but for the one that HTML itself has", () => {
  expect([...SETTABLE].sort()).toEqual(ATTRIBUTES.filter((name) => name !== "lang").sort());
});

test("a direction of text is no step along a direction", () => {
  const read = (dir: string) => readAttributes((name) => (name === "dir" ? dir : null));
  for (const direction of ["ltr", "rtl", "auto", "RTL"]) {
    expect(read(direction), direction).toEqual(readAttributes(() => null));
  }
  expect(writeHash(read("2:1.5").state)).toContain("dir=2:1.5");
  expect(read("up").refused).toEqual(["dir"]);
});

test("a property that was set early goes through its setter, and no longer hides it", () => {
  const set: unknown[] = [];
  class Late {
    set seed(value: unknown) {
      set.push(value);
    }
  }
  const early = Object.create(Late.prototype, {
    seed: { value: 7, configurable: true, enumerable: true, writable: true },
    other: { value: 1, configurable: true, enumerable: true, writable: true },
  });
  takeEarlyProperties(early, ["seed", "psi"]);
  expect(set).toEqual([7]);
  expect(Object.keys(early)).toEqual(["other"]);
});

test("a point is found in the plane of its square under any projection", () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const projection = fc.record({
    turn: number(0, 2 * Math.PI),
    width: number(10, 2000),
    height: number(10, 2000),
    mirrored: fc.boolean(),
    skew: number(-0.5, 0.5),
    g: number(-0.4, 0.4),
    h: number(-0.4, 0.4),
    left: number(-500, 500),
    top: number(-500, 500),
  });
  fc.assert(
    fc.property(projection, number(0, 1), number(0, 1), (p, u, v) => {
      const project = (x: number, y: number) => {
        const w = p.g * x + p.h * y + 1;
        const across = (p.mirrored ? -x : x) * p.width + p.skew * y * p.width;
        const down = y * p.height;
        const turned = {
          x: across * Math.cos(p.turn) - down * Math.sin(p.turn),
          y: across * Math.sin(p.turn) + down * Math.cos(p.turn),
        };
        return { x: turned.x / w + p.left, y: turned.y / w + p.top };
      };
      const corners = [project(0, 0), project(1, 0), project(1, 1), project(0, 1)];
      const [x, y] = placeInSquare(corners, project(u, v));
      expect(x).toBeCloseTo(u, 5);
      expect(y).toBeCloseTo(v, 5);
    }),
  );
});

test("a square that is seen from its edge, or has no size, has no place", () => {
  const edge = [0, 1, 1, 0].map((x) => ({ x, y: 0 }));
  const none = [0, 0, 0, 0].map((x) => ({ x, y: 0 }));
  for (const corners of [edge, none]) {
    expect(placeInSquare(corners, { x: 0.5, y: 0 }).every(Number.isFinite)).toBe(false);
  }
});
