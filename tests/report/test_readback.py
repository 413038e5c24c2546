"""Every figure of a page, read back from its HTML, is the number of report.json.

The parser here knows how people write numbers and nothing of the package's
formatting. Beside the known column of a known table every other number-looking
token of the same row must be a number of the same row's JSON.
"""

import json
import re
from decimal import ROUND_HALF_UP, Decimal

import lxml.html
import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.display.labels import MEASURES, label
from salesreport.language import Words

LANGUAGES = ["en", "zh_CN", "zh_TW"]
RUNS = ["seed", "sample", "maven"]
TOKEN = re.compile(r"([+−-]?)(\d[\d,]*)(\.\d+)?\s?(%|万|亿|萬|億|k\b|M\b|bn\b)?")
SCALE = {"k": 3, "M": 6, "bn": 9, "万": 4, "萬": 4, "亿": 8, "億": 8, "%": -2}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# heading as its msgid -> path in the JSON of the row
TABLE_2 = {
    "Sales target": "targets/bookings",
    "Actual sales": "figures/bookings/value",
    "Completion": "figures/completion/value",
    "Conversion": "figures/conversion/value",
    "Revenue per customer": "figures/revenue_per_customer/value",
    "Collection rate": "figures/collection_rate/value",
    "Score": "score/score",
    "Process score": "figures/process/value",
}
# the template's own words and order: Table 2 of the seed
SEED_HEADINGS = (
    "评估周期 销售人员 销售目标 实际完成 完成率 新增客户数 客户转化率 客单价 回款率 综合评分 等级"
)
MONTHS = {
    "Of what fell due": "due_rate", "Of all owed": "receivable_rate",
    "Bookings": "bookings", "Target": "target", "Completion": "completion", "Due": "due",
    "Conversion": "conversion", "Win rate": "win_rate", "Collected": "collected",
    "Collection rate": "collection_rate",
}  # fmt: skip


def tokens(text):
    """Numbers of a text: sign, digits, decimals and unit."""
    bare = DAY.sub(" ", text.replace("\xa0", " "))
    return list(TOKEN.finditer(bare))


def shows(token, value):
    """Whether a written number is `value`, rounded half up as far as it is written."""
    sign, whole, part, unit = token.groups()
    written = Decimal(whole.replace(",", "") + (part or ""))
    written = -written if sign in ("−", "-") else written
    digits = len(part or ".") - 1
    exact = Decimal(repr(value)).scaleb(-SCALE.get(unit, 0))
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP) == written


def numbers(part):
    """Every number in a piece of JSON, and the sizes of its lists."""
    if isinstance(part, bool) or part is None or isinstance(part, str):
        return []
    if isinstance(part, dict):
        return [n for value in part.values() for n in numbers(value)]
    if isinstance(part, list):
        return [len(part), *(n for value in part for n in numbers(value))]
    return [part]


def at(part, path):
    for key in path.split("/"):
        part = None if part is None else part.get(key)
    return part


def table_of(page, name):
    """Headings, and of each row the cells: what is shown, and the remark beside it."""
    (table,) = page.xpath(f'//table[@id="{name}"]')
    heads = [head.xpath("string(text()[1])").strip() for head in table.xpath("./thead/tr/th")]
    rows = table.xpath("./tbody/tr")
    return heads, [[_cell(cell) for cell in row] for row in rows], table.xpath("./tfoot/tr")


def _cell(cell):
    remark = " ".join(small.text_content() for small in cell.xpath(".//small"))
    whole = cell.text_content()
    return " ".join(whole.removesuffix(remark).split()), remark, cell.get("class") or ""


def check_cell(cell, value, row_numbers, where):
    """The shown number is `value`; what else is written stands in the row's JSON."""
    shown, remark, _ = cell
    found = tokens(shown)
    if value is None:
        assert not found, (where, cell)
        assert shown, (where, cell)  # a dash or a word, never a gap
    else:
        assert found, (where, cell)
        assert shows(found[0], value), (where, cell, value)
    check_rest([*found[1:], *tokens(remark)], row_numbers, (where, cell))


def check_rest(found, row_numbers, where):
    for token in found:
        assert any(shows(token, number) for number in row_numbers), (where, token[0])


def check_row(heads, row, paths, part, where):
    """A row against its JSON; gives the headings whose own number was compared."""
    own = numbers(part)
    compared = set()
    for head, cell in zip(heads, row, strict=True):
        if head in paths:
            check_cell(cell, at(part, paths[head]), own, (where, head))
            compared.add(head)
        elif "number" in cell[2].split():
            check_rest(tokens(f"{cell[0]} {cell[1]}"), own, (where, head))
    return compared


@pytest.fixture(scope="module")
def json_of():
    """Canonical JSON of a view, as report.json holds it."""
    return lambda view: json.loads(view.canonical())


@pytest.fixture(scope="module")
def pages_of(request):
    """Page and JSON of every rep of a run, made once a language."""
    made = {}

    def make(name, language):
        if (name, language) not in made:
            report = request.getfixturevalue(name)
            views = [report.for_rep(rep_id) for rep_id in report.rep_ids]
            made[name, language] = [
                (read(rep_pages(view, language)), json.loads(view.canonical())) for view in views
            ]
        return made[name, language]

    return make


