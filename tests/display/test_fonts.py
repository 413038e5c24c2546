"""Fonts: a CJK family that is installed, or a clear word on what to install."""

from __future__ import annotations

import pytest

from salesreport.display import fonts
from salesreport.errors import FontError


def test_the_language_decides_the_family():
    simplified = fonts.chart_fonts("复盘 −9.0万", "zh_CN")
    assert simplified[0] in fonts.PREFERRED["zh_CN"]
    assert fonts.chart_fonts("復盤", "zh_TW")[0] in fonts.PREFERRED["zh_TW"]


def test_without_a_cjk_font_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(fonts, "_installed", dict)
    with pytest.raises(FontError, match="fonts-noto-cjk"):
        fonts.chart_fonts("复盘", "zh_CN")


def test_without_a_cjk_font_english_still_draws(monkeypatch):
    installed = {name: entry for name, entry in fonts._installed().items() if name == "DejaVu Sans"}
    monkeypatch.setattr(fonts, "_installed", lambda: installed)
    assert fonts.chart_fonts("Target −9 k", "en") == ["DejaVu Sans"]
    with pytest.raises(FontError, match=r"复 \(U\+590D\)"):
        fonts.chart_fonts("复盘", "en")


def test_a_character_no_font_has_is_named():
    hieroglyph = "\U00013000"
    for language in ("en", "zh_CN"):
        with pytest.raises(FontError, match=r"U\+13000"):
            fonts.chart_fonts(f"a{hieroglyph}", language)


def test_pictographs_are_left_out_of_charts_and_let_pass_on_pages():
    assert fonts.drawable("Lin 🚀 Mo") == "Lin  Mo"
    fonts.require_glyphs("Lin 🚀 Mo 複盤", "zh_TW")


def test_a_font_of_last_resort_never_counts():
    assert not any(name.startswith("Last Resort") for name in fonts._installed())


def test_spaces_and_joiners_need_no_glyph():
    assert len(fonts.chart_fonts("a\u200d b\u00a0\ufe0f", "zh_CN")) == 1


def test_pictographs_without_a_font_print_as_squares_and_letters_stay(monkeypatch):
    known = fonts._installed()
    plain = {n: f for n, f in known.items() if n.startswith(("Noto Sans CJK", "DejaVu"))}
    monkeypatch.setattr(fonts, "_installed", lambda: plain)
    shown = fonts.printable("ok \U0001f44d\U0001f3fd 張\U0001f680 ☆")
    assert shown == "ok □ 張□ ☆"
    assert fonts.printable("Zoë 張 ☆ ✓") == "Zoë 張 ☆ ✓"
