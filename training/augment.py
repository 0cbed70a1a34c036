"""What the discriminator sees of a picture: shifted and cut at random, real and generated alike.

Zhao et al. 2020 (arXiv:2006.10738, section 3.2, "DiffAugment"): a discriminator that has seen every real picture many times
knows them by heart. Shown other views of both kinds it cannot, and since the views are differentiable, the generator learns
through them and does not have to make them itself.
"""
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor


def shift(images: Tensor, draw: np.random.Generator, share: float) -> Tensor:
    """Each picture of [B, C, R, R] moved by whole pixels, up to share of R either way; what is uncovered becomes 0."""
    count, _, height, width = images.shape
    reach = round(share * height)
    rows, columns = (torch.from_numpy(draw.integers(0, 2 * reach + 1, count)) for _ in range(2))
    padded = F.pad(images, (reach, reach, reach, reach))
    return torch.stack([padded[n, :, y : y + height, x : x + width] for n, (y, x) in enumerate(zip(rows, columns))])


def cut(images: Tensor, draw: np.random.Generator, share: float) -> Tensor:
    """Each picture of [B, C, R, R] with a square of share of R set to 0, its centre anywhere in the picture."""
    count, _, height, width = images.shape
    side = round(share * height)
    mask = torch.ones(count, 1, height, width, dtype=images.dtype)
    for n in range(count):
        y, x = (int(v) - side // 2 for v in draw.integers(0, (height, width)))
        mask[n, :, max(0, y) : max(0, y + side), max(0, x) : max(0, x + side)] = 0
    return images * mask.to(images.device)


def views(images: Tensor, key: "list[int]", shift_share: float, cut_share: float) -> Tensor:
    """images [B, C, R, R] as the discriminator sees them: a pure function of the key, so that a resumed run sees the same.

    A share of 0 leaves that change out.
    """
    draw = np.random.default_rng(key)
    if shift_share:
        images = shift(images, draw, shift_share)
    return cut(images, draw, cut_share) if cut_share else images
