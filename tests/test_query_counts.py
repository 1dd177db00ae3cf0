"""Every page asks no more queries for ten times the rows, and at most 15."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from companies.models import Closure
from labels.models import Answer, Appeal, Label, Scheme
from marketplace.accounts.models import Invitation, JoinRequest, Organisation, User
from marketplace.actor import Role
from marketplace.notifications.models import Notification
from placements.actions.round import begin_run
from placements.enums import Moment
from placements.models import (
    Agreement,
    Capacity,
    Evaluation,
    Explanation,
    FamilyQuestion,
    HandOver,
    LineProposal,
    Match,
    OfferMessage,
    Placement,
    PlacementRequest,
    PlanLine,
    PriorLearning,
    ReachedCompetence,
    Rematch,
    Reservation,
    Round,
    RoundRun,
    ScheduleDay,
    SchoolContact,
    ShortageReport,
    Suspension,
    Timer,
    Tip,
    Training,
    TrainingCertificate,
)
from schools.models import ClassList, CoachHours, CoachStandIn, DayOff, SchoolSite
from tests.factories.accounts import CityFactory, MembershipFactory, OrganisationFactory, UserFactory, commit_to
from tests.factories.agreements import agreed_placement, director_of, draft, in_signing, make_ready
from tests.factories.campaigns import CampaignEntryFactory, CampaignFactory, SpotCheckFactory
from tests.factories.charges import make_charge
from tests.factories.companies import CompanyFactory, MentorFactory, RecognitionFactory, SiteFactory
from tests.factories.label_files import (
    AnswerFactory,
    AppealFactory,
    AppealPaperFactory,
    ApplicationFactory,
    ApplicationSiteFactory,
    AssessmentFactory,
    AssignmentFactory,
    CriterionFactory,
    EvidenceFactory,
    FindingFactory,
    InterviewFactory,
    NoteFactory,
    PanelSeatFactory,
    SchemeFactory,
    SettlementFactory,
    VisitFactory,
    refused_place,
)
from tests.factories.labels import LabelFactory
from tests.factories.offers import OfferFactory, make_market
from tests.factories.placements import CapacityFactory
from tests.factories.schools import (
    CoachFactory,
    CompetenceFactory,
    ProgrammeFactory,
    RepresentativeFactory,
    SchoolClassFactory,
    SchoolFactory,
    StudentFactory,
)

MOST = 15
TODAY = date(2026, 11, 21)
FEW, MANY = 1, 10
CITY = (Role.ADMINISTRATOR, Role.LABEL_OFFICER, Role.AUDITOR)
SCHOOL = (Role.COORDINATOR, Role.COACH, Role.DIRECTOR)
WEIGHTS = {"competences": 35, "travel": 20, "period": 15, "mentor": 10, "label": 10, "support": 10}

pytestmark = pytest.mark.django_db


class Crowd:
    """One school and one company with a person for each role, and a way to give every list more rows."""

    def __init__(self) -> None:
        self.market = make_market()
        self.city = CityFactory()
        self.members = {
            Role.HR: self.market.hr_member,
            Role.COORDINATOR: self.market.coordinator_member,
            Role.COACH: self.market.coach_member,
            Role.DIRECTOR: director_of(self.market),
            Role.MENTOR: MembershipFactory(organisation=self.market.company.organisation, role=Role.MENTOR),
        }
        for role in CITY:
            self.members[role] = MembershipFactory(organisation=self.city, role=role)
        self.request = self.market.request()
        self.capacity = self.market.capacity(mentors_later=9)
        self.offer = OfferFactory(request=self.request, capacity=self.capacity)
        self.round = make_round("Ronde")
        self.report = make_report(self.round)
        self.explained = self.market.request()
        self.explanation = make_explanation(self.round, self.explained, self.capacity)
        self.agreement = in_signing(self.market)
        self.placement = make_ready(self.agreement.placement)
        self.mentor = self.placement.mentors.get().mentor
        self.mentor.user = self.members[Role.MENTOR].user
        self.mentor.save()
        self.plan, self.agreed_plan = draft(self.market), draft(self.market)
        self.prior_learning = ask_for(self.plan)
        self.evaluation = follow(self.agreement.placement, self.members[Role.COACH].user)
        self.plan_line, self.programme = self.plan.plan.lines.order_by("pk")[0], self.market.programme
        self.accepted = self.market.placement(wants_meeting=True)
        self.student, self.company, self.site = self.request.student, self.market.company, self.market.site
        self.charge = make_charge(self.market.company.organisation)
        self.label = Label.objects.get(site=self.site)
        self.application = ApplicationFactory(organisation=self.company.organisation)
        self.asked = ApplicationSiteFactory(application=self.application, site=self.site)
        self.answer = self._ask()
        self.scheme = self.application.scheme
        self.campaign = CampaignFactory(visiting=True)
        self.campaign_entry = CampaignEntryFactory(campaign=self.campaign, organisation=self.city, wave=1)
        self.spot_check = SpotCheckFactory(entry=self.campaign_entry, label=self.label)
        handed_in = {"submitted_by": UserFactory(), "submitted_at": timezone.now(), "completed_at": timezone.now()}
        self.judged = ApplicationFactory(organisation=CompanyFactory().organisation, status="auditing", **handed_in)
        for role, duty in ((Role.AUDITOR, "auditor"), (Role.LABEL_OFFICER, "decider")):
            facts = {"person": self.members[role].user, "organisation": self.city, "declared_at": timezone.now()}
            AssignmentFactory(application=self.judged, duty=duty, **facts)
        self._compare()
        self._judge()
        for role in (Role.DECIDER, Role.PANEL_MEMBER):
            self.members[role] = MembershipFactory(organisation=OrganisationFactory(is_partner=True), role=role)
        self.appeal = self._dispute()
        self.refused = self.appeal.application_site
        self.class_list = ClassList.objects.create(
            school=self.market.school, uploaded_at=timezone.now(), school_year=2026
        )

    def _compare(self) -> None:
        """The auditor's own judgement is handed in, and what differs is settled."""
        duty = self.judged.assignments.get(duty="auditor")
        AssessmentFactory(assignment=duty, status="submitted", submitted_at=timezone.now())
        self.joint = AssessmentFactory(assignment=duty, kind="moderated")

    def _judge(self) -> None:
        """One more label that a file in audit asks for, with a judged answer, a finding and somebody on duty."""
        criterion = CriterionFactory(scheme=self.scheme, weight=1, scope="site")
        place = ApplicationSiteFactory(application=self.judged)
        row = AnswerFactory(application=self.judged, criterion=criterion, application_site=place)
        FindingFactory(application=self.judged, answer=row)
        AssignmentFactory(application=self.judged)
        VisitFactory(application=self.judged)
        InterviewFactory(application=self.judged)
        NoteFactory(application=self.judged)
        SettlementFactory(assessment=self.joint, answer=row)

    def _dispute(self) -> Appeal:
        """One more refusal of the company that is disputed, before one more panel."""
        refused = refused_place(self.company.organisation, site=SiteFactory(company=self.company))
        appeal, panel = AppealFactory(application_site=refused, status="hearing"), self.members[Role.PANEL_MEMBER]
        at = timezone.now()
        PanelSeatFactory(appeal=appeal, person=panel.user, organisation=panel.organisation, declared_at=at)
        MembershipFactory(organisation=OrganisationFactory(is_partner=True), role=Role.PANEL_MEMBER)
        return appeal

    def _decide(self) -> None:
        """One more file that waits for the decider, with two labels."""
        at, decider = timezone.now(), self.members[Role.DECIDER]
        handed_in = {"submitted_by": UserFactory(), "submitted_at": at, "completed_at": at}
        file = ApplicationFactory(organisation=CompanyFactory().organisation, status="audited", **handed_in)
        facts = {"person": decider.user, "organisation": decider.organisation, "declared_at": at}
        AssignmentFactory(application=file, duty="decider", **facts)
        for _ in range(2):
            ApplicationSiteFactory(application=file, score=70)

    def _ask(self) -> Answer:
        """One more criterion, with its answer in the file and a paper."""
        criterion = CriterionFactory(scheme=self.application.scheme, weight=1, fact="mentors", scope="site")
        row = AnswerFactory(application=self.application, criterion=criterion, application_site=self.asked)
        EvidenceFactory(answer=row)
        return row

    def grow(self, number: int) -> None:
        """That many more rows in every list."""
        for _ in range(number):
            self._grow_school()
            self._grow_company()
            self._grow_city()
            self._grow_matching()
            self._grow_placements()
            self._grow_hours()

    def _grow_school(self) -> None:
        school = self.market.school
        self.market.request()
        SchoolClassFactory(school=school, programme=self.market.programme, school_days=[])
        SchoolSite.objects.create(school=school, name="Campus", postcode="2000", municipality="Antwerpen")
        DayOff.objects.create(school=school, starts_on=TODAY, ends_on=TODAY, name="Studiedag")
        shown = {"audience": "both", "title": "?", "from_on": TODAY}
        Tip.objects.create(moment="first", text="?", **shown)
        Training.objects.create(provider="?", **shown)
        seen = {"title": f"{Tip.objects.count()}", "provider": "?", "dated_on": TODAY, "seen_on": TODAY}
        TrainingCertificate.objects.create(mentor=self.mentor, **seen)
        away = CoachFactory(school=school)
        CoachHours.objects.create(coach=away, school_year=2026, week_hours=4, most_students=1)
        StudentFactory.create_batch(2, school=school, programme=self.market.programme, coach=away)
        StudentFactory(school=school, programme=self.market.programme)
        CoachStandIn.objects.create(coach=away, stand_in=self.market.coach, starts_on=TODAY, ends_on=TODAY)
        self.class_list.rows.append({"row": 1, "outcome": "new", "values": {}, "changes": {}, "errors": []})
        self.class_list.save()
        ClassList.objects.create(school=school, uploaded_at=timezone.now(), school_year=2026, rows=[{}])
        for role, member in self.members.items():
            make_door(member.organisation, role)

    def _grow_hours(self) -> None:
        """One more exception and one more contact in a holiday."""
        for agreement in (self.agreement, self.plan):
            day = agreement.placement.starts_on + timedelta(days=agreement.schedule.days.count())
            ScheduleDay.objects.create(schedule=agreement.schedule, day=day, kind="free")
            SchoolContact.objects.create(
                placement=agreement.placement, name="Iemand", phone="+32470000000", starts_on=day, ends_on=day
            )

        placement, number = self.agreement.placement, Timer.objects.count()
        days = {"starts_on": TODAY - timedelta(days=60 + number), "ends_on": TODAY - timedelta(days=60 + number)}
        Suspension.objects.create(placement=placement, cause="closed", **days)
        Timer.objects.create(
            key=f"k{number}",
            kind="registration",
            school=SchoolFactory(),
            student=self.market.request().student,
            starts_on=TODAY,
            due_on=TODAY - timedelta(days=1),
        )
        own = {"school": self.market.school, "company": self.market.company, "student": placement.student}
        Timer.objects.create(
            key=f"own{number}", kind="health", placement=placement, starts_on=TODAY, due_on=TODAY, **own
        )

    def _grow_company(self) -> None:
        company = self.market.company
        site = SiteFactory(company=company)
        MentorFactory(site=self.market.site)
        Closure.objects.create(site=self.market.site, starts_on=TODAY, ends_on=TODAY)
        RecognitionFactory(site=site, programme_code=self.market.programme.code)
        RecognitionFactory(site=self.market.site, programme_code=ProgrammeFactory().code)
        self.market.capacity(status="draft", published_at=None)
        Reservation.objects.create(
            capacity=self.capacity, school=SchoolFactory(), places=1, until_on=date(2026, 12, 31)
        )
        OfferFactory(request=self.market.request(), capacity=self.market.capacity(mentors_later=1))

    def _grow_city(self) -> None:
        SchoolFactory()
        CompanyFactory(status="unverified", verified_at=None, claimed_by=UserFactory(), claimed_at=timezone.now())
        LabelFactory(status="promised", confirmed_by=None, starts_on=None, ends_on=None)
        self._ask()
        self._judge()
        self._dispute()
        self._decide()
        AppealPaperFactory(appeal=self.appeal)
        EvidenceFactory(answer=self.answer)
        closed = {"submitted_by": UserFactory(), "submitted_at": timezone.now()}
        ApplicationFactory(organisation=self.company.organisation, status="withdrawn", **closed)
        number = Scheme.objects.count() + 1
        SchemeFactory(number=number, in_force_on=date(2000 + number, 1, 1))
        make_round("Nog een")
        add_run(self.round)
        make_charge(CompanyFactory().organisation)
        auditor = {"auditor": self.members[Role.AUDITOR].user, "auditor_organisation": self.city}
        SpotCheckFactory(entry__campaign=self.campaign, **auditor)
        own = CampaignFactory(visiting=True)
        for role in (Role.HR, Role.DIRECTOR):
            SpotCheckFactory(
                entry__campaign=own, entry__organisation=self.members[role].organisation, answered=True, **auditor
            )

    def _grow_matching(self) -> None:
        site = SiteFactory()
        LabelFactory(site=site)
        RecognitionFactory(site=site, programme_code=self.market.programme.code)
        commit_to(site.company.organisation)
        MentorFactory(site=site)
        capacity = CapacityFactory(site=site, programmes=[self.market.programme], mentors_later=9)
        for status in ("review", "published"):
            Match.objects.create(
                round=self.round,
                request=self.market.request(),
                capacity=capacity,
                score=1,
                distance_km=1.0,
                parts=dict.fromkeys(WEIGHTS, 50),
                status=status,
            )
        without = self.market.request(starts_on=date(2027, 9, 1), ends_on=date(2028, 6, 30), school_year=2027)
        fact = make_explanation(self.round, without, capacity).near[0]
        for told in (self.explanation.near, self.explanation.passed):
            told.append(fact | {"site": site.pk, "wish": 1, "score": 1, "ahead": 1, "held": 1, "mentors": False})
        self.explanation.save()
        grow_report(self.report, site.pk, self.market.programme.pk)

        own = Match(round=self.round, request=self.market.request(), capacity=self.capacity, score=1, distance_km=1.0)
        own.save()
        schools = [{"school": self.market.school.pk, "better": 1, "gains": 0, "elsewhere": 0, "loses": 0}]
        result = {"better": 1, "gains": 0, "elsewhere": 0, "loses": 0, "forced_gone": 0, "forced_taken": 0}
        Rematch.objects.create(
            round=self.round,
            cause="city",
            policy="lottery",
            stay_bonus=300,
            status="done",
            asked_at=timezone.now(),
            result=result | {"placed": 1, "students": 1, "schools": schools},
        )

    def _grow_placements(self) -> None:
        offer = OfferFactory(request=self.market.request(), capacity=self.market.capacity(mentors_later=9))
        OfferMessage.objects.create(offer=offer, party="company", text="?", at=timezone.now())
        OfferMessage.objects.create(offer=self.offer, party="company", text="?", at=timezone.now())
        FamilyQuestion.objects.create(placement=self.placement, party="student", text="?", asked_at=timezone.now())
        RepresentativeFactory(student=self.placement.student)
        self.market.placement(wants_meeting=True)
        self.market.placement()
        agreed_placement(self.market)
        draft(self.market)
        in_signing(self.market)
        self._grow_plan()

    def _grow_plan(self) -> None:
        """Another line with a proposal that waits, and an answered one on the first line."""
        competence, now = CompetenceFactory(programme=self.market.programme), timezone.now()
        ask_for(draft(self.market))
        follow(self.agreement.placement, self.members[Role.COACH].user)
        line = PlanLine.objects.create(plan=self.plan.plan, competence=competence, place="W")
        start = {"side": "company", "place": "S", "proposed_at": now, "proposed_by": self.market.hr_member.user}
        LineProposal.objects.create(line=line, **start)
        LineProposal.objects.create(line=self.plan_line, status="withdrawn", answered_at=now, **start)


