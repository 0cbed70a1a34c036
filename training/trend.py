"""Command: how the images came nearer to the real ones over the training.

    python3 -m training.trend cats64 [--samples 2000] [--models public/models]

Writes the Frechet distance (distance.py) of every snapshot, and of the finished generator, into the model's model.json, for the
training story. Fewer samples than an evaluation's give a larger distance: these numbers compare only with each other.
"""
import argparse
import json
import sys
from pathlib import Path
from typing import Any, Dict, List, Optional

from . import record, runtime
from .config import load
from .evaluate import MODELS

SAMPLES = 2000


def compute(folder: Path, data: Path, count: int) -> Dict[str, Any]:
    """The manifest of a model folder with `distance` at each snapshot, `trendDistance` and `trendSamples` in its metrics."""
    import numpy as np

    from . import dataset, safetensors
    from .measures import distance, measure

    manifest = record.manifest(folder)
    model, layers, latent = manifest["id"], manifest["generator"]["layers"], manifest["latent"]["size"]
    config = load(model)
    pictures = dataset.load(data / config.folder, config)
    frequencies = np.array(list(pictures.frequencies().values()), np.float64) if pictures.classes else None
    chosen = distance.real_subsets(len(pictures))[0]
    cache = runtime.HOME / "features" / f"{config.folder}-{pictures.sha256[:12]}-real-a.f32"
    reference = distance.moments(distance.features(pictures.images[chosen], cache))

    def gap(path: str) -> float:
        made, _ = measure.samples(layers, safetensors.read(folder / path), latent, count, frequencies)
        return round(distance.frechet(reference, distance.moments(distance.features(made))), 2)

    for snapshot in manifest["snapshots"]:
        snapshot["distance"] = gap(snapshot["weights"]["path"])
        print(f"step {snapshot['step']:,}: {snapshot['distance']}", file=sys.stderr)
    manifest["card"]["metrics"].update({"trendSamples": count, "trendDistance": gap(manifest["generator"]["weights"]["path"])})
    return manifest


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.trend", description="Measure every snapshot of a model.")
    parser.add_argument("id", help="model id")
    parser.add_argument("--samples", type=int, default=SAMPLES, help="images for each snapshot (default %(default)s)")
    parser.add_argument("--models", type=Path, default=MODELS, help="where the model folder lies (default public/models)")
    parser.add_argument("--data", type=Path, default=runtime.DATA, help="where prepared data lies (default %(default)s)")
    options = parser.parse_args(arguments)
    runtime.ensure_torch("training.trend")
    from .checkpoint import write_whole

    runtime.threads()
    folder = options.models / options.id
    manifest = compute(folder, options.data, options.samples)
    write_whole(folder / "model.json", (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    runtime.command("training.trend", main, torch_needed=False)
