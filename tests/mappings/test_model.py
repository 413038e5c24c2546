"""Mapping files: what they may say, and that every shipped one is right by itself."""

import pytest

from salesreport.errors import ParameterError, SourceFileError, UnknownKeyError
from salesreport.mappings import mapping_names, read_mapping
from salesreport.mappings.model import SHIPPED, Mapping
from salesreport.tables import table
from salesreport.yamlfile import checked, read_yaml


def test_systems_of_the_documentation_are_shipped():
    systems = {"salesforce", "hubspot", "wukongcrm", "maven", "maven_activities"}
    assert systems <= set(mapping_names())


@pytest.mark.parametrize("name", mapping_names())
def test_shipped_mapping_names_only_columns_and_choices_of_its_tables(name, tmp_path):
    mapping = read_mapping(name, tmp_path)
    assert mapping.remarks
    for key, source in mapping.tables.items():
        declared = table(source.table or key)
        named = {*source.columns.values(), *source.values, *source.choose, *source.add_up}
        assert named <= set(declared.by_name), key
        for column, cases in source.choose.items():
            words = {case.give for case in cases if case.give}
            choices = declared.by_name[column].choice_keys
            assert not declared.by_name[column].choices or words <= set(choices.values()), key


def test_unknown_mapping_names_the_near_one(tmp_path):
    with pytest.raises(UnknownKeyError, match=r"unknown mapping 'salesfroce'.*'salesforce'"):
        read_mapping("salesfroce", tmp_path)


def test_own_mapping_is_found_from_the_run_files_folder(tmp_path):
    (tmp_path / "ours.yaml").write_text((SHIPPED / "maven.yaml").read_text("utf-8"), "utf-8")
    assert read_mapping("ours.yaml", tmp_path) == read_mapping("maven", tmp_path)


def test_own_mapping_that_is_not_there_names_the_near_file(tmp_path):
    (tmp_path / "ours.yaml").write_text("title: x\n", encoding="utf-8")
    with pytest.raises(SourceFileError, match=r"did you mean 'ours\.yaml'"):
        read_mapping("our.yaml", tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tables: {reps: {path: a}}", "title is missing"),
        ("title: t\nfiles: {a: [a.csv]}\ntables: {}", "no table"),
        ("title: t\nfiles: {a: [a.csv]}\ntables: {repps: {path: a}}", "did you mean 'reps'"),
        ("title: t\nfiles: {user: [a.csv]}\ntables: {reps: {path: users}}", "mean 'user'"),
        ("title: t\ntables: {reps: {path: a}}", "no file and no query"),
        ("title: t\nfiles: {a: [a.csv]}\ntables: {reps: {path: a, colums: {}}}", "'columns'"),
        (
            "title: t\nfiles: {a: [a.csv]}\ntables:\n  reps:\n    path: a\n"
            "    choose: {name: [{giv: x}]}",
            "line 6: unknown key 'giv'.*'give'",
        ),
        ("title: t\nneeds: {fiscal_year_start: [13]}\ntables: {reps: {query: q}}", "fiscal_year"),
    ],
)
def test_bad_mapping_is_refused_with_place_and_remedy(tmp_path, text, message):
    path = tmp_path / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError, match=message) as caught:
        read_mapping("ours.yaml", tmp_path)
    assert "ours.yaml" in str(caught.value)


def test_truth_values_and_numbers_may_stand_bare_as_cells(tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_text(
        "title: t\nfiles: {a: [a.csv]}\n"
        "tables: {reps: {path: a, where: {x: [true, 1, 0.5, null, 是]}}}",
        encoding="utf-8",
    )
    found = checked(Mapping, read_yaml(path), path=path)
    assert found.tables["reps"].where == {"x": ["true", "1", "0.5", "", "是"]}
