"""A brand on the pages: logo, colours, fonts, footer and style, and nothing of it in numbers."""

import base64
import json
import re

import pytest

from salesreport.branding import Brand
from salesreport.branding.contrast import contrast
from salesreport.branding.parts import Absent
from salesreport.display import fonts_absent, palette, rep_pages, team_pages
from salesreport.display.blocks import MIME, bar
from salesreport.display.fonts import chart_fonts
from salesreport.display.index import index_page
from salesreport.display.lab import unframed
from salesreport.display.looks import brand_style
from salesreport.language import Words
from salesreport.report.views import view_from_json
from salesreport.resources import stylesheet

LOGO = "data:image/svg+xml;base64,PHN2Zy8+"
BRAND = Brand(
    name="Hailan & Co",
    logo=LOGO,
    colours={"accent": "#0b6e5f", "warm": "#a3400b"},
    fonts={"en": ("DejaVu Sans",), "zh_CN": ("WenQuanYi Zen Hei",)},
    footer={"en": "Internal", "zh_CN": "内部资料"},
    css=".tile { border: 0; }",
)


@pytest.fixture
def branded(make):
    return make["rich_rep_view"]().model_copy(update={"brand": BRAND})


def charts(html):
    return [base64.b64decode(svg).decode() for svg in re.findall(r"svg\+xml;base64,([^\"]+)", html)]


def test_logo_name_and_footer_stand_in_head_and_foot(branded):
    for language, footer in (("en", "Internal · Run"), ("zh_CN", "内部资料 · 运行")):
        html = str(rep_pages(branded, language).header.html())
        assert f'<img class="logo" alt="Hailan &amp; Co" src="{LOGO}"><h1>' in html
        assert f'<footer class="running-foot">{footer}' in html


def test_without_a_brand_there_is_no_logo_and_no_style_of_its_own(make):
    header = rep_pages(make["rich_rep_view"](), "en").header
    assert "<img" not in str(header.html())
    assert "style" not in header.data()["page"]


def test_the_style_goes_with_the_head_and_comes_last(branded):
    style = rep_pages(branded, "en").header.data()["page"]["style"]
    assert "--accent: #0b6e5f; --warm: #a3400b;" in style
    assert '--fonts-en: "DejaVu Sans", "Source Sans 3",' in style
    assert '--fonts-zh_CN: "WenQuanYi Zen Hei", "Noto Sans CJK SC",' in style
    assert style.endswith(".tile { border: 0; }")


def test_in_a_notebook_the_brand_comes_along_in_the_frame(branded):
    html = rep_pages(branded, "en").header._repr_mimebundle_()["text/html"]
    assert html.count("<style>") == 1
    assert re.search(r":is\(.salesreport, #salesreport\) .tile \{ ?border: 0; ?\}", html)
    assert "--accent: #0b6e5f;" in html
    assert unframed(html) == str(rep_pages(branded, "en").header.html())


def test_the_index_has_logo_and_style_too(make):
    view = make["rich_team_view"]().model_copy(update={"brand": BRAND})
    page = index_page(view, [], {}, "zh_CN")
    assert f'src="{LOGO}"' in page
    assert stylesheet() + "\n" + brand_style(BRAND) in page


def test_charts_and_bars_are_drawn_in_the_brands_colours_and_only_for_it(branded, make):
    html = rep_pages(branded, "en").html()
    drawn = "".join(charts(html)) + html
    assert "#0b6e5f" in drawn
    assert "#2f5f8a" not in drawn
    plain = rep_pages(make["rich_rep_view"](), "en").html()
    assert "#0b6e5f" not in "".join(charts(plain)) + plain
    assert "#2f5f8a" in str(bar(0.5, "1 / 2"))


def test_pale_is_a_tint_of_the_accent_that_a_chart_can_be_read_by():
    assert palette.colours_of(Brand(colours={"accent": "#2f5f8a"})).pale == palette.HOUSE.pale
    assert contrast(palette.colours_of(BRAND).pale) >= 3
    own = Brand(colours={"accent": "#0b6e5f", "pale": "#112233"})
    assert palette.colours_of(own).pale == "#112233"


def test_the_house_has_the_colours_of_the_stylesheet():
    variables = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", stylesheet()))
    assert set(variables) == {"ink", "quiet", "accent", "warm", "line"}
    for name, colour in variables.items():
        assert getattr(palette.HOUSE, name) == colour


def test_every_variable_of_the_stylesheet_is_set():
    css = stylesheet()
    assert set(re.findall(r"var\((--[\w-]+)\)", css)) <= set(re.findall(r"(--[\w-]+):", css))


def test_a_font_of_the_brand_comes_first_where_it_is_installed():
    first = chart_fonts("abc", "en", ("No Such Font", "DejaVu Sans"))[0]
    assert first == "DejaVu Sans"
    assert chart_fonts("abc", "en", ("No Such Font",)) == chart_fonts("abc", "en")


def test_fonts_that_are_not_installed_are_named():
    brand = Brand(fonts={"en": ("No Such Font", "DejaVu Sans"), "zh_CN": ("DejaVu Sans",)})
    said = fonts_absent(brand, "en", Words("en"))
    assert said == "Fonts of the branding that are not installed: No Such Font."
    assert fonts_absent(brand, "zh_CN", Words("en")) == ""


def test_a_worker_gets_the_brand_and_numbers_and_run_id_stay(branded, make):
    plain = make["rich_rep_view"]()
    again = view_from_json(branded.canonical())
    assert again.brand == BRAND
    assert again == branded
    assert branded.canonical() != plain.canonical()
    assert branded.digest() == plain.digest()
    assert branded.stamped().meta.run_id == plain.stamped().meta.run_id
    assert "brand" not in json.loads(plain.canonical())
    assert "brand" not in branded.model_dump()


def test_what_is_not_there_is_said_to_managers_and_not_to_reps(make):
    gone = {"brand": Brand(name="A", absent=(Absent(what="logo", file="looks/logo.png"),))}
    team = team_pages(make["rich_team_view"]().model_copy(update=gone), "en")
    assert "Branding, not found: looks/logo.png." in team.missing.html()
    rep = rep_pages(make["rich_rep_view"]().model_copy(update=gone), "en")
    assert "logo.png" not in rep.html()
    assert MIME in rep.header._repr_mimebundle_()
