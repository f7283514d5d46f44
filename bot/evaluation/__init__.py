"""Measures the assistant: what it understands and how whole conversations go, against floors that must hold."""
