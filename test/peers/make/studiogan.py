"""
POSTECH-CVLab/PyTorch-StudioGAN (MIT by the head of its files): CIFAR-like, 32x32. An attention block takes an index of its own in `blocks`.
New form: gain and bias are linear layers [C, K] of the one-hot class; before 2022: tables embed0 and embed1 [K, C]. Both under PyTorch's
spectral norm, and a gain is 1 + it. Every norm's epsilon is 1e-4.
"""
from collections import OrderedDict

import torch

from . import files, layers, peer
from .draw import Draw
from .spectral import get_torch, put_torch

CLASSES = 4
LATENT = 10
WIDTH = 8
EPS = 1e-4


def put_conv(draw, state, name, outputs, inputs, size, bias=True):
    put_torch(draw, state, name, draw.weight(outputs, inputs, size, size), draw.bias(outputs) if bias else None)


def put_condition(draw, state, name, channels, old):
    peer.put_norm(draw, state, f"{name}.bn", channels, affine=False)
    for key in ("embed0", "embed1") if old else ("gain", "bias"):
        put_torch(draw, state, f"{name}.{key}", draw.normal(*((CLASSES, channels) if old else (channels, CLASSES))))


def condition(state, name, classes):
    """The conditional norm, whichever form the file has."""
    if f"{name}.embed0.weight_orig" in state:
        by_class = lambda key: get_torch(state, f"{name}.{key}")[0][classes]
        scale, shift = by_class("embed0"), by_class("embed1")
    else:
        by_class = lambda key: get_torch(state, f"{name}.{key}")[0].t()[classes]
        scale, shift = by_class("gain"), by_class("bias")
    return peer.norm(state, f"{name}.bn", EPS, 1 + scale, shift)


def fresh(name, old):
    draw, state = Draw(name), OrderedDict()
    put_torch(draw, state, "linear0", draw.weight(WIDTH * 16, LATENT), draw.bias(WIDTH * 16))
    for i in (0, 1, 2, 3):
        block = f"blocks.{i}.0"
        if i == 2:
            state[f"{block}.sigma"] = torch.tensor([0.65])
            put_conv(draw, state, f"{block}.conv1x1_theta", WIDTH // 8, WIDTH, 1, bias=False)
            put_conv(draw, state, f"{block}.conv1x1_phi", WIDTH // 8, WIDTH, 1, bias=False)
            put_conv(draw, state, f"{block}.conv1x1_g", WIDTH // 2, WIDTH, 1, bias=False)
            put_conv(draw, state, f"{block}.conv1x1_attn", WIDTH, WIDTH // 2, 1, bias=False)
            continue
        put_condition(draw, state, f"{block}.bn1", WIDTH, old)
        put_condition(draw, state, f"{block}.bn2", WIDTH, old)
        put_conv(draw, state, f"{block}.conv2d0", WIDTH, WIDTH, 1)
        put_conv(draw, state, f"{block}.conv2d1", WIDTH, WIDTH, 3)
        put_conv(draw, state, f"{block}.conv2d2", WIDTH, WIDTH, 3)
    peer.put_norm(draw, state, "bn4", WIDTH)
    put_conv(draw, state, "conv2d5", 3, WIDTH, 3)
    return state


def forward(state, z, classes):
    x = layers.dense(z, get_torch(state, "linear0"))
    x, sites = x.reshape(x.shape[0], -1, 4, 4), {}
    count = 1 + max(int(key.split(".")[1]) for key in state if key.startswith("blocks."))
    for i in range(count):
        block = f"blocks.{i}.0"
        conv = lambda part: get_torch(state, f"{block}.{part}")
        if f"{block}.sigma" in state:
            sigma = state[f"{block}.sigma"]
            theta, phi, g, out = (conv(f"conv1x1_{part}") for part in ("theta", "phi", "g", "attn"))
            x, weights = layers.attend(x, theta, phi, g, sigma, out, pooled=True)
            sites[block] = (sigma, weights)
        else:
            bn = lambda part: condition(state, f"{block}.{part}", classes)
            x = layers.residual(x, layers.nearest, bn("bn1"), conv("conv2d1"), bn("bn2"), conv("conv2d2"), conv("conv2d0"))
    x = layers.relu(peer.norm(state, "bn4", EPS)(x))
    return torch.tanh(layers.conv(x, get_torch(state, "conv2d5"))), sites


def make(folder):
    for name, old in (("studiogan", False), ("studiogan-old", True)):
        state = fresh(name, old)
        peer.settle(name, state, forward, LATENT, CLASSES)
        whole = {"state_dict": files.state_dict(state), "optimizer": files.adam(Draw(f"{name} adam"), state, betas=(0.5, 0.999))}
        files.pickled(folder / name / "model=G-current-weights-step=2000.pth", whole)
        peer.write_golden(folder / name / f"{name}.golden.safetensors", name, state, forward, LATENT, CLASSES, whole=not old)


CHECKS = [
    ("studiogan/model=G-current-weights-step=2000.pth", "studiogan/studiogan.golden.safetensors", forward, None),
]
FOLDERS = ["studiogan", "studiogan-old"]
