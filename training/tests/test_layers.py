"""Spectral normalisation, attention and losses against their definitions."""
import copy

import torch

from training import trainer
from training.net.attention import BLOCK, BlockedAttention, SelfAttention, plain_attention
from training.net.average import batch_norms
from training.net.losses import discriminator_loss, generator_loss, optimisers, sameness
from training.net.networks import build
from training.net.spectral import Conv, singular_values, spectral_layers

from . import tiny


class SpectralNorm(tiny.Case):
    def test_largest_singular_value_is_one_in_both_networks(self) -> None:
        run = trainer.Trainer(tiny.config(classes=True), tiny.pictures(tiny.config(classes=True)))
        for _ in range(5):
            run.advance()
        for network in (run.generator, run.discriminator):
            self.assertGreater(len(spectral_layers(network)), 10)
            for name, layer in spectral_layers(network).items():
                with self.subTest(layer=name):
                    layer.iterate(200)
                    used = (layer.weight / layer.sigma()).detach().flatten(1)
                    self.assertAlmostEqual(float(torch.linalg.svdvals(used)[0]), 1.0, delta=0.01)

    def test_one_iteration_a_pass_follows_a_weight(self) -> None:
        layer = Conv(16, 24)
        with torch.no_grad():
            layer.weight.copy_(torch.randn(24, 16, 3, 3) * torch.linspace(0.5, 4, 24)[:, None, None, None])
        layer.train()
        for _ in range(150):
            used = layer.normalised()
        self.assertAlmostEqual(float(torch.linalg.svdvals(used.detach().flatten(1))[0]), 1.0, delta=0.01)

    def test_evaluation_leaves_the_vectors_alone(self) -> None:
        layer = Conv(8, 8).eval()
        before = layer.u.clone()
        layer(torch.randn(1, 8, 4, 4))
        self.assertTrue(torch.equal(before, layer.u))

    def test_reported_value_is_that_of_the_raw_weight(self) -> None:
        layer = Conv(8, 16)
        with torch.no_grad():
            layer.weight.normal_().mul_(3)
        layer.iterate(200)
        truth = float(torch.linalg.svdvals(layer.weight.detach().flatten(1))[0])
        self.assertAlmostEqual(singular_values(torch.nn.Sequential(layer))["0"], truth, delta=0.01 * truth)

    def test_every_layer_with_a_matrix_is_normalised(self) -> None:
        for network in build(tiny.config(classes=True)):
            norms = {id(p) for norm in batch_norms(network) for p in norm.parameters()}
            normalised = {id(layer.weight) for layer in spectral_layers(network).values()}
            for name, parameter in network.named_parameters():
                if parameter.dim() > 1 and id(parameter) not in norms:
                    self.assertIn(id(parameter), normalised, name)


class Attention(tiny.Case):
    def check_equal(self, queries: int, keys: int) -> None:
        given = [torch.randn(2, n, width, dtype=torch.float64, requires_grad=True) for n, width in ((queries, 8), (keys, 8), (keys, 32))]
        again = [t.detach().clone().requires_grad_() for t in given]
        blocked, plain = BlockedAttention.apply(*given), plain_attention(*again)
        self.assertLess(float((blocked - plain).abs().max()), 1e-12)
        weights = torch.randn_like(plain)
        (blocked * weights).sum().backward()
        (plain * weights).sum().backward()
        for name, a, b in zip("qkh", given, again):
            self.assertGreater(float(b.grad.abs().max()), 1e-3, name)
            self.assertLess(float((a.grad - b.grad).abs().max()), 1e-10, name)

    def test_blocked_equals_plain_in_one_block(self) -> None:
        self.check_equal(64, 64)

    def test_blocked_equals_plain_over_uneven_blocks(self) -> None:
        self.check_equal(2 * BLOCK + 77, 300)

    def check_layer(self, pooling: int, normalise: bool) -> None:
        """The whole layer, against equations 1 to 3 of the paper written out with loops over queries."""
        layer = SelfAttention(16, pooling, normalise).double().eval()  # float64: rounding must not blur the comparison
        with torch.no_grad():
            layer.gamma.fill_(0.7)
            if layer.norm is not None:
                layer.norm.running_mean.normal_()
                layer.norm.running_var.uniform_(0.5, 2)
        other = copy.deepcopy(layer)
        x = torch.randn(2, 16, 8, 8, dtype=torch.float64, requires_grad=True)
        y = x.detach().clone().requires_grad_()
        out = layer(x)
        f, g, h = (torch.nn.functional.conv2d(y if other.norm is None else other.norm(y), w) for w in other.projections())
        if pooling > 1:
            f, h = (torch.nn.functional.max_pool2d(t, 2) for t in (f, h))
        f, g, h = f.flatten(2), g.flatten(2), h.flatten(2)
        columns = []
        for j in range(64):
            scores = (f * g[:, :, j : j + 1]).sum(1)
            columns.append((h * torch.softmax(scores, 1)[:, None]).sum(2))
        expected = y + 0.7 * other.v(torch.stack(columns, 2).unflatten(2, (8, 8)))
        self.assertLess(float((out - expected).abs().max()), 1e-10)
        direction = torch.randn_like(out)
        (out * direction).sum().backward()
        (expected * direction).sum().backward()
        self.assertLess(float((x.grad - y.grad).abs().max()), 1e-10)
        for (name, a), b in zip(layer.named_parameters(), other.parameters()):
            if name != "gamma":
                self.assertIsNotNone(a.grad, name)
                self.assertLess(float((a.grad - b.grad).abs().max()), 1e-10, name)

    def test_layer_without_key_pooling(self) -> None:
        self.check_layer(1, False)

    def test_layer_with_key_pooling(self) -> None:
        self.check_layer(2, False)

    def test_layer_with_normalised_features(self) -> None:
        self.check_layer(1, True)

    def test_gamma_starts_at_zero_and_the_layer_as_identity(self) -> None:
        layer, x = SelfAttention(16), torch.randn(1, 16, 8, 8)
        self.assertEqual(float(layer.gamma), 0)
        self.assertTrue(torch.equal(layer(x), x))


