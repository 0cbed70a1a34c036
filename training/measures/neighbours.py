"""Nearest real images of samples: a sheet to look at, and a number, against learning images by heart.

The sheet shows photographs of the data and so stays out of the repository.
"""
from pathlib import Path
from typing import Dict, Optional

import numpy as np

from ..sheets import save_sheet

SHOWN, NEAREST = 10, 4


def _squared_distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """[rows of a, rows of b], in float32."""
    a, b = a.astype(np.float32), b.astype(np.float32)
    return (a**2).sum(1)[:, None] + (b**2).sum(1)[None] - 2 * a @ b.T


def small(images: np.ndarray, cells: int = 16) -> np.ndarray:
    """Images averaged over squares to cells x cells, flattened: a distance that small shifts disturb little."""
    count, side = images.shape[:2]
    step = side // cells
    return images.reshape(count, cells, step, cells, step, 3).mean((2, 4)).reshape(count, -1)


def closest(images: np.ndarray, known: np.ndarray, leave_out: Optional[np.ndarray] = None, rows: int = 256) -> np.ndarray:
    """Squared distance [count] in `small` values from each image to the nearest of the known ones; image n is not compared with
    known image leave_out[n]."""
    a, b = small(images), small(known)
    found = np.empty(len(a), np.float32)
    for start in range(0, len(a), rows):
        squares = _squared_distances(a[start : start + rows], b)
        if leave_out is not None:
            squares[np.arange(len(squares)), leave_out[start : start + rows]] = np.inf
        found[start : start + rows] = squares.min(1)
    return found.clip(0)


def copied(samples: np.ndarray, real: np.ndarray, count: int = 1000) -> float:
    """Share of samples that are nearer to a training image than the nearest 1 % of training images are to another one.

    About 0.01 is what real images have; far more would be copies. Counted on `count` samples and `count` real images.
    """
    order = np.random.default_rng(2020).permutation(len(real))[:count]
    bound = np.quantile(closest(real[order], real, order), 0.01)
    return round(float((closest(samples[:count], real) < bound).mean()), 4)


def sheet(path: Path, samples: np.ndarray, sample_features: np.ndarray, real: np.ndarray, known: np.ndarray, known_features: np.ndarray) -> None:
    """One row for each of ten samples: the sample, its nearest `known` images by features, its nearest `real` ones by pixels."""
    by_features = np.argsort(_squared_distances(sample_features[:SHOWN], known_features), 1)[:, :NEAREST]
    by_pixels = np.argsort(_squared_distances(small(samples[:SHOWN]), small(real)), 1)[:, :NEAREST]
    rows = [np.concatenate([samples[n : n + 1], known[by_features[n]], real[by_pixels[n]]]) for n in range(min(SHOWN, len(samples)))]
    save_sheet(path, np.concatenate(rows), 1 + 2 * NEAREST)


def nearest(sample_features: np.ndarray, other_features: np.ndarray, reference: np.ndarray) -> Dict[str, float]:
    """Median feature distance to the nearest reference image, of samples and of other real images.

    Samples far nearer to the reference than other real images are would be copies.
    """

    def median(features: np.ndarray) -> float:
        return float(np.sqrt(np.median(_squared_distances(features[:1000], reference).min(1).clip(0))))

    return {"generated": round(median(sample_features), 4), "real": round(median(other_features), 4)}