def ask_for(agreement: Agreement) -> PriorLearning:
    """A competence acquired elsewhere, with one more piece of evidence each time."""
    line, now = agreement.plan.lines.order_by("pk")[0], timezone.now()
    row = PriorLearning.objects.create(
        student=agreement.placement.student, competence=line.competence, asked_at=now, asked_side="school"
    )
    row.evidence.create(kind="test", text="?", dated_on=now.date(), added_at=now)
    return row


def follow(placement: Placement, coach: User) -> Evaluation:
    """One more week, absence, visit, evaluation and reached competence each time."""
    number, at = placement.week_notes.count(), timezone.now()
    day = placement.starts_on + timedelta(days=7 * number)
    competence = placement.agreements.get().plan.lines.order_by("pk")[0].competence
    if number:
        competence = CompetenceFactory(programme=placement.programme)
    note = placement.week_notes.create(monday_on=day, text="?", written_at=at)
    note.competences.add(competence)
    placement.absences.create(starts_on=day, ends_on=day, cause="ill", told_by="student", noted_at=at, noted_by=coach)
    placement.contacts.create(kind="visit", planned_on=day, made_by=coach)
    ReachedCompetence.objects.create(
        student=placement.student, competence=competence, placement=placement, reached_on=day, way="scores"
    )
    moment = Moment.values[number % len(Moment)]
    evaluation, _made = placement.evaluations.get_or_create(moment=moment, defaults={"planned_on": day})
    HandOver.objects.get_or_create(
        placement=placement, defaults={"next_step": "?", "next_person": "?", "opened_at": at, "word_until_on": day}
    )
    evaluation.scores.create(competence=competence, party="company", score=1, given_at=at)
    return placement.evaluations.order_by("pk")[0]


