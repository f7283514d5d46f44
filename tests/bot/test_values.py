"""Values read from messages: every kind, every way to write it, and what must not become one."""

from __future__ import annotations

import datetime as dt
import json
import time
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.normalise import normalise
from bot.nlu.values import Value, extract_values
from bot.nlu.values.numerals import parse_numeral, parse_range
from bot.nlu.values.tokens import tokenise

TODAY = dt.date(2018, 7, 25)
WAN = Decimal(10_000)


def values(text: str) -> list[Value]:
    return extract_values(normalise(text), TODAY)


def only(text: str) -> Value:
    found = values(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "wan"),
    [
        *(("3000万", 3000), ("三千万", 3000), ("两千九百万", 2900), ("0.3亿", 3000), ("1亿2000万", 12000)),
        *(("一亿三千五百万", 13500), ("30,000,000元", 3000), ("3,200万元", 3200), ("人民币壹亿零捌佰万元整", 10800)),
        *(("500来万", 500), ("5千万", 5000), ("300w", 300), ("300W", 300), ("1个亿", 10000), ("1.3个亿", 13000)),
        *(
            ("两亿三", 23000),
            ("两亿一", 21000),
            ("2亿1", 21000),
            ("一亿二", 12000),
            ("一个半亿", 15000),
            ("两亿半", 25000),
        ),
        *(("半个亿", 5000), ("2000wan", 2000), ("15 million yuan", 1500), ("1.5 billion", 150000), ("3kw", 3000)),
        *(("三千五百八十万", 3580), ("3千5百万", 3500), ("2千8百万", 2800), ("一千零五十万", 1050), ("十万", 10)),
        *(("十五万", 15), ("１２００万", 1200), ("壹仟捌佰万圆整", 1800), ("贰佰叁拾万元", 230), ("玖佰万", 900)),
        *(("三点五亿", 35000), ("一点二个亿", 12000), ("3200 万元", 3200), ("¥5000000", 500), ("50000元", 5)),
        *(
            ("8500000.00元", 850),
            ("1,234,567.89元", Decimal("123.456789")),
            ("六百五十三万", 653),
            ("两千万元人民币", 2000),
        ),
        *(("3亿5千万", 35000), ("一亿零五百万", 10500), ("12亿", 120000), ("九千八百万", 9800), ("三亿六千万", 36000)),
        *(
            ("两亿二千五", 22500),
            ("一亿一千四百", 11400),
            ("9百80万", 980),
            ("2千350万", 2350),
            ("三亿零两千", Decimal("30000.2")),
        ),
        *(("1亿2000", 12000), ("18万块钱", 18), ("七百三十万块", 730), ("三萬元", 3), ("贰仟萬元", 2000)),
    ],
)
def test_amount(text: str, wan: int | Decimal) -> None:
    value = only(text)
    assert value.kind == "amount"
    assert value.value == wan * WAN


@pytest.mark.parametrize("text", ["−500万", "-500万", "负500万", "是-500万"])
def test_negative_amount_is_flagged(text: str) -> None:
    value = only(text)
    assert value.value == -500 * WAN
    assert value.extra["negative"]


@pytest.mark.parametrize(
    "text",
    [
        "大概3000多万",
        "3000多万",
        "约3000万",
        "3000万左右",
        "差不多3000万",
        "小三千万",
        "将近3000万",
        "三千来万",
        "3000万出头",
    ],
)
def test_vague_amount_is_flagged(text: str) -> None:
    value = only(text)
    assert value.value == 3000 * WAN
    assert value.extra["approx"]


def test_exact_amount_is_not_flagged() -> None:
    assert "approx" not in only("投了3000万").extra


@pytest.mark.parametrize(
    "text",
    ["3000到4000万", "3000万到4000万", "3000-4000万", "三千至四千万", "三四千万", "3000~4000万元", "0.3亿到4000万"],
)
def test_range_of_amounts(text: str) -> None:
    value = only(text)
    assert (value.extra["min"], value.extra["max"]) == ("30000000", "40000000")


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        *(
            ("20%", "0.2"),
            ("２０％", "0.2"),
            ("百分之二十", "0.2"),
            ("两成", "0.2"),
            ("4成半", "0.45"),
            ("五个点", "0.05"),
        ),
        *(
            ("4.75%", "0.0475"),
            ("4.75个点", "0.0475"),
            ("4.75个百分点", "0.0475"),
            ("六成五", "0.65"),
            ("百分之百", "1"),
        ),
        *(("百分之四点三五", "0.0435"), ("六厘", "0.06"), ("千分之三", "0.003"), ("35 %", "0.35"), ("月息5厘", "0.06")),
    ],
)
def test_percent(text: str, fraction: str) -> None:
    value = only(text)
    assert (value.kind, value.value) == ("percent", Decimal(fraction))


