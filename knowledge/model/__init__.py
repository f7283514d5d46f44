"""The typed shape of a guide: what its YAML files may hold, and nothing else."""

from knowledge.model.attachment import Attachment, Element, Mode, Section
from knowledge.model.condition import Condition
from knowledge.model.general import General, Step
from knowledge.model.parameter import Parameter
from knowledge.model.record import Record
from knowledge.model.scheme import Facet, Input, Material, Option, Scheme

__all__ = [
    "Attachment",
    "Condition",
    "Element",
    "Facet",
    "General",
    "Input",
    "Material",
    "Mode",
    "Option",
    "Parameter",
    "Record",
    "Scheme",
    "Section",
    "Step",
]
