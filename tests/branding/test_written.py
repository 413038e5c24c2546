"""The branding file: what is taken, what is refused and with which words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.branding import Brand, load_brand
from salesreport.branding.contrast import contrast, near, tint
from salesreport.errors import ParameterError, SourceFileError, UnknownKeyError

COLOUR = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.fixture
def brand(tmp_path):
    def load(text, **files):
        for name, content in files.items():
            (tmp_path / name.replace("_", ".")).write_bytes(content)
        path = tmp_path / "branding.yaml"
        path.write_text(text, encoding="utf-8")
        return load_brand(path, tmp_path)

    return load


def test_a_name_is_enough(brand):
    assert brand("name: Hailan") == Brand(name="Hailan")


@pytest.mark.parametrize(
    ("text", "near_one"),
    [
        ("name: A\ncolors: {}", "colours"),
        ('name: A\ncolours: {acent: "#000000"}', "accent"),
        ("name: A\nfonts: {zh_cn: [SimHei]}", "zh_CN"),
        ("name: A\ndeck: {templat: a.pptx}", "template"),
    ],
)
def test_an_unknown_key_names_the_near_one(brand, text, near_one):
    with pytest.raises(UnknownKeyError, match=near_one):
        brand(text)


def test_a_colour_that_text_cannot_be_read_in_is_refused_with_its_ratio_and_one_that_can(brand):
    with pytest.raises(ParameterError) as caught:
        brand('name: A\ncolours:\n  accent: "#F08000"')
    said = str(caught.value)
    assert "a contrast of 2.69, 4.5 is needed; #b56000 has it" in said
    assert "line 3" in said
    assert brand('name: A\ncolours: {accent: "#b56000"}').colours == {"accent": "#b56000"}


def test_bars_are_seen_on_paper(brand):
    with pytest.raises(ParameterError, match=r"a bar can be seen in.*1\.00, 3\.0 is needed"):
        brand('name: A\ncolours: {pale: "#ffffff"}')


def test_a_layout_of_an_unknown_kind_names_the_near_one(brand):
    with pytest.raises(UnknownKeyError, match="slide"):
        brand("name: A\ndeck: {template: a.pptx, layouts: {slides: T}}")


def test_rules_and_bars_may_be_paler_than_text(brand):
    assert brand('name: A\ncolours: {line: "#EEE"}').colours == {"line": "#eeeeee"}


def test_a_colour_without_quotation_marks_is_told_from_none(brand):
    with pytest.raises(ParameterError, match="takes it for a comment"):
        brand("name: A\ncolours:\n  accent: #b56000")


@settings(max_examples=150, deadline=None)
@given(COLOUR)
def test_the_near_colour_always_passes_and_the_next_lighter_one_would_not(colour):
    found = near(colour)
    assert contrast(found) >= 4.5
    assert (found == colour) == (contrast(colour) >= 4.5)
    assert contrast(found) < 4.9 or found == colour
    assert contrast(tint(found)) >= 3


def test_black_and_white_have_the_contrast_of_the_standard():
    assert contrast("#ffffff", "#000000") == 21
    assert round(contrast("#767676"), 2) == 4.54


def test_fonts_are_names_and_nothing_that_could_end_a_rule(brand):
    assert brand("name: A\nfonts: {en: [Source Sans 3]}").fonts == {"en": ("Source Sans 3",)}
    with pytest.raises(ParameterError, match=r"fonts\.en"):
        brand('name: A\nfonts: {en: ["x; } body { display: none"]}')


def test_a_footer_is_for_all_languages_or_for_each(brand):
    one = brand("name: A\nfooter: Internal")
    assert [one.footer_in(language) for language in ("en", "zh_TW")] == ["Internal"] * 2
    each = brand("name: A\nfooter: {en: Internal, zh_CN: 内部资料}")
    assert [each.footer_in(lang) for lang in ("en", "zh_CN", "zh_TW")] == [
        "Internal", "内部资料", "Internal",
    ]  # fmt: skip
    assert Brand().footer_in("en") == ""


def test_a_footer_of_more_than_a_line_is_refused(brand):
    assert brand(f"name: A\nfooter: {'内' * 38}").footer == {"": "内" * 38}
    with pytest.raises(ParameterError, match="76 letters, or 38 Chinese signs"):
        brand(f"name: A\nfooter: {'内' * 39}")


def test_no_branding_file_is_an_error_that_names_it(tmp_path):
    with pytest.raises(SourceFileError, match=re.escape("gone.yaml")):
        load_brand(tmp_path / "gone.yaml", tmp_path)
