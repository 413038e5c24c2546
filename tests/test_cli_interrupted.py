"""Killed or interrupted at any moment, a command leaves whole files, and the rerun completes."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DEALS = "商机编号,客户,负责人,创建日期,阶段,签约/丢单日,金额\n" + "".join(
    f"O{n},客户{n % 5},{'赵甲' if n % 2 else '钱乙'},2024-0{n % 6 + 1}-02,"
    f"{'成交' if n % 3 else '丢单'},2024-0{n % 6 + 1}-2{n % 8},{n + 1}000\n"
    for n in range(48)
)
POLICY = "weights: {completion: 100}\ngoalposts: {completion: {lo: 0, hi: 1}}\n"
RUN = """\
period: 2024-06
language: zh_CN
policy: policy.yaml
data:
  opportunities: {path: 商机.csv}
"""
MINE = b"mine"

# command -> files of the user beside the inputs, arguments, exit code of a whole run
COMMANDS = {
    "init": ({"w/params/own.yaml": MINE}, ["init", "w", "--from", "exports"], 0),
    "next": ({"2024-05.yaml": MINE}, ["next", "2024-06.yaml"], 0),
    "template": ({"other.xlsx": MINE}, ["template", "new/book.xlsx", "--full"], 0),
    "check": (
        {"marked/商机-checked.xlsx": MINE},
        ["check", "2024-06.yaml", "--xlsx", "--out", "marked"],
        1,
    ),
}
AGAIN = {"next": 1}
"""Exit code of a command whose work is done already, where it is another."""

N_TRIALS = {"init": 4, "next": 4, "template": 4, "check": 4}


@pytest.fixture(scope="module")
def driver():
    """Run one trial in a process of its own."""
    if sys.platform != "linux":
        pytest.skip("forks and audits as Linux does")
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "interruption.py")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip

    def run(trial, folder, arguments):
        process.stdin.write(json.dumps([trial, str(folder), arguments]) + "\n")
        process.stdin.flush()
        return tuple(json.loads(process.stdout.readline()))

    with process:
        yield run
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def prepared(folder, own):
    """A folder with the inputs and a user's own files."""
    bad = DEALS.replace(",48000\n", ",约五万\n")
    files = {
        "exports/商机.csv": DEALS, "商机.csv": bad, "policy.yaml": POLICY, "2024-06.yaml": RUN,
    }  # fmt: skip
    for name, content in {**files, **own}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def contents(folder):
    """Every file by its name, drafts of killed processes apart."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    drafts = {name for name in files if Path(name).name.startswith(".salesreport-")}
    return {name: files[name].read_bytes() for name in files if name not in drafts}, drafts


def moments(command, number, n_writes):
    """Random moments, the same at every run; each fourth in the midst of what follows.

    The others stop the command for certain, whatever the machine's pace.
    """
    draw = random.Random(f"{command} {number}")
    for place in range(N_TRIALS[command]):
        yield draw.randint(1, n_writes), 0.0 if place % 4 else draw.uniform(1e-4, 4e-3)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_stopped_at_any_moment_files_are_whole_and_the_rerun_completes(driver, tmp_path, command):
    own, arguments, code = COMMANDS[command]
    whole = prepared(tmp_path / "whole", own)
    before = contents(whole)[0]
    found, n_writes = driver((0, 0, 0), whole, arguments)
    after, drafts = contents(whole)
    assert (found, drafts, n_writes > 0) == (code, set(), True)
    assert before.items() <= after.items() != before.items()
    n_stopped = 0
    for number in (signal.SIGINT, signal.SIGKILL):
        for place, (moment, delay) in enumerate(moments(command, number, n_writes)):
            folder = prepared(tmp_path / f"{number}-{place}", own)
            stopped, _ = driver((number, moment, delay), folder, arguments)
            n_stopped += stopped in (130, -signal.SIGKILL)
            assert stopped in (code, 130, -signal.SIGKILL)
            left, drafts = contents(folder)
            assert before.items() <= left.items() <= after.items()
            assert number == signal.SIGKILL or delay or not drafts
            again = AGAIN.get(command, code) if left == after else code
            assert driver((0, 0, 0), folder, arguments)[0] == again
            assert contents(folder)[0] == after
            shutil.rmtree(folder)
    assert n_stopped > N_TRIALS[command]


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.argv = ["salesreport", *sys.argv[2:]]
from salesreport.__main__ import main
main()
"""


@pytest.mark.parametrize(
    ("command", "room"), [("init", 60), ("init", 3_000), ("template", 5_000), ("next", 50)]
)
def test_where_the_disk_is_full_nothing_half_written_is_left(tmp_path, command, room):
    if sys.platform == "win32":
        pytest.skip("limits as POSIX has them")
    own, arguments, _ = COMMANDS[command]
    folder = prepared(tmp_path / "x", own)
    before = contents(folder)[0]
    ended = subprocess.run(
        [sys.executable, "-B", "-c", FULL, str(room), *arguments],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=300,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
             "TMPDIR": "/dev/shm"},
    )  # fmt: skip
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "File too large" in ended.stderr
    left, drafts = contents(folder)
    assert drafts == set()
    assert before.items() <= left.items()
    for name in left.keys() - before.keys():  # what came before the one without room is whole
        assert left[name] == (ROOT / name.removeprefix("w/")).read_bytes()
