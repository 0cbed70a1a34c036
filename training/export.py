"""Command: write a run's averaged generator and its discriminator as a model folder.

    python3 -m training.export cats64 [--run ~/sagan-runs/cats64] [--models public/models] [--golden test/golden]
    python3 -m training.export avatars64 --start

Writes <models>/<id>/ (model.json, generator.safetensors, discriminator.safetensors, golden.safetensors, directions.safetensors,
snapshots/, log.json)
the list of all models <models>/index.json, and the golden files for tests, <golden>/<id>.safetensors and
<golden>/<id>-gradient.safetensors. With --start only weights, log and model.json, to training/starts/<id>, for training.begin.
"""
import argparse
import csv
import json
import sys
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

from . import runtime
from .config import parse

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "public" / "models"
GOLDEN = ROOT / "test" / "golden"
STARTS = Path(__file__).parent / "starts"
Put = Callable[[str, bytes], Dict[str, Any]]  # writes a file of the model folder; returns its entry in the manifest
SNAPSHOTS = 8
LOG_POINTS = 160
LOG_COLUMNS = {
    "d_loss": "discriminatorLoss", "g_loss": "generatorLoss", "d_real": "scoreReal", "d_fake": "scoreFake",
    "gamma_g": "gammaGenerator", "gamma_d": "gammaDiscriminator",
    "entropyRatio": "entropyRatio", "queryDependence": "queryDependence",
}


def summary_of_log(path: Path, points: int = LOG_POINTS) -> Dict[str, List[Optional[float]]]:
    """The training log as columns of at most `points` numbers: means over equal stretches of steps, null where none was logged."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    stretch = max(1, -(-len(rows) // points))
    groups = [rows[n : n + stretch] for n in range(0, len(rows), stretch)]
    columns: Dict[str, List[Optional[float]]] = {"step": [int(group[-1]["step"]) for group in groups]}
    for source, target in LOG_COLUMNS.items():
        columns[target] = []
        for group in groups:
            values = [float(row[source]) for row in group if row.get(source)]
            columns[target].append(round(sum(values) / len(values), 4) if values else None)
    return columns


def joined(before: Dict[str, List[Optional[float]]], after: Dict[str, List[Optional[float]]]) -> Dict[str, List[Optional[float]]]:
    """Two logs in columns as one: the earlier one up to where the later one begins, each thinned to keep LOG_POINTS in all."""
    first = after["step"][0] if after["step"] else None
    kept = [n for n, step in enumerate(before["step"]) if first is None or (step or 0) < first]
    columns = {name: [before[name][n] for n in kept] + after[name] for name in after}
    stride = max(1, -(-len(columns["step"]) // LOG_POINTS))
    return {name: values[::-1][::stride][::-1] for name, values in columns.items()}


def with_changes(log: Dict[str, Any], before: Dict[str, Any], origin: Dict[str, Any]) -> Dict[str, Any]:
    """The log with where the training was stopped and continued otherwise: what the earlier log says, and this run's own start."""
    changes = list(before.get("changes", []))
    if origin["kind"] == "model" and all(change["step"] != origin["steps"] for change in changes):
        en = "A new run began from the weights of this step. Adam's running averages started again."
        ko = "이 스텝의 가중치에서 새로운 학습을 시작했습니다. Adam의 이동 평균은 처음부터 다시 시작했습니다."
        changes.append({"step": origin["steps"], "what": {"en": en, "ko": ko}})
    return {**log, "changes": changes} if changes else log


def chosen_snapshots(steps: List[int], count: int = SNAPSHOTS) -> List[int]:
    """At most `count` of the steps, evenly spread over the list (which is log-spaced), first and last among them."""
    steps = sorted(steps)
    if len(steps) <= count:
        return steps
    return [steps[round(n * (len(steps) - 1) / (count - 1))] for n in range(count)]


def site_words(config: Dict[str, Any]) -> str:
    """What the sites of the networks are, as the beginning of a sentence."""
    sites = config["generator"]["sites"]
    if not sites:
        return "No attention in either network"
    places = " and ".join(f"{site['resolution']}x{site['resolution']}" for site in sites)
    if any(site["kind"] == "residual" for site in sites):
        return f"A residual block of as many parameters in the place of self-attention in both networks (at {places} cells in the generator)"
    return f"Self-attention in generator and discriminator (at {places} cells in the generator)"


