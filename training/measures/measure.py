"""Samples of an exported model and what its attention does in them."""
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
import torch
from torch import Tensor

from .. import play
from ..net.average import draw
from ..dataset import to_bytes
from .statistics import attention_statistics

BATCH = 50


@torch.no_grad()
def samples(
    layers: List[Dict[str, Any]], tensors: Dict[str, Tensor], latent: int, count: int, frequencies: Optional[np.ndarray], seed: int = 5
) -> Tuple[np.ndarray, Optional[np.ndarray]]:
    """Images uint8 [count, R, R, 3] of normal latents, not truncated, and their classes drawn by frequency."""
    z, labels = draw(latent, count, frequencies, [seed])
    parts = []
    for first in range(0, count, BATCH):
        some = slice(first, first + BATCH)
        parts.append(to_bytes(play.run(layers, tensors, z[some], None if labels is None else labels[some])))
    return np.concatenate(parts), None if labels is None else labels.numpy()


@torch.no_grad()
def attention(
    layers: List[Dict[str, Any]], tensors: Dict[str, Tensor], latent: int, frequencies: Optional[np.ndarray], count: int = 200
) -> Dict[str, float]:
    """Means over `count` samples: statistics.attention_statistics, and

    gamma         the layer's learned scale
    gammaEffect   mean absolute change of the image (its range is 2) when gamma is set to 0 at this site
    share         |gamma v(o)| / |x|

    for the first site; for further ones with their name before it, as "attn2.gamma". Empty for a network without attention.
    """
    sites = [layer["name"] for layer in layers if layer["type"] == "attention"]
    if not sites:
        return {}
    z, labels = draw(latent, count, frequencies, [6])
    totals: Dict[str, float] = {}
    for first in range(0, count, BATCH):
        some = slice(first, first + BATCH)
        kinds = None if labels is None else labels[some]
        options = play.Options()
        with_gamma = play.run(layers, tensors, z[some], kinds, options)
        for name in sites:
            without = play.run(layers, tensors, z[some], kinds, play.Options(gamma=0.0, only=name))
            site, stem = options.sites[name], "" if name == sites[0] else f"{name}."
            here = attention_statistics(site.q, site.k)
            here["gammaEffect"] = float((with_gamma - without).abs().mean())
            here["share"] = float(site.share.mean())
            for key, value in here.items():
                totals[stem + key] = totals.get(stem + key, 0.0) + value * len(with_gamma) / count
    for name in sites:
        totals["gamma" if name == sites[0] else f"{name}.gamma"] = float(tensors[f"{name}.gamma"])
    return totals
