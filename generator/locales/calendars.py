"""Days of the Islamic and the Persian calendar, and how a language writes them beside a Gregorian date.

The Islamic calendar is Umm al-Qura, that of Saudi Arabia, by `hijridate`, which is read here alone. The Persian one is
reckoned by its cycle of 33 years, which agrees with the observed calendar in `SOLAR_YEARS`.
"""

from datetime import date, timedelta
from functools import cache
from typing import Literal

from generator.locales.formats import Digits, laid_out, localise_digits
from generator.locales.tags import join, subtags

Calendar = Literal["islamic", "persian"]

SOLAR_YEARS = range(1300, 1471)
_FIRST_SOLAR_DAY = date(1921, 3, 21)
_LEAP_OF_33 = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_FIRST_HALF = 6 * 31

# As in CLDR 48, but for what it misspells in Arabic and Urdu and has not of Afghanistan; Babel has the Gregorian months
# alone.
_MONTHS: dict[Calendar, dict[str, str]] = {
    "islamic": {
        "ar": "محرم|صفر|ربيع الأول|ربيع الآخر|جمادى الأولى|جمادى الآخرة|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة",
        "en": "Muharram|Safar|Rabiʻ I|Rabiʻ II|Jumada I|Jumada II"
        "|Rajab|Shaʻban|Ramadan|Shawwal|Dhuʻl-Qiʻdah|Dhuʻl-Hijjah",
        "fa": "محرم|صفر|ربیع‌الاول|ربیع‌الثانی|جمادی‌الاول|جمادی‌الثانی|رجب|شعبان|رمضان|شوال|ذیقعده|ذیحجه",
        "fr": "mouharram|safar|rabia al awal|rabia ath-thani|joumada al oula|joumada ath-thania"
        "|rajab|chaabane|ramadan|chawwal|dhou al qi’da|dhou al-hijja",
        "he": "מוחרם|צפר|רביע אל-אוול|רביע א-ת׳אני|ג׳ומאדא אל-אולא|ג׳ומאדא א-ת׳אניה"
        "|רג׳ב|שעבאן|רמדאן|שוואל|ד׳ו אל־קעדה|ד׳ו אל־חיג׳ה",
        "ru": "мухаррам|сафар|раби-уль-авваль|раби-уль-ахир|джумад-уль-авваль|джумад-уль-ахир"
        "|раджаб|шаабан|рамадан|шавваль|зуль-каада|зуль-хиджжа",
        "tr": "Muharrem|Safer|Rebiülevvel|Rebiülahir|Cemaziyelevvel|Cemaziyelahir"
        "|Recep|Şaban|Ramazan|Şevval|Zilkade|Zilhicce",
        "ur": "محرم|صفر|ربیع الاول|ربیع الثانی|جمادی الاول|جمادی الثانی|رجب|شعبان|رمضان|شوال|ذوالقعدۃ|ذوالحجۃ",
    },
    "persian": {
        "ar": "فروردين|أرديبهشت|خرداد|تير|مرداد|شهريور|مهر|آبان|آذر|دي|بهمن|إسفند",
        "en": "Farvardin|Ordibehesht|Khordad|Tir|Mordad|Shahrivar|Mehr|Aban|Azar|Dey|Bahman|Esfand",
        "fa": "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند",
        "fa-AF": "حمل|ثور|جوزا|سرطان|اسد|سنبله|میزان|عقرب|قوس|جدی|دلو|حوت",
        "fr": "farvardin|ordibehešt|khordâd|tir|mordâd|šahrivar|mehr|âbân|âzar|dey|bahman|esfand",
        "he": "פרורדין|ארדיבהשת|ח׳רדאד|תיר|מרדאד|שהריור|מהר|אבאן|אד׳ר|די|בהמן|אספנד",
        "ru": "фарвардин|ордибехешт|хордад|тир|мордад|шахривер|мехр|абан|азер|дей|бахман|эсфанд",
        "tr": "Ferverdin|Ordibeheşt|Hordad|Tir|Mordad|Şehriver|Mehr|Aban|Azer|Dey|Behmen|Esfend",
        "ur": "فروردین|اردیبہشت|خرداد|تیر|مرداد|شہریور|مہر|آبان|آذر|دے|بہمن|اسفند",
    },
}


@cache
def format_day(day: date, calendar: Calendar, tag: str, digits: Digits) -> str:
    """Return a day of another calendar as a language writes one (`13 جمادى الآخرة 1448`).

    Nothing where the calendar's tables do not reach, and in a language of which no names of its months are known.
    """
    counted = _islamic(day) if calendar == "islamic" else gregorian_to_solar(day)
    months = _months(calendar, tag)
    if counted is None or not months:
        return ""
    year, month, number = counted
    return localise_digits(laid_out(year, months[month - 1], number, tag), digits)


def _months(calendar: Calendar, tag: str) -> list[str]:
    language, _, region = subtags(tag)
    names = _MONTHS[calendar]
    found = names.get(join("-", language, region)) or names.get(language)
    return found.split("|") if found else []


def _islamic(day: date) -> tuple[int, int, int] | None:
    """Return year, month and day in Umm al-Qura, whose tables go from 1343 to 1500."""
    from hijridate import Gregorian

    try:
        return Gregorian.fromdate(day).to_hijri().datetuple()
    except OverflowError:
        return None


def solar_to_gregorian(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a day of the Persian (Solar Hijri) calendar (years 1300 to 1470), or None."""
    if not (year in SOLAR_YEARS and 1 <= month <= 12 and 1 <= day <= _length(year, month)):
        return None
    before = sum(_year_length(each) for each in range(SOLAR_YEARS[0], year))
    return _FIRST_SOLAR_DAY + timedelta(days=before + _before(month) + day - 1)


def gregorian_to_solar(day: date) -> tuple[int, int, int] | None:
    """Return year, month and day in the Persian (Solar Hijri) calendar (years 1300 to 1470), or None."""
    left = (day - _FIRST_SOLAR_DAY).days
    if left < 0:
        return None
    for year in SOLAR_YEARS:
        if left < _year_length(year):
            month = next(each for each in range(12, 0, -1) if _before(each) <= left)
            return year, month, left - _before(month) + 1
        left -= _year_length(year)
    return None


def _before(month: int) -> int:
    return 31 * (month - 1) if month <= 6 else _FIRST_HALF + 30 * (month - 7)


def _length(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month <= 11 or _leap(year) else 29


def _year_length(year: int) -> int:
    return 366 if _leap(year) else 365


def _leap(year: int) -> bool:
    return year % 33 in _LEAP_OF_33
