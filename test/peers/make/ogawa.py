"""
YutaroOgawa/pytorch_advanced (MIT), chapter 5-4: one channel, 64x64, PyTorch's spectral norm on transposed convolutions (matrix dim 1, so
u has as many entries as there are outputs), `self_attntion` as it is spelt there. Its softmax runs over the query's locations, so that key
is on the side of the output. What the book calls image_size is the base of the widths.
"""
from collections import OrderedDict

import torch

from . import files, layers, peer
from .draw import Draw
from .heykeetae import put_attention, put_deconv
from .spectral import get_torch, put_torch

LATENT = 6
# The book's are 8, 4, 2 and 1 times the base; the first two are narrower here.
WIDTHS = (24, 16, 16, 8)


def put_turned(draw, state, name, weight, bias):
    put_torch(draw, state, name, weight, bias, dim=1)


def fresh():
    draw, state = Draw("ogawa"), OrderedDict()
    inputs = (LATENT, *WIDTHS)
    for i in (1, 2, 3, 4):
        put_deconv(draw, state, f"layer{i}.0", inputs[i - 1], inputs[i], put_turned)
        peer.put_norm(draw, state, f"layer{i}.1", inputs[i])
        if i >= 3:
            put_attention(draw, state, f"self_attntion{i - 2}", inputs[i], 0.55 if i == 3 else -0.5)
    state["last.0.weight"] = draw.weight(WIDTHS[3], 1, 4, 4, inputs=WIDTHS[3] * 4)
    state["last.0.bias"] = draw.bias(1)
    return state


def forward(state, z, _classes=None):
    x, sites = z[:, :, None, None], {}
    for i in (1, 2, 3, 4):
        x = layers.deconv(x, get_torch(state, f"layer{i}.0", dim=1))
        x = layers.relu(peer.norm(state, f"layer{i}.1")(x))
        if i >= 3:
            site = f"self_attntion{i - 2}"
            part = lambda p: (state[f"{site}.{p}_conv.weight"], state[f"{site}.{p}_conv.bias"])
            gamma = state[f"{site}.gamma"]
            x, weights = layers.attend(x, part("key"), part("query"), part("value"), gamma)
            sites[site] = (gamma, weights)
    return torch.tanh(layers.deconv(x, (state["last.0.weight"], state["last.0.bias"]))), sites


def make(folder):
    state = fresh()
    peer.settle("ogawa", state, forward, LATENT)
    files.pickled(folder / "ogawa" / "G_update.pth", files.state_dict(state))
    peer.write_golden(folder / "ogawa" / "ogawa.golden.safetensors", "ogawa", state, forward, LATENT)
