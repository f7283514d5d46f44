"""The files on offer: Word templates, checklists, the report and the calendar."""

import datetime as dt
import io
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from icalendar import Calendar

from knowledge.documents import build, build_report, document, documents
from knowledge.documents.names import ICALENDAR, WORD
from knowledge.documents.outline import headings
from knowledge.loader import load_guide
from knowledge.subsidy.calculate import calculate

GUIDE = load_guide("2018")
TODAY = dt.date(2018, 8, 1)
PLANS = ("1-1", "1-2", "1-3", "1-4")
ARTEFACTS = Path(__file__).parents[2] / "test-artefacts" / "documents"
WORDS = [offered.slug for offered in documents(GUIDE) if offered.media_type == WORD]


def opened(slug: str) -> docx.document.Document:
    return docx.Document(io.BytesIO(build(GUIDE, slug)))


def report(inputs: dict[str, object], today: dt.date = TODAY) -> docx.document.Document:
    return docx.Document(io.BytesIO(build_report(GUIDE, calculate(GUIDE, "major_project", inputs, today), today)))


def text_of(word: docx.document.Document) -> str:
    """All text, tables included."""
    return "\n".join("".join(node.itertext(qn("w:t"))) for node in word.element.body.iter(qn("w:p")))


def styled(word: docx.document.Document, style: str) -> list[str]:
    return ["".join(p._p.itertext(qn("w:t"))) for p in word.paragraphs if p.style.name == style]


def test_slugs_are_unique_and_cover_plans_schemes_and_calendar() -> None:
    slugs = [offered.slug for offered in documents(GUIDE)]
    assert len(set(slugs)) == len(slugs)
    assert {f"outline-{plan}" for plan in PLANS} <= set(slugs)
    assert sum(slug.startswith("checklist-") for slug in slugs) == len(GUIDE.schemes)
    assert "calendar" in slugs
    assert all(re.fullmatch(r"[a-z0-9-]+", slug) for slug in slugs)


@pytest.mark.parametrize("slug", ["", "outline-2", "outline-1-5", "checklist-none", "../guide.yml"])
def test_unknown_slug_is_a_key_error(slug: str) -> None:
    with pytest.raises(KeyError):
        build(GUIDE, slug)


@pytest.mark.parametrize("slug", [offered.slug for offered in documents(GUIDE)])
def test_same_guide_same_bytes(slug: str) -> None:
    assert build(GUIDE, slug) == build(load_guide("2018"), slug)


