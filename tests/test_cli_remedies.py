"""What `check` gives to paste mends the problem it stands below, up to a clean check."""

from __future__ import annotations

import re

import pytest
import yaml

POLICY = "weights: {completion: 100}\ngoalposts: {completion: {lo: 0, hi: 1}}\n"
RUN = """\
period: 2024-06
language: LANGUAGE
currency: CNY
policy: policy.yaml
out: reports
data:
"""
REPS = "rep_id,name,team\nS01,张伟,东区\nS02,李建国,东区\nS03,王小明,西区\nS04,Laurel Quin,西区\n"
HEADER = "opportunity_id,rep_id,customer,product,created_date,stage,close_date,amount\n"


def deals(*rows):
    return HEADER + "".join(f"{row}\n" for row in rows)


def deal(n, rep="S01", customer="甲公司", product="A1", stage="won", closed="2024-06-14"):
    return f"O{n},{rep},{customer},{product},2024-05-02,{stage},{closed},{n}000"


PEOPLE = {"reps": {"path": "reps.csv"}}
OPPORTUNITIES = {"opportunities": {"path": "deals.csv"}}
OWN = "title: Ours\nfiles: {d: [deals.csv]}\ntables: {won: {table: opportunities, path: d}}\n"

# name -> files, entries, what a person answers where a choice is asked
CASES = {
    "a stage nearly written right": (
        {"deals.csv": deals(deal(1, stage="Negotiaton", closed=""))}, OPPORTUNITIES, {},
    ),
    "two unknown stages of one entry, one to be chosen": (
        {"deals.csv": deals(deal(1, stage="Negotiaton", closed=""), deal(2, stage="Parked"))},
        OPPORTUNITIES, {"Parked": "won"},
    ),
    "an unknown stage where the entry has words of its own": (
        {"deals.csv": deals(deal(1, stage="ok"), deal(2, stage="Parked"))},
        {"opportunities": {"path": "deals.csv", "values": {"stage": {"ok": "won"}}}},
        {"Parked": "won"},
    ),
    "unknown stages of a mapping's table": (
        {"deals.csv": deals(deal(1, stage="Negotiaton", closed="")), "own.yaml": OWN},
        {"crm": {"mapping": "own.yaml", "path": "."}}, {},
    ),
    "a header that is almost the column's": (
        {"deals.csv": deals(deal(1)).replace(",amount", ",amuont")}, OPPORTUNITIES, {},
    ),
    "a header nobody knows": (
        {"deals.csv": deals(deal(1)).replace(",amount", ",标的")}, OPPORTUNITIES,
        {"amount": "标的"},
    ),
    "days that can be read in two orders": (
        {"deals.csv": deals(deal(1, closed="03/06/2024"))}, OPPORTUNITIES, {"close_date": "dmy"},
    ),
    "days without a year": (
        {"deals.csv": deals(deal(1, closed="6月14日"))}, OPPORTUNITIES, {},
    ),
    "customers written in two ways": (
        {"deals.csv": deals(deal(1, customer="北京字节"), deal(2, customer="北京 字节"),
                            deal(3, customer="北京字节"))}, OPPORTUNITIES, {},
    ),
    "customers written in two ways, beside a table of aliases": (
        {"deals.csv": deals(deal(1, customer="北京字节"), deal(2, customer="北京 字节"),
                            deal(3, customer="北京字节")),
         "names.csv": "kind,written,canonical\nrep,老张,S01\n", "reps.csv": REPS},
        {**OPPORTUNITIES, **PEOPLE, "aliases": {"path": "names.csv"}}, {},
    ),
    "products written in two ways and an unknown stage": (
        {"deals.csv": deals(deal(1, product="GTX Pro"), deal(2, product="GTX Pro"),
                            deal(3, product="GTXPro", stage="Parked"))},
        OPPORTUNITIES, {"Parked": "won"},
    ),
    "reps by sound, by given name, by nickname and with a letter too many": (
        {"deals.csv": deals(deal(1, rep="张炜"), deal(2, rep="建国"), deal(3, rep="小王"),
                            deal(4, rep="Laurel Quinn")), "reps.csv": REPS},
        {**OPPORTUNITIES, **PEOPLE}, {},
    ),
    "a rep who is like nobody": (
        {"deals.csv": deals(deal(1, rep="孙悟空")), "reps.csv": REPS}, {**OPPORTUNITIES, **PEOPLE},
        {"孙悟空": "S02"},
    ),
}  # fmt: skip


@pytest.fixture
def checked(call, tmp_path):
    """Write the files and the run file, and check it."""

    def check(data):
        text = yaml.safe_dump({"data": data}, allow_unicode=True, sort_keys=False)
        head = RUN.replace("LANGUAGE", "en").replace("data:\n", text)
        (tmp_path / "run.yaml").write_text(head, encoding="utf-8")
        return call("check", tmp_path / "run.yaml")

    return check


