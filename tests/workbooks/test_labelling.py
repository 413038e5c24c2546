"""`salesreport label`: the sheet, its labels read back, and what is refused."""

from __future__ import annotations

import openpyxl
import pytest
import yaml

from salesreport.params import load_run
from salesreport.workbooks.labelling import lost_remarks, sampled

HEADER = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount,lost_detail,note\n"
REPS = "rep_id,name\n0012,Ann Lee\n0013,王小明\n"
DATA = {"opportunities": {"path": "deals.csv"}, "reps": {"path": "reps.csv"}}
NAMED = [
    ("太贵", ""),
    ("王小明跟进不及时", ""),
    ("budget cut, says ann lee", ""),
    ("=1+1 <b>price</b> 😀", ""),
    ("太贵", "the same again"),
    ("-", "Budget confirmed"),
    ("", "需要法务确认条款"),
    ("", ""),
]


def deals(remarks, stage="lost"):
    rows = [
        f"O{k},0012,C{k},2024-02-01,{stage},2024-03-05,10,{detail},{note}"
        for k, (detail, note) in enumerate(
            ((f'"{d}"' if d else "", f'"{n}"' if n else "") for d, n in remarks), start=1
        )
    ]
    return HEADER + "".join(f"{row}\n" for row in rows)


@pytest.fixture
def run(make_run):
    def made(text, **settings):
        return make_run({"deals.csv": text, "reps.csv": REPS}, DATA, **settings)

    return made


