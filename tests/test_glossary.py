"""Agreed terms: read strictly, found as they are inflected and nowhere else, wanted in answers."""

from __future__ import annotations

import pytest
from digests import Digest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.glossary import Term, format_term, parse_glossary, read_pair, with_lines
from generator.translation.glossary import Glossary
from generator.translation.glossary.enforcing import AgreedTerms
from generator.translation.glossary.forms import lookalikes
from generator.translation.glossary.matching import Finder, Phrase


def term(source: str, target: str, kind: str = "name", pair: str = "ar-en", wrong: str = "") -> Term:
    (found,), findings = parse_glossary("\t".join((source, target, pair, kind, "", wrong)).encode())
    assert not findings
    return found


def found(text: str, *phrases: Phrase | str, lang: str = "ar") -> list[str]:
    """Return what stands in `text` where one of the phrases does."""
    wanted = [each if isinstance(each, Phrase) else Phrase(each) for each in phrases]
    return [text[match.start : match.end] for match in Finder(wanted, lang).find(text)]


# The file --------------------------------------------------------------------------------------------------------


def test_a_glossary_is_read_with_its_comments_and_optional_columns() -> None:
    text = (
        "# source\ttarget\n\nناسا\tNASA\tar-en\torg\nSLS\t\tar-en\tkeep\n"
        "لافروف\tLavrov\tar-en\tname\tru\tLafrov|Lavrof\nأزمة\tcrisis\tar-en\n"
    )

    terms, findings = parse_glossary(text.encode())

    assert not findings
    assert [(each.source, each.target, each.kind, each.wrong, each.line) for each in terms] == [
        ("ناسا", "NASA", "org", (), 3),
        ("SLS", "SLS", "keep", (), 4),
        ("لافروف", "Lavrov", "name", ("Lafrov", "Lavrof"), 5),
        ("أزمة", "crisis", "term", (), 6),
    ]


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("ناسا NASA ar-en", "glossary-columns", 1),
        ("ا\tb\tar-en\tname\tn\tx\ty", "glossary-columns", 20),
        ("…\tNASA\tar-en", "glossary-empty", 1),
        ("ناسا\t\tar-en", "glossary-empty", 6),
        ("ناسا\tNASA\tar", "glossary-pair", 11),
        ("ناسا\tNASA\tar-ar", "glossary-pair", 11),
        ("ناسا\tNASA\tar-en\tperson", "glossary-kind", 17),
        ("ناسا\tNASA\tar-en\tkeep", "glossary-kind", 17),
        ("ناسا\tNASA\tar-en\torg\t\tNasa|NASA", "glossary-not", 22),
    ],
)
def test_a_line_that_cannot_be_used_says_where_and_leaves_the_others(line: str, code: str, column: int) -> None:
    terms, (finding,) = parse_glossary(f"حفتر\tHaftar\tar-en\n{line}\nسرت\tSirte\tar-en\n".encode())

    assert [each.source for each in terms] == ["حفتر", "سرت"]
    assert (finding.code, finding.line, finding.column, finding.severity) == (code, 2, column, "error")
    assert finding.hint


def test_what_is_agreed_twice_is_said_and_the_first_counts() -> None:
    terms, findings = parse_glossary(
        "ناسا\tNASA\tar-en\nناسا\tNasa\tar-en\nناسا\tNASA\tar-en\nناسا\tNASA\tar-fr\n".encode()
    )

    assert [(each.target, each.target_lang) for each in terms] == [("NASA", "en"), ("NASA", "fr")]
    assert [(each.code, each.line, each.severity) for each in findings] == [
        ("glossary-twice", 2, "error"),
        ("glossary-twice", 3, "warning"),
    ]


def test_a_glossary_saved_by_a_spreadsheet_is_read() -> None:
    raw = '\ufeffpair\tsource\ttarget\tnote\r\nar-en\tحفتر\tHaftar\t"not ""Hafter"""\r\n'.encode()

    ((only,), findings) = parse_glossary(raw)

    assert not findings
    assert (only.source, only.target, only.note) == ("حفتر", "Haftar", 'not "Hafter"')


