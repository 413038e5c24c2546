"""pyproject.toml, constraints.txt, environment.yml and the Makefile tell one story."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

TOP = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
EXTRAS = PROJECT["optional-dependencies"]
# conda-forge's own names for the same thing.
CONDA_NAMES = {
    "python-tzdata": "tzdata",
    "matplotlib-base": "matplotlib",
    "seaborn-base": "seaborn",
}
# Needed from the system, which pip cannot give.
CONDA_ONLY = {"python", "pip", "pango"}


def declared() -> dict[str, Requirement]:
    """Every dependency of pyproject.toml, extras included, by canonical name."""
    lines = [*PROJECT["dependencies"], *(line for extra in EXTRAS.values() for line in extra)]
    requirements = [Requirement(line) for line in lines]
    return {canonicalize_name(requirement.name): requirement for requirement in requirements}


def pinned(text: str) -> dict[str, tuple[Requirement, Version]]:
    """Pins of a constraints text by canonical name."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    pins = {}
    for requirement in map(Requirement, lines):
        (bound,) = requirement.specifier
        assert bound.operator == "==", f"{requirement} is not pinned"
        pins[canonicalize_name(requirement.name)] = (requirement, Version(bound.version))
    return pins


def conda_bounds(text: str) -> dict[str, str]:
    """Bounds of an environment file by the name that PyPI uses."""
    entries = yaml.safe_load(text)["dependencies"]
    plain = [entry for entry in entries if isinstance(entry, str)]
    by_pip = [line for entry in entries if isinstance(entry, dict) for line in entry["pip"]]
    bounds = {}
    for requirement in map(Requirement, [*plain, *by_pip]):
        name = canonicalize_name(CONDA_NAMES.get(requirement.name, requirement.name))
        bounds[name] = bounds_of(requirement)
    return bounds


def bounds_of(requirement: Requirement) -> str:
    """Version bounds in one order, however they were written."""
    return ",".join(sorted(map(str, requirement.specifier)))


CONSTRAINTS = (TOP / "constraints.txt").read_text(encoding="utf-8")
PINS = pinned(CONSTRAINTS)
ENVIRONMENT = (TOP / "environment.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(declared()))
def test_a_dependency_has_a_lower_and_an_upper_bound(name: str) -> None:
    assert sorted(bound.operator for bound in declared()[name].specifier) == ["<", ">="]


@pytest.mark.parametrize("name", sorted(declared()))
def test_a_dependency_is_pinned_inside_its_bounds(name: str) -> None:
    assert name in PINS, f"{name} is not in constraints.txt"
    assert declared()[name].specifier.contains(PINS[name][1])


def test_constraints_name_no_registry_and_no_extra() -> None:
    assert "://" not in CONSTRAINTS
    assert "--" not in "".join(re.sub(r"#.*", "", CONSTRAINTS))
    assert [name for name, (pin, _) in PINS.items() if pin.extras] == []


def test_what_only_some_platforms_have_is_pinned_for_them_alone() -> None:
    for name, platform in [("pywinpty", "linux"), ("colorama", "linux"), ("appnope", "linux")]:
        marker = PINS[name][0].marker
        assert marker is not None
        assert not marker.evaluate({"sys_platform": platform, "os_name": "posix"})
    windows = {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"}
    for name in ("pexpect", "ptyprocess"):
        marker = PINS[name][0].marker
        assert marker is not None
        assert not marker.evaluate(windows)


def test_the_conda_environment_has_the_same_dependencies_and_bounds() -> None:
    conda = conda_bounds(ENVIRONMENT)
    assert conda.pop("python") == PROJECT["requires-python"]
    ours = {name: bounds_of(requirement) for name, requirement in declared().items()}
    assert {name: bound for name, bound in conda.items() if name not in CONDA_ONLY} == ours


def test_the_conda_environment_takes_from_conda_forge_alone() -> None:
    assert yaml.safe_load(ENVIRONMENT)["channels"] == ["conda-forge", "nodefaults"]


def test_a_changed_bound_in_the_conda_environment_is_seen() -> None:
    changed = ENVIRONMENT.replace("pandas>=3.0,<4", "pandas>=2.0,<4")
    assert conda_bounds(changed)["pandas"] != bounds_of(declared()["pandas"])


def test_every_library_imported_is_declared() -> None:
    # packaging comes with pytest, which the tests cannot do without.
    allowed = {
        "tests": {*declared(), "packaging"},
        "salesreport": runtime() | drivers(),
    }
    owners = packages_distributions()
    for folder, known in allowed.items():
        for library in third_party(folder):
            names = {canonicalize_name(name) for name in owners.get(library, [library])}
            assert names & known, f"{folder} imports {library}: not in pyproject.toml"


def runtime() -> set[str]:
    """Canonical names of what an installation without extras brings."""
    return {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}


def drivers() -> set[str]:
    """Database drivers that an extra brings: imported where their database is read."""
    return {canonicalize_name(Requirement(line).name) for line in EXTRAS["postgresql"]}


def third_party(folder: str) -> set[str]:
    """Top-level names imported below a folder, those of Python and our own left out."""
    names: set[str] = set()
    for path in (TOP / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names - sys.stdlib_module_names - {"salesreport", "tests", "benchmarks"}


def test_entry_points_are_those_other_tools_look_for() -> None:
    assert PROJECT["scripts"] == {"salesreport": "salesreport.__main__:main"}
    assert PROJECT["entry-points"]["papermill.engine"] == {
        "salesreport": "salesreport.render.engine:WarmEngine"
    }
    assert PROJECT["entry-points"]["nbconvert.exporters"] == {
        "salesreport-html": "salesreport.render.exporters:ReportHTMLExporter",
        "salesreport-pdf": "salesreport.render.exporters:ReportPDFExporter",
        "salesreport-pptx": "salesreport.render.deck.exporters:ReportPPTXExporter",
        "salesreport-deck-pdf": "salesreport.render.deck.printed:ReportDeckPDFExporter",
    }


@pytest.mark.parametrize("folder", ["notebooks", "templates", "params"])
def test_the_wheel_takes_the_folder_in(folder: str) -> None:
    wheel = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert folder in wheel["only-include"]
    assert wheel["sources"][folder] == f"salesreport/bundled/{folder}"


@pytest.mark.skipif(sys.platform == "win32", reason="setup.sh is for Debian and Ubuntu")
def test_setup_names_its_options_when_it_does_not_know_one() -> None:
    told = subprocess.run(
        ["sh", str(TOP / "setup.sh"), "--nonsense"], capture_output=True, text=True
    )
    assert told.returncode == 2
    for option in ("--dev", "--lab", "--browser", "--postgresql"):
        assert option in told.stderr


def test_scripts_have_unix_line_ends() -> None:
    for name in ("setup.sh", "Makefile", ".ci/run", ".ci/postgres"):
        assert b"\r" not in (TOP / name).read_bytes()


def test_every_extra_of_a_library_is_in_the_developers_set() -> None:
    ours = {line for name, extra in EXTRAS.items() if name not in ("dev", "lab") for line in extra}
    assert ours <= set(EXTRAS["dev"])
    # what the error about a missing driver tells people to install
    assert "postgresql" in EXTRAS


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
@pytest.mark.parametrize("arguments", [[], ["start"], ["start", "relative"], ["restart", "/x"]])
def test_the_script_of_the_test_server_refuses_what_it_does_not_know(arguments: list[str]) -> None:
    script = str(TOP / ".ci" / "postgres")
    told = subprocess.run(["sh", script, *arguments], capture_output=True, text=True)
    assert told.returncode in (2, 3)
