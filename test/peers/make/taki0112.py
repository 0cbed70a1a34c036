"""
taki0112/Self-Attention-GAN-Tensorflow (no licence file seen): residual blocks with reflected borders, plain norms, `google_attention` with
pooled keys and biases, here for 32x32; `g_logit` has no spectral norm. As an NPZ of its variables, and the same as a TensorFlow.js model's
weights: both give the same picture.
"""
from collections import OrderedDict

import torch

from . import files, layers, peer
from .draw import Draw
from .tensorflow import get, put, unfold

LATENT = 8
# The code begins with 1024.
WIDTHS = (32, 32, 16, 8)
BLOCKS = ("front_resblock_0", "middle_resblock_0", "back_resblock_0")


def put_norm(draw, state, scope, channels):
    state[f"{scope}/beta"] = draw.bias(channels)
    state[f"{scope}/gamma"] = draw.gain(channels)
    state[f"{scope}/moving_mean"] = torch.zeros(channels)
    state[f"{scope}/moving_variance"] = torch.ones(channels)


def put_kernel(draw, state, scope, outputs, inputs, size, bias=True, normal=True):
    put(draw, state, scope, "kernel", (size, size, inputs, outputs), "bias" if bias else None, normal)


def fresh():
    draw, state = Draw("taki0112"), OrderedDict()
    put(draw, state, "generator/fc", "kernel", (LATENT, WIDTHS[0] * 16), "bias")
    for i, block in enumerate(BLOCKS):
        scope, inputs, outputs = f"generator/{block}", WIDTHS[i], WIDTHS[i + 1]
        put_norm(draw, state, f"{scope}/res1/batch_norm", inputs)
        put_kernel(draw, state, f"{scope}/res1/conv_0", outputs, inputs, 3, bias=False)
        put_norm(draw, state, f"{scope}/res2/batch_norm", outputs)
        put_kernel(draw, state, f"{scope}/res2/conv_0", outputs, outputs, 3)
        put_kernel(draw, state, f"{scope}/shortcut/conv_0", outputs, inputs, 1, bias=False)
        if i == 1:
            site = "generator/self_attention"
            put_kernel(draw, state, f"{site}/f_conv", outputs // 8, outputs, 1)
            put_kernel(draw, state, f"{site}/g_conv", outputs // 8, outputs, 1)
            put_kernel(draw, state, f"{site}/h_conv", outputs // 2, outputs, 1)
            state[f"{site}/gamma"] = torch.tensor([0.6])
            put_kernel(draw, state, f"{site}/attn_conv", outputs, outputs // 2, 1)
    put_norm(draw, state, "generator/batch_norm", WIDTHS[3])
    # Without spectral norm it is a layer of tf.layers, which adds a scope of its own.
    put_kernel(draw, state, "generator/g_logit/conv2d", 3, WIDTHS[3], 3, normal=False)
    return state


def forward(state, z, _classes=None):
    def bn(scope):
        part = lambda p: state[f"{scope}/{p}"]
        return lambda x: layers.norm(x, part("moving_mean"), part("moving_variance"), 1e-5, part("gamma"), part("beta"))

    conv = lambda scope: get(state, scope, "kernel", "bias")
    x = unfold(layers.dense(z, conv("generator/fc")))
    for i, block in enumerate(BLOCKS):
        part = lambda p: f"generator/{block}/{p}"
        norm1, conv1 = bn(part("res1/batch_norm")), conv(part("res1/conv_0"))
        norm2, conv2 = bn(part("res2/batch_norm")), conv(part("res2/conv_0"))
        x = layers.residual(x, layers.nearest, norm1, conv1, norm2, conv2, conv(part("shortcut/conv_0")), layers.reflect_conv)
        if i == 1:
            site = "generator/self_attention"
            gamma = state[f"{site}/gamma"]
            f, g, h, out = (conv(f"{site}/{p}_conv") for p in ("f", "g", "h", "attn"))
            x, weights = layers.attend(x, g, f, h, gamma, out, pooled=True)
    x = layers.relu(bn("generator/batch_norm")(x))
    return torch.tanh(layers.reflect_conv(x, conv("generator/g_logit/conv2d"))), {site: (gamma, weights)}


def rest(draw):
    state = OrderedDict()
    put_kernel(draw, state, "discriminator/init_resblock/res1/conv_0", 2, 3, 3)
    put_kernel(draw, state, "discriminator/self_attention/f_conv", 1, 8, 1)
    state["generator/fc/kernel/Adam"] = draw.normal(2, 2)
    return state


def make(folder):
    state = fresh()
    peer.settle("taki0112", state, forward, LATENT)
    files.npz(folder / "taki0112" / "SAGAN.model-100002.npz", {**state, **rest(Draw("taki0112 rest"))})
    files.tfjs(folder / "taki0112" / "tfjs", state)
    peer.write_golden(folder / "taki0112" / "taki0112.golden.safetensors", "taki0112", state, forward, LATENT)
