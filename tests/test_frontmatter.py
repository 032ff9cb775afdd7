"""Front matter is read strictly, written in one form, and edited without touching what was not meant."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.frontmatter import KEYS, MAX_BYTES, Place, format_document, parse, set_key, set_subkeys, split

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAMES = st.one_of(st.sampled_from(KEYS), WORDS)
VALUES = st.one_of(
    WORDS,
    st.sampled_from(
        ["no", "~", "null", "", "0123", "12:34", "a: b", "a #b", "- a", "*a", "&a", "!a", "%a", "@a", "[a", "'a"]
    ),
    st.lists(WORDS, max_size=4),
    st.dictionaries(WORDS, WORDS, max_size=3),
    st.lists(st.dictionaries(WORDS, WORDS, max_size=2), max_size=2),
)
BODIES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=60)


def front(*lines: str) -> str:
    return "\n".join(("---", *lines, "---", "body\n"))


@given(fields=st.dictionaries(NAMES, VALUES, max_size=6), body=BODIES)
@settings(deadline=None)
def test_what_is_written_is_read(fields: dict[str, object], body: str) -> None:
    """Whatever an importer or a person puts in comes back as it was, body included."""
    read = parse(format_document({"title": "x", **fields}, body), "a.ar.md")

    assert read.findings == ()
    assert read.fields == {"title": "x", **fields}
    assert read.body == body


def test_canonical_form() -> None:
    """Known keys have one order, headlines are always quoted, and a list or map stays on its line."""
    fields = {
        "custom": 7,
        "lang": "ar",
        "tags": ("a", "b, c"),
        "image": {"src": "https://example.org/a b.jpg", "alt": None},
        "title": "ليبيا",
        "published": "2019-04-08T10:30+03:00",
        "url": "https://example.org/?a=1&b=2",
        "draft": True,
        "section": None,
    }

    assert format_document(fields, "نص\n") == (
        "---\n"
        'title: "ليبيا"\n'
        "lang: ar\n"
        "published: 2019-04-08T10:30+03:00\n"
        "url: https://example.org/?a=1&b=2\n"
        'tags: [a, "b, c"]\n'
        "image: {src: https://example.org/a b.jpg}\n"
        "draft: true\n"
        "custom: 7\n"
        "---\n"
        "نص\n"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_any_line_ends_and_byte_order_mark(newline: str, mark: str) -> None:
    """A file from any system is read the same, with the same places."""
    text = (mark + "--- \ntitle: ليبيا\nlang: ar\n---\nfirst\nsecond\n").replace("\n", newline)

    read = parse(text, "a.ar.md")

    assert (read.fields, read.findings) == ({"title": "ليبيا", "lang": "ar"}, ())
    assert (read.body, read.body_line) == ("first\nsecond\n", 5)
    assert read.places["lang",] == Place(3, 7, 3, 1)


def test_scalars_stay_text() -> None:
    """`no` is Norwegian, and nothing else is guessed either; null is absent."""
    read = parse(front("lang: no", "tags: [NO, on, 1.10, 0123, 12:34, ~]", "title: 123", "url: ~", "note:"), "a.no.md")

    assert read.fields == {"lang": "no", "tags": ["NO", "on", "1.10", "0123", "12:34"], "title": "123"}


def test_every_value_knows_its_place() -> None:
    """Values in lists and maps are found too, in the columns an editor counts."""
    read = parse(front("tags:", "  - one", "  - two", "image: {src: x, alt: «y»}"), "a.ar.md")

    assert read.places["tags", 1] == Place(4, 5, 4, 5)
    assert read.places["image", "alt"] == Place(5, 22, 5, 17)


BROKEN = {
    "no front matter": ("title: x\n", "no-front-matter", 1, 1, "make `---` the first line"),
    "empty file": ("", "no-front-matter", 1, 1, "make `---` the first line"),
    "no end": ("---\ntitle: x\n\nbody\n", "missing-end-fence", 1, 1, "write a line `---`"),
    "colon": (front("title: لافروف: الحوار"), "yaml-syntax", 2, 14, 'write: title: "لافروف: الحوار"'),
    "quote then colon": (front('title: "بلومبرغ": وصول'), "yaml-syntax", 2, 17, r'write: title: "\"بلومبرغ\": وصول"'),
    "open quote": (front('title: "abc', "lang: ar"), "yaml-syntax", 2, 8, 'write: title: "abc"'),
    "apostrophe": (front("title: 'it's'"), "yaml-syntax", 2, 12, 'write: title: "it\'s"'),
    "open list": (front("title: x", "tags: [a, b", "lang: ar"), "yaml-syntax", 3, 7, "write: tags: [a, b]"),
    "bold": (front("title: **bold**"), "yaml-syntax", 2, 9, 'write: title: "**bold**"'),
    "tab": (front("title: x", "\tlang: ar"), "yaml-syntax", 3, 1, "indent with spaces"),
    "no space": (front("title:foo"), "front-matter-not-a-map", 2, 1, "write: title: foo"),
    "list": (front("- a"), "front-matter-not-a-map", 2, 1, "write at least"),
    "number": (front("5"), "front-matter-not-a-map", 2, 1, "write at least"),
    "empty": ("---\n---\nbody\n", "front-matter-not-a-map", 1, 1, "write at least"),
    "comment only": (front("# x"), "front-matter-not-a-map", 2, 1, "write at least"),
    "twice": (front("title: a", "lang: ar", "title: b"), "duplicate-key", 4, 1, "keep one; until then line 2 counts"),
    "twice below": (front("title: a", "image: {alt: a, alt: b}"), "duplicate-key", 3, 17, "keep one"),
    "anchor": (front("title: &x y"), "yaml-alias", 2, 8, "put the value in double quotes"),
    "alias": (front("a: 1", "title: *x"), "yaml-alias", 3, 8, "put the value in double quotes"),
    "tag": (front("title: !!python/object/apply:os.system [id]"), "yaml-tag", 2, 8, "put the value in double quotes"),
    "deep": (front("title: " + "[" * 30 + "]" * 30), "nested-too-deep", 2, 27, "put the value in double quotes"),
    "very deep": (front("title: " + "[" * 5000), "nested-too-deep", 2, 1007, "put the value in double quotes"),
    "large": (front("title: " + "x" * MAX_BYTES), "front-matter-too-large", 1, 1, "move long text below"),
    "control": (front("title: a\x08b"), "control-character", 2, 9, "delete the character"),
    "nul": (front("title: a\0b"), "control-character", 2, 9, "delete the character"),
    "surrogate": (front("title: a\ud800b"), "control-character", 2, 9, "delete the character"),
    "half escape": (front(r'title: "\ud800"'), "yaml-syntax", 2, 11, "write: title:"),
    "two documents": (front("title: a", "...", "lang: ar"), "yaml-syntax", 4, 1, "put the value"),
    "key is a list": (front("? [a]", ": b"), "yaml-syntax", 2, 3, "begin the line with a key"),
}


@pytest.mark.parametrize(("text", "code", "line", "column", "hint"), BROKEN.values(), ids=BROKEN)
def test_one_fault_one_finding(text: str, code: str, line: int, column: int, hint: str) -> None:
    """Every fault is one finding that says where it is and what to do."""
    findings = parse(text, "content/articles/a.ar.md").findings

    assert [(found.code, found.severity, found.line, found.column) for found in findings] == [
        (code, "error", line, column)
    ]
    assert hint in findings[0].hint
    assert findings[0].file == "content/articles/a.ar.md"


@pytest.mark.parametrize("text", ["---\ntitle: x\n\nsecret\n", "title: x\nsecret\n", "---\n- x\n---\nsecret\n"])
def test_broken_front_matter_is_not_published_as_text(text: str) -> None:
    """Where the end of the front matter is not known, there is no body."""
    assert (parse(text, "a.ar.md").fields, parse(text, "a.ar.md").body) == (None, "")
    assert split(text).body in {"", "secret\n"}


def test_alias_bomb_is_refused_at_once() -> None:
    """Ten levels of aliases would fill any memory; they are never followed."""
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 11))]
    started = time.perf_counter()

    findings = parse(front(*lines), "a.ar.md").findings

    assert [found.code for found in findings] == ["yaml-alias"]
    assert time.perf_counter() - started < 0.05


# Entries as people write them, each with what must stay around the value.
ENTRIES = {
    "title": ['title:   "ليبيا"   # a comment\n', "title: >-\n  two\n  lines\n\n", "title:\n  below\n"],
    "lang": ["lang: ar\n", "'lang': ar # x\n"],
    "published": ["published:\n", "published: ~ # unknown\n", "published:   # later\n", 'published: ""\n'],
    "tags": [
        "tags: [a, b] # c\n",
        "tags:\n- a\n- b # last\n",
        "tags: # why\n  - a\n  # and\n  - |\n    b\n",
        "tags: []\n",
    ],
    "image": ["image: {src: x}\n", "image:\n  src: x\n  alt: |\n    long\n\n", "image:\n  src: x\n  alt:\n# more\n"],
    "custom": ["custom: |+\n  kept\n\n\n", "# before\ncustom: {a: [b]}\n", "custom: plain\n  folded\n"],
}


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    keys = draw(st.lists(st.sampled_from(list(ENTRIES)), min_size=1, unique=True))
    comment = st.sampled_from(["", "", "# a remark: [x\n", "\n"])
    return keys, [draw(st.sampled_from(ENTRIES[key])) + draw(comment) for key in keys]


@given(
    document=documents(),
    key=st.sampled_from([*ENTRIES, "draft", "other"]),
    value=VALUES,
    newline=st.sampled_from(["\n", "\r\n"]),
)
@settings(deadline=None, max_examples=400)
def test_one_key_changes_and_nothing_else(
    document: tuple[list[str], list[str]], key: str, value: object, newline: str
) -> None:
    """All bytes outside the value stay: comments, spaces, the other keys' styles, and the body."""
    keys, chunks = document
    text = f"---\n{''.join(chunks)}---\nbody: x\n---\n".replace("\n", newline)
    before = parse(text, "a.ar.md").fields

    changed = set_key(text, key, value)

    assert before is not None
    assert parse(changed, "a.ar.md").fields == {**before, key: value}
    if key in keys:
        at = keys.index(key)
        head = f"---\n{''.join(chunks[:at])}".replace("\n", newline)
        tail = f"{''.join(chunks[at + 1 :])}---\nbody: x\n---\n".replace("\n", newline)
        assert changed.startswith(head)
        assert changed.endswith(tail)
        comments = [
            part for part in ("# a comment", "# last", "# why", "# x", "# unknown", "# later") if part in chunks[at]
        ]
        assert all(comment in changed for comment in comments)
    else:
        lines = changed.splitlines(keepends=True)
        assert text in {"".join(lines[:n] + lines[n + 1 :]) for n in range(len(lines))}


