"""py3langid, which knows a language by its byte sequences; asked only where letters leave the question open."""

from copy import copy
from functools import cache
from typing import Any

# Among fewer languages there is nothing to tell.
_TWO = 2
# Where py3langid has one language under another name, or under several.
_NAMES = {"sr-Cyrl": ("sr",), "uz-Cyrl": ("uz",), "no": ("no", "nb", "nn")}


def likelihoods(text: str, languages: tuple[str, ...]) -> dict[str, float]:
    """Return how likely each of `languages` is among them; empty where py3langid is not installed, or knows but one."""
    identifier = _identifier(languages)
    if identifier is None or len(identifier.nb_classes) < _TWO:
        return {}
    shares = dict(identifier.rank(text))
    return {lang: max(float(shares.get(name, 0.0)) for name in _names(lang)) for lang in languages}


def _names(lang: str) -> tuple[str, ...]:
    return _NAMES.get(lang, (lang,))


@cache
def _model() -> Any:  # noqa: ANN401 - a class of an optional package without types
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError:
        return None
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _identifier(languages: tuple[str, ...]) -> Any:  # noqa: ANN401 - as `_model`
    """Return the model set to `languages`, as far as it knows them."""
    model = _model()
    if model is None:
        return None
    restricted = copy(model)
    wanted = {name for lang in languages for name in _names(lang)}
    restricted.set_languages(sorted(wanted & set(model.nb_classes)))
    return restricted
