"""Top floor: whatever runs (CLI, web app, embedded Rasa agent, NLU components, channels, storage)."""
