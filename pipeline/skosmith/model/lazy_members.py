"""How the packages give what they offer: each name is imported on first use, since most runs need only a few."""

from collections.abc import Callable, Mapping
from importlib import import_module


def members(package: str, modules: Mapping[str, str]) -> Callable[[str], object]:
    """The ``__getattr__`` (PEP 562) of ``package``; ``modules`` maps its modules to the names taken from each.

    A name is bound in the package when it is first asked for. The function raises AttributeError for any other name.
    """
    homes = {name: module for module, names in modules.items() for name in names.split()}

    def member(name: str) -> object:
        home = homes.get(name)
        if home is None:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message)
        value = getattr(import_module(f"{package}.{home}"), name)
        setattr(import_module(package), name, value)
        return value

    return member
