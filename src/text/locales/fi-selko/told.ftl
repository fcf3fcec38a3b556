signature-short = Terveisin { $leader }
signature = Terveisin { $leader }
told-cancelled-sms = Tapaamista { $time } ei ole. Se on peruttu. Uutta ei tule tilalle.
told-cancelled-hand = Tapaamista { $time } ei ole. Se on peruttu. Uutta ei tule tilalle.
told-cancelled-body =
    Hei!

    Tapaamista { $time } ei ole. Se on peruttu. Uutta ei tule tilalle.
    Seuraavat tapaamiset näet tästä linkistä:
    { $link }
told-replaced-sms = Tapaamista { $time } ei ole. Uusi aika on { $to }. { $link }
told-replaced-hand = Tapaamista { $time } ei ole. Se on peruttu. Uusi tapaaminen on { $to }.
told-replaced-body =
    Hei!

    Tapaamista { $time } ei ole. Se on peruttu.
    Uusi tapaaminen on { $to }.
    Avaa linkki. Siinä on lisää tietoa.
    { $link }
told-moved-sms = Tapaamisen aika muuttuu. Uusi aika on { $to }. { $link }
told-moved-hand = Tapaamisen aika muuttuu. Vanha aika on { $time }. Uusi aika on { $to }.
told-moved-body =
    Hei!

    Tapaamisen aika muuttuu.
    Tapaaminen { $time } on siirretty.
    Uusi aika on { $to }.
    Avaa linkki. Siinä on lisää tietoa.
    { $link }
told-added-sms = Saat uuden tapaamisen. Aika on { $time }. { $link }
told-added-hand = Saat uuden tapaamisen. Aika on { $time }.
told-added-body =
    Hei!

    Saat uuden tapaamisen.
    Aika on { $time }.
    Avaa linkki. Siinä on lisää tietoa.
    { $link }
told-changed-sms = Tapaaminen { $time } muuttuu. Paikka tai kesto on uusi. { $link }
told-changed-hand = Tapaaminen { $time } muuttuu. Paikka tai kesto on uusi. Voit kysyä meiltä lisää.
told-changed-body =
    Hei!

    Tapaaminen { $time } muuttuu.
    Paikka tai kesto on uusi.
    Avaa linkki. Siinä on lisää tietoa.
    { $link }
told-restored-sms = Tapaaminen { $time } pidetään. Tervetuloa! { $link }
told-restored-hand = Tapaaminen { $time } pidetään. Tervetuloa!
told-restored-body =
    Hei!

    Tapaaminen { $time } pidetään.
    Tervetuloa!
    Avaa linkki. Siinä on lisää tietoa.
    { $link }
told-replanned-subject = Tapaamisten ajat muuttuvat
told-replanned-sms = Tapaamistesi ajat tai paikat muuttuvat. Katso uudet: { $link }
told-replanned-hand = Tapaamistesi ajat tai paikat muuttuvat. { $n ->
    [0] Uusia aikoja ei ole.
   *[other] Tulevat tapaamisesi ovat { $times }.
} Etkö pääse tulemaan? Kerro se meille.
told-replanned-body =
    Hei!

    Tapaamistesi ajat tai paikat muuttuvat.
    Avaa linkki. Siinä näet uudet ajat.
    { $link }

    Etkö pääse tulemaan? Voit kertoa sen samassa paikassa.
told-meets-sms = Sinulla on tapaaminen { $time }. Sinut ottaa vastaan { $leader ->
    [none] joku toinen
   *[other] { $leader }
}. { $link }
told-meets-hand = Sinulla on tapaaminen { $time }. Sinut ottaa vastaan { $leader ->
    [none] joku toinen
   *[other] { $leader }
}.
told-meets-body =
    Hei!

    Sinulla on tapaaminen { $time }.
    Sinut ottaa vastaan { $leader ->
    [none] joku toinen
   *[other] { $leader }
}.
    Avaa linkki. Siinä on lisää tietoa.
    { $link }
told-group-cancelled-subject = Tapaamisesi on peruttu
told-group-cancelled-sms = Tapaamisesi on peruttu. Otamme sinuun yhteyttä.
told-group-cancelled-hand = Sinulle oli suunniteltu tapaamisia. Tapaamiset on peruttu. Kerromme, mitä muuta voit tehdä.
told-group-cancelled-body =
    Hei!

    Sinulle oli suunniteltu tapaamisia.
    Tapaamiset on peruttu.
    Otamme sinuun yhteyttä.
    Avaa linkki. Siinä näet muut tapaamisesi.
    { $link }
told-runs-sms = Tapaamisesi alkavat. Aika on { $time }. { $link }
told-runs-hand = Tapaamisesi alkavat. Ensimmäinen tapaaminen on { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }Sinut ottaa vastaan { $leader }.
}
told-runs-body =
    Hei!

    Tapaamisesi alkavat.
    Ensimmäinen tapaaminen on { $time }.
    { $met ->
    [no] { "" }
   *[yes] Sinut ottaa vastaan { $leader }.
}
    Avaa linkki. Siinä on lisää tietoa.
    { $link }
