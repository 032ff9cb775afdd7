"""`nashra import --learn`: what repeats across captures of an outlet becomes its cue words, and nothing else does."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from digests import Digest

from generator.cli import run
from generator.config.toml_editing import with_strings
from generator.errors import ImportFailed
from generator.importers import ImportOptions, read
from generator.importers.profiles.learning import Lesson, learn, reading
from generator.importers.profiles.profile import is_meant

FERRY = (
    "Second ferry joins the island line in June",
    "The island council has bought a second ferry for the line between the old harbour and the northern shore.",
    "The ship was built nine years ago and carried cars across a fjord until its line was replaced by a bridge.",
    "From June it will sail six times a day, which doubles the places for lorries that bring food to the shops.",
    "Fishermen had asked for years that the morning crossing should not be full before the market opens.",
)
BAKERS = (
    "Bakers go back to the mill in the valley",
    "Four bakeries in the valley grind their own flour again, in a water mill that stood still for half a century.",
    "A carpenter repaired the wheel with oak from the town's own forest, and asked for nothing but bread.",
    "The flour is darker than what the bakers bought before, and the dough needs one more hour to rise.",
    "On Saturdays the mill is open to schools, and children may carry home what they have ground themselves.",
)
LIBRARY = (
    "Library opens at night for a month of exams",
    "The town library stays open until two in the morning while students prepare for their examinations.",
    "Last year so many of them sat on the stairs that the caretaker brought chairs from the music school.",
    "Tea is free after midnight, and the night bus waits for the last readers at the gate of the park.",
    "The director said that the lamps cost less than the heating which everybody would need at home.",
)
STORIES = (FERRY, BAKERS, LIBRARY)
LIKES = {FERRY[0]: 345, BAKERS[0]: 12, LIBRARY[0]: 1208}


def page(story: tuple[str, ...], other: tuple[str, ...], *, after: str = "Tell us what you think") -> str:
    """Return a page of the Shore Gazette as it is copied: its menu, a story with what stands in it, its foot."""
    title, first, second, third, last = story
    lines = [
        "Shore Gazette", "Town", "Harbour", "Weather", title, f"{LIKES.get(title, 7)} readers like this", first,
        "The Gazette's morning letter brings the news of the shore to your table before the first boat leaves.",
        second, "Photograph: Nadia Brandt" if story is FERRY else "Photograph: Emil Costa", third, "Share", last,
        after, other[0], "All that is printed here belongs to the Shore Gazette",
    ]  # fmt: skip
    return "\n\n".join(lines) + "\n"


PAGES = {"ferry.txt": page(FERRY, BAKERS), "bakers.txt": page(BAKERS, LIBRARY), "library.txt": page(LIBRARY, FERRY)}


def lesson(pages: dict[str, str]) -> Lesson:
    return learn([reading(text.encode(), name) for name, text in pages.items()])


def imported(text: str, lesson: Lesson) -> tuple[str | None, list[str]]:
    (draft,) = read(text.encode(), "page.txt", ImportOptions(cues=lesson.cues))
    return draft.title, [*([draft.summary] if draft.summary else []), *draft.paragraphs]


@pytest.mark.parametrize("left_out", PAGES)
def test_a_page_that_was_not_learned_from_is_its_article_and_nothing_else(left_out: str) -> None:
    learned = lesson({name: text for name, text in PAGES.items() if name != left_out})

    title, paragraphs = imported(PAGES[left_out], learned)

    story = next(story for story in STORIES if story[0] == title)
    assert paragraphs == list(story[1:])


def test_what_repeats_after_the_text_ends_it() -> None:
    assert lesson(PAGES).cues["end"] == ("= Tell us what you think",)


def test_numbers_do_not_make_lines_differ() -> None:
    assert "= readers like this" in lesson(PAGES).cues["drop"]


def test_a_long_line_is_named_by_its_beginning_cut_at_a_word() -> None:
    beginning = next(cue for cue in lesson(PAGES).cues["drop"] if cue.startswith("The Gazette"))

    assert beginning == "The Gazette's morning letter"


def test_a_cue_tells_which_lines_of_which_captures_it_means() -> None:
    share = next(each for each in lesson(PAGES).learned if each.cue == "= Share")

    assert share.lines == {"ferry.txt": 1, "bakers.txt": 1, "library.txt": 1}


def test_a_line_of_one_capture_alone_is_never_a_cue() -> None:
    once = PAGES["ferry.txt"].replace("Share", "Win a boat trip")

    assert "= Win a boat trip" not in lesson({**PAGES, "ferry.txt": once}).cues["drop"]


def test_a_line_that_stands_above_text_in_one_capture_never_ends_the_text() -> None:
    between = PAGES["ferry.txt"].replace("Share", "Tell us what you think")

    learned = lesson({**PAGES, "ferry.txt": between})

    assert "= Tell us what you think" not in learned.cues.get("end", ())
    assert imported(between, learned)[1][:4] == list(FERRY[1:])


def test_a_background_paragraph_of_two_captures_in_three_stays() -> None:
    background = "The shore has lost a tenth of its people since the cannery closed its gates eleven years ago."
    pages = {name: text.replace("Share", background) if name != "library.txt" else text for name, text in PAGES.items()}

    assert background in imported(pages["ferry.txt"], lesson(pages))[1]


def test_a_list_of_what_the_publisher_offers_may_be_missing_on_one_page() -> None:
    offers = [
        line
        for what, text in (
            ("Tide table", "The tide table of the Gazette has told fishermen for ninety years when to sail."),
            ("Puzzle page", "Every Saturday the puzzle page of the Gazette asks what nobody on the shore can know."),
            ("Bird diary", "A teacher writes down which birds came to the marsh, and draws most of them herself."),
        )
        for line in (what, text)
    ]
    pages = {name: f"{text}\n" + "\n\n".join(offers) if name != "library.txt" else text for name, text in PAGES.items()}
    learned = lesson({name: text.replace("Tell us what you think", "") for name, text in pages.items()})

    assert not set(offers) & set(imported(pages["ferry.txt"], learned)[1])
    assert set(FERRY[1:]) <= set(imported(pages["ferry.txt"], learned)[1])


def test_a_short_line_of_two_captures_in_five_is_a_cue() -> None:
    more = {f"{number}.txt": page(tuple(f"{line[:-1]}, so {number}" for line in story), BAKERS)
            for number, story in enumerate((FERRY, LIBRARY))}  # fmt: skip
    pages = {name: text.replace("Share", "Play the film") if name in ("ferry.txt", "bakers.txt") else text
             for name, text in {**PAGES, **more}.items()}  # fmt: skip

    assert "= Play the film" in lesson(pages).cues["drop"]


def test_a_credit_is_learned_by_what_it_ends_with() -> None:
    names = {"ferry.txt": "Nadia Brandt", "bakers.txt": "Emil Costa", "library.txt": "Ines Aydin"}
    pages = {
        name: text.replace("Photograph: Nadia Brandt", "").replace("Photograph: Emil Costa", "")
        .replace("Share", f"{names[name]}/Shore Pictures")
        for name, text in PAGES.items()
    }  # fmt: skip
    learned = lesson({name: text for name, text in pages.items() if name != "library.txt"})

    assert "= */Shore Pictures" in learned.cues["drop"]
    assert imported(pages["library.txt"], learned)[1] == list(LIBRARY[1:])


@pytest.mark.parametrize(
    ("cue", "line", "meant"),
    [
        ("= */Shore Pictures", "Nadia Brandt/Shore Pictures", True),
        ("= */Shore Pictures", "The picture was sold by Nadia Brandt/Shore Pictures.", False),
        ("= */Shore Pictures", f"{'The harbour is open again. ' * 12}Nadia Brandt/Shore Pictures", False),
        ("= * read", "4 minutes to read", True),
        ("Skip * and go on", "Skip the film and go on reading", True),
        ("Skip * and go on", "Go on and Skip", False),
        ("= ab*ba", "aba", False),
        ("= a*b*c", "a c b", False),
        ("= a*b*c", "a b b c", True),
        ("*", "Anything at all", False),
        ("= *", "Anything at all", False),
    ],
)
def test_an_asterisk_in_a_cue_is_whatever_stands_there(cue: str, line: str, meant: bool) -> None:
    assert is_meant(line, (cue,)) is meant


def test_a_headline_is_never_a_cue() -> None:
    pages = {name: text.replace("Weather", FERRY[0]) for name, text in PAGES.items()}

    title, paragraphs = imported(pages["ferry.txt"], lesson(pages))

    assert (title, paragraphs) == (FERRY[0], list(FERRY[1:]))


def test_articles_alone_teach_nothing() -> None:
    alone = {f"{number}.txt": "\n\n".join(story) for number, story in enumerate(STORIES)}

    assert lesson(alone).cues == {}


def test_the_same_article_twice_is_one_article() -> None:
    with pytest.raises(ImportFailed, match="one article"):
        lesson({"a.txt": PAGES["ferry.txt"], "b.txt": PAGES["ferry.txt"]})

    assert lesson({**PAGES, "again.txt": PAGES["ferry.txt"]}).same == (("again.txt", "ferry.txt"),)


def test_what_every_page_has_is_no_article_even_where_it_is_longer_than_the_articles() -> None:
    about = [
        f"The Gazette's {what} has been in the paper for {years} years, and is read by {many} families on the shore."
        for what, years, many in (
            ("puzzle page", "forty", "most"), ("tide table", "ninety", "all"), ("cookery column", "ten", "many"),
            ("letters page", "eighty", "some"), ("harbour list", "sixty", "few"), ("bird diary", "thirty", "several"),
        )
    ]  # fmt: skip
    pages = {name: "\n\n".join((text.strip(), *about)) for name, text in PAGES.items()}

    learned = lesson({name: text for name, text in pages.items() if name != "ferry.txt"})

    assert learned.same == ()
    assert imported(pages["ferry.txt"], learned) == (FERRY[0], list(FERRY[1:]))


def test_saved_pages_teach_as_text_does() -> None:
    pages = {
        name: "<html><body>" + "".join(f"<p>{line}</p>" for line in text.split("\n\n")) + "</body></html>"
        for name, text in PAGES.items()
    }

    assert "= Share" in lesson(pages).cues["drop"]


def test_a_cue_after_an_equals_sign_is_a_whole_line() -> None:
    text = "\n\n".join((FERRY[0], *FERRY[1:3], "Share (3)", "Share prices of the yard rose too, by a tenth since May.",
                        *FERRY[3:]))  # fmt: skip

    (draft,) = read(text.encode(), "page.txt", ImportOptions(cues={"drop": ("= Share",)}))

    assert "Share prices of the yard rose too, by a tenth since May." in draft.paragraphs
    assert "Share (3)" not in draft.paragraphs


HARBOUR_AR = (
    "الميناء القديم يستقبل عبارة ثانية في الصيف",
    "اشترى مجلس الجزيرة عبارة ثانية تعمل بين الميناء القديم والشاطئ الشمالي ابتداء من شهر حزيران المقبل.",
    "بنيت السفينة قبل تسع سنوات، ونقلت السيارات عبر مضيق في الشمال حتى حل جسر جديد محل خطها البحري.",
    "يقول الصيادون إن الرحلة الصباحية كانت تمتلئ قبل أن يفتح السوق أبوابه، وإنهم انتظروا هذا القرار طويلا.",
    "ستبحر العبارة ست مرات في اليوم، وهذا يضاعف أماكن الشاحنات التي تحمل الطعام إلى متاجر الجزيرة.",
)
MILL_AR = (
    "الخبازون يعودون إلى طاحونة الوادي المهجورة",
    "تطحن أربعة مخابز في الوادي دقيقها بنفسها مرة أخرى، في طاحونة ماء توقفت عن العمل نصف قرن كامل.",
    "أصلح نجار من البلدة عجلة الطاحونة بخشب من غابتها، ولم يطلب أجرا سوى خبز طازج في كل صباح.",
    "الدقيق أغمق لونا من الذي كان الخبازون يشترونه، ويحتاج العجين إلى ساعة إضافية حتى يختمر جيدا.",
    "تفتح الطاحونة أبوابها للمدارس يوم السبت، ويحمل الأطفال إلى بيوتهم ما طحنوه بأيديهم في ذلك اليوم.",
)
LIBRARY_AR = (
    "المكتبة تفتح أبوابها ليلا في شهر الامتحانات",
    "تبقى مكتبة المدينة مفتوحة حتى الثانية صباحا، بينما يستعد الطلاب لامتحاناتهم في نهاية الفصل الدراسي.",
    "جلس كثير منهم على الدرج في العام الماضي، حتى أحضر الحارس كراسي إضافية من مدرسة الموسيقى المجاورة.",
    "الشاي مجاني بعد منتصف الليل، وتنتظر الحافلة الليلية آخر القراء عند بوابة الحديقة العامة كل ليلة.",
    "قالت المديرة إن المصابيح أرخص من التدفئة التي كان كل طالب سيحتاج إليها في بيته خلال هذه الليالي.",
)
FERRY_RU = (
    "Второй паром выйдет на линию к острову в июне",
    "Совет острова купил второй паром для линии между старой гаванью и северным берегом, сообщил староста.",
    "Судно построили девять лет назад, и оно возило машины через фьорд, пока линию не заменил новый мост.",
    "С июня паром будет ходить шесть раз в день, и мест для грузовиков с продуктами станет вдвое больше.",
    "Рыбаки годами просили, чтобы утренний рейс не заполнялся раньше, чем на берегу откроется рынок.",
)
BAKERS_RU = (
    "Пекари вернулись на старую мельницу в долине",
    "Четыре пекарни в долине снова мелют муку сами, на водяной мельнице, которая стояла полвека без дела.",
    "Плотник починил колесо дубом из городского леса и не попросил за работу ничего, кроме свежего хлеба.",
    "Мука темнее той, которую пекари покупали раньше, и тесту нужен ещё один час, чтобы хорошо подняться.",
    "По субботам мельница открыта для школ, и дети уносят домой то, что они за день смололи своими руками.",
)
LIBRARY_RU = (
    "Библиотека открыта ночью в месяц экзаменов",
    "Городская библиотека работает до двух часов ночи, пока студенты готовятся к экзаменам за весь семестр.",
    "В прошлом году их было так много на лестнице, что сторож принёс стулья из музыкальной школы напротив.",
    "Чай после полуночи бесплатный, а ночной автобус ждёт последних читателей у ворот городского парка.",
    "Директор сказала, что лампы стоят меньше, чем отопление, которое понадобилось бы каждому дома ночью.",
)
CAPTIONS = {
    "en": (
        "The second ferry on its way along the northern shore in May",
        "The wheel of the mill in the valley on the first morning of work",
        "Readers on the stairs of the town library late at night in June",
    ),
    "ar": (
        "العبارة الثانية أمام الشاطئ الشمالي في أول رحلة لها هذا العام",
        "عجلة الطاحونة في صباح اليوم الأول من العمل بعد نصف قرن",
        "قراء على درج مكتبة المدينة في ساعة متأخرة من ليلة الامتحان",
    ),
    "ru": (
        "Второй паром у северного берега острова во время первого рейса",
        "Колесо мельницы в долине в первое утро после долгого ремонта",
        "Читатели на лестнице городской библиотеки поздно ночью в июне",
    ),
}
NEWS = {
    "en": STORIES,
    "ar": (HARBOUR_AR, MILL_AR, LIBRARY_AR),
    "ru": (FERRY_RU, BAKERS_RU, LIBRARY_RU),
}


def with_inset(story: tuple[str, ...], *inset: str) -> str:
    """Return a capture of a story with other lines between its second and third paragraph."""
    return "\n\n".join((*story[:3], *inset, *story[3:])) + "\n"


@pytest.mark.parametrize(("lang", "above"), [("en", "Enlarge this"), ("ar", "تكبير الصورة"), ("ru", "Увеличить")])
def test_what_stands_below_a_repeated_line_is_left_out_though_it_differs(lang: str, above: str) -> None:
    pages = [with_inset(story, above, caption) for story, caption in zip(NEWS[lang], CAPTIONS[lang], strict=True)]
    learned = lesson({"a.txt": pages[0], "b.txt": pages[1]})

    assert learned.cues == {"skip": (f"= {above}",)}
    assert imported(pages[2], learned) == (NEWS[lang][2][0], list(NEWS[lang][2][1:]))


@pytest.mark.parametrize("rest", ["for all", "that everybody on the shore wanted"])
def test_short_lines_below_a_repeated_line_are_subheadings(rest: str) -> None:
    pages = [with_inset(story, "Enlarge this", f"A {what} {rest}") for story, what in
             zip(STORIES, ("ship", "loaf", "lamp"), strict=True)]  # fmt: skip
    learned = lesson({"a.txt": pages[0], "b.txt": pages[1]})

    assert learned.cues == {"drop": ("= Enlarge this",)}
    assert f"A lamp {rest}" in imported(pages[2], learned)[1]


def test_what_an_advertisement_stands_above_is_chance() -> None:
    pages = [with_inset(story, "Advertisement", caption) for story, caption in
             zip(STORIES, CAPTIONS["en"], strict=True)]  # fmt: skip

    assert "skip" not in lesson({"a.txt": pages[0], "b.txt": pages[1]}).cues


@pytest.mark.parametrize("below", [FERRY[3], "A ship for all"])
def test_skip_keeps_a_paragraph_and_a_subheading(below: str) -> None:
    text = "\n\n".join((*FERRY[:3], "Enlarge this", below, FERRY[4], *BAKERS[1:3]))

    (draft,) = read(text.encode(), "page.txt", ImportOptions(cues={"skip": ("= Enlarge this",)}))

    assert "Enlarge this" not in draft.paragraphs
    assert below in draft.paragraphs


def test_skip_counts_in_saved_pages() -> None:
    inset = (
        f"<p>Enlarge this</p><p>{CAPTIONS['en'][0]}</p><p>Enlarge this</p><h2>Six crossings a day for the island</h2>"
    )
    paragraphs = "".join(f"<p>{line}</p>" for line in FERRY[1:3]), "".join(f"<p>{line}</p>" for line in FERRY[3:])
    page = f"<html><body><article><h1>{FERRY[0]}</h1>{paragraphs[0]}{inset}{paragraphs[1]}</article></body></html>"

    (draft,) = read(page.encode(), "page.html", ImportOptions(cues={"skip": ("= Enlarge this",)}))

    text = [*([draft.summary] if draft.summary else []), *draft.paragraphs]
    assert text == [*FERRY[1:3], "Six crossings a day for the island", *FERRY[3:]]


def test_a_short_line_that_one_capture_has_three_times_is_a_cue() -> None:
    often = "\n\n".join((*FERRY[:2], "Play the film", FERRY[2], "Play the film", FERRY[3], "Play the film", FERRY[4]))
    twice = with_inset(BAKERS, "See the map").replace(BAKERS[4], f"See the map\n\n{BAKERS[4]}")

    assert lesson({"a.txt": often, "b.txt": twice}).cues == {"drop": ("= Play the film",)}


def test_a_word_for_captions_is_a_cue_if_one_capture_has_it_twice() -> None:
    (caption, other, _), (first, second, third) = CAPTIONS["en"], FERRY[1:4]
    often = "\n\n".join(
        (FERRY[0], first, f"Image caption {caption}", second, f"Image caption {other}", third, FERRY[4])
    )

    assert lesson({"a.txt": often, "b.txt": "\n\n".join(BAKERS)}).cues == {"drop": ("Image caption",)}


def test_captions_are_known_by_the_brackets_at_their_end() -> None:
    pages = [with_inset(story, f"{caption} [Photo {name}]") for story, caption, name in
             zip(STORIES, CAPTIONS["en"], ("Nadia Brandt", "Emil Costa", "Ines Aydin"), strict=True)]  # fmt: skip
    learned = lesson({"a.txt": pages[0], "b.txt": pages[1]})

    assert learned.cues == {"drop": ("= *[Photo *]",)}
    assert imported(pages[2], learned)[1] == list(LIBRARY[1:])


def test_how_a_paper_signs_its_articles_is_learned_though_it_is_a_sentence() -> None:
    signed = ("Nadia Brandt in the old harbour, and edited by Emil Costa.", "Emil Costa at the mill, with Ines Aydin.",
              "Ines Aydin at the library, and edited by Nadia Brandt.")  # fmt: skip
    pages = ["\n\n".join((*story, f"Written for the Gazette by {names}")) for story, names in
             zip(STORIES, signed, strict=True)]  # fmt: skip
    learned = lesson({"a.txt": pages[0], "b.txt": pages[1]})

    assert learned.cues == {"drop": ("Written for",)}
    assert imported(pages[2], learned)[1] == list(LIBRARY[1:])


def test_last_paragraphs_that_begin_alike_as_others_do_are_text() -> None:
    pages = ["\n\n".join((story[0], "The council " + story[1], *story[2:4], "The council " + story[4]))
             for story in STORIES]  # fmt: skip

    assert lesson({f"{number}.txt": text for number, text in enumerate(pages)}).cues == {}


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_a_line_that_a_cue_leaves_out_says_so(kind: str) -> None:
    caption = CAPTIONS["en"][0]
    lines = (*FERRY[:2], "Sponsored by the yard", FERRY[2], "Enlarge this", caption, *FERRY[3:])
    body = "".join(f"<p>{line}</p>" for line in lines[1:])
    text = "\n\n".join(lines) if kind == "txt" else f"<html><body><h1>{lines[0]}</h1>{body}</body></html>"
    options = ImportOptions(cues={"drop": ("Sponsored",), "skip": ("= Enlarge this",)})

    (draft,) = read(text.encode(), f"page.{kind}", options)
    (without,) = read(text.encode(), f"page.{kind}", ImportOptions())

    reasons = {line.text: line.reason for line in draft.dropped_lines}
    assert {reasons[line] for line in ("Sponsored by the yard", "Enlarge this", caption)} == {"source's cue"}
    assert "source's cue" not in {line.reason for line in without.dropped_lines}


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_the_line_at_which_a_cue_ends_an_article_says_so(kind: str) -> None:
    letter, after = f"Our letter: {BAKERS[1]}", BAKERS[2]
    lines = (*FERRY, letter, after)
    body = "".join(f"<p>{line}</p>" for line in lines[1:])
    text = "\n\n".join(lines) if kind == "txt" else f"<html><body><h1>{lines[0]}</h1>{body}</body></html>"

    (draft,) = read(text.encode(), f"page.{kind}", ImportOptions(cues={"end": ("Our letter",)}))

    reasons = {line.text: line.reason for line in draft.dropped_lines}
    assert (reasons[letter], reasons[after]) == ("source's cue", "after the article")


# The command ------------------------------------------------------------------------------------------------------

SOURCE = '# Ours.\nurl = "https://gazette.example/"\n\n[name]\nen = "Shore Gazette"\n'


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    made = Digest(tmp_path).put("content/sources/gazette.toml", SOURCE)
    for name, text in PAGES.items():
        made.put(name, text)
    return made


def learned_by(digest: Digest, *options: str, source: str = "gazette") -> int:
    files = [str(digest.folder / name) for name in PAGES]
    return run(["import", "--project", str(digest.folder), "--learn", source, *options, *files])


def test_what_is_announced_is_told_and_written(digest: Digest, capsys: pytest.CaptureFixture[str]) -> None:
    for name, story, caption in zip(PAGES, STORIES, CAPTIONS["en"], strict=True):
        digest.put(name, with_inset(story, "Enlarge this", caption))

    assert learned_by(digest, "--write") == 0

    told = capsys.readouterr().err
    assert "skip `= Enlarge this` leaves out with what is announced below: " in told
    assert "ferry.txt (1)" in told
    assert tomllib.loads(source_file(digest))["import"] == {"skip": ["= Enlarge this"]}


def source_file(digest: Digest) -> str:
    return (digest.folder / "content/sources/gazette.toml").read_bytes().decode()


def test_a_proposal_is_printed_as_toml_and_nothing_is_written(
    digest: Digest, capsys: pytest.CaptureFixture[str]
) -> None:
    assert learned_by(digest) == 0

    out = capsys.readouterr()
    assert "= Share" in tomllib.loads(out.out)["import"]["drop"]
    assert "`= Share` leaves out: " in out.err
    assert source_file(digest) == SOURCE
    assert not (digest.folder / "content/articles").exists()


def test_what_is_written_counts_at_the_next_import(digest: Digest) -> None:
    digest.put("new.txt", PAGES["ferry.txt"] + "\nhttps://gazette.example/ferry\n")

    assert learned_by(digest, "--write") == 0
    assert run(["import", "--project", str(digest.folder), str(digest.folder / "new.txt")]) == 0

    (article,) = (digest.folder / "content/articles").rglob("*.md")
    text = article.read_text(encoding="utf-8")
    assert "morning letter" not in text
    assert all(paragraph in text for paragraph in FERRY[1:])


def test_writing_twice_writes_once(digest: Digest, capsys: pytest.CaptureFixture[str]) -> None:
    learned_by(digest, "--write")
    once = source_file(digest)
    capsys.readouterr()

    assert learned_by(digest, "--write") == 0
    assert source_file(digest) == once
    assert "nothing repeats" in capsys.readouterr().err


def test_an_unknown_source_is_told_with_the_nearest_one(digest: Digest, capsys: pytest.CaptureFixture[str]) -> None:
    assert learned_by(digest, source="gazete") == 2

    assert "did you mean `gazette`?" in capsys.readouterr().err
    assert not (digest.folder / "content/sources/gazete.toml").exists()


def test_learning_does_not_go_with_importing(digest: Digest) -> None:
    assert learned_by(digest, "--json") == 2
    assert run(["import", "--project", str(digest.folder), "--write", str(digest.folder / "ferry.txt")]) == 2


def test_a_capture_that_is_no_good_does_not_stop_the_others(digest: Digest, capsys: pytest.CaptureFixture[str]) -> None:
    digest.put("library.txt", "")

    assert learned_by(digest) == 1

    out = capsys.readouterr()
    assert "= Share" in tomllib.loads(out.out)["import"]["drop"]
    assert "library.txt" in out.err


def test_where_too_little_is_left_to_learn_from_it_is_told_why(
    digest: Digest, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in list(PAGES)[1:]:
        digest.put(name, "")

    assert learned_by(digest) == 1

    told = capsys.readouterr().err
    assert told.count("error: the file is empty") == len(PAGES) - 1
    assert "nothing can be learned from one article" in told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[import]\ndrop = ["Ad"] # ours\n', '[import]\ndrop = ["New", "Ad"] # ours\n'),
        ("[import]\ndrop = [\n  # none\n]\n", '[import]\ndrop = ["New", \n  # none\n]\n'),
        ("[import]\r\ndrop = []\r\n[name]\r\n", '[import]\r\ndrop = ["New"]\r\n[name]\r\n'),
        ('[import] # why\nend = ["x"]\n', '[import] # why\ndrop = ["New"]\nend = ["x"]\n'),
        ("[import]", '[import]\ndrop = ["New"]\n'),
        ('import = { end = ["x"] }\n', 'import = { drop = ["New"], end = ["x"] }\n'),
        ('\ufeffimport.drop = ["Ad"]\n', '\ufeffimport.drop = ["New", "Ad"]\n'),
        ('kind = "agency"', 'kind = "agency"\n\n[import]\ndrop = ["New"]\n'),
        ('note = """\n[import]\n"""\n', 'note = """\n[import]\n"""\n\n[import]\ndrop = ["New"]\n'),
    ],
)
def test_every_other_byte_of_a_source_stays(before: str, after: str) -> None:
    assert with_strings(before, ("import", "drop"), ("New",)) == after


def test_a_file_in_which_there_is_no_place_is_left_alone() -> None:
    with pytest.raises(ValueError, match="cannot be added to"):
        with_strings('import.end = ["x"]\n', ("import", "drop"), ("New",))
