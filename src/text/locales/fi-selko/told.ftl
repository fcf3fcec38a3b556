told-cancelled-sms = Tapaamista { $time } ei ole. Se on peruttu. Terveisin { $leader }
told-cancelled-hand = Tapaamista { $time } ei ole. Se on peruttu.
told-cancelled-body =
    Hei!

    Tapaamista { $time } ei ole. Se on peruttu.
    Seuraavat tapaamiset näet tästä linkistä:
    { $link }

    Terveisin { $leader }
told-moved-sms = Tapaamisen aika muuttuu. Uusi aika on { $to }. { $link } Terveisin { $leader }
told-moved-hand = Tapaamisen aika muuttuu. Vanha aika on { $time }. Uusi aika on { $to }.
told-moved-body =
    Hei!

    Tapaamisen aika muuttuu.
    Tapaaminen { $time } on siirretty.
    Uusi aika on { $to }.
    Avaa linkki. Siinä on lisää tietoa.
    { $link }

    Terveisin { $leader }
told-added-sms = Saat uuden tapaamisen. Aika on { $time }. { $link } Terveisin { $leader }
told-added-hand = Saat uuden tapaamisen. Aika on { $time }.
told-added-body =
    Hei!

    Saat uuden tapaamisen.
    Aika on { $time }.
    Avaa linkki. Siinä on lisää tietoa.
    { $link }

    Terveisin { $leader }
told-changed-sms = Tapaaminen { $time } muuttuu. Paikka tai kesto on uusi. { $link } Terveisin { $leader }
told-changed-hand = Tapaaminen { $time } muuttuu. Paikka tai kesto on uusi. Voit kysyä meiltä lisää.
told-changed-body =
    Hei!

    Tapaaminen { $time } muuttuu.
    Paikka tai kesto on uusi.
    Avaa linkki. Siinä on lisää tietoa.
    { $link }

    Terveisin { $leader }
told-restored-sms = Tapaaminen { $time } pidetään. Tervetuloa! { $link } Terveisin { $leader }
told-restored-hand = Tapaaminen { $time } pidetään. Tervetuloa!
told-restored-body =
    Hei!

    Tapaaminen { $time } pidetään.
    Tervetuloa!
    Avaa linkki. Siinä on lisää tietoa.
    { $link }

    Terveisin { $leader }
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
told-meets-sms = Sinulla on tapaaminen { $time }. Sinut ottaa vastaan { $leader }. { $link }
told-meets-hand = Sinulla on tapaaminen { $time }. Sinut ottaa vastaan { $leader }.
told-meets-body =
    Hei!

    Sinulla on tapaaminen { $time }.
    Sinut ottaa vastaan { $leader }.
    Avaa linkki. Siinä on lisää tietoa.
    { $link }
told-group-cancelled-subject = Tapaamisesi on peruttu
told-group-cancelled-sms = Tapaamisesi on peruttu. Otamme sinuun yhteyttä. Terveisin { $leader }
told-group-cancelled-hand = Sinulle oli suunniteltu tapaamisia. Tapaamiset on peruttu. Kerromme, mitä muuta voit tehdä.
told-group-cancelled-body =
    Hei!

    Sinulle oli suunniteltu tapaamisia.
    Tapaamiset on peruttu.
    Otamme sinuun yhteyttä.
    Avaa linkki. Siinä näet muut tapaamisesi.
    { $link }

    Terveisin { $leader }
told-runs-sms = Tapaamisesi alkavat. Aika on { $time }. { $link } Terveisin { $leader }
told-runs-hand = Tapaamisesi alkavat. Ensimmäinen tapaaminen on { $time }. Sinut ottaa vastaan { $leader }.
told-runs-body =
    Hei!

    Tapaamisesi alkavat.
    Ensimmäinen tapaaminen on { $time }.
    Sinut ottaa vastaan { $leader }.
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
