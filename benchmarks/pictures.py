"""Pictures of the sample's pages and slides for docs/pictures, in every language.

Draws page 1 of the team's and of a rep's PDF, the index on a phone, and all slides on one
sheet, from a build of params/sample.yaml in a folder of its own. Needs poppler-utils and
chromium.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from PIL import Image

from salesreport.language import LANGUAGES
from salesreport.params import load_run
from salesreport.render.outputs import build

TOP = Path(__file__).resolve().parent.parent
REP = "0004"
PAGE_DPI, SLIDE_DPI = 72, 40
PHONE = (390, 1500)
ACROSS, GAP = 3, 8
COLOURS = 128


def page(pdf: Path, target: Path, *, dpi: int = PAGE_DPI) -> None:
    """Page 1 of a PDF."""
    with tempfile.TemporaryDirectory() as place:
        stem = Path(place, "page")
        subprocess.run(["pdftoppm", "-r", str(dpi), "-png", "-singlefile", pdf, stem], check=True)
        kept(Image.open(stem.with_suffix(".png")), target)


def slides(pdf: Path, target: Path) -> None:
    """All pages of a PDF on one sheet."""
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(
            ["pdftoppm", "-r", str(SLIDE_DPI), "-png", pdf, Path(place, "s")], check=True
        )
        drawn = [Image.open(path).convert("RGB") for path in sorted(Path(place).glob("s*.png"))]
        width, height = drawn[0].size
        rows = -(-len(drawn) // ACROSS)
        size = (ACROSS * (width + GAP) + GAP, rows * (height + GAP) + GAP)
        sheet = Image.new("RGB", size, "#9aa5b1")
        for at, one in enumerate(drawn):
            place_at = (GAP + at % ACROSS * (width + GAP), GAP + at // ACROSS * (height + GAP))
            sheet.paste(one, place_at)
        kept(sheet, target)


def phone(html: Path, target: Path) -> None:
    """The top of a page as a phone shows it."""
    with tempfile.TemporaryDirectory() as place:
        shot = Path(place, "shot.png")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             f"--user-data-dir={place}/profile", f"--window-size={PHONE[0]},{PHONE[1]}",
             f"--screenshot={shot}", html.resolve().as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
        kept(Image.open(shot), target)


def kept(image: Image.Image, target: Path) -> None:
    """Save with few colours: pages are text and flat bars."""
    image.convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE).save(
        target, optimize=True
    )
    print(target.name, image.size, f"{target.stat().st_size // 1000} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TOP / "docs/pictures")
    parser.add_argument("--built", type=Path, help="folder of a build in all languages")
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        run = replace(load_run(TOP / "params/sample.yaml"), out=Path(place))
        folder = told.built or build(run, languages=LANGUAGES).folder
        for language in LANGUAGES:
            here = folder / language
            (rep,) = (here / "reps").glob(f"{REP}-*.pdf")
            page(here / "team.pdf", told.out / f"team-page-1-{language}.png")
            page(rep, told.out / f"rep-page-1-{language}.png")
            phone(here / "index.html", told.out / f"index-phone-{language}.png")
            slides(here / "deck.pdf", told.out / f"deck-{language}.png")


if __name__ == "__main__":
    main()
