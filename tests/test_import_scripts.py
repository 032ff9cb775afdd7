"""Captures in scripts and calendars of which no labelled page was at hand come out as those of the others do."""

import textwrap
from typing import Any

import pytest

from generator.importers import ImportOptions, cues, dates, json_record, read
from generator.importers.language import guess
from generator.importers.text import captions, names
from generator.importers.text.sentences import end_sentences, ends_sentence
from generator.slugs import slug


def found(*lines: str, between: str = "\n\n") -> dict[str, Any]:
    """Return what is imported of a page, not told its language."""
    return json_record(read(between.join(lines).encode(), "x.txt", ImportOptions())[0])


# A page a script, as lines: section, headline, author, date; then three paragraphs, a subheading before the last.
PAGES = {
    "am": (
        "ዜና", "ጀልባ ከአርባ ዓመት በኋላ ወደ ወንዝ ዳር መንደሮች ተመለሰ", "ጸሐፊ፦ አበበ ከበደ", "ሰኞ ሰኔ 1 ቀን 2018 ዓ.ም",
        "ለወንዝ ዳር መንደሮች የሚሰጠው የጀልባ አገልግሎት ለአርባ ዓመታት ተቋርጦ ከቆየ በኋላ ሰኞ ዕለት እንደገና ተጀመረ። ሰማንያ ተሳፋሪዎች ነበሩ።",
        "የውሃ ባለሥልጣን እንደገለጸው ጀልባው በቀን ስድስት ጊዜ ይመላለሳል፤ የጉዞ ዋጋውም ከአውቶቡስ ዋጋ ግማሽ ነው። ሰዓቱ ሊለወጥ ይችላል።",
        "የወደቡ ጥገና ሁለት ዓመት ፈጀ",
        "የአሮጌው ወደብ እንጨቶች በስብሰው ነበር፤ ምሰሶዎቹም በውሃ ተወስደው ነበር፡፡ አዳዲስ ምሰሶዎችን አቁመው የመጠበቂያ አዳራሽ ገንብተዋል፡፡",
    ),
    "hi": (
        "राज्य", "चालीस साल बाद नदी किनारे के गांवों तक फिर पहुंची नाव सेवा", "लेखक: नीलम शर्मा", "सोमवार, 8 जून 2026 10:30",
        "नदी किनारे के गांवों के लिए नाव सेवा चालीस साल के अंतराल के बाद सोमवार को फिर शुरू हो गई। पहली नाव सुबह सात बजे निकली।",
        "जल विभाग के अनुसार यह नाव रोज़ छह फेरे लगाएगी और इसका किराया बस के किराए से आधा रखा गया है। समय बदल सकता है।",
        "घाट की मरम्मत में लगे दो साल",
        "पुराने घाट की लकड़ी सड़ चुकी थी और उसके खंभे नदी में बह गए थे। स्थानीय ठेकेदारों ने दो साल में नए खंभे लगाए।",
    ),
    "hy": (
        "Հասարակություն", "Քառասուն տարի անց լաստանավը վերադարձավ գետափնյա գյուղեր", "Հեղինակ՝ Նարինե Սարգսյան",
        "8 հունիսի, 2026 10:30",
        "Գետափնյա գյուղերի լաստանավը քառասնամյա ընդմիջումից հետո երկուշաբթի վերսկսեց երթևեկը։ Ութսուն ուղևոր կար։",
        "Ջրային գործակալության տվյալներով՝ լաստանավը օրական վեց երթ կկատարի, իսկ տոմսի գինը ավտոբուսի կեսն է։",
        "Նավամատույցի վերանորոգումը տևեց երկու տարի",
        "Հին նավամատույցի փայտը փտել էր, իսկ սյուները գետը տարել էր։ Տեղի շինարարները նոր սյուներ կանգնեցրին։",
    ),
    "km": (
        "ព័ត៌មានជាតិ", "សាឡាងឆ្លងទន្លេត្រឡប់មកភូមិមាត់ទន្លេវិញ ក្រោយសែសិបឆ្នាំ", "ដោយ៖ នារី សុខ",
        "ថ្ងៃចន្ទ ទី៨ ខែមិថុនា ឆ្នាំ២០២៦",
        "សេវាសាឡាងសម្រាប់ភូមិមាត់ទន្លេបានចាប់ផ្តើមឡើងវិញនៅថ្ងៃចន្ទ ក្រោយពីផ្អាកអស់រយៈពេលសែសិបឆ្នាំ។",
        "មន្ទីរធនធានទឹកបានឱ្យដឹងថា សាឡាងនេះនឹងធ្វើដំណើរប្រាំមួយដងក្នុងមួយថ្ងៃ ហើយថ្លៃសំបុត្រស្មើពាក់កណ្តាលថ្លៃឡានក្រុង។",
        "ការជួសជុលកំពង់ផែចំណាយពេលពីរឆ្នាំ",
        "ឈើនៃកំពង់ផែចាស់បានពុករលួយ ហើយសសរត្រូវទឹកនាំទៅបាត់។ អ្នកម៉ៅការក្នុងតំបន់បានដាំសសរថ្មី និងសាងសង់បន្ទប់រង់ចាំ។",
    ),
    "my": (
        "သတင်း", "နှစ်လေးဆယ်အကြာတွင် မြစ်ကမ်းရွာများသို့ ကူးတို့သင်္ဘော ပြန်လည်ပြေးဆွဲ", "", "၈ ဇွန် ၂၀၂၆",
        "မြစ်ကမ်းရွာများအတွက် ကူးတို့သင်္ဘောသည် နှစ်လေးဆယ်ရပ်နားပြီးနောက် တနင်္လာနေ့တွင် ပြန်လည်ပြေးဆွဲခဲ့သည်။",
        "ရေအရင်းအမြစ်ဌာန၏ ပြောကြားချက်အရ ကူးတို့သည် တစ်နေ့လျှင် ခြောက်ကြိမ် ပြေးဆွဲမည်ဖြစ်ပြီး ယာဉ်စီးခမှာ တစ်ဝက်ဖြစ်သည်။",
        "ဆိပ်ကမ်းပြုပြင်ရန် နှစ်နှစ်ကြာ",
        "ဆိပ်ကမ်းဟောင်း၏ သစ်သားများ ဆွေးမြည့်နေပြီး တိုင်များမှာ မြစ်ထဲသို့ မျောပါသွားခဲ့သည်။ တိုင်အသစ်များ စိုက်ထူခဲ့ကြသည်။",
    ),
    "th": (
        "ภูมิภาค", "เรือข้ามฟากกลับสู่หมู่บ้านริมแม่น้ำหลังหยุดไปสี่สิบปี", "โดย นิดา แสงทอง", "8 มิ.ย. 2569 10:30 น.",
        "เรือข้ามฟากสำหรับหมู่บ้านริมแม่น้ำกลับมาให้บริการอีกครั้งเมื่อวันจันทร์ หลังจากหยุดไปนานสี่สิบปี เรือเที่ยวแรกออกเจ็ดโมงเช้า",
        "สำนักงานทรัพยากรน้ำระบุว่าเรือจะให้บริการวันละหกเที่ยว และค่าโดยสารถูกกว่ารถเมล์ครึ่งหนึ่ง เจ้าหน้าที่กล่าวว่าเวลาอาจเปลี่ยน",
        "ซ่อมท่าเรือใช้เวลาสองปี",
        "ไม้ของท่าเรือเก่าผุพังและเสาถูกน้ำพัดหายไป ผู้รับเหมาในท้องถิ่นใช้เวลาสองปีในการตั้งเสาใหม่และสร้างศาลาพักผู้โดยสาร",
    ),
}  # fmt: skip
AUTHORS = {"hi": "नीलम शर्मा", "am": "አበበ ከበደ", "hy": "Նարինե Սարգսյան", "km": "នារី សុខ", "th": "นิดา แสงทอง"}