def training_words(state: Dict[str, Any]) -> str:
    """The card's sentence on how the model was trained, from what the checkpoint says."""
    config, steps = parse(state["config"]).to_json(), state["step"]
    training = config["training"]
    origin = state["origin"]
    begun = ""
    if origin["kind"] == "grown":
        begun = (
            f" It began from both networks of a run at {origin['resolution']} pixels on the same images ({origin['steps']:,} steps, not "
            "counted), with a block added to each."
        )
    elif origin["steps"]:
        begun = f" It began from the weights of an earlier run of {origin['steps']:,} steps, which are counted."
    decay = f", both rates falling to 0 from step {training['decayFrom']:,} on" if training["decayFrom"] < steps else ""
    extra = ""
    if training["unaryPenalty"] or training["dependencePenalty"]:
        extra = (
            f"f and g of the generator also have a penalty on queries that are all alike (weight {training['unaryPenalty']:g}) and on query "
            f"dependence below {training['dependenceFloor']:g} (weight {training['dependencePenalty']:g}); "
        )
    if training["shift"] or training["cut"]:
        extra += (
            f"the discriminator sees every image, real or made, shifted by up to {training['shift']:g} of its side and with a square of "
            f"{training['cut']:g} of its side cut out; "
        )
    return (
        f"{site_words(config)}, "
        f"spectral normalisation in both, hinge loss, Adam ({training['beta1']:g}, {training['beta2']:g}) with "
        f"{training['generatorRate']:g} for the generator and {training['discriminatorRate']:g} for the discriminator, one update "
        f"each{decay}; {extra}{steps:,} steps of {training['batch']} images ({steps * training['batch']:,} in all) on "
        f"{state.get('machine', 'a CPU')}.{begun} Averaged weights (decay {training['average']:g}) with batch statistics computed "
        "again for them; a batch norm without shift before f, g and h is folded into their weights and biases."
    )


