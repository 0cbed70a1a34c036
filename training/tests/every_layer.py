"""Writes test/fixtures/every-layer: a small model with random weights and every kind of layer that only imported models have.

    python3 -m training.tests.every_layer

Transposed and reflected convolutions, bilinear upsampling, leaky ReLU, norms and a first layer that read parts of z, a bias that is
a class table, attention whose softmax runs over the queries (with pooled keys, and without output projection), grids of 6 and 12 cells,
key depths of 2, 3 and 5, one channel. Beside it `cases.safetensors`: single layers with odd sizes, strides and paddings.
Golden values are PyTorch's.
"""
import json
from pathlib import Path
from typing import Any, Dict, List, Tuple

from .. import runtime

if __name__ == "__main__":
    runtime.ensure_torch("training.tests.every_layer")  # before the first import of torch

import torch
import torch.nn.functional as F
from torch import Tensor

from .. import golden, play, safetensors
from ..checkpoint import write_whole
from ..manifest import RELU, file_entry

FOLDER = Path(__file__).resolve().parent.parent.parent / "test" / "fixtures" / "every-layer"
LATENT, WIDTH, SIZE, CLASSES, EPSILON = 12, 8, 24, ("river", "road", "field"), 1e-4
LEAKY = {"type": "activation", "function": "leakyRelu", "slope": 0.2}
BILINEAR = {"type": "upsample", "factor": 2, "method": "bilinear"}


def attention(name: str, pooling: int, projected: bool, over: str) -> Dict[str, Any]:
    return {"type": "attention", "name": name, "keyPooling": pooling, "outputProjection": projected, "softmaxOver": over}


