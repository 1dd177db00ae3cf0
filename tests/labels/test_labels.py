import json
from datetime import date
from functools import partial

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from labels.actions import label as actions
from labels.data import load_schemes
from labels.models import Criterion, Label, Scheme
from labels.register import COLUMNS
from labels.rules import label as rules
from labels.tasks.label import expire_labels
from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.commitments.models import Commitment, TextVersion
from marketplace.identifiers import format_enterprise_number
from marketplace.notifications.models import Notification
from marketplace.reference.data import load_postcodes
from marketplace.workflow import Refused
from tests.factories.accounts import actor_of, city_member, commit_to
from tests.factories.companies import CompanyFactory, SiteFactory, hr_of
from tests.factories.labels import LabelFactory
from tests.factories.schools import SchoolFactory, school_member
from tests.race import TRIALS, race

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PROMISED = {"promised": "on"}


@pytest.fixture
def today():
    with time_machine.travel("2026-11-21T10:00:00+01:00", tick=False):
        yield


@pytest.fixture
def schemes():
    load_schemes()


@pytest.fixture
def site(schemes):
    return SiteFactory(establishment_number="2147812701")


@pytest.fixture
def hr(site):
    return hr_of(site.company)


@pytest.fixture
def signed(site):
    return commit_to(site.company.organisation)


@pytest.fixture
def officer():
    return city_member(Role.LABEL_OFFICER)


