"""A cell that names several people, and people whom only replaced rows name."""

import pytest

from salesreport.intake.severalowners import people_in

HEAD = "商机编号,客户,负责人,创建日期,阶段,签约日,金额\n"
PEOPLE = "工号,姓名\n01,张伟\n02,王芳\n03,李娜\n"


def deal(number, owner, day="2024-03-05"):
    return f"D{number},客{number},{owner},2024-01-05,成交,{day},100\n"


NAMED = ["王芳、李娜", "王芳/李娜", "王芳和李娜", "王芳，李娜"]


@pytest.mark.parametrize(
    ("written", "people"),
    [*((written, None) for written in NAMED), *((w, PEOPLE) for w in (*NAMED, "王芳 & 03"))],
)
def test_a_cell_with_several_owners_is_said_and_no_alias_asked_for(load, written, people):
    owners = [f'"{written}"', "王芳", "李娜"]
    text = HEAD + "".join(deal(n, owner) for n, owner in enumerate(owners, start=1))
    data = {"opportunities": {"path": "d.csv"}}
    files = {"d.csv": text}
    if people:
        files["p.csv"], data["reps"] = people, {"path": "p.csv"}
    loaded = load(files, data)
    (problem,) = [p for p in loaded.problems if p.rule == "several_owners"]
    shown = written.replace("，", ",")  # ids are taken without their width
    assert (problem.severity, problem.row, problem.value) == ("warning", 2, shown)
    assert "unknown_rep" not in {p.rule for p in loaded.problems}
    # nothing is split by guess: the deal stays whole
    assert loaded.tables["opportunities"].amount.tolist() == [100_00] * 3


@pytest.mark.parametrize(
    ("written", "known"),
    [("王芳、陌生", {"王芳"}), ("李和", {"李"}), ("王芳、王芳", {"王芳"}), ("Smith, Ann", {"ann"})],
)
def test_no_two_known_people_are_no_several_owners(written, known):
    assert people_in(written, known) == []


def test_who_is_named_by_replaced_rows_alone_is_no_person(load):
    files = {"d_1.csv": HEAD + deal(1, "旧人"), "d_2.csv": HEAD + deal(1, "新人")}
    loaded = load(files, {"opportunities": {"path": "d_*.csv"}})
    assert loaded.tables["reps"].rep_id.tolist() == ["新人"]