@pytest.mark.parametrize("ends", ["\n", "\r\n", ""])
def test_a_new_line_leaves_every_byte_before_it(ends: str) -> None:
    raw = f"# ours\nناسا\tNASA\tar-en\torg\tيكتب  هكذا {ends}".encode()
    new = Term(source="# طرابلس", target='the "Tripoli"', source_lang="ar", target_lang="en", wrong=("Tripolis",))

    written = with_lines(raw, (new,))

    assert written.startswith(raw)
    terms, findings = parse_glossary(written)
    assert not findings
    assert (terms[-1].source, terms[-1].target, terms[-1].wrong) == (new.source, new.target, new.wrong)


def test_a_term_is_one_line_whatever_is_in_it() -> None:
    odd = Term(source="a\tb\nc", target="d\u2028e", source_lang="ar", target_lang="en", note="\x00x")

    assert format_term(odd) == "a b c\td e\tar-en\tterm\tx"


def test_pairs_have_scripts_and_regions() -> None:
    assert read_pair("ar-en") == ("ar", "en")
    assert read_pair("pt-BR-en-GB") == ("pt-BR", "en-GB")
    assert read_pair("zh-Hans-en") == ("zh-Hans", "en")
    assert read_pair("en") is None
    assert read_pair("ar-xx") is None


def test_build_and_check_say_what_is_wrong_in_the_glossary(digest: Digest) -> None:
    digest.article("a.ar").put("content/glossary.tsv", "ناسا\tNASA\tar-en\nحفتر\n")

    first, again = digest.build(), digest.build()
    mended = digest.put("content/glossary.tsv", "ناسا\tNASA\tar-en\n").build()

    for report in (first, again):
        assert [(each.file, each.line) for each in report.findings if each.code == "glossary-columns"] == [
            ("content/glossary.tsv", 2)
        ]
    assert not [each for each in mended.findings if each.file == "content/glossary.tsv"]


# Finding terms ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("clitics", [first + second for first in ("", "و", "ف") for second in ("", "ب", "ك", "ل", "س")])
@pytest.mark.parametrize("name", ["لافروف", "موسكو", "الأمم المتحدة", "تشاووش أوغلو", "طرابلس", "القاهرة", "ليبيا"])
def test_arabic_clitics_are_no_part_of_a_name(name: str, clitics: str) -> None:
    merged = clitics.endswith("ل") and name.startswith("ال")
    form = clitics[:-1] + "لل" + name[2:] if merged else clitics + name

    matches = found(f"قال أمس {form} إن", name)

    assert matches == [form[len(clitics) :]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("اللواء الطرابلسي", "طرابلس"),
        ("طرابلسي وموسكوفي", "موسكو"),
        ("السلطان سليمان", "ليمان"),
        ("البحرية والبحريني", "البحرين"),
        ("هذا على الأرض", "علي"),
        ("اجتماع فعلي", "علي"),
        ("كمال وسلام", "مال"),
        ("المصريون والمصرف", "مصر"),
    ],
)
def test_a_name_is_not_found_in_words_that_look_like_it(text: str, name: str) -> None:
    assert found(text, name) == []


@pytest.mark.parametrize(
    ("text", "name", "lang"),
    [
        ("في الاردن", "الأردن", "ar"),
        ("إلى مكه", "مكة", "ar"),
        ("مُحَمَّـــد", "محمد", "ar"),
        ("ﻣﺼﺮ", "مصر", "ar"),
        ("مصطفي", "مصطفى", "ar"),
        ("في أبي ظبي", "أبو ظبي", "ar"),
        ("وعبدالله", "عبد الله", "ar"),
        ("إيران\u200f", "إيران", "ar"),
        ("كابل", "کابل", "fa"),
        ("آیت‌الله خامنه‌ای", "آیت الله", "fa"),
        ("ایران‌ها", "ایران", "fa"),
        ("كراچي", "کراچی", "ur"),
        ("שבישראל", "ישראל", "he"),
        ("וכשלבנון", "לבנון", "he"),
        ("צה״ל", 'צה"ל', "he"),
        ("Rusya'nın", "Rusya", "tr"),
        ("İSTANBUL’da", "İstanbul", "tr"),
        ("l’Irak", "Irak", "fr"),
        ("Russia’s", "Russia", "en"),
        ("в Саудовской Аравии", "Саудовская Аравия", "ru"),
        ("с Сергеем Лавровым", "Сергей Лавров", "ru"),
        ("из Соединенных Штатов", "Соединённые Штаты", "ru"),
        ("от Израиля", "Израиль", "ru"),
        ("東京都と日本", "日本", "ja"),
    ],
)
def test_a_name_is_found_as_it_is_written(text: str, name: str, lang: str) -> None:
    assert len(found(text, name, lang=lang)) == 1


