"""From the plain tensors of a model folder back to trainable networks: the inverse of fold.py.

What folding divides out is not in the file and is chosen again, without changing what the networks compute: raw weights get the
Frobenius norm of a fresh layer, so that an update of Adam's size turns them as far as it does at a start, and batch norms get
the statistics of generated images. So a run can continue from a model whose
checkpoint is lost. It is another run: the optimisers start again, and weights are those of the averaged generator, rounded.
"""
from typing import Any, Callable, Dict, List, Optional

import numpy as np
import torch
from torch import Tensor, nn

from .net.attention import SelfAttention
from .net.average import batch_norms, draw
from .errors import TrainingError
from .net.layers import Norm
from .net.networks import Discriminator, Generator, WithSites
from .net.spectral import Spectral, spectral_layers


def _fresh_size(weight: Tensor) -> Tensor:
    """The weight times what gives it the Frobenius norm of a fresh, orthogonal one, the root of its smaller side."""
    return weight * (min(weight.flatten(1).shape) ** 0.5 / weight.norm())


@torch.no_grad()
def _weights(tensors: Dict[str, Tensor], name: str, layer: Spectral) -> None:
    layer.weight.copy_(_fresh_size(_take(tensors, f"{name}.weight", layer.weight)))
    bias = getattr(layer, "bias", None)
    if bias is not None:
        bias.copy_(_take(tensors, f"{name}.bias", bias))


def _take(tensors: Dict[str, Tensor], name: str, like: Tensor) -> Tensor:
    """The tensor of that name; raises TrainingError where it is missing or has another shape."""
    found = tensors.get(name)
    if found is None or found.shape != like.shape:
        has = "is missing" if found is None else f"has the shape {list(found.shape)}"
        raise TrainingError(f"The model does not fit the configuration: {name} {has}; needed is {list(like.shape)}.")
    return found.float()


@torch.no_grad()
def _norm(tensors: Dict[str, Tensor], name: str, norm: Norm) -> None:
    """Scale and shift as the layer's own, with statistics that change nothing (mean 0, variance 1)."""
    tables = _take(tensors, f"{name}.scale", norm.tables()[0]), _take(tensors, f"{name}.shift", norm.tables()[1])
    norm.running_mean.zero_()
    norm.running_var.fill_(1 - norm.eps)
    own = (norm.scale, norm.shift) if norm.classes else (norm.weight, norm.bias)
    for parameter, table in zip(own, tables):
        parameter.copy_(table.view_as(parameter))


@torch.no_grad()
def _attention(tensors: Dict[str, Tensor], name: str, site: SelfAttention) -> None:
    """f, g and h as they are read, split into a gain and a weight where the site normalises.

    Their biases came from the features' mean, -W m (fold._attention), which is found again by least squares.
    """
    for key in "fgh":
        weight = _take(tensors, f"{name}.{key}.weight", getattr(site, key).weight)
        if site.norm is not None:
            gain = torch.linalg.matrix_norm(weight.flatten(1), 2)
            site.gains[key].fill_(float(gain))
        getattr(site, key).weight.copy_(_fresh_size(weight))
    if site.norm is not None:
        matrix = torch.cat([tensors[f"{name}.{key}.weight"].float().flatten(1) for key in "fgh"])
        bias = torch.cat([tensors[f"{name}.{key}.bias"].float() for key in "fgh"])
        site.norm.running_mean.copy_(-torch.linalg.pinv(matrix) @ bias)
        site.norm.running_var.fill_(1 - site.norm.eps)
    _weights(tensors, f"{name}.v", site.v)
    site.gamma.copy_(_take(tensors, f"{name}.gamma", torch.zeros(1))[0])


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


@torch.no_grad()
def exact_vectors(network: nn.Module) -> None:
    """Give each spectrally normalised layer its exact singular vectors, where power iteration would need many rounds from random ones."""
    for layer in spectral_layers(network).values():
        _exact(layer)