def chosen(value, key, answers):
    """A pasted setting with each `<...>` answered; a header by the column it stands for."""
    if isinstance(value, dict):
        return {
            (answers[v] if str(k).startswith("<") else k): chosen(v, k, answers)
            for k, v in value.items()
        }
    return answers[key] if str(value).startswith("<") else value


def merged(before, more):
    both = isinstance(before, dict) and isinstance(more, dict)
    return {**before, **{k: merged(before.get(k), v) for k, v in more.items()}} if both else more


def paste(out, data, folder, answers):
    """Do what the lines to paste say; how many did."""
    lines = [line.strip() for line in out.splitlines() if line.startswith(" " * 7)]
    n_pasted, place, file = 0, "", None
    for line in lines:
        if line.startswith("# "):
            place = line.removeprefix("# ")
            file = re.search(r"rows (?:of|to add to) ([^ ,]+)", place)
            continue
        n_pasted += 1
        if file:
            path = folder / file[1]
            if line == "kind,written,canonical":
                if not path.exists():
                    path.write_text(line + "\n", encoding="utf-8")
            else:
                kind, written, meant = line.split(",")
                meant = answers[written] if meant.startswith("<") else meant
                with path.open("a", encoding="utf-8") as rows:
                    rows.write(f"{kind},{written},{meant}\n")
            continue
        setting = yaml.safe_load(line)
        name = re.match(r"data\.(\w+)", place)
        if name is None:
            assert place == "data"
            data.update(setting)
            continue
        entry = data[name[1]]
        for key, value in chosen(setting, "", answers).items():
            is_whole = "in place of" in place or key not in entry
            entry[key] = value if is_whole else merged(entry[key], value)
    return n_pasted


def told(out):
    """Problems that are to be mended; what is only said for information is no fault."""
    return re.findall(r"^\d+\. \[(?:error|warning)\].*", out, re.MULTILINE)


@pytest.mark.parametrize("case", CASES)
def test_pasting_what_check_says_ends_at_a_clean_check(checked, tmp_path, case):
    files, data, answers = CASES[case]
    data = yaml.safe_load(yaml.safe_dump(data))
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    n_rounds, rounds = 0, []
    while True:
        code, out, err = checked(data)
        assert "Traceback" not in err
        rounds.append(out)
        n_pasted = paste(out, data, tmp_path, answers)
        if not n_pasted:
            break
        n_rounds += 1
        assert n_rounds < 4, rounds
    assert n_rounds > 0
    assert (code, told(out), "may be the same" in out) == (0, [], False), rounds


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"values": {"stage": {"Parked": "<lead | intent | negotiation | won | lost>"}}},
         "choose one of lead, intent, negotiation, won, lost"),
        ({"columns": {"<header>": "amount"}}, "write the header as it stands in the file"),
        ({"day_order": {"close_date": "<dmy | mdy>"}}, "dmy"),
    ],
)  # fmt: skip
def test_a_choice_pasted_as_it_is_asks_for_the_choice(checked, tmp_path, setting, said):
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "deals.csv").write_text(deals(deal(1)), encoding="utf-8")
    code, _, err = checked({"opportunities": {"path": "deals.csv", **setting}})
    assert code == 2
    assert said in err
    assert "Traceback" not in err


def test_a_choice_pasted_below_a_mapping_asks_for_the_choice(checked, tmp_path):
    for name, text in {"policy.yaml": POLICY, "own.yaml": OWN, "deals.csv": deals(deal(1))}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    values = {"values": {"stage": {"Parked": "<won | lost>"}}}
    crm = {"mapping": "own.yaml", "path": ".", "tables": {"won": values}}
    code, _, err = checked({"crm": crm})
    assert code == 2
    assert "choose one of won, lost" in err


def test_an_alias_row_without_its_id_means_nobody(checked, tmp_path):
    files = {"policy.yaml": POLICY, "deals.csv": deals(deal(1, rep="孙悟空")), "reps.csv": REPS,
             "a.csv": "kind,written,canonical\nrep,孙悟空,<rep_id>\n"}  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    _, out, _ = checked({**OPPORTUNITIES, **PEOPLE, "aliases": {"path": "a.csv"}})
    assert "does not hold “孙悟空”" in out
    assert "# rows to add to a.csv, which data.aliases of the run file reads" in out


def test_the_public_pipeline_without_its_mapping_is_mended_by_pasting(checked, shared, tmp_path):
    text = (shared / "data/maven_crm/sales_pipeline.csv").read_text("utf-8-sig")
    (tmp_path / "deals.csv").write_text(text, encoding="utf-8")
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    data, rounds = {"opportunities": {"path": "deals.csv"}}, []
    while len(rounds) < 8:
        _, out, err = checked(data)
        assert "Traceback" not in err
        rounds.append(out)
        if not paste(out, data, tmp_path, {}):
            break
    assert data["opportunities"]["columns"] == {
        "engage_date": "created_date", "close_value": "amount",
    }  # fmt: skip
    assert "[error]" not in out
    assert "opportunities: 8800 of 8800 rows used" in out  # as INDEX.md counts them
