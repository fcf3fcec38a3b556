language-own-name = Svenska
languages = Språk
skip-to-content = Gå till innehållet
site-nav = Huvudmeny
breadcrumbs = Plats på webbplatsen
copy = Kopiera
copied = Kopierat.
field-required = (obligatorisk)
errors-title = Kontrollera de här punkterna
pages = Sidor
previous-page = Föregående
next-page = Nästa
filter-show = Visa
filter-clear = Ta bort avgränsningar

kind-functional = Aktivitet
kind-life-management = Livshantering
kind-therapeutic = Terapeutisk
kind-animal-nature = Djur- och naturunderstödd
places-taken = { $taken } av { $capacity } platser fyllda

level-not-at-all = Inte alls
level-little = Lite
level-somewhat = I någon mån
level-much = Mycket
level-very-much = Väldigt mycket
level-cannot-say = Kan inte säga

mark-present = På plats
mark-late = Sen
mark-partial = En del av tiden
mark-absent-notified = Anmälde frånvaro
mark-no-show = Kom inte
mark-unrecorded = Markering saknas
attendance-minutes = Närvaro i minuter
attendance-all-present = Alla på plats
attendance-count = markerade
step-done = gjort

weekday-1 = mån
weekday-2 = tis
weekday-3 = ons
weekday-4 = tors
weekday-5 = fre
weekday-6 = lör
weekday-7 = sön
calendar-today = I dag
calendar-cancelled = Inställd
calendar-morning = Förmiddag
calendar-afternoon = Eftermiddag
calendar-evening = Kväll

chart-table = Siffrorna som tabell
chart-hidden = dold
chart-hidden-why = Små tal är dolda så att ingen kan kännas igen.
chart-before = I början
chart-after = I slutet
