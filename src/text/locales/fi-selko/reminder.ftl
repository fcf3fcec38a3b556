reminder-first-sms = Muista ensimmäinen tapaaminen { $time }. Ohjeet: { $link } Terveisin { $leader }
reminder-first-hand = Sinulla on ensimmäinen tapaaminen { $time }. Sinulle on varattu paikka.{ $met ->
    [no] { "" }
   *[yes] { " " }Sinut ottaa vastaan { $leader }.
} Jos et voi tulla, kerro se meille.
reminder-first-body =
    Hei!

    Sinulla on ensimmäinen tapaaminen { $time }.
    Sinulle on varattu paikka.
    Avaa linkki. Siinä kerrotaan, miten löydät paikalle.
    Jos et voi tulla, kerro se samassa linkissä.
    { $link }

    Terveisin { $leader }
reminder-next-sms = Muista tapaaminen { $time }. Jos et voi tulla: { $link } Terveisin { $leader }
reminder-next-hand = Sinulla on tapaaminen { $time }. Jos et voi tulla, kerro se meille.
reminder-next-body =
    Hei!

    Sinulla on tapaaminen { $time }.
    Jos et voi tulla, avaa linkki ja kerro se.
    { $link }

    Terveisin { $leader }
