"""Loading a guide: read every file strictly, check the references between them, fill in the sentences."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from knowledge.errors import GuideError
from knowledge.guide import Guide
from knowledge.model import Attachment, General, Record, Scheme
from knowledge.model.record import RecordFile
from knowledge.subsidy.requirements import check_scheme
from knowledge.template import render, values
from knowledge.yaml_file import read_model

GUIDES = Path(__file__).parent / "guides"
M = TypeVar("M", bound=BaseModel)


def guide_names() -> list[str]:
    """The installed guides, by folder name."""
    return sorted(path.name for path in GUIDES.iterdir() if (path / "guide.yml").is_file())


_LOADED: dict[str, Guide] = {}


def load_guide(name: str = "2018") -> Guide:
    """The installed guide `name`, read once; raises GuideError for an unknown or faulty one."""
    if name not in _LOADED:
        if name not in guide_names():
            raise GuideError(str(GUIDES), name, f"no such guide; installed are {', '.join(guide_names())}")
        _LOADED[name] = read_guide(GUIDES / name)
    return _LOADED[name]


def reload_guide(name: str) -> Guide:
    """The guide read afresh and put in force; where that raises GuideError, the one before stays."""
    _LOADED[name] = read_guide(GUIDES / name)
    return _LOADED[name]


def read_guide(folder: Path) -> Guide:
    """The guide in `folder`, read afresh; raises GuideError that names file, key and reason."""
    general_file = folder / "guide.yml"
    general = read_model(general_file, General)
    shared: dict[str, Any] = {"g": general, "gp": values(general.parameters), "year": general.year}
    general = _filled(general, shared, general_file)
    shared["g"] = general

    raw = {path: read_model(path, Scheme) for path in sorted((folder / "schemes").glob("*.yml"))}
    if not raw:
        raise GuideError(str(folder / "schemes"), "", "at least one scheme file is expected")
    shared["schemes"] = {scheme.id: values(scheme.parameters) for scheme in raw.values()}
    schemes: dict[str, Scheme] = {}
    for path, scheme in raw.items():
        if scheme.id in schemes:
            raise GuideError(str(path), "id", f"{scheme.id} is the id of another scheme file too")
        check_scheme(scheme, str(path))
        own = {**shared, "name": scheme.name, "short": scheme.short, "p": values(scheme.parameters)}
        schemes[scheme.id] = _filled(scheme, own, path)

    records = _records(folder, shared, schemes)
    attachments = _attachments(folder, shared)
    guide = Guide(folder.name, general, schemes, records, attachments)
    _check_references(guide, folder)
    return guide


def _records(folder: Path, shared: Mapping[str, Any], schemes: Mapping[str, Scheme]) -> dict[str, Record]:
    records: dict[str, Record] = {}
    for path in sorted((folder / "records").glob("*.yml")):
        for record in _filled(read_model(path, RecordFile), shared, path).records:
            if record.id in records:
                raise GuideError(str(path), record.id, "the id is given to two records")
            records[record.id] = record
    for scheme in schemes.values():
        for name, facet in scheme.facets.items():
            facet_id = f"{scheme.id}.{name}"
            records[facet_id] = Record(
                id=facet_id,
                clause=facet.clause,
                heading=facet.question.rstrip("？?"),
                question=facet.question,
                answer=facet.answer,
                detail=facet.detail,
                keywords=facet.keywords,
                schemes=(scheme.id,),
            )
    return records


def _attachments(folder: Path, shared: Mapping[str, Any]) -> dict[str, Attachment]:
    attachments: dict[str, Attachment] = {}
    for path in sorted((folder / "attachments").glob("*.yml")):
        attachment = read_model(path, Attachment)
        modes = tuple(_filled(mode, {**shared, "p": values(mode.parameters)}, path) for mode in attachment.modes)
        attachment = _filled(attachment.model_copy(update={"modes": ()}), shared, path)
        attachments[attachment.id] = attachment.model_copy(update={"modes": modes})
    return attachments


def _filled(model: M, variables: Mapping[str, Any], path: Path) -> M:
    """A copy of `model` in which every text has been rendered."""

    def fill(value: Any, key: str) -> Any:
        if isinstance(value, str):
            return render(value, variables, file=str(path), key=key)
        if isinstance(value, BaseModel):
            changed = {
                name: fill(getattr(value, name), f"{key}.{name}".lstrip(".")) for name in type(value).model_fields
            }
            return value.model_copy(update=changed)
        if isinstance(value, tuple):
            return tuple(fill(item, f"{key}.{number}") for number, item in enumerate(value))
        if isinstance(value, dict):
            return {name: fill(item, f"{key}.{name}") for name, item in value.items()}
        return value

    filled: M = fill(model, "")
    return filled


def _check_references(guide: Guide, folder: Path) -> None:
    """Everything that is referred to by id exists."""
    for record in guide.records.values():
        for related in record.related:
            if related not in guide.records and related not in guide.schemes:
                raise GuideError(str(folder / "records"), f"{record.id}.related", f"there is no record {related}")
        for scheme_id in record.schemes:
            if scheme_id not in guide.schemes:
                raise GuideError(str(folder / "records"), f"{record.id}.schemes", f"there is no scheme {scheme_id}")
    for scheme in guide.schemes.values():
        if scheme.attachment and scheme.attachment not in guide.attachments:
            raise GuideError(
                str(folder / "schemes"), f"{scheme.id}.attachment", f"there is no attachment {scheme.attachment}"
            )
    for step in guide.general.process:
        for scheme_id in step.waived_for:
            if scheme_id not in guide.schemes:
                raise GuideError(str(folder / "guide.yml"), f"process.{step.name}", f"there is no scheme {scheme_id}")
