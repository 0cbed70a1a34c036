"""
kwotsin/mimicry (MIT): SAGAN for 32x32 with PyTorch's spectral norm and bilinear upsampling. With classes its norms have a table [K, 2C],
gains first and no 1 + added; built with `num_classes=0` they are plain. (Its own SAGAN never runs without classes; the layout exists.)
"""
from collections import OrderedDict

import torch

from . import files, layers, peer
from .draw import Draw
from .spectral import get_torch, put_torch
from .studiogan import put_conv

CLASSES = 4
LATENT = 10
WIDTH = 8


def put_norm(draw, state, name, conditional):
    if not conditional:
        peer.put_norm(draw, state, name, WIDTH)
        return
    peer.put_norm(draw, state, f"{name}.bn", WIDTH, affine=False)
    state[f"{name}.embed.weight"] = torch.cat([draw.gain(CLASSES, WIDTH), draw.bias(CLASSES, WIDTH)], 1)


def fresh(name, conditional):
    draw, state = Draw(name), OrderedDict()
    put_torch(draw, state, "l1", draw.weight(WIDTH * 16, LATENT), draw.bias(WIDTH * 16))
    for block in ("block2", "block3", "block4"):
        put_conv(draw, state, f"{block}.c1", WIDTH, WIDTH, 3)
        put_conv(draw, state, f"{block}.c2", WIDTH, WIDTH, 3)
        put_norm(draw, state, f"{block}.b1", conditional)
        put_norm(draw, state, f"{block}.b2", conditional)
        put_conv(draw, state, f"{block}.c_sc", WIDTH, WIDTH, 1)
    peer.put_norm(draw, state, "b5", WIDTH)
    put_conv(draw, state, "c5", 3, WIDTH, 3)
    state["attn_block.gamma"] = torch.tensor(0.65)
    put_conv(draw, state, "attn_block.theta", WIDTH // 8, WIDTH, 1, bias=False)
    put_conv(draw, state, "attn_block.phi", WIDTH // 8, WIDTH, 1, bias=False)
    put_conv(draw, state, "attn_block.g", WIDTH // 2, WIDTH, 1, bias=False)
    put_conv(draw, state, "attn_block.o", WIDTH, WIDTH // 2, 1, bias=False)
    return state


def forward(state, z, classes):
    def bn(name):
        if classes is None:
            return peer.norm(state, name)
        return peer.norm(state, f"{name}.bn", 1e-5, *peer.gain_and_shift(state[f"{name}.embed.weight"], classes))

    conv = lambda name: get_torch(state, name)
    x = layers.dense(z, conv("l1"))
    x = x.reshape(x.shape[0], -1, 4, 4)
    for b in ("block2", "block3", "block4"):
        x = layers.residual(x, layers.bilinear, bn(f"{b}.b1"), conv(f"{b}.c1"), bn(f"{b}.b2"), conv(f"{b}.c2"), conv(f"{b}.c_sc"))
        if b == "block3":
            part = lambda p: conv(f"attn_block.{p}")
            gamma = state["attn_block.gamma"]
            x, weights = layers.attend(x, part("theta"), part("phi"), part("g"), gamma, part("o"), pooled=True)
    x = layers.relu(peer.norm(state, "b5")(x))
    return torch.tanh(layers.conv(x, conv("c5"))), {"attn_block": (gamma, weights)}


def make(folder):
    for name, count in (("mimicry", CLASSES), ("mimicry-unconditional", 0)):
        state = fresh(name, count > 0)
        peer.settle(name, state, forward, LATENT, count)
        whole = {
            "model_state_dict": files.state_dict(state),
            "optimizer_state_dict": files.adam(Draw(f"{name} adam"), state),
            "global_step": 20,
        }
        files.pickled(folder / name / "netG_20_steps.pth", whole)
        peer.write_golden(folder / name / f"{name}.golden.safetensors", name, state, forward, LATENT, count)


CHECKS = [("mimicry/netG_20_steps.pth", "mimicry/mimicry.golden.safetensors", forward, None)]
FOLDERS = ["mimicry", "mimicry-unconditional"]
