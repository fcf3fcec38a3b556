signature-short = Terv. { $leader }
signature = Terveisin { $leader }
told-cancelled-subject = Tapaaminen on peruttu
told-cancelled-sms = Tapaaminen { $time } on peruttu. Tilalle ei tule uutta.
told-cancelled-hand = Tapaaminen { $time } on peruttu. Tilalle ei tule uutta. Pahoittelemme muutosta.
told-cancelled-body =
    Hei!

    Tapaaminen { $time } on peruttu. Tilalle ei tule uutta. Pahoittelemme muutosta.
    Seuraavat tapaamiset näet tästä:
    { $link }
told-replaced-subject = Tapaaminen on peruttu, tilalla uusi
told-replaced-sms = Tapaaminen { $time } on peruttu. Tilalla: { $to }. { $link }
told-replaced-hand = Tapaaminen { $time } on peruttu. Tilalla on uusi tapaaminen { $to }. Pahoittelemme muutosta.
told-replaced-body =
    Hei!

    Tapaaminen { $time } on peruttu. Pahoittelemme muutosta.
    Tilalla on uusi tapaaminen { $to }.
    Lisätiedot näet tästä:
    { $link }
told-moved-subject = Tapaaminen on siirretty
told-moved-sms = Tapaaminen { $time } siirtyy. Uusi aika: { $to }. { $link }
told-moved-hand = Tapaaminen { $time } on siirretty. Uusi aika on { $to }.
told-moved-body =
    Hei!

    Tapaaminen { $time } on siirretty.
    Uusi aika on { $to }.
    Lisätiedot näet tästä:
    { $link }
told-added-subject = Uusi tapaaminen
told-added-sms = Sinulle on uusi tapaaminen { $time }. Katso: { $link }
told-added-hand = Sinulle on uusi tapaaminen { $time }.
told-added-body =
    Hei!

    Sinulle on uusi tapaaminen { $time }.
    Lisätiedot näet tästä:
    { $link }
told-changed-subject = Tapaamiseen tulee muutos
told-changed-sms = Tapaamisen { $time } paikka tai kesto muuttuu. Katso: { $link }
told-changed-hand = Tapaamisen { $time } paikka tai kesto muuttuu. Kysy meiltä lisää, jos haluat.
told-changed-body =
    Hei!

    Tapaamisen { $time } paikka tai kesto muuttuu.
    Lisätiedot näet tästä:
    { $link }
told-restored-subject = Tapaaminen pidetään
told-restored-sms = Tapaaminen { $time } pidetään sittenkin. Tervetuloa! { $link }
told-restored-hand = Tapaaminen { $time } pidetään sittenkin. Tervetuloa!
told-restored-body =
    Hei!

    Tapaaminen { $time } pidetään sittenkin. Tervetuloa!
    Lisätiedot näet tästä:
    { $link }
told-replanned-subject = Tapaamistesi suunnitelma muuttuu
told-replanned-sms = Tapaamistesi aikoja tai paikkoja on muutettu. Katso uudet: { $link }
told-replanned-hand = Tapaamistesi aikoja tai paikkoja on muutettu. { $n ->
    [0] Uusia aikoja ei ole.
   *[other] Tulevat tapaamisesi ovat { $times }.
} Jos et pääse jonakin kertana, kerro siitä meille.
told-replanned-body =
    Hei!

    Tapaamistesi aikoja tai paikkoja on muutettu.
    Uuden suunnitelman näet tästä:
    { $link }

    Jos et pääse jonakin kertana, voit kertoa siitä samassa paikassa.
told-meets-subject = Kuka ottaa sinut vastaan
told-meets-sms = Tapaamisessa { $time } sinut ottaa vastaan { $leader ->
    [none] joku toinen
   *[other] { $leader }
}. Lisää: { $link }
told-meets-hand = Tapaamisessa { $time } sinut ottaa vastaan { $leader ->
    [none] joku toinen
   *[other] { $leader }
}.
told-meets-body =
    Hei!

    Tapaamisessa { $time } sinut ottaa vastaan { $leader ->
    [none] joku toinen
   *[other] { $leader }
}.
    Lisätiedot näet tästä:
    { $link }
