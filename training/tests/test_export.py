"""What is exported computes what PyTorch computes."""
import contextlib
import hashlib
import io
import json

import torch

from training import checkpoint, fold, play, safetensors
from training.net import average
from training.export import export, with_changes
from training.golden import doubled
from training.manifest import discriminator_layers, generator_layers
from training.trainer import Trainer

from . import tiny


class Export(tiny.Case):
    def test_changes_of_the_training_are_in_its_log(self) -> None:
        log, fresh, model = {"step": [1]}, {"kind": "fresh", "steps": 0}, {"kind": "model", "steps": 40}
        self.assertEqual(with_changes(log, {}, fresh), log)
        begun = with_changes(log, {}, model)
        self.assertEqual([change["step"] for change in begun["changes"]], [40])
        self.assertEqual(sorted(begun["changes"][0]["what"]), ["en", "ko"])
        # What stands there already is not said twice.
        self.assertEqual(with_changes(log, begun, model), begun)

    def check(self, classes: bool) -> None:
        config = tiny.config(classes)
        run = Trainer(config, tiny.pictures(config))
        for _ in range(3):
            run.advance()
        tiny.moved(run)
        state = run.state()
        checkpoint.save(self.folder / "last.pt", state)
        checkpoint.save(self.folder / "snapshots" / "000001.pt", state)

        frequencies = None
        if classes:
            counts = run.pictures.frequencies()
            frequencies = torch.tensor([counts[c.id] for c in config.classes]).double().numpy()
        generator = average.settle(run.average, config.latent, frequencies, 6)
        discriminator = run.discriminator.eval()
        z = torch.randn(6, config.latent)
        labels = torch.arange(6) % 3 if classes else None
        with torch.no_grad():
            image = generator(z, labels)
            score = discriminator(image, labels)
        layers, scoring = generator_layers(config), discriminator_layers(config)
        made = play.run(layers, fold.fold_generator(generator), z, labels)
        found = play.run(scoring, fold.fold_discriminator(discriminator), image, labels)[:, 0]
        self.assertGreater(float(image.std()), 0.05)
        self.assertLess(float((made - image).abs().max()), 1e-4)
        self.assertLess(float((found - score).abs().max()), 1e-4 * max(1, float(score.abs().max())))

        with contextlib.redirect_stderr(io.StringIO()):
            folder = export(self.folder, self.folder / "models", self.folder / "golden", batches=6, latents=400)
        manifest = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        self.assertEqual(manifest["generator"]["layers"], layers)
        index = json.loads((self.folder / "models" / "index.json").read_text(encoding="utf-8"))
        self.assertEqual(index["models"], [{"id": "tiny", "name": {"en": "Tiny"}}])
        self.assertEqual([s["step"] for s in manifest["snapshots"]], [1])
        entries = [manifest["generator"]["weights"], manifest["discriminator"]["weights"], manifest["golden"], manifest["snapshots"][0]["weights"]]
        for entry in entries:
            data = (folder / entry["path"]).read_bytes()
            self.assertEqual((entry["bytes"], entry["sha256"]), (len(data), hashlib.sha256(data).hexdigest()))
        found = safetensors.read(folder / manifest["directions"]["path"])
        self.assertEqual(list(found["directions"].shape), [8, 8])  # no more than the latent has
        self.assertTrue(torch.allclose(found["directions"].norm(dim=1), torch.ones(8), atol=1e-5))
        self.assertTrue(bool((found["share"][:-1] >= found["share"][1:]).all()))
        files = safetensors.read(folder / "generator.safetensors")
        rounded = play.run(layers, files, z, labels)
        self.assertLess(float((rounded - image).abs().max()), 1e-2)  # half precision keeps 11 bits of each weight
        read = safetensors.read(folder / "discriminator.safetensors")
        self.assertLess(float((play.run(scoring, read, image, labels)[:, 0] - score).abs().max()), 1e-2 * max(1, float(score.abs().max())))
        golden = safetensors.read(folder / "golden.safetensors")
        kinds = golden["class"].long() if classes else None
        again = play.run(layers, files, golden["z"], kinds)
        self.assertLess(float((again - golden["image"]).abs().max()), 1e-4)  # float32, other memory layout
        self.check_slopes(scoring, doubled(read))

    def check_slopes(self, scoring: "list[dict]", tensors: "dict[str, torch.Tensor]") -> None:
        """The exported gradient of the score is its difference quotient along a random direction."""
        large, beside = (safetensors.read(self.folder / "golden" / f"tiny{end}.safetensors") for end in ("", "-gradient"))
        self.assertLess(float((beside["d.score"] - large["d.score"]).abs().max()), 1e-4)
        image, labels = large["image"].double(), large["class"].long() if "class" in large else None
        direction = torch.randn(image.shape, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
        ahead, behind = (play.run(scoring, tensors, image + step * direction, labels)[:, 0] for step in (1e-5, -1e-5))
        along = (beside["d.gradient"].double() * direction).sum((1, 2, 3))
        self.assertLess(float(((ahead - behind) / 2e-5 - along).abs().max()), 1e-3 * max(1, float(along.abs().max())))

    def test_without_classes(self) -> None:
        self.check(False)

    def test_with_classes(self) -> None:
        self.check(True)
