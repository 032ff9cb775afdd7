"""What is known of deep-translator's providers: limits, keys and codes. Nothing here imports it."""

from collections.abc import Mapping

from generator.model import Value
from generator.translation.engines.protocol import Limits


class Provider(Value, frozen=True, kw_only=True):
    """One of deep-translator's providers: its module and class, its limits, and what it needs to be told.

    `keys` says which environment variable fills which parameter; `optional` ones may be unset. `table` names the
    library's own table of codes, and `more` the codes that the service takes although the table lacks them.
    """

    module: str
    translator: str
    limits: Limits
    keys: Mapping[str, str] = {}
    optional: bool = False
    table: str = ""
    more: frozenset[str] = frozenset()
    note: str = ""


PROVIDERS: Mapping[str, Provider] = {
    "google": Provider(
        module="google",
        translator="GoogleTranslator",
        limits=Limits(characters=4900, url=7500, per_second=1.0),
        table="GOOGLE_LANGUAGES_TO_CODES",
        note="no key; its web page, which refuses an address that asks much",
    ),
    "mymemory": Provider(
        module="mymemory",
        translator="MyMemoryTranslator",
        limits=Limits(characters=480, utf8=480, per_second=1.0),
        table="MY_MEMORY_LANGUAGES_TO_CODES",
        note="no key; a small number of words a day, more with `email`",
    ),
    "libretranslate": Provider(
        module="libre",
        translator="LibreTranslator",
        limits=Limits(characters=1900, url=7500, workers=4),
        keys={"api_key": "LIBRE_API_KEY"},
        optional=True,
    ),
    "deepl": Provider(
        module="deepl",
        translator="DeeplTranslator",
        limits=Limits(url=7500),
        keys={"api_key": "DEEPL_API_KEY"},
        table="DEEPL_LANGUAGE_TO_CODE",
        more=frozenset({"ar", "ko", "nb"}),
    ),
    "microsoft": Provider(
        module="microsoft",
        translator="MicrosoftTranslator",
        limits=Limits(characters=9000),
        keys={"api_key": "MICROSOFT_API_KEY"},
        note="`region` if the key is bound to one",
    ),
    "qcri": Provider(
        module="qcri",
        translator="QcriTranslator",
        limits=Limits(characters=1900, url=7500, per_second=1.0),
        keys={"api_key": "QCRI_API_KEY"},
        table="QCRI_LANGUAGE_TO_CODE",
        note="Arabic, English and Spanish; `domain`, which is `news` unless told",
    ),
    "baidu": Provider(
        module="baidu",
        translator="BaiduTranslator",
        limits=Limits(characters=1900, utf8=5900, url=7500, per_second=1.0),
        keys={"appid": "BAIDU_APPID", "appkey": "BAIDU_APPKEY"},
        table="BAIDU_LANGUAGE_TO_CODE",
    ),
    "papago": Provider(
        module="papago",
        translator="PapagoTranslator",
        limits=Limits(characters=4900, per_second=1.0),
        keys={"client_id": "PAPAGO_CLIENT_ID", "secret_key": "PAPAGO_CLIENT_SECRET"},
        table="PAPAGO_LANGUAGE_TO_CODE",
        note="Korean and nine others, no Arabic",
    ),
    "yandex": Provider(
        module="yandex",
        translator="YandexTranslator",
        limits=Limits(characters=9000, per_second=1.0),
        keys={"api_key": "YANDEX_API_KEY"},
        note="the old interface, which takes old paid keys only",
    ),
}
