"""`salesreport init`: a folder of one's own, with a README whose commands work there."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from salesreport.filenames import argument
from salesreport.howto import SAMPLE, Start, begun, how_to
from salesreport.language import LANGUAGES, Words
from salesreport.resources import resource
from salesreport.workspace import make_workspace

DEALS = (
    "商机编号,客户,负责人,创建日期,阶段,签约/丢单日,金额\nO1,A,赵 甲,2024-05-01,成交,2024-06-03,5\n"
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("one") / "my workspace"
    make_workspace(folder)
    return folder


def commands(text):
    """Lines of the shell blocks."""
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
            for line in block.splitlines()]  # fmt: skip


def parameters(path):
    """The parameters cell's lines of a notebook by name."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    (cell,) = [one for one in cells if "parameters" in one["metadata"].get("tags", [])]
    lines = [line.split("  #")[0] for line in "".join(cell["source"]).splitlines()]
    return {line.partition(":")[0]: line.partition("= ")[2] for line in lines}


def test_the_sample_workspace_has_a_readme_in_each_language_of_its_run(workspace):
    assert "# Your workspace\n" in (workspace / "README.md").read_text("utf-8")
    assert "# 工作区说明\n" in (workspace / "README.zh-CN.md").read_text("utf-8")
    assert not (workspace / "params" / "README.md").exists()


def test_whatever_a_workspace_links_to_is_in_it(workspace):
    for page in workspace.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), (page, target)


def test_making_it_twice_changes_nothing(workspace):
    assert make_workspace(workspace) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_that_the_readme_names_are_there(workspace, language):
    lines = commands(how_to(Start(language=language), Words(language)))
    named = [part for line in lines for part in shlex.split(line)[1:] if "/" in part]
    assert named
    assert all((workspace / name).is_file() for name in named)
    assert {shlex.split(line)[0] for line in lines} == {"salesreport", "jupyter", "papermill"}


def test_the_readme_says_who_and_which_run_and_quotes_what_a_shell_would_split():
    lines = commands(how_to(Start("params/2024-06.yaml", "赵 甲", "zh_CN"), Words("zh_CN")))
    assert "salesreport build params/2024-06.yaml" in lines
    (run,) = [shlex.split(line) for line in lines if line.startswith("papermill")]
    assert run[-6:] == ["-r", "rep_id", "赵 甲", "-p", "language", "zh_CN"]


def test_notebooks_for_own_exports_begin_with_their_run_and_somebody_of_theirs(call, tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "商机.csv").write_text(DEALS, encoding="utf-8")
    code, out, _ = call("init", tmp_path / "my own", "--from", tmp_path / "x")
    assert code == 0
    found = parameters(tmp_path / "my own/notebooks/rep_retrospective.ipynb")
    assert [found[name] for name in ("run", "rep_id", "language")] == [
        '"params/2024-06.yaml"', '"赵 甲"', '"zh_CN"',
    ]  # fmt: skip
    assert "params/2024-06.yaml" in (tmp_path / "my own/README.md").read_text("utf-8")
    last = out.splitlines()[-1].partition("：")[2]
    assert shlex.split(last) == ["salesreport", "check", f"{tmp_path}/my own/params/2024-06.yaml"]
    assert call(*shlex.split(last)[1:])[0] == 0


@pytest.mark.parametrize(
    "name", sorted(path.name for path in resource("notebooks").glob("*.ipynb"))
)
def test_a_shipped_notebook_begins_with_what_it_is_said_to_begin_with(name):
    content = (resource("notebooks") / name).read_bytes()
    assert begun(content, SAMPLE) == content
    other = json.loads(begun(content, Start('a"b.yaml', "1", "zh_TW")))
    source = "".join("".join(cell["source"]) for cell in other["cells"])
    assert r'run: str = "a\"b.yaml"' in source
    assert 'language: str = "zh_TW"' in source


@pytest.mark.parametrize(
    "path", ["a b/c.yaml", "a'b.yaml", "$(x).yaml", "a;b", "张*.yaml", 'a"b', "a(1).yaml"]
)
def test_a_path_is_one_argument_to_a_shell(path):
    assert shlex.split(argument(Path(path))) == [path]
    assert argument("参数/2024-03.yaml") == "参数/2024-03.yaml"
