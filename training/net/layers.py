"""Normalisation, resampling and residual blocks shared by the two networks. Activations are [B, C, H, W], channels last."""
from typing import Any, Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .parallel import BatchNorm
from .spectral import Conv


class Norm(BatchNorm):
    """Batch norm with one learned scale and shift, or with one pair for each class (conditional batch norm).

    Conditional batch norm: Dumoulin et al. 2017, arXiv:1610.07629; used with classes as in section 4 of the SAGAN paper.
    """

    def __init__(self, channels: int, classes: int = 0) -> None:
        super().__init__(channels, affine=classes == 0)
        self.classes = classes
        if classes:
            self.scale = nn.Parameter(torch.ones(classes, channels))
            self.shift = nn.Parameter(torch.zeros(classes, channels))

    def forward(self, x: Tensor, labels: Optional[Tensor] = None) -> Tensor:  # type: ignore[override]
        x = super().forward(x)
        if not self.classes:
            return x
        scale, shift = self.scale[labels].to(x.dtype), self.shift[labels].to(x.dtype)
        return torch.addcmul(shift[:, :, None, None], x, scale[:, :, None, None])

    def tables(self) -> Tuple[Tensor, Tensor]:
        """Scale and shift [max(classes, 1), C] that equal this layer in evaluation mode: a x + b with the statistics in them."""
        weight, bias = (self.scale, self.shift) if self.classes else (self.weight[None], self.bias[None])
        scale = weight * torch.rsqrt(self.running_var + self.eps)
        return scale, bias - scale * self.running_mean


class NearestUpsample(torch.autograd.Function):
    """Each cell becomes 2x2 cells; backward sums them. Written out because the built-in one leaves bfloat16 on a CPU."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:  # type: ignore[override]
        b, c, h, w = x.shape
        rows = x.permute(0, 2, 3, 1)[:, :, None, :, None, :]
        return rows.expand(b, h, 2, w, 2, c).reshape(b, 2 * h, 2 * w, c).permute(0, 3, 1, 2)

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tensor:  # type: ignore[override]
        return F.avg_pool2d(grad.contiguous(memory_format=torch.channels_last), 2) * 4


def upsample(x: Tensor) -> Tensor:
    """Nearest-neighbour upsampling by 2."""
    return NearestUpsample.apply(x)


class GeneratorBlock(nn.Module):
    """Residual block that doubles the size: norm, ReLU, up, conv, norm, ReLU, conv; beside it a 1x1 conv, up."""

    def __init__(self, inputs: int, outputs: int, classes: int) -> None:
        super().__init__()
        self.norm1, self.conv1 = Norm(inputs, classes), Conv(inputs, outputs)
        self.norm2, self.conv2 = Norm(outputs, classes), Conv(outputs, outputs)
        self.shortcut = Conv(inputs, outputs, 1)

    def forward(self, x: Tensor, labels: Optional[Tensor]) -> Tensor:
        h = self.conv1(upsample(F.relu(self.norm1(x, labels))))
        h = self.conv2(F.relu(self.norm2(h, labels)))
        # A 1x1 convolution and nearest upsampling commute, so the shortcut runs on the small grid.
        return h + upsample(self.shortcut(x))


class DiscriminatorBlock(nn.Module):
    """Residual block: ReLU, conv, ReLU, conv, 2x2 mean; beside it 2x2 mean, 1x1 conv. `first` reads pixels: no first ReLU."""

    def __init__(self, inputs: int, outputs: int, halve: bool, first: bool) -> None:
        super().__init__()
        self.halve, self.first = halve, first
        self.conv1, self.conv2 = Conv(inputs, outputs), Conv(outputs, outputs)
        self.shortcut = Conv(inputs, outputs, 1)

    def forward(self, x: Tensor) -> Tensor:
        h = self.conv2(F.relu(self.conv1(x if self.first else F.relu(x))))
        if self.halve:
            h, x = F.avg_pool2d(h, 2), F.avg_pool2d(x, 2)
        return h + self.shortcut(x)


class ResidualSite(nn.Module):
    """Residual block that keeps size and width, with at least as many parameters as SelfAttention of that width (paper, Table 1).

    [norm,] ReLU, 3x3 conv to a few channels, ReLU, 3x3 conv back, added to the input.
    """

    def __init__(self, channels: int, normed: bool) -> None:
        super().__init__()
        # f, g: C^2/8 each; h, v: C^2/2 each; gamma; gains of the norm before f, g and h.
        wanted = 5 * channels**2 // 4 + 1 + (3 * channels if normed else 0)
        fixed, each = channels * (3 if normed else 1), 18 * channels + 1
        few = max(1, -(-(wanted - fixed) // each))
        self.norm = Norm(channels) if normed else None
        self.conv1, self.conv2 = Conv(channels, few), Conv(few, channels)

    def forward(self, x: Tensor) -> Tensor:
        h = x if self.norm is None else self.norm(x)
        return x + self.conv2(F.relu(self.conv1(F.relu(h))))
