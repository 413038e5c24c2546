"""`salesreport template` and `check --xlsx` on the command line."""

from __future__ import annotations

import io

import openpyxl
import pytest
import yaml

from salesreport.workbooks.template import template_bytes

DEALS = """\
opportunity_id,rep_id,customer,created_date,stage,close_date,amount
O1,0012,Acme,2024-02-01,won,2024-03-05,1000.50
O2,0012,Bolt,2024-02-02,agreed,2024-03-06,500
"""


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_template_writes_the_workbook_and_says_how_it_is_read(call, tmp_path, language):
    path = tmp_path / "工作簿.xlsx"
    code, out, _ = call("template", path, "--full", "--language", language)
    assert code == 0
    assert path.read_bytes() == template_bytes(full=True, language=language)
    told = yaml.safe_load(out[out.index("data:") :])
    assert told == {"data": {"book": {"mapping": "template", "path": "工作簿.xlsx"}}}


def test_template_leaves_a_file_alone_and_knows_its_languages(call, tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"mine")
    code, _, err = call("template", path)
    assert code == 1
    assert err == (
        f"salesreport: {path}：同名文件已存在，可能已填写。应为：一个新的文件名。"
        "处理办法：请换一个文件名，或移走该文件。\n"
    )
    code, _, err = call("template", path, "--language", "en")
    assert f"{path}: a file of that name stands there, perhaps filled in. Expected: a new" in err
    assert path.read_bytes() == b"mine"
    code, _, err = call("template", tmp_path / "new.xlsx", "--language", "de")
    assert code == 2
    assert "'de'" in err
    assert call("template", tmp_path / "new.csv")[0] == 2


def test_check_gives_the_inputs_back_marked(call, make_run, tmp_path):
    run = make_run({"deals.csv": DEALS}, {"opportunities": {"path": "deals.csv"}}, out="reports")
    code, out, _ = call("check", run.path, "--xlsx")
    assert code == 1
    path = tmp_path / "reports" / "run" / "2024-06" / "checked" / "deals-checked.xlsx"
    assert f"deals.csv → {path}: 1 cell marked" in out
    cell = openpyxl.load_workbook(path)["deals"]["E3"]
    assert cell.comment.text.startswith("“agreed” is none of the choices")
    code, out, _ = call("check", run.path, "--xlsx", "--out", tmp_path / "other")
    assert (tmp_path / "other" / "deals-checked.xlsx").read_bytes() == path.read_bytes()


def test_check_without_the_option_writes_nothing(call, make_run, tmp_path):
    run = make_run({"deals.csv": DEALS}, {"opportunities": {"path": "deals.csv"}}, out="reports")
    assert call("check", run.path)[0] == 1
    assert not (tmp_path / "reports").exists()


def test_check_marks_what_it_can_where_a_source_cannot_be_read(call, make_run, tmp_path):
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["opportunity_id", "customer", "stage"])
    book.active.append(["O1", "Acme", "won"])
    book.save(stream)
    files = {"deals.csv": DEALS, "changes.xlsx": stream.getvalue()}
    data = {
        "opportunities": {"path": "deals.csv"},
        "stage_changes": {"path": "changes.xlsx"},
    }
    run = make_run(files, data, out="reports")
    code, out, _ = call("check", run.path, "--xlsx", "--out", tmp_path / "marked")
    assert code == 1
    assert "The column Entered date of the table stage changes is not in the file." in out
    assert "deals.csv → " in out
    marked = openpyxl.load_workbook(tmp_path / "marked" / "changes-checked.xlsx")
    assert marked.worksheets[1]["A1"].comment.text == (
        "The column Entered date of the table stage changes is not in the file.\n"
        "→ Add the column, or map its header under “columns” in the run file."
    )


def test_check_says_when_there_is_nothing_to_mark(call, make_run):
    good = DEALS.replace("agreed", "lost")
    run = make_run({"deals.csv": good}, {"opportunities": {"path": "deals.csv"}})
    assert "No cell of a local file to mark" in call("check", run.path, "--xlsx")[1]
