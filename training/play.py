"""Runs an exported network from its layer list and tensors, with plain operations: the reference for other players.

Knows nothing of the training code, so that what it computes is what the files say.
"""
import math
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

import torch
import torch.nn.functional as F
from torch import Tensor

from .errors import TrainingError


@dataclass
class Site:
    """What an attention layer did: q [B, N, d], k [B, M, d], beta [B, N, M], share [B] = |gamma v(o)| / |x|.

    Rows of beta sum to 1, or where the layer's softmax runs over the queries, columns do.
    """

    q: Tensor
    k: Tensor
    beta: Tensor
    share: Tensor


@dataclass
class Options:
    """Interventions: gamma's factor, what the scores are divided by, and forbidden keys bool [M]; at one site only, or at all.

    Truncation: whose statistics norms use that have them for several.
    """

    gamma: float = 1.0
    temperature: float = 1.0
    mask: Optional[Tensor] = None
    sites: Dict[str, Site] = field(default_factory=dict)
    only: Optional[str] = None
    truncation: float = 1.0


def _attention(t: Dict[str, Tensor], layer: Dict[str, Any], x: Tensor, options: Options) -> Tensor:
    name, pooling, kept = layer["name"], layer["keyPooling"], options.sites
    if options.only not in (None, name):
        options = Options()

    def project(key: str, source: Tensor) -> Tensor:
        return F.conv2d(source, t[f"{name}.{key}.weight"], t.get(f"{name}.{key}.bias"))

    def cells(features: Tensor) -> Tensor:
        return features.flatten(2).transpose(1, 2)

    def pooled(features: Tensor) -> Tensor:
        return F.max_pool2d(features, pooling) if pooling > 1 else features

    q, k, h = cells(project("g", x)), cells(pooled(project("f", x))), cells(pooled(project("h", x)))
    scores = (q / options.temperature if options.temperature != 1 else q) @ k.transpose(1, 2)
    over_queries = layer.get("softmaxOver", "keys") == "queries"
    if options.mask is not None and not over_queries:
        scores = scores.masked_fill(options.mask, -torch.inf)
    beta = torch.softmax(scores, 1 if over_queries else 2)
    if options.mask is not None and over_queries:
        beta = beta.masked_fill(options.mask, 0)
    read = (beta @ h).transpose(1, 2).reshape(x.shape[0], -1, *x.shape[2:])
    added = options.gamma * t[f"{name}.gamma"] * (project("v", read) if layer["outputProjection"] else read)
    kept[name] = Site(q, k, beta, added.flatten(1).norm(dim=1) / x.flatten(1).norm(dim=1))
    return x + added


def _part(layer: Dict[str, Any], z: Tensor) -> Tensor:
    """Entries [from, to) of z, or all of them."""
    start, end = layer.get("latent", (0, z.shape[1]))
    return z[:, start:end]


def _statistics(table: Tensor, truncation: float) -> Tensor:
    """The row of a table [truncations, C] from 0 to 1, mixed between two as in huggingface/pytorch-pretrained-BigGAN."""
    steps = table.shape[0] - 1
    if steps == 0:
        return table[0]
    rest, first = math.modf(min(1.0, truncation) / (1 / steps))
    row = int(first)
    return table[row] if rest == 0 or row == steps else table[row] * rest + table[row + 1] * (1 - rest)


def _norm(
    t: Dict[str, Tensor], layer: Dict[str, Any], x: Tensor, labels: Optional[Tensor], z: Optional[Tensor], truncation: float
) -> Tensor:
    name = layer["name"]

    def factor(of: str) -> Tensor:
        table = t[f"{name}.{of}"]
        value = table[:1] if labels is None or table.shape[0] == 1 else table[labels]
        if "latent" in layer:
            assert z is not None
            value = value + _part(layer, z) @ t[f"{name}.{of}Latent"].T
        if "embedding" in layer:
            assert labels is not None
            value = value + t[layer["embedding"]][labels] @ t[f"{name}.{of}Class"].T
        return value[:, :, None, None]

    if "statistics" in layer:
        mean, variance = (_statistics(t[f"{name}.{of}"], truncation)[:, None, None] for of in ("mean", "variance"))
        x = (x - mean) / torch.sqrt(variance + layer["statistics"]["epsilon"])
    return x * factor("scale") + factor("shift")


def _dense(t: Dict[str, Tensor], layer: Dict[str, Any], x: Tensor, labels: Optional[Tensor]) -> Tensor:
    name = layer["name"]
    x = F.linear(_part(layer, x), t[f"{name}.weight"])
    bias = t.get(f"{name}.bias")
    if bias is not None:
        x = x + (bias if bias.dim() == 1 or labels is None else bias[labels])
    if "embedding" in layer:
        assert labels is not None
        x = x + t[layer["embedding"]][labels] @ t[f"{name}.biasClass"].T
    return x.reshape(-1, *layer["shape"])


def _conv(t: Dict[str, Tensor], layer: Dict[str, Any], x: Tensor) -> Tensor:
    name, padding = layer["name"], layer["padding"]
    if layer.get("border", "zeros") == "reflect":
        x, padding = F.pad(x, [padding] * 4, mode="reflect"), 0
    return F.conv2d(x, t[f"{name}.weight"], t.get(f"{name}.bias"), padding=padding)


def run(
    layers: List[Dict[str, Any]], t: Dict[str, Tensor], x: Tensor, labels: Optional[Tensor] = None,
    options: Optional[Options] = None, z: Optional[Tensor] = None
) -> Tensor:
    """The output for x: z [B, latent] -> image [B, channels, R, R], or image -> score [B, 1].

    `z` is for layers that do not begin with the latent, but read it.
    """
    options = options or Options()
    z = x if z is None else z
    pooled: Optional[Tensor] = None
    for layer in layers:
        kind, name = layer["type"], layer.get("name")
        if kind == "dense":
            x = _dense(t, layer, x, labels)
        elif kind == "residual":
            x = run(layer["main"], t, x, labels, options, z) + run(layer["shortcut"], t, x, labels, options, z)
        elif kind == "norm":
            x = _norm(t, layer, x, labels, z, options.truncation)
        elif kind == "activation" and layer["function"] == "relu":
            x = F.relu(x)
        elif kind == "activation" and layer["function"] == "leakyRelu":
            x = F.leaky_relu(x, layer["slope"])
        elif kind == "upsample" and layer["method"] == "nearest":
            x = F.interpolate(x, scale_factor=layer["factor"], mode="nearest")
        elif kind == "upsample" and layer["method"] == "bilinear":
            x = F.interpolate(x, scale_factor=layer["factor"], mode="bilinear", align_corners=False)
        elif kind == "conv":
            x = _conv(t, layer, x)
        elif kind == "deconv":
            x = F.conv_transpose2d(x, t[f"{name}.weight"], t.get(f"{name}.bias"), layer["stride"], layer["padding"])
        elif kind == "averagePool":
            x = F.avg_pool2d(x, layer["factor"])
        elif kind == "attention":
            x = _attention(t, layer, x, options)
        elif kind == "sumPool":
            x = pooled = x.sum((2, 3))
        elif kind == "projection":
            assert pooled is not None and labels is not None
            x = x + (t[f"{name}.weight"][labels] * pooled).sum(1, keepdim=True)
        elif kind == "tanh":
            x = torch.tanh(x)
        else:
            raise TrainingError(f"The layer list holds an unknown layer: {layer}.")
    return x