def export(
    run: Path, models: Path, golden_folder: Optional[Path], limits: Optional[str] = None, batches: int = 60, latents: int = 10_000
) -> Path:
    """Export the run in a folder; returns the model folder. `latents`: how many the principal directions are taken from.

    golden_folder None: only what training.begin needs to continue, without snapshots, golden values and directions.
    """
    import numpy as np
    import torch

    from . import checkpoint, fold, safetensors
    from .manifest import discriminator_layers, file_entry, generator_layers
    from .measures import measure
    from .net import average
    from .net.networks import build

    state = checkpoint.load(run / "last.pt")
    config = parse(state["config"])
    frequencies = None
    if config.classes:
        frequencies = np.array([state["frequencies"][c.id] for c in config.classes], np.float64)
    folder = models / config.id
    generator, discriminator = build(config)
    discriminator.load_state_dict(state["discriminator"])

    def rounded(weights: Dict[str, Any], count: int) -> Dict[str, "torch.Tensor"]:
        generator.load_state_dict(weights)
        return fold.half(fold.fold_generator(average.settle(generator, config.latent, frequencies, count)))

    def put(path: str, data: bytes) -> Dict[str, Any]:
        checkpoint.write_whole(folder / path, data)
        return file_entry(path, data)

    tensors, folded_discriminator = rounded(state["average"], batches), fold.half(fold.fold_discriminator(discriminator))
    note = {"step": str(state["step"])}
    manifest: Dict[str, Any] = {
        "format": "sagan-lens-model", "version": 1, "id": config.id, "name": config.name,
        "latent": {"size": config.latent, "distribution": "normal"},
        "classes": [{"id": c.id, "name": c.name} for c in config.classes] if config.classes else None,
        "image": {"size": config.resolution, "channels": 3, "range": [-1, 1]},
        "generator": {
            "weights": put("generator.safetensors", safetensors.encode(tensors, note)), "layers": generator_layers(config),
        },
        "discriminator": {
            "weights": put("discriminator.safetensors", safetensors.encode(folded_discriminator, note)),
            "layers": discriminator_layers(config),
        },
        "snapshots": [], "directions": None, "log": None, "golden": None,
    }
    if (run / "log.csv").exists():
        log, earlier = summary_of_log(run / "log.csv"), run / "before" / "log.json"
        before = json.loads(earlier.read_text(encoding="utf-8")) if earlier.exists() else {}
        log = with_changes(joined(before, log) if before else log, before, state["origin"])
        manifest["log"] = put("log.json", json.dumps(log, separators=(",", ":"), ensure_ascii=False).encode())
    if golden_folder is not None:
        found = snapshot_paths(run, state["step"])
        for step in chosen_snapshots(list(found)):
            print(f"snapshot of step {step}", file=sys.stderr)
            if found[step].suffix == ".pt":
                old = rounded(checkpoint.load(found[step])["average"], max(1, batches // 3))
                data = safetensors.encode(old, {"step": str(step)})
            else:
                data = found[step].read_bytes()
            manifest["snapshots"].append({"step": step, "weights": put(f"snapshots/{step:06d}.safetensors", data)})
        write_golden(manifest, tensors, folded_discriminator, golden_folder, put)
        write_directions(manifest, tensors, frequencies, latents, put)

    floats = {name: tensor.float() for name, tensor in tensors.items()}
    facts = measure.attention(manifest["generator"]["layers"], floats, config.latent, frequencies)
    metrics = {name: round(value, 4) for name, value in facts.items()}
    manifest["card"] = {
        **{name: config.card[name] for name in ("data", "licence", "attribution")},
        "training": training_words(state), "metrics": {"steps": state["step"], **metrics},
        "limits": limits or config.card.get("limits", "Not described yet."),
    }
    checkpoint.write_whole(folder / "model.json", (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode())
    if golden_folder is not None:
        write_index(models)
    return folder


def snapshot_paths(run: Path, before: int) -> Dict[int, Path]:
    """By step, what the model that a run began from had already, and the run's own (begin.py)."""
    found = [*(run / "before").glob("*.safetensors"), *(run / "snapshots").glob("*.pt")]
    return {int(path.stem): path for path in found if int(path.stem) < before}


def write_golden(manifest: Dict[str, Any], generator: Dict[str, Any], discriminator: Dict[str, Any], folder: Path, put: Put) -> None:
    """The golden files of a manifest's networks with these half precision tensors: beside the model, and for tests in `folder`."""
    from . import checkpoint, golden, safetensors

    mine, theirs = ({name: tensor.float() for name, tensor in tensors.items()} for tensors in (generator, discriminator))
    manifest["golden"] = put("golden.safetensors", safetensors.encode(golden.small(manifest, mine)))
    values = golden.large(manifest, mine, theirs, *golden.latents(manifest, golden.LATENTS))
    checkpoint.write_whole(folder / f"{manifest['id']}.safetensors", safetensors.encode(values))
    slopes = golden.gradient(manifest, theirs, values["image"], values["class"].long() if "class" in values else None)
    checkpoint.write_whole(folder / f"{manifest['id']}-gradient.safetensors", safetensors.encode(slopes))


def write_directions(manifest: Dict[str, Any], tensors: Dict[str, Any], frequencies: Any, latents: int, put: Put) -> None:
    """The principal directions of a manifest's generator."""
    from . import directions, safetensors

    floats = {name: tensor.float() for name, tensor in tensors.items()}
    vectors, share = directions.principal(manifest["generator"]["layers"], floats, manifest["latent"]["size"], frequencies, latents)
    manifest["directions"] = put("directions.safetensors", safetensors.encode({"directions": vectors, "share": share}))


def write_index(models: Path) -> None:
    """models/index.json: id and name of every model folder, for a page that lets one choose. In order of their ids."""
    from . import checkpoint

    entries = []
    for path in sorted(models.glob("*/model.json")):
        manifest = json.loads(path.read_text(encoding="utf-8"))
        entries.append({"id": manifest["id"], "name": manifest["name"]})
    index = {"format": "sagan-lens-models", "version": 1, "models": entries}
    checkpoint.write_whole(models / "index.json", (json.dumps(index, indent=1, ensure_ascii=False) + "\n").encode())


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.export", description="A run as a model folder.")
    parser.add_argument("id", help="model id")
    parser.add_argument("--run", type=Path, help="run folder (default: by model id)")
    parser.add_argument("--models", type=Path, default=MODELS, help="where the model folder goes (default public/models)")
    parser.add_argument("--golden", type=Path, help="where the golden file for tests goes (default test/golden, or beside --models)")
    parser.add_argument("--start", action="store_true", help="to training/starts, with what training.begin needs and no more")
    options = parser.parse_args(arguments)
    runtime.threads()
    run = options.run or runtime.HOME / options.id
    if options.start:
        print(export(run, STARTS, None))
        return
    golden_folder = options.golden or (GOLDEN if options.models == MODELS else options.models / "golden")
    print(export(run, options.models, golden_folder))


if __name__ == "__main__":
    runtime.command("training.export", main)
