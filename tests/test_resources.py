"""Shipped files are found in a checkout, in a wheel and on odd paths."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesreport.errors import SourceFileError
from salesreport.resources import resource, stylesheet

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("folder", ["notebooks", "templates", "params"])
def test_a_checkout_reads_its_own_top_level_folders(folder: str) -> None:
    assert resource(folder) == CHECKOUT / folder


def test_the_bundled_folder_beside_the_package_wins(tmp_path: Path) -> None:
    package = tmp_path / "销售 复盘" / "salesreport"
    wanted = package / "bundled" / "params" / "sample.yaml"
    wanted.parent.mkdir(parents=True)
    wanted.touch()
    beside = package.parent / "params" / "sample.yaml"
    beside.parent.mkdir()
    beside.touch()
    assert resource("params", "sample.yaml", package=package) == wanted


def test_a_missing_resource_names_itself_the_place_and_the_remedy(tmp_path: Path) -> None:
    package = tmp_path / "salesreport"
    package.mkdir()
    with pytest.raises(SourceFileError, match="install salesreport again") as caught:
        resource("templates", "nothing.css", package=package)
    assert "templates/nothing.css" in str(caught.value)
    assert caught.value.where == str(tmp_path)


def test_a_name_that_is_not_shipped_is_refused_in_the_checkout() -> None:
    with pytest.raises(SourceFileError, match=r"params/no-such-run\.yaml"):
        resource("params", "no-such-run.yaml")


def test_the_stylesheet_has_the_shipped_files_in_order_and_each_its_medium():
    css = stylesheet()
    screen, print_, page = (css.index(at) for at in ("@media screen", "@media print", "@page {"))
    assert css.index(":root {") == 0 < screen < print_ < page
    for name, at in (("base.css", 0), ("screen.css", screen), ("print.css", print_)):
        text = resource("templates", "salesreport", "static", name).read_text("utf-8")
        assert css[at:].startswith(text)
