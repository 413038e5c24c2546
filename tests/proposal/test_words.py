"""Words, currencies and months a folder uses in its own way."""

import pytest
import yaml

from salesreport.intake import load_tables
from salesreport.params import load_run

HEADER = "商机编号,客户,负责人,创建日期,阶段,签约日,金额"
CRM = {"初步接洽": 8, "需求确认": 5, "方案报价": 3, "商务谈判": 2, "赢单": 4, "输单": 2}
"""A company's own stages, by how many deals."""


def crm(counts, *, closed=("赢单", "输单"), last=""):
    rows, n = [HEADER], 0
    for stage, count in counts.items():
        for _ in range(count):
            n += 1
            end = f"2024-03-{n % 9 + 10}" if stage in closed else last
            rows.append(f"D{n},客户{n},赵甲,2024-03-0{n % 9 + 1},{stage},{end},{n}000")
    return "\n".join(rows) + "\n"


def test_own_stage_words_are_proposed_and_marked_unsure(proposed):
    found = proposed({"CRM商机导出20240402.csv": crm(CRM)})
    run = load_run(found.run)
    # the two open stages without a like word, by how many deals: the most first
    assert run.data["opportunities"].values["stage"]["初步接洽"] == "lead"
    frame = load_tables(run).tables["opportunities"]
    assert len(frame) == sum(CRM.values())
    assert int((frame["stage"] == "won").sum()) == CRM["赢单"]
    said = next(line for line in found.unsure if "初步接洽" in line)
    assert said.startswith("CRM商机导出20240402.csv：")
    assert said.index("初步接洽") < said.index("需求确认") < said.index("方案报价")
    assert any(found.grades.values())


def test_a_word_that_nothing_explains_is_left_for_the_person_to_place(proposed):
    stages = {"赢单": 10, "输单": 5, "冻结": 3, "未成交": 2}
    text = crm(stages, closed=("赢单", "输单", "冻结", "未成交"))
    found = proposed({"商机.csv": text})
    run = load_run(found.run)
    assert run.data["opportunities"].values == {}
    written = found.run.read_text("utf-8")
    line = next(line for line in written.splitlines() if "冻结" in line)
    assert line.lstrip().startswith("#")
    assert "<lead | intent | negotiation | won | lost>" in line
    assert any("冻结" in line and "未成交" in line for line in found.unsure)


def test_the_line_to_place_a_word_reads_it_once_it_is_filled_in(proposed):
    text = crm({"赢单": 10, "冻结": 3}, closed=("赢单", "冻结"))
    found = proposed({"商机.csv": text})
    lines = found.run.read_text("utf-8").splitlines()
    asked = next(line.strip("# ") for line in lines if "冻结" in line)
    answered = asked.replace("<lead | intent | negotiation | won | lost>", "lost")
    place = next(n for n, line in enumerate(lines) if line.startswith("  opportunities: {"))
    lines[place] = lines[place][:-1] + f", {answered}}}"
    found.run.write_text("\n".join(lines) + "\n", encoding="utf-8")
    frame = load_tables(load_run(found.run)).tables["opportunities"]
    assert frame["stage"].value_counts().to_dict() == {"won": 10, "lost": 3}


def test_the_line_for_words_nothing_explains_holds_those_that_are_placed(proposed):
    text = crm({"赢单": 10, "商务谈判中": 4, "冻结": 3}, closed=("赢单", "冻结"))
    found = proposed({"商机.csv": text})
    asked = next(line for line in found.run.read_text("utf-8").splitlines() if "冻结" in line)
    held = yaml.safe_load(asked.strip("# "))["values"]["stage"]
    assert load_run(found.run).data["opportunities"].values == {
        "stage": {"商务谈判中": "negotiation"}
    }
    assert held == {
        "商务谈判中": "negotiation",
        "冻结": "<lead | intent | negotiation | won | lost>",
    }


@pytest.mark.parametrize("word", ["意向成交", "Lost - negotiation", "Won lead"])
def test_a_word_of_several_choices_is_left_for_the_person_to_place(proposed, word):
    # every deal has a close date, so that nothing says that the word's are open
    text = crm({"赢单": 10, word: 3}, closed=("赢单", word))
    found = proposed({"商机.csv": text})
    assert load_run(found.run).data["opportunities"].values == {}
    (line,) = [line for line in found.run.read_text("utf-8").splitlines() if word in line]
    assert line.lstrip().startswith("#")
    assert "<lead | intent | negotiation | won | lost>" in line


