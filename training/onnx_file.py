"""Command: write the generator of a model folder as ONNX, for comparing speeds (`npm run bench`). Prints the file's path.

    python3 -m training.onnx_file cats64 [--models public/models] [--to .cache/onnx]

Input: `z` [1, latent], and `label` [1] (int64) where the model has classes. Outputs: `image` [1, channels, R, R], and for each
attention layer what the lens reads back: `NAME.q` [1, N, d], `NAME.k` [1, M, d], `NAME.share` [1], `NAME.largest` [1, 1, 1].
"""
import argparse
import inspect
import io
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from . import record, runtime

ROOT = Path(__file__).resolve().parent.parent
OPSET = 17


def module(manifest: Dict[str, Any], tensors: Dict[str, Any]) -> Any:
    """The generator as a module from (z, label) to the outputs named by `outputs`."""
    import torch

    from . import play

    class Generator(torch.nn.Module):
        def forward(self, z: torch.Tensor, label: Optional[torch.Tensor] = None) -> Tuple[torch.Tensor, ...]:
            options = play.Options()
            image = play.run(manifest["generator"]["layers"], tensors, z, label, options)
            values = [image]
            for site in options.sites.values():
                values += [site.q, site.k, site.share, site.beta.amax((1, 2), keepdim=True)]
            return tuple(values)

    return Generator().eval()


def outputs(manifest: Dict[str, Any]) -> List[str]:
    """Names of the outputs, in order."""
    sites = [layer["name"] for layer in manifest["generator"]["layers"] if layer["type"] == "attention"]
    return ["image"] + [f"{site}.{part}" for site in sites for part in ("q", "k", "share", "largest")]


def example(manifest: Dict[str, Any]) -> Tuple[Any, ...]:
    """Inputs of the right shapes."""
    import torch

    z = torch.randn(1, manifest["latent"]["size"], generator=torch.Generator().manual_seed(0))
    return (z, torch.zeros(1, dtype=torch.long)) if manifest["classes"] else (z,)


def encode(manifest: Dict[str, Any], tensors: Dict[str, Any]) -> bytes:
    """The ONNX file's bytes."""
    import torch

    file = io.BytesIO()
    # Newer versions of PyTorch would otherwise want a package of ONNX's own.
    older = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    with torch.no_grad():
        torch.onnx.export(
            module(manifest, tensors), example(manifest), file, opset_version=OPSET, do_constant_folding=True,
            input_names=["z", "label"] if manifest["classes"] else ["z"], output_names=outputs(manifest), **older,
        )
    return file.getvalue()


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.onnx_file", description="Write a generator as ONNX.")
    parser.add_argument("id", help="model id")
    parser.add_argument("--models", type=Path, default=ROOT / "public" / "models", help="where the model folder lies (default public/models)")
    parser.add_argument("--to", type=Path, default=ROOT / ".cache" / "onnx", help="where the file goes (default .cache/onnx)")
    options = parser.parse_args(arguments)
    from . import safetensors
    from .checkpoint import write_whole

    folder = options.models / options.id
    manifest = record.manifest(folder)
    tensors = safetensors.read(folder / manifest["generator"]["weights"]["path"])
    path = options.to / f"{options.id}.onnx"
    options.to.mkdir(parents=True, exist_ok=True)
    write_whole(path, encode(manifest, tensors))
    print(path)


if __name__ == "__main__":
    runtime.command("training.onnx_file", main)
