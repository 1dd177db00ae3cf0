"""Whose signatures a minor's agreement needs: examples of the law and properties of every family."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from placements.signatories import Representative, Required, required

ON = date(2026, 11, 23)
days = st.none() | st.dates(ON - timedelta(days=40), ON + timedelta(days=40))
families = st.lists(
    st.builds(
        Representative,
        key=st.integers(1, 99),
        signs=st.sampled_from(["may", "must", "sole", "not"]),
        from_on=days,
        until_on=days,
    ),
    max_size=5,
    unique_by=lambda person: person.key,
)
dates = st.dates(ON - timedelta(days=60), ON + timedelta(days=60))


def people(*signs, **days):
    return [Representative(key, each, **days) for key, each in enumerate(signs, 1)]


def test_joint_authority_needs_one():
    needed = required(people("may", "may"), ON)
    assert (needed.is_met([]), needed.is_met([1]), needed.is_met([2])) == (False, True, True)


def test_who_must_sign_is_waited_for():
    needed = required(people("must", "may", "must"), ON)
    assert (needed.waiting([1]), needed.is_met([2]), needed.is_met([1, 3])) == ({3}, False, True)
    assert needed.allowed == {1, 2, 3}


def test_who_decides_alone_leaves_the_others_out():
    assert required(people("must", "sole", "may"), ON) == Required(frozenset({2}), frozenset({2}))


def test_authority_counts_both_its_days():
    person = Representative(1, "may", ON, ON)
    assert [required([person], ON + timedelta(days=step)).allowed for step in (-1, 0, 1)] == [set(), {1}, set()]


@given(families, dates)
def test_nobody_without_authority_on_the_day_counts(family, on):
    holding = [person for person in family if person.holds_on(on)]
    assert required(family, on) == required(holding, on)
    assert required(family, on).allowed <= {person.key for person in holding}


@given(families, dates, st.randoms())
def test_the_order_of_the_family_does_not_matter(family, on, random):
    shuffled = random.sample(family, len(family))
    assert required(family, on) == required(shuffled, on)


@given(families, dates)
def test_all_together_are_enough_and_nobody_never_is(family, on):
    needed = required(family, on)
    assert needed.is_met(needed.allowed) == bool(needed.allowed)
    assert not needed.is_met([])


@given(families, dates, st.sets(st.integers(1, 99)), st.sets(st.integers(1, 99)))
def test_one_more_signature_never_undoes(family, on, signed, more):
    needed = required(family, on)
    assert not needed.is_met(signed) or needed.is_met(signed | more)
    assert needed.waiting(signed | more) <= needed.waiting(signed)


@given(families, dates, st.sets(st.integers(1, 99)))
def test_met_means_that_nobody_is_waited_for(family, on, signed):
    needed = required(family, on)
    assert needed.is_met(signed) == (bool(needed.allowed) and not needed.waiting(signed))
    assert needed.waiting(signed) <= needed.allowed - signed


@given(families, dates)
def test_somebody_who_does_not_sign_changes_nothing(family, on):
    assert required([*family, Representative(100, "not")], on) == required(family, on)
