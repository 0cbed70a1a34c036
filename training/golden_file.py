"""Command: compute the tests' golden files of a model folder again, for the latents that the file already has.

    python3 -m training.golden_file cats64 [--models public/models] [--golden test/golden] [--only-gradient]

With --only-gradient the large file stays as it is, and only <id>-gradient.safetensors is written, for the images in it.
"""
import argparse
from pathlib import Path
from typing import List, Optional

from . import record, runtime

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.golden_file", description="Compute the tests' golden files again.")
    parser.add_argument("id", help="model id")
    parser.add_argument("--models", type=Path, default=ROOT / "public" / "models", help="where the model folder lies (default public/models)")
    parser.add_argument("--golden", type=Path, default=ROOT / "test" / "golden", help="where the golden files lie (default test/golden)")
    parser.add_argument("--only-gradient", action="store_true", help="write the discriminator's gradient for the images that the large file has")
    options = parser.parse_args(arguments)
    from . import golden, safetensors
    from .checkpoint import write_whole

    folder, path = options.models / options.id, options.golden / f"{options.id}.safetensors"
    manifest = record.manifest(folder)
    generator, discriminator = (safetensors.read(folder / manifest[name]["weights"]["path"]) for name in ("generator", "discriminator"))
    if path.exists():
        known = safetensors.read(path)
        z, labels = known["z"], known["class"].long() if "class" in known else None
    else:
        z, labels = golden.latents(manifest, golden.LATENTS)
    if not options.only_gradient:
        write_whole(path, safetensors.encode(golden.large(manifest, generator, discriminator, z, labels)))
        print(path)
    beside = options.golden / f"{options.id}-gradient.safetensors"
    write_whole(beside, safetensors.encode(golden.gradient(manifest, discriminator, safetensors.read(path)["image"], labels)))
    print(beside)


if __name__ == "__main__":
    runtime.command("training.golden_file", main)
