"""First floor: Rasa custom actions, one file per capability; each adapts tracker → knowledge → reply."""
