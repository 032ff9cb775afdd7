"""Write a digest as large and as mixed as one gets over the years, to read, to score and to weigh.

    python bench/reading/digest.py FOLDER [-n ARTICLES] [--base-url URL]

Eight languages in their own scripts, of words drawn by chance; two editions, Arabic and English. Some articles are
translated by a person, some by an engine, some not at all; some have no day, some have headlines of thirty words. Every
third has all that a text may have, and words of other scripts wherever an editor may write them.
"""

import argparse
import random
import sys
from datetime import date, timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from generator.frontmatter import format_document

WORDS = {
    "ar": "الماء المدينة الميناء الخبر اليوم القمح السفينة النهر المدرسة الطريق الشتاء الحقل الجسر الوزير العمال "
    "المجلس اتفاق إضراب بعد أمام منذ خلال يعلن يفتح ينتظر يزور جديد كبير سريع قديم",
    "en": "water city harbour news today wheat ship river school road winter field bridge minister workers council "
    "agreement strike after before since during announces opens awaits visits new large fast old",
    "fa": "آب شهر بندر خبر امروز گندم کشتی رود مدرسه راه زمستان مزرعه پل وزیر کارگران شورا توافق اعتصاب پس پیش "
    "هنگام اعلام می‌کند می‌گشاید دیدار تازه بزرگ تند کهنه",
    "he": "מים עיר נמל חדשות היום חיטה אנייה נהר דרך חורף שדה גשר שר עובדים מועצה הסכם שביתה אחרי לפני מאז "
    "במשך מודיע פותח ממתין מבקר חדש גדול מהיר ישן",
    "ru": "вода город порт новость сегодня пшеница корабль река школа дорога зима поле мост министр рабочие совет "
    "договор забастовка после перед во время объявляет открывает ждёт новый большой быстрый старый",
    "ur": "پانی شہر بندرگاہ خبر آج گندم جہاز دریا اسکول سڑک سردی کھیت پل وزیر مزدور مجلس معاہدہ ہڑتال بعد پہلے "
    "دوران اعلان کھولتا دورہ نیا بڑا تیز پرانا",
    "tr": "su şehir liman haber bugün buğday gemi ırmak okul yol kış tarla köprü bakan işçiler meclis anlaşma grev "
    "sonra önce süresince açıklıyor açıyor bekliyor yeni büyük hızlı eski",
    "fr": "eau ville port nouvelle blé navire fleuve école route hiver champ pont ministre ouvriers conseil accord "
    "grève après avant depuis pendant annonce ouvre attend visite nouveau grand rapide ancien",
}
ORIGINALS = random.Random(0).choices(tuple(WORDS), (30, 20, 10, 10, 10, 8, 6, 6), k=1000)
"""The language of each article, again and again."""

EDITIONS = ("ar", "en")
SECTIONS = ("politics", "economy", "culture", "science")
KINDS = ("agency", "outlet", "ministry", "organisation", "person")
SOURCES = 40
AN_ARTICLE_A_THREAD = 25
A_DAY = 6
FIRST_DAY = date(2024, 1, 1)
LONG = 30


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


