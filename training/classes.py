"""Command: write a configuration whose classes are the folders of a data set.

    python3 -m training.classes imagenet128 --from ILSVRC/train --to imagenet128.json

Each folder inside the given one becomes a class, in the order of their names, with the folder's name as its title.
"""
import argparse
import json
from pathlib import Path
from typing import List, Optional

from . import runtime
from .config import load, parse
from .errors import TrainingError


def with_folders(name: str, source: Path) -> str:
    """The configuration as JSON text, its classes taken from the folders in `source`; raises TrainingError for fewer than two."""
    if not source.is_dir():
        raise TrainingError(f"There is no folder {source}.")
    folders = sorted(path.name for path in source.iterdir() if path.is_dir() and not path.name.startswith("."))
    value = {**load(name).to_json(), "classes": [{"id": folder, "name": {"en": folder}} for folder in folders]}
    if len(folders) < 2:
        raise TrainingError(f"{source} holds {len(folders)} folders; classes need at least two.")
    return json.dumps(parse(value).to_json(), indent=1, ensure_ascii=False) + "\n"


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.classes", description="Classes from a data set's folders.")
    parser.add_argument("config", help="model id in training/configs, or a JSON file")
    parser.add_argument("--from", dest="source", required=True, type=Path, help="folder whose folders are the classes")
    parser.add_argument("--to", required=True, type=Path, help="the JSON file to write; other commands take it in the place of an id")
    options = parser.parse_args(arguments)
    options.to.write_text(with_folders(options.config, options.source), encoding="utf-8")
    print(options.to)


if __name__ == "__main__":
    runtime.command("training.classes", main, torch_needed=False)
