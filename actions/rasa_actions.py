"""The custom actions that Rasa's rules name, one per capability."""

from __future__ import annotations

from actions import (  # noqa: F401  (importing a capability registers its answers)
    advice,
    assessment,
    conditions,
    decline,
    documents,
    explain,
    materials,
    modes,
    outline,
    required,
    subsidy,
    talk,
    topics,
    unsure,
)
from actions.reply import Reply
from actions.responders import RESPONDERS
from actions.task import continue_task
from actions.topics import record_intent
from actions.turn import Turn, guide_in_force
from actions.turn_action import TurnAction

for _intent in guide_in_force().records:
    RESPONDERS.setdefault(_intent, record_intent)


class ActionAnswer(TurnAction):
    """A question that a record of the guide answers."""

    action_name = "action_answer"


class ActionMaterials(TurnAction):
    """What to hand in."""

    action_name = "action_materials"


class ActionConditions(TurnAction):
    """The conditions of eligibility."""

    action_name = "action_conditions"


class ActionSubsidy(TurnAction):
    """How much one can get."""

    action_name = "action_subsidy"


class ActionRequiredInvestment(TurnAction):
    """What must be invested to get an amount."""

    action_name = "action_required_investment"


class ActionAssessment(TurnAction):
    """Self-assessment of eligibility."""

    action_name = "action_assessment"


class ActionAdvice(TurnAction):
    """Which scheme suits."""

    action_name = "action_advice"


class ActionExplain(TurnAction):
    """Why the last result is what it is."""

    action_name = "action_explain"


class ActionModes(TurnAction):
    """The intelligent-manufacturing modes."""

    action_name = "action_modes"


class ActionOutline(TurnAction):
    """What the plan must contain."""

    action_name = "action_outline"


class ActionDocument(TurnAction):
    """Files to take away."""

    action_name = "action_document"


class ActionTalk(TurnAction):
    """Small talk."""

    action_name = "action_talk"


class ActionDecline(TurnAction):
    """Outside the guide."""

    action_name = "action_decline"


class ActionUnsure(TurnAction):
    """Not understood."""

    action_name = "action_unsure"


class ActionTask(TurnAction):
    """Whatever is said while a question is open."""

    action_name = "action_task"

    def reply(self, turn: Turn) -> Reply:
        """The next step of the task, or the answer to a question in between."""
        return continue_task(turn)
