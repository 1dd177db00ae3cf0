"""The forms of workplace learning, and what holds for some of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """The forms of workplace learning (circular SO/2015/01, 31 Aug 2015; Securex, kind of agreement, 27 May 2022)."""

    VISIT = "VISIT", _("bedrijfsbezoek")
    OBSERVE = "OBSERVE", _("kijkstage")
    STAGE = "STAGE", _("leerlingenstage")
    SAO = "SAO", _("stageovereenkomst alternerende opleiding (SAO)")
    OAO = "OAO", _("overeenkomst alternerende opleiding (OAO)")
    DA = "DA", _("deeltijdse arbeidsovereenkomst (DA)")
    SNUFFEL = "SNUFFEL", _("snuffelstage")
    AANLOOP = "AANLOOP", _("aanloopfase")
    TEACHER = "TEACHER", _("bedrijfsstage van een leraar")


DUAL_FORMS = frozenset({Form.SAO, Form.OAO, Form.DA})
STAGE_FORMS = frozenset({Form.STAGE, Form.AANLOOP})  # activities instead of a plan per competence
WORK_FORMS = DUAL_FORMS | STAGE_FORMS  # real work: R01, the label, mentors and agreements apply
ACTIVITY_FORMS = STAGE_FORMS | {Form.TEACHER}  # a list of activities; for a teacher what they come to learn
CHOSEN_FORMS = (
    Form.VISIT,
    Form.OBSERVE,
    Form.SNUFFEL,
    Form.AANLOOP,
    Form.TEACHER,
)  # a company offers them, others follow (R03)
PAID_FORMS = frozenset({Form.OAO, Form.DA})
