"""Two of every organisation with all its people and objects: what one side owns is foreign to the other."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.test import override_settings
from django.utils import timezone

from companies.models import Closure
from labels.models import Answer, Criterion, Evidence, Label
from marketplace.accounts.models import Invitation, Membership, Organisation
from marketplace.accounts.models.invitation import JoinRequest
from marketplace.actor import CITY_ROLES, COMPANY_ROLES, PARTNER_ROLES, SCHOOL_ROLES, Role
from marketplace.api.actions import make_key
from marketplace.api.models import KEY_ROLES
from marketplace.notifications.models import Notification
from placements.actions.link import issue_links
from placements.models import (
    Contact,
    Evaluation,
    FamilyQuestion,
    HandOver,
    HiringQuestion,
    LineProposal,
    Match,
    Placement,
    PlacementReview,
    PriorLearning,
    Rematch,
    Reservation,
    Round,
    ScheduleDay,
    SchoolContact,
    Signature,
    Suspension,
    Tip,
    Training,
    WeekNote,
)
from placements.models.placement import MentorAssignment
from schools.models import ClassList, CoachStandIn, DayOff, SchoolSite, Student
from tests.factories.accounts import CityFactory, MembershipFactory, OrganisationFactory, UserFactory, actor_of
from tests.factories.agreements import draft, in_signing, make_ready
from tests.factories.badges import KEY, make_badge
from tests.factories.campaigns import CampaignEntryFactory, CampaignFactory, SpotCheckFactory
from tests.factories.cases import CaseFactory, HeardCaseFactory, HelpLineFactory
from tests.factories.charges import RepaymentFactory, make_charge
from tests.factories.companies import SiteFactory
from tests.factories.label_files import (
    CRITERION,
    AnswerFactory,
    AppealFactory,
    AppealPaperFactory,
    ApplicationFactory,
    ApplicationSiteFactory,
    AssessmentFactory,
    AssignmentFactory,
    EvidenceFactory,
    FindingFactory,
    PanelSeatFactory,
    SchemeFactory,
    SettlementFactory,
    VisitFactory,
    refused_place,
)
from tests.factories.labels import LabelFactory, MeasureFactory
from tests.factories.offers import Market, OfferFactory, make_market
from tests.factories.schools import CoachFactory, SchoolClassFactory, StudentFactory, StudyProofFactory

JUDGES = {
    Role.AUDITOR: "auditor",
    Role.PARTNER_AUDITOR: "auditor",
    Role.DECIDER: "decider",
    Role.LABEL_OFFICER: "reviewer",
}
WEIGHTS = {"competences": 35, "travel": 20, "period": 15, "mentor": 10, "label": 10, "support": 10}
ENDED_ON = date(2026, 10, 31)


@dataclass
class Side:
    """A school, a company, a city and a partner that know each other, and nobody of the other side."""

    market: Market
    members: dict[str, Membership] = field(default_factory=dict)
    ended: dict[str, Membership] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)  # role -> API key

    def of(self, role: str) -> dict[str, Any]:
        """Kind of object -> its key, as the role's own organisation has it."""
        return {
            kind: key.get(role, key[Role.HR]) if isinstance(key, dict) else key for kind, key in self.objects.items()
        }


def make_side() -> Side:
    """One side, with a placement that is being signed and one of every object that an address names."""
    side = Side(market=make_market())
    SchemeFactory(holder="school")
    agreement = in_signing(side.market)
    side.objects |= _of_placement(side.market, agreement) | _of_company(side.market) | _of_school(side.market)
    _add_people(side, agreement.placement.student)
    side.objects |= _of_people(side) | _of_label_file(side) | _of_campaign(side) | _of_appeal(side)
    return side


