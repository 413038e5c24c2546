"""The weekly page is one A4 page, whatever stands on it, and says what its view holds."""

import datetime as dt
import re

import pypdf
import pytest
from jinja2 import Environment, FileSystemLoader

from salesreport.decisions import decisions_bytes
from salesreport.display import weeklyfacts
from salesreport.display.pages import weekly_pages
from salesreport.display.weeklyfacts import row_fact
from salesreport.language import LANGUAGES, Words
from salesreport.params import load_run
from salesreport.render.printing import print_page
from salesreport.render.sealing import seal
from salesreport.report import build_report
from salesreport.report.weeklyviews import AspectCount, DecisionBack, DecisionsBack, WeeklyRemark
from salesreport.resources import resource, stylesheet
from salesreport.weekly.changes import ASPECTS
from tests.report.reasonruns import report_of, team_rows
from tests.report.weeks import NOW, PEOPLE, SECOND, deal, first_week, week

A4 = (595, 842)


def page_of(view, language):
    """The page as HTML, through the template of all pages that have no notebook."""
    pages = weekly_pages(view, language)
    folder = resource("templates", "salesreport")
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True)
    blocks = [pages.header, pages.progress, pages.blocks]
    html = environment.get_template("overview.html.j2").render(
        words=Words(language), title="week", css=stylesheet(), blocks=blocks
    )
    return seal(html, where="week")


def printed(view, language, folder):
    path = folder / f"{language}.pdf"
    path.write_bytes(print_page(page_of(view, language), where="week").pdf)
    return pypdf.PdfReader(path)


def is_one_page(view, language, folder):
    (page,) = printed(view, language, folder).pages
    assert [round(float(side)) for side in page.mediabox[2:]] == list(A4)
    return page.extract_text()


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    text = (resource("params") / "sample.yaml").read_text("utf-8")
    text = text.replace("as_of: 2026-07-05", "as_of: 2026-06-19")
    text = text.replace("finance_as_of: 2026-07-03", "finance_as_of: 2026-06-19")
    for name in ("data", "policy"):
        (folder / name).symlink_to(resource("params") / name)
    (folder / "run.yaml").write_text(text.replace("out: ../reports", "out: out"), "utf-8")
    return build_report(load_run(folder / "run.yaml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_of_the_sample_is_one_page(sample, language, tmp_path):
    assert [one.key for one in sample.weekly_readers] == ["all", "manager:0001", "manager:0002"]
    for reader in sample.weekly_readers:
        text = is_one_page(sample.for_weekly(reader.key), language, tmp_path)
        assert "1 / 1" in text


def crowded(view, *, width):
    """The view with ten long rows in every block, and ten decisions read back."""
    long = "Kestrelwell Labs International Holdings 江苏某某精密机械制造有限责任公司 " * width
    filled = [row for one in view.blocks for row in one.rows]
    blocks = []
    for one in view.blocks:
        rows = [
            row.model_copy(update={"customer": long, "rep": long, "action": long,
                                   "next_step": long, "decision": long})
            for row in (one.rows * 10 or filled)[:10]
        ]  # fmt: skip
        if not one.rows:
            rows = []
        blocks.append(one.model_copy(update={"rows": rows, "n": max(one.n, len(rows))}))
    back = DecisionBack(decision=long, made_on=view.first, outcome="open", by_person=False,
                        customer=long, rep=long, step=long, by=view.first)  # fmt: skip
    told = DecisionsBack(day=view.first, n=99, n_open=99, n_blank=3, rows=[back] * 10)
    remark = WeeklyRemark(rule="snapshot_unread", name="snapshot.json", value="it is damaged")
    return view.model_copy(update={"blocks": blocks, "decisions": told, "remarks": [remark]})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1, 4])
def test_ten_long_rows_in_every_block_are_cut_to_one_page(sample, language, width, tmp_path):
    view = crowded(sample.for_weekly(), width=width)
    text = is_one_page(view, language, tmp_path)
    shown = weekly_pages(view, language).blocks.data()["blocks"][0]["blocks"]
    assert len(shown) >= 8
    assert all(len(one["rows"]) >= 1 for one in shown)
    for one in shown:
        hidden = one["n"] - len(one["rows"])
        assert hidden > 0
        more = Words(language)("{n} further", n=hidden)
        assert "".join(more.split()) in "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_changes_of_all_kinds_are_all_counted_in_their_title(sample, language, tmp_path):
    counts = [AspectCount(aspect=aspect, n=81 + at) for at, aspect in enumerate(ASPECTS)]
    view = crowded(sample.for_weekly(), width=1).model_copy(update={"changes": counts})
    text = "".join(is_one_page(view, language, tmp_path).split())
    names = weeklyfacts.ASPECTS
    for at, aspect in enumerate(ASPECTS):
        name = Words(language)(names[aspect])
        assert "".join(f"{name}{81 + at}".split()) in text


