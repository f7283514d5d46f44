"""Values in a message: amounts, rates, periods, dates and counts, read by spaCy patterns."""

from bot.nlu.values.extract import extract_values
from bot.nlu.values.value import Kind, Value

__all__ = ["Kind", "Value", "extract_values"]
