"""Secrets of sources: only the environment gives them, and no message shows them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, quote, quote_plus, unquote

from salesreport.readers.faults import file_error

ENVIRONMENT = "env:"
_SECRET_NAME = re.compile(r"pass|pwd|secret|token|key|credential|sas\b|signature|^sig$", re.I)
_PLACE = re.compile(rf"(?<![A-Za-z]){ENVIRONMENT}(?P<name>[A-Za-z_]\w*)")
_SHORT, _LONGEST = 3, 300


def is_secret_name(name: str) -> bool:
    """Whether a setting of this name holds a secret: `password`, `api_key`, `token`."""
    return bool(_SECRET_NAME.search(name))


def resolved(written: str, shown: str) -> str:
    """A setting's value: of the environment variable where it says `env:NAME`.

    Raises
    ------
    SourceFileError
        The variable is not set, or empty.
    """
    if not written.startswith(ENVIRONMENT):
        return written
    name = written.removeprefix(ENVIRONMENT).strip()
    value = os.environ.get(name, "")
    if value:
        return value
    raise file_error(
        "unset_variable",
        f"the environment variable {name!r} is not set",
        file=shown,
        expected="a variable that holds the address or the secret",
        remedy=f"set {name} in the shell that starts salesreport",
        values={"name": name},
    )


def refuse_written(what: str, shown: str) -> Exception:
    """Error about a secret that stands in the run file."""
    return file_error(
        "written_secret",
        f"the run file holds a secret ({what})",
        file=shown,
        expected='secrets in the environment alone, named as "env:NAME"',
        remedy="put it into an environment variable, write env:NAME in its place, and change "
        "the secret where others may have read it",
        values={"what": what},
    )


def secret_in_address(address: str) -> str:
    """What of an address is a secret, in a word; empty where it has none but `env:NAME`."""
    for part in _PLACE.sub("", address).split("::"):
        place = part.partition("://")[2]
        user, at, _ = re.split(r"[/?#]", place, maxsplit=1)[0].rpartition("@")
        if at and ":" in user and user.partition(":")[2]:
            return "password"
        if part.startswith(("http://", "https://")):
            named = [name for name, _ in _query(part) if is_secret_name(name)]
            if named:
                return named[0]
    return ""


def _query(address: str) -> list[tuple[str, str]]:
    """Names and values of an address's query, also of an address that is none."""
    return parse_qsl(address.partition("?")[2].partition("#")[0])


def filled_in(address: str) -> tuple[str, dict[str, str]]:
    """Address with what the environment holds for each `env:NAME` in it, as it is.

    Also given is what it holds -> `env:NAME`, to take it out of what is shown.

    Raises
    ------
    SourceFileError
        A variable is not set.
    """
    names = dict.fromkeys(found[0] for found in _PLACE.finditer(address))
    held = {resolved(name, address): name for name in names}
    return _PLACE.sub(lambda found: resolved(found[0], address), address), held


def secrets_of(address: str) -> tuple[str, ...]:
    """An address of the environment, and each part of it that a store may repeat by itself."""
    found = [address]
    for part in address.split("::"):
        place = re.split(r"[/?#]", part.partition("://")[2], maxsplit=1)[0]
        found += [word for word in place.rpartition("@")[0].split(":") if word]
        found += [value for _, value in _query(part)]
    return tuple(found)


def settings(
    options: Mapping[str, str], shown: str
) -> tuple[dict[str, str | bool | int], tuple[str, ...]]:
    """Options of an fsspec address with what the environment holds; and the secrets among them.

    `true` and `false` become truth values, a port or time limit a number.

    Raises
    ------
    SourceFileError
        A variable is not set, or a secret stands in the run file.
    """
    values: dict[str, str | bool | int] = {}
    secrets = []
    for name, written in options.items():
        value = resolved(written, shown)
        if written.startswith(ENVIRONMENT):
            secrets.append(value)
        elif is_secret_name(name):
            raise refuse_written(f"storage.{name}", shown)
        if value in ("true", "false"):
            values[name] = value == "true"
        elif value.isdecimal() and (name == "port" or name.endswith("timeout")):
            values[name] = int(value)
        else:
            values[name] = value
    return values, tuple(secrets)


def told(error: BaseException, secrets: Iterable[str], names: Iterable[str] = ()) -> str:
    """What an error says, in one line and without any of the secrets.

    A secret of one or two characters cannot be taken out of a sentence: then only
    the error's kind is told. Names (of a host, a user) are taken out where they are
    words of their own: "require" is not, of "required".
    """
    hidden = {form for secret in secrets if secret for form in _forms(secret)}
    kind = type(error).__name__
    if any(len(secret) < _SHORT for secret in hidden):
        return kind
    text = " ".join(str(error).split())
    for secret in sorted(hidden, key=len, reverse=True):
        text = text.replace(secret, "***")
    words = {form for name in names if name for form in _forms(name)}
    for name in sorted(words, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "***", text)
    return f"{kind}: {text[:_LONGEST]}" if text else kind


def _forms(secret: str) -> set[str]:
    """Ways in which a driver may repeat a secret."""
    plain = unquote(secret)
    forms = {secret, plain, quote(plain), quote(plain, safe=""), quote_plus(plain)}
    forms |= {repr(form)[1:-1] for form in (secret, plain)}
    return forms | {" ".join(form.split()) for form in forms}
