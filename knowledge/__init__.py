"""Ground floor: what the guide says, as data, and the arithmetic that follows from it."""