@pytest.mark.parametrize("word", ["Closed Won (Sales Pipeline)", "Closed Lost (New Business)"])
def test_a_systems_longer_word_is_taken_for_the_one_within(proposed, word):
    stages = {word: 3, "Appointment Scheduled": 4}
    text = crm(stages, closed=(word,))
    found = proposed({"deals.csv": text})
    frame = load_tables(load_run(found.run)).tables["opportunities"]
    meant = "won" if "Won" in word else "lost"
    assert int((frame["stage"] == meant).sum()) == 3


@pytest.mark.parametrize(
    ("word", "choice"),
    [
        # as the shipped mappings salesforce and hubspot take them; each has a close date
        ("Needs Analysis", "intent"), ("Proposal/Price Quote", "negotiation"),
        ("Appointment Scheduled (Sales Pipeline)", "lead"), ("Contract Sent", "negotiation"),
    ],
)  # fmt: skip
def test_a_systems_own_word_is_taken_as_its_mapping_takes_it(proposed, word, choice):
    text = crm({"赢单": 6, word: 4}, last="2024-05-20")
    found = proposed({"deals.csv": text})
    assert load_run(found.run).data["opportunities"].values == {"stage": {word: choice}}


@pytest.mark.parametrize("mark", [",币种", ""])
def test_deals_in_one_foreign_currency_are_reported_in_it(proposed, mark):
    lines = crm({"赢单": 6, "输单": 3}).splitlines()
    if mark:
        lines = [lines[0] + mark, *(line + ",USD" for line in lines[1:])]
    else:
        lines = [
            lines[0], *(line.rsplit(",", 1)[0] + ",US$" + line.rsplit(",", 1)[1]
                        for line in lines[1:]),
        ]  # fmt: skip
    found = proposed({"商机.csv": "\n".join(lines) + "\n"})
    run = load_run(found.run)
    assert (run.currency, run.period.label) == ("USD", "2024-03")
    assert len(load_tables(run).tables["opportunities"]) == 9


def test_a_few_foreign_deals_do_not_move_the_currency(proposed):
    lines = crm({"赢单": 9, "输单": 3}).splitlines()
    lines[1] = lines[1].rsplit(",", 1)[0] + ",US$1000"
    found = proposed({"商机.csv": "\n".join(lines) + "\n"})
    run = load_run(found.run)
    assert run.currency == "CNY"
    assert any("US$1000" in line or "USD" in line for line in found.unsure)


def months(*names):
    rows = [HEADER]
    for month in names:
        rows += [f"{month}{n},客{n},赵甲,{month}-0{n},赢单,{month}-1{n},5000" for n in range(1, 7)]
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("name", "text", "period", "as_of"),
    [
        # the deals' own dates decide, not the day of the export
        ("all-deals-2024-04-01.csv", months("2024-02", "2024-03"), "2024-03", "2024-03-31"),
        # exported on 25 March: no later day is in it
        ("商机_20240325.csv", months("2024-02", "2024-03"), "2024-03", "2024-03-25"),
        # 0301 names the month, since it holds later days of it
        ("商机_20240301.csv", months("2024-02", "2024-03"), "2024-03", "2024-03-31"),
        # nothing dated inside: the first days of a month close the one before
        ("人员_2024-04-02.csv", "工号,姓名\nS1,赵甲\n", "2024-03", "2024-03-31"),
        ("人员_2024-04-28.csv", "工号,姓名\nS1,赵甲\n", "2024-04", "2024-04-28"),
    ],
)
def test_an_exports_day_is_neither_its_month_nor_passed(proposed, name, text, period, as_of):
    found = proposed({name: text})
    run = load_run(found.run)
    assert (run.period.label, run.as_of.isoformat()) == (period, as_of)


def test_two_files_of_targets_are_of_what_their_names_say(proposed):
    files = {
        f"2024{what}目标.csv": "姓名,2月,3月\n赵甲,20,30\n钱乙,21,31\n" for what in ("销售", "回款")
    }
    found = proposed({**files, "商机.csv": months("2024-02", "2024-03")})
    loaded = load_tables(load_run(found.run))
    by_measure = loaded.tables["targets"]["measure"].value_counts().to_dict()
    assert by_measure == {"bookings": 4, "collections": 4}
    assert "superseded" not in {problem.rule for problem in loaded.problems}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "没有财务数据时与上一行相同"),
        ({"回款.csv": "流水号,到账日期,金额,负责人\n1,2024-03-03,5,赵甲\n"}, "财务数据截止日"),
    ],
)
def test_the_cut_off_of_finance_is_said_to_be_of_finance_where_there_is_any(proposed, more, said):
    found = proposed({"商机.csv": months("2024-03"), **more})
    (line,) = [one for one in found.run.read_text("utf-8").splitlines() if "finance_as_of" in one]
    assert line == f"finance_as_of: 2024-03-31  # {said}"
