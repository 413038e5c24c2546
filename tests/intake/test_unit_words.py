"""Numbers in whatever unit their header, title, measure or file's separators say."""

from decimal import Decimal

import pytest

HEADER = ["opportunity_id", "rep_id", "customer", "created_date", "stage", "close_date"]


@pytest.fixture
def deals(load):
    """Amounts in 分 of deals, and the rules by cell."""

    def loaded(header, *cells, above="", sep=",", columns=None):
        day = ["LI", "A", "2024-06-01", "won", "2024-06-03"]
        rows = [[str(key), *day, cell] for key, cell in enumerate(cells)]
        text = above + "".join(sep.join(row) + "\n" for row in ([*HEADER, header], *rows))
        source = {"opportunities": {"path": "d.csv", "columns": columns or {}}}
        found = load({"d.csv": text}, source)
        faults = {p.value: p.rule for p in found.problems if p.severity == "error" and p.row}
        return found.tables["opportunities"].amount.tolist(), faults, found

    return loaded


@pytest.fixture
def targets(load):
    """Values of targets by measure and month, and the rules by cell."""

    def loaded(text):
        found = load({"t.csv": text}, {"targets": {"path": "t.csv"}})
        table = found.tables["targets"]
        keys = zip(table.measure, table.period, strict=True)
        faults = {p.value: p.rule for p in found.problems if p.severity == "error" and p.row}
        return dict(zip(keys, table.value, strict=True)), faults

    return loaded


def test_a_header_named_in_the_run_file_still_says_its_unit(deals):
    found, faults, _ = deals("Amount '000", "12", columns={"Amount '000": "amount"})
    assert (found, faults) == ([12_000_00], {})


def test_amounts_in_cents_are_hundredths_and_cells_may_say_their_own_unit(deals):
    found, faults, _ = deals("金额（分）", "12000", "5元", "12%", "¥7")
    assert found == [120_00, 5_00]
    assert faults == {"12%": "bad_number", "¥7": "unclear_unit"}


def test_the_currency_of_a_unit_is_kept(deals, problem_of):
    _, _, loaded = deals("Amount (TEUR)", "12")
    assert problem_of(loaded, "missing_rate").values["currency"] == "EUR"


def test_a_unit_in_unknown_words_lists_cells_without_their_own(deals):
    assert deals("Amount (mil. EUR)", "12", "3万")[:2] == ([30_000_00], {"12": "unclear_unit"})


def test_a_title_in_unknown_words_lists_cells_without_a_word_on_a_factor(deals, rules_of):
    found, faults, loaded = deals("amount", "12", above="单位：mil. EUR\n")
    assert (found, faults) == ([], {"12": "unclear_unit"})
    assert "unit_of_title" not in rules_of(loaded)


def test_a_title_that_tells_amounts_multiplies_none(deals):
    above = '"本期完成 35 万元，目标 40 万元",,,,,,\n'
    assert deals("amount", "120000", above=above)[0] == [120_000_00]


def test_a_file_with_semicolons_has_no_guessed_thousands(deals):
    found, faults, _ = deals("amount", "1,234", "2.500", sep=";")
    assert found == []
    assert faults == {"1,234": "unclear_number", "2.500": "unclear_number"}
    assert deals("amount", "12,5", "1,234", sep=";")[0] == [12_50, 1_23]
    assert deals("amount", "1,234", sep=",")[0] != [1_23]


def test_rates_between_semicolons_are_read_by_their_decimal_comma(load):
    text = "currency;period;rate\nEUR;2024-06;7,812\nUSD;2024-06;7,123\nJPY;2024-06;0,048\n"
    rates = load({"r.csv": text}, {"rates": {"path": "r.csv"}}).tables["rates"].rate.tolist()
    assert rates == [Decimal("7.812"), Decimal("7.123"), Decimal("0.048")]


