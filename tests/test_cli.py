"""The command line: output, exit codes, and one clear error for each bad input."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "params/seed-2024-03.yaml"

POLICY = """\
currency: CNY
weights: {completion: 60, win_rate: 40}
goalposts:
  completion: {lo: 0, hi: 1.00}
  win_rate: {lo: 0, hi: 0.60}
"""
RUN = """\
period: 2024-03
language: en
currency: CNY
policy: policy.yaml
out: reports
data:
  opportunities: {path: deals.csv}
  targets: {path: targets.csv}
"""
DEALS = """\
opportunity_id,rep_id,customer,created_date,stage,close_date,amount
O1,0012,Acme,2024-02-01,won,2024-03-05,1000.50
O2,0012,Bolt,2024-02-02,lost,2024-03-06,500
O3,NA,Cord,2024-02-03,won,2024-03-07,2000
"""
TARGETS = """\
rep_id,measure,period,value
0012,bookings,2024-03,2000
NA,bookings,2024-03,2000
"""


@pytest.fixture
def run_file(tmp_path):
    """A small run of one's own; pass other texts for its files."""

    def write(run=RUN, policy=POLICY, **files):
        texts = {"deals.csv": DEALS, "targets.csv": TARGETS, "policy.yaml": policy}
        texts |= {name.replace("_csv", ".csv"): text for name, text in files.items()}
        for name, text in texts.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        path = tmp_path / "2024-03.yaml"
        path.write_text(run, encoding="utf-8")
        return path

    return write


def test_score_json_is_json_with_ids_as_text(call, run_file):
    code, out, _ = call("score", run_file(), "--json")
    document = json.loads(out)
    assert code == 0
    assert [rep["rep_id"] for rep in document["reps"]] == ["0012", "NA"]
    assert document["reps"][0]["measures"]["bookings"] == 1000.5


def test_score_prints_one_line_a_rep(call):
    code, out, _ = call("score", SEED)
    assert code == 0
    assert "张*  87.98  良好  +1: 90.42 优秀  -1: 82.84 良好" in out


def test_people_of_one_name_are_told_apart_by_their_ids(call, run_file):
    reps = "rep_id,name\n0012,Li Wei\nNA,Li Wei\n0013,Wang Fang\n"
    run = RUN + "  reps: {path: reps.csv}\n"
    _, out, _ = call("score", run_file(run, reps_csv=reps))
    assert re.findall("^(?:Li|Wang).*?(?=  )", out, re.MULTILINE) == [
        "Li Wei 0012", "Li Wei NA", "Wang Fang",
    ]  # fmt: skip


def test_check_counts_rows_and_prints_the_grades(call, run_file):
    code, out, _ = call("check", run_file())
    assert code == 0
    assert "3 of 3 rows used" in out
    assert "Grades under policy policy" in out


def test_lines_to_paste_mend_a_table_that_a_mapping_reads(call, run_file, tmp_path):
    own = "title: Ours\nfiles: {d: [deals.csv]}\ntables: {opportunities: {path: d}}\n"
    (tmp_path / "own.yaml").write_text(own, encoding="utf-8")
    run = RUN.replace("opportunities: {path: deals.csv}", "crm: {mapping: own.yaml, path: .}")
    path = run_file(run, deals_csv=DEALS.replace("won,2024-03-07", "Intnt,2024-03-07"))
    _, out, _ = call("check", path)
    place, line = re.search(r"# data\.(\w+)\n *(\S.*)\n", out).groups()
    assert (place, line) == (
        "crm", "tables: {opportunities: {values: {stage: {Intnt: intent}}}}"
    )  # fmt: skip
    path.write_text(run.replace("path: .}", f"path: ., {line}}}"), encoding="utf-8")
    _, out, _ = call("check", path)
    assert "opportunities: 3 of 3 rows used" in out


