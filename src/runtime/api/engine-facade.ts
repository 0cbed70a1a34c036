/** An engine over a client that has loaded a model: which requests are made, in which order, with which weights. */
import type { Manifest } from "../../model/formats/manifest";
import type { ModelSource } from "../../model/storage/open-model";
import { discriminatorOver } from "../jobs/discriminator";
import { snapshotRunner } from "../jobs/snapshots";
import type { EngineClient } from "./client";
import type { Engine, EngineOptions } from "./engine";
import { latestWins } from "./latest-wins";
import type { Adapter, BackendName, GenerateRequest, SelfCheck } from "./types";

export interface EngineParts extends Pick<EngineOptions, "onSnapshotProgress"> {
  readonly client: EngineClient;
  readonly source: ModelSource;
  readonly manifest: Manifest;
  readonly backend: BackendName;
  readonly adapter: Adapter;
  readonly check: SelfCheck;
}

export function createEngineFacade(parts: EngineParts): Omit<Engine, "attempts"> {
  const { client, source, manifest, backend, adapter, check } = parts;
  const { at, want } = snapshotRunner({
    ...source,
    manifest,
    client,
    onProgress: parts.onSnapshotProgress ?? (() => undefined),
  });
  const newest = latestWins((request: GenerateRequest) =>
    at(request.snapshot, () => client.generate(request)),
  );
  const { discriminate, end } = discriminatorOver({ manifest, source, client });
  return {
    manifest,
    backend,
    adapter,
    check,
    generate: (request) => {
      want(request.snapshot);
      return newest(request);
    },
    preview: (request) => at(request.snapshot, () => client.generate(request)),
    vectorsOf: latestWins(({ request, site, query }) =>
      at(request.snapshot, () => client.vectorsOf(request, site, query)),
    ),
    features: latestWins(({ request, channels }) =>
      at(request.snapshot, () => client.features(request, channels)),
    ),
    findDirections: (request, options) => client.findDirections(request, options),
    discriminate,
    memory: () => client.memory(),
    dispose: () => {
      end();
      client.terminate();
    },
  };
}