def test_a_count_between_semicolons_can_only_be_grouped(load):
    text = "period;rep_id;target;bookings;leads\n2024-06;A;1;1;1,234\n"
    loaded = load({"e.csv": text}, {"evaluations": {"path": "e.csv"}})
    assert loaded.tables["evaluations"].leads.tolist() == [1234]


def test_a_number_with_an_exponent_is_an_amount(deals):
    found, faults, _ = deals("amount", "1e3", "5.00E+02", "1e+05", "1.23E+05")
    assert found == [1_000_00, 500_00, 100_000_00]
    assert faults == {"1.23E+05": "bad_number"}


def test_a_bare_target_of_a_rate_above_two_is_unclear(targets):
    text = "rep_id,period,measure,value\nA,2024-04,collection_rate,90\n"
    text += "A,2024-05,回款率,90%\nA,2024-06,win_rate,0.3\nA,2024-06,leads,90\n"
    found, faults = targets(text)
    assert faults == {"90": "ambiguous_rate"}
    assert found == {
        ("collection_rate", "2024-05"): Decimal("0.90"),
        ("win_rate", "2024-06"): Decimal("0.3"),
        ("leads", "2024-06"): 90,
    }


def test_a_wide_target_of_a_rate_follows_the_same_rule(targets):
    found, faults = targets(
        "姓名,年度,指标,1月,2月\n张三,2024,回款率,90,0.8\n张三,2024,转化率,25,30%\n"
    )
    assert faults == {"90": "ambiguous_rate", "25": "ambiguous_rate"}
    assert found == {
        ("collection_rate", "2024-02"): Decimal("0.8"),
        ("conversion", "2024-02"): Decimal("0.30"),
    }


def test_a_measure_says_the_unit_of_its_own_row(targets):
    text = "姓名,年度,指标,1月\n张三,2024,销售额（万元）,10\n张三,2024,复购率（%）,12\n"
    found, faults = targets(text + "张三,2024,新客户数/个,3\n张三,2024,回款额,4\n")
    assert not faults
    assert found == {
        ("bookings", "2024-01"): 100_000, ("repurchase_rate", "2024-01"): Decimal("0.12"),
        ("new_customers", "2024-01"): 3, ("collections", "2024-01"): 4,
    }  # fmt: skip


def test_a_unit_of_the_measure_that_contradicts_the_header_is_unclear(targets):
    text = "姓名,年度,指标,1月（元）\n张三,2024,销售额（万元）,10\n"
    assert targets(text) == ({}, {"10": "unclear_unit"})


def test_a_column_of_units_leaves_counts_alone(targets):
    text = "姓名,年度,指标,单位,1月\n张三,2024,新增客户数,个,3\n张三,2024,销售额,万元,10\n"
    text += "张三,2024,回款额,,10\n"
    found, faults = targets(text)
    assert faults == {"10": "unclear_unit"}
    assert found == {("new_customers", "2024-01"): 3, ("bookings", "2024-01"): 100_000}


def test_fractions_under_a_header_in_percent_are_unclear_unless_another_cell_tells(load):
    head = "period,rep_id,target,bookings,回款率(%)\n"

    def rates(*cells):
        rows = "".join(f"2024-06,{n},1,1,{cell}\n" for n, cell in enumerate(cells))
        loaded = load({"e.csv": head + rows}, {"evaluations": {"path": "e.csv"}})
        faults = {p.value: p.rule for p in loaded.problems if p.row}
        return loaded.tables["evaluations"].collection_rate.tolist(), faults

    found, faults = rates("0.25", "0.9", "80%", "0", "")
    assert found == [None, None, Decimal("0.80"), 0, None]
    assert faults == {"0.25": "ambiguous_rate", "0.9": "ambiguous_rate"}
    assert rates("0.25", "90", "1") == ([Decimal("0.0025"), Decimal("0.90"), Decimal("0.01")], {})
    assert rates("1", "0") == ([Decimal("0.01"), 0], {})
