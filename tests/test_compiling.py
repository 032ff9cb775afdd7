"""What Nashra changes in Jinja shows in no page: templates make what Jinja alone makes of them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import jinja2
import pytest
from digests import Digest

from generator.compiling import Environment

TEMPLATES = {
    "base": "<{% block a %}base {{ x }}{% endblock %}|{% include 'part' %}|{% block b scoped %}{{ y }}{% endblock %}>",
    "child": "{% extends 'base' %}{% set y = 'set & <b>' %}{% block a %}{{ super() }} + {{ self.b() }}{% endblock %}",
    "outside": "{% extends 'base' %}{% include 'part' %}{% if x %}{% include 'free' %}{% endif %}"
    "{% block a %}{% include 'free' %}{% block inner %}{% include 'part' %}{% endblock %}{% endblock %}",
    "perhaps": "{% include 'part' %}{% if x != '<i> & ' %}{% extends 'base' %}{% endif %}{% include 'free' %}",
    "part": "[{{ x }}{{ y is defined }}{{ i | default('-') }}]",
    "loop": "{% for i in x %}{% set x = i %}{% include 'part' %}{{ loop.index }}{% endfor %}{{ x }}",
    "blocks-in-loop": "{% for i in x %}{% block each scoped %}{{ i }}{% include 'part' %}{% endblock %}{% endfor %}",
    "captured": "{% set got %}{% include 'part' %}{% endset %}{{ got }}"
    "{% filter upper %}{% include 'part' %}{% endfilter %}",
    "missing": "{% include 'nowhere' ignore missing %}{% include ['nowhere', 'part'] %}"
    "{% include x ~ '' ignore missing %}",
    "apart": "{% include 'free' without context %}",
    "free": "{{ x is defined }}{{ range(2) | list }}",
    "macros": "{% macro m(a) %}{{ a }}{{ x is defined }}{{ caller() if caller }}{% include 'part' %}{% endmacro %}",
    "importing": "{% import 'macros' as told with context %}{% from 'macros' import m %}{{ told.m('<') }}{{ m('>') }}"
    "{% call m(1) %}{{ x }}{% endcall %}",
    "raw": "{% autoescape false %}{{ x }}{% include 'part' %}{% endautoescape %}{{ x }}",
    "set-later": "{% include 'part' %}{% set y = 'mine' %}{% include 'part' %}{% include 'sets' %}{{ y }}",
    "sets": "{% set y = x %}{% set z %}<{{ y }}>{% endset %}{{ z }}{{ y }}{% include 'part' %}",
    "sets-around": "{% set x = 'outer' %}{% include 'sets' %}{{ x }}"
    "{% for x in 'ab' %}{% include 'sets' %}{% endfor %}",
    "imported-around": "{% from 'macros' import m as y %}{% include 'part' %}",
    "included-blocks": "{% include 'base' %}{% include 'child' %}",
    "loops-apart": "{% for i in x %}{% include 'own-loop' %}{% endfor %}",
    "own-loop": "{% for j in 'ab' %}{{ loop.index }}{{ loop.last }}{% endfor %}{{ loop is defined }}",
    "round": "{% if x and not stop %}{% set stop = 1 %}{% include 'round' %}.{% endif %}{% include 'part' %}",
    "keys": "{{ d.key }}{{ d.items() | list }}{{ d.class }}{{ o.d.key }}{% if d.key %}{% include 'part' %}{% endif %}",
    "gone": "{{ d.gone is defined }}{{ d.gone | default('-') }}{{ nothing is defined }}{{ (d.gone or 1) is defined }}",
}


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("x", ["<i> & ", ["<", 2]])
def test_a_template_makes_what_jinja_makes_of_it(name: str, x: object) -> None:
    d = {"key": "<k>", "class": 1}
    loader, values = jinja2.DictLoader(TEMPLATES), {"x": x, "y": "<y>", "d": d, "o": SimpleNamespace(d=d)}
    environment = Environment(loader=loader, autoescape=True)

    ours = environment.rendered(name, values)

    assert ours == jinja2.Environment(loader=loader, autoescape=True).get_template(name).render(values)
    assert environment.rendered(name, values) == ours


def test_the_templates_of_the_theme_are_never_rendered_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not go well is done again as Jinja does it, which would take a build of our own theme twice as long."""

    def needed(_: Environment) -> Environment:
        raise AssertionError("a template went wrong")

    monkeypatch.setattr(Environment, "_with_care", property(needed))
    digest = Digest(tmp_path / "digest").thread("talks")
    digest.article("a.ar", published="2019-04-08", threads=["talks"], section="politics", tags=["t"], summary="s")
    digest.article("a.en", translation={"of": "a.ar.md", "status": "machine"})
    digest.article("b.ar", published="2019-04-09", threads=["talks"])

    assert digest.build().rendered


def test_a_changed_part_shows_in_the_next_build_of_the_same_process(tmp_path: Path) -> None:
    """A template is compiled with what it includes, so it is compiled again when that has changed."""
    digest = Digest(tmp_path / "digest").article("a.ar", published="2019-04-08")
    digest.build()

    digest.put("templates/partials/facts.html", "<p>changed</p>\n").build()

    assert "<p>changed</p>" in digest.page("ar/articles/a.html")
    assert digest.tree() == digest.clean_tree()


def test_an_error_says_the_file_and_line_of_the_included_template() -> None:
    files = {"page": "\n{% block a %}\n\n{% include 'part' %}{% endblock %}", "part": "\n\n\n\n{{ 1 // x }}"}
    told = Environment(loader=jinja2.FunctionLoader(lambda name: (files[name], f"templates/{name}", None)))

    with pytest.raises(ZeroDivisionError) as caught:
        told.rendered("page", {"x": 0})

    places = [(str(each.path).rpartition("templates/")[2], each.lineno + 1) for each in caught.traceback]
    assert [place for place in places if place[0] in files] == [("page", 2), ("page", 4), ("part", 5)]
