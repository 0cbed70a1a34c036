/** An engine that the elements of a page share. */
import { expect, test } from "vitest";
import type { Engine } from "../../src/runtime/api/engine";
import { ENGINE_OPERATIONS } from "../../src/runtime/api/operations";
import { ownRequests } from "../../src/runtime/api/shared-engine";

test("each of its users has all operations, the engine's facts of the moment, and no way to end it", async () => {
  const called: string[] = [];
  let backend = "webgpu";
  let isDisposed = false;
  const operations = Object.keys(ENGINE_OPERATIONS).map((name) => [
    name,
    async (input: unknown) => void called.push(`${name} ${input}`),
  ]);
  const engine = {
    ...Object.fromEntries(operations),
    // What a later version of the engine may be able to do.
    later: async (input: unknown) => void called.push(`later ${input}`),
    get backend() {
      return backend;
    },
    dispose: () => {
      isDisposed = true;
    },
  };
  const own = ownRequests(engine as unknown as Engine) as unknown as Record<
    string,
    (input: unknown) => Promise<unknown>
  > &
    Pick<Engine, "backend" | "dispose">;
  for (const name of [...Object.keys(ENGINE_OPERATIONS), "later"]) await own[name](1);
  expect(called).toEqual(
    [...Object.keys(ENGINE_OPERATIONS), "later"].map((name) => `${name === "generate" ? "preview" : name} 1`),
  );
  expect(own.backend).toBe("webgpu");
  backend = "wasm";
  expect(own.backend).toBe("wasm");
  own.dispose();
  expect(isDisposed).toBe(false);
});