told-group-cancelled-subject = Tapaamisesi on peruttu
told-group-cancelled-sms = Sinulle suunnitellut tapaamiset on peruttu. Otamme sinuun yhteyttä.
told-group-cancelled-hand = Sinulle suunnitellut tapaamiset on peruttu. Pahoittelemme muutosta. Kerromme, mitä muita mahdollisuuksia on.
told-group-cancelled-body =
    Hei!

    Sinulle suunnitellut tapaamiset on peruttu. Pahoittelemme muutosta.
    Otamme sinuun yhteyttä. Muut tapaamisesi näet tästä:
    { $link }
told-runs-subject = Tapaamisesi alkavat
told-runs-sms = Tapaamisesi alkavat { $time }. Ohjeet: { $link }
told-runs-hand = Tapaamisesi alkavat. Ensimmäinen tapaaminen on { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }Sinut ottaa vastaan { $leader }.
}
told-runs-body =
    Hei!

    Tapaamisesi alkavat. Ensimmäinen tapaaminen on { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }Sinut ottaa vastaan { $leader }.
}
    Ohjeet ja muut ajat löydät tästä:
    { $link }
told-staff-runs-subject = Ryhmä toteutuu: { $code }
told-staff-runs-body =
    Ryhmä { $code } toteutuu. Asiakkaille kerrotaan, milloin se alkaa.
    { $link }
told-staff-group-cancelled-subject = Ryhmä peruttu: { $code }
told-staff-group-cancelled-body =
    Ryhmä { $code } on peruttu, ja asiakkaille kerrotaan perumisesta. Ohjaus, jota ei viety eteenpäin, on asiakasta auttavan työntekijän tehtävä.
    { $link }
told-staff-group-ended-subject = Ryhmä päättyi: { $code }
told-staff-group-ended-body =
    Ryhmä { $code } päättyi ennen aikojaan. Tulevat tapaamiset on peruttu, ja asiakkaille kerrotaan siitä.
    { $link }
told-staff-cancelled-subject = Tapaaminen peruttu: { $code }
told-staff-cancelled-body =
    Tapaaminen { $code } { $time } on peruttu.
    { $link }
told-staff-replaced-subject = Tapaaminen peruttu, tilalla uusi: { $code }
told-staff-replaced-body =
    Tapaaminen { $code } { $time } on peruttu. Tilalla on tapaaminen { $to }.
    { $link }
told-staff-moved-subject = Tapaaminen siirretty: { $code }
told-staff-moved-body =
    Tapaaminen { $code } { $time } on siirretty. Uusi aika on { $to }.
    { $link }
told-staff-added-subject = Uusi tapaaminen: { $code }
told-staff-added-body =
    Ryhmään { $code } on lisätty tapaaminen { $time }.
    { $link }
told-staff-changed-subject = Tapaaminen muuttunut: { $code }
told-staff-changed-body =
    Tapaamisen { $code } { $time } paikka tai kesto on muuttunut.
    { $link }
told-staff-restored-subject = Tapaaminen pidetään: { $code }
told-staff-restored-body =
    Tapaaminen { $code } { $time } pidetään sittenkin.
    { $link }
told-staff-replanned-subject = Tapaamiset suunniteltu uudelleen: { $code }
told-staff-replanned-body =
    Ryhmän { $code } kertojen aikoja tai paikkoja on muutettu.
    { $link }
told-staff-stands-in-subject = Sijaistat tapaamisessa: { $code }
told-staff-stands-in-body =
    Olet sijaisena tapaamisessa { $code } { $time }.
    { $link }
told-staff-comes-along-subject = Saatat asiakkaan toiseen tapaamiseen: { $code }
told-staff-comes-along-body =
    Tilanne on muuttunut: saatat asiakkaan tapaamiseen { $code } { $time }, et muuhun.
    { $link }
told-staff-stands-out-subject = Et enää sijaista tapaamisessa: { $code }
told-staff-stands-out-body =
    Et ole enää sijaisena tapaamisessa { $code } { $time }.
    { $link }
