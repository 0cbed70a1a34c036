"""Command: measure a model folder.

    python3 -m training.evaluate cats64 [--json] [--fresh] [--models public/models]
    python3 -m training.evaluate --json claim

Prints the record of the model while its weights are the ones that the record is of; else, or with --fresh, computes it:
the Frechet distance of 5,000 samples (distance.py), the same of real images against real ones (floor) and of an early
snapshot, precision and recall (manifold.py), nearest neighbours, agreement of pairs (pairs.py), and what attention does.
`claim` prints one line for each run that training.claim has measured. Reading a record needs nothing but Python.
"""
import argparse
import json
import sys
from pathlib import Path
from typing import Any, Dict, List, Optional

from . import record, runtime
from .config import load

MODELS = Path(__file__).resolve().parent.parent / "public" / "models"


CLAIM = "claim"  # the runs of training.claim


def early_snapshot(manifest: Dict[str, Any], steps: int) -> Optional[Dict[str, Any]]:
    """The snapshot nearest to a tenth of the training, if there are snapshots."""
    return min(manifest["snapshots"], key=lambda s: abs(s["step"] - steps / 10), default=None)


def compute(folder: Path, data: Path, out: Path, count: Optional[int] = None, early: bool = True) -> Dict[str, Any]:
    """The record of a model folder; sheets go to `out`. Takes minutes."""
    import numpy as np

    from . import dataset, safetensors
    from .measures import distance, manifold, measure, neighbours, pairs
    from .sheets import save_sheet

    manifest = record.manifest(folder)
    model, layers, latent = manifest["id"], manifest["generator"]["layers"], manifest["latent"]["size"]
    config = load(model)
    pictures = dataset.load(data / config.folder, config)
    frequencies = np.array(list(pictures.frequencies().values()), np.float64) if pictures.classes else None
    tensors = safetensors.read(folder / manifest["generator"]["weights"]["path"])
    count = count or distance.SAMPLES

    attention = measure.attention(layers, tensors, latent, frequencies)
    made, labels = measure.samples(layers, tensors, latent, count, frequencies)
    shown = made[:96] if labels is None else np.concatenate([made[labels == n][:12] for n in range(len(frequencies))])
    save_sheet(out / f"{model}-samples.png", shown, 12)

    subsets = distance.real_subsets(len(pictures))
    caches = [runtime.HOME / "features" / f"{config.folder}-{pictures.sha256[:12]}-real-{name}.f32" for name in "ab"]
    real = [distance.features(pictures.images[chosen], cache) for chosen, cache in zip(subsets, caches)]
    features = distance.features(made)
    reference = distance.moments(real[0])
    known = np.concatenate(subsets)
    neighbours.sheet(
        out / f"{model}-neighbours.png", made, features, pictures.images, pictures.images[known], np.concatenate(real)
    )
    result: Dict[str, Any] = {
        "model": model, "samples": count,
        "distance": round(distance.frechet(reference, distance.moments(features)), 4),
        "floor": round(distance.frechet(reference, distance.moments(real[1])), 4),
        **manifold.precision_recall(real[0], features[: len(real[0])]),
        **{name: round(value, 4) for name, value in attention.items()},
        "copied": neighbours.copied(made, pictures.images),
        "nearest": neighbours.nearest(features, real[1], real[0]),
        "reference": len(subsets[0]), "features": distance.FEATURES, "data": pictures.sha256,
        "weights": record.weights_hash(folder), "early": None,
    }
    if config.pairs and labels is not None and pictures.labels is not None and pictures.classes:
        chosen = subsets[0]
        result.update(pairs.agreement(
            made, labels, pictures.images[chosen], pictures.labels[chosen], pictures.classes, pairs.load(config.pairs)
        ))
    snapshot = early_snapshot(manifest, manifest["card"]["metrics"].get("steps", 0)) if early else None
    if snapshot:
        old = safetensors.read(folder / snapshot["weights"]["path"])
        past, _ = measure.samples(layers, old, latent, count, frequencies)
        gap = distance.frechet(reference, distance.moments(distance.features(past)))
        result["early"] = {"step": snapshot["step"], "distance": round(gap, 4)}
    return result


def write_card(folder: Path, result: Dict[str, Any]) -> None:
    """Put a record's numbers into the model card."""
    from .checkpoint import write_whole

    manifest = record.manifest(folder)
    names = ("samples", "distance", "floor", "precision", "recall", "pairAgreement", "copied", "entropyRatio", "queryDependence", "pairwise", "unaryRatio", "reach", "gammaEffect", "share", "gamma")
    metrics = {"steps": manifest["card"]["metrics"].get("steps", 0), **{name: result[name] for name in names if name in result}}
    if result["early"]:
        metrics.update({"earlyStep": result["early"]["step"], "earlyDistance": result["early"]["distance"]})
    # What training.trend measured stays.
    metrics.update({name: value for name, value in manifest["card"]["metrics"].items() if name.startswith("trend")})
    manifest["card"]["metrics"] = metrics
    write_whole(folder / "model.json", (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode())


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.evaluate", description="Measure a model.")
    parser.add_argument("id", help="model id, or claim")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.add_argument("--fresh", action="store_true", help="compute again even where the record is valid")
    parser.add_argument("--models", type=Path, default=MODELS, help="where the model folder lies (default public/models)")
    parser.add_argument("--data", type=Path, default=runtime.DATA, help="where prepared data lies (default %(default)s)")
    parser.add_argument("--out", type=Path, default=runtime.HOME / "evaluation", help="where sheets go (default %(default)s)")
    parser.add_argument("--samples", type=int, help="number of samples (default 5000; other numbers are not recorded)")
    parser.add_argument("--no-early", action="store_true", help="leave the early snapshot out")
    parser.add_argument("--no-card", action="store_true", help="leave the model card as it is")
    options = parser.parse_args(arguments)
    if options.id == CLAIM:
        for result in record.all_of(record.FOLDER / CLAIM):
            print(record.line(result, record.CLAIM) if options.json else json.dumps(result, indent=1))
        return
    folder = options.models / options.id
    shipped = options.models.resolve() == MODELS
    path = (record.FOLDER if shipped else options.models) / f"{options.id}.json"
    result = None if options.fresh or options.samples else record.valid(path, folder)
    if result is None:
        if not (options.fresh or options.samples):
            print(f"{options.id} has no record of these weights; computing it", file=sys.stderr)
        runtime.ensure_torch("training.evaluate")
        from .checkpoint import write_whole

        runtime.threads()
        result = compute(folder, options.data, options.out, options.samples, not options.no_early)
        if not options.samples:
            write_whole(path, (json.dumps(result, indent=1) + "\n").encode())
            if not options.no_card:
                write_card(folder, result)
    print(record.line(result) if options.json else json.dumps(result, indent=1))


if __name__ == "__main__":
    runtime.command("training.evaluate", main, torch_needed=False)
