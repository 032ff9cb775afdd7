"""What stands around an article is told apart: who wrote it, whom it credits, whose picture it shows."""

from typing import Any

import pytest

from generator.importers import cues, json_record, read
from generator.importers.text import captions, names
from generator.importers.text.attribution import names as sources
from generator.importers.text.attribution import people, without_roles

LANGUAGES = frozenset({
    "ar", "az", "be", "bg", "bn", "ckb", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi",
    "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "ko", "lt", "lv", "mk", "ms", "nl", "no", "pl", "ps", "pt",
    "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur", "vi", "zh",
})  # fmt: skip
KINDS = {
    "headings": {"comments", "related", "share", "end"},
    "prefixes": {"source", "also", "tags", "byline", "dateline", "updated", "caption", "copyright"},
    "prompts": {"subscribe", "consent", "advertisement", "login"},
    "people": {"role", "desk"},
}
TITLE = "The old ferry is back in the harbour of the town"
PROSE = (
    "The old ferry came back to the harbour on Monday after four years, and many people stood on the quay to see it.",
    "The company said that the boat had been repaired from bow to stern, and that it would sail twice a day again.",
    "Tickets will cost as much as before, the director added, because the town pays for a part of the repairs.",
)
ARABIC = (
    "عادت العبارة القديمة إلى الميناء",
    "عادت العبارة القديمة إلى الميناء يوم الاثنين بعد أربع سنوات، ووقف كثير من الناس على الرصيف لرؤيتها.",
    "وقالت الشركة إن العبارة أصلحت من مقدمها إلى مؤخرها، وإنها ستبحر مرتين في اليوم من جديد، كما كانت تفعل.",
    "وأضاف المدير أن ثمن التذاكر سيبقى كما كان، لأن المدينة تدفع جزءا من تكاليف الإصلاح هذه السنة والتي تليها.",
)


def capture(*lines: str) -> dict[str, Any]:
    return json_record(read("\n\n".join(lines).encode(), "x.txt")[0])


def test_each_language_has_words_of_each_kind() -> None:
    table = cues._file()

    for group, kinds in KINDS.items():
        assert table[group].keys() >= kinds
        for kind in kinds:
            assert LANGUAGES - table[group][kind].keys() == set(), f"{group}.{kind}"
            assert all(table[group][kind].values()), f"{group}.{kind}"


def test_common_first_words_of_prose_begin_no_furniture() -> None:
    for word in (
        "from",
        "of",
        "von",
        "par",
        "por",
        "da",
        "di",
        "del",
        "от",
        "του",
        "文",
        "fin",
        "more",
        "text",
        "date",
    ):
        assert cues.beginnings(f"{word} ein Wort") == frozenset(), word
    assert cues.prefix("Von: Anna Berg") == ("byline", "Anna Berg")
    assert cues.label_only("от") == "byline"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Comments (12)", "comments"),
        ("التعليقات", "comments"),
        ("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ", "related"),
        ("相关新闻", "related"),
        ("Subscribe", "share"),
        ("Log in", None),
        ("The comments of the minister were clear", None),
    ],
)
def test_a_heading_is_the_whole_line(line: str, kind: str | None) -> None:
    assert cues.heading(line) == kind


def test_a_prompt_says_what_is_asked() -> None:
    asked = ("Alle akzeptieren", "Войти", "廣告", "S'abonner", "The end")

    assert [cues.prompt(line) for line in asked] == ["consent", "login", "advertisement", "subscribe", None]


