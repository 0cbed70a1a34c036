"""Command: measure runs that differ only in what stands in the place of self-attention, for the paper's claim in small.

    python3 -m training.claim claim-attention-1 claim-none-1 claim-residual-1 [--samples 5000] [--runs ~/sagan-runs]

Each run is exported to <runs>/claim-models, measured as training.evaluate does, its snapshots with fewer samples, and recorded in
training/records/claim, which `training.evaluate --json claim` prints.
"""
import argparse
import json
import sys
from pathlib import Path
from typing import Any, Dict, List, Optional

from . import record, runtime
from .config import Config, load

SNAPSHOT_SAMPLES = 2000


def kind_of(config: Config) -> str:
    """What the generator's first site is: attention, residual, or none."""
    return config.generator.sites[0].kind if config.generator.sites else "none"


def points(folder: Path, data: Path, count: int) -> List[Dict[str, Any]]:
    """step, distance and pairAgreement of every snapshot of an exported run, by `count` samples; they compare only with each other."""
    import numpy as np

    from . import dataset, safetensors
    from .measures import distance, measure, pairs

    manifest = record.manifest(folder)
    config, layers = load(manifest["id"]), manifest["generator"]["layers"]
    pictures = dataset.load(data / config.folder, config)
    frequencies = np.array(list(pictures.frequencies().values()), np.float64) if pictures.classes else None
    chosen = distance.real_subsets(len(pictures))[0]
    cache = runtime.HOME / "features" / f"{config.folder}-{pictures.sha256[:12]}-real-a.f32"
    reference = distance.moments(distance.features(pictures.images[chosen], cache))
    found = []
    for entry in [*manifest["snapshots"], {"step": manifest["card"]["metrics"]["steps"], "weights": manifest["generator"]["weights"]}]:
        tensors = safetensors.read(folder / entry["weights"]["path"])
        made, labels = measure.samples(layers, tensors, config.latent, count, frequencies)
        point = {"step": entry["step"], "distance": round(distance.frechet(reference, distance.moments(distance.features(made))), 2)}
        if config.pairs and labels is not None and pictures.labels is not None and pictures.classes:
            real = pictures.images[chosen], pictures.labels[chosen]
            point["pairAgreement"] = pairs.agreement(made, labels, *real, pictures.classes, pairs.load(config.pairs))["pairAgreement"]
        found.append(point)
        print(f"{manifest['id']}: {point}", file=sys.stderr)
    return found


def measure_run(ident: str, runs: Path, data: Path, samples: Optional[int] = None, few: int = 0) -> Dict[str, Any]:
    """The record of one run."""
    from . import evaluate, export

    config = load(ident)
    folder = export.export(runs / ident, runs / "claim-models", runs / "claim-models" / "golden")
    result = evaluate.compute(folder, data, runs / "evaluation", samples, early=False)
    steps = record.manifest(folder)["card"]["metrics"]["steps"]
    return {"run": ident, "kind": kind_of(config), "seed": config.training.seed, "steps": steps, **result, "points": points(folder, data, few or SNAPSHOT_SAMPLES)}


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.claim", description="Measure the runs of the claim in small.")
    parser.add_argument("runs_wanted", nargs="+", metavar="run", help="for instance claim-attention-1")
    parser.add_argument("--samples", type=int, help="number of samples (default 5000)")
    parser.add_argument("--runs", type=Path, default=runtime.HOME, help="where the run folders lie (default %(default)s)")
    parser.add_argument("--data", type=Path, default=runtime.DATA, help="where prepared data lies (default %(default)s)")
    options = parser.parse_args(arguments)
    from .checkpoint import write_whole

    runtime.threads()
    for ident in options.runs_wanted:
        result = measure_run(ident, options.runs, options.data, options.samples)
        write_whole(record.FOLDER / "claim" / f"{ident}.json", (json.dumps(result, indent=1) + "\n").encode())
        print(record.line(result, record.CLAIM))


if __name__ == "__main__":
    runtime.command("training.claim", main)
