## Public holidays
holiday-new-year = uudenvuodenpäivä
holiday-epiphany = loppiainen
holiday-good-friday = pitkäperjantai
holiday-easter-sunday = pääsiäispäivä
holiday-easter-monday = toinen pääsiäispäivä
holiday-may-day = vappu
holiday-ascension = helatorstai
holiday-pentecost = helluntaipäivä
holiday-midsummer-eve = juhannusaatto
holiday-midsummer-day = juhannuspäivä
holiday-all-saints = pyhäinpäivä
holiday-independence = itsenäisyyspäivä
holiday-christmas-eve = jouluaatto
holiday-christmas-day = joulupäivä
holiday-second-christmas-day = tapaninpäivä

## Schedules
schedule-error-unreadable = Toistosääntöä ei voi lukea. Valitse toisto uudelleen.
schedule-error-sub-daily = Ryhmällä voi olla vain yksi tapaaminen päivässä. Valitse toistoksi päivä, viikko, kuukausi tai vuosi.
schedule-error-endless = Toistolta puuttuu loppu. Kerro, montako kertaa ryhmä kokoontuu tai mihin päivään asti.
schedule-error-two-ends = Toistolla on kaksi loppua. Valitse joko kertojen määrä tai viimeinen päivä.
schedule-error-until-before-start = Viimeinen päivä on ennen ensimmäistä. Korjaa jompikumpi.
schedule-error-too-many = Tapaamisia on liikaa. Yhdellä ryhmällä voi olla enintään 400 tapaamista.
schedule-error-too-far = Kaikki tapaamiset eivät mahdu kolmeen vuoteen ensimmäisestä päivästä. Vähennä kertoja tai tihennä toistoa.
schedule-error-year = Tarkista vuosi. Sen pitää olla 2000–2100.
schedule-error-duration = Tapaamisen keston pitää olla 5–1440 minuuttia.
schedule-error-no-sessions = Yhtään tapaamista ei jää. Tarkista päivät, toisto ja tauot.

## The steps of a group
group-step-not-from = Tämä vaihe ei ole nyt mahdollinen. Mahdolliset vaiheet: { $allowed }.
group-step-not-yours = Tämä vaihe kuuluu toiselle roolille.
group-step-reason-missing = Kirjoita, miksi suunnitelma palautetaan.
group-step-code-missing = Valitse, miksi ryhmä perutaan.

