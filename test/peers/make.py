"""
Writes every peer into this folder, or compares the forward passes with other people's golden files.

    python3 make.py [--only NAME ...]     needs torch and numpy
    python3 make.py --check FOLDER        a folder of checkpoints and golden files in the same form
"""
import argparse
import importlib
import pathlib
import sys

sys.dont_write_bytecode = True

import torch

from make import files, golden

NAMES = [
    "heykeetae",
    "voletiv",
    "studiogan",
    "brock",
    "mimicry",
    "rosinality",
    "ogawa",
    "gagank1",
    "kalinaxl",
    "dwro0121",
    "torchgan",
    "mmgen",
    "brain_research",
    "taki0112",
    "nnabla",
    "biggan_deep",
    "christiancosgrove",
    "parametrized",
]
WRAPPERS = ("state_dict", "model_state_dict")


def write(folder, names):
    for name in names:
        print(name)
        module = importlib.import_module(f"make.{name}")
        for made in getattr(module, "FOLDERS", [name]):
            (folder / made).mkdir(parents=True, exist_ok=True)
        module.make(folder)


def check(folder, names):
    """Prints the largest difference for each value; fails where one is above 1e-5."""
    worst = 0.0
    for name in names:
        for checkpoint, expected, forward, extra in getattr(importlib.import_module(f"make.{name}"), "CHECKS", []):
            state = torch.load(folder / checkpoint, map_location="cpu")
            state = next((state[w] for w in WRAPPERS if w in state), state)
            held = files.read_safetensors(folder / expected)
            state, z = files.doubled(state), held["z"].double()
            classes = held["class"].long() if "class" in held else None
            with torch.no_grad():
                image, sites = forward(state, z, classes)
                errors = golden.distance(held, z, image, sites, extra(state, z, classes) if extra else None)
            print(checkpoint + ": " + ", ".join(f"{k} {v:.1e}" for k, v in errors.items()))
            worst = max(worst, *errors.values())
    print(f"largest difference {worst:.1e}")
    return worst <= 1e-5


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--check", type=pathlib.Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.check:
        sys.exit(0 if check(options.check, options.only) else 1)
    write(pathlib.Path(__file__).resolve().parent, options.only)


if __name__ == "__main__":
    main()
