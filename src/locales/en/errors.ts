import type { CoreErrorCode, LensErrorDetails } from "../../model/errors";

/** What went wrong and what to do, one sentence or two for each fault. */
export const errorsEn: Record<CoreErrorCode, (d: LensErrorDetails) => string> = {
  "manifest-missing": (d) =>
    `The description of the model, ${d.where}, is not there (status ${d.status}). Check the model's name, or that its folder was uploaded with the site.`,
  "manifest-not-json": (d) => `${d.where} is not valid JSON: ${d.problem}. Restore the file from its source.`,
  "manifest-field": (d) =>
    `${d.where} has a wrong field, ${d.path}: ${d.problem}. Correct that field and reload.`,
  "file-missing": (d) =>
    `The file ${d.file} is not there (status ${d.status}). Check that the whole model folder was uploaded.`,
  "file-unreachable": (d) =>
    `The file ${d.file} could not be reached. Check the network connection, then try again.`,
  "file-truncated": (d) =>
    `The file ${d.file} ended after ${d.found} of ${d.expected} bytes. Try again; if it stays so, the file on the server is cut short.`,
  "file-altered": (d) =>
    `The file ${d.file} is not the one that the model describes (expected ${d.expected}, found ${d.found}). It was damaged or exchanged on the way; reload, or upload the model folder anew.`,
  "safetensors-malformed": (d) =>
    `${d.where} cannot be read as safetensors: ${d.problem}. Restore the file from its source.`,
  "tensor-missing": (d) =>
    `${d.where} lacks the tensor ${d.tensor}. The weights do not belong to this model.json.`,
  "tensor-shape": (d) =>
    `In ${d.where} the tensor ${d.tensor} has the shape ${d.found} where ${d.expected} is needed. The weights do not belong to this model.json.`,
  "tensor-not-finite": (d) =>
    `In ${d.where} the tensor ${d.tensor} holds a number that is infinite or not a number. The training run it comes from went wrong; export an earlier checkpoint.`,
  "still-malformed": (d) => `${d.where} is not a usable still: ${d.problem}.`,
  "backend-unknown": (d) =>
    `There is no backend called “${d.backend}”. Use webgpu, webgl, wasm or cpu in the address; the best one is chosen for now.`,
  "backend-unavailable": (d) =>
    `The backend ${d.backend} cannot be used here: ${d.reason}. If the address names it, remove “backend=${d.backend}” to let the lens choose.`,
  "backend-timeout": (d) =>
    `The backend ${d.backend} did not answer within ${d.seconds} seconds. If the address names it, remove “backend=${d.backend}” to let the lens choose.`,
  "backend-inexact": (d) =>
    `The backend ${d.backend} miscalculates on this machine: its largest error is ${formatError(d.error)}. It is not used. Updating the graphics driver may help.`,
  "backend-not-finite": (d) =>
    `The backend ${d.backend} gives pictures that are not finite numbers or have one value throughout. It is not used.`,
  "picture-not-finite": (d) =>
    `This model's pictures are not finite numbers, or have one value throughout, on every backend that runs here (${d.tried}). Its weights are damaged, or were read as those of another network; the report of the import tells what they were taken for.`,
  "no-backend": (d) =>
    `The generator cannot run in this browser (tried: ${d.tried}). The pictures below were made beforehand and still show their attention.`,
  "all-keys-masked": (d) =>
    `Every key of ${d.site} would be masked, and a query must have something to read. Leave at least one key free.`,
  "snapshot-unknown": (d) =>
    `The model ${d.model} has no snapshot of step ${d.step}. Choose one of the steps on its scrubber.`,
  "device-lost": (d) =>
    `The graphics device was lost while ${d.backend} was at work: its driver was reset, or the machine slept. What was computed since the last keeping is gone.`,
  "worker-lost": (d) =>
    `A part of the lens that works in the background has ended: ${d.reason}. Try again; it starts anew at its next use.`,
  "engine-restarted": (d) =>
    `The generator's graphics device or worker was lost; it has started again on ${d.backend}. Everything is as you left it.`,
  "engine-stepped-down": (d) =>
    `The generator was lost on ${d.from} and runs on ${d.to} now. Everything is as you left it; reload the page to try ${d.from} again.`,
  "no-discriminator": (d) =>
    `The model ${d.model} comes without its discriminator, so that no picture can be judged. Choose a model that has one.`,
  "judgement-not-finite": (d) =>
    `The discriminator of ${d.model} gave a number that is infinite or not a number. Check that the picture holds only finite numbers; if it does, choose another backend.`,
  "directions-failed": (d) =>
    `This model has no principal directions: ${d.reason}. The sliders of single entries still work.`,
  cancelled: () => "Loading was cancelled.",
  "engine-failed": (d) => `The generator stopped: ${d.reason}. Reload the page to start it again.`,
};

function formatError(error: string | number | undefined): string {
  return typeof error === "number" && Number.isFinite(error) ? error.toPrecision(2) : "not a number";
}
