"""Hinge losses (SAGAN paper, equation 4) and the two optimisers with their two time scales (paper section 3, TTUR)."""
from typing import Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import parallel
from ..config import Training


def discriminator_loss(real: Tensor, fake: Tensor) -> Tensor:
    """E[max(0, 1 - D(x))] + E[max(0, 1 + D(G(z)))] from scores [B]."""
    return F.relu(1 - real).mean() + F.relu(1 + fake).mean()


def generator_loss(fake: Tensor) -> Tensor:
    """-E[D(G(z))] from scores [B]."""
    return -fake.mean()


def sameness(images: Tensor, z: Tensor, labels: Optional[Tensor] = None) -> Tensor:
    """How alike images of different latents are: mean of d(z, z') / d(G(z), G(z')) with d the mean absolute difference.

    The mode seeking term of Mao et al. 2019 (arXiv:1903.05628, equation 3, as the inverse that is minimised). Image 2n of the
    batch is compared with image 2n + 1; with labels, only pairs of one class count, and 0 stands for no such pair.
    """
    pairs = len(z) // 2 * 2
    apart = (images[0:pairs:2] - images[1:pairs:2]).abs().mean((1, 2, 3))
    ratios = (z[0:pairs:2] - z[1:pairs:2]).abs().mean(1) / (apart + 1e-5)
    counts = torch.ones_like(ratios) if labels is None else (labels[0:pairs:2] == labels[1:pairs:2]).to(ratios.dtype)
    found = parallel.total(torch.stack([(ratios * counts).sum(), counts.sum()]))
    return found[0] / found[1].clamp_min(1)


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
    """Adam for each network at its own rate; the generator's gammas are a parameter group of their own."""
    betas = (training.beta1, training.beta2)
    gammas = [p for name, p in generator.named_parameters() if name.endswith(".gamma")]
    others = [p for name, p in generator.named_parameters() if not name.endswith(".gamma")]
    groups = [{"params": others, "lr": training.generatorRate}, {"params": gammas, "lr": training.gammaRate}]
    return (
        torch.optim.Adam(groups, lr=training.generatorRate, betas=betas),
        torch.optim.Adam(discriminator.parameters(), lr=training.discriminatorRate, betas=betas),
    )
