import type { LensErrorDetails, PageErrorCode } from "../../model/errors";

/** What went wrong on a page of the lens and what to do: one or two sentences for each error. */
export const pageErrorsEn: Record<PageErrorCode, (d: LensErrorDetails) => string> = {
  "run-malformed": (d) => `${d.where} is not a usable training run: ${d.problem}.`,
  "run-resumed": (d) =>
    `The training run lost its graphics device or worker. It has resumed from step ${d.step} on ${d.backend}. Later steps are computed again.`,
  "image-waits": (d) =>
    `${d.where} is an image, but the discriminator that would score it is not ready yet. Open it again when the generator has loaded.`,
  "image-unreadable": (d) =>
    `${d.where} cannot be read as an image. It is damaged, or this browser does not support its format. Save it again as PNG or JPEG.`,
  "image-huge": (d) =>
    `${d.where} has ${d.pixels} pixels. At most ${d.limit} pixels a side can be opened. Make it smaller first; the network sees it at about 64 pixels a side.`,
  "image-moves": (d) => `${d.where} is animated. Only its first frame is shown.`,
  "image-small": (d) =>
    `${d.where} has ${d.pixels} pixels, but the network was trained on ${d.size} pixels a side. The image was enlarged, and the score may reflect the enlargement more than the image.`,
  "saved-for-now": ({ model }) =>
    `This browser stores nothing for this site, because its storage is full or blocked. ${model} is available only until the page is closed. Save it as a folder to use it later.`,
  "model-elsewhere": (d) =>
    `This link needs a model that is not on this site: ${d.file ? `${d.model}, imported from the file ${d.file}` : d.model}. It is only in the browser in which the link was made. Ask the sender for the file and open it here. Until then, another model is shown.`,
  "remote-address": ({ address }) =>
    `${address} is not an address of a model. Use a complete https address, such as https://example.org/generator.pth.`,
  "not-saved": () =>
    "This browser stores no files for this site, because its storage is full or blocked. Free some space or allow storage, then try again. Until then, save the run as a file.",
  "direction-foreign": (d) =>
    `${d.where} contains a direction of ${d.model} with ${d.size} numbers, which does not fit ${d.wanted}. Open the model that it was made with.`,
  "direction-nowhere": (d) =>
    `The direction “${d.name}” has no length, because both images have the same latent vector. Choose another image.`,
  "direction-too-long": (d) =>
    `The two images of “${d.name}” are too far apart for a slider. Choose images with less extreme latent vectors.`,
  "too-many-directions": (d) =>
    `You already have ${d.limit} directions, the most allowed. Remove one first. To use it later, export it as a file.`,
  "too-many-saved": (d) => `${d.limit} images are already saved, the most allowed. Remove one first.`,
  "too-many-key-frames": (d) => `A walk has at most ${d.limit} key frames. Remove one first.`,
  "link-fields": (d) =>
    `Parts of the link were not understood, so their defaults are used: ${d.fields}. The link may be incomplete. Ask the sender for it again, or continue from here.`,
  "link-not-copied": () =>
    "This browser did not allow the link to be copied. Copy the address of this page instead; it is the same link.",
  "picture-not-copied": () => "This browser did not allow the figure to be copied. Save it as PNG instead.",
  "file-unknown": (d) =>
    `${d.where} is not a file of the lens. The lens opens checkpoints, images, and the sessions, stills and directions that it saved. Nothing was changed.`,
  "file-too-large": (d) =>
    `${d.where} has ${d.megabytes} MB and is not a checkpoint that can be read. Other files have at most ${d.limit} MB. Nothing was changed.`,
  "session-malformed": (d) =>
    `${d.where} is a session with a wrong field, ${d.path}: ${d.problem}. Save the session again or correct that field. Nothing was changed.`,
  "tour-malformed": (d) =>
    `${d.where} is a tour with a wrong field, ${d.path}: ${d.problem}. Correct that field. Nothing was changed.`,
  "tour-missing": () =>
    "This link shows a step of a tour that was opened from a file. Open that file here to see the tour.",
  "tour-link-long": (d) =>
    `The link to this tour would have ${d.length} characters; more than ${d.most} are cut by mail and chat programs. Save the tour as a file, or take out steps.`,
  "tour-link-malformed": () =>
    "The tour in this link cannot be read: the link was cut or changed. Ask for the whole link, or for the tour as a file.",
  "tour-link-not-copied": () =>
    "This browser did not allow the link to be copied. Save the tour as a file instead.",
  "still-other-weights": (d) =>
    `${d.where} was made with other weights of ${d.model} than this site has. Images generated here may differ from it.`,
  "collection-for-now": () =>
    "This browser stores nothing for this site, because its storage is full or blocked. What you save lasts until the page is closed. Save a session to use it later.",
  "storage-unreadable": (d) =>
    `The images saved in this browser could not be read (${d.problem}). They were not changed. What you save now lasts until the page is closed.`,
  "film-unsupported": (d) =>
    `This browser cannot write ${d.format} videos. Choose the other format, or record in another browser.`,
  "film-failed": (d) => `The video could not be written: ${d.reason}. Try again, or choose the other format.`,
  "film-cancelled": () => "Recording was cancelled.",
  "film-ended": () =>
    "The recording has ended without a film, because another model was opened or its controls were closed. Open the model of the walk and record again.",
};
