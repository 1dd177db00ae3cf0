"""The people of the journeys, each with the verbs of their role; everything goes through pages."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.accounts.models import Membership, Organisation, User
from marketplace.actor import Role
from tests.journeys.person import DESK, Person
from tests.journeys.post import code_for, link_for

PASSWORD = "fiets-kraan-schelde-7"


class Member(Person):
    """Somebody with an account."""

    def __init__(self, email, name):
        super().__init__(email)
        self.name = name

    def sign_up(self):
        """Make an account and confirm the address with the mailed link."""
        self.open("/accounts/signup/")
        self.press("Maak mijn account", email=self.email, password1=PASSWORD, name=self.name)
        self.open(link_for(self.email, "/accounts/confirm-email/"))
        self.press("Ja, dat is mijn mailadres")
        return self.log_in()

    def accept_invitation(self):
        """Open the mailed link and make an account."""
        self.open(link_for(self.email, "/accounts/invitations/"))
        self.press("Maak mijn account en aanvaard", name=self.name, password=PASSWORD)
        return self

    def log_in(self):
        self.open("/accounts/login/")
        if "password" in {name for form in self.page.forms for name in form.names}:
            self.press("Aanmelden", login=self.email, password=PASSWORD)
        return self

    def open(self, path):
        """Go to an address; who was logged out in the meantime logs in again."""
        page = super().open(path)
        if page.path == "/accounts/login/" and path != page.path and "logout" not in path:
            self.press("Aanmelden", login=self.email, password=PASSWORD)
            page = super().open(path)
        return page

    def invite(self, email, role):
        """Ask a colleague in."""
        self.open("/accounts/colleagues/invite/")
        self.press("Verstuur de uitnodiging", email=email, role=role)

    def tick(self, placement, item, **facts):
        """One item of the list before the first day."""
        self.open(placement)
        self.follow(f"Vink af: {item}")
        self.press("Vink af", **facts)

    def check_data(self, agreement):
        self.open(agreement)
        self.press("De gegevens kloppen")

    def sign(self, agreement):
        self.open(agreement)
        self.follow("Teken als")
        self.press("Teken als")

    def waiting(self):
        """The role's first page."""
        return self.open("/dashboard/")


class Administrator(Member):
    """Runs the city's side; the first one is made when the platform is installed, everybody else by pages."""

    width = DESK

    def install(self, city):
        user = User.objects.create_user(email=self.email, password=PASSWORD, name=self.name)
        user.emailaddress_set.create(email=self.email, verified=True, primary=True)
        organisation = Organisation.objects.create(name=city, is_city=True, source="demo")
        Membership.objects.create(
            user=user, organisation=organisation, role=Role.ADMINISTRATOR, may_sign=True, starts_on=date(2026, 1, 1)
        )
        return self.log_in()

    def invite_school(self, director, number, name):
        self.open("/schools/invite/")
        self.press(
            "Mail de uitnodiging",
            institution_number=number,
            name=name,
            postcode="2060",
            municipality="Antwerpen",
            director_email=director,
        )

    def open_round(self, **answers):
        self.open("/rounds/new/")
        self.press("Open de ronde", name="Ronde van de reis", **answers)
        return self.page.path


class LabelOfficer(Member):
    """Confirms companies and labels."""

    width = DESK

    def confirm_companies(self, *names):
        self.open("/companies/unconfirmed/")
        self.press("Bevestig wat is aangekruist", companies=self._ticks("companies", names))

    def confirm_labels(self, *names):
        self.open("/labels/promised/")
        self.press("Bevestig wat is aangekruist", labels=self._ticks("labels", names))

    def _ticks(self, field, names):
        self.sees(*names)
        return [value for form in self.page.forms for value in form.choices.get(field, {})]


