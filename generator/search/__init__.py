"""The search index: words of all languages folded and stemmed by one table, and the files that the page's script reads.

`words` reads `words.json`; `templates/assets/search-words.js` does the same with the same table.
"""

from generator.search.files import SearchFiles, table_file
from generator.search.words import TABLE, fold, words_in, words_of

__all__ = ["TABLE", "SearchFiles", "fold", "table_file", "words_in", "words_of"]
