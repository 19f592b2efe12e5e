"""Where the ontology and the shapes lie: in the package of a wheel, at the top of a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """The folder ``ontology`` or ``shapes``.

    Raises FileNotFoundError where the installation is not whole.
    """
    for home in (_PACKAGE, _CHECKOUT):
        if (home / name).is_dir():
            return home / name
    message = f"skosmith is not installed whole: there is no folder {name!r} in {_PACKAGE} or {_CHECKOUT}"
    raise FileNotFoundError(message)


def turtle(name: str) -> list[Path]:
    """The Turtle files of the folder ``name``, in the order of their names."""
    return sorted(folder(name).glob("*.ttl"))
