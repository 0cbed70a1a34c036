"""Improved precision and recall (Kynkaanniemi et al. 2019, arXiv:1904.06991, section 2) of two sets of features.

A set's manifold is the union of balls around its members, each reaching to the member's k-th nearest neighbour in the set. Precision
is the share of generated images inside the real manifold (are they like real ones?), recall that of real images inside the
generated one (are all kinds of real images made?). Both are shares in 0..1 and fall with too few images.
"""
from typing import Dict, Iterator, Tuple

import numpy as np

NEIGHBOURS = 3  # k; the paper's choice
ROWS = 512  # at a time, so that no [count, count] matrix is in memory


def _blocks(a: np.ndarray, b: np.ndarray) -> Iterator[Tuple[slice, np.ndarray]]:
    """Squared distances [rows of a, all of b] for one stretch of rows after another, in float64."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    lengths = np.square(b).sum(1)
    for start in range(0, len(a), ROWS):
        rows = slice(start, min(start + ROWS, len(a)))
        yield rows, (np.square(a[rows]).sum(1)[:, None] + lengths[None] - 2 * a[rows] @ b.T).clip(0)


def radii(features: np.ndarray, k: int = NEIGHBOURS) -> np.ndarray:
    """Squared distance [count] of each row to its k-th nearest other row."""
    found = np.empty(len(features))
    for rows, squares in _blocks(features, features):
        squares[np.arange(len(squares)), np.arange(rows.start, rows.stop)] = -1.0  # itself comes first, whatever rounding gives
        found[rows] = np.partition(squares, k, 1)[:, k]
    return found


def covered(points: np.ndarray, centres: np.ndarray, reach: np.ndarray) -> float:
    """Share of the points that lie in at least one ball: squared distance to a centre at most that centre's reach."""
    inside = 0
    for _, squares in _blocks(points, centres):
        inside += int((squares <= reach[None]).any(1).sum())
    return inside / len(points)


def precision_recall(real: np.ndarray, made: np.ndarray, k: int = NEIGHBOURS) -> Dict[str, float]:
    """precision and recall of features [count, w] of generated images against those of real ones."""
    return {"precision": round(covered(made, real, radii(real, k)), 4), "recall": round(covered(real, made, radii(made, k)), 4)}
