import type { ImportErrorCode, LensErrorDetails } from "../../model/errors";

/** What is wrong with an imported checkpoint, and what to do. Loaded together with the importer. */
export const importErrorsEn: Record<ImportErrorCode, (d: LensErrorDetails) => string> = {
  "file-unreadable": (d) =>
    `The file ${d.file} could not be read (${d.reason}). It was moved, changed or blocked. Choose it again.`,
  "remote-refused": ({ host }) =>
    `${host} could not be reached, or does not allow other sites to read its files (CORS). Download the file yourself and drop it on this page.`,
  "remote-missing": ({ file, status }) =>
    `No file was found at ${file} (status ${status}). Check the address.`,
  "remote-cut": (d) =>
    `The download of ${d.file} stopped after ${d.megabytes} MB${Number(d.of) > 0 ? ` of ${d.of} MB` : ""}. Continue: the part received so far is stored.`,
  "remote-broken": (d) =>
    `${d.file} cannot be downloaded here: ${d.attempts} attempts in a row stopped without getting beyond ${d.megabytes} MB. Download the file yourself and drop it on this page.`,
  "checkpoint-unknown": (d) =>
    `Can't read ${d.where} as a checkpoint. Supported: safetensors, PyTorch files, NPZ, and a TensorFlow.js model.json with its shards. Check the file or download it again.`,
  "checkpoint-files": (d) =>
    `${d.files} do not belong together. Open one checkpoint at a time. Only a TensorFlow.js model.json is opened together with other files, its shards.`,
  "checkpoint-malformed": (d) =>
    `${d.where} cannot be read: ${d.problem}. It is damaged or incomplete. Download or save it again.`,
  "checkpoint-too-large": (d) =>
    `${d.where} was refused before anything was loaded: ${d.part} would need ${d.needed} bytes, but a file of this size may need at most ${d.limit}. It is damaged, or made to exhaust memory. Get it from its source again.`,
  "checkpoint-dtype": (d) =>
    `In ${d.where}, ${d.tensor} has the number type ${d.dtype}, which is not supported. Save it in single or half precision.`,
  "checkpoint-objects": (d) =>
    `In ${d.where}, ${d.tensor} is an array of Python objects, which only Python can open. Save arrays of plain numbers.`,
  "checkpoint-global": (d) =>
    `${d.where} refers to ${d.name}, which is code, not numbers. Nothing in the file was used. Open it where it was made and save only the weights: torch.save(model.state_dict(), 'weights.pth')`,
  "checkpoint-opcode": (d) =>
    `${d.where} uses the pickle operation ${d.name}, which no plain checkpoint needs. Nothing in the file was used. Open it where it was made and save only the weights: torch.save(model.state_dict(), 'weights.pth')`,
  "checkpoint-module": (d) =>
    `${d.where} contains a whole pickled network, ${d.name}, which is code and not only numbers. Load it with its own code, then save only the weights: torch.save(model.state_dict(), 'weights.pth')`,
  "checkpoint-torchscript": (d) =>
    `${d.where} is a TorchScript program, not a state dict. Load it with torch.jit.load, then save only the weights: torch.save(model.state_dict(), 'weights.pth')`,
  "checkpoint-pickle": (d) =>
    `${d.where} is a pickle that was not written by torch.save. Load it in Python and save its tensors: torch.save(tensors, 'weights.pth')`,
  "checkpoint-hdf": (d) =>
    `${d.where} uses a part of HDF5 that is not supported (${d.part}). Convert it in Python: import h5py, numpy; d = {}; h5py.File('${d.where}').visititems(lambda k, v: d.update({k: v[()]}) if hasattr(v, 'shape') else None); numpy.savez('weights.npz', **d)`,
  "checkpoint-onnx": (d) =>
    `${d.where} is an ONNX file, which is not supported. Convert it in Python: import numpy, onnx, onnx.numpy_helper as h; numpy.savez('weights.npz', **{t.name: h.to_array(t) for t in onnx.load('${d.where}').graph.initializer})`,
  "checkpoint-tensorflow": (d) =>
    `${d.where} is part of a TensorFlow checkpoint, which is not supported. Convert it in Python: import numpy, tensorflow as tf; r = tf.train.load_checkpoint('${d.prefix}'); numpy.savez('weights.npz', **{k: r.get_tensor(k) for k in r.get_variable_to_shape_map()})`,
  "checkpoint-shard": (d) =>
    `${d.where} needs the file ${d.file}, which is missing. Select model.json and all its shards together.`,
  "import-empty": (d) =>
    `${d.where} contains no tensors. Check that it is a checkpoint and not a configuration or a log.`,
  "import-family-unknown": (d) =>
    `There is no family of checkpoints called “${d.family}”. Known families: ${d.known}.`,
  "import-unknown": (d) =>
    `${d.where} has an unknown layout. The closest is ${d.nearest}, with ${d.share}% of its names present. These do not fit: ${d.tensors}. If it comes from a known code base, name it. Otherwise docs/importing.md explains how to add a family.`,
  "import-misfit": (d) =>
    `${d.where} has an unknown layout. The closest is ${d.nearest}, with ${d.share}% of its names present, but ${d.tensor} should be ${d.expected} and is ${d.found}. Other unknown tensors: ${d.tensors || "none"}. docs/importing.md explains how to add a family.`,
  "import-no-attention": (d) =>
    `${d.where} is a generator of ${d.family} without an attention layer, so there are no maps to show. Choose a checkpoint with attention in its generator.`,
  "import-other-attention": (d) =>
    `${d.where} has another kind of attention (${d.family}), which the lens cannot show. Choose a checkpoint with plain self-attention.`,
  "import-discriminator": (d) =>
    `${d.where} contains a discriminator and no generator. Choose the generator's file, which is often in the same folder.`,
  "import-no-sigma": (d) =>
    `The spectral norm of ${d.tensor} is 0 or NaN: the weight or its stored vector is all zeros. Choose a later checkpoint of the run.`,
  "import-class": (d) =>
    `“${d.given}” is not a class of this file. Its classes are numbered from 0 to ${d.last}.`,
  "import-no-classes": (d) =>
    `${d.where} is a generator without classes (${d.family}), so no classes can be selected. Leave the selection empty.`,
  "import-too-large": (d) =>
    `${d.where} has ${d.classes} classes; their tables would not fit into memory. Select at most ${d.most} of them.`,
  "import-not-finite": (d) =>
    `Computing ${d.tensor} gives an infinite value or NaN. The training run diverged. Use an earlier checkpoint.`,
  "import-truncation": (d) =>
    `The file has no statistics for the truncation “${d.given}”. Give a number from 0 to 1.`,
  "import-half": (d) =>
    `${d.tensor} contains a number too large for half precision. Import the model in single precision.`,
  "checkpoint-lfs": (d) =>
    `${d.where} is a Git LFS pointer, not the file itself. Run git lfs pull, or download the file from its page.`,
  "checkpoint-page": (d) =>
    `${d.where} is a web page, not the file itself. Open its address in a browser and download the file from there.`,
  "checkpoint-empty": (d) => `${d.where} is empty. Download or save it again.`,
  "checkpoint-packed": (d) =>
    `${d.where} is an archive in a format that is not supported. Unpack it and choose the checkpoint in it.`,
  "checkpoint-archive": (d) =>
    `${d.where} is an archive without a checkpoint that can be read. It contains: ${d.files || "nothing"}. Unpack it and choose the file with the weights.`,
  "checkpoint-old-torch": (d) =>
    `${d.where} was saved by PyTorch 0.1.1 or older, in a format that is not supported. Save it again in PyTorch: torch.save(torch.load('${d.where}'), 'weights.pth')`,
};
