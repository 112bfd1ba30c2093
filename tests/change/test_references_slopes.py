"""The promise: a line through everyone agrees with lme4, and one person's slope is judged against no change."""

from collections import Counter

from benchmarks.references_classical import settings, wide
from benchmarks.references_slopes import growth_curves, slopes
from benchmarks.references_table import read
from tests.shared import SHARED, needs_shared
from unstuck.change import tables

R_PACKAGE = SHARED / "reference" / "clinicalsignificance"


@needs_shared
def test_every_growth_curve_of_clinicalsignificance_and_lme4_is_reproduced() -> None:
    rows = list(growth_curves(R_PACKAGE))
    assert [row for row in rows if row.different or row.largest > (row.tolerance or 0)] == []


@needs_shared
def test_by_their_own_slopes_33_of_40_got_better_and_nobody_worse_where_the_r_package_finds_11_and_9() -> None:
    theirs = {row["id"]: row for row in read(R_PACKAGE / "claus_hamd__distribution_HLM.csv")}
    people = wide(read(R_PACKAGE / "data__claus_2020.csv"), "id", "time", "hamd")
    ours = slopes({who: people[who] for who in theirs})
    assert Counter(found.kind for found in ours.values()) == {"better": 33, "within error": 7}
    jacobson_truax = {setting.name: setting for setting in settings(R_PACKAGE)}["claus_hamd"]
    judged = tables.judge(jacobson_truax.pre, jacobson_truax.post, jacobson_truax.rule("jt")).summary()
    assert (judged.counts["improved"], judged.counts["deteriorated"]) == (29, 1)
    assert sum(row["improved"] == "TRUE" for row in theirs.values()) == 11
    assert sum(row["deteriorated"] == "TRUE" for row in theirs.values()) == 9
