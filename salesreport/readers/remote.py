"""Files at an fsspec address (`s3://`, `sftp://`, `zip://`, `memory://`...), found and fetched."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from glob import has_magic
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar
from urllib.parse import urlsplit

import fsspec

from salesreport.errors import SalesReportError, SourceFileError
from salesreport.readers.credentials import (
    ENVIRONMENT,
    filled_in,
    refuse_written,
    secret_in_address,
    secrets_of,
    settings,
    told,
)
from salesreport.readers.faults import file_error, missing_package, unreadable_source
from salesreport.readers.files import LOCK
from salesreport.readers.naming import order_among
from salesreport.sources import OR

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+://")
_LOCAL = ("file://", "local://")
_PACKAGE = re.compile(r"(?:[Ii]nstall|requires?) (?:the )?[\"']?([A-Za-z][\w.\-]*)")
_PACKAGES = {"http": "fsspec[http]", "https": "fsspec[http]", "libarchive": "libarchive-c"}
Result = TypeVar("Result")


def is_address(path: str) -> bool:
    """Whether a path is an fsspec address, or the environment holds it, and not a local one."""
    return bool(_ADDRESS.match(path)) or path.startswith(ENVIRONMENT)


@dataclass(frozen=True)
class RemoteFile:
    """A file found at an address; fetched when asked for.

    Attributes
    ----------
    shown : str
        Its address, without anything secret.
    suffix : str
        Ending of its name in lower case, with the dot.
    """

    shown: str
    suffix: str
    _system: Any = field(repr=False)
    _path: str = field(repr=False)
    _secrets: tuple[str, ...] = field(repr=False)

    def content(self) -> bytes:
        """What the file holds.

        Raises
        ------
        SourceFileError
            It cannot be fetched; in the words of its store, without secrets.
        """
        return _plainly(self.shown, self._secrets, lambda: bytes(self._system.cat_file(self._path)))


def remote_files(address: str, options: Mapping[str, str], folder: Path) -> list[RemoteFile]:
    """Files at an address or pattern, the newest last as `source_files` orders them.

    Parameters
    ----------
    address : str
        May be a pattern, and a chain such as `zip://*.csv::s3://bucket/month.zip`;
        a local part is found from `folder`. Of several with ` | ` between them the
        first that matches is read. `env:NAME` stands for what the environment holds: for
        all of it, or for a secret in it (`https://host/deals.csv?token=env:TOKEN`).
    options : dict of str
        Settings of the store that holds the files, `env:NAME` for secrets.

    Raises
    ------
    SourceFileError
        Nothing matches, the store cannot be reached, its package is missing, or a
        secret stands in the run file.
    """
    secret = next(filter(None, map(secret_in_address, address.split(OR))), "")
    if secret:
        raise refuse_written(secret, _scheme(address))
    for one in address.split(OR):
        values, secrets = settings(options, one)
        secrets = (*secrets, *(part for text in filled_in(one)[1] for part in secrets_of(text)))
        found = _plainly(one, secrets, partial(_found, one, values, secrets, folder))
        if found:
            return found
    raise _nowhere(address)


def _found(
    address: str, values: dict[str, Any], secrets: tuple[str, ...], folder: Path
) -> list[RemoteFile]:
    whole, held = filled_in(address)
    system, path = fsspec.url_to_fs(_anchored(whole, folder), **_placed(values, whole))
    if system.isfile(path):
        return [RemoteFile(address, _suffix(path), system, path, secrets)]
    paths = [p for p in system.glob(path) if system.isfile(p)] if has_magic(path) else []
    paths = [p for p in paths if not PurePosixPath(p).name.startswith(LOCK)]
    of_name = order_among(PurePosixPath(p).name for p in paths)
    paths.sort(key=lambda p: (of_name(PurePosixPath(p).name), _age(system, p), p))
    shown = [
        f"{address}/{PurePosixPath(p).name}"  # nothing of it is the user's to see
        if address.startswith(ENVIRONMENT)
        else _without(_shown(system, p, whole), held)
        for p in paths
    ]
    found = zip(shown, paths, strict=True)
    return [RemoteFile(word, _suffix(p), system, p, secrets) for word, p in found]


def _plainly(shown: str, secrets: tuple[str, ...], action: Callable[[], Result]) -> Result:
    """What an action gives; what its store raises becomes an error that holds no secret."""
    try:
        return action()
    except SalesReportError:
        raise
    except ImportError as error:
        failure = _missing(shown, error)
    except FileNotFoundError:
        failure = _nowhere(shown)
    except Exception as error:  # each store has errors of its own
        failure = unreadable_source(
            "it cannot be fetched",
            shown,
            reason=told(error, secrets),
            expected="an address that fsspec knows and this user may read",
            remedy="check the address, the network and the options under storage",
        )
    raise failure  # outside, so that the store's error is no part of it


def _nowhere(address: str) -> SourceFileError:
    return file_error(
        "missing_file",
        "no file matches" if has_magic(address) else "no such file",
        file=address,
        expected="a file at that address",
        remedy="check the address, and that this user may see it",
        values={"near": "", "holds": ""},
    )


def _missing(shown: str, error: ImportError) -> SourceFileError:
    """Error that names the package; fsspec's own sentence does (`Install s3fs to...`)."""
    scheme = shown.partition("://")[0]
    found = _PACKAGE.search(str(error))
    package = _PACKAGES.get(scheme) or (found[1] if found else error.name or f"fsspec[{scheme}]")
    return missing_package(package, f"addresses such as {_scheme(shown)}", shown)


def _scheme(address: str) -> str:
    return address.partition("://")[0] + "://"


def _suffix(path: str) -> str:
    web = path.startswith(("http://", "https://"))
    return PurePosixPath(urlsplit(path).path if web else path).suffix.lower()


def _anchored(address: str, folder: Path) -> str:
    """The address with its local parts found from the run file's folder."""
    known = set(fsspec.available_protocols())
    return "::".join(
        part if index and part in known else _anchored_part(part, folder)
        for index, part in enumerate(address.split("::"))
    )


def _anchored_part(part: str, folder: Path) -> str:
    if "://" not in part:
        return (folder / part).as_posix()
    for scheme in _LOCAL:
        if part.startswith(scheme):
            return scheme + (folder / part.removeprefix(scheme)).as_posix()
    return part


def _placed(values: dict[str, Any], address: str) -> dict[str, Any]:
    """Options for the store at the end of a chain, where an address is one."""
    last = address.rsplit("::", maxsplit=1)[-1]
    if "::" not in address or "://" not in last or not values:
        return values
    return {last.partition("://")[0]: values}


def _shown(system: Any, path: str, address: str) -> str:
    _, chained, rest = address.partition("::")
    return str(system.unstrip_protocol(path)) + chained + rest


def _without(shown: str, held: Mapping[str, str]) -> str:
    """What is shown of an address, with `env:NAME` where the environment's text stands."""
    for text, name in held.items():
        shown = shown.replace(text, name)
    return shown


def _age(system: Any, path: str) -> float:
    """Time of modification, 0 where the store tells none."""
    try:
        return float(system.modified(path).timestamp())
    except (NotImplementedError, KeyError, AttributeError):
        return 0.0
