from __future__ import annotations

import copy
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from IPython.core.getipython import get_ipython
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError

from salesreport.errors import RenderError, UnknownKeyError
from salesreport.render.engine import WarmEngine

papermill_engines.register("salesreport", WarmEngine)

MANY_KINDS = (
    "x: int = 1",
    "print('out'); import sys; print('err', file=sys.stderr); print('more'); x",
    "import warnings; warnings.warn('careful')",
    "from IPython.display import *\ndisplay(HTML('<b>b</b>'), Markdown('*m*'), Latex('$x$'))",
    "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>')); JSON({'a': [1, 2]})",
    "class Own:\n    def __repr__(self): return 'own'\n"
    "    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/html': '<i>o</i>', 'application/x+json': {'n': (1, 2)}}, {'text/html':"
    " {'k': 1}}\nOwn()",
    "handle = display(HTML('first'), display_id='one'); print('between')",
    "handle.update(HTML('second'))",
    "print('gone'); clear_output(); print('stays')",
    "print('gone later'); clear_output(wait=True); display(1)",
    "import asyncio\nawait asyncio.sleep(0.001)\nprint('awaited')\n'value'",
    "async def f():\n    return 3\nawait f()",
    "%%capture seen\nprint('caught')",
    "seen.stdout",
    "%alias_magic t timeit",
    "!echo from a shell",
    "import os\n_ = os.system('echo below; echo beneath >&2')",
    "import subprocess; subprocess.run(['echo', 'child'])",
    "y = 5;\ny;",
    "_, __",
    "In[1], len(Out) > 1, get_ipython().execution_count",
    "for i in range(3): display(i)",
    "import pandas as pd\npd.DataFrame({'a': [1]})",
    "try:\n    input('?')\nexcept Exception as e:\n    print(type(e).__name__, e)",
    "import pickle\nclass Thing: pass\npickle.loads(pickle.dumps(Thing())).__class__.__name__",
    "print('中文 €')\n{'中': float('nan')}",
    "",
    "1 +",
)


def run(nb: Any, engine: str | None, tmp_path: Path, **settings: Any) -> Any:
    """Executed notebook, also when a cell failed."""
    path = tmp_path / f"{engine}.ipynb"
    try:
        papermill.execute_notebook(
            copy.deepcopy(nb),
            str(path),
            engine_name=engine,
            progress_bar=False,
            cwd=str(tmp_path),
            **settings,
        )
    except PapermillExecutionError as error:
        return nbformat.read(path, 4), error
    return nbformat.read(path, 4), None


