"""
heykeetae/Self-Attention-GAN (no licence file seen): l1 to l4 of transposed convolutions, attention at 16x16 and 32x32, without classes.
Its own spectral norm: matrix dim 0 (so the inputs, for a transposed convolution) and one power step in every forward pass.
"""
from collections import OrderedDict

import torch

from . import files, layers, peer
from .draw import Draw
from .spectral import stepped, vectors

LATENT = 6
# The code's halve from 8 times conv_dim; the first two are narrower here.
WIDTHS = (24, 16, 16, 8)


def put_bar(draw, state, name, weight, bias):
    """A layer under that spectral norm."""
    u, v = vectors(draw, weight)
    state[f"{name}.bias"] = bias
    state[f"{name}.weight_u"] = u
    state[f"{name}.weight_v"] = v
    state[f"{name}.weight_bar"] = weight


def get_bar(state, name):
    return stepped(state[f"{name}.weight_bar"], state[f"{name}.weight_u"]), state[f"{name}.bias"]


def put_attention(draw, state, name, channels, gamma, suffix="_conv"):
    state[f"{name}.gamma"] = torch.tensor([gamma])
    for part, out in (("query", channels // 8), ("key", channels // 8), ("value", channels)):
        state[f"{name}.{part}{suffix}.weight"] = draw.weight(out, channels, 1, 1, gain=1 if part == "value" else 1.0)
        state[f"{name}.{part}{suffix}.bias"] = draw.bias(out)


def attention(state, name, x, suffix="_conv"):
    """The map after the block, and (gamma, A)."""
    part = lambda p: (state[f"{name}.{p}{suffix}.weight"], state[f"{name}.{p}{suffix}.bias"])
    gamma = state[f"{name}.gamma"]
    x, weights = layers.attend(x, part("query"), part("key"), part("value"), gamma)
    return x, (gamma, weights)


def put_deconv(draw, state, name, inputs, outputs, put=put_bar):
    """[in, out, 4, 4]; at stride 2 an output meets 4 of the 16 taps."""
    put(draw, state, name, draw.weight(inputs, outputs, 4, 4, inputs=inputs * 4), draw.bias(outputs))


def fresh():
    draw, state = Draw("heykeetae"), OrderedDict()
    inputs = (LATENT, *WIDTHS)
    # l4 is registered before the others.
    for i in (4, 1, 2, 3):
        put_deconv(draw, state, f"l{i}.0.module", inputs[i - 1], inputs[i])
        peer.put_norm(draw, state, f"l{i}.1", inputs[i])
    state["last.0.weight"] = draw.weight(WIDTHS[3], 3, 4, 4, inputs=WIDTHS[3] * 4)
    state["last.0.bias"] = draw.bias(3)
    put_attention(draw, state, "attn1", WIDTHS[2], 0.7)
    put_attention(draw, state, "attn2", WIDTHS[3], -0.45)
    return state


def forward(state, z, _classes=None, batch=False):
    x, sites = z[:, :, None, None], {}
    for i in (1, 2, 3, 4):
        x = layers.deconv(x, get_bar(state, f"l{i}.0.module"))
        x = layers.relu(peer.norm(state, f"l{i}.1", batch=batch)(x))
        if i >= 3:
            x, sites[f"attn{i - 2}"] = attention(state, f"attn{i - 2}", x)
    return torch.tanh(layers.deconv(x, (state["last.0.weight"], state["last.0.bias"]))), sites


def train_mode(state, z, _classes=None):
    return {"image_train": forward(state, z, batch=True)[0]}


def make(folder):
    state = fresh()
    peer.settle("heykeetae", state, forward, LATENT)
    files.pickled(folder / "heykeetae" / "1000_G.pth", files.state_dict(state))
    files.old_pickled(folder / "heykeetae" / "1000_G.legacy.pth", files.state_dict(state), device="cuda:0")
    files.safetensors(folder / "heykeetae" / "1000_G.safetensors", state)
    path = folder / "heykeetae" / "heykeetae.golden.safetensors"
    peer.write_golden(path, "heykeetae", state, forward, LATENT, extra=train_mode, whole=True)


CHECKS = [
    ("heykeetae/1000_G.pth", "heykeetae/heykeetae.golden.slim.safetensors", forward, train_mode),
    ("heykeetae/1000_G.legacy.pth", "heykeetae/heykeetae.golden.slim.safetensors", forward, train_mode),
]
