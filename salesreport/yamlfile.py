"""YAML as people write it: no key twice, no surprise types, errors with a line.

Values that YAML 1.1 would turn into something else stay text: dates, and the
words yes, no, on, off.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from salesreport.errors import ParameterError, SourceFileError, UnknownKeyError

Model = TypeVar("Model", bound=BaseModel)


class _Loader(yaml.SafeLoader):
    """Safe loader without dates and without yes/no as booleans."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|false|False)$"), list("tTfF")
)


def _mapping(loader: _Loader, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
    seen: dict[Any, yaml.Node] = {}
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"key {key!r} stands twice", key_node.start_mark
            )
        seen[key] = key_node
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> dict[str, Any]:
    """Mapping at the top of a YAML file, checked for keys that stand twice.

    Raises
    ------
    SourceFileError
        The file is missing or not UTF-8.
    ParameterError
        The file is not YAML, or its top is not a mapping.
    """
    text = _text(path)
    try:
        document = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}, line {mark.line + 1}" if mark else str(path)
        raise ParameterError(
            f"not readable as YAML: {getattr(error, 'problem', None) or error}",
            where=place,
            expected="key: value lines, indented by blanks",
            remedy="mend this line",
        ) from error
    if not isinstance(document, dict):
        raise ParameterError(
            "the file holds no settings",
            where=str(path),
            expected="key: value lines",
            remedy="see `salesreport init` for a file to start from",
        )
    return document


def _text(path: Path) -> str:
    if path.is_dir():
        held = [*sorted(path.glob("*.y*ml")), *sorted(path.glob("params/*.y*ml"))]
        names = [p.relative_to(path).as_posix() for p in held]
        raise SourceFileError(
            "this is a folder",
            where=str(path),
            expected="a YAML file",
            remedy=f"name one of {', '.join(names)}"
            if names
            else "make one with `salesreport init`",
        )
    if not path.is_file():
        names = [p.name for p in path.parent.glob("*.y*ml")] if path.parent.is_dir() else []
        near = difflib.get_close_matches(path.name, names, n=1)
        raise SourceFileError(
            "no such file",
            where=str(path),
            expected="a YAML file"
            + (f"; the folder holds {', '.join(sorted(names))}" * bool(names)),
            remedy=f"did you mean {near[0]!r}" if near else "check the path",
        )
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceFileError(
            f"byte {error.start} is not UTF-8",
            where=str(path),
            expected="a text file in UTF-8",
            remedy="save the file as UTF-8 in your editor",
        ) from error
    except PermissionError as error:
        raise SourceFileError(
            "this user may not read the file",
            where=str(path),
            expected="a readable file",
            remedy="close it in other programs or change its permissions",
        ) from error


def checked(model: type[Model], document: dict[str, Any], *, path: Path) -> Model:
    """`document` as a frozen typed object; the first fault is raised with its line.

    Raises
    ------
    UnknownKeyError
        A key that the model does not know; names the near one.
    ParameterError
        A value of the wrong type or outside its bounds, or a missing key.
    """
    try:
        return model.model_validate(document)
    except ValidationError as error:
        details = error.errors(include_url=False)
    except ParameterError as error:
        place = tuple(error.where.split(".")) if error.where else ()
        error.where = f"{path}{_line(path, place)}" + (f", {error.where}" if error.where else "")
        raise
    fault = next((d for d in details if d["type"] == "extra_forbidden"), details[0])
    raise _fault_error(model, dict(fault), path)


def _fault_error(model: type[BaseModel], fault: dict[str, Any], path: Path) -> ParameterError:
    where = f"{path}{_line(path, fault['loc'])}"
    dotted = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        parent = _model_at(model, fault["loc"][:-1])
        known = (
            [field.alias or name for name, field in parent.model_fields.items()] if parent else []
        )
        return UnknownKeyError(str(fault["loc"][-1]), known=known, where=where)
    if fault["type"] == "missing":
        return ParameterError(
            f"{dotted} is missing", where=where, expected="this key", remedy=f"add {dotted}"
        )
    message = str(fault["msg"]).removeprefix("Value error, ")
    return ParameterError(
        f"{dotted} is {_shown(fault.get('input'))}",
        where=where,
        expected=message[:1].lower() + message[1:],
        remedy=f"correct {dotted}",
    )


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _model_at(model: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel] | None:
    found: type[BaseModel] | None = model
    for part in location:
        if found is None:
            return None
        field = found.model_fields.get(str(part))
        if field is not None:
            found = _inner_model(field.annotation)
    return found


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        inner = _inner_model(argument)
        if inner is not None:
            return inner
    return None


def _line(path: Path, location: tuple[int | str, ...]) -> str:
    """Line of the key at `location`, or of its nearest parent that stands there."""
    node: yaml.Node | None = yaml.compose(_text(path), Loader=yaml.SafeLoader)
    line: int | None = None
    for part in location:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if pair is None:
                continue
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 1
    return f", line {line}" if line else ""