def test_a_new_key_stands_where_an_editor_looks_for_it() -> None:
    """`published` follows `lang`, wherever that is; a key nobody knows comes last."""
    text = front("title: x", "lang: ar # Arabic", "tags:", "  - a", "custom: 1")

    assert set_key(text, "published", "2019-04-08") == text.replace("# Arabic\n", "# Arabic\npublished: 2019-04-08\n")
    assert set_key(text, "needs", ["url"]) == text.replace("  - a\n", "  - a\nneeds: [url]\n")
    assert set_key(text, "other", "z") == text.replace("custom: 1\n", "custom: 1\nother: z\n")


def test_front_matter_in_braces_can_be_edited() -> None:
    """JSON-like front matter stays what it is."""
    text = front("{title: x, lang: ar}")

    assert set_key(set_key(text, "lang", "a, b"), "tags", ["c"]) == front('{title: x, lang: "a, b", tags: [c]}')
    assert set_key(front("{}"), "lang", "ar") == front("{lang: ar}")


SUBKEYS = {
    "of": ["a.ar.md", '"a.ar.md"', "'a.ar.md'"],
    "status": ["edited", '"edited"', "&"],
    "engine": ["deepl", "'a, b: c'"],
    "reviewed_by": ["Mona", '"Mona # M."', ""],
    "note": ["|\n    one\n    two", ">-\n    one"],
}
REMARKS = st.sampled_from(["", " # why", "\n  # do not publish before Thursday", "\n", "\n  # a: b\n\n  # c"])


