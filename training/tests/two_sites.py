"""Writes test/fixtures/two-sites: a small model with random weights that has what no shipped model has.

    python3 -m training.tests.two_sites

Two attention sites, the first with pooled keys, the second without output projection; three classes; a snapshot in which both
gammas are still 0, directions and a log. Its golden values are
play.py's, so a player can be checked on sites of either kind and on changes at one of them.
"""
import json
from pathlib import Path
from typing import Any, Dict, List, Optional

from .. import runtime

if __name__ == "__main__":
    runtime.ensure_torch("training.tests.two_sites")  # before the first import of torch

import torch
from torch import Tensor

from .. import directions, golden, play, safetensors
from ..checkpoint import write_whole
from ..manifest import RELU, UP, file_entry

FOLDER = Path(__file__).resolve().parent.parent.parent / "test" / "fixtures" / "two-sites"
LATENT, WIDTH, CLASSES = 8, 16, ("river", "road", "field")


def block(name: str) -> Dict[str, Any]:
    main = [
        {"type": "norm", "name": f"{name}.norm"}, RELU, UP, {"type": "conv", "name": f"{name}.conv", "padding": 1},
    ]
    return {"type": "residual", "main": main, "shortcut": [UP]}


LAYERS: List[Dict[str, Any]] = [
    {"type": "dense", "name": "fc", "shape": [WIDTH, 4, 4]},
    block("blocks.0"),
    {"type": "attention", "name": "pooled", "keyPooling": 2, "outputProjection": True},
    block("blocks.1"),
    {"type": "attention", "name": "full", "keyPooling": 1, "outputProjection": False},
    RELU,
    {"type": "conv", "name": "rgb", "padding": 1},
    {"type": "tanh"},
]
LOG = {
    "step": [0, 10, 20], "discriminatorLoss": [2, 1, 1], "generatorLoss": [0, 0.5, 0.4], "scoreReal": [0, 1, 1],
    "scoreFake": [0, -1, -1], "gammaGenerator": [0, 0.4, 0.75], "gammaDiscriminator": [0, 0.1, 0.2],
    "entropyRatio": [0.9, None, 0.8], "queryDependence": [0.1, None, 0.3],
}
SECOND = 4  # place of the second attention in LAYERS


def weights() -> Dict[str, Tensor]:
    """Random, of a size that keeps features near 1, and rounded to half precision as they are stored."""
    make = torch.Generator().manual_seed(8)

    def normal(*shape: int, size: float) -> Tensor:
        return (torch.randn(*shape, generator=make) * size).half().float()

    t = {"fc.weight": normal(WIDTH * 16, LATENT, size=0.35), "fc.bias": normal(WIDTH * 16, size=0.1)}
    for name in ("blocks.0", "blocks.1"):
        t[f"{name}.norm.scale"] = 1 + normal(len(CLASSES), WIDTH, size=0.2)
        t[f"{name}.norm.shift"] = normal(len(CLASSES), WIDTH, size=0.2)
        t[f"{name}.conv.weight"], t[f"{name}.conv.bias"] = normal(WIDTH, WIDTH, 3, 3, size=0.08), normal(WIDTH, size=0.1)
    for name, values in (("pooled", WIDTH // 2), ("full", WIDTH)):
        for key, width in (("f", WIDTH // 8), ("g", WIDTH // 8), ("h", values)):
            t[f"{name}.{key}.weight"] = normal(width, WIDTH, 1, 1, size=0.3)
    t["pooled.v.weight"] = normal(WIDTH, WIDTH // 2, 1, 1, size=0.4)
    t["pooled.gamma"], t["full.gamma"] = torch.tensor([0.75]), torch.tensor([-0.5])
    t["rgb.weight"], t["rgb.bias"] = normal(3, WIDTH, 3, 3, size=0.1), normal(3, size=0.1)
    return {name: tensor.half().float() for name, tensor in t.items()}


@torch.no_grad()
def picture(t: Dict[str, Tensor], z: Tensor, labels: Tensor, first: play.Options, second: Optional[play.Options] = None) -> Tensor:
    """The image with options of their own for either site."""
    features = play.run(LAYERS[:SECOND], t, z, labels, first)
    return play.run(LAYERS[SECOND:], t, features, labels, second or play.Options())


def expected(t: Dict[str, Tensor]) -> Dict[str, Tensor]:
    """Images, rows and views of two latents, and images with a change at one site only."""
    z, labels = torch.randn(2, LATENT, generator=torch.Generator().manual_seed(9)), torch.tensor([1, 2])
    first, second = play.Options(), play.Options()
    values = {"z": z, "class": labels.float(), "image": picture(t, z, labels, first, second)}
    for name, site in (("pooled", first.sites["pooled"]), ("full", second.sites["full"])):
        rows = golden.spread(site.beta.shape[1], golden.FEW)
        values.update({f"{name}.q": site.q, f"{name}.k": site.k, f"{name}.rows": rows.float(), f"{name}.beta": site.beta[:, rows]})
        values.update({f"{name}.{view}": value for view, value in golden.views(site).items()})
    left = torch.arange(16) % 4 < 2
    values["image.pooledMasked"] = picture(t, z, labels, play.Options(mask=left))
    values["image.pooledOff"] = picture(t, z, labels, play.Options(gamma=0.0))
    values["image.start"] = picture(t, z, labels, play.Options(gamma=0.0), play.Options(gamma=0.0))
    values["image.fullWarm"] = picture(t, z, labels, play.Options(), play.Options(temperature=3.0))
    return golden.single(values)


def main() -> None:
    t = weights()
    values = expected(t)
    small = {name: values[name][:1] for name in ("z", "class", "image", "pooled.q", "pooled.k", "full.q", "full.k")}

    def put(path: str, data: bytes) -> Dict[str, Any]:
        write_whole(FOLDER / path, data)
        return file_entry(path, data)

    halves = {name: tensor.half() for name, tensor in t.items()}
    start = {**halves, "pooled.gamma": torch.zeros(1).half(), "full.gamma": torch.zeros(1).half()}
    vectors, share = directions.principal(LAYERS, t, LATENT, torch.ones(len(CLASSES)).numpy(), count=3000)
    manifest = {
        "format": "sagan-lens-model", "version": 1, "id": "two-sites", "name": {"en": "Two sites (random weights)"},
        "latent": {"size": LATENT, "distribution": "normal"},
        "classes": [{"id": name, "name": {"en": name.capitalize()}} for name in CLASSES],
        "image": {"size": 16, "channels": 3, "range": [-1, 1]},
        "generator": {"weights": put("generator.safetensors", safetensors.encode(halves)), "layers": LAYERS},
        "discriminator": None, "log": put("log.json", json.dumps(LOG, separators=(",", ":")).encode()),
        "snapshots": [{"step": 0, "weights": put("snapshots/000000.safetensors", safetensors.encode(start))}],
        "directions": put("directions.safetensors", safetensors.encode({"directions": vectors, "share": share})),
        "golden": put("golden.safetensors", safetensors.encode(small)),
        "card": {
            "data": "None", "licence": "MIT", "attribution": "Nobody", "training": "Random weights; never trained.",
            "metrics": {}, "limits": "Draws noise. For tests.",
        },
    }
    write_whole(FOLDER / "expected.safetensors", safetensors.encode(values))
    write_whole(FOLDER / "model.json", (json.dumps(manifest, indent=1) + "\n").encode())
    print(FOLDER)


if __name__ == "__main__":
    main()
