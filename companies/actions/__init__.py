"""The verbs of companies."""

from companies.actions.mentors import add_mentor, change_mentor, invite_mentor, link_mentor
from companies.actions.recognitions import record_recognition
from companies.actions.registration import change_company, confirm, refuse_company, register
from companies.actions.sites import add_closure, add_site, change_site, locate_site, remove_closure

__all__ = [
    "add_closure",
    "add_mentor",
    "add_site",
    "change_company",
    "change_mentor",
    "change_site",
    "confirm",
    "invite_mentor",
    "link_mentor",
    "locate_site",
    "record_recognition",
    "refuse_company",
    "register",
    "remove_closure",
]
