## The open programme
open-title = Ryhmät, joihin voit tulla mukaan
open-lead = Tekemistä, juttelua ja tukea arkeen yhdessä muiden kanssa. Katso rauhassa, mikä ryhmä sopii sinulle.
open-count = { $n ->
    [0] Ei ryhmiä
    [one] { $n } ryhmä
   *[other] { $n } ryhmää
}
open-none = Näillä valinnoilla ei löytynyt ryhmiä. Poista jokin valinta tai katso myöhemmin uudelleen.
open-data = Ohjelma avoimena datana (JSON-LD)
open-any = Kaikki
open-filter-municipality = Kunta
open-filter-kind = Millainen ryhmä
open-filter-weekday = Viikonpäivä
open-filter-language = Kieli
open-filter-free = Vain ryhmät, joissa on tilaa
open-filter-show = Näytä ryhmät
open-language-fi = suomi
open-language-sv = ruotsi
open-language-en = englanti
open-language-fi-easy = selkosuomi
open-room-free = Paikkoja vapaana
open-room-few = Viimeisiä paikkoja
open-room-full = Täynnä, voit tulla jonoon
open-room-closed = Jo alkanut
open-next = Seuraavan kerran { $when }.
open-time-later = Ajat kerrotaan myöhemmin.
open-place-later = Paikka kerrotaan myöhemmin.
open-and = ja
open-rhythm = { $days } klo { $hours }
open-rhythm-every = { $days } klo { $hours }, joka { $every }. viikko
open-weekly-1 = maanantaisin
open-weekly-2 = tiistaisin
open-weekly-3 = keskiviikkoisin
open-weekly-4 = torstaisin
open-weekly-5 = perjantaisin
open-weekly-6 = lauantaisin
open-weekly-7 = sunnuntaisin

## The card of a group
open-when = Milloin
open-where = Missä
open-about = Tietoa ryhmästä
open-ask = Kysy lisää
open-apply = Ilmoittaudu ryhmään
open-tell-worker = Voit myös kertoa omalle työntekijällesi, että haluat mukaan. Hän auttaa ilmoittautumisessa.
open-join-full = Ryhmä on nyt täynnä. Voit ilmoittautua jonoon. Kerromme sinulle, jos paikka vapautuu.
open-join-closed = Ryhmä on jo alkanut, eikä siihen oteta enää uusia. Katso muita ryhmiä tai kysy, milloin seuraava alkaa.
open-next-dates = Seuraavat kerrat
open-venue = Paikka
open-address = Osoite
open-access = Esteettömyys
open-directions = Näin löydät perille
open-animals = Eläimet
open-step-free = Sisään pääsee ilman portaita.
open-steps = Sisäänkäynnillä on portaita.
open-audience = Kenelle
open-not-for = Kenelle ryhmä ei sovi
open-how-in = Näin pääset mukaan
open-aims = Mitä ryhmä tukee
open-leads-to = Mitä ryhmän jälkeen
open-languages = Kielet
open-openness-open = Avoin ryhmä: voit tulla mukaan milloin vain.
open-openness-semi-open = Puoliavoin ryhmä: uusia otetaan mukaan, kun paikka vapautuu.
open-openness-closed = Suljettu ryhmä: kaikki aloittavat yhtä aikaa.
open-aim-participation = osallisuutta
open-aim-daily-life = arjen sujumista
open-aim-social-skills = sosiaalisia taitoja
open-aim-networks = uusia ihmissuhteita
open-aim-wellbeing = hyvinvointia
open-aim-own-life = oman elämän hallintaa
open-aim-work-study = polkua työhön tai opintoihin
open-run-by = Ryhmän järjestää { $unit }.
open-ask-unit = Kysy lisää omalta työntekijältäsi.
