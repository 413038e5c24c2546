"""Amounts off a rep's own scale, and reps off the others'."""

from __future__ import annotations


def deals(rep, *amounts, product=None):
    return [
        {"opportunity_id": f"{rep}{i}", "rep_id": rep, "customer": "A", "stage": "won",
         "created_date": "2024-05-01", "close_date": "2024-06-05", "amount": a,
         "product": product}
        for i, a in enumerate(amounts)
    ]  # fmt: skip


USUAL = (48000, 52000, 61000, 45000, 70000, 33000, 90000)


def test_an_amount_in_ten_thousands_is_named_with_the_usual_one(checked):
    found = checked({"opportunities": deals("L", *USUAL, "5.2")})
    (problem,) = found.of("amount_off_scale")
    assert (problem.row, problem.value) == (9, "5.20")
    assert (problem.values["of"], problem.values["owner"]) == ("8", "L")
    assert 48000 < float(problem.values["usual"]) < 52000


def test_a_hundredfold_amount_is_named_and_a_big_deal_is_not(checked):
    for last, expected in ((8_000_000, [7]), (900_000, [])):
        found = checked({"opportunities": deals("L", *USUAL, last)})
        assert found.rows("amount_off_scale") == expected


def test_too_few_others_give_no_scale(checked):
    assert checked({"opportunities": deals("L", 50000, 60000, 5)}).problems == ()


def test_blank_and_zero_amounts_have_no_scale(checked):
    rows = deals("L", *USUAL, 0, None)
    rows[-1]["stage"] = "intent"
    assert checked({"opportunities": rows}).rows("amount_off_scale") == []


def test_amounts_that_spread_by_nature_are_no_fault(checked):
    spread = [3, 10, 30, 100, 300, 1000, 3000, 10000, 30000, 100000]
    assert checked({"opportunities": deals("L", *spread)}).rows("amount_off_scale") == []


def test_a_long_tail_of_small_orders_is_no_fault(checked):
    orders = [30000 + 50 * i for i in range(60)] + [8000, 5000, 2000, 1200, 600, 280]
    assert checked({"opportunities": deals("L", *orders)}).rows("amount_off_scale") == []
    assert checked({"opportunities": deals("L", *orders[:60], 280)}).rows("amount_off_scale") == [
        60
    ]


def test_a_product_at_its_usual_price_is_no_fault(checked):
    others = deals("M", 55, 54, 53, 57, 56, 55, product="Small")
    rows = [*deals("L", *USUAL, product="Large"), *deals("L2", 1), *others]
    rows[-1] = {**deals("L", 55, product="Small")[0], "opportunity_id": "X"}
    assert checked({"opportunities": rows}).rows("amount_off_scale") == []
    assert checked({"opportunities": [*deals("L", *USUAL), *deals("L", 55)]}).rows(
        "amount_off_scale"
    ) == [7]


def test_invoices_and_payments_go_by_customer_and_payer(checked):
    invoices = [
        {"invoice_id": f"I{i}", "date": "2024-06-03", "customer": "A", "amount": a}
        for i, a in enumerate((*USUAL, 4))
    ]
    payments = [
        {"payment_id": f"P{i}", "date": "2024-06-03", "payer": "A", "amount": a}
        for i, a in enumerate((*USUAL, 4))
    ]
    found = checked({"invoices": invoices, "payments": payments})
    assert found.rows("amount_off_scale", "invoices") == [7]
    assert found.rows("amount_off_scale", "payments") == [7]


def test_a_target_goes_by_its_rep_and_measure(checked):
    rows = [
        {"rep_id": "L", "measure": measure, "period": f"2024-{m:02}", "value": value}
        for measure, usual in (("bookings", 300000), ("new_customers", 3))
        for m in range(1, 9)
        for value in [30 if (measure, m) == ("bookings", 8) else usual]
    ]
    found = checked({"targets": rows})
    (problem,) = found.of("amount_off_scale")
    assert (problem.row, problem.value, problem.values["usual"]) == (9, "30", "300000")
    assert (problem.values["owner"], problem.values["measure"]) == ("L", "bookings")


def test_a_rep_whose_whole_tracker_is_in_ten_thousands_is_named_once(checked):
    rows = [row for rep in "LMNO" for row in deals(rep, *USUAL)]
    rows += deals("P", *(amount / 10000 for amount in USUAL))
    found = checked({"opportunities": rows})
    (problem,) = found.problems
    assert problem.rule == "rep_off_scale"
    assert problem.values["row_numbers"] == "30-36"
    assert found.rows("rep_off_scale") == list(range(28, 35))


def test_measures_of_targets_are_not_held_against_each_other(checked):
    rows = [
        {"rep_id": rep, "measure": measure, "period": f"2024-{m:02}", "value": value}
        for rep in "LMNOP"
        for measure, value in (("bookings", 300000), ("new_customers", 3))
        for m in range(1, 9)
    ]
    assert checked({"targets": rows}).problems == ()
