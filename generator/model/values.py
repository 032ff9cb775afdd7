"""What all values have in common, and a finding: the one value that every part makes."""

from typing import Literal, TypeAlias

import msgspec

Severity: TypeAlias = Literal["error", "warning", "note"]
Direction: TypeAlias = Literal["ltr", "rtl"]
ArticleFormat: TypeAlias = Literal["article", "live", "video", "analysis"]
TranslationStatus: TypeAlias = Literal["machine", "edited", "human", "partial"]
ThreadStatus: TypeAlias = Literal["open", "dormant", "closed"]
SourceKind: TypeAlias = Literal["outlet", "agency", "ministry", "organisation", "person"]


class Value(msgspec.Struct, frozen=True):
    """A frozen value compared by its fields."""


class Finding(Value, frozen=True, kw_only=True):
    """Something an author can mend: where, what, and what to do. Lines and columns count from 1; 0 is unknown."""

    code: str
    severity: Severity
    file: str
    line: int = 0
    column: int = 0
    message: str
    hint: str = ""