@pytest.mark.parametrize("lang", PAGES)
def test_paragraphs_are_known_by_the_marks_of_their_script(lang: str) -> None:
    _, title, _, _, *text = PAGES[lang]
    record = found(*filter(None, PAGES[lang]), "© 2026")

    assert (record["lang"], record["title"], record["date"]) == (lang, title, "2026-06-08")
    assert [*filter(None, [record["summary"]]), *record["paragraphs"]] == text
    assert record["body"].count("\n## ") == 1
    assert record["authors"] == ([AUTHORS[lang]] if lang in AUTHORS else [])


def wrapped(line: str, most: int) -> list[str]:
    """Return a line broken as programs do that count letters and know no columns: words that are too long are cut."""
    return textwrap.wrap(line, most, break_on_hyphens=False)


@pytest.mark.parametrize(("lang", "most"), [("hi", 72), ("am", 72), ("my", 72), ("th", 68)])
def test_text_that_was_wrapped_by_letters_is_whole_again(lang: str, most: int) -> None:
    """Vowel signs take no column, so that such lines are of many widths."""
    _, title, _, day, first, second, _, third = PAGES[lang]
    text = [f"{first} {second}", f"{third} {first}", f"{second} {third}"]
    lines = [line for paragraph in (title, day, *text) for line in (*wrapped(paragraph, most), "")]

    assert [*found(*lines, between="\n")["paragraphs"]] == text


