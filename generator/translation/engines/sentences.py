"""Where one sentence ends and the next begins, in the languages of news."""

import re

_END = re.compile(r"(?<=[.!?؟…۔।。！？])[\"'»”’)\]]*(?:\s+|(?<=[。！？]))")
_OPENING = "\"'«“‘„([{—–-¿¡"
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[«“\"'])(?:[^\W\d_]|[^\W\d_]\.[^\W\d_]|Mr|Mrs|Ms|Dr|Dra|Prof|Profa|Sr|Sra|Srta|Sres|Srs|St|Sta|Sto|Gen|Gov"
    r"|Sen|Rep|Lt|Col|Capt|Jr|vs|Inc|Ltd|No|núm|Ud|Uds|art|Exmo|Eng|Av|pp?|им|ул|тыс|млн|млрд|руб|стр|др|гг|см|ср|яз|т\.е"
    r"|т\.д|т\.п|bkz|vb|Doç|Yrd|Av|أ\.د)\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of `text` without the space around them; joined by spaces they are the whole text."""
    found, start = [], 0
    for end in _END.finditer(text):
        after = text[end.end() :].lstrip(_OPENING)[:1]
        if not after or after.islower() or _ABBREVIATION.search(text[start : end.start()]):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    found.append(text[start:].strip())
    return tuple(sentence for sentence in found if sentence)
