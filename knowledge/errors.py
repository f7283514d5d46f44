"""Errors of the ground floor, each naming the file or field, what is wrong and what would be right."""

from __future__ import annotations


class GuideError(ValueError):
    """A guide file that cannot be used: `file`, `key` (dotted path inside it) and `reason`."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        self.file, self.key, self.reason = file, key, reason
        super().__init__(f"{file}: {key}: {reason}" if key else f"{file}: {reason}")


class InputError(ValueError):
    """An input of a calculation that cannot be used: `field` and, in Chinese, `reason`."""

    def __init__(self, field: str, reason: str) -> None:
        self.field, self.reason = field, reason
        super().__init__(f"{field}：{reason}")
