"""A desk at which the documents' commands are typed: a home with exports and two workspaces."""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from salesreport import cli

NOT_TYPED = {
    "make": "each target is what CI itself runs",
    "conda": "conda-forge is not at hand; tests/test_packaging.py compares the two environments",
    "pip": "installing is tests/test_install.py",
    "jupyter lab": "opens a browser; tests/notebooks/test_lab.py runs the notebook as it does",
}
"""Commands that no test of documents types, and who does."""
PEOPLE = "工号,姓名,小组,岗位\nS01,赵甲,东区,新客开发\nS02,钱乙,东区,新客开发\n"
HEADER = "商机编号,客户,负责人,创建日期,阶段,签约/丢单日,金额,备注"
MONTHS = [*(f"2023-{n:02d}" for n in range(9, 13)), "2024-01", "2024-02", "2024-03"]


@dataclass
class Desk:
    """Types what a document says, each line once; later documents find it done."""

    home: Path
    done: dict[tuple[Path, str], tuple[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for month in MONTHS:
            self.export(month)
        self.typed(self.home, "salesreport init ~/sample")
        self.typed(self.home, "salesreport init ~/retrospective --from ~/exports")

    def export(self, month: str) -> None:
        """What the CRM gives at the end of a month."""
        folder = self.home / "exports"
        folder.mkdir(exist_ok=True)
        rows = [
            f"{month}-{key}{n},客户{key}{n},{name},{month}-0{n + 1},{stage},{month}-2{n},"
            f"{n + size}0000,{'价格太高' if stage == '丢单' else ''}"
            for key, name, size in (("a", "赵甲", 1), ("b", "钱乙", 0))
            for n, stage in enumerate(("成交", "丢单", "成交", "意向"))
        ]
        (folder / "人员.csv").write_text(PEOPLE, "utf-8-sig")
        (folder / f"商机_{month}.csv").write_text("\n".join([HEADER, *rows, ""]), "utf-8-sig")
        head = ",".join(f"{n}月" for n in range(1, 13))
        targets = "".join(f"2024,{n},销售额,{','.join(['40000'] * 12)}\n" for n in ("赵甲", "钱乙"))
        (folder / "目标.csv").write_text(f"年度,姓名,指标,{head}\n{targets}", "utf-8-sig")

    def folder(self, here: Path, line: str) -> Path:
        """Where one stands after a line."""
        words = shlex.split(line, comments=True)
        if words[:1] != ["cd"]:
            return here
        there = (here / words[1].replace("~", str(self.home), 1)).resolve()
        assert there.is_dir(), f"{line}: no such folder"
        return there

    def typed(self, here: Path, line: str) -> tuple[int, str]:
        """Exit code and what was printed; a line that was typed there before is not again."""
        words = [
            str(self.home) + word[1:] if word.startswith("~/") else word
            for word in shlex.split(line, comments=True)
        ]
        if not words or words[0] == "cd":
            return 0, ""
        key = (here, shlex.join(words))
        if key not in self.done:
            if words[:2] == ["salesreport", "next"]:
                self.export("2024-04")
            self.done[key] = self._run(here, words)
        return self.done[key]

    def _run(self, here: Path, words: list[str]) -> tuple[int, str]:
        if words[0] == "salesreport":
            return self._command(here, words)
        if words[0] == "cp":
            shutil.copy(here / words[1], here / words[2])
            return 0, ""
        found = sys.executable if words[0] == "python" else shutil.which(words[0], path=BESIDE)
        assert found, f"{words[0]}: no such command"
        ran = subprocess.run([found, *words[1:]], cwd=here, capture_output=True, encoding="utf-8",
                             env=ENVIRONMENT)  # fmt: skip
        return ran.returncode, ran.stdout + ran.stderr

    def _command(self, here: Path, words: list[str]) -> tuple[int, str]:
        said, before = io.StringIO(), sys.argv
        sys.argv = words
        try:
            with (
                contextlib.chdir(here),
                contextlib.redirect_stdout(said),
                contextlib.redirect_stderr(said),
            ):
                cli.main()
        except SystemExit as stop:
            return int(stop.code or 0), said.getvalue()
        finally:
            sys.argv = before
        return 0, said.getvalue()

    def edited(self, here: Path, name: str, text: str) -> None:
        """A new file of this text; in settings that stand there a person changes these keys."""
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        kept, skipping = [], False
        if path.exists() and path.suffix == ".yaml":
            keys = yaml.safe_load(text)
            for line in path.read_text("utf-8").splitlines():
                if re.match(r"\w", line):
                    skipping = line.partition(":")[0] in keys
                if not skipping:
                    kept.append(line)
        path.write_text("\n".join([*kept, text, ""]), "utf-8")

    def executed(self, here: Path, text: str, names: dict[str, Any]) -> list[str]:
        """Run Python line by line; faults where a value is not what its comment says."""
        faults, lines = [], text.splitlines()
        with contextlib.chdir(here):
            for node in ast.parse(text).body:
                code = "\n".join(lines[node.lineno - 1 : node.end_lineno])
                if not isinstance(node, ast.Expr):
                    exec(compile(ast.Module([node], []), "document", "exec"), names)
                    continue
                value = eval(compile(ast.Expression(node.value), "document", "eval"), names)
                said = code.rpartition("  # ")[2] if "  # " in code else ""
                with contextlib.suppress(ValueError, SyntaxError):
                    if ast.literal_eval(said) != plain(value):
                        faults.append(f"{code}: it is {plain(value)!r}")
        return faults


def plain(value: Any) -> Any:
    """A value as the literal a document writes for it."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    return round(value, 4) if isinstance(value, float) else value


BESIDE = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
ENVIRONMENT = {
    **os.environ, "PATH": BESIDE, "PYTHONPATH": str(Path(cli.__file__).parents[1]),
    "PYTHONWARNINGS": "ignore",
}  # fmt: skip
