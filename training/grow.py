"""Command: begin a run from a trained one of half the resolution, with a block added to each network.

    python3 -m training.grow avatars128 --from ~/sagan-runs/avatars64 [--out ~/sagan-runs/avatars128]

The grown networks compute at first what the smaller ones did: the generator's image doubled in size, and the discriminator's
score of the image halved. What the added layers do beside that begins small and is trained. Steps are counted from 0; the
optimisers start again.
"""
import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Dict, List, Optional

from . import runtime
from .errors import TrainingError

if TYPE_CHECKING:
    from torch import Tensor

    from .net.networks import Discriminator, Generator

SMALL = 0.1  # scale of the norm before the new block's last convolution


def _take(state: "Dict[str, Tensor]", values: "Dict[str, Tensor]", sources: Dict[str, str]) -> None:
    """Copy values into a state, in place: sources gives for each name of the state the name of its value."""
    for name, source in sources.items():
        if state[name].shape != values[source].shape:
            raise TrainingError(
                f"The configurations do not fit: {name} has the shape {list(state[name].shape)} in the larger network and "
                f"{list(values[source].shape)} in the smaller one."
            )
        state[name].copy_(values[source])


def grow_generator(target: "Generator", source: "Generator") -> None:
    """Fill `target`, which has one block more, in place. The new block passes its input on, doubled, and adds little to it."""
    import torch

    added = len(source.blocks)
    block = target.blocks[added]
    if block.shortcut.weight.shape[0] != block.shortcut.weight.shape[1]:
        raise TrainingError("The last two widths of the larger generator must be the smaller one's last width.")
    values = source.state_dict()
    with torch.no_grad():
        state = target.state_dict()
        _take(state, values, {name: name for name in state if name in values})
        block.shortcut.weight.copy_(torch.eye(len(block.shortcut.weight))[:, :, None, None])
        block.shortcut.bias.zero_()
        (block.norm2.scale if block.norm2.classes else block.norm2.weight).fill_(SMALL)
        for layer in (block.conv1, block.conv2, block.shortcut):
            layer.iterate(50)


def grow_discriminator(target: "Discriminator", source: "Discriminator") -> None:
    """Fill `target`, which has one block more at its image side, in place.

    The new first block gives the halved image plus 1, so that the ReLU of the next one leaves it alone, in its first three channels
    and new features in the others; the next one, once the first, reads the image and takes the 1 off again. Only at the border,
    where convolutions pad with 0, the score differs.
    """
    import torch

    first, second = target.blocks[0], target.blocks[1]
    if len(first.conv1.weight) <= 3:
        raise TrainingError("The larger discriminator's first width must be more than 3.")
    values, state = source.state_dict(), target.state_dict()
    wider = [f"blocks.1.{part}" for part in ("conv1.weight", "conv1.v", "shortcut.weight", "shortcut.v")]
    sources: Dict[str, str] = {}
    for name in state:
        parts = name.split(".")
        before = ".".join(["blocks", str(int(parts[1]) - 1), *parts[2:]]) if parts[0] == "blocks" else name
        if before in values and name not in wider:
            sources[name] = before
    with torch.no_grad():
        _take(state, values, sources)
        for layer, old in ((second.conv1, source.blocks[0].conv1), (second.shortcut, source.blocks[0].shortcut)):
            if len(layer.weight) != len(old.weight):
                raise TrainingError("The larger discriminator's second width must be the smaller one's first.")
            layer.weight.zero_()
            layer.weight[:, :3].copy_(old.weight)
            layer.v.zero_()
            layer.v[: len(old.v)].copy_(old.v)
            layer.bias.sub_((old.weight / old.sigma()).sum((1, 2, 3)))
        first.shortcut.weight.zero_()
        first.shortcut.bias.zero_()
        first.shortcut.weight[:3].copy_(torch.eye(3)[:, :, None, None])
        first.shortcut.bias[:3] = 1
        first.conv2.weight[:3] = 0
        first.conv2.bias.zero_()
        for layer in (first.conv1, first.conv2, first.shortcut):
            layer.iterate(50)


def grow(name: str, source: Path, data: Path, out: Path) -> int:
    """Write the state of a run that starts from a smaller one; returns the smaller one's steps.

    Raises TrainingError where the configurations do not fit or a run stands in `out` already.
    """
    from . import checkpoint, dataset
    from .config import load, parse
    from .net.networks import build
    from .trainer import Trainer

    if (out / "last.pt").exists():
        raise TrainingError(f"{out} holds a run already; give another folder by --out.")
    state, config = checkpoint.load(source / "last.pt"), load(name)
    small = parse(state["config"])
    if small.resolution * 2 != config.resolution or small.latent != config.latent:
        raise TrainingError(f"{small.id} does not have half the resolution of {config.id} and the same latent.")
    run = Trainer(config, dataset.load(data, config))
    generator, discriminator = build(small)
    discriminator.load_state_dict(state["discriminator"])
    grow_discriminator(run.discriminator, discriminator)
    generator.load_state_dict(state["generator"])
    grow_generator(run.generator, generator)
    run.average.load_state_dict(run.generator.state_dict())  # for the new block
    generator.load_state_dict(state["average"])
    grow_generator(run.average, generator)
    run.origin = {"kind": "grown", "steps": state["step"], "resolution": small.resolution}
    run.settled = list(generator.attentions())
    checkpoint.save(out / "last.pt", run.state())
    return int(state["step"])


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.grow", description="A run that starts from a smaller one.")
    parser.add_argument("config", help="model id in training/configs, or a JSON file")
    parser.add_argument("--from", dest="source", type=Path, required=True, help="run folder of the smaller model")
    parser.add_argument("--data", type=Path, default=runtime.DATA, help="where prepared data lies (default %(default)s)")
    parser.add_argument("--out", type=Path, help="run folder (default: next to the data, by model id)")
    options = parser.parse_args(arguments)
    from .config import load

    config = load(options.config)
    runtime.threads()
    out = options.out or runtime.HOME / config.id
    steps = grow(options.config, options.source, options.data / config.folder, out)
    print(f"{out} stands at step 0, grown from step {steps}; continue with python3 -m training.train {options.config}")


if __name__ == "__main__":
    runtime.command("training.grow", main)
