language-own-name = Suomi
languages = Kieli
skip-to-content = Siirry sisältöön
site-nav = Päävalikko
breadcrumbs = Sijainti sivustolla
copy = Kopioi
copied = Kopioitu.
field-required = (pakollinen)
errors-title = Tarkista nämä kohdat
pages = Sivut
previous-page = Edelliset
next-page = Seuraavat
filter-show = Näytä
filter-clear = Poista rajaukset

kind-functional = Toiminnallinen
kind-life-management = Elämänhallinta
kind-therapeutic = Terapeuttinen
kind-animal-nature = Eläin- ja luontoavusteinen
places-taken = { $taken } / { $capacity } paikkaa täynnä

level-not-at-all = Ei lainkaan
level-little = Vähän
level-somewhat = Jonkin verran
level-much = Paljon
level-very-much = Erittäin paljon
level-cannot-say = En osaa sanoa

mark-present = Paikalla
mark-late = Myöhässä
mark-partial = Osan aikaa
mark-absent-notified = Ilmoitti poissa
mark-no-show = Ei tullut
mark-unrecorded = Merkintä puuttuu
attendance-minutes = Läsnä minuutteina
attendance-all-present = Kaikki paikalla
attendance-count = merkitty
step-done = tehty

weekday-1 = ma
weekday-2 = ti
weekday-3 = ke
weekday-4 = to
weekday-5 = pe
weekday-6 = la
weekday-7 = su
calendar-today = Tänään
calendar-cancelled = Peruttu
calendar-morning = Aamupäivä
calendar-afternoon = Iltapäivä
calendar-evening = Ilta

chart-table = Luvut taulukkona
chart-hidden = piilotettu
chart-hidden-why = Pienet luvut on piilotettu, jotta ketään ei voi tunnistaa.
chart-before = Alussa
chart-after = Lopussa
