"""Files at fsspec addresses: a memory store, archives, local addresses."""

from __future__ import annotations

import importlib.util
import io
import zipfile

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from salesreport.errors import SourceFileError
from salesreport.readers import source_grids
from salesreport.readers.credentials import secret_in_address, secrets_of, told
from salesreport.sources import Source


@pytest.fixture
def memory():
    """An empty memory store, left empty."""
    store = fsspec.filesystem("memory")
    store.store.clear()
    store.pseudo_dirs[:] = [""]
    yield store
    store.store.clear()
    store.pseudo_dirs[:] = [""]


def grids(folder, path, **settings):
    """The one grid of each file."""
    files = source_grids(Source(path=path, **settings), folder)
    return [grid for file in files for grid in file.grids]


def cells(grid):
    return {name: column.tolist() for name, column in zip(grid.header, grid.columns, strict=True)}


def parquet(**columns):
    content = io.BytesIO()
    pq.write_table(pa.table(columns), content)
    return content.getvalue()


def test_a_text_file_at_an_address_is_read_as_a_local_one(tmp_path, memory):
    memory.pipe("/crm/商机.csv", "编号,客户\n0012,甲公司\nNA,\n".encode("gb18030"))
    (grid,) = grids(tmp_path, "memory://crm/商机.csv")
    assert grid.file == "memory://crm/商机.csv"
    assert cells(grid)["编号"] == ["0012", "NA"]
    assert (grid.n_records, grid.numbers.tolist()) == (2, [2, 3])


def test_a_pattern_at_an_address_gives_the_newest_file_last(tmp_path, memory):
    for month in (10, 9, 1):
        memory.pipe(f"/crm/deals_{month}.csv", f"id\n{month}\n".encode())
    memory.pipe("/crm/~$deals_2.csv", b"lock")
    found = grids(tmp_path, "memory://crm/deals_*.csv")
    assert [grid.columns[0].tolist() for grid in found] == [["1"], ["9"], ["10"]]
    assert [grid.file for grid in found][-1] == "memory:///crm/deals_10.csv"


def test_parquet_and_workbooks_at_an_address_are_read(tmp_path, memory, make_run):
    make_run({"deals.xlsx": {"商机": [["编号"], ["0012"]]}}, {"opportunities": {"path": "x"}})
    memory.pipe("/a.xlsx", (tmp_path / "deals.xlsx").read_bytes())
    memory.pipe("/b.PARQUET", parquet(编号=["0012"]))
    for address in ("memory://a.xlsx", "memory://b.PARQUET"):
        (grid,) = grids(tmp_path, address)
        assert cells(grid) == {"编号": ["0012"]}


def test_an_archive_is_found_from_the_run_file_s_folder(tmp_path):
    (tmp_path / "导出").mkdir()
    with zipfile.ZipFile(tmp_path / "导出" / "june.zip", "w") as archive:
        archive.writestr("crm/deals_1.csv", "id\n1\n")
        archive.writestr("crm/deals_2.csv", "id\n2\n")
        archive.writestr("readme.txt", "no table")
    (grid,) = grids(tmp_path, "zip://crm/deals_2.csv::导出/june.zip")
    assert cells(grid) == {"id": ["2"]}
    found = grids(tmp_path, "zip://crm/*.csv::导出/june.zip")
    assert [grid.columns[0].tolist() for grid in found] == [["1"], ["2"]]
    assert found[0].file == "zip://crm/deals_1.csv::导出/june.zip"


def test_an_archive_in_a_store_is_read(tmp_path, memory):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("deals.csv", "id\n1\n")
    memory.pipe("/june.zip", content.getvalue())
    (grid,) = grids(tmp_path, "zip://deals.csv::memory://june.zip")
    assert cells(grid) == {"id": ["1"]}


def test_a_local_address_is_found_from_the_run_file_s_folder(tmp_path):
    (tmp_path / "deals.csv").write_text("id\n1\n", encoding="utf-8")
    for address in ("file://deals.csv", f"file://{tmp_path.as_posix()}/deals.csv"):
        (grid,) = grids(tmp_path, address)
        assert cells(grid) == {"id": ["1"]}


@pytest.mark.parametrize("path", ["memory://crm/deals.csv", "memory://crm/*.csv"])
def test_a_missing_file_at_an_address_is_told(tmp_path, memory, path):
    with pytest.raises(SourceFileError, match=r"memory://crm/.*no (such )?file") as caught:
        grids(tmp_path, path)
    assert caught.value.problems[0].rule == "missing_file"


@pytest.mark.parametrize(
    ("address", "package"),
    [("s3://bucket/deals.csv", "s3fs"), ("sftp://host/deals.csv", "paramiko"),
     ("zip://*.csv::gs://bucket/june.zip", "gcsfs"), ("abfs://c/deals.csv", "adlfs")],
)  # fmt: skip
def test_a_missing_package_is_named(tmp_path, address, package):
    if importlib.util.find_spec(package):
        pytest.skip(f"{package} is installed")
    with pytest.raises(SourceFileError, match=f"needs the package {package}, which") as caught:
        grids(tmp_path, address)
    assert caught.value.problems[0].values == {"package": package}


def test_an_unknown_kind_of_address_is_told(tmp_path):
    with pytest.raises(SourceFileError, match=r"s4://.*Protocol not known"):
        grids(tmp_path, "s4://bucket/deals.csv")


