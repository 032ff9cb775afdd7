"""Read typed values out of a table (front matter, TOML); what is wrong becomes findings, and the value is left out."""

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias, TypeVar

from generator.config import values
from generator.config.values import Unfit, shown
from generator.model import Finding, Severity

Path: TypeAlias = tuple[str | int, ...]
Places: TypeAlias = Mapping[Path, tuple[int, int, int, int]]
Reader: TypeAlias = Callable[[str], str]
Choice = TypeVar("Choice", bound=str)
Default = TypeVar("Default", bound=str | None)

_YES = frozenset(("true", "yes", "on"))
_NO = frozenset(("false", "no", "off"))


class Fields:
    """One table of a file; it collects findings, and in `rejected` the first error of each top-level key."""

    def __init__(
        self,
        file: str,
        table: Mapping[str, object],
        places: Places,
        path: Path = (),
    ) -> None:
        self.file, self.table, self.places, self.path = file, table, places, path
        self.findings: list[Finding] = []
        self.rejected: dict[str, Finding] = {}

    def within(self, path: Path, table: Mapping[str, object]) -> "Fields":
        """Return a table inside this one, whose findings are collected with this one's."""
        inner = Fields(self.file, table, self.places, (*self.path, *path))
        inner.findings, inner.rejected = self.findings, self.rejected
        return inner

    def note(
        self,
        code: str,
        at: Path | str,
        message: str,
        hint: str = "",
        *,
        severity: Severity = "error",
        of: Literal["value", "key"] = "value",
    ) -> None:
        """Note a finding at a value or key of this table; what has no place is noted at the table's own."""
        below = (at,) if isinstance(at, str) else at
        place = self.places.get((*self.path, *below)) or self.places.get(self.path) or (1, 1, 1, 1)
        line, column = place[:2] if of == "value" else place[2:]
        found = Finding(
            code=code, severity=severity, file=self.file, line=line, column=column, message=message, hint=hint
        )
        if severity == "error" and (whole := (*self.path, *below)):
            self.rejected.setdefault(str(whole[0]), found)
        self.findings.append(found)

    def name(self, at: Path) -> str:
        """Return how a message calls a value: its keys with dots between."""
        return "`" + ".".join(part for part in (*self.path, *at) if isinstance(part, str)) + "`"

    def unknown(
        self, known: Collection[str], grave: Collection[str] = (), called: Mapping[str, str] = MappingProxyType({})
    ) -> list[str]:
        """Note every key that is not in `known`; return the known keys that they were probably meant to be.

        It is an error where such a key is one of the `grave` ones, else a warning. `called` has the known keys by other
        names that people give them.
        """
        meant = []
        for key in self.table:
            if key in known:
                continue
            near = called.get(key) or nearest(key, known)
            hint = f"did you mean `{near}`?" if near else f"known here are: {', '.join(known)}"
            severity: Severity = "error" if near in grave else "warning"
            self.note("unknown-key", key, f"unknown key {self.name((key,))}", hint, severity=severity, of="key")
            meant.append(near)
        return meant

    def one(self, key: str, reader: Reader) -> str:
        """Return the text of `key` as `reader` takes it; empty where it is absent or unfit."""
        value = self.table.get(key)
        return "" if value is None else self.text((key,), value, reader) or ""

    def prose(self, key: str) -> str:
        """Return a text of several lines."""
        value = self.table.get(key)
        return "" if value is None else self.text((key,), value, values.prose, lines=True) or ""

    def many(self, key: str, reader: Reader, most: int = 100) -> tuple[str, ...]:
        """Return the texts of a list, each once and as `reader` takes it; those that are unfit are left out."""
        found = (self.text((key, number), item, reader) for number, item in enumerate(self._list(key, most)))
        return tuple(dict.fromkeys(text for text in found if text))

    def text(self, at: Path, value: object, reader: Reader, *, lines: bool = False) -> str | None:
        """Return one value as `reader` takes it; None where it is unfit."""
        if not isinstance(value, str):
            self._wrong_shape(at, "text", '"…"')
            return None
        text, hidden = values.clean(value, lines=lines)
        if hidden:
            message = f"{self.name(at)} held characters that no reader sees and that change what is read: {hidden}"
            self.note("hidden-character", at, message, "they were left out; delete them", severity="warning")
        try:
            return reader(text)
        except Unfit as unfit:
            self.note(unfit.code, at, f"{self.name(at)} {unfit.message}", unfit.hint)
            return None

    def choice(self, key: str, options: tuple[Choice, ...], default: Default) -> Choice | Default:
        """Return one of `options`."""

        def among(text: str) -> str:
            if text in options:
                return text
            near = nearest(text, options)
            hint = f"write one of: {', '.join(options)}" + (f" (did you mean `{near}`?)" if near else "")
            raise Unfit("bad-choice", f"cannot be {shown(text)}", hint)

        made = self.one(key, among)
        return next((option for option in options if option == made), default)

    def flag(self, key: str) -> bool:
        """Return true or false; false where it is absent."""
        value = self.table.get(key)
        word = str(value).lower() if isinstance(value, str | bool) else None
        if value is None or word in _NO:
            return False
        if word not in _YES:
            self.note(
                "bad-flag", key, f"{self.name((key,))} is neither true nor false: {shown(value)}", "write true or false"
            )
        return word in _YES

    def number(self, key: str, least: int, most: int) -> int | None:
        """Return a whole number between `least` and `most`."""
        value = self.table.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        message = f"{self.name((key,))} is not a whole number from {least} to {most}: {shown(value)}"
        self.note("bad-number", key, message, f"write a number such as {min(most, 50)}")
        return None

    def count(self, key: str, default: int) -> int:
        """Return a whole number, 0 or more; `default` where it is absent or unfit."""
        found = self.number(key, 0, 1_000_000_000)
        return default if found is None else found

    def amount(self, key: str) -> float | None:
        """Return an amount of money, 0 or more; None where it is absent or unfit."""
        value = self.table.get(key)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf"):
            return float(value)
        self.note("bad-number", key, f"{self.name((key,))} is no amount: {shown(value)}", "write a number such as 2.5")
        return None

    def share(self, key: str, default: float) -> float:
        """Return a number from 0 to 1; `default` where it is absent or unfit."""
        value = self.table.get(key, default)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            return float(value)
        message = f"{self.name((key,))} is not a number from 0 to 1: {shown(value)}"
        self.note("bad-share", key, message, f"write a number such as {default:g}")
        return default

    def below(self, key: str) -> "Fields | None":
        """Return the table under `key`."""
        value = self.table.get(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self._wrong_shape((key,), "a table of keys", self._example())
            return None
        return self.within((key,), value)

    def each(self, key: str, most: int = 100) -> Iterable["Fields"]:
        """Yield the tables in the list under `key`."""
        for number, item in enumerate(self._list(key, most)):
            if isinstance(item, Mapping):
                yield self.within((key, number), item)
            else:
                self._wrong_shape((key, number), "a table of keys", f"[{self._example()}]")

    def by_language(self, key: str, reader: Reader, *, lines: bool = False) -> dict[str, str]:
        """Return texts by language from the table under `key`; empty texts count as absent."""
        table, found = self.below(key), dict[str, str]()
        if table is None:
            return found
        for tag, value in table.table.items():
            try:
                lang = values.language(tag)
            except Unfit as unfit:
                table.note(unfit.code, tag, f"{table.name((tag,))} {unfit.message}", unfit.hint, of="key")
                continue
            if text := table.text((tag,), value, reader, lines=lines):
                found[lang] = text
        return found

    def _list(self, key: str, most: int) -> list[object]:
        value = self.table.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong_shape((key,), "a list", f'["{value}"]' if isinstance(value, str) and value else "[]")
            return []
        if len(value) > most:
            message = f"{self.name((key,))} has {len(value):,} entries, {most} are the most"
            self.note("too-many", key, message, "the first ones count; remove the others")
        return value[:most]

    def _example(self) -> str:
        return '{ key = "value" }' if self.file.endswith(".toml") else "{key: value}"

    def _wrong_shape(self, at: Path, wanted: str, example: str) -> None:
        self.note("wrong-shape", at, f"{self.name(at)} is not {wanted}", f"write {wanted}, as in {example}")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the one of `known` that `word` was probably meant to be, or nothing."""
    from difflib import get_close_matches

    folded = {each.casefold(): each for each in known}
    near = get_close_matches(word.casefold().replace("-", "_"), folded, n=1, cutoff=0.7)
    return folded[near[0]] if near else ""
