"""Hinge losses (SAGAN paper, equation 4) and the two optimisers with their two time scales (paper section 3, TTUR)."""
from typing import Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import Training


def discriminator_loss(real: Tensor, fake: Tensor) -> Tensor:
    """E[max(0, 1 - D(x))] + E[max(0, 1 + D(G(z)))] from scores [B]."""
    return F.relu(1 - real).mean() + F.relu(1 + fake).mean()


def generator_loss(fake: Tensor) -> Tensor:
    """-E[D(G(z))] from scores [B]."""
    return -fake.mean()


def sameness(images: Tensor, z: Tensor, labels: Optional[Tensor] = None) -> Tensor:
    """How alike pictures of different latents are: mean of d(z, z') / d(G(z), G(z')) with d the mean absolute difference.

    The mode seeking term of Mao et al. 2019 (arXiv:1903.05628, equation 3, as the inverse that is minimised). Picture n of the
    batch is compared with picture n + B/2; with labels, only pairs of one class count, and 0 stands for no such pair.
    """
    half = len(z) // 2
    apart = (images[:half] - images[half : 2 * half]).abs().mean((1, 2, 3))
    ratios = (z[:half] - z[half : 2 * half]).abs().mean(1) / (apart + 1e-5)
    if labels is not None:
        ratios = ratios[labels[:half] == labels[half : 2 * half]]
    return ratios.mean() if len(ratios) else images.new_zeros(())


def rate_share(step: int, training: Training) -> float:
    """The share of every rate that holds at a step: 1, then falling linearly from `decayFrom` to 0 at `steps`."""
    if step < training.decayFrom:
        return 1.0
    return max(0.0, (training.steps - step) / max(1, training.steps - training.decayFrom))


def set_rates(
    generator: torch.optim.Optimizer, discriminator: torch.optim.Optimizer, training: Training, share: float
) -> None:
    """Give both optimisers a share of the configured rates. Their ratio, which TTUR is about, stays."""
    for group, rate in zip(generator.param_groups, (training.generatorRate, training.gammaRate)):
        group["lr"] = share * rate
    discriminator.param_groups[0]["lr"] = share * training.discriminatorRate


def optimisers(
    generator: nn.Module, discriminator: nn.Module, training: Training
) -> Tuple[torch.optim.Adam, torch.optim.Adam]:
    """Adam for each network at its own rate; the generator's gamma is a parameter group of its own."""
    betas = (training.beta1, training.beta2)
    gamma = [p for name, p in generator.named_parameters() if name == "attn.gamma"]
    others = [p for name, p in generator.named_parameters() if name != "attn.gamma"]
    groups = [{"params": others, "lr": training.generatorRate}, {"params": gamma, "lr": training.gammaRate}]
    return (
        torch.optim.Adam(groups, lr=training.generatorRate, betas=betas),
        torch.optim.Adam(discriminator.parameters(), lr=training.discriminatorRate, betas=betas),
    )