def test_tibetan_paragraphs_are_kept_though_headlines_end_as_they_do() -> None:
    title = "ལོ་བཞི་བཅུའི་རྗེས་སུ་ཆུ་འགྲམ་གྱི་གྲོང་གསེབ་ལ་གྲུ་གཟིངས་སླར་ཡང་བསླེབས་པ།"
    text = (
        "ཆུ་འགྲམ་གྱི་གྲོང་གསེབ་རྣམས་ལ་གྲུ་གཟིངས་ཞབས་ཞུ་ལོ་བཞི་བཅུའི་བར་མཚམས་ཆད་པའི་རྗེས་སུ་གཟའ་ཟླ་བའི་ཉིན་སླར་ཡང་འགོ་འཛུགས་བྱས་པ་རེད།",
        "ཆུའི་ལས་ཁུངས་ཀྱིས་བརྗོད་དོན་ལྟར་ན་གྲུ་གཟིངས་འདི་ཉིན་རེར་ཐེངས་དྲུག་འགྲོ་གི་རེད་ལ་འགྲོ་གྲོན་ནི་སྤྱི་སྤྱོད་རླངས་འཁོར་གྱི་ཕྱེད་ཀ་རེད།",
        "ས་གནས་སློབ་གྲྭའི་དགེ་རྒན་མ་ཞིག་གིས་བདུན་ཕྲག་དང་པོ་ནས་ཕྲུ་གུ་ཚོ་སློབ་གྲྭར་ཡོང་མཁན་མང་དུ་ཕྱིན་ཡོད་པ་རེད་ཅེས་བཤད་སོང་།",
    )
    record = found("གསར་འགྱུར།", title, "༢༠༢༦ ཟླ་ ༦ ཚེས་ ༨", *text)

    assert (record["lang"], record["title"], record["date"]) == ("bo", title, "2026-06-08")
    assert tuple(record["paragraphs"]) == text


def test_georgian_lines_go_on_nowhere_though_all_its_letters_are_small() -> None:
    lines = (
        "სპორტი", "ორმოცი წლის შემდეგ ბორანი მდინარისპირა სოფლებს დაუბრუნდა", "ავტორი: ნინო გელაშვილი",
        "8 ივნისი, 2026, 10:30",
        "მდინარისპირა სოფლებისთვის ბორანმა ორმოცწლიანი შესვენების შემდეგ ორშაბათს კვლავ დაიწყო მოძრაობა.",
        "წყლის სააგენტოს ცნობით, ბორანი დღეში ექვსჯერ იმოძრავებს და ბილეთის ფასი ავტობუსის ფასის ნახევარია.",
        "ნავმისადგომის შეკეთებას ორი წელი დასჭირდა",
        "ძველი ნავმისადგომის ხე დამპალი იყო, ბოძები კი წყალმა წაიღო. ადგილობრივმა ხელოსნებმა ახალი ბოძები დადგეს.",
    )  # fmt: skip
    record = found(*lines, between="\n")

    assert (record["title"], record["date"], record["authors"]) == (lines[1], "2026-06-08", ["ნინო გელაშვილი"])
    assert tuple(record["paragraphs"]) == lines[4:]


