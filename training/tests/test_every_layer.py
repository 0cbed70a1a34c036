"""The committed fixture with every layer is what the reference player gives now, and that is what PyTorch's own modules give."""
import json

import torch
from torch import nn

from training import golden, play, safetensors

from . import every_layer, tiny


class EveryLayer(tiny.Case):
    def test_the_fixture_is_up_to_date(self) -> None:
        for file, now in (
            ("expected.safetensors", {**every_layer.expected(), **every_layer.statistics()}),
            ("cases.safetensors", every_layer.cases()),
        ):
            stored = safetensors.read(every_layer.FOLDER / file)
            self.assertEqual(sorted(stored), sorted(now))
            for name, values in now.items():
                self.assertLess(float((values - stored[name]).abs().max()), 1e-4, name)
        listed = json.loads((every_layer.FOLDER / "cases.json").read_text())
        self.assertEqual([case["case"] for case in listed], [name for name, *_ in every_layer.CASES])

    def test_columns_sum_to_1_where_the_softmax_runs_over_queries(self) -> None:
        stored = safetensors.read(every_layer.FOLDER / "expected.safetensors")
        for site in ("pooled", "blocks.2.1"):
            beta = stored[f"{site}.beta"]
            self.assertLess(float((beta.sum(1) - 1).abs().max()), 1e-5)
            self.assertGreater(float((beta.sum(2) - 1).abs().max()), 0.05)
        self.assertLess(float((stored["paper.beta"].sum(2) - 1).abs().max()), 1e-5)

    def test_folded_statistics_are_batch_norm_in_evaluation(self) -> None:
        t, running = golden.doubled(every_layer.weights()), golden.doubled(every_layer.statistics())
        norm = nn.BatchNorm2d(every_layer.WIDTH, eps=every_layer.EPSILON).double().eval()
        norm.running_mean, norm.running_var = running["norms.2.mean"], running["norms.2.variance"]
        norm.weight.data, norm.bias.data = t["norms.2.scale"][1], t["norms.2.shift"][1]
        x = torch.randn(2, every_layer.WIDTH, 5, 5, generator=torch.Generator().manual_seed(1)).double()
        layer = {"type": "norm", "name": "norms.2"}
        found = play.run([layer], every_layer.folded(t, running), x, torch.tensor([1, 1]))
        self.assertLess(float((norm(x) - found).detach().abs().max()), 1e-12)
