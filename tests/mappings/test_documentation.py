"""The page of the mappings is written by the code, and what it shows works."""

import re
from pathlib import Path

from salesreport.mappings import mapping_names
from salesreport.mappings.documentation import all_mappings, write_page

PAGE = Path(__file__).resolve().parents[2] / "docs/mappings.md"


def test_the_page_in_docs_is_what_the_mappings_give():
    assert PAGE.read_text(encoding="utf-8") == all_mappings(), "run python -m salesreport.mappings"


def test_the_page_is_written(tmp_path):
    write_page(tmp_path / "new/mappings.md")
    assert (tmp_path / "new/mappings.md").read_text(encoding="utf-8").startswith("# Mappings")


def test_each_shipped_mapping_has_a_section():
    page = all_mappings()
    assert all(f"## `{name}`" in page for name in mapping_names())


def test_the_mapping_in_ten_lines_reads_an_order_system(mapped, rows, line_of):
    blocks = re.findall(r"```yaml\n(.*?)```", all_mappings(), re.DOTALL)
    (ours,) = [text for text in blocks if text.startswith("title: Our order system")]
    orders = (
        "Order,Seller,Day,Net,Cust,Status\n"
        "A1,Ann,2024-06-03,10,7,shipped\n"
        "A1,Ann,2024-06-03,5.5,7,invoiced\n"
        "A2,Ben,2024-06-04,9,8,draft\n"
    )
    files = {
        "ours.yaml": ours,
        "export/orders_2024-06.csv": orders,
        "export/customers.csv": "No,Name\n7,Acme\n8,Bolt\n",
    }
    loaded = mapped("ours.yaml", files=files)
    assert rows(loaded, "opportunities", "opportunity_id", "customer", "amount", "stage") == [
        ("A1", "Acme", 1550, "won")
    ]
    assert line_of(loaded, "opportunities").listed == {"added_up": 1, "not_selected": 1}
