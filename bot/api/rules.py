"""Routes of the rules calculator: `/api/v1/schemes`, `/subsidies`, `/assessments`, `/advice`, `/search`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Body, HTTPException, Query

from bot.knowledge_in_force import Knowledge
from bot.settings import Settings
from knowledge.advice import advise
from knowledge.eligibility import assess
from knowledge.errors import InputError
from knowledge.guide import Guide
from knowledge.model import Input, Scheme
from knowledge.search.query import search
from knowledge.statements import condition_statement
from knowledge.subsidy.calculate import calculate


def scheme_of(guide: Guide, scheme_id: str) -> Scheme:
    """The scheme, or a 404 that names those there are."""
    if scheme_id not in guide.schemes:
        raise HTTPException(404, f"没有这一类：{scheme_id}；可选：{'、'.join(guide.schemes)}")
    return guide.schemes[scheme_id]


def input_json(item: Input) -> dict[str, Any]:
    """An input as a form needs it."""
    return {
        "name": item.name,
        "label": item.label,
        "kind": item.kind,
        "unit": item.unit,
        "question": item.question,
        "example": item.example,
        "required": item.required,
        "options": [{"value": option.value, "label": option.label} for option in item.options],
    }


def scheme_json(guide: Guide, scheme: Scheme) -> dict[str, Any]:
    """What the guide says of a scheme."""
    amount = guide.facet_record(scheme.id, "amount")
    conditions = [
        *((item, item.statement) for item in guide.general.base_conditions),
        *((item, condition_statement(scheme, item)) for item in scheme.conditions),
    ]
    return {
        "id": scheme.id,
        "name": scheme.name,
        "short": scheme.short,
        "group": scheme.group,
        "amount_text": amount.answer if amount else "",
        "parameters": {
            name: {"label": item.label, "value": str(item.value), "unit": item.unit, "clause": item.clause}
            for name, item in scheme.parameters.items()
        },
        "facets": {name: {"text": facet.answer, "clause": facet.clause} for name, facet in scheme.facets.items()},
        "inputs": [input_json(item) for item in scheme.inputs],
        "conditions": [
            {"id": item.id, "kind": item.kind, "statement": text, "question": item.question, "clause": item.clause}
            for item, text in conditions
        ],
        "materials": [item.model_dump() for item in (*scheme.materials, *guide.general.base_materials)],
    }


def rules_router(knowledge: Knowledge, settings: Settings) -> APIRouter:
    """The routes; amounts in 元 as JSON numbers or strings, rates as fractions."""
    router = APIRouter(prefix="/api/v1", tags=["rules"])

    @router.get("/schemes")
    async def schemes() -> list[dict[str, Any]]:
        """All schemes of the guide in force."""
        return [scheme_json(knowledge.guide, scheme) for scheme in knowledge.guide.ordered_schemes()]

    @router.get("/schemes/{scheme}")
    async def one_scheme(scheme: str) -> dict[str, Any]:
        """What the guide says of one scheme."""
        return scheme_json(knowledge.guide, scheme_of(knowledge.guide, scheme))

    @router.post("/subsidies/{scheme}")
    async def subsidy(scheme: str, inputs: dict[str, Any] = Body(default_factory=dict)) -> dict[str, Any]:
        """A calculation, with its steps, caps, assumptions and what is missing."""
        scheme_of(knowledge.guide, scheme)
        return calculate(knowledge.guide, scheme, inputs, settings.current_date).as_json()

    @router.post("/assessments/{scheme}")
    async def assessment(scheme: str, answers: dict[str, Any] = Body(default_factory=dict)) -> dict[str, Any]:
        """The verdict per condition for yes/no answers by condition and inputs by name."""
        scheme_of(knowledge.guide, scheme)
        found = assess(knowledge.guide, scheme, answers, settings.current_date)
        return {**found.as_json(), "result": found.result.as_json()}

    @router.post("/advice")
    async def advice(facts: dict[str, Any] = Body(default_factory=dict)) -> dict[str, Any]:
        """The schemes ranked by amount: `{"schemes": {scheme: inputs}, "base": {condition: answer}}`."""
        by_scheme, base = facts.get("schemes", {}), facts.get("base", {})
        for name in facts.keys() - {"schemes", "base"}:
            raise InputError(name, "没有这一项；可以填写的有：schemes、base")
        for name, item in (("schemes", by_scheme), ("base", base)):
            if not isinstance(item, dict):
                raise InputError(name, "应为对象")
        for scheme, inputs in by_scheme.items():
            scheme_of(knowledge.guide, scheme)
            if not isinstance(inputs, dict):
                raise InputError(f"schemes.{scheme}", "应为对象：名称→数据")
        return advise(knowledge.guide, by_scheme, base, settings.current_date).as_json()

    @router.get("/search")
    async def find(q: str = Query(min_length=1, max_length=200), limit: int = Query(5, ge=1, le=20)) -> dict[str, Any]:
        """Clauses found, best first."""
        hits = search(knowledge.index, q, limit=limit)
        return {
            "query": q,
            "hits": [
                {
                    "id": hit.entry.id,
                    "clause": hit.entry.clause,
                    "heading": hit.entry.heading,
                    "text": hit.entry.text,
                    "score": round(hit.score, 4),
                }
                for hit in hits
            ],
        }

    return router