@st.composite
def maps(draw: st.DrawFn) -> tuple[dict[str, str], str]:
    """Return lines of a map by key, of which each may have a comment beside or below it, and what stands above them."""
    keys = ["of", *draw(st.lists(st.sampled_from([key for key in SUBKEYS if key != "of"]), unique=True))]
    lines = {}
    for key in draw(st.permutations(keys)):
        value = draw(st.sampled_from([each for each in SUBKEYS[key] if each != "&"]))
        remark = draw(REMARKS) if "\n" not in value else ""
        lines[key] = f"  {key}: {value}{remark}\n"
    return lines, draw(st.sampled_from(["", "  # the desk\n", " # beside it"]))


@given(
    given_map=maps(),
    changes=st.dictionaries(
        st.sampled_from([*SUBKEYS, "made"]), st.sampled_from([None, "new", "b: c", "edited", "x # y", "ar"]), max_size=4
    ),
    newline=st.sampled_from(["\n", "\r\n"]),
    after=st.sampled_from(["", "draft: true # later\n", "# last\n"]),
)
@settings(deadline=None, max_examples=600)
def test_keys_of_a_map_change_and_nothing_else(
    given_map: tuple[dict[str, str], str], changes: dict[str, str | None], newline: str, after: str
) -> None:
    """Of a line that changes, all but the value stays; of one that goes, its comment."""
    lines, above = given_map
    changes = {key: value for key, value in changes.items() if key != "of" or value is not None}
    beside = above if above.startswith(" #") else ""
    shown = f"{beside}\n{above.removeprefix(beside)}{''.join(lines.values())}"
    text = f"---\ntitle: x # t\ntranslation:{shown}{after}---\nbody\n".replace("\n", newline)
    before = parse(text, "a.en.md").fields
    assert before is not None
    told = before["translation"]
    assert isinstance(told, dict)

    changed = set_subkeys(text, "translation", changes)

    wanted = {key: value for key, value in {**told, **changes}.items() if value is not None}
    assert parse(changed, "a.en.md").fields == {**before, "translation": wanted}
    assert _comments(changed, changes) == _comments(text, changes)
    for key, line in lines.items():
        if key not in changes or (changes[key] is not None and changes[key] == told.get(key)):
            assert line.partition("\n  #")[0].rstrip().replace("\n", newline) in changed
    assert changed.endswith(f"{after}---\nbody\n".replace("\n", newline))
    assert set_subkeys(changed, "translation", changes) == changed


