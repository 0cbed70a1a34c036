import type { ImportErrorCode, LensErrorDetails } from "../../model/errors";

/** What is wrong with what a generator is imported from, and what to do; loaded with what imports. */
export const importErrorsEn: Record<ImportErrorCode, (d: LensErrorDetails) => string> = {
  "file-unreadable": (d) =>
    `The file ${d.file} could not be read (${d.reason}). It was moved, changed or closed to this program meanwhile; choose it again.`,
  "remote-refused": ({ host }) =>
    `${host} could not be reached, or does not let other sites read its files (CORS). Download the file yourself and drop it on this page.`,
  "remote-missing": ({ file, status }) =>
    `There is nothing to download at ${file} (status ${status}). Check the address.`,
  "remote-cut": (d) =>
    `The download of ${d.file} was cut after ${d.megabytes} MB${Number(d.of) > 0 ? ` of ${d.of} MB` : ""}. Go on: what has come is kept.`,
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
    `${d.where} is an HDF5 file of a kind that is not read here (${d.part}). Convert it in Python: import h5py, numpy; d = {}; h5py.File('${d.where}').visititems(lambda k, v: d.update({k: v[()]}) if hasattr(v, 'shape') else None); numpy.savez('weights.npz', **d)`,
  "checkpoint-onnx": (d) =>
    `${d.where} is an ONNX file, which is not read here. Convert it in Python: import numpy, onnx, onnx.numpy_helper as h; numpy.savez('weights.npz', **{t.name: h.to_array(t) for t in onnx.load('${d.where}').graph.initializer})`,
  "checkpoint-tensorflow": (d) =>
    `${d.where} is part of a TensorFlow checkpoint, which is not read here. Convert it in Python: import numpy, tensorflow as tf; r = tf.train.load_checkpoint('${d.prefix}'); numpy.savez('weights.npz', **{k: r.get_tensor(k) for k in r.get_variable_to_shape_map()})`,
  "checkpoint-shard": (d) =>
    `${d.where} needs the file ${d.file}, which was not given. Choose it together with its shards, all at once.`,
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
  "checkpoint-lfs": (d) =>
    `${d.where} is a Git LFS pointer, not the file itself. Run git lfs pull, or download the file from its page.`,
  "checkpoint-page": (d) =>
    `${d.where} is a web page, not the file itself. Open its address in a browser and download the file from there.`,
  "checkpoint-empty": (d) => `${d.where} is empty. Download or save it again.`,
  "checkpoint-packed": (d) =>
    `${d.where} is an archive of a kind that is not unpacked here. Unpack it and choose the checkpoint in it.`,
  "checkpoint-archive": (d) =>
    `${d.where} is an archive without a checkpoint that can be read here. It holds: ${d.files || "nothing"}. Unpack it and choose the file with the weights.`,
  "checkpoint-old-torch": (d) =>
    `${d.where} is a file of PyTorch 0.1.1 or older, which is not read here. Save it again in PyTorch: torch.save(torch.load('${d.where}'), 'weights.pth')`,
};