@torch.no_grad()
def _exact(layer: Spectral) -> None:
    u, _, v = torch.linalg.svd(layer.weight.flatten(1), full_matrices=False)
    layer.u.copy_(u[:, 0])
    layer.v.copy_(v[0])


@torch.no_grad()
def unfold_generator(network: Generator, tensors: Dict[str, Tensor]) -> None:
    """Fill a generator, in place, so that in evaluation mode it computes what the tensors say.

    Its batch norms' statistics are still neutral: `observe` gives them those of generated images.
    """
    network.eval()
    _weights(tensors, "fc", network.fc)
    for k, block in enumerate(network.blocks):
        for part in ("norm1", "norm2"):
            _norm(tensors, f"blocks.{k}.{part}", getattr(block, part))
        for part in ("conv1", "conv2", "shortcut"):
            _weights(tensors, f"blocks.{k}.{part}", getattr(block, part))
    _sites(tensors, network)
    _norm(tensors, "norm", network.norm)
    _weights(tensors, "rgb", network.rgb)
    exact_vectors(network)


@torch.no_grad()
def unfold_discriminator(network: Discriminator, tensors: Dict[str, Tensor]) -> None:
    """Fill a discriminator, in place, so that it computes what the tensors say."""
    for k, block in enumerate(network.blocks):
        for part in ("conv1", "conv2", "shortcut"):
            _weights(tensors, f"blocks.{k}.{part}", getattr(block, part))
    _sites(tensors, network)
    _weights(tensors, "out", network.out)
    if network.embed is not None:
        _weights(tensors, "embed", network.embed)
    exact_vectors(network)


@torch.no_grad()
def observe(network: Generator, latent: int, frequencies: Optional[np.ndarray], batches: int = 60, size: int = 64) -> None:
    """Give each batch norm the statistics of its input over generated images, and take them out of its scale and shift.

    In evaluation mode the network computes what it did before; in training mode, where each batch has its own statistics, it
    now does so too, but for their noise.
    """
    network.eval()
    norms = batch_norms(network)
    readers = {site.norm: site for site in network.attentions().values() if site.norm is not None}
    sums: List[List[Tensor]] = [[] for _ in norms]

    def watch(seen: List[Tensor]) -> Callable[..., None]:
        def hook(_module: nn.Module, inputs: Any) -> None:
            x = inputs[0].double()
            seen.append(torch.stack([x.mean((0, 2, 3)), x.square().mean((0, 2, 3))]))

        return hook

    hooks = [norm.register_forward_pre_hook(watch(seen)) for norm, seen in zip(norms, sums)]
    for n in range(batches):
        network(*draw(latent, size, frequencies, [7, n]))
    for hook in hooks:
        hook.remove()
    for norm, seen in zip(norms, sums):
        mean, square = torch.stack(seen).mean(0)
        if norm in readers:  # closest to what was seen among the means that f's, g's and h's biases allow
            matrix = torch.cat(readers[norm].projections()).flatten(1).double()
            mean = mean + torch.linalg.pinv(matrix) @ (matrix @ (norm.running_mean.double() - mean))
        variance = (square - mean.square()).clamp_min(0).float()
        deviation = (variance + norm.eps).sqrt()
        if isinstance(norm, Norm):
            scale, shift = (norm.scale, norm.shift) if norm.classes else (norm.weight, norm.bias)
            shift.add_(scale * mean.float())
            scale.mul_(deviation)
        else:
            # One gain for all channels: none is then larger than the largest of the run that the model came from (gainLimit).
            for key, gain in readers[norm].gains.items():
                layer = getattr(readers[norm], key)
                matrix = layer.normalised() * (gain * deviation)[None, :, None, None]
                gain.fill_(float(torch.linalg.matrix_norm(matrix.flatten(1), 2)))
                layer.weight.copy_(_fresh_size(matrix))
                _exact(layer)
        norm.running_mean.copy_(mean.float())
        norm.running_var.copy_(variance)