class Losses(tiny.Case):
    def test_hinge(self) -> None:
        real, fake = torch.tensor([2.0, 0.5, -1.0]), torch.tensor([-3.0, -0.25, 1.5])
        # max(0, 1 - r): 0, 0.5, 2; max(0, 1 + f): 0, 0.75, 2.5
        self.assertAlmostEqual(float(discriminator_loss(real, fake)), 2.5 / 3 + 3.25 / 3, places=6)
        self.assertAlmostEqual(float(generator_loss(fake)), 1.75 / 3, places=6)

    def test_hinge_has_no_gradient_beyond_the_margin(self) -> None:
        real, fake = torch.tensor([2.0, 0.5], requires_grad=True), torch.tensor([-2.0, 0.0], requires_grad=True)
        discriminator_loss(real, fake).backward()
        self.assertEqual(real.grad.tolist(), [0.0, -0.5])
        self.assertEqual(fake.grad.tolist(), [0.0, 0.5])

    def test_sameness(self) -> None:
        z = torch.tensor([[1.0], [3.0], [0.0], [1.0]])
        images = torch.tensor([0.5, 0.0, 0.25, 0.0])[:, None, None, None].expand(4, 3, 2, 2)
        # |z - z'|: 2, 1; images: 0.5, 0.25.
        self.assertAlmostEqual(float(sameness(images, z)), 4.0, places=3)
        self.assertAlmostEqual(float(sameness(images, z, torch.tensor([0, 0, 1, 0]))), 4.0, places=3)
        self.assertEqual(float(sameness(images, z, torch.tensor([0, 2, 1, 0]))), 0.0)

    def test_two_rates(self) -> None:
        config = tiny.config()
        networks = build(config)
        generator, discriminator = optimisers(*networks, config.training)
        self.assertEqual(generator.param_groups[0]["lr"], 1e-4)
        self.assertEqual(generator.param_groups[1]["lr"], 4e-4)
        self.assertEqual([id(p) for p in generator.param_groups[1]["params"]], [id(networks[0].attn.gamma)])
        self.assertEqual([group["lr"] for group in discriminator.param_groups], [4e-4])
        for optimiser, network in zip((generator, discriminator), networks):
            held = [id(p) for group in optimiser.param_groups for p in group["params"]]
            self.assertEqual(sorted(held), sorted(id(p) for p in network.parameters()))
            self.assertTrue(all(group["betas"] == (0.0, 0.9) for group in optimiser.param_groups))

    def test_rates_fall_together(self) -> None:
        run = trainer.Trainer(tiny.config(steps=4, decayFrom=2), tiny.pictures(tiny.config()))
        seen = []
        for _ in range(4):
            run.advance()
            seen.append([group["lr"] for group in (*run.optimiser_g.param_groups, *run.optimiser_d.param_groups)])
        self.assertEqual(seen, [[1e-4, 4e-4, 4e-4]] * 3 + [[5e-5, 2e-4, 2e-4]])

    def test_one_update_each(self) -> None:
        run = trainer.Trainer(tiny.config(liftFrom=99), tiny.pictures(tiny.config()))
        before = [run.generator.fc.weight.detach().clone(), run.discriminator.out.weight.detach().clone()]
        run.advance()
        for optimiser in (run.optimiser_g, run.optimiser_d):
            self.assertEqual({int(s["step"]) for s in optimiser.state_dict()["state"].values()}, {1})
        # Adam's first step moves every weight by its rate, whatever the gradient is.
        for old, new, rate in zip(before, (run.generator.fc.weight, run.discriminator.out.weight), (1e-4, 4e-4)):
            self.assertAlmostEqual(float((new.detach() - old).abs().max()), rate, delta=0.02 * rate)
