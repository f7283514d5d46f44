"""Channels: each turns what it receives into text for the assistant, and the assistant's messages into its own form."""