## Lists and cards
group-index = Ryhmät
group-lead = Koko ryhmäohjelma suunnitelmasta raporttiin.
group-new = Uusi ryhmä
group-edit = Muokkaa ryhmää
group-copy = Kopioi uudeksi
group-form-lead = Täytä se, minkä jo tiedät. Luonnosta voi täydentää myöhemmin.
group-from-template = Aloita mallipohjasta
group-none = Yhtään ryhmää ei löytynyt. Muuta rajauksia.
group-any = Kaikki
group-choose = Valitse
group-nobody = Ei ketään
group-search = Hae nimellä tai tunnuksella
group-name = Nimi
group-name-hint = Nimi näkyy julkisessa ohjelmassa. Älä mainitse nimessä palvelua tai ongelmaa.
group-code = Tunnus
group-code-hint = Lyhyt tunnus, esimerkiksi G12. Tyhjänä ryhmä saa seuraavan vapaan.
group-kind = Tyyppi
group-status = Tila
group-unit = Yksikkö
group-municipality = Kunta
group-weekday = Viikonpäivä
group-language = Kieli
group-languages = Ryhmässä puhutut kielet
group-language-fi = suomi
group-language-sv = ruotsi
group-language-en = englanti
group-language-fi-easy = selkosuomi
group-has-places = Vapaita paikkoja
group-when = Aika
group-rhythm = Rytmi
group-where = Paikka
group-fallback = Varapaikka
group-fallback-hint = Minne mennään, jos paikkaa ei voi käyttää.
group-places = Paikat
group-capacity = Enintään osallistujia
group-taken = Paikkoja varattu
group-waiting = Jonossa
group-leaders = Ohjaajat
group-min = Vähintään osallistujia
group-min-hint = Jos osallistujia on vähemmän, ryhmää ei aloiteta.
group-summary = Mitä ryhmässä tehdään
group-summary-hint = Muutama selkeä lause. Teksti näkyy julkisella sivulla.
group-aims = Tavoitteet
group-audience = Kenelle
group-audience-hint = Kuvaa tilannetta tai toivetta, ei ongelmaa.
group-criteria = Osallistumisen kriteerit
group-criteria-hint = Lähettävä työntekijä tarkistaa nämä asiakkaan kanssa.
group-not-for = Kenelle ryhmä ei sovi
group-leads-to = Mihin ryhmästä voi jatkaa
group-openness = Avoimuus
group-decide-on = Toteutumisesta päätetään
group-decide-on-hint = Voit jättää tyhjäksi.
group-animals = Eläimet
group-animals-hint = Esimerkiksi koira tai hevonen. Allergiat kysytään ohjauksessa.
group-hours = Työaika
group-hours-hint = Tunteina, esimerkiksi 24,5.
group-budget = Kustannukset
group-budget-hint = Euroina, esimerkiksi 150.
group-incentives = Kannustimet
group-incentives-hint = Esimerkiksi matkaliput tai ruoka.
group-risk = Riskinarviointi
group-risk-hint = Mitä voi sattua, ja miten siihen varaudutaan.
group-project = Hanke
group-save-next = Tallenna ja suunnittele ajat
group-saved = Ryhmä on tallennettu.
group-saved-waits = Ryhmä on tallennettu. Se, mikä ylittää hyväksytyn, odottaa esihenkilön hyväksyntää.
group-stepped-draft = Suunnitelma on otettu takaisin luonnokseksi.
group-stepped-submitted = Suunnitelma on lähetetty esihenkilön hyväksyttäväksi. Päätös näkyy Tänään-sivulla, ja siitä tulee sinulle sähköposti.
group-stepped-approved = Suunnitelma on hyväksytty. Seuraavaksi ryhmä avataan ohjauksille.
group-stepped-returned = Suunnitelma on palautettu korjattavaksi.
group-stepped-recruiting = Ryhmä on nyt avoin ohjauksille, ja työntekijät kuulevat siitä viikkoviestissä. Seuraavaksi: seuraa ohjauksia ja kerro ryhmästä Rekrytointi-sivun aineistoilla.
group-stepped-running = Ryhmä on taas käynnissä. Jos paikkoja on päättynyt ryhmän mukana, ne annetaan takaisin osallistujien sivulla.
group-stepped-ended = Ryhmä on päätetty. Seuraavaksi: merkitse, miten kukin paikka päättyi.
group-stepped-reported = Ryhmä on raportoitu.
group-stepped-archived = Ryhmä on arkistoitu.
group-drafted = Luonnos on tallennettu. Suunnittele nyt, milloin ryhmä kokoontuu.
group-part-card = Ryhmän kortti
group-part-whom = Kenelle
group-part-place = Missä
group-part-when = Milloin
group-part-leaders = Ohjaajat
group-part-resources = Resurssit
group-part-leader = Ohjaaja
group-part-co-leader = Pariohjaaja
group-part-co-leader-2 = Toinen pariohjaaja
group-part-substitute = Varaohjaaja
group-part-substitute-2 = Toinen varaohjaaja
group-part-peer-leader = Vertaisohjaaja
group-part-expert-by-experience = Kokemusasiantuntija
group-part-trainee = Harjoittelija
group-part-animal-handler = Eläimen ohjaaja
group-more-leaders = Muut tehtävät
leader-role-leader = ohjaaja
leader-role-co-leader = pariohjaaja
leader-role-substitute = varaohjaaja
leader-role-peer-leader = vertaisohjaaja
leader-role-expert-by-experience = kokemusasiantuntija
leader-role-trainee = harjoittelija
leader-role-animal-handler = eläimen ohjaaja
aim-participation = Osallisuus
aim-daily-life = Arjen sujuminen
aim-social-skills = Sosiaaliset taidot
aim-networks = Verkostot
aim-wellbeing = Hyvinvointi
aim-own-life = Oman elämän hallinta
aim-work-study = Työ ja opiskelu
openness-open = Avoin ryhmä
openness-open-hint = Mukaan voi tulla milloin vain.
openness-semi-open = Puoliavoin ryhmä
openness-semi-open-hint = Uusia otetaan mukaan sopien.
openness-closed = Suljettu ryhmä
openness-closed-hint = Mukaan pääsee toiseen tapaamiseen asti.
group-seats-over = { $n ->
    [one] { $n } paikka
   *[other] { $n } paikkaa
}
group-first = Ensimmäinen tapaaminen
group-last = Viimeinen päättyy
group-no-schedule = Tapaamisia ei ole vielä suunniteltu.
group-plan-sessions = Suunnittele tapaamiset
group-tabs = Ryhmän sivut
group-tab-overview = Yleiskuva
group-tab-sessions = Tapaamiset
group-tab-referrals = Ohjaukset
group-tab-participants = Osallistujat
group-tab-attendance = Läsnäolot
group-tab-recruitment = Rekrytointi
group-tab-feeds = Kalenterit
group-status-draft = Luonnos
group-status-submitted = Odottaa hyväksyntää
group-status-returned = Palautettu
group-status-approved = Hyväksytty
group-status-recruiting = Haku auki
group-status-confirmed-to-run = Toteutuu
group-status-running = Käynnissä
group-status-ended = Päättynyt
group-status-reported = Raportoitu
group-status-archived = Arkistoitu
group-status-cancelled = Peruttu
group-next = Seuraava vaihe
group-to-submitted = Lähetä hyväksyttäväksi
group-to-submitted-hint = Esihenkilöllä on 14 päivää aikaa päättää.
group-to-approved = Hyväksy
group-to-returned = Palauta suunnitelma
group-to-draft = Ota takaisin luonnokseksi
group-to-draft-hint = Suunnitelmaa voi muokata, eikä siitä päätetä vielä.
group-to-recruiting = Avaa haku
group-to-recruiting-hint = Ryhmä tulee ohjelmaan, ja siihen voi ohjata asiakkaita.
group-to-confirmed-to-run = Vahvista toteutuvaksi
group-to-confirmed-to-run-hint = Ryhmä alkaa ensimmäisestä tapaamisesta.
group-run-reason = Perustelu, jos osallistujia on liian vähän
group-run-reason-hint = Ryhmän vähimmäismäärä on { $least }.
group-too-few = Paikan on vahvistanut { $taken }, kun vähimmäismäärä on { $least }. Kirjoita, miksi ryhmä toteutuu silti.
group-to-ended = Päätä ryhmä
group-end-consequence = Tulevat tapaamiset perutaan, ja ne poistuvat kalentereista. Osallistujat saavat siitä viestin, ja seuraava sivu kertoo, moniko saa sen ja kenelle pitää soittaa. Päättämisen voi kumota kahden minuutin ajan, ja esihenkilö voi avata ryhmän uudelleen 30 päivän kuluessa.
group-end = Päätä ryhmä etuajassa…
group-end-undo = Kumoa päättäminen
group-end-undo-hint = Ryhmä päätettiin juuri. Päättämisen voi kumota kahden minuutin ajan.
group-end-told = { $n ->
    [one] { $n } osallistujalle kerrotaan:
   *[other] { $n } osallistujalle kerrotaan:
}
group-to-reported = Merkitse raportoiduksi
group-to-reported-hint = Ryhmän tulokset on koottu.
group-to-archived = Arkistoi
group-to-archived-hint = Ryhmä jää näkyviin, mutta sitä ei voi muuttaa.
group-to-cancelled = Peru ryhmä
group-cancel = Peru ryhmä…
group-cancel-consequence = Kaikki tulevat tapaamiset perutaan ja asiakkaille kerrotaan siitä. Perumista ei voi kumota.
group-cancel-code = Miksi
group-cancel-note = Tarkennus
group-return = Palauta perustellen…
group-returned = Suunnitelma on palautettu:
cancel-code-leader-ill = Ohjaaja sairastui
cancel-code-handler-ill = Eläimen ohjaaja sairastui
cancel-code-animal-ill = Eläin sairastui
cancel-code-weather = Sää
cancel-code-too-few = Liian vähän osallistujia
cancel-code-venue = Paikka ei ole käytettävissä
cancel-code-transport = Kuljetus
cancel-code-other = Muu syy
approval-index = Hyväksynnät
approval-lead = Suunnitelmat, jotka odottavat päätöstäsi.
approval-empty = Yksikään suunnitelma ei odota päätöstä.
approval-due = Viimeistään
approval-by = Lähettäjä
approval-late = Myöhässä
approval-history = Hyväksynnän vaiheet
approval-none = Suunnitelmaa ei ole vielä lähetetty hyväksyttäväksi.
approval-hours = Varattava työaika (tuntia)
approval-budget = Varattava raha (euroa)
approval-reason = Mitä pitää muuttaa
approval-reason-hint = Ohjaaja näkee tämän ja korjaa suunnitelman.
approval-sent = Lähetetty hyväksyttäväksi, päätettävä viimeistään { $due }
approval-approved = Hyväksytty: { $hours } ja { $budget } varattu.
approval-returned = Palautettu:
approval-taken-back = Otettu takaisin
approval-change = Muutos
change-waits = Odottaa hyväksyntää
change-stands = Tätä pyydettiin suunnitelman hyväksymisen jälkeen. Ryhmä jatkuu hyväksytyllä tavalla, kunnes asia on päätetty.
change-sessions = Tapaamiset
change-fewer = Osa päivistä on jo mennyt: tapaamisia olisi nyt { $n }.
change-anyway = Hyväksytään silti
change-approve = Hyväksy muutos
change-return = Palauta muutos
change-reason-hint = Ohjaaja näkee tämän. Ryhmä pysyy sellaisena kuin se hyväksyttiin.
change-withdraw = Peru muutospyyntö
change-approved = Muutos on hyväksytty.
change-returned = Muutos on palautettu ohjaajalle.
change-withdrawn = Muutospyyntö on peruttu. Ryhmä pysyy sellaisena kuin se hyväksyttiin.
change-at-field = Odottaa hyväksyntää. Siihen asti voimassa on { $stands }.
change-over = Muutos ei enää odota: se on peruttu, muutettu tai päätetty.
change-passed = Kaikki pyydetyt päivät ovat jo menneet. Palauta muutos ohjaajalle.
change-unconfirmed = Jokin menee päällekkäin tai osa päivistä on mennyt. Rastita, että muutos hyväksytään silti, tai palauta se.
group-rhythm-from = { $day } alkaen, klo { $hours }

