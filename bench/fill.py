"""Rows for bench/run: a made-up region, put straight into a migrated SQLite file. It bypasses the commands on purpose:
through them 100,000 use cases would take an hour of journal and hashing, and what is measured is reading. What commands
derive (sort keys, folded titles, words, score summaries) is derived here the same way. Refuses a file that is not empty."""
import random
import re
import sqlite3
import unicodedata

WAVE = "2026-2"
PILLARS = ["P1", "P2", "P3"]
CRITERIA = ["irritant", "data_readiness", "measurable_kpi", "feasibility", "lab_interest", "beneficiaries", "reuse"]
STATES = ["idea", "mapped", "mapped", "mapped", "filed", "running", "shipped", "stopped"]
TOWNS = [("Strasbourg", "67000", "67482"), ("Metz", "57000", "57463"), ("Nancy", "54000", "54395"),
         ("Colmar", "68000", "68066"), ("Mulhouse", "68100", "68224"), ("Reims", "51100", "51454"),
         ("Troyes", "10000", "10387"), ("Épinal", "88000", "88160")]
NOW = "2026-11-%02dT%02d:%02d:%02d.%03dZ"

# About 260 words, the common ones first: the Nth is taken about 1/N as often, as words are in a language.
VOCABULARY = """commande client facture machine délai défaut stock ligne atelier mesure contrôle donnée capteur dossier courrier
produit équipe pièce presse camion trajet magasin palette réception livraison énergie chaleur froid four vapeur moteur pompe
panne entretien alarme image photo caméra soudure fissure rayure étiquette bobine papier carton verre acier bois tuile brique
vigne raisin cuve bière malt levain farine lait fromage sapin forêt scierie planche parquet meuble textile fil teinture couture
patient rendez ordonnance analyse laboratoire échantillon protocole imagerie scanner radiologie soin lit garde planning astreinte
devis offre marché appel réponse tarif remise contrat litige retard relance paiement banque comptable impôt déclaration
traduction accueil téléphone message question notice manuel formation apprenti tutorat geste métier savoir archive plan dessin
norme conformité audit risque incident accident sécurité bruit poussière odeur rejet eau fuite compteur réseau usage pointe
prévision météo saison récolte irrigation sol parcelle drone satellite carte itinéraire tournée quai conteneur péniche écluse
train aiguillage rail voie bus arrêt vélo parking borne recharge batterie panneau onduleur tension courant câble armoire
automate robot pince gabarit réglage rebut cadence équilibre tri recyclage déchet collecte benne compost biogaz chaudière isolant
vitrage façade toiture chantier grue béton enrobé route pont tunnel sondage forage sismique géothermie lithium saumure
annuaire recherche résumé compte rendu procès séance délibération subvention dépôt instruction usager guichet formulaire
signature courriel pièce-jointe agenda salle badge visite sponsor partenaire enquête avis plainte retour satisfaction
fidélité panier catalogue fiche attribut doublon code barre inventaire saisie relevé écart seuil marge coût heure équipage""".split()


def fold(text):
    """As couloir::fold, for the letters that occur here."""
    text = text.lower().replace("œ", "oe").replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")


def words_of(text):
    """As couloir::words_of; VOCABULARY and the sentences below hold few stop words and plurals, so little is left out."""
    words = {w for w in re.findall(r"[a-z0-9]+", fold(text)) if len(w) > 1 and w not in {"de", "du", "la", "le", "et", "par"}}
    return {w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words}


