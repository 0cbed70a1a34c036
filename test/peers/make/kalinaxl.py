"""
KalinaXL/Anime-SAGAN (no licence file seen): heykeetae's shape, 64x64, with PyTorch's spectral norm on the transposed convolutions (matrix dim
1) and `attn1.query` for `attn1.query_conv`. Its trainer saves `gen_model`, `dis_model` and two more in a .tar, which is a torch pickle.
"""
from collections import OrderedDict

import torch

from . import files, layers, peer
from .draw import Draw
from .heykeetae import attention, put_attention, put_deconv
from .ogawa import put_turned
from .spectral import get_torch, put_torch

LATENT = 6
# The code's halve from 8 times conv_dim; the first two are narrower here.
WIDTHS = (24, 16, 16, 8)


def fresh(name="kalinaxl"):
    draw, state = Draw(name), OrderedDict()
    inputs = (LATENT, *WIDTHS)
    for i in (4, 1, 2, 3):
        put_deconv(draw, state, f"l{i}.0", inputs[i - 1], inputs[i], put_turned)
        peer.put_norm(draw, state, f"l{i}.1", inputs[i])
    state["last.0.weight"] = draw.weight(WIDTHS[3], 3, 4, 4, inputs=WIDTHS[3] * 4)
    state["last.0.bias"] = draw.bias(3)
    put_attention(draw, state, "attn1", WIDTHS[2], -0.6, suffix="")
    put_attention(draw, state, "attn2", WIDTHS[3], 0.5, suffix="")
    return state


def forward(state, z, _classes=None):
    x, sites = z[:, :, None, None], {}
    for i in (1, 2, 3, 4):
        x = layers.deconv(x, get_torch(state, f"l{i}.0", dim=1))
        x = layers.relu(peer.norm(state, f"l{i}.1")(x))
        if i >= 3:
            x, sites[f"attn{i - 2}"] = attention(state, f"attn{i - 2}", x, suffix="")
    return torch.tanh(layers.deconv(x, (state["last.0.weight"], state["last.0.bias"]))), sites


def discriminator(draw):
    state = OrderedDict()
    put_torch(draw, state, "block_1.0", draw.weight(4, 3, 4, 4), draw.bias(4))
    put_attention(draw, state, "attn_layer_1", 8, 0.1, suffix="")
    return files.state_dict(state)


def make(folder):
    state = fresh()
    peer.settle("kalinaxl", state, forward, LATENT)
    draw = Draw("kalinaxl rest")
    other = discriminator(draw)
    whole = {
        "gen_model": files.state_dict(state),
        "dis_model": other,
        "gen_opt": files.adam(draw, {k: state[k] for k in ("l4.0.bias", "l1.0.bias")}, betas=(0.5, 0.999)),
        # Their trainer stores the discriminator once more under this name.
        "dis_opt": other,
    }
    files.pickled(folder / "kalinaxl" / "epoch_31_1612345678.9.tar", whole)
    peer.write_golden(folder / "kalinaxl" / "kalinaxl.golden.safetensors", "kalinaxl", state, forward, LATENT)