def test_the_last_change_is_known_by_its_words() -> None:
    assert cues.prefix("Aktualisiert: 08.04.2019") == ("dateline", "08.04.2019")
    assert cues.is_update("Aktualisiert: 08.04.2019")
    assert not cues.is_update("Veröffentlicht: 08.04.2019")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Anna Vetrova", ["Anna Vetrova"]),
        ("By Anna Vetrova and John Brown, Harbour Post", ["Anna Vetrova", "John Brown"]),
        ("By Anna Vetrova, Correspondent | Photo: John Brown", ["Anna Vetrova"]),
        ("Von Anna Vetrova, Redakteurin für Verkehr", ["Anna Vetrova"]),
        ("Von: ANNA VETROVA", ["ANNA VETROVA"]),
        ("Par A.V.", ["A.V."]),
        ("Por: María del Carmen Ruiz", ["María del Carmen Ruiz"]),
        ("Автор: Анна Ветрова", ["Анна Ветрова"]),
        ("كتب: سالم الحداد", ["سالم الحداد"]),
        ("بقلم سالم الحداد", ["سالم الحداد"]),
        ("Γράφει η Άννα Βετρόβα", ["Άννα Βετρόβα"]),
        ("김하나 기자", ["김하나"]),
        ("记者 王小明", ["王小明"]),
        ("Anna Vetrova | 08.04.2019 10:30", ["Anna Vetrova"]),
        ("Anna Vetrova5 hours ago", ["Anna Vetrova"]),
        ("Anna Vetrova Political Correspondent", ["Anna Vetrova"]),
        ("By Reuters", ["Reuters"]),
        ("By our own staff", []),
        ("Redaktion", []),
        ("Photo: John Brown", []),
        ("Getty Images", []),
        ("By Monday the work will be done", []),
        ("أجرى الحوار: سالم الحداد", ["سالم الحداد"]),
        ("حاورته دنيا سالم", ["دنيا سالم"]),
        ("Propos recueillis par Anna Vetrova", ["Anna Vetrova"]),
        ("Das Gespräch führte Anna Vetrova", ["Anna Vetrova"]),
        ("Entrevista de María del Carmen Ruiz", ["María del Carmen Ruiz"]),
        ("Беседовала Анна Ветрова", ["Анна Ветрова"]),
        ("（记者 王小明 编辑 李四）", ["王小明"]),
        ("记者 王小明 通讯员 李四", ["王小明", "李四"]),
        ("分享文章到", []),
    ],
)
def test_a_byline_under_the_headline_names_the_authors(line: str, authors: list[str]) -> None:
    assert capture(TITLE, line, *PROSE)["authors"] == authors


@pytest.mark.parametrize(
    "line",
    [
        "تكبير الخط", "عدد القراءات 120", "رمز الخبر 84521", "استمع للخبر", "قسم المحليات", "مراسلنا في تونس",
        "من مراسلتنا في تونس", "وكالة السواحل", "صحيفة المرفأ", "شناسه خبر", "تعداد بازدید", "گروه سیاسی",
        "خبرگزاری ساحل", "כתבנו בצפון", "סוכנות החוף", "Газета Причал", "Harbour News Agency",
    ],
)  # fmt: skip
def test_no_one_is_made_an_author_who_is_none(line: str) -> None:
    """Where names have no capitals, buttons, outlets and places look like them."""
    for day in ("24 ديسمبر 2025", "24 December 2025"):
        assert capture(TITLE, line, day, *PROSE)["authors"] == []


@pytest.mark.parametrize("day", ["Wednesday, 13 March 2024.", "** Wednesday 13/03/2024 **"])
def test_a_date_above_the_first_paragraph_is_no_paragraph(day: str) -> None:
    prose = [*ARABIC[1:], *(f"{line.replace('قال', '')} {line[:30]}." for line in ARABIC[1:])]

    found = capture(ARABIC[0], day, *prose)

    assert (found["date"], found["paragraphs"]) == ("2024-03-13", prose)


@pytest.mark.parametrize(
    "line",
    [
        "नई दिल्ली, 12 मार्च 2024 (भाषा)", "Los Angeles, 12 March 2024", "Anna Vetrova, 12 March 2024 (Harbour Agency)",
        "رام الله، 12 مارس 2024", "رام الله، 12 مارس 2024 (وكالة السواحل)", "תל אביב, 12 במרץ 2024",
    ],
)  # fmt: skip
def test_the_place_of_a_dateline_is_no_author(line: str) -> None:
    assert capture(TITLE, line, *PROSE)["authors"] == []