def with_check_digit(digits):
    """The Luhn digit that closes a SIREN or a SIRET."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


class Region:
    def __init__(self, organisations, use_cases):
        self.chance = random.Random(8026)  # the same rows every time
        self.weights = [1 / (rank + 3) for rank in range(len(VOCABULARY))]
        self.organisation_count, self.use_case_count = organisations, use_cases

    def words(self, least, most):
        return " ".join(self.chance.choices(VOCABULARY, self.weights, k=self.chance.randint(least, most)))

    def instant(self):
        c = self.chance
        return NOW % (c.randint(1, 21), c.randint(0, 23), c.randint(0, 59), c.randint(0, 59), c.randint(0, 999))

    def organisations(self, first):
        for i in range(self.organisation_count):
            name = f"{self.words(1, 2).capitalize()} {self.chance.choice(TOWNS)[0]} {i}"
            yield (first + i, with_check_digit(f"{30000000 + i * 17:08d}"), name, fold(name), "SARL", "18.12Z", "rev2",
                   self.chance.randint(2, 400), 145_000_000, 90_000_000, "none", 2025, self.chance.choice(TOWNS)[0], "",
                   self.instant(), 1)

    def establishment(self, organisation, siren):
        town, postcode, code = self.chance.choice(TOWNS)
        return organisation, with_check_digit(siren + "0001"), "", postcode, code, town, 1, 1

    def use_case(self, number, organisation):
        c = self.chance
        title = f"{self.words(3, 7).capitalize()} {number}"
        texts = (self.words(20, 45), self.words(2, 4), self.words(3, 6), "11 h", "4 h", self.words(6, 12))
        external = f"UC-{number}"
        reach, impact, confidence, effort = c.randint(5, 400), c.choice([0.5, 1, 2, 3]), c.choice([0.5, 0.8, 1]), c.randint(1, 9)
        value, time, risk, size = (c.choice([1, 2, 3, 5, 8, 13]) for _ in range(4))
        state, scored = c.choice(STATES), c.random() < 0.8
        floor = round(c.uniform(15, 80), 2) if scored else -1
        at = self.instant()
        row = (number, organisation, None, external, title, fold(title), *texts, c.randint(1, 60), reach, impact, confidence,
               effort, value, time, risk, size, reach * impact * confidence / effort, (value + time + risk) / size, state,
               "", "2026-10-01", *[None] * 4, floor, min(100, floor + c.choice([0, 0, 6.5, 12])) if scored else -1,
               c.choice(PILLARS) if scored else "", WAVE if scored else "", int(scored), int(scored), None, at, at, 1)
        return row, words_of(" ".join((title, *texts[:3], texts[5], external))), scored


def insert(db, table, rows):
    rows = list(rows)
    columns = [c[1] for c in db.execute(f"PRAGMA table_info({table})")]
    columns = columns[len(columns) - len(rows[0]):]  # all, or all but the id
    db.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", rows)


def batch(db, region, dossiers, committee):
    """A call whose only batch has this many dossiers, each with three given reviews, five parties and links declared; all
    parties are declared by `committee` (a person's id), without a link."""
    c, at = region.chance, "2026-10-01T08:00:00.000Z"
    db.execute("INSERT INTO calls_call (id, code, name_fr, name_en, about_fr, about_en, state, applicants, opens_announced, "
               "silence_days, form, filed, source, source_date, fact_status, version) VALUES (9001, 'bench', 'Banc', 'Bench', '', "
               "'', 'published', 'company_project', '', 10, 1, ?, 'bench', '2026', 'assumed', 1)", [dossiers])
    db.execute("INSERT INTO calls_cut_off (id, call, at) VALUES (9001, 9001, '2026-09-30T15:00:00.000Z')")
    db.execute("INSERT INTO calls_form VALUES (9001, 1, '{\"sections\":[],\"criteria\":[],\"reasons\":[],\"appeal_fr\":\"\","
               "\"appeal_en\":\"\"}', ?, NULL)", [at])
    reviewers = range(9001, 9013)
    for person in reviewers:
        db.execute("INSERT INTO people_person (id, name, name_key, email, email_key, lang, theme, created_at, confirmed_at, version) "
                   "VALUES (?, ?, ?, ?, ?, 'fr', 'system', ?, ?, 1)",
                   [person, f"Reviewer {person}", f"reviewer {person}", f"r{person}@bench.example", f"r{person}@bench.example", at, at])
        db.execute("INSERT INTO people_role VALUES (?, 'reviewer', 'granted', ?, ?, NULL)", [person, at, at])
    parties = [f"siren:{with_check_digit(f'{30000000 + i * 17:08d}')}" for i in range(dossiers)]
    for n in range(1, dossiers + 1):
        dossier = 9000 + n
        title, name = region.words(4, 8).capitalize(), f"{region.words(1, 2).capitalize()} {n}"
        db.execute("INSERT INTO calls_dossier (id, call, use_case, organisation, form, title, applicant, window_from, window_to, "
                   "state, state_since, cut_off, number, rank, filed_at, created_at, updated_at, version) VALUES (?, 9001, ?, ?, 1, "
                   "?, 'company_project', '2026-11', '2027-03', 'under_review', ?, 9001, ?, ?, ?, ?, ?, 3)",
                   [dossier, n, 1, title, at, f"bench-{n:04}", n, at, at, at])
        own = [(parties[n - 1], name), (parties[n * 7 % dossiers], "Partenaire"), ("lab:1", "loria"), (f"person:{n}", ""),
               (f"person:{n + 1}", "")]
        db.executemany("INSERT OR IGNORE INTO calls_party VALUES (?, ?, ?, 'Metz')", [(dossier, key, text) for key, text in own])
        db.execute("INSERT INTO calls_line (dossier, title, organisation, lab, asked, least, act, warnings) "
                   "VALUES (?, ?, ?, 'loria', ?, 100, ?, 'worth_unknown')",
                   [dossier, title, name, c.randint(100, 600), c.choice(["", "minimal", "high"])])
        for k in range(3):
            assignment = dossier * 10 + k
            db.execute("INSERT INTO calls_assignment VALUES (?, ?, ?, NULL, ?)", [assignment, dossier, 9001 + (n + k * 4) % 12, at])
            db.execute("INSERT INTO calls_review VALUES (?, ?, 'given', 'Bien', '', ?, ?, ?, 1)",
                       [assignment, assignment, c.randint(20, 100) * 100, at, at])
    everything = {row[0] for row in db.execute("SELECT DISTINCT party FROM calls_party")}
    db.executemany("INSERT INTO calls_link VALUES (?, 9001, ?, 0, '', ?)", [(committee, key, at) for key in sorted(everything)])
    db.executemany("INSERT INTO calls_link VALUES (?, 9001, ?, ?, '', ?)",
                   [(person, key, int(key.startswith("siren") and c.random() < 0.02), at) for person in reviewers for key in sorted(everything)])


def fill(path, organisations, use_cases, operator, committee, own):
    """`operator` (a person's id) owns the first organisation, which has `own` use cases; the others share the rest."""
    db = sqlite3.connect(path, isolation_level=None)
    if db.execute("SELECT count(*) FROM portfolio_use_case").fetchone()[0]:
        raise SystemExit(f"{path} has use cases already")
    db.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN")
    region = Region(organisations, use_cases)
    kept = list(region.organisations(1))
    insert(db, "people_organisation", kept)
    insert(db, "people_establishment", [region.establishment(row[0], row[1]) for row in kept])
    insert(db, "people_membership", [(1, operator, "owner", "granted", kept[0][14])])
    made = [region.use_case(n, 1 if n <= own else region.chance.randint(2, organisations)) for n in range(1, use_cases + 1)]
    insert(db, "portfolio_use_case", [row for row, _, _ in made])
    insert(db, "portfolio_word", sorted((word, row[0]) for row, words, _ in made for word in words))
    scored = [row[0] for row, _, is_scored in made if is_scored]
    insert(db, "portfolio_scoring", [(i, n, WAVE, operator, "owner", kept[0][14], "") for i, n in enumerate(scored, 1)])
    insert(db, "portfolio_level", [(i, code, region.chance.randint(0, 5)) for i in range(1, len(scored) + 1)
                                   for code in CRITERIA + PILLARS])
    batch(db, region, 300, committee)
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    broken = db.execute("PRAGMA foreign_key_check").fetchone()
    db.close()
    if broken:
        raise SystemExit(f"rows without their parent: {broken}")