def make_round(name: str) -> Round:
    """A round in review."""
    days = {"starts_on": date(2027, 9, 1), "ends_on": date(2028, 6, 30), "closes_on": date(2026, 11, 20)}
    until = date(2026, 12, 1)
    row = Round.objects.create(
        name=name,
        school_year=2027,
        seed=1,
        review_until_on=until,
        weights=WEIGHTS,
        status="review",
        started_at=timezone.now(),
        finished_at=timezone.now(),
        result={"students": 1, "placed": 1, "first_choices": 1, "nothing_fits": 0, "median_km": 1.0},
        certificate={"feasible": True, "blocking_pairs": 0, "solver": "heap"},
        **days,
    )
    add_run(row)
    return row


def add_run(row: Round) -> None:
    """One more run that was stored."""
    proof = {"arrays": "run.npz", "arrays_sha256": "0" * 64, "input_digest": "0" * 64, "students": 1, "placed": 1}
    run = begin_run(row)
    RoundRun.objects.filter(pk=run.pk).update(ended_at=run.started_at, **proof)


def make_explanation(matching: Round, asked: PlacementRequest, capacity: Capacity) -> Explanation:
    """One near miss, which is what would help."""
    near = {"capacity": capacity.pk, "codes": ["place.too_far"], "km": 20.0, "room": True}
    return Explanation.objects.create(round=matching, request=asked, near=[near], change=near)