@pytest.mark.parametrize(
    "line",
    ["تحية طيبة وبعد،", "تحية طيبة وبعد", "السلام عليكم ورحمة الله", "Liebe Leser", "سالم الحداد،", "با سلام و احترام"],
)
def test_a_greeting_is_no_author(line: str) -> None:
    assert capture(ARABIC[0], line, *ARABIC[1:])["authors"] == []


def test_a_paragraph_that_begins_as_a_byline_names_nobody() -> None:
    """`از` stands before names, and before much else; a comma in the text parts no names."""
    persian = (
        "از پاییز تا امروز چهار بار قایق کهنه تعمیر شده و کسی آن را نخواسته است. این کار نیست، تکرار است.",
        "هر کسی که در روستای ما زندگی می‌کند می‌داند که رودخانه هر سال بالاتر می‌آید و پل را با خود می‌برد.",
        "بهتر از قایق، پلی است که مردم روستا خودشان آن را بسازند و هر سال پس از باران آن را نگاه دارند.",
    )

    assert capture("قایق باید برود", *persian)["authors"] == []


def test_people_in_brackets_below_the_text_are_no_source() -> None:
    text = (
        "村里的旧渡船星期一回到了港口，许多人站在码头上看它靠岸，有人带来了面包和盐。",
        "公司说，渡船从船头到船尾都修好了，从下个月起每天开两班，票价和以前一样。",
        "镇长补充说，镇里会承担一部分修理费用，其余的钱由公司在五年之内付清。",
    )

    found = capture("旧渡船回到港口", *text, "（记者 王小明 编辑 李四）")

    assert (found["authors"], found["sources"]) == (["王小明"], [])


@pytest.mark.parametrize(
    "day", ["samedi 20 décembre 2025 à 10 h 30", "sábado, 20 de diciembre de 2025", "суббота, 20 декабря 2025"]
)
def test_a_date_that_begins_small_is_no_part_of_the_headline(day: str) -> None:
    headline = "À Bizerte, les dockers rejettent une fois encore l'offre de la direction"

    found = capture(f"{headline}\n{day}", *PROSE)

    assert (found["title"], found["date"]) == (headline, "2025-12-20")


def test_a_name_alone_beside_the_date_is_the_author() -> None:
    assert capture(TITLE, "Anna Vetrova", "8 April 2019", *PROSE)["authors"] == ["Anna Vetrova"]


def test_whom_the_article_speaks_of_did_not_write_it() -> None:
    prose = (f"{PROSE[0]} Anna Vetrova was there, too, and said that she was glad.", *PROSE[1:])

    assert capture(TITLE, "Anna Vetrova", "8 April 2019", *prose)["authors"] == []


def test_names_may_stand_below_their_label() -> None:
    found = capture(TITLE, "Author of the article:", "Anna Vetrova", "8 April 2019", *PROSE)

    assert found["authors"] == ["Anna Vetrova"]


def test_roles_and_agencies_are_no_part_of_a_name() -> None:
    assert without_roles("Anna BergRedakteurin") == "Anna Berg"
    assert without_roles("Journalist Anna Berg") == "Anna Berg"
    assert without_roles("Anna Berg The Associated Press") == "Anna Berg"
    assert people("Anna McDonald") == ("Anna McDonald",)
    assert people("anna.berg@example.org") == ()
    assert not names.is_name("Monday Morning News at 8")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("المصدر: رويترز + وكالات", ["رويترز", "وكالات"]),
        ("(بترا)", ["بترا"]),
        ("(أ ف ب)", ["أ ف ب"]),
        ("--(بترا)", ["بترا"]),
        ("Source: Reuters, AP", ["Reuters", "AP"]),
        ("Quelle: dpa/reuters", ["dpa", "reuters"]),
        ("dpa/afp", ["dpa", "afp"]),
        ("来源：新华网", ["新华网"]),
        ("Источник: РИА Новости и ТАСС", ["РИА Новости", "ТАСС"]),
        ("منبع: ایرنا", ["ایرنا"]),
        ("Πηγή: ΑΠΕ-ΜΠΕ", ["ΑΠΕ-ΜΠΕ"]),
        ("Kaynak: AA", ["AA"]),
        ("출처: 연합뉴스", ["연합뉴스"]),
    ],
)
def test_the_source_line_is_split_into_its_names(line: str, found: list[str]) -> None:
    given = capture(*ARABIC, line) if line.isascii() is False and "\u0600" < line.strip("-(")[0] < "\u06ff" else None

    assert (given or capture(TITLE, *PROSE, line))["sources"] == found


