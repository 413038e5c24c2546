"""Every command and example of the documents runs, in a workspace such as they speak of."""

from __future__ import annotations

import re
import shlex
from multiprocessing import forkserver

import pytest
import typer

from salesreport import cli, load_run
from salesreport.intake import load_tables
from salesreport.report import build as building
from salesreport.report import opening
from tests.documents.blocks import BLOCKS, DOCUMENTS, INLINE, KINDS, ROOT, Block, prose_of
from tests.documents.desk import NOT_TYPED, Desk

pytestmark = pytest.mark.slow
TYPED = [block for block in BLOCKS if block.kind == "sh"]
CODE = [block for block in BLOCKS if block.kind == "python" and not block.head]
FILE = re.compile(r"[\w.-]+/[\w./-]+\.(yaml|csv)")
"""Head of a block that is a file to write, or lines to change in one."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory, sample):
    """One desk for all documents; the sample's report is the one at hand."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("HOME", str(home))
        patch.setenv("USERPROFILE", str(home))

        def built(run, **options):
            is_sample = run.path.name == "sample.yaml" and not options.get("weights")
            return sample if is_sample else building.build_report(run, **options)

        patch.setattr(opening, "build_report", built)
        # One server of warm workers for all builds.
        server = forkserver._forkserver
        stop = server._stop
        patch.setattr(server, "_stop", lambda: None)
        yield Desk(home)
        stop()


def lines_of(block: Block) -> list[str]:
    return [line for line in block.text.splitlines() if line.strip() and line[0] != "#"]


def not_typed(line: str) -> bool:
    return any(line.startswith(f"{name} ") for name in NOT_TYPED) or "-m pip" in line


def done_until(desk: Desk, page: str, line: int) -> None:
    """Type a document from its beginning to a block, where it is not done yet."""
    here = desk.home / "sample"
    for block in BLOCKS:
        if block.page != page or block.line > line:
            continue
        if block.kind == "sh":
            for text in lines_of(block):
                if not not_typed(text):
                    code, said = desk.typed(here, text)
                    assert code == 0, f"{block}: {text}\n{said}"
                    here = desk.folder(here, text)
        elif block.kind in ("yaml", "csv") and FILE.fullmatch(block.head):
            desk.edited(here, block.head, block.text.partition("\n")[2])


@pytest.mark.parametrize("block", TYPED, ids=str)
def test_a_block_of_commands_runs_as_it_stands(desk, block):
    done_until(desk, block.page, block.line)


@pytest.mark.parametrize("page", sorted({block.page for block in CODE}))
def test_python_of_a_document_runs_and_gives_what_it_says(desk, page):
    names = {"__name__": "document"}
    for block in CODE:
        if block.page == page:
            assert desk.executed(desk.home / "sample", block.text, names) == [], block


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_a_block_says_what_it_is(block):
    assert block.kind in KINDS


def options_of(name: str) -> set[str] | None:
    """Options of a command of ours; None where there is none."""
    group = typer.main.get_command(cli.app)
    command = group.commands.get(name)
    if command is None:
        return None
    return {"--help"}.union(*(one.opts + one.secondary_opts for one in command.params))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_named_in_the_prose_are_there_with_their_options(path):
    for said in INLINE.findall(prose_of(path)):
        words = said.replace("\\", "/").split()
        if words[0] not in ("salesreport", "build", "check", "score", "targets") or "," in said:
            continue
        rest = words[1:] if words[0] == "salesreport" else words
        if not rest or "|" in said:
            continue
        known = options_of(rest[0])
        assert known is not None, said
        wanted = {word.partition("=")[0] for word in rest if word.startswith("--")}
        assert wanted <= known, said


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_links_to_is_there(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", prose_of(path)):
        if not target.startswith(("http://", "https://", "#")):
            assert (path.parent / target.partition("#")[0]).exists(), target


def test_each_command_left_out_is_named_somewhere_and_each_target_of_make_is_one():
    lines = [line for block in TYPED for line in lines_of(block)]
    left = [line for line in lines if not_typed(line)]
    for name in NOT_TYPED:
        assert any(name in line for line in left), name
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    made = {shlex.split(line, comments=True)[1] for line in left if line.startswith("make ")}
    assert made <= targets


def test_the_example_of_a_mapping_reads_what_its_page_says(desk):
    last = [block for block in TYPED if block.page == "docs/adding-a-mapping.md"][-1]
    done_until(desk, last.page, last.line)
    run = load_run(desk.home / "sample/params/orders.yaml")
    loaded = load_tables(run)
    deals = loaded.tables["opportunities"].set_index("opportunity_id")
    assert deals["stage"].to_dict() == {"A-1": "won", "A-2": "negotiation", "A-3": "lost"}
    assert deals["customer"].to_dict() == {"A-1": "Acme", "A-2": "Bolt", "A-3": "Acme"}
    (line,) = [one for one in loaded.ledger if one.table.endswith("opportunities")]
    assert (line.read, line.kept, dict(line.listed)) == (4, 3, {"not_selected": 1})
    figures = building.build_report(run).for_rep("S01").rep.figures
    assert figures["bookings"].value == 52000
    assert (
        "opportunities: 3 of 4 rows used"
        in desk.typed(desk.home / "sample", "salesreport check params/orders.yaml")[1]
    )