told-cancelled-done = Tapaaminen on peruttu.
told-replaced-done = Tapaaminen on peruttu, ja tilalla on uusi.
told-moved-done = Tapaaminen on siirretty.
told-restored-done = Tapaaminen pidetään sittenkin.
told-calls = Soitettavat ja kirjeet
told-calls-lead = Nämä osallistujat eivät saa viestiä sähköisesti.
told-calls-none = Kaikki saavat viestin, kenellekään ei tarvitse soittaa.
told-calls-all = Näistä kerrotaan puhelimella tai kirjeellä. Merkitse hoidetuksi, kun asiakas tietää.
told-calls-done = Kenellekään ei tarvitse soittaa eikä kirjoittaa.
told-call-made = Merkitty hoidetuksi.
told-asked = Kertoo { $name }, viimeistään { $due }
told-by-key-worker = Omatyöntekijä kertoo
told-by-letter = Kirje
told-by-call = Puhelu
told-called = hoidettu
told-mark-called = Merkitse hoidetuksi
told-no-number = Asiakkaalla ei ole puhelinnumeroa. Hän voi tulla turhaan: kerro muulla tavalla.
told-add-number = Lisää numero
told-wants-nothing = Asiakas ei halua viestejä. Soita vain, jos tässä lukee, miten se sopii; muuten kysy omatyöntekijältä.
told-safely = Turvallinen yhteydenotto:
told-number = Olen lukenut tämän. Näytä numero
erasure-done-asked-subject = Tietosi on poistettu
erasure-done-asked-body = Olemme poistaneet tietosi, kuten pyysit. Jäljelle jäävät vain lokit, jotka laki määrää säilyttämään.
erasure-done-asked-sms = Tietosi on poistettu, kuten pyysit. Vain lain vaatimat lokit säilyvät.
erasure-done-asked-hand = Kerro, että tiedot on poistettu, kuten pyydettiin. Jäljelle jäävät vain lokit, jotka laki määrää säilyttämään.
erasure-done-retention-over-subject = Tietosi on poistettu
erasure-done-retention-over-body = Olemme poistaneet tietosi, koska niiden säilytysaika on ohi. Jäljelle jäävät vain lokit, jotka laki määrää säilyttämään.
erasure-done-retention-over-sms = Tietosi on poistettu, koska niiden säilytysaika on ohi. Vain lain vaatimat lokit säilyvät.
erasure-done-retention-over-hand = Kerro, että tiedot on poistettu, koska niiden säilytysaika on ohi. Jäljelle jäävät vain lokit, jotka laki määrää säilyttämään.
erasure-refused-retention-subject = Vastaus pyyntöösi poistaa tiedot
erasure-refused-retention-body = Emme voi poistaa tietojasi, koska laki määrää säilyttämään ne. Säilytysajan jälkeen ne poistetaan. Kerromme mielellämme lisää. Voit myös kysyä asiasta tietosuojavaltuutetulta, tietosuoja.fi.
erasure-refused-retention-sms = Emme voi vielä poistaa tietojasi, koska laki määrää säilyttämään ne. Kerromme lisää. Voit kysyä myös tietosuojavaltuutetulta.
erasure-refused-retention-hand = Kerro, että tietoja ei voi poistaa, koska laki määrää säilyttämään ne. Säilytysajan jälkeen ne poistetaan. Asiasta voi kysyä myös tietosuojavaltuutetulta.
erasure-refused-open-matter-subject = Vastaus pyyntöösi poistaa tiedot
erasure-refused-open-matter-body = Emme voi poistaa tietojasi, koska asiasi on vielä kesken ja tietoja tarvitaan siihen. Kerromme mielellämme lisää. Voit myös kysyä asiasta tietosuojavaltuutetulta, tietosuoja.fi.
erasure-refused-open-matter-sms = Emme voi vielä poistaa tietojasi, koska asiasi on kesken. Kerromme lisää. Voit kysyä myös tietosuojavaltuutetulta.
erasure-refused-open-matter-hand = Kerro, että tietoja ei voi poistaa, koska asia on vielä kesken ja tietoja tarvitaan siihen. Asiasta voi kysyä myös tietosuojavaltuutetulta.
erasure-refused-claim-subject = Vastaus pyyntöösi poistaa tiedot
erasure-refused-claim-body = Emme voi poistaa tietojasi, koska niitä tarvitaan oikeudelliseen vaateeseen. Kerromme mielellämme lisää. Voit myös kysyä asiasta tietosuojavaltuutetulta, tietosuoja.fi.
erasure-refused-claim-sms = Emme voi vielä poistaa tietojasi: niitä tarvitaan oikeudelliseen vaateeseen. Kerromme lisää. Voit kysyä myös tietosuojavaltuutetulta.
erasure-refused-claim-hand = Kerro, että tietoja ei voi poistaa, koska niitä tarvitaan oikeudelliseen vaateeseen. Asiasta voi kysyä myös tietosuojavaltuutetulta.
role-settled-confirmed-subject = Rooli on vahvistettu
role-settled-confirmed-body = { $name }: rooli { $role } on vahvistettu ja toimii nyt.
    { $link }
