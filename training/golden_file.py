"""Command: compute the tests' golden file of a model folder anew, for the latents that the file already has.

    python3 -m training.golden_file cats64 [--models public/models] [--golden test/golden]
"""
import argparse
from pathlib import Path
from typing import List, Optional

from . import record, runtime

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.golden_file", description="Compute the tests' golden file anew.")
    parser.add_argument("id", help="model id")
    parser.add_argument("--models", type=Path, default=ROOT / "public" / "models", help="where the model folder lies (default public/models)")
    parser.add_argument("--golden", type=Path, default=ROOT / "test" / "golden", help="where the golden file lies (default test/golden)")
    options = parser.parse_args(arguments)
    from . import golden, safetensors
    from .checkpoint import write_whole

    folder, path = options.models / options.id, options.golden / f"{options.id}.safetensors"
    manifest = record.manifest(folder)
    generator, judge = (safetensors.read(folder / manifest[name]["weights"]["path"]) for name in ("generator", "discriminator"))
    if path.exists():
        known = safetensors.read(path)
        z, labels = known["z"], known["class"].long() if "class" in known else None
    else:
        z, labels = golden.latents(manifest, golden.LATENTS)
    write_whole(path, safetensors.encode(golden.large(manifest, generator, judge, z, labels)))
    print(path)


if __name__ == "__main__":
    runtime.command("training.golden_file", main)
