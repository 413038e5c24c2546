"""Own words for won and lost, proposed where the other columns of the deals prove them."""

import pytest

from salesreport.intake import load_tables
from salesreport.params import load_run

HEADER = "商机编号,客户,负责人,创建日期,阶段,签约日,金额,输单原因,合同编号"


def deals(*groups):
    """Deals of (word, number, close date or not, reason, contract or not)."""
    rows, n = [HEADER], 0
    for word, count, dated, reason, signed in groups:
        for _ in range(count):
            n += 1
            end = f"2024-03-{10 + n % 15}" if dated else "--"
            contract = f"K{n}" if signed else ""
            rows.append(
                f"D{n},客{n},赵甲,2024-02-0{1 + n % 9},{word},{end},{n}00,{reason},{contract}"
            )
    return "\n".join(rows) + "\n"


def stages(found):
    return load_run(found.run).data["opportunities"].values.get("stage", {})


OPEN = ("初步沟通", 4, False, "", False)


@pytest.mark.parametrize(
    ("won", "lost"), [("已签约", "已流失"), ("签单", "丢失"), ("中标", "未中标"), ("得標", "落標")]
)
def test_words_of_deals_with_a_close_date_are_believed_beside_open_ones(proposed, won, lost):
    text = deals((won, 5, True, "", False), (lost, 6, True, "", False), OPEN)
    found = proposed({"商机.csv": text})
    assert stages(found) == {lost: "lost", won: "won", "初步沟通": "lead"}
    (line,) = [line for line in found.unsure if won in line]
    assert f"“{won}”按" in line or f"「{won}」按" in line
    frame = load_tables(load_run(found.run)).tables["opportunities"]
    assert frame["stage"].value_counts().to_dict() == {"won": 5, "lost": 6, "lead": 4}


def test_words_alone_prove_nothing_where_every_deal_has_a_close_date(proposed):
    text = deals(("已签约", 5, True, "", False), ("已流失", 6, True, "", False))
    found = proposed({"商机_2024-03.csv": text})
    assert stages(found) == {}


def test_a_contract_proves_won_deals_and_a_reason_lost_ones(proposed):
    # 归档 and 关闭 say nothing; 3 of 6 lost deals have a reason, each deal has a close date
    text = deals(
        ("归档", 5, True, "", True), ("关闭", 3, True, "价格", False), ("关闭", 3, True, "", False)
    )
    found = proposed({"商机.csv": text})
    assert stages(found) == {"归档": "won", "关闭": "lost"}


def test_the_ledger_of_contracts_proves_won_deals_and_by_its_lack_lost_ones(proposed):
    text = deals(("归档", 5, True, "", False), ("关闭", 4, True, "", False), OPEN)
    ledger = "合同编号,客户,负责人,签约日期,金额,商机编号\n" + "".join(
        f"K{n},客{n},赵甲,2024-03-{10 + n},{n}00,D{n}\n" for n in range(1, 6)
    )
    found = proposed({"商机.csv": text, "合同.csv": ledger})
    assert stages(found) == {"归档": "won", "关闭": "lost", "初步沟通": "lead"}


@pytest.mark.parametrize(
    "group",
    [
        ("已流失", 5, True, "", True),  # the word says lost, its contracts say won
        ("归档", 5, True, "价格", True),  # reasons for losing and contracts
        ("关闭", 5, True, "", False),  # closed, but how?
        ("未成交赢单", 5, True, "", False),
    ],
)
def test_what_contradicts_or_says_nothing_is_left_to_the_person(proposed, group):
    found = proposed({"商机.csv": deals(group, OPEN)})
    assert group[0] not in stages(found)
    assert any(group[0] in line for line in found.unsure)


def test_open_stages_go_by_what_they_say_before_they_go_by_number(proposed):
    # by number alone 报价 would be lead and 潜在 negotiation
    text = deals(("成交", 5, True, "", False), ("报价", 7, False, "", False),
                 ("试用中", 4, False, "", False), ("潜在", 2, False, "", False))  # fmt: skip
    found = proposed({"商机.csv": text})
    assert stages(found) == {"报价": "negotiation", "试用中": "intent", "潜在": "lead"}