erasure-done-asked-body = Poistimme tietosi. Sinä pyysit sitä. Meille jää vain lista siitä, kuka on katsonut tietojasi. Laki vaatii sen.
erasure-done-asked-sms = Poistimme tietosi. Sinä pyysit sitä.
erasure-done-retention-over-body = Poistimme tietosi. Emme saa pitää niitä enää. Meille jää vain lista siitä, kuka on katsonut tietojasi. Laki vaatii sen.
erasure-done-retention-over-sms = Poistimme tietosi. Emme saa pitää niitä enää.
erasure-refused-retention-body = Pyysit, että poistamme tietosi. Emme voi poistaa niitä vielä. Laki vaatii, että säilytämme tiedot. Voit kysyä meiltä lisää. Voit kysyä myös tietosuojavaltuutetulta, tietosuoja.fi.
erasure-refused-retention-sms = Emme voi vielä poistaa tietojasi. Laki vaatii, että säilytämme ne. Voit kysyä meiltä lisää.
erasure-refused-open-matter-body = Pyysit, että poistamme tietosi. Emme voi poistaa niitä vielä. Asiasi on kesken, ja tarvitsemme tietoja. Voit kysyä meiltä lisää. Voit kysyä myös tietosuojavaltuutetulta, tietosuoja.fi.
erasure-refused-open-matter-sms = Emme voi vielä poistaa tietojasi. Asiasi on kesken. Voit kysyä meiltä lisää.
erasure-refused-claim-body = Pyysit, että poistamme tietosi. Emme voi poistaa niitä. Tarvitsemme niitä oikeusasiaa varten. Voit kysyä meiltä lisää. Voit kysyä myös tietosuojavaltuutetulta, tietosuoja.fi.
erasure-refused-claim-sms = Emme voi vielä poistaa tietojasi. Tarvitsemme niitä oikeusasiaa varten. Voit kysyä meiltä lisää.
own-link-subject = Uusi linkkisi
own-link-body = Hei!

    Vanha linkkisi ei enää toimi. Kalenterisi ei enää toimi.
    Uusi linkki omille sivuillesi on tässä: { $link }

    Linkki on vain sinulle.
    Jos käytit kalenteria, tilaa se uudelleen omilta sivuiltasi.
own-link-sms = Vanha linkkisi ei enää toimi. Tässä on uusi linkki omille sivuillesi: { $link }
own-link-hand = Vanha osoitteesi ei enää toimi. Kalenterisi ei enää toimi. Voit kysyä meiltä uuden osoitteen.
told-group-ended-subject = Tapaamisesi päättyvät
told-group-ended-sms = Tapaamisesi loppuvat nyt. Uusia tapaamisia ei ole. Kiitos, että olit mukana! Otamme sinuun yhteyttä.
told-group-ended-hand = Tapaamisesi loppuvat nyt. Uusia tapaamisia ei ole. Kiitos, että olit mukana. Kerromme, mistä saat apua.
told-group-ended-body =
    Hei!

    Tapaamisesi loppuvat nyt.
    Uusia tapaamisia ei ole.
    Kiitos, että olit mukana.
    Otamme sinuun yhteyttä.
    Kerromme, mistä saat apua.
    Avaa linkki. Siinä näet muut tapaamisesi.
    { $link }
told-group-over-subject = Kiitos, että olit mukana
told-group-over-sms = Tapaamisesi ovat loppuneet. Kiitos, että olit mukana! Haluatko jatkaa jossain? Kysy meiltä.
told-group-over-hand = Tapaamisesi ovat loppuneet. Kiitos, että olit mukana. Haluatko jatkaa jossain? Kysy meiltä.
told-group-over-body =
    Hei!

    Tapaamisesi ovat loppuneet.
    Kiitos, että olit mukana.
    Haluatko jatkaa jossain? Kysy meiltä.
    Avaa linkki. Siinä näet omat tietosi.
    { $link }
told-place-corrected-subject = Tapaamispaikan osoite on korjattu
told-place-corrected-sms = Tapaamisesi { $time }: paikan osoite on korjattu. Katso: { $link }
told-place-corrected-hand = Sinulla on tapaaminen { $time }. Paikan osoite on korjattu. Kerromme sinulle, minne tulet.
told-place-corrected-body =
    Hei!

    Sinulla on tapaaminen { $time }.
    Paikan osoite on korjattu.
    Avaa linkki. Siinä näet osoitteen.
    { $link }
place-ended-body = Hei!

    Paikkasi on päättynyt { $day }.
    Sinun ei tarvitse enää tulla.
    Kiitos, että olit mukana!
    Jos tämä on virhe, ota meihin yhteyttä.
place-ended-sms = Paikkasi on päättynyt { $day }. Kiitos, että olit mukana! Ota yhteyttä, jos tämä on virhe.
place-ended-hand = Paikkasi on päättynyt { $day }. Kiitos, että olit mukana! Ota meihin yhteyttä, jos tämä on virhe.

place-ended-before-body = Hei!

    Paikkasi on peruttu.
    Sinun ei tarvitse tulla.
    Jos tämä on virhe, ota meihin yhteyttä.
place-ended-before-sms = Paikkasi on peruttu. Sinun ei tarvitse tulla. Ota yhteyttä, jos tämä on virhe.
place-ended-before-hand = Paikkasi on peruttu. Sinun ei tarvitse tulla. Ota meihin yhteyttä, jos tämä on virhe.
place-stands-body = Hei!

    Kerroimme, että paikkasi on päättynyt.
    Se oli virhe. Sinulla on paikka.
    Kerromme sinulle, milloin tapaamiset ovat.
place-stands-sms = Paikkasi ei ole päättynyt. Sinulla on paikka.
place-stands-hand = Kerroimme, että paikkasi on päättynyt. Se oli virhe. Sinulla on paikka.
place-stands-first-body = Hei!

    Kerroimme, että paikkasi on päättynyt.
    Se oli virhe. Sinulla on paikka.
    Seuraava tapaaminen on { $time }.
    { $link }
place-stands-first-sms = Sinulla on paikka. Seuraava tapaaminen on { $time }. { $link }
place-stands-first-hand = Kerroimme, että paikkasi on päättynyt. Se oli virhe. Sinulla on paikka. Seuraava tapaaminen on { $time }.