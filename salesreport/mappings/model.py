"""What a mapping file says, and where the shipped ones lie."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.settings import Settings
from salesreport.sources import Source
from salesreport.tables import TABLES
from salesreport.yamlfile import checked, read_yaml

SHIPPED = Path(__file__).resolve().parent
"""Folder of the mappings that come with the package."""


class Needs(Settings):
    """What the run file has to say for the mapping to be right.

    `fiscal_year_start`: months in one of which the fiscal year must begin.
    """

    fiscal_year_start: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()


class Mapping(Settings):
    """A mapping file.

    Attributes
    ----------
    title : str
        The system, and which export of it.
    remarks : tuple of str
        What is assumed, and what the data cannot tell.
    needs : Needs
    files : dict of str to tuple of str
        Name used below -> globs from the entry's folder; the first that matches is
        read. Empty for a database.
    tables : dict of str to Source
        Name -> what is read from which file or by which query; `table` says the table
        where the name does not. `path`, also of a join, is a name under `files`.
    """

    title: str
    remarks: tuple[str, ...] = ()
    needs: Needs = Needs()
    files: dict[str, tuple[str, ...]] = {}
    tables: dict[str, Source]

    @property
    def is_database(self) -> bool:
        """Whether its tables are queries."""
        return not self.files

    @model_validator(mode="after")
    def _known_names(self) -> Self:
        if not self.tables:
            raise ParameterError(
                "no table", where="tables", expected="at least one", remedy="add a table"
            )
        for name, source in self.tables.items():
            where = f"tables.{name}"
            table = source.table or name
            if table not in TABLES:
                raise UnknownKeyError(table, known=list(TABLES), where=where, kind="table")
            if self.is_database and source.query is None:
                raise ParameterError(
                    "no file and no query",
                    where=where,
                    expected="`files` with the table's `path`, or its `query`",
                    remedy="add one of them",
                )
            paths = [] if self.is_database else [source.path or ""]
            for path in [*paths, *(join.path for join in source.join)]:
                if path not in self.files:
                    raise UnknownKeyError(path, known=list(self.files), where=where, kind="file")
        return self


def mapping_names() -> list[str]:
    """Names of the shipped mappings, in order.

    Examples
    --------
    >>> "salesforce" in mapping_names()
    True
    """
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def read_mapping(name: str, folder: Path, *, where: str = "mapping") -> Mapping:
    """A shipped mapping by its name, or a user's own by its path.

    Parameters
    ----------
    name : str
        A name of `mapping_names`, or a path that ends in .yaml or .yml.
    folder : Path
        Where a path starts: the run file's folder.
    where : str
        The entry that names it, for the message.

    Raises
    ------
    UnknownKeyError
        No mapping of that name is shipped; names the near one.
    SourceFileError
        No file at that path, or none that can be read.
    ParameterError
        The file is no mapping.
    """
    if Path(name).suffix in (".yaml", ".yml"):
        path = (folder / name).resolve()
    elif name in mapping_names():
        path = SHIPPED / f"{name}.yaml"
    else:
        raise UnknownKeyError(name, known=mapping_names(), where=where, kind="mapping")
    return checked(Mapping, read_yaml(path), path=path)
