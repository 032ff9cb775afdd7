"""The language of a text is told from its own words, on headlines too; encodings and mojibake are seen through."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ImportFailed
from generator.importers import ImportOptions, detect, read
from generator.importers.characters import mojibake
from generator.importers.characters.encodings import decode
from generator.importers.characters.hygiene import clean, inspect
from generator.importers.language import agree, doubt, guess, langid

HEADLINES = {
    "af": "Die veerboot het ná vier jaar na die ou hawe teruggekeer",
    "ar": "وزارة النقل تعلن عودة العبارة",
    "az": "Bərə dörd ildən sonra köhnə limana qayıtdı və sərnişinlər gəldi",
    "be": "Паром вярнуўся ў стары порт пасля чатырох гадоў рамонту",
    "bg": "Фериботът се върна в старото пристанище след четири години",
    "bn": "চার বছর পর পুরোনো বন্দরে ফিরল ফেরি",
    "ca": "El transbordador torna al port vell després de quatre anys",
    "ckb": "لە شاری هەولێر ڕێگایەکی نوێ کرایەوە",
    "cs": "Přívoz se po čtyřech letech vrátil do starého přístavu",
    "da": "Færgen er tilbage i den gamle havn efter fire år",
    "de": "Die Fähre kehrt nach vier Jahren in den alten Hafen zurück",
    "el": "Το πλοίο επέστρεψε στο παλιό λιμάνι",
    "en": "The ferry returned to the old harbour on Monday",
    "es": "El transbordador vuelve al viejo puerto después de cuatro años",
    "et": "Praam naasis nelja aasta järel vanasse sadamasse",
    "fa": "وزیر راه می‌گوید کشتی به بندر بازگشت",
    "fi": "Lautta palasi vanhaan satamaan neljän vuoden jälkeen",
    "fr": "Le bac est revenu au vieux port après quatre ans de travaux",
    "he": "הספינה חזרה לנמל הישן",
    "hi": "चार साल बाद पुराने बंदरगाह पर लौटी नाव, यात्रियों की भीड़",
    "hr": "Trajekt se nakon četiri godine vratio u staru luku, tko ga je čekao",
    "hu": "Négy év után visszatért a komp a régi kikötőbe",
    "id": "Kapal feri kembali ke pelabuhan lama setelah empat tahun tidak beroperasi karena rusak",
    "it": "Il traghetto è tornato nel vecchio porto dopo quattro anni",
    "ja": "フェリーが古い港に戻った",
    "kk": "Паром төрт жылдан кейін ескі айлаққа қайтып оралды",
    "ko": "여객선이 옛 항구로 돌아왔다",
    "ky": "Паром төрт жылдан кийин эски портко кайтып келди",
    "lt": "Keltas po ketverių metų grįžo į senąjį uostą",
    "lv": "Prāmis pēc četriem gadiem atgriezās vecajā ostā",
    "mk": "Траектот по четири години се врати во старото пристаниште",
    "mn": "Усан онгоц дөрвөн жилийн дараа хуучин боомтод буцаж ирлээ",
    "mr": "चार वर्षांनंतर जुन्या बंदरात बोट परत आली आहे",
    "nl": "De veerboot is na vier jaar terug in de oude haven",
    "no": "Fergen er tilbake i den gamle havnen etter fire år, og folk jublet ikke",
    "pl": "Prom wrócił do starego portu po czterech latach",
    "ps": "د هېواد په لوېديځ کې نوې لار پرانيستل شوه",
    "pt": "A balsa voltou ao antigo porto na segunda-feira, depois de quatro anos",
    "ro": "Feribotul s-a întors în portul vechi după patru ani",
    "ru": "Паром вернулся в старую гавань после четырёх лет",
    "sd": "ٻيڙي چئن سالن کان پوءِ پراڻي بندرگاهه تي موٽي آئي آهي",
    "sk": "Kompa sa po štyroch rokoch vrátila do starého prístavu",
    "sl": "Trajekt se je po štirih letih vrnil v staro pristanišče",
    "sq": "Trageti u kthye në portin e vjetër pas katër vitesh",
    "sr": "Трајект се после четири године вратио у стару луку",
    "sv": "Färjan är tillbaka i den gamla hamnen efter fyra år",
    "sw": "Kivuko kimerudi katika bandari ya zamani baada ya miaka minne",
    "ta": "நான்கு ஆண்டுகளுக்குப் பிறகு படகு திரும்பியது",
    "tg": "Киштӣ баъди чор сол ба бандари кӯҳна баргашт",
    "th": "เรือเฟอร์รี่กลับมาที่ท่าเรือเก่า",
    "tr": "Feribot pazartesi günü eski limana döndü",
    "ug": "پاراخوت تۆت يىلدىن كېيىن كونا پورتقا قايتىپ كەلدى",
    "uk": "Пором повернувся до старої гавані, її чекали",
    "ur": "پاکستان میں ٹرینوں کا نیا شیڈول جاری ہے",
    "vi": "Chuyến phà đã trở lại bến cảng cũ sau bốn năm",
    "yi": "די שיף איז צוריקגעקומען אין דעם אלטן האפן נאך פיר יאר",
    "zh": "渡轮周一返回旧港",
}
ARABIC = "أعلنت وزارة النقل يوم الاثنين عودة العبارة إلى الميناء القديم بعد توقف دام أربع سنوات، والرحلات تبدأ غدا.\n"
MORE_ARABIC = (
    "وقال مدير الميناء إن السفينة أصلحت في حوض قريب، وإن عدد الركاب سيكون محدودا في الأسبوع الأول من العمل.",
    "وينتظر سكان الجزيرة هذه العودة منذ زمن طويل، فالطريق البري يأخذ منهم ثلاث ساعات في كل يوم.",
)
PERSIAN = "وزیر راه گفت که کشتی پس از چهار سال به بندر قدیمی بازگشته است و سفرها از فردا آغاز می‌شود.\n"
ENGLISH = "The ministry of transport said on Monday that the ferry would return to the old harbour after four years.\n"
RUSSIAN = "Министерство транспорта сообщило, что паром вернётся в старую гавань после четырёх лет ремонта.\n"


@pytest.mark.parametrize(("lang", "text"), HEADLINES.items())
def test_a_headline_tells_its_language(lang: str, text: str) -> None:
    assert guess(text)[0] == lang


def test_persian_typed_on_an_arabic_keyboard_is_persian() -> None:
    typed = str.maketrans("یک", "يك")

    assert guess(PERSIAN.translate(typed))[0] == "fa"
    assert guess("وزير راه: كشتي به بندر بازگشت و سفرها از فردا آغاز مي‌شود")[0] == "fa"


def test_arabic_with_persian_letters_in_it_is_arabic() -> None:
    assert guess("أعلنت شركة پيژو الفرنسية عن سيارة جديدة في الرياض")[0] == "ar"
    assert guess(ARABIC.replace("ي", "ی").replace("ك", "ک"))[0] == "ar"


def test_azerbaijani_in_arabic_letters_is_told_with_its_script() -> None:
    assert guess("گمی دؤرد ایلدن سونرا اسکی لیمانا قاییدیب و بیر چوخ آدام اونون اوچون گلدی")[0] == "az-Arab"


@pytest.mark.parametrize("quoted", [ENGLISH, RUSSIAN, PERSIAN])
def test_a_quotation_does_not_change_the_language_of_an_article(quoted: str) -> None:
    assert guess(ARABIC * 3 + quoted + ARABIC * 2)[0] == "ar"


def test_names_in_latin_letters_leave_a_headline_in_its_language() -> None:
    assert guess("شركة Blue Harbour Ferries تشتري Coastal Lines")[0] == "ar"
    assert guess("Паром компании Blue Harbour Ferries вернулся")[0] == "ru"


def test_the_article_counts_and_not_its_length_in_another_language() -> None:
    page = "عودة العبارة إلى الميناء القديم\n" + ARABIC * 10 + "Home\nSport\nLogin\n" * 20

    assert guess(page)[0] == "ar"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("円安対応、国会答弁で紛糾", "ja"),
        ("円安対応 関係閣僚会議", "ja"),
        ("国务院发布新规定", "zh"),
        ("總統府發布新聞稿", "zh"),
    ],
)
def test_headlines_in_han_only_tell_chinese_from_japanese(text: str, lang: str) -> None:
    assert guess(text)[0] == lang


@pytest.mark.parametrize("text", ["", "12345 !!!", "https://example.org/a/b", "— … —", "😀😀"])
def test_what_has_no_words_has_no_language(text: str) -> None:
    assert guess(text) == (None, 0.0)


def test_too_little_text_is_less_sure_than_a_sentence() -> None:
    assert guess("Ankara")[1] < 0.6 < guess(ENGLISH)[1]


def test_norwegian_is_named_as_the_digest_names_it() -> None:
    norwegian = HEADLINES["no"]

    assert guess(norwegian, ("en", "nb"))[0] == "nb"
    assert guess(norwegian, ("en", "no"))[0] == "no"
    assert guess(norwegian, ("nb", "nn"))[0] == "no"


def test_a_page_that_declares_its_template_s_language_is_not_believed() -> None:
    assert agree("en", VISIT)[0] == "ar"
    assert agree("en-US", HEADLINES["it"])[0] == "it"
    assert agree("ar", PERSIAN)[0] == "fa"
    assert agree("nonsense!", ENGLISH)[0] == "en"
    assert agree("ar", "12345") == (None, 0.0)


def test_a_declared_language_decides_where_the_text_does_not() -> None:
    assert guess("Livorno 2024")[1] < 0.6
    assert agree("it", "Livorno 2024")[0] == "it"
    assert agree("pt-BR", HEADLINES["pt"], ("pt-BR", "en"))[0] == "pt-BR"
    assert agree("pt-BR", HEADLINES["pt"], ("pt", "en"))[0] == "pt"


MINISTERS = "رئیس جمهور روز شنبه وارد شهر شد و با وزیران خود درباره آب دیدار کرد"
VISIT = "وصل الرئيس إلى المدينة اليوم والتقى الوزراء في القصر"


@pytest.mark.parametrize(
    ("said", "text", "other"),
    [
        ("ar", MINISTERS, "fa"), ("fa", MINISTERS, ""), ("prs", MINISTERS, ""), ("fa-AF", MINISTERS, ""),
        ("ary", VISIT, ""), ("ar-EG", VISIT, ""), ("en", VISIT, "ar"), ("fa", "٢٠٢٦", ""),
        ("pa-Arab", "صدر نے آج نئے قانون پر دستخط کیے اور کہا کہ یہ قانون دیہات کی مدد کرے گا", ""),
        ("ku", "سەرۆک ئەمڕۆ یاسایەکی نوێی واژۆ کرد و وتی ئەم یاسایە یارمەتی گوندەکان دەدات", ""),
        ("yue", "总统今天签署了一项新法律，他说该法律将帮助农村地区", ""),
        ("ja", "总统今天签署了一项新法律，他说该法律将帮助农村地区", "zh"),
        ("nb", "Regjeringen sier at det ikke er mulig å gjøre noe med saken nå.", ""),
        ("de", "The president arrived in the city on Monday and met his ministers there.", "en"),
    ],
)  # fmt: skip
def test_a_language_that_a_person_said_is_doubted_where_the_text_is_plainly_in_another(
    said: str, text: str, other: str
) -> None:
    """A dialect is not doubted for the language that it is taken for."""
    assert doubt(said, text, ("ar", "en")) == other


def test_what_a_person_said_counts_and_the_doubt_is_told() -> None:
    text = f"{MINISTERS[:31]}\n\n{MINISTERS} و گفت که کار سد تا پاییز آینده ادامه خواهد داشت.\n".encode()

    (said,) = read(text, "a.txt", ImportOptions(lang="ar"))
    (untold,) = read(text, "a.txt")

    assert (said.lang, untold.lang) == ("ar", "fa")
    (notice,) = said.notices
    assert (notice.code, untold.notices) == ("lang-doubt", ())
    assert "`--lang ar`" in notice.message
    assert "Persian (`fa`)" in notice.message


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_language_and_a_share_or_nothing(text: str) -> None:
    lang, sure = guess(text)

    assert 0.0 <= sure <= 1.0
    assert (lang is None) == (sure == 0.0)


@pytest.fixture
def without_statistics(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for library in ("py3langid", "py3langid.langid"):
        monkeypatch.setitem(sys.modules, library, None)
    langid._model.cache_clear()
    langid._identifier.cache_clear()
    yield
    langid._model.cache_clear()
    langid._identifier.cache_clear()


@pytest.mark.usefixtures("without_statistics")
@pytest.mark.parametrize("lang", ["en", "fr", "de", "es", "pt", "it", "nl", "pl", "ru", "uk", "fa", "ar", "sv"])
def test_words_and_alphabets_are_enough_for_most(lang: str) -> None:
    assert guess(HEADLINES[lang])[0] == lang


def test_statistics_are_not_loaded_where_letters_decide() -> None:
    langid._model.cache_clear()
    langid._identifier.cache_clear()

    for text in (ARABIC, PERSIAN, HEADLINES["he"], HEADLINES["ja"], HEADLINES["el"], ENGLISH * 4):
        guess(text)

    assert langid._model.cache_info().misses == 0


def test_more_of_a_text_is_read_before_statistics_are_loaded() -> None:
    """Danish and Norwegian share most words, and statistics take longer to load than many pages to read."""
    either = "Han har en stor by i landet, og den er for alle som vil se den. " * 2
    norwegian = "Hun sa at de ikke hadde fått noe svar fra regjeringen etter møtet, og nå vil de også ha mer hjelp."
    langid._model.cache_clear()
    langid._identifier.cache_clear()

    told = guess("\n".join([either] * 10 + [norwegian] * 14))
    asked = langid._model.cache_info().misses
    guess("\n".join([either] * 15))

    assert told == ("no", 1.0)
    assert asked == 0
    assert langid._model.cache_info().misses == 1


FILES = {
    "cp1256": ARABIC, "iso8859_6": ARABIC.replace("،", ","), "cp1251": RUSSIAN, "koi8_r": RUSSIAN, "iso8859_5": RUSSIAN,
    "cp866": RUSSIAN, "cp1255": "משרד התחבורה הודיע ביום שני כי המעבורת תחזור לנמל הישן לאחר ארבע שנים של תיקונים.\n",
    "cp1253": "Το υπουργείο ανακοίνωσε ότι το πλοίο θα επιστρέψει στο παλιό λιμάνι μετά από τέσσερα χρόνια.\n",
    "cp1252": "Le ministère a annoncé que le bac reviendra au vieux port après quatre années de travaux coûteux.\n",
    "cp1250": "Ministerstwo ogłosiło, że prom wróci do starego portu po czterech latach, bo żeglarze wciąż tęsknią.\n",
    "cp1254": "Bakanlık, feribotun dört yıl aradan sonra eski limana döneceğini ve yolcuların beklediğini açıkladı.\n",
    "gb18030": "交通部星期一说，渡轮在停航四年以后将会返回旧港，旅客可以从明天开始买票。\n",
    "big5": "交通部星期一說，渡輪在停航四年以後將會返回舊港，旅客可以從明天開始買票。\n",
    "shift_jis": "運輸省は月曜日、フェリーが四年ぶりに古い港に戻ると発表した。切符は明日から買えるという。\n",
    "euc_kr": "교통부는 월요일에 여객선이 사 년 만에 옛 항구로 돌아온다고 발표했다. 표는 내일부터 살 수 있다.\n",
}  # fmt: skip


@pytest.mark.parametrize(("encoding", "text"), FILES.items())
def test_a_file_in_an_old_encoding_is_read_and_a_person_is_told(encoding: str, text: str) -> None:
    found = decode((text * 3).encode(encoding), "x.txt")

    assert found.text == text * 3
    (notice,) = found.notices
    assert notice.code == "decoded"
    assert notice.message.startswith("read as ")
    assert "check the letters" in notice.hint


@pytest.mark.parametrize(
    "data",
    [
        "نص".encode("cp1256"),
        b"caf\xe9",
        bytes(range(128, 256)) * 3,
        b"\x93\xfa" * 3,
        b"name \xff\xfe\xfd value \x81\x8d\x8f\x90 and more of it",
    ],
)
def test_a_file_that_could_be_anything_is_refused(data: bytes) -> None:
    with pytest.raises(ImportFailed, match="is not UTF-8") as caught:
        decode(data, "x.txt")
    assert "UTF-8" in caught.value.hint


def test_damaged_utf_8_is_no_other_encoding() -> None:
    data = ARABIC.encode() + b"\xff" + ARABIC.encode()

    with pytest.raises(ImportFailed, match=f"byte {len(ARABIC.encode())} is not UTF-8") as caught:
        decode(data, "x.txt")
    assert "damaged" in caught.value.hint


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [ARABIC, ENGLISH, RUSSIAN])
def test_unicode_is_read_with_and_without_a_mark(encoding: str, text: str) -> None:
    found = decode(text.encode(encoding), "x.txt")

    assert (found.text, found.notices) == (text, ())
    assert detect(text.encode(encoding), "x.txt") == "text"


@pytest.mark.parametrize("text", ["ab\0cd", "one\ntwo \uffff", "\ufffe"])
def test_characters_that_no_text_holds_are_refused_with_their_place(text: str) -> None:
    with pytest.raises(ImportFailed, match=rf"U\+\w{{4}} in line {text.count(chr(10)) + 1}"):
        decode(text.encode("utf-16"), "x.txt")


def misread(text: str, encoding: str, times: int = 1) -> str:
    """Return UTF-8 as it looks when it is taken for another encoding."""
    for _ in range(times):
        signs = (bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())
        text = "".join(signs)
    return text


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1256", "cp1251", "cp1250"])
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("text", ["ليبيا", ARABIC, RUSSIAN, HEADLINES["he"], HEADLINES["ja"], FILES["cp1252"]])
def test_text_read_wrongly_is_offered_for_repair(text: str, encoding: str, times: int) -> None:
    broken = misread(text, encoding, times)

    same, (offered,) = mojibake.offer(broken, wanted=False)
    right, (told,) = mojibake.offer(broken, wanted=True)

    assert same == broken
    assert offered.code == told.code == "mojibake"
    assert text.strip()[:40] in offered.message
    assert "--repair" in offered.hint
    assert right == text


@pytest.mark.parametrize(
    "text",
    [
        *HEADLINES.values(), "IRMÃ” DISSE", "SÃO PAULO", "США» и «РФ»", "Âge d’or", "„Über“ – ‚Öl‘ …", "ÄÖÜß", "Ø±5 %",
        "عبّرت «الوكالة» عن أسفها، وقالت…", "گفت: «کتاب‌ها»", "10 £ — 20 €", "Ça va ? Déjà vu !",
    ],
)  # fmt: skip
def test_honest_text_is_no_mojibake(text: str) -> None:
    assert mojibake.offer(text, wanted=True) == (text, ())


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from(list("دАбвé ÃÂâ€™«»ßøñ،گچ\u200cیاåж")), max_size=30))
def test_what_is_not_taken_for_mojibake_is_not_touched(text: str) -> None:
    right, notices = mojibake.offer(text, wanted=True)

    assert notices or right == text


def test_text_that_only_repair_makes_prose_of_says_so() -> None:
    lines = ("عاد العمل إلى مطبعة البلدة", "وقال صاحبها إن الآلات القديمة ما زالت تعمل كما كانت تعمل قبل عشرين عاما.")
    broken = misread("\n\n".join(lines), "latin-1").encode()

    with pytest.raises(ImportFailed) as failure:
        read(broken, "x.txt")
    (repaired,) = read(broken, "x.txt", ImportOptions(repair=True))
    with pytest.raises(ImportFailed) as other:
        read(b"Menu\nSport", "x.txt")

    assert "`nashra import --repair FILE`" in (failure.value.hint or "")
    assert repaired.paragraphs == lines[1:]
    assert "--repair" not in (other.value.hint or "")


def test_an_import_tells_of_encoding_mojibake_and_hidden_characters() -> None:
    body = "\n\n".join([ARABIC.strip(), *MORE_ARABIC])
    title = "عودة العبارة إلى الميناء القديم"
    old = read(f"{title}\n\n{body}\n".encode("cp1256"), "x.txt")[0]
    broken = misread(f"{title}\n\n{body}\n", "cp1252").encode()
    repaired = read(broken, "x.txt", ImportOptions(repair=True))[0]
    hidden = read(f"{title}\u202e\n\n{body}\n".encode(), "x.txt")[0]

    assert [notice.code for notice in old.notices] == ["decoded"]
    assert (old.lang, old.paragraphs[0]) == ("ar", ARABIC.strip())
    assert [notice.code for notice in repaired.notices] == ["mojibake"]
    assert repaired.paragraphs[0] == ARABIC.strip()
    assert [notice.code for notice in hidden.notices] == ["hidden-character"]


@pytest.mark.shared
def test_languages_of_headlines_that_nobody_here_chose() -> None:
    """On news in twelve languages, professionally translated, first lines tell their language."""
    table = Path(__file__).parents[2] / "shared" / "translation" / "ntrex-news-500.tsv"
    if not table.is_file():
        pytest.skip(f"left out: {table} is not there")
    header, *rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    texts = [(lang, cell) for row in rows for lang, cell in zip(header[2:], row[2:], strict=True) if len(cell) >= 20]

    right = sum(guess(text)[0] == lang for lang, text in texts)

    assert right / len(texts) >= 0.995
    assert not any(mojibake.offer(text, wanted=False)[1] for _, text in texts)


@pytest.mark.parametrize("piece", ["Ã©<", "Ã©", "cafÃ©s\n", "z\u0335", "\u202e", "a@", "\ufdf9"])
def test_a_megabyte_of_anything_takes_seconds_at_most(piece: str) -> None:
    text = piece * (2**20 // len(piece))
    began = time.process_time()

    guess(text)
    clean(text)
    inspect(text, text[:500])
    mojibake.offer(text, wanted=True)

    assert time.process_time() - began < 20


def test_english_with_a_few_western_letters_is_read_as_windows_1252() -> None:
    prose = "The café in Böhmen is open again, and Ms Müller said “we are glad”, for people came from afar. " * 2

    found = decode(prose.encode("cp1252"), "x.txt")

    assert found.text == prose
    assert [notice.code for notice in found.notices] == ["decoded"]
