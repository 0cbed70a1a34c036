"""The two networks of the SAGAN paper (section 3) at a configured size.

Generator: dense to [widths[0], 4, 4]; residual blocks that double the size up to `resolution`, attention after the block
that reaches the attention resolution; norm, ReLU, conv to RGB, tanh. Spectral norm in every layer with weights.
Discriminator: residual blocks that halve the size down to 4x4 and one that keeps it, attention likewise; ReLU, sum over
positions, dense to one score; with classes the projection term of Miyato and Koyama 2018 (arXiv:1802.05637) is added.
"""
from typing import Dict, Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .attention import SelfAttention
from .config import Config
from .layers import DiscriminatorBlock, GeneratorBlock, Norm
from .spectral import Conv, Dense, Embedding

START = 4  # side of the first feature map of the generator and of the last one of the discriminator, in cells


class Generator(nn.Module):
    """z [B, latent], labels [B] or None -> picture [B, 3, R, R] float32 in -1..1."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        widths, classes = config.generator.widths, len(config.classes or ())
        self.width = widths[0]
        self.compute = torch.bfloat16 if config.training.precision == "bf16" else torch.float32
        self.fc = Dense(config.latent, widths[0] * START * START)
        self.blocks = nn.ModuleList(GeneratorBlock(a, b, classes) for a, b in zip(widths, widths[1:]))
        site = config.generator.attention
        self.site = [START * 2 ** (k + 1) for k in range(len(self.blocks))].index(site.resolution)
        self.attn = SelfAttention(widths[self.site + 1], site.keyPooling, site.normalise)
        self.norm = Norm(widths[-1])
        self.rgb = Conv(widths[-1], 3)

    def forward(self, z: Tensor, labels: Optional[Tensor] = None, record: Optional[Dict[str, Tensor]] = None) -> Tensor:
        x = self.fc(z).view(-1, self.width, START, START).to(self.compute)
        x = x.contiguous(memory_format=torch.channels_last)
        for k, block in enumerate(self.blocks):
            x = block(x, labels)
            if k == self.site:
                x = self.attn(x, record)
        return torch.tanh(self.rgb(F.relu(self.norm(x))).float())


class Discriminator(nn.Module):
    """Picture [B, 3, R, R] in -1..1, labels [B] or None -> score [B] float32."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        widths = config.discriminator.widths
        self.compute = torch.bfloat16 if config.training.precision == "bf16" else torch.float32
        last = len(widths) - 1
        self.blocks = nn.ModuleList(
            DiscriminatorBlock(3 if k == 0 else widths[k - 1], widths[k], halve=k < last, first=k == 0)
            for k in range(len(widths))
        )
        site = config.discriminator.attention
        self.site = [config.resolution // 2 ** (k + 1) for k in range(last)].index(site.resolution)
        self.attn = SelfAttention(widths[self.site], site.keyPooling, site.normalise)
        self.out = Dense(widths[-1], 1)
        self.embed = Embedding(len(config.classes), widths[-1]) if config.classes else None

    def forward(self, x: Tensor, labels: Optional[Tensor] = None, record: Optional[Dict[str, Tensor]] = None) -> Tensor:
        x = x.to(self.compute).contiguous(memory_format=torch.channels_last)
        for k, block in enumerate(self.blocks):
            x = block(x)
            if k == self.site:
                x = self.attn(x, record)
        pooled = F.relu(x).float().sum((2, 3))
        score = self.out(pooled).squeeze(1)
        return score if self.embed is None else score + (self.embed(labels) * pooled).sum(1)


def build(config: Config) -> "tuple[Generator, Discriminator]":
    """Both networks, initialised from the config's seed, in channels-last layout. The global random state is left alone."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(config.training.seed)
        generator, discriminator = Generator(config), Discriminator(config)
    return generator.to(memory_format=torch.channels_last), discriminator.to(memory_format=torch.channels_last)