## Schedule
group-schedule = Ajat
schedule-rhythm = Milloin ryhmä kokoontuu
schedule-except = Poikkeukset
schedule-first = Ensimmäinen päivä
schedule-time = Alkaa klo
schedule-duration = Kesto minuutteina
schedule-weekdays = Viikonpäivät
schedule-weekdays-hint = Jos et valitse, ryhmä kokoontuu ensimmäisen päivän viikonpäivänä.
schedule-every = Joka monesko viikko
schedule-count = Montako kertaa
schedule-count-hint = Anna kertojen määrä tai viimeinen päivä, ei molempia.
schedule-until = Viimeinen päivä
schedule-rule = Toistosääntö
schedule-rule-hint = RFC 5545:n mukainen sääntö. Tyhjennä se, jos haluat käyttää valintoja.
schedule-skip-holidays = Ohita pyhäpäivät
schedule-skip-breaks = Ohita tauot
schedule-excluded = Päivät, joina ryhmä ei kokoonnu
schedule-extra = Lisäpäivät
schedule-dates-hint = Erota pilkulla, esimerkiksi 20.10.2026, 27.10.2026.
schedule-check = Tarkista
schedule-save = Tallenna ajat
schedule-saved = Tapaamiset on tallennettu.
schedule-undo = Palauta aiemmat ajat
schedule-saved-next = Tapaamiset on tallennettu. Kun suunnitelma on valmis, lähetä se hyväksyttäväksi.
schedule-saved-waits = Ajat on tallennettu. Hyväksytyn määrän ylittävät tapaamiset odottavat esihenkilön hyväksyntää.
schedule-waits = Aikataulussa on { $n } tapaamista. Hyväksytyn määrän ylittävät odottavat esihenkilön hyväksyntää, muu tallennetaan heti.
schedule-waits-whole = Aikataulussa on { $n } tapaamista, enemmän kuin on hyväksytty. Se odottaa kokonaan esihenkilön hyväksyntää, ja tapaamiset pysyvät siihen asti ennallaan.
schedule-preview = Näin ryhmä kokoontuisi
schedule-no-clashes = Päällekkäisyyksiä ei löytynyt.
schedule-skipped = Ohitetut päivät
schedule-why-excluded = poistit tämän päivän
schedule-all = Kaikki tapaamiset
schedule-change = Muutos
schedule-new = uusi
schedule-moves = siirtyy
schedule-nothing = Mikään ei muutu.
schedule-changes = Mikä muuttuu
schedule-back = palaa ohjelmaan
schedule-off = jää pois
schedule-kept-moved = siirretty käsin: pysyy
schedule-kept-added = lisätty käsin: pysyy
schedule-kept-cancelled = peruttu käsin: pysyy peruttuna
schedule-by-hand = Siihen tehty
clash-group = ryhmällä itsellään on silloin tapaaminen
clash-venue = paikassa on jo ryhmä { $group }
clash-leader = { $name } ohjaa samaan aikaan ryhmää { $group }
clash-holiday = pyhäpäivä: { $day }
clash-break = tauko: { $name }
clash-capacity = paikkaan mahtuu { $seats }, ryhmään otetaan { $needed }
clash-more = Loput
clash-move-anyway = Siirrä silti
clash-add-anyway = Lisää silti
clash-unconfirmed = Päällekkäisyyksiä löytyi. Valitse toinen aika tai paikka, tai rastita, että pidetään silti.
clash-save-anyway = Tallenna silti

