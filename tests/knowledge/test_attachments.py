"""The attachments: chapters and elements in the guide's order, and every fact of the guide findable in them."""

import re

import pytest

from knowledge.loader import load_guide
from knowledge.model import Attachment, Section

GUIDE = load_guide("2018")
PLANS = ("1-1", "1-2", "1-3", "1-4")

FACTS = {
    "1-1": """
        必要性 可行性 有效需求 国内外现状 技术发展趋势 推广应用 经济效益 社会效益 技术基础 建设内容 规模 地点
        环境 研发团队 成果来源 知识产权 技术原理 技术方法 技术路线 工艺特点 优势 技术创新点 工程方案 生产模式
        盈利运营模式 技术实施步骤 行业技术进步 附件1-5 各要素条件 总体设计 数字化模型 生产管控 互联互通 网络架构
        数据采集和分析系统 制造执行系统（MES） 工业互联网云平台 工业云 工业大数据 智能单元 生产线 智能工厂
        数字车间 改造前后 实景图片 选型 高档数控机床与工业机器人 智能传感与控制装备 智能检测与装配装备
        智能物流与仓储装备 直接购买 二次开发 完全自主开发 国产化程度 进口替代 增材制造装备 软件及网络设备
        核心关键环节 配套支撑环节 其他具体环节 内部收益率 投资利润率 投资回收期 贷款偿还期 风险分析 运营方案
        管理模式 达产产值 利润 行业地位 带动作用 投资回报周期 推广应用的范围 环境保护 资源综合利用 节能措施
        安全保障 人员到位 外部配套条件 减员、增效、提质、保安全 基础数据 测算公式 折标系数 计算过程 用工人数
        生产效率 技术水平 产品质量 产能提升 人力节约 产品良率 单位产品能耗 用水量 能源利用率 设备故障率 伤亡事故
        其它需说明的问题
    """,
    "1-2": """
        必要性 可行性 有效需求 国内外现状 技术发展趋势 先进水平的差距 产业发展的作用与影响 市场分析 经济效益
        社会效益 前期准备工作 行政审批手续 施工许可证 开工日期 集中开工仪式 建设内容 规模 地点 环境 技术原理
        技术方法 技术路线 工艺流程 购置的设备 工程方案 生产线类型 技术指标 制造模式 盈利运营模式 建设进展
        进度安排 建设期管理 年度建设目标 投产时间 新增产值 投资规模 投资使用方案（分年度计划） 资金筹措方案
        奖补资金不计入总投资 贷款偿还计划（分年度计划） 奖补资金额度 市场风险 资金风险 政策风险 风险控制思路
    """,
    "1-3": """
        产业和技术背景 牵头单位 协作单位 概况 必要性 可行性 总体建设方案 总体目标 拟解决的技术问题 技术路线
        组织与合作模式 合作任务分工 总投资及资金来源 子项目的建设内容 政府补助资金 分配计划 经济、社会和科技发展
        国内外现状 差距 市场分析 人员结构 技术力量 财务状况 运营情况 工作基础 近三年 计划项目 科研院所 大专院校
        产业链中的地位 产业技术问题 技术原理 技术方法 工艺流程 技术创新点 工程方案 盈利运营模式 技术实施步骤
        进度安排 建设期管理 重大科技问题 技术指标 经济指标 市场应用 服务能力 分年度指标 最终指标 投资规模
        投资使用方案（分年度计划） 资金筹措方案 补助资金不计入总投资 分配方案 内部收益率 投资利润率 投资回收期
        贷款偿还期 风险分析 运营方案 管理模式 达产产值 利润 其它需说明的问题
    """,
    "1-4": """
        必要性 可行性 投资规模 资金使用方案（分年度计划） 资金筹措方案 实际募集资金金额 资金到账时间 资金用途
        结余 募集资金管理 技术基础 研发团队 知识产权 技术创新点 数字化模型 互联互通 制造执行系统（MES）
        工业大数据 实景图片 选型 国产化程度 进口替代 增材制造装备 核心关键环节 内部收益率 投资回收期 贷款偿还期
        行业地位 折标系数 用工人数 产品良率 设备故障率 伤亡事故 其它需说明的问题
    """,
}