@pytest.mark.parametrize(
    ("dateline", "found"),
    [
        ("HARBOUR TOWN, April 8 (Reuters) — ", ["Reuters"]),
        ("HARBOUR TOWN (AP) — ", ["AP"]),
        ("HARBOUR TOWN, Apr. 8 (Yonhap) -- ", ["Yonhap"]),
        ("HARBOUR TOWN dpa | ", ["dpa"]),
        ("The company (which is old) - ", []),
    ],
)
def test_the_agency_of_the_dateline_is_a_source_and_stays_in_the_text(dateline: str, found: list[str]) -> None:
    record = capture(TITLE, dateline + PROSE[0], *PROSE[1:])

    assert record["sources"] == found
    assert record["paragraphs"][0].startswith(dateline.strip())


def test_an_arabic_dateline_names_its_agency() -> None:
    record = capture(ARABIC[0], f"القاهرة (رويترز) - {ARABIC[1]}", *ARABIC[2:])

    assert record["sources"] == ["رويترز"]


def test_an_attribution_has_each_name_once() -> None:
    assert sources("Reuters, AP、Reuters") == ("Reuters", "AP")
    assert sources("رويترز؛ وكالات") == ("رويترز", "وكالات")


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The ferry in the harbour. Foto: dpa", "The ferry in the harbour", "dpa"),
        ("Foto: dpa", None, "dpa"),
        ("The ferry in the harbour © Anna Berg", "The ferry in the harbour", "Anna Berg"),
        ("العبارة في الميناء. تصوير: سالم الحداد", "العبارة في الميناء", "سالم الحداد"),
        ("The ferry in the harbour. Anna Berg/Harbour Post", "The ferry in the harbour.", "Anna Berg/Harbour Post"),
        ("The ferry in the harbour", "The ferry in the harbour", None),
        ("Image caption: The ferry", "The ferry", None),
    ],
)
def test_a_caption_is_parted_from_its_credit(line: str, caption: str | None, credit: str | None) -> None:
    assert captions.split(line) == (caption, credit)


@pytest.mark.parametrize(
    ("line", "credited"),
    [
        ("The boat at the quay. © Nadia Brandt | Shore Pictures", True),
        ("Nadia Brandt/Getty Images", True),
        ("Ines Aydin | Moment | Getty Images", True),
        ("The mayor on the new boat. Emil Costa/AFP", True),
        ("EPA", True),
        ("Reuters", False),
        ("The mayor sold the picture to Getty Images", False),
        ("He writes for the town, the harbour and Reuters", False),
        ("The council has agreed to buy the boat. (AFP)", False),
    ],
)
def test_a_line_that_ends_with_who_sold_the_picture_is_a_caption(line: str, credited: bool) -> None:
    assert captions.is_credited(line) is credited


def test_related_headlines_are_listed_and_not_in_the_body() -> None:
    others = ("A second lighthouse will be built on the island", "Why the harbour was closed for four long years")
    record = capture(TITLE, *PROSE, "Related articles", *others)

    assert record["related"] == list(others)
    assert not set(others) & set(record["paragraphs"])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Image copyright Harbour Pictures", True),
        ("Media captionDockers walk out of the gates on Monday.", True),
        ("التعليق على الصورة، عمال الميناء أمام البوابة.", True),
        ("Подпись к фото, Портовые рабочие у ворот", True),
        ("Image captions are written by hand at the paper.", False),
        ("Photo credits were the least of his worries.", False),
        ("Imagine a harbour without cranes.", False),
    ],
)
def test_labels_of_pictures_need_no_colon(line: str, told: bool) -> None:
    assert captions.is_labelled(line) is told
