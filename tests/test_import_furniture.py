"""What pages put between the paragraphs of an article is left out of it, and told: captions, calls, marks, buttons."""

import pytest
from test_import_fields import LANGUAGES

from generator.importers import cues, phrases, read
from generator.importers.text import captions, furniture
from generator.importers.text.lines import split
from generator.importers.text.segment import Segment
from generator.model import Draft

TITLE = "The old ferry is back in the harbour of the town"
STORY = (
    "The old ferry came back to the harbour on Monday after four years, and many people stood on the quay to see it.",
    "The company said that the boat had been repaired from bow to stern, and that it would sail twice a day again.",
    "Tickets will cost as much as before, the director added, because the town pays for a part of the repairs.",
    "For the islanders, the boat is the only way to the market, to the school and to the doctor on the other shore.",
    "A second boat, which was bought in spring, will sail in summer only, when thousands of guests visit the island.",
    "The mayor thanked the workers of the yard, who had worked in two shifts since the beginning of the winter.",
)
ARABIC = (
    "عادت العبارة القديمة إلى الميناء يوم الاثنين بعد أربع سنوات، ووقف كثير من الناس على الرصيف لرؤيتها.",
    "وقالت الشركة إن العبارة أصلحت من مقدمها إلى مؤخرها، وإنها ستبحر مرتين في اليوم من جديد، كما كانت تفعل.",
    "وأضاف المدير أن ثمن التذاكر سيبقى كما كان، لأن المدينة تدفع جزءا من تكاليف الإصلاح هذه السنة والتي تليها.",
    "وشكر رئيس البلدية عمال الحوض الذين عملوا في نوبتين منذ بداية الشتاء، وقال إن العبارة حياة الجزيرة كلها.",
)


def capture(*lines: str, title: str = TITLE) -> Draft:
    return read("\n\n".join((title, *lines)).encode(), "x.txt")[0]


def between(*lines: str, story: tuple[str, ...] = STORY, title: str = TITLE) -> Draft:
    """Return what is read where `lines` stand between the second and the third paragraph."""
    return capture(*story[:2], *lines, *story[2:], title=title)


def ruled(*lines: str, doubted: tuple[str, ...] = ()) -> dict[str, str]:
    """Return what rules say of the lines of an article, all of which the model is sure of, but for `doubted`."""
    found = split("\n\n".join(lines))
    odds = [0.1 if line.text in doubted else 3.0 for line in found]
    segment = Segment(0, len(found) - 1, frozenset(range(len(found))), odds, weight=9.0, sure=0.9)
    return {found[at].text: reason for at, reason in furniture.reasons(found, segment, "", ()).items()}


def reasons(draft: Draft) -> dict[str, str]:
    return {line.text: line.reason for line in draft.dropped_lines}