LAYERS: List[Dict[str, Any]] = [
    {"type": "dense", "name": "fc", "shape": [WIDTH, 3, 3], "latent": [0, 4]},
    {"type": "deconv", "name": "up", "stride": 2, "padding": 1},
    {"type": "norm", "name": "norms.0", "latent": [4, 8]},
    LEAKY,
    attention("pooled", 2, True, "queries"),
    BILINEAR,
    {"type": "conv", "name": "mirror", "padding": 1, "border": "reflect"},
    {"type": "norm", "name": "norms.1", "latent": [8, 12]},
    RELU,
    attention("blocks.2.1", 1, False, "queries"),
    {"type": "deconv", "name": "same", "stride": 1, "padding": 1},
    attention("paper", 1, False, "keys"),
    {
        "type": "residual",
        "main": [{"type": "norm", "name": "norms.2"}, RELU, {"type": "conv", "name": "res", "padding": 1}],
        "shortcut": [],
    },
    {"type": "deconv", "name": "grey", "stride": 2, "padding": 1},
    {"type": "tanh"},
]
NORMS = ("norms.0", "norms.1", "norms.2")
SITES = {"pooled": (3, WIDTH // 2), "blocks.2.1": (5, WIDTH), "paper": (2, WIDTH)}

# Single layers: name, layer, shape of the input without the batch, shapes of its tensors.
CASES: List[Tuple[str, Dict[str, Any], List[int], Dict[str, List[int]]]] = [
    (f"deconv-k{kernel}-s{stride}-p{padding}-{height}x{width}",
     {"type": "deconv", "name": "d", "stride": stride, "padding": padding}, [3, height, width],
     {"d.weight": [3, 2, kernel, kernel], **({"d.bias": [2]} if biased else {})})
    for kernel, stride, padding, height, width, biased in (
        (4, 2, 1, 4, 4, True), (4, 2, 1, 3, 5, False), (4, 1, 0, 1, 1, True), (4, 2, 0, 3, 3, True), (3, 2, 1, 4, 3, True),
        (3, 1, 1, 5, 4, True), (2, 2, 0, 3, 2, False), (5, 2, 2, 4, 4, True), (6, 2, 2, 3, 3, True),
        (4, 2, 2, 4, 4, True), (5, 1, 3, 6, 6, True),
    )
] + [
    (f"reflect-k{kernel}-p{padding}-{size}", {"type": "conv", "name": "c", "padding": padding, "border": "reflect"},
     [3, size, size + 1], {"c.weight": [4, 3, kernel, kernel], "c.bias": [4]})
    for kernel, padding, size in ((3, 1, 2), (5, 2, 5), (7, 3, 4), (3, 0, 4))
] + [
    (f"bilinear-{height}x{width}", BILINEAR, [channels, height, width], {})
    for channels, height, width in ((2, 1, 1), (3, 1, 4), (5, 3, 2), (4, 8, 8), (1, 7, 5))
] + [("leaky", {**LEAKY, "slope": 0.1}, [3, 4, 5], {}), ("leaky-0", {**LEAKY, "slope": 0.0}, [2, 3, 3], {})]


def weights() -> Dict[str, Tensor]:
    """Random, of a size that keeps features near 1; the norms' statistics are not folded in yet."""
    make = torch.Generator().manual_seed(12)

    def normal(*shape: int, size: float) -> Tensor:
        return torch.randn(*shape, generator=make) * size

    t = {"fc.weight": normal(WIDTH * 9, 4, size=0.5), "fc.bias": normal(len(CLASSES), WIDTH * 9, size=0.5)}
    t["up.weight"], t["up.bias"] = normal(WIDTH, WIDTH, 4, 4, size=0.15), normal(WIDTH, size=0.1)
    t["mirror.weight"] = normal(WIDTH, WIDTH, 3, 3, size=0.12)
    t["same.weight"], t["same.bias"] = normal(WIDTH, WIDTH, 3, 3, size=0.12), normal(WIDTH, size=0.1)
    t["res.weight"], t["res.bias"] = normal(WIDTH, WIDTH, 3, 3, size=0.1), normal(WIDTH, size=0.1)
    t["grey.weight"], t["grey.bias"] = normal(WIDTH, 1, 4, 4, size=0.2), normal(1, size=0.1)
    for name, rows in (("norms.0", len(CLASSES)), ("norms.1", 1), ("norms.2", len(CLASSES))):
        t[f"{name}.scale"], t[f"{name}.shift"] = 1 + normal(rows, WIDTH, size=0.2), normal(rows, WIDTH, size=0.2)
        if name != "norms.2":
            t[f"{name}.scaleLatent"] = normal(WIDTH, 4, size=0.2)
            t[f"{name}.shiftLatent"] = normal(WIDTH, 4, size=0.2)
    for name, (depth, values) in SITES.items():
        for key, width in (("f", depth), ("g", depth), ("h", values)):
            t[f"{name}.{key}.weight"] = normal(width, WIDTH, 1, 1, size=0.5)
            t[f"{name}.{key}.bias"] = normal(width, size=0.3)
    t["pooled.v.weight"] = normal(WIDTH, WIDTH // 2, 1, 1, size=0.4)
    for name, gamma in zip(SITES, (0.8, -0.6, 0.5)):
        t[f"{name}.gamma"] = torch.tensor([gamma])
    return t


def statistics() -> Dict[str, Tensor]:
    """Running mean and variance of each norm, [C]."""
    make = torch.Generator().manual_seed(13)
    return {
        f"{name}.{of}": torch.rand(WIDTH, generator=make) * size + offset
        for name in NORMS for of, size, offset in (("mean", 0.4, -0.2), ("variance", 1.0, 0.4))
    }


def folded(t: Dict[str, Tensor], of: Dict[str, Tensor]) -> Dict[str, Tensor]:
    """The norms' statistics folded into their scales and shifts."""
    t = dict(t)
    for name in NORMS:
        by = (of[f"{name}.variance"] + EPSILON).rsqrt()
        for part, at in (("", by), ("Latent", by[:, None])):
            if f"{name}.scale{part}" in t:
                scale = t[f"{name}.scale{part}"] * at
                mean = of[f"{name}.mean"] if part == "" else of[f"{name}.mean"][:, None]
                t[f"{name}.scale{part}"], t[f"{name}.shift{part}"] = scale, t[f"{name}.shift{part}"] - mean * scale
    return t


@torch.no_grad()
def trained(layers: List[Dict[str, Any]], t: Dict[str, Tensor], x: Tensor, labels: Tensor, z: Tensor) -> Tensor:
    """The output as in training: norms take the statistics of the batch. `t` has none folded in."""
    for layer in layers:
        if layer["type"] == "residual":
            x = trained(layer["main"], t, x, labels, z) + trained(layer["shortcut"], t, x, labels, z)
        else:
            if layer["type"] == "norm":
                x = F.batch_norm(x, None, None, training=True, eps=EPSILON)
            x = play.run([layer], t, x, labels, z=z)
    return x


@torch.no_grad()
def expected() -> Dict[str, Tensor]:
    """Images of two latents and all rows of the first, images with changes, and those of a batch of three with its own statistics."""
    raw, running = golden.doubled(weights()), golden.doubled(statistics())
    t = folded(raw, running)
    z = torch.randn(3, LATENT, generator=torch.Generator().manual_seed(14)).double()
    labels = torch.tensor([1, 2, 1])
    options = play.Options()
    image = play.run(LAYERS, t, z[:2], labels[:2], options)
    values = {"z": z, "class": labels.float(), "image": image, "image.batch": trained(LAYERS, raw, z, labels, z)}
    for name, site in options.sites.items():
        values.update({f"{name}.q": site.q, f"{name}.k": site.k, f"{name}.beta": site.beta[:1], f"{name}.share": site.share})
    # With one change at one site, and the others as learned.
    for name in SITES:
        at = next(index for index, layer in enumerate(LAYERS) if layer.get("name") == name)
        for change, own in (
            ("warm", play.Options(temperature=2.0)),
            ("masked", play.Options(mask=torch.arange(options.sites[name].beta.shape[2]) % 3 == 0)),
            ("both", play.Options(temperature=0.5, mask=torch.arange(options.sites[name].beta.shape[2]) % 2 == 0)),
        ):
            x = play.run(LAYERS[:at], t, z[:1], labels[:1])
            y = play.run(LAYERS[at : at + 1], t, x, labels[:1], own)
            values[f"image.{name}.{change}"] = play.run(LAYERS[at + 1 :], t, y, labels[:1], z=z[:1])
            if change == "both":
                values[f"{name}.both.beta"] = own.sites[name].beta
    return golden.single(values)


@torch.no_grad()
def cases() -> Dict[str, Tensor]:
    """Of each single layer: `<case>.x` and `<case>.y` [2, C, H, W], and its tensors as `<case>.<name>`."""
    make = torch.Generator().manual_seed(15)
    values: Dict[str, Tensor] = {}
    for name, layer, shape, tensors in CASES:
        t = {key: (torch.randn(*size, generator=make) * 0.3).double() for key, size in tensors.items()}
        x = torch.randn(2, *shape, generator=make).double()
        values.update({f"{name}.{key}": tensor for key, tensor in t.items()})
        values.update({f"{name}.x": x, f"{name}.y": play.run([layer], t, x)})
    return golden.single(values)


def main() -> None:
    values = expected()
    small = {name: values[name][:1] for name in ("z", "class", "image", *(f"{site}.{of}" for site in SITES for of in "qk"))}

    def put(path: str, data: bytes) -> Dict[str, Any]:
        write_whole(FOLDER / path, data)
        return file_entry(path, data)

    t = folded(weights(), statistics())
    manifest = {
        "format": "sagan-lens-model", "version": 1, "id": "every-layer", "name": {"en": "Every layer (random weights)"},
        "latent": {"size": LATENT, "distribution": "normal"},
        "classes": [{"id": name, "name": {"en": name.capitalize()}} for name in CLASSES],
        "image": {"size": SIZE, "channels": 1, "range": [-1, 1]},
        "generator": {"weights": put("generator.safetensors", safetensors.encode(t)), "layers": LAYERS},
        "discriminator": None, "snapshots": [], "directions": None,
        "golden": put("golden.safetensors", safetensors.encode(small)),
        "card": {
            "data": "None", "licence": "MIT", "attribution": "Nobody", "training": "Random weights; never trained.",
            "metrics": {}, "limits": "Draws noise. For tests.",
        },
    }
    write_whole(FOLDER / "expected.safetensors", safetensors.encode({**values, **statistics()}))
    write_whole(FOLDER / "cases.safetensors", safetensors.encode(cases()))
    layers = [{"case": name, "layer": layer, "input": shape} for name, layer, shape, _ in CASES]
    write_whole(FOLDER / "cases.json", (json.dumps(layers, indent=1) + "\n").encode())
    write_whole(FOLDER / "model.json", (json.dumps(manifest, indent=1) + "\n").encode())
    print(FOLDER)


if __name__ == "__main__":
    main()
