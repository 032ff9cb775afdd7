"""What providers say instead of a translation."""

import re

_QUOTA = re.compile(
    r"MYMEMORY WARNING|YOU USED ALL AVAILABLE FREE TRANSLATIONS|QUERY LENGTH LIMIT|INVALID LANGUAGE PAIR"
    r"|INVALID (?:TARGET|SOURCE) LANGUAGE|INVALID EMAIL|NO QUERY SPECIFIED|AUTHENTICATION FAILURE"
    r"|(?:LIMIT|QUOTA) EXCEEDED|PLEASE SELECT TWO DISTINCT LANGUAGES"
)
_PAGE = re.compile(
    r"Error \d{3} \((?:Server|Not|Too|Bad)|That['’]s an error|unusual traffic from your|detected unusual traffic"
    r"|(?:429|Error:?) Too Many Requests|(?:50\d|Error:?) (?:Internal Server Error|Bad Gateway|Service Unavailable)"
    r"|^\W*(?:Internal Server Error|Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out)\W*$"
    r"|50\d Gateway Time-?out|Service Temporarily Unavailable|Slowdown: \d+ per"
    r"|(?:solve|complete|enter|type|fill in) (?:the|this|a) captcha|recaptcha"
    r"|Before you continue to (?:Google|YouTube)|(?:please |must )enable (?:JavaScript|cookies)"
    r"|(?:quota|rate limit) (?:was |has been )?exceeded|You exceeded your current quota|(?:invalid|missing) API key",
    re.IGNORECASE,
)


def notice(text: str) -> bool:
    """Tell whether `text` is a provider's notice or error page."""
    return quota_notice(text) or bool(_PAGE.search(text))


def quota_notice(text: str) -> bool:
    """Tell whether `text` is a notice after which asking on is of no use."""
    return bool(_QUOTA.search(text))