def make_report(matching: Round) -> ShortageReport:
    """The shortage report of a round, without rows yet."""
    return ShortageReport.objects.create(
        round=matching, made_at=timezone.now(), input_digest="0", students=1, placed=0, most_placed=0
    )


def grow_report(report: ShortageReport, site: int, programme: int) -> None:
    """One more row in every list of the report; and one more report."""
    report.areas.append({"programme": programme, "area": str(site), "students": 1, "without": 1, "seats": 0})
    gains = {"placed": 1, "most_placed": 1, "total": 0}
    report.calls.append({"site": site, "kind": "place", "programme": programme, **gains})
    report.sites.append({"site": site, "place": [1, 0], "mentor": [0, 5]})
    report.save()
    make_report(make_round("Nog een met tekorten"))


def make_door(organisation: Organisation, role: str) -> None:
    """Somebody who asks to come in, somebody who is invited, a colleague, and a message."""
    at = timezone.now()
    JoinRequest.objects.create(user=UserFactory(), organisation=organisation, role=role)
    colleague = MembershipFactory(organisation=organisation, role=role)
    Invitation.objects.create(
        organisation=organisation,
        email=colleague.user.email,
        role=role,
        token_hash=colleague.user.email,
        created_at=at,
        expires_at=at + timedelta(days=14),
    )
    Notification.objects.create(
        organisation=organisation, role=role, code="offer.sent", parameters={"programme": "x"}, path="/", created_at=at
    )