class HR(Member):
    """Speaks for a company."""

    def register(self, number, company, joint_committee="140.03 Wegvervoer en logistiek voor rekening van derden"):
        self.open("/companies/register/")
        self.press("Zoek mijn onderneming", enterprise_number=number)
        self.press(
            "Registreer deze onderneming", name=company, street="Kaai 7", postcode="2030", municipality="Antwerpen",
            sector="H", joint_committee=joint_committee, size_class="from_10",
        )  # fmt: skip

    def add_site(self, name, establishment_number, **other):
        address = {"street": "Demokaai 12", "postcode": "2030", "municipality": "Antwerpen"} | other
        self.open("/sites/add/")
        self.press(
            "Voeg deze vestiging toe", name=name, establishment_number=establishment_number,
            contact_name="Contact Werkvloer", contact_phone="03 200 10 20", **address,
        )  # fmt: skip
        return self.page.path

    def add_mentor(self, site, name, **other):
        facts = {"born_on": "1980-05-04", "profession": "magazijnier", "in_practice_since_on": "2005-01-01"}
        seen = {"extract_dated_on": "2026-10-01", "extract_seen_on": "2026-10-05", "designated_on": "2026-10-05"}
        self.open(f"{site}mentors/add/")
        self.press("Voeg deze mentor toe", name=name, trained_on="2026-02-01", **(facts | seen | other))

    def promise_label(self, site):
        """Signs the code on the same page when that was not done yet."""
        self.open(f"{site}label/")
        fields = {name for form in self.page.forms for name in form.names}
        self.press("Beloof dit als bevoegde persoon", **dict.fromkeys(fields & {"sign_code", "promised"}, True))

    def draft(self, programme, places=1, days=(3, 4, 5), kinds=("work",), **period):
        """The question pages up to the summary, whose address is given back."""
        self.open("/capacity/new/")
        self.press("Ga verder")
        self.press("Zoek", search=programme)
        self.press("Bewaar en ga verder", kinds=list(kinds), programmes=[programme])
        hours = {f"day_{day}": day in days for day in range(1, 8)}
        self.press("Bewaar en ga verder", places=places, **hours, **period)
        self.press("Bewaar en ga verder")
        self.press("Bewaar en ga verder")
        self.press("Bewaar en ga verder", tasks="Leveringen ontvangen\nRekken aanvullen\nBestellingen klaarzetten")
        return self.page.path

    def publish(self, programme, **answers):
        summary = self.draft(programme, **answers)
        self.press("Publiceer deze plaatsen")
        return summary

    def recognise(self, summary, ends_on="2029-08-31"):
        """The official recognition of the site for the programme."""
        self.open(summary)
        self.follow("Vul de erkenning in")
        self.press("Bewaar de erkenning", reference="ERK-2026-1", starts_on="2026-09-01", ends_on=ends_on)

    def ask_recognition(self, summary, requested_on):
        """It was requested elsewhere; here stands since when."""
        self.open(summary)
        self.follow("Vul de erkenning in")
        self.press("Bewaar de erkenning", requested_on=requested_on)

    def open_offer(self):
        """The newest question of a school."""
        self.open("/offers/")
        offers = [href for _text, href in self.page.links if href.startswith("/offers/") and href != "/offers/"]
        assert offers, self.page.text
        return self.open(offers[0])

    def say_yes(self, mentor, *, meeting=False):
        self.open_offer()
        self.press("Zeg ja, ik wil eerst kennismaken" if meeting else "Zeg ja zonder gesprek", mentor=mentor)
        return self.page.path


class Director(Member):
    """Signs for the school."""

    width = DESK

    def sign_texts(self):
        for kind in ("data_arrangement", "ethics_code"):
            self.open(f"/commitments/{kind}/")
            self.press("Teken voor")


class Coordinator(Member):
    """Keeps students, asks for places and chooses among matches."""

    width = DESK

    def add_coach(self, name, email, phone=""):
        self.open("/coaches/add/")
        self.press("Voeg de begeleider toe", name=name, email=email, phone=phone)
        self.open("/schools/own/")
        self.press("Nodig uit voor een account")

    def upload(self, table, filename="klaslijst.csv"):
        """The class list, looked at and stored."""
        self.preview(table, filename)
        self.press("Bewaar")

    def preview(self, table, filename="klaslijst.csv"):
        data = table if isinstance(table, bytes) else table.encode()
        self.open("/students/upload/")
        return self.press("Lees het bestand", file=SimpleUploadedFile(filename, data, content_type="text/csv"))

    def set_school_days(self, class_name, days):
        self.open("/classes/")
        self.follow(class_name)
        self.press("Bewaar de klas", school_days=list(days))

    def add_representative(self, student, name, **contact):
        self.open("/students/")
        self.follow(student.split()[-1])
        self.follow("Voeg een vertegenwoordiger toe")
        self.press("Voeg de vertegenwoordiger toe", name=name, **contact)

    def ask(self, *students, **answers):
        """Requests for these students, all on one page."""
        self.open("/requests/new/")
        self.press("Dien deze aanvragen in", students=list(students), **({"reach_km": 20} | answers))

    def matches(self, student):
        self.open("/requests/")
        self.follow(student)
        return self.follow("Zoek een plaats")

    def offer(self, student, company, told_on):
        self.matches(student)
        form, _button = self.page.form_with("Bied aan bij de gekozen plaatsen")
        self.sees(f"Kies {company}")
        self.press("Bied aan bij de gekozen plaatsen", capacity=list(form.choices["capacity"])[:1])
        self.press("Verstuur dit aanbod", student_told_on=told_on)


class Coach(Member):
    """Guides students: meetings, links, agreements."""

    width = DESK

    def send_links(self, placement):
        self.open(placement)
        self.press("Maak persoonlijke links")

    def draft_agreement(self, placement):
        self.open(placement)
        self.press("Maak de overeenkomst")
        return self.page.path


class Guest(Person):
    """Has no account: a personal link in a mail, and a code in another."""

    def open_link(self):
        self.link = link_for(self.email, "/link/")
        self.open(self.link)
        if self.page.path == self.link and "Stuur een code" in self.page:
            self.press("Stuur een code")
            self.press("Open de link", code=code_for(self.email))
        return self.page

    def say_yes(self):
        self.open_link()
        form = next(form for form in self.page.forms if form.action.endswith("/yes/"))
        self.press(next(iter(form.buttons)))

    def sign(self):
        self.open_link()
        if any("tie" in form.names for form in self.page.forms):
            self.press("Bewaar mijn antwoord", tie="Nee")
        self.press("Ik teken")
