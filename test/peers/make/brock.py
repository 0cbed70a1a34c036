"""
ajbrock/BigGAN-PyTorch (no licence file seen). Residual blocks, pooled attention as a second module of a block,
one power step from u0 in every forward pass, gains that are 1 + e. Two forms: the SAGAN flags (tables by class), and BigGAN's shared
embedding with a hierarchical latent.
"""
from collections import OrderedDict

import torch

from . import files, layers, peer
from .draw import Draw
from .spectral import get_brock, put_brock

CLASSES = 5
SHARED = 6
CHUNK = 5


def put_conv(draw, state, name, outputs, inputs, size=3, bias=True):
    weight = draw.weight(outputs, inputs, size, size)
    put_brock(draw, state, name, weight, draw.bias(outputs) if bias else None)


def put_block(draw, state, name, inputs, outputs, put_table):
    put_conv(draw, state, f"{name}.conv1", outputs, inputs)
    put_conv(draw, state, f"{name}.conv2", outputs, outputs)
    put_conv(draw, state, f"{name}.conv_sc", outputs, inputs, 1)
    for bn, channels in (("bn1", inputs), ("bn2", outputs)):
        peer.put_statistics(state, f"{name}.{bn}", channels, "stored_mean", "stored_var")
        put_table(f"{name}.{bn}.gain", channels)
        put_table(f"{name}.{bn}.bias", channels)


def put_attention(draw, state, name, channels, gamma):
    state[f"{name}.gamma"] = torch.tensor(gamma)
    for part, outputs, inputs in (
        ("theta", channels // 8, channels),
        ("phi", channels // 8, channels),
        ("g", channels // 2, channels),
        ("o", channels, channels // 2),
    ):
        put_conv(draw, state, f"{name}.{part}", outputs, inputs, 1, bias=False)


def fresh(name, widths, latent, site, gamma, shared):
    """@param widths of the stem and of every block's output"""
    draw, state = Draw(name), OrderedDict()

    def put_table(key, channels):
        if shared:
            put_brock(draw, state, key, draw.normal(channels, SHARED + CHUNK, scale=0.6))
        else:
            state[f"{key}.weight"] = draw.normal(CLASSES, channels, scale=0.5)

    if shared:
        state["shared.weight"] = draw.normal(CLASSES, SHARED)
    put_brock(draw, state, "linear", draw.weight(widths[0] * 16, latent), draw.bias(widths[0] * 16))
    for i in range(len(widths) - 1):
        put_block(draw, state, f"blocks.{i}.0", widths[i], widths[i + 1], put_table)
        if i == site:
            put_attention(draw, state, f"blocks.{i}.1", widths[i + 1], gamma)
    state["output_layer.0.gain"] = draw.gain(widths[-1])
    state["output_layer.0.bias"] = draw.bias(widths[-1])
    peer.put_statistics(state, "output_layer.0", widths[-1], "stored_mean", "stored_var")
    put_conv(draw, state, "output_layer.2", 3, widths[-1])
    return state


def forward(state, z, classes):
    shared = state.get("shared.weight")
    count = 1 + max(int(key.split(".")[1]) for key in state if key.startswith("blocks."))
    if shared is None:
        conditions = [None] * count
    else:
        z, *chunks = z.chunk(count + 1, 1)
        conditions = [torch.cat([shared[classes], chunk], 1) for chunk in chunks]

    def table(key, condition):
        return state[f"{key}.weight"][classes] if condition is None else layers.dense(condition, get_brock(state, key))

    def bn(key, condition):
        scale = 1 + table(f"{key}.gain", condition)
        return peer.norm(state, key, scale=scale, shift=table(f"{key}.bias", condition), mean="stored_mean", variance="stored_var")

    x = layers.dense(z, get_brock(state, "linear"))
    x, sites = x.reshape(x.shape[0], -1, 4, 4), {}
    for i, condition in enumerate(conditions):
        block = f"blocks.{i}.0"
        conv = lambda part: get_brock(state, f"{block}.{part}")
        x = layers.residual(
            x, layers.nearest, bn(f"{block}.bn1", condition), conv("conv1"), bn(f"{block}.bn2", condition), conv("conv2"), conv("conv_sc")
        )
        site = f"blocks.{i}.1"
        if f"{site}.gamma" in state:
            part = lambda p: get_brock(state, f"{site}.{p}")
            gamma = state[f"{site}.gamma"]
            x, weights = layers.attend(x, part("theta"), part("phi"), part("g"), gamma, part("o"), pooled=True)
            sites[site] = (gamma, weights)
    last = peer.norm(
        state, "output_layer.0", scale=state["output_layer.0.gain"], mean="stored_mean", variance="stored_var"
    )
    return torch.tanh(layers.conv(layers.relu(last(x)), get_brock(state, "output_layer.2"))), sites


def make(folder):
    sagan = fresh("ajbrock", (32, 32, 16, 8, 4), 12, 2, 0.6, shared=False)
    # In their 64x64 widths the third block gives 4 ch; with ch 2 the attention at 32x32 has 8 channels.
    peer.settle("ajbrock", sagan, forward, 12, CLASSES)
    files.pickled(folder / "ajbrock" / "G.pth", files.state_dict(sagan))
    peer.write_golden(folder / "ajbrock" / "ajbrock.golden.safetensors", "ajbrock", sagan, forward, 12, CLASSES)
    biggan = fresh("ajbrock shared", (8, 8, 8, 8), CHUNK, 1, 0.7, shared=True)
    peer.settle("ajbrock shared", biggan, forward, CHUNK * 4, CLASSES)
    files.pickled(folder / "ajbrock" / "G_shared_hier.pth", files.state_dict(biggan))
    peer.write_golden(
        folder / "ajbrock" / "ajbrock.shared_hier.golden.safetensors", "ajbrock shared", biggan, forward, CHUNK * 4, CLASSES
    )


CHECKS = [
    ("ajbrock/G.pth", "ajbrock/ajbrock.golden.slim.safetensors", forward, None),
    ("ajbrock/G_shared_hier.pth", "ajbrock/ajbrock.shared_hier.golden.safetensors", forward, None),
]
FOLDERS = ["ajbrock"]
