"""`content/digest.toml` becomes a frozen `Config`.

What an editor can mend without losing the build is a finding, and the default is used; without a title and a language
there is nothing to build, and that is a `ConfigError`.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo, available_timezones

from generator.config import toml, values
from generator.config.engines import known_engine, settings_of
from generator.config.fields import Fields, nearest
from generator.config.values import Unfit, shown
from generator.errors import ConfigError, unreadable
from generator.model import Finding, Value

Untranslated: TypeAlias = Literal["show", "hide"]
SlugStyle: TypeAlias = Literal["native", "latin"]
DigitChoice: TypeAlias = Literal["auto", "latn", "arab", "arabext"]
Publish: TypeAlias = Literal["all", "reviewed"]
"""Which translations: all, or those behind which a person stands."""

FontChoice: TypeAlias = Literal["system", "naskh"]
SecondCalendar: TypeAlias = Literal["none", "islamic", "persian"]

SETTINGS = "content/digest.toml"

_SECRET = re.compile(r"(?:^|_)(?:key|token|secret|password)$")


class Follow(Value, frozen=True, kw_only=True):
    """A place where readers can follow the digest: its name by language, and its address."""

    label: dict[str, str]
    url: str


class TranslateConfig(Value, frozen=True, kw_only=True):
    """How translations are made, and which are published, and which of these search engines may have.

    `engines` holds each engine's own settings as they stand. `max_characters` and `max_requests` are the most that one
    run sends to an engine that is elsewhere; `max_cost` is in the money of the engine's `price`, None for no limit.
    """

    engine: str = "none"
    publish: Publish = "all"
    index: Publish = "reviewed"
    max_characters: int = 50_000
    max_requests: int = 200
    max_cost: float | None = None
    engines: dict[str, dict[str, object]] = {}  # noqa: RUF012 - a struct copies it


class ThreadsConfig(Value, frozen=True, kw_only=True):
    """From which chance of being right on Nashra puts an article into a thread, and from which it suggests one."""

    assign: float = 0.95
    suggest: float = 0.6


class Config(Value, frozen=True, kw_only=True):
    """The settings of a digest. `base_url` is empty or ends in `/`; texts are by language.

    `data` says whether the site has its articles as JSON too.
    """

    title: dict[str, str]
    languages: tuple[str, ...]
    default_language: str
    translate_to: tuple[str, ...] = ()
    description: dict[str, str] = {}  # noqa: RUF012 - a struct copies it
    base_url: str = ""
    untranslated: Untranslated = "show"
    timezone: str = "UTC"
    slugs: SlugStyle = "native"
    digits: DigitChoice = "auto"
    fonts: FontChoice = "system"
    second_calendar: SecondCalendar = "none"
    page_size: int = 50
    data: bool = True
    follow: tuple[Follow, ...] = ()
    sections: dict[str, dict[str, str]] = {}  # noqa: RUF012 - a struct copies it
    translate: TranslateConfig = TranslateConfig()
    threads: ThreadsConfig = ThreadsConfig()


KEYS = (
    *("base_url", "default_language", "languages", "translate_to", "untranslated", "timezone", "slugs", "digits"),
    *("fonts", "second_calendar"),
    *("page_size", "data", "title", "description", "follow", "sections", "translate", "threads"),
)


def find_project(start: Path, given: Path | None = None) -> Path:
    """Return the folder of the digest: the `given` one, or the nearest from `start` upwards."""
    if given is not None:
        if (given / SETTINGS).is_file():
            return given.resolve()
        raise ConfigError(f"`{given}` is not a digest: it has no `{SETTINGS}`", hint=f"`nashra init {given}` makes one")
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise ConfigError(
        f"no `{SETTINGS}` here or in a folder above `{start}`",
        hint="go into the digest's folder, name it with `--project DIR`, or make one with `nashra init DIR`",
    )


def load_config(project: Path) -> tuple[Config, tuple[Finding, ...]]:
    """Return the settings of `project` and what is wrong with them; ConfigError where they cannot be used."""
    path = project / SETTINGS
    if path.is_symlink():
        raise ConfigError("is a symbolic link, which is not followed", hint="put the file itself there", file=SETTINGS)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(
            unreadable(path, error), hint="`nashra init DIR` makes a new digest", file=SETTINGS
        ) from error
    except UnicodeDecodeError as error:
        hint = "save the file as UTF-8"
        raise ConfigError(f"byte {error.start} is not UTF-8", hint=hint, file=SETTINGS) from error
    return parse_config(text)


def parse_config(text: str) -> tuple[Config, tuple[Finding, ...]]:
    """Return the settings that the text of `digest.toml` makes."""
    try:
        read = toml.read(text)
    except toml.TomlFault as fault:
        hint = "text stands in double quotes, and a key only once"
        raise ConfigError(f"this is not TOML: {fault.message}", hint=hint, file=SETTINGS, line=fault.line) from fault
    fields = Fields(SETTINGS, read.values, read.places)
    fields.unknown(KEYS)
    title = fields.by_language("title", values.title)
    languages = fields.many("languages", values.language)
    _require(fields, "title", bool(title), 'add a table `[title]` with a line such as `en = "My digest"`')
    _require(fields, "languages", bool(languages), 'add `languages = ["ar", "en"]` at the top')
    default = fields.one("default_language", _among(languages)) or languages[0]
    wanted = fields.many("translate_to", values.language)
    others = tuple(lang for lang in languages if lang != default)
    config = Config(
        title=title,
        languages=languages,
        default_language=default,
        translate_to=wanted if wanted or read.values.get("translate_to") == [] else others,
        description=fields.by_language("description", values.prose),
        base_url=fields.one("base_url", base_address),
        untranslated=fields.choice("untranslated", get_args(Untranslated), "show"),
        timezone=fields.one("timezone", _timezone) or "UTC",
        slugs=fields.choice("slugs", get_args(SlugStyle), "native"),
        digits=fields.choice("digits", get_args(DigitChoice), "auto"),
        fonts=fields.choice("fonts", get_args(FontChoice), "system"),
        second_calendar=fields.choice("second_calendar", get_args(SecondCalendar), "none"),
        page_size=fields.number("page_size", 1, 1_000) or 50,
        data="data" not in read.values or fields.flag("data"),
        follow=_follow(fields),
        sections=_sections(fields),
        translate=_translate(fields),
        threads=_threads(fields),
    )
    return config, tuple(sorted(fields.findings, key=lambda found: (found.line, found.column, found.code)))


def base_address(text: str) -> str:
    """Return the address of a site, ending in `/`; Unfit where it cannot be one."""
    made = values.address(text)
    if "?" in made or "#" in made:
        raise Unfit(
            "bad-url", f"has a `?` or `#`: {shown(text)}", "write only the folder, as in https://example.org/news/"
        )
    return made and made.rstrip("/") + "/"


def _require(fields: Fields, key: str, there: bool, hint: str) -> None:
    if there:
        return
    if fault := fields.rejected.get(key):
        raise ConfigError(fault.message, hint=fault.hint, file=SETTINGS, line=fault.line)
    place = fields.places.get((key,))
    raise ConfigError(f"`{key}` is missing", hint=hint, file=SETTINGS, line=place[0] if place else 1)


def _among(languages: tuple[str, ...]) -> Callable[[str], str]:
    def one(text: str) -> str:
        lang = values.language(text)
        if lang in languages:
            return lang
        raise Unfit(
            "bad-choice", f"is not one of the `languages`: {shown(text)}", f"write one of: {', '.join(languages)}"
        )

    return one


def _timezone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (LookupError, OSError, ValueError):
        near = nearest(text, available_timezones())
        hint = f"did you mean `{near}`?" if near else "write it as in `Africa/Cairo`"
        raise Unfit("bad-timezone", f"is not a time zone: {shown(text)}", hint) from None


def _follow(fields: Fields) -> tuple[Follow, ...]:
    found = []
    for entry in fields.each("follow"):
        entry.unknown(("label", "url"))
        label, url = entry.by_language("label", values.name), entry.one("url", values.address)
        if url:
            found.append(Follow(label=label, url=url))
        elif "url" not in entry.table:
            entry.note("missing-key", (), "`follow` has no `url`", 'add `url = "https://…"`')
    return tuple(found)


def _sections(fields: Fields) -> dict[str, dict[str, str]]:
    table, found = fields.below("sections"), dict[str, dict[str, str]]()
    if table is None:
        return found
    for key in table.table:
        try:
            found[values.identifier(key)] = table.by_language(key, values.name)
        except Unfit as unfit:
            table.note(unfit.code, key, f"{table.name((key,))} {unfit.message}", unfit.hint, of="key")
    return found


def _translate(fields: Fields) -> TranslateConfig:
    table = fields.below("translate")
    if table is None:
        return TranslateConfig()
    table.unknown(("engine", "publish", "index", "max_characters", "max_requests", "max_cost", "engines"))
    engines, usual = table.below("engines"), TranslateConfig()
    return TranslateConfig(
        engine=known_engine(table, "engine", table.one("engine", values.identifier)) or "none",
        publish=table.choice("publish", get_args(Publish), "all"),
        index=table.choice("index", get_args(Publish), "reviewed"),
        max_characters=table.count("max_characters", usual.max_characters),
        max_requests=table.count("max_requests", usual.max_requests),
        max_cost=table.amount("max_cost"),
        engines={}
        if engines is None
        else {key: _engine(key, each) for key in engines.table if (each := engines.below(key))},
    )


def _threads(fields: Fields) -> ThreadsConfig:
    table, usual = fields.below("threads"), ThreadsConfig()
    if table is None:
        return usual
    table.unknown(("assign", "suggest"))
    assign, suggest = table.share("assign", usual.assign), table.share("suggest", usual.suggest)
    if suggest > assign:
        message = f"`threads.suggest` is {suggest:g}, more than `threads.assign`, which is {assign:g}"
        table.note("bad-share", "suggest", message, f"nothing is only suggested; write at most {assign:g}")
    return ThreadsConfig(assign=assign, suggest=min(assign, suggest))


def _engine(name: str, fields: Fields) -> dict[str, object]:
    kept = {}
    for key, value in fields.table.items():
        if _SECRET.search(key):
            message = f"{fields.name((key,))} looks like a secret, which does not belong in a file that is shared"
            fields.note("secret-in-settings", key, message, "put it in the environment, and remove it here", of="key")
        else:
            kept[key] = value
    return settings_of(name, fields, kept)
