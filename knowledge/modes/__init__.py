"""The intelligent-manufacturing modes (附件1-5): which one fits, what it still lacks, which one mentions a feature."""

from knowledge.modes.check import ModeCheck, check_mode
from knowledge.modes.fit import ElementMatch, ModeMatch, identify
from knowledge.modes.listing import mode_named, modes
from knowledge.modes.mention import Mention, find_elements, modes_without

__all__ = [
    "ElementMatch",
    "Mention",
    "ModeCheck",
    "ModeMatch",
    "check_mode",
    "find_elements",
    "identify",
    "mode_named",
    "modes",
    "modes_without",
]
