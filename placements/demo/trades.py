"""What each invented trade teaches, so that no bakery in the demo offers electricity."""

import re

from companies.models import Site
from schools.models import Programme

TEACHES = {  # the first letters of words in the names of fitting programmes
    "Elektro": "elektr datacom koel",
    "Bouw": "ruwbouw bouw afwerking decoratie elektrische sanitair",
    "Dakwerken": "dak ruwbouw afwerking",
    "Sanitair": "sanitair koel elektrische",
    "Schrijnwerk": "binnenschrijn buitenschrijn decoratie",
    "Metaal": "elektromech lassen mechanische",
    "Bakkerij": "brood bakkerij chocolatier onthaal",
    "Chemie": "chemisch elektromech",
    "Drukkerij": "print elektromech onthaal",
    "Textiel": "print onthaal logistiek",
    "Garage": "auto onderhoudsmechanica koetswerk banden onthaal",
    "Winkel": "onthaal commerci logistiek",
    "Supermarkt": "slagerij onthaal commerci logistiek brood",
    "Fietsen": "fiets onthaal",
    "Groothandel": "logistiek handel bedrijfsorganisatie onthaal",
    "Logistiek": "logistiek handel",
    "Transport": "logistiek onderhoudsmechanica",
    "Magazijn": "logistiek",
    "Haven": "logistiek lassen elektromech handel bouwplaats",
    "Binnenvaart": "lassen elektromech handel",
    "Restaurant": "restaurant keuken",
    "Brasserie": "restaurant keuken",
    "Hotel": "restaurant keuken onthaal wellness",
    "Catering": "restaurant grootkeuken keuken",
    "Grootkeuken": "grootkeuken keuken",
    "Zorgcentrum": "zorg verzorgende basiszorg assistentie gezondheid keuken onthaal",
    "Kinderopvang": "opvoeding basiszorg assistentie",
    "Ziekenhuis": "zorg verzorgende basiszorg gezondheid grootkeuken onthaal bedrijfsorganisatie",
    "Thuiszorg": "zorg verzorgende basiszorg assistentie",
    "Woonzorg": "zorg verzorgende basiszorg assistentie gezondheid keuken",
    "Kapsalon": "haarverzorging",
    "Schoonheidssalon": "schoonheid wellness",
    "Wasserij": "logistiek assistentie",
    "Fitness": "sport fitness wellness",
    "Salon": "haarverzorging schoonheid",
    "Tuinen": "groenaanleg onthaal",
    "Groendienst": "groenaanleg bouwplaats",
    "Boomkwekerij": "groenaanleg logistiek",
    "Serre": "groenaanleg logistiek",
    "Bloemen": "groenaanleg onthaal",
}


def fits(site: Site, programme: Programme) -> bool:
    """Whether the trade in the company's name teaches this programme."""
    trade = site.company.organisation.name.split()[0]
    words = re.split(r"\W+", programme.name.lower())
    return any(word.startswith(tuple(TEACHES[trade].split())) for word in words)
