"""From trained networks to plain tensors: spectral norm divided out, batch norm turned into scale and shift tables.

What remains is the paper's network with ordinary weights. Names are those of the model folder (see README.md).
"""
from typing import Dict

import torch
from torch import Tensor

from .net.attention import SelfAttention
from .net.layers import Norm
from .net.networks import Discriminator, Generator, WithSites
from .net.spectral import Spectral


@torch.no_grad()
def _weights(tensors: Dict[str, Tensor], name: str, layer: Spectral) -> None:
    tensors[f"{name}.weight"] = layer.weight / layer.sigma()
    bias = getattr(layer, "bias", None)
    if bias is not None:
        tensors[f"{name}.bias"] = bias.detach().clone()


@torch.no_grad()
def _norm(tensors: Dict[str, Tensor], name: str, norm: Norm) -> None:
    tensors[f"{name}.scale"], tensors[f"{name}.shift"] = norm.tables()


@torch.no_grad()
def _attention(tensors: Dict[str, Tensor], name: str, site: SelfAttention) -> None:
    """f, g, h of normalised features are f, g, h of the features themselves with other weights and a bias.

    W (x - m) / s = (W / s) x - (W / s) m, with m and s the running mean and deviation of each channel.
    """
    for key, weight in zip("fgh", site.projections()):
        if site.norm is not None:
            weight = weight * torch.rsqrt(site.norm.running_var + site.norm.eps)[None, :, None, None]
            tensors[f"{name}.{key}.weight"] = weight
            tensors[f"{name}.{key}.bias"] = -(weight[:, :, 0, 0] @ site.norm.running_mean)
        else:
            tensors[f"{name}.{key}.weight"] = weight
    _weights(tensors, f"{name}.v", site.v)
    tensors[f"{name}.gamma"] = site.gamma.detach().reshape(1).clone()


def _sites(tensors: Dict[str, Tensor], network: WithSites) -> None:
    for name in network.places.values():
        site = getattr(network, name)
        if isinstance(site, SelfAttention):
            _attention(tensors, name, site)
            continue
        if site.norm is not None:
            _norm(tensors, f"{name}.norm", site.norm)
        _weights(tensors, f"{name}.conv1", site.conv1)
        _weights(tensors, f"{name}.conv2", site.conv2)


def fold_generator(network: Generator) -> Dict[str, Tensor]:
    """Tensors of a generator in evaluation mode."""
    network.eval()
    tensors: Dict[str, Tensor] = {}
    _weights(tensors, "fc", network.fc)
    for k, block in enumerate(network.blocks):
        _norm(tensors, f"blocks.{k}.norm1", block.norm1)
        _weights(tensors, f"blocks.{k}.conv1", block.conv1)
        _norm(tensors, f"blocks.{k}.norm2", block.norm2)
        _weights(tensors, f"blocks.{k}.conv2", block.conv2)
        _weights(tensors, f"blocks.{k}.shortcut", block.shortcut)
    _sites(tensors, network)
    _norm(tensors, "norm", network.norm)
    _weights(tensors, "rgb", network.rgb)
    return tensors


def fold_discriminator(network: Discriminator) -> Dict[str, Tensor]:
    """Tensors of a discriminator in evaluation mode."""
    network.eval()
    tensors: Dict[str, Tensor] = {}
    for k, block in enumerate(network.blocks):
        for part in ("conv1", "conv2", "shortcut"):
            _weights(tensors, f"blocks.{k}.{part}", getattr(block, part))
    _sites(tensors, network)
    _weights(tensors, "out", network.out)
    if network.embed is not None:
        _weights(tensors, "embed", network.embed)
    return tensors


def half(tensors: Dict[str, Tensor]) -> Dict[str, Tensor]:
    """Rounded to float16, for the file."""
    return {name: tensor.half() for name, tensor in tensors.items()}
