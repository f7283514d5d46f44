"""Strict reading of YAML: a mapping at the top, no duplicate keys, errors that name file, key and reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from knowledge.errors import GuideError

M = TypeVar("M", bound=BaseModel)

TIMESTAMP = "tag:yaml.org,2002:timestamp"
UNKNOWN_KEY = "extra_forbidden"
"""Named first: a misspelt key shows as one that is unknown and one that is missing."""
REASONS = {"missing": "the key is missing", UNKNOWN_KEY: "there is no such key"}
"""Plainer words for what the validation reports."""


class _Constructor(SafeConstructor):
    """Leaves an impossible date as text, so that the model that expects a date names its key."""

    def timestamp(self, node: Any) -> Any:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Constructor.add_constructor(TIMESTAMP, _Constructor.timestamp)


def read_mapping(path: Path) -> dict[str, Any]:
    """The mapping in `path`; raises GuideError for a missing or empty file, bad YAML or a key given twice."""
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = _Constructor
    try:
        data = reader.load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise GuideError(str(path), "", "the file is missing") from None
    except UnicodeDecodeError:
        raise GuideError(str(path), "", "the file is not text in UTF-8") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}" if mark else ""
        raise GuideError(str(path), line, str(error.problem or error).splitlines()[0]) from None
    except YAMLError as error:
        raise GuideError(str(path), "", f"this is not YAML: {str(error).splitlines()[0]}") from None
    if data is None:
        raise GuideError(str(path), "", "the file is empty")
    if not isinstance(data, dict):
        raise GuideError(str(path), "", "a mapping of keys to values is expected at the top")
    return data


def read_model(path: Path, model: type[M]) -> M:
    """The file validated as `model`; raises GuideError that names the file, the key and the reason."""
    data = read_mapping(path)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = min(error.errors(), key=lambda fault: fault["type"] != UNKNOWN_KEY)
        reason = REASONS.get(first["type"], first["msg"].removeprefix("Value error, "))
        raise GuideError(str(path), dotted(first["loc"], data), reason) from None


def dotted(location: tuple[str | int, ...], data: Any) -> str:
    """The path to a value inside the file's data; items of a list by their id or name, where they have one.

    >>> dotted(("conditions", 0, "clause"), {"conditions": [{"id": "filed"}]})
    'conditions.filed.clause'
    """
    parts: list[str] = []
    for part in location:
        if isinstance(data, Mapping):
            data = data.get(part)
            parts.append(str(part))
        elif isinstance(data, list) and isinstance(part, int):
            data = data[part]
            named = data if isinstance(data, Mapping) else {}
            parts.append(str(named.get("id") or named.get("name") or part))
    return ".".join(parts)
