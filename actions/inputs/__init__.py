"""Reading a message for a scheme's inputs: cue words, units and the structure of the sentence give figures a role."""

from actions.inputs.read import read_inputs
from actions.inputs.reading import SAME_AS_AUDIT, Excluded, InputReading

__all__ = ["SAME_AS_AUDIT", "Excluded", "InputReading", "read_inputs"]
