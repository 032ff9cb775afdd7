"""Promises of the verifier: what a person translated passes, what is broken does not."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest

from bench.translation.faults import FAULTS
from bench.translation.news import documents
from generator.frontmatter import split
from generator.markdown import plain_text, split_blocks
from generator.translation.checks.marks import addresses_changed, question_differs, quotes_lost
from generator.translation.checks.numbers import number_changes
from generator.translation.checks.wholeness import repeats, sentences, unfinished
from generator.translation.flags import FLAGS, in_words
from generator.translation.verify import _FLAGS, _GRAVE, _REJECTS, verify, verify_all

ROOT = Path(__file__).parent.parent
NEWS = ROOT.parent / "shared" / "translation" / "ntrex-news-500.tsv"
NEEDS_SHARED = pytest.mark.skipif(not NEWS.is_file(), reason="needs ../shared/translation, which is not here")
SEEN = 0.97

Pairs = list[tuple[str, str]]
ARTICLE = (
    ("بدء ترميم جسر المدينة القديم", "Work on the old town bridge begins"),
    (
        "بدأت بلدية المدينة اليوم ترميم جسرها القديم الذي بناه الحرفيون من الحجر.",
        "The town council today began to restore its old bridge, which craftsmen built of stone.",
    ),
    ('وقال العمدة: "سننتهي قبل الشتاء."', 'The mayor said: "We will be done before winter."'),
    ("هل تكفي الأموال؟ لا أحد يعرف.", "Will the money do? Nobody knows."),
    (
        "وتشارك في الأعمال شركة من مدينة طرابلس وأخرى من القاهرة، وتبلغ كلفتها 12 مليون دولار.",
        "A company from Tripoli and another one from Cairo take part in the work, which costs 12 million dollars.",
    ),
    (
        "ويعبر الجسر كل يوم نحو 3400 سيارة، وستسلك طريق الميناء حتى نهاية العام.",
        "Some 3,400 cars cross it every day; until the end of the year they will take the road by the port.",
    ),
)


@cache
def demonstration() -> tuple[Pairs, ...]:
    """Return the demonstration's Arabic articles beside the English ones that people wrote, by paragraph."""
    found = []
    for original in sorted((ROOT / "content" / "articles").rglob("*.ar.md")):
        translation = original.with_name(original.name.replace(".ar.md", ".en.md"))
        if translation.is_file() and "status: human" in (text := translation.read_text(encoding="utf-8")):
            sides = [split_blocks(split(each).body) for each in (original.read_text(encoding="utf-8"), text)]
            if len(sides[0]) == len(sides[1]):
                found.append([(words(a.source), words(b.source)) for a, b in zip(*sides, strict=True)])
    return tuple(found)


def words(block: str) -> str:
    return plain_text(re.sub(r"\[\^[^\]]*\]", "", block))


def judged(pairs: Pairs, lang: str) -> list[tuple[str, ...]]:
    verdicts = verify_all(pairs, lang, "en")
    return [(f"rejected: {verdict.rejected}",) if verdict.rejected else verdict.flags for verdict in verdicts]


def seen(articles: tuple[Pairs, ...], fault: str, lang: str) -> float:
    rng = random.Random(fault)  # noqa: S311
    found: list[bool] = []
    for pairs in articles:
        broken = dict(FAULTS[fault](pairs, rng))
        verdicts = judged([(source, broken.get(i, answer)) for i, (source, answer) in enumerate(pairs)], lang)
        found += [bool(verdicts[i]) for i in broken]
    return sum(found) / len(found)


def test_what_people_translated_passes() -> None:
    said = [verdict for pairs in demonstration() for verdict in judged(pairs, "ar")]
    assert len(said) > 80
    assert [verdict for verdict in said if verdict and verdict[0].startswith("rejected")] == []
    assert sum(map(bool, said)) / len(said) < 0.05


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_what_is_broken_is_seen(fault: str) -> None:
    assert seen(demonstration(), fault, "ar") >= SEEN


