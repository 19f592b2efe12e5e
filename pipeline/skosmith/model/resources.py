"""Where the data files lie: in the package; the ontology and the shapes, in a checkout, at its top."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_CHECKOUT = _PACKAGE.parent.parent


def data_folder(name: str) -> Path:
    """The folder ``ontology``, ``shapes`` or ``labels``.

    Raises FileNotFoundError where the installation is not whole.
    """
    for home in (_PACKAGE, _CHECKOUT):
        if (home / name).is_dir():
            return home / name
    message = f"skosmith is not installed whole: there is no folder {name!r} in {_PACKAGE} or {_CHECKOUT}"
    raise FileNotFoundError(message)


def read_data(name: str) -> str:
    """The text of a data file of the package."""
    return (_PACKAGE / name).read_text("utf-8")


def data_files(name: str, pattern: str) -> list[Path]:
    """The files of the folder ``name`` that ``pattern`` matches, in the order of their names."""
    return sorted(data_folder(name).glob(pattern))


def turtle_files(name: str) -> list[Path]:
    """The Turtle files of the folder ``name``, in the order of their names."""
    return data_files(name, "*.ttl")
