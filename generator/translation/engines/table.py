"""What the table of engines says about each."""

from collections.abc import Callable, Mapping

from generator.model import Value
from generator.translation.engines.protocol import Engine


class Entry(Value, frozen=True):
    """How an engine is opened, and what it needs before it can be: a package, settings, and variables with its keys.

    `asks` is whether it is asked anything at all: what is asked costs time or money, so one run at a time does it.
    `pairs` is empty where only the engine itself knows them. `network` is whether text leaves this machine or process.
    """

    open: Callable[[str, Mapping[str, object], Mapping[str, str]], Engine]
    network: bool = True
    asks: bool = True
    package: str = ""
    settings: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    optional_keys: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    note: str = ""


class Readiness(Value, frozen=True):
    """Whether an engine could be opened, and the packages, settings and variables that it lacks.

    `fault` says in words what is wrong besides, such as a program that cannot be started.
    """

    name: str
    ready: bool
    missing: tuple[str, ...]
    fault: str = ""
