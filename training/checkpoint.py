"""Writing files so that a reader never sees half of one."""
import contextlib
import io
import os
from pathlib import Path
from typing import Any, Dict

import torch

from .errors import TrainingError


def write_whole(path: Path, data: bytes) -> None:
    """Write to a neighbouring file, flush it to the disk, then rename: `path` is the old file or the whole new one.

    Raises TrainingError when the disk is full or not writable; the old file is then still whole.
    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        kept = "; the file written before is still whole" if path.exists() else ""
        raise TrainingError(f"{path.name} could not be saved: {error.strerror or error}{kept}.") from None


def save(path: Path, state: Dict[str, Any]) -> None:
    """Save tensors and plain values as a PyTorch file, whole or not at all."""
    buffer = io.BytesIO()
    torch.save(state, buffer)
    write_whole(path, buffer.getvalue())


def load(path: Path) -> Dict[str, Any]:
    """Read what `save` wrote, onto the CPU."""
    try:
        return torch.load(path, map_location="cpu")
    except FileNotFoundError:
        raise TrainingError(f"There is no file {path}.") from None
    except Exception as error:  # the reader raises several kinds for a damaged file
        raise TrainingError(f"{path} is not a readable checkpoint ({type(error).__name__}: {error}).") from None