@pytest.mark.parametrize(("language", "day"), [("en", "28 Dec"), ("zh_CN", "12月28日")])
def test_a_day_and_the_id_of_a_manager_are_never_cut(sample, language, day, tmp_path):
    view = sample.for_weekly("manager:0002")
    blocks = [
        one.model_copy(update={"rows": [
            row.model_copy(update={"next_date": dt.date(2026, 12, 28)}) for row in one.rows
        ]})
        for one in view.blocks
    ]  # fmt: skip
    far = view.model_copy(update={"blocks": blocks, "teams": ["华南大区重点行业与战略客户部"] * 3})
    text = "".join(is_one_page(far, language, tmp_path).split())
    shown = weekly_pages(far, language).blocks.data()["blocks"][0]["blocks"]
    n_rows = sum(len(one["rows"]) for one in shown)
    assert text.count("".join(day.split())) == n_rows > 10
    assert "0002" in text


def test_a_team_of_sixty_is_one_page(tmp_path):
    tables = team_rows(60, 6)
    for at, person in enumerate(tables["reps"]):
        person["manager_id"] = f"M{at // 12}"
    report = report_of(tmp_path, tables, as_of="2024-06-21", out="out")
    assert len(report.weekly_readers) == 6
    for language in LANGUAGES:
        is_one_page(report.for_weekly(), language, tmp_path)
    is_one_page(report.for_weekly("manager:M3"), "zh_CN", tmp_path)
    assert report.for_weekly().n_reps == 60


def test_little_data_gives_a_page_that_says_what_is_missing(tmp_path):
    evaluations = [{"period": "2024-06", "rep_id": "R1", "target": 100, "bookings": 60}]
    report = report_of(tmp_path, {"reps": PEOPLE, "evaluations": evaluations}, as_of=NOW, out="out",
                       status="draft")  # fmt: skip
    text = is_one_page(report.for_weekly(), "en", tmp_path)
    told = " ".join(text.split())
    assert "Not told: Overdue follow-ups: no tracking table" in told
    assert "Booked 60 of 100, 60%" in told


def test_the_seed_run_gives_a_page(tmp_path):
    text = (resource("params") / "seed-2024-03.yaml").read_text("utf-8")
    for name in ("data", "policy"):
        (tmp_path / name).symlink_to(resource("params") / name)
    (tmp_path / "seed.yaml").write_text(text.replace("out: ../reports", "out: out"), "utf-8")
    report = build_report(load_run(tmp_path / "seed.yaml"))
    for language in LANGUAGES:
        text = is_one_page(report.for_weekly(), language, tmp_path)
        said = Words(language)("no payment plan or invoices with payments")
        assert "".join(said.split()) in "".join(text.split())


@pytest.fixture(scope="module")
def two_weeks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    first_week(folder)
    return week(folder, NOW, SECOND).for_weekly()


def test_what_the_page_shows_is_what_the_view_holds(two_weeks):
    shown = weekly_pages(two_weeks, "en").blocks.data()["blocks"][0]["blocks"]
    by_name = {one["block"]: one for one in shown}
    for block in two_weeks.blocks:
        if not block.n:
            assert block.block not in by_name
            continue
        told = by_name[block.block]
        assert told["n"] == block.n
        keys = [row["key"] for row in told["rows"]]
        assert keys == [row.key for row in block.rows[: len(keys)]]
        assert [row["amount"] for row in told["rows"]] == [
            row.amount for row in block.rows[: len(keys)]
        ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["slipped: 28 Jun → 15 Jul (1×)", "forward: lead → negotiation", "90 k → 70 k",
                "back: negotiation → intent", "amount after the close 25 k → 24 k",
                "no longer in the data", "lost 1",
                "3 days late: Call 1", "against the review of 14 Jun", "121 k short"]),
        ("zh_CN", ["延期：6月28日 → 7月15日（累计1次）", "推进：线索 → 谈判", "9.0万 → 7.0万",
                   "倒退：谈判 → 意向", "历史被改 4", "逾期3天：Call 1", "对比6月14日周会",
                   "差12.1万"]),
    ],
)  # fmt: skip
def test_changes_are_worded_as_a_manager_says_them(two_weeks, language, said):
    text = re.sub(r"<[^>]+>", "", weekly_pages(two_weeks, language).html())
    rows = [
        text_of
        for one in weekly_pages(two_weeks, language).blocks.data()["blocks"][0]["blocks"]
        for row in one["rows"]
        for text_of in row["shown"]
    ]
    book = decisions_bytes(two_weeks, language)
    assert book[:2] == b"PK"
    told = "\n".join([text, *rows])
    told = told.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert [one for one in said if one not in told] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "another deal under its number, was Customer 3"),
        ("zh_CN", "编号改用于另一商机，原为Customer 3"),
    ],
)
def test_another_deal_under_an_old_number_says_whose_it_was(tmp_path, language, said):
    first_week(tmp_path)
    reused = deal(3, "R2", "lead", 99_000, created="2024-06-17") | {"customer": "Globex"}
    second = [reused if one["opportunity_id"] == "O3" else one for one in SECOND]
    view = week(tmp_path, NOW, second).for_weekly()
    (row,) = [one for part in view.blocks for one in part.rows if one.key == "changes:O3"]
    assert (row.customer, row_fact("changes", row, view, Words(language))) == (
        "Globex", f"{said}, new" if language == "en" else f"{said}、新增"
    )  # fmt: skip
