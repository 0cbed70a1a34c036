"""What the TensorFlow code bases share: kernels [h, w, in, out], dense matrices [in, out], u [1, out], maps that begin as 4, 4, C."""
from .spectral import stepped, vectors


def outward(kernel):
    """In PyTorch's order: [out, in, h, w], or [out, in] of a matrix."""
    return kernel.permute(3, 2, 0, 1) if kernel.dim() == 4 else kernel.t()


def put(draw, state, scope, kernel_name, shape, bias_name=None, normal=True):
    """A layer under spectral normalisation whose u stands beside its kernel."""
    inputs = shape[0] * (shape[1] * shape[2] if len(shape) == 4 else 1)
    kernel = draw.weight(*shape, inputs=inputs)
    state[f"{scope}/{kernel_name}"] = kernel
    if normal:
        state[f"{scope}/u"] = vectors(draw, outward(kernel))[0].reshape(1, -1)
    if bias_name:
        state[f"{scope}/{bias_name}"] = draw.bias(shape[-1])


def get(state, scope, kernel_name, bias_name=None):
    """(weight, bias) in PyTorch's order, one power step from the stored u where there is one."""
    weight = outward(state[f"{scope}/{kernel_name}"])
    if f"{scope}/u" in state:
        weight = stepped(weight, state[f"{scope}/u"])
    return weight, state.get(f"{scope}/{bias_name}")


def unfold(x):
    """The stem's outputs, [B, 16 C], as a map: rows, columns, channels."""
    return x.reshape(x.shape[0], 4, 4, -1).permute(0, 3, 1, 2)
