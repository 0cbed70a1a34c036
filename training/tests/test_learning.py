"""The small SAGAN of learning.py against the package's own parts, and its golden file against a fresh computation."""
import json
import tempfile
from pathlib import Path

import torch

from training import learning, learning_golden, safetensors
from training.net import attention, losses

from . import tiny

GOLDEN = learning_golden.ROOT / "test" / "golden" / "learning.safetensors"


class Learning(tiny.Case):
    def test_attention_is_that_of_the_package(self) -> None:
        site = attention.SelfAttention(16).eval()
        with torch.no_grad():
            site.gamma.fill_(0.7)
        x = torch.randn(2, 16, 4, 4)
        used = {f"attn.{part}.weight": getattr(site, part).normalised().detach() for part in "fghv"}
        found = learning.attend(x, {**used, "attn.gamma": site.gamma.detach().reshape(1)})
        torch.testing.assert_close(found, site(x).detach(), rtol=1e-5, atol=1e-5)

    def test_used_weights_have_a_largest_singular_value_of_one(self) -> None:
        learner = learning.Learner({**learning.DEFAULTS, **learning_golden.TINY})
        real, z = torch.randn(4, 3, 16, 16), torch.randn(4, 32)
        for _ in range(3):
            learner.step(real, z)
        for network in (learner.g, learner.d):
            for _ in range(100):
                network.iterate()
            for name in learning.weight_names(network.values):
                values = torch.linalg.svdvals(network.used()[name].flatten(1))
                self.assertAlmostEqual(float(values[0]), 1.0, delta=0.01, msg=name)

    def test_losses_are_those_of_the_package(self) -> None:
        config = {**learning.DEFAULTS, **learning_golden.TINY}
        learner = learning.Learner(config)
        step = learner.step(torch.randn(4, 3, 16, 16), torch.randn(4, 32))
        torch.testing.assert_close(step["d_loss"], losses.discriminator_loss(step["real"], step["fake"]))

    def test_golden_file_is_what_the_step_gives(self) -> None:
        kept = safetensors.read(GOLDEN)
        with tempfile.TemporaryDirectory() as folder:
            learning_golden.main(["--golden", folder])
            fresh = safetensors.read(Path(folder) / "learning.safetensors")
        self.assertEqual(kept.keys(), fresh.keys())
        for name in learning_golden.VARIANTS:
            config = json.loads(bytes(kept[f"{name}.config"].tolist()))
            self.assertEqual(config, {**learning.DEFAULTS, **learning_golden.TINY, **learning_golden.VARIANTS[name]})
            torch.testing.assert_close(kept[f"{name}.losses"], fresh[f"{name}.losses"], rtol=1e-3, atol=1e-3)