@pytest.mark.parametrize("slug", WORDS)
def test_word_files_are_a4_with_a_page_number_on_every_page(slug: str) -> None:
    word = opened(slug)
    assert len(word.sections) == 1
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert not section.different_first_page_header_footer
    assert section._sectPr.find(qn("w:pgNumType")) is None
    fields = [node.text.strip() for node in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert word.settings.element.find(qn("w:mirrorMargins")) is not None


@pytest.mark.parametrize("slug", WORDS)
def test_chinese_fonts_are_set_for_east_asian_text(slug: str) -> None:
    for style in opened(slug).styles.element.iter(qn("w:style")):
        fonts = style.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if style.find(qn("w:name")).get(qn("w:val")) in {"Normal", "Heading 1", "heading 1", "Title", "Hint", "Cell"}:
            assert fonts is not None
            assert re.search(r"[\u4e00-\u9fff]", fonts.get(qn("w:eastAsia")))
            assert fonts.get(qn("w:eastAsiaTheme")) is None


@pytest.mark.parametrize("slug", WORDS)
def test_word_files_say_whose_they_are(slug: str) -> None:
    word = opened(slug)
    assert word.core_properties.title and word.core_properties.subject == GUIDE.general.programme
    assert word.core_properties.comments == ""


@pytest.mark.parametrize("plan", PLANS)
def test_headings_are_those_of_the_attachment(plan: str) -> None:
    word, attachment = opened(f"outline-{plan}"), GUIDE.attachments[plan]
    chapters = [f"{chapter.number}、{chapter.title}" for chapter in attachment.sections]
    assert styled(word, "Heading 1")[: len(chapters)] == chapters
    below = [section.title for chapter in attachment.sections for section in chapter.sections]
    assert [title.partition("）")[2] for title in styled(word, "Heading 2")][: len(below)] == below


@pytest.mark.parametrize("plan", PLANS)
def test_contents_are_filled_in_and_can_be_updated(plan: str) -> None:
    word, attachment = opened(f"outline-{plan}"), GUIDE.attachments[plan]
    lines = [p for p in word.paragraphs if p.style.name in {"toc 1", "toc 2"}]
    expected = headings(GUIDE, attachment)
    assert ["".join(line._p.itertext(qn("w:t"))) for line in lines] == [f"{e.text}{e.page}" for e in expected]
    fields = [node.text.strip() for line in lines for node in line._p.iter(qn("w:instrText"))]
    assert fields[0].startswith("TOC ") and sum(field.startswith("PAGEREF") for field in fields) == len(expected)
    marks = {node.get(qn("w:name")) for node in word.element.body.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for line in lines for link in line._p.iter(qn("w:hyperlink"))} == marks
    kinds = [node.get(qn("w:fldCharType")) for node in word.element.body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


@pytest.mark.parametrize("plan", PLANS)
def test_no_section_is_empty(plan: str) -> None:
    previous = ""
    for paragraph in opened(f"outline-{plan}").paragraphs:
        level = paragraph.style.name if paragraph.style.name.startswith("Heading") else ""
        assert not (level and previous and level <= previous), paragraph.text
        previous = level


@pytest.mark.parametrize("plan", PLANS)
def test_every_point_is_a_grey_hint(plan: str) -> None:
    word = opened(f"outline-{plan}")
    hints = "\n".join(styled(word, "Hint"))
    for chapter in GUIDE.attachments[plan].sections:
        for section in (chapter, *chapter.sections):
            assert all(point in hints for point in section.points)
    assert str(word.styles["Hint"].font.color.rgb) == "6B6B6B"


def test_plan_for_intelligent_upgrade_lists_every_element_of_every_mode() -> None:
    text = text_of(opened("outline-1-1"))
    for mode in GUIDE.attachments["1-5"].modes:
        assert mode.name in text
        assert all(element.text in text for element in mode.elements)
    assert "离散型" not in text_of(opened("outline-1-2"))


def test_chain_plan_is_sealed_by_lead_and_partners() -> None:
    assert "协作单位（盖章）" in text_of(opened("outline-1-3"))
    assert "申报单位（盖章）" in text_of(opened("outline-1-4"))


@pytest.mark.parametrize("scheme", list(GUIDE.schemes))
def test_checklist_names_every_material_rule_date_and_place(scheme: str) -> None:
    text = text_of(opened(f"checklist-{scheme.replace('_', '-')}"))
    for material in (*GUIDE.general.base_materials, *GUIDE.schemes[scheme].materials):
        assert material.name in text and material.clause in text
        assert material.form in text and material.seal in text and material.note in text
    for rule in GUIDE.general.format_rules:
        assert rule.note in text
    assert GUIDE.general.place.address in text and GUIDE.general.contact.phones[0] in text
    for window in (GUIDE.general.windows.online, GUIDE.general.windows.paper):
        assert f"{window.end.year}年{window.end.month}月{window.end.day}日" in text


def test_figures_come_from_the_guide() -> None:
    contact = GUIDE.general.contact.model_copy(update={"phones": ("88101234",)})
    other = replace(GUIDE, general=GUIDE.general.model_copy(update={"contact": contact}))
    for slug in ("checklist-loan-interest", "calendar"):
        made = build(other, slug)
        text = text_of(docx.Document(io.BytesIO(made))) if slug != "calendar" else made.decode().replace("\r\n ", "")
        assert "88101234" in text and GUIDE.general.contact.phones[0] not in text


def test_calendar_holds_both_windows_and_reminds_before_the_last_days() -> None:
    assert document(GUIDE, "calendar").media_type == ICALENDAR
    calendar = Calendar.from_ical(build(GUIDE, "calendar"))
    events = {str(event["uid"]).split("@")[0]: event for event in calendar.walk("VEVENT")}
    assert len(events) == 4
    for name, window in (("online", GUIDE.general.windows.online), ("paper", GUIDE.general.windows.paper)):
        whole, last = events[f"2018-{name}-window"], events[f"2018-{name}-last-day"]
        assert whole["dtstart"].dt == window.start
        assert whole["dtend"].dt == last["dtend"].dt == window.end + dt.timedelta(days=1)
        assert last["dtstart"].dt == window.end
        assert len(last.walk("VALARM")) == 3
    assert str(events["2018-paper-window"]["location"]).endswith(GUIDE.general.place.counter)


FACTS = {"project_kind": "technical", "total_investment": 180_000_000, "actual_fixed_investment": 90_000_000}


def test_report_tells_verdict_threshold_actual_and_remedy() -> None:
    word = report({**FACTS, "registered": True, "filed": False})
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    conditions = {row[0]: row[1:] for row in rows[1:]}
    verdict, threshold, actual, remedy, clause = conditions["项目总投资额达到门槛"]
    assert (verdict, threshold, actual, clause) == ("不符合", "2亿元", "1.8亿元", "四专项（二）（1）")
    assert remedy.startswith("还差2000万元")
    assert conditions[GUIDE.general.base_conditions[0].statement][0] == "符合"
    assert "暂不符合" in text_of(word)
    assert len(rows) - 1 == len(GUIDE.general.base_conditions) + len(GUIDE.schemes["major_project"].conditions)


def test_report_shows_the_amount_its_steps_and_what_it_rests_on() -> None:
    result = calculate(GUIDE, "major_project", {**FACTS, "total_investment": 240_000_000}, TODAY)
    text = text_of(docx.Document(io.BytesIO(build_report(GUIDE, result, TODAY))))
    assert result.eligible is None and "以待核实的条件均符合为前提" in text
    for step in result.steps:
        assert step.expression in text
    for assumption in result.assumptions:
        assert assumption in text
    assert all(material.name in text for material in GUIDE.schemes["major_project"].materials)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (dt.date(2018, 7, 1), "网上填报自2018年7月19日开始"),
        (dt.date(2018, 8, 9), "网上填报至2018年8月10日24时截止，还有1天"),
        (dt.date(2018, 8, 10), "网上填报今天（2018年8月10日24时）截止"),
        (dt.date(2018, 8, 11), "网上填报已于2018年8月10日24时截止"),
    ],
)
def test_report_says_what_is_past(today: dt.date, said: str) -> None:
    assert said in text_of(report(FACTS, today))


