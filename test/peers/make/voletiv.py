"""
voletiv/self-attention-GAN-pytorch (MIT): 128x128, attention at 32x32, PyTorch's spectral norm with biases in the attention too, tables
[K, 2C] with the gains first and no 1 + added. Its trainer saves state dicts under `G_state_dict`, or whole pickled modules, which run code
when they are opened: that file must be refused.
"""
import sys
import types
from collections import OrderedDict

import torch

from . import files, layers, peer
from .draw import Draw
from .spectral import get_torch, put_torch
from .studiogan import put_conv

CLASSES = 3
LATENT = 8
WIDTH = 2
WIDTHS = tuple(WIDTH * f for f in (16, 16, 8, 4, 2, 1))


def put_condition(draw, state, name, channels):
    peer.put_norm(draw, state, f"{name}.bn", channels, affine=False)
    state[f"{name}.embed.weight"] = torch.cat([draw.gain(CLASSES, channels), draw.bias(CLASSES, channels)], 1)


def fresh():
    draw, state = Draw("voletiv"), OrderedDict()
    put_torch(draw, state, "snlinear0", draw.weight(WIDTHS[0] * 16, LATENT), draw.bias(WIDTHS[0] * 16))
    for i in range(1, 6):
        block, inputs, outputs = f"block{i}", WIDTHS[i - 1], WIDTHS[i]
        put_condition(draw, state, f"{block}.cond_bn1", inputs)
        put_conv(draw, state, f"{block}.snconv2d1", outputs, inputs, 3)
        put_condition(draw, state, f"{block}.cond_bn2", outputs)
        put_conv(draw, state, f"{block}.snconv2d2", outputs, outputs, 3)
        put_conv(draw, state, f"{block}.snconv2d0", outputs, inputs, 1)
        if i == 3:
            state["self_attn.sigma"] = torch.tensor([0.6])
            put_conv(draw, state, "self_attn.snconv1x1_theta", outputs // 8, outputs, 1)
            put_conv(draw, state, "self_attn.snconv1x1_phi", outputs // 8, outputs, 1)
            put_conv(draw, state, "self_attn.snconv1x1_g", outputs // 2, outputs, 1)
            put_conv(draw, state, "self_attn.snconv1x1_attn", outputs, outputs // 2, 1)
    peer.put_norm(draw, state, "bn", WIDTH)
    put_conv(draw, state, "snconv2d1", 3, WIDTH, 3)
    return state


def forward(state, z, classes):
    def bn(name):
        return peer.norm(state, f"{name}.bn", 1e-5, *peer.gain_and_shift(state[f"{name}.embed.weight"], classes))

    conv = lambda name: get_torch(state, name)
    x = layers.dense(z, conv("snlinear0"))
    x = x.reshape(x.shape[0], -1, 4, 4)
    for i in range(1, 6):
        part = lambda p: conv(f"block{i}.{p}")
        b1, b2 = bn(f"block{i}.cond_bn1"), bn(f"block{i}.cond_bn2")
        x = layers.residual(x, layers.nearest, b1, part("snconv2d1"), b2, part("snconv2d2"), part("snconv2d0"))
        if i == 3:
            sigma = state["self_attn.sigma"]
            theta, phi, g, out = (conv(f"self_attn.snconv1x1_{p}") for p in ("theta", "phi", "g", "attn"))
            x, weights = layers.attend(x, theta, phi, g, sigma, out, pooled=True)
    x = layers.relu(peer.norm(state, "bn")(x))
    return torch.tanh(layers.conv(x, conv("snconv2d1"))), {"self_attn": (sigma, weights)}


def discriminator(draw):
    """A few of the other network's tensors, which a reader of generators leaves alone."""
    state = OrderedDict()
    put_conv(draw, state, "opt_block1.snconv2d1", 2, 3, 3)
    put_conv(draw, state, "self_attn.snconv1x1_theta", 1, 8, 1)
    put_torch(draw, state, "sn_embedding1", draw.normal(CLASSES, 8))
    return files.state_dict(state)


def whole_module(path, value):
    """Pickles an object of a class `sagan_models.Generator`, without such a module being anywhere."""
    module = types.ModuleType("sagan_models")

    class Generator(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = torch.nn.Parameter(value)

    Generator.__module__, Generator.__qualname__ = "sagan_models", "Generator"
    module.Generator = Generator
    sys.modules["sagan_models"] = module
    try:
        files.pickled(path, {"step": 4000, "G": Generator()})
    finally:
        del sys.modules["sagan_models"]


def make(folder):
    state = fresh()
    peer.settle("voletiv", state, forward, LATENT, CLASSES)
    draw = Draw("voletiv rest")
    whole = {
        "step": 4000,
        "G_state_dict": files.state_dict(state),
        "G_optimizer_state_dict": files.adam(draw, {k: state[k] for k in ("bn.bias", "snconv2d1.bias")}),
        "D_state_dict": discriminator(draw),
        "D_optimizer_state_dict": files.adam(draw, {}),
    }
    files.pickled(folder / "voletiv" / "ckpt_0004000.pth", whole, device="cuda:0")
    whole_module(folder / "voletiv" / "sagan_model_ckpt_0004000.refused.pth", draw.normal(3, 4))
    peer.write_golden(folder / "voletiv" / "voletiv.golden.safetensors", "voletiv", state, forward, LATENT, CLASSES)
