"""Command: train a model, or go on where its run stands.

    python3 -m training.train cats64 [--out ~/sagan-runs/cats64] [--steps N] [--device cuda]

The run folder holds last.pt (the state to resume from, written at least once a minute), log.csv, singular.csv, sheets/ and
snapshots/. Stopping it with Ctrl-C or SIGTERM saves first; after a kill at most a minute of work is lost.
"""
import argparse
import json
import signal
import sys
import time
from pathlib import Path
from typing import Any, Dict, List, Optional

from . import runtime
from .config import Config, load
from .cores import Cores

SAVE_SECONDS = 45  # of work between two checkpoints
LOG_STEPS = 20
SINGULAR_STEPS = 200
SHEET_STEPS = 250
PROGRESS_SECONDS = 20


class Stop:
    """Turns SIGINT and SIGTERM into a wish that is looked at between steps."""

    def __init__(self) -> None:
        self.wanted = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, *_: Any) -> None:
        self.wanted = True


def run(
    config: Config, data: Path, out: Path, steps: int, device: str, stop: Optional[Stop] = None, threads: int = 0
) -> int:
    """Train until `steps` steps are done or a stop is asked for; returns the step reached.

    threads: a fixed number, or 0 to follow what other programs leave free (cores.py). The number changes the order of sums, so
    a float32 run, which promises equal bits, always uses a fixed one.
    """
    import torch

    from . import checkpoint, dataset
    from .logbook import Log, Pace, is_snapshot
    from .sheets import save_sheet
    from .spectral import singular_values
    from .trainer import SHEET_COLUMNS, Trainer

    trainer = Trainer(config, dataset.load(data, config), device)
    last = out / "last.pt"
    if last.exists():
        trainer.restore(checkpoint.load(last))
        print(f"resuming {config.id} at step {trainer.step}", flush=True)
    checkpoint.write_whole(out / "config.json", json.dumps(config.to_json(), indent=1, ensure_ascii=False).encode())
    log, singular = Log(out / "log.csv", trainer.step), Log(out / "singular.csv", trainer.step)
    crowd = None
    if device == "cpu" and not threads and config.training.precision != "fp32":
        crowd = Cores(runtime.cores())
    elif threads:
        torch.set_num_threads(threads)
    pace, saved, shown = Pace(), trainer.seconds, 0.0
    attention: Dict[str, float] = {}

    def mark() -> None:
        """A sheet and, on snapshot steps, a snapshot of the averaged generator as it stands now."""
        nonlocal attention
        if trainer.step % SHEET_STEPS == 0:
            images, attention = trainer.sheet()
            save_sheet(out / "sheets" / f"{trainer.step:06d}.png", dataset.to_bytes(images), SHEET_COLUMNS)
        if is_snapshot(trainer.step):
            state = {"format": 1, "config": config.to_json(), "step": trainer.step, "average": trainer.average.state_dict()}
            checkpoint.save(out / "snapshots" / f"{trainer.step:06d}.pt", state)

    if trainer.step == 0:
        mark()
    while trainer.step < steps and not (stop and stop.wanted):
        if crowd and crowd.choose() != torch.get_num_threads():
            torch.set_num_threads(crowd.threads)
        began = time.perf_counter()
        figures = trainer.advance()
        wanted = trainer.step % LOG_STEPS == 0
        values = {name: float(value) for name, value in figures.items()} if wanted else {}
        trainer.seconds += pace.add(time.perf_counter() - began)
        mark()
        if wanted:
            row: Dict[str, Any] = {
                "step": trainer.step, "images": trainer.step * config.training.batch, "seconds": round(trainer.seconds, 1), **values,
            }
            names = ("entropyRatio", "queryDependence", "pairwise", "unaryRatio", "reach")
            row.update({name: attention.get(name) for name in names})
            attention = {}
            log.write(row)
        if trainer.step % SINGULAR_STEPS == 0:
            values = {f"g.{k}": v for k, v in singular_values(trainer.generator).items()}
            values.update({f"d.{k}": v for k, v in singular_values(trainer.discriminator).items()})
            singular.write({"step": trainer.step, **values})
        if time.monotonic() - shown > PROGRESS_SECONDS:
            shown = time.monotonic()
            print(pace.progress(trainer.step, steps, config.training.batch), flush=True)
        if trainer.seconds - saved > SAVE_SECONDS:
            checkpoint.save(last, trainer.state())
            saved = trainer.seconds
    checkpoint.save(last, trainer.state())
    print(f"saved at step {trainer.step}", flush=True)
    return trainer.step


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.train", description="Train or resume a model.")
    parser.add_argument("config", help="model id in training/configs, or a JSON file")
    parser.add_argument("--data", type=Path, default=runtime.DATA, help="where prepared data lies (default %(default)s)")
    parser.add_argument("--out", type=Path, help="run folder (default: next to the data, by model id)")
    parser.add_argument("--steps", type=int, help="stop after this many steps in all (default: the configuration's)")
    parser.add_argument("--threads", type=int, default=0, help="fixed number of CPU threads (default: what others leave free)")
    parser.add_argument("--device", help="cpu or cuda (default: cuda where there is one)")
    options = parser.parse_args(arguments)
    config = load(options.config)
    import torch

    runtime.threads()
    device = options.device or ("cuda" if torch.cuda.is_available() else "cpu")
    steps = options.steps if options.steps is not None else config.training.steps
    out = options.out or runtime.HOME / config.id
    run(config, options.data / config.id, out, steps, device, Stop(), options.threads)


if __name__ == "__main__":
    runtime.command("training.train", main)