def test_a_quotation_that_opens_with_a_closing_mark_is_a_paragraph_of_its_own() -> None:
    quoted = "”Förut tog resan till sjukhuset en hel dag, nu är vi hemma igen till lunch”, säger en av passagerarna."
    lines = (
        "Färjan är tillbaka vid byarna efter fyrtio år",
        "Färjan till byarna vid älven går igen sedan i måndags, efter ett uppehåll på fyrtio år. Åttio åkte med.",
        "Reparationen tog två år och kostade mer än man trodde",
        quoted,
        "Läraren i byn berättar att fler barn kommer till skolan sedan den första veckan, och hon hoppas på våren.",
    )

    assert quoted in found(*lines, between="\n")["paragraphs"]


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("यह सेवा चलेगी।", True), ("धर्मः रक्षति रक्षितः॥", True), ("አገልግሎቱ ተጀመረ።", True), ("አገልግሎቱ ተጀመረ፡፡", True),
        ("አገልግሎቱ ይቀጥላል፧", True), ("ပြေးဆွဲခဲ့သည်။", True), ("បានចាប់ផ្តើម។", True), ("ចប់៕", True), ("བྱས་པ་རེད།", True),
        ("Ծառայությունը վերսկսվեց։", True), ("یہ سروس بحال ہو گئی۔", True), ("هل تستمر الخدمة؟", True),
        ("«አሁን እንመለሳለን።»", True), ("ፎቶ፡", False), ("በተጨማሪም፣", False), ("အမေ့ကို၊", False), ("Հեղինակ՝", False),
    ],
)  # fmt: skip
def test_sentences_end_with_the_marks_of_their_script(line: str, ends: bool) -> None:
    assert ends_sentence(line) == ends
    assert end_sentences([line]) == [ends]


def test_a_long_line_of_thai_is_a_paragraph_and_a_short_one_a_headline() -> None:
    long, short = PAGES["th"][4], PAGES["th"][1]

    assert end_sentences([long, short, f"“{long}”"]) == [True, False, True]
    assert not ends_sentence(long[:72])


@pytest.mark.parametrize(
    ("written", "lang"),
    [
        ("٨ی حوزەیرانی ٢٠٢٦", "ckb"), ("دووشەممە 8ی حوزەیرانی 2026", "ckb"), ("8'ê Hezîrana 2026'an", "ku"),
        ("8ê Hezîranê 2026", "ku"), ("2026-يىلى 6-ئاينىڭ 8-كۈنى", "ug"), ("2026-يىل 8-ئىيۇن", "ug"),
        ("سومر 8 جون 2026", "sd"), ("د ۱۴۰۵ کال د غبرګولي ۱۸مه", "ps"), ("دوشنبه ۱۸ جوزا ۱۴۰۵", "fa"),
        ("מאָנטיק, דעם 8טן יוני 2026", "yi"), ("יוני 8, 2026", "yi"),
        ("ሰኞ ሰኔ 1 ቀን 2018 ዓ.ም", "am"), ("ሰኔ 01, 2018 ዓ/ም", "am"), ("01/10/2018 ዓ.ም", "am"), ("ጁን 8, 2026", "am"),
        ("၈ ဇွန် ၂၀၂၆", "my"), ("ဇွန် ၈၊ ၂၀၂၆", "my"), ("၂၀၂၆ ခုနှစ် ဇွန်လ ၈ ရက်", "my"),
        ("ថ្ងៃចន្ទ ទី៨ ខែមិថុនា ឆ្នាំ២០២៦", "km"), ("8 มิ.ย. 2569", "th"), ("วันจันทร์ที่ 8 เดือนมิถุนายน พ.ศ. 2569", "th"),
        ("ວັນຈັນ ທີ 8 ມິຖຸນາ 2026", "lo"), ("2026 ජුනි 08", "si"), ("༢༠༢༦ ཟླ་ ༦ ཚེས་ ༨", "bo"),
        ("ཕྱི་ལོ་ ༢༠༢༦ ལོའི་ཕྱི་ཟླ་ ༦ པའི་ཚེས་ ༨", "bo"), ("2026 оны 6-р сарын 8", "mn"),
        ("2026 оны зургаадугаар сарын 8-ны өдөр", "mn"), ("2026-yil 8-iyun", "uz"),
        ("2026-жылдын 8-июнь", "ky"), ("8 जून, 2026", "mr"), ("୮ ଜୁନ୍ ୨୦୨୬", "or"),
        ("8 જૂન 2026", "gu"), ("8 ਜੂਨ 2026", "pa"), ("8 ಜೂನ್ 2026", "kn"), ("8 ജൂൺ 2026", "ml"), ("8 জুন 2026", "as"),
        ("৮ই জুন ২০২৬", "bn"), ("8 جوون 2026", "ckb"), ("2026 ජූනි මස 08 වන සඳුදා", "si"), ("8 İyun 2026", "az"),
        ("8 iýun 2026", "tk"), ("8 июнь 2026", "tt"), ("২৫ জ্যৈষ্ঠ ১৪৩৩, ৮ জুন ২০২৬", "bn"), ("中華民國115年6月8日", "zh"),
        ("الاثنين 22 ذو الحجة 1447هـ 8 يونيو 2026م", "ar"), ("دوشنبه ۱۸ خرداد ۱۴۰۵ - ۸ ژوئن ۲۰۲۶", "fa"),
    ],
)  # fmt: skip
def test_a_day_is_read_as_newspapers_of_the_language_write_it(written: str, lang: str) -> None:
    assert dates.find_date(written, lang) == "2026-06-08"


