"""Command: write test/golden/learning.safetensors, five steps of the small SAGAN of learning.py from one start.

    python3 -m training.learning_golden [--golden test/golden]

`real` [5, B, C, S, S] and `z` [5, B, L] are shared by all variants (each a change of the configuration, see VARIANTS). For a
variant: <variant>.config (JSON as bytes), <variant>.start.{g,d}.<parameter>, <variant>.start.{g,d}.<weight>.u,
<variant>.losses [5, 2] (discriminator, generator), <variant>.end.{g,d}.<parameter>, <variant>.end.average.<parameter>.
The images are smooth noise: what they show does not matter here.
"""
import argparse
import json
from pathlib import Path
from typing import Any, Dict, List, Optional

from . import runtime

STEPS = 5
ROOT = Path(__file__).resolve().parent.parent
TINY: Dict[str, Any] = {
    "latent": 32, "generatorWidths": [8, 16, 8], "discriminatorWidths": [16, 8, 8], "batch": 4, "seed": 5,
    "generatorRate": 1e-4, "discriminatorRate": 4e-4, "gammaRate": 1e-2,
}
VARIANTS: Dict[str, Dict[str, Any]] = {
    "both": {}, "plain": {"spectralGenerator": False, "spectralDiscriminator": False, "batchDeviation": False},
    "judge": {"spectralGenerator": False, "beta1": 0.5}, "convolutions": {"attention": False},
    "global": {"stem": "global", "tail": 2, "seed": 6}, "diverse": {"diversity": 0.1, "batchDeviation": False},
}


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.learning_golden", description="Write the golden file of the step.")
    parser.add_argument("--golden", type=Path, default=ROOT / "test" / "golden", help="folder of the file (default test/golden)")
    options = parser.parse_args(arguments)
    import torch
    import torch.nn.functional as F

    from . import learning, safetensors
    from .checkpoint import write_whole

    torch.set_num_threads(1)
    make = torch.Generator().manual_seed(77)
    shared = {**learning.DEFAULTS, **TINY}
    batch, size, channels = shared["batch"], shared["size"], shared["channels"]
    coarse = torch.randn(STEPS * batch, channels, 4, 4, generator=make)
    real = torch.tanh(F.interpolate(coarse, size=(size, size), mode="bilinear", align_corners=False))
    real = real.view(STEPS, batch, channels, size, size).contiguous()
    z = torch.randn(STEPS, batch, shared["latent"], generator=make)
    tensors = {"real": real, "z": z}
    for name, change in VARIANTS.items():
        config = {**shared, **change}
        learner = learning.Learner(config)
        text = json.dumps(config, sort_keys=True).encode()
        tensors[f"{name}.config"] = torch.tensor(list(text), dtype=torch.uint8)
        for key, network in (("g", learner.g), ("d", learner.d)):
            tensors.update({f"{name}.start.{key}.{n}": value.clone() for n, value in network.values.items()})
            tensors.update({f"{name}.start.{key}.{n}.u": u.clone() for n, u in network.us.items()})
        steps = [learner.step(real[n], z[n]) for n in range(STEPS)]
        tensors[f"{name}.losses"] = torch.stack([torch.stack([step["d_loss"], step["g_loss"]]) for step in steps])
        for key, values in (("g", learner.g.values), ("d", learner.d.values), ("average", learner.average)):
            tensors.update({f"{name}.end.{key}.{n}": value.detach().clone() for n, value in values.items()})
    path = options.golden / "learning.safetensors"
    write_whole(path, safetensors.encode(tensors))
    print(path)


if __name__ == "__main__":
    runtime.command("training.learning_golden", main)
