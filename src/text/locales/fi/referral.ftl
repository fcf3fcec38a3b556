referral-index = Ohjaukset
referral-lead = Ensimmäisenä ne, jotka odottavat jonkun kättä.
referral-new = Uusi ohjaus
referral-new-lead = Sovi ohjauksesta asiakkaan kanssa. Kirjoita vain se, mitä ryhmän ohjaajan on tarpeen tietää.
referral-one = Ohjaus
referral-none = Täällä ei ole ohjauksia. Etsi ryhmä ja ohjaa asiakas.
referral-any = Kaikki
referral-status = Tila
referral-closed-too = Näytä myös päättyneet
referral-client = Asiakas
referral-group = Ryhmä
referral-sent-on = Lähetetty
referral-referrer = Lähettäjä
referral-until = voimassa
referral-choose = Valitse
referral-new-client = Lisää uusi asiakas
referral-reason = Miksi tähän ryhmään
referral-reason-hint = Yksi tai kaksi lausetta.
referral-goals = Asiakkaan tavoitteet
referral-goals-hint = Yhdestä kolmeen tavoitetta, kukin omalle rivilleen.
referral-needs = Mitä on otettava huomioon
referral-needs-hint = Allergiat, eläinten pelko, liikkuminen, kieli, kuljetus, turvallinen yhteydenottotapa.
referral-first-channel = Mistä asiakas kuuli ryhmästä ensin?
referral-channels = Mistä muualta?
referral-heard = Mistä asiakas kuuli ryhmästä
referral-accompany = Tulen mukaan ensimmäisellä kerralla
referral-accompany-session = Mille kerralle
referral-companion = { $name }, { $number }. kerta
referral-send = Lähetä ohjaus
referral-keep = Tallenna luonnoksena
referral-sent = Ohjaus on tallennettu. Voit seurata sitä tältä sivulta.
referral-step-taken = Tehty. Ohjauksen tila on muuttunut.
referral-contact-noted = Yhteydenottoyritys on kirjattu.
referral-prioritised = Asiakas on siirretty jonon kärkeen.
referral-in-turn = Asiakas on taas jonossa omalla vuorollaan.
referral-goals-many = Kirjoita enintään kolme tavoitetta.
referral-decided-already = Ohjaus on jo ratkaistu, eikä siihen voi lisätä tietoja. Ota yhteyttä ryhmän ohjaajaan.
referral-sent-already = Ohjaus on jo lähetetty, eikä sitä voi enää muuttaa. Lisää puuttuva tieto ohjauksen sivulla.
referral-edit = Muokkaa luonnosta
referral-edit-title = Muokkaa ohjauksen luonnosta
referral-more = Lisää tietoja ohjaukseen
referral-more-hint = Ryhmän ohjaaja saa lisäyksen tehtäviinsä. Kirjoita vain se, mitä hänen on tarpeen tietää.
referral-more-add = Lisää
referral-more-added = Tieto on lisätty, ja ryhmän ohjaaja saa sen tehtäviinsä.
referral-more-said = Lisätieto
referral-duplicate = Asiakkaalla on jo avoin ohjaus tähän ryhmään: { $on }, { $by }. Katso sitä.
referral-step-not-from = Tämä ei ole nyt mahdollista. Mahdolliset vaiheet: { $allowed }.
referral-step-closed = Ohjaus on päättynyt. Tee uusi, jos asiakas haluaa yhä paikan.
referral-taken-back-moved = Vaihetta ei voi enää perua: uutta ohjausta toiseen ryhmään käsitellään jo. Peruuta ensin se.
referral-taken-back-never = Tätä vaihetta ei voi perua.
referral-taken-back-other = Vaihetta ei peruttu: ohjaus on sillä välin edennyt. Katso, missä vaiheessa se on nyt.
referral-taken-back-step = Vaihe peruttu: { $step }
referral-taken-back-told = Vaihetta ei voi enää perua: asiakkaalle on jo kerrottu. Tee uusi ohjaus, jos asiakas haluaa paikan.
referral-taken-back = Vaihe on peruttu.
referral-take-back = Peru viimeisin vaihe
referral-take-back-hint = Peruttava vaihe: { $step }. Ohjaus palaa tilaan: { $state }. Paikka tai vuoro palautuu, jos se on yhä vapaana.
referral-step-code-missing = Valitse, miksi asiakasta ei hyväksytä.
referral-answer-missing = Kirjoita vastaus kysymykseen.
referral-step-note-missing = Kirjoita, mitä haluat tietää.
referral-animals-unchecked = Ryhmässä on eläimiä ja asiakkaalle on kirjattu huomioon otettavaa. Varmista, että asiakas voi osallistua, rastita kohta ja yritä uudelleen.
referral-animals = Ryhmässä on eläimiä. Tarkista allergiat ja pelot asiakkaan kanssa ennen paikan vahvistamista.
referral-animals-checked = Olen tarkistanut allergiat ja pelot
referral-conflict = Asiakas ei voi olla tässä ryhmässä erään toisen osallistujan kanssa.
referral-override = Miksi paikka on silti mahdollinen
referral-overlap = Asiakas on toisessa ryhmässä, joka kokoontuu samaan aikaan: { $groups }.
referral-other = Asiakkaalla on avoin ohjaus myös ryhmään { $group } ({ $on }, { $by }).
referral-where = Missä mennään
referral-next = Mitä seuraavaksi
referral-about = Mitä on kerrottu
referral-history = Mitä on tapahtunut
referral-received = Saapunut
referral-asked = Ohjaaja kysyy
referral-answer = Vastauksesi
referral-question = Mitä haluat tietää?
referral-decided = Päätetty
referral-why = Syy
referral-note = Huomautus
referral-redirected-to = Ohjattu ryhmään
referral-elsewhere = Muualle kuin tämän ohjelman ryhmään
referral-queue-place = Sija jonossa
referral-offer-until = Tarjous voimassa
referral-offer-untold = asiakas ei ole vielä kuullut siitä; vastausaika alkaa, kun hän kuulee
referral-calls = Kerro asiakkaalle
referral-told = Merkitty kerrotuksi.
referral-contact-tries = Yhteydenottoyrityksiä
referral-contact = Yritin tavoittaa asiakasta
referral-first-visit = Ensimmäinen käynti
referral-misses = Poissaoloja peräkkäin
referral-ended = Päättynyt
referral-closed-as = Päätös
referral-of-group = Ryhmän ohjaukset
referral-group-none = Ei avoimia ohjauksia.
referral-queue = Jono
referral-queue-none = Jonossa ei ole ketään.
referral-queued = alkaen
referral-first-because = siirretty kärkeen:
referral-to-front = Siirrä jonon kärkeen
referral-to-turn = Palauta omalle vuorolle
referral-front-reason = Perustelu
referral-status-draft = Luonnos
referral-status-submitted = Lähetetty
referral-status-in-review = Käsittelyssä
referral-status-info-requested = Lisätietoja pyydetty
referral-status-offered = Paikka tarjottu
referral-status-waitlisted = Jonossa
referral-status-confirmed = Vahvistettu
referral-status-rejected = Ei hyväksytty
referral-status-declined = Asiakas ei halua
referral-status-withdrawn = Peruttu
referral-status-expired = Vanhentunut
referral-status-redirected = Ohjattu muualle
referral-closed-started = Aloitti
referral-closed-rejected = Ei hyväksytty
referral-closed-declined = Asiakas ei halunnut
referral-closed-expired = Vanhentui
referral-closed-withdrawn = Peruttiin
referral-closed-redirected = Ohjattiin muualle
referral-closed-group-cancelled = Ryhmä peruttiin
referral-closed-never-placed = Paikkaa ei vapautunut
referral-closed-no-start = Ei aloittanut
referral-closed-duplicate = Kaksoiskappale
referral-step-submitted = Lähetä
referral-step-in-review = Ota käsittelyyn
referral-step-info-requested = Pyydä lisätietoja
referral-step-offered = Tarjoa paikkaa
referral-step-waitlisted = Laita jonoon
referral-step-confirmed = Vahvista paikka
referral-step-rejected = Älä hyväksy
referral-step-declined = Asiakas ei halua
referral-step-withdrawn = Peru ohjaus
referral-step-redirected = Ohjaa muualle
referral-step-expired = Päätä: asiakas ei vastannut
referral-step-ask-again = Vie ohjaajan ratkaistavaksi
referral-lapsed = Tarjoukseen ei vastattu, ja paikka vapautui. Päätä ohjaus, tai pyydä paikkaa vielä. Asiakkaalla on oikeus saada asiasta päätös.
referral-reject-criteria = Ryhmän kriteerit eivät täyty
referral-reject-full = Ryhmä on täynnä
referral-reject-closed = Ryhmään ei enää oteta uusia
referral-reject-pair-rule = Ei voi olla samassa ryhmässä
referral-reject-access = Esteettömyyttä ei voida järjestää
referral-reject-other = Muu syy
referral-channel-own-worker = Omatyöntekijä
referral-channel-print = Juliste tai esite
referral-channel-social-media = Sosiaalinen media
referral-channel-outreach = Jalkautuva työ
referral-channel-partner = Yhteistyökumppani
referral-channel-peer = Tuttava tai vertainen
referral-channel-web = Verkkosivu
referral-channel-other = Muualta
find-title = Etsi ryhmä
find-lead = Ryhmät, joihin voi nyt tulla mukaan.
find-none = Mikään ryhmä ei vastaa hakua. Poista jokin rajaus.
find-count = { $n ->
    [one] { $n } ryhmä
   *[other] { $n } ryhmää
}
find-part = { $n ->
    [one] { $n } ryhmä tällä sivulla
   *[other] { $n } ryhmää tällä sivulla
}
find-first = Alkuun
find-next = Lisää ryhmiä
find-words = Hakusana
find-municipality = Kunta
find-kind = Tyyppi
find-aim = Tavoite
find-weekday = Viikonpäivä
find-language = Kieli
find-free = Vain ne, joissa on vapaita paikkoja
find-step-free = Esteetön sisäänkäynti
find-no-animals = Ei eläimiä
find-animals = Mukana eläimiä
find-full = täynnä
find-closed = Suljettu ryhmä
find-waiting = { $n ->
    [one] { $n } jonossa
   *[other] { $n } jonossa
}
find-refer = Ohjaa asiakas
participation-status-confirmed = Vahvistettu
participation-status-started = Aloittanut
participation-status-completed = Käynyt loppuun
participation-status-dropped-out = Keskeyttänyt
participation-status-positive-exit = Päättyi hyvään syyhyn
participation-status-transferred = Siirtynyt muualle
participation-status-deceased = Kuollut
participation-status-no-start = Ei aloittanut
referral-offer-subject = Sinulle on varattu paikka
referral-offer-body = Hei!

    Sinulle on varattu paikka, ja se on voimassa { $until } asti. Katso ja vastaa tästä:
    { $link }

    Jos et halua paikkaa, voit kertoa senkin samalla sivulla.
