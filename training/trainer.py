"""One training run: its networks, optimisers and average, one step of it, and its state for a checkpoint."""
from typing import Any, Dict, List, Optional

import numpy as np
import torch
from torch import Tensor
from torch.nn.parallel import DistributedDataParallel

from .net import average as averaging
from . import runtime
from .net import parallel
from .net.augment import views
from .config import Config
from .dataset import Pictures, Stream
from .errors import TrainingError
from .net.losses import discriminator_loss, generator_loss, optimisers, rate_share, sameness, set_rates
from .net.networks import build
from .measures.statistics import attention_statistics

def machine(device: torch.device) -> str:
    """The kind of machine in words, for the model card."""
    if device.type == "cuda":
        return f"a GPU ({torch.cuda.get_device_name(device)})"
    count = runtime.cores()
    return f"{count} processor core{'s' if count > 1 else ''}"



SHEET_ROWS, SHEET_COLUMNS = 6, 12
FORMAT = 1


class Trainer:
    """Everything that changes during a run. `step` is the number of steps done.

    All randomness is a function of the config's seed and the step (see dataset.Stream), so the state below is complete: on a
    CPU in float32, with one number of threads, a resumed run equals an uninterrupted one bit for bit.

    Where several processes have joined (parallel.py), each has an equal part of every batch, and all have the same weights.
    """

    def __init__(self, config: Config, pictures: Pictures, device: str = "cpu") -> None:
        self.config, self.device = config, torch.device(device)
        self.stream, self.pictures = Stream(pictures, config), pictures
        self.generator, self.discriminator = (network.to(self.device) for network in build(config))
        self.generator.train()
        self.discriminator.train()
        if config.training.batch % parallel.world():
            raise TrainingError(f"A batch of {config.training.batch} images cannot be shared evenly by {parallel.world()} processes.")
        # What is called where gradients are wanted: it averages them over the processes.
        self.shared = [self._shared(network) for network in (self.generator, self.discriminator)]
        self.average = averaging.start(self.generator)
        self.optimiser_g, self.optimiser_d = optimisers(self.generator, self.discriminator, config.training)
        self.step, self.seconds = 0, 0.0
        self.origin: Dict[str, Any] = {"kind": "fresh", "steps": 0}
        self.lift_from = config.training.liftFrom
        self.settled: List[str] = []  # sites whose gamma was trained before this run and needs no lift
        self.threads = 0  # of a run that promises equal bits; 0 before it has started

    def _shared(self, network: torch.nn.Module) -> torch.nn.Module:
        if parallel.world() == 1:
            return network
        where = [self.device] if self.device.type == "cuda" else None
        return DistributedDataParallel(network, device_ids=where, broadcast_buffers=False)

    def _on_device(self, *tensors: Optional[Tensor]) -> "list[Optional[Tensor]]":
        return [None if t is None else t.to(self.device, non_blocking=True) for t in tensors]

    def advance(self) -> Dict[str, Tensor]:
        """One update of each network; returns the figures of the step as tensors (not yet read back from the device)."""
        with parallel.synchronised():
            return self._advance()

    def _advance(self) -> Dict[str, Tensor]:
        training = self.config.training
        generate, discriminate = self.shared
        # From the configuration at each step, so that a resumed run and a changed configuration both get theirs.
        set_rates(self.optimiser_g, self.optimiser_d, training, rate_share(self.step, training))
        real, labels, z, fake_labels = self._on_device(
            *self.stream.batch(self.step), *self.stream.noise(self.step, self.config.latent)
        )
        assert real is not None and z is not None
        # The same fake images serve both updates: it saves a pass through the generator.
        fake = generate(z, fake_labels)
        both = None if labels is None or fake_labels is None else torch.cat([labels, fake_labels])
        shown = self._seen(torch.cat([real, fake.detach()]), 5)
        real_score, fake_score = discriminate(shown, both).split(len(real))
        loss_d = discriminator_loss(real_score, fake_score)
        self.optimiser_d.zero_grad(set_to_none=True)
        loss_d.backward()
        self.optimiser_d.step()

        self._trainable(self.discriminator, False)
        loss_g = generator_loss(self.discriminator(self._seen(fake, 6), fake_labels))
        sites, total = self.generator.attentions(), loss_g
        for site in sites.values():
            if site.unary is not None and site.dependence is not None:
                total = total + training.unaryPenalty * site.unary
                total = total + training.dependencePenalty * torch.relu(training.dependenceFloor - site.dependence)
        if training.diversity:
            total = total + training.diversity * sameness(fake, z, fake_labels)
        self.optimiser_g.zero_grad(set_to_none=True)
        total.backward()
        self.optimiser_g.step()
        self._trainable(self.discriminator, True)

        for name, site in sites.items():
            if training.gainLimit:
                site.limit_gains(training.gainLimit)
            if name not in self.settled and self.lift_from <= self.step < self.lift_from + training.liftSteps:
                site.gamma.data.add_(training.liftRate)
        averaging.update(self.average, self.generator, self.step + self.origin["steps"], training.average)
        self.step += 1
        figures = {
            "d_loss": loss_d.detach(), "g_loss": loss_g.detach(),
            "d_real": real_score.detach().mean(), "d_fake": fake_score.detach().mean(),
        }
        return {**figures, **self._of_sites()}

    def _of_sites(self) -> Dict[str, Tensor]:
        """The log's columns on attention: gamma_g, gamma_d, unary and dependence; of a second site gamma_g2 and so on."""
        none, found = torch.zeros((), device=self.device), {}
        for short, network in (("g", self.generator), ("d", self.discriminator)):
            sites = list(network.attentions().items()) or [("attn", None)]
            for name, site in sites:
                number = name[len("attn"):]
                found[f"gamma_{short}{number}"] = none if site is None else site.gamma.detach().clone()
        for name, site in list(self.generator.attentions().items()) or [("attn", None)]:
            number = name[len("attn"):]
            known = site is not None and site.unary is not None and site.dependence is not None
            found[f"unary{number}"] = site.unary.detach() if known else none
            found[f"dependence{number}"] = site.dependence.detach() if known else none
        return found

    def _seen(self, images: Tensor, purpose: int) -> Tensor:
        """images as the discriminator sees them at this step; `purpose` keeps the two networks' views apart."""
        training = self.config.training
        # Of the whole batch's images, real ones first, these are the ones of this process.
        kinds, batch = len(images) * parallel.world() // training.batch, training.batch
        numbers = np.concatenate([np.arange(kind * batch, (kind + 1) * batch)[parallel.part(batch)] for kind in range(kinds)])
        return views(images, [training.seed, purpose, self.step], training.shift, training.cut, (numbers, kinds * batch))

    @staticmethod
    def _trainable(network: torch.nn.Module, value: bool) -> None:
        for parameter in network.parameters():
            parameter.requires_grad_(value)

    @torch.no_grad()
    def sheet(self) -> "tuple[Tensor, Dict[str, float]]":
        """Images [72, 3, R, R] of fixed latents from the average (classes by row), and its attention's statistics."""
        count = SHEET_ROWS * SHEET_COLUMNS
        z, _ = averaging.draw(self.config.latent, count, None, [self.config.training.seed, 4])
        labels = None
        if self.config.classes:
            labels = torch.arange(count) // SHEET_COLUMNS % len(self.config.classes)
        record: Dict[str, Tensor] = {}
        with averaging.batch_statistics(self.average):
            images = self.average(*self._on_device(z, labels), record=record).cpu()
        first = next(iter(self.average.attentions()), None)
        if first is None:
            return images, {}
        return images, attention_statistics(record[f"{first}.q"][:12].cpu(), record[f"{first}.k"][:12].cpu())

    def check(self) -> None:
        """Raises TrainingError when any weight, statistic or moment is not finite, so that nothing of it is saved or shown."""
        known = [self.generator.state_dict(), self.discriminator.state_dict(), self.average.state_dict()]
        known += [value for optimiser in (self.optimiser_g, self.optimiser_d) for value in optimiser.state.values()]
        for values in known:
            for name, value in values.items():
                if isinstance(value, Tensor) and value.is_floating_point() and not bool(torch.isfinite(value).all()):
                    raise TrainingError(
                        f"The training has come to numbers that are not finite ({name}, by step {self.step}). Nothing of it was "
                        "saved; the last checkpoint is from before. Lower the rates to resume from it."
                    )

    def state(self) -> Dict[str, Any]:
        """All that a resumed run needs, as tensors and plain values."""
        return {
            "format": FORMAT, "config": self.config.to_json(), "step": self.step, "seconds": self.seconds,
            "origin": self.origin, "threads": self.threads, "settled": self.settled, "lift_from": self.lift_from, "data": self.pictures.sha256,
            "frequencies": self.pictures.frequencies(), "machine": machine(self.device),
            "generator": self.generator.state_dict(), "discriminator": self.discriminator.state_dict(),
            "average": self.average.state_dict(),
            "optimiser_g": self.optimiser_g.state_dict(), "optimiser_d": self.optimiser_d.state_dict(),
        }

    def restore(self, state: Dict[str, Any]) -> None:
        """Continue from `state`. Raises TrainingError when it belongs to other networks or other data."""
        if state.get("format") != FORMAT:
            raise TrainingError("The checkpoint is not one of this trainer.")
        if state["data"] != self.pictures.sha256:
            raise TrainingError("The checkpoint was trained on other data than the prepared data that is here now.")
        try:
            for name in ("generator", "discriminator", "average"):
                getattr(self, name).load_state_dict(state[name])
            self.optimiser_g.load_state_dict(state["optimiser_g"])
            self.optimiser_d.load_state_dict(state["optimiser_d"])
        except (RuntimeError, ValueError) as error:
            first = str(error).strip().splitlines()[-1].strip()
            raise TrainingError(f"The checkpoint does not fit the configured networks ({first}).") from None
        self.step, self.seconds, self.origin = state["step"], state["seconds"], state["origin"]
        self.lift_from, self.threads = state["lift_from"], state.get("threads", 0)
        self.settled = state.get("settled", [])
