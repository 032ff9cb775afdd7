"""Findings as programs read them: JSON, and SARIF 2.1.0, which code hosts show beside the lines."""

import json
from collections.abc import Sequence
from urllib.parse import quote

import msgspec

from generator import __version__
from generator.model import Finding

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_json(findings: Sequence[Finding]) -> str:
    """Return `{"findings": […]}`."""
    values = [msgspec.to_builtins(found) for found in findings]
    return json.dumps({"findings": values}, ensure_ascii=False, indent=2)


def as_sarif(findings: Sequence[Finding]) -> str:
    """Return a SARIF 2.1.0 log with one run, files relative to the project."""
    codes = sorted({found.code for found in findings})
    driver = {
        "name": "nashra",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [{"id": code, "shortDescription": {"text": code.replace("-", " ")}} for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"PROJECT": {"description": {"text": "the folder of the digest"}}},
        "results": [_result(found, codes.index(found.code)) for found in findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _result(found: Finding, rule: int) -> dict[str, object]:
    text = f"{found.message}\n{found.hint}" if found.hint else found.message
    result: dict[str, object] = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": found.severity,
        "message": {"text": text},
    }
    if found.file:
        physical: dict[str, object] = {"artifactLocation": _artifact(found.file)}
        if found.line:
            column = {"startColumn": found.column} if found.column else {}
            physical["region"] = {"startLine": found.line, **column}
        result["locations"] = [{"physicalLocation": physical}]
    return result


def _artifact(file: str) -> dict[str, str]:
    if file.startswith("/"):
        return {"uri": f"file://{quote(file)}"}
    return {"uri": quote(file), "uriBaseId": "PROJECT"}
