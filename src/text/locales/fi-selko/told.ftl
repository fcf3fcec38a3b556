told-cancelled-sms = Tapaamista { $time } ei ole. Se on peruttu. Terveisin { $leader }
told-cancelled-body =
    Hei!

    Tapaamista { $time } ei ole. Se on peruttu.
    Seuraavat tapaamiset näet tästä linkistä:
    { $link }

    Terveisin { $leader }
told-moved-sms = Tapaamisen aika muuttuu. Uusi aika on { $to }. { $link } Terveisin { $leader }
told-moved-body =
    Hei!

    Tapaamisen aika muuttuu.
    Tapaaminen { $time } on siirretty.
    Uusi aika on { $to }.
    Avaa linkki. Siinä on lisää tietoa.
    { $link }

    Terveisin { $leader }
told-replanned-subject = Tapaamisten ajat muuttuvat
told-replanned-sms = Tapaamistesi ajat tai paikat muuttuvat. Katso uudet: { $link }
told-replanned-body =
    Hei!

    Tapaamistesi ajat tai paikat muuttuvat.
    Avaa linkki. Siinä näet uudet ajat.
    { $link }

    Etkö pääse tulemaan? Voit kertoa sen samassa paikassa.
told-group-cancelled-subject = Tapaamisesi on peruttu
told-group-cancelled-sms = Tapaamisesi on peruttu. Otamme sinuun yhteyttä. Terveisin { $leader }
told-group-cancelled-body =
    Hei!

    Sinulle oli suunniteltu tapaamisia.
    Tapaamiset on peruttu.
    Otamme sinuun yhteyttä.
    Avaa linkki. Siinä näet muut tapaamisesi.
    { $link }

    Terveisin { $leader }