referral-offer-sms = Sinulle on varattu paikka, voimassa { $until } asti. Vastaa: { $link }
referral-offer-hand = Sinulle on varattu paikka, ja se on voimassa { $until } asti. Kerro meille, haluatko paikan.
referral-offer-waits-subject = Muistutus: sinulle on varattu paikka
referral-offer-waits-body =
    Hei!

    Sinulle varattu paikka odottaa vastaustasi { $until } asti. Vastaa tästä:
    { $link }

    Jos et halua paikkaa, voit kertoa senkin samalla sivulla.
referral-offer-waits-sms = Muistutus: paikkasi odottaa vastausta { $until } asti. Vastaa: { $link }
referral-offer-waits-hand = Sinulle on varattu paikka, ja odotamme vastaustasi { $until } asti. Kerro meille, haluatko paikan.
referral-queued-message-subject = Olet jonossa
referral-queued-message-body = Hei!

    Kaikki paikat ovat nyt täynnä. Olet jonossa, ja kerromme heti, kun paikka vapautuu.
    { $link }
referral-queued-message-sms = Paikat ovat nyt täynnä. Olet jonossa, ja kerromme, kun paikka vapautuu.
referral-queued-message-hand = Kaikki paikat ovat nyt täynnä. Olet jonossa, ja kerromme heti, kun paikka vapautuu.
referral-confirmed-message-subject = Paikkasi on vahvistettu
referral-confirmed-message-body = Hei!

    Paikkasi on vahvistettu. Ajat löydät tästä:
    { $link }
