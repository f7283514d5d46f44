"""Loading a guide: read every file strictly, check the references between them, fill in the sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from knowledge.errors import GuideError
from knowledge.guide import Guide
from knowledge.model import Attachment, General, Material, Record, Scheme
from knowledge.model.record import RecordFile
from knowledge.subsidy.requirements import check_scheme
from knowledge.template import Named, render, values
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
    shared["schemes"] = Named("scheme", {scheme.id: values(scheme.parameters) for scheme in raw.values()})
    common = {condition.id for condition in general.base_conditions}
    if len(common) < len(general.base_conditions):
        raise GuideError(str(general_file), "base_conditions", "two conditions have the same id")
    schemes: dict[str, Scheme] = {}
    for path, scheme in raw.items():
        if scheme.id in schemes:
            raise GuideError(str(path), "id", f"{scheme.id} is the id of another scheme file too")
        check_scheme(scheme, str(path))
        for name in common & {condition.id for condition in scheme.conditions}:
            raise GuideError(str(path), f"conditions.{name}", "the id is that of a condition of every scheme too")
        own = {**shared, "name": scheme.name, "short": scheme.short, "p": values(scheme.parameters)}
        schemes[scheme.id] = _filled(scheme, own, path)

    records, record_files = _records(folder, shared)
    attachments = _attachments(folder, shared)
    guide = Guide(folder.name, general, schemes, {**records, **_facets(schemes)}, attachments)
    files = {**record_files, **{scheme.id: path for path, scheme in raw.items()}}
    known = {"record": {*guide.records, *schemes}, "scheme": {*schemes}, "attachment": {*attachments}}
    for file, key, kind, name in _references(guide, files, folder):
        if name not in known[kind]:
            raise GuideError(str(file), key, f"there is no {kind} {name}")
    return guide


def _records(folder: Path, shared: Mapping[str, Any]) -> tuple[dict[str, Record], dict[str, Path]]:
    """The records of all files by id, and the file of each."""
    records: dict[str, Record] = {}
    files: dict[str, Path] = {}
    for path in sorted((folder / "records").glob("*.yml")):
        for record in _filled(read_model(path, RecordFile), shared, path).records:
            if record.id in records:
                raise GuideError(str(path), record.id, f"the id is that of another record too, in {files[record.id]}")
            records[record.id], files[record.id] = record, path
    return records, files


def _facets(schemes: Mapping[str, Scheme]) -> dict[str, Record]:
    """The sides of the schemes as records."""
    records: dict[str, Record] = {}
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
        if attachment.id != path.stem:
            raise GuideError(str(path), "id", f"the file of attachment {attachment.id} is named {attachment.id}.yml")
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
            return tuple(fill(item, f"{key}.{getattr(item, 'id', number)}") for number, item in enumerate(value))
        if isinstance(value, dict):
            return {name: fill(item, f"{key}.{name}") for name, item in value.items()}
        return value

    filled: M = fill(model, "")
    return filled


def _references(guide: Guide, files: Mapping[str, Path], folder: Path) -> Iterator[tuple[Path, str, str, str]]:
    """All that is referred to by id: in which file, under which key, what kind of thing, and its id."""
    general_file = folder / "guide.yml"
    for record in guide.records.values():
        for name in record.related:
            yield files[record.id], f"{record.id}.related", "record", name
        if record.id in files:
            for name in record.schemes:
                yield files[record.id], f"{record.id}.schemes", "scheme", name
    for scheme in guide.schemes.values():
        if scheme.attachment:
            yield files[scheme.id], "attachment", "attachment", scheme.attachment
        yield from _attached(files[scheme.id], "materials", scheme.materials)
    yield from _attached(general_file, "base_materials", guide.general.base_materials)
    for step in guide.general.process:
        for name in step.waived_for:
            yield general_file, f"process.{step.name}.waived_for", "scheme", name
    for attachment in guide.attachments.values():
        for name in attachment.schemes:
            yield folder / "attachments" / f"{attachment.id}.yml", f"{attachment.id}.schemes", "scheme", name


def _attached(file: Path, key: str, materials: Iterable[Material]) -> Iterator[tuple[Path, str, str, str]]:
    for material in materials:
        if material.attachment:
            yield file, f"{key}.{material.name}.attachment", "attachment", material.attachment
