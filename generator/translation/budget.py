"""How much a run may ask of an engine, and what was spent on which day."""

from collections.abc import Mapping
from math import inf
from typing import TypeGuard

from generator.config import SETTINGS, Config
from generator.errors import ConfigError, UsageError
from generator.model import Value
from generator.translation.engines.transport import is_loopback
from generator.translation.store import Store

MILLION = 1_000_000


class Budget(Value, frozen=True, kw_only=True):
    """The most that a run may send; None is no limit. `price` is what a million characters cost.

    `requests` counts texts that are sent, as an engine that takes several at once is paid for each.
    """

    characters: int | None = None
    requests: int | None = None
    cost: float | None = None
    price: float = 0.0

    @property
    def whole(self) -> float:
        """How many characters a run may send at most."""
        by_cost = int(self.cost * MILLION / self.price) if self.cost is not None and self.price else inf
        return min(by_cost, inf if self.characters is None else self.characters)

    def allows(self, spent: "Spent", text: str) -> bool:
        """Tell whether `text` may be sent after all that is `spent`."""
        characters = spent.characters + len(text)
        return not (
            (self.characters is not None and characters > self.characters)
            or (self.requests is not None and spent.requests >= self.requests)
            or (self.cost is not None and self.price * characters / MILLION > self.cost)
        )


class Spent(Value, frozen=True, kw_only=True):
    """What was sent: texts, their characters, and what they cost."""

    requests: int = 0
    characters: int = 0
    cost: float = 0.0


class Limits(Value, frozen=True, kw_only=True):
    """What a person allows for one run, whatever the engine and the settings."""

    characters: int | None = None
    cost: float | None = None


def budget_of(config: Config, engine: str, limits: Limits, *, network: bool) -> Budget:
    """Return the budget of a run: a person's limits first, then the settings for an engine that is elsewhere."""
    settings = config.translate.engines.get(engine, {})
    price = price_of(config, engine)
    if limits.cost is not None and not _is_price(settings.get("price")):
        raise UsageError(f"what engine `{engine}` costs is not known", hint=price_hint(engine))
    if limits.cost is None and is_cost_unlimited(config, engine, network=network):
        raise ConfigError(
            f"`max_cost` cannot be kept, as what engine `{engine}` costs is not known",
            hint=price_hint(engine),
            file=SETTINGS,
        )
    usual = config.translate if _is_remote(settings, network=network) else None
    cost = limits.cost if limits.cost is not None else config.translate.max_cost
    return Budget(
        characters=limits.characters if limits.characters is not None else (usual.max_characters if usual else None),
        requests=usual.max_requests if usual else None,
        cost=cost if price else None,
        price=price,
    )


def price_of(config: Config, engine: str) -> float:
    """Return what a million characters cost with an engine, by the settings; 0 where they do not say."""
    settings = config.translate.engines.get(engine, {})
    price = settings.get("price")
    return float(price) if _is_price(price) else 0.0


def is_cost_unlimited(config: Config, engine: str, *, network: bool) -> bool:
    """Tell whether `max_cost` of the settings limits nothing, as they do not say what an engine elsewhere costs."""
    settings = config.translate.engines.get(engine, {})
    return (
        config.translate.max_cost is not None
        and _is_remote(settings, network=network)
        and not _is_price(settings.get("price"))
    )


def _is_remote(settings: Mapping[str, object], *, network: bool) -> bool:
    return network and settings.get("network") is not False and not is_loopback(str(settings.get("url") or ""))


def _is_price(given: object) -> TypeGuard[float]:
    return isinstance(given, int | float) and not isinstance(given, bool) and given >= 0


def price_hint(engine: str) -> str:
    """Return what to do where what an engine costs is not known."""
    return f"write what a million characters cost: `price = 20.0` under `[translate.engines.{engine}]`"


def note_spending(store: Store, day: str, engine: str, spent: Spent) -> None:
    """Add to what was spent on a day; it is on disk before anything is sent."""
    with store.change() as connection:
        connection.execute(
            "INSERT INTO spend VALUES (?, ?, ?, ?, ?) ON CONFLICT (day, engine) DO UPDATE SET "
            "requests = requests + excluded.requests, characters = characters + excluded.characters, "
            "cost = cost + excluded.cost",
            (day, engine, spent.requests, spent.characters, spent.cost),
        )


def spent_on(store: Store, day: str, engine: str) -> Spent:
    """Return what was sent to an engine on a day."""
    row = store.connection.execute(
        "SELECT requests, characters, cost FROM spend WHERE day = ? AND engine = ?", (day, engine)
    ).fetchone()
    return Spent(requests=row[0], characters=row[1], cost=row[2]) if row else Spent()
