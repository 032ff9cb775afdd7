"""Agreed renderings: found in originals as they are inflected, wanted in translations, suggested where they lack."""

from pathlib import Path

from generator.content.glossary import Term, load_terms
from generator.model import Finding
from generator.translation.glossary.agreed import Glossary, Hit, Repaired

__all__ = ["Glossary", "Hit", "Repaired", "Term", "read_glossary"]


def read_glossary(project: Path) -> tuple[Glossary, tuple[Finding, ...]]:
    """Return the digest's glossary, empty where there is no file, and what is wrong in it."""
    terms, findings = load_terms(project)
    return Glossary(terms), findings