def _comments(text: str, changes: dict[str, str | None]) -> list[str]:
    """Return the comments of the front matter, in order."""
    plain = text.replace('"Mona # M."', "M")
    for value in changes.values():
        plain = plain.replace(f'"{value}"', "")
    return re.findall("#.*", plain)


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ("{of: a.ar.md, status: x}", {"status": "edited"}, "{of: a.ar.md, status: edited}"),
        ("{ of: a.ar.md , status: x }", {"status": None}, "{ of: a.ar.md }"),
        ("{status: x, of: a.ar.md}", {"status": None, "made": "now"}, "{of: a.ar.md, made: now}"),
        ("{of: a.ar.md, # why\n  status: x}", {"status": "y, z"}, '{of: a.ar.md, # why\n  status: "y, z"}'),
        ("", {"of": "a.ar.md", "made": None}, "{of: a.ar.md} "),
        ("{of: a.ar.md}", {"made": None}, "{of: a.ar.md}"),
    ],
)
def test_keys_of_a_map_in_braces_change_where_they_stand(before: str, changes: dict[str, object], after: str) -> None:
    text = front("title: x", "translation: {} # end", "draft: true")
    changed = set_subkeys(text.replace("{}", before), "translation", changes)
    assert changed == text.replace("{}", after)


@pytest.mark.parametrize("text", ["no front matter", front("title: a: b"), front("title: a", "title: b"), front("- x")])
def test_what_cannot_be_read_is_not_edited(text: str) -> None:
    """A broken file is left to a person."""
    with pytest.raises(ValueError, match=r".+"):
        set_key(text, "title", "new")
