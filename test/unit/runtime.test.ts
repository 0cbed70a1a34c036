import { expect, test } from "vitest";
import { latestWins } from "../../src/runtime/api/latest-wins";
import { candidates } from "../../src/runtime/backends/choose";

const real = { name: "nvidia", software: false };
const imitated = { name: "SwiftShader", software: true };
const order = (...args: Parameters<typeof candidates>) => candidates(...args).map(({ backend }) => backend);

test("real GPUs come before WASM, imitated ones after it", () => {
  expect(order({ webgpu: real, webgl: real })).toEqual(["webgpu", "webgl", "wasm", "cpu"]);
  expect(order({ webgpu: imitated, webgl: real })).toEqual(["webgl", "wasm", "webgpu", "cpu"]);
  expect(order({ webgpu: imitated, webgl: imitated })).toEqual(["wasm", "webgl", "webgpu", "cpu"]);
  expect(order({ webgpu: undefined, webgl: undefined })).toEqual(["wasm", "cpu"]);
});

test("a forced backend is the only one tried, and only where it is offered", () => {
  expect(order({ webgpu: imitated, webgl: real }, "webgpu")).toEqual(["webgpu"]);
  expect(order({ webgpu: undefined, webgl: real }, "webgpu")).toEqual([]);
});

test("the newest waiting request wins, and a failing one does not stop the next", async () => {
  const begun: number[] = [];
  const run = latestWins(async (input: number) => {
    begun.push(input);
    await new Promise((resolve) => setTimeout(resolve));
    if (input === 3) throw new Error("three");
    return input * 10;
  });
  const results = await Promise.allSettled([run(1), run(2), run(3)]);
  expect(begun).toEqual([1, 3]);
  expect(results.map((result) => (result.status === "fulfilled" ? result.value : "rejected"))).toEqual([
    10,
    undefined,
    "rejected",
  ]);
  expect(await run(4)).toBe(40);
});