def _of_label_file(side: Side) -> dict[str, Any]:
    """A file in draft of the company and one of the school, each with an answer and a stored paper."""
    made: dict[str, dict[str, int]] = {"application": {}, "answer": {}, "evidence": {}}
    for role, holder in ((Role.HR, "company"), (Role.DIRECTOR, "school"), (Role.COORDINATOR, "school")):
        organisation = side.members[role].organisation
        paper = Evidence.objects.filter(answer__application__organisation=organisation).first()
        if paper is None:
            scheme = SchemeFactory(holder=holder)
            application = ApplicationFactory(organisation=organisation, holder=holder, scheme=scheme)
            ApplicationSiteFactory(application=application, site=side.market.site if holder == "company" else None)
            criterion, _made = Criterion.objects.get_or_create(scheme=scheme, code="C01", defaults=CRITERION)
            answer = AnswerFactory(application=application, criterion=criterion)
            stored = {"file": ContentFile(b"%PDF-", "paper.pdf"), "media_type": "application/pdf", "digest": "0"}
            paper = EvidenceFactory(answer=answer, seen_on=None, seen_by="", **stored)
        made["application"][role] = paper.answer.application_id
        made["answer"][role], made["evidence"][role] = paper.answer_id, paper.pk
    return made | {"scheme": SchemeFactory().pk} | _of_audit(side, made["answer"])


def _of_audit(side: Side, answers: dict[str, int]) -> dict[str, Any]:
    """A file in audit on which every judge of the side has a duty, and a finding for each who reads one."""
    at, person = timezone.now(), UserFactory()
    judged = ApplicationFactory(
        status="auditing", submitted_by=person, submitted_at=at, completed_at=at, organisation=OrganisationFactory()
    )
    criterion, _made = Criterion.objects.get_or_create(scheme=judged.scheme, code="C01", defaults=CRITERION)
    finding = FindingFactory(application=judged, answer=AnswerFactory(application=judged, criterion=criterion))
    for role, duty in JUDGES.items():
        member = side.members[role]
        facts = {"person": member.user, "organisation": member.organisation, "declared_at": at}
        assignment = AssignmentFactory(application=judged, duty=duty, **facts)
    found = dict.fromkeys(JUDGES, finding.pk)
    for role, pk in answers.items():
        answer = Answer.objects.get(pk=pk)
        found[role] = FindingFactory(application=answer.application, answer=answer).pk
    visit = VisitFactory(application=judged)
    visits = dict.fromkeys(JUDGES, visit.pk) | {
        role: VisitFactory(application_id=Answer.objects.get(pk=pk).application_id).pk for role, pk in answers.items()
    }
    own = {"judged": judged.pk, "assignment": assignment.pk, "finding": found, "visit": visits}
    return own | {"judged_place": visit.place_id, "settlement": _of_moderation(side, criterion)}


def _of_moderation(side: Side, criterion: Criterion) -> int:
    """One criterion on which the two auditors of a file differ."""
    at, person = timezone.now(), UserFactory()
    handed_in = {"submitted_by": person, "submitted_at": at, "completed_at": at}
    application = ApplicationFactory(status="auditing", organisation=OrganisationFactory(), **handed_in)
    for role in (Role.AUDITOR, Role.PARTNER_AUDITOR):
        member = side.members[role]
        facts = {"person": member.user, "organisation": member.organisation, "declared_at": at}
        duty = AssignmentFactory(application=application, **facts)
        AssessmentFactory(assignment=duty, status="submitted", submitted_at=at)
    joint = AssessmentFactory(assignment=duty, kind="moderated")
    answer = AnswerFactory(application=application, criterion=criterion)
    return SettlementFactory(assessment=joint, answer=answer).pk


def _of_appeal(side: Side) -> dict[str, Any]:
    """A refusal of the company and one of the school, each disputed with a paper, before the side's panel member."""
    found: dict[str, dict[str, int]] = {"refused_place": {}, "appeal": {}, "appeal_paper": {}}
    member = side.members[Role.PANEL_MEMBER]
    for roles, holder in (((Role.HR,), "company"), ((Role.DIRECTOR, Role.COORDINATOR), "school")):
        place = refused_place(side.members[roles[0]].organisation, holder)
        appeal = AppealFactory(application_site=place, status="hearing")
        paper = AppealPaperFactory(appeal=appeal)
        PanelSeatFactory(appeal=appeal, person=member.user, organisation=member.organisation)
        for role in roles:
            found["refused_place"][role], found["appeal"][role] = place.pk, appeal.pk
            found["appeal_paper"][role] = paper.pk
    return found