def filled(path, **cells):
    """Fill cells of the sheet: `C5="…"`."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(path)


def counted(run):
    return {text: one.n_deals for text, one in lost_remarks(run).items()}


@pytest.mark.parametrize(
    ("remark", "shown"),
    [
        ("张三没跟进", "…没跟进"),
        ("張三慢", "…慢"),
        ("张　三太慢", "…太慢"),
        ("R01报价慢", "…报价慢"),
        ("An was late", "… was late"),
        ("zhang san late, an error", "zhang san late, an error"),
        ("王经理 wang@x.com", "王经理 wang@x.com"),
        ("bo li forgot", "… forgot"),
        ("Price too high", "Price too high"),
        ("Max forgot, max 3 tons", "… forgot, max 3 tons"),
    ],
)
def test_names_are_hidden_whole_and_words_left_alone(make_run, remark, shown):
    reps = "rep_id,name\n0012,张三\nR01,An\n0014,Bo Li\n0015,Price\n0016,Max\n"
    run = make_run({"deals.csv": deals([(remark, "")]), "reps.csv": reps}, DATA)
    assert counted(run) == {shown: 1}
    assert lost_remarks(run)[shown].written == remark


def test_the_lexicon_reads_what_was_written_under_a_hidden_name(call, make_run, tmp_path):
    own = {"reasons": {"follow_up": ["张三"]}, "dismissals": ["李四说"]}
    (tmp_path / "own.yaml").write_text(yaml.safe_dump(own, allow_unicode=True), encoding="utf-8")
    files = {"deals.csv": deals([("价格李四说", "")]), "reps.csv": "rep_id,name\n0012,李四\n"}
    run = make_run(files, DATA, lexicon=str(tmp_path / "own.yaml"), language="en").path
    path = tmp_path / "labels.xlsx"
    call("label", run, "--out", path)
    assert openpyxl.load_workbook(path).worksheets[0]["B5"].value == "价格…说"
    filled(path, C5="price")
    _, out, _ = call("label", run, "--out", path)
    assert "The lexicon names no reason in the labelled remarks" in out  # denied by 李四说


def test_remarks_are_each_wording_once_and_name_no_rep(run):
    assert counted(run(deals(NAMED))) == {
        "太贵": 2, "…跟进不及时": 1, "budget cut, says …": 1, "=1+1 <b>price</b> 😀": 1,
    }  # fmt: skip


def test_reps_are_hidden_under_their_aliases_too(make_run):
    files = {"deals.csv": deals([("Annie was too slow", "")]), "reps.csv": REPS,
             "aliases.csv": "kind,written,canonical\nrep,annie,Ann Lee\n"}  # fmt: skip
    data = DATA | {"aliases": {"path": "aliases.csv"}}
    assert counted(make_run(files, data)) == {"… was too slow": 1}


def test_what_was_lost_after_the_cut_off_or_not_lost_is_not_asked(run):
    assert lost_remarks(run(deals(NAMED, "won"))) == {}
    assert lost_remarks(run(deals(NAMED), period="2024-03", as_of="2024-03-04")) == {}


def test_the_sample_depends_on_the_texts_alone():
    texts = [f"remark {k}" for k in range(100)]
    assert sampled(texts) == sampled(reversed(texts))
    assert len(set(sampled(texts))) == 30
    assert sampled(texts[:7]) == sampled(texts[6::-1])


@pytest.mark.parametrize(
    ("language", "none", "price"),
    [
        ("en", "names no reason", "price and terms"),
        ("zh_CN", "未写原因", "价格条款"),
        ("zh_TW", "未寫原因", "價格條款"),
    ],
)
def test_the_sheet_holds_remarks_as_text_and_a_list_of_reasons(
    call, run, tmp_path, language, none, price
):
    path = tmp_path / "标注.xlsx"
    code, out, _ = call("label", run(deals(NAMED), language=language).path, "--out", path)
    assert (code, str(path) in out) == (0, True)
    book = openpyxl.load_workbook(path)
    page, choices = book.worksheets
    shown = [page.cell(row, 2).value for row in range(5, 9)]
    assert "=1+1 <b>price</b> 😀" in shown
    assert all(page.cell(row, 2).data_type == "s" for row in range(5, 9))
    listed = [row[0].value for row in choices.iter_rows()]
    assert (listed[0], listed[-1], len(listed)) == (price, none, 8)
    (rule,) = page.data_validations.dataValidation
    assert (rule.type, str(rule.sqref)) == ("list", "C5:E8")
    assert rule.formula1.endswith("$A$1:$A$8")
    assert not any("0012" in str(cell.value) for row in page.iter_rows() for cell in row)


def test_the_same_remarks_make_the_same_bytes(call, run, tmp_path):
    settings = run(deals(NAMED))
    paths = [tmp_path / f"{k}.xlsx" for k in (1, 2)]
    for path in paths:
        call("label", settings.path, "--out", path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_labels_are_read_back_with_precision_and_coverage_and_left_alone(call, run, tmp_path):
    path = tmp_path / "labels.xlsx"
    settings = run(deals(NAMED), language="en")
    call("label", settings.path, "--out", path)
    page = openpyxl.load_workbook(path).worksheets[0]
    rows = {page.cell(row, 2).value: row for row in range(5, 9)}
    filled(
        path,
        **{
            f"C{rows['太贵']}": "price and terms",
            f"C{rows['…跟进不及时']}": "customer has not decided",
            f"D{rows['…跟进不及时']}": "跟进响应",
            f"C{rows['=1+1 <b>price</b> 😀']}": "names no reason",
        },
    )
    before = path.read_bytes()
    code, out, _ = call("label", settings.path, "--out", path)
    assert code == 0
    # named: price of two deals, follow_up, price; the last is wrong. Wilson of 2 of 3: 0.208 to
    # 0.939. By deals 3 of 4, worth (2 + 1 + 1)² / (4 + 1 + 1) = 2.67 equal ones: 0.244 to 0.966.
    # Coverage by deals 3 of 3, worth 9 / 5 = 1.8: 1.8 / (1.8 + 1.96²) = 0.319
    assert out.splitlines()[:6] == [
        "Labelled: 3 of 4 remarks.",
        "Precision by wording: right in 2 of 3 where the lexicon names a reason, 67% (likely "
        "between 21% and 94%).",
        "Precision by deal, as the pages count: right in 3 of 4, 75% (likely between 24% and 97%).",
        "Coverage by wording: reads 2 of 2 where a remark names a reason, 100% (likely between 34% "
        "and 100%).",
        "Coverage by deal, as the pages count: reads 3 of 3, 100% (likely between 32% and 100%).",
        "Read wrongly: “price” as price and terms.",
    ]
    assert path.read_bytes() == before


def test_a_sheet_without_labels_is_not_measured(call, run, tmp_path):
    path = tmp_path / "labels.xlsx"
    settings = run(deals(NAMED), language="en")
    call("label", settings.path, "--out", path)
    code, out, _ = call("label", settings.path, "--out", path)
    assert code == 0
    assert out.startswith("Labelled: 0 of 4 remarks.\nChoose at least one reason")


def test_frequent_phrases_are_suggested(call, run, tmp_path):
    path = tmp_path / "labels.xlsx"
    settings = run(deals([(f"颜值不佳{k}", "") for k in "甲乙丙"]), language="en")
    call("label", settings.path, "--out", path)
    _, out, _ = call("label", settings.path, "--out", path)
    assert out.endswith("the run file:\n  颜值不佳 (3)\n")


def test_the_companys_words_are_measured_and_its_reasons_offered(call, run, tmp_path):
    own = {"reasons": {"looks": {"titles": {"zh_CN": "外观"}, "add": ["颜值"]}}}
    (tmp_path / "own.yaml").write_text(yaml.safe_dump(own, allow_unicode=True), encoding="utf-8")
    settings = run(deals([("颜值不佳", "")]), lexicon=str(tmp_path / "own.yaml"), language="en")
    assert load_run(settings.path).lexicon.reasons_in("颜值不佳") == ("looks",)
    path = tmp_path / "labels.xlsx"
    call("label", settings.path, "--out", path)
    filled(path, C5="外观")
    _, out, _ = call("label", settings.path, "--out", path)
    assert "right in 1 of 1 where the lexicon names a reason, 100%" in out


def test_general_notes_are_counted_and_not_asked(call, run, tmp_path):
    path = tmp_path / "labels.xlsx"
    _, out, _ = call("label", run(deals(NAMED), language="en").path, "--out", path)
    assert "Remarks to label: 4 of 4 wordings, on 5 lost deals." in out
    assert "2 lost deals have a general note and no remark on the loss. Notes are not read" in out
    _, out, _ = call("label", run(deals([("", "Budget confirmed")]), language="en").path,
                     "--out", tmp_path / "none.xlsx")  # fmt: skip
    assert "No deal lost up to" in out
    assert "1 lost deal has a general note" in out
    assert not (tmp_path / "none.xlsx").exists()


@pytest.mark.parametrize("remarks", [[], [("", "")], [("—", "😀")]])
def test_no_losses_or_only_blank_remarks_are_said_and_nothing_is_written(
    call, run, tmp_path, remarks
):
    text = deals(remarks) + "W1,0012,C,2024-02-01,won,2024-03-05,10,,\n"
    path = tmp_path / "labels.xlsx"
    code, out, _ = call("label", run(text, language="en").path, "--out", path)
    assert (code, path.exists()) == (0, False)
    assert out == "No deal lost up to 30 Jun 2024 has a remark: nothing can be labelled.\n"


def test_what_is_no_sheet_of_labels_is_refused_and_kept(call, run, tmp_path):
    settings = run(deals(NAMED), language="en")
    path = tmp_path / "labels.xlsx"
    path.write_bytes(b"mine")
    code, _, err = call("label", settings.path, "--out", path)
    assert code == 1
    assert f"{path}: this is no sheet of remarks to label. Expected: the workbook that" in err
    assert "Remark as written" in err
    assert path.read_bytes() == b"mine"
    openpyxl.Workbook().save(path)
    assert call("label", settings.path, "--out", path)[0] == 1
    assert call("label", settings.path, "--out", tmp_path / "labels.csv")[0] == 2


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"C5": "too dear"}, "C5: “too dear” is no reason of the list"),
        ({"C5": "names no reason", "D5": "price"}, "C5: a reason, and that it names none"),
    ],
)
def test_a_label_that_cannot_be_read_is_named_with_its_cell(call, run, tmp_path, cells, said):
    settings = run(deals(NAMED), language="en")
    path = tmp_path / "labels.xlsx"
    call("label", settings.path, "--out", path)
    filled(path, **cells)
    code, _, err = call("label", settings.path, "--out", path)
    assert code == 1
    assert said in err
    assert "Remedy" in err


def test_the_sheet_stands_by_the_pages_without_a_name(call, run):
    settings = run(deals(NAMED), out="reports")
    call("label", settings.path)
    (found,) = settings.out.rglob("*.xlsx")
    assert found.name == "labels.xlsx"