@pytest.mark.parametrize(
    ("path", "storage"),
    [
        ("sftp://crm:hunter22@host/deals.csv", {}),
        ("zip://*.csv::ftp://crm:hunter22@host/june.zip", {}),
        ("https://host/deals.csv?token=hunter22", {}),
        ("sftp://host/deals.csv", {"username": "crm", "password": "hunter22"}),
        ("s3://bucket/deals.csv", {"secret": "hunter22"}),
    ],
)
def test_a_secret_in_the_run_file_is_refused_and_not_repeated(tmp_path, path, storage):
    with pytest.raises(SourceFileError, match="run file holds a secret") as caught:
        grids(tmp_path, path, storage=storage)
    assert "hunter22" not in f"{caught.value} {caught.value.problems}"


def test_a_storage_variable_that_is_not_set_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv("CRM_SECRET", raising=False)
    with pytest.raises(SourceFileError, match="variable 'CRM_SECRET' is not set"):
        grids(tmp_path, "s3://bucket/deals.csv", storage={"secret": "env:CRM_SECRET"})


class Strict(MemoryFileSystem):
    """Memory store that wants a password, and repeats a wrong one as some stores do."""

    protocol = "strict"

    def __init__(self, password="", port=0, anon=False, **options):
        super().__init__(**options)
        if (password, port, anon) != ("right word", 22, False):
            raise PermissionError(f"password {password!r} is wrong ({type(port).__name__})")

    @classmethod
    def _strip_protocol(cls, path):
        return MemoryFileSystem._strip_protocol(path.removeprefix("strict://"))


@pytest.fixture
def strict(memory):
    fsspec.register_implementation("strict", Strict, clobber=True)
    yield memory
    Strict.clear_instance_cache()


def test_storage_takes_secrets_from_the_environment_and_typed_options(
    tmp_path, strict, monkeypatch
):
    strict.pipe("/deals.csv", b"id\n1\n")
    monkeypatch.setenv("CRM_SECRET", "right word")
    storage = {"password": "env:CRM_SECRET", "port": "22", "anon": "false"}
    (grid,) = grids(tmp_path, "strict://deals.csv", storage=storage)
    assert cells(grid) == {"id": ["1"]}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("deals.csv", "id\n2\n")
    strict.pipe("/june.zip", content.getvalue())
    (grid,) = grids(tmp_path, "zip://deals.csv::strict://june.zip", storage=storage)
    assert cells(grid) == {"id": ["2"]}


def test_a_store_s_error_is_told_without_the_secret(tmp_path, strict, monkeypatch):
    monkeypatch.setenv("CRM_SECRET", "hunter22")
    with pytest.raises(SourceFileError, match=r"cannot be fetched \(PermissionError") as caught:
        grids(tmp_path, "strict://deals.csv", storage={"password": "env:CRM_SECRET"})
    assert "hunter22" not in f"{caught.value!r} {caught.value} {caught.value.problems}"
    assert caught.value.__context__ is None


@pytest.mark.parametrize("secret", ["a b/c%ü", "p@ss", "x", "12"])
def test_a_secret_is_taken_out_in_each_form_a_driver_repeats_it(secret):
    from urllib.parse import quote, quote_plus

    for form in (secret, quote(secret), quote(secret, safe=""), quote_plus(secret)):
        said = told(ValueError(f"cannot use --{form}-- here"), [secret])
        assert f"--{form}--" not in said
        assert said.startswith("ValueError")


@pytest.mark.parametrize(
    ("address", "held"),
    [
        ("memory://env:CRM_KEY/deals_*.csv", "hunter22"),
        ("memory://env:CRM_KEY/deals_3.csv", "hunter22"),
        ("env:CRM_KEY", "memory://hunter22/deals_*.csv"),
        ("memory://nowhere/*.csv | env:CRM_KEY", "memory://hunter22/deals_3.csv"),
    ],
)
def test_the_environment_gives_an_address_or_a_secret_in_it(
    tmp_path, memory, monkeypatch, address, held
):
    memory.pipe("/hunter22/deals_3.csv", b"id\n3\n")
    monkeypatch.setenv("CRM_KEY", held)
    (grid,) = grids(tmp_path, address)
    assert cells(grid) == {"id": ["3"]}
    assert "hunter22" not in grid.file
    assert "env:CRM_KEY" in grid.file


def test_a_local_path_in_the_environment_starts_at_the_run_file(tmp_path, monkeypatch):
    (tmp_path / "deals.csv").write_text("id\n4\n", encoding="utf-8")
    monkeypatch.setenv("CRM_FILE", "deals.csv")
    (grid,) = grids(tmp_path, "env:CRM_FILE")
    assert (cells(grid), grid.file) == ({"id": ["4"]}, "env:CRM_FILE")


def test_an_address_in_the_environment_is_told_by_its_name_alone(tmp_path, strict, monkeypatch):
    monkeypatch.delenv("CRM_URL", raising=False)
    with pytest.raises(SourceFileError, match="variable 'CRM_URL' is not set"):
        grids(tmp_path, "https://host/deals.csv?token=env:CRM_URL")
    for address in ("memory://hunter22/none.csv", "strict://hunter22:hunter33@host/none.csv"):
        monkeypatch.setenv("CRM_URL", address)
        with pytest.raises(SourceFileError) as caught:
            grids(tmp_path, "env:CRM_URL")
        said = f"{caught.value!r} {caught.value} {caught.value.problems}"
        assert "hunter" not in said
        assert "env:CRM_URL" in said


def test_the_parts_of_an_address_that_a_store_may_repeat_are_secrets():
    held = secrets_of("zip://*.csv::https://crm:hunter22@host/a.zip?sig=ab%2Fc&se=2024")
    assert {"crm", "hunter22", "ab/c", "2024"} <= set(held)
    assert secret_in_address("s3://env:KEY:env:SECRET@bucket/a.csv") == ""
    assert secret_in_address("https://host/a.csv?token=env:TOKEN&sig=abc") == "sig"
