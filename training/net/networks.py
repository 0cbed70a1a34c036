"""The two networks of the SAGAN paper (section 3) at a configured size.

Generator: dense to [widths[0], 4, 4]; residual blocks that double the size up to `resolution`, a site (attention) after each
block that reaches the resolution of one; norm, ReLU, conv to RGB, tanh. Spectral norm in every layer with weights.
Discriminator: residual blocks that halve the size down to 4x4 and one that keeps it, sites likewise; ReLU, sum over
positions, dense to one score; with classes the projection term of Miyato and Koyama 2018 (arXiv:1802.05637) is added.
"""
from typing import Callable, Dict, List, Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .attention import SelfAttention
from ..config import Config, Network
from .layers import DiscriminatorBlock, GeneratorBlock, Norm, ResidualSite
from .spectral import Conv, Dense, Embedding

START = 4  # side of the first feature map of the generator and of the last one of the discriminator, in cells


COMPUTE = {"bf16": torch.bfloat16, "fp32": torch.float32, "fp64": torch.float64}  # data type of the activations


class WithSites(nn.Module):
    """A network of blocks with sites between them. `places`: name of the site after a block, by the block's number."""

    places: Dict[int, str]
    compute: torch.dtype

    def add_sites(self, network: Network, outputs: List[int], width: Callable[[int], int], normed: bool) -> None:
        """Make the sites of a network whose block k gives outputs[k] x outputs[k] cells and width(k) channels."""
        self.places = {outputs.index(resolution): name for resolution, name in network.names().items()}
        for site in network.sites:
            at = outputs.index(site.resolution)
            made = (
                SelfAttention(width(at), site.keyPooling, site.normalise) if site.kind == "attention"
                else ResidualSite(width(at), normed)
            )
            self.add_module(self.places[at], made)

    def attentions(self) -> Dict[str, SelfAttention]:
        """The attention sites by name, in the order of the configuration."""
        return {name: module for name, module in self.named_children() if isinstance(module, SelfAttention)}

    def visit(self, block: int, x: Tensor, record: Optional[Dict[str, Tensor]]) -> Tensor:
        """x after the site that follows a block, or x itself; q and k go to record["NAME.q"] and ["NAME.k"]."""
        name = self.places.get(block)
        if name is None:
            return x
        site = getattr(self, name)
        if record is None or not isinstance(site, SelfAttention):
            return site(x)
        own: Dict[str, Tensor] = {}
        x = site(x, own)
        record.update({f"{name}.{key}": value for key, value in own.items()})
        return x


class Generator(WithSites):
    """z [B, latent], labels [B] or None -> image [B, 3, R, R] float32 in -1..1 (float64 where the weights are)."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        widths, classes = config.generator.widths, len(config.classes or ())
        self.width = widths[0]
        self.compute = COMPUTE[config.training.precision]
        self.fc = Dense(config.latent, widths[0] * START * START)
        self.blocks = nn.ModuleList(GeneratorBlock(a, b, classes) for a, b in zip(widths, widths[1:]))
        # Before the sites, so that networks of one seed that differ in their sites only begin alike in all else.
        norm, rgb = Norm(widths[-1]), Conv(widths[-1], 3)
        outputs = [START * 2 ** (k + 1) for k in range(len(self.blocks))]
        self.add_sites(config.generator, outputs, lambda k: widths[k + 1], normed=True)
        self.norm, self.rgb = norm, rgb

    def forward(self, z: Tensor, labels: Optional[Tensor] = None, record: Optional[Dict[str, Tensor]] = None) -> Tensor:
        wide = self.fc.weight.dtype
        x = self.fc(z.to(wide)).view(-1, self.width, START, START).to(self.compute)
        x = x.contiguous(memory_format=torch.channels_last)
        for k, block in enumerate(self.blocks):
            x = self.visit(k, block(x, labels), record)
        return torch.tanh(self.rgb(F.relu(self.norm(x))).to(wide))


class Discriminator(WithSites):
    """Image [B, 3, R, R] in -1..1, labels [B] or None -> score [B] float32 (float64 where the weights are)."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        widths = config.discriminator.widths
        self.compute = COMPUTE[config.training.precision]
        last = len(widths) - 1
        self.blocks = nn.ModuleList(
            DiscriminatorBlock(3 if k == 0 else widths[k - 1], widths[k], halve=k < last, first=k == 0)
            for k in range(len(widths))
        )
        out, embed = Dense(widths[-1], 1), Embedding(len(config.classes), widths[-1]) if config.classes else None
        outputs = [config.resolution // 2 ** (k + 1) for k in range(last)]
        self.add_sites(config.discriminator, outputs, lambda k: widths[k], normed=False)
        self.out, self.embed = out, embed

    def forward(self, x: Tensor, labels: Optional[Tensor] = None, record: Optional[Dict[str, Tensor]] = None) -> Tensor:
        x = x.to(self.compute).contiguous(memory_format=torch.channels_last)
        for k, block in enumerate(self.blocks):
            x = self.visit(k, block(x), record)
        pooled = F.relu(x).to(self.out.weight.dtype).sum((2, 3))
        score = self.out(pooled).squeeze(1)
        return score if self.embed is None else score + (self.embed(labels) * pooled).sum(1)


def build(config: Config) -> "tuple[Generator, Discriminator]":
    """Both networks, initialised from the config's seed, in channels-last layout. The global random state is left alone."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(config.training.seed)
        generator = Generator(config)
        torch.manual_seed(config.training.seed + 1_000_003)  # so that the generator's sites change nothing in the discriminator
        discriminator = Discriminator(config)
    if config.training.precision == "fp64":
        generator, discriminator = generator.double(), discriminator.double()
    return generator.to(memory_format=torch.channels_last), discriminator.to(memory_format=torch.channels_last)