@NEEDS_SHARED
@pytest.mark.shared
@pytest.mark.parametrize("lang", ["es", "ru", "hr"])
def test_other_languages_are_judged_as_well(lang: str) -> None:
    articles = tuple(each.pairs(lang, "en") for each in documents(NEWS)[::4])
    said = [verdict for pairs in articles for verdict in judged(pairs, lang)]
    assert [verdict for verdict in said if verdict and verdict[0].startswith("rejected")] == []
    assert sum(map(bool, said)) / len(said) < 0.06
    for fault in ("untranslated", "truncated", "all swapped", "doubled", "tag lost", "notices"):
        assert seen(articles, fault, lang) >= SEEN, fault


def test_every_flag_has_words() -> None:
    assert {name for name, _ in _FLAGS} | {"swapped", "markup-pieces", "markup-lost", "markup-moved"} <= FLAGS.keys()
    assert in_words("numbers") == FLAGS["numbers"]
    assert in_words("of-another-tool") == "of-another-tool"


def test_all_reasons_and_flags_are_documented() -> None:
    page = (ROOT / "docs" / "reference" / "translation-checks.md").read_text(encoding="utf-8")
    rest, _, flagged = page.partition("## Flagged")
    refused, _, again = rest.partition("## Asked for again")
    row = re.compile(r"^\| `([a-z-]+)` \| (.*) \|$", re.MULTILINE)
    assert dict(row.findall(flagged)) == FLAGS
    assert set(re.findall(r"`([a-z-]+)`(?=[^|]*\|[^|]*\|$)", again, re.MULTILINE)) - {"the"} == {
        *(name for name, _ in _GRAVE),
        "swapped",
    }
    assert dict(row.findall(refused)).keys() == {name for name, _ in _REJECTS} | {
        "doubled",
        "swapped",
        "tokens",
        "shape",
    }


def test_another_month_and_missing_names_are_flagged() -> None:
    april = "عقد الاجتماع الأول في مدينة طرابلس في أبريل من العام الماضي."
    assert "dates" in verify(april, "The first meeting was held in Tripoli in June of last year.", "ar", "en").flags
    assert verify(april, "The first meeting was held in Tripoli in April of last year.", "ar", "en").flags == ()
    names = "Reuniram-se Lula, Marina Silva, Haddad, Alckmin, Tebet e Rui Costa para falar do plano da semana."
    nobody = "Some men and women met to speak of what is to be done in the course of the coming days and weeks."
    assert "names" in verify(names, nobody, "pt", "en").flags


@pytest.mark.parametrize(
    ("source", "answer", "lang"),
    [
        ("اجتمع ١٢ وزيرا في ٨ نيسان ٢٠١٩", "Twelve ministers met on 8 April 2019", "ar"),
        ("بلغت الخسائر 1.5 مليون دولار", "The losses came to 1,500,000 dollars", "ar"),
        ("Começa às 15h30", "It begins at 3:30 p.m.", "pt"),
        ("Начало в 15:00", "It starts at 3 p.m.", "ru"),
        ("La ville est à 80 km d’ici", "The town is 50 miles from here", "fr"),
        ("El siglo XIX fue largo", "The 19th century was long", "es"),
        ("в 80-е годы прошлого века", "in the 1980s", "ru"),
        ("Foram 30 dias", "It was thirty days", "pt"),
        ("Hubo tres muertos", "There were 3 dead", "es"),
        ("Sie trafen sich um acht Uhr", "They met at 8 a.m.", "de"),
        ("Прошло одиннадцать дней", "11 days went by", "ru"),
        ("Vento de 137 km/h", "Winds of 85 mph", "pt"),
        ("۲۶،۷۵۰ دلار", "26,750 dollars", "fa"),
    ],
)
def test_numbers_may_be_written_otherwise(source: str, answer: str, lang: str) -> None:
    assert not number_changes(source, answer, lang, "en").any


@pytest.mark.parametrize(
    ("source", "answer", "lang"),
    [
        ("في عام 2019", "in 2018", "ar"), ("قتل 17 شخصا", "71 people were killed", "ar"),
        ("Morreram 45 pessoas", "People died", "pt"), ("Il y a eu des morts", "There were 250 dead", "fr"),
        ("a 385 millas", "it is 395 miles away", "es"), ("1-0", "1-3", "es"), ("в 15:00", "at 4 p.m.", "ru"),
        ("às três da tarde", "at 8 p.m.", "pt"), ("com ventos de 137 km/h", "with winds of 81 mph", "pt"),
    ],
)  # fmt: skip
def test_another_number_is_seen(source: str, answer: str, lang: str) -> None:
    assert number_changes(source, answer, lang, "en").any
    long = "Tudo o resto desta frase é igual e não diz nada de novo"
    assert "numbers" in verify(f"{long} {source}.", f"All the rest of it says nothing new {answer}.", lang, "en").flags


