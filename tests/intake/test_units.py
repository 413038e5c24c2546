"""Amounts in the unit that their header, the title or the cell itself names."""

import pytest

HEADER = "opportunity_id,rep_id,customer,created_date,stage,close_date,"
SOURCE = {"opportunities": {"path": "d.csv"}}


@pytest.fixture
def amounts(load):
    """Amounts in 分 of a file of deals, and its problems by row."""

    def loaded(header, *cells, above="", below="", more=""):
        lines = [f'{i},LI,A,2024-06-01,won,2024-06-03,"{c}"{more}' for i, c in enumerate(cells)]
        text = f'{above}{HEADER}"{header}"{",note" if more else ""}\n' + "\n".join(lines) + "\n"
        found = load({"d.csv": text + below}, SOURCE)
        table = found.tables["opportunities"].set_index("opportunity_id").amount
        faults = {p.value: p.rule for p in found.problems if p.severity == "error" and p.row}
        return table.to_dict(), faults, found

    return loaded


@pytest.mark.parametrize(
    "above",
    [
        "单位：万元\n",
        "2024年6月合同台账（单位：万元）\n",
        "台账\n金额单位：人民币万元\n",
        "单位：万元 币种：人民币\n",
    ],
)
def test_a_title_above_the_header_names_the_unit(amounts, problem_of, above):
    found, faults, loaded = amounts("amount", "52", "0.5", "520000元", above=above)
    assert found == {"0": 520_000_00, "1": 5_000_00, "2": 520_000_00}
    assert not faults
    note = problem_of(loaded, "unit_of_title")
    assert (note.severity, note.values["factor"]) == ("info", "10,000")


def test_a_header_with_a_unit_beats_the_title(amounts):
    found, _, _ = amounts("金额（元）", "52", above="单位：万元\n")
    assert found == {"0": 52_00}


def test_two_titles_that_contradict_read_no_amount(amounts, problem_of):
    above = "单位：万元\n单位：千元\n"
    found, faults, loaded = amounts("amount", "52", "3万", above=above)
    assert found == {"1": 30_000_00}
    assert faults == {"52": "unclear_unit"}
    assert problem_of(loaded, "titles_contradict").severity == "warning"


def test_a_cell_that_names_its_own_unit_is_not_multiplied(amounts):
    cells = ("52", "520000元", "人民币520000元", "52万", "520千元", "￥520000元")
    found, faults, _ = amounts("金额(万元)", *cells)
    assert set(found.values()) == {520_000_00}
    assert not faults


def test_a_sign_in_some_cells_only_may_mean_yuan_and_is_listed(amounts):
    found, faults, _ = amounts("金额(万元)", "52", "¥520000", "CNY 52", "13 USD", "N/A")
    assert found == {"0": 520_000_00}
    assert faults == {
        "¥520000": "unclear_unit", "CNY 52": "unclear_unit", "13 USD": "unclear_unit",
        "N/A": "bad_number",
    }  # fmt: skip


def test_a_sign_in_every_cell_is_the_format_of_a_column_in_the_headers_unit(amounts):
    found, faults, _ = amounts("金额(万元)", "¥52.00", "¥1,200.00", "¥0.50", "-", "3万")
    assert [found[key] for key in "0124"] == [520_000_00, 12_000_000_00, 5_000_00, 30_000_00]
    assert not faults


def test_a_sign_under_a_header_in_yuan_is_no_doubt(amounts):
    found, faults, _ = amounts("金额(元)", "52", "¥52")
    assert (set(found.values()), faults) == ({52_00}, {})


def test_a_sign_says_no_more_than_its_header(load, problem_of):
    text = HEADER + "金额(JPY)\n1,LI,A,2024-06-01,won,2024-06-03,¥52\n"
    problem = problem_of(load({"d.csv": text}, SOURCE), "missing_rate")
    assert problem.values["currency"] == "JPY"


@pytest.mark.parametrize(
    ("unit", "cents"), [("万元", 520_000_00), ("元", 52_00), ("（千元）", 52_000_00)]
)
def test_a_row_of_units_below_the_header_belongs_to_it(load, unit, cents):
    text = "商机编号,负责人,客户,创建日期,阶段,签约日,金额\n,,,,,," + unit
    loaded = load({"d.csv": text + "\n1,LI,A,2024-06-01,成交,2024-06-03,52\n"}, SOURCE)
    assert loaded.tables["opportunities"].amount.tolist() == [cents]
    assert loaded.ledger[0].read == 1


