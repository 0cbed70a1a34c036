import type { CoreErrorCode, LensErrorDetails } from "../../model/errors";

/** What went wrong and what to do: one or two sentences for each error. */
export const errorsEn: Record<CoreErrorCode, (d: LensErrorDetails) => string> = {
  "manifest-missing": (d) =>
    `The model's description, ${d.where}, was not found (status ${d.status}). Check the model's name, and that its folder was uploaded.`,
  "manifest-not-json": (d) => `${d.where} is not valid JSON: ${d.problem}. Restore the file from its source.`,
  "manifest-field": (d) =>
    `${d.where} has a wrong field, ${d.path}: ${d.problem}. Correct that field and reload.`,
  "file-missing": (d) =>
    `The file ${d.file} was not found (status ${d.status}). Check that the whole model folder was uploaded.`,
  "file-unreachable": (d) =>
    `The file ${d.file} could not be reached. Check the network connection, then try again.`,
  "file-truncated": (d) =>
    `The file ${d.file} ended after ${d.found} of ${d.expected} bytes. Try again. If this happens again, the file on the server is incomplete.`,
  "file-altered": (d) =>
    `The file ${d.file} does not match the model's description (expected ${d.expected}, found ${d.found}). It was damaged or replaced. Reload, or upload the model folder again.`,
  "safetensors-malformed": (d) =>
    `${d.where} cannot be read as safetensors: ${d.problem}. Restore the file from its source.`,
  "tensor-missing": (d) =>
    `${d.where} has no tensor ${d.tensor}. The weights do not belong to this model.json.`,
  "tensor-shape": (d) =>
    `In ${d.where} the tensor ${d.tensor} has the shape ${d.found}; it should be ${d.expected}. The weights do not belong to this model.json.`,
  "tensor-not-finite": (d) =>
    `In ${d.where} the tensor ${d.tensor} contains an infinite value or NaN. The training run diverged. Export an earlier checkpoint.`,
  "still-malformed": (d) => `${d.where} is not a usable still: ${d.problem}.`,
  "backend-unknown": (d) =>
    `There is no backend called “${d.backend}”, so the best one was chosen. Use webgpu, webgl, wasm or cpu in the address.`,
  "backend-unavailable": (d) =>
    `The backend ${d.backend} cannot be used here: ${d.reason ?? "this browser does not offer it"}. If the address names it, remove “backend=${d.backend}” to let the lens choose.`,
  "backend-timeout": (d) =>
    `The backend ${d.backend} did not answer within ${d.seconds} seconds. If the address names it, remove “backend=${d.backend}” to let the lens choose.`,
  "backend-inexact": (d) =>
    `The backend ${d.backend} computes wrong values on this computer: its largest error is ${formatError(d.error)}. It is not used. Updating the graphics driver may help.`,
  "backend-not-finite": (d) =>
    `The backend ${d.backend} gives images with infinite values or NaN, or of one single value. It is not used.`,
  "picture-not-finite": (d) =>
    `This model's images have infinite values or NaN, or one single value, on every backend that runs here (${d.tried}). Its weights are damaged, or were imported as another kind of network; see the report of the import.`,
  "no-backend": (d) =>
    `The generator cannot run in this browser (tried: ${d.tried}). The images below were made in advance and still show their attention.`,
  "all-keys-masked": (d) =>
    `Every key of ${d.site} would be masked, but a query must have a key to read. Leave at least one unmasked.`,
  "link-misfit": (d) =>
    `Parts of the address do not fit the model ${d.model}, so they were left out or moved to the nearest valid value: ${d.parts}.`,
  "snapshot-unknown": (d) =>
    `The model ${d.model} has no snapshot of step ${d.step}. Choose one of the steps on the slider.`,
  "device-lost": (d) =>
    `The graphics device was lost while ${d.backend} was running: its driver was reset, or the computer went to sleep. Steps since the last checkpoint were lost.`,
  "worker-lost": (d) =>
    `A background process of the lens stopped: ${d.reason}. Try again; it restarts when needed.`,
  "engine-restarted": (d) =>
    `The generator lost its graphics device or worker. It has restarted on ${d.backend}. Nothing you did was lost.`,
  "engine-stepped-down": (d) =>
    `The generator failed on ${d.from} and now runs on ${d.to}. Nothing you did was lost. Reload the page to try ${d.from} again.`,
  "no-discriminator": (d) =>
    `The model ${d.model} has no discriminator, so images cannot be scored. Choose a model that has one.`,
  "output-not-finite": (d) =>
    `The discriminator of ${d.model} returned an infinite value or NaN. Check that the image contains only finite numbers. If it does, choose another backend.`,
  "directions-failed": (d) =>
    `This model has no principal directions: ${d.reason}. The sliders of single entries still work.`,
  cancelled: () => "Loading was cancelled.",
  "engine-failed": (d) => `The generator stopped: ${d.reason}. Reload the page to start it again.`,
};

function formatError(error: string | number | undefined): string {
  return typeof error === "number" && Number.isFinite(error) ? error.toPrecision(2) : "not a number";
}