def test_the_thirteenth_month_and_the_new_year_of_ethiopia() -> None:
    assert dates.find_date("ጳጉሜን 5 ቀን 2017 ዓ.ም", "am") == "2025-09-10"
    assert dates.find_date("መስከረም 1 ቀን 2018 ዓ.ም", "am") == "2025-09-11"
    assert dates.find_date("ጳጉሜን 6 ቀን 2015 ዓ.ም", "am") == "2023-09-11"
    assert dates.find_date("ጳጉሜን 6 ቀን 2016 ዓ.ም", "am") is None


@pytest.mark.parametrize(
    ("written", "lang"),
    [
        # The year of Nepal, of Bengal, of Thailand in two digits, of Ethiopia; the moon month of Tibet.
        ("२०८३/०२/२५", "ne"), ("2083-02-25", "ne"), ("5 رمضان 1447", "ne"), ("২৫/০২/১৪৩৩", "bn"), ("8/6/69", "th"),
        ("01/10/2018", "am"), ("ሰኔ 1/2018", "am"), ("2 መጋቢት 2018 ዓ.ም", "ti"),
        ("2026 བོད་ཟླ་ 6 ཚེས་ 8", "bo"), ("15 Kanûna Paşîn 2026", "ku"),
    ],
)  # fmt: skip
def test_a_date_that_may_be_of_another_calendar_is_left_open(written: str, lang: str) -> None:
    assert dates.find_date(written, lang) is None


def test_a_year_of_bengal_gives_no_lunar_month() -> None:
    text = (
        "নদীপাড়ের গ্রামগুলোর জন্য ফেরি চলাচল চল্লিশ বছর বন্ধ থাকার পর সোমবার আবার শুরু হয়েছে।",
        "পানি কর্তৃপক্ষ জানিয়েছে, ফেরিটি প্রতিদিন ছয়বার যাতায়াত করবে এবং ভাড়া বাসের ভাড়ার অর্ধেক।",
    )

    assert found("চল্লিশ বছর পর নদীপাড়ের গ্রামে আবার চালু হলো ফেরি", "২৫/০২/১৪৩৩", *text)["published"] is None


