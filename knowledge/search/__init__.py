"""Full-text search over a guide.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from knowledge.loader import load_guide
>>> with TemporaryDirectory() as folder:
...     index = open_index(Path(folder) / "search.db", load_guide())
...     hits = search(index, "骑缝章要盖吗")
...     index.close()
>>> hits[0].entry.id, hits[0].clause, clarity(hits)
('seals', '五专项（五）', 'clear')
"""

from knowledge.search.entries import Entry
from knowledge.search.index import SearchIndex, open_index
from knowledge.search.query import Clarity, Hit, clarity, search

__all__ = ["Clarity", "Entry", "Hit", "SearchIndex", "clarity", "open_index", "search"]
