"""The font that a digest may ship: where it is asked for, what it holds, whose it is, and that nothing moves."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from digests import CHECKOUT, Digest
from servers import served
from steady import read_slowly

from generator import locales

FOLDER = CHECKOUT / "templates/assets/fonts/naskh"
FONT = FOLDER / "noto-naskh-arabic.woff2"

# How languages of Arabic script spell, beyond Arabic's own letters, marks and digits.
LETTERS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى ًٌٍَُِّْٰٱ٠١٢٣٤٥٦٧٨٩،؛؟٪ـ",
    "fa": "پچژکگی۰۱۲۳۴۵۶۷۸۹ۀ‌",
    "ps": "ټډړږښڼېۍئګ",
    "ckb": "ڕڵۆێەھڤ",
    "ug": "ۇۆۈۋېھڭ",
    "sd": "ٻڀٽٿڄڃڇڌڏڊڍڙڦڪڳڱڻ",
    "ur": "ٹڈڑںھہےۓ",
    "signs": "0123456789.,:;!?()[]«»“”‘’‹›–—…-/%+=\"'ﷺﷲ﴾﴿",
}


def naskh(tmp_path: Path, *languages: str) -> Digest:
    made = Digest(tmp_path / "digest").settings('fonts = "naskh"')
    if languages:
        settings = (made.folder / "content/digest.toml").read_text(encoding="utf-8")
        made.put("content/digest.toml", settings.replace('["ar", "en"]', str(list(languages)).replace("'", '"')))
    return made.article("a.ar", "متن.\n", title="عنوان").translation("a.en", "a.ar", title="A title")


def test_no_font_is_shipped_unless_it_is_asked_for(tmp_path: Path) -> None:
    site = Digest(tmp_path / "digest").article("a.ar")
    site.build()
    assert not [path for path in site.tree() if path.endswith((".woff2", ".woff", ".ttf", "OFL.txt"))]
    assert "@font-face" not in "".join(data.decode() for path, data in site.tree().items() if path.endswith(".css"))
    assert not [link for link in site.read("ar/index.html").all("link") if link.attributes["rel"] == "preload"]


def test_pages_in_arabic_script_load_it_at_once_and_others_do_not(tmp_path: Path) -> None:
    site = naskh(tmp_path, "ar", "fa", "ur", "en", "he")
    assert site.build().findings == ()
    (font,) = (path for path in site.tree() if path.endswith(".woff2"))
    loads = {}
    for lang in ("ar", "fa", "ur", "en", "he"):
        links = [link for link in site.read(f"{lang}/index.html").all("link") if link.attributes["rel"] == "preload"]
        loads[lang] = [link.attributes["href"] for link in links]
        assert all(link.attributes["as"] == "font" and "crossorigin" in link.attributes for link in links)
    assert loads == {"ar": [f"../{font}"], "fa": [f"../{font}"], "ur": [], "en": [], "he": []}
    (style,) = (data.decode() for path, data in site.tree().items() if path.endswith(".css"))
    assert re.findall(r'url\("([^"]+)"\)', style) == [font.removeprefix("assets/")]
    assert (site.output / font).read_bytes() == FONT.read_bytes()


def test_turning_it_off_again_leaves_nothing_behind(tmp_path: Path) -> None:
    site = naskh(tmp_path)
    site.build()
    assert site.tree() == site.clean_tree()
    site.settings().build()
    assert site.tree() == site.clean_tree()
    assert not [path for path in site.tree() if path.endswith((".woff2", ".txt")) and path.startswith("assets/")]


def test_its_licence_comes_with_it_and_the_credits_lead_there(tmp_path: Path) -> None:
    site = naskh(tmp_path)
    site.build()
    for lang in ("ar", "en"):
        (link,) = (each for each in site.read(f"{lang}/credits.html").all("a") if "Noto Naskh" in each.text)
        licence = (site.output / lang / link.attributes["href"]).read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        assert licence.startswith("Copyright 2022 The Noto Project Authors")
        assert "Reserved Font Name" not in licence.partition("-----------")[0]


def test_an_unknown_font_is_a_finding(tmp_path: Path) -> None:
    (found,) = Digest(tmp_path / "digest").article("a.ar").settings('fonts = "nask"').build().findings
    assert (found.code, "`naskh`" in found.hint) == ("bad-choice", True)


def test_the_font_holds_every_letter_that_it_says_it_does() -> None:
    """A letter that a font lacks is shown in another one within its word, which is worse than no font."""
    ttlib = pytest.importorskip("fontTools.ttLib", reason="fontTools is not installed")
    font = ttlib.TTFont(FONT)
    held = set(font.getBestCmap()) - {0, 0xD}
    for lang, letters in LETTERS.items():
        assert not {letter for letter in letters if ord(letter) not in held}, lang
    for lang in ("ar", "fa"):
        words = tomllib.loads((CHECKOUT / f"templates/strings/{lang}.toml").read_text(encoding="utf-8"))
        used = {letter for letter in str(words) if locales.script(lang) == "Arab" and "\u0600" <= letter <= "\u06ff"}
        assert all(ord(letter) in held for letter in used)
    style = (FOLDER / "naskh.css").read_text(encoding="utf-8")
    ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", style.partition("unicode-range:")[2].partition(";")[0])
    said = {code for first, last in ranges for code in range(int(first, 16), int(last or first, 16) + 1)}
    assert said == held
    names = {record.nameID: str(record) for record in font["name"].names}
    assert (names[0].split(" (")[0], names[14]) == (
        "Copyright 2022 The Noto Project Authors",
        "https://openfontlicense.org",
    )
    (axis,) = font["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 700)
    assert {"init", "medi", "fina", "rlig"} <= {
        each.FeatureTag for each in font["GSUB"].table.FeatureList.FeatureRecord
    }
    assert FONT.stat().st_size < 52_000


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_a_page_is_set_in_it_and_nothing_moves_on_a_slow_line(tmp_path: Path, width: int) -> None:
    """The first page waits for the font a tenth of a second at most; the next one has it."""
    site = naskh(tmp_path)
    site.article("b.ar", "متن طويل يقرأ على مهل، وفيه أرقام 2019 و«اقتباس». \n\n" * 20, title="عنوان طويل لخبر قصير")
    site.build()
    with served(site.output) as address:
        pages = ["ar/articles/b.html", "ar/articles/a.html", "en/articles/a.html"]
        first, second, english = read_slowly(tmp_path / "profile", [f"{address}/{page}" for page in pages], width=width)
    assert second["shift"] == 0
    assert max(first["shift"], english["shift"]) <= 0.02
    assert any(url.endswith(".woff2") for url in first["asked"])
    assert "Nashra Naskh" in second["fonts"]
    assert second["heading"].startswith('"Nashra Naskh"')
    assert not any(url.endswith(".woff2") for url in english["asked"])
    assert not [each for page in (first, second, english) for each in page["complaints"]]


@pytest.mark.browser
def test_a_page_opened_from_disk_is_set_in_it(tmp_path: Path) -> None:
    site = naskh(tmp_path)
    site.build()
    (page,) = read_slowly(tmp_path / "profile", [(site.output / "ar/articles/a.html").as_uri()])
    assert "Nashra Naskh" in page["fonts"]
    assert page["shift"] <= 0.02