def refusal(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def test_every_weight_sums_to_a_hundred(schemes):
    load_schemes()
    for holder, count in (("company", 25), ("school", 12)):
        criteria = Criterion.objects.filter(scheme__holder=holder)
        assert criteria.count() == count
        assert sum(criterion.weight for criterion in criteria) == 100
        assert all(c.name_nl and c.name_en and c.evidence_nl and c.evidence_en for c in criteria)
    assert Scheme.objects.count() == 2


def test_the_signatory_promises_on_one_page_and_signs_the_code_there(client_of, hr, site):
    TextVersion.objects.create(
        kind="ethics_code", number=1, in_force_on=date(2026, 1, 1), body_nl="Geen contract.", body_en="x"
    )
    client = client_of(hr)
    url = reverse("label-promise", args=[site.pk])
    page = client.get(url).content.decode()
    knock_outs = Criterion.objects.filter(scheme__holder="company", knock_out__in=["yes", "if_dual"])
    assert all(criterion.name_nl in page.replace("&#x27;", "'") for criterion in knock_outs)
    assert "Geen contract." in page
    assert "Teken de ethische code" in client.post(url, PROMISED).content.decode()
    client.post(url, PROMISED | {"sign_code": "on"})
    assert Commitment.objects.get().organisation == site.company.organisation
    label = Label.objects.get()
    assert (label.status, label.promised_by, label.site) == ("promised", hr.user, site)


def test_a_promise_is_ticked(client_of, hr, site, signed):
    page = client_of(hr).post(reverse("label-promise", args=[site.pk]), {"x": "y"}).content.decode()
    assert "Kruis aan dat je dit belooft." in page


def test_only_a_signatory_promises(site, signed):
    by = actor_of(hr_of(site.company, may_sign=False))
    assert refusal(partial(actions.promise, site=site, by=by)) == "label.no_power_to_sign"


def test_nobody_promises_for_another_company(client_of, schemes, site):
    stranger = hr_of(CompanyFactory())
    with pytest.raises(PermissionDenied):
        actions.promise(site=site, by=actor_of(stranger))
    assert client_of(stranger).get(reverse("label-promise", args=[site.pk])).status_code == 404


def test_what_is_missing_is_said(schemes):
    unverified = SiteFactory(company=CompanyFactory(status="unverified", verified_at=None))
    nameless = SiteFactory()
    unsigned = SiteFactory(establishment_number="2147812897")
    told = [
        refusal(partial(actions.promise, site=site, by=actor_of(hr_of(site.company))))
        for site in (unverified, nameless, unsigned)
    ]
    assert told == ["company.unverified", "site.no_establishment_number", "label.code_not_signed"]


def test_the_refusal_stands_on_the_page(client_of, schemes):
    site = SiteFactory()
    commit_to(site.company.organisation)
    page = client_of(hr_of(site.company)).post(reverse("label-promise", args=[site.pk]), PROMISED).content.decode()
    assert "Vul eerst het vestigingsnummer" in page


def test_a_missing_number_is_said_before_anything_is_read_or_ticked(client_of, site, signed):
    nameless = SiteFactory()
    commit_to(nameless.company.organisation)
    page = client_of(hr_of(nameless.company)).get(reverse("label-promise", args=[nameless.pk])).content.decode()
    assert page.index("Vul eerst het vestigingsnummer") < page.index("Wat je belooft")
    assert f'href="{reverse("site-change", args=[nameless.pk])}"' in page
    page = client_of(hr_of(site.company)).get(reverse("label-promise", args=[site.pk])).content.decode()
    assert "Vul eerst" not in page


def test_a_second_promise_is_refused(hr, site, signed):
    actions.promise(site=site, by=actor_of(hr))
    assert refusal(partial(actions.promise, site=site, by=actor_of(hr))) == "label.promised"


def test_an_officer_confirms_many_at_once(client_of, hr, site, signed, officer):
    other = SiteFactory(company=site.company, establishment_number="2147812897")
    labels = [actions.promise(site=each, by=actor_of(hr)) for each in (site, other)]
    client = client_of(officer)
    assert "twee" in (page := client.get(reverse("dashboard")).content.decode()) or "2 beloftes" in page
    client.post(reverse("label-promised"), {"labels": [label.pk for label in labels]})
    label = Label.objects.get(pk=labels[0].pk)
    assert (label.status, label.level, label.confirmed_by) == ("active", "provisional", officer.user)
    assert (label.starts_on, label.ends_on) == (date(2026, 11, 21), date(2028, 8, 31))
    assert Label.objects.valid_on(date(2028, 8, 31)).count() == 2
    assert AuditEvent.objects.filter(verb="label.confirm").count() == 2
    assert Notification.objects.filter(code="label.confirm", role=Role.HR).count() == 2


@pytest.mark.parametrize(
    ("granted", "end"),
    [
        (date(2026, 9, 1), date(2028, 8, 31)),
        (date(2027, 5, 31), date(2028, 8, 31)),
        (date(2027, 8, 31), date(2028, 8, 31)),
        (date(2027, 9, 1), date(2029, 8, 31)),
    ],
)
def test_a_provisional_label_follows_the_school_year(granted, end):
    assert rules.provisional_end(granted) == end


def test_never_by_the_person_who_promised(client_of, hr, site, signed, officer):
    officer.user = hr.user
    officer.save()
    label = actions.promise(site=site, by=actor_of(hr))
    assert refusal(partial(actions.confirm, labels=[label], by=actor_of(officer))) == "label.own_promise"
    client = client_of(officer)
    page = client.post(reverse("label-promised"), {"labels": [label.pk]}).content.decode()
    assert "Een andere labelmedewerker beslist" in page
    assert Label.objects.get().status == "promised"


def test_a_site_outside_is_a_warning_that_the_officer_sees(client_of, hr, site, signed, officer):
    load_postcodes()
    label = actions.promise(site=site, by=actor_of(hr))
    assert rules.outside_municipalities(label) is None
    site.postcode = "9000"
    site.save()
    label = Label.objects.get()
    assert not rules.outside_municipalities(label).is_hard
    client = client_of(officer)
    assert "buiten de gemeenten" in client.get(reverse("label-promised")).content.decode()
    client.post(reverse("label-promised"), {"labels": [label.pk]})
    assert Label.objects.get().status == "active"


def test_a_code_that_lapsed_before_confirmation_stops_it(hr, site, signed, officer):
    label = actions.promise(site=site, by=actor_of(hr))
    Commitment.objects.all().delete()
    assert refusal(partial(actions.confirm, labels=[label], by=actor_of(officer))) == "label.code_not_signed"


def test_a_refused_promise_has_a_reason_and_may_be_made_again(client_of, hr, site, signed, officer):
    label = actions.promise(site=site, by=actor_of(hr))
    client = client_of(officer)
    url = reverse("label-step", args=[label.pk, "refuse"])
    assert "Reden" in client.post(url).content.decode()
    assert Label.objects.get().status == "promised"
    client.post(url, {"reason": "Bel ons eerst."})
    label = Label.objects.get()
    assert (label.status, label.reason) == ("refused", "Bel ons eerst.")
    assert actions.promise(site=site, by=actor_of(hr)).status == "promised"


def test_after_a_withdrawal_a_year_passes(hr, site, signed):
    LabelFactory(site=site, scheme=Scheme.objects.get(holder="company"), status="withdrawn", ends_on=date(2026, 11, 1))
    promise = partial(actions.promise, site=site, by=actor_of(hr))
    assert refusal(promise) == "label.withdrawn"
    with time_machine.travel("2027-11-01T10:00:00+01:00"):
        assert promise().status == "promised"


def test_an_expired_label_makes_room_for_a_promise(hr, site, signed):
    scheme = Scheme.objects.get(holder="company")
    old = LabelFactory(site=site, scheme=scheme, ends_on=date(2026, 8, 31))
    assert actions.promise(site=site, by=actor_of(hr)).status == "promised"
    old.refresh_from_db()
    assert old.status == "expired"


def test_the_sweeper_records_the_end(schemes):
    LabelFactory(ends_on=date(2026, 11, 20))
    LabelFactory(ends_on=date(2026, 11, 21))
    assert expire_labels() == 1
    assert expire_labels() == 0


def test_a_director_promises_for_the_school(client_of, schemes, officer):
    school = SchoolFactory()
    commit_to(school.organisation)
    client = client_of(school_member(school, Role.DIRECTOR))
    assert "Beloof het label" in client.get(reverse("dashboard")).content.decode()
    client.post(reverse("label-promise-school"), PROMISED)
    label = Label.objects.get()
    assert (label.organisation, label.site, label.scheme.holder) == (school.organisation, None, "school")
    actions.confirm(labels=[label], by=actor_of(officer))
    assert Notification.objects.get(code="label.confirm").role == Role.DIRECTOR


def test_hr_sees_what_waits_and_the_own_page(client_of, hr, site, signed):
    client = client_of(hr)
    assert "Beloof het label" in client.get(reverse("dashboard")).content.decode()
    assert site.name in client.get(reverse("label-own")).content.decode()
    actions.promise(site=site, by=actor_of(hr))
    assert "wacht op de labelmedewerker" in client.get(reverse("label-own")).content.decode()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_tabs_promise_once():
    load_schemes()
    for trial in range(TRIALS):
        site = SiteFactory(establishment_number=f"{2_100_000_000 + trial}")
        commit_to(site.company.organisation)
        by = actor_of(hr_of(site.company))
        outcomes = race([partial(actions.promise, site=site, by=by) for _ in range(3)])
        assert sorted(str(outcome) for outcome in outcomes if isinstance(outcome, str)) == ["label.promised"] * 2


def test_the_register_shows_valid_suspended_and_lately_withdrawn(client):
    shown = [
        LabelFactory(),
        LabelFactory(status="suspended"),
        LabelFactory(status="withdrawn", ends_on=date(2026, 1, 1)),
    ]
    hidden = [
        LabelFactory(status="promised", starts_on=None, ends_on=None, confirmed_by=None),
        LabelFactory(ends_on=date(2026, 11, 20)),
        LabelFactory(status="withdrawn", starts_on=date(2025, 1, 1), ends_on=date(2025, 11, 21)),
    ]
    page = client.get(reverse("label-register")).content.decode()
    assert all(label.holder_name in page for label in shown)
    assert not any(label.holder_name in page for label in hidden)
    assert page.count("nog niet geauditeerd") >= 4


def test_the_register_is_searched_and_filtered(client):
    load_postcodes()
    here = LabelFactory(site__postcode="2140", site__municipality="Antwerpen", level="label")
    there = LabelFactory(site__postcode="9120", site__municipality="Beveren", organisation__name="Demo Bakker")

    def found(**query):
        return [entry["site"] for entry in client.get(reverse("label-register-json"), query).json()["labels"]]

    assert found(q="beveren") == [there.site.name]
    assert found(q=format_enterprise_number(there.organisation.enterprise_number)) == [there.site.name]
    assert found(level="label") == [here.site.name]
    assert found(district="Borgerhout") == [here.site.name]
    assert found(sector="F") == []
    assert found(q="niets") == []
    page = client.get(reverse("label-register"), {"q": "niets"}).content.decode()
    assert "Geen label gevonden." in page


def test_the_register_has_pages(client):
    for _ in range(26):
        LabelFactory()
    assert "bladzijde 1 van 2" in client.get(reverse("label-register")).content.decode()
    assert client.get(reverse("label-register"), {"page": "99"}).status_code == 200


def test_csv_and_json_hold_the_same_and_no_person(client, django_assert_max_num_queries):
    labels = [LabelFactory(reason="geheim", status="suspended") for _ in range(3)]
    with django_assert_max_num_queries(8):
        text = client.get(reverse("label-register-csv")).getvalue().decode()
    lines = text.splitlines()
    assert lines[0] == ",".join(COLUMNS)
    assert len(lines) == 4
    rows = client.get(reverse("label-register-json")).json()
    assert rows["count"] == 3
    told = text + json.dumps(rows)
    assert "geheim" not in told
    assert not any(label.promised_by.name in told or label.site.contact_name in told for label in labels)


def test_a_label_page_with_its_qr_code(client):
    label = LabelFactory()
    page = client.get(reverse("label-detail", args=[label.pk])).content.decode()
    assert "geldig tot en met" in page
    assert "Nog niet geauditeerd." in page
    image = client.get(reverse("label-qr", args=[label.pk]))
    assert image["Content-Type"] == "image/svg+xml"
    assert b"<svg" in image.content


def test_a_promise_is_no_public_page(client, client_of, officer):
    label = LabelFactory(status="promised", starts_on=None, ends_on=None, confirmed_by=None)
    assert client.get(reverse("label-detail", args=[label.pk])).status_code == 404
    assert (
        "Bevestig als voorlopig label"
        in client_of(officer).get(reverse("label-detail", args=[label.pk])).content.decode()
    )
