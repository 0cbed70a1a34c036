"""The golden file: latents, classes, the picture, and for each attention site its gamma and its map (or some rows of it)."""
import numpy as np
import torch

from . import files
from .draw import Draw

WHOLE = 256 * 64
"""Numbers of a map above which it is never written whole."""


def rows_of(count, keep, name):
    """Some rows, sorted, the first and the last among them."""
    inner = Draw(name).rng.permutation(np.arange(1, count - 1))[: keep - 2]
    return torch.from_numpy(np.sort(np.concatenate([[0], inner, [count - 1]])).astype(np.int64))


def rows_kept(sources):
    """How many rows of a map go into the file: a few kilobytes of each."""
    return 32 if sources <= 64 else 8 if sources <= 256 else 4


def contents(z, classes, image, sites, extra=None, whole=False):
    """
    Everything that the file holds, by name.
    @param sites by name: gamma and A [B, N, M]
    @param whole keep all rows of the picture and of every map
    """
    held = {"z": z}
    if classes is not None:
        held["class"] = classes.float()
    if image.shape[-1] > 32 and not whole:
        rows = rows_of(image.shape[-2], 16, "image")
        held["image.rows"] = rows.float()
        held["image_rows"] = image[:, :, rows]
    else:
        held["image"] = image
    for site, (gamma, weights) in sites.items():
        held[f"{site}.gamma"] = gamma.reshape(1)
        if whole and weights[0].numel() <= WHOLE:
            held[f"{site}.A"] = weights
        else:
            rows = rows_of(weights.shape[1], rows_kept(weights.shape[2]), site)
            held[f"{site}.rows"] = rows.float()
            held[f"{site}.A_rows"] = weights[:, rows]
    held.update(extra or {})
    return {name: value.float() for name, value in held.items()}


def write(path, *args, **kwargs):
    files.safetensors(path, contents(*args, **kwargs))


def distance(held, z, image, sites, extra=None):
    """The largest difference between a golden file's values and those of a forward pass, by name."""
    found = {"image": image, **(extra or {})}
    for site, (gamma, weights) in sites.items():
        found[f"{site}.gamma"] = gamma.reshape(1)
        found[f"{site}.A"] = weights
        if f"{site}.rows" in held:
            found[f"{site}.A_rows"] = weights[:, held[f"{site}.rows"].long()]
    if "image.rows" in held:
        found["image_rows"] = image[:, :, held["image.rows"].long()]
    return {name: (held[name].double() - value).abs().max().item() for name, value in found.items() if name in held}