def test_words_with_vowel_signs_count_once() -> None:
    assert dates.words_beside("प्रकाशित: सोमवार, 8 जून 2026") == 2
    assert dates.is_date_line("প্রকাশের তারিখ: সোমবার, ৮ জুন ২০২৬")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Հեղինակ՝ Նարինե Սարգսյան", ("byline", "Նարինե Սարգսյան")), ("ដោយ៖ នារី សុខ", ("byline", "នារី សុខ")),
        ("ጸሐፊ፦ አበበ ከበደ", ("byline", "አበበ ከበደ")), ("ፎቶ፡ ኢዜአ", ("caption", "ኢዜአ")),
        ("هي به پڙهو: نئين پل", ("also", "نئين پل")),
        ("بۇنىمۇ ئوقۇڭ: يېڭى كۆۋرۈك", ("also", "يېڭى كۆۋرۈك")), ("לייענט אויך: די נײַע בריק", ("also", "די נײַע בריק")),
        ("Her wiha bixwîne: Pira nû", ("also", "Pira nû")), ("Yana o‘qing: Yangi ko‘prik", ("also", "Yangi ko‘prik")),
        ("Мөн унших: Шинэ гүүр", ("also", "Шинэ гүүр")), ("Тағы оқыңыз: Жаңа көпір", ("also", "Жаңа көпір")),
        ("資料來源：http://example.org/a", ("source", "http://example.org/a")), ("मूल्यांकन: अच्छा", None),
    ],
)  # fmt: skip
def test_labels_are_known_before_the_colons_of_their_script(line: str, said: tuple[str, str] | None) -> None:
    assert cues.prefix(line) == said


def test_a_word_that_begins_as_a_cue_does_is_none() -> None:
    """`फोटो` is a picture, `फोटोग्राफर` whoever takes it, and a vowel sign is a part of the word."""
    assert "caption" in cues.beginnings("फोटो साभार")
    assert "caption" not in cues.beginnings("फोटोग्राफर ने कहा")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("Thứ Hai", False), ("Bazar ertəsi", False), ("Б.Номин", True), ("U.S", False), ("Nguyễn Thu Hà", True)],
)
def test_what_reads_like_a_name(text: str, is_one: bool) -> None:
    assert names.is_name(text) == is_one


def test_a_weekday_of_two_words_is_no_author() -> None:
    text = (
        "Phà trở lại các làng ven sông sau bốn mươi năm", "Thứ Hai, 8/6/2026, 10:30 (GMT+7)",
        "Tuyến phà phục vụ các làng ven sông hoạt động trở lại hôm thứ Hai sau bốn mươi năm gián đoạn.",
        "Theo sở giao thông, phà sẽ chạy sáu chuyến mỗi ngày và giá vé bằng một nửa giá xe buýt.",
    )  # fmt: skip

    assert found(*text)["authors"] == []


def test_a_name_with_its_role_is_no_headline() -> None:
    lines = (
        "사십 년 만에 강변 마을로 돌아온 나룻배", "김나영 기자", "입력 2026년 6월 8일 10:30",
        "강변 마을을 오가는 나룻배가 사십 년의 중단 끝에 월요일 다시 운항을 시작했다. 첫 배는 아침에 떠났다.",
        "수자원 당국에 따르면 배는 하루 여섯 번 오가며 요금은 버스의 절반이다. 장마철에는 시간이 바뀔 수 있다.",
        "마을 학교 교사는 첫 주부터 아이들의 출석이 늘었다고 말한다.",
    )  # fmt: skip
    record = found("홈", "정치", "사회", *lines)

    assert (record["title"], record["authors"], record["date"]) == (lines[0], ["김나영"], "2026-06-08")


