"""Parameters held against the notebook's `parameters` cell, before anything starts.

papermill only logs an unknown name, lets a second `parameters` cell win in
silence and makes `-p rep_id 0012` the number 12; here each of these stops.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.render.plain import plain

KINDS: dict[str, type] = {
    "str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict,
}  # fmt: skip


@dataclass(frozen=True)
class Declared:
    """One name of the `parameters` cell.

    `kind` is its annotation, else the type of its default, else None; `default`
    is None where it is not a plain literal.
    """

    name: str
    kind: str | None
    default: Any


def declared(notebook: Any, *, where: str = "notebook") -> dict[str, Declared]:
    """Names the notebook's one `parameters` cell declares, in order.

    Parameters
    ----------
    notebook : NotebookNode
        Any nbformat 4 notebook.
    where : str
        The notebook's name, for errors.

    Raises
    ------
    ParameterError
        No cell tagged `parameters`, more than one, or one that is not Python.
    """
    cells = [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and "parameters" in cell.metadata.get("tags", [])
    ]
    if len(cells) != 1:
        raise ParameterError(
            f"{len(cells) or 'no'} cell{'s' if len(cells) > 1 else ''} tagged 'parameters'",
            where=where,
            expected="exactly one",
            remedy="tag the one cell that gives the defaults",
        )
    try:
        statements = ast.parse(cells[0].source).body
    except SyntaxError as error:
        raise ParameterError(
            f"the parameters cell cannot be read: {error.msg}, line {error.lineno}",
            where=where,
            expected='lines such as `rep_id: str = "0012"`',
            remedy="correct the cell",
        ) from error
    found = [entry for statement in statements for entry in _declarations(statement)]
    return {entry.name: entry for entry in found}


def check_parameters(
    notebook: Any, values: Mapping[str, Any], *, where: str = "notebook"
) -> dict[str, Any]:
    """The values as plain JSON types, fit for the notebook's declarations.

    Parameters
    ----------
    notebook : NotebookNode
        With one `parameters` cell.
    values : mapping
        Name to value; see `plain` for what is converted.
    where : str
        The notebook's name, for errors.

    Returns
    -------
    dict
        Same names. A whole number given for a declared float becomes a float,
        and the other way round; None fits everything.

    Raises
    ------
    UnknownKeyError
        A name the cell does not declare; `near` holds the likely one.
    ParameterError
        See `declared`; a value of another type than declared.
    """
    names = declared(notebook, where=where)
    for name in values:
        if name not in names:
            raise UnknownKeyError(name, known=list(names), where=where, kind="parameter")
    return {
        name: _fitted(plain(value, name=name), names[name], where=where)
        for name, value in values.items()
    }


def check_injected(notebook: Any) -> None:
    """Check what papermill has put into the notebook by `-p`, `-r` or `-f`.

    Raises
    ------
    ParameterError, UnknownKeyError
        As `check_parameters`.
    """
    about = notebook.metadata.get("papermill", {})
    values = about.get("parameters") or {}
    if values:
        check_parameters(notebook, values, where=str(about.get("input_path") or "notebook"))


def setting(notebook: Any, name: str) -> Any:
    """What the notebook ran with: the injected value, else the declared default.

    None where the notebook declares no such name.
    """
    injected = notebook.metadata.get("papermill", {}).get("parameters") or {}
    if name in injected:
        return injected[name]
    try:
        entry = declared(notebook).get(name)
    except ParameterError:
        # A notebook without parameters is fine to render; it has no such setting.
        return None
    return entry.default if entry else None


def _declarations(statement: ast.stmt) -> list[Declared]:
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        kind = ast.unparse(statement.annotation).strip("'\"").split("[")[0]
        return [Declared(statement.target.id, kind, _literal(statement.value))]
    if isinstance(statement, ast.Assign):
        default = _literal(statement.value)
        kind_of = type(default).__name__ if default is not None else None
        return [
            Declared(target.id, kind_of, default)
            for target in statement.targets
            if isinstance(target, ast.Name)
        ]
    return []


def _literal(node: ast.expr | None) -> Any:
    if node is None:
        return None
    try:
        return ast.literal_eval(node)
    except ValueError:
        # An expression: its name counts, its value is known only when it runs.
        return None


def _fitted(value: Any, entry: Declared, *, where: str) -> Any:
    kind = KINDS.get(entry.kind or "")
    if value is None or kind is None or type(value) is kind:
        return value
    if kind is float and type(value) is int:
        return float(value)
    if kind is int and type(value) is float and value.is_integer():
        return int(value)
    remedy = f"give {entry.name} as {entry.kind}"
    if kind is str:
        remedy = f'give it as text: papermill -r {entry.name} "{value}" (-p makes a number of it)'
    raise ParameterError(
        f"parameter {entry.name!r} is {value!r}, of type {type(value).__name__}",
        where=where,
        expected=f"{entry.kind}",
        remedy=remedy,
    )
