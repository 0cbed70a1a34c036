"""The small SAGAN that learns in the browser (src/learning), written once more in PyTorch: same layout, same step.

Generator: stem from z to [C, 4, 4]; blocks of norm, ReLU, nearest upsampling, conv 3x3 that double the side; self-attention
after the block that reaches `attentionSide`; norm, ReLU, conv 3x3 to the image, tanh. Discriminator: conv 3x3, ReLU, 2x2 mean
down to 4x4, self-attention at the same side, `tail` further convs with ReLU, sum over cells, dense to one score.
SAGAN paper (Zhang et al. 2019): attention, section 3, equations 1 to 3; hinge losses, equation 4; spectral norm in both networks
and two rates, section 3. Parameters are plain tensors by name, so that every number of a step can be compared.

The stem is `global` (one dense layer, every cell reads all of z) or `local` (cell n of the 4x4 grid reads only the entries
n k .. n k + k - 1 of z, through one shared matrix, plus a bias of its own).
"""
from typing import Any, Callable, Dict, List, Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor

START = 4  # side of the smallest grid, in cells
CELLS = START * START
NORM_EPSILON = 1e-5
ADAM_EPSILON = 1e-7
TINY = 1e-12

Tensors = Dict[str, Tensor]

DEFAULTS: Dict[str, Any] = {
    "size": 16, "channels": 3, "latent": 64, "stem": "local",
    "generatorWidths": [24, 24, 16], "discriminatorWidths": [16, 24, 24], "tail": 1, "pictures": "faces",
    "attention": True, "attentionSide": 8, "spectralGenerator": True, "spectralDiscriminator": True,
    "generatorRate": 1e-3, "discriminatorRate": 4e-3, "gammaRate": 1e-2, "beta1": 0.0, "beta2": 0.9, "average": 0.99, "diversity": 0.0, "batchDeviation": True,
    "batch": 16, "seed": 1,
}


