"""Rasa NLU components: normaliser, tokenizer, value extraction, intent classifier."""