def _of_follow_up(placement: Placement, market: Market) -> dict[str, Any]:
    """A week, a talk and a visit."""
    at, on = timezone.now(), placement.starts_on
    opened = {"next_step": "?", "next_person": "?", "opened_at": at, "word_until_on": at.date()}
    contact = {"kind": "visit", "planned_on": on, "made_by": market.coach_member.user}
    return {
        "hiring_question": HiringQuestion.objects.create(
            placement=placement, cause="hired", asked_at=at, due_on=at.date()
        ).pk,
        "hand_over": HandOver.objects.create(placement=placement, **opened).pk,
        "week_note": WeekNote.objects.create(placement=placement, monday_on=on, text="?", written_at=at).pk,
        "evaluation": Evaluation.objects.create(placement=placement, moment="middle", planned_on=on).pk,
        "contact": Contact.objects.create(placement=placement, **contact).pk,
    }


def _of_placement(market: Market, agreement) -> dict[str, Any]:
    placement = make_ready(agreement.placement)
    question = FamilyQuestion.objects.create(placement=placement, party="student", text="?", asked_at=timezone.now())
    days = {"starts_on": placement.starts_on, "ends_on": placement.ends_on}
    stand_in = MentorAssignment.objects.create(placement=placement, mentor=market.mentor(), is_stand_in=True, **days)
    line = agreement.plan.lines.get()
    links = issue_links(placement=placement, by=market.coach_actor)
    return {
        "placement": placement.pk,
        "agreement": agreement.pk,
        "signed_outside": _signed_outside(market).pk,
        "plan_line": line.pk,
        **_of_follow_up(placement, market),
        "prior_learning": PriorLearning.objects.create(
            student=agreement.placement.student,
            competence=line.competence,
            asked_at=timezone.now(),
            asked_side="school",
        ).pk,
        "schedule_day": ScheduleDay.objects.create(
            schedule=agreement.schedule, day=placement.starts_on, kind="free"
        ).pk,
        "suspension": Suspension.objects.create(placement=placement, cause="closed", starts_on=placement.starts_on).pk,
        "school_contact": SchoolContact.objects.create(placement=placement, name="?", phone="?", **days).pk,
        "proposal": LineProposal.objects.create(line=line, side="company", place="W", proposed_at=timezone.now()).pk,
        "signature": Signature.objects.filter(agreement=agreement, representative=None).order_by("pk")[0].pk,
        "check": placement.checks.order_by("pk")[0].pk,
        "question": question.pk,
        "stand_in": stand_in.pk,
        "review": PlacementReview.objects.create(placement=placement, opened_at=timezone.now()).pk,
        "own_link": links[0].key,
        "parent_slot": agreement.signatures.get(party="representative").pk,
        "host_tie": agreement.placement.host_ties.create(
            representative=placement.student.representatives.get(), tie="works", said_at=timezone.now()
        ).pk,
        "link": links[0].url.rstrip("/").rpartition("/")[2],
        "representative": placement.student.representatives.get().pk,
        "student": placement.student_id,
        "study_proof": StudyProofFactory(student=placement.student).pk,
        "programme": market.programme.pk,
    } | _of_round(market)


def _signed_outside(market: Market):
    """An agreement whose paper binds, with its scan."""
    made = draft(market)
    facts = {"signed_outside_on": date(2026, 11, 20), "outside_reference": "?", "sealed_at": timezone.now()}
    for name, value in {**facts, "status": "sealed", "binding": "paper", "digest": "?"}.items():
        setattr(made, name, value)
    made.coach_checked_at = made.hr_checked_at = timezone.now()
    made.scan.save("scan.pdf", ContentFile(b"%PDF-1.7"), save=False)
    made.save()
    return made


