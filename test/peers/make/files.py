"""Writing the files, so that the same tensors always give the same bytes."""
import io
import json
import pickle
import struct
import zipfile
from collections import OrderedDict

import numpy as np
import torch

SAFETENSORS = {torch.float32: "F32", torch.float16: "F16", torch.int64: "I64"}


def safetensors(path, tensors):
    """Eight bytes of header length, a JSON header, the bytes; names in order, the widest types first so that all are aligned."""
    names = sorted(tensors, key=lambda name: (-tensors[name].element_size(), name))
    header, parts, at = {}, [], 0
    for name in names:
        data = tensors[name].contiguous().numpy().tobytes()
        header[name] = {
            "dtype": SAFETENSORS[tensors[name].dtype],
            "shape": list(tensors[name].shape),
            "data_offsets": [at, at + len(data)],
        }
        parts.append(data)
        at += len(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(parts))


def read_safetensors(path):
    """Float tensors only: what golden files hold."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    tensors = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        start, end = entry["data_offsets"]
        if entry["dtype"] == "F32":
            numbers = np.frombuffer(data[8 + length + start : 8 + length + end], dtype="<f4")
            tensors[name] = torch.from_numpy(numbers.reshape(entry["shape"]).copy())
    return tensors


def pickled(path, value, device="cpu"):
    """torch.save in the zip form; `device` is the tag that the storages carry."""
    tag = torch.serialization.location_tag
    torch.serialization.location_tag = lambda storage: device
    try:
        torch.save(value, str(path))
    finally:
        torch.serialization.location_tag = tag


class _OldPickler(pickle.Pickler):
    """Puts storages outside the pickle, under keys that stand for addresses."""

    def __init__(self, file, device):
        super().__init__(file, protocol=2)
        self.device, self.keys, self.storages = device, {}, {}

    def persistent_id(self, value):
        if not isinstance(value, torch.storage.TypedStorage):
            return None
        key = self.keys.setdefault(value.data_ptr(), str(94525083541696 + 64 * len(self.keys)))
        self.storages[key] = value
        return ("storage", getattr(torch, value.pickle_storage_type()), key, self.device, value.size(), None)


def old_pickled(path, value, device="cpu"):
    """torch.save as it was before 1.6: five pickles and the raw storages. PyTorch's own keys are addresses, which no two runs share."""
    system = {"protocol_version": 1001, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}
    with path.open("wb") as file:
        for header in (torch.serialization.MAGIC_NUMBER, torch.serialization.PROTOCOL_VERSION, system):
            pickle.dump(header, file, protocol=2)
        pickler = _OldPickler(file, device)
        pickler.dump(value)
        keys = sorted(pickler.storages)
        pickle.dump(keys, file, protocol=2)
        for key in keys:
            storage = pickler.storages[key]
            file.write(struct.pack("<q", storage.size()))
            file.write(bytes(storage._storage))


def state_dict(entries):
    """What `Module.state_dict` gives: an OrderedDict with a version by module in `_metadata`."""
    state = OrderedDict(entries)
    modules = {""}
    for name in state:
        parts = name.split(".")[:-1]
        modules.update(".".join(parts[: i + 1]) for i in range(len(parts)))
    state._metadata = OrderedDict((module, {"version": 1}) for module in sorted(modules))
    return state


def adam(draw, tensors, lr=1e-4, betas=(0.0, 0.9)):
    """An Adam optimizer's state after a few steps, for the first two tensors: floats, None, tuples and lists as PyTorch writes them."""
    first = list(tensors.values())[:2]
    return {
        "state": {
            i: {"step": 20, "exp_avg": draw.normal(*t.shape), "exp_avg_sq": draw.uniform(0, 1, *t.shape)} for i, t in enumerate(first)
        },
        "param_groups": [
            {
                "lr": lr,
                "betas": betas,
                "eps": 1e-08,
                "weight_decay": 0,
                "amsgrad": False,
                "maximize": False,
                "foreach": None,
                "capturable": False,
                "params": list(range(len(first))),
            }
        ],
    }


def npz(path, arrays):
    """As numpy.savez writes it, with a fixed date."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, tensor in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(tensor.numpy()).reshape(tuple(tensor.shape)))
            archive.writestr(zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue())


def read_npz(path):
    with np.load(path) as archive:
        return OrderedDict((name, torch.from_numpy(archive[name])) for name in archive.files)


def tfjs(folder, arrays, shard="group1-shard1of1.bin"):
    """A TensorFlow.js graph model without its graph: the weights manifest and one shard."""
    weights = [{"name": name, "shape": list(t.shape), "dtype": "float32"} for name, t in arrays.items()]
    manifest = {
        "format": "graph-model",
        "generatedBy": "1.15.0",
        "convertedBy": "TensorFlow.js Converter v3.21.0",
        "modelTopology": None,
        "weightsManifest": [{"paths": [shard], "weights": weights}],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.json").write_text(json.dumps(manifest))
    (folder / shard).write_bytes(b"".join(t.contiguous().numpy().tobytes() for t in arrays.values()))


def doubled(state):
    """The same dictionary in double precision, so that a golden value is nearer the truth than any network in single precision."""
    return OrderedDict((k, v.double() if isinstance(v, torch.Tensor) and v.is_floating_point() else v) for k, v in state.items())
