"""
open-mmlab/mmgeneration (Apache-2.0): SAGANGenerator for 32x32 under mmcv's names, tables [K, C] under spectral norm, gains 1 + e (its
default, BigGAN's), every epsilon 1e-4. Two forms: PyTorch's spectral norm throughout; and `sn_style='ajbrock'`, where the blocks have u0 and
sv0 but the stem and `to_rgb` still PyTorch's. mmcv's file: meta, state_dict with `generator.` and `discriminator.`, optimizer.
"""
from collections import OrderedDict

import torch

from . import files, layers, peer
from .draw import Draw
from .spectral import get_brock, get_torch, put_brock, put_torch

CLASSES = 4
LATENT = 10
WIDTH = 8
EPS = 1e-4
SITE = "conv_blocks.2"
FOLDERS = ["mmgen-torch", "mmgen-ajbrock"]


def fresh(name, put):
    draw, state = Draw(name), OrderedDict()

    def put_conv(key, outputs, inputs, size=3, bias=True, put=put):
        put(draw, state, f"{key}.conv", draw.weight(outputs, inputs, size, size), draw.bias(outputs) if bias else None)

    put_torch(draw, state, "noise2feat", draw.weight(WIDTH * 16, LATENT), draw.bias(WIDTH * 16))
    for i in (0, 1, 2, 3):
        block = f"conv_blocks.{i}"
        if block == SITE:
            state[f"{block}.gamma"] = torch.tensor(0.65)
            put_conv(f"{block}.theta", WIDTH // 8, WIDTH, 1, bias=False)
            put_conv(f"{block}.phi", WIDTH // 8, WIDTH, 1, bias=False)
            put_conv(f"{block}.g", WIDTH // 2, WIDTH, 1, bias=False)
            put_conv(f"{block}.o", WIDTH, WIDTH // 2, 1, bias=False)
            continue
        put_conv(f"{block}.conv_1", WIDTH, WIDTH)
        put_conv(f"{block}.conv_2", WIDTH, WIDTH)
        for norm in ("norm_1", "norm_2"):
            peer.put_norm(draw, state, f"{block}.{norm}.norm", WIDTH, affine=False)
            put(draw, state, f"{block}.{norm}.weight_embedding", draw.normal(CLASSES, WIDTH))
            put(draw, state, f"{block}.{norm}.bias_embedding", draw.normal(CLASSES, WIDTH))
        put_conv(f"{block}.shortcut", WIDTH, WIDTH, 1)
    put_conv("to_rgb", 3, WIDTH, put=put_torch)
    peer.put_norm(draw, state, "to_rgb.bn", WIDTH)
    return state


def get(state, name):
    return (get_torch if f"{name}.weight_orig" in state else get_brock)(state, name)


def forward(state, z, classes):
    def bn(name):
        table = lambda part: get(state, f"{name}.{part}_embedding")[0][classes]
        return peer.norm(state, f"{name}.norm", EPS, 1 + table("weight"), table("bias"))

    x = layers.dense(z, get(state, "noise2feat"))
    x = x.reshape(x.shape[0], -1, 4, 4)
    for i in (0, 1, 2, 3):
        conv = lambda part: get(state, f"conv_blocks.{i}.{part}.conv")
        if f"conv_blocks.{i}" == SITE:
            gamma = state[f"{SITE}.gamma"]
            x, weights = layers.attend(x, conv("theta"), conv("phi"), conv("g"), gamma, conv("o"), pooled=True)
            continue
        norm = lambda part: bn(f"conv_blocks.{i}.{part}")
        x = layers.residual(x, layers.nearest, norm("norm_1"), conv("conv_1"), norm("norm_2"), conv("conv_2"), conv("shortcut"))
    x = layers.relu(peer.norm(state, "to_rgb.bn", EPS)(x))
    return torch.tanh(layers.conv(x, get(state, "to_rgb.conv"))), {SITE: (gamma, weights)}


def discriminator(draw, put):
    state = OrderedDict()
    put(draw, state, "from_rgb.conv_1.conv", draw.weight(2, 3, 3, 3), draw.bias(2))
    put(draw, state, "conv_blocks.0.theta.conv", draw.weight(1, 8, 1, 1))
    put(draw, state, "proj_y", draw.normal(CLASSES, 8))
    return state


def make(folder):
    for name, put in (("mmgen-torch", put_torch), ("mmgen-ajbrock", put_brock)):
        state = fresh(name, put)
        peer.settle(name, state, forward, LATENT, CLASSES)
        draw = Draw(f"{name} rest")
        both = OrderedDict((f"generator.{key}", value) for key, value in state.items())
        both.update((f"discriminator.{key}", value) for key, value in discriminator(draw, put).items())
        some = {key: state[key] for key in ("to_rgb.conv.bias", "to_rgb.bn.bias")}
        whole = {
            "meta": {"epoch": 64, "iter": 100000, "mmgen_version": "0.7.2", "CLASSES": None, "hook_msgs": {}},
            "state_dict": files.state_dict(both),
            "optimizer": {"generator": files.adam(draw, some, betas=(0.5, 0.999)), "discriminator": files.adam(draw, {})},
        }
        files.pickled(folder / name / "iter_100000.pth", whole)
        peer.write_golden(folder / name / f"{name}.golden.safetensors", name, state, forward, LATENT, CLASSES)
