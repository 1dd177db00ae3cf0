"""The files of runs: the arrays that are kept, and the folder in which a large run is worked on."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from secrets import token_hex
from tempfile import mkdtemp
from typing import Any

import numpy as np
from django.conf import settings

from placements.matching.arrays import RunArrays, write_arrays
from placements.models import RoundRun

ENDING = ".npz"


def arrays_path(name: str) -> Path:
    """Where the arrays of this name are kept."""
    return _rounds() / name


def keys_path(name: str) -> Path:
    """Where it is kept which request and which capacity the numbers in the arrays of this name are."""
    return _rounds() / f"{name.removesuffix(ENDING)}-keys{ENDING}"


def keep(run: RoundRun, arrays: RunArrays, keys: dict[str, Any]) -> tuple[str, str]:
    """Write the arrays of a run to a file of their own; its name and its SHA-256.

    Two workers that do the same run write two files, so that neither touches what the other stored. Which request and
    which capacity each number is (`keys`), goes to a file beside it, so that the arrays can be given to a third party.
    """
    name = f"{run.round_id}-{run.number}-{token_hex(4)}{ENDING}"
    with _written(arrays_path(name)) as path:
        write_arrays(path, arrays)
    with _written(keys_path(name)) as path, path.open("wb") as file:
        np.savez_compressed(file, **keys)
    with arrays_path(name).open("rb") as file:
        return name, file_digest(file, "sha256").hexdigest()


def put(run: RoundRun, name: str, columns: dict[str, Any]) -> None:
    """Write columns into the folder of a run, each as a file that workers can map."""
    with _written(_work(run) / name) as folder:
        folder.mkdir()
        for column, values in columns.items():
            np.save(folder / f"{column}.npy", values, allow_pickle=False)


def mapped(run: RoundRun, name: str) -> dict[str, Any]:
    """Columns from the folder of a run, mapped and not read; raises FileNotFoundError when they are gone."""
    folder = _work(run) / name
    return {file.stem: np.load(file, mmap_mode="r", allow_pickle=False) for file in sorted(folder.iterdir())}


def forget_work(run: RoundRun) -> None:
    """Remove the folder of a run that is over."""
    shutil.rmtree(_work(run), ignore_errors=True)


def forget_arrays(name: str) -> None:
    """Remove the arrays of this name, of a run that was not stored after all."""
    for path in (arrays_path(name), keys_path(name)):
        path.unlink(missing_ok=True)


def _rounds() -> Path:
    return Path(settings.DATA_DIR) / "rounds"


def _work(run: RoundRun) -> Path:
    return _rounds() / "work" / str(run.pk)


@contextmanager
def _written(path: Path) -> Iterator[Path]:
    """A place to write beside the path; what is there afterwards takes its name at once, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = Path(mkdtemp(dir=path.parent))
    try:
        yield beside / path.name
        _replace(beside / path.name, path)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _replace(written: Path, path: Path) -> None:
    """A folder that somebody else wrote meanwhile holds the same and stays."""
    if written.is_file():
        with written.open("rb") as file:
            os.fsync(file.fileno())
    try:
        written.replace(path)
    except OSError:
        if not path.is_dir():
            raise