def test_a_date_is_no_standfirst() -> None:
    text = (
        "بعد توقف دام أربعين سنة، عودة العبّارة إلى قرى ضفة الوادي", "نشر يوم الاثنين 8 جوان 2026 على الساعة 10:30",
        "بقلم: نسرين بن عمر",
        ("استأنفت العبّارة التي تربط قرى ضفة الوادي رحلاتها صباح الاثنين بعد توقف دام أربعين سنة. "
        "وانطلقت أول رحلة على الساعة السابعة صباحا من الرصيف القديم وعلى متنها ثمانون راكبا."),
        ("وأفادت المندوبية الجهوية للتنمية بأن العبّارة ستؤمّن ست رحلات يوميا بنصف سعر تذكرة الحافلة. "
        "وأضاف المصدر ذاته أن التوقيت قد يتغيّر خلال موسم الأمطار."),
        ("وكان خشب الرصيف القديم قد تآكل وجرفت المياه أعمدته. "
        "وقامت مقاولات محلية خلال سنتين بتركيز أعمدة جديدة وبناء قاعة انتظار."),
        "اقرأ أيضا: الجسر الجديد على الطريق الجبلية يفتح قبل العيد",
        "«كان نقل أمي إلى المستشفى يأخذ يوما كاملا، والآن نعود قبل منتصف النهار»، تقول إحدى المسافرات.",
        "وتقول معلمة بالمدرسة الابتدائية إن حضور التلاميذ ارتفع منذ الأسبوع الأول. فهل ستتواصل الخدمة في موسم الأمطار؟",
        "ووعدت المندوبية ببناء رصيفين آخرين خلال السنة القادمة والترفيع في عدد العبّارات إلى أربع.",
    )  # fmt: skip
    record = found(*text)

    assert record["summary"] is None
    assert (record["date"], record["authors"]) == ("2026-06-08", ["نسرين بن عمر"])


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("كتب: محمد علي", ["محمد علي"]), ("غرفة الأخبار", []), ("مانیٹرنگ ڈیسک", []), ("מערכת האתר", []),
        ("ڕووداو دیجیتاڵ", []), ("टीम डिजिटल", []), ("স্টাফ রিপোর্টার", []), ("জেলা প্রতিনিধি, বগুড়া", []),
        ("ახალი ამბები", []),
        ("አዲስ አበባ (ኢዜአ)", []), ("ทีมข่าวภูมิภาค", []), ("โดย นิดา แสงทอง", ["นิดา แสงทอง"]), ("Báo Tuổi Trẻ", []),
        ("ရေးသားသူ- နီလာဝင်း", ["နီလာဝင်း"]), ("Э.Бат-Эрдэнэ", ["Э.Бат-Эрдэнэ"]),
    ],
)  # fmt: skip
def test_a_desk_or_an_outlet_beside_the_date_is_no_author(line: str, authors: list[str]) -> None:
    text = (
        "The ferry from the old harbour sails again since Monday, after a break of forty years, and people cheered.",
        "The town says that it will sail six times a day and that a ticket costs half of what the bus costs.",
        "A teacher in the village said that more children come to school since the first week of the service.",
    )

    assert found("Ferry is back after forty years", line, "8 June 2026", *text)["authors"] == authors


def test_the_word_for_the_hour_is_no_author() -> None:
    section, title, _, day, *text = PAGES["th"]

    assert found(section, title, "ทีมข่าวภูมิภาค", day, *text)["authors"] == []


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("مسافر گھاٹ پر جمع ہیں فوٹو: اے پی پی", "مسافر گھاٹ پر جمع ہیں", "اے پی پی"),
        ("पहली नाव का इंतज़ार करते यात्री। फोटो: पीटीआई", "पहली नाव का इंतज़ार करते यात्री।", "पीटीआई"),
        ("ተሳፋሪዎች ጀልባ ሲጠብቁ። ፎቶ፦ ኢዜአ", "ተሳፋሪዎች ጀልባ ሲጠብቁ።", "ኢዜአ"),
        ("Ուղևորները սպասում են։ Լուսանկարը՝ Արմենպրես", "Ուղևորները սպասում են։", "Արմենպրես"),
        ("פּאַסאַזשירן בײַם ברעג פֿאָטאָ: רויטערס", "פּאַסאַזשירן בײַם ברעג", "רויטערס"),
    ],
)
def test_a_credit_is_known_by_the_label_and_the_colon_of_its_script(line: str, caption: str, credit: str) -> None:
    page = f"<figure><img src=a.jpg><figcaption>{line}</figcaption></figure>"
    shown = read(f"<h1>A</h1><article>{page}<p>{'A b c. ' * 40}</p></article>".encode(), "x.html")[0]

    assert captions.split(line) == (caption, credit)
    assert (shown.image_caption, shown.image_credit) == (caption, credit)


