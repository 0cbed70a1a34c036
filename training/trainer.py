"""One training run: its networks, optimisers and average, one step of it, and its state for a checkpoint."""
from typing import Any, Dict, Optional

import torch
from torch import Tensor

from . import average as averaging
from . import runtime
from .augment import views
from .config import Config
from .dataset import Pictures, Stream
from .errors import TrainingError
from .losses import discriminator_loss, generator_loss, optimisers, rate_share, sameness, set_rates
from .networks import build
from .statistics import attention_statistics

def machine(device: torch.device) -> str:
    """The kind of machine in words, for the model card."""
    if device.type == "cuda":
        return f"a GPU ({torch.cuda.get_device_name(device)})"
    return f"{runtime.cores()} processor cores"


SHEET_ROWS, SHEET_COLUMNS = 6, 12
FORMAT = 1


class Trainer:
    """Everything that changes during a run. `step` is the number of steps done.

    All randomness is a function of the config's seed and the step (see dataset.Stream), so the state below is complete: on a
    CPU in float32 a resumed run equals an uninterrupted one bit for bit.
    """

    def __init__(self, config: Config, pictures: Pictures, device: str = "cpu") -> None:
        self.config, self.device = config, torch.device(device)
        self.stream, self.pictures = Stream(pictures, config), pictures
        self.generator, self.discriminator = (network.to(self.device) for network in build(config))
        self.generator.train()
        self.discriminator.train()
        self.average = averaging.start(self.generator)
        self.optimiser_g, self.optimiser_d = optimisers(self.generator, self.discriminator, config.training)
        self.step, self.seconds = 0, 0.0
        self.origin: Dict[str, Any] = {"kind": "fresh", "steps": 0}
        self.lift_from = config.training.liftFrom

    def _on_device(self, *tensors: Optional[Tensor]) -> "list[Optional[Tensor]]":
        return [None if t is None else t.to(self.device, non_blocking=True) for t in tensors]

    def advance(self) -> Dict[str, Tensor]:
        """One update of each network; returns the figures of the step as tensors (not yet read back from the device)."""
        training = self.config.training
        # From the configuration at each step, so that a resumed run and a changed configuration both get theirs.
        set_rates(self.optimiser_g, self.optimiser_d, training, rate_share(self.step, training))
        real, labels, z, fake_labels = self._on_device(
            *self.stream.batch(self.step), *self.stream.noise(self.step, self.config.latent)
        )
        assert real is not None and z is not None
        # The same fake pictures serve both updates: it saves a pass through the generator.
        fake = self.generator(z, fake_labels)
        both = None if labels is None or fake_labels is None else torch.cat([labels, fake_labels])
        shown = self._seen(torch.cat([real, fake.detach()]), 5)
        real_score, fake_score = self.discriminator(shown, both).split(len(real))
        loss_d = discriminator_loss(real_score, fake_score)
        self.optimiser_d.zero_grad(set_to_none=True)
        loss_d.backward()
        self.optimiser_d.step()

        self._trainable(self.discriminator, False)
        loss_g = generator_loss(self.discriminator(self._seen(fake, 6), fake_labels))
        site, total = self.generator.attn, loss_g
        if site.unary is not None and site.dependence is not None:
            total = total + training.unaryPenalty * site.unary
            total = total + training.dependencePenalty * torch.relu(training.dependenceFloor - site.dependence)
        if training.diversity:
            total = total + training.diversity * sameness(fake, z, fake_labels)
        self.optimiser_g.zero_grad(set_to_none=True)
        total.backward()
        self.optimiser_g.step()
        self._trainable(self.discriminator, True)

        if training.gainLimit:
            site.limit_gains(training.gainLimit)
        gamma = site.gamma
        if self.lift_from <= self.step < self.lift_from + training.liftSteps:
            gamma.data.add_(training.liftRate)
        averaging.update(self.average, self.generator, self.step, training.average)
        self.step += 1
        return {
            "d_loss": loss_d.detach(), "g_loss": loss_g.detach(),
            "d_real": real_score.detach().mean(), "d_fake": fake_score.detach().mean(),
            "gamma_g": gamma.detach().clone(), "gamma_d": self.discriminator.attn.gamma.detach().clone(),
            "unary": torch.zeros(()) if site.unary is None else site.unary.detach(),
            "dependence": torch.zeros(()) if site.dependence is None else site.dependence.detach(),
        }

    def _seen(self, images: Tensor, purpose: int) -> Tensor:
        """images as the discriminator sees them at this step; `purpose` keeps the two networks' views apart."""
        training = self.config.training
        return views(images, [training.seed, purpose, self.step], training.shift, training.cut)

    @staticmethod
    def _trainable(network: torch.nn.Module, value: bool) -> None:
        for parameter in network.parameters():
            parameter.requires_grad_(value)

    @torch.no_grad()
    def sheet(self) -> "tuple[Tensor, Dict[str, float]]":
        """Pictures [72, 3, R, R] of fixed latents from the average (classes by row), and its attention's statistics."""
        count = SHEET_ROWS * SHEET_COLUMNS
        z, _ = averaging.draw(self.config.latent, count, None, [self.config.training.seed, 4])
        labels = None
        if self.config.classes:
            labels = torch.arange(count) // SHEET_COLUMNS % len(self.config.classes)
        record: Dict[str, Tensor] = {}
        with averaging.batch_statistics(self.average):
            images = self.average(*self._on_device(z, labels), record=record).cpu()
        return images, attention_statistics(record["q"][:12].cpu(), record["k"][:12].cpu())

    def state(self) -> Dict[str, Any]:
        """All that a resumed run needs, as tensors and plain values."""
        return {
            "format": FORMAT, "config": self.config.to_json(), "step": self.step, "seconds": self.seconds,
            "origin": self.origin, "lift_from": self.lift_from, "data": self.pictures.sha256,
            "frequencies": self.pictures.frequencies(), "machine": machine(self.device),
            "generator": self.generator.state_dict(), "discriminator": self.discriminator.state_dict(),
            "average": self.average.state_dict(),
            "optimiser_g": self.optimiser_g.state_dict(), "optimiser_d": self.optimiser_d.state_dict(),
        }

    def restore(self, state: Dict[str, Any]) -> None:
        """Go on from `state`. Raises TrainingError when it belongs to other networks or other data."""
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
        self.lift_from = state["lift_from"]
