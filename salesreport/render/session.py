"""A notebook session inside this process, spoken to as if it were a kernel.

`Session` starts a fresh IPython shell of the kind a kernel runs and answers the
few calls nbclient makes of a kernel client, so that all handling of outputs
stays nbclient's own. No process, no socket, no file under the home folder.
"""

from __future__ import annotations

import asyncio
import atexit
import builtins
import getpass
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from queue import Empty
from typing import Any, NoReturn

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError, UsageError
from IPython.core.profiledir import ProfileDir
from jupyter_client.session import Session as Protocol
from nbclient.exceptions import DeadKernelError
from traitlets.config import Config

from salesreport.render.interruption import TookTooLong, interrupting
from salesreport.render.streams import FileDescriptors, Streams


class Mailbox(Protocol):
    """The messaging protocol with a list in place of the wire."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.letters: list[dict[str, Any]] = []

    def send(  # type: ignore[override]
        self,
        stream: Any,
        msg_or_type: Any,
        content: Any = None,
        parent: Any = None,
        **_unused: Any,
    ) -> dict[str, Any]:
        """Keep one message, its content as JSON would have carried it."""
        message: dict[str, Any] = (
            self.msg(msg_or_type, content, parent) if isinstance(msg_or_type, str) else msg_or_type
        )
        message["content"] = self.unpack(self.pack(message["content"]))
        self.letters.append(message)
        return message


class WarmShell(ZMQInteractiveShell):
    """The kernel's shell without a kernel around it."""

    overdue = False
    exited = False

    def ask_exit(self) -> None:
        """Remember that a cell called `exit`: a kernel would now be gone."""
        self.exited = True

    def enable_gui(self, gui: Any = None) -> None:
        """Refuse windows: a batch has no screen.

        Raises
        ------
        UsageError
            IPython's, for any toolkit.
        """
        if gui:
            raise UsageError(f"a batch has no screen for {gui!r}; use %matplotlib inline")

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        # A cell stopped for taking too long did not fail by itself.
        if not self.overdue:
            super()._showtraceback(etype, evalue, stb)  # type: ignore[no-untyped-call]