ELEMENT_FACTS = {
    "discrete": (
        "数字化模型 模拟仿真 规划、生产、运营全流程",
        "三维设计 物理检测与试验 产品数据管理系统（PDM）",
        "高档数控机床与工业机器人 智能传感与控制 智能检测与装配 智能物流与仓储 互联互通",
        "生产进度 现场操作 质量检验 设备状态 物料传送 可视化",
        "制造执行系统（MES） 计划、调度、质量、设备、生产、能效 闭环管理 企业资源计划系统（ERP） 供应链、物流、成本",
        "互联互通网络架构 设计、工艺、制造、检验、物流 （MES） （ERP） 全生命周期产品信息统一平台",
        "信息安全管理制度 技术防护体系 网络防护 应急响应 功能安全保护系统 全生命周期",
    ),
    "process": (
        "数字化模型 模拟仿真 生产流程数据可视化 生产工艺",
        "物流、能流、物性、资产 数据采集和监控系统 90%以上",
        "先进控制系统 自控投用率 90%以上 基于模型 在线优化",
        "（MES） 计划、调度 模型化分析决策 量化管理 成本和质量动态跟踪 原材料到产成品 （ERP） 智能优化",
        "安全风险 污染排放 有毒有害物质排放 危险源 安全生产 在线应急指挥联动系统",
        "工艺、生产、检验、物流 数据采集系统 监控系统 （MES） （ERP） 全生命周期数据统一平台",
        "信息安全管理制度 网络防护 应急响应 功能安全保护系统",
    ),
    "network": (
        "工业互联网网络化制造资源协同云平台 体系架构 运行规则",
        "研发系统 创新资源 设计能力",
        "管理系统 服务支撑系统 生产能力与服务能力 供应链 并行组织",
        "工业云 工业大数据 工业互联网标识解析 产品溯源体系 运维服务 信息溯源",
        "社会化制造资源 动态分析 柔性配置",
        "信息安全管理制度 技术防护体系 网络防护 应急响应",
    ),
    "customization": (
        "模块化设计 差异化的定制参数 个性化产品",
        "个性化定制服务平台 定制参数选择 三维数字建模 虚拟现实 增强现实 深度交互 定制方案",
        "个性化产品数据库 大数据 个性化需求特征",
        "研发设计、计划排产、柔性制造、营销管理、供应链管理、物流配送和售后服务 协同与集成",
    ),
    "remote_service": (
        "开放的数据接口 数据采集、通信和远程控制 IPv4 IPv6 设备状态、作业操作、环境情况 远程指令 运行参数",
        "筛选、梳理、存储与管理 数据挖掘 在线检测 故障预警 故障诊断与修复 预测性维护 运行优化 远程升级",
        "产品全生命周期管理系统（PLM） 客户关系管理系统（CRM） 产品研发管理系统",
        "专家库 专家咨询系统 远程诊断 决策支持 解决方案",
        "信息安全管理制度 信息安全防护能力",
    ),
}


def sections(attachment: Attachment) -> list[Section]:
    """All sections, chapters before what is below them."""

    def below(section: Section) -> list[Section]:
        return [section, *(found for child in section.sections for found in below(child))]

    return [found for chapter in attachment.sections for found in below(chapter)]


@pytest.mark.parametrize(("attachment", "chapters"), [("1-1", 4), ("1-2", 4), ("1-3", 2), ("1-4", 5)])
def test_chapters_follow_one_another(attachment: str, chapters: int) -> None:
    numbers = [chapter.number for chapter in GUIDE.attachments[attachment].sections]
    assert "".join(numbers) == "一二三四五"[:chapters]


@pytest.mark.parametrize("attachment", PLANS)
def test_sections_below_a_chapter_are_numbered_in_order(attachment: str) -> None:
    for chapter in GUIDE.attachments[attachment].sections:
        expected = [f"{chapter.number}（{numeral}）" for numeral in "一二三四五六七"[: len(chapter.sections)]]
        assert [section.number for section in chapter.sections] == expected


