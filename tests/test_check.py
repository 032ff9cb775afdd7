"""`check` finds links of the built site that lead nowhere, and says what it found to people and programs."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from digests import NOW, Digest, nashra

from generator.check import as_json, as_sarif, check, has_errors, incomplete
from generator.check.links import addresses, broken_links
from generator.config import Config, load_config
from generator.content import load
from generator.model import Finding
from generator.translation import Options, status

CONFIG = Config(
    title={"ar": "نشرة"}, languages=("ar", "en"), default_language="ar", base_url="https://example.org/news/"
)


def page(body: str, head: str = "") -> str:
    return f'<!doctype html>\n<html lang="ar">\n<head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def write(site: Path, **files: str) -> Path:
    """Write files whose names are given with `__` for a slash and `_html` for the ending."""
    for name, text in files.items():
        path = site / name.replace("__", "/").replace("_html", ".html").replace("_xml", ".xml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site in which every kind of link is right."""
    made = write(
        tmp_path / "site",
        index_html=page('<a href="ar/index.html">ar</a> <a href="#">up</a> <a href="?q=1">again</a>'),
        ar__index_html=page(
            '<a href="#b1">here</a><p id="b1">x</p> <a href="articles/%D8%AE%D8%A8%D8%B1.html?x=1#b2">خبر</a>'
            '<a href="https://evil.example/gone.html">out</a> <a href="mailto:x@example.org">mail</a>'
            '<a href="//cdn.example/x">out</a> <a href=../404.html>bare</a> <a href="./">folder</a>'
            "<!-- <a href='gone.html'> --><script>'<a href=\"gone.html\">'</script>",
            head='<link rel="canonical" href="https://example.org/news/ar/index.html">'
            '<meta property="og:url" content="https://example.org/news/ar/index.html">',
        ),
        ar__articles__خبر_html=page(
            '<p id="b2">«خبر»</p><a href="../../index.html">&#x2190;</a><img src="../../i.svg">'
        ),
        sitemap_xml="<urlset><url><loc>https://example.org/news/ar/articles/%D8%AE%D8%A8%D8%B1.html</loc></url></urlset>",
        ar__feed_xml='<feed><link rel="self" href="https://example.org/news/ar/feed.xml"/><id>tag:x,2019:gone</id></feed>',
    )
    (made / "404.html").write_text(page('<a href="/news/ar/index.html">home</a>'), encoding="utf-8")
    (made / "i.svg").write_text("<svg/>")
    return made


def found(site: Path, base_url: str = CONFIG.base_url) -> list[tuple[str, str, int]]:
    return [(each.code, each.file, each.line) for each in broken_links(site, "site", base_url)]


def test_a_whole_site_has_no_broken_links(site: Path) -> None:
    assert found(site) == []


@pytest.mark.parametrize(
    ("link", "code", "message"),
    [
        ('<a href="gone.html">', "broken-link", "link to `ar/gone.html`, which is not there"),
        ('<a href="../gone/">', "broken-link", "link to `gone/index.html`, which is not there"),
        ('<a href="index.html#gone">', "broken-anchor", "link to `#gone` in `ar/index.html`, which has no such anchor"),
        ('<a href="#gone">', "broken-anchor", "link to `#gone` in `ar/x.html`, which has no such anchor"),
        ('<img src="gone.png">', "broken-link", "link to `ar/gone.png`, which is not there"),
        ('<img srcset="../i.svg 1x, gone.png 2x">', "broken-link", "link to `ar/gone.png`, which is not there"),
        ('<video poster="gone.png">', "broken-link", "link to `ar/gone.png`, which is not there"),
        ('<script src="gone.js"></script>', "broken-link", "link to `ar/gone.js`, which is not there"),
        ('<link href="https://example.org/news/gone">', "broken-link", "link to `gone`, which is not there"),
        ('<a href="/ar/index.html">', "broken-link", "link out of the site's folder: `/ar/index.html`"),
        ('<a href="../../x.html">', "broken-link", "link out of the site's folder: `../../x.html`"),
        ('<a href="http://[">', "broken-link", "link out of the site's folder: `http://[`"),
        ('<a title="a > b" href="&#103;one.html">', "broken-link", "link to `ar/gone.html`, which is not there"),
    ],
)
def test_a_planted_fault_is_found(site: Path, link: str, code: str, message: str) -> None:
    write(site, ar__x_html=page(f"<p>\n  {link}"))

    (finding,) = broken_links(site, "site", CONFIG.base_url)

    assert (finding.code, finding.severity, finding.message) == (code, "error", message)
    assert (finding.file, finding.line, finding.column) == ("site/ar/x.html", 6, 3)
    assert finding.hint


