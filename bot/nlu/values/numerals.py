"""Numerals as they are written in Chinese business: 三千五百万, 1亿2000万, 壹亿零捌佰万, 两亿三, 五点二二, 30,000,000.

>>> parse_numeral("一亿三千五百万"), parse_numeral("1亿2000万"), parse_numeral("两亿三")
(Decimal('135000000'), Decimal('120000000'), Decimal('230000000'))
>>> parse_range("三四百万")
(Decimal('3000000'), Decimal('4000000'))
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {
    **{character: value for value, characters in enumerate(("零〇", "一壹", "二贰两俩")) for character in characters},
    **{"三": 3, "叁": 3, "仨": 3, "四": 4, "肆": 4, "五": 5, "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7},
    **{"八": 8, "捌": 8, "九": 9, "玖": 9},
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
WAN, YI = "万萬", "亿億"
HAN_NUMERALS = "".join((*DIGITS, *UNITS, WAN, YI))
_DIGIT, _UNIT = "".join(DIGITS), "".join(UNITS)

ARABIC = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
NUMERAL = re.compile(
    rf"(?:{ARABIC}|[{HAN_NUMERALS}])"
    rf"(?:(?<=[{YI}])\d{{1,4}}(?:\.\d+)?(?=[{WAN}千])"
    rf"|(?<=[{YI}])\d{{4}}(?!\d|[.,]\d|[%年月])"
    rf"|(?<=[{WAN}{_UNIT}])\d{{1,3}}(?=[{_UNIT}])"
    rf"|(?<=百)\d{{2}}(?=[{WAN}])|(?<=千)\d{{2,3}}(?=[{WAN}])"
    rf"|(?<=[{WAN}{YI}千])\d(?!\d|[.,]\d|[%年月日号台家个条笔])"
    rf"|(?<=[{HAN_NUMERALS}])点(?=[{_DIGIT}])"
    rf"|[{_UNIT}{WAN}{YI}]|(?<=[{HAN_NUMERALS}点])[{_DIGIT}])*"
)
"""One numeral: Arabic digits only begin it, or follow a unit that leaves room for them."""

_DECIMAL_WORDS = re.compile(rf"([{_DIGIT}{_UNIT}]+)点([{_DIGIT}]+)")
_PIECE = re.compile(rf"{ARABIC}|[{HAN_NUMERALS}]")
_CONSECUTIVE = re.compile(rf"^(.*?)([{_DIGIT}])([{_DIGIT}])([{_UNIT}{WAN}{YI}].*)$")


def parse_numeral(text: str) -> Decimal | None:
    """The number, or None where the characters make none (百万, 万, 三五)."""
    text = _DECIMAL_WORDS.sub(_decimal_words, text)
    total, section, current = Decimal(0), Decimal(0), None
    unit, last, after_zero = 10**5, 1, False
    for piece in _PIECE.findall(text):
        if piece in DIGITS or piece[0].isdigit():
            digit = Decimal(DIGITS[piece]) if piece in DIGITS else Decimal(re.sub("[,，]", "", piece))
            if current is not None and current != 0:
                return _digit_string(text)
            after_zero = after_zero or ((current is not None or digit == 0) and last > 1)
            current = digit
        elif piece in UNITS:
            if UNITS[piece] >= unit or (current is None and UNITS[piece] != 10):
                return None
            unit = last = UNITS[piece]
            section += (current or (1 if current is None or after_zero else 0)) * unit
            current, after_zero = None, False
        else:
            section += current or 0
            if not section and not (piece in YI and total):
                return None
            if piece in YI:
                total, last = (total + section) * 10**8, 10**8
            else:
                total, last = total + section * 10**4, 10**4
            section, current, unit, after_zero = Decimal(0), None, 10**5, False
    if total and total % 10**8 == 0 and section and not after_zero and "零" not in text:
        rest = section + (_tail(current, last, after_zero) if current is not None else 0)
        return total + rest * 10**4
    if current is None:
        return total + section
    return total + section + _tail(current, last, after_zero)


def _tail(current: Decimal, last: int, after_zero: bool) -> Decimal:
    """What stands after the last unit: 三千五 is 3500, 三千零五 is 3005, 1亿2000 leaves out 万."""
    if last == 1 or after_zero:
        return current
    if current < 10 and current == int(current):
        return current * last / 10
    return current * 10**4 if last == 10**8 else current


def _digit_string(text: str) -> Decimal | None:
    """二零一六 as 2016; None for anything but digits."""
    if len(text) > 1 and all(character in DIGITS for character in text):
        return Decimal("".join(str(DIGITS[character]) for character in text))
    return None


def _decimal_words(match: re.Match[str]) -> str:
    whole = parse_numeral(match[1])
    return match[0] if whole is None else f"{whole}." + "".join(str(DIGITS[character]) for character in match[2])


def parse_range(text: str) -> tuple[Decimal, Decimal] | None:
    """The ends of a range told by two digits in a row (三四百万, 两三千), or None."""
    match = _CONSECUTIVE.match(text)
    if not match or DIGITS[match[3]] != DIGITS[match[2]] + 1 or DIGITS[match[2]] == 0:
        return None
    low, high = (parse_numeral(match[1] + match[number] + match[4]) for number in (2, 3))
    return None if low is None or high is None else (low, high)


def has_magnitude(text: str) -> bool:
    """Whether 万 or 亿 is in the numeral, so that it speaks of money even without 元."""
    return any(character in text for character in WAN + YI)
