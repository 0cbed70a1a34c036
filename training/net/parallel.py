"""Several processes that train as one: sums over all of them, and batch norm with the statistics of the whole batch.

The gradients are averaged by PyTorch's DistributedDataParallel. What a mean over the batch hides from it is summed here: the
statistics of batch norms, and loss terms that are no plain mean over images. With L_r the loss of process r the processes minimise
(1/W) sum_r L_r, so a term that every process computes from the same totals counts once.
"""
import contextlib
import os
from typing import Any, Iterator, Optional

import torch
import torch.distributed as dist
from torch import Tensor, nn

_synchronised = False
_group: Any = None  # of its own, so that these sums and DistributedDataParallel's need no common order


def launched() -> bool:
    """Whether this process is one of several that torchrun started."""
    return int(os.environ.get("WORLD_SIZE", "1")) > 1


def join(device: str) -> None:
    """Wait for the other processes: gloo on CPUs, nccl on GPUs."""
    global _group
    dist.init_process_group("nccl" if device.startswith("cuda") else "gloo")
    _group = dist.new_group()


def leave() -> None:
    """Undo `join`."""
    global _group
    dist.destroy_process_group()
    _group = None


def _joined() -> bool:
    return dist.is_available() and dist.is_initialized()


def world() -> int:
    """How many processes train together."""
    return dist.get_world_size() if _joined() else 1


def rank() -> int:
    """This process's number, from 0."""
    return dist.get_rank() if _joined() else 0


@contextlib.contextmanager
def synchronised() -> Iterator[None]:
    """Within, and only there, `total` sums over the processes; every process has to come here with the same computation."""
    global _synchronised
    before, _synchronised = _synchronised, world() > 1
    try:
        yield
    finally:
        _synchronised = before


class _Total(torch.autograd.Function):
    """Sum over all processes. Each one's loss depends on the sum, so the gradients are summed as well."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:  # type: ignore[override]
        x = x.detach().clone().contiguous()
        dist.all_reduce(x, group=_group)
        return x

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tensor:  # type: ignore[override]
        grad = grad.clone().contiguous()
        dist.all_reduce(grad, group=_group)
        return grad


def total(x: Tensor) -> Tensor:
    """The sum of x over all processes, differentiable; x itself outside `synchronised`."""
    return _Total.apply(x) if _synchronised else x


def mean(x: Tensor) -> Tensor:
    """The mean of x over all processes, differentiable; x itself outside `synchronised`."""
    return total(x) / world() if _synchronised else x


def any_of_them(wish: bool, device: torch.device) -> bool:
    """Whether any process has the wish; all of them have to ask."""
    if world() == 1:
        return wish
    asked = torch.tensor(float(wish), device=device)
    dist.all_reduce(asked, dist.ReduceOp.MAX, group=_group)
    return bool(asked)


class BatchNorm(nn.BatchNorm2d):
    """nn.BatchNorm2d whose statistics in training are, within `synchronised`, those of the whole batch of all processes.

    The processes' parts of the batch must be of one size. nn.SyncBatchNorm does the same, but only on GPUs.
    """

    def forward(self, x: Tensor) -> Tensor:
        if not (_synchronised and self.training):
            return super().forward(x)
        wide = x.to(torch.promote_types(x.dtype, torch.float32))
        count = x.numel() // x.shape[1] * world()
        centre = total(wide.sum((0, 2, 3))) / count
        apart = wide - centre[:, None, None]
        variance = total(apart.square().sum((0, 2, 3))) / count
        with torch.no_grad():
            share = 0.0 if self.momentum is None else self.momentum
            self.running_mean.lerp_(centre, share)
            self.running_var.lerp_(variance * (count / (count - 1)), share)
            self.num_batches_tracked.add_(1)
        y = apart * torch.rsqrt(variance + self.eps)[:, None, None]
        if self.affine:
            y = torch.addcmul(self.bias[:, None, None], y, self.weight[:, None, None])
        return y.to(x.dtype)


def part(batch: int, of: Optional[int] = None) -> slice:
    """Which images of the whole batch are this process's."""
    mine, number = batch // world(), rank() if of is None else of
    return slice(number * mine, (number + 1) * mine)
