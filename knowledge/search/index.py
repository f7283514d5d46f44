"""The full-text index: a SQLite FTS5 file, built beside its place, moved there in one step, and only read after."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from importlib.metadata import version
from math import log
from pathlib import Path

from sqlite_utils import Database

from knowledge.guide import Guide
from knowledge.search.entries import Entry, guide_entries
from knowledge.search.normal import normal
from knowledge.search.pinyin import text_pairs
from knowledge.search.synonyms import Synonyms, load_synonyms
from knowledge.search.tokens import index_words

WEIGHTS: Mapping[str, float] = {
    "heading": 8.0,
    "question": 8.0,
    "keywords": 6.0,
    "text": 2.0,
    "scheme": 3.0,
    "pinyin": 2.0,
}
"""How much a word counts in each field of an entry."""
TOKENIZER = "unicode61 tokenchars '_-.%'"
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """An entry with its words, those of its core (all fields but the text), and the core's pairs of syllables."""

    entry: Entry
    words: frozenset[str]
    core: frozenset[str]
    sounds: frozenset[str]


class SearchIndex:
    """An index that is open for reading; any number of threads may search it."""

    def __init__(self, path: Path, synonyms: Synonyms) -> None:
        self.path = path
        self.synonyms = synonyms
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self.rows: Sequence[Row] = [_row(*values) for values in self._connection.execute(_READ)]

    def ranked(self, expression: str, limit: int) -> list[tuple[int, float]]:
        """Positions in `rows` of the entries that match an FTS5 expression, with their weighted BM25, best first."""
        with self._lock:
            found = self._connection.execute(_MATCH, (expression, limit)).fetchall()
        return [(rowid - 1, -rank) for rowid, rank in found]

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """Every entry, in the guide's order."""
        return [row.entry for row in self.rows]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that some entry holds."""
        return frozenset().union(*(row.words for row in self.rows))

    @cached_property
    def known_syllables(self) -> frozenset[str]:
        """Every syllable that some entry holds, folded."""
        return frozenset(syllable for row in self.rows for pair in row.sounds for syllable in pair.split("_"))

    def holds(self, token: str) -> bool:
        """Some entry holds the word, mark or pair of syllables."""
        return token in self._rarities

    def rarity(self, token: str) -> float:
        """The inverse document frequency of a token; the highest for one that no entry holds."""
        return self._rarities.get(token, self._highest)

    @cached_property
    def _highest(self) -> float:
        return log(1 + (len(self.rows) + 0.5) / 0.5)

    @cached_property
    def _rarities(self) -> Mapping[str, float]:
        holding = Counter(token for row in self.rows for token in row.words | row.sounds)
        return {token: log(1 + (len(self.rows) - count + 0.5) / (count + 0.5)) for token, count in holding.items()}

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


def open_index(path: Path, guide: Guide) -> SearchIndex:
    """The index of `guide` at `path`, built first where it is missing, unreadable or of other data or code.

    A build that fails raises its error and leaves the file as it was; an index that is already open goes on with what
    it opened until it is replaced by a new one.
    """
    entries = guide_entries(guide)
    synonyms = load_synonyms(guide)
    wanted = fingerprint(entries, synonyms)
    if stored_fingerprint(path) != wanted:
        build_index(path, entries, synonyms, wanted)
    return SearchIndex(path, synonyms)


def build_index(path: Path, entries: Sequence[Entry], synonyms: Synonyms, mark: str) -> None:
    """Write the index beside `path` and move it there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".new", dir=path.parent)
    os.close(handle)
    try:
        database = Database(name)
        try:
            _fill(database, entries, synonyms, mark)
        finally:
            database.close()
        with open(name, "rb") as written:
            os.fsync(written.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def fingerprint(entries: Sequence[Entry], synonyms: Synonyms) -> str:
    """Changes with the data, with the code of this package and with the versions of what cuts and spells words."""
    digest = hashlib.sha256(f"{version('jieba')} {version('pypinyin')} {sqlite3.sqlite_version}".encode())
    digest.update(json.dumps([[asdict(entry) for entry in entries], synonyms.groups], ensure_ascii=False).encode())
    for file in sorted((*HERE.glob("*.py"), *HERE.glob("*.yml"), HERE.parent / "words.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def stored_fingerprint(path: Path) -> str | None:
    """The fingerprint of the index at `path`; None where there is no readable one."""
    if not path.is_file():
        return None
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        found = connection.execute("SELECT value FROM meta WHERE key = 'fingerprint'").fetchone()
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.close()
    return str(found[0]) if found else None


def fields_of(entry: Entry, synonyms: Synonyms) -> dict[str, str]:
    """The words of each indexed field, separated by blanks."""
    keywords = "，".join(entry.keywords)
    written = {
        "heading": entry.heading,
        "question": entry.question,
        "keywords": keywords,
        "text": f"{entry.text} {entry.clause}",
    }
    words = {name: " ".join(index_words(text, synonyms)) for name, text in written.items()}
    words["scheme"] = " ".join(entry.schemes if len(entry.schemes) == 1 else ())
    words["pinyin"] = " ".join(text_pairs(normal(f"{entry.heading}，{entry.question}，{keywords}")))
    return words


def _fill(database: Database, entries: Sequence[Entry], synonyms: Synonyms, mark: str) -> None:
    database.conn.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    database.table("entries").insert_all(
        (
            {"position": number, "id": entry.id, "entry": json.dumps(asdict(entry), ensure_ascii=False)}
            for number, entry in enumerate(entries, start=1)
        ),
        pk="position",
    )
    words = database.table("words")
    words.insert_all(
        ({"position": number, **fields_of(entry, synonyms)} for number, entry in enumerate(entries, start=1)),
        pk="position",
    )
    words.enable_fts(list(WEIGHTS), tokenize=TOKENIZER)
    weights = ", ".join(map(str, WEIGHTS.values()))
    database.execute("INSERT INTO words_fts(words_fts, rank) VALUES ('rank', ?)", [f"bm25({weights})"])
    database.table("meta").insert({"key": "fingerprint", "value": mark}, pk="key")
    database.conn.commit()


_READ = """
    SELECT entry, heading || ' ' || question || ' ' || keywords || ' ' || scheme, text, pinyin
    FROM entries JOIN words USING (position) ORDER BY position
"""
_MATCH = "SELECT rowid, rank FROM words_fts WHERE words_fts MATCH ? ORDER BY rank LIMIT ?"


def _row(entry: str, core: str, text: str, sounds: str) -> Row:
    values = json.loads(entry)
    kept = {field.name: values[field.name] for field in fields(Entry)}
    lists = {name: tuple(value) for name, value in kept.items() if isinstance(value, list)}
    words = frozenset(core.split())
    return Row(Entry(**{**kept, **lists}), words.union(text.split()), words, frozenset(sounds.split()))