class Channel:
    """One direction of messages; `withheld` makes a reader find it empty."""

    def __init__(self) -> None:
        self.messages: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.withheld: Channel | None = None

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message, or `queue.Empty` after `timeout` seconds."""
        if self.withheld is not None:
            while not self.withheld.messages.empty():
                await asyncio.sleep(0)
            raise Empty
        try:
            return await asyncio.wait_for(self.messages.get(), timeout)
        except TimeoutError:
            raise Empty from None


class Session:
    """What nbclient needs of a kernel client, served by a shell in this process.

    Parameters
    ----------
    time_limit : float, optional
        Seconds one cell may take. Default: no limit.
    """

    def __init__(self, *, time_limit: float | None = None) -> None:
        self.time_limit = time_limit
        self.iopub_channel = Channel()
        self.shell_channel = Channel()
        self.mailbox = Mailbox()
        self.streams = Streams(self._emit)
        self.shell: Any = None
        self._request: dict[str, Any] = {}
        self._descriptors = FileDescriptors(self._emit)

    def is_alive(self) -> bool:
        """Whether further cells can run."""
        return self.shell is not None and not self.shell.exited

    @contextmanager
    def started(self) -> Iterator[Session]:
        """The session with its shell up; everything it changed is put back after."""
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="salesreport-ipython-"))
            stack.enter_context(_environment())
            stack.enter_context(warnings.catch_warnings())
            stack.enter_context(_sole_shell())
            self.shell = stack.enter_context(_shell(folder, self.mailbox))
            stack.enter_context(self._descriptors)
            try:
                yield self
            finally:
                self.shell = None

    async def execute(
        self, code: str, store_history: bool = True, stop_on_error: bool = True
    ) -> str:
        """Run one cell; its messages wait in the channels afterwards.

        Raises
        ------
        DeadKernelError
            An earlier cell called `exit`.
        """
        shell = self.shell
        if shell is None or shell.exited:
            raise DeadKernelError("Kernel died")
        request = self.mailbox.msg("execute_request", {"code": code})
        self._request = request
        shell.set_parent(request)
        self._post("status", {"execution_state": "busy"})
        self._post("execute_input", {"code": code, "execution_count": shell.execution_count})
        with self.streams, self._descriptors.captured(), _no_input():
            result = await self._run(shell, code, store_history)
        self._post("status", {"execution_state": "idle"})
        self._deliver(shell, request, result)
        return str(request["header"]["msg_id"])

    async def _run(self, shell: Any, code: str, store_history: bool) -> Any:
        shell._last_traceback = None
        if _is_async(shell, code):
            return await self._run_async(shell, code, store_history)
        try:
            with interrupting(self.time_limit, shell):
                return shell.run_cell(code, store_history=store_history)
        except TookTooLong:
            return None

    async def _run_async(self, shell: Any, code: str, store_history: bool) -> Any:
        shell._last_traceback_during_displayhook = False
        cell = asyncio.ensure_future(
            shell.run_cell_async(
                code, store_history=store_history, transformed_cell=shell.transform_cell(code)
            )
        )
        done, _ = await asyncio.wait({cell}, timeout=self.time_limit)
        if not done:
            shell.overdue = True
            cell.cancel()
            await asyncio.wait({cell})
        result = None if cell.cancelled() else cell.result()
        shell.events.trigger("post_execute")
        shell.events.trigger("post_run_cell", result)
        return result

    def _deliver(self, shell: Any, request: dict[str, Any], result: Any) -> None:
        for letter in self.mailbox.letters:
            self.iopub_channel.messages.put_nowait(letter)
        self.mailbox.letters.clear()
        if shell.overdue:
            self.shell_channel.withheld = self.iopub_channel
            return
        content: dict[str, Any] = {"status": "ok", "execution_count": shell.execution_count - 1}
        failed_to_show = getattr(shell, "_last_traceback_during_displayhook", False)
        if result is None or not result.success or failed_to_show:
            error = result and (result.error_before_exec or result.error_in_exec)
            content |= {
                "status": "error",
                "ename": type(error).__name__,
                "evalue": str(error),
                "traceback": shell._last_traceback or [],
            }
        reply = self.mailbox.msg("execute_reply", content, parent=request)
        self.shell_channel.messages.put_nowait(reply)

    def _post(self, kind: str, content: dict[str, Any]) -> None:
        self.mailbox.send(None, kind, content, parent=self._request)

    def _emit(self, name: str, text: str) -> None:
        self._post("stream", {"name": name, "text": text})


def _is_async(shell: Any, code: str) -> bool:
    try:
        transformed = shell.transform_cell(code)
    except SyntaxError:
        # Running the cell meets the same fault and words it for the notebook.
        return False
    return bool(shell.should_run_async(code, transformed_cell=transformed))


@contextmanager
def _shell(folder: str, mailbox: Mailbox) -> Iterator[Any]:
    settings = Config()
    settings.HistoryManager.enabled = False
    shell: Any = WarmShell.instance(
        config=settings,
        ipython_dir=folder,
        profile_dir=ProfileDir(location=folder),
        compiler_class=XCachingCompiler,
        user_ns={},
    )
    try:
        shell.displayhook.session = shell.display_pub.session = mailbox
        shell.displayhook.topic = b"execute_result"
        with _inline_charts(shell):
            yield shell
    finally:
        atexit.unregister(shell.atexit_operations)
        shell.restore_sys_module_state()
        shell.user_ns.clear()


@contextmanager
def _inline_charts(shell: Any) -> Iterator[None]:
    """Charts shown as in a kernel, also where matplotlib was loaded before."""
    if "matplotlib" not in sys.modules:
        yield
        return
    loaded = sys.modules.get("matplotlib.pyplot")
    backend = loaded.get_backend() if loaded else None
    from matplotlib_inline.backend_inline import configure_inline_support

    # It remembers for the process, not for the shell, that its formats are set.
    configure_inline_support.current_backend = "unset"  # type: ignore[attr-defined]
    shell.run_line_magic("matplotlib", "inline")
    try:
        yield
    finally:
        if loaded and backend:
            loaded.close("all")
            loaded.switch_backend(backend)


@contextmanager
def _environment() -> Iterator[None]:
    before, folder = dict(os.environ), os.getcwd()
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        os.chdir(folder)


@contextmanager
def _sole_shell() -> Iterator[None]:
    """Step aside a shell that is already here, as in JupyterLab, and put it back."""
    before = {kind: kind._instance for kind in WarmShell._walk_mro()}
    for kind in before:
        kind._instance = None
    try:
        yield
    finally:
        for kind, shell in before.items():
            kind._instance = shell


@contextmanager
def _no_input() -> Iterator[None]:
    def refused(*_prompt: object, **_more: object) -> NoReturn:
        raise StdinNotImplementedError(
            "raw_input was called, but this frontend does not support input requests."
        )

    asked, password = builtins.input, getpass.getpass
    builtins.input, getpass.getpass = refused, refused
    try:
        yield
    finally:
        builtins.input, getpass.getpass = asked, password
