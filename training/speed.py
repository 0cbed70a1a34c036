"""Command: images of a model folder on one thread of the CPU, timed, for comparing speeds (`npm run bench`).

    python3 -m training.speed cats64 [--models public/models]

For each line of standard input, a latent as a JSON list, one line of JSON: `ms`, and `image` [channels, R, R] flattened. Classes are
the first one's. Ends with the input.
"""
import argparse
import json
import sys
import time
from pathlib import Path
from typing import List, Optional

from . import onnx_file, record, runtime


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.speed", description="Time a generator's images.")
    parser.add_argument("id", help="model id")
    parser.add_argument("--models", type=Path, default=onnx_file.ROOT / "public" / "models", help="where the model folder lies (default public/models)")
    options = parser.parse_args(arguments)
    import torch

    from . import safetensors

    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    folder = options.models / options.id
    manifest = record.manifest(folder)
    generator = onnx_file.module(manifest, safetensors.read(folder / manifest["generator"]["weights"]["path"]))
    _, *label = onnx_file.example(manifest)
    with torch.inference_mode():
        for line in sys.stdin:
            z = torch.tensor([json.loads(line)])
            start = time.perf_counter()
            image, *_ = generator(z, *label)
            took = time.perf_counter() - start
            print(json.dumps({"ms": took * 1000, "image": image.flatten().tolist()}), flush=True)


if __name__ == "__main__":
    runtime.command("training.speed", main)