def test_feeds_and_sitemap_are_followed(site: Path) -> None:
    write(site, ar__feed_xml='<feed><entry><link href="https://example.org/news/gone.html"/></entry></feed>')
    write(site, sitemap_xml="<urlset>\n<url>\n<loc>https://example.org/news/lost.html</loc></url></urlset>")
    assert found(site) == [("broken-link", "site/ar/feed.xml", 1), ("broken-link", "site/sitemap.xml", 3)]


def test_a_fault_of_many_pages_is_told_once(site: Path) -> None:
    for number in range(9):
        write(site, **{f"ar__x{number}_html": page('<a href="gone.html">menu</a><a href="gone.html">again</a>')})
    (finding,) = broken_links(site, "site", CONFIG.base_url)
    assert finding.file == "site/ar/x0.html"
    assert finding.message.endswith("(8 other pages have it too)")


def test_the_address_of_the_site_is_the_one_it_was_built_for(site: Path) -> None:
    """`--base-url` may have been another than the settings'."""
    assert found(site, "https://other.example/") == []


def test_what_is_not_published_is_not_followed(site: Path, tmp_path: Path) -> None:
    (site / "ar/link.html").symlink_to(tmp_path / "elsewhere.html")
    write(site, ar__x_html=page('<a href="link.html">'))
    (site / ".hidden.html").write_text(page('<a href="gone.html">'))
    assert [each.message for each in broken_links(site, "site", "")] == ["link to `ar/link.html`, which is not there"]


def test_the_place_of_an_address_is_its_tag() -> None:
    text = 'x <a class="y" href="a&amp;b">'
    assert list(addresses(text)) == [(2, "a&b")]


def test_settings_and_site_are_checked_with_the_content(tmp_path: Path) -> None:
    """Everything found comes together, by file and line; without a built site, that is said."""
    config = Config(title={"en": "x"}, languages=("en", "mn"), default_language="en")
    given = Finding(code="bad-date", severity="error", file="content/articles/x.md", line=4, message="x")

    findings = check(tmp_path, config, (given, given), tmp_path / "site")

    assert [(each.code, each.severity) for each in findings] == [
        ("bad-date", "error"),
        ("no-base-url", "note"),
        ("no-ui-strings", "warning"),
        ("not-built", "note"),
    ]
    assert has_errors(findings)
    assert not has_errors(findings[1:])


def test_a_built_site_is_checked(site: Path, tmp_path: Path) -> None:
    assert check(tmp_path, CONFIG, (), site) == ()
    write(site, ar__x_html=page('<a href="gone.html">'))
    assert [each.file for each in check(tmp_path, CONFIG, (), site)] == ["site/ar/x.html"]


def test_a_broken_link_names_the_article_that_it_is_written_in(tmp_path: Path) -> None:
    digest = Digest(tmp_path).article("a.ar", "[خبر](gone.html)\n").translation("a.en", "a.ar", "[News](lost.html)\n")
    digest.article("b.fr", "[là](disparu.html)\n")
    digest.build()
    config, _ = load_config(tmp_path)
    articles = load(tmp_path, config, {}, jobs=1).articles

    found = check(tmp_path, config, (), tmp_path / "site", articles)

    links = [each for each in found if each.code == "broken-link"]
    hints = {each.message.split("`")[1]: each.hint.split(", then")[0] for each in links}
    assert hints["ar/articles/gone.html"] == "mend it in `content/articles/a.ar.md`"
    assert hints["en/articles/lost.html"] == "mend it in `content/articles/a.en.md`"
    assert hints["en/articles/gone.html"] == "mend it in `content/articles/a.ar.md`"
    assert hints["ar/articles/disparu.html"] == "mend it in `content/articles/b.fr.md`"


def test_a_site_that_was_built_before_its_address_was_known_is_not_checked(tmp_path: Path) -> None:
    digest = Digest(tmp_path).article("a.ar")
    digest.build()
    digest.settings('base_url = "https://example.org/news/"')
    config, _ = load_config(tmp_path)

    (found,) = check(tmp_path, config, (), tmp_path / "site")
    assert (found.code, found.severity) == ("not-built", "note")
    digest.build(base_url=config.base_url)
    assert check(tmp_path, config, (), tmp_path / "site") == ()


