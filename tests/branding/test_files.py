"""Files that a branding names: read, checked, or left out and named."""

import hashlib
from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image

from salesreport.branding import load_brand
from salesreport.branding.parts import Absent
from salesreport.errors import ParameterError

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def picture(kind):
    out = BytesIO()
    Image.new("RGB", (40, 20), "#0b6e5f").save(out, kind)
    return out.getvalue()


@pytest.fixture
def brand(tmp_path):
    folder = tmp_path / "looks"
    folder.mkdir()

    def load(keys, files):
        for name, content in files.items():
            (folder / name).write_bytes(content)
        (folder / "branding.yaml").write_text(f"name: Hailan\n{keys}", encoding="utf-8")
        return load_brand(folder / "branding.yaml", tmp_path)

    return load


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.svg", SVG, "svg+xml"),
        ("a.png", picture("PNG"), "png"),
        ("a.JPG", picture("JPEG"), "jpeg"),
    ],
)
def test_a_logo_travels_with_the_page(brand, name, content, kind):
    head, _, data = brand(f"logo: {name}", {name: content}).logo.partition(",")
    assert head == f"data:image/{kind};base64"
    assert b64decode(data) == content


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.gif", b"GIF89a", "a logo of the kind '.gif'"),
        ("a.png", picture("PNG")[:-30], "cannot be read"),
        ("a.jpg", picture("JPEG")[:-30], "cannot be read"),
        ("a.png", SVG, "cannot be read"),
        ("a.svg", SVG[:-5], "cannot be read"),
        ("a.svg", b"<html/>", "no plain SVG"),
        ("a.svg", SVG + b" " * 300_000, "bytes, and every page carries it"),
        ("a.svg", SVG.replace(b"<path", b'<image href="http://x/y.png"/><path'), "http://x/y.png"),
        ("a.svg", SVG.replace(b"<path", b'<path fill="url(http://x)"/><path'), "http://x"),
        ("a.svg", SVG.replace(b"<path", b"<script>1</script><path"), "script"),
        (
            "a.svg",
            SVG.replace(b"<path", b'<style>@import "http://x/y.css"</style><path'),
            "@import",
        ),
        (
            "a.svg",
            SVG.replace(b"<path", b'<image><set attributeName="href" to="http://x"/></image><path'),
            "image",
        ),
        ("a.svg", SVG.replace(b"<path", b'<g><set attributeName="x" to="1"/></g><path'), "set"),
        (
            "a.svg",
            SVG.replace(b"<path", b'<image href="data:image/svg+xml;base64,PHN2Zy8+"/><path'),
            "data:image/svg",
        ),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "no plain SVG"),
    ],
)
def test_a_logo_that_cannot_be_shown_or_would_load_something_is_refused(brand, name, content, said):
    with pytest.raises(ParameterError) as caught:
        brand(f"logo: {name}", {name: content})
    assert said in str(caught.value)
    assert name in str(caught.value)


def test_own_style_may_carry_fonts_and_load_nothing(brand):
    own = '@font-face { font-family: x; src: url("data:font/woff2;base64,AA") }'
    assert brand("css: a.css", {"a.css": own.encode()}).css == own


@pytest.mark.parametrize(
    "css",
    [
        '@import "a.css";',
        "@\\69mport 'a.css';",
        "a { background: url(https://x/y.png) }",
        'a { background: URL( "y.png" ) }',
        "a { background: u\\72l(y.png) }",
        "a { background: image-set('y.png' 1x) }",
        "a {} </style><script>1</script>",
        "@media (width < 600px) { a {} }",
    ],
)
def test_own_style_that_loads_or_ends_itself_is_refused(brand, css):
    with pytest.raises(ParameterError, match=r"a\.css.*line 1: .* loads from outside"):
        brand("css: a.css", {"a.css": css.encode()})


def test_what_is_not_there_is_left_out_and_named_from_the_run_file(brand):
    found = brand("logo: a.png\ncss: b.css\ndeck: {template: c.pptx, layouts: {slide: T}}", {})
    assert (found.logo, found.css, found.deck.sha256) == ("", "", None)
    assert found.absent == (
        Absent(what="logo", file="looks/a.png"),
        Absent(what="css", file="looks/b.css"),
        Absent(what="deck", file="looks/c.pptx"),
    )


def test_the_deck_template_is_named_with_its_hash_and_layouts(brand):
    found = brand("deck: {template: c.pptx, layouts: {slide: 封面}}", {"c.pptx": b"PK"}).deck
    assert found.template == "looks/c.pptx"
    assert found.sha256 == hashlib.sha256(b"PK").hexdigest()
    assert found.layouts == {"slide": "封面"}
    with pytest.raises(ParameterError, match=r"no \.pptx"):
        brand("deck: {template: c.key}", {})