@pytest.mark.parametrize(("text", "fraction"), [("一半", "0.5"), ("四分之一", "0.25"), ("五分之二", "0.4")])
def test_fraction(text: str, fraction: str) -> None:
    value = only(text)
    assert (value.kind, value.value) == ("fraction", Decimal(fraction))


@pytest.mark.parametrize(
    "text", ["全部", "都投完了", "已完成", "竣工", "全部投完", "已经完工了", "做完了", "已建成投产"]
)
def test_complete(text: str) -> None:
    assert only(text).kind == "complete"


@pytest.mark.parametrize("text", ["还没投完", "没有竣工", "还没做完", "尚未完工", "什么时候才能做完"])
def test_not_complete(text: str) -> None:
    assert values(text) == []


def test_completed_sum_is_a_sum() -> None:
    assert [value.kind for value in values("已完成8000万")] == ["amount"]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        *(
            ("2年", "2"),
            ("两年半", "2.5"),
            ("18个月", "1.5"),
            ("一年", "1"),
            ("2.5年期", "2.5"),
            ("30个月", "2.5"),
            ("五年期", "5"),
        ),
        *(
            ("半年", "0.5"),
            ("一年零三个月", "1.25"),
            ("2年6个月", "2.5"),
            ("三十六个月", "3"),
            ("36期", "3"),
            ("3 years", "3"),
        ),
        *(
            ("24 months", "2"),
            ("租了15年", "15"),
            ("十年", "10"),
            ("一年半", "1.5"),
            ("42个月", "3.5"),
            ("三年多", "3"),
        ),
    ],
)
def test_years(text: str, years: str) -> None:
    value = only(text)
    assert (value.kind, value.value) == ("years", Decimal(years))


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        *(
            ("2016年3月1日", "2016-03-01", "day"),
            ("2016年3月1号", "2016-03-01", "day"),
            ("2016-03-01", "2016-03-01", "day"),
        ),
        *(("2016.3", "2016-03", "month"), ("2016.3.1", "2016-03-01", "day"), ("2016/5", "2016-05", "month")),
        *(("2016年5月", "2016-05", "month"), ("16年5月", "2016-05", "month"), ("二零一六年五月", "2016-05", "month")),
        *(("一六年", "2016", "year"), ("2016年", "2016", "year"), ("17年", "2017", "year"), ("去年", "2017", "year")),
        *(("今年", "2018", "year"), ("前年", "2016", "year"), ("大前年", "2015", "year"), ("上年度", "2017", "year")),
        *(("2017年底", "2017-12", "month"), ("去年底", "2017-12", "month"), ("2018年上半年", "2018", "year")),
        *(("2018年初", "2018-01", "month"), ("去年3月份", "2017-03", "month"), ("2017年第三季度", "2017", "year")),
        *(("2018年1-6月", "2018", "year"), ("2016年3月底", "2016-03", "month"), ("旧年", "2017", "year")),
    ],
)
def test_date(text: str, iso: str, precision: str) -> None:
    value = only(text)
    assert (value.kind, value.value, value.extra["precision"]) == ("date", iso, precision)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016年3月到2017年9月", "2016-03-01", "2017-09-30"),
        ("15年7月1日到17年6月30日", "2015-07-01", "2017-06-30"),
        ("2016年3月到9月", "2016-03-01", "2016-09-30"),
        ("2016到2018年", "2016-01-01", "2018-12-31"),
        ("2016-2018年", "2016-01-01", "2018-12-31"),
        ("2015.6-2017.12", "2015-06-01", "2017-12-31"),
        ("从2015年5月干到2017年8月", "2015-05-01", "2017-08-31"),
        ("前年到去年", "2016-01-01", "2017-12-31"),
    ],
)
def test_date_range(text: str, first: str, last: str) -> None:
    value = only(text)
    assert (value.kind, value.extra["from"], value.extra["to"]) == ("date_range", first, last)