def test_what_a_build_would_find_is_found(tmp_path: Path) -> None:
    """An old address where something else lies: the same finding, without building."""
    digest = Digest(tmp_path).article("a.ar").article("b.ar", aliases=["ar/articles/a.html"])
    (told,) = [each for each in digest.build().findings if each.code == "address-taken"]

    outcome = nashra("check", "--project", tmp_path, "--format", "json")

    found = [each for each in json.loads(outcome.out)["findings"] if each["code"] == "address-taken"]
    assert [(each["file"], each["line"]) for each in found] == [(told.file, told.line)]


def test_a_theme_that_cannot_be_read_hides_no_other_finding(tmp_path: Path) -> None:
    digest = Digest(tmp_path).put("content/articles/b.ar.md", "---\ntitle: a: b\nlang: ar\n---\nx\n")
    digest.put("templates/strings/ar.toml", "home = ")

    outcome = nashra("check", "--project", tmp_path)

    assert outcome.code == 1
    assert "content/articles/b.ar.md:2:9" in outcome.out
    assert "templates/strings/ar.toml: error: the interface strings cannot be read" in outcome.out


def test_a_site_that_was_built_for_an_address_has_one(tmp_path: Path) -> None:
    """`--base-url` takes the place of the settings' `base_url`: nothing was left out."""
    digest = Digest(tmp_path).article("a.ar")

    def says_so() -> bool:
        return "no-base-url" in nashra("check", "--project", tmp_path).out

    digest.build()
    assert says_so()
    digest.build(base_url="https://example.org/news/")
    assert not says_so()
    assert "no-base-url" in nashra("check", "--project", tmp_path, "--output", tmp_path / "none").out


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_a_file_of_any_name_in_the_site_is_told(tmp_path: Path, form: str) -> None:
    Digest(tmp_path).article("a.ar").build()
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/site/caf\xe9.html")).write_text(page('<a href="gone.html">'))

    outcome = nashra("check", "--project", tmp_path, "--format", form)

    assert outcome.code == 1
    assert outcome.out.encode()
    assert "udce9.html" in outcome.out
    assert form == "text" or json.loads(outcome.out)


FINDINGS = (
    Finding(code="bad-date", severity="error", file="content/خبر one.md", line=4, column=2, message="x", hint="y"),
    Finding(code="no-place", severity="note", file="", message="z"),
    Finding(code="bad-date", severity="warning", file="/tmp/site/x.html", message="w"),  # noqa: S108
)


def test_json_is_what_programs_read() -> None:
    told = json.loads(as_json(FINDINGS))["findings"]
    assert list(told[0]) == ["code", "severity", "file", "line", "column", "message", "hint"]
    assert told[0]["file"] == "content/خبر one.md"


def test_sarif_has_the_shape_that_code_hosts_take() -> None:
    log = json.loads(as_sarif(FINDINGS))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["bad-date", "no-place"]
    first, second, third = run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "content/%D8%AE%D8%A8%D8%B1%20one.md", "uriBaseId": "PROJECT"},
                "region": {"startLine": 4, "startColumn": 2},
            }
        }
    ]
    assert "locations" not in second
    assert third["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "file:///tmp/site/x.html"}}


def test_an_article_of_a_day_to_come_is_told(tmp_path: Path) -> None:
    """It would lead the front page until then. What lies within a day may be so by a clock elsewhere."""
    digest = Digest(tmp_path / "digest").article("a.en", "One.\n", published="2096-12-20")
    digest.article("b.en", "Two.\n", published=str(datetime.now(UTC).date())).article(
        "c.en", "Three.\n", published="2019"
    )

    done = nashra("check", "--project", str(digest.folder))

    (line,) = [line for line in done.out.splitlines() if "future-date" in line]
    assert line.startswith("content/articles/a.en.md:")
    assert "2096-12-20" in line


def test_a_translation_that_lacks_paragraphs_must_say_so(tmp_path: Path) -> None:
    """Readers would see it as finished, above paragraphs that are not translated."""
    digest = Digest(tmp_path / "digest").article("a.ar", "أ\n\nب\n\nج\n").article("b.ar", "أ\n\nب\n")
    digest.translation("a.en", "a.ar", "One.\n")
    digest.translation("b.en", "b.ar", "One.\n", translation={"status": "partial"})

    config = load_config(digest.folder)[0]
    found = incomplete(status(digest.folder, config, Options(now=NOW, to=config.languages)))

    assert [(each.file, each.code) for each in found] == [("content/articles/a.en.md", "incomplete-translation")]
    assert "2 of 3 blocks" in found[0].message
