"""A configuration and data small enough to train a few steps in a test."""
import copy
import shutil
import tempfile
import unittest
from pathlib import Path
from typing import Any, Dict

import numpy as np
import torch

from training.config import Config, parse
from training.dataset import Pictures
from training.trainer import Trainer

ROOT = Path(__file__).resolve().parent.parent.parent
CONFIG: Dict[str, Any] = {
    "id": "tiny", "name": {"en": "Tiny"}, "resolution": 16, "latent": 8, "classes": None,
    "generator": {"widths": [16, 16, 8], "sites": [{"resolution": 16, "keyPooling": 1, "normalise": True}]},
    "discriminator": {"widths": [8, 16, 16], "sites": [{"resolution": 8, "keyPooling": 2, "normalise": False}]},
    "training": {
        "steps": 6, "batch": 4, "seed": 3, "precision": "fp32", "generatorRate": 1e-4, "discriminatorRate": 4e-4,
        "beta1": 0.0, "beta2": 0.9, "gammaRate": 4e-4, "decayFrom": 4, "liftFrom": 1, "liftSteps": 3, "liftRate": 5e-4,
        "unaryPenalty": 0.1, "dependenceFloor": 0.65, "dependencePenalty": 1.0, "gainLimit": 2.5, "diversity": 0.1, "shift": 0.125, "cut": 0.5,
        "average": 0.999, "flip": True, "turn": True,
    },
    "card": {"data": "Noise", "licence": "CC0", "attribution": "Nobody"},
}
CLASSES = [{"id": "river", "name": {"en": "River"}}, {"id": "road", "name": {"en": "Road"}}, {"id": "field", "name": {"en": "Field"}}]


def config(classes: bool = False, **training: Any) -> Config:
    """The tiny configuration, with three classes or none, and with fields of `training` replaced."""
    value = copy.deepcopy(CONFIG)
    value["classes"] = CLASSES if classes else None
    value["training"].update(training)
    return parse(value)


def pictures(of: Config, count: int = 21) -> Pictures:
    """Images of noise; their classes come in turn."""
    images = np.random.default_rng(0).integers(0, 256, (count, of.resolution, of.resolution, 3), np.uint8)
    ids = [c.id for c in of.classes] if of.classes else None
    return Pictures(images, (np.arange(count) % len(ids)).astype(np.uint8) if ids else None, ids, "0" * 64)


@torch.no_grad()
def moved(run: Trainer) -> None:
    """Gammas, norms and biases of the averaged generator and the discriminator far from their starts, so that leaving one out shows."""
    for network in (run.average, run.discriminator):
        for site in network.attentions().values():
            site.gamma.fill_(0.8)
        for name, parameter in network.named_parameters():
            if "norm" in name or name.endswith("bias"):
                parameter.add_(0.2 * torch.randn_like(parameter))


class Case(unittest.TestCase):
    """A test with a folder of its own, one thread and a fixed seed."""

    def setUp(self) -> None:
        torch.set_num_threads(1)
        torch.manual_seed(0)
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
