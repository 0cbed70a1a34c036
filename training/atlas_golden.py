"""Command: the golden values of the statistics over many seeds, for test/golden/atlas.test.ts.

    python3 -m training.atlas_golden cats64 [--models public/models] [--golden test/golden] [--seeds 20]

Everything is computed by play.py in float64 from whole matrices, [S, N, M], by the definitions in docs/atlas.md, and kept in float32.
"""
import argparse
from pathlib import Path
from typing import Any, Dict, List, Optional

from . import record, runtime

ROOT = Path(__file__).resolve().parent.parent
PSI = 0.8


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.atlas_golden", description="Golden values of the statistics over seeds.")
    parser.add_argument("id", help="model id")
    parser.add_argument("--models", type=Path, default=ROOT / "public" / "models", help="where the model folder lies (default public/models)")
    parser.add_argument("--golden", type=Path, default=ROOT / "test" / "golden", help="where the golden files lie (default test/golden)")
    parser.add_argument("--seeds", type=int, default=20, help="seeds 0 to this less one (default 20)")
    options = parser.parse_args(arguments)
    from . import safetensors
    from .checkpoint import write_whole

    folder = options.models / options.id
    manifest = record.manifest(folder)
    tensors = safetensors.read(folder / manifest["generator"]["weights"]["path"])
    path = options.golden / f"{options.id}-atlas.safetensors"
    write_whole(path, safetensors.encode(statistics(manifest, tensors, options.seeds)))
    print(path)


def statistics(manifest: Dict[str, Any], tensors: Dict[str, Any], count: int) -> Dict[str, Any]:
    """Of seeds 0 to count - 1 (S of them) at psi 0.8, at the first site; a model's classes take turns:

    position, content, total [1]; position.map, content.map, total.map, entropy.map, entropy.deviation, distance.map, symmetry.map [N];
    received, mean.row [M]; rows [16]: query indices, row.mean and row.deviation [16, M] of those; displacements [2 H - 1, 2 W - 1];
    seed.content, seed.total, share, effect [S]; image [3, R, R], their mean; ranks [16, S]: the seeds in the order of their distance from
    the mean row of those queries.
    """
    import numpy as np
    import torch

    from . import golden, play

    layers, classes = manifest["generator"]["layers"], manifest["classes"]
    tensors = golden.doubled(tensors)
    images, betas, shares, effects = [], [], [], []
    with torch.no_grad():
        for seed in range(count):
            noise = np.random.RandomState(seed).randn(manifest["latent"]["size"]).astype(np.float32)
            z = torch.from_numpy((noise.astype(np.float64) * PSI).astype(np.float32)).double()[None]
            labels = torch.tensor([seed % len(classes)]) if classes else None
            options = play.Options()
            image = play.run(layers, tensors, z, labels, options)
            name, site = next(iter(options.sites.items()))
            without = play.run(layers, tensors, z, labels, play.Options(gamma=0.0, only=name))
            images.append(image[0])
            betas.append(site.beta[0])
            shares.append(site.share[0])
            effects.append((image - without).abs().mean())
    beta = torch.stack(betas)
    beta = beta / beta.sum(2, keepdim=True)
    own = beta.mean(0)
    mean = own.mean(0)
    queries, keys = own.shape
    at, keys_at = golden.places(queries, keys)
    side, key_side = round(queries**0.5), round(keys**0.5)
    mirror = torch.arange(queries).reshape(side, side).flip(1).flatten()
    mirror_keys = torch.arange(keys).reshape(key_side, key_side).flip(1).flatten()
    to_own = (beta - own).abs().sum(2) / 2
    to_mean = (beta - mean).abs().sum(2) / 2
    position = (own - mean).abs().sum(1) / 2
    entropy = -(beta * beta.clamp_min(1e-300).log()).sum(2)
    rows = golden.spread(queries, golden.FEW)
    values = {
        "position": position.mean().reshape(1), "content": to_own.mean().reshape(1), "total": to_mean.mean().reshape(1),
        "position.map": position, "content.map": to_own.mean(0), "total.map": to_mean.mean(0),
        "entropy.map": entropy.mean(0), "entropy.deviation": entropy.std(0),
        "distance.map": (own * (at[:, None] - keys_at[None]).square().sum(2).sqrt()).sum(1),
        "symmetry.map": 1 - (own - own[mirror][:, mirror_keys]).abs().sum(1) / 2,
        "received": own.sum(0), "mean.row": mean,
        "rows": rows, "row.mean": own[rows], "row.deviation": beta.std(0)[rows],
        "displacements": displacements(own, side),
        "seed.content": to_own.mean(1), "seed.total": to_mean.mean(1),
        "share": torch.stack(shares), "effect": torch.stack(effects), "image": torch.stack(images).mean(0),
        "ranks": to_own[:, rows].argsort(0).T.contiguous(),
    }
    return golden.single(values)


def displacements(own: Any, side: int) -> Any:
    """Share of all attention by where it goes relative to its query, [2 side - 1, 2 side - 1]; keys are spread over their query cells."""
    import torch

    queries, keys = own.shape
    key_side = round(keys**0.5)
    patch = side // key_side
    spread = own.reshape(queries, key_side, key_side).repeat_interleave(patch, 1).repeat_interleave(patch, 2) / patch**2
    sums = torch.zeros(2 * side - 1, 2 * side - 1, dtype=own.dtype)
    for query in range(queries):
        top, left = side - 1 - query // side, side - 1 - query % side
        sums[top:top + side, left:left + side] += spread[query]
    return sums / queries


if __name__ == "__main__":
    runtime.command("training.atlas_golden", main)
