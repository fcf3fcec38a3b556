reminder-first-sms = Muista ensimmäinen tapaaminen { $time }. Ohjeet: { $link }
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
reminder-next-sms = Muista tapaaminen { $time }. Jos et voi tulla: { $link }
reminder-next-hand = Sinulla on tapaaminen { $time }. Jos et voi tulla, kerro se meille.
reminder-next-body =
    Hei!

    Sinulla on tapaaminen { $time }.
    Jos et voi tulla, avaa linkki ja kerro se.
    { $link }
