"""The sections of NACE-BEL 2008 (source: Statbel); the letters of the 2025 version mean other things."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    """One section of NACE-BEL 2008, by its letter."""

    SECTION_A = "A", _("Landbouw, bosbouw en visserij")
    SECTION_B = "B", _("Winning van delfstoffen")
    SECTION_C = "C", _("Industrie")
    SECTION_D = "D", _("Productie en distributie van elektriciteit, gas, stoom en gekoelde lucht")
    SECTION_E = "E", _("Distributie van water; afval- en afvalwaterbeheer en sanering")
    SECTION_F = "F", _("Bouwnijverheid")
    SECTION_G = "G", _("Groot- en detailhandel; reparatie van auto's en motorfietsen")
    SECTION_H = "H", _("Vervoer en opslag")
    SECTION_I = "I", _("Verschaffen van accommodatie en maaltijden")
    SECTION_J = "J", _("Informatie en communicatie")
    SECTION_K = "K", _("Financiële activiteiten en verzekeringen")
    SECTION_L = "L", _("Exploitatie van en handel in onroerend goed")
    SECTION_M = "M", _("Vrije beroepen en wetenschappelijke en technische activiteiten")
    SECTION_N = "N", _("Administratieve en ondersteunende diensten")
    SECTION_O = "O", _("Openbaar bestuur en defensie; verplichte sociale verzekeringen")
    SECTION_P = "P", _("Onderwijs")
    SECTION_Q = "Q", _("Menselijke gezondheidszorg en maatschappelijke dienstverlening")
    SECTION_R = "R", _("Kunst, amusement en recreatie")
    SECTION_S = "S", _("Overige diensten")
    SECTION_T = "T", _("Huishoudens als werkgever")
    SECTION_U = "U", _("Extraterritoriale organisaties en lichamen")