def by_command(nb: Any, engine: str, tmp_path: Path) -> tuple[Any, int]:
    """Executed by the papermill command, where no test runner minds warnings and streams."""
    source, target = tmp_path / "source.ipynb", tmp_path / f"{engine}.ipynb"
    nbformat.write(nb, source)
    ended = subprocess.run(
        [sys.executable, "-m", "papermill", source, target, "--engine", engine, "-p", "x", "7"],
        cwd=tmp_path,
        # With this variable a kernel leaves file descriptors alone.
        env={k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"},
        capture_output=True,
        check=False,
    )
    return nbformat.read(target, 4), ended.returncode


def joined(outputs: Any) -> list[Any]:
    """Outputs with neighbouring texts of one stream in one piece; a kernel cuts by time."""
    result: list[Any] = []
    for given in outputs:
        output = dict(given)
        if output["output_type"] == "error":
            # Pixel-equal but for the kernel's own temporary file names.
            output["traceback"] = [line for line in output["traceback"] if "/tmp" not in line]
        name = output.get("name")
        same = [o for o in result if name and o.get("name") == name]
        if same:
            same[-1]["text"] += output["text"]
        else:
            result.append(output)
    streams = sorted((o for o in result if o["output_type"] == "stream"), key=lambda o: o["name"])
    for stream in streams:
        # The file a warning names is the kernel's own.
        lines = stream["text"].splitlines()
        stream["text"] = [line.split(": UserWarning")[-1] for line in lines]
    return streams + [o for o in result if o["output_type"] != "stream"]


def keys(metadata: Any) -> dict[str, Any]:
    """What is stable of a cell's metadata, and the names of what is not."""
    timed = {k: v for k, v in metadata.get("papermill", {}).items() if k in ("exception", "status")}
    return {
        "keys": sorted(metadata),
        "papermill": sorted(metadata.get("papermill", {})),
        "execution": sorted(metadata.get("execution", {})),
        **timed,
    }


def test_both_engines_give_the_same_outputs_and_metadata(
    notebook: Callable[..., Any], tmp_path: Path
) -> None:
    nb = notebook(*MANY_KINDS)
    nb.cells.insert(2, nbformat.v4.new_markdown_cell("# text"))
    nb.cells[4].metadata["tags"] = ["raises-exception"]
    nb.cells.insert(3, nbformat.v4.new_code_cell("1/0", metadata={"tags": ["raises-exception"]}))
    nb.cells.insert(3, nbformat.v4.new_code_cell("1/0", metadata={"tags": ["skip-execution"]}))
    warm, warm_ending = by_command(nb, "salesreport", tmp_path)
    stock, stock_ending = by_command(nb, "nbclient", tmp_path)
    assert len(warm.cells) == len(stock.cells)
    for ours, theirs in zip(warm.cells, stock.cells, strict=True):
        assert ours.source == theirs.source
        assert joined(ours.get("outputs", [])) == joined(theirs.get("outputs", [])), ours.source
        assert ours.get("execution_count") == theirs.get("execution_count"), ours.source
        assert keys(ours.metadata) == keys(theirs.metadata), ours.source
    assert warm_ending == stock_ending == 1
    assert warm.metadata.language_info == stock.metadata.language_info
    assert sorted(warm.metadata.papermill) == sorted(stock.metadata.papermill)


def test_charts_of_pyplot_show_as_in_a_kernel(notebook: Callable[..., Any], tmp_path: Path) -> None:
    nb = notebook("x: int = 1", "import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    ours, theirs = (run(nb, engine, tmp_path)[0] for engine in ("salesreport", None))
    kinds = [[sorted(o.data) for o in nb.cells[1].outputs] for nb in (ours, theirs)]
    assert kinds[0] == kinds[1] == [["image/png", "text/plain"]]


def test_charts_of_pyplot_show_in_every_notebook_a_process_runs(
    notebook: Callable[..., Any], tmp_path: Path
) -> None:
    nb = notebook("x: int = 1", "import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    for _ in range(3):
        (drawn,) = run(nb, "salesreport", tmp_path)[0].cells[1].outputs
        assert sorted(drawn.data) == ["image/png", "text/plain"]


def test_a_run_leaves_this_process_as_it_was(
    notebook: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("IPYTHONDIR", raising=False)
    before = sys.modules["__main__"], sys.stdout, sys.stderr, sys.displayhook, sys.excepthook
    threads, folder, environment = threading.active_count(), os.getcwd(), dict(os.environ)
    nb = notebook("x: int = 1", "import os; os.chdir('/'); os.environ['LEFT'] = '1'; print(1)")
    run(nb, "salesreport", tmp_path)
    after = sys.modules["__main__"], sys.stdout, sys.stderr, sys.displayhook, sys.excepthook
    assert after == before
    assert (threading.active_count(), os.getcwd(), dict(os.environ)) == (
        threads, folder, environment)  # fmt: skip
    assert get_ipython() is None
    assert not (tmp_path / "home").exists()


def test_names_of_one_run_are_unknown_to_the_next(
    notebook: Callable[..., Any], tmp_path: Path
) -> None:
    run(notebook("x: int = 1", "secret = 1"), "salesreport", tmp_path)
    _, error = run(notebook("x: int = 1", "secret"), "salesreport", tmp_path)
    assert error.ename == "NameError"


@pytest.mark.parametrize(
    "endless",
    ["print('so far', flush=True)\nimport time; time.sleep(60)",
     "print('so far')\nwhile True:\n    try:\n        1/0\n    except Exception:\n        pass",
     "print('so far')\nimport asyncio; await asyncio.sleep(60)"],
)  # fmt: skip
def test_a_cell_over_its_time_stops_the_run_with_its_output_kept(
    notebook: Callable[..., Any], tmp_path: Path, endless: str
) -> None:
    with pytest.raises(CellTimeoutError, match="timed out"):
        run(notebook("x: int = 1", endless, "3"), "salesreport", tmp_path, execution_timeout=1)
    nb = nbformat.read(tmp_path / "salesreport.ipynb", 4)
    assert [o.text for o in nb.cells[1].outputs] == ["so far\n"]
    assert nb.cells[2].execution_count is None


def test_a_time_limit_holds_outside_the_main_thread(
    notebook: Callable[..., Any], tmp_path: Path
) -> None:
    caught: list[BaseException] = []

    def work() -> None:
        try:
            nb = notebook("x: int = 1", "while True: pass")
            run(nb, "salesreport", tmp_path, execution_timeout=1)
        except CellTimeoutError as error:
            caught.append(error)
        finally:
            ensure_event_loop().close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(30)
    assert len(caught) == 1


def test_after_exit_no_cell_runs(notebook: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(DeadKernelError):
        run(notebook("x: int = 1", "exit()", "2"), "salesreport", tmp_path)


def test_an_unknown_parameter_stops_before_any_cell(
    notebook: Callable[..., Any], tmp_path: Path
) -> None:
    mark = tmp_path / "ran"
    nb = notebook("target: int = 0", f"open({str(mark)!r}, 'w').close()")
    with pytest.raises(UnknownKeyError, match=r"unknown parameter 'targt'.*did you mean 'target'"):
        run(nb, "salesreport", tmp_path, parameters={"targt": 1})
    assert not mark.exists()


def test_a_notebook_in_another_language_is_refused(
    notebook: Callable[..., Any], tmp_path: Path
) -> None:
    nb = notebook("x = 1", language="R")
    with pytest.raises(RenderError, match="written in R"):
        run(nb, "salesreport", tmp_path, parameters={"x": 1})