def test_init_makes_a_workspace_whose_run_works(call, tmp_path):
    folder = tmp_path / "我的 workspace"
    code, out, _ = call("init", folder)
    assert code == 0
    assert "files written" in out
    assert (folder / "notebooks/rep_retrospective.ipynb").is_file()
    code, out, _ = call("score", folder / "params/seed-2024-03.yaml")
    assert code == 0
    assert "64.97" in out


def test_a_folder_given_as_run_file_is_called_a_folder_and_its_run_files_are_named(call, tmp_path):
    call("init", tmp_path / "w")
    for command in ("check", "score", "build"):
        code, _, err = call(command, tmp_path / "w")
        assert code == 2
        assert f"{tmp_path / 'w'}: this is a folder. Expected: a YAML file" in err
        assert "name one of params/sample.yaml, params/seed-2024-03.yaml" in err
        code, _, err = call(command, tmp_path / "w" / "notebooks")
        assert code == 2
        assert "Remedy: make one with `salesreport init`" in err


def test_init_twice_is_calm_and_an_edited_file_is_never_overwritten(call, tmp_path):
    call("init", tmp_path / "w")
    code, out, _ = call("init", tmp_path / "w")
    assert (code, out.split()[0]) == (0, "0")
    edited = tmp_path / "w/params/sample.yaml"
    edited.write_text("mine", encoding="utf-8")
    code, _, err = call("init", tmp_path / "w")
    assert code == 1
    assert "sample.yaml" in err
    assert "choose another folder" in err
    assert edited.read_text(encoding="utf-8") == "mine"


# what is bad, (file to change, old, new), exit code, what the error must say
BAD = [
    ("missing data file", ("run", "deals.csv", "deal.csv"), 1, r"deal.csv.*mean 'deals.csv'"),
    ("unknown key", ("run", "policy:", "polcy:"), 2, "line 4.*unknown key 'polcy'.*'policy'"),
    ("unknown table", ("run", "targets:", "target:"), 2, "unknown table 'target'.*'targets'"),
    ("missing column", ("deals", ",amount", ",note"), 1, "deals.csv.*amount.*columns"),
    ("renamed column", ("deals", "rep_id,", "seller_code,"), 1, "deals.csv.*rep_id.*columns"),
    ("weights", ("policy", "win_rate: 40", "win_rate: 30"), 2, "weights sum to 90, not 100.*by 10"),
    ("unknown period", ("run", "2024-03", "2024-3"), 2, "unknown period '2024-3'"),
    ("no policy file", ("run", "policy.yaml", "polcy.yaml"), 2, "did you mean 'policy.yaml'"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "change", "code", "message"), BAD, ids=[b[0] for b in BAD])
@pytest.mark.parametrize("command", ["check", "score", "build"])
def test_bad_input_gives_one_clear_error_and_writes_nothing(
    call, run_file, tmp_path, command, what, change, code, message
):
    texts = {"run": RUN, "policy": POLICY, "deals": DEALS}
    name, old, new = change
    assert old in texts[name]
    texts[name] = texts[name].replace(old, new, 1)
    path = run_file(run=texts["run"], policy=texts["policy"], deals_csv=texts["deals"])
    before = sorted(tmp_path.rglob("*"))
    found, _, err = call(command, path)
    assert found == code
    assert re.search(message, err.replace("\n", " "))
    assert err.startswith("salesreport: ")
    assert "Traceback" not in err
    assert sorted(tmp_path.rglob("*")) == before


def test_text_in_a_number_column_is_listed_with_its_cell_and_exits_1(call, run_file):
    code, out, _ = call("check", run_file(deals_csv=DEALS.replace("500\n", "about 500\n")))
    assert code == 1
    assert "row 3" in out
    assert "Amount" in out
    assert "about 500" in out


def test_empty_table_is_an_error_that_names_its_file(call, run_file):
    code, out, _ = call("check", run_file(targets_csv=TARGETS.splitlines()[0] + "\n"))
    assert code == 1
    assert "targets.csv" in out


def test_score_says_why_it_exits_1(call, run_file):
    code, out, _ = call("score", run_file(deals_csv=DEALS.replace("500\n", "about 500\n")))
    assert code == 1
    assert "about 500" in out
    assert "row 3" in out


