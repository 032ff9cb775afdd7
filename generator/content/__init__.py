"""Everything that a person owns, read and written: articles, threads, sources, and what is wrong with them."""

from generator.content.articles import parse_article
from generator.content.encoding import body_of
from generator.content.records import Content, SourceRecord, load
from generator.content.scan import Scan, Stamp, is_settled, scan, scan_tree
from generator.content.tables import PROPOSED, parse_source, parse_thread
from generator.content.write import article_document, create_new, safe_join, write_atomic

__all__ = [
    "PROPOSED",
    "Content",
    "Scan",
    "SourceRecord",
    "Stamp",
    "article_document",
    "body_of",
    "create_new",
    "is_settled",
    "load",
    "parse_article",
    "parse_source",
    "parse_thread",
    "safe_join",
    "scan",
    "scan_tree",
    "write_atomic",
]
