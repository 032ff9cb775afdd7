"""Pictures of a digest: small, upright, stripped, the right size for the screen, and never somebody else's."""

from __future__ import annotations

import io
import json
import os
import re
import zlib
from collections.abc import Callable
from hashlib import shake_128
from pathlib import Path
from typing import Any

import msgspec
import pytest
from digests import Digest, nashra, png
from servers import served
from steady import read_slowly

Image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")

from PIL import ImageCms, ImageDraw  # noqa: E402

from generator.model import Finding  # noqa: E402
from generator.pictures import encoding, store  # noqa: E402
from generator.pictures.encoding import Encoded  # noqa: E402

HTML = "ar/articles/a.html"


def photo(width: int = 600, height: int = 400, mode: str = "RGB") -> Any:
    """Return what looks like a photo to an encoder: soft shapes, and noise."""
    small = Image.frombytes("RGB", (64, 40), shake_128(b"noise").digest(64 * 40 * 3))
    return small.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


def saved(image: Any, kind: str = "JPEG", **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def chart() -> Any:
    image = Image.new("RGB", (1600, 900), "white")
    for number in range(8):
        ImageDraw.Draw(image).rectangle((number * 200 + 20, 800 - number * 90, number * 200 + 160, 880), fill="#9b1c1f")
    return image


def digest(
    tmp_path: Path, name: str = "a.jpg", data: bytes | None = None, body: str = "متن.\n", **image: Any
) -> Digest:
    """Return a digest with one article and one picture, which is the article's."""
    fields = {"src": f"pictures/{name}", "alt": "ما في الصورة"} | image
    made = Digest(tmp_path / "digest").article("a.ar", body, published="2026-01-02", image=fields)
    return made.put(f"content/pictures/{name}", saved(photo()) if data is None else data)


def files(site: dict[str, bytes], end: str = "") -> dict[str, bytes]:
    """Return the files of pictures in a site."""
    found = {
        path: data for path, data in site.items() if path.startswith("assets/") and not path.endswith(("css", "js"))
    }
    return {path: data for path, data in found.items() if path.endswith(end) and not path.endswith((".svg", ".woff2"))}


def opened(data: bytes) -> Any:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(found.code, found.file) for found in findings]


# What a reader gets ---------------------------------------------------------------------------------------------


def test_a_picture_comes_in_three_widths_of_small_formats_and_one_for_everybody(tmp_path: Path) -> None:
    site = digest(tmp_path, data=saved(photo(1600, 1000)))
    report = site.build()
    made = files(site.tree())
    assert report.findings == ()
    widths = {end: sorted(opened(data).width for data in files(made, end).values()) for end in ("webp", "jpg")}
    assert widths == {"webp": [480, 960, 1440], "jpg": [1440]}
    figure = site.read(HTML).one("figure")
    image = figure.one("img")
    assert (
        image.attributes["width"],
        image.attributes["height"],
        image.attributes["alt"],
        image.attributes["decoding"],
    ) == (
        "1440",
        "900",
        "ما في الصورة",
        "async",
    )
    assert "loading" not in image.attributes
    assert [source.attributes["type"] for source in figure.all("source")][-1] == "image/webp"
    named = {
        image.attributes["src"],
        *re.findall(r"\S+(?= \d+w)", " ".join(source.attributes["srcset"] for source in figure.all("source"))),
    }
    assert {name.removeprefix("../../") for name in named} == made.keys()


