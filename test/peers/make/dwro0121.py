"""
dwro0121/Attention-GAN (no licence file seen): heykeetae's spectral norm, layer1 to layer4 and `out`, one attention at 32x32 with
`attention.query`. Two more files have another attention under much the same names and must be refused: criss-cross attention
(`attention.Attention.query`) and your-local attention (`attention.after_attention`).
"""
from collections import OrderedDict

import torch

from . import files, layers, peer
from .draw import Draw
from .heykeetae import attention, get_bar, put_attention, put_deconv

LATENT = 6


def fresh(name, widths, put_site):
    draw, state = Draw(name), OrderedDict()
    inputs = (LATENT, *widths)
    for i in (1, 2, 3, 4):
        put_deconv(draw, state, f"layer{i}.0.module", inputs[i - 1], inputs[i])
        peer.put_norm(draw, state, f"layer{i}.1", inputs[i])
    state["out.0.weight"] = draw.weight(widths[3], 3, 4, 4, inputs=widths[3] * 4)
    state["out.0.bias"] = draw.bias(3)
    put_site(draw, state, widths[3])
    return state


def put_self(draw, state, channels):
    put_attention(draw, state, "attention", channels, 0.7, suffix="")


def put_criss_cross(draw, state, channels):
    put_attention(draw, state, "attention.Attention", channels, 0.7, suffix="")


def put_local(draw, state, channels):
    put_attention(draw, state, "attention", channels, 0.7, suffix="")
    for key in ("weight", "bias"):
        value = f"attention.value.{key}"
        state[value] = state[value][: channels // 2].clone()
    state["attention.after_attention.weight"] = draw.weight(channels, channels // 2, 1, 1)
    state["attention.after_attention.bias"] = draw.bias(channels)


def forward(state, z, _classes=None):
    x = z[:, :, None, None]
    for i in (1, 2, 3, 4):
        x = layers.deconv(x, get_bar(state, f"layer{i}.0.module"))
        x = layers.relu(peer.norm(state, f"layer{i}.1")(x))
    x, site = attention(state, "attention", x, suffix="")
    return torch.tanh(layers.deconv(x, (state["out.0.weight"], state["out.0.bias"]))), {"attention": site}


def make(folder):
    # The code's widths are 512, 256, 128 and 64.
    state = fresh("dwro0121", (24, 16, 16, 8), put_self)
    peer.settle("dwro0121", state, forward, LATENT)
    files.pickled(folder / "dwro0121" / "100_G.pth", files.state_dict(state))
    peer.write_golden(folder / "dwro0121" / "dwro0121.golden.safetensors", "dwro0121", state, forward, LATENT)
    for kind, put_site in (("CCA", put_criss_cross), ("YLA", put_local)):
        other = fresh(f"dwro0121 {kind}", (8, 8, 8, 8), put_site)
        files.pickled(folder / "dwro0121" / f"100_G.{kind}.refused.pth", files.state_dict(other))
