"""Who may enter which page, written by hand: `tests/test_access.py` compares the code with it and tries every line.

One line per route: name | roles | arguments | who else reads it. `everybody` needs no
account, `account` any account. An argument is `name=kind of object` (the first one may be foreign) or `name='text'`.
The last column names who reads another organisation's object too: roles, or `everybody` (public, or the city's);
empty: it is a 404 for every role that may enter. `bearer` is who holds the link: the student, or nobody in particular.
"""

from dataclasses import dataclass

from marketplace.actor import CITY_ROLES, COMPANY_ROLES, PARTNER_ROLES, SCHOOL_ROLES, Role

SCHOOL = SCHOOL_ROLES - {Role.STUDENT}
JURY = (Role.PANEL_MEMBER, Role.DECIDER)  # who sits in a panel, and who composes one about the city itself
GROUPS: dict[str, frozenset[str]] = {
    "APPEALS": frozenset({*SCHOOL - {Role.COACH}, Role.HR, Role.LABEL_OFFICER, Role.ADMINISTRATOR, *JURY}),
    "CASES": frozenset({Role.LABEL_OFFICER, Role.ADMINISTRATOR, Role.DECIDER}),
    "CHECKS": frozenset(
        {Role.LABEL_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR, Role.PARTNER_AUDITOR, Role.HR, Role.DIRECTOR}
    ),
    "CITY": CITY_ROLES,
    "COMPANY": COMPANY_ROLES,
    "SCHOOL": SCHOOL,
    "HEADS": frozenset({Role.COORDINATOR, Role.DIRECTOR}),
    "KEYS": frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.HR, Role.LABEL_OFFICER}),
    "MANAGERS": frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.DIRECTOR, Role.HR}),
    "PARTNER": PARTNER_ROLES,
    "PARTIES": frozenset({Role.COORDINATOR, Role.COACH, Role.HR}),
    "SIGNERS": frozenset({Role.COORDINATOR, Role.DIRECTOR, Role.HR, Role.STUDENT}),
    "STAFF": COMPANY_ROLES | SCHOOL | CITY_ROLES | PARTNER_ROLES,
}

