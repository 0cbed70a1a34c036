"""
torchgan/torchgan (MIT), tutorial 4: one list `model` for 64x64, its own spectral norm (`u`, `v`, `w_bar` beside `module.bias`; dim 0, one
power step), LeakyReLU(0.2) that no state dict can tell, none before the second attention, and the last transposed convolution normalised too.
SelfAttention2d takes its softmax over the outputs of a source, so rows of A do not sum to 1. The trainer's own file also pickles loss objects
of the library: a strict reader refuses it.
"""
import sys
import types
from collections import OrderedDict

import torch
import torch.nn.functional as F

from . import files, layers, peer
from .draw import Draw
from .heykeetae import put_attention, put_deconv
from .spectral import stepped, vectors

LATENT = 6
# The tutorial's halve from 8 times the step; the first two are narrower here.
WIDTHS = (24, 16, 16, 8)


def put(draw, state, name, weight, bias):
    u, v = vectors(draw, weight)
    state[f"{name}.u"] = u
    state[f"{name}.v"] = v
    state[f"{name}.w_bar"] = weight
    state[f"{name}.module.bias"] = bias


def get(state, name):
    return stepped(state[f"{name}.w_bar"], state[f"{name}.u"]), state[f"{name}.module.bias"]


def fresh():
    draw, state = Draw("torchgan"), OrderedDict()
    inputs = (LATENT, *WIDTHS)
    for i, at in enumerate((0, 3, 6, 10)):
        put_deconv(draw, state, f"model.{at}", inputs[i], inputs[i + 1], put)
        peer.put_norm(draw, state, f"model.{at + 1}", inputs[i + 1])
        if at == 6:
            put_attention(draw, state, "model.9", WIDTHS[2], 0.6, suffix="")
    put_attention(draw, state, "model.12", WIDTHS[3], -0.5, suffix="")
    put_deconv(draw, state, "model.13", WIDTHS[3], 3, put)
    return state


def forward(state, z, _classes=None):
    x, sites = z[:, :, None, None], {}

    def attention(x, site):
        part = lambda p: (state[f"{site}.{p}.weight"], state[f"{site}.{p}.bias"])
        gamma = state[f"{site}.gamma"]
        x, weights = layers.attend(x, part("query"), part("key"), part("value"), gamma, over="outputs")
        sites[site] = (gamma, weights)
        return x

    for at in (0, 3, 6):
        x = layers.deconv(x, get(state, f"model.{at}"))
        x = F.leaky_relu(peer.norm(state, f"model.{at + 1}")(x), 0.2)
    x = attention(x, "model.9")
    x = attention(peer.norm(state, "model.11")(layers.deconv(x, get(state, "model.10"))), "model.12")
    return torch.tanh(layers.deconv(x, get(state, "model.13"))), sites


def with_losses(path, state):
    """The trainer's file, with an object of a class of the library, without the library."""
    names = ("torchgan", "torchgan.losses", "torchgan.losses.wasserstein")
    for name in names:
        sys.modules[name] = types.ModuleType(name)
    loss = type("WassersteinGeneratorLoss", (), {"__module__": names[2]})
    sys.modules[names[2]].WassersteinGeneratorLoss = loss
    try:
        whole = {
            "epoch": 1,
            "loss_information": {"generator_losses": 0.5, "discriminator_losses": -0.25, "generator_iters": 10, "discriminator_iters": 10},
            "loss_objects": {"WassersteinGeneratorLoss": loss()},
            "metric_objects": None,
            "loss_logs": {"WassersteinGeneratorLoss": [0.5, 0.25]},
            "generator": files.state_dict(state),
        }
        files.pickled(path, whole)
    finally:
        for name in names:
            del sys.modules[name]


def make(folder):
    state = fresh()
    peer.settle("torchgan", state, forward, LATENT)
    files.pickled(folder / "torchgan" / "generator.pth", files.state_dict(state))
    peer.write_golden(folder / "torchgan" / "torchgan.golden.safetensors", "torchgan", state, forward, LATENT)
    with_losses(folder / "torchgan" / "gan0.refused.model", {k: state[k] for k in ("model.9.gamma", "model.13.module.bias")})