def _of_round(market: Market) -> dict[str, Any]:
    capacity, request = market.capacity(), market.request()
    offer = OfferFactory(request=request, capacity=capacity)
    days = {"starts_on": date(2027, 1, 11), "ends_on": date(2027, 6, 30), "closes_on": date(2026, 11, 20)}
    matching = Round.objects.create(
        name="Ronde",
        school_year=2026,
        seed=1,
        review_until_on=date(2026, 12, 1),
        weights=WEIGHTS,
        status="review",
        result={"students": 1, "placed": 1, "first_choices": 1, "nothing_fits": 0, "median_km": 1.0, "schools": []},
        certificate={"feasible": True, "blocking_pairs": 0, "solver": "heap"},
        **days,
    )
    match = Match.objects.create(
        round=matching, request=request, capacity=capacity, score=1, distance_km=1.0, parts=dict.fromkeys(WEIGHTS, 50)
    )
    reservation = Reservation.objects.create(
        capacity=capacity, school=market.school, places=1, until_on=date(2026, 12, 31)
    )
    rematch = Rematch.objects.create(
        round=matching, cause="city", policy="lottery", stay_bonus=300, status="ready", asked_at=timezone.now()
    )
    return {
        "capacity": capacity.pk,
        "request": request.pk,
        "offer": offer.pk,
        "round": matching.pk,
        "match": match.pk,
        "rematch": rematch.pk,
        "reservation": reservation.pk,
    }


def _of_company(market: Market) -> dict[str, Any]:
    closure = Closure.objects.create(site=market.site, starts_on=date(2026, 12, 24), ends_on=date(2026, 12, 31))
    label = Label.objects.get(site=market.site)
    company, school = market.company.organisation, market.school.organisation
    told = MeasureFactory(held=True, label=label)
    heard = {Role.HR: HeardCaseFactory(organisation=company).pk}
    return {
        "company": market.company.pk,
        "site": market.site.pk,
        "closure": closure.pk,
        "label": label.pk,
        "badged_label": _badged_label(market),
        "charge": {
            role: make_charge(organisation).pk
            for role, organisation in (
                (Role.HR, market.company.organisation),
                (Role.COORDINATOR, market.school.organisation),
                (Role.DIRECTOR, market.school.organisation),
            )
        },
        "repayment": RepaymentFactory().pk,
        "measure": {
            **dict.fromkeys((Role.HR, Role.LABEL_OFFICER, Role.ADMINISTRATOR, Role.DECIDER), told.pk),
            Role.DIRECTOR: MeasureFactory(held=True, label__site=None, label__organisation=school).pk,
        },
        "case": CaseFactory(organisation=company).pk,
        "heard_case": heard | {Role.DIRECTOR: HeardCaseFactory(organisation=school).pk},
        "help_line": HelpLineFactory().pk,
    }


def _badged_label(market: Market) -> int:
    """An audited label of another site of the company, with its badge."""
    label = LabelFactory(site=SiteFactory(company=market.company), level="label")
    with override_settings(LABEL_SIGNING_KEY=KEY):
        make_badge(settings, label)
    return label.pk


def _of_school(market: Market) -> dict[str, Any]:
    school = market.school
    on = timezone.localdate()
    shown = {"audience": "both", "title": "?", "from_on": on}
    holiday = {"starts_on": date(2026, 12, 3), "ends_on": date(2026, 12, 4), "name": "Studiedag"}
    return {
        "school_site": SchoolSite.objects.create(school=school, name="Campus", postcode="2000", municipality="A").pk,
        "day_off": DayOff.objects.create(school=school, **holiday).pk,
        "coach": market.coach.pk,
        "tip": Tip.objects.create(moment="first", text="?", **shown).pk,
        "training": Training.objects.create(provider="?", **shown).pk,
        "coach_stand_in": CoachStandIn.objects.create(
            coach=market.coach, stand_in=CoachFactory(school=school), starts_on=on, ends_on=on
        ).pk,
        "school_class": SchoolClassFactory(school=school, programme=market.programme).pk,
        "programme": market.programme.pk,
        "class_list": ClassList.objects.create(school=school, uploaded_at=timezone.now(), school_year=2026).pk,
    }