def test_report_without_figures_gives_no_amount() -> None:
    text = text_of(report({}))
    assert "还不足以估算金额" in text and "估算资助金额" not in text


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of every page of every Word file as PDF; pictures of the pages are left in the artefacts folder."""
    office, pictures = shutil.which("soffice"), shutil.which("pdftoppm")
    if not office or not pictures:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice Writer and poppler-utils are needed")
        pytest.skip("LibreOffice Writer or poppler-utils is not installed")
    folder = tmp_path_factory.mktemp("documents")
    files = {slug: build(GUIDE, slug) for slug in WORDS}
    files["report"] = build_report(GUIDE, calculate(GUIDE, "major_project", FACTS, TODAY), TODAY)
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    sources = [str(folder / f"{name}.docx") for name in files]
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    pages = {}
    for name in files:
        pdf = folder / f"{name}.pdf"
        subprocess.run([pictures, "-r", "60", "-png", str(pdf), str(ARTEFACTS / name)], check=True, timeout=120)
        text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60)
        pages[name] = [re.sub(r"\s", "", page) for page in text.stdout.decode().split("\f")[:-1]]
    return pages


@pytest.mark.parametrize("name", [*WORDS, "report"])
def test_every_printed_page_is_numbered_and_none_is_blank(printed: dict[str, list[str]], name: str) -> None:
    for number, page in enumerate(printed[name], 1):
        footer = f"第{number}页共{len(printed[name])}页"
        assert page.endswith(footer)
        assert len(page) > len(footer)


@pytest.mark.parametrize("plan", PLANS)
def test_contents_name_the_pages_on_which_the_headings_are_printed(printed: dict[str, list[str]], plan: str) -> None:
    pages = printed[f"outline-{plan}"]
    expected = headings(GUIDE, GUIDE.attachments[plan])
    assert len(pages) == expected[-1].page
    for entry in expected:
        assert re.sub(r"\s", "", entry.text) in pages[entry.page - 1]


def test_report_is_printed_with_all_its_parts(printed: dict[str, list[str]]) -> None:
    pages = "".join(printed["report"])
    for part in ("一、结论", "二、逐条对照", "三、金额估算", "四、申请材料", "五、递交时间和地点"):
        assert part in pages