def read(pages):
    return lxml.html.fromstring(f"<div>{pages.html()}</div>")


def measure_paths(words, names, pattern):
    return {label(MEASURES, name, words): pattern.format(name) for name in names}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RUNS)
def test_every_receipt_cell_of_every_rep(pages_of, name, language):
    words = Words(language)
    marks = {
        words("Actual"): "raw", words("Zero mark"): "lo", words("Full mark"): "hi",
        words("Points / most"): "contribution",
    }  # fmt: skip
    beside = {words("Same role"): "peers", words("Last 6 months"): "rolling_6"}
    for page, view in pages_of(name, language):
        heads, rows, _ = table_of(page, "receipt-table")
        lines = view["rep"]["score"]["receipt"]
        assert len(rows) == len(lines)
        for row, line in zip(rows, lines, strict=True):
            figure = view["rep"]["figures"].get(line["measure"]) or {}
            assert row[0][0] == label(MEASURES, line["measure"], words)
            paths = marks | {head: f"figure/{key}/value" for head, key in beside.items()}
            part = line | {"figure": figure}
            check_row(heads, row, paths, part, (view["rep"]["rep_id"], line["measure"]))
            check_rest(tokens(row[0][1]), numbers(part), row[0])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RUNS)
def test_a_receipts_foot_is_its_adjustments_and_total(pages_of, name, language):
    for page, view in pages_of(name, language):
        score = view["rep"]["score"]
        _, rows, foot = table_of(page, "receipt-table")
        lines = [[_cell(cell) for cell in row] for row in foot]
        total = next(cell for cell in lines[-1][1:] if cell[0])
        if score["score"] is None:
            assert not tokens(total[0])
            continue
        first, most = tokens(total[0])
        assert shows(first, score["score"])
        assert shows(most, 100)
        printed = [tokens(cell[0]) for row in rows for cell in row if " / " in cell[0]]
        earned = [found[0] for found in printed]
        given = [tokens(next(cell[0] for cell in line[1:] if cell[0]))[0] for line in lines[:-1]]
        for item in score["adjustments"]:
            assert any(shows(token, item["points"]) for token in given)
        assert sum(map(_written, [*earned, *given])) == _written(first)


def _written(token):
    value = Decimal(token[2].replace(",", "") + (token[3] or ""))
    return -value if token[1] in ("−", "-") else value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RUNS)
def test_every_cell_about_people_on_the_teams_page(request, json_of, name, language):
    view = request.getfixturevalue(name).for_team(None)
    page, known, words = read(team_pages(view, language)), json_of(view), Words(language)
    paths = measure_paths(words, MEASURES, "figures/{}/value")
    paths |= {words("Score"): "score/score", words("Gap to target"): "gap"}
    heads, rows, _ = table_of(page, "people-table")
    assert len(rows) == len(known["reps"])
    for row, rep in zip(rows, known["reps"], strict=True):
        assert row[0][0] == rep["name"]
        part = rep | {"gap": known["gap_by_rep"].get(rep["rep_id"])}
        compared = check_row(heads, row, paths, part, rep["rep_id"])
    assert {words("Score")} < compared
    assert len(compared) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RUNS)
def test_every_cell_of_table_2(request, json_of, name, language):
    view = request.getfixturevalue(name).for_team(None)
    page, known, words = read(team_pages(view, language)), json_of(view), Words(language)
    heads, rows, _ = table_of(page, "table-2")
    if language == "zh_CN":
        assert heads[:11] == SEED_HEADINGS.split()
    paths = {words(head): path for head, path in TABLE_2.items()}
    for row, rep in zip(rows, known["reps"], strict=True):
        assert row[1][0] == rep["name"]
        compared = check_row(heads, row, paths, rep, rep["rep_id"])
        new = rep["figures"]["new_customers"]["value"]
        if new is None:
            new = rep["figures"]["won_customers"]["value"]
        check_cell(row[5], new, numbers(rep), (rep["rep_id"], "new customers"))
    assert len(compared) == len(paths)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["sample", "maven"])
@pytest.mark.parametrize("table", ["months-table", "cash-table"])
def test_every_month_of_the_teams_tables(request, json_of, name, language, table):
    view = request.getfixturevalue(name).for_team(None)
    page, known, words = read(team_pages(view, language)), json_of(view), Words(language)
    if not page.xpath(f'//table[@id="{table}"]'):
        assert all(month["due"] is None for month in known["months"])
        return
    named = words.month if table == "cash-table" else words.period
    months = {named(month["period"]): month for month in known["months"]}
    heads, rows, _ = table_of(page, table)
    paths = {words(head): path for head, path in MONTHS.items()}
    assert rows
    for row in rows:
        month = months[row[0][0]]
        month |= {"closed": (month["won"] or 0) + (month["lost"] or 0)}
        assert len(check_row(heads, row, paths, month, row[0][0])) >= 3
