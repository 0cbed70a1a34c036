"""Runs an exported network from its layer list and tensors, with plain operations: the reference for other players.

Knows nothing of the training code, so that what it computes is what the files say.
"""
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

import torch
import torch.nn.functional as F
from torch import Tensor

from .errors import TrainingError


@dataclass
class Site:
    """What an attention layer did: q [B, N, d], k [B, M, d], beta [B, N, M], share [B] = |gamma v(o)| / |x|."""

    q: Tensor
    k: Tensor
    beta: Tensor
    share: Tensor


@dataclass
class Options:
    """Interventions: gamma's factor, what the scores are divided by, and forbidden keys bool [M]."""

    gamma: float = 1.0
    temperature: float = 1.0
    mask: Optional[Tensor] = None
    sites: Dict[str, Site] = field(default_factory=dict)


def _attention(t: Dict[str, Tensor], layer: Dict[str, Any], x: Tensor, options: Options) -> Tensor:
    name, pooling = layer["name"], layer["keyPooling"]

    def project(key: str, source: Tensor) -> Tensor:
        return F.conv2d(source, t[f"{name}.{key}.weight"], t.get(f"{name}.{key}.bias"))

    def cells(features: Tensor) -> Tensor:
        return features.flatten(2).transpose(1, 2)

    def pooled(features: Tensor) -> Tensor:
        return F.max_pool2d(features, pooling) if pooling > 1 else features

    q, k, h = cells(project("g", x)), cells(pooled(project("f", x))), cells(pooled(project("h", x)))
    scores = q @ k.transpose(1, 2) / options.temperature
    if options.mask is not None:
        scores = scores.masked_fill(options.mask, -torch.inf)
    beta = torch.softmax(scores, -1)
    read = (beta @ h).transpose(1, 2).unflatten(2, x.shape[2:])
    added = options.gamma * t[f"{name}.gamma"] * (project("v", read) if layer["outputProjection"] else read)
    options.sites[name] = Site(q, k, beta, added.flatten(1).norm(dim=1) / x.flatten(1).norm(dim=1))
    return x + added


def run(
    layers: List[Dict[str, Any]], t: Dict[str, Tensor], x: Tensor, labels: Optional[Tensor] = None, options: Optional[Options] = None
) -> Tensor:
    """The output for x: z [B, latent] -> picture [B, 3, R, R], or picture -> score [B, 1]."""
    options = options or Options()
    pooled: Optional[Tensor] = None
    for layer in layers:
        kind, name = layer["type"], layer.get("name")
        if kind == "dense":
            x = F.linear(x, t[f"{name}.weight"], t[f"{name}.bias"])
            x = x.unflatten(1, layer["shape"]) if len(layer["shape"]) > 1 else x
        elif kind == "residual":
            x = run(layer["main"], t, x, labels, options) + run(layer["shortcut"], t, x, labels, options)
        elif kind == "norm":
            scale, shift = t[f"{name}.scale"], t[f"{name}.shift"]
            rows = torch.zeros(len(x), dtype=torch.long) if labels is None or len(scale) == 1 else labels
            x = x * scale[rows][:, :, None, None] + shift[rows][:, :, None, None]
        elif kind == "activation" and layer["function"] == "relu":
            x = F.relu(x)
        elif kind == "upsample" and layer["method"] == "nearest":
            x = x.repeat_interleave(layer["factor"], 2).repeat_interleave(layer["factor"], 3)
        elif kind == "conv":
            x = F.conv2d(x, t[f"{name}.weight"], t[f"{name}.bias"], padding=layer["padding"])
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
