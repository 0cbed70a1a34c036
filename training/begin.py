"""Command: begin a run from an exported model, where its checkpoint is no longer at hand.

    python3 -m training.begin cats64 [--model public/models/cats64] [--out ~/sagan-runs/cats64]
    python3 -m training.begin avatars64 --model training/starts/avatars64

Writes <out>/last.pt, from which training.train continues, counting the model's own steps, and <out>/before/ with the model's
earlier snapshots and log, which the next export takes over.
"""
import argparse
import json
import shutil
from pathlib import Path
from typing import Any, Dict, List, Optional

from . import runtime
from .errors import TrainingError

MODELS = Path(__file__).resolve().parent.parent / "public" / "models"


def begin(name: str, model: Path, data: Path, out: Path) -> int:
    """Write the state of a run that starts from a model folder; returns the step it starts at.

    Raises TrainingError where the folder is no such model, does not fit the configuration, or a run stands in `out` already.
    """
    import numpy as np
    import torch

    from . import checkpoint, dataset, safetensors, unfold
    from .config import load
    from .trainer import Trainer

    if (out / "last.pt").exists():
        raise TrainingError(f"{out} holds a run already; give another folder by --out.")
    try:
        manifest: Dict[str, Any] = json.loads((model / "model.json").read_text(encoding="utf-8"))
        step = int(manifest["card"]["metrics"]["steps"])
        files = {network: model / manifest[network]["weights"]["path"] for network in ("generator", "discriminator")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrainingError(f"{model} is no model folder with a generator, a discriminator and a card ({error!r}).") from None
    config = load(name)
    run = Trainer(config, dataset.load(data, config))
    counts = run.pictures.frequencies()
    frequencies = None
    if config.classes and counts is not None:
        frequencies = np.array([counts[c.id] for c in config.classes], np.float64)
    compute, run.generator.compute = run.generator.compute, torch.float32
    unfold.unfold_generator(run.generator, safetensors.read(files["generator"]))
    unfold.observe(run.generator, config.latent, frequencies)
    run.generator.compute = compute
    unfold.unfold_discriminator(run.discriminator, safetensors.read(files["discriminator"]))
    run.average.load_state_dict(run.generator.state_dict())
    run.step, run.origin = step, {"kind": "model", "steps": step}  # a lift that was under way at that step continues
    checkpoint.save(out / "last.pt", run.state())
    for path in (model / "log.json", *(model / "snapshots").glob("*.safetensors")):
        if path.exists():
            (out / "before").mkdir(exist_ok=True)
            shutil.copyfile(path, out / "before" / path.name)
    return step


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.begin", description="A run that starts from an exported model.")
    parser.add_argument("config", help="model id in training/configs, or a JSON file")
    parser.add_argument("--model", type=Path, help="model folder (default: public/models, by the configuration's id)")
    parser.add_argument("--data", type=Path, default=runtime.DATA, help="where prepared data lies (default %(default)s)")
    parser.add_argument("--out", type=Path, help="run folder (default: next to the data, by model id)")
    options = parser.parse_args(arguments)
    from .config import load

    config = load(options.config)
    identity = config.id
    runtime.threads()
    out = options.out or runtime.HOME / identity
    step = begin(options.config, options.model or MODELS / identity, options.data / config.folder, out)
    print(f"{out} stands at step {step}; continue with python3 -m training.train {options.config}")


if __name__ == "__main__":
    runtime.command("training.begin", main)
