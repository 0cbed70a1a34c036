"""
gagank1/Self-Attention-GAN (no licence file seen): heykeetae's network as one list `output`, here for 64x64 with attention after the second
and the third doubling. Its spectral norm registers the layer twice, as `og_module` and as `module`, so every tensor of it is in the file
twice, in one storage; and the file is of a network in DataParallel, with `module.` before every name.
"""
from collections import OrderedDict

import torch

from . import files, layers, peer
from .draw import Draw
from .heykeetae import attention, get_bar, put_attention, put_bar, put_deconv

LATENT = 6
# The code's halve from 8 times the base; the first two are narrower here.
WIDTHS = (24, 16, 16, 8)
SITES = {9: 0.6, 13: -0.5}
"""Gammas by index in the list."""


def put_twice(draw, state, name, weight, bias):
    once = OrderedDict()
    put_bar(draw, once, "x", weight, bias)
    for half in ("og_module", "module"):
        state.update((f"{name}.{half}{key[1:]}", tensor) for key, tensor in once.items())


def fresh():
    draw, state, at = Draw("gagank1"), OrderedDict(), 0
    inputs = (LATENT, *WIDTHS)
    for i in (1, 2, 3, 4):
        put_deconv(draw, state, f"output.{at}", inputs[i - 1], inputs[i], put_twice)
        peer.put_norm(draw, state, f"output.{at + 1}", inputs[i])
        at += 3
        if at in SITES:
            put_attention(draw, state, f"output.{at}", inputs[i], SITES[at])
            at += 1
    state[f"output.{at}.weight"] = draw.weight(WIDTHS[3], 3, 4, 4, inputs=WIDTHS[3] * 4)
    state[f"output.{at}.bias"] = draw.bias(3)
    return state


def forward(state, z, _classes=None):
    x, sites, at = z[:, :, None, None], {}, 0
    while f"output.{at}.module.weight_bar" in state:
        x = layers.deconv(x, get_bar(state, f"output.{at}.module"))
        x = layers.relu(peer.norm(state, f"output.{at + 1}")(x))
        at += 3
        if f"output.{at}.gamma" in state:
            x, sites[f"output.{at}"] = attention(state, f"output.{at}", x)
            at += 1
    return torch.tanh(layers.deconv(x, (state[f"output.{at}.weight"], state[f"output.{at}.bias"]))), sites


def make(folder):
    state = fresh()
    peer.settle("gagank1", state, forward, LATENT)
    parallel = OrderedDict((f"module.{name}", tensor) for name, tensor in state.items())
    files.pickled(folder / "gagank1" / "129780_G.pth", files.state_dict(parallel), device="cuda:0")
    peer.write_golden(folder / "gagank1" / "gagank1.golden.safetensors", "gagank1", state, forward, LATENT)
