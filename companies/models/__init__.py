"""Host companies: their sites, mentors, recognitions and closures."""

from companies.models.company import Company, JointCommittee
from companies.models.mentor import Mentor
from companies.models.recognition import Recognition
from companies.models.site import Closure, Site

__all__ = ["Closure", "Company", "JointCommittee", "Mentor", "Recognition", "Site"]
