"""A real browser for tests: Chromium, headless and offline, driven over its own pipe."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from select import select
from typing import Any

import pytest

SWITCHES = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking", "--disable-sync",
    "--no-first-run", "--disable-extensions", "--disable-dev-shm-usage", "--hide-scrollbars",
)  # fmt: skip
PATIENCE = 30.0
KEYS = {"Enter": (13, "\r"), "Tab": (9, ""), " ": (32, " ")}


def needed() -> str:
    """The program's path; skips where there is none, unless tests must not be skipped."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("SALESREPORT_NEEDS_BROWSER"):
            pytest.fail("SALESREPORT_NEEDS_BROWSER is set and there is no chromium")
        pytest.skip("needs chromium (Debian: apt-get install chromium)")
    return found


class Browser:
    """One browser process; every page opens in a tab of its own."""

    def __init__(self) -> None:
        program = needed()
        self._home = tempfile.mkdtemp(prefix="salesreport-chromium-")
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        # The browser reads its orders from 3 and answers on 4.
        shell = f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}'
        self._process = subprocess.Popen(
            ["bash", "-c", shell, "chromium", program, *SWITCHES, f"--user-data-dir={self._home}"],
            pass_fds=(theirs_in, theirs_out), start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs_in)
        os.close(theirs_out)
        self._number = 0
        self._rest = b""
        self.events: list[dict[str, Any]] = []

    def close(self) -> None:
        """End the browser and all it started."""
        with suppress(OSError, AssertionError):
            self.call("Browser.close")
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        os.close(self._out)
        os.close(self._in)
        shutil.rmtree(self._home, ignore_errors=True)

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Answer to one order; what happens meanwhile is kept in `events`."""
        self._number += 1
        order = {"id": self._number, "method": method, "params": parameters}
        if session:
            order["sessionId"] = session
        os.write(self._out, json.dumps(order).encode() + b"\0")
        while True:
            said = self._next(PATIENCE)
            if said.get("id") != self._number:
                self.events.append(said)
            elif "error" in said:
                raise AssertionError(f"{method}: {said['error']}")
            else:
                return dict(said["result"])

    def wait_for(self, method: str, session: str) -> None:
        """Until the tab tells of this event; earlier ones count."""
        while not any(e["method"] == method and e.get("sessionId") == session for e in self.events):
            self.events.append(self._next(PATIENCE))

    def _next(self, patience: float) -> dict[str, Any]:
        until = time.monotonic() + patience
        while b"\0" not in self._rest:
            ready, _, _ = select([self._in], [], [], max(0.0, until - time.monotonic()))
            part = os.read(self._in, 1 << 20) if ready else b""
            assert part, "the browser says nothing more"
            self._rest += part
        said, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(said))

    def open(
        self, path: Path, *, width: int = 1280, height: int = 900, scripts: bool = True
    ) -> Tab:
        """The file in a tab of this size, loaded and laid out."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, target, session)
        for name in ("Page", "Runtime", "Network", "Log"):
            tab.call(f"{name}.enable")
        tab.resize(width, height)
        tab.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        tab.call("Page.navigate", url=path.absolute().as_uri())
        self.wait_for("Page.loadEventFired", session)
        return tab


class Tab:
    """One open page."""

    def __init__(self, browser: Browser, target: str, session: str) -> None:
        self._browser, self._target, self._session = browser, target, session

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """An order to this tab."""
        return self._browser.call(method, self._session, **parameters)

    def resize(self, width: int, height: int = 740) -> None:
        """Give the window this size; narrow ones are phones."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=width < 600)  # fmt: skip

    def value(self, expression: str) -> Any:
        """What an expression in the page gives, as plain values."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def click(self, selector: str) -> None:
        """Press and release the left button in the middle of an element."""
        x, y = self.value(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " e.scrollIntoView({block: 'center', inline: 'center'});"
            " const b = e.getBoundingClientRect();"
            " return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def key(self, name: str) -> None:
        """Press one key."""
        code, text = KEYS[name]
        self.call("Input.dispatchKeyEvent", type="keyDown", key=name, text=text,
                  windowsVirtualKeyCode=code, code=name)  # fmt: skip
        self.call("Input.dispatchKeyEvent", type="keyUp", key=name,
                  windowsVirtualKeyCode=code, code=name)  # fmt: skip

    def write(self, text: str) -> None:
        """Text into whatever has the focus."""
        self.call("Input.insertText", text=text)

    @property
    def requests(self) -> list[str]:
        """Addresses asked for beside the page itself and what it holds."""
        asked = [
            event["params"]["request"]["url"] for event in self._mine("Network.requestWillBeSent")
        ]
        return [url for url in asked[1:] if not url.startswith("data:")]

    @property
    def complaints(self) -> list[str]:
        """Errors of scripts, and everything the console and the policy say."""
        self.value("0")
        thrown = [e["params"]["exceptionDetails"]["text"] for e in
                  self._mine("Runtime.exceptionThrown")]  # fmt: skip
        logged = [e["params"]["entry"]["text"] for e in self._mine("Log.entryAdded")]
        said = [str(e["params"]["args"]) for e in self._mine("Runtime.consoleAPICalled")]
        return thrown + logged + said

    def _mine(self, method: str) -> list[dict[str, Any]]:
        mine = [event for event in self._browser.events if event.get("sessionId") == self._session]
        return [event for event in mine if event["method"] == method]

    def picture(self, path: Path, *, whole: bool = True) -> None:
        """The page as PNG."""
        data = self.call("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        path.write_bytes(b64decode(data))

    def printed(self) -> bytes:
        """PDF as the browser prints it."""
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return b64decode(answer["data"])

    def close(self) -> None:
        """Close the tab."""
        self._browser.call("Target.closeTarget", targetId=self._target)
