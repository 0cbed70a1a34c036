"""
rosinality/sagan-pytorch (no licence file seen): 128x128, its own spectral norm (`weight_orig` and `weight_u`, no v; one power step in every
forward pass), query and key the other way round, tables [K, 2C] with the gains first. The buffer `weight` that lies beside is stale: already
divided, and not what was trained. The golden values are of `weight_orig` with one step.
dcgan: one convolution a block, its norm after it, attention inside the third; resnet: residual blocks, attention as an entry of its own.
"""
from collections import OrderedDict

import torch

from . import files, layers, peer
from .draw import Draw
from .spectral import stepped, vectors

CLASSES = 3
LATENT = 8


def put(draw, state, name, weight, bias=None):
    u, _ = vectors(draw, weight)
    if bias is not None:
        state[f"{name}.bias"] = bias
    state[f"{name}.weight_orig"] = weight
    # What the last training step divided, before the optimizer moved weight_orig on.
    state[f"{name}.weight"] = stepped(weight + draw.normal(*weight.shape, scale=0.1) * weight.std(), u)
    state[f"{name}.weight_u"] = u


def get(state, name):
    weight = stepped(state[f"{name}.weight_orig"], state[f"{name}.weight_u"])
    # Conv1d of the attention: as a 1x1 convolution.
    return (weight.unsqueeze(-1) if weight.dim() == 3 else weight), state.get(f"{name}.bias")


def put_conv(draw, state, name, outputs, inputs, size=3, bias=False):
    put(draw, state, name, draw.weight(outputs, inputs, size, size), draw.bias(outputs) if bias else None)


def put_condition(draw, state, name, channels):
    peer.put_norm(draw, state, f"{name}.bn", channels, affine=False)
    state[f"{name}.embed.weight"] = torch.cat([draw.gain(CLASSES, channels), draw.bias(CLASSES, channels)], 1)


def condition(state, name, classes):
    return peer.norm(state, f"{name}.bn", 1e-5, *peer.gain_and_shift(state[f"{name}.embed.weight"], classes))


def put_attention(draw, state, name, channels, gamma):
    state[f"{name}.gamma"] = torch.tensor(gamma)
    for part, outputs in (("query", channels // 8), ("key", channels // 8), ("value", channels)):
        put(draw, state, f"{name}.{part}", draw.weight(outputs, channels, 1), draw.bias(outputs))


def attention(state, name, x):
    gamma = state[f"{name}.gamma"]
    # The softmax runs over the query's locations, so that these are the ones that are read.
    x, weights = layers.attend(x, get(state, f"{name}.key"), get(state, f"{name}.query"), get(state, f"{name}.value"), gamma)
    return x, (gamma, weights)


def put_stem(draw, state, width):
    put(draw, state, "lin_code", draw.weight(width * 16, LATENT), draw.bias(width * 16))


def fresh_dcgan():
    draw, state = Draw("rosinality-dcgan"), OrderedDict()
    widths = (16, 16, 16, 16, 8, 4)
    put_stem(draw, state, widths[0])
    for i in range(5):
        put_conv(draw, state, f"conv.{i}.conv", widths[i + 1], widths[i])
        put_condition(draw, state, f"conv.{i}.norm", widths[i + 1])
        if i == 2:
            put_attention(draw, state, "conv.2.attention", widths[3], 0.6)
    put_conv(draw, state, "colorize", 3, widths[5], bias=True)
    return state


def forward_dcgan(state, z, classes):
    x = layers.relu(layers.dense(z, get(state, "lin_code")))
    x, sites = x.reshape(x.shape[0], -1, 4, 4), {}
    for i in range(5):
        x = layers.conv(layers.nearest(x), get(state, f"conv.{i}.conv"))
        x = layers.relu(condition(state, f"conv.{i}.norm", classes)(x))
        if i == 2:
            x, sites["conv.2.attention"] = attention(state, "conv.2.attention", x)
    return torch.tanh(layers.conv(x, get(state, "colorize"))), sites


def fresh_resnet():
    draw, state = Draw("rosinality-resnet"), OrderedDict()
    widths = (16, 16, 16, 8, 8, 4, 2)
    put_stem(draw, state, widths[0])
    for i in range(6):
        block, inputs, outputs = f"conv.{i}", widths[i], widths[i + 1]
        if i == 3:
            put_attention(draw, state, block, inputs, 0.6)
            continue
        put_conv(draw, state, f"{block}.conv1", outputs, inputs)
        put_conv(draw, state, f"{block}.conv2", outputs, outputs)
        put_conv(draw, state, f"{block}.conv_skip", outputs, inputs, 1, bias=True)
        put_condition(draw, state, f"{block}.norm1", inputs)
        put_condition(draw, state, f"{block}.norm2", outputs)
    peer.put_norm(draw, state, "bn", widths[6])
    put_conv(draw, state, "colorize", 3, widths[6], bias=True)
    return state


def forward_resnet(state, z, classes):
    x = layers.dense(z, get(state, "lin_code"))
    x, sites = x.reshape(x.shape[0], -1, 4, 4), {}
    for i in range(6):
        block = f"conv.{i}"
        if i == 3:
            x, sites[block] = attention(state, block, x)
            continue
        bn = lambda part: condition(state, f"{block}.{part}", classes)
        conv = lambda part: get(state, f"{block}.{part}")
        x = layers.residual(x, layers.nearest, bn("norm1"), conv("conv1"), bn("norm2"), conv("conv2"), conv("conv_skip"))
    x = layers.relu(peer.norm(state, "bn")(x))
    return torch.tanh(layers.conv(x, get(state, "colorize"))), sites


FOLDERS = ["rosinality-dcgan", "rosinality-resnet"]


def make(folder):
    for name, state, forward in (
        ("rosinality-dcgan", fresh_dcgan(), forward_dcgan),
        ("rosinality-resnet", fresh_resnet(), forward_resnet),
    ):
        peer.settle(name, state, forward, LATENT, CLASSES)
        files.old_pickled(folder / name / "generator_0010000.pt", files.state_dict(state))
        peer.write_golden(folder / name / f"{name}.golden.safetensors", name, state, forward, LATENT, CLASSES)
