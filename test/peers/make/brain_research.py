"""
brain-research/self-attention-gan (Apache-2.0 by the head of its files): the official TensorFlow 1 code, 128x128, `generator_test` with the
non-local block at 32x32. TensorFlow's own checkpoint is not read by us: the variables under their names in an NPZ. Gains are tables [K, C]
with no 1 + added; u has a power step in every forward pass; running statistics are [1, 1, 1, C].
"""
from collections import OrderedDict

import torch

from . import files, layers, peer
from .draw import Draw
from .tensorflow import get, put, unfold

CLASSES = 3
LATENT = 8
WIDTH = 2
WIDTHS = tuple(WIDTH * f for f in (16, 16, 8, 4, 2, 1))
FOLDERS = ["brain-research"]


def put_conv(draw, state, scope, outputs, inputs, size):
    put(draw, state, scope, "w", (size, size, inputs, outputs), "biases")


def put_condition(draw, state, scope, channels):
    state[f"{scope}/gamma"] = draw.gain(CLASSES, channels)
    state[f"{scope}/beta"] = draw.bias(CLASSES, channels)
    state[f"{scope}/mean"] = torch.zeros(1, 1, 1, channels)
    state[f"{scope}/var"] = torch.ones(1, 1, 1, channels)


def fresh():
    draw, state = Draw("brain-research"), OrderedDict()
    put(draw, state, "model/g_snh0", "Matrix", (LATENT, WIDTHS[0] * 16), "bias")
    for i in range(1, 6):
        block, inputs, outputs = f"model/g_block{i}", WIDTHS[i - 1], WIDTHS[i]
        put_condition(draw, state, f"{block}/cbn_0", inputs)
        put_conv(draw, state, f"{block}/snconv1", outputs, inputs, 3)
        put_condition(draw, state, f"{block}/cbn_1", outputs)
        put_conv(draw, state, f"{block}/snconv2", outputs, outputs, 3)
        put_conv(draw, state, f"{block}/snconv3", outputs, inputs, 1)
        if i == 3:
            for part, out, into in (("theta", outputs // 8, outputs), ("phi", outputs // 8, outputs), ("g", outputs // 2, outputs)):
                put(draw, state, f"model/g_non_local/sn_conv_{part}", "w", (1, 1, into, out))
            state["model/g_non_local/sigma_ratio"] = torch.tensor(0.6)
            put(draw, state, "model/g_non_local/sn_conv_attn", "w", (1, 1, outputs // 2, outputs))
    state["model/g_bn/gamma"] = draw.gain(WIDTH)
    state["model/g_bn/beta"] = draw.bias(WIDTH)
    state["model/g_bn/moving_mean"] = torch.zeros(WIDTH)
    state["model/g_bn/moving_variance"] = torch.ones(WIDTH)
    put_conv(draw, state, "model/g_snconv_last", 3, WIDTH, 3)
    return state


def forward(state, z, classes):
    def bn(scope):
        part = lambda p: state[f"{scope}/{p}"]
        return lambda x: layers.norm(x, part("mean"), part("var"), 1e-5, part("gamma")[classes], part("beta")[classes])

    conv = lambda scope: get(state, scope, "w", "biases")
    x = unfold(layers.dense(z, get(state, "model/g_snh0", "Matrix", "bias")))
    for i in range(1, 6):
        part = lambda p: f"model/g_block{i}/{p}"
        x = layers.residual(
            x, layers.nearest, bn(part("cbn_0")), conv(part("snconv1")), bn(part("cbn_1")), conv(part("snconv2")), conv(part("snconv3"))
        )
        if i == 3:
            sigma = state["model/g_non_local/sigma_ratio"]
            theta, phi, g, out = (conv(f"model/g_non_local/sn_conv_{p}") for p in ("theta", "phi", "g", "attn"))
            x, weights = layers.attend(x, theta, phi, g, sigma, out, pooled=True)
    part = lambda p: state[f"model/g_bn/{p}"]
    x = layers.relu(layers.norm(x, part("moving_mean"), part("moving_variance"), 1e-5, part("gamma"), part("beta")))
    return torch.tanh(layers.conv(x, conv("model/g_snconv_last"))), {"model/g_non_local": (sigma, weights)}


def rest(draw):
    """What else a checkpoint of the trainer holds: the discriminator, Adam's slots, counters."""
    state = OrderedDict()
    put_conv(draw, state, "model/d_optimized_block1/snconv1", 2, 3, 3)
    put(draw, state, "model/d_non_local/sn_conv_theta", "w", (1, 1, 8, 1))
    for slot in ("Adam", "Adam_1"):
        state[f"model/g_bn/gamma/{slot}"] = draw.normal(WIDTH)
    state["beta1_power"] = torch.tensor(0.0)
    state["beta2_power"] = torch.tensor(0.9)
    state["global_step"] = torch.tensor(1000000)
    return state


def make(folder):
    state = fresh()
    peer.settle("brain-research", state, forward, LATENT, CLASSES)
    files.npz(folder / "brain-research" / "model.ckpt-1000000.npz", {**state, **rest(Draw("brain-research rest"))})
    path = folder / "brain-research" / "brain-research.golden.safetensors"
    peer.write_golden(path, "brain-research", state, forward, LATENT, CLASSES)