referral-confirmed-message-sms = Paikkasi on vahvistettu. Ajat: { $link }
referral-confirmed-message-hand = Paikkasi on vahvistettu. Kerromme ajat, kun ne ovat selvillä.
referral-confirmed-first-subject = Paikkasi on vahvistettu
referral-confirmed-first-body = Hei!

    Paikkasi on vahvistettu. Ensimmäinen tapaaminen on { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }Sinut ottaa vastaan { $leader }.
}
    Ohjeet ja muut ajat löydät tästä:
    { $link }
referral-confirmed-first-sms = Paikkasi on vahvistettu. Ensimmäinen kerta { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }Vastassa { $leader }.
} Ohjeet: { $link }
referral-confirmed-first-hand = Paikkasi on vahvistettu. Ensimmäinen tapaaminen on { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }Sinut ottaa vastaan { $leader }.
}
referral-not-accepted-subject = Paikkaa ei voitu järjestää
referral-not-accepted-body = Hei!

    Tällä kertaa sinulle ei voitu järjestää paikkaa. Otamme sinuun yhteyttä ja kerromme muista mahdollisuuksista.
    Sinulla on oikeus saada asiasta päätös.
referral-not-accepted-sms = Tällä kertaa paikkaa ei voitu järjestää. Otamme sinuun yhteyttä. Sinulla on oikeus saada asiasta päätös.
referral-not-accepted-hand = Tällä kertaa sinulle ei voitu järjestää paikkaa. Kerromme muista mahdollisuuksista. Sinulla on oikeus saada asiasta päätös.
referral-asked-message-subject = Sinulle on pyydetty paikkaa
referral-asked-message-body = Hei!

    Sinulle on pyydetty paikkaa. Kerromme sinulle, kun asia on ratkaistu.
