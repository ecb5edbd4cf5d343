// Writes the gallery and four invented pages as files, in both languages and themes, for look.mjs to open and judge.
// The pages are composed of the components alone: what cannot be said with them is missing from them.
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "html/form.h"
#include "html/frame.h"
#include "html/gallery.h"
#include "html/picture.h"
#include "html/table.h"
#include "words/words.h"

using namespace couloir;
using namespace couloir::view;
using html::path;

namespace {

std::string both(std::string_view fr, std::string_view en) { return std::string(language() == Lang::fr ? fr : en); }

const std::array<Station, 3>& stations() {
  static thread_local std::array<Station, 3> all;
  all = {Station{.name = station_name(0),
                 .state = Progressed::done,
                 .when = both("terminé le 12 mars", "done on 12 March"),
                 .done = {both("3 cas d’usage décrits", "3 use cases described"),
                          both("Règlement IA : risque minimal", "AI Act: minimal risk"),
                          both("Compétences : 2 besoins notés", "Skills: 2 needs noted")},
                 .to = path("/lane/map")},
         Station{.name = station_name(1),
                 .state = Progressed::now,
                 .when = both("objectif : 30 avril", "target: 30 April"),
                 .percent = 60,
                 .done = {both("Laboratoire porteur : Loria", "Sponsor lab: Loria"),
                          both("Entreprise partenaire", "Business partner")},
                 .open = {both("Note d’intention : livrables", "Intent note: deliverables"),
                          both("Signature du laboratoire", "Signature of the lab")},
                 .to = path("/lane/file")},
         Station{.name = station_name(2),
                 .when = both("objectif : septembre", "target: September"),
                 .open = {both("Mois-ingénieur, calcul, bilan", "Engineer months, compute, results")},
                 .to = path("/lane/industrialise")}};
  return all;
}

std::vector<Station> the_way() {
  return {{.name = station_name(0),
           .when = both("Décrire le cas d’usage, mesurer son intérêt, vérifier le règlement IA. Deux semaines.",
                        "Describe the use case, weigh it, check the AI Act. Two weeks.")},
          {.name = station_name(1),
           .when = both("Avec un laboratoire membre, déposer le dossier avant la relève.",
                        "With a member lab, file the dossier before the cut-off.")},
          {.name = station_name(2),
           .when = both("Un ingénieur, un couloir de calcul, et la preuve que cela marche.",
                        "An engineer, a compute lane, and the proof that it works.")}};
}

Html home() {
  const std::array<Card, 3> open{
      Card{.title = both("Appel aux ingénieurs du cluster", "Call for the cluster’s engineers"),
           .body = note(both("Jusqu’à six mois-ingénieur pour un cas d’usage porté par un laboratoire membre.",
                             "Up to six engineer-months for a use case that a member lab sponsors.")),
           .to = path("/calls/1"),
           .eyebrow = both("Relève le 30 avril à 17:00", "Cut-off on 30 April at 17:00"),
           .tags = tag(both("Ouvert", "Open"), Tone::good, Icon::check)},
      Card{.title = both("Semaine de l’IA", "AI Week"),
           .body = note(both("42 sessions dans 11 villes, des cafés IA aux portes ouvertes des laboratoires.",
                             "42 sessions in 11 towns, from AI cafés to open labs.")),
           .to = path("/week"),
           .eyebrow = both("Du 18 au 24 mai 2026", "18–24 May 2026"),
           .tags = tag(both("Inscriptions ouvertes", "Registration open"), Tone::good, Icon::check)},
      Card{.title = both("Calcul à ROMEO", "Compute at ROMEO"),
           .body = note(both("Le couloir GPU de Reims accueille les dossiers retenus.",
                             "The GPU lane of Reims welcomes granted dossiers.")),
           .to = path("/lanes"),
           .eyebrow = both("Toute l’année", "All year"),
           .tags = tag(both("Sur dossier", "On application"), Tone::info)}};
  const std::array<Stat, 4> indicators{
      Stat{both("Cas d’usage décrits", "Use cases described"),
           number(312),
           {},
           both("41 de plus qu’en février", "41 more than in February"),
           path("/indicators/1")},
      Stat{both("Organisations", "Organisations"), number(128), {}, both("au 1er mars 2026", "on 1 March 2026")},
      Stat{both("Mois-ingénieur accordés", "Engineer months granted"),
           number(46.5, 1),
           {},
           both("sur 60 ouverts", "of 60 on offer")},
      Stat{both("De l’idée au dépôt", "From idea to filing"), number(36), both("jours", "days"),
           both("objectif : 30", "target: 30")}};
  return html::join(
      {hero({.title = both("La voie rapide de vos projets d’IA.", "The fast lane for your AI projects."),
             .lead = both("Décrivez ce qui vous freine, trouvez le laboratoire qui vous suit, obtenez un ingénieur et "
                          "une machine. Trois étapes, une seule file.",
                          "Say what slows you down, find the lab that backs you, get an engineer and a machine. Three "
                          "steps, one lane."),
             .eyebrow =
                 both("Entreprises, studios et laboratoires du Grand Est", "Companies, studios and labs of Grand Est"),
             .actions = button(Action{both("Décrire un cas d’usage", "Describe a use case"), path("/start"),
                                      Weight::primary, Icon::arrow}) +
                        button(Action{both("Voir l’agenda", "See the agenda"), path("/week")})}),
       section(both("Trois étapes, une seule voie", "Three steps, one lane"), {lane({.stations = the_way()})}),
       section(both("Ouvert en ce moment", "Open now"), {cards(open)}),
       section(both("Où nous en sommes", "Where we are"), {stats(indicators)})});
}

Html board() {
  const std::array<Fact, 3> dates{
      Fact{both("Prochaine relève", "Next cut-off"),
           html::text(date_time(*parse_instant("2026-04-30T15:00:00Z"), "Europe/Paris"))},
      Fact{both("Semaine de l’IA", "AI Week"), html::text(both("2 sessions réservées", "2 sessions booked"))},
      Fact{both("Laboratoire porteur", "Sponsor lab"), link({"Loria, Nancy", path("/labs/1")})}};
  const std::array<Event, 3> history{
      Event{both("hier à 16:42", "yesterday at 16:42"),
            both("Le Loria accepte de porter le projet", "Loria agrees to sponsor the project"),
            "Claire Aubry",
            {},
            Tone::good},
      Event{both("9 mars", "9 March"),
            both("Score publié : 82 sur 100", "Score published: 82 out of 100"),
            both("le bureau du cluster", "the cluster’s office"),
            {},
            Tone::info},
      Event{both("2 mars", "2 March"), both("Cas d’usage décrit", "Use case described"), "Nadia Keller"}};
  return html::join(
      {heading({.title = both("Bonjour Nadia, plus que deux pièces.", "Hello Nadia, two pieces to go."),
                .lead = both("Votre dossier peut partir avec la relève du 30 avril.",
                             "Your dossier can leave with the cut-off of 30 April."),
                .eyebrow = "Fonderie Keller, Charleville-Mézières",
                .actions = button(Action{both("Imprimer le plan", "Print the plan"), path("/lane/plan"),
                                         Weight::secondary, Icon::document})}),
       lane({.stations = {stations().begin(), stations().end()},
             .next = both("Écrivez les livrables de votre note d’intention : qu’est-ce qui existera à la fin ?",
                          "Write the deliverables of your intent note: what will exist at the end?"),
             .act = button(Action{both("Reprendre mon brouillon", "Resume my draft"), path("/dossiers/1"),
                                  Weight::primary, Icon::arrow}),
             .blocked = both("Il reste 12 jours avant la relève.", "12 days left before the cut-off.")}),
       split(section(both("Ce qui s’est passé", "What happened"), {timeline(history)}),
             section(both("À retenir", "Keep in mind"), {facts(dates)}))});
}

Html cases() {
  struct Case {
    const char *fr, *en;
    double score;
    Tone tone;
    const char *state_fr, *state_en, *town, *day;
  };
  const std::array<Case, 6> all{Case{"Tri des lettres des clients", "Sorting letters from customers", 82, Tone::good,
                                     "déposé", "filed", "Metz", "2026-03-12"},
                                Case{"Défauts des pièces coulées", "Defects in cast parts", 74, Tone::accent, "à vous",
                                     "your turn", "Charleville-Mézières", "2026-03-09"},
                                Case{"Prévision de chaleur du réseau", "Heat forecast of the network", 71.5,
                                     Tone::neutral, "idée", "idea", "Strasbourg", "2026-02-28"},
                                Case{"Sous-titres pour un studio", "Subtitles for a studio", 66, Tone::info,
                                     "en instruction", "under review", "Mulhouse", "2026-02-21"},
                                Case{"Tournées de collecte du lait", "Milk collection rounds", 58, Tone::warn,
                                     "à corriger", "to correct", "Épinal", "2026-02-14"},
                                Case{"Lecture de bons de livraison", "Reading delivery notes", 41, Tone::neutral,
                                     "idée", "idea", "Reims", "2026-01-30"}};
  Table list{.caption = both("Cas d’usage", "Use cases"),
             .caption_hidden = true,
             .columns = {{both("Cas d’usage", "Use case"), false, path("/a")},
                         {"Score", false, path("/b"), Sorted::down},
                         {both("Parcours", "Lane")},
                         {both("État", "State")},
                         {both("Ville", "Town"), false, path("/c")},
                         {both("Modifié", "Changed"), true, path("/d")}},
             .rows = {}};
  for (auto& c : all)
    list.rows.push_back(
        {{link({both(c.fr, c.en), path("/use-cases/1")}), score_chip(c.score), lane_mark(stations()),
          tag(both(c.state_fr, c.state_en), c.tone), html::text(c.town), html::text(short_date(*parse_date(c.day)))},
         {},
         c.tone == Tone::accent});
  std::vector<Field> search{{.name = "q", .label = both("Rechercher", "Search"), .input = Input::search},
                            {.name = "pillar",
                             .label = both("Axe", "Pillar"),
                             .input = Input::select,
                             .options = {{"", both("Tous", "All")}}},
                            {.name = "state",
                             .label = both("État", "State"),
                             .input = Input::select,
                             .options = {{"", both("Tous", "All")}}}};
  return html::join(
      {heading(
           {.title = both("Cas d’usage", "Use cases"),
            .lead = both("Classés par score d’adéquation aux trois axes du cluster.",
                         "Ranked by fit score with the cluster’s three pillars."),
            .actions = button(Action{both("Importer", "Import"), path("/import"), Weight::secondary, Icon::upload}) +
                       button(Action{both("Ajouter", "Add"), path("/new"), Weight::primary, Icon::plus})}),
       filters({.action = path("/use-cases"), .fields = search}), table(list),
       pagination({.next = path("/e"), .shown = 25, .total = 312})});
}

Html score() {
  const std::vector<Part> parts{
      {both("Adéquation à l’axe", "Fit with the pillar"), 31.5, 35,
       both("Mots en commun : langue, courrier, tri", "Words in common: language, letters, sorting")},
      {both("Données disponibles", "Data at hand"), 22, 25,
       both("400 lettres par jour, déjà numérisées", "400 letters a day, already scanned")},
      {both("Effet sur l’indicateur", "Effect on the indicator"), 18, 20},
      {both("Effort", "Effort"), 10.5, 20}};
  const std::vector<Spread> spreads{
      {both("Adéquation", "Fit"), {{"Nadia Keller", 4}, {"Loria", 5}, {both("Bureau", "Office"), 4}}},
      {both("Données", "Data"), {{"Nadia Keller", 5}, {"Loria", 3}, {both("Bureau", "Office"), 4}}},
      {both("Effort", "Effort"), {{"Nadia Keller", 3}, {"Loria", 3}, {both("Bureau", "Office"), 3}}}};
  const std::vector<Bar> labs{{.name = "Loria", .value = 82, .to = path("/labs/1"), .marked = true},
                              {.name = "ICube", .value = 71, .to = path("/labs/2")},
                              {.name = "CReSTIC", .value = 44, .to = path("/labs/3")}};
  const std::array<Link, 2> above{Link{both("Mon parcours", "My lane"), path("/lane")},
                                  Link{both("Cas d’usage", "Use cases"), path("/use-cases")}};
  const std::array<Tab, 4> rooms{Tab{both("Fiche", "Card"), path("/1")}, Tab{"Score", path("/2"), true},
                                 Tab{both("Laboratoires", "Labs"), path("/3"), false, 3},
                                 Tab{both("Historique", "History"), path("/4")}};
  const std::array<Fact, 3> about{
      Fact{both("Formule", "Formula"),
           html::text(both("version 2, vague du printemps 2026", "version 2, spring 2026 wave"))},
      Fact{both("Poids figés", "Weights frozen"), html::text(long_date(*parse_date("2026-03-01")))},
      Fact{both("Évalué par", "Scored by"), html::text(both("3 personnes", "3 people"))}};
  return html::join({breadcrumbs(above, both("Tri des lettres des clients", "Sorting letters from customers")),
                     heading({.title = both("Tri des lettres des clients", "Sorting letters from customers"),
                              .eyebrow = "Fonderie Keller",
                              .tags = tag(both("déposé", "filed"), Tone::good, Icon::check) +
                                      tag(both("axe langue", "language pillar"), Tone::accent)}),
                     tabs(both("Parties de la fiche", "Parts of the card"), rooms),
                     split(score_bar(both("Score d’adéquation", "Fit score"), 82, parts),
                           panel(both("Comment c’est calculé", "How it is computed"),
                                 {facts(about), help(both("Lire la formule", "Read the formula"),
                                                     {note(both("Somme des notes pondérées, ramenée à 100.",
                                                                "Sum of the weighted marks, out of 100."))})})),
                     section(both("D’accord ou pas", "Agreed or not"),
                             {split(spread_plot(both("Écarts entre évaluateurs", "How scorers differ"), spreads, 0, 5),
                                    ranking(both("Laboratoires proches", "Labs that fit"), "Points", labs, 100))})});
}

Html entry() {
  std::vector<Field> boxes{{.name = "email",
                            .label = both("Adresse e-mail", "E-mail address"),
                            .input = Input::email,
                            .required = true,
                            .autocomplete = "username"},
                           {.name = "password",
                            .label = both("Mot de passe", "Password"),
                            .input = Input::password,
                            .required = true,
                            .autocomplete = "current-password"}};
  return html::join(
      {heading({.title = both("Content de vous revoir.", "Good to see you again.")}),
       form({.action = path("/login"), .ask_before_leaving = false}, boxes, {},
            submit({.text = both("Se connecter", "Log in")}) +
                button(Action{both("Mot de passe oublié", "Forgotten password"), path("/reset"), Weight::quiet}))});
}

Frame frame(std::string title, Theme theme, bool visitor, int current) {
  Frame f{.title = std::move(title),
          .theme = theme,
          .cluster = "ENACT · Grand Est",
          .person = visitor ? "" : "Nadia Keller",
          .version = "0.1.0"};
  if (visitor)
    f.nav = {{both("Appels", "Calls"), path("/calls")},
             {both("Semaine de l’IA", "AI Week"), path("/week")},
             {both("Couloirs", "Lanes"), path("/lanes")},
             {both("Indicateurs", "Indicators"), path("/indicators")}};
  else
    f.nav = {{both("Mon parcours", "My lane"), path("/lane")},
             {both("Cas d’usage", "Use cases"), path("/use-cases"), false, 2},
             {both("Dossiers", "Dossiers"), path("/dossiers")},
             {both("Semaine de l’IA", "AI Week"), path("/week")},
             {both("Calcul", "Compute"), path("/compute")}};
  if (current >= 0) f.nav[static_cast<std::size_t>(current)].current = true;
  return f;
}

void write(const std::filesystem::path& folder, const std::string& name, const Frame& f, const Html& content) {
  auto file = folder / (name + "-" + std::string(name_of(language())) + "-" + std::string(name_of(f.theme)) + ".html");
  std::ofstream(file) << page(f, {content});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 || !load_words(argv[2])) return std::cerr << "couloir_look FOLDER WORDS_FOLDER\n", 2;
  std::filesystem::create_directories(argv[1]);
  for (auto lang : {Lang::fr, Lang::en})
    for (auto theme : {Theme::light, Theme::dark}) {
      Speaking speaking(lang);
      write(argv[1], "gallery", frame(both("Composants", "Components"), theme, false, -1), gallery());
      if ((lang == Lang::fr) != (theme == Theme::light))
        continue;  // each page once in each language and theme is enough
      write(argv[1], "home", frame({}, theme, true, -1), home());
      auto welcome = frame(both("Mon parcours", "My lane"), theme, false, 0);
      welcome.flashes = {{Tone::good, both("Le Loria a accepté de porter votre projet.",
                                           "Loria has agreed to sponsor your project.")}};
      write(argv[1], "lane", welcome, board());
      write(argv[1], "use-cases", frame(both("Cas d’usage", "Use cases"), theme, false, 1), cases());
      write(argv[1], "score", frame("Score", theme, false, 1), score());
      auto login = frame(both("Connexion", "Log in"), theme, true, -1);
      login.plain = true;
      write(argv[1], "login", login, entry());
    }
}
