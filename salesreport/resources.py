"""Where the shipped notebooks, templates, run files and sample data lie."""

from __future__ import annotations

from pathlib import Path

from salesreport.errors import SourceFileError

_PACKAGE = Path(__file__).resolve().parent
STYLES = ("base.css", "screen.css", "print.css")
"""What holds everywhere, on screens, on paper: a later file wins."""


def resource(*parts: str, package: Path = _PACKAGE) -> Path:
    """File or folder shipped with salesreport, wherever it was installed.

    An installed wheel holds `notebooks`, `templates` and `params` in
    `salesreport/bundled`; a checkout has them at its top. `bundled` wins.

    Parameters
    ----------
    *parts : str
        Path below the top, one name each: `"params", "sample.yaml"`.
    package : Path, optional
        Folder of the package. Default: this one.

    Returns
    -------
    Path
        Absolute; it exists.

    Raises
    ------
    SourceFileError
        Nothing of that name is shipped, or the installation lost it.

    Examples
    --------
    >>> resource("params").name
    'params'
    """
    bundled = package / "bundled"
    top = bundled if bundled.is_dir() else package.parent
    found = top.joinpath(*parts)
    if not found.exists():
        raise SourceFileError(
            f"{'/'.join(parts)!r} is not there",
            where=str(top),
            expected="the notebooks, templates and params that come with salesreport",
            remedy="check the name, or install salesreport again",
        )
    return found


def script() -> str:
    """The script of pages with a table to sort and filter.

    Returns
    -------
    str
        JavaScript that loads nothing.
    """
    return resource("templates", "salesreport", "static", "sortable.js").read_text("utf-8")


def stylesheet(*names: str) -> str:
    """The stylesheet of every page: the shipped files one after the other.

    Parameters
    ----------
    *names : str
        Which files, in order. Default: all of `STYLES`.

    Returns
    -------
    str
        CSS that loads nothing.
    """
    folder = resource("templates", "salesreport", "static")
    return "\n".join((folder / name).read_text("utf-8") for name in names or STYLES)
