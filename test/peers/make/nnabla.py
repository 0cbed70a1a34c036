"""
sony/nnabla-examples, image-generation/sagan (Apache-2.0 by the head of its files): 128x128, attention at 32x32 with full keys and no output
projection, the softmax over f's locations, so that g is on the side of the output. nnabla writes HDF5: `make_hdf.py --nnabla`
in test/fixtures/checkpoints makes that of the NPZ here, with the parameters under their paths. Tables [K, C] with no 1 + added; one power step from `singular-vector`.
"""
from collections import OrderedDict

import torch

from . import files, layers, peer
from .draw import Draw
from .spectral import stepped, vectors

CLASSES = 3
LATENT = 8
WIDTHS = (32, 32, 16, 8, 4, 2)


def put(draw, state, scope, weight, bias=True, affine=False):
    """@param affine the matrix is [in, out], else a kernel [out, in, h, w]"""
    rows = weight.t() if affine else weight
    state[f"{scope}/W"] = weight
    state[f"{scope}/singular-vector"] = vectors(draw, rows)[0]
    if bias:
        state[f"{scope}/b"] = draw.bias(rows.shape[0])


def get(state, scope, affine=False):
    weight = state[f"{scope}/W"]
    return stepped(weight.t() if affine else weight, state[f"{scope}/singular-vector"]), state.get(f"{scope}/b")


def put_conv(draw, state, scope, outputs, inputs, size, bias=True):
    put(draw, state, f"{scope}/sn_conv", draw.weight(outputs, inputs, size, size), bias)


def put_condition(draw, state, scope, channels):
    state[f"{scope}/ccbn/mean"] = torch.zeros(1, channels, 1, 1)
    state[f"{scope}/ccbn/var"] = torch.ones(1, channels, 1, 1)
    state[f"{scope}/ccbn/gamma/embed/W"] = draw.gain(CLASSES, channels)
    state[f"{scope}/ccbn/beta/embed/W"] = draw.bias(CLASSES, channels)


def fresh():
    draw, state = Draw("nnabla"), OrderedDict()
    put(draw, state, "generator/sn_affine", draw.weight(LATENT, WIDTHS[0] * 16, inputs=LATENT), affine=True)
    for i in range(1, 6):
        block, inputs, outputs = f"generator/block-{i}", WIDTHS[i - 1], WIDTHS[i]
        put_condition(draw, state, f"{block}/conv1", inputs)
        put_conv(draw, state, f"{block}/conv1", outputs, inputs, 3)
        put_condition(draw, state, f"{block}/conv2", outputs)
        put_conv(draw, state, f"{block}/conv2", outputs, outputs, 3)
        put_conv(draw, state, f"{block}/shortcut", outputs, inputs, 1)
        if i == 3:
            put_conv(draw, state, "generator/attn/f", outputs // 8, outputs, 1, bias=False)
            put_conv(draw, state, "generator/attn/g", outputs // 8, outputs, 1, bias=False)
            put_conv(draw, state, "generator/attn/h", outputs, outputs, 1, bias=False)
            state["generator/attn/gamma"] = torch.full((1, 1, 1, 1), 0.6)
    for key, value in (("beta", draw.bias), ("gamma", draw.gain), ("mean", torch.zeros), ("var", torch.ones)):
        state[f"generator/bn/{key}"] = value(1, WIDTHS[5], 1, 1)
    put_conv(draw, state, "generator", 3, WIDTHS[5], 3)
    return state


def forward(state, z, classes):
    def bn(scope):
        part = lambda p: state[f"{scope}/ccbn/{p}"]
        scale, shift = part("gamma/embed/W")[classes], part("beta/embed/W")[classes]
        return lambda x: layers.norm(x, part("mean"), part("var"), 1e-5, scale, shift)

    conv = lambda scope: get(state, f"{scope}/sn_conv")
    x = layers.dense(z, get(state, "generator/sn_affine", affine=True))
    x = x.reshape(x.shape[0], -1, 4, 4)
    for i in range(1, 6):
        part = lambda p: f"generator/block-{i}/{p}"
        c1, c2 = part("conv1"), part("conv2")
        x = layers.residual(x, layers.nearest, bn(c1), conv(c1), bn(c2), conv(c2), conv(part("shortcut")))
        if i == 3:
            gamma = state["generator/attn/gamma"]
            f, g, h = (conv(f"generator/attn/{p}") for p in ("f", "g", "h"))
            x, weights = layers.attend(x, g, f, h, gamma)
    part = lambda p: state[f"generator/bn/{p}"]
    x = layers.relu(layers.norm(x, part("mean"), part("var"), 1e-5, part("gamma").flatten(), part("beta").flatten()))
    return torch.tanh(layers.conv(x, conv("generator"))), {"generator/attn": (gamma, weights)}


def make(folder):
    state = fresh()
    peer.settle("nnabla", state, forward, LATENT, CLASSES)
    files.npz(folder / "nnabla" / "params_449999.npz", state)
    peer.write_golden(folder / "nnabla" / "nnabla.golden.safetensors", "nnabla", state, forward, LATENT, CLASSES)