@pytest.mark.parametrize(
    ("text", "name", "lang"),
    [
        ("turkey for lunch", "Turkey", "en"),
        ("tell us", "US", "en"),
        ("Romanian", "Roman", "en"),
        ("ایران‌ای", "ایران", "fa"),
        ("лавровый лист", "Лавров", "ru"),
        ("московский", "Москва", "ru"),
        ("כיוון אחר", "יוון", "he"),
        ("Rusyalı", "Rusya", "tr"),
    ],
)
def test_other_words_are_not_that_name(text: str, name: str, lang: str) -> None:
    assert found(text, name, lang=lang) == []


def test_common_words_are_found_with_articles_plurals_and_pronouns() -> None:
    ceasefire = Phrase("هدنة", common=True)

    assert len(found("الهدنة وهدنات وبالهدنة وهدنتهم للهدنة", ceasefire)) == 5
    assert found("مهدنة", ceasefire) == []
    assert found("two ceasefires", Phrase("ceasefire", common=True), lang="en") == ["ceasefires"]


def test_the_longest_term_wins_and_none_overlaps() -> None:
    text = "الأمين العام للأمم المتحدة في الأمم المتحدة"

    assert found(text, "الأمم المتحدة", "الأمين العام للأمم المتحدة", "العام") == [
        "الأمين العام للأمم المتحدة",
        "الأمم المتحدة",
    ]


def test_nothing_is_found_in_closed_places() -> None:
    text = "ليبيا https://example.org/ليبيا"
    at = text.index("https")

    matches = Finder([Phrase("ليبيا")], "ar").find(text, closed=[(at, len(text))])

    assert [match.start for match in matches] == [0]


def test_words_that_only_look_like_clitic_and_name_are_known() -> None:
    assert {"سليمان", "كمال", "وزير"} <= lookalikes("ar")
    assert lookalikes("ar").isdisjoint({"بمصر", "وليبيا", "لموسكو", "للمكسيك"})
    assert lookalikes("fr") == frozenset()


# Answers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "answer", "kind"),
    [
        ("ceasefire", "Ceasefires were agreed.", "term"),
        ("the Atlas Lions", "Atlas Lions’ coach", "name"),
        ("Tripoli", "TRIPOLI, Libya", "place"),
        ("penalty shoot-out", "a penalty shoot out", "term"),
        ("Lavrov", "Lavrov's plane", "name"),
    ],
)
def test_a_rendering_is_there_whatever_its_case_number_or_possessive(target: str, answer: str, kind: str) -> None:
    glossary = Glossary([term("اتفاق", target, kind)])

    assert glossary.missing("اتفاق جديد", answer, "ar", "en") == ()


def test_a_rendering_that_lacks_is_named_once() -> None:
    un, egypt = term("الأمم المتحدة", "United Nations", "org"), term("مصر", "Egypt", "place")
    glossary = Glossary([un, egypt])

    lacking = glossary.missing("الأمم المتحدة ومصر، وقالت الأمم المتحدة", "The U.N. and Egypt", "ar", "en")

    assert lacking == (un,)
    assert glossary.missing("وقال إن", "He said", "ar", "en") == ()
    assert glossary.missing("الأمم المتحدة", "ONU", "ar", "fr") == ()


