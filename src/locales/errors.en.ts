import type { LensErrorCode, LensErrorDetails } from "../model/errors";

/** What went wrong and what to do, one sentence or two for each fault. */
export const errorsEn: Record<LensErrorCode, (d: LensErrorDetails) => string> = {
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
  "file-unreadable": (d) =>
    `The file ${d.file} could not be read (${d.reason}). It was moved, changed or closed to this program meanwhile; choose it again.`,
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
  "kept-for-now": ({ model }) =>
    `This browser keeps nothing for this site (its storage is full or blocked), so ${model} lasts only until the page is closed. Save it as a folder to have it for longer.`,
  "remote-address": ({ address }) =>
    `${address} is not an address that a model can be fetched from. Use a whole https address, such as https://example.org/generator.pth.`,
  "remote-refused": ({ host }) =>
    `${host} could not be reached, or does not let other sites read its files (CORS). Download the file yourself and drop it on this page.`,
  "remote-missing": ({ file, status }) =>
    `There is nothing to download at ${file} (status ${status}). Check the address.`,
  "remote-cut": (d) =>
    `The download of ${d.file} was cut after ${d.megabytes} MB${Number(d.of) > 0 ? ` of ${d.of} MB` : ""}. Go on: what has come is kept.`,
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
  "storage-unreadable": (d) =>
    `The pictures kept in this browser could not be read (${d.problem}). They are left as they are; what you keep now lasts until the page is closed.`,
  "checkpoint-unknown": (d) =>
    `${d.where} is no checkpoint that can be read here: neither safetensors, nor a PyTorch file, nor NPZ, nor a TensorFlow.js model.json with its shards. Check that it is the right file and that it arrived whole.`,
  "checkpoint-files": (d) =>
    `${d.files} do not belong together. Give one checkpoint at a time; only a TensorFlow.js model.json comes with further files, its shards.`,
  "checkpoint-malformed": (d) =>
    `${d.where} cannot be read: ${d.problem}. It is damaged or cut short; fetch or save it anew.`,
  "checkpoint-too-large": (d) =>
    `${d.where} was given up before anything was loaded: ${d.part} would need ${d.needed} bytes, and ${d.limit} are the most for a file of its size. It is damaged, or made to fill the memory; get it from its source anew.`,
  "checkpoint-dtype": (d) =>
    `In ${d.where}, ${d.tensor} holds numbers of the kind ${d.dtype}, which cannot be read here. Save it in single or half precision.`,
  "checkpoint-objects": (d) =>
    `In ${d.where}, ${d.tensor} is an array of Python objects, which only Python can open. Save arrays of plain numbers.`,
  "checkpoint-global": (d) =>
    `${d.where} asks for ${d.name}, which is code rather than numbers; nothing of the file was used. Open it where it was made and save the plain weights: torch.save(model.state_dict(), 'weights.pth')`,
  "checkpoint-opcode": (d) =>
    `${d.where} uses the pickle operation ${d.name}, which no plain checkpoint needs; nothing of the file was used. Open it where it was made and save the plain weights: torch.save(model.state_dict(), 'weights.pth')`,
  "checkpoint-module": (d) =>
    `${d.where} holds a whole pickled network, ${d.name}, which is code and not only numbers. Load it where its code is, then save the plain weights: torch.save(model.state_dict(), 'weights.pth')`,
  "checkpoint-torchscript": (d) =>
    `${d.where} is a TorchScript program, not a state dict. Load it with torch.jit.load, then save the plain weights: torch.save(model.state_dict(), 'weights.pth')`,
  "checkpoint-pickle": (d) =>
    `${d.where} is a pickle that torch.save did not write. Load it in Python and save its tensors: torch.save(tensors, 'weights.pth')`,
  "checkpoint-hdf": (d) =>
    `${d.where} is an HDF5 file, as Keras and nnabla write, which is not read here. Convert it in Python: import h5py, numpy; d = {}; h5py.File('${d.where}').visititems(lambda k, v: d.update({k: v[()]}) if hasattr(v, 'shape') else None); numpy.savez('weights.npz', **d)`,
  "checkpoint-onnx": (d) =>
    `${d.where} is an ONNX file, which is not read here. Convert it in Python: import numpy, onnx, onnx.numpy_helper as h; numpy.savez('weights.npz', **{t.name: h.to_array(t) for t in onnx.load('${d.where}').graph.initializer})`,
  "checkpoint-tensorflow": (d) =>
    `${d.where} is part of a TensorFlow checkpoint, which is not read here. Convert it in Python: import numpy, tensorflow as tf; r = tf.train.load_checkpoint('${d.prefix}'); numpy.savez('weights.npz', **{k: r.get_tensor(k) for k in r.get_variable_to_shape_map()})`,
  "checkpoint-shard": (d) =>
    `${d.where} needs the file ${d.file}, which was not given. Choose it together with its shards, all at once.`,
  "film-unsupported": (d) =>
    `This browser cannot make ${d.format} films. Choose the other format, or record in another browser.`,
  "film-failed": (d) => `The film could not be made: ${d.reason}. Try again, or choose the other format.`,
  "film-cancelled": () => "Recording was cancelled.",
  "import-empty": (d) =>
    `${d.where} holds no tensors. Check that it is a checkpoint and not a configuration or a log.`,
  "import-family-unknown": (d) =>
    `There is no family of checkpoints called “${d.family}”. There are these: ${d.known}.`,
  "import-unknown": (d) =>
    `${d.where} has a layout that is not known. The nearest is ${d.nearest}, of whose names ${d.share}% are there; these do not fit: ${d.tensors}. If it is one of the known code bases, name it; else docs/importing.md says how a family is added.`,
  "import-misfit": (d) =>
    `${d.where} has a layout that is not known. The nearest is ${d.nearest}, of whose names ${d.share}% are there, but at ${d.tensor} it needs ${d.expected} and the file has ${d.found}. Not known in it: ${d.tensors || "nothing else"}. docs/importing.md says how a family is added.`,
  "import-no-attention": (d) =>
    `${d.where} is a generator of ${d.family} without an attention layer, so that the lens has nothing to show of it. Choose a checkpoint with attention in its generator.`,
  "import-other-attention": (d) =>
    `${d.where} has another kind of attention (${d.family}), whose maps are not what the lens shows. Choose a checkpoint with plain self-attention.`,
  "import-discriminator": (d) =>
    `${d.where} holds a discriminator and no generator. Choose the generator's file, which often lies beside it.`,
  "import-no-sigma": (d) =>
    `The spectral norm of ${d.tensor} comes out as 0 or not as a number: the weight or its stored vector is empty. Choose a later checkpoint of the run.`,
  "import-class": (d) =>
    `“${d.given}” is no class of this file. Its classes are numbered from 0 to ${d.last}.`,
  "import-no-classes": (d) =>
    `${d.where} is a generator without classes (${d.family}), so that none can be chosen. Leave the choice out.`,
  "import-too-large": (d) =>
    `${d.where} has ${d.classes} classes, whose tables would not fit into memory. Keep at most ${d.most} of them.`,
  "import-not-finite": (d) =>
    `What ${d.tensor} is made of gives a number that is infinite or not a number. The training run went wrong; take an earlier checkpoint.`,
  "import-truncation": (d) =>
    `“${d.given}” is no truncation that a file has statistics for. Give a number from 0 to 1.`,
  "import-half": (d) =>
    `${d.tensor} holds a number that half precision cannot hold. Import it in single precision.`,
  cancelled: () => "Loading was cancelled.",
  "engine-failed": (d) => `The generator stopped: ${d.reason}. Reload the page to start it again.`,
};

function formatError(error: string | number | undefined): string {
  return typeof error === "number" && Number.isFinite(error) ? error.toPrecision(2) : "not a number";
}