role-settled-refused-subject = Roolia ei vahvistettu
role-settled-refused-body = { $name }: roolia { $role } ei vahvistettu, eikä se tule käyttöön. Kysy syytä siltä, jonka tehtävä vahvistaminen oli: pääkäyttäjältä tai esihenkilöltä.
    { $link }
roles-changed-subject = Roolit tai yksikkö muuttuivat
roles-changed-body = { $name }: roolit tai yksikkö Piirissä muuttuivat. Roolit nyt: { $roles }. Yksikkö: { $unit }.
told-booking-subject = Muutos varaukseen: { $what }
told-booking-body =
    Hei!
    Varaus: { $what } (viite { $code })
    { $lines }
    Kysy tarvittaessa: { $contact }
told-booking-hand =
    Varaus: { $what } (viite { $code })
    { $lines }
told-booking-interpreting = tulkkaus, { $language }
told-booking-cancelled = { $time }: peruttu.
told-booking-added = { $time }: uusi varaus.
told-booking-restored = { $time }: pidetään sittenkin.
told-booking-moved = { $time }: siirretty. Uusi aika on { $to }.
told-booking-changed = { $time }: paikka tai kesto on muuttunut.
told-booking-place = { $time }: paikan osoite on korjattu.
booking-title = Kerrottavat varausmuutokset
booking-lead = Näistä ei voitu lähettää sähköpostia. Kerro niistä itse.
booking-none = Mitään ei ole kerrottavana.
booking-told = Merkitse kerrotuksi
booking-marked = Merkitty kerrotuksi.
own-link-subject = Uusi linkkisi
own-link-body = Hei!

    Aiempi linkkisi ja kalenterisi eivät enää toimi. Tästä pääset omille sivuillesi: { $link }

    Linkki on vain sinulle. Jos käytit kalenteria, tilaa se uudelleen omilta sivuiltasi.
own-link-sms = Aiempi linkkisi ei enää toimi. Uusi linkki omille sivuillesi: { $link }
own-link-hand = Aiempi osoitteesi omille sivuillesi ja kalenterisi eivät enää toimi. Voit kysyä meiltä uuden.
incident-recorded-subject = Kiireellinen tehtävä odottaa sinua
incident-recorded-body = Sinulle on kiireellinen tehtävä, joka koskee asiakasta. Avaa se tästä: { $link }
told-group-ended-subject = Tapaamisesi päättyvät
told-group-ended-sms = Tapaamisesi päättyvät aiottua aiemmin, tulevia kertoja ei ole. Kiitos mukanaolosta! Otamme yhteyttä jatkosta.
told-group-ended-hand = Tapaamisesi päättyvät aiottua aiemmin, eikä tulevia tapaamisia ole. Kiitos, että olit mukana. Kerromme, mistä saat apua jatkossa.
told-group-ended-body =
    Hei!

    Tapaamisesi päättyvät aiottua aiemmin, eikä tulevia tapaamisia ole.
    Kiitos, että olit mukana.
    Otamme sinuun yhteyttä ja kerromme, mistä saat apua jatkossa. Muut tapaamisesi näet tästä:
    { $link }
told-group-over-subject = Kiitos, että olit mukana
told-group-over-sms = Tapaamisesi ovat nyt päättyneet. Kiitos, että olit mukana! Kysy meiltä, miten haluat jatkaa.
told-group-over-hand = Tapaamisesi ovat nyt päättyneet. Kiitos, että olit mukana. Jutellaan siitä, miten haluat jatkaa.
told-group-over-body =
    Hei!

    Tapaamisesi ovat nyt päättyneet. Kiitos, että olit mukana.
    Jos haluat jutella siitä, miten jatkat tästä, ota meihin yhteyttä. Omat tietosi näet tästä:
    { $link }
told-place-corrected-subject = Tapaamispaikan osoite on korjattu
told-place-corrected-sms = Tapaamisen { $time } paikan osoite on korjattu. Katso ennen kuin lähdet: { $link }
told-place-corrected-hand = Tapaamisen { $time } paikan osoite on korjattu. Kerromme sinulle, mihin tulet.
told-place-corrected-body =
    Hei!

    Tapaamisen { $time } paikan osoite on korjattu. Katso se ennen kuin lähdet:
    { $link }
told-staff-place-corrected-subject = Paikan osoite korjattu: { $code }
told-staff-place-corrected-body =
    Ryhmän { $code } tapaamispaikan osoite on korjattu. Seuraava tapaaminen siellä on { $time }.
    { $link }
