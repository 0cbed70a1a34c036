"""Spectral normalisation of weights (Miyato et al. 2018, arXiv:1802.05957; in both networks: SAGAN paper, section 3).

A layer keeps the raw weight W and uses W / sigma, where sigma = u^T W v is W's largest singular value as power iteration
sees it (Algorithm 1 of Miyato et al.: one iteration for each forward pass in training, u kept between passes). W is seen
as a matrix [out, everything else]. u and v count as constants in the backward pass; W's own gradient through sigma does not.

Weights are used in the data type of the activations that reach the layer, so that a network runs in bfloat16 when its
input is cast, while the raw weights and sigma stay float32.
"""
import torch
import torch.nn.functional as F
from torch import Tensor, nn

EPSILON = 1e-12


class Spectral(nn.Module):
    """Base of the layers below: raw weight, the left singular vector u, and the normalised weight."""

    u: Tensor
    v: Tensor

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        self.weight = nn.Parameter(weight)
        matrix = weight.flatten(1)
        self.register_buffer("u", F.normalize(torch.randn(matrix.shape[0]), dim=0, eps=EPSILON))
        self.register_buffer("v", F.normalize(torch.randn(matrix.shape[1]), dim=0, eps=EPSILON))
        self.iterate(5)

    @torch.no_grad()
    def iterate(self, times: int) -> None:
        """Power iteration: v <- W^T u / |W^T u|, u <- W v / |W v|, `times` times, in place."""
        matrix = self.weight.detach().flatten(1)
        for _ in range(times):
            torch.mv(matrix.t(), self.u, out=self.v)
            self.v.div_(self.v.norm().clamp_min(EPSILON))
            torch.mv(matrix, self.v, out=self.u)
            self.u.div_(self.u.norm().clamp_min(EPSILON))

    def sigma(self) -> Tensor:
        """The estimate u^T W v (a scalar that carries W's gradient)."""
        # Copies, because the next forward pass overwrites the buffers that this pass's backward still needs.
        return torch.dot(self.u.clone(), torch.mv(self.weight.flatten(1), self.v.clone()))

    def normalised(self) -> Tensor:
        """W / sigma, in W's shape; refines u and v first when the layer is in training mode."""
        if self.training:
            self.iterate(1)
        return self.weight / self.sigma()


class Conv(Spectral):
    """Convolution [B, in, H, W] -> [B, out, H, W] with an odd kernel, padded to keep the size."""

    def __init__(self, inputs: int, outputs: int, kernel: int = 3, bias: bool = True) -> None:
        super().__init__(nn.init.orthogonal_(torch.empty(outputs, inputs, kernel, kernel)))
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None
        self.padding = kernel // 2

    def forward(self, x: Tensor) -> Tensor:
        bias = None if self.bias is None else self.bias.to(x.dtype)
        return F.conv2d(x, self.normalised().to(x.dtype), bias, padding=self.padding)


class Dense(Spectral):
    """Linear map [B, in] -> [B, out] with bias."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(nn.init.orthogonal_(torch.empty(outputs, inputs)))
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.normalised().to(x.dtype), self.bias.to(x.dtype))


class Embedding(Spectral):
    """A table [classes, width] looked up by class number [B] -> [B, width]."""

    def __init__(self, classes: int, width: int) -> None:
        super().__init__(nn.init.orthogonal_(torch.empty(classes, width)))

    def forward(self, labels: Tensor) -> Tensor:
        return self.normalised()[labels]


def spectral_layers(network: nn.Module) -> "dict[str, Spectral]":
    """Every spectrally normalised layer of a network by name."""
    return {name: module for name, module in network.named_modules() if isinstance(module, Spectral)}


@torch.no_grad()
def singular_values(network: nn.Module) -> "dict[str, float]":
    """Largest singular value of each raw weight by layer name (the divisor sigma as power iteration knows it)."""
    return {name: float(layer.sigma()) for name, layer in spectral_layers(network).items()}
