"""Networks with several sites, with none, and with residual blocks in their place train, export and compute what they should."""
import contextlib
import io
import json
from typing import Any, Dict, List

import numpy as np
import torch

from training import checkpoint, fold, play, safetensors, unfold
from training.measures import measure
from training.net import average
from training.config import Config, parse
from training.errors import TrainingError
from training.export import export
from training.net.layers import ResidualSite
from training.manifest import discriminator_layers, generator_layers
from training.net.networks import build
from training.net.attention import SelfAttention
from training.trainer import Trainer

from . import tiny

TWO = [{"resolution": 8, "keyPooling": 1, "normalise": True}, {"resolution": 16, "keyPooling": 2, "normalise": True}]
BLOCK = [{"resolution": 8, "kind": "residual"}]
KINDS: Dict[str, List[Dict[str, Any]]] = {"two": TWO, "none": [], "residual": BLOCK, "mixed": [*TWO[:1], {"resolution": 16, "kind": "residual"}]}


def with_sites(kind: str, classes: bool = False) -> Config:
    """The tiny configuration with other sites; the discriminator has one of the same kind, or none."""
    value = tiny.config(classes).to_json()
    value["generator"]["sites"] = KINDS[kind]
    value["discriminator"]["sites"] = [{**site, "normalise": False} for site in KINDS[kind][:1]]
    return parse(value)


class Sites(tiny.Case):
    def check(self, kind: str) -> None:
        config = with_sites(kind, classes=True)
        run = Trainer(config, tiny.pictures(config))
        for _ in range(3):
            figures = run.advance()
        run.check()
        self.assertEqual("gamma_g2" in figures, kind == "two")
        tiny.moved(run)
        shares = np.full(3, 1 / 3)
        average.settle(run.average, config.latent, shares, 4)
        for network in (run.average, run.discriminator):
            unfold.exact_vectors(network)
        z, labels = torch.randn(6, config.latent), torch.arange(6) % 3
        generator, discriminator = fold.fold_generator(run.average), fold.fold_discriminator(run.discriminator)
        with torch.no_grad():
            options = play.Options()
            image = play.run(generator_layers(config), generator, z, labels, options)
            self.assertLess(float((run.average(z, labels) - image).abs().max()), 1e-4)
            score = play.run(discriminator_layers(config), discriminator, image, labels)[:, 0]
            self.assertLess(float((run.discriminator.eval()(image, labels) - score).abs().max()), 1e-3 * float(score.abs().max()))
        self.assertEqual(list(options.sites), {"two": ["attn", "attn2"], "mixed": ["attn"]}.get(kind, []))
        again, fresh = build(config)
        unfold.unfold_generator(again, generator)
        unfold.observe(again, config.latent, shares, 4)
        unfold.unfold_discriminator(fresh, discriminator)
        with torch.no_grad():
            self.assertLess(float((again(z, labels) - image).abs().max()), 1e-3)
        facts = measure.attention(generator_layers(config), generator, config.latent, shares, 50)
        self.assertEqual("gammaEffect" in facts, kind in ("two", "mixed"))
        self.assertEqual("attn2.gammaEffect" in facts, kind == "two")

    def test_two_sites(self) -> None:
        self.check("two")

    def test_no_site(self) -> None:
        self.check("none")

    def test_residual(self) -> None:
        self.check("residual")

    def test_mixed(self) -> None:
        self.check("mixed")

    def test_exports(self) -> None:
        for kind in KINDS:
            config = with_sites(kind)
            run = Trainer(config, tiny.pictures(config))
            run.advance()
            checkpoint.save(self.folder / kind / "last.pt", run.state())
            with contextlib.redirect_stderr(io.StringIO()):
                model = export(self.folder / kind, self.folder / f"models-{kind}", self.folder / "golden", batches=2, latents=400)
            manifest = json.loads((model / "model.json").read_text(encoding="utf-8"))
            small = safetensors.read(model / "golden.safetensors")
            names = {"two": ["attn", "attn2"], "mixed": ["attn"]}.get(kind, [])
            self.assertEqual([name for name in small if name.endswith(".q")], [f"{name}.q" for name in names])
            self.assertEqual("gammaEffect" in manifest["card"]["metrics"], bool(names))
            words = {"two": "at 8x8 and 16x16 cells", "none": "No attention", "residual": "A residual block", "mixed": "A residual block"}
            self.assertIn(words[kind], manifest["card"]["training"])

    def test_networks_of_one_seed_differ_in_their_sites_only(self) -> None:
        plain, attentive, residual = (build(with_sites(kind)) for kind in ("none", "two", "residual"))
        for network, others in zip(plain, zip(attentive, residual)):
            for other in others:
                mine, theirs = network.state_dict(), other.state_dict()
                self.assertTrue(all(torch.equal(mine[name], theirs[name]) for name in mine))

    def test_a_residual_site_has_at_least_as_many_parameters(self) -> None:
        for channels in (8, 16, 32, 64, 128, 256):
            for normed in (False, True):
                wanted = sum(p.numel() for p in SelfAttention(channels, normalise=normed).parameters())
                found = sum(p.numel() for p in ResidualSite(channels, normed).parameters())
                self.assertGreaterEqual(found, wanted)
                self.assertLess(found - wanted, 18 * channels + 2)

    def test_gains_stay_below_their_limit(self) -> None:
        config = parse({**tiny.config().to_json(), "training": {**tiny.config(gammaRate=1.0).to_json()["training"], "gainLimit": 2.0}})
        run = Trainer(config, tiny.pictures(config))
        with torch.no_grad():
            run.generator.attn.gains["f"].fill_(5.0)
        run.advance()
        self.assertLessEqual(max(float(run.generator.attn.gains[name].abs().max()) for name in "fg"), 2.0)

    def test_earlier_configurations_are_read(self) -> None:
        value = tiny.config().to_json()
        for name in ("generator", "discriminator"):
            network = value[name]
            value[name] = {"widths": network["widths"], "attention": {k: v for k, v in network["sites"][0].items() if k != "kind"}}
        del value["training"]["gainLimit"], value["data"]
        self.assertEqual(parse(value).generator, tiny.config().generator)

    def test_wrong_sites_are_named(self) -> None:
        good = tiny.config().to_json()
        for sites, words in (([TWO[0], TWO[0]], "two sites"), ([{"resolution": 9}], "sites can be at"), ([{"resolution": 8, "kind": "x"}], "kind of a site")):
            with self.assertRaisesRegex(TrainingError, words):
                parse({**good, "generator": {**good["generator"], "sites": sites}})

    def test_seeds_get_runs_of_their_own(self) -> None:
        from training.config import with_seed

        config = with_seed(tiny.config(), 7)
        self.assertEqual((config.id, config.folder, config.training.seed), ("tiny-7", "tiny", 7))


