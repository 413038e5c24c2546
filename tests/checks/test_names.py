"""Names that may be the same are suggested, never merged."""

from __future__ import annotations

from salesreport.checks.names import loose_keys


def deals(*customers, **more):
    return [
        {"opportunity_id": f"O{i}", "rep_id": "L", "customer": name, "stage": "intent", **more}
        for i, name in enumerate(customers)
    ]


def suggested(found):
    return {p.value: p.values["canonical"] for p in found.of("alias_suggestion")}


def test_inner_blanks_script_case_and_legal_form_are_seen_through(checked):
    found = checked({"opportunities": deals(
        "北京字节", "北京字节", "北京 字节", "北京字節有限公司", "ACME Co., Ltd.",
        "Acme", "Acme", "Bolt",
    )})  # fmt: skip
    assert suggested(found) == {
        "北京 字节": "北京字节", "北京字節有限公司": "北京字节", "ACME Co., Ltd.": "Acme",
    }  # fmt: skip
    assert {p.severity for p in found.problems} == {"info"}


def test_the_spelling_used_most_over_all_tables_is_kept(checked):
    leads = [{"lead_id": f"L{i}", "rep_id": "L", "assigned_date": "2024-06-03", "status": "new",
              "customer": "Acme GmbH"} for i in range(3)]  # fmt: skip
    found = checked({"opportunities": deals("Acme", "Acme"), "leads": leads})
    (problem,) = found.of("alias_suggestion")
    assert (problem.table, problem.value, problem.values["row_numbers"]) == (
        "opportunities", "Acme", "2-3",
    )  # fmt: skip


def test_products_are_suggested_as_words_of_their_column(checked):
    rows = [*deals("A", "B", product="GTX Pro"), *deals("C", product="GTXPro")]
    (problem,) = checked({"opportunities": rows}).of("alias_suggestion")
    assert (problem.column, problem.value, problem.values["kind"]) == (
        "product", "GTXPro", "product",
    )  # fmt: skip


def test_an_unknown_rep_near_a_known_one_is_suggested_by_id(checked):
    reps = [{"rep_id": "0012", "name": "Laurel Qin"}, {"rep_id": "0013", "name": "張敏"},
            {"rep_id": "Laurel Quin", "name": "Laurel Quin"}, {"rep_id": "张 敏", "name": "张 敏"},
            {"rep_id": "Zed", "name": "Zed"}]  # fmt: skip
    rows = [row | {"rep_id": rep} for row, rep in
            zip(deals("A", "B", "C"), ["Laurel Quin", "张 敏", "Zed"], strict=True)]  # fmt: skip
    found = checked({"reps": reps, "opportunities": rows},
                    inferred=["Laurel Quin", "张 敏", "Zed"])  # fmt: skip
    assert suggested(found) == {"Laurel Quin": "0012", "张 敏": "0013"}


def test_a_name_two_people_bear_is_never_suggested(checked):
    reps = [{"rep_id": "0014", "name": "张*"}, {"rep_id": "0015", "name": "张*"},
            {"rep_id": "张 *", "name": "张 *"}]  # fmt: skip
    rows = [row | {"rep_id": "张 *"} for row in deals("A")]
    assert checked({"reps": reps, "opportunities": rows}, inferred=["张 *"]).problems == ()


def test_codes_that_differ_in_one_digit_are_different_things(checked):
    reps = [{"rep_id": "10000012", "name": "Ann"}, {"rep_id": "10000013", "name": "10000013"}]
    rows = [row | {"rep_id": "10000013"} for row in deals("A")]
    assert checked({"reps": reps, "opportunities": rows}, inferred=["10000013"]).problems == ()


def test_numbers_in_a_name_are_kept_apart():
    one, other = loose_keys(["Store 1-2", "Store 12"])
    assert one != other
    assert loose_keys([]) == []
    assert loose_keys(["a\nb", "有限公司", "…"]) == ["ab", "", ""]


def owned(*reps):
    return [
        {"opportunity_id": f"O{i}", "rep_id": rep, "customer": f"C{i}", "stage": "intent"}
        for i, rep in enumerate(reps)
    ]


def test_a_rep_with_a_remark_in_brackets_is_asked_about(checked):
    owners = ("张伟（已离职）", "王芳(华东)", "张 伟")
    reps = [{"rep_id": "01", "name": "张伟"}, {"rep_id": "02", "name": "王芳"}]
    people = reps + [{"rep_id": owner, "name": owner} for owner in owners]
    found = checked({"opportunities": owned(*owners), "reps": people}, inferred=owners)
    assert suggested(found) == {"张伟（已离职）": "01", "王芳(华东)": "02", "张 伟": "01"}


def test_two_remarks_that_tell_people_of_one_name_apart_are_not_seen_through(checked):
    owners = ("王芳(华东)", "王芳(华南)")
    people = [{"rep_id": "02", "name": "王芳"}]
    people += [{"rep_id": owner, "name": owner} for owner in owners]
    found = checked({"opportunities": owned(*owners), "reps": people}, inferred=owners)
    assert suggested(found) == {}


def test_without_people_spellings_with_and_without_a_remark_are_put_together(checked):
    owners = ("张伟", "张伟", "张 伟", "张伟（已离职）", "王芳(华东)", "王芳(华南)", "王芳")
    people = [{"rep_id": owner, "name": owner} for owner in dict.fromkeys(owners)]
    found = checked({"opportunities": owned(*owners), "reps": people}, inferred=owners)
    assert suggested(found) == {"张 伟": "张伟", "张伟（已离职）": "张伟"}
