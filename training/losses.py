"""Hinge losses (SAGAN paper, equation 4) and the two optimisers with their two time scales (paper section 3, TTUR)."""
from typing import Tuple

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