def test_terms_of_a_language_serve_its_regions() -> None:
    glossary = Glossary([term("مصر", "Egypt", "place")])

    assert len(glossary.find("مصر", "ar-EG", "en-GB")) == 1
    assert not glossary.find("مصر", "arz", "en")


def test_forms_that_are_ruled_out_are_put_right_as_whole_words_only() -> None:
    glossary = Glossary(
        [term("لافروف", "Lavrov", wrong="Lafrov|Lafrof"), term("منتخب", "the Atlas Lions", wrong="lions of atlas")]
    )

    repaired = glossary.repair(
        "لافروف يقود منتخب", "Lafrov’s team, the Lions of Atlas, met Lafrovsky and lafrov.", "ar", "en"
    )

    assert repaired.text == "Lavrov’s team, the Atlas Lions, met Lafrovsky and lafrov."
    assert [each.target for each in repaired.terms] == ["Lavrov", "the Atlas Lions"]


def test_nothing_is_put_right_where_the_original_lacks_the_term_or_the_form_is_part_of_the_right_one() -> None:
    glossary = Glossary(
        [term("تركيا", "Türkiye", "place", wrong="Turkey"), term("استاد البيت", "Al Bayt Stadium", wrong="Al")]
    )

    assert glossary.repair("وجبة", "Turkey is eaten", "ar", "en").text == "Turkey is eaten"
    assert glossary.repair("تركيا", "turkey in Turkey", "ar", "en").text == "turkey in Türkiye"
    assert glossary.repair("استاد البيت", "Al Bayt Stadium", "ar", "en").text == "Al Bayt Stadium"


def test_what_is_kept_travels_as_it_is() -> None:
    terms = AgreedTerms(Glossary([term("SLS", "", "keep"), term("ناسا", "NASA", "org")]), "ar", "en")

    assert terms.kept("صاروخ الـSLS ثم sls") == [(9, 12, "SLS")]
    assert terms.kept("ناسا") == []


def test_flags_say_what_lacks_and_what_was_put_right() -> None:
    terms = AgreedTerms(Glossary([term("لافروف", "Lavrov", wrong="Lafrov"), term("ناسا", "NASA", "org")]), "ar", "en")

    answer = terms.mended("لافروف وناسا", "Lafrov and the agency")

    assert answer == "Lavrov and the agency"
    assert terms.flags("لافروف وناسا", answer) == ("term-missing", "term-mended")
    assert terms.flags("لافروف وحده", "Lavrov") == ()


# Whatever is written ---------------------------------------------------------------------------------------------

_LETTERS = st.sampled_from(
    [*"والفبكلسمرطن ىيةأإ'’-.\n\u200c\u0640\u064e\u200f", "ﷲ", "ﻻ", "İ", "ß", "A", "b", "и", "й", "שׁ", "東"]
)
_TEXTS = st.lists(_LETTERS, max_size=40).map("".join)


@given(
    text=_TEXTS,
    names=st.lists(_TEXTS, min_size=1, max_size=4),
    lang=st.sampled_from(["ar", "fa", "he", "ru", "tr", "en"]),
)
def test_matches_are_in_order_apart_and_within_the_text(text: str, names: list[str], lang: str) -> None:
    phrases = [Phrase(name, common=number % 2 == 0, exact=number == 3) for number, name in enumerate(names)]

    at = 0
    for match in Finder(phrases, lang).find(text):
        assert at <= match.start < match.end <= len(text)
        at = match.end


@given(
    raw=st.one_of(st.binary(max_size=200), _TEXTS.map(lambda text: f"{text}\t{text}\tar-en\tterm\t\t{text}".encode()))
)
def test_any_file_gives_terms_that_are_written_as_they_are_read(raw: bytes) -> None:
    terms, findings = parse_glossary(raw)

    assert all(finding.line >= 1 and finding.column >= 1 for finding in findings)
    again, none = parse_glossary(with_lines(b"", terms))
    assert not none
    assert [(each.key, each.target, each.wrong) for each in again] == [
        (each.key, each.target, each.wrong) for each in terms
    ]
