{% autoescape false %}{{ file }}{% endautoescape %}