## Sessions
session-none = Tapaamisia ei ole vielä. Suunnittele ajat.
session-add = Lisää tapaaminen
session-added = Tapaaminen on lisätty.
session-saved = Tapaaminen on tallennettu.
session-when = Aika
session-date = Päivä
session-end = Päättyy klo
session-number = Kerta
session-plan = Suunnitelma
session-plan-hint = Mitä tehdään ja mitä tarvitaan. Älä kirjoita asiakkaista.
session-status-planned = Suunniteltu
session-status-held = Pidetty
session-status-cancelled = Peruttu
session-moved = siirretty
session-replacement = korvaava
session-usual-venue = Ryhmän tavallinen paikka
session-same-venue = Sama paikka
session-replacement-date = Korvaavan tapaamisen päivä
session-replacement-hint = Jätä tyhjäksi, jos tilalle ei tule uutta. Osallistujille kerrotaan, tuleeko uusi.
session-replacement-past = Korvaavan tapaamisen pitää olla edessäpäin.
session-replaces = Korvaa perutun tapaamisen
session-replaces-none = Ei korvaa mitään
session-facts = Tiedot
session-substitute = Sijainen tässä tapaamisessa
session-animal = Eläin
session-without-animal = Ilman eläintä
session-cancelled-why = Peruttu, koska
session-note = Lisätieto
session-change = Muutos aikaan
session-attendance = Läsnäolot
session-hold = Merkitse pidetyksi
session-move = Siirrä
session-notify = Kerro muutoksesta kaikille
session-notify-hint = Jos et valitse tätä, osallistujille soitetaan. Soitettavat näet tapaamisen sivulta.
session-cancel = Peru tapaaminen…
session-restore = Pidä tapaaminen sittenkin
session-move-back = Peru siirto
session-cancel-now = Peru tapaaminen
session-cancel-consequence = Tapaaminen { $time } perutaan, ja siitä kerrotaan kaikille, joita se koskee.

