"""Frechet distance between two sets of images, in the features of nsfwjs's MobileNet V2 (see features/features.mjs).

It is not the FID of papers (that one uses a particular Inception V3): numbers compare only with numbers of this module.
"""
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Optional, Tuple

import numpy as np

from ..checkpoint import write_whole
from ..errors import TrainingError

NODE = Path(__file__).parent.parent / "features"
FEATURES = "MobileNet V2 of nsfwjs 4.4.0, last convolutional layer averaged over positions, 1280 numbers"
WIDTH = 1280
SAMPLES = 5000


def _install() -> None:
    """Install the pinned Node packages on first use."""
    if (NODE / "node_modules" / "nsfwjs").is_dir():
        return
    print("installing the packages for the features (npm ci)", file=sys.stderr)
    try:
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=NODE, check=True, stdout=sys.stderr)
    except (OSError, subprocess.CalledProcessError) as error:
        raise TrainingError(f"The packages for the features could not be installed ({error}); they need Node.js and npm.") from None


def features(images: np.ndarray, cache: Optional[Path] = None) -> np.ndarray:
    """Features float32 [count, 1280] of images uint8 [count, R, R, 3]; read from `cache` where that fits, else kept there."""
    if cache is not None and cache.exists():
        known = np.fromfile(cache, "<f4")
        if known.size == len(images) * WIDTH:
            return known.reshape(-1, WIDTH)
    _install()
    with tempfile.TemporaryDirectory() as folder:
        pictures, out = Path(folder) / "pictures", Path(folder) / "features"
        pictures.write_bytes(np.ascontiguousarray(images).tobytes())
        command = ["node", str(NODE / "features.mjs"), str(pictures), str(images.shape[1]), str(out)]
        try:
            subprocess.run(command, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise TrainingError(f"The features could not be computed ({error}).") from None
        result = np.fromfile(out, "<f4").reshape(-1, WIDTH)
    if not np.isfinite(result).all():
        raise TrainingError("The features hold numbers that are not finite.")
    if cache is not None:
        write_whole(cache, result.astype("<f4").tobytes())
    return result


def moments(values: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Mean [w] and covariance [w, w] of rows [count, w], in float64."""
    values = values.astype(np.float64)
    return values.mean(0), np.cov(values, rowvar=False)


def frechet(a: Tuple[np.ndarray, np.ndarray], b: Tuple[np.ndarray, np.ndarray]) -> float:
    """|m_a - m_b|^2 + tr(C_a + C_b - 2 (C_a^1/2 C_b C_a^1/2)^1/2) (Heusel et al. 2017, arXiv:1706.08500, equation 6)."""
    values, vectors = np.linalg.eigh(a[1])
    root = (vectors * np.sqrt(values.clip(0))) @ vectors.T
    middle = np.linalg.eigvalsh(root @ b[1] @ root)
    return float(np.square(a[0] - b[0]).sum() + np.trace(a[1]) + np.trace(b[1]) - 2 * np.sqrt(middle.clip(0)).sum())


def real_subsets(count: int) -> Tuple[np.ndarray, np.ndarray]:
    """Indices of two disjoint sets of at most SAMPLES real images: the reference, and the one that gives the floor."""
    order = np.random.default_rng(2019).permutation(count)
    size = min(SAMPLES, count // 2)
    return np.sort(order[:size]), np.sort(order[size : 2 * size])
