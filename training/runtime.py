"""Finding a Python with PyTorch, setting a CPU up for speed, and turning errors into one sentence. Standard library only."""
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Callable, Dict, Optional

from .errors import TrainingError

HOME = Path(os.environ.get("SAGAN_RUNS", Path.home() / "sagan-runs"))
DATA = HOME / "data"
SYSTEM_PYTHON = "/usr/bin/python3"  # where Debian's python3-torch lives, whatever `python3` on the PATH is
LIBRARIES = Path("/usr/lib/x86_64-linux-gnu")
OPENMP_BLAS = LIBRARIES / "openblas-openmp"
JEMALLOC = LIBRARIES / "libjemalloc.so.2"
MARK = "SAGAN_TRAINING_STARTED"  # set in a process started by `restart`, so that it happens once
NEEDED = ("torch", "numpy", "PIL")


def missing() -> "list[str]":
    """The needed packages that this Python lacks."""
    return [name for name in NEEDED if importlib.util.find_spec(name) is None]


def python_with_torch() -> Optional[str]:
    """A Python that has all the packages: this one, else Debian's own, else None."""
    if not missing():
        return sys.executable
    if os.access(SYSTEM_PYTHON, os.X_OK):
        probe = subprocess.run([SYSTEM_PYTHON, "-c", f"import {', '.join(NEEDED)}"], capture_output=True, check=False)
        if probe.returncode == 0:
            return SYSTEM_PYTHON
    return None


def fast_environment() -> Dict[str, str]:
    """This process's environment with what makes PyTorch fast on a CPU, where Debian's packages for it are installed.

    The OpenMP build of OpenBLAS shares PyTorch's threads (the pthread build fights with them, three times slower), and
    jemalloc keeps big buffers instead of returning them to the system at each step.
    """
    environment = dict(os.environ)
    if OPENMP_BLAS.is_dir():
        environment["LD_LIBRARY_PATH"] = ":".join(filter(None, [str(OPENMP_BLAS), environment.get("LD_LIBRARY_PATH", "")]))
    if JEMALLOC.is_file():
        environment["LD_PRELOAD"] = " ".join(filter(None, [environment.get("LD_PRELOAD", ""), str(JEMALLOC)]))
        environment["MALLOC_CONF"] = "dirty_decay_ms:-1,muzzy_decay_ms:-1"
    environment.setdefault("OMP_WAIT_POLICY", "passive")
    return environment


def ensure_torch(module: str) -> None:
    """Continue in a Python with PyTorch, set up for speed; replaces this process when another one is needed.

    Raises TrainingError when there is none.
    """
    if os.environ.get(MARK):
        return
    python = python_with_torch()
    if python is None:
        raise TrainingError(
            f"This needs PyTorch, NumPy and Pillow (missing here: {', '.join(missing())}); install them with "
            "`apt-get install python3-torch python3-pil libopenblas0-openmp libjemalloc2` or `pip install torch numpy pillow`."
        )
    environment = fast_environment()
    environment[MARK] = "1"
    sys.stdout.flush()
    os.execve(python, [python, "-m", module, *sys.argv[1:]], environment)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def threads() -> None:
    """Use every core that this process may use, and flush denormals, which slow a CPU down many times.

    Processes that torchrun started on one machine share its cores.
    """
    import torch

    torch.set_num_threads(max(1, cores() // int(os.environ.get("LOCAL_WORLD_SIZE", "1"))))
    torch.set_flush_denormal(True)


def command(module: str, main: Callable[[], None], torch_needed: bool = True) -> None:
    """Run a command's main function; a TrainingError becomes one line on standard error and exit code 1."""
    try:
        if torch_needed:
            ensure_torch(module)
        main()
    except TrainingError as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    except BrokenPipeError:
        raise SystemExit(1) from None