def test_a_year_without_nian_before_a_word_of_spending_is_a_year() -> None:
    """“2015投2000万” was read as a sum of 2015, and a grant was computed from it."""
    found = [(item.kind, str(item.value)) for item in values("2015投2000万，2016又花了500万")]
    assert found == [("date", "2015"), ("amount", "20000000"), ("date", "2016"), ("amount", "5000000")]
    assert [item.kind for item in values("投了2015万")] == ["amount"]
    assert [item.kind for item in values("2018")] == ["number"]


def test_impossible_date_is_none() -> None:
    for text in ("2016年13月", "2017年2月30日", "2016-13-01"):
        assert all(value.extra.get("precision") != "day" and "13" not in str(value.value)[4:] for value in values(text))


@pytest.mark.parametrize(
    ("text", "number"), [("3家", 3), ("三个企业", 3), ("俩协作单位", 2), ("两个配套厂", 2), ("五间厂", 5)]
)
def test_count(text: str, number: int) -> None:
    value = only(text)
    assert (value.kind, value.value) == ("count", number)


def test_counts_of_a_chain() -> None:
    assert [(value.kind, value.value) for value in values("1家牵头4家协作")] == [("count", 1), ("count", 4)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3000", "3000"),
        ("三千五", "3500"),
        ("4.75", "4.75"),
        ("0", "0"),
        ("五点二二", "5.22"),
        ("三", "3"),
        ("一百", "100"),
    ],
)
def test_bare_number(text: str, number: str) -> None:
    value = only(text)
    assert (value.kind, value.value) == ("number", Decimal(number))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "深府办〔2017〕22号",
            "附件1-2",
            "附件一之二",
            "1-3的提纲",
            "2018年度指南",
            "25110539",
            "电话是25979670",
            "13800138000",
        ),
        *(
            "0755-25103306",
            "个把亿",
            "万把块",
            "第一类",
            "第三条",
            "工业4.0",
            "MES3.0",
            "A4纸",
            "四（二）1",
            "一下",
            "一共",
            "千万别忘了",
        ),
        *(
            "十万级洁净车间",
            "统一社会信用代码91440300708461136T",
            "世界500强",
            "24小时",
            "7个工作日",
            "三楼",
            "上午9点",
        ),
        *(
            "把项目加一块",
            "方案有三块内容",
            "不清楚",
            "是",
            "没有",
            "2018年度深圳市企业技术改造扶持计划",
            "专项（二）（1）",
            "http://www.szjmxxw.gov.cn/201807/t20180716.htm",
        ),
    ],
)
def test_no_value(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize("text", ["10万台", "2万平方米", "12台", "三条线", "50人"])
def test_quantities_are_no_money(text: str) -> None:
    assert [value.kind for value in values(text)] == ["quantity"] or values(text)[0].kind == "number"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("贷了三千万一年期", ["amount", "years"]),
        ("贷款3000万3年期4.75%", ["amount", "years", "percent"]),
        ("2014年3000万、2017年9000万", ["date", "amount", "date", "amount"]),
        ("2016年3月放款2017年12月到期", ["date", "date"]),
        ("投了3000万2017年开工", ["amount", "date"]),
        ("利率4.75两年", ["number", "years"]),
        ("3000万三千万", ["amount", "amount"]),
        ("三千万一共", ["amount"]),
        ("5400万：2000+3400", ["amount", "number", "number"]),
    ],
)
def test_values_side_by_side(text: str, kinds: list[str]) -> None:
    assert [value.kind for value in values(text)] == kinds


@pytest.mark.parametrize("text", ["贷款 2000万，3年", "  3000  万\n去年", "３０％　完成", "a\tb 5万元"])
def test_offsets_hold_in_any_text(text: str) -> None:
    assert tokenise(text).text == text
    for value in extract_values(text, TODAY):
        assert text[value.start : value.end] == value.text


def test_entity_is_json() -> None:
    entity = only("2018年上半年").as_entity() | only("3000到4000万").as_entity()
    assert json.loads(json.dumps(entity, ensure_ascii=False)) == entity
    assert only("3000万").as_entity() == {
        "entity": "amount",
        "value": "30000000",
        "start": 0,
        "end": 5,
        "text": "3000万",
    }