def _add_people(side: Side, student: Student) -> None:
    """A member for every role; the mentor guides the student, who has an account. Then one whose time is over."""
    market = side.market
    homes = [
        (market.company.organisation, COMPANY_ROLES),
        (market.school.organisation, SCHOOL_ROLES),
        (CityFactory(), CITY_ROLES),
        (OrganisationFactory(is_partner=True), PARTNER_ROLES),
    ]
    for organisation, roles in homes:
        for role in sorted(roles):
            side.members[role] = MembershipFactory(organisation=organisation, role=role)
            side.ended[role] = MembershipFactory(organisation=organisation, role=role, ends_on=ENDED_ON)
    Student.objects.filter(pk=student.pk).update(user=side.members[Role.STUDENT].user)
    former = StudentFactory(school=market.school, programme=market.programme)
    Student.objects.filter(pk=former.pk).update(user=side.ended[Role.STUDENT].user)
    mentor = MentorAssignment.objects.get(placement__student=student, seat__isnull=False).mentor
    mentor.user = side.members[Role.MENTOR].user
    mentor.save()
    side.objects["mentor"] = mentor.pk


def _of_campaign(side: Side) -> dict[str, Any]:
    """A campaign that runs, in which company and school are drawn; both checks are given to each auditor."""
    campaign = CampaignFactory(visiting=True)
    company = CampaignEntryFactory(campaign=campaign, organisation=side.market.company.organisation, wave=1)
    school = CampaignEntryFactory(campaign=campaign, organisation=side.market.school.organisation, wave=1)
    made = {Role.HR: SpotCheckFactory(entry=company).pk, Role.DIRECTOR: SpotCheckFactory(entry=school).pk}
    for role in (Role.AUDITOR, Role.PARTNER_AUDITOR):
        given = {"auditor": side.members[role].user, "auditor_organisation": side.members[role].organisation}
        made[role] = SpotCheckFactory(entry=company, answered=True, **given).pk
    entries = {Role.HR: company.pk, Role.DIRECTOR: school.pk}
    return {"campaign": campaign.pk, "campaign_entry": entries, "spot_check": made}


def _of_people(side: Side) -> dict[str, Any]:
    """Of each role, what belongs to the role's own organisation: kind -> role -> key."""
    kinds = ("membership", "invitation", "join_request", "notification", "api_key")
    made: dict[str, dict[str, int]] = {kind: {} for kind in kinds}
    for number, (role, member) in enumerate(side.members.items()):
        organisation, at = member.organisation, timezone.now()
        invitation = Invitation.objects.create(
            organisation=organisation,
            email="colleague@demo.example",
            role=role,
            token_hash=f"{organisation.pk}-{number}",
            created_at=at,
            expires_at=at + timedelta(days=14),
        )
        made["membership"][role] = member.pk
        made["invitation"][role] = invitation.pk
        made["join_request"][role] = JoinRequest.objects.create(
            user=UserFactory(), organisation=organisation, role=role
        ).pk
        made["notification"][role] = Notification.objects.create(
            organisation=organisation,
            role=role,
            code="offer.sent",
            parameters={"programme": "x"},
            path="/inbox/",
            created_at=at,
        ).pk
        if role in KEY_ROLES:
            key, side.secrets[role] = make_key(name="Sleutel", role=role, by=actor_of(member))
            made["api_key"][role] = key.pk
    return made | {"awaiting_membership": _awaiting(side.members[Role.ADMINISTRATOR].organisation)}


def _awaiting(city: Organisation) -> int:
    """A role that a second administrator gave, and that waits for the first one."""
    giver = MembershipFactory(organisation=city, role=Role.ADMINISTRATOR).user
    waits = {"granted_by": giver, "awaits_confirmation": True}
    return MembershipFactory(organisation=city, role=Role.AUDITOR, may_sign=False, **waits).pk
