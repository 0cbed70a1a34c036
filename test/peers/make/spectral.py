"""The ways in which code bases keep and apply spectral normalisation."""


def matrix(weight, dim=0):
    """The matrix whose largest singular value is meant: rows by `dim`, columns by all the others in order."""
    others = [d for d in range(weight.dim()) if d != dim]
    return weight.permute(dim, *others).reshape(weight.shape[dim], -1)


def unit(vector):
    return vector / vector.norm()


def step(rows, u):
    """One step of the power iteration from `u`: the new u and v."""
    v = unit(rows.t() @ u)
    return unit(rows @ v), v


def stored(weight, u, v, dim=0):
    """Divided by u W v as they lie in the file: what PyTorch's own hook does in eval mode."""
    return weight / (u @ matrix(weight, dim) @ v)


def stepped(weight, u, dim=0):
    """Divided by sigma after one step from the stored u: what most others do, in eval mode too."""
    rows = matrix(weight, dim)
    u, v = step(rows, u.reshape(-1))
    return weight / (u @ rows @ v)


def vectors(draw, weight, dim=0):
    """u and v as training leaves them: on the way to the weight's largest pair, but far enough from it to tell the ways apart."""
    rows = matrix(weight, dim)
    return step(rows, unit(draw.normal(rows.shape[0])))


def put_torch(draw, state, name, weight, bias=None, dim=0):
    """Writes a layer as `torch.nn.utils.spectral_norm` registers it: bias, weight_orig, weight_u, weight_v."""
    u, v = vectors(draw, weight, dim)
    if bias is not None:
        state[f"{name}.bias"] = bias
    state[f"{name}.weight_orig"] = weight
    state[f"{name}.weight_u"] = u
    state[f"{name}.weight_v"] = v


def get_torch(state, name, dim=0):
    """The weight and the bias (or None) that such a layer uses in eval mode."""
    weight = stored(state[f"{name}.weight_orig"], state[f"{name}.weight_u"], state[f"{name}.weight_v"], dim)
    return weight, state.get(f"{name}.bias")


def put_brock(draw, state, name, weight, bias=None):
    """Writes a layer as BigGAN-PyTorch's SN classes do: weight, bias, u0 [1, rows] and sv0 [1], which is only for logging."""
    u, v = vectors(draw, weight)
    state[f"{name}.weight"] = weight
    if bias is not None:
        state[f"{name}.bias"] = bias
    state[f"{name}.u0"] = u.reshape(1, -1)
    # As the last training step saw it, which is not what the stored u gives.
    state[f"{name}.sv0"] = (u @ matrix(weight) @ v).reshape(1) * 1.1


def get_brock(state, name):
    return stepped(state[f"{name}.weight"], state[f"{name}.u0"]), state.get(f"{name}.bias")
