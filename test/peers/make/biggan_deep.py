"""
huggingface/pytorch-pretrained-BigGAN (MIT): BigGAN-deep, here for 64x64 with attention at 16x16. The latent and the class's embedding are
one condition, which the stem and every norm read; norms hold their statistics for many truncations (the golden values are for truncation 1,
the last set, and beside them for some others); blocks are bottlenecks that keep the first half of the channels on the way past; the stem's outputs are 4, 4, C; red, green
and blue are the first three of the last convolution's maps. Which blocks double is in config.json: every second.
"""
import json
import math
from collections import OrderedDict

import torch

from . import files, golden, layers, peer
from .draw import Draw
from .spectral import get_torch, put_torch
from .studiogan import put_conv
from .tensorflow import unfold

CLASSES = 3
LATENT = 4
WIDTH = 4
EPS = 1e-4
# The published ones have 51.
TRUNCATIONS = 11
# A set of its own; between two sets; and one that the division by the step puts below its set.
OTHERS = (0.8, 0.73, 0.7)
# (doubles, channels in, channels out) in widths.
LAYERS = ((False, 16, 16), (True, 16, 8), (False, 8, 8), (True, 8, 4), (False, 4, 4), (True, 4, 2), (False, 2, 2), (True, 2, 1))
POSITION = 4
SITE = f"generator.layers.{POSITION}"
FOLDERS = ["biggan-deep"]


def put_norm(draw, state, name, channels, conditional=True):
    if not conditional:
        state[f"{name}.weight"] = draw.gain(channels)
        state[f"{name}.bias"] = draw.bias(channels)
    state[f"{name}.running_means"] = torch.zeros(TRUNCATIONS, channels)
    state[f"{name}.running_vars"] = torch.ones(TRUNCATIONS, channels)
    if conditional:
        for part in ("scale", "offset"):
            put_torch(draw, state, f"{name}.{part}", draw.weight(channels, LATENT * 2))


def blocks():
    """Every entry of the list: its index there, and what it is, None for the attention."""
    entries = list(LAYERS)
    entries.insert(POSITION, None)
    return list(enumerate(entries))


def fresh():
    draw, state = Draw("biggan-deep"), OrderedDict()
    state["embeddings.weight"] = draw.normal(LATENT, CLASSES)
    put_torch(draw, state, "generator.gen_z", draw.weight(WIDTH * 256, LATENT * 2), draw.bias(WIDTH * 256))
    for i, entry in blocks():
        name = f"generator.layers.{i}"
        if entry is None:
            channels = WIDTH * LAYERS[POSITION][1]
            state[f"{name}.gamma"] = torch.tensor([0.7])
            put_conv(draw, state, f"{name}.snconv1x1_theta", channels // 8, channels, 1, bias=False)
            put_conv(draw, state, f"{name}.snconv1x1_phi", channels // 8, channels, 1, bias=False)
            put_conv(draw, state, f"{name}.snconv1x1_g", channels // 2, channels, 1, bias=False)
            put_conv(draw, state, f"{name}.snconv1x1_o_conv", channels, channels // 2, 1, bias=False)
            continue
        inputs, outputs = WIDTH * entry[1], WIDTH * entry[2]
        middle = inputs // 4
        shapes = ((inputs, middle, 1), (middle, middle, 3), (middle, middle, 3), (middle, outputs, 1))
        for j, (into, out, size) in enumerate(shapes):
            put_norm(draw, state, f"{name}.bn_{j}", into)
            put_conv(draw, state, f"{name}.conv_{j}", out, into, size)
    put_norm(draw, state, "generator.bn", WIDTH, conditional=False)
    put_conv(draw, state, "generator.conv_to_rgb", WIDTH, WIDTH, 3)
    return state


def at(table, truncation):
    """The statistics of a truncation: between two sets, the share of the way to the second is the weight of the first."""
    share, first = math.modf(truncation / (1 / (len(table) - 1)))
    first = int(first)
    return table[first] if share == 0 else share * table[first] + (1 - share) * table[first + 1]


def forward(state, z, classes, truncation=1):
    condition = torch.cat([z, state["embeddings.weight"].t()[classes]], 1)

    def bn(name, x):
        if f"{name}.weight" in state:
            scale, shift = state[f"{name}.weight"], state[f"{name}.bias"]
        else:
            scale = 1 + layers.dense(condition, get_torch(state, f"{name}.scale"))
            shift = layers.dense(condition, get_torch(state, f"{name}.offset"))
        mean, variance = (at(state[f"{name}.{part}"], truncation) for part in ("running_means", "running_vars"))
        return layers.norm(x, mean, variance, EPS, scale, shift)

    x = unfold(layers.dense(condition, get_torch(state, "generator.gen_z")))
    for i, entry in blocks():
        name = f"generator.layers.{i}"
        if entry is None:
            gamma = state[f"{name}.gamma"]
            theta, phi, g, out = (get_torch(state, f"{name}.snconv1x1_{p}") for p in ("theta", "phi", "g", "o_conv"))
            x, weights = layers.attend(x, theta, phi, g, gamma, out, pooled=True)
            continue
        doubles, inputs, outputs = entry
        h = x
        for j in range(4):
            h = layers.relu(bn(f"{name}.bn_{j}", h))
            if j == 1 and doubles:
                h = layers.nearest(h)
            h = layers.conv(h, get_torch(state, f"{name}.conv_{j}"))
        x = x[:, : WIDTH * outputs]
        x = h + (layers.nearest(x) if doubles else x)
    x = layers.conv(layers.relu(bn("generator.bn", x)), get_torch(state, "generator.conv_to_rgb"))
    return torch.tanh(x[:, :3]), {SITE: (gamma, weights)}


def spread(state):
    """The sets for the other truncations, each a little off the next: narrower latents, smaller variances."""
    draw = Draw("biggan-deep truncations")
    for name, values in state.items():
        if name.endswith(("running_means", "running_vars")):
            share = torch.linspace(0.4, 1, TRUNCATIONS)[:, None]
            noise = 1 + draw.normal(*values.shape, scale=0.05)
            noise[-1] = 1
            values.copy_(values[-1:] * share * noise.abs())


def others(state, z, classes):
    """The pictures and maps of other truncations, for the same latents."""
    made = [forward(state, z, classes, truncation) for truncation in OTHERS]
    rows = golden.rows_of(made[0][0].shape[2], 16, "image")
    maps = [sites[SITE][1] for _, sites in made]
    queries = golden.rows_of(maps[0].shape[1], golden.rows_kept(maps[0].shape[2]), SITE)
    held = {"truncations": torch.tensor(OTHERS, dtype=torch.float64)}
    for number, (image, _) in enumerate(made):
        held[f"truncation{number}.image_rows"] = image[:, :, rows]
        held[f"truncation{number}.{SITE}.A_rows"] = maps[number][:, queries]
    return held


def make(folder):
    state = fresh()
    peer.settle("biggan-deep", state, forward, LATENT, CLASSES)
    spread(state)
    files.pickled(folder / "biggan-deep" / "pytorch_model.bin", files.state_dict(state))
    config = {
        "attention_layer_position": POSITION,
        "channel_width": WIDTH,
        "class_embed_dim": LATENT,
        "eps": EPS,
        "layers": [list(layer) for layer in LAYERS],
        "n_stats": TRUNCATIONS,
        "num_classes": CLASSES,
        "output_dim": 64,
        "z_dim": LATENT,
    }
    (folder / "biggan-deep" / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    peer.write_golden(folder / "biggan-deep" / "biggan-deep.golden.safetensors", "biggan-deep", state, forward, LATENT, CLASSES, others)
