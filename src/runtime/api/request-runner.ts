/** Runs requests on one client that has loaded a model: with the weights that each one needs in place. */
import type { Manifest } from "../../model/formats/manifest";
import type { ModelSource } from "../../model/storage/open-model";
import { discriminatorLoader } from "../jobs/discriminator";
import { snapshotRunner } from "../jobs/snapshots";
import type { CallOptions } from "../rpc/protocol";
import type { EngineClient } from "./client";
import type { EngineOptions } from "./engine-types";
import { ENGINE_OPERATIONS, type OperationName, type OperationRow } from "./operations";

export interface RunnerParts extends Pick<EngineOptions, "onSnapshotProgress"> {
  readonly client: EngineClient;
  readonly source: ModelSource;
  readonly manifest: Manifest;
}

export interface RequestRunner {
  /** A request is made from now on, even where others are before it: a download that only an overtaken one needs ends. */
  announce(name: OperationName, input: unknown): void;
  /** @throws LensError what the operation or a download throws */
  run(name: OperationName, input: unknown, options: CallOptions<never>): Promise<unknown>;
  /** Ends the downloads and the client: pending and later requests reject with `cancelled`. */
  dispose(): void;
}

/** A row without its types: the facade's methods have checked the input. */
const rowOf = (name: OperationName) =>
  ENGINE_OPERATIONS[name] as unknown as OperationRow<"every", unknown, unknown>;

type AnyCall = (name: OperationName, input: unknown, options: CallOptions<never>) => Promise<unknown>;

export function createRequestRunner({
  client,
  source,
  manifest,
  onSnapshotProgress,
}: RunnerParts): RequestRunner {
  const snapshots = snapshotRunner({
    ...source,
    manifest,
    client,
    onProgress: onSnapshotProgress ?? (() => undefined),
  });
  const discriminator = discriminatorLoader({ manifest, source, client });
  return {
    announce(name, input) {
      const { snapshot, selectsSnapshot } = rowOf(name);
      if (selectsSnapshot) snapshots.want(snapshot?.(input));
    },
    async run(name, input, options) {
      const { snapshot, needs, message } = rowOf(name);
      if (needs === "discriminator") await discriminator.ready(input ?? {});
      const sent = message ? message(input) : input;
      const call = () => (client.call as AnyCall)(name, sent, options);
      return snapshot ? snapshots.at(snapshot(input), call) : call();
    },
    dispose() {
      discriminator.end();
      snapshots.end();
      client.terminate();
    },
  };
}
