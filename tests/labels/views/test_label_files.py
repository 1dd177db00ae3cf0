"""From self-scan to a complete file over HTTP: a company with two sites, and a school."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from labels.data import load_schemes
from labels.enums import Theme
from labels.models import Answer, Application, Evidence
from labels.questions import questions_of
from marketplace.actor import Role
from marketplace.billing.data import load_prices
from tests.factories.accounts import CityFactory, MembershipFactory, commit_to
from tests.factories.companies import CompanyFactory, MentorFactory, SiteFactory, hr_of
from tests.factories.schools import SchoolFactory, school_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ON = date(2026, 11, 23)


@pytest.fixture
def today(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        load_schemes()
        load_prices()
        yield


@pytest.fixture
def sites():
    first = SiteFactory(establishment_number="2147812701", name="Dok")
    commit_to(first.company.organisation)
    return [first, SiteFactory(company=first.company, establishment_number="2147812897", name="Kaai")]


@pytest.fixture
def hr(sites):
    return hr_of(sites[0].company)


@pytest.fixture
def officer():
    return MembershipFactory(organisation=CityFactory(), role=Role.LABEL_OFFICER)


def page(answer):
    return answer.content.decode()


def scan(client, holder, score):
    for theme in Theme.values:
        path = reverse("self-scan-page", args=[holder, theme])
        codes = list(client.get(path).context["form"].fields)
        client.post(path, dict.fromkeys(codes, score))


def answer_pages(client, application, score="2"):
    """Go through the four pages; each leads to the next, the last one back to the file."""
    for number, theme in enumerate(Theme.values, 1):
        path = reverse("application-questions", args=[application.pk, theme])
        shown = client.get(path)
        assert f"stap {number} van 4" in page(shown)
        answers = {name: score for name in shown.context["form"].fields if name.startswith("score_")}
        assert client.post(path, answers | {"x": "1"}).status_code == 302


def test_a_self_scan_asks_no_account_and_keeps_only_scores(client):
    assert "je hebt geen account nodig" in page(client.get(reverse("self-scan")))
    first = reverse("self-scan-page", args=["company", "order"])
    assert "stap 1 van 4" in page(client.get(first))
    scan(client, "company", "1")
    result = page(client.get(reverse("self-scan-result", args=["company"])))
    assert "33 van de 100 punten" in result
    assert "sluit uit zolang het niet in orde is" in result
    assert not dict(client.session), "nothing of it is with us"
    cookie = client.cookies["self_scan"]
    kept = signing.loads(cookie.value, salt="self_scan")
    assert set(kept["company"].values()) == {1}
    assert (cookie["httponly"], cookie["samesite"], len(cookie.value) < 2000) == (True, "Lax", True)
    client.cookies["self_scan"] = cookie.value + "x"
    assert "0 van de 100 punten" in page(client.get(reverse("self-scan-result", args=["company"]))), "not of our making"
    client.post(reverse("self-scan"))
    assert not client.cookies["self_scan"].value


def test_going_back_in_a_scan_keeps_what_was_answered(client):
    second = reverse("self-scan-page", args=["school", Theme.values[1]])
    name = next(iter(client.get(second).context["form"].fields))
    assert "Ga terug" in page(client.get(second))
    back = client.post(second, {name: "2", "back": "1"})
    assert back["Location"] == reverse("self-scan-page", args=["school", Theme.values[0]])
    assert client.get(second).context["form"][name].value() == 2


def test_a_score_outside_the_scale_is_refused_in_a_scan(client):
    answer = client.post(reverse("self-scan-page", args=["school", "order"]), {"S01": "9"})
    assert "field__error" in page(answer)
    assert "self_scan" not in client.cookies


def test_a_scan_says_what_to_do_first(client):
    scan(client, "school", "3")
    path = reverse("self-scan-page", args=["school", "guidance"])
    client.post(path, {"S02": "0", "S11": "2"})
    result = page(client.get(reverse("self-scan-result", args=["school"])))
    assert result.index("Trajectbegeleider met echte uren") < result.index("Leraren blijven leren")


def test_without_a_site_the_way_to_add_one_is_shown_to_hr_alone(client_of):
    assert reverse("site-add") in page(client_of(hr_of(CompanyFactory())).get(reverse("label-own")))
    assert reverse("site-add") not in page(client_of(school_member(SchoolFactory())).get(reverse("label-own")))


def test_a_company_with_two_sites_from_self_scan_to_complete(client, client_of, hr, sites, officer):
    scan(client, "company", "2")
    client_of(hr)
    start = reverse("application-start", args=["company"])
    assert "Kies minstens één vestiging" in page(client.post(start, {"x": "1"}))
    client.post(start, {"sites": [site.pk for site in sites]})
    application = Application.objects.get()
    assert application.answers.get(criterion__code="C03").score == 2
    MentorFactory.create_batch(2, site=sites[0])
    detail = reverse("application-detail", args=[application.pk])
    assert "Nog niet gemeten door het platform." in page(client.get(detail))
    answer_pages(client, application)
    client.post(reverse("application-step", args=[application.pk, "submit"]))
    assert "ten laatste ma 7 dec 2026" in page(client.get(detail))
    locked = client.post(reverse("application-questions", args=[application.pk, "order"]), {"x": "1"})
    assert "Dit dossier is ingediend" in page(locked)
    client_of(officer)
    assert "1 labeldossier" in page(client.get(reverse("dashboard")))
    ask = reverse("application-step", args=[application.pk, "ask"])
    assert "Wat ontbreekt er?" in page(client.post(ask))
    assert "Zeg wat er ontbreekt." in page(client.post(ask, {"sure": "1"}))
    client.post(ask, {"sure": "1", "missing": "De polis ontbreekt."})
    client_of(hr)
    assert "De polis ontbreekt." in page(client.get(detail))
    client.post(reverse("application-step", args=[application.pk, "submit"]))
    client_of(officer)
    client.post(reverse("application-step", args=[application.pk, "complete"]))
    assert Application.objects.get().status == "complete"


def test_a_school_from_start_to_submitted(client, client_of):
    school = SchoolFactory()
    commit_to(school.organisation)
    client_of(school_member(school, Role.DIRECTOR))
    assert "Vraag het label voor je school" in page(client.get(reverse("application-list")))
    client.post(reverse("application-start", args=["school"]), {"x": "1"})
    application = Application.objects.get()
    answer_pages(client, application, "3")
    client.post(reverse("application-step", args=[application.pk, "submit"]))
    assert Application.objects.get().status == "submitted"


def test_a_changed_answer_is_kept_at_once(client_of, hr, sites):
    client = client_of(hr)
    client.post(reverse("application-start", args=["company"]), {"sites": [sites[0].pk]})
    application = Application.objects.get()
    row = application.answers.get(criterion__code="C05")
    path = reverse("application-questions", args=[application.pk, "order"])
    assert client.post(path, {f"score_{row.pk}": "1", "autosave": "1"}).status_code == 204
    row.refresh_from_db()
    assert (row.score, row.answered_by) == (1, hr.user)
    assert client.post(path, {f"score_{row.pk}": "9", "autosave": "1"}).status_code == 422


def test_a_file_is_of_its_holder(client_of, hr, sites):
    client = client_of(hr)
    client.post(reverse("application-start", args=["company"]), {"sites": [sites[0].pk]})
    application = Application.objects.get()
    client_of(hr_of(SiteFactory().company))
    for name, arguments in (("detail", []), ("describe", []), ("questions", ["order"]), ("leave-out", [])):
        assert client.get(reverse(f"application-{name}", args=[application.pk, *arguments])).status_code == 404


def test_sites_and_forms_are_changed_while_in_draft(client_of, hr, sites):
    client = client_of(hr)
    client.post(reverse("application-start", args=["company"]), {"sites": [sites[0].pk]})
    application = Application.objects.get()
    path = reverse("application-describe", args=[application.pk])
    client.post(path, {"sites": [site.pk for site in sites], "offers_dual": "on"})
    application.refresh_from_db()
    assert (application.sites.count(), application.offers_dual) == (2, True)


def test_a_small_company_leaves_out_on_a_page(client_of, hr, sites):
    sites[0].company.size_class = "under_10"
    sites[0].company.save()
    client = client_of(hr)
    client.post(reverse("application-start", args=["company"]), {"sites": [sites[0].pk]})
    application = Application.objects.get()
    path = reverse("application-leave-out", args=[application.pk])
    shown = client.get(path).context["form"].fields["criteria"].queryset
    assert "C04" not in [row.code for row in shown]
    refused = client.post(path, {"criteria": [row.pk for row in shown[:6]], "x": "1"})
    assert "Laat hoogstens 5 criteria weg." in page(refused)
    client.post(path, {"criteria": [row.pk for row in shown[:5]], "x": "1"})
    assert application.left_out.count() == 5
    assert sum(q.is_left_out for q in questions_of(application, ON)) == 5


@pytest.fixture
def answer(client_of, hr, sites):
    client_of(hr).post(reverse("application-start", args=["company"]), {"sites": [sites[0].pk]})
    return Answer.objects.get(criterion__code="C05")


def photo():
    image, written = Image.new("RGB", (40, 20), "red"), BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "GeheimeCamera"
    image.save(written, "JPEG", exif=exif)
    return written.getvalue()


def upload(client, answer, data, name="polis.jpg", **facts):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("evidence-file", args=[answer.pk]), {"title": "Polis", "file": file} | facts)


def test_a_photo_is_kept_without_metadata_and_given_as_a_download(client, answer):
    assert upload(client, answer, photo(), expires_on="2027-06-30").status_code == 302
    paper = Evidence.objects.get()
    assert "polis" not in paper.file.name
    given = client.get(reverse("evidence-read", args=[paper.pk]))
    assert given["Content-Disposition"].startswith("attachment")
    assert given["Content-Type"] == "image/jpeg"
    assert b"GeheimeCamera" not in given.content
    client.post(reverse("evidence-remove", args=[paper.pk]))
    assert not Evidence.objects.exists()


def test_a_refused_file_leaves_a_sentence_and_what_was_typed(client, answer):
    told = page(upload(client, answer, b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "x.jpg"))
    assert "We bewaren alleen foto" in told
    assert 'value="Polis"' in told
    assert not Evidence.objects.exists()


def test_seen_and_not_kept(client, answer):
    path = reverse("evidence-seen", args=[answer.pk])
    seen = {"title": "Uittreksel 596.2", "seen_on": "2026-11-20", "seen_by": "Mia, sociaal secretariaat"}
    assert "Die dag moet nog komen" in page(client.post(path, seen | {"seen_on": "2026-11-24"}))
    assert "al verlopen" in page(client.post(path, seen | {"expires_on": "2026-11-01"}))
    client.post(path, seen)
    assert "gezien op vr 20 nov 2026 door Mia" in page(client.get(reverse("evidence-list", args=[answer.pk])))


def test_evidence_of_others_is_not_there(client, client_of, answer):
    upload(client, answer, photo())
    paper = Evidence.objects.get()
    client_of(hr_of(SiteFactory().company))
    assert client.get(reverse("evidence-read", args=[paper.pk])).status_code == 404
    assert client.get(reverse("evidence-list", args=[answer.pk])).status_code == 404
    assert client.post(reverse("evidence-remove", args=[paper.pk])).status_code == 404
