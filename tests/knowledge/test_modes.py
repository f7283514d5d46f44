"""Which mode fits, what it lacks, which one mentions a feature."""

import pytest

from knowledge.loader import load_guide
from knowledge.modes import check_mode, find_elements, identify, mode_named, modes, modes_without
from knowledge.modes.wording import claims

GUIDE = load_guide("2018")
MODES = {mode.id: mode for mode in modes(GUIDE)}


def ids(text: str) -> list[str]:
    return [match.mode.id for match in identify(GUIDE, text)]


def test_systems_point_to_the_mode_with_most_of_its_elements() -> None:
    first, second = identify(GUIDE, "我们上了MES和ERP，有机器人，算哪种模式？")[:2]
    assert first.mode.id == "discrete" and second.mode.id == "process"
    assert [element.number for element in first.met] == [5]
    assert [element.number for element in first.partial] == [3, 6]
    assert [element.number for element in first.open] == [1, 2, 4, 7]
    robots = first.elements[2]
    assert robots.named == ("工业机器人",) and "智能物流与仓储装备" in robots.unnamed


def test_names_of_systems_do_as_well_as_a_sentence() -> None:
    assert identify(GUIDE, ["PLM", "CRM", "专家库"])[0].mode.id == "remote_service"


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("化工企业，DCS全覆盖，属于哪个模式", "process"),
        ("我们厂是连续生产的", "process"),
        ("注塑件厂，有数控机床和AGV", "discrete"),
        ("我们给客户远程监测电梯，能做故障预警", "remote_service"),
        ("家具定制，客户在线选配尺寸颜色", "customization"),
        ("我们和十几家供应商共用一个云平台排产", "network"),
        ("制造执行系统和产品数据管理系统都上了", "discrete"),
        ("做产品溯源，用了标识解析", "network"),
        ("we have a digital twin and robots", "discrete"),
    ],
)
def test_what_an_enterprise_says_points_to_a_mode(text: str, mode: str) -> None:
    assert ids(text)[0] == mode


@pytest.mark.parametrize("text", ["今天天气怎么样", "", "我们什么都没有"])
def test_nothing_said_points_to_no_mode(text: str) -> None:
    assert identify(GUIDE, text) == []


def test_a_trade_is_told_apart_from_the_guides_elements() -> None:
    match = identify(GUIDE, "我们是水泥厂")[0]
    assert match.trades == ("水泥",) and not match.met and not match.partial


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我们有MES", True),
        ("没有MES", False),
        ("还没上MES", False),
        ("MES还没上", False),
        ("MES没有", False),
        ("MES和ERP都没有", False),
        ("ERP没上，MES上了", True),
        ("有MES没有ERP", True),
        ("没有ERP但有MES", True),
        ("ERP有了，缺MES", False),
        ("我们是GAMES公司", False),
        ("无人车间用了mes", True),
        ("MES、ERP都上了", True),
    ],
)
def test_what_is_denied_does_not_count(text: str, said: bool) -> None:
    assert claims(text, "MES") is said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("哪种模式要求PDM", {("discrete", 2)}),
        ("哪种模式要求MES", {("discrete", 5), ("discrete", 6), ("process", 4), ("process", 6)}),
        ("数采率90%是哪个模式的要求", {("process", 2)}),
        ("溯源体系属于哪个模式", {("network", 4)}),
        ("AR/VR是哪个模式", {("customization", 2)}),
        ("专家库是哪个模式要的", {("remote_service", 4)}),
        ("IPv6是哪个模式里的", {("remote_service", 1)}),
        ("哪些模式提到互联互通网络架构", {("discrete", 6), ("process", 6)}),
        ("大数据挖掘用户需求是哪个模式的要素", {("customization", 3)}),
        ("产品研发管理系统集成是哪个模式的事", {("remote_service", 3)}),
        ("功能安全保护系统", {("discrete", 7), ("process", 7)}),
        ("信息安全哪些模式要", {("discrete", 7), ("process", 7), ("network", 6), ("remote_service", 5)}),
        ("工业大数据、工业云在哪个模式提到", {("network", 4)}),
        ("节能减排是哪种模式里说的", {("process", None)}),
        ("精益生产是哪个模式的目标", {("discrete", None)}),
        ("今天天气怎么样", set()),
        ("", set()),
    ],
)
def test_features_are_found_where_the_guide_mentions_them(text: str, found: set[tuple[str, int | None]]) -> None:
    mentions = find_elements(GUIDE, text)
    assert {(m.mode.id, m.element.number if m.element else None) for m in mentions} == found
    assert all(mention.clause.startswith("附件1-5") and mention.words for mention in mentions)


def test_modes_that_do_not_ask_for_a_system() -> None:
    assert [mode.id for mode in modes_without(GUIDE, "不要求MES的模式")] == [
        "network",
        "customization",
        "remote_service",
    ]
    assert modes_without(GUIDE, "今天天气") == []


def test_every_system_leads_to_its_element() -> None:
    for mode in modes(GUIDE):
        for element in mode.elements:
            for system in element.systems:
                found = {
                    (m.mode.id, m.element.number) for m in find_elements(GUIDE, f"{system}是哪种模式") if m.element
                }
                assert (mode.id, element.number) in found


def test_check_sorts_the_elements_by_answer() -> None:
    process = MODES["process"]
    check = check_mode(process, {1: True, 2: False, 3: None})
    assert [element.number for element in check.met] == [1]
    assert [element.number for element in check.missing] == [2]
    assert [element.number for element in check.unknown] == [3, 4, 5, 6, 7]
    assert not check.complete


def test_check_is_complete_when_every_element_is_there() -> None:
    for mode in modes(GUIDE):
        assert check_mode(mode, {element.number: True for element in mode.elements}).complete


def test_check_refuses_an_element_that_the_mode_does_not_have() -> None:
    with pytest.raises(KeyError):
        check_mode(MODES["customization"], {5: True})


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("流程型有几条要素", "process"),
        ("大规模个性化定制模式", "customization"),
        ("第三种模式", "network"),
        ("remote_service", "remote_service"),
        ("离散型", "discrete"),
    ],
)
def test_modes_are_known_by_their_names(text: str, mode: str) -> None:
    found = mode_named(GUIDE, text)
    assert found is not None and found.id == mode


def test_no_name_no_mode() -> None:
    assert mode_named(GUIDE, "哪种好") is None
