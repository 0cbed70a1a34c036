/** The engine of the model that a command names. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { cliEn } from "../locales/en/cli";
import { LensError } from "../model/errors";
import { modelId } from "../model/formats/model-id";
import { modelFolder } from "../model/storage/packaged.node";
import type { Engine } from "../runtime/api/engine";
import { createEngine } from "../runtime/api/engine.node";
import { CliError } from "./errors";

/** What names a model. */
interface ModelOptions {
  readonly model: string;
  /** The folder of models, with a slash at the end. */
  readonly models: URL;
}

/** @throws CliError `model-unknown`; LensError for models and engines */
export async function openEngine({ model, models }: ModelOptions, signal: AbortSignal): Promise<Engine> {
  if (!v.is(modelId, model)) throw await unknownModel(model, models);
  try {
    return await createEngine({ source: modelFolder(model, models), signal });
  } catch (error) {
    const missing = error instanceof LensError && error.code === "manifest-missing";
    throw missing ? await unknownModel(model, models) : error;
  }
}

async function unknownModel(given: string, models: URL): Promise<CliError> {
  if (models.protocol !== "file:") {
    return new CliError("model-unknown", { given, folder: models.href, there: cliEn.checkAddress });
  }
  const folder = fileURLToPath(models);
  const names = await readdir(folder).catch(() => []);
  const found = names.filter((name) => existsSync(new URL(`${encodeURIComponent(name)}/model.json`, models)));
  const there = found.length > 0 ? cliEn.modelsThere(found.join(", ")) : cliEn.noModels;
  return new CliError("model-unknown", { given, folder, there });
}
