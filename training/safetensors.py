"""The safetensors file format: 8 bytes of header length, a JSON header, then the raw little-endian tensors."""
import json
import struct
from pathlib import Path
from typing import Dict, Optional

import numpy as np
import torch
from torch import Tensor

from .errors import TrainingError

TYPES = {"F16": "<f2", "F32": "<f4", "U8": "u1", "I64": "<i8"}


def encode(tensors: Dict[str, Tensor], metadata: Optional[Dict[str, str]] = None) -> bytes:
    """A file's bytes. Tensors keep their order and data type (float16, float32, uint8, int64)."""
    header: Dict[str, object] = {"__metadata__": metadata} if metadata else {}
    parts, offset = [], 0
    for name, tensor in tensors.items():
        array = np.ascontiguousarray(tensor.detach().cpu().numpy())
        code = next(code for code, kind in TYPES.items() if np.dtype(kind) == array.dtype)
        header[name] = {"dtype": code, "shape": list(tensor.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
        parts.append(array.tobytes())
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(parts)


def decode(data: bytes, name: str = "the file") -> Dict[str, Tensor]:
    """Tensors of a file's bytes, as float32 where they are floats."""
    try:
        (length,) = struct.unpack_from("<Q", data)
        header = json.loads(data[8 : 8 + length])
        header.pop("__metadata__", None)
        tensors = {}
        for key, entry in header.items():
            first, last = entry["data_offsets"]
            array = np.frombuffer(data[8 + length + first : 8 + length + last], TYPES[entry["dtype"]]).reshape(entry["shape"])
            tensor = torch.from_numpy(array.copy())
            tensors[key] = tensor.float() if tensor.is_floating_point() else tensor
        return tensors
    except (struct.error, ValueError, KeyError, TypeError) as error:
        raise TrainingError(f"{name} is truncated or not a safetensors file ({error}).") from None


def read(path: Path) -> Dict[str, Tensor]:
    """Tensors of a file."""
    try:
        return decode(path.read_bytes(), path.name)
    except FileNotFoundError:
        raise TrainingError(f"There is no file {path}.") from None
