"""`salesreport init --from` and `next` on the command line, in the language of the data."""

from __future__ import annotations

import pytest

CHINESE = "商机编号,客户,负责人,创建日期,阶段,签约/丢单日,金额\n"
TRADITIONAL = "商機編號,客戶,負責人,建立日期,階段,簽約/丟單日,金額\n"
ENGLISH = "Opportunity ID,Customer,Owner,Created date,Stage,Close date,Amount\n"
ROW = "O1,A,Ann,2024-05-01,won,2024-06-03,5\n"

SAID = {
    "en": ["Read as:", "  opportunities: d.csv", "Unsure, please look:",
           "  - time zone: UTC is assumed", "Next: salesreport check "],
    "zh_CN": ["识别结果：", "  商机表：d.csv", "以下各项没有把握，请核对：",
              "  - 时区：暂按 Asia/Shanghai", "下一步：salesreport check "],
    "zh_TW": ["識別結果：", "  商機表：d.csv", "以下各項沒有把握，請核對：",
              "  - 時區：暫按 Asia/Taipei", "下一步：salesreport check "],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """A folder of files by name."""

    def made(name="x", **files):
        place = tmp_path / name
        place.mkdir()
        for stem, text in files.items():
            (place / f"{stem}.csv").write_text(text, encoding="utf-8")
        return place

    return made


@pytest.mark.parametrize(
    ("language", "header"), [("en", ENGLISH), ("zh_CN", CHINESE), ("zh_TW", TRADITIONAL)]
)
def test_init_and_next_speak_the_language_of_the_files(call, folder, tmp_path, language, header):
    code, out, _ = call("init", tmp_path / "w", "--from", folder(d=header + ROW))
    assert code == 0
    assert all(line in out for line in SAID[language])
    run = tmp_path / "w/params/2024-06.yaml"
    assert f"language: {language}\n" in run.read_text("utf-8")
    said = {
        "en": ("Written: ", "Please look:", "policy: still policy/2024-Q2.yaml; a new quarter"),
        "zh_CN": ("已写入：", "请核对：", "政策：仍为 policy/2024-Q2.yaml；已进入新季度"),
        "zh_TW": ("已寫入：", "請核對：", "政策：仍為 policy/2024-Q2.yaml；已進入新季度"),
    }[language]
    code, out, _ = call("next", run)
    assert code == 0
    assert all(part in out for part in said)
    code, _, err = call("next", run)
    assert code == 1
    already = {
        "en": "2024-07.yaml: the next run file stands there already. Expected: no file",
        "zh_CN": "2024-07.yaml：下一期的运行文件已存在。应为：没有同名文件",
        "zh_TW": "2024-07.yaml：下一期的執行設定檔已存在。應為：沒有同名檔案",
    }
    assert already[language] in err


def test_init_with_nothing_it_can_read_says_why_of_each_file(call, folder, tmp_path):
    place = folder(a="甲,乙\n1,2\n", b="商机编号,客户,负责人,金额,备注\nO1,A,B,5,x\n", c="")
    (place / "d.xlsx").write_bytes(b"no workbook")
    (place / "e.pdf").write_bytes(b"")
    code, out, err = call("init", tmp_path / "w", "--from", place)
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        f"salesreport: {place}：没有一个文件能识别为任何一张表。"
        "应为：与“salesreport template”生成的工作簿中相同的表头。"
        "处理办法：请按下面对各文件的说明修改，然后重新运行。",
        "  - 未采用：a.csv：表头不属于任何一张表（甲, 乙）",
        "  - 未采用：b.csv：看起来是“商机表”，但缺少表头：创建日期、阶段"
        "（现有：商机编号, 客户, 负责人, 金额, 备注）",
        "  - 未采用：d.xlsx：表头不属于任何一张表（no workbook）",
        "  - 未采用：c.csv：没有表头和数据",
        "  - 未查看（这类文件不存放数据表）：e.pdf",
    ]
    assert not (tmp_path / "w").exists()


def test_a_folder_where_a_file_is_asked_for_and_the_reverse(call, folder, tmp_path):
    place = folder("导出", 商机=CHINESE + ROW)
    code, _, err = call("init", tmp_path / "w", "--from", place / "商机.csv")
    assert code == 2
    assert "这是一个文件，不是文件夹。" in err
    assert "处理办法：请指定该文件所在的文件夹。" in err
    code, _, err = call("init", tmp_path / "w", "--from", tmp_path / "nowhere")
    assert code == 2
    assert "no such folder" in err
    call("init", tmp_path / "工作区", "--from", place)
    code, _, err = call("next", tmp_path / "工作区")
    assert code == 2
    assert "这是一个文件夹，不是文件。" in err
    assert "请指定其中之一：params/2024-06.yaml。" in err
    assert call("next", tmp_path / "nowhere.yaml")[0] == 2
    assert call("init")[0] == 2


def test_a_workspace_is_not_made_below_a_file(call, folder, tmp_path):
    place = folder("导出", 商机=CHINESE + ROW)
    file = place / "商机.csv"
    for target in (file, file / "下" / "级"):
        code, _, err = call("init", target, "--from", place)
        assert code == 1
        assert f"{file}：这是一个文件，不是文件夹。" in err
        assert "处理办法：请指定文件夹，不存在的文件夹会自动建立。" in err
        code, _, err = call("init", target)
        assert code == 1
        assert f"{file}: this is a file. Expected: an empty folder" in err
    assert file.read_text("utf-8") == CHINESE + ROW


def test_what_stands_in_the_workspace_is_left_and_said_in_the_same_language(call, folder, tmp_path):
    place = folder(d=CHINESE + ROW)
    call("init", tmp_path / "w", "--from", place)
    run = tmp_path / "w/params/2024-06.yaml"
    run.write_text("mine", encoding="utf-8")
    code, _, err = call("init", tmp_path / "w", "--from", place)
    assert code == 1
    assert f"{run}：有 1 个要写入的文件已存在，且内容不同。" in err
    assert run.read_text("utf-8") == "mine"
