"""A model's configuration: one JSON file in training/configs/, checked field by field. Standard library only."""
import dataclasses
import json
import typing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional

from .errors import TrainingError

FOLDER = Path(__file__).parent / "configs"


@dataclass(frozen=True)
class Site:
    """What sits after the block whose output is resolution x resolution cells.

    kind: "attention", or "residual" for a residual block of at least as many parameters in its place (paper, Table 1), which has
    neither keys to pool nor a norm with gains.
    """

    resolution: int
    keyPooling: int = 1
    normalise: bool = False
    kind: str = "attention"


@dataclass(frozen=True)
class Network:
    """Channel widths from the network's input side to its output side, and its sites, each at a resolution of its own."""

    widths: List[int]
    sites: List[Site]

    def names(self) -> Dict[int, str]:
        """Name of the site at each resolution, in the order of the list: attn, attn2, ... and extra, extra2, ..."""
        found: Dict[int, str] = {}
        for site in self.sites:
            stem = "attn" if site.kind == "attention" else "extra"
            number = 1 + sum(name.startswith(stem) for name in found.values())
            found[site.resolution] = stem if number == 1 else f"{stem}{number}"
        return found


@dataclass(frozen=True)
class ClassName:
    """One class: `id` is its folder in the data, `name` its title by language."""

    id: str
    name: Dict[str, str]


@dataclass(frozen=True)
class Training:
    """How the networks are trained; rates are Adam's (paper section 4: 1e-4 and 4e-4, beta 0 and 0.9)."""

    steps: int
    batch: int
    seed: int
    precision: str  # "bf16", "fp32" or "fp64"
    generatorRate: float
    discriminatorRate: float
    beta1: float
    beta2: float
    gammaRate: float  # of the generator's gamma
    decayFrom: int  # step from which all rates fall linearly, to 0 at `steps`; `steps` for never
    liftFrom: int  # step at which gamma is helped over the threshold; see docs/decisions
    liftSteps: int
    liftRate: float  # added to gamma at each of those steps
    unaryPenalty: float  # weight of attention.unary_ratio in the loss of the generator's query projection
    dependenceFloor: float  # query dependence below which the loss pushes f and g apart; 0 for never
    dependencePenalty: float  # weight of the shortfall
    gainLimit: float  # largest gain of the norm before f and g, which bounds the scores; 0 for none
    diversity: float  # weight of losses.sameness in the generator's loss; 0 for none
    shift: float  # how far what the discriminator sees is moved at random, as a share of the side; 0 for none (augment.py)
    cut: float  # side of the square cut out of what it sees, as a share of the side; 0 for none
    average: float  # decay of the averaged generator for each step
    flip: bool  # mirror left-right at random
    turn: bool  # quarter turns at random (aerial images have no up)


@dataclass(frozen=True)
class Config:
    """Everything that defines a model."""

    id: str
    name: Dict[str, str]
    resolution: int
    latent: int
    classes: Optional[List[ClassName]]
    generator: Network
    discriminator: Network
    training: Training
    card: Dict[str, str]
    data: Optional[str] = None  # folder of the prepared data; null for the id
    pairs: Optional[str] = None  # pairs of patches that should agree, in training/pairs (pairs.py)

    @property
    def folder(self) -> str:
        """Name of the folder of the prepared data."""
        return self.data or self.id

    def to_json(self) -> Dict[str, Any]:
        """The plain dictionary that `parse` reads."""
        return dataclasses.asdict(self)