TABLE = """
home                     | everybody
dashboard                | account
accessibility            | everybody
privacy                  | everybody
icon                     | everybody
transparency-checkpoint  | everybody
document-verify          | everybody
document-certificates    | everybody
health-live              | everybody
health-ready             | everybody

figure-list              | administrator
figure-new               | administrator
figure-detail            | administrator | code='split_target'
form-list                | administrator
form-detail              | administrator | form='OAO'
form-terms               | administrator | form='OAO'
form-document            | administrator | form='OAO'

api-key-list             | KEYS
api-key-revoke           | KEYS | pk=api_key
account-detail           | account
organisation-switch      | account
language-switch          | everybody
colleague-list           | STAFF
colleague-invite         | MANAGERS
partner-list             | administrator
membership-confirm       | administrator | pk=awaiting_membership
membership-refuse        | administrator | pk=awaiting_membership
membership-end           | STAFF | pk=membership
membership-stand-in      | STAFF | pk=membership
invitation-withdraw      | MANAGERS | pk=invitation
invitation-detail        | everybody | token='no-such-token'
join-request-step        | MANAGERS | pk=join_request step='refuse'
inbox                    | account
inbox-read               | account
notification-preferences | account
notification-open        | account | pk=notification

charge-list              | HEADS hr label_officer administrator
charge-detail            | HEADS hr label_officer administrator | pk=charge | label_officer administrator
charge-request           | HEADS hr label_officer administrator | pk=charge | label_officer administrator
charge-pay               | HEADS hr | pk=charge
charge-waive             | label_officer administrator | pk=charge | everybody
charge-refund            | label_officer administrator | pk=charge | everybody
charge-repay             | label_officer administrator | pk=charge | everybody
repayment-step           | label_officer administrator | pk=repayment step='drop' | everybody
transfer-book            | label_officer administrator
price-list               | administrator
stripe-webhook           | everybody

commitment-list          | everybody
commitment-detail        | everybody | kind='ethics_code'
commitment-sign          | STAFF | kind='ethics_code'
text-publish             | administrator | kind='ethics_code'
text-version             | everybody | kind='ethics_code' number='1'

company-register         | account
company-register-details | account | number='0700000109'
company-join             | account | number='0700000109'
company-unconfirmed      | label_officer
company-own              | COMPANY
company-change           | hr
company-detail           | CITY | pk=company | everybody
company-refuse           | label_officer | pk=company | everybody
site-add                 | hr
site-detail              | COMPANY CITY | pk=site | everybody
site-change              | hr | pk=site
mentor-add               | hr | pk=site
closure-add              | hr | pk=site
closure-remove           | hr | pk=closure
mentor-change            | hr | pk=mentor
mentor-invite            | hr | pk=mentor

school-list              | administrator
school-invite            | administrator
school-own               | SCHOOL
school-phone             | HEADS
school-absences          | HEADS
school-site-add          | HEADS
school-site-change       | HEADS | pk=school_site
day-off-add              | HEADS
day-off-remove           | HEADS | pk=day_off
coach-add                | HEADS
coach-change             | HEADS | pk=coach
coach-invite             | HEADS | pk=coach
school-class-list        | SCHOOL
school-class-add         | HEADS
school-class-change      | HEADS | pk=school_class
programme-list           | SCHOOL administrator
programme-competences    | SCHOOL administrator | pk=programme | everybody
programme-competences-change | administrator | pk=programme | everybody
student-list             | SCHOOL
student-add              | SCHOOL
student-diplomas         | SCHOOL
student-upload           | HEADS
student-upload-template  | HEADS
student-upload-preview   | HEADS | pk=class_list
student-upload-apply     | HEADS | pk=class_list
student-upload-discard   | HEADS | pk=class_list
student-detail           | SCHOOL | pk=student
student-change           | SCHOOL | pk=student
student-invite           | SCHOOL | pk=student
representative-add       | SCHOOL | pk=student
study-proof-add          | SCHOOL | pk=student
study-proof-remove       | SCHOOL | pk=study_proof
representative-change    | SCHOOL | pk=representative
representative-remove    | SCHOOL | pk=representative

label-register           | everybody
label-register-csv       | everybody
label-register-json      | everybody
label-own                | HEADS hr
label-promised           | label_officer
label-promise-school     | HEADS
label-detail             | everybody | pk=label | everybody
label-qr                 | everybody | pk=label | everybody
label-credential         | everybody | pk=badged_label | everybody
label-badge              | everybody | pk=badged_label | everybody
label-sticker            | everybody | pk=label | everybody
label-status-list        | everybody | number='1'
label-verify             | everybody
did                      | everybody
label-step               | label_officer decider | pk=label step='suspend' | everybody
measure-new              | label_officer decider | pk=label matter='withdrawal' | everybody
measure-detail           | CASES hr director | pk=measure | label_officer administrator decider
measure-letter           | CASES hr director | pk=measure | label_officer administrator decider
measure-step             | label_officer decider | pk=measure step='review' | everybody
label-promise            | hr | pk=site
offers-allowed           | everybody
case-numbers             | everybody
case-list                | CASES
case-detail              | CASES | pk=case | everybody
case-step                | label_officer decider | pk=case step='acknowledge' | everybody
case-answer              | hr director | pk=heard_case
case-disagree            | hr director | pk=heard_case
pledge-own               | hr
survey-results           | hr
survey-answer            | everybody | token='no-such-token'
pledge-company           | CITY | pk=company | everybody
pledge-answer            | everybody | token='no-such-token'
label-dormant            | label_officer
campaign-public-list     | everybody
campaign-program         | everybody
campaign-public          | everybody | pk=campaign | everybody
campaign-population      | everybody | pk=campaign | everybody
campaign-list            | label_officer administrator
campaign-new             | label_officer administrator
campaign-detail          | label_officer administrator | pk=campaign | everybody
campaign-draw            | label_officer administrator | pk=campaign | everybody
campaign-assign          | label_officer administrator | pk=campaign | everybody
campaign-step            | label_officer administrator | pk=campaign step='visit' | everybody
spot-check-list          | auditor partner_auditor
spot-check-own           | hr director
spot-check-own-file      | hr director | pk=campaign_entry
spot-check-detail        | CHECKS | pk=spot_check | label_officer administrator
spot-check-answer        | hr director | pk=spot_check
spot-check-report        | auditor partner_auditor | pk=spot_check
help-line-list           | administrator
help-line-change         | administrator | pk=help_line | everybody
help-line-remove         | administrator | pk=help_line | everybody
self-scan                | everybody
self-scan-page           | everybody | holder='company' theme='order'
self-scan-result         | everybody | holder='company'
scheme-list              | everybody
scheme-detail            | everybody | pk=scheme | everybody
scheme-new               | administrator | holder='company'
scheme-edit              | administrator | pk=scheme | everybody
scheme-propose           | administrator | pk=scheme | everybody
scheme-step              | administrator | pk=scheme step='publish' | everybody
criterion-edit           | administrator | pk=scheme code='C01' | everybody
application-list         | HEADS hr CITY PARTNER
application-start        | HEADS hr | holder='company'
application-detail       | HEADS hr CITY PARTNER | pk=application
application-describe     | HEADS hr | pk=application
application-leave-out    | HEADS hr | pk=application
application-questions    | HEADS hr | pk=application theme='order'
application-step         | HEADS hr label_officer | pk=application step='withdraw'
application-team         | label_officer | pk=judged | everybody
assignment-end           | label_officer | pk=assignment | everybody
application-declare      | auditor partner_auditor decider label_officer | pk=judged
application-audit        | auditor partner_auditor | pk=judged
application-audit-step   | auditor partner_auditor | pk=judged step='hand_in'
application-moderation   | auditor partner_auditor | pk=judged
settlement-step          | auditor partner_auditor | pk=settlement step='agree'
application-notes        | CITY PARTNER | pk=judged | label_officer administrator
application-visits       | auditor partner_auditor | pk=judged
visit-plan               | auditor partner_auditor | pk=judged
interview-new            | auditor partner_auditor | pk=judged
visit-detail             | HEADS hr CITY PARTNER | pk=visit | label_officer
visit-calendar           | HEADS hr CITY PARTNER | pk=visit | label_officer
place-checklist          | auditor partner_auditor | pk=judged_place
checklist-worker         | everybody
visit-change             | auditor partner_auditor | pk=visit
visit-cancel             | auditor partner_auditor | pk=visit
finding-new              | auditor partner_auditor | pk=judged
finding-step             | auditor partner_auditor | pk=finding step='close'
finding-answer           | HEADS hr | pk=finding
application-decide       | decider label_officer | pk=judged
decision-sitting         | decider label_officer
application-review       | decider label_officer | pk=judged
application-size         | auditor partner_auditor | pk=judged
application-send-back    | decider label_officer | pk=judged
application-body         | label_officer | pk=judged | everybody
decision-letter          | HEADS hr CITY PARTNER | pk=refused_place | label_officer administrator
appeal-list              | APPEALS
appeal-lodge             | HEADS hr | pk=refused_place kind='correction'
appeal-lodge-label       | HEADS hr | pk=label kind='correction'
appeal-detail            | APPEALS | pk=appeal | label_officer administrator
appeal-letter            | APPEALS | pk=appeal | label_officer administrator
appeal-paper             | APPEALS | pk=appeal_paper | label_officer administrator
appeal-add-paper         | HEADS hr | pk=appeal
appeal-withdraw          | HEADS hr | pk=appeal
appeal-panel             | label_officer decider | pk=appeal | label_officer
appeal-replace           | label_officer decider | pk=appeal place='school' | label_officer
appeal-declare           | panel_member | pk=appeal
appeal-vote              | panel_member | pk=appeal
evidence-list            | HEADS hr CITY PARTNER | pk=answer
evidence-file            | HEADS hr | pk=answer
evidence-seen            | HEADS hr | pk=answer
evidence-remove          | HEADS hr | pk=evidence
evidence-read            | HEADS hr CITY PARTNER | pk=evidence

place-list               | everybody
place-detail             | everybody | pk=capacity | everybody
capacity-list            | COMPANY
capacity-new             | hr
capacity-detail          | COMPANY | pk=capacity
capacity-edit            | hr | pk=capacity page='period'
capacity-reserve         | hr | pk=capacity
capacity-copy            | hr | pk=capacity
capacity-discard         | hr | pk=capacity
capacity-activities      | hr | pk=capacity programme_pk=programme
capacity-recognition     | hr | pk=capacity programme_pk=programme
capacity-publish         | hr | pk=capacity
capacity-close           | hr | pk=capacity
capacity-reopen          | hr | pk=capacity
reservation-release      | hr | pk=reservation

request-list             | SCHOOL
request-new              | coordinator
request-detail           | SCHOOL | pk=request
request-edit             | coordinator | pk=request
request-withdraw         | coordinator | pk=request
request-matches          | SCHOOL | pk=request
agreed-search            | coordinator | student_pk=student
agreed-new               | coordinator | student_pk=student capacity_pk=capacity
agreed-ask               | coordinator | student_pk=student site_pk=site
match-drop               | coordinator | pk=match
round-list               | SCHOOL administrator
round-how                | everybody
round-new                | administrator
round-detail             | SCHOOL administrator | pk=round | everybody
round-start              | administrator | pk=round | everybody
round-arrays             | administrator | pk='1' number='1'
round-stop               | administrator | pk=round | everybody
round-cancel             | administrator | pk=round | everybody
round-public             | everybody | pk=round | everybody
round-what-if            | administrator | pk=round | everybody
round-fairness           | administrator | pk=round | everybody
round-rematch            | SCHOOL administrator | pk=round | everybody
rematch-ask              | administrator | pk=round | everybody
round-repeats            | administrator | pk=round | everybody
round-repeats-stop       | administrator | pk=round | everybody
rematch-confirm          | administrator | pk=rematch | everybody
rematch-discard          | administrator | pk=rematch | everybody
match-list               | hr
match-refuse             | hr | pk=match
round-review             | SCHOOL | pk=round | everybody
round-why                | SCHOOL | request_pk=request pk=round
round-without            | SCHOOL | pk=round | everybody
shortage-list            | administrator label_officer
shortage-detail          | administrator label_officer | pk=round | everybody
shortage-csv             | administrator label_officer | pk=round part='calls' | everybody
round-ticks              | coordinator | pk=round | everybody
round-publish            | coordinator | pk=round | everybody
round-send               | coordinator | pk=round | everybody

offer-list               | SCHOOL hr
offer-detail             | SCHOOL hr | pk=offer
offer-accept             | hr | pk=offer
offer-decline            | hr | pk=offer
offer-withdraw           | coordinator | pk=offer
offer-message            | PARTIES | pk=offer
offer-of-request         | SCHOOL | pk=request
offer-send               | coordinator | pk=request

placement-list           | SCHOOL COMPANY student
review-list              | SCHOOL
review-keep              | coordinator coach | pk=review
placement-detail         | SCHOOL COMPANY student | pk=placement
placement-documents      | SCHOOL COMPANY student | pk=placement
placement-meeting        | PARTIES | pk=placement
placement-meeting-result | PARTIES | pk=placement
placement-mentor         | hr | pk=placement
mentor-take-over         | hr | pk=placement
own-students             | coach mentor
guidance                 | SCHOOL COMPANY administrator
tip-add                  | administrator
tip-change               | administrator | pk=tip | administrator
training-add             | administrator
training-change          | administrator | pk=training | administrator
mentor-certificates      | hr | pk=mentor
coach-certificates       | HEADS | pk=coach
coach-list               | SCHOOL
coach-assign             | HEADS
coach-hours              | HEADS | pk=coach
coach-stand-in           | HEADS | pk=coach
coach-stand-in-end       | HEADS | pk=coach_stand_in
mentor-amendment-pdf     | SCHOOL COMPANY student | pk=stand_in
stand-in-name            | hr | pk=placement
stand-in-end             | hr | pk=stand_in
placement-stop           | PARTIES | pk=placement
placement-end-early      | PARTIES | pk=placement
placement-start          | coach | pk=placement
placement-end            | coach | pk=placement
placement-yes            | student | pk=placement
placement-no             | student | pk=placement
placement-question       | student | pk=placement
hand-over                | SCHOOL COMPANY student | pk=placement
placement-hiring         | SCHOOL COMPANY student | pk=placement
placement-hiring-note    | coach coordinator | pk=placement
placement-hiring-clear   | coach coordinator | pk=placement
hand-over-word           | PARTIES mentor student | pk=placement
hand-over-close          | coach coordinator | pk=placement
student-portfolio        | SCHOOL student | pk=student
student-europass         | SCHOOL student | pk=student
student-certificate      | SCHOOL student | pk=student
follow-up                | SCHOOL COMPANY student | pk=placement
week-note-write          | student | pk=placement
week-note-confirm        | COMPANY | pk=week_note
absence-note             | PARTIES mentor | pk=placement
contact-plan             | coach coordinator | pk=placement
contact-hold             | coach coordinator | pk=contact
reached-decide           | HEADS | pk=placement
evaluation-detail        | SCHOOL COMPANY student | pk=evaluation
evaluation-hold          | coach coordinator | pk=evaluation
placement-witness        | coach coordinator | pk=placement
placement-links          | coach coordinator | pk=placement
placement-report         | student coach coordinator mentor | pk=placement
link-report              | everybody | token=link | bearer
question-answered        | coach coordinator | pk=question
link-detail              | everybody | token=link | bearer
link-week                | everybody | token=link | bearer
link-result              | everybody | token=link | bearer
link-evaluation          | everybody | token=link pk=evaluation | bearer
link-certificate         | everybody | token=link | bearer
link-portfolio           | everybody | token=link | bearer
link-europass            | everybody | token=link | bearer
link-yes                 | everybody | token=link | bearer
link-no                  | everybody | token=link | bearer
link-question            | everybody | token=link | bearer
link-agreement           | everybody | token=link | bearer
link-agreement-pdf       | everybody | token=link | bearer
link-agreement-scan      | everybody | token=link | bearer
link-sign                | everybody | token=link | bearer
link-refuse              | everybody | token=link | bearer
link-ask                 | everybody | token=link | bearer
link-code                | everybody | token=link | bearer
link-open                | everybody | token=link | bearer
link-tie                 | everybody | token=link | bearer
link-reading             | everybody | token=link | bearer
link-agreement-evidence  | everybody | token=link | bearer
link-amendment-pdf       | everybody | token=link pk=stand_in | bearer
placement-link-list      | coach coordinator | pk=placement
placement-link-code      | coach coordinator | pk=placement link_pk=own_link

agreement-draft          | PARTIES | pk=placement
agreement-list           | SCHOOL COMPANY student
agreement-detail         | SCHOOL COMPANY student | pk=agreement
agreement-pdf            | SCHOOL COMPANY student | pk=agreement
timer-list               | SCHOOL hr administrator
placement-registration   | PARTIES | pk=placement
placement-suspensions    | PARTIES | pk=placement
suspension-end           | PARTIES | pk=suspension
placement-payroll        | hr | pk=placement
placement-calendar       | SCHOOL COMPANY student | pk=placement
placement-calendar-withdraw | SCHOOL COMPANY student | pk=placement
link-calendar            | everybody | token=link | bearer
calendar-feed            | everybody | token='no-such-token'
schedule-detail          | SCHOOL COMPANY student | pk=agreement
schedule-week            | PARTIES | pk=agreement
schedule-days            | PARTIES | pk=agreement
schedule-day-forget      | PARTIES | pk=schedule_day
school-contact-name      | coach coordinator | pk=agreement
school-contact-forget    | coach coordinator | pk=school_contact
placement-hours          | SCHOOL COMPANY student | pk=placement
plan-edit                | SCHOOL COMPANY | pk=agreement
plan-fill                | PARTIES | pk=agreement
plan-accept              | PARTIES | pk=agreement
plan-changes             | SCHOOL COMPANY | pk=agreement
plan-share               | PARTIES | pk=agreement
plan-line                | PARTIES | pk=plan_line
proposal-accept          | PARTIES | pk=proposal
proposal-withdraw        | PARTIES | pk=proposal
agreement-copy-sheet     | PARTIES director | pk=agreement
agreement-copy-sheet-pdf | PARTIES director | pk=agreement
agreement-signed-outside | PARTIES | pk=agreement
agreement-scan           | SCHOOL COMPANY student | pk=signed_outside
agreement-check          | PARTIES | pk=agreement
prior-learning-list      | SCHOOL student
prior-learning-new       | coach coordinator student | pk=student
prior-learning-detail    | SCHOOL student | pk=prior_learning
prior-learning-propose   | coach coordinator | pk=prior_learning
prior-learning-decide    | HEADS | pk=prior_learning
prior-learning-reopen    | coach coordinator student | pk=prior_learning
prior-learning-withdraw  | coach coordinator student | pk=prior_learning
agreement-revise         | PARTIES | pk=agreement
agreement-amend          | PARTIES | pk=agreement
agreement-drop           | PARTIES | pk=agreement
agreement-sign-by        | PARTIES | pk=agreement
agreement-sign           | SIGNERS | pk=agreement
agreement-refuse         | SIGNERS | pk=agreement
agreement-ask            | SIGNERS | pk=agreement
signature-witness        | SCHOOL | pk=signature
signature-paper          | SCHOOL | pk=signature
signature-tie            | SCHOOL | pk=parent_slot
signature-many           | hr director coordinator |
host-tie-decide          | coordinator director | pk=host_tie
agreement-reading        | student | pk=agreement
agreement-evidence       | SCHOOL COMPANY student | pk=agreement
check-tick               | PARTIES student | pk=check
"""