@pytest.mark.skipif(
    not encoding.installed() or "avif" not in Image.registered_extensions().get(".avif", "").lower(), reason="no AVIF"
)
def test_a_smaller_format_comes_first_and_one_that_is_no_smaller_is_left_out(tmp_path: Path) -> None:
    site = digest(tmp_path)
    site.build()
    made = files(site.tree())
    sizes = {end: sum(map(len, files(made, end).values())) for end in ("avif", "webp")}
    assert 0 < sizes["avif"] < sizes["webp"]
    assert [source.attributes["type"] for source in site.read(HTML).one("figure").all("source")] == [
        "image/avif",
        "image/webp",
    ]
    drawn = digest(tmp_path / "drawn", "a.png", saved(chart(), "PNG"))
    drawn.build()
    made = files(drawn.tree())
    assert not files(made, "avif")
    assert all(opened(data).convert("RGB").getpixel((2, 2)) == (255, 255, 255) for data in made.values())
    assert len(files(made, "png")) == 1, "a drawing is smaller as PNG than as JPEG"


@pytest.mark.parametrize(
    ("width", "expected"), [(3000, [480, 960, 1440]), (1000, [480, 1000]), (500, [500]), (40, [40])]
)
def test_a_picture_is_never_made_wider_than_it_is(tmp_path: Path, width: int, expected: list[int]) -> None:
    site = digest(tmp_path, data=saved(photo(width, max(1, width // 2))))
    site.build()
    assert sorted(opened(data).width for data in files(site.tree(), "webp").values()) == expected


def test_a_very_tall_picture_is_brought_to_a_height_that_can_be_shown(tmp_path: Path) -> None:
    site = digest(tmp_path, data=saved(photo(800, 20_000)))
    assert site.build().findings == ()
    assert {opened(data).height for data in files(site.tree(), "jpg").values()} <= set(range(4200, 4330))


def test_pictures_in_a_text_are_figures_that_wait_until_they_are_seen(tmp_path: Path) -> None:
    body = 'قبل.\n\n![رسم](pictures/b%20c.png "ما *تحته*")\n\nنص ![صغير](../pictures/a.jpg) فيه، [![أ](pictures/a.jpg)](https://e.org).\n'
    site = digest(tmp_path, body=body).put("content/pictures/b c.png", saved(chart(), "PNG"))
    assert site.build().findings == ()
    figure, *others = site.read(HTML).one("div", class_="body").all("figure")
    assert not others
    assert (figure.one("img").attributes["alt"], figure.one("img").attributes["loading"]) == ("رسم", "lazy")
    assert figure.one("figcaption").text == "ما *تحته*"
    inline = site.read(HTML).one("div", class_="body").all("img")[1:]
    assert [image.attributes["alt"] for image in inline] == ["صغير", "أ"]
    assert all((site.output / "ar/articles" / image.attributes["src"]).resolve().is_file() for image in inline)


def test_side_by_side_and_feeds_show_the_pictures_of_a_text(tmp_path: Path) -> None:
    body = "![رسم](pictures/a.jpg)\n\nمتن.\n"
    site = digest(tmp_path, body=body).translation("a.en", "a.ar", "![Chart](pictures/a.jpg)\n\nText.\n")
    site.build(base_url="https://example.org/news/")
    both = site.read("en/articles/a/both.html")
    assert [image.attributes["alt"] for image in both.one("main").all("img")] == ["ما في الصورة", "Chart", "رسم"]
    assert all(
        (site.output / "en/articles/a" / image.attributes["src"]).resolve().is_file() for image in both.all("img")
    )
    feed = site.page("en/feed.atom.xml")
    address = re.search(r"src=\S*?(https://example\.org/news/assets/a-600\.[^&\"]+)", feed)
    assert address
    assert (site.output / address[1].removeprefix("https://example.org/news/")).is_file()
    (item,) = json.loads(site.page("en/feed.json"))["items"]
    assert item["image"] == address[1]
    page = site.page("en/articles/a.html")
    assert f'<meta property="og:image" content="{address[1]}">' in page
    assert f'"url":"{address[1]}","width":600,"height":400' in page


def test_programs_find_the_files_of_a_picture_in_the_site(tmp_path: Path) -> None:
    """All sizes, and the one that everything knows by itself; a picture elsewhere has an address alone."""
    site = digest(tmp_path, credit="Ines")
    site.article("b.ar", image={"src": "https://wire.example/x.jpg"}).build(base_url="https://example.org/news/")

    own, other = (json.loads(site.page(f"data/articles/{stem}.json"))["image"] for stem in ("a", "b"))
    assert (own["src"], own["credit"], own["caption"]) == (None, "Ines", None)
    assert own["address"] == f"https://example.org/news/{own['path']}"
    assert own["path"] == own["files"][-1]["path"]
    for each in own["files"]:
        made = opened((site.output / each["path"]).read_bytes())
        assert (each["width"], each["height"]) == made.size
        assert each["type"] == f"image/{made.format.lower()}"
    assert other == {
        "src": "https://wire.example/x.jpg",
        "alt": None,
        "caption": None,
        "credit": None,
        "path": None,
        "address": None,
        "files": [],
    }


def test_a_translation_says_in_its_language_what_the_picture_shows(tmp_path: Path) -> None:
    site = digest(tmp_path, caption="شرح", credit="Ines")
    site.translation("a.en", "a.ar", image={"alt": "What it shows", "caption": "A caption"}).build()
    figure = site.read("en/articles/a.html").one("figure")
    assert (figure.attributes["lang"], figure.one("img").attributes["alt"]) == ("en", "What it shows")
    assert "A caption" in figure.text
    assert "Ines" in figure.text
    site.translation("a.en", "a.ar").build()
    figure = site.read("en/articles/a.html").one("figure")
    assert (figure.attributes["lang"], figure.attributes["dir"], figure.one("img").attributes["alt"]) == (
        "ar",
        "rtl",
        "ما في الصورة",
    )


def test_side_by_side_shows_the_article_s_picture_in_the_edition_s_words(tmp_path: Path) -> None:
    site = digest(tmp_path, caption="شرح", credit="Ines")
    site.translation("a.en", "a.ar", image={"alt": "What it shows", "caption": "A caption"}).build()

    for lang, alt, caption in (("en", "What it shows", "A caption"), ("ar", "ما في الصورة", "شرح")):
        figure = site.read(f"{lang}/articles/a/both.html").one("figure")
        assert (figure.attributes["lang"], figure.one("img").attributes["alt"]) == (lang, alt)
        assert caption in figure.text
    assert site.tree() == site.clean_tree()


def test_words_about_a_picture_that_are_the_original_s_are_in_its_language(tmp_path: Path) -> None:
    """Left out or copied, each for itself; `nashra check` notes both."""
    site = digest(tmp_path, caption="شرح")
    site.translation("a.en", "a.ar", image={"alt": "What it shows", "caption": "شرح"}).build()
    figure = site.read("en/articles/a.html").one("figure")
    assert (figure.attributes["lang"], figure.one("img").attributes["alt"]) == ("en", "What it shows")
    caption = next(each for each in figure.one("figcaption").all("p") if each.text == "شرح")
    assert (caption.lang, caption.dir) == ("ar", "rtl")
    assert [(each["code"], each["severity"]) for each in checked(site)] == [("picture-words", "note")]

    site.translation("a.en", "a.ar", image={"alt": "What it shows", "caption": "A caption"})
    assert checked(site) == []


def checked(site: Digest) -> list[dict[str, Any]]:
    found = json.loads(nashra("check", "--project", site.folder, "--format", "json").out)["findings"]
    return [each for each in found if each["code"] == "picture-words"]


def test_the_front_page_shows_the_picture_of_its_lead(tmp_path: Path) -> None:
    site = digest(tmp_path, data=saved(photo(500, 300)))
    site.build()
    for page, folder in (("ar/index.html", "ar"), ("index.html", ".")):
        link = site.read(page).one("a", class_="lead-picture")
        assert link.attributes["href"].endswith("articles/a.html")
        assert (site.output / folder / link.one("img").attributes["src"]).resolve().is_file()
    site.article("b.ar", published="2026-01-03", image={"src": "https://e.example/x.jpg"}).build()
    assert not site.read("ar/index.html").all("a", class_="lead-picture")
    assert site.tree() == site.clean_tree()


# What no reader gets ---------------------------------------------------------------------------------------------


def test_nothing_but_pixels_is_published(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x8298] = "CAMERA-MAKER", "WHO-TOOK-IT"
    exif.get_ifd(0x8825)[2] = (30.0, 2.0, 40.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(photo(), exif=exif, icc_profile=profile, comment=b"A-COMMENT")
    assert all(word in data for word in (b"CAMERA-MAKER", b"WHO-TOOK-IT", b"A-COMMENT"))
    site = digest(tmp_path, data=data)
    site.build()
    made = files(site.tree())
    assert made
    for path, each in made.items():
        assert not any(
            word in each for word in (b"CAMERA", b"WHO-TOOK", b"COMMENT", b"Exif\0", b"ICC_PROFILE", b"http")
        )
        assert not {"exif", "icc_profile", "comment", "xmp"} & opened(each).info.keys(), path


def test_a_picture_stands_upright_and_its_colours_are_those_of_screens(tmp_path: Path) -> None:
    image = photo(1200, 800)
    ImageDraw.Draw(image).rectangle((0, 0, 600, 800), fill=(255, 0, 0))
    turned = Image.Exif()
    turned[0x0112] = 6  # its left side is the top
    site = digest(tmp_path, data=saved(image, exif=turned, quality=95))
    site.build()
    (jpeg,) = files(site.tree(), "jpg").values()
    shown = opened(jpeg)
    assert shown.width < shown.height
    red, green, _ = shown.getpixel((shown.width // 2, 20))
    assert (red > 220, green < 60) == (True, True)
    ink = saved(Image.new("CMYK", (600, 400), (0, 255, 255, 0)))
    site.put("content/pictures/a.jpg", ink).build()
    (jpeg,) = files(site.tree(), "jpg").values()
    red, green, blue = opened(jpeg).getpixel((300, 200))
    assert (red > 180, green < 90, blue < 90) == (True, True, True)


def test_what_shines_through_still_does(tmp_path: Path) -> None:
    image = Image.new("RGBA", (800, 600), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((100, 100, 500, 500), fill=(0, 90, 0, 255))
    site = digest(tmp_path, "a.png", saved(image, "PNG"))
    site.build()
    for data in files(site.tree()).values():
        assert opened(data).convert("RGBA").getpixel((1, 1))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA"])
def test_every_kind_of_png_can_be_shown(tmp_path: Path, mode: str) -> None:
    grey = Image.new("L", (600, 400), 128)
    image = {"I;16": lambda: Image.new("I;16", (600, 400), 128 * 256)}.get(mode, lambda: grey.convert(mode))()
    site = digest(tmp_path, "a.png", saved(image, "PNG"))
    assert site.build().findings == ()
    shown = opened(next(iter(files(site.tree(), "webp").values()))).convert("RGB")
    assert mode == "1" or all(abs(value - 128) < 8 for value in shown.getpixel((300, 200)))


BAD = {
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "SVG"),
    "a page": (b"\xef\xbb\xbf <!doctype html><title>404</title>", "SVG or a page"),
    "not a picture": (b"%PDF-1.7 " * 40, "not a picture"),
    "empty": (b"", "not a picture"),
    "cut off": (saved(photo())[:4000], "broken"),
    "broken inside": (png(90, 90, b"\x78\x9c" + b"\xff" * 900), "broken"),
    "a bomb": (png(60_000, 60_000, zlib.compress(b"\0" * 1000)), "million pixels"),
    "large": (saved(Image.new("1", (8000, 7000)), "PNG"), "million pixels"),
    "tiff": (saved(photo(90, 60), "TIFF"), "known kind"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_finding_and_the_rest_is_built(tmp_path: Path, name: str) -> None:
    data, message = BAD[name]
    site = digest(tmp_path, data=data).article("b.ar", image={"src": "pictures/good.jpg", "alt": "x"})
    site.put("content/pictures/good.jpg", saved(photo(600, 400)))
    (found,) = site.build().findings
    assert (found.code, found.file) == ("bad-picture", "content/pictures/a.jpg")
    assert message in found.message
    assert found.hint
    assert site.read("ar/articles/b.html").one("figure").one("img")
    assert not site.read(HTML).all("figure")
    assert site.build().findings == (found,), "and it is still there when nothing is built"


def test_a_moving_picture_stands_still_and_that_is_said(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (300, 200), color) for color in ("red", "green", "blue")]
    site = digest(tmp_path, "a.gif", saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=90))
    assert told(site.build().findings) == [("moving-picture", "content/pictures/a.gif")]
    assert not any(getattr(opened(data), "is_animated", False) for data in files(site.tree()).values())


OUTSIDE = """
    ../secret.jpg pictures/../../secret.jpg pictures/%2e%2e/%2e%2e/secret.jpg pictures/../../.env /etc/passwd
    file:///etc/passwd C:\\x.jpg data:image/png;base64,AA //e.org/x.jpg javascript:alert(1)
""".split()


@pytest.mark.parametrize("source", OUTSIDE)
def test_a_picture_outside_the_folder_is_not_read(tmp_path: Path, source: str) -> None:
    site = digest(tmp_path, body=f"![وصف]({source})\n", src=source)
    site.put("secret.jpg", saved(photo(40, 30))).put("content/secret.jpg", saved(photo(40, 30)))
    report = site.build()
    assert "bad-url" in {found.code for found in report.findings}
    assert not files(site.tree())
    assert not site.read(HTML).all("img")


def test_links_are_not_followed(tmp_path: Path) -> None:
    site = digest(tmp_path)
    outside = tmp_path / "outside.jpg"
    outside.write_bytes(saved(photo(40, 30)))
    (site.folder / "content/pictures/a.jpg").unlink()
    (site.folder / "content/pictures/a.jpg").symlink_to(outside)
    assert {found.code for found in site.build().findings} == {"symlink", "no-picture"}
    assert not files(site.tree())


def test_pictures_elsewhere_are_linked_to_and_check_says_how_to_show_them(tmp_path: Path) -> None:
    body = "![بعيد](https://e.example/b.jpg)\n"
    site = Digest(tmp_path / "digest").article("a.ar", body, image={"src": "https://e.example/a.jpg", "alt": "x"})
    assert site.build().findings == ()
    page = site.read(HTML)
    assert not page.all("img")
    assert {
        link.attributes["href"] for link in page.one("main").all("a") if "e.example" in link.attributes["href"]
    } == {
        "https://e.example/a.jpg",
        "https://e.example/b.jpg",
    }
    checked = json.loads(nashra("check", "--project", site.folder, "--format", "json").out)["findings"]
    found = [each for each in checked if each["code"] == "remote-picture"]
    assert [(each["severity"], each["line"]) for each in found] == [("note", 4), ("note", 6)]
    assert all("content/pictures/" in each["hint"] for each in found)


def test_a_picture_that_is_not_there_is_named_with_the_nearest_that_is(tmp_path: Path) -> None:
    site = digest(tmp_path, src="pictures/b.jpg", name="harbour.jpg", body="![س](pictures/harbor.jpg)\n")
    found = site.build().findings
    assert [(each.code, each.line) for each in found] == [("no-picture", 5), ("no-picture", 7)]
    assert "pictures/harbour.jpg" in found[1].hint
    assert not site.read(HTML).all("img")
    assert "س" in site.read(HTML).text


def test_a_picture_beside_its_article_is_named_with_the_place_for_it(tmp_path: Path) -> None:
    site = digest(tmp_path, src="pictures/a.jpg").put("content/articles/b.png", saved(chart(), "PNG"))
    (found,) = site.build().findings
    assert (found.code, "content/pictures/" in found.hint) == ("unexpected-file", True)


def test_a_picture_without_a_description_is_shown_and_that_is_found(tmp_path: Path) -> None:
    site = digest(tmp_path, alt="", body="![](pictures/a.jpg)\n")
    assert {found.code for found in site.build().findings} == {"no-alt"}
    assert len(site.read(HTML).all("img")) == 2


def test_pictures_of_what_is_not_published_are_not_either(tmp_path: Path) -> None:
    site = Digest(tmp_path / "digest").article("a.ar", draft=True, image={"src": "pictures/a.jpg", "alt": "x"})
    site.article("b.ar").put("content/pictures/a.jpg", saved(photo())).build()
    assert not files(site.tree())
    site.build(drafts=True)
    assert files(site.tree())
    site.build()
    assert not files(site.tree())


def test_words_in_a_picture_s_description_stay_words(tmp_path: Path) -> None:
    body = "![\"><script>alert(1)</script> srcset=](pictures/a.jpg '\"><b onclick=x>')\n"
    site = digest(tmp_path, body=body, alt='" onerror="x', caption="<i>")
    site.build()
    text = site.page(HTML)
    assert "<script>alert" not in text
    assert not any(name.startswith("on") for image in site.read(HTML).all("img") for name in image.attributes)
    assert site.read(HTML).all("figure")[0].one("img").attributes["alt"] == '" onerror="x'


def test_without_pillow_no_picture_is_published_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.pictures.making.installed", lambda: "")
    site = digest(tmp_path)
    (found,) = site.build().findings
    assert (found.code, "nashra[pictures]" in found.hint) == ("pictures-off", True)
    assert not files(site.tree())


# Built once, and always the same ---------------------------------------------------------------------------------


def test_the_same_picture_gives_the_same_bytes_for_any_number_of_workers(tmp_path: Path) -> None:
    def built(name: str, jobs: int) -> dict[str, bytes]:
        site = digest(tmp_path / name, body="![أ](pictures/b.png) ![ب](pictures/c.jpg)\n")
        site.put("content/pictures/b.png", saved(chart(), "PNG")).put("content/pictures/c.jpg", saved(photo(700, 500)))
        assert site.build(jobs=jobs).findings == ()
        return site.tree()

    assert built("one", 1) == built("two", 2)


def test_a_picture_is_made_once_and_deleting_what_is_kept_loses_time_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    real = encoding.encode

    def counted(raw: bytes) -> Any:
        made.append(len(raw))
        return real(raw)

    monkeypatch.setattr("generator.pictures.making.encode", counted)
    site = digest(tmp_path)
    site.build()
    before = site.tree()
    site.article("b.ar").build()
    assert len(made) == 1
    (kept,) = (site.folder / ".nashra/pictures").iterdir()
    kept.write_bytes(kept.read_bytes()[:-9])
    site.article("c.ar").build()
    assert len(made) == 2
    kept.write_bytes(kept.read_bytes()[:-9] + b"\0" * 9)
    (site.output / next(iter(files(before, "jpg")))).unlink()
    assert site.build().findings == ()
    assert files(site.tree()) == files(before)


def test_what_is_kept_of_a_picture_is_not_read_or_written_through_links(tmp_path: Path) -> None:
    """A digest may come from a stranger, who knows the names of what is kept in it."""
    files = (Encoded(type="image/jpeg", width=1, height=1, data=b"pixels"),)
    path, mine = tmp_path / "kept", tmp_path / "mine"
    store.keep(mine, files)
    before = mine.read_bytes()
    path.symlink_to(mine)
    path.with_name(f"kept.{os.getpid()}").symlink_to(mine)

    assert (store.find(path), store.read(path, 0)) == (None, None)
    store.keep(path, (msgspec.structs.replace(files[0], data=b"other"),))

    assert store.read(path, 0) == b"other"
    assert not path.is_symlink()
    assert mine.read_bytes() == before


def test_any_sequence_of_edits_leaves_what_a_clean_build_does(tmp_path: Path) -> None:
    site = digest(tmp_path, body="![ب](pictures/b.jpg)\n").put("content/pictures/b.jpg", saved(photo(500, 300)))
    edits: list[Callable[[], Digest]] = [
        lambda: site.put("content/pictures/a.jpg", saved(chart())),
        lambda: site.put("content/pictures/b.jpg", b"broken"),
        lambda: site.remove("content/pictures/b.jpg"),
        lambda: site.put("content/pictures/b.jpg", saved(photo(500, 300))),
        lambda: site.article("a.ar", "متن.\n"),
        lambda: site.article("a.ar", "![ب](pictures/b.jpg)\n", image={"src": "pictures/b.jpg", "alt": "x"}),
    ]
    site.build()
    for edit in edits:
        edit()
        site.build()
        assert site.tree() == site.clean_tree()
        listed = (site.output / ".nashra-outputs").read_text(encoding="utf-8").splitlines()
        assert files(site.tree()).keys() <= set(listed)
    kept = {file.name for file in (site.folder / ".nashra/pictures").iterdir()}
    assert len(kept) == 2


def test_names_of_pictures_become_addresses_that_hold_nothing_else(tmp_path: Path) -> None:
    names = ["مرفأ ليلا.jpg", "a b,c 100%.jpg", "..x.jpg", "-" * 60 + ".jpg", 'q"<i>.jpg', "ALL.CAPS.JPG", "ملف.v2.jpg"]
    site = Digest(tmp_path / "digest")
    for number, name in enumerate(names):
        site.article(f"a{number}.ar", image={"src": f"pictures/{name}", "alt": "x"})
        site.put(f"content/pictures/{name}", saved(photo(60 + number, 40)))
    assert [found.code for found in site.build().findings] == ["no-picture"], "a hidden file is no picture"
    made = files(site.tree(), "jpg")
    assert len(made) == len(names) - 1
    assert all(re.fullmatch(r"assets/[a-z0-9][a-z0-9-]*\.[0-9a-f]{12}\.jpg", path) for path in made)


# In a browser ----------------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize(("width", "most"), [(390, 480), (1280, 960)])
def test_nothing_moves_while_pictures_come_in_and_small_screens_get_small_files(
    tmp_path: Path, width: int, most: int
) -> None:
    body = 'متن.\n\n![رسم](pictures/b.png "تحته")\n\n' + "متن.\n\n" * 30 + "![رسم](pictures/c.jpg)\n"
    site = digest(tmp_path, data=saved(photo(1600, 1000)), body=body)
    site.put("content/pictures/b.png", saved(chart(), "PNG")).put("content/pictures/c.jpg", saved(photo(300, 200)))
    site.build()
    with served(site.output) as address:
        (page,) = read_slowly(tmp_path / "profile", [f"{address}/{HTML}"], width=width)
    assert (page["shift"], page["moved"]) == (0, [])
    assert page["complaints"] == []
    taken = [re.search(r"-(\d+)\.\w+\.(\w+)$", source) for source, _, _ in page["pictures"]]
    assert all(taken)
    assert [int(found[1]) for found in taken if found][:2] == [most, most]
    assert [shown <= 300 for _, _, shown in page["pictures"]] == [False, False, True], "none is blown up"


@pytest.mark.browser
def test_pictures_are_shown_from_disk(tmp_path: Path) -> None:
    site = digest(tmp_path, body="![رسم](pictures/a.jpg)\n")
    site.build()
    (page,) = read_slowly(tmp_path / "profile", [(site.output / HTML).as_uri()])
    assert [natural > 0 for _, natural, _ in page["pictures"]] == [True, True]
    assert page["complaints"] == []