def test_range_of_numerals() -> None:
    assert parse_range("两三千") == (2000, 3000)
    assert parse_range("三五千") is None
    assert parse_range("三千") is None


@given(st.integers(1, 10**12 - 1))
def test_chinese_numerals_round_trip(number: int) -> None:
    assert parse_numeral(cn2an.an2cn(number)) == number
    assert parse_numeral(cn2an.an2cn(number, "up")) == number


@given(st.integers(1, 10**8).map(lambda n: n * 100), st.sampled_from(["{:,}元", "{}元", "人民币{:,}.00元", "¥{:,}元"]))
@settings(max_examples=60)
def test_yuan_round_trip(yuan: int, form: str) -> None:
    value = only(form.format(yuan))
    assert (value.kind, value.value) == ("amount", yuan)


@given(
    st.decimals(min_value="0.01", max_value=99999, places=2),
    st.sampled_from([("万", 4), ("万元", 4), ("亿", 8), ("亿元", 8)]),
)
@settings(max_examples=80)
def test_wan_and_yi_round_trip(number: Decimal, unit: tuple[str, int]) -> None:
    value = only(f"投了{number}{unit[0]}")
    assert (value.kind, value.value) == ("amount", number * 10 ** unit[1])


@given(st.integers(1, 99999))
@settings(max_examples=60)
def test_chinese_wan_round_trip(wan: int) -> None:
    value = only(cn2an.an2cn(wan * 10_000) + "元")
    assert (value.kind, value.value) == ("amount", wan * 10_000)


@given(st.dates(dt.date(1999, 1, 1), dt.date(2030, 12, 31)))
@settings(max_examples=60)
def test_dates_round_trip(day: dt.date) -> None:
    for text in (f"{day.year}年{day.month}月{day.day}日", day.isoformat(), f"{day.year}.{day.month}.{day.day}"):
        assert only(text).value == day.isoformat()


@given(st.text(alphabet="0123456789.,一二两三百千万亿元年月日个半到-%成家之分点 投贷款，。多来几", max_size=40))
@settings(max_examples=200, deadline=None)
def test_nothing_breaks_it(text: str) -> None:
    for value in extract_values(text, TODAY):
        assert text[value.start : value.end] == value.text
        json.dumps(value.as_entity())


def test_fast_enough() -> None:
    text = normalise("我们重大技改总投3亿，审计认定1.1亿，统计只报了9500万，2016年3月开工，已拨1200万，能拿到多少")
    extract_values(text, TODAY)
    start = time.perf_counter()
    for _ in range(50):
        extract_values(text, TODAY)
    assert (time.perf_counter() - start) / 50 < 0.01


@pytest.mark.parametrize(
    ("text", "range_"),
    [
        ("16、17两年投了", "2016/2017"),
        ("2016、2017两年度", "2016/2017"),
        ("2015，2016和2017年", "2015/2017"),
        ("一六、一七两年", "2016/2017"),
        ("一五一六两年", "2015/2016"),
        ("2016和2017两年6000万", "2016/2017"),
    ],
)
def test_years_in_a_row_are_one_range_and_no_sums(text: str, range_: str) -> None:
    # 2016 and 2017 were once added to the investment as 2016万元 and 2017万元.
    found = values(text)
    assert [value.value for value in found if value.kind == "date_range"] == [range_]
    assert not any(value.kind in ("number", "years") for value in found)


def test_years_that_have_a_sum_each_are_dates() -> None:
    found = [value.value for value in values("2015、2017年分别投了2000万、4000万") if value.kind == "date"]
    assert found == ["2015", "2017"]


@pytest.mark.parametrize("text", ["分别投了16、17、18万", "12、15台", "17、16两年"])
def test_numbers_in_a_row_are_years_only_in_their_order_and_with_the_word(text: str) -> None:
    assert not any(value.kind in ("date", "date_range") for value in values(text))


def test_a_space_between_two_numbers_parts_them() -> None:
    sums = [value.value for value in values("计划两亿三 一六年投了四千万") if value.kind == "amount"]
    assert sums == [23_000 * WAN, 4000 * WAN]
