"""A run that begins from an exported model continues with what the model computes, and keeps its story."""
import contextlib
import io
import json
from typing import Any
from unittest import mock

import numpy as np
import torch

from training import begin, checkpoint, fold, play, safetensors, train, unfold
from training.net import average
from training.errors import TrainingError
from training.export import export
from training.manifest import discriminator_layers, generator_layers
from training.net.networks import build
from training.trainer import Trainer

from . import tiny


class Begin(tiny.Case):
    def trained(self, classes: bool) -> Trainer:
        config = tiny.config(classes)
        run = Trainer(config, tiny.pictures(config))
        for _ in range(2):
            run.advance()
        tiny.moved(run)
        return run

    def check(self, classes: bool) -> None:
        run = self.trained(classes)
        config, z = run.config, torch.randn(64, run.config.latent)
        labels = torch.arange(64) % 3 if classes else None
        shares = np.full(3, 1 / 3) if classes else None
        average.settle(run.average, config.latent, shares, 6)
        for network in (run.average, run.discriminator):  # a fresh layer's singular values are close together
            unfold.exact_vectors(network)
        tensors = fold.fold_generator(run.average)
        folded = fold.fold_discriminator(run.discriminator)
        layers = generator_layers(config)
        generator, discriminator = build(config)
        unfold.unfold_generator(generator, tensors)
        unfold.unfold_discriminator(discriminator, folded)
        with torch.no_grad():
            wanted = play.run(layers, tensors, z, labels)
            self.assertLess(float((generator(z, labels) - wanted).abs().max()), 1e-4)
            unfold.observe(generator, config.latent, shares, 6)
            self.assertLess(float((generator(z, labels) - wanted).abs().max()), 1e-4)
            score = play.run(discriminator_layers(config), folded, wanted, labels)[:, 0]
            self.assertLess(float((discriminator.eval()(wanted, labels) - score).abs().max()), 1e-4 * max(1, float(score.abs().max())))
        for layer in (generator.fc, generator.blocks[0].conv1, generator.attn.f, discriminator.blocks[1].conv2):
            side = min(layer.weight.flatten(1).shape) ** 0.5
            self.assertAlmostEqual(float(layer.weight.detach().norm()), side, places=3)
        folded = fold.fold_generator(generator)
        self.assertEqual(list(folded), list(tensors))
        for name, tensor in tensors.items():
            self.assertLess(float((folded[name] - tensor).abs().max()), 1e-3 * max(1, float(tensor.abs().max())), name)
        with torch.no_grad():
            # In training each batch has its own statistics: the same image but for their noise, not another one.
            apart = (generator.train()(z, labels) - wanted).abs().mean()
            self.assertLess(float(apart), 0.3 * float(wanted.std()))

    def test_without_classes(self) -> None:
        self.check(False)

    def test_with_classes(self) -> None:
        self.check(True)

    def test_a_run_goes_on_from_a_model_and_keeps_its_story(self) -> None:
        run, config = self.trained(False), tiny.config(False)
        source, out = self.folder / "source", self.folder / "out"
        checkpoint.save(source / "last.pt", run.state())
        checkpoint.save(source / "snapshots" / "000001.pt", run.state())
        (source / "log.csv").write_text("step,d_loss,g_loss,d_real,d_fake,gamma_g,gamma_d,entropyRatio,queryDependence\n2,1,2,3,4,5,6,7,8\n")
        patches: Any = [
            mock.patch("training.dataset.load", lambda _folder, _config: tiny.pictures(config)),
            mock.patch("training.config.load", lambda _name: config), mock.patch.object(train, "LOG_STEPS", 1),
            contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()),
        ]
        with contextlib.ExitStack() as stack:
            for patch in patches:
                stack.enter_context(patch)
            model = export(source, self.folder / "models", self.folder / "golden", batches=6, latents=400)
            self.assertEqual(begin.begin("tiny", model, self.folder, out), 2)
            with self.assertRaisesRegex(TrainingError, "holds a run already"):
                begin.begin("tiny", model, self.folder, out)
            with self.assertRaisesRegex(TrainingError, "no model folder"):
                begin.begin("tiny", self.folder, self.folder, self.folder / "other")
            self.assertEqual(train.run(config, self.folder, out, 5, "cpu", threads=1), 5)
            again = export(out, self.folder / "models2", self.folder / "golden", batches=6, latents=400)
        manifest = json.loads((again / "model.json").read_text(encoding="utf-8"))
        self.assertEqual([snapshot["step"] for snapshot in manifest["snapshots"]][0], 1)
        self.assertEqual(
            (again / "snapshots/000001.safetensors").read_bytes(), (model / "snapshots/000001.safetensors").read_bytes()
        )
        self.assertEqual(json.loads((again / "log.json").read_text())["step"], [2, 3, 4, 5])
        self.assertIn("began from the weights of an earlier run of 2 steps", manifest["card"]["training"])

    def test_a_start_is_small_and_its_lift_continues(self) -> None:
        config = tiny.config(True)
        run = self.trained(True)
        with torch.no_grad():
            for name in "fgh":
                run.average.attn.gains[name].copy_(torch.linspace(0.5, config.training.gainLimit, 8))
        checkpoint.save(self.folder / "source" / "last.pt", run.state())
        patches: Any = [
            mock.patch("training.dataset.load", lambda _folder, _config: tiny.pictures(config)),
            mock.patch("training.config.load", lambda _name: config),
        ]
        with contextlib.ExitStack() as stack:
            for patch in patches:
                stack.enter_context(patch)
            start = export(self.folder / "source", self.folder / "starts", None, batches=6)
            names = sorted(str(path.relative_to(start)) for path in start.rglob("*") if path.is_file())
            self.assertEqual(names, ["discriminator.safetensors", "generator.safetensors", "model.json"])
            self.assertEqual(sorted(path.name for path in start.parent.iterdir()), ["tiny"])
            self.assertEqual(begin.begin("tiny", start, self.folder, self.folder / "out"), 2)
        again = Trainer(config, tiny.pictures(config))
        again.restore(checkpoint.load(self.folder / "out" / "last.pt"))
        for name in "fg":  # so that the limit changes nothing at the first step
            self.assertLess(float(again.generator.attn.gains[name].abs().max()), config.training.gainLimit + 0.01)
        before = float(again.generator.attn.gamma)
        again.advance()  # step 2 of a lift from 1 to 3
        self.assertGreater(float(again.generator.attn.gamma) - before, 5e-4 - 4e-4)

    def test_tensors_of_another_shape_are_named(self) -> None:
        run = self.trained(False)
        tensors = fold.fold_generator(run.average)
        generator, _ = build(run.config)
        with self.assertRaisesRegex(TrainingError, "blocks.0.conv1.weight has the shape"):
            unfold.unfold_generator(generator, {**tensors, "blocks.0.conv1.weight": torch.zeros(3, 3)})
        del tensors["norm.scale"]
        with self.assertRaisesRegex(TrainingError, "norm.scale is missing"):
            unfold.unfold_generator(generator, tensors)