def test_an_end_belongs_to_a_text() -> None:
    assert unfinished("انتهى الاجتماع.", "The meeting ended with a")
    assert unfinished("Terminó (por fin).", "It ended (at.")
    assert not unfinished("عنوان بلا نقطة", "A headline without a full stop")
    assert not unfinished("قال: «نعم».", 'He said: "Yes."')
    assert sentences("It rained. Dr. Smith left! Why?") == 3


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("وقال السيد مارتن إن الكنيسة لم تستبدله.", "Mr. Martin said that the church of St."),
        ('وأعلن ذلك على تويتر وكتب: "اسمي الآن يي".', "He announced the change on Twitter, and he wrote:"),
        ('كلام قاس "ثم وقعنا في الحب"', "Tough talk 'and so we fell"),
        ("المقدونيون يصوتون في استفتاء على تغيير الاسم", "Macedonians vote in referendum on whether"),
    ],
)
def test_an_answer_that_breaks_off_is_asked_for_again(source: str, answer: str) -> None:
    assert verify(source, answer, "ar", "en").grave == "unfinished"


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("وصل السيد سميث الابن إلى الولايات المتحدة.", "Mr. Smith Jr. came to the U.S."),
        ('قال: "لن نغادر المدينة أبدا مهما حدث.', '"We will never leave the town, whatever happens.'),
        ("عمال المصنع يعودون إلى بيوتهم", "The workers' families go home"),
        ("وقال إن ما يلي صحيح:", "He said that this was true:"),
    ],
)
def test_what_a_text_may_end_with_is_no_break(source: str, answer: str) -> None:
    assert verify(source, answer, "ar", "en").grave != "unfinished"


@pytest.mark.parametrize(
    ("source", "answer", "lang"),
    [
        ("انتهت الحرب في التسعينيات وعاد الناس إلى بيوتهم.", "The war ended in the '90s and people went home.", "en"),
        ("قال الرئيس عباس إن السلام ممكن.", "President ‘Abbas said that peace is possible.", "en"),
        ("قال الرئيس عباس إن السلام ممكن.", "President 'Abbas said that peace is possible.", "en"),
        ('قال الرئيس عباس "السلام ممكن".', "President ‘Abbas said “peace is possible”.", "en"),
        ('قالت قناة العربية "السلام ممكن".', "The al-'Arabiya channel said “peace is possible”.", "en"),
        ('قال "السلام ممكن" في التسعينيات.', "He said in the '90s that “peace is possible”.", "en"),
        ('قال "السلام ممكن" في المساء.', "Hij zei 's avonds dat “vrede mogelijk is”.", "nl"),
        ("اجتمع الوزراء في لاهاي أمس.", "De ministers kwamen gisteren bijeen in 's-Gravenhage.", "nl"),
        ('قال "السلام ممكن" أمس.', 'Il a dit " la paix est possible " hier.', "fr"),
        ('كتب "السلام ممكن" في تسع بوصات.', 'He wrote "peace is possible" on 9" of paper.', "en"),
    ],
)
def test_an_apostrophe_and_a_spaced_mark_open_no_quotation(source: str, answer: str, lang: str) -> None:
    assert verify(source, answer, "ar", lang).grave != "unfinished"


def test_a_quotation_that_does_not_end_is_seen_beside_one_that_does() -> None:
    source = 'قال "نعم" ثم أضاف "سنغادر المدينة غدا".'
    assert verify(source, 'He said "yes" and then "we will leave the town.', "ar", "en").grave == "unfinished"
    assert verify(source, "He said ‘yes’ and then ‘we will leave the town.", "ar", "en").grave == "unfinished"


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("من نحن", "Who we are"),
        ("كيف فعلوها", "How they did it"),
        ("هؤلاء هم", "This is who they were"),
        ("كم كان عددهم", "How many there were"),
        ("من أجل ماذا نناضل", "What we fight for"),
        ("ما ينبغي متابعته", "What to watch for"),
    ],
)
def test_a_headline_that_ends_with_a_small_word_is_published_with_a_flag(source: str, answer: str) -> None:
    verdict = verify(source, answer, "ar", "en")
    assert (verdict.rejected, verdict.grave) == ("", "")
    assert "unfinished" in verdict.flags


