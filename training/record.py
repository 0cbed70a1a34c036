"""Evaluation records: one JSON file a model, valid while the weights' SHA-256 is the one it was computed for. Standard library only."""
import hashlib
import json
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from .errors import TrainingError

FOLDER = Path(__file__).parent / "records"
SHOWN = (
    "model", "samples", "distance", "floor", "precision", "recall", "pairAgreement", "entropyRatio", "queryDependence", "gammaEffect",
    "attn2.entropyRatio", "attn2.queryDependence", "attn2.gammaEffect",
)
CLAIM = ("run", "kind", "seed", "steps", "samples", "distance", "floor", "precision", "recall", "pairAgreement", "queryDependence", "gammaEffect")


def manifest(folder: Path) -> Dict[str, Any]:
    """A model folder's parsed model.json."""
    try:
        return json.loads((folder / "model.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TrainingError(f"There is no model {folder.name} in {folder.parent}.") from None
    except json.JSONDecodeError as error:
        raise TrainingError(f"{folder.name}/model.json is not valid JSON: {error}.") from None


def weights_hash(folder: Path) -> str:
    """SHA-256 (hex) of a model folder's generator weights as they lie there."""
    path = folder / manifest(folder)["generator"]["weights"]["path"]
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise TrainingError(f"The model {folder.name} has no weights {path.name}.") from None


def valid(path: Path, folder: Path) -> Optional[Dict[str, Any]]:
    """The record in `path` where it is of the weights that lie in the model folder, else None."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except json.JSONDecodeError:
        raise TrainingError(f"The record {path.name} is damaged; compute it again with --fresh.") from None
    return record if record.get("weights") == weights_hash(folder) else None


def line(record: Dict[str, Any], names: Tuple[str, ...] = SHOWN) -> str:
    """The record's main numbers, as far as it has them, as one line of JSON."""
    return json.dumps({name: record[name] for name in names if name in record})


def all_of(folder: Path) -> List[Dict[str, Any]]:
    """Every record in a folder, by name; raises TrainingError where there is none."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    if not found:
        raise TrainingError(f"There are no records of {folder.name} yet.")
    return found