## Calendar
calendar-title = Ohjelma
calendar-week = Viikko
calendar-month = Kuukausi
calendar-list = Luettelo
calendar-views = Näkymät
calendar-before = Edellinen
calendar-after = Seuraava
calendar-empty = Näinä päivinä ei ole tapaamisia.
calendar-whose = Kenen ryhmät
calendar-whose-all = Kaikki
calendar-whose-unit = Oma yksikkö
calendar-whose-mine = Omat

## Faults
group-step-none = Ryhmä on tullut elämänsä loppuun: seuraavaa vaihetta ei ole.
group-closed = Ryhmä on päättynyt tai peruttu, eikä sitä voi enää muuttaa.
group-code-taken = Tunnus on jo käytössä. Valitse toinen tai jätä tyhjäksi.
group-code-form = Tunnuksessa on enintään 12 merkkiä: kirjaimia, numeroita ja viivoja.
group-capacity-taken = Ryhmässä on jo { $taken } paikkaa annettu tai tarjottu. Anna vähintään se määrä.
group-min-over-capacity = Vähimmäismäärä on suurempi kuin enimmäismäärä. Korjaa jompikumpi.
group-leader-role = Valitse henkilö, jolla on ohjaajan rooli ja avoin tunnus.
session-substitute-self = Ohjaaja vetää tapaamisen itse. Valitse sijaiseksi joku muu.
group-leader-twice = Sama henkilö on kahdessa tehtävässä. Valitse hänelle yksi.
group-out-of-reach = Valitse oma yksikkösi tai ota itsesi ohjaajaksi.
fault-amount = Anna luku väliltä 0–{ $most }.
session-held-already = Tapaaminen on jo pidetty.
session-cancelled-already = Tapaaminen on jo peruttu.
session-not-begun = Tapaaminen ei ole vielä alkanut.
session-replaces-cancelled = Valitse tämän ryhmän peruttu tapaaminen.

