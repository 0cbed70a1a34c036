"""The layer lists of a model folder's model.json, written from a configuration. Standard library only."""
import hashlib
from typing import Any, Dict, List

from .config import Config, Network

Layer = Dict[str, Any]
RELU: Layer = {"type": "activation", "function": "relu"}
UP: Layer = {"type": "upsample", "factor": 2, "method": "nearest"}
MEAN: Layer = {"type": "averagePool", "factor": 2}


def _conv(name: str, padding: int) -> Layer:
    return {"type": "conv", "name": name, "padding": padding}


def _norm(name: str) -> Layer:
    return {"type": "norm", "name": name}


def _site(network: Network, resolution: int, normed: bool) -> List[Layer]:
    """The layer of the site at a resolution, if there is one."""
    name = network.names().get(resolution)
    for site in network.sites:
        if site.resolution == resolution and site.kind == "attention":
            return [{"type": "attention", "name": name, "keyPooling": site.keyPooling, "outputProjection": True}]
        if site.resolution == resolution:
            norm = [_norm(f"{name}.norm")] if normed else []
            return [{"type": "residual", "main": [*norm, RELU, _conv(f"{name}.conv1", 1), RELU, _conv(f"{name}.conv2", 1)], "shortcut": []}]
    return []


def generator_layers(config: Config) -> List[Layer]:
    """The generator as a list of typed layers, from the dense one to tanh."""
    widths = config.generator.widths
    layers: List[Layer] = [{"type": "dense", "name": "fc", "shape": [widths[0], 4, 4]}]
    for k in range(len(widths) - 1):
        name = f"blocks.{k}"
        main = [_norm(f"{name}.norm1"), RELU, UP, _conv(f"{name}.conv1", 1), _norm(f"{name}.norm2"), RELU, _conv(f"{name}.conv2", 1)]
        layers.append({"type": "residual", "main": main, "shortcut": [_conv(f"{name}.shortcut", 0), UP]})
        layers += _site(config.generator, 8 * 2**k, normed=True)
    return [*layers, _norm("norm"), RELU, _conv("rgb", 1), {"type": "tanh"}]


def discriminator_layers(config: Config) -> List[Layer]:
    """The discriminator as a list of typed layers, from the image to the score."""
    last = len(config.discriminator.widths) - 1
    layers: List[Layer] = []
    for k in range(last + 1):
        name, pool = f"blocks.{k}", [MEAN] if k < last else []
        main = [*([RELU] if k else []), _conv(f"{name}.conv1", 1), RELU, _conv(f"{name}.conv2", 1), *pool]
        layers.append({"type": "residual", "main": main, "shortcut": [*pool, _conv(f"{name}.shortcut", 0)]})
        if k < last:
            layers += _site(config.discriminator, config.resolution // 2 ** (k + 1), normed=False)
    layers += [RELU, {"type": "sumPool"}, {"type": "dense", "name": "out", "shape": [1]}]
    return [*layers, {"type": "projection", "name": "embed"}] if config.classes else layers


def file_entry(path: str, data: bytes) -> Dict[str, Any]:
    """How the manifest names a file of the model folder."""
    return {"path": path, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
