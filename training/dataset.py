"""The prepared data: a folder <data>/<id>/, and the batches drawn from it.

pictures.npy: uint8 [count, R, R, 3]; labels.npy: uint8 [count] (classes only); about.json: counts, class names, hash.
"""
import json
from pathlib import Path
from typing import Dict, List, Optional, Tuple

import numpy as np
import torch
from torch import Tensor

from .net import parallel
from .config import Config
from .errors import TrainingError


class Pictures:
    """All images in memory, as bytes."""

    def __init__(self, images: np.ndarray, labels: Optional[np.ndarray], classes: Optional[List[str]], sha256: str) -> None:
        self.images, self.labels, self.classes, self.sha256 = images, labels, classes, sha256

    def __len__(self) -> int:
        return len(self.images)

    def frequencies(self) -> Optional[Dict[str, int]]:
        """How many images each class has."""
        if self.classes is None or self.labels is None:
            return None
        return {name: int((self.labels == n).sum()) for n, name in enumerate(self.classes)}


def load(folder: Path, config: Config) -> Pictures:
    """The prepared data of a config; raises TrainingError where it is missing or does not fit the config."""
    try:
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        images = np.load(folder / "pictures.npy", mmap_mode="r")
        labels = np.load(folder / "labels.npy") if about["classes"] else None
    except FileNotFoundError as error:
        raise TrainingError(
            f"{folder} holds no prepared data ({Path(error.filename).name} is missing); run python3 -m training.prepare first."
        ) from None
    except (ValueError, KeyError, EOFError, json.JSONDecodeError) as error:
        raise TrainingError(f"The prepared data in {folder} is damaged ({error}); run python3 -m training.prepare again.") from None
    if images.shape[1:] != (config.resolution, config.resolution, 3):
        raise TrainingError(f"The data in {folder} is {images.shape[1]} pixels wide, but {config.id} needs {config.resolution}.")
    wanted = [c.id for c in config.classes] if config.classes else None
    if about["classes"] != wanted:
        raise TrainingError(f"The data in {folder} has the classes {about['classes']}, but {config.id} needs {wanted}.")
    return Pictures(np.ascontiguousarray(images), labels, wanted, about["sha256"])


def to_tensor(images: np.ndarray) -> Tensor:
    """uint8 [B, R, R, 3] -> float32 [B, 3, R, R] in -1..1."""
    return torch.from_numpy(np.ascontiguousarray(images)).permute(0, 3, 1, 2).float().div_(127.5).sub_(1)


def to_bytes(images: Tensor) -> np.ndarray:
    """float [B, 3, R, R] in -1..1 -> uint8 [B, R, R, 3], rounded to the nearest level."""
    return images.detach().float().cpu().add(1).mul(127.5).round().clamp(0, 255).byte().permute(0, 2, 3, 1).contiguous().numpy()


class Stream:
    """An endless, shuffled sequence of batches that is a pure function of the seed and the step.

    Nothing has to be stored to resume: batch k of any run with the same seed is the same batch. Each pass over the data has a
    permutation of its own, and a batch that straddles two passes takes from both.
    """

    def __init__(self, pictures: Pictures, config: Config) -> None:
        self.pictures, self.training = pictures, config.training
        self._pass = -1
        self._order = np.empty(0, np.int64)

    def _index(self, position: int) -> int:
        number, offset = divmod(position, len(self.pictures))
        if number != self._pass:
            self._pass = number
            self._order = np.random.default_rng([self.training.seed, 1, number]).permutation(len(self.pictures))
        return int(self._order[offset])

    def indices(self, step: int) -> List[int]:
        """Which images the whole batch of a step holds."""
        first = step * self.training.batch
        return [self._index(first + n) for n in range(self.training.batch)]

    def batch(self, step: int) -> Tuple[Tensor, Optional[Tensor]]:
        """Images float32 [B, 3, R, R] and labels int64 [B] of a step, mirrored and turned as configured.

        Of several processes each has its own part, of what one process alone would have.
        """
        mine = parallel.part(self.training.batch)
        chosen, numbers = self.indices(step)[mine], range(self.training.batch)[mine]
        images = self.pictures.images[chosen]
        noise = np.empty((len(chosen), *images.shape[1:]), np.float32)
        for n, number in enumerate(numbers):
            draw = np.random.default_rng([self.training.seed, 2, step, number])  # of its own, so that no process draws for others
            flip, turns = draw.integers(2), draw.integers(4)
            if self.training.flip and flip:
                images[n] = images[n][:, ::-1]
            if self.training.turn and turns:
                images[n] = np.rot90(images[n], turns)
            draw.random(dtype=np.float32, out=noise[n])
        # Bytes are steps of 1/127.5; noise of that width keeps the discriminator from telling real images by their steps.
        x = to_tensor(images).add_(torch.from_numpy(noise).permute(0, 3, 1, 2).div_(127.5))
        labels = self.pictures.labels
        return x, None if labels is None else torch.from_numpy(labels[chosen].astype(np.int64))

    def noise(self, step: int, latent: int) -> Tuple[Tensor, Optional[Tensor]]:
        """This process's latents float32 [B, latent] and, with classes, labels drawn as often as the data has them."""
        draw, batch = np.random.default_rng([self.training.seed, 3, step]), self.training.batch
        mine = parallel.part(batch)
        z = torch.from_numpy(draw.standard_normal((batch, latent), dtype=np.float32)[mine])
        labels = self.pictures.labels
        if labels is None:
            return z, None
        chosen = draw.integers(len(labels), size=batch)[mine]
        return z, torch.from_numpy(labels[chosen].astype(np.int64))