def test_a_long_headline_that_ends_so_and_is_far_too_short_is_asked_for_again() -> None:
    source = "المقدونيون يصوتون اليوم في استفتاء على تغيير اسم بلادهم"
    assert verify(source, "Macedonians vote today in a referendum on changing the name of", "ar", "en").grave == ""
    assert verify(source, "Macedonians vote today in a referendum to", "ar", "en").grave == "unfinished"


SPANISH = "El ministro dijo ayer que la reunión de la próxima semana se celebrará en otra ciudad del país."
CROATIAN = "Ministar je jučer rekao da će se sastanak idućeg tjedna održati u drugom gradu u zemlji."
ARABIC = "قال الوزير أمس إن اجتماع الأسبوع المقبل سيعقد في مدينة أخرى من البلاد."


@pytest.mark.parametrize(
    ("source", "answer", "source_lang", "target_lang"),
    [
        (ARABIC, SPANISH, "ar", "en"),
        (ARABIC, "O ministro disse ontem que a reunião da próxima semana será realizada em outra cidade.", "ar", "en"),
        (ARABIC, "Le ministre a dit hier que la réunion de la semaine prochaine aura lieu ailleurs.", "ar", "en-GB"),
        (ARABIC, "Bakan dün, gelecek haftaki toplantının ülkenin başka bir kentinde yapılacağını söyledi.", "ar", "en"),
        (
            SPANISH,
            "The minister said yesterday that they will meet in another town of the country.",
            "es",
            "fr",
        ),
        (SPANISH, ARABIC, "es", "prs"),
    ],
)
def test_an_answer_in_another_language_is_refused(source: str, answer: str, source_lang: str, target_lang: str) -> None:
    assert verify(source, answer, source_lang, target_lang).rejected == "language"


def test_a_language_of_which_nothing_is_known_is_told_only_from_its_own() -> None:
    assert "language" in verify(ARABIC, CROATIAN, "ar", "en").flags
    galician = "O ministro dixo onte que a reunión da vindeira semana se celebrará noutra cidade do país."
    macedonian = "Министерот вчера рече дека состанокот следната недела ќе се одржи во друг град во земјата."
    for answer, target in ((CROATIAN, "hr"), (galician, "gl"), (macedonian, "mk")):
        verdict = verify(ARABIC, answer, "ar", target)
        assert "language" not in {verdict.rejected, verdict.grave, *verdict.flags}, target


PERSIAN = "وزیر دیروز گفت که نشست هفته آینده در شهر دیگری از کشور برگزار خواهد شد."


@pytest.mark.parametrize(
    ("answer", "target"),
    [(PERSIAN, "prs"), (PERSIAN, "pes"), (PERSIAN, "fa-AF"), (ARABIC, "arb"), (ARABIC, "arz"), (ARABIC, "apc")],
)
def test_a_language_under_another_code_is_no_other(answer: str, target: str) -> None:
    verdict = verify(SPANISH, answer, "es", target)
    assert "language" not in {verdict.rejected, verdict.grave, *verdict.flags}


@pytest.mark.parametrize(
    ("answer", "target"),
    [
        ("Il ministro ha detto ieri che la riunione della prossima settimana si terrà in un'altra città.", "lmo"),
        ("The minister said yesterday that they will meet in another town of the country.", "hr"),
        (PERSIAN, "arz"),
    ],
)
def test_another_language_in_place_of_one_of_which_nothing_is_known_is_flagged(answer: str, target: str) -> None:
    verdict = verify(ARABIC, answer, "ar", target)
    assert (verdict.rejected, verdict.grave) == ("", "")
    assert "language" in verdict.flags


def test_titles_and_names_of_other_languages_are_none_of_a_language() -> None:
    for answer in ("La casa de papel", "El País and Le Monde", "Dilma Rousseff, Andrés Manuel López Obrador"):
        verdict = verify("لا كاسا دي بابيل", answer, "ar", "en")
        assert "language" not in {verdict.rejected, verdict.grave, *verdict.flags}, answer


