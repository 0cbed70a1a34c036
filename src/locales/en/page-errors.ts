import type { LensErrorDetails, PageErrorCode } from "../../model/errors";

/** What went wrong on a page of the lens and what to do, one sentence or two for each fault. */
export const pageErrorsEn: Record<PageErrorCode, (d: LensErrorDetails) => string> = {
  "run-malformed": (d) => `${d.where} is not a usable learning run: ${d.problem}.`,
  "run-resumed": (d) =>
    `The run lost its graphics device or worker; it has gone on from step ${d.step} on ${d.backend}. What was learned since then is learned again.`,
  "image-waits": (d) =>
    `${d.where} is a picture, and the discriminator that looks at pictures is not there yet. Open it again once the generator has arrived.`,
  "image-unreadable": (d) =>
    `${d.where} cannot be read as a picture: it is damaged, or of a kind that this browser does not know. Save it anew as PNG or JPEG.`,
  "image-huge": (d) =>
    `${d.where} has ${d.pixels} pixels, more than the ${d.limit} along a side that can be opened. Make it smaller first; the network sees it at 64 or so.`,
  "image-moves": (d) => `${d.where} moves. Only its first frame is shown.`,
  "image-small": (d) =>
    `${d.where} has ${d.pixels} pixels, fewer than the ${d.size} along a side that the network was trained on. It was enlarged, and the score may say more about that than about the picture.`,
  "kept-for-now": ({ model }) =>
    `This browser keeps nothing for this site (its storage is full or blocked), so ${model} lasts only until the page is closed. Save it as a folder to have it for longer.`,
  "remote-address": ({ address }) =>
    `${address} is not an address that a model can be fetched from. Use a whole https address, such as https://example.org/generator.pth.`,
  "not-kept": () =>
    "This browser keeps no files for this site, because its storage is full or blocked. Free some space or allow it, then try again; the run can be saved as a file meanwhile.",
  "direction-foreign": (d) =>
    `${d.where} holds a direction of ${d.model} with ${d.size} numbers, which does not fit ${d.wanted}. Open the model that it was made with.`,
  "direction-nowhere": (d) =>
    `“${d.name}” leads nowhere: both pictures have the same latent. Choose another one.`,
  "direction-too-long": (d) =>
    `The two pictures of “${d.name}” are too far apart for a slider. Choose pictures whose latents were not set to extremes.`,
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
};
