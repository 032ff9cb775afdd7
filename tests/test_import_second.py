"""Several articles pasted into one file: a person is told where another begins, and nothing is left out."""

from __future__ import annotations

import pytest

from generator.importers import read

HARBOUR = """\
Harbour of Selmar opens after two years

The harbour of Selmar opened to fishing boats on Thursday, two years after a storm broke its northern wall. The first \
eleven boats left before dawn, and their crews were greeted by some 300 people on the quay.

The rebuilding cost 41 million crowns, the mayor Ilan Tor said. He thanked the engineers, who had worked through two \
winters.

“We waited a long time for this morning,” said the fisherman Odo Kess, whose boat was the first to leave. He wants to \
go out every day until the autumn.
"""
COSTS = """\
What the harbour cost

The money for the harbour came from the mayor's own budget and from a loan that Selmar pays back over thirty years. \
Fishing boats pay nothing during the first two years.

The storm had broken the northern wall along eighty metres, and the harbour lay open to the sea.
"""
TEACHERS = """\
Teachers strike in Korran

Teachers in Korran stopped work on Saturday over pay that has not been raised for six years, their union said. More \
than 4,000 pupils stayed at home during the strike, and the school of the old town was closed.

The minister of education, Sana Fell, offered to talk next week. The union answered that it would come to the table \
when the salaries of January had been paid.

Parents brought tea and bread to the gates of the schools. Some of them said that they had not been told in time.
"""
DAM = """\
مهندسون يفحصون جدار سد كوران بعد الأمطار

بدأ مهندسون صباح الأحد فحص جدار سد كوران بعد الأمطار التي هطلت طوال الأسبوع، وقال رئيس الفريق إن الماء بلغ الحافة.

وأضاف أن الشقوق التي ظهرت في الجدار قبل شهر لم تتسع، وأن سكان القرية تحت السد يمكنهم البقاء في بيوتهم.

ويعود الفريق إلى كوران بعد أسبوعين ليقيس الجدار من جديد، كما جاء في بيان صدر عن هيئة المياه.
"""
BREAD = """\
خبازون يرفعون ثمن الرغيف في السوق القديم

اتفق خبازون في السوق القديم على رفع ثمن الرغيف بمقدار النصف ابتداء من الغد، وقالوا إن الدقيق صار أغلى.

واشتكت أمهات وقفن في الطابور من أن الرواتب لا تزيد، وطالبن البلدية بأن تبيع الدقيق بسعر ثابت.

وترد البلدية بأنها لا تملك مخازن، وأنها ستجتمع مع التجار يوم الثلاثاء للبحث في الأمر.
"""


def dated(text: str, day: str) -> str:
    return text.replace("\n\n", f"\n\n{day}\n\n", 1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (HARBOUR, TEACHERS),
        (dated(HARBOUR, "12 March 2026"), dated(TEACHERS, "14 March 2026")),
        (DAM, BREAD),
        (dated(DAM, "١٢ مارس ٢٠٢٦"), dated(BREAD, "١٤ مارس ٢٠٢٦")),
    ],
    ids="undated dated arabic arabic-dated".split(),
)
def test_a_second_article_in_one_text_is_told_and_stays(first: str, second: str) -> None:
    headline = second.partition("\n")[0]

    (draft,) = read(f"{first}\n{second}".encode(), "a.txt")

    (notice,) = draft.notices
    assert notice.code == "several-articles"
    assert f"“{headline}”" in notice.message
    assert headline in draft.paragraphs
    assert second.splitlines()[-1] in draft.paragraphs


def test_a_short_second_headline_above_a_date_is_seen() -> None:
    second = dated(BREAD.replace("خبازون يرفعون ثمن الرغيف في السوق القديم", "رغيف غال"), "١٤ مارس ٢٠٢٦")

    (draft,) = read(f"{dated(DAM, '١٢ مارس ٢٠٢٦')}\n{second}".encode(), "a.txt")

    assert "“رغيف غال”" in draft.notices[0].message


def test_a_page_that_was_pasted_twice_is_one_article() -> None:
    page = f"Home\nNews\nSport\n\n{dated(HARBOUR, '12 March 2026')}\nShare\nComments\n"

    (draft,) = read(f"{page}\n\n{page}".encode(), "a.txt")

    assert draft.notices == ()
    assert len(draft.paragraphs) == 3


@pytest.mark.parametrize("text", [HARBOUR, f"{HARBOUR}\n{COSTS}", DAM], ids="plain parts arabic".split())
def test_one_article_is_no_second_one(text: str) -> None:
    assert read(text.encode(), "a.txt")[0].notices == ()


def test_a_text_without_long_words_is_read() -> None:
    """Vowels of Thaana are marks, so that no word of it has three letters."""
    paragraph = f"{'ދި ވެ ހި ރާ އް ޖޭ ' * 12}."
    text = f"ދި ވެ ހި ރާ އް\n\n{paragraph}\n\n{paragraph[7:]}\n\nއް ޖޭ ދި\n\n{paragraph[13:]}\n\n{paragraph[4:]}\n"

    assert read(text.encode(), "a.txt")[0].lang == "dv"
