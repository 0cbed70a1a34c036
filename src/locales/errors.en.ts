import type { CoreErrorCode, LensErrorDetails } from "../model/errors";

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
  "run-malformed": (d) => `${d.where} is not a usable learning run: ${d.problem}.`,
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
  "image-waits": (d) =>
    `${d.where} is a picture, and the discriminator that looks at pictures is not there yet. Open it again once the generator has arrived.`,
  "image-unreadable": (d) =>
    `${d.where} cannot be read as a picture: it is damaged, or of a kind that this browser does not know. Save it anew as PNG or JPEG.`,
  "image-huge": (d) =>
    `${d.where} has ${d.pixels} pixels, more than the ${d.limit} along a side that can be opened. Make it smaller first; the network sees it at 64 or so.`,
  "image-moves": (d) => `${d.where} moves. Only its first frame is shown.`,
  "image-small": (d) =>
    `${d.where} has ${d.pixels} pixels, fewer than the ${d.size} along a side that the network was trained on. It was enlarged, and the score may say more about that than about the picture.`,
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
  "kept-for-now": ({ model }) =>
    `This browser keeps nothing for this site (its storage is full or blocked), so ${model} lasts only until the page is closed. Save it as a folder to have it for longer.`,
  "remote-address": ({ address }) =>
    `${address} is not an address that a model can be fetched from. Use a whole https address, such as https://example.org/generator.pth.`,
  "not-kept": () =>
    "This browser keeps no files for this site, because its storage is full or blocked. Free some space or allow it, then try again; the run can be saved as a file meanwhile.",
  "no-discriminator": (d) =>
    `The model ${d.model} comes without its discriminator, so that no picture can be judged. Choose a model that has one.`,
  "judgement-not-finite": (d) =>
    `The discriminator of ${d.model} gave a number that is infinite or not a number. Check that the picture holds only finite numbers; if it does, choose another backend.`,
  "direction-foreign": (d) =>
    `${d.where} holds a direction of ${d.model} with ${d.size} numbers, which does not fit ${d.wanted}. Open the model that it was made with.`,
  "direction-nowhere": (d) =>
    `“${d.name}” leads nowhere: both pictures have the same latent. Choose another one.`,
  "direction-too-long": (d) =>
    `The two pictures of “${d.name}” are too far apart for a slider. Choose pictures whose latents were not set to extremes.`,
  "directions-failed": (d) =>
    `This model has no principal directions: ${d.reason}. The sliders of single entries still work.`,
  "too-many-directions": (d) =>
    `There are ${d.limit} own directions already. Remove one first; export keeps it as a file.`,
  "too-many-kept": (d) => `${d.limit} pictures are kept already. Remove one first.`,
  "too-many-key-frames": (d) => `A walk has at most ${d.limit} key frames. Remove one first.`,
  "link-fields": (d) =>
    `Parts of the link were not understood and are as by default: ${d.fields}. It may have been cut short on its way; ask for it again, or go on from here.`,
  "link-not-copied": () =>
    "This browser did not allow the link to be copied. The address of this page is the same link: copy it from there.",
  "picture-not-copied": () =>
    "This browser did not allow the figure to be copied. Save it as PNG and use the file.",
  "file-unknown": (d) =>
    `${d.where} is no file of the lens. It opens sessions (.json), stills (.safetensors) and directions (.json) that were saved here; nothing was changed.`,
  "file-too-large": (d) =>
    `${d.where} has ${d.megabytes} MB, more than any file of the lens (${d.limit} MB). Check that it is the right one; nothing was changed.`,
  "session-malformed": (d) =>
    `${d.where} is a session with a wrong field, ${d.path}: ${d.problem}. Save it anew or correct that field; nothing was changed.`,
  "still-other-weights": (d) =>
    `${d.where} was made with other weights of ${d.model} than this site has. What the generator makes here may differ from it.`,
  "collection-for-now": () =>
    "This browser keeps nothing for this site: its storage is full or blocked. What you collect lasts until the page is closed; save a session to have it for longer.",
  "storage-unreadable": (d) =>
    `The pictures kept in this browser could not be read (${d.problem}). They are left as they are; what you keep now lasts until the page is closed.`,
  "film-unsupported": (d) =>
    `This browser cannot make ${d.format} films. Choose the other format, or record in another browser.`,
  "film-failed": (d) => `The film could not be made: ${d.reason}. Try again, or choose the other format.`,
  "film-cancelled": () => "Recording was cancelled.",
  cancelled: () => "Loading was cancelled.",
  "engine-failed": (d) => `The generator stopped: ${d.reason}. Reload the page to start it again.`,
};

function formatError(error: string | number | undefined): string {
  return typeof error === "number" && Number.isFinite(error) ? error.toPrecision(2) : "not a number";
}
