"""Month names, as dates in the press write them. Compared without marks and case; genitives are there too."""

from functools import cache

from generator.importers.cues import fold

# One row a month; each row holds many languages, for no name means two months but where noted in `AMBIGUOUS`.
_GREGORIAN = (
    """january jan يناير كانون الثاني جانفي ژانویه جنوری جنوري ינואר януари январь января янв січня січень
    janvier janv enero ene janeiro gennaio januar jänner januari styczeń stycznia sty ledna leden ianuarie január ocak
    oca ιανουάριος ιανουαρίου ιαν जनवरी siječnja januara tammikuu tammikuuta tháng 1""",
    """february feb فبراير شباط فيفري فوریه فروری فبروري פברואר февруари февраль февраля фев лютого лютий
    février févr fév febrero fevereiro fev febbraio februar februari luty lutego února únor februarie február şubat şub
    φεβρουάριος φεβρουαρίου φεβ फरवरी veljače helmikuu helmikuuta tháng 2""",
    """march mar مارس آذار مارچ מרץ מרס март марта мар березня березень mars marzo março marco märz maart marzec marca
    března březen martie március mart μάρτιος μαρτίου μαρ मार्च ožujka marts maaliskuu maaliskuuta maret tháng 3""",
    """april apr أبريل ابريل إبريل نيسان أفريل آوریل آپریل اپریل אפריל април апрель апреля апр квітня квітень avril avr
    abril abr aprile kwiecień kwietnia kwi dubna duben aprilie április nisan nis απρίλιος απριλίου απρ अप्रैल travnja
    huhtikuu huhtikuuta tháng 4""",
    """may مايو أيار ايار ماي مه می مئی מאי май мая травня травень mai mayo maio maggio mei maj maja května květen május
    mayıs μάιος μαΐου μαϊου मई svibnja toukokuu toukokuuta maí tháng 5""",
    """june jun يونيو حزيران جوان يونية ژوئن جون יוני юни июнь июня июн червня червень juin junio junho giugno juni
    czerwiec czerwca czerwiec června červen iunie június haziran haz ιούνιος ιουνίου ιουν जून lipnja kesäkuu kesäkuuta
    tháng 6""",
    """july jul يوليو تموز جويلية يولية ژوئیه جولای جولائی יולי юли июль июля июл липня липень juillet juil julio julho
    luglio juli lipiec lipca července červenec iulie július temmuz tem ιούλιος ιουλίου ιουλ जुलाई srpnja heinäkuu
    heinäkuuta tháng 7""",
    """august aug أغسطس اغسطس آب أوت اوت اوت آگست اگست אוגוסט август августа авг серпня серпень août aout agosto ago
    augustus sierpień sierpnia sie srpna srpen augusztus ağustos ağu αύγουστος αυγούστου αυγ अगस्त kolovoza augusti
    elokuu elokuuta agustus tháng 8""",
    """september sep sept سبتمبر أيلول ايلول سپتامبر ستمبر ספטמבר септември сентябрь сентября сен сент вересня
    вересень septembre septiembre setembro settembre wrzesień września wrz září septembrie szeptember eylül eyl
    σεπτέμβριος σεπτεμβρίου σεπ सितंबर rujna syyskuu syyskuuta tháng 9""",
    """october oct أكتوبر اكتوبر تشرين الأول اکتبر اکتوبر אוקטובר октомври октябрь октября окт жовтня жовтень octobre
    octubre outubro out ottobre oktober październik października paź října říjen octombrie október ekim eki οκτώβριος
    οκτωβρίου οκτ अक्टूबर listopada lokakuu lokakuuta tháng 10""",
    """november nov نوفمبر تشرين الثاني نوامبر نومبر נובמבר ноември ноябрь ноября ноя листопада листопад novembre
    noviembre novembro listopad listopadu noiembrie kasım kas νοέμβριος νοεμβρίου νοε νοέ नवंबर studenoga marraskuu
    marraskuuta tháng 11""",
    """december dec ديسمبر كانون الأول دسامبر دسمبر דצמבר декември декабрь декабря дек грудня грудень décembre déc
    diciembre dic dezembro dez dicembre dezember grudzień grudnia gru prosince prosinec decembrie aralık ara δεκέμβριος
    δεκεμβρίου δεκ दिसंबर prosinca joulukuu joulukuuta desember des tháng 12""",
)
_PAIRS = {"كانون الثاني": 1, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12}
_SOLAR = (
    "فروردین حمل", "اردیبهشت ثور", "خرداد جوزا", "تیر سرطان", "مرداد امرداد اسد", "شهریور سنبله",
    "مهر میزان", "آبان عقرب", "آذر قوس", "دی جدی", "بهمن دلو", "اسفند حوت",
)  # fmt: skip

# `listopada` is October in Croatian and November in Polish and Ukrainian; a date with it is not sure.
AMBIGUOUS = frozenset({"listopada", "listopad", "out", "ara", "sie", "tháng"})


@cache
def gregorian() -> dict[str, int]:
    """Return month numbers by folded name."""
    names = {fold(pair): month for pair, month in _PAIRS.items()}
    for month, row in enumerate(_GREGORIAN, start=1):
        for name in _without_pairs(row).split():
            if name not in AMBIGUOUS and not name.isdigit():
                names.setdefault(fold(name), month)
    return names


@cache
def solar() -> dict[str, int]:
    """Return the numbers of the months of the Persian (and Afghan) solar year by folded name."""
    return {fold(name): month for month, row in enumerate(_SOLAR, start=1) for name in row.split()}


def _without_pairs(row: str) -> str:
    for pair in _PAIRS:
        row = row.replace(pair, " ")
    return row