def told(draft: Draft) -> list[str]:
    """Return the text of the article; its first paragraph may be its summary."""
    return [*filter(None, [draft.summary]), *draft.paragraphs]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Die Fähre im neuen Wind Foto: Hafenfoto/Jon Berg", "Die Fähre im neuen Wind", "Hafenfoto/Jon Berg"),
        ("Fergen i havnen på mandag. Foto: Jon Berg / NTB", "Fergen i havnen på mandag", "Jon Berg / NTB"),
        ("항구로 돌아온 배가 부두에 서 있다. [사진 출처 = 연합뉴스]", "항구로 돌아온 배가 부두에 서 있다", "연합뉴스"),
        ("항구로 돌아온 배가 부두에 서 있다. [사진 = 김하늘 기자]", "항구로 돌아온 배가 부두에 서 있다", "김하늘 기자"),
        ("The boat. © Getty Images / iStock | Jon Berg", "The boat", "Getty Images / iStock | Jon Berg"),
        ("The boat at the quay. (Unsplash)", "The boat at the quay.", "Unsplash"),
        ("The boat in Hialeah, Fla. (AP Photo/Jon Berg, File)", "The boat in Hialeah, Fla.", "AP Photo/Jon Berg, File"),
        ("The boat at the quay. (Jon Berg / Getty)", "The boat at the quay.", "Jon Berg / Getty"),
        ("The boat at the quay. (Photo by Jon Berg/Getty Images)", "The boat at the quay.", "Jon Berg/Getty Images"),
        ("The boat lies at the quay.Getty Images", "The boat lies at the quay.", "Getty Images"),
        ("The boat lies at the quay.Unsplash/Jon Berg", "The boat lies at the quay.", "Unsplash/Jon Berg"),
        ("The boat at the quay. AP Photo/Jon Berg, File", "The boat at the quay.", "AP Photo/Jon Berg, File"),
        ("The boat at the quay. Supplied", "The boat at the quay.", "Supplied"),
        ("The boat at the quay. Photo by Harbour of Aberg", "The boat at the quay.", "Harbour of Aberg"),
        ("The boat on its first day Jon Berg/GC Images", "The boat on its first day", "Jon Berg/GC Images"),
        ("The captain on ‘Nordlys’ Jon Berg/NRK", "The captain on ‘Nordlys’", "Jon Berg/NRK"),
        ("Jon Berg/Ritzau Scanpix", None, "Jon Berg/Ritzau Scanpix"),
        ("Jon Berg / Pool via Reuters", None, "Jon Berg / Pool via Reuters"),
        ("FILE PHOTO: The boat at the quay. REUTERS/Jon Berg", "The boat at the quay.", "REUTERS/Jon Berg"),
        ("港に戻った古い船（月曜日、港で）＝共同", "港に戻った古い船（月曜日、港で）", "共同"),
        ("港に戻った古い船＝本社撮影", "港に戻った古い船", "本社撮影"),
        ("老渡轮回到了港口。（港务局提供）", "老渡轮回到了港口。", "港务局提供"),
        ("老渡轮回到了港口 图/视觉中国", "老渡轮回到了港口", "视觉中国"),
        ("العبارة القديمة في الميناء (تصوير: سالم الحداد)", "العبارة القديمة في الميناء", "سالم الحداد"),
        ("کشتی قدیمی در بندر. عکس از رضا کریمی", "کشتی قدیمی در بندر.", "رضا کریمی"),
        ("המעבורת בנמל (צילום: אבי כהן)", "המעבורת בנמל", "אבי כהן"),
        ("Старый паром в порту. Фото РИА Новости", "Старый паром в порту.", "РИА Новости"),
        ("Eski feribot limanda. Fotoğraf: AA", "Eski feribot limanda", "AA"),
    ],
)  # fmt: skip
def test_a_credit_is_known_however_it_is_marked(line: str, caption: str | None, credit: str) -> None:
    assert captions.is_credited(line)
    assert captions.split(line) == (caption, credit)


@pytest.mark.parametrize(
    "line",
    [
        "The council has agreed to buy the boat. (Reuters)",
        "Mehr sagte der Bürgermeister nicht. dpa",
        "Why the boat is late, and what to do. (More)",
        "Zwischen CDU/CSU und FDP",
        "Die Fraktion CDU/CSU",
        "Im Raum Mannheim/Ludwigshafen",
        "What to eat and/or to drink",
        "He asked her for a photo: she said no",
        "Das Haus von Jon Berg",
        "Archiv",
        "Der Anteil der Ausgaben für Wohnen / Heizen",
    ],
)
def test_lines_of_an_article_are_no_captions(line: str) -> None:
    assert not captions.is_credited(line)


def test_a_caption_in_the_article_becomes_that_of_its_picture() -> None:
    draft = between("The captain on the bridge of the old boat. Jon Berg/Harbour Post")

    assert told(draft) == list(STORY)
    assert reasons(draft)["The captain on the bridge of the old boat. Jon Berg/Harbour Post"] == "caption"
    assert draft.image_caption == "The captain on the bridge of the old boat."
    assert draft.image_credit == "Jon Berg/Harbour Post"


def test_agencies_in_brackets_end_captions_in_the_midst_and_the_report_at_its_end() -> None:
    shown = ("The captain on the bridge of the old boat. (AP)", "The yard where the boat was repaired. (AFP)")

    found = ruled(*STORY[:2], shown[0], *STORY[2:4], shown[1], *STORY[4:-1], f"{STORY[-1]} (AP)")

    assert found == dict.fromkeys(shown, "caption")


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("جانب من الميناء القديم الذي أغلق قبل أربع سنوات (رويترز)", "وفق ما نقلته وكالة الأنباء السعودية (واس)"),
        ("سفينة صيد قديمة (الفرنسية)", "وقالت النقابة إن القرار خسارة للصيادين. (الفرنسية)"),
        ("The old boat in the harbour (AFP)", "It was told by the state news agency (TASS)"),
    ],
)
def test_what_is_no_sentence_before_an_agency_is_a_caption(shown: str, said: str) -> None:
    assert ruled(*STORY[:2], shown, *STORY[2:4], said, *STORY[4:]) == {shown: "caption"}
    assert ruled(*STORY, shown) == {}


