"""What programs leave in the text files and pages they export."""

import pytest

HEADER = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount"
DEAL = "LI,A,2024-06-01,won,2024-06-03"
SOURCE = {"opportunities": {"path": "d.csv"}}


@pytest.fixture
def deals_of(load):
    """Id and amount in cents of the deals of a file, and what was loaded."""

    def loaded(content, name="d.csv"):
        found = load({name: content}, {"opportunities": {"path": name}})
        table = found.tables["opportunities"]
        return dict(zip(table.opportunity_id, table.amount, strict=True)), found

    return loaded


def test_a_guard_of_excel_around_a_text_is_taken_off(deals_of):
    text = (
        f'{HEADER}\n="0012",="007",A,="2024-06-01",won,2024-06-03,="1200"\n'
        f'"=""0013""",="007",A,2024-06-01,won,2024-06-03,"=""1,200.50"""\n'
    )
    found, loaded = deals_of(text)
    assert found == {"0012": 1200_00, "0013": 1200_50}
    assert loaded.tables["opportunities"].rep_id.tolist() == ["007", "007"]


def test_a_formula_in_a_text_file_is_no_number(deals_of, problem_of):
    found, loaded = deals_of(f'{HEADER}\n1,{DEAL},"=SUM(A1:A2)"\n2,{DEAL},5\n')
    assert found == {"2": 5_00}
    assert problem_of(loaded, "bad_number").value == "=SUM(A1:A2)"


ONE, TWO = f"{HEADER}\n1,{DEAL},5\n", f"{HEADER}\n2,{DEAL},6\n"


def quoted(text):
    """The text with every cell in quotes."""
    return "".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) + "\n" for line in text.splitlines()
    )


@pytest.mark.parametrize(
    "content",
    [
        (ONE + TWO).encode(),
        ONE.encode("utf-8-sig") + TWO.encode("utf-8-sig"),
        quoted(ONE).encode("utf-8-sig") + quoted(TWO).encode("utf-8-sig"),
        ONE.encode("utf-8-sig") + b"\r\n" + TWO.encode() + b"\x1a\r\n",
        ONE.encode("utf-16") + TWO.encode("utf-16"),
    ],
)
def test_the_header_of_a_file_joined_to_another_is_no_row(deals_of, problem_of, content):
    found, loaded = deals_of(content)
    assert found == {"1": 5_00, "2": 6_00}
    assert problem_of(loaded, "repeated_header").severity == "info"
    assert loaded.ledger[0].listed == {"repeated_header": 1}


@pytest.mark.parametrize("end", [b"\x1a", b"\n\x1a", b"\x1a\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_the_mark_that_ends_a_file_of_dos_is_no_row(deals_of, end, encoding):
    content = ONE.replace("LI,A", "李强,上海某某科技有限公司").encode(encoding)
    found, loaded = deals_of(content.rstrip(b"\n") + end)
    assert found == {"1": 5_00}
    assert (loaded.ledger[0].read, loaded.tables["opportunities"].customer[0]) == (
        1,
        "上海某某科技有限公司",
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_an_amount_cut_at_its_comma_is_never_its_first_part(deals_of, problem_of, separator):
    text = f"{HEADER},\n1,{DEAL},5,\n2,{DEAL},1,200\n".replace(",", separator)
    found, loaded = deals_of(text)
    assert found == {"1": 5_00}
    problem = problem_of(loaded, "long_row")
    assert (problem.row, problem.values["cells"], problem.severity) == (3, "8", "error")


def test_amounts_cut_in_every_row_are_all_listed(deals_of):
    found, loaded = deals_of(f"{HEADER},\n1,{DEAL},1,200\n2,{DEAL},2,300\n")
    assert (found, loaded.ledger[0].listed) == ({}, {"long_row": 2})


def test_a_delimiter_at_the_end_of_every_line_is_no_column(deals_of, rules_of):
    found, loaded = deals_of(f"{HEADER},\n1,{DEAL},5,\n2,{DEAL},6,\n")
    assert found == {"1": 5_00, "2": 6_00}
    assert "extra_columns" not in [problem.rule for problem in loaded.problems]


def test_cells_under_a_blank_header_between_others_are_kept_by_their_letter(deals_of):
    text = f"opportunity_id,,{HEADER.partition(',')[2]}\n1,x,{DEAL},5\n"
    _, loaded = deals_of(text)
    assert loaded.tables["opportunities"]["B"].tolist() == ["x"]


def test_true_and_marks_in_a_page_are_no_amounts(deals_of):
    cells = ["TRUE", "5", "FALSE", "<b>6</b>", "7<br>8", "12<sup>①</sup>", "1<span>0</span>"]
    head = "".join(f"<th>{word}</th>" for word in HEADER.split(","))
    row = "".join(f"<td>{word}</td>" for word in DEAL.split(","))
    rows = "".join(f"<tr><td>{i}</td>{row}<td>{c}</td></tr>" for i, c in enumerate(cells))
    found, loaded = deals_of(f"<html><table><tr>{head}</tr>{rows}</table></html>", "d.xls")
    assert found == {"1": 5_00, "3": 6_00, "6": 10_00}
    faults = [p.value for p in loaded.problems if p.rule == "bad_number"]
    assert faults == ["TRUE", "FALSE", "7 8", "12①"]