def test_what_is_said_twice_is_seen() -> None:
    assert repeats("a b c d e", "one two three four one two three four")
    assert not repeats("uno dos tres cuatro uno dos tres cuatro", "one two three four one two three four")


@pytest.mark.parametrize(
    ("source", "answer", "lang"),
    [
        ("الأطفال", "Anak-anak", "id"), ("النساء", "Wanita-wanita", "id"), ("ببطء", "Yavaş yavaş", "tr"),
        ("تدريجيا", "کم‌کم", "fa"), ("ببطء", "آہستہ آہستہ", "ur"),
    ],
)  # fmt: skip
def test_a_word_that_is_doubled_is_no_repetition(source: str, answer: str, lang: str) -> None:
    assert verify(source, answer, "ar", lang).rejected == ""


@pytest.mark.parametrize(
    ("answer", "lang"), [("Сорок пять", "ru"), ("Forty-five", "en"), ("Quarante-cinq", "fr"), ("Kırk beş", "tr")]
)
def test_a_number_alone_may_be_spelt_out_and_is_flagged(answer: str, lang: str) -> None:
    verdict = verify("45", answer, "ar", lang)
    assert (verdict.rejected, verdict.grave) == ("", "")
    assert "numbers" in verdict.flags
    sentence = "Morreram 45 pessoas na cidade, disse ontem o ministro."
    assert verify(sentence, "Люди погибли в городе, сказал вчера министр.", "pt", "ru").grave == "numbers"


def test_marks_are_kept() -> None:
    assert question_differs("هل وصل؟", "He arrived.", "ar", "en")
    assert not question_differs("Ήρθε;", "Did he come?", "el", "en")
    assert quotes_lost("«لن نغادر أبدا».", "We will never leave.")
    assert not quotes_lost("قال «نعم» ثم غادر", "He agreed and left")
    assert addresses_changed("راجع https://e.org/a و @desk", "See https://e.org/b and @desk")
    assert not addresses_changed("راجع https://e.org/a و #ليبيا", "See https://e.org/a and #ليبيا")


def test_a_part_that_was_not_translated_is_refused_or_asked_for_again() -> None:
    source = "La ministra dijo ayer que la reunión de la próxima semana se celebrará en otra ciudad del país."
    answer = "The minister said yesterday que la reunión de la próxima semana se celebrará in another city of the land."
    assert verify(source, answer, "es", "en").rejected == "untranslated"
    shorter = "The minister said yesterday that the reunion will take place next week, en otra ciudad del país."
    assert verify(source, shorter, "es", "en").grave == "alike"


def test_answers_exchanged_far_apart_and_a_headline_with_its_lede_are_seen() -> None:
    (headline, lede, other), last = ARTICLE[:3], ARTICLE[-1]
    lede_first = [(headline[0], lede[1]), (lede[0], headline[1]), other, *ARTICLE[3:]]
    ends = [(headline[0], last[1]), *ARTICLE[1:-1], (last[0], headline[1])]
    assert judged(list(ARTICLE), "ar") == [()] * len(ARTICLE)
    for given, places in ((lede_first, (0, 1)), (ends, (0, len(ARTICLE) - 1))):
        verdicts = verify_all(given, "ar", "en")
        assert all(verdicts[place].rejected or verdicts[place].grave for place in places)


def test_an_answer_for_another_paragraph_is_refused() -> None:
    pairs = [
        (
            "وصل المبعوث الأممي إلى طرابلس والتقى رئيس الحكومة.",
            "The UN envoy came to Tripoli and met the head of government.",
        ),
        (
            "وفي القاهرة بحث وزير الخارجية المصري الأزمة مع نظيره الفرنسي.",
            "In Cairo the Egyptian foreign minister discussed the crisis with his French counterpart.",
        ),
        ("ارتفع سعر النفط 3 بالمئة إلى 71 دولارا للبرميل.", "Oil rose 3 per cent to 71 dollars a barrel."),
    ]
    assert judged(pairs, "ar") == [(), (), ()]
    (a, x), (b, y), (c, z) = pairs
    assert judged([(a, y), (b, x), (c, z)], "ar") == [("rejected: swapped",), ("rejected: swapped",), ()]