referral-asked-message-sms = Sinulle on pyydetty paikkaa. Kerromme, kun asia on ratkaistu.
referral-asked-message-hand = Sinulle on pyydetty paikkaa. Kerromme sinulle, kun asia on ratkaistu.
referral-offer-expired-subject = Paikkasi varaus on päättynyt
referral-offer-expired-body = Hei!

    Vastausaika on päättynyt, eikä paikka ole enää varattuna sinulle. Jos haluat yhä mukaan, ota meihin yhteyttä.
    Sinulla on oikeus saada asiasta päätös.
referral-offer-expired-sms = Vastausaika on päättynyt ja paikka vapautettu. Jos haluat yhä mukaan, ota yhteyttä. Sinulla on oikeus saada päätös.
referral-offer-expired-hand = Vastausaika on päättynyt, eikä paikka ole enää varattuna sinulle. Jos haluat yhä mukaan, ota meihin yhteyttä. Sinulla on oikeus saada asiasta päätös.
referral-offer-taken-back-subject = Tarjottu paikka on peruttu
referral-offer-taken-back-body = Hei!

    Sinulle tarjottu paikka on valitettavasti peruttu. Sinun ei tarvitse vastata tarjoukseen. Otamme sinuun yhteyttä.
referral-offer-taken-back-sms = Sinulle tarjottu paikka on valitettavasti peruttu. Sinun ei tarvitse vastata. Otamme sinuun yhteyttä.
referral-offer-taken-back-hand = Sinulle tarjottu paikka on valitettavasti peruttu. Sinun ei tarvitse vastata tarjoukseen.
referral-turn-taken-back-subject = Et ole enää jonossa
referral-turn-taken-back-body = Hei!

    Kerroimme, että olet jonossa. Et ole nyt jonossa, eikä sinun tarvitse tehdä mitään. Otamme sinuun yhteyttä.
referral-turn-taken-back-sms = Et ole enää jonossa. Sinun ei tarvitse tehdä mitään. Otamme sinuun yhteyttä.
referral-turn-taken-back-hand = Kerroimme, että olet jonossa. Et ole nyt jonossa, eikä sinun tarvitse tehdä mitään.
referral-confirmed-staff-subject = Uusi osallistuja ({ $code })
referral-confirmed-staff-body = Ryhmässä { $code } on vahvistettu paikka asiakkaalle. Osallistujat: { $link }
referral-news-subject = Lähettämäsi ohjaus on edennyt
referral-news-body = Lähettämäsi ohjaus on edennyt. Katso, missä mennään:
    { $link }
referral-thread = Kysymykset ja vastaukset