def generator_shapes(config: Dict[str, Any]) -> "Dict[str, List[int]]":
    """Shape of every parameter of the generator by name, in their order."""
    widths, latent = config["generatorWidths"], config["latent"]
    shapes: Dict[str, List[int]] = {
        "stem.weight": [widths[0], latent // CELLS] if config["stem"] == "local" else [widths[0] * CELLS, latent],
        "stem.bias": [widths[0] * CELLS],
    }
    side = START
    for k, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        side *= 2
        shapes[f"blocks.{k}.norm.scale"] = shapes[f"blocks.{k}.norm.shift"] = [inputs]
        # No bias: the norm that follows takes every constant out again, and its gradient would be nothing but rounding.
        shapes[f"blocks.{k}.conv.weight"] = [outputs, inputs, 3, 3]
        if config["attention"] and side == config["attentionSide"]:
            shapes.update(attention_shapes(outputs))
    shapes["norm.scale"] = shapes["norm.shift"] = [widths[-1]]
    shapes["rgb.weight"], shapes["rgb.bias"] = [config["channels"], widths[-1], 3, 3], [config["channels"]]
    return shapes


def discriminator_shapes(config: Dict[str, Any]) -> "Dict[str, List[int]]":
    """Shape of every parameter of the discriminator by name, in their order."""
    widths = config["discriminatorWidths"]
    shapes: Dict[str, List[int]] = {}
    side, inputs = config["size"], config["channels"]
    for k, outputs in enumerate(widths[:-1]):
        side //= 2
        shapes[f"blocks.{k}.conv.weight"], shapes[f"blocks.{k}.conv.bias"] = [outputs, inputs, 3, 3], [outputs]
        if config["attention"] and side == config["attentionSide"]:
            shapes.update(attention_shapes(outputs))
        inputs = outputs
    inputs += int(config["batchDeviation"])
    for k in range(config["tail"]):
        shapes[f"tail.{k}.conv.weight"], shapes[f"tail.{k}.conv.bias"] = [widths[-1], inputs, 3, 3], [widths[-1]]
        inputs = widths[-1]
    shapes["out.weight"], shapes["out.bias"] = [1, inputs], [1]
    return shapes


def attention_shapes(channels: int) -> "Dict[str, List[int]]":
    """Of one attention site: f, g of width C/8, h of C/2 and v back to C, 1x1 and without bias; gamma."""
    return {
        "attn.f.weight": [channels // 8, channels, 1, 1], "attn.g.weight": [channels // 8, channels, 1, 1],
        "attn.h.weight": [channels // 2, channels, 1, 1], "attn.v.weight": [channels, channels // 2, 1, 1],
        "attn.gamma": [1],
    }


def initial(shapes: "Dict[str, List[int]]", make: torch.Generator) -> Tensors:
    """Orthogonal weights, scales of 1, all else 0."""
    values: Tensors = {}
    for name, shape in shapes.items():
        if name.endswith(".weight"):
            rows, columns = shape[0], torch.Size(shape[1:]).numel()
            normal = torch.randn(max(rows, columns), min(rows, columns), generator=make)
            q, r = torch.linalg.qr(normal)
            q = q * torch.sign(torch.diagonal(r))
            values[name] = (q if rows >= columns else q.t()).reshape(shape).contiguous()
        else:
            values[name] = torch.ones(shape) if name.endswith(".scale") else torch.zeros(shape)
    return values


def weight_names(values: "Dict[str, Any]") -> "List[str]":
    """Names of the parameters that spectral normalisation is for."""
    return [name for name in values if name.endswith(".weight")]


@torch.no_grad()
def power_iteration(values: Tensors, us: Tensors) -> "Tuple[Tensors, Tensors]":
    """One iteration: v = W^T u / |W^T u|, u = W v / |W v| (Miyato et al. 2018, Algorithm 1). Returns new u and v by name."""
    new_us, vs = {}, {}
    for name in weight_names(values):
        matrix = values[name].flatten(1)
        v = matrix.t() @ us[name]
        vs[name] = v / v.norm().clamp_min(TINY)
        u = matrix @ vs[name]
        new_us[name] = u / u.norm().clamp_min(TINY)
    return new_us, vs


def sigma(weight: Tensor, u: Tensor, v: Tensor) -> Tensor:
    """u^T W v, with W's gradient; u and v are constants."""
    return u @ (weight.flatten(1) @ v)


def normalised(values: Tensors, us: Tensors, vs: Tensors, on: bool) -> Tensors:
    """All parameters as a pass uses them: with `on`, each weight divided by its sigma."""
    if not on:
        return values
    return {n: w / sigma(w, us[n], vs[n]) if n.endswith(".weight") else w for n, w in values.items()}


def batch_norm(x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    """(x - mean) / sqrt(variance + epsilon) scale + shift, with the batch's own mean and (biased) variance per channel."""
    mean, variance = x.mean((0, 2, 3), keepdim=True), x.var((0, 2, 3), unbiased=False, keepdim=True)
    return (x - mean) * torch.rsqrt(variance + NORM_EPSILON) * scale[:, None, None] + shift[:, None, None]


def attend(x: Tensor, p: Tensors) -> Tensor:
    """y = gamma v(sum_i beta_ji h(x_i)) + x over x [B, C, H, W]."""
    b, c, height, width = x.shape
    cells = x.flatten(2)  # [B, C, N]
    f, g, h, v = (p[f"attn.{part}.weight"][:, :, 0, 0] for part in "fghv")
    beta = torch.softmax((g @ cells).transpose(1, 2) @ (f @ cells), 2)  # [B, query j, key i]
    o = v @ ((h @ cells) @ beta.transpose(1, 2))
    return x + p["attn.gamma"] * o.view(b, c, height, width)


def generate(p: Tensors, z: Tensor, config: Dict[str, Any]) -> Tensor:
    """z [B, latent] -> images [B, channels, size, size] in -1..1; p are the parameters as the pass uses them."""
    width = config["generatorWidths"][0]
    if config["stem"] == "local":
        x = (z.view(len(z), CELLS, -1) @ p["stem.weight"].t()).transpose(1, 2).reshape(len(z), -1) + p["stem.bias"]
    else:
        x = F.linear(z, p["stem.weight"], p["stem.bias"])
    x = x.view(-1, width, START, START)
    side = START
    for k in range(len(config["generatorWidths"]) - 1):
        side *= 2
        x = F.relu(batch_norm(x, p[f"blocks.{k}.norm.scale"], p[f"blocks.{k}.norm.shift"]))
        x = F.interpolate(x, scale_factor=2, mode="nearest")
        x = F.conv2d(x, p[f"blocks.{k}.conv.weight"], padding=1)
        if config["attention"] and side == config["attentionSide"]:
            x = attend(x, p)
    x = F.relu(batch_norm(x, p["norm.scale"], p["norm.shift"]))
    return torch.tanh(F.conv2d(x, p["rgb.weight"], p["rgb.bias"], padding=1))


def batch_deviation(x: Tensor, batch: int) -> Tensor:
    """How much images differ at each place: deviation over each `batch` of x [n batch, C, H, W], mean over C; [n batch, 1, H, W].

    Karras et al. 2018 (arXiv:1710.10196), section 3, but for each place by itself.
    """
    groups = x.view(-1, batch, *x.shape[1:])
    deviation = (groups.var(1, unbiased=False) + 1e-8).sqrt().mean(1, keepdim=True)
    return deviation[:, None].expand(-1, batch, -1, -1, -1).reshape(len(x), 1, *x.shape[2:])


def discriminate(p: Tensors, x: Tensor, config: Dict[str, Any]) -> Tensor:
    """Images [B, channels, size, size] -> scores [B]."""
    side = config["size"]
    for k in range(len(config["discriminatorWidths"]) - 1):
        side //= 2
        x = F.relu(F.conv2d(x, p[f"blocks.{k}.conv.weight"], p[f"blocks.{k}.conv.bias"], padding=1))
        x = F.avg_pool2d(x, 2)
        if config["attention"] and side == config["attentionSide"]:
            x = attend(x, p)
    if config["batchDeviation"]:
        x = torch.cat([x, batch_deviation(x, config["batch"])], 1)
    for k in range(config["tail"]):
        x = F.relu(F.conv2d(x, p[f"tail.{k}.conv.weight"], p[f"tail.{k}.conv.bias"], padding=1))
    return F.linear(x.sum((2, 3)), p["out.weight"], p["out.bias"])[:, 0]


def sameness(pictures: Tensor, z: Tensor) -> Tensor:
    """Mean of d(z, z') / d(G(z), G(z')), d the mean absolute difference, over image n and n + B/2.

    The mode seeking term of Mao et al. 2019 (arXiv:1903.05628, equation 3), inverted to be minimised; as in losses.py.
    """
    half = len(z) // 2
    apart = (pictures[:half] - pictures[half : 2 * half]).abs().mean((1, 2, 3))
    return ((z[:half] - z[half : 2 * half]).abs().mean(1) / (apart + 1e-5)).mean()


class Network:
    """Parameters of one network with Adam's second (and first) moments and the singular vectors u."""

    def __init__(self, values: Tensors, us: Tensors, spectral: bool, rate: float, config: Dict[str, Any]) -> None:
        self.values, self.us, self.spectral, self.rate, self.config = values, us, spectral, rate, config
        self.vs: Tensors = {}
        self.first = {name: torch.zeros_like(value) for name, value in values.items()}
        self.second = {name: torch.zeros_like(value) for name, value in values.items()}
        self.updates = 0

    def iterate(self) -> None:
        """The step's power iteration, also where spectral normalisation is off: the singular values are figures then."""
        self.us, self.vs = power_iteration(self.values, self.us)

    def used(self) -> Tensors:
        """The parameters as a pass uses them."""
        return normalised(self.values, self.us, self.vs, self.spectral)

    def descend(self, loss: Callable[[Tensors], Tensor]) -> Tensor:
        """One update by Adam of loss(parameters as used); gamma at its own rate. Returns the loss."""
        leaves = {name: value.detach().requires_grad_(True) for name, value in self.values.items()}
        value = loss(normalised(leaves, self.us, self.vs, self.spectral))
        grads = torch.autograd.grad(value, list(leaves.values()))
        self.updates += 1
        b1, b2 = self.config["beta1"], self.config["beta2"]
        with torch.no_grad():
            for (name, old), grad in zip(leaves.items(), grads):
                self.first[name] = b1 * self.first[name] + (1 - b1) * grad
                self.second[name] = b2 * self.second[name] + (1 - b2) * grad * grad
                m = self.first[name] / (1 - b1**self.updates)
                v = self.second[name] / (1 - b2**self.updates)
                rate = self.config["gammaRate"] if name.endswith("gamma") else self.rate
                self.values[name] = old.detach() - rate * m / (v.sqrt() + ADAM_EPSILON)
        return value.detach()


class Learner:
    """Both networks, the average of the generator, and the step."""

    def __init__(self, config: Dict[str, Any]) -> None:
        self.config = config
        make = torch.Generator().manual_seed(config["seed"])

        def network(shapes: "Dict[str, List[int]]", spectral: bool, rate: float) -> Network:
            values = initial(shapes, make)
            us = {n: F.normalize(torch.randn(shapes[n][0], generator=make), dim=0) for n in weight_names(values)}
            for _ in range(5):
                us = power_iteration(values, us)[0]
            return Network(values, us, spectral, rate, config)

        self.g = network(generator_shapes(config), config["spectralGenerator"], config["generatorRate"])
        self.d = network(discriminator_shapes(config), config["spectralDiscriminator"], config["discriminatorRate"])
        self.average = {name: value.clone() for name, value in self.g.values.items()}
        self.steps = 0

    def step(self, real: Tensor, z: Tensor) -> Dict[str, Tensor]:
        """One update of each network from real images [B, channels, size, size] and latents [B, latent]."""
        config = self.config
        self.g.iterate()
        self.d.iterate()
        with torch.no_grad():
            fake = generate(self.g.used(), z, config)
        scores: List[Tensor] = []

        def loss_d(p: Tensors) -> Tensor:
            score_real, score_fake = discriminate(p, torch.cat([real, fake]), config).split(len(real))
            scores.extend((score_real.detach(), score_fake.detach()))
            return F.relu(1 - score_real).mean() + F.relu(1 + score_fake).mean()

        d_loss = self.d.descend(loss_d)
        discriminate_with = self.d.used()

        def loss_g(p: Tensors) -> Tensor:
            pictures = generate(p, z, config)
            adversarial = -discriminate(discriminate_with, pictures, config).mean()
            return adversarial + config["diversity"] * sameness(pictures, z) if config["diversity"] else adversarial

        g_loss = self.g.descend(loss_g)
        weight = 1 - min(config["average"], (1 + self.steps) / (10 + self.steps))
        for name, value in self.g.values.items():
            self.average[name] = self.average[name] + weight * (value - self.average[name])
        self.steps += 1
        return {"d_loss": d_loss, "g_loss": g_loss, "real": scores[0], "fake": scores[1]}

    @torch.no_grad()
    def sample(self, z: Tensor, values: Optional[Tensors] = None, iterations: int = 30) -> Tensor:
        """Images of the averaged generator (or of `values`), with the batch's own statistics."""
        values, us, vs = values or self.average, self.g.us, {}
        if self.g.spectral:
            for _ in range(iterations):
                us, vs = power_iteration(values, us)
        return generate(normalised(values, us, vs, self.g.spectral), z, self.config)