def test_units_below_headers_of_several_kinds(load):
    text = "周期,销售人员,销售目标,实际完成,完成率,新增客户数\n,,万元,元,%,个\n"
    text += "2024-06,A,30,210000,70,3\n"
    row = load({"e.csv": text}, {"evaluations": {"path": "e.csv"}}).tables["evaluations"].iloc[0]
    assert (row.target, row.bookings) == (300_000_00, 210_000_00)
    assert (str(row.completion), row.new_customers) == ("0.70", 3)


def test_units_at_the_end_of_headers_are_read(load):
    text = "年度,工号,1月/万元,2月(万元),3月 万元\n2024,A,30,21,5\n"
    targets = load({"t.csv": text}, {"targets": {"path": "t.csv"}}).tables["targets"]
    assert [int(value) for value in targets.value] == [300_000, 210_000, 50_000]


@pytest.mark.parametrize("cell", ["1200①", "1200²", "½", "¹200", "⑤", "12㊿"])
def test_characters_that_only_look_like_digits_are_refused(amounts, cell):
    found, faults, _ = amounts("amount", "5", cell)
    assert found == {"0": 5_00}
    assert faults == {cell: "bad_number"}


def test_a_column_of_units_holds_for_the_amounts_of_its_rows(load, rules_of):
    text = HEADER + "金额,单位\n"
    for key, amount, unit in ((1, 52, "万元"), (2, 520000, "元"), (3, 520, "千元"), (4, 7, "")):
        text += f"{key},LI,A,2024-06-01,won,2024-06-03,{amount},{unit}\n"
    loaded = load({"d.csv": text}, SOURCE)
    opportunities = loaded.tables["opportunities"].set_index("opportunity_id")
    assert opportunities.amount.to_dict() == {"1": 520_000_00, "2": 520_000_00, "3": 520_000_00}
    assert [(p.rule, p.row) for p in loaded.problems if p.rule == "unclear_unit"] == [
        ("unclear_unit", 5)
    ]
    assert "extra_columns" not in [p.rule for p in loaded.problems]


def test_a_column_of_organisations_or_pieces_is_no_column_of_units(load):
    for words in (("华东公司", "某局"), ("套", "台")):
        rows = "".join(f"{i},LI,A,2024-06-01,won,2024-06-03,5,{w}\n" for i, w in enumerate(words))
        loaded = load({"d.csv": HEADER + "金额,单位\n" + rows}, SOURCE)
        assert loaded.tables["opportunities"].amount.tolist() == [5_00, 5_00]


@pytest.mark.parametrize("group", ["销售目标（万元）", "销售目标/万元", "2024年（单位：万元）"])
def test_the_unit_of_a_group_of_columns_holds_for_each(load, group):
    text = f"年度,工号,{group},,\n,,1月,2月,3月\n2024,A,30,21,5\n"
    targets = load({"t.csv": text}, {"targets": {"path": "t.csv"}}).tables["targets"]
    assert [int(value) for value in targets.value] == [300_000, 210_000, 50_000]
    assert targets.period.tolist() == ["2024-01", "2024-02", "2024-03"]


def test_the_unit_of_a_group_is_none_of_its_rates_and_counts(load):
    text = "周期,销售人员,业绩（万元）,,,\n,,销售目标,实际完成,完成率,新增客户数\n"
    text += "2024-06,A,30,21,70%,3\n"
    row = load({"e.csv": text}, {"evaluations": {"path": "e.csv"}}).tables["evaluations"].iloc[0]
    assert (row.target, row.bookings) == (300_000_00, 210_000_00)
    assert (str(row.completion), row.new_customers) == ("0.70", 3)


def test_a_header_in_ten_thousand_yuan_is_of_measures_in_money_only(load):
    text = (
        "period,rep_id,measure,目标值（万元）\n2024-06,A,bookings,30\n2024-06,A,won_customers,3\n"
    )
    targets = load({"t.csv": text}, {"targets": {"path": "t.csv"}}).tables["targets"]
    assert [int(value) for value in targets.value] == [300_000, 3]


def test_a_share_is_no_amount(amounts):
    found, faults, _ = amounts("金额（%）", "52", "52%")
    assert not found
    assert faults == {"52": "unclear_unit", "52%": "bad_number"}