def of(*names: str) -> Callable[[Crowd], list[int]]:
    """The keys of things of the crowd, as the arguments of an address."""
    return lambda crowd: [getattr(crowd, name).pk for name in names]


def nothing(crowd: Crowd) -> list[int]:
    return []


EVERYBODY = (Role.HR, Role.COORDINATOR, Role.COACH, Role.DIRECTOR, Role.MENTOR, *CITY)
PAGES = [
    ("dashboard", nothing, (*EVERYBODY, Role.DECIDER, Role.PANEL_MEMBER)),
    *(
        (name, nothing, (Role.HR, Role.ADMINISTRATOR))
        for name in ("colleague-list", "inbox", "notification-preferences", "account-detail")
    ),
    *((name, nothing, (None, Role.HR)) for name in ("home", "place-list", "label-register", "commitment-list")),
    ("place-detail", of("capacity"), (None, Role.COORDINATOR)),
    ("label-detail", of("label"), (None, Role.LABEL_OFFICER)),
    ("label-verify", nothing, (None,)),
    ("charge-list", nothing, (Role.HR, Role.LABEL_OFFICER)),
    ("charge-detail", of("charge"), (Role.HR, Role.LABEL_OFFICER)),
    ("transfer-book", nothing, (Role.LABEL_OFFICER,)),
    ("price-list", nothing, (Role.ADMINISTRATOR,)),
    ("label-own", nothing, (Role.HR, Role.DIRECTOR)),
    ("campaign-list", nothing, (Role.LABEL_OFFICER,)),
    ("campaign-detail", of("campaign"), (Role.LABEL_OFFICER,)),
    ("campaign-public-list", nothing, (None,)),
    ("campaign-public", of("campaign"), (None,)),
    ("campaign-population", of("campaign"), (None,)),
    ("spot-check-list", nothing, (Role.AUDITOR,)),
    ("spot-check-own", nothing, (Role.HR, Role.DIRECTOR)),
    ("spot-check-detail", of("spot_check"), (Role.LABEL_OFFICER,)),
    ("label-promised", nothing, (Role.LABEL_OFFICER,)),
    ("self-scan", nothing, (None,)),
    ("scheme-list", nothing, (None, Role.ADMINISTRATOR)),
    ("scheme-detail", of("scheme"), (None,)),
    ("application-list", nothing, (Role.HR, Role.LABEL_OFFICER)),
    ("application-detail", of("application"), (Role.HR,)),
    ("application-team", of("judged"), (Role.LABEL_OFFICER,)),
    ("application-audit", of("judged"), (Role.AUDITOR,)),
    ("application-moderation", of("judged"), (Role.AUDITOR,)),
    ("application-visits", of("judged"), (Role.AUDITOR,)),
    ("application-notes", of("judged"), (Role.AUDITOR, Role.LABEL_OFFICER)),
    ("visit-plan", of("judged"), (Role.AUDITOR,)),
    ("place-checklist", lambda crowd: [crowd.judged.sites.order_by("pk")[0].pk], (Role.AUDITOR,)),
    ("application-detail", of("judged"), (Role.AUDITOR, Role.LABEL_OFFICER)),
    ("application-decide", of("judged"), (Role.LABEL_OFFICER,)),
    ("application-body", of("judged"), (Role.LABEL_OFFICER,)),
    ("survey-results", nothing, (Role.HR,)),
    ("decision-sitting", nothing, (Role.DECIDER,)),
    ("appeal-list", nothing, (Role.HR, Role.LABEL_OFFICER, Role.PANEL_MEMBER)),
    ("appeal-detail", of("appeal"), (Role.HR, Role.LABEL_OFFICER, Role.PANEL_MEMBER)),
    ("appeal-panel", of("appeal"), (Role.LABEL_OFFICER,)),
    ("appeal-vote", of("appeal"), (Role.PANEL_MEMBER,)),
    ("appeal-lodge", lambda crowd: [crowd.refused.pk, "objection"], (Role.HR,)),
    ("application-describe", of("application"), (Role.HR,)),
    ("application-questions", lambda crowd: [crowd.application.pk, "order"], (Role.HR,)),
    ("evidence-list", of("answer"), (Role.HR,)),
    ("company-own", nothing, (Role.HR, Role.MENTOR)),
    ("company-unconfirmed", nothing, (Role.LABEL_OFFICER,)),
    ("company-detail", of("company"), (Role.LABEL_OFFICER,)),
    ("site-detail", of("site"), (Role.HR,)),
    ("school-list", nothing, (Role.ADMINISTRATOR,)),
    ("school-own", nothing, SCHOOL),
    ("guidance", nothing, (Role.HR, Role.COORDINATOR, Role.ADMINISTRATOR)),
    ("mentor-certificates", of("mentor"), (Role.HR,)),
    ("own-students", nothing, (Role.COACH, Role.MENTOR)),
    ("coach-list", nothing, SCHOOL),
    ("coach-assign", nothing, (Role.COORDINATOR,)),
    ("coach-stand-in", lambda crowd: [crowd.market.coach.pk], (Role.COORDINATOR,)),
    ("school-class-list", nothing, (Role.COORDINATOR,)),
    ("student-list", nothing, SCHOOL),
    ("student-detail", of("student"), SCHOOL),
    ("student-upload", nothing, (Role.COORDINATOR,)),
    ("student-upload-preview", of("class_list"), (Role.COORDINATOR,)),
    ("figure-list", nothing, (Role.ADMINISTRATOR,)),
    ("figure-new", nothing, (Role.ADMINISTRATOR,)),
    ("form-list", nothing, (Role.ADMINISTRATOR,)),
    ("form-detail", lambda crowd: ["OAO"], (Role.ADMINISTRATOR,)),
    ("capacity-list", nothing, (Role.HR,)),
    ("capacity-new", nothing, (Role.HR,)),
    ("capacity-detail", of("capacity"), (Role.HR,)),
    ("request-list", nothing, SCHOOL),
    ("request-new", nothing, (Role.COORDINATOR,)),
    ("request-detail", of("request"), SCHOOL),
    ("request-matches", of("request"), SCHOOL),
    ("offer-of-request", of("request"), (Role.COORDINATOR,)),
    ("agreed-search", of("student"), (Role.COORDINATOR,)),
    ("round-list", nothing, (Role.COORDINATOR, Role.ADMINISTRATOR)),
    ("round-detail", of("round"), (Role.COORDINATOR, Role.ADMINISTRATOR)),
    ("round-review", of("round"), (Role.COORDINATOR, Role.COACH)),
    ("round-public", of("round"), (None, Role.HR)),
    ("round-what-if", of("round"), (Role.ADMINISTRATOR,)),
    ("round-fairness", of("round"), (Role.ADMINISTRATOR,)),
    ("round-rematch", of("round"), (Role.COORDINATOR, Role.ADMINISTRATOR)),
    ("match-list", nothing, (Role.HR,)),
    ("round-why", of("round", "explained"), (Role.COORDINATOR, Role.COACH)),
    ("round-without", of("round"), (Role.COORDINATOR, Role.COACH)),
    ("shortage-list", nothing, (Role.ADMINISTRATOR, Role.LABEL_OFFICER)),
    ("shortage-detail", of("round"), (Role.ADMINISTRATOR, Role.LABEL_OFFICER)),
    ("offer-list", nothing, (Role.HR, *SCHOOL)),
    ("offer-detail", of("offer"), (Role.HR, Role.COORDINATOR)),
    ("placement-list", nothing, (Role.HR, Role.MENTOR, *SCHOOL)),
    ("placement-detail", of("placement"), (Role.HR, Role.MENTOR, *SCHOOL)),
    ("placement-detail", of("accepted"), (Role.HR, Role.COACH)),
    ("agreement-list", nothing, (Role.HR, *SCHOOL)),
    ("agreement-detail", of("agreement"), (Role.HR, Role.MENTOR, *SCHOOL)),
    ("agreement-detail", of("plan"), (Role.HR, Role.COACH)),
    ("agreement-detail", of("agreed_plan"), (Role.HR, Role.COACH)),
    ("agreement-sign", of("agreement"), (Role.HR, Role.DIRECTOR, Role.COORDINATOR)),
    ("timer-list", nothing, (Role.HR, *SCHOOL, Role.ADMINISTRATOR)),
    ("placement-registration", of("placement"), (Role.HR, Role.COACH)),
    ("placement-suspensions", of("placement"), (Role.HR, Role.COACH)),
    ("placement-payroll", of("placement"), (Role.HR,)),
    ("placement-calendar", of("placement"), (Role.HR, Role.COACH)),
    ("schedule-detail", of("agreement"), (Role.HR, Role.MENTOR, *SCHOOL)),
    ("schedule-detail", of("plan"), (Role.HR, Role.COACH)),
    ("agreement-copy-sheet", of("agreement"), (Role.HR, *SCHOOL)),
    ("placement-documents", of("placement"), (Role.HR, *SCHOOL)),
    ("placement-link-list", of("placement"), (Role.COACH,)),
    ("signature-many", nothing, (Role.HR, Role.DIRECTOR)),
    ("plan-edit", of("plan"), (Role.COACH,)),
    ("plan-line", of("plan_line"), (Role.COACH,)),
    ("plan-changes", of("plan"), (Role.COACH,)),
    ("plan-share", of("plan"), (Role.COACH,)),
    ("follow-up", of("placement"), (Role.HR, *SCHOOL)),
    ("hand-over", of("placement"), (Role.HR, Role.COACH)),
    ("placement-hiring", of("placement"), (Role.HR, Role.COACH)),
    ("evaluation-detail", of("evaluation"), (Role.COACH,)),
    ("prior-learning-list", nothing, SCHOOL),
    ("prior-learning-new", of("student"), (Role.COACH,)),
    ("prior-learning-detail", of("prior_learning"), (Role.COACH, Role.DIRECTOR)),
    ("capacity-activities", of("capacity", "programme"), (Role.HR,)),
]


