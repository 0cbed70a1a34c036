"""Agreement of pairs: whether parts of an image that belong together have one colour (both eyes, hair left and right, ...).

training/pairs/NAME.json gives for each class pairs of patches [left, top, right, bottom] in units of 1/`unit` of the side. The
difference of a pair in an image is the distance of the two patches' mean colours (RGB in 0..1). It means something only beside
the same number of real images, which are not perfectly symmetric either, and beside that of patches from different images.
"""
import json
from pathlib import Path
from typing import Any, Dict, List

import numpy as np

from ..errors import TrainingError

FOLDER = Path(__file__).parent.parent / "pairs"


def load(name: str) -> Dict[str, Any]:
    """The pairs of a name; raises TrainingError where there are none."""
    try:
        return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TrainingError(f"There are no pairs {name} in {FOLDER.name}.") from None


def colours(images: np.ndarray, patch: List[int], unit: int) -> np.ndarray:
    """Mean colour [count, 3] in 0..1 of a patch of images uint8 [count, R, R, 3]."""
    left, top, right, bottom = (round(edge * images.shape[1] / unit) for edge in patch)
    return images[:, top : max(bottom, top + 1), left : max(right, left + 1)].mean((1, 2)) / 255


def differences(images: np.ndarray, labels: np.ndarray, classes: List[str], pairs: Dict[str, Any], apart: int = 0) -> Dict[str, float]:
    """Mean difference of each pair over a class's images, by "class/pair". `apart`: take the second patch from the image that many
    places further on among those of the class, which is what chance would give. Classes without images are left out."""
    found: Dict[str, float] = {}
    for number, ident in enumerate(classes):
        own = images[labels == number]
        if not len(own):
            continue
        for name, (first, second) in pairs["classes"].get(ident, {}).items():
            other = np.roll(colours(own, second, pairs["unit"]), -apart, 0)
            gap = colours(own, first, pairs["unit"]) - other
            found[f"{ident}/{name}"] = float(np.sqrt(np.square(gap).sum(1)).mean())
    return found


def agreement(
    made: np.ndarray, made_labels: np.ndarray, real: np.ndarray, real_labels: np.ndarray, classes: List[str], pairs: Dict[str, Any]
) -> Dict[str, Any]:
    """pairAgreement: mean difference of generated images over that of real ones (1: as good as real). pairChance: the same
    of patches from two real images. pairs: for each kind of pair its mean differences, over the classes that have it."""
    mine, theirs = (differences(i, n, classes, pairs) for i, n in ((made, made_labels), (real, real_labels)))
    chance = differences(real, real_labels, classes, pairs, apart=1)
    known = [name for name in theirs if name in mine]

    def mean(values: Dict[str, float], kind: str = "") -> float:
        return float(np.mean([values[name] for name in known if name.endswith(kind)] or [0.0]))

    sets = {"generated": mine, "real": theirs, "chance": chance}
    kinds = sorted({name.split("/")[1] for name in known})
    return {
        "pairAgreement": round(mean(mine) / max(1e-9, mean(theirs)), 4), "pairChance": round(mean(chance) / max(1e-9, mean(theirs)), 4),
        "pairs": {kind: {name: round(mean(values, f"/{kind}"), 4) for name, values in sets.items()} for kind in kinds},
    }