def test_a_single_sentence_may_end_with_its_agency() -> None:
    said = "The union of the fishermen called it a loss. (AP)"

    assert ruled(*STORY[:2], said, *STORY[2:]) == {}
    assert said in told(between(said))


def test_what_somebody_says_is_not_the_pages() -> None:
    said = (
        '"By signing up you agree to our terms," it said on the form, said Jon Berg. (AP)',
        "“This content is reserved for subscribers only,” the new pages say. (AP)",
    )

    assert ruled(*STORY[:2], said[0], *STORY[2:4], said[1], *STORY[4:]) == {}


def test_names_in_brackets_end_captions_where_several_lines_have_one() -> None:
    shown = (
        "The captain on the bridge of the old boat. (Harbour Post)",
        "The yard where the boat was repaired. (Nordlys)",
    )
    draft = capture(*STORY[:2], shown[0], *STORY[2:4], shown[1], *STORY[4:])

    assert told(draft) == list(STORY)
    assert {reasons(draft)[line] for line in shown} == {"caption"}


def test_brackets_behind_what_somebody_says_hold_who_says_it() -> None:
    said = ("“We have waited for the boat for four years.” (Jon Berg)", "“It is the best of all boats.” (Jana Berg)")

    assert ruled(*STORY[:2], said[0], *STORY[2:4], said[1], *STORY[4:]) == {}


def test_short_reports_that_each_end_with_their_agency_are_all_text() -> None:
    assert ruled(*(f"{line} (AFP)" for line in STORY)) == {}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Get the best of the harbour delivered to your inbox every morning.", "share"),
        ("By signing up, you agree to our terms of use.", "share"),
        ("Sign up for our newsletter, which tells what happens at sea.", "share"),
        ("THIS CONTENT IS RESERVED FOR SUBSCRIBERS ONLY", "share"),
        ("This advertisement has not loaded yet, but your article continues below.", "share"),
        ("We apologize, but this video has failed to load.", "share"),
        ("If you buy something through our links, we may earn a commission.", "share"),
        ("Read our privacy notice to learn what we do with your address.", "share"),
        ("Have something to say? Write to the editors of the page.", "comments"),
        ("Copyright 2019 Harbour Post. All rights reserved.", "copyright"),
        ("4 minute read", "date"),
        ("Last updated 15 hours ago", "date"),
        ("Weiterlesen", "share"),
        ("Editor’s picks", "related"),
        ("Follow the Harbour Post on Instagram and Twitter.", "share"),
        ("Click here to read what the court said.", "share"),
        ("Abonnez-vous à notre lettre pour tout savoir de la mer.", "share"),
        ("Melden Sie sich hier für unseren Newsletter an, der jeden Morgen erscheint.", "share"),
        ("Síguenos en nuestras redes para saber más del puerto.", "share"),
        ("Seguici su Google News per sapere tutto del porto.", "share"),
        ("Siga-nos no Instagram e receba as notícias do porto.", "share"),
        ("Zapisz się do newslettera, aby wiedzieć, co słychać w porcie.", "share"),
        ("Подписывайтесь на наш канал, чтобы знать всё о порте.", "share"),
        ("Kanalımıza abone olun, limandan haberleri kaçırmayın.", "share"),
        ("تابعونا على فيسبوك لمعرفة كل جديد عن الميناء", "share"),
        ("برای خبرهای بیشتر به کانال ما بپیوندید", "share"),
        ("ہمارے چینل کو سبسکرائب کریں اور باخبر رہیں", "share"),
        ("הצטרפו לניוזלטר שלנו וקבלו את כל החדשות מהנמל", "share"),
        ("扫描二维码关注我们，了解港口的最新消息。", "share"),
        ("続きは会員登録をするとお読みいただけます。", "share"),
        ("채널을 구독해 주세요. 항구의 소식을 전해 드립니다.", "share"),
        ("Riproduzione riservata, Il Porto di Genova", "copyright"),
        ("Tempo de leitura: 2 minutos", "date"),
    ],
)
def test_what_a_page_says_to_its_readers_is_no_paragraph(line: str, reason: str) -> None:
    draft = between(line)

    assert told(draft) == list(STORY)
    assert reasons(draft)[line] == reason


