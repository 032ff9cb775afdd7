"""What Nashra changes in Jinja shows in no page: templates make what Jinja alone makes of them."""

from __future__ import annotations

import jinja2
import pytest

from generator.compiling import Environment

TEMPLATES = {
    "base": "<{% block a %}base {{ x }}{% endblock %}|{% include 'part' %}|{% block b scoped %}{{ y }}{% endblock %}>",
    "child": "{% extends 'base' %}{% set y = 'set & <b>' %}{% block a %}{{ super() }} + {{ self.b() }}{% endblock %}",
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
}


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("x", ["<i> & ", ["<", 2]])
def test_a_template_makes_what_jinja_makes_of_it(name: str, x: object) -> None:
    loader, values = jinja2.DictLoader(TEMPLATES), {"x": x, "y": "<y>"}

    ours = Environment(loader=loader, autoescape=True).rendered(name, values)

    assert ours == jinja2.Environment(loader=loader, autoescape=True).get_template(name).render(values)


def test_an_error_says_the_file_and_line_of_the_included_template() -> None:
    files = {"page": "\n{% block a %}\n\n{% include 'part' %}{% endblock %}", "part": "\n\n\n\n{{ 1 // x }}"}
    told = Environment(loader=jinja2.FunctionLoader(lambda name: (files[name], f"templates/{name}", None)))

    with pytest.raises(ZeroDivisionError) as caught:
        told.rendered("page", {"x": 0})

    places = [(str(each.path).rpartition("templates/")[2], each.lineno + 1) for each in caught.traceback]
    assert [place for place in places if place[0] in files] == [("page", 2), ("page", 4), ("part", 5)]