@dataclass(frozen=True)
class Line:
    """One route: `roles` is None for everybody and empty for any account, as views declare it."""

    name: str
    roles: frozenset[str] | None
    arguments: tuple[tuple[str, str], ...] = ()
    others: str = ""

    def lets_in(self, role: str | None) -> bool:
        """Whether somebody logged in with this role today may enter."""
        if self.others == "bearer":
            return role == Role.STUDENT
        return not self.roles or role in self.roles

    def reads_others(self, role: str | None) -> bool:
        """Whether this role also reads what belongs to another organisation."""
        return self.others in ("everybody", "bearer") or role in self.others.split()

    def addressed(self, own: dict[str, object], first: dict[str, object]) -> dict[str, object]:
        """The arguments of the address: the first object from `first`, the others from `own`."""
        found = {name: kind.strip("'") if "'" in kind else own[kind] for name, kind in self.arguments}
        name, kind = self.arguments[0] if self.arguments else ("", "'")
        return found if "'" in kind else found | {name: first[kind]}

    @property
    def has_object(self) -> bool:
        """Whether the address names an object of an organisation."""
        return bool(self.arguments) and "'" not in self.arguments[0][1]


def read(text: str) -> dict[str, Line]:
    """Route name -> line."""
    return {line.name: line for line in (_line(row) for row in text.splitlines() if row.strip())}


