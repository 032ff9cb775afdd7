"""What providers say instead of a translation."""

import re

_NOTICE = re.compile(
    r"MYMEMORY WARNING|YOU USED ALL AVAILABLE FREE TRANSLATIONS|QUERY LENGTH LIMIT|INVALID LANGUAGE PAIR"
    r"|INVALID TARGET LANGUAGE|INVALID SOURCE LANGUAGE|INVALID EMAIL|NO QUERY SPECIFIED|AUTHENTICATION FAILURE"
    r"|LIMIT EXCEEDED|QUOTA EXCEEDED|PLEASE SELECT TWO DISTINCT LANGUAGES"
    r"|Error \d{3} \((?:Server|Not|Too|Bad)|That['’]s an error|unusual traffic|detected unusual"
    r"|(?:429|Error:?) Too Many Requests|Internal Server Error|Bad Gateway|Service (?:Temporarily )?Unavailable"
    r"|Gateway Time-?out|Slowdown: \d+ per|captcha|Before you continue to Google|enable JavaScript",
    re.IGNORECASE,
)


def notice(text: str) -> bool:
    """Tell whether `text` is a provider's notice or error page."""
    return bool(_NOTICE.search(text))
