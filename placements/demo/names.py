"""Invented names of people and organisations."""

FIRST = (
    "Noor Adam Lina Yasin Louise Arthur Amina Lucas Elif Mohamed Emma Jules Sofia Ilyas Marie Victor Aya Finn Zeynep "
    "Lars Hanne Kobe Imane Robbe Fatima Senne Julia Bilal Lore Matteo Nora Daan Chaima Warre Ines Seppe Yara Tibo "
    "Salma Ruben Mila Kasper Esma Jonas Rania Stan Femke Omar"
).split()
LAST = (
    "Voorbeeld Testmans Denkbeeld Verzonnen Proefman Sjabloon Fictief Bedacht Demoor Schijnaert Nepveu Modelaers "
    "Proefstukx Denkers Zogezegd Verbeelding Fantasiers Dummeleers Spiegelaer Schets Droomers Luchtkasteels"
).split()
TRADES = {
    "F": ("Elektro", "Bouw", "Dakwerken", "Sanitair", "Schrijnwerk"),
    "C": ("Metaal", "Bakkerij", "Chemie", "Drukkerij", "Textiel"),
    "G": ("Garage", "Winkel", "Supermarkt", "Fietsen", "Groothandel"),
    "H": ("Logistiek", "Transport", "Magazijn", "Haven", "Binnenvaart"),
    "I": ("Restaurant", "Brasserie", "Hotel", "Catering", "Grootkeuken"),
    "Q": ("Zorgcentrum", "Kinderopvang", "Ziekenhuis", "Thuiszorg", "Woonzorg"),
    "S": ("Kapsalon", "Schoonheidssalon", "Wasserij", "Fitness", "Salon"),
    "A": ("Tuinen", "Groendienst", "Boomkwekerij", "Serre", "Bloemen"),
}
SECOND = (
    "De Kraan", "Het Anker", "De Linde", "Noorderzon", "De Zeemeeuw", "Het Kompas", "De Zwaluw", "Kattendijk",
    "De Ploeg", "Het Baken", "De Wilg", "Zuiderdok", "De Merel", "Het Sas", "De Vuurtoren",
    "Groenplan", "De Reiger", "Het Prieel",
    "De Brug", "Oosterweel", "De Eik", "Het Atelier", "De Sluis", "Lindenhof",
)  # fmt: skip
SCHOOLS = ("Atheneum", "Technisch Instituut", "Campus", "Instituut", "Secundaire School", "College")
PARTNERS = ("Demo Werkgeversforum", "Demo Sectorfonds")
CITIES = ("Demo Stad A", "Demo Stadsregio A")