def test_all_problems_of_a_file_are_listed_not_only_the_first(call, run_file):
    bad = DEALS.replace("1000.50", "many").replace("2024-03-06", "soon")
    code, out, _ = call("check", run_file(deals_csv=bad))
    assert code == 1
    assert "many" in out
    assert "soon" in out


@pytest.fixture
def as_nobody():
    """Switch to a user without rights; root may read and write everything."""
    if sys.platform == "win32":
        pytest.skip("POSIX permissions")
    if os.geteuid() != 0:
        yield lambda: None
        return
    yield lambda: os.seteuid(65534)
    os.seteuid(0)


@pytest.fixture
def open_run(run_file, tmp_path, call):
    """A run in a folder that anybody may enter and nobody but its owner may write to.

    It is checked once, since without rights no further library can be loaded.
    """
    path = run_file()
    import salesreport.render.outputs  # noqa: F401

    assert call("check", path)[0] == 0
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if folder.stat().st_uid == os.geteuid():
            folder.chmod(0o755)
    return path


def test_locked_file_says_to_close_it_in_excel(call, open_run, as_nobody):
    open_run.with_name("deals.csv").chmod(0o000)
    as_nobody()
    code, _, err = call("check", open_run)
    assert code == 1
    assert "deals.csv" in err
    assert "close it in Excel" in err


def test_unwritable_folder_stops_before_any_work(call, open_run, as_nobody):
    open_run.parent.chmod(0o555)
    as_nobody()
    code, _, err = call("build", open_run)
    open_run.parent.chmod(0o755) if os.geteuid() == open_run.stat().st_uid else None
    assert code == 1
    assert "reports" in err
    assert "Remedy" in err
    assert not open_run.with_name("reports").exists()


def test_output_path_that_is_a_file_is_refused(call, run_file):
    path = run_file()
    path.with_name("reports").write_text("in the way", encoding="utf-8")
    code, _, err = call("build", path)
    assert code == 1
    assert "reports" in err
    assert path.with_name("reports").read_text(encoding="utf-8") == "in the way"


def test_unknown_option_is_usage(call):
    code, _, err = call("score", SEED, "--jsn")
    assert code == 2
    assert "--json" in err


def test_unknown_rep_names_the_near_one(call, run_file):
    code, _, err = call("build", run_file(), "--rep", "012")
    assert code == 2
    assert "'0012'" in err


WITHOUT_CJK = """
import sys
from matplotlib.font_manager import fontManager
fontManager.ttflist = [f for f in fontManager.ttflist if f.name.startswith("DejaVu")]
sys.argv = ["salesreport", "build", sys.argv[1], "--language", "zh_CN"]
from salesreport.cli import main
main()
"""


def test_no_font_says_what_to_install_and_writes_no_page(run_file):
    path = run_file()
    found = subprocess.run(
        [sys.executable, "-c", WITHOUT_CJK, str(path)],
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert found.returncode == 1
    assert "no installed font can show zh_CN" in found.stderr
    assert "fonts-noto-cjk" in found.stderr
    assert "Traceback" not in found.stderr
    assert not list(path.parent.rglob("*.html"))


@pytest.mark.parametrize("kind", ["data", "team", "index"])
def test_build_refuses_a_rep_beside_a_kind_that_is_none_of_a_rep(call, run_file, tmp_path, kind):
    code, _, err = call("build", run_file(), "--only", kind, "--rep", "0012")
    assert code == 2
    assert f"only '{kind}', and the rep '0012': no such page is a rep's" in err
    assert not list(tmp_path.rglob("*.html"))


def test_an_interruption_while_loading_ends_with_one_line(tmp_path):
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt\n")
    ended = subprocess.run(
        [sys.executable, "-m", "salesreport", "init", "x"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "Aborted.\n")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".py"] == ["typer.py"]
    assert not (tmp_path / "x").exists()