LANGUAGES = {
    "am": "ጀልባው ከአርባ ዓመት በኋላ ወደ ወንዝ ዳር መንደሮች ተመለሰ",
    "as": "চল্লিছ বছৰৰ পাছত নদীৰ পাৰৰ গাঁৱলৈ পুনৰ ফেৰী সেৱা আৰম্ভ হৈছে",
    "ba": "Ҡырҡ йылдан һуң паром йылға буйындағы ауылдарға ҡайтты",
    "bal": "چل سال ءَ رند بوجیگ پدا کور ءِ لمب ءِ میتگاں آتک",
    "bn": "চল্লিশ বছর পর নদীপাড়ের গ্রামে আবার চালু হলো ফেরি",
    "bo": "ལོ་བཞི་བཅུའི་རྗེས་སུ་ཆུ་འགྲམ་གྱི་གྲོང་གསེབ་ལ་གྲུ་གཟིངས་སླར་ཡང་བསླེབས་པ།",
    "dz": "ལོ་ངོ་བཞི་བཅུའི་ཤུལ་ལས་ ཆུའི་མཐའ་མར་ཡོད་པའི་གཡུས་ཚན་ཚུ་ལུ་ གྲུ་གཟིངས་ལོག་འབད་རུང་འོང་ནུག།",
    "jv": "Sawise patang puluh taun, prau tambangan bali maneh menyang desa-desa ing pinggir kali",
    "ks": "ژَتجِہ ؤری پتہٕ چھِ دریاو بَٹھہِ کین گامن منز ناو سٔروِس دوبارٕ شروع گٔمژ",
    "ku": "Piştî çil salan keştî vegeriya gundên ber çemî",
    "my": "နှစ်လေးဆယ်အကြာတွင် မြစ်ကမ်းရွာများသို့ ကူးတို့သင်္ဘော ပြန်လည်ပြေးဆွဲ",
    "om": "Waggaa afurtama booda dooniin gara gandoota qarqara lagaatti deebite",
    "pnb": "چالھی ورھیاں مگروں دریا کنڈھے دے پنڈاں تک بیڑی فیر چل پئی، لوکاں نیں خوشی منائی",
    "si": "වසර හතළිහකට පසු ගංගාබඩ ගම්මානවලට යළි බෝට්ටු සේවය",
    "ti": "ድሕሪ ኣርብዓ ዓመት ጃልባ ናብ ገምገም ሩባ ዝርከቡ ዓድታት ተመሊሳ",
    "ur": "دریا کنارے کے دیہات میں چالیس برس بعد کشتی سروس بحال",
    "uz": "Qirq yildan keyin parom daryo bo‘yidagi qishloqlarga qaytdi",
}


@pytest.mark.parametrize(("lang", "text"), LANGUAGES.items())
def test_languages_that_share_a_script_are_told_apart(lang: str, text: str) -> None:
    assert guess(text)[0] == lang


@pytest.mark.parametrize("letters", [("brtkmnslpd", "aeiou"), ("бртксмнлпд", "аеиоу")])
def test_a_long_text_in_no_language_that_is_known_has_none(letters: tuple[str, str]) -> None:
    """Of ninety different words, each language that is known has more than a few in common with every text in it."""
    consonants, vowels = letters
    syllables = [consonant + vowel for consonant in consonants for vowel in vowels]
    words = [f"{syllables[at % 50]}{syllables[(7 * at + 3) % 50]}{syllables[(11 * at + 5) % 50]}" for at in range(90)]

    assert guess(" ".join(words)) == (None, 0.0)


def test_a_list_of_names_is_of_the_language_of_its_few_words() -> None:
    players = " ".join(f"Ana Bore{at} {at} points, Cato Dima{at} {at} goals and a save." for at in range(60))

    assert guess(f"Results of the games on Friday in the two towns\n{players}")[0] == "en"


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("เรือข้ามฟากกลับสู่หมู่บ้านริมแม่น้ำหลังหยุดไปสี่สิบปี", "เรือข้ามฟากกลับสู่หมู่บ้านริม"),
        ("សាឡាងឆ្លងទន្លេត្រឡប់មកភូមិមាត់ទន្លេវិញក្រោយសែសិបឆ្នាំ", "សាឡាងឆ្លងទន្លេត្រឡប់មកភូមិមាត់"),
        ("ပြန်လည်ပြေးဆွဲနှစ်လေးဆယ်အကြာတွင်မြစ်ကမ်းရွာများသို့", "ပြန်လည်ပြေးဆွဲနှစ်လေးဆယ်အကြာတွ"),
    ],
)
def test_a_slug_is_cut_between_letters_with_what_belongs_to_them(title: str, made: str) -> None:
    assert slug(title) == made