def test_chain_plan_has_seven_parts_for_each_sub_project() -> None:
    titles = [section.title for section in GUIDE.attachments["1-3"].sections[1].sections]
    assert titles == [
        "背景和必要性",
        "项目单位基本情况",
        "建设方案",
        "总体目标和考核指标",
        "投资估算及资金筹措",
        "项目财务分析、经济分析及主要指标",
        "其它需说明的问题",
    ]


@pytest.mark.parametrize("attachment", PLANS)
def test_every_section_has_points_keywords_and_its_own_clause(attachment: str) -> None:
    found = sections(GUIDE.attachments[attachment])
    assert len({section.id for section in found}) == len(found)
    for section in found:
        assert section.points and section.keywords
        assert section.clause.startswith(f"附件{attachment} {section.number[0]}")


@pytest.mark.parametrize(
    ("attachment", "fact"), [(name, fact) for name, facts in FACTS.items() for fact in facts.split()]
)
def test_every_fact_of_a_plan_is_in_its_points(attachment: str, fact: str) -> None:
    found = sections(GUIDE.attachments[attachment])
    text = "\n".join(line for section in found for line in (section.title, *section.points))
    assert fact in text


def test_listed_company_plan_tells_of_the_raised_funds_second() -> None:
    second = GUIDE.attachments["1-4"].sections[1]
    assert second.title == "资金募集及项目投资情况"
    assert "附件1-5" not in "".join(point for section in sections(GUIDE.attachments["1-4"]) for point in section.points)


@pytest.mark.parametrize(
    ("attachment", "schemes"),
    [("1-1", ("intelligent_upgrade",)), ("1-2", ("major_project",)), ("1-3", ("industry_chain",)),
     ("1-4", ("listed_company",)), ("1-5", ("intelligent_upgrade",)), ("2", tuple(GUIDE.schemes))],
)  # fmt: skip
def test_attachments_name_the_schemes_that_use_them(attachment: str, schemes: tuple[str, ...]) -> None:
    assert set(GUIDE.attachments[attachment].schemes) == set(schemes)


def test_schemes_and_attachments_name_one_another() -> None:
    for scheme in GUIDE.schemes.values():
        if scheme.attachment:
            assert scheme.id in GUIDE.attachments[scheme.attachment].schemes


def test_modes_are_five_with_their_elements_in_order() -> None:
    modes = GUIDE.attachments["1-5"].modes
    assert [mode.number for mode in modes] == [1, 2, 3, 4, 5]
    assert [len(mode.elements) for mode in modes] == [7, 7, 6, 4, 5]
    for mode in modes:
        assert [element.number for element in mode.elements] == list(range(1, len(mode.elements) + 1))
        for element in mode.elements:
            assert element.clause == f"{mode.clause}{element.number}"
            assert re.search(r"是否.*？", element.question)
            assert element.systems and element.keywords


@pytest.mark.parametrize(
    ("mode", "number", "fact"),
    [(mode, number, fact) for mode, elements in ELEMENT_FACTS.items() for number, facts in enumerate(elements, 1)
     for fact in facts.split()],
)  # fmt: skip
def test_every_fact_of_an_element_is_in_its_text(mode: str, number: int, fact: str) -> None:
    texts = {found.id: found.elements for found in GUIDE.attachments["1-5"].modes}
    assert fact in texts[mode][number - 1].text


def test_process_mode_takes_its_shares_from_its_parameters() -> None:
    process = next(mode for mode in GUIDE.attachments["1-5"].modes if mode.id == "process")
    assert {name: parameter.unit for name, parameter in process.parameters.items()} == {
        "min_collection": "比例",
        "min_control": "比例",
    }


@pytest.mark.parametrize("attachment", list(GUIDE.attachments))
def test_no_template_is_left_unfilled(attachment: str) -> None:
    assert "{{" not in GUIDE.attachments[attachment].model_dump_json()


def test_investment_list_has_only_its_purpose() -> None:
    listing = GUIDE.attachments["2"]
    assert listing.title == "项目投入明细清单"
    assert not listing.sections and not listing.modes
