"""Directions in the latent space along which the generator's early features vary most.

GANSpace (Haerkoenen et al. 2020, arXiv:2004.02546, section 2): principal components of early activations over random latents,
brought back to the latent space by linear regression (equation 3 there). Early here is the first residual block's output, the
first features that are not linear in z.
"""
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
import torch
from torch import Tensor

from . import play
from .net.average import draw

LATENTS = 10_000
KEPT = 16
BATCH = 250


@torch.no_grad()
def principal(
    layers: List[Dict[str, Any]], tensors: Dict[str, Tensor], latent: int, frequencies: Optional[np.ndarray],
    count: int = LATENTS, keep: int = KEPT,
) -> Tuple[Tensor, Tensor]:
    """Unit vectors [keep, latent], and the share of the activations' variance of each component [keep], largest first.
    At most as many as the latent has entries.

    Classes are drawn by frequency and each class's mean is taken off, so that no direction stands for a class. The sign of a
    direction is arbitrary; its largest entry is positive.
    """
    keep = min(keep, latent)
    early = layers[: 1 + next(n for n, layer in enumerate(layers) if layer["type"] == "residual")]
    z, labels = draw(latent, count, frequencies, [13])
    parts = []
    for first in range(0, count, BATCH):
        some = slice(first, first + BATCH)
        parts.append(play.run(early, tensors, z[some], None if labels is None else labels[some]).flatten(1))
    features = torch.cat(parts)
    del parts
    kinds = torch.zeros(count, dtype=torch.long) if labels is None else labels
    for kind in kinds.unique():
        features[kinds == kind] -= features[kinds == kind].mean(0)
    torch.manual_seed(13)
    _, _, components = torch.pca_lowrank(features, q=min(2 * keep, count), center=False, niter=4)
    coordinates = features @ components[:, :keep]
    # z and the coordinates of different components are uncorrelated, so each one is regressed alone.
    back = coordinates.t() @ (z - z.mean(0))
    directions = back / back.norm(dim=1, keepdim=True)
    signs = directions.gather(1, directions.abs().argmax(1, keepdim=True)).sign()
    share = coordinates.square().sum(0) / features.square().sum()
    return directions * signs, share
