"""What strangers and files can put into the system: addresses, headers, tables, names."""

import io
import time
import zipfile

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from marketplace.accounts.actions import ask_to_join
from marketplace.actor import Role
from marketplace.jobs.models import Job
from marketplace.mail.actions import queue
from marketplace.tables import TableError, read_table
from marketplace.workflow import Refused
from placements.actions.offer import write_message
from schools.actions.class_list import upload_class_list
from schools.models import ClassList
from tests.factories.accounts import UserFactory, actor_of, city_member, commit_to
from tests.factories.companies import CompanyFactory, hr_of
from tests.factories.offers import make_market
from tests.factories.schools import SchoolFactory, school_member

pytestmark = pytest.mark.django_db
NATIONAL = "85.07.30-033.28"
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
DAMAGED = {
    "no XML": "<broken",
    "empty": "",
    "entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    + SHEET.format('<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>'),
    "missing text": SHEET.format('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
    "no number": SHEET.format('<row r="1"><c r="A1"><v>kop</v></c></row>'),
    "far column": SHEET.format('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
}


def book(sheet, **more):
    """A workbook whose first sheet is this XML."""
    made, damaged = io.BytesIO(), io.BytesIO()
    Workbook().save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(damaged, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
        for name, content in more.items():
            new.writestr(name, content)
    return damaged.getvalue()


class TestTables:
    @pytest.mark.parametrize("sheet", DAMAGED.values(), ids=DAMAGED)
    def test_a_damaged_workbook_gets_a_sentence(self, sheet):
        with pytest.raises(TableError):
            read_table(book(sheet), "lijst.xlsx", required=())

    @pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK" + bytes(500), book(SHEET.format(""))[:900]])
    def test_half_an_archive_gets_a_sentence(self, data):
        with pytest.raises(TableError):
            read_table(data, "lijst.xlsx", required=())

    def test_a_small_archive_with_much_text_is_not_unpacked(self):
        with pytest.raises(TableError, match="te groot"):
            read_table(book(SHEET.format(""), strings=bytes(61_000_000)), "lijst.xlsx", required=())

    def test_columns_are_counted_before_rows_are_made(self):
        """A million names above short rows would otherwise fill the memory."""
        header = ",".join(f"c{number}" for number in range(20_000))
        begun = time.monotonic()
        with pytest.raises(TableError, match="kolommen"):
            read_table((header + "\n1" * 50_000).encode(), "lijst.csv", required=())
        assert time.monotonic() - begun < 5

    def test_an_endless_first_cell(self):
        with pytest.raises(TableError):
            read_table(b"x" * 200_000, "lijst.csv", required=())


class TestNationalNumbers:
    """Nothing of one is stored, wherever it stands in a file."""

    @pytest.mark.parametrize(
        "text",
        [
            f"leerlingnummer;voornaam;familienaam\n1;{NATIONAL};Kanarie\n2;Noor;Merel\n",
            f"leerlingnummer;voornaam;geboortedatum\n1;Noor;{NATIONAL}\n2;Ali;3/3/2009\n",
            f"leerlingnummer;voornaam;gsm\n1;Noor;{NATIONAL}\n2;Ali;0470 11 22 33\n",
            f"leerlingnummer;voornaam;opleiding\n1;Noor;{NATIONAL}\n2;Ali;Bakker\n",
            f"leerlingnummer;voornaam;klas\n1;Noor;{NATIONAL}\n2;Ali;5A\n",
            f"leerlingnummer;voornaam;ouder 1 naam\n1;Noor;{NATIONAL}\n2;Ali;Moeder\n",
            f"leerlingnummer;voornaam;opmerking\n1;Noor;{NATIONAL}\n2;Ali;geen\n",
            f"leerlingnummer;voornaam;{NATIONAL}\n1;Noor;x\n2;Ali;y\n",
            f"leerlingnummer;voornaam;insz\n1;Noor;{NATIONAL}\n2;Ali;\n",
            f"leerlingnummer;voornaam\n{NATIONAL};Noor\n2;Ali\n",
        ],
    )
    def test_in_a_class_list(self, text):
        school = SchoolFactory()
        commit_to(school.organisation, "data_arrangement")
        by = actor_of(school_member(school))
        with time_machine.travel("2026-11-21 10:00 +0100", tick=False):
            upload_class_list(school=school, data=text.encode(), filename="l.csv", school_year=2026, by=by)
        kept = ClassList.objects.get()
        told = f"{kept.rows} {kept.notes}"
        assert "033" not in told
        assert len(kept.rows) == 2


class TestMails:
    def test_a_name_writes_no_subject_and_no_body(self):
        hr = hr_of(CompanyFactory())
        stranger = UserFactory(name="Jan\nBcc: x@evil.example\r\n\r\nKlik hier")
        ask_to_join(organisation=hr.organisation, user=stranger)
        mail = Job.objects.get(kind="mail").arguments
        assert mail["subject"].startswith("Jan Bcc: x@evil.example Klik hier wil")
        assert "\nKlik" not in mail["body"]

    def test_a_carriage_return_does_not_stop_the_mail(self):
        job = queue(
            "accounts/mail/join_accepted",
            to="x@demo.example",
            language="nl",
            context={"organisation": "A\rB", "role": "HR"},
        )
        assert job.arguments["subject"] == "Je hebt toegang tot A B"


class TestAddresses:
    """Whatever stands in an address is no 500."""

    @pytest.mark.parametrize(
        "address",
        [
            "/labels/?q=" + "a+" * 2000,
            "/labels/register.json?q=" + "b+" * 2000,
            "/labels/?q=%00",
            "/labels/?page=99999999999999999999",
            "/labels/99999999999999999999999/",
            "/places/?page=99999999999999999999",
            "/places/99999999999999999999999/",
            "/places/?programme=99999999999999999999",
            "/api/v1/labels/?q=" + "a+" * 2000,
            "/api/v1/programmes/?name=%00",
            "/commitments/x%00/",
            "/link/%00/",
            "/accounts/invitations/%00/",
        ],
    )
    def test_of_the_public(self, address):
        assert Client(raise_request_exception=False).get(address).status_code < 500

    def test_of_a_coordinator(self, client_of):
        market = make_market()
        client = client_of(market.coordinator_member)
        client.raise_request_exception = False
        request = market.request()
        for number in ("²", "9" * 30, "%00"):
            assert client.get(f"/requests/new/?student={number}").status_code < 500
            assert client.get(f"/requests/{request.pk}/offers/send/?capacity={number}").status_code < 500

    @pytest.mark.parametrize("number", ["%00", "9" * 20, "²"])
    @pytest.mark.parametrize(
        "page",
        [
            "/schools/invite/?q=x&number={}",
            "/schools/?q={}",
            "/requests/?programme={}&status={}",
            "/students/?school_class={}&q={}",
            "/offers/?status={}",
            "/placements/?status={}",
            "/requests/agreed/STUDENT/?company={}",
        ],
    )
    def test_of_staff(self, client_of, page, number):
        market = make_market()
        student = market.request().student
        for member in (city_member(Role.ADMINISTRATOR), market.coordinator_member):
            client = client_of(member)
            client.raise_request_exception = False
            answer = client.get(page.replace("STUDENT", str(student.pk)).replace("{}", number))
            assert answer.status_code < 500

    def test_ticked_rows_that_no_database_holds(self, client_of):
        market = make_market()
        sent = {"students": ["9" * 20], "programmes": ["9" * 20], "companies": ["9" * 20], "labels": ["9" * 20],
                "site": "9" * 20, "capacities": ["9" * 20], "mentor": "9" * 20}  # fmt: skip
        request = market.request()
        pages = {
            market.coordinator_member: ["/requests/new/", f"/requests/{request.pk}/offers/send/"],
            market.hr_member: ["/capacity/new/", f"/offers/{market.offer(request=request).pk}/accept/"],
            city_member(Role.LABEL_OFFICER): ["/companies/unconfirmed/", "/labels/promised/"],
            city_member(Role.ADMINISTRATOR): ["/rounds/new/"],
        }
        for member, addresses in pages.items():
            client = client_of(member)
            client.raise_request_exception = False
            for address in addresses:
                assert (address, client.post(address, sent).status_code < 500) == (address, True)

    def test_days_that_no_date_can_be_counted_from(self, client_of):
        """Year 9999 plus one day is no date: the form says so and keeps what was typed."""
        market = make_market()
        placement = market.placement()
        at = {"at": "9999-12-31T14:00", "where": "balie"}
        answer = client_of(market.hr_member).post(f"/placements/{placement.pk}/meeting/", at)
        assert "Kies een dag tussen 1900 en 2099." in answer.content.decode()
        far = {"starts_on": "0001-01-01", "ends_on": "9999-12-31", "born_on": "9999-12-31", "closes_on": "9999-12-31",
               "review_until_on": "9999-12-31", "name": "Weg", "in_force_on": "9999-12-31", "value": "1", "source": "x",
               "first_on": "0001-01-01", "last_on": "9999-12-31", "until_on": "9999-12-31", "places": "1"}  # fmt: skip
        pages = {
            market.coordinator_member: ["/schools/own/days-off/add/", "/classes/add/", "/students/add/"],
            market.hr_member: ["/capacity/new/", f"/sites/{market.site.pk}/mentors/add/",
                               f"/sites/{market.site.pk}/closures/add/"],
            city_member(Role.ADMINISTRATOR): ["/rounds/new/", "/figures/adult_age/", "/figures/new/"],
        }  # fmt: skip
        for member, addresses in pages.items():
            client = client_of(member)
            client.raise_request_exception = False
            for address in addresses:
                assert (address, client.post(address, far).status_code < 500) == (address, True)

    def test_the_way_back_stays_on_our_site(self, client_of):
        hr = hr_of(CompanyFactory())
        answer = client_of(hr).get(
            reverse("invitation-detail", args=["none"]), headers={"Referer": "https://evil.example/x"}
        )
        assert answer.status_code == 409
        assert "evil.example" not in answer.content.decode()


class TestPersonalPages:
    def test_no_device_keeps_them(self, client_of):
        client = client_of(school_member(SchoolFactory(), Role.COACH))
        for page in ("/dashboard/", "/students/", "/api/v1/students/"):
            assert "no-store" in client.get(page)["Cache-Control"]

    @pytest.mark.parametrize("text", ["Noor komt graag.", "noor komt graag", "NOOR is stipt", "Bel mevrouw el amrani"])
    def test_the_thread_names_nobody(self, text):
        market = make_market()
        request = market.request(student={"first_name": "Noor", "last_name": "El Amrani"})
        offer = market.offer(request=request)
        with pytest.raises(Refused, check=lambda error: error.code == "offer.names_student"):
            write_message(offer=offer, by=market.coordinator, text=text)

    def test_a_little_word_of_a_name_is_no_name(self):
        market = make_market()
        request = market.request(student={"first_name": "Ward", "last_name": "De Wit"})
        assert write_message(offer=market.offer(request=request), by=market.coordinator, text="De leerling komt graag.")