def _convert(kind: Any, value: Any, path: str) -> Any:
    """`value` as the declared type `kind`; raises TrainingError with the path of the bad field."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Union:
        return None if value is None else _convert(arguments[0], value, path)
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            raise TrainingError(f"The configuration's {path} must be an object.")
        fields = {f.name: typing.get_type_hints(kind)[f.name] for f in dataclasses.fields(kind)}
        needed = [f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING]
        for name in value:
            if name not in fields:
                raise TrainingError(f"The configuration has an unknown field {path}.{name}.")
        for name in needed:
            if name not in value:
                raise TrainingError(f"The configuration lacks the field {path}.{name}.")
        return kind(**{name: _convert(fields[name], value[name], f"{path}.{name}") for name in fields if name in value})
    if origin is list and isinstance(value, list):
        return [_convert(arguments[0], item, f"{path}[{n}]") for n, item in enumerate(value)]
    if origin is dict and isinstance(value, dict):
        return {str(k): _convert(arguments[1], item, f"{path}.{k}") for k, item in value.items()}
    if kind is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if kind in (int, str, bool) and type(value) is kind:
        return value
    raise TrainingError(f"The configuration's {path} has the wrong type: {value!r}.")


def _current(value: Any) -> Any:
    """Parsed JSON with what earlier versions wrote brought up to date: one `attention` for a list of `sites`, no `gainLimit`."""
    if not isinstance(value, dict):
        return value
    value = dict(value)
    for name in ("generator", "discriminator"):
        network = value.get(name)
        if isinstance(network, dict) and "attention" in network and "sites" not in network:
            value[name] = {"widths": network.get("widths"), "sites": [network["attention"]]}
    if isinstance(value.get("training"), dict):
        value["training"] = {"gainLimit": 0.0, **value["training"]}
    return value


def parse(value: Any) -> Config:
    """A checked Config from parsed JSON."""
    value = _current(value)
    config: Config = _convert(Config, value, "config")
    doublings = (config.resolution // 4).bit_length() - 1
    if config.resolution < 16 or 4 * 2**doublings != config.resolution:
        raise TrainingError(f"The resolution must be a power of two from 16 on, not {config.resolution}.")
    for name, network in (("generator", config.generator), ("discriminator", config.discriminator)):
        if len(network.widths) != doublings + 1:
            raise TrainingError(f"The {name} needs {doublings + 1} widths for {config.resolution} pixels, not {len(network.widths)}.")
        if any(width < 8 or width % 8 for width in network.widths):
            raise TrainingError(f"The {name}'s widths must be multiples of 8, because attention divides them by 8.")
        places = [8 * 2**k for k in range(doublings)] if name == "generator" else [4 * 2**k for k in range(doublings)]
        for site in network.sites:
            if site.resolution not in places:
                raise TrainingError(f"The {name}'s sites can be at {places}, not at {site.resolution}.")
            if site.keyPooling not in (1, 2):
                raise TrainingError(f"The {name}'s keyPooling must be 1 or 2.")
            if site.kind not in ("attention", "residual"):
                raise TrainingError(f'The kind of a site must be "attention" or "residual", not {site.kind!r}.')
        if len(network.names()) != len(network.sites):
            raise TrainingError(f"The {name} has two sites at one resolution.")
    if config.classes is not None and len(config.classes) < 2:
        raise TrainingError("A configuration with classes needs at least two of them; use null for none.")
    if config.training.precision not in ("bf16", "fp32", "fp64"):
        raise TrainingError('The precision must be "bf16", "fp32" or "fp64".')
    if not 0 <= config.training.decayFrom <= config.training.steps:
        raise TrainingError("decayFrom must lie between 0 and the number of steps.")
    if not 0 <= config.training.shift < 1 or not 0 <= config.training.cut < 1:
        raise TrainingError("shift and cut are shares of the image's side, from 0 to below 1.")
    if config.training.batch < 2:
        raise TrainingError("The batch must hold at least 2 images, or batch statistics mean nothing.")
    return config


def with_seed(config: Config, seed: int) -> Config:
    """The same configuration with another seed, its id ending in it; the data stay."""
    training = dataclasses.replace(config.training, seed=seed)
    return dataclasses.replace(config, id=f"{config.id}-{seed}", data=config.folder, training=training)


def load(name: str) -> Config:
    """The configuration of a model id in training/configs/, or of a path to a JSON file.

    An id that ends in a number without having a file, as claim-attention-2, is claim-attention with that seed.
    """
    path = Path(name) if name.endswith(".json") else FOLDER / f"{name}.json"
    stem, _, number = name.rpartition("-")
    if not path.exists() and number.isdigit() and (FOLDER / f"{stem}.json").exists():
        return with_seed(load(stem), int(number))
    try:
        return parse(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        known = ", ".join(sorted(p.stem for p in FOLDER.glob("*.json")))
        raise TrainingError(f"There is no configuration {path.name}; known models: {known}.") from None
    except json.JSONDecodeError as error:
        raise TrainingError(f"The configuration {path.name} is not valid JSON: {error}.") from None