@pytest.mark.long
def test_pages_ask_few_queries_and_no_more_for_more_rows():
    with time_machine.travel("2026-11-21 10:00 +0100", tick=False):
        crowd = Crowd()
        crowd.grow(FEW)
        few = counts_of(crowd)
        crowd.grow(MANY - FEW)
        many = counts_of(crowd)
    assert {page: (number, many[page]) for page, number in few.items() if number < many[page]} == {}
    assert {page: number for page, number in many.items() if number > MOST} == {}


def counts_of(crowd: Crowd) -> dict[tuple[str, str | None, int | None], int]:
    """Page, role and key -> how many queries it asks."""
    clients = {role: client_of(crowd, role) for role in (None, *EVERYBODY, Role.DECIDER, Role.PANEL_MEMBER)}
    return {
        (name, role, *keys_of(crowd)): queries_of(clients[role], reverse(name, args=keys_of(crowd)))
        for name, keys_of, roles in PAGES
        for role in roles
    }


def client_of(crowd: Crowd, role: str | None) -> Client:
    """A client that is logged in as the crowd's member with a role; without a role, as nobody."""
    client = Client()
    if role:
        client.force_login(crowd.members[role].user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def queries_of(client: Client, url: str) -> int:
    """How many queries a page asks."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200, url
    return len(queries)