told-staff-plan-sent-subject = Suunnitelma odottaa päätöstäsi: { $code }
told-staff-plan-sent-body =
    Ryhmän { $code } suunnitelma tai sen muutos odottaa päätöstäsi viimeistään { $due }.
    { $link }
told-staff-plan-approved-subject = Suunnitelma hyväksytty: { $code }
told-staff-plan-approved-body =
    Ryhmälle { $code } on hyväksytty työaikaa { $hours } ja rahaa { $budget }. Ryhmän sivulla näet, mitä seuraavaksi tehdään.
    { $link }
told-staff-plan-returned-subject = Suunnitelma palautettu: { $code }
told-staff-plan-returned-body =
    Ryhmän { $code } suunnitelma tai sen muutos palautettiin: { $reason }
    { $link }
told-staff-applied-subject = Uusi ilmoittautuminen: { $code }
told-staff-applied-body =
    Ryhmään { $code } on ilmoittauduttu verkossa. Ilmoittautuja odottaa vastausta.
    { $link }
place-ended-subject = Paikkasi on päättynyt
place-ended-body = Hei!

    Paikkasi on päättynyt { $day }. Sinun ei tarvitse enää tulla tapaamisiin. Kiitos, että olit mukana.
    Jos tämä on erehdys tai haluat puhua asiasta, ota meihin yhteyttä.
place-ended-sms = Paikkasi on päättynyt { $day }. Kiitos, että olit mukana. Jos tämä on erehdys, ota yhteyttä.
place-ended-hand = Paikkasi on päättynyt { $day }. Kiitos, että olit mukana. Jos tämä on erehdys, ota meihin yhteyttä.
place-ended-staff-subject = Paikka on päättynyt ({ $code })
place-ended-staff-body = Asiakkaan paikka ryhmässä { $code } on päättynyt { $day }. Jos olit lupautunut saattajaksi, sinua ei enää tarvita. { $link }
place-ended-before-subject = Paikkasi on peruttu
place-ended-before-body = Hei!

    Sinulla oli paikka, joka on nyt peruttu. Sinun ei tarvitse tulla tapaamisiin.
    Jos tämä on erehdys tai haluat puhua asiasta, ota meihin yhteyttä.
place-ended-before-sms = Paikkasi on peruttu. Sinun ei tarvitse tulla tapaamisiin. Jos tämä on erehdys, ota yhteyttä.
place-ended-before-hand = Paikkasi on peruttu. Sinun ei tarvitse tulla tapaamisiin. Jos tämä on erehdys, ota meihin yhteyttä.
place-stands-subject = Paikkasi on sittenkin voimassa
place-stands-body = Hei!

    Kerroimme, että paikkasi on päättynyt. Se oli virhe: paikkasi on voimassa. Kerromme tapaamisten ajat, kun ne ovat selvillä.
place-stands-sms = Paikkasi ei ole päättynyt, vaikka niin kerroimme. Paikkasi on voimassa.
place-stands-hand = Kerroimme, että paikkasi on päättynyt. Se oli virhe: paikkasi on voimassa.
place-stands-first-subject = Paikkasi on sittenkin voimassa
place-stands-first-body = Hei!

    Kerroimme, että paikkasi on päättynyt. Se oli virhe: paikkasi on voimassa. Seuraava tapaaminen on { $time }.
    { $link }
place-stands-first-sms = Paikkasi on sittenkin voimassa. Seuraava tapaaminen { $time }. { $link }
place-stands-first-hand = Kerroimme, että paikkasi on päättynyt. Se oli virhe: paikkasi on voimassa. Seuraava tapaaminen on { $time }.
place-stands-staff-subject = Paikka on sittenkin voimassa ({ $code })
place-stands-staff-body = Asiakkaan paikka ryhmässä { $code } on annettu takaisin. Jos olit lupautunut saattajaksi, katso tehtäväsi. { $link }
absence-deputy-subject = Olet sijaisena
absence-deputy-body =
    Sijaistat: { $name }, { $from }–{ $until }. Avoimia tehtäviä nyt { $n }. Ne näkyvät etusivullasi sinä aikana.
    { $link }
absence-told-of-you-subject = Sinut on merkitty poissaolevaksi
absence-told-of-you-body =
    Sinut on merkitty poissaolevaksi { $from }–{ $until }. Sijainen: { $deputy }. Jos tieto ei pidä paikkaansa, päätä poissaolo itse.
    { $link }
