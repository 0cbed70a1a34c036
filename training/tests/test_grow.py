"""A grown network computes at first what the smaller one did, and trains on with its site's gamma left alone."""
import contextlib
import io
from typing import Any, Optional
from unittest import mock

import torch
import torch.nn.functional as F

from training import checkpoint, train
from training.net import average
from training.config import Config, parse
from training.errors import TrainingError
from training.grow import grow
from training.net.networks import Generator, build
from training.trainer import Trainer

from . import tiny


def before_colours(network: Generator, z: torch.Tensor, labels: Optional[torch.Tensor]) -> torch.Tensor:
    """The features that the last norm reads: the colours' 3x3 convolution after it sees smaller neighbours in a grown network."""
    seen = []
    hook = network.norm.register_forward_pre_hook(lambda _module, inputs: seen.append(inputs[0]))
    network(z, labels)
    hook.remove()
    return seen[0]


class Grow(tiny.Case):
    def larger(self, classes: bool, **changes: Any) -> Config:
        value = tiny.config(classes).to_json()
        sites = [*value["generator"]["sites"], {"resolution": 32, "keyPooling": 2, "normalise": True}]
        value.update({"id": "large", "resolution": 32, "generator": {"widths": [16, 16, 8, 8], "sites": sites}})
        value["discriminator"] = {"widths": [8, 8, 16, 16], "sites": value["discriminator"]["sites"]}
        value.update(changes)
        return parse(value)

    def trained(self, config: Config) -> Trainer:
        run = Trainer(config, tiny.pictures(config))
        for _ in range(2):
            run.advance()
        tiny.moved(run)
        checkpoint.save(self.folder / "small" / "last.pt", run.state())
        return run

    def patches(self, config: Config) -> contextlib.ExitStack:
        stack = contextlib.ExitStack()
        stack.enter_context(mock.patch("training.dataset.load", lambda _folder, of: tiny.pictures(of)))
        stack.enter_context(mock.patch("training.config.load", lambda _name: config))
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        return stack

    def check(self, classes: bool) -> None:
        small, config = self.trained(tiny.config(classes)), self.larger(classes)
        out = self.folder / "large"
        with self.patches(config):
            self.assertEqual(grow("large", self.folder / "small", self.folder, out), 2)
            with self.assertRaisesRegex(TrainingError, "holds a run already"):
                grow("large", self.folder / "small", self.folder, out)
        run = Trainer(config, tiny.pictures(config))
        run.restore(checkpoint.load(out / "last.pt"))
        z, labels = torch.randn(32, config.latent), torch.arange(32) % 3 if classes else None
        with torch.no_grad():
            for mine, theirs in ((run.generator, small.generator), (run.average, small.average)):
                with average.batch_statistics(mine), average.batch_statistics(theirs):
                    image, features, wanted = mine(z, labels), before_colours(mine, z, labels), before_colours(theirs, z, labels)
                wanted = F.interpolate(wanted, scale_factor=2, mode="nearest")
                self.assertLess(float((features - wanted).abs().mean()), 0.2 * float((wanted - wanted.mean(0)).abs().mean()))
            halves = F.avg_pool2d(image, 2)
            score = run.discriminator.eval()(image, labels)
            wanted = small.discriminator.eval()(halves, labels)
            self.assertLess(float((score - wanted).abs().mean()), 0.2 * float(wanted.std()))
        gamma = float(run.generator.attn.gamma)
        with self.patches(config), mock.patch.object(train, "SHEET_STEPS", 2):
            self.assertEqual(train.run(config, self.folder, out, 4, "cpu", threads=1), 4)
        after = checkpoint.load(out / "last.pt")["generator"]
        self.assertGreater(float(after["attn2.gamma"]), 3 * 5e-4 - 3 * 4e-4)  # lifted at three steps of at most the rate
        self.assertLess(abs(float(after["attn.gamma"]) - gamma), 4 * 4e-4 + 1e-6)  # not lifted

    def test_without_classes(self) -> None:
        self.check(False)

    def test_with_classes(self) -> None:
        self.check(True)

    def test_what_does_not_fit_is_named(self) -> None:
        self.trained(tiny.config())
        fitting = self.larger(False).to_json()
        cases = (
            ({"generator": {**fitting["generator"], "widths": [16, 16, 8, 16]}}, "last two widths"),
            ({"generator": {**fitting["generator"], "widths": [16, 24, 8, 8]}}, "blocks.0.conv1.weight has the shape"),
            ({"discriminator": {**fitting["discriminator"], "widths": [8, 16, 16, 16]}}, "do not fit|second width"),
            ({"latent": 9}, "half the resolution"),
        )
        for change, words in cases:
            config = self.larger(False, **change)
            with self.patches(config), self.assertRaisesRegex(TrainingError, words):
                grow("large", self.folder / "small", self.folder, self.folder / "large")

    def test_the_border_is_all_that_differs(self) -> None:
        run, config = self.trained(tiny.config()), self.larger(False)
        with self.patches(config):
            grow("large", self.folder / "small", self.folder, self.folder / "large")
        _, discriminator = build(config)
        discriminator.load_state_dict(checkpoint.load(self.folder / "large" / "last.pt")["discriminator"])
        image = torch.rand(3, 3, 32, 32) * 2 - 1
        with torch.no_grad():
            x = discriminator.eval().blocks[0](image)
            inner = discriminator.blocks[1](x)[:, :, 1:-1, 1:-1]
            wanted = run.discriminator.eval().blocks[0](F.avg_pool2d(image, 2))[:, :, 1:-1, 1:-1]
        self.assertLess(float((inner - wanted).abs().max()), 1e-5)