@pytest.mark.parametrize(
    "line",
    [
        "The company sends a newsletter to its guests, and hundreds signed up for it in the first week already.",
        "Readers can subscribe to the paper at the harbour, the director said, and pay for it on the boat.",
        "The paper earns a commission on each ticket that it sells, and kept the best seats for its subscribers.",
        "Nobody had an account with the company, and so nobody could read its reports, she told the court on Monday.",
        "The islanders follow the news of the harbour, and hundreds of them post pictures of it on Instagram each day.",
        "It takes a minute to read what the sign on the quay says, but hardly anybody has the time for it, he said.",
    ],
)
def test_what_an_article_says_of_such_offers_is_a_paragraph(line: str) -> None:
    assert line in told(between(line))


def test_what_a_subscription_holds_stands_between_two_calls() -> None:
    held = ("Unlimited access to the Harbour Post.", "Daily puzzles and the big crossword.", "Harbour Post ePaper.")
    box = ("This content is reserved for subscribers only", *held, "Subscribe to unlock more articles")

    assert ruled(*STORY[:2], *box, *STORY[2:], doubted=held) == dict.fromkeys(box, "share")


def test_paragraphs_between_two_calls_are_text() -> None:
    call = "Get the best of the harbour delivered to your inbox every morning."
    again = "Sign up for our newsletter, which tells what happens at sea."

    assert ruled(*STORY[:2], call, *STORY[2:4], again, *STORY[4:]) == {call: "share", again: "share"}
    assert told(capture(*STORY[:2], call, *STORY[2:4], again, *STORY[4:])) == list(STORY)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[harbour-18.jpg] [quay.png?width=600]", "inset"),
        ("(BUTTON) (BUTTON)", "inset"),
        ("IFRAME: https://example.org/embed/1234", "inset"),
        ("The old boat at the quay. The old boat at the quay.", "caption"),
        ("TeilenMerkenDrucken", "share"),
        ("Share this articleShare", "share"),
        ("◇", "inset"),
    ],
)
def test_marks_of_text_browsers_and_buttons_are_no_paragraphs(line: str, reason: str) -> None:
    draft = between(line)

    assert told(draft) == list(STORY)
    assert reasons(draft)[line] == reason


def test_headlines_that_are_announced_alike_are_related() -> None:
    shown = ("READ THIS TOO | The lighthouse gets a new lamp", "READ THIS TOO | Why the harbour was closed for so long")
    draft = capture(*STORY[:2], shown[0], *STORY[2:4], shown[1], *STORY[4:])

    assert told(draft) == list(STORY)
    assert {reasons(draft)[line] for line in shown} == {"related"}


def test_a_byline_above_the_first_paragraph_is_no_paragraph() -> None:
    draft = capture("Von Jana Berg, Hafenstadt", *STORY)

    assert told(draft) == list(STORY)
    assert draft.authors == ("Jana Berg",)


def test_captions_in_arabic_are_left_out() -> None:
    shown = "القبطان على جسر العبارة القديمة (تصوير: سالم الحداد)"
    draft = between(shown, story=ARABIC, title="عادت العبارة القديمة إلى الميناء")

    assert told(draft) == list(ARABIC)
    assert (draft.image_caption, draft.image_credit) == ("القبطان على جسر العبارة القديمة", "سالم الحداد")


def test_phrases_are_of_known_languages_and_of_more_than_a_word() -> None:
    table = cues._file()["phrases"]

    assert {code for rows in table.values() for code in rows} <= {*LANGUAGES, "ca"}
    for kind, phrase in cues.terms("phrases"):
        assert phrases.kind_of(cues.fold(phrase.removeprefix("^"))) == kind, phrase
    short = {phrase for kind, phrase in cues.terms("phrases") if kind != "dateline" and len(phrase.split()) < 2}
    assert {phrase for phrase in short if phrase.isascii()} == set()


def test_either_apostrophe_is_known() -> None:
    assert cues.heading("Editor’s picks") == cues.heading("Editor's picks") == "related"
    assert cues.prompt("S’abonner") == "subscribe"
