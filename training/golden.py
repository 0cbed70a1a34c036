"""Golden values: what an exported model must give, computed by play.py from the rounded weights in float32.

The small file goes beside the model for a player's self-check; the large one is for tests.
"""
from typing import Any, Dict, List, Optional

import torch
from torch import Tensor

from . import play
from .average import draw

ROWS = 64  # query rows of beta that the large file keeps


def latents(manifest: Dict[str, Any], count: int) -> "tuple[Tensor, Optional[Tensor]]":
    """The latents of the golden values and, with classes, class numbers spread over all classes."""
    z, _ = draw(manifest["latent"]["size"], count, None, [11])
    classes = manifest["classes"]
    return z, torch.arange(count) * max(1, len(classes) // count) % len(classes) if classes else None


def spread(queries: int) -> Tensor:
    """At most ROWS query indices over a whole grid, moved along so that they do not all lie in one column."""
    step = max(1, queries // ROWS)
    rows = torch.arange(0, queries, step)
    return rows + torch.arange(len(rows)) % step


@torch.no_grad()
def small(manifest: Dict[str, Any], tensors: Dict[str, Tensor]) -> Dict[str, Tensor]:
    """z [1, latent], image [1, 3, R, R], attn.q and attn.k [1, N, d]; with classes also class [1] (its number)."""
    z, labels = latents(manifest, 1)
    options = play.Options()
    image = play.run(manifest["generator"]["layers"], tensors, z, labels, options)
    site = options.sites["attn"]
    values = {"z": z, "image": image, "attn.q": site.q, "attn.k": site.k}
    return values if labels is None else {**values, "class": labels.float()}


@torch.no_grad()
def large(
    manifest: Dict[str, Any], tensors: Dict[str, Tensor], discriminator: Dict[str, Tensor], count: int = 2
) -> Dict[str, Tensor]:
    """Of `count` latents: the small file's tensors, and
    rows [64]: query indices; attn.beta [B, 64, M]: those rows; attn.entropy [B, N]: nats for each query;
    attn.received [B, M]: column sums; attn.share [B]: |gamma v(o)| / |x|;
    image.gamma0, image.temperature2 (scores halved), image.maskLeft (keys in the left half of the columns forbidden);
    d.score [B], d.attn.q, d.attn.k, d.attn.beta: the discriminator on `image`, at the same rows or, where
    its attention has another size, at d.rows.
    """
    layers: List[Dict[str, Any]] = manifest["generator"]["layers"]
    z, labels = latents(manifest, count)
    options = play.Options()
    image = play.run(layers, tensors, z, labels, options)
    site = options.sites["attn"]
    queries, keys = site.beta.shape[1:]
    rows = spread(queries)
    side = round(keys**0.5)
    left = torch.arange(keys) % side < side // 2
    judged = play.Options()
    score = play.run(manifest["discriminator"]["layers"], discriminator, image, labels, judged)
    other = judged.sites["attn"]
    other_rows = spread(other.q.shape[1])
    values = {
        "z": z, "image": image, "attn.q": site.q, "attn.k": site.k, "rows": rows.float(), "attn.beta": site.beta[:, rows],
        "attn.entropy": -(site.beta * site.beta.clamp_min(1e-30).log()).sum(2),
        "attn.received": site.beta.sum(1), "attn.share": site.share,
        "image.gamma0": play.run(layers, tensors, z, labels, play.Options(gamma=0.0)),
        "image.temperature2": play.run(layers, tensors, z, labels, play.Options(temperature=2.0)),
        "image.maskLeft": play.run(layers, tensors, z, labels, play.Options(mask=left)),
        "d.score": score[:, 0], "d.attn.q": other.q, "d.attn.k": other.k, "d.attn.beta": other.beta[:, other_rows],
    }
    if len(other_rows) != len(rows) or not torch.equal(other_rows, rows):
        values["d.rows"] = other_rows.float()
    return values if labels is None else {**values, "class": labels.float()}
