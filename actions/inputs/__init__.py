"""Reading a message for a scheme's inputs: cue words, units and the structure of the sentence give figures a role."""

from actions.inputs.read import read_inputs
from actions.inputs.reading import AUDITED, REPORTED, SAME_AS_AUDIT, TAX, Excluded, InputReading

__all__ = ["AUDITED", "REPORTED", "SAME_AS_AUDIT", "TAX", "Excluded", "InputReading", "read_inputs"]
