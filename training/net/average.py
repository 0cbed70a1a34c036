"""The averaged generator (exponential moving average of the weights) and batch statistics that fit it."""
import contextlib
import copy
from typing import Iterator, Optional

import numpy as np
import torch
from torch import Tensor, nn

from .networks import Generator
from .spectral import spectral_layers


def start(generator: Generator) -> Generator:
    """A copy that is never trained by gradients."""
    average = copy.deepcopy(generator).eval()
    for parameter in average.parameters():
        parameter.requires_grad_(False)
    return average


@torch.no_grad()
def update(average: Generator, generator: Generator, step: int, decay: float) -> None:
    """average <- m average + (1 - m) generator, m = min(decay, (1 + step) / (10 + step)); buffers are copied."""
    weight = 1 - min(decay, (1 + step) / (10 + step))
    for a, b in zip(average.parameters(), generator.parameters()):
        a.lerp_(b, weight)
    for a, b in zip(average.buffers(), generator.buffers()):
        a.copy_(b)


def batch_norms(network: nn.Module) -> "list[nn.BatchNorm2d]":
    """Every batch norm of a network."""
    return [m for m in network.modules() if isinstance(m, nn.BatchNorm2d)]


@contextlib.contextmanager
def batch_statistics(network: nn.Module, momentum: Optional[float] = 0.0) -> Iterator[None]:
    """Within: batch norms use the batch's own statistics (running ones move by `momentum`); all else is in evaluation mode."""
    network.eval()
    norms = batch_norms(network)
    before = [m.momentum for m in norms]
    for m in norms:
        m.momentum = momentum
        m.training = True
    try:
        yield
    finally:
        for m, old in zip(norms, before):
            m.momentum = old
            m.training = False


def draw(generator_latent: int, count: int, frequencies: Optional[np.ndarray], seed: "list[int]") -> "tuple[Tensor, Optional[Tensor]]":
    """Latents [count, latent] and labels drawn by class frequency, from a seed of their own."""
    rng = np.random.default_rng(seed)
    z = torch.from_numpy(rng.standard_normal((count, generator_latent), dtype=np.float32))
    if frequencies is None:
        return z, None
    return z, torch.from_numpy(rng.choice(len(frequencies), size=count, p=frequencies / frequencies.sum()))


@torch.no_grad()
def settle(average: Generator, latent: int, frequencies: Optional[np.ndarray], batches: int = 60, size: int = 64) -> Generator:
    """Make the averaged weights a finished network, in place and in float32.

    The singular vectors are those of the trained weights, so they are refined for the averaged ones; then the running
    statistics of every batch norm are computed again as the mean over `batches` batches. Deterministic.
    """
    average.compute = torch.float32
    for layer in spectral_layers(average).values():
        layer.iterate(50)
    for norm in batch_norms(average):
        norm.reset_running_stats()
    with batch_statistics(average, momentum=None):
        for n in range(batches):
            z, labels = draw(latent, size, frequencies, [7, n])
            average(z, labels)
    return average.eval()
