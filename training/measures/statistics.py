"""What an attention layer does, in numbers: how sharp its rows are and how much they depend on the query."""
import math
from typing import Dict

import torch
from torch import Tensor


@torch.no_grad()
def attention_statistics(q: Tensor, k: Tensor) -> Dict[str, float]:
    """Means over images of q [B, N, d] and k [B, M, d]:

    entropyRatio     mean over rows of the entropy of beta_j, over log M (1: uniform)
    queryDependence  mean over j of the total variation between row j and the mean row (0: every query alike)
    pairwise         the same after the queries' mean over the image is taken away (the unary term removed)
    unaryRatio       |mean q|^2 over the mean squared distance of q from it
    reach            mean over rows of the attention-weighted distance between query and key, over the grid's side;
                     NaN where neither grid is square
    """
    sums: Dict[str, float] = dict.fromkeys(("entropyRatio", "queryDependence", "pairwise", "unaryRatio", "reach"), 0.0)
    for queries, keys in zip(q.float(), k.float()):
        rows = torch.softmax(queries @ keys.t(), 1)
        entropy = -(rows * rows.clamp_min(1e-30).log()).sum(1).mean()
        mean = queries.mean(0)
        centred = torch.softmax((queries - mean) @ keys.t(), 1)
        sums["entropyRatio"] += float(entropy) / math.log(len(keys))
        sums["queryDependence"] += float((rows - rows.mean(0)).abs().sum(1).mean()) / 2
        sums["pairwise"] += float((centred - centred.mean(0)).abs().sum(1).mean()) / 2
        sums["unaryRatio"] += float(mean.square().sum() / (queries - mean).square().sum(1).mean().clamp_min(1e-12))
        sums["reach"] += float((rows * _distances(len(queries), len(keys))).sum(1).mean())
    return {name: value / len(q) for name, value in sums.items()}


def _distances(queries: int, keys: int) -> Tensor:
    """[N, M] distances between cell centres of two square grids over the unit square."""

    def centres(count: int) -> Tensor:
        side = math.isqrt(count)
        if side * side != count:
            return torch.full((count, 2), math.nan)
        steps = (torch.arange(side) + 0.5) / side
        return torch.stack(torch.meshgrid(steps, steps, indexing="ij"), -1).reshape(-1, 2)

    return torch.cdist(centres(queries), centres(keys))