class Writer:
    """Draws words, the same ones each time."""

    def __init__(self, folder: Path, articles: int) -> None:
        self.folder = folder
        self.articles = articles
        self.chance = random.Random(articles)
        self.threads = [f"story-{number}" for number in range(max(3, articles // AN_ARTICLE_A_THREAD))]

    def words(self, lang: str, count: int) -> str:
        return " ".join(self.chance.choices(WORDS[lang].split(), k=count))

    def names(self, count: int, mark: str = "") -> str:
        return "".join(f'{lang} = "{self.words(lang, count)}{mark}"\n' for lang in EDITIONS)

    def settings(self, base_url: str) -> None:
        base = f'base_url = "{base_url}"\n' if base_url else ""
        sections = "".join(f"[sections.{each}]\n{self.names(1)}" for each in SECTIONS)
        text = (
            f'{base}languages = ["ar", "en"]\ntimezone = "Africa/Cairo"\n'
            '[title]\nar = "نشرة"\nen = "Nashra"\n[description]\nar = "أخبار بحسب القصص"\nen = "News by story"\n'
            f"{sections}"
        )
        write(self.folder / "content/digest.toml", text)

    def tables(self) -> None:
        for number, thread in enumerate(self.threads):
            pinned = f"pinned = {number + 1}\n" if number < 2 else ""
            summary = "".join(f'{lang} = "{self.words(lang, 40)}."\n' for lang in EDITIONS) if number % 3 == 0 else ""
            text = f"{pinned}[title]\n{self.names(3)}" + (f"[summary]\n{summary}" if summary else "")
            write(self.folder / f"content/threads/{thread}.toml", text)
        for number in range(SOURCES):
            kind = KINDS[number % len(KINDS)]
            text = f'kind = "{kind}"\nurl = "https://source-{number}.example/"\n[name]\n{self.names(2, f" {number}")}'
            write(self.folder / f"content/sources/source-{number}.toml", text)

    def article(self, number: int) -> None:
        chance, lang = self.chance, ORIGINALS[number % len(ORIGINALS)]
        day = FIRST_DAY + timedelta(days=number // A_DAY)
        dated = number % 20 != 0
        place = self.folder / "content/articles" / (f"{day:%Y/%m}" if dated else "undated")
        stem = f"report-{number:05}"
        fields: dict[str, object] = {"title": self.title(lang, number), "lang": lang}
        if number % 5:
            fields["summary"] = self.words(lang, 20) + "."
        fields["published"] = f"{day}T{chance.randrange(5, 22):02}:15+02:00" if number % 3 else f"{day}"
        if not dated:
            fields["published"] = "unknown"
        fields["publisher"] = f"source-{chance.randrange(SOURCES)}"
        fields["sources"] = [f"source-{chance.randrange(SOURCES)}"]
        fields["url"] = f"https://source.example/{stem}"
        fields["section"] = chance.choice(SECTIONS)
        if number % 4:
            fields["threads"] = chance.sample(self.threads, 1 + (number % 12 == 1))
        fields["tags"] = chance.sample(WORDS[lang].split()[:12], number % 4)
        rich = number % 3 == 1
        if rich:
            fields |= self.extras(lang, stem)
        make = self.rich if rich else self.body
        write(place / f"{stem}.{lang}.md", format_document(fields, make(lang)))
        for other in EDITIONS:
            if other != lang and (status := chance.choice(("human", "machine", "edited", ""))):
                made = {"of": f"{stem}.{lang}.md", "status": status}
                made |= {"engine": "opus-mt"} if status == "machine" else {"translator": self.words(other, 2)}
                told = {"title": self.title(other, number), "lang": other}
                if "summary" in fields:
                    told["summary"] = self.words(other, 20) + "."
                text = format_document({**told, "translation": made}, make(other))
                write(place / f"{stem}.{other}.md", text)

    def title(self, lang: str, number: int) -> str:
        return self.words(lang, LONG if number % 50 == 7 else self.chance.randrange(5, 11)) + f" {number}"

    def body(self, lang: str) -> str:
        return "\n\n".join(self.words(lang, 45) + "." for _ in range(6)) + "\n"

    def foreign(self, lang: str, count: int) -> str:
        """Return words of another language."""
        return self.words(self.chance.choice([each for each in WORDS if each != lang]), count)

    def extras(self, lang: str, stem: str) -> dict[str, object]:
        caption = f"{self.words(lang, 2)} ({self.foreign(lang, 3)})"
        return {
            "title": f"{self.words(lang, 2)}: {self.foreign(lang, 5)} 2–1",
            "authors": [self.words(lang, 2), f"{self.foreign(lang, 2)} (AFP)"],
            "sources": [f"source-{self.chance.randrange(SOURCES)}", f"{self.foreign(lang, 2)} [UN]"],
            "image": {
                "src": f"https://pictures.example/{stem}.jpg",
                "alt": self.words(lang, 4),
                "caption": caption,
                "credit": f"© {self.foreign(lang, 1)} 2024",
            },
            "note": f"{self.words(lang, 6)} “{self.foreign(lang, 4)}”.",
            "corrections": [{"date": "2024-06-01", "text": f"{self.words(lang, 5)}: 117 → {self.foreign(lang, 2)}."}],
        }

    def rich(self, lang: str) -> str:
        """Return a text with everything that markdown has, in which other languages are quoted."""
        own, other = partial(self.words, lang), partial(self.foreign, lang)
        address = "https://other.example/a?b=1&c=2"
        return "\n\n".join(
            (
                f"{own(30)} ({other(2)}) {own(5)} **{other(2)}** {own(3)}, *{own(2)}* `x = 1;` 50 % {own(4)}.[^1]",
                f"## {own(3)}: {other(2)}",
                f"{own(8)} “{other(9)}.” {own(9)} [{own(1)} {other(2)}]({address}), {own(6)} <{address}>.",
                f"> {other(20)}.",
                f"- {own(5)}\n- {other(5)}\n  - {own(3)} – {other(3)}",
                f"1. {own(4)}\n2. {other(4)}\n3. {own(2)}",
                f"### {other(3)}",
                f"| {own(1)} | {other(1)} |\n|---|---|\n| {own(2)} | 1,701 |\n| {other(2)} | 3.5 |",
                f"{other(25)}.",
                f"```\n{other(3)} = 1\n```",
                "---",
                f"{own(20)}.",
                f"[^1]: {own(4)} ({other(2)}).\n",
            )
        )

    def everything(self, base_url: str) -> None:
        self.settings(base_url)
        self.tables()
        for number in range(self.articles):
            self.article(number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-n", "--articles", type=int, default=1000)
    parser.add_argument("--base-url", default="")
    options = parser.parse_args()
    Writer(options.folder, options.articles).everything(options.base_url)


if __name__ == "__main__":
    main()