def _line(row: str) -> Line:
    name, roles, arguments, rest = [part.strip() for part in (row + "|||").split("|")[:4]]
    pairs = tuple(tuple(pair.split("=", 1)) for pair in arguments.split())
    return Line(name, _roles(roles.split()), pairs, rest)


def _roles(words: list[str]) -> frozenset[str] | None:
    if words == ["everybody"]:
        return None
    named = [GROUPS.get(word) or frozenset({Role(word)}) for word in words if word != "account"]
    return frozenset().union(*named)


LINES = read(TABLE)

# Address below api/v1/ | who may GET | who may POST or PATCH | object | who else.
# `-`: no such method. `person`: no API key.
API_TABLE = """
schema/                         | everybody | -
docs/                           | everybody | -
me/                             | account | -
notifications/                  | account | -
notifications/read/             | - | account
notifications/<int:pk>/read/    | - | account | pk=notification
texts/<str:kind>/               | everybody | - | kind='ethics_code'
commitments/                    | STAFF | -
commitments/sign/               | - | STAFF person
join-requests/                  | MANAGERS | account person
join-requests/<int:pk>/accept/  | - | MANAGERS person | pk=join_request
join-requests/<int:pk>/refuse/  | - | MANAGERS person | pk=join_request
companies/                      | CITY | -
companies/own/                  | COMPANY | hr
companies/register/             | - | account person
companies/confirm/              | - | label_officer person
companies/<int:pk>/             | CITY | - | pk=company | everybody
companies/<int:pk>/refuse/      | - | label_officer person | pk=company | everybody
sites/                          | COMPANY CITY | hr
sites/<int:pk>/                 | COMPANY CITY | hr | pk=site | everybody
mentors/                        | hr | hr
mentors/<int:pk>/               | hr | hr | pk=mentor
mentors/<int:pk>/invite/        | - | hr | pk=mentor
recognitions/                   | COMPANY CITY | hr
closures/                       | COMPANY CITY | hr
closures/<int:pk>/remove/       | - | hr | pk=closure
programmes/                     | everybody | -
programmes/<int:pk>/            | everybody | - | pk=programme | everybody
competences/                    | everybody | -
schools/                        | administrator | -
schools/invite/                 | - | administrator person
schools/own/                    | SCHOOL | HEADS
school-sites/                   | SCHOOL | HEADS
school-sites/<int:pk>/          | SCHOOL | HEADS | pk=school_site
days-off/                       | SCHOOL | HEADS
days-off/<int:pk>/remove/       | - | HEADS | pk=day_off
class-lists/                    | HEADS | HEADS
class-lists/<int:pk>/           | HEADS | - | pk=class_list
class-lists/<int:pk>/rows/      | HEADS | - | pk=class_list
class-lists/<int:pk>/store/     | - | HEADS | pk=class_list
class-lists/<int:pk>/discard/   | - | HEADS | pk=class_list
students/                       | SCHOOL | SCHOOL
students/<int:pk>/              | SCHOOL | SCHOOL | pk=student
students/<int:pk>/invite/       | - | SCHOOL | pk=student
representatives/                | SCHOOL | SCHOOL
representatives/<int:pk>/       | SCHOOL | SCHOOL | pk=representative
representatives/<int:pk>/remove/ | - | SCHOOL | pk=representative
classes/                        | SCHOOL | HEADS
classes/<int:pk>/               | SCHOOL | HEADS | pk=school_class
coaches/                        | SCHOOL | HEADS
coaches/<int:pk>/               | SCHOOL | HEADS | pk=coach
coaches/<int:pk>/invite/        | - | HEADS | pk=coach
labels/                         | everybody | -
labels/own/                     | HEADS hr | -
labels/promised/                | label_officer | -
labels/promise/                 | - | HEADS hr person
labels/confirm/                 | - | label_officer person
labels/<int:pk>/                | everybody | - | pk=label | everybody
labels/<int:pk>/refuse/         | - | label_officer person | pk=label | everybody
labels/<int:pk>/suspend/        | - | label_officer person | pk=label | everybody
capacity/                       | COMPANY | hr
capacity/<int:pk>/              | COMPANY | hr | pk=capacity
capacity/<int:pk>/publish/      | - | hr | pk=capacity
capacity/<int:pk>/close/        | - | hr | pk=capacity
capacity/<int:pk>/reopen/       | - | hr | pk=capacity
capacity/<int:pk>/copy/         | - | hr | pk=capacity
capacity/<int:pk>/discard/      | - | hr | pk=capacity
capacity/<int:pk>/reserve/      | - | hr | pk=capacity
reservations/<int:pk>/release/  | - | hr | pk=reservation
places/                         | everybody | -
places/<int:pk>/                | everybody | - | pk=capacity | everybody
requests/                       | SCHOOL | -
requests/submit/                | - | coordinator
requests/<int:pk>/              | SCHOOL | coordinator | pk=request
requests/<int:pk>/withdraw/     | - | coordinator | pk=request
requests/<int:pk>/matches/      | SCHOOL | - | pk=request
rounds/                         | SCHOOL administrator | administrator
rounds/<int:pk>/                | SCHOOL administrator | - | pk=round | everybody
rounds/<int:pk>/start/          | - | administrator | pk=round | everybody
rounds/<int:pk>/stop/           | - | administrator | pk=round | everybody
rounds/<int:pk>/cancel/         | - | administrator | pk=round | everybody
rematches/                      | SCHOOL administrator | administrator
rematches/<int:pk>/             | SCHOOL administrator | - | pk=rematch | everybody
rematches/<int:pk>/confirm/     | - | administrator | pk=rematch | everybody
rematches/<int:pk>/discard/     | - | administrator | pk=rematch | everybody
rounds/<int:pk>/what-if/        | - | administrator | pk=round | everybody
variants/                       | administrator | -
proposed-matches/               | hr | -
proposed-matches/<int:pk>/refuse/ | - | hr | pk=match
explanations/                   | SCHOOL | -
matches/                        | SCHOOL | -
matches/publish/                | - | coordinator
matches/<int:pk>/drop/          | - | coordinator | pk=match
offers/                         | SCHOOL hr | -
offers/send/                    | - | coordinator
offers/agreed/                  | - | coordinator
offers/<int:pk>/                | SCHOOL hr | - | pk=offer
offers/<int:pk>/accept/         | - | hr | pk=offer
offers/<int:pk>/decline/        | - | hr | pk=offer
offers/<int:pk>/withdraw/       | - | coordinator | pk=offer
offers/<int:pk>/message/        | - | PARTIES | pk=offer
placements/                     | SCHOOL COMPANY student | -
placements/<int:pk>/            | SCHOOL COMPANY student | - | pk=placement
placements/<int:pk>/meeting/    | - | PARTIES | pk=placement
placements/<int:pk>/meeting/result/ | - | PARTIES | pk=placement
placements/<int:pk>/mentor/     | - | hr | pk=placement
placements/<int:pk>/yes/        | - | student person | pk=placement
placements/<int:pk>/no/         | - | student person | pk=placement
placements/<int:pk>/question/   | - | student person | pk=placement
placements/<int:pk>/record-yes/ | - | coach coordinator person | pk=placement
placements/<int:pk>/agreement/  | - | PARTIES | pk=placement
placements/<int:pk>/start/      | - | coach | pk=placement
placements/<int:pk>/end/        | - | coach | pk=placement
placements/<int:pk>/stop/       | - | PARTIES | pk=placement
placements/<int:pk>/end-early/  | - | PARTIES | pk=placement
placements/<int:pk>/take-over/  | - | hr | pk=placement
placements/<int:pk>/stand-in/   | - | hr | pk=placement
stand-ins/<int:pk>/end/         | - | hr | pk=stand_in
reviews/                        | SCHOOL | -
reviews/<int:pk>/keep/          | - | coordinator coach person | pk=review
hand-overs/                     | SCHOOL COMPANY student | -
hand-overs/<int:pk>/            | SCHOOL COMPANY student | - | pk=hand_over
hand-overs/<int:pk>/word/       | - | PARTIES mentor student person | pk=hand_over
hand-overs/<int:pk>/close/      | - | coach coordinator person | pk=hand_over
prior-learning/                 | SCHOOL student | coach coordinator student
prior-learning/<int:pk>/        | SCHOOL student | - | pk=prior_learning
prior-learning/<int:pk>/propose/ | - | coach coordinator person | pk=prior_learning
prior-learning/<int:pk>/recognise/ | - | HEADS person | pk=prior_learning
prior-learning/<int:pk>/refuse/ | - | HEADS person | pk=prior_learning
prior-learning/<int:pk>/reopen/ | - | coach coordinator student | pk=prior_learning
prior-learning/<int:pk>/withdraw/ | - | coach coordinator student | pk=prior_learning
hiring-questions/               | SCHOOL | -
hiring-questions/<int:pk>/      | SCHOOL | - | pk=hiring_question
hiring-questions/<int:pk>/clear/ | - | coach coordinator person | pk=hiring_question
hiring-questions/<int:pk>/report/ | - | coach coordinator person | pk=hiring_question
checks/<int:pk>/tick/           | - | PARTIES student | pk=check
agreements/                     | SCHOOL COMPANY student | -
agreements/<int:pk>/            | SCHOOL COMPANY student | - | pk=agreement
agreements/<int:pk>/plan/       | - | PARTIES | pk=agreement
agreements/<int:pk>/activities/ | - | PARTIES | pk=agreement
agreements/<int:pk>/check/      | - | PARTIES person | pk=agreement
agreements/<int:pk>/revise/     | - | PARTIES | pk=agreement
agreements/<int:pk>/amend/      | - | PARTIES | pk=agreement
agreements/<int:pk>/drop/       | - | PARTIES | pk=agreement
agreements/<int:pk>/accept-plan/ | - | PARTIES | pk=agreement
line-proposals/                 | PARTIES | PARTIES
line-proposals/<int:pk>/counter/ | - | PARTIES | pk=proposal
line-proposals/<int:pk>/accept/ | - | PARTIES | pk=proposal
line-proposals/<int:pk>/withdraw/ | - | PARTIES | pk=proposal
agreements/<int:pk>/sign-by/    | - | PARTIES | pk=agreement
agreements/<int:pk>/sign/       | - | SIGNERS person | pk=agreement
agreements/<int:pk>/refuse/     | - | SIGNERS person | pk=agreement
agreements/<int:pk>/ask/        | - | SIGNERS person | pk=agreement
signatures/<int:pk>/witness/    | - | SCHOOL person | pk=signature
signatures/<int:pk>/tie/        | - | SCHOOL person | pk=parent_slot
signatures/<int:pk>/paper/      | - | SCHOOL person | pk=signature
"""


@dataclass(frozen=True)
class Endpoint:
    """One address of the API; who may read and who may write as lines, None where there is no such method."""

    address: str
    reading: Line | None
    writing: Line | None
    by_person: bool

    @property
    def lines(self) -> dict[str, Line]:
        """Method -> line; a change is a PATCH where the object can be read too."""
        change = "patch" if self.reading and (self.reading.has_object or "own" in self.address) else "post"
        return {m: line for m, line in (("get", self.reading), (change, self.writing)) if line}


def read_api(text: str) -> dict[str, Endpoint]:
    """Address -> endpoint."""
    return {one.address: one for one in (_endpoint(row) for row in text.splitlines() if row.strip())}


def _endpoint(row: str) -> Endpoint:
    address, reading, writing, rest = (part.strip() for part in (row + "||").split("|", 3))
    words = writing.split()
    roles = {"reading": reading, "writing": " ".join(word for word in words if word != "person")}
    lines = {name: None if word == "-" else _line(f"{address}|{word}|{rest}") for name, word in roles.items()}
    return Endpoint(address, by_person="person" in words, **lines)


ENDPOINTS = read_api(API_TABLE)
