"""What the discriminator sees of an image: shifted and cut at random, real and generated alike.

Zhao et al. 2020 (arXiv:2006.10738, section 3.2, "DiffAugment"): a discriminator that has seen every real image many times
knows them by heart. Shown other views of both kinds it cannot, and since the views are differentiable, the generator learns
through them and does not have to make them itself.
"""
from typing import Optional, Tuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

# Which images of a larger batch of `total` these are, where several processes share it: (numbers [B], total).
Places = Tuple[np.ndarray, int]


def shift(images: Tensor, draw: np.random.Generator, share: float, places: Optional[Places] = None) -> Tensor:
    """Each image of [B, C, R, R] moved by whole pixels, up to share of R either way; what is uncovered becomes 0."""
    height, width = images.shape[2:]
    numbers, total = places or (np.arange(len(images)), len(images))
    reach = round(share * height)
    rows, columns = (draw.integers(0, 2 * reach + 1, total)[numbers] for _ in range(2))
    padded = F.pad(images, (reach, reach, reach, reach))
    return torch.stack([padded[n, :, y : y + height, x : x + width] for n, (y, x) in enumerate(zip(rows, columns))])


def cut(images: Tensor, draw: np.random.Generator, share: float, places: Optional[Places] = None) -> Tensor:
    """Each image of [B, C, R, R] with a square of share of R set to 0, its centre anywhere in the image."""
    count, _, height, width = images.shape
    numbers, total = places or (np.arange(count), count)
    side = round(share * height)
    mask = torch.ones(count, 1, height, width, dtype=images.dtype)
    for n, centre in enumerate(draw.integers(0, (height, width), (total, 2))[numbers]):
        y, x = (int(v) - side // 2 for v in centre)
        mask[n, :, max(0, y) : max(0, y + side), max(0, x) : max(0, x + side)] = 0
    return images * mask.to(images.device)


def views(images: Tensor, key: "list[int]", shift_share: float, cut_share: float, places: Optional[Places] = None) -> Tensor:
    """images [B, C, R, R] as the discriminator sees them: a pure function of the key, so that a resumed run sees the same.

    A share of 0 leaves that change out.
    """
    draw = np.random.default_rng(key)
    if shift_share:
        images = shift(images, draw, shift_share, places)
    return cut(images, draw, cut_share, places) if cut_share else images
