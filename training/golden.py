"""Golden values: what an exported model must give, computed by play.py from the rounded weights in float64, kept in float32.

The small file goes beside the model for a player's self-check; the large one is for tests.
"""
from typing import Any, Dict, List, Optional

import torch
from torch import Tensor

from . import play
from .net.average import draw

ROWS = 64  # query rows of beta that the large file keeps
LATENTS = 2  # latents of the large file
FEW = 16  # columns, and rows split in their parts


def latents(manifest: Dict[str, Any], count: int) -> "tuple[Tensor, Optional[Tensor]]":
    """The latents of the golden values and, with classes, class numbers spread over all classes."""
    z, _ = draw(manifest["latent"]["size"], count, None, [11])
    classes = manifest["classes"]
    return z, torch.arange(count) * max(1, len(classes) // count) % len(classes) if classes else None


def spread(queries: int, most: int = ROWS) -> Tensor:
    """At most `most` indices over a whole grid, moved along so that they do not all lie in one column."""
    step = max(1, queries // most)
    rows = torch.arange(0, queries, step)
    return rows + torch.arange(len(rows)) % step


def doubled(tensors: Dict[str, Tensor]) -> Dict[str, Tensor]:
    """The same in float64."""
    return {name: tensor.double() for name, tensor in tensors.items()}


def single(values: Dict[str, Tensor]) -> Dict[str, Tensor]:
    """The same in float32."""
    return {name: tensor.float() for name, tensor in values.items()}


@torch.no_grad()
def small(manifest: Dict[str, Any], tensors: Dict[str, Tensor]) -> Dict[str, Tensor]:
    """z [1, latent], image [1, 3, R, R], of each site attn.q and attn.k [1, N, d]; with classes also class [1] (its number)."""
    z, labels = latents(manifest, 1)
    options = play.Options()
    image = play.run(manifest["generator"]["layers"], doubled(tensors), z.double(), labels, options)
    values = single({"z": z, "image": image})
    for name, site in options.sites.items():
        values.update(single({f"{name}.q": site.q, f"{name}.k": site.k}))
    return values if labels is None else {**values, "class": labels.float()}


def places(queries: int, keys: int) -> "tuple[Tensor, Tensor]":
    """Column and row of each query [N, 2], and of the centre of each key's cell or patch [M, 2], in query cells."""
    side, key_side = round(queries**0.5), round(keys**0.5)
    patch = side // key_side

    def grid(width: int) -> Tensor:
        return torch.stack([torch.arange(width * width) % width, torch.arange(width * width) // width], 1).double()

    return grid(side), grid(key_side) * patch + (patch - 1) / 2


def views(site: play.Site) -> Dict[str, Tensor]:
    """What a lens shows of beta [B, N, M], computed from the whole matrix.

    entropy [B, N] in nats; received [B, M]: column sums; largest [B, N]: largest weight; distance [B, N]: mean distance that a
    row's weight travels, in query cells; neighbourhood [B, N]: weight in keys that overlap the 3x3 query cells around the query;
    dependence [B, N]: total variation from the mean row; columns [B, 16, N] of the keys columnKeys [16];
    pairwise [B, 16, M]: softmax of (q_j - mean q) . (k_i - mean k) for the queries partRows [16], and unary [B, M]: softmax of
    (mean q) . k_i (Yin et al. 2020, arXiv:2006.06668).
    """
    beta, q, k = site.beta, site.q, site.k
    queries, keys = beta.shape[1:]
    at, keys_at = places(queries, keys)
    distance = (at[:, None] - keys_at[None]).square().sum(2).sqrt()
    patch = round((queries / keys) ** 0.5)
    near = ((at[:, None] - keys_at[None]).abs() <= 1 + (patch - 1) / 2).all(2)
    some_keys, some_rows = spread(keys, FEW), spread(queries, FEW)
    mean_q, mean_k = q.mean(1, keepdim=True), k.mean(1, keepdim=True)
    return {
        "entropy": -(beta * beta.clamp_min(1e-30).log()).sum(2), "received": beta.sum(1), "largest": beta.max(2).values,
        "distance": (beta * distance).sum(2), "neighbourhood": (beta * near).sum(2),
        "dependence": (beta - beta.mean(1, keepdim=True)).abs().sum(2) / 2,
        "columnKeys": some_keys.float(), "columns": beta[:, :, some_keys].transpose(1, 2),
        "partRows": some_rows.float(),
        "pairwise": torch.softmax((q - mean_q)[:, some_rows] @ (k - mean_k).transpose(1, 2), 2),
        "unary": torch.softmax(mean_q @ k.transpose(1, 2), 2)[:, 0],
    }


@torch.no_grad()
def large(
    manifest: Dict[str, Any], tensors: Dict[str, Tensor], discriminator: Dict[str, Tensor], z: Tensor, labels: Optional[Tensor]
) -> Dict[str, Tensor]:
    """Of latents z [B, latent] and classes [B]: the small file's tensors, and
    rows [64]: query indices; attn.beta [B, 64, M]: those rows; attn.share [B]: |gamma v(o)| / |x|;
    what `views` gives, under attn.; of a second site the same under attn2., with rows.attn2 and single.beta.attn2;
    image.gamma0, image.temperature2 (scores halved), image.maskLeft (keys in the left half of the columns forbidden);
    single.image, single.beta [1]: largest error of PyTorch's own float32 against these values, in image and beta;
    d.score [B], d.attn.q, d.attn.k, d.attn.beta: the discriminator on `image`, at the same rows or, where
    its attention has another size, at d.rows.
    """
    layers: List[Dict[str, Any]] = manifest["generator"]["layers"]
    options, rough = play.Options(), play.Options()
    rough_image = play.run(layers, tensors, z, labels, rough)
    tensors, discriminator, z = doubled(tensors), doubled(discriminator), z.double()
    image = play.run(layers, tensors, z, labels, options)
    scored = play.Options()
    score = play.run(manifest["discriminator"]["layers"], discriminator, image, labels, scored)
    values = {
        "z": z, "image": image, "single.image": (rough_image - image).abs().max().reshape(1), "d.score": score[:, 0],
    }
    if options.sites:
        first = next(iter(options.sites.values()))
        keys = first.beta.shape[2]
        left = torch.arange(keys) % round(keys**0.5) < round(keys**0.5) // 2
        here = {"only": next(iter(options.sites))}
        values.update({
            "image.gamma0": play.run(layers, tensors, z, labels, play.Options(gamma=0.0, **here)),
            "image.temperature2": play.run(layers, tensors, z, labels, play.Options(temperature=2.0, **here)),
            "image.maskLeft": play.run(layers, tensors, z, labels, play.Options(mask=left, **here)),
        })
    for number, (name, site) in enumerate(options.sites.items()):
        rows, end = spread(site.beta.shape[1]), "" if number == 0 else f".{name}"
        values.update({
            f"{name}.q": site.q, f"{name}.k": site.k, f"rows{end}": rows.float(), f"{name}.beta": site.beta[:, rows],
            f"{name}.share": site.share, **{f"{name}.{view}": value for view, value in views(site).items()},
            f"single.beta{end}": (rough.sites[name].beta - site.beta).abs().max().reshape(1),
        })
    for name, other in scored.sites.items():
        rows, known = spread(other.q.shape[1]), values.get("rows")
        values.update({f"d.{name}.q": other.q, f"d.{name}.k": other.k, f"d.{name}.beta": other.beta[:, rows]})
        if name == "attn" and (known is None or not torch.equal(known, rows.float())):
            values["d.rows"] = rows.float()
    values = single(values)
    return values if labels is None else {**values, "class": labels.float()}


def gradient(
    manifest: Dict[str, Any], discriminator: Dict[str, Tensor], image: Tensor, labels: Optional[Tensor]
) -> Dict[str, Tensor]:
    """Of images [B, 3, R, R] and classes [B], as the large file has them:
    d.gradient [B, 3, R, R]: of the discriminator's score by the image; d.score [B]; d.attn.share [B]: |gamma v(o)| / |x|;
    single.gradient, single.score, single.beta [1]: largest error of PyTorch's own float32 against these values, and in beta.
    """

    def differentiate(tensors: Dict[str, Tensor], picture: Tensor) -> "tuple[Tensor, Tensor, Optional[play.Site]]":
        options, x = play.Options(), picture.clone().requires_grad_()
        score = play.run(manifest["discriminator"]["layers"], tensors, x, labels, options)
        return torch.autograd.grad(score.sum(), x)[0], score.detach()[:, 0], options.sites.get("attn")

    slope, score, site = differentiate(doubled(discriminator), image.double())
    rough_slope, rough_score, rough_site = differentiate(discriminator, image)

    def error(rough: Tensor, exact: Tensor) -> Tensor:
        return (rough - exact).detach().abs().max().reshape(1)

    values = {
        "d.gradient": slope, "d.score": score,
        "single.gradient": error(rough_slope, slope), "single.score": error(rough_score, score),
    }
    if site is not None and rough_site is not None:
        values.update({"d.attn.share": site.share.detach(), "single.beta": error(rough_site.beta, site.beta)})
    return single(values)
