"""Strict reading of YAML: a mapping at the top, no duplicate keys, errors that name the file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from knowledge.errors import GuideError

M = TypeVar("M", bound=BaseModel)


def read_mapping(path: Path) -> dict[str, Any]:
    """The mapping in `path`; raises GuideError for a missing file, bad YAML or a key given twice."""
    try:
        data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise GuideError(str(path), "", "the file is missing") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}" if mark else ""
        raise GuideError(str(path), line, str(error.problem or error).splitlines()[0]) from None
    if not isinstance(data, dict):
        raise GuideError(str(path), "", "a mapping of keys to values is expected at the top")
    return data


def read_model(path: Path, model: type[M]) -> M:
    """The file validated as `model`; raises GuideError that names the file, the key and the reason."""
    try:
        return model.model_validate(read_mapping(path))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise GuideError(str(path), key, first["msg"]) from None
