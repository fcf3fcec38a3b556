today-title = Tänään
today-greeting = Hei { $name }
today-clear = Kaikki on kunnossa. Mikään ei odota sinua juuri nyt.
today-find = Etsi ryhmä asiakkaalle
today-plan = Suunnittele ryhmä
today-figures = Tunnusluvut
today-log = Lokit ja asiakkaan oikeudet
today-failed-messages = { $n ->
    [one] { $n } viesti jäi lähettämättä. Katso miksi.
   *[other] { $n } viestiä jäi lähettämättä. Katso miksi.
}
today-calls = { $n ->
    [one] { $n } soitto tai kirje odottaa. Avaa lista.
   *[other] { $n } soittoa tai kirjettä odottaa. Avaa lista.
}
today-sessions = Tapaamiset tänään
today-no-sessions = Sinulla ei ole tapaamisia tänään.
today-unfilled = Läsnäolot kirjaamatta
today-session = { $number }. kerta
today-expected = { $n ->
    [one] { $n } osallistuja
   *[other] { $n } osallistujaa
}
today-cancelled = Peruttu
today-recorded = Kirjattu
today-fill = Kirjaa läsnäolot
today-sheet = Avaa lista
today-tasks = Tehtävät
today-late = piti tehdä { $day }
today-due = viimeistään { $day }
today-done = Tehty
today-to-decide = Ohjauksia ratkaistavana
today-asked-back = Sinulta on kysytty lisätietoa
today-offers = Tarjottu paikka odottaa vastausta
today-returned = Korjattavia suunnitelmia
today-approved = Hyväksytty: avaa haku
today-plans = Suunnitelmia hyväksyttävänä
today-sent = lähetetty { $day }
today-soon = Alkaa pian, paikkoja vapaana
today-starts = alkaa { $day }
today-places = { $taken } / { $capacity } paikkaa täynnä
task-two-misses = Soita asiakkaalle: kaksi poissaoloa peräkkäin
task-call-session = Kerro asiakkaalle puhelimella
task-contact-offer = Ota yhteys: tarjottu paikka vanhenee
task-offer-untold = Asiakasta ei ole tavoitettu tarjotusta paikasta: järjestä yhteydenotto
task-offer-lapsed = Tarjoukseen ei vastattu: päätä, miten jatketaan
task-letter-due = Lähetä kirje
task-application-review = Käsittele ilmoittautuminen
task-low-fill = Paikkoja on vielä vapaana
task-approval-late = Suunnitelman hyväksyntä on myöhässä
task-change-returned = Muutos palautettiin: katso syy ja pyydä uudelleen tai anna olla
task-decide-to-run = Päätä, toteutuuko ryhmä
task-leader-left = Ohjaaja on lähtenyt: valitse ryhmälle uusi
task-substitute-left = Sijainen on lähtenyt: valitse toinen
task-break-falls = Tauko osuu sovittuihin kertoihin
task-season-falls = Kausi lyheni: sovittuja kertoja jää sen ulkopuolelle
task-end-talk = Käy loppukeskustelu
task-end-places = Kirjaa, miten osallistumiset päättyivät
task-accompany-session = Saata asiakas tapaamiseen
task-referral-answer = Vastaa lisätietopyyntöön
task-referral-decide = Uusi ohjaus odottaa ratkaisuasi
task-tell-decision = Kerro asiakkaalle ratkaisusta ja oikeudesta saada siitä päätös
task-queue-decision = Vapaa paikka odottaa päätöstä: jonon ensimmäistä ei voi sijoittaa suoraan
task-fill-sheet = Täytä läsnäolot: tapaamisesta on kulunut vuorokausi
task-other = Tehtävä
task-assign-key-worker = Valitse asiakkaalle omatyöntekijä
task-new-client = Uusi asiakas: ota yhteyttä
task-address-fails = Viestit eivät mene perille: tarkista osoite tai numero
today-waiting = { $n } odottaa
task-confirm-role = Vahvista tai hylkää rooli, jolla näkee asiakkaita
task-retention-due = Tarkista, mitkä tiedot poistetaan
task-leader-away = Ohjaaja on poissa: kuka tulee tilalle?
task-tell-outside = Kerro muutoksesta tulkille tai tilan pitäjälle
task-venue-closed = Paikka on poissa käytöstä: valitse tapaamisille toinen
task-death-undone = Kuolinpäivä oli virhe: pyydä paikat ja tarjoukset takaisin ja anna uudet linkit
task-incident = Ota yhteyttä: asiakkaalle sattui jotain
task-pair-conflict = Ryhmässä on kaksi, joiden ei pidä tavata: sovi asiasta
today-away = Sinut on merkitty poissaolevaksi ({ $from }–{ $until }). Päätä poissaolo, jos olet töissä.