## Counts
group-waiting-count = { $n ->
    [one] Jonossa on { $n } ihminen.
   *[other] Jonossa on { $n } ihmistä.
}
group-rhythm-weekly = { $every ->
    [1] joka viikko: { $days } klo { $hours }
   *[other] joka { $every }. viikko: { $days } klo { $hours }
}
group-rhythm-count = { $n ->
    [one] {","} { $n } kerta
   *[other] {","} { $n } kertaa
}
schedule-sessions = { $n ->
    [one] { $n } tapaaminen
   *[other] { $n } tapaamista
}
schedule-absences = { $n ->
    [one] { $n } on ilmoittanut, ettei pääse
   *[other] { $n } on ilmoittanut, etteivät pääse
}
schedule-clashes = { $n ->
    [one] { $n } päällekkäisyys
   *[other] { $n } päällekkäisyyttä
}

## Mallipohjat, tauot ja kaudet
group-more = Lisää
group-as-template = Tallenna mallipohjaksi
year-tabs = Suunnittelun pohjat
year-first = Ensimmäinen päivä
year-last = Viimeinen päivä
template-index = Mallipohjat
template-lead = Hyväksi havaittuja ryhmiä, joista uusi ryhmä on nopea suunnitella.
template-new = Uusi mallipohja
template-edit = Muokkaa mallipohjaa
template-none = Mallipohjia ei vielä ole. Avaa hyvin toiminut ryhmä ja tallenna se mallipohjaksi.
template-saved = Mallipohja tallennettiin.
template-deleted = Mallipohja poistettiin.
template-delete = Poista mallipohja…
template-delete-now = Poista mallipohja
template-delete-what = Mallipohja poistuu luettelosta. Siitä suunnitellut ryhmät säilyvät ennallaan.
template-shape = Tapaamiset
template-use = Uusi ryhmä
template-start = Suunnittele ryhmä
template-people = { $least }–{ $most } osallistujaa
template-sessions-of = { $n ->
    [one] { $n } tapaaminen, { $length }
   *[other] { $n } tapaamista, { $length }
}
break-index = Tauot
break-lead = Päivät, joina ryhmät eivät kokoonnu. Uudet aikataulut ohittavat ne.
break-new = Uusi tauko
break-edit = Muokkaa taukoa
break-none = Tulevia taukoja ei ole.
break-over = Menneet tauot
break-name = Nimi
break-name-hint = Esimerkiksi talviloma.
break-days = Päivät
break-whose = Kenen tauko
break-whose-hint = Yksikön tauko koskee myös sen alla olevia yksiköitä.
break-everybody = Kaikkien
break-saved = Tauko tallennettiin.
break-deleted = Tauko poistettiin.
break-delete = Poista tauko…
break-delete-now = Poista tauko
break-delete-what = Uudet aikataulut eivät enää ohita näitä päiviä. Jo suunnitellut tapaamiset säilyvät ennallaan.
break-sessions = Tauolle osuvat tapaamiset
break-sessions-none = Tauolle ei osu yhtään suunniteltua tapaamista.
break-sessions-count = { $n ->
    [one] { $n } suunniteltu tapaaminen osuu tauolle. Se pysyy ennallaan, kunnes ohjaaja siirtää tai peruu sen.
   *[other] { $n } suunniteltua tapaamista osuu tauolle. Ne pysyvät ennallaan, kunnes ohjaajat siirtävät tai peruvat ne.
}
break-out-of-reach = Valitse oma yksikkösi.
season-index = Kaudet
season-lead = Ohjelmavuoden osat. Ryhmä kuuluu jokaiseen kauteen, jolla se kokoontuu.
season-new = Uusi kausi
season-edit = Muokkaa kautta
season-none = Kausia ei vielä ole.
season-name = Kausi
season-name-hint = Esimerkiksi syksy 2026.
season-groups = Kauden ryhmät
season-saved = Kausi tallennettiin.
season-overlaps = Päivät kuuluvat jo toiseen kauteen. { $name }
group-step-left-open = Ryhmää ei voi vielä merkitä raportoiduksi: avoimia osallistumisia on { $places }, kirjaamatta olevia tapaamisia { $sheets } ja avoimia ohjauksia { $referrals }. Kirjaa ne ensin.
group-step-reopen-late = Ryhmän päättymisestä on yli 30 päivää, joten sitä ei voi enää avata uudelleen.
group-report-after = Ryhmän voi merkitä raportoiduksi, kun nämä on kirjattu:
group-places-open = Osallistumisia vailla päätöstä: { $n }
group-sheets-missing = Tapaamisia, joiden läsnäolot puuttuvat: { $n }
group-reopen = Avaa ryhmä uudelleen…
group-to-running = Avaa ryhmä uudelleen
group-reopen-reason = Miksi
group-reopen-hint = Ryhmään voi taas lisätä tapaamisia ja palauttaa peruttuja. Päätetyt osallistumiset pysyvät päätettyinä. Ilman uusia kertoja ryhmä päätetään uudelleen käsin.
group-leader-days = Viimeinen päivä on ennen ensimmäistä.
group-part-days = Mukana vain osan ajasta
group-part-from = Ensimmäinen päivä
group-part-until = Viimeinen päivä
interpreting-title = Tulkki
interpreting-lead = Tulkki saa tiedon, kun tapaaminen siirtyy tai peruuntuu. Asiakkaiden viesteissä tulkkia ei mainita.
interpreting-new = Lisää tulkki
interpreting-change = Muuta varausta
interpreting-saved = Tulkin varaus on tallennettu.
interpreting-line = Tulkki: { $language } ({ $state })
interpreting-language = Kieli
interpreting-name = Tulkki tai tulkkipalvelu
interpreting-email = Tulkin sähköposti
interpreting-phone = Tulkin puhelin
interpreting-status = Tilanne
interpreting-note = Huomioita
interpreting-note-hint = Esimerkiksi tilausnumero. Älä kirjoita asiakkaan nimeä.
interpreting-asked = pyydetty
interpreting-booked = vahvistettu
interpreting-to-confirm = aika muuttui, vahvistamatta
interpreting-not-needed = tapaaminen on peruttu
interpreting-cancelled = peruttu
