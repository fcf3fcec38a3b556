reminder-and = ja
reminder-first-subject = Muistutus tapaamisesta
reminder-first-sms = Muistutus: ensimmäinen tapaaminen { $time }. Ohjeet: { $link }
reminder-first-hand = Tämä on muistutus ensimmäisestä tapaamisesta, joka on { $time }. Paikka on varattu sinulle.{ $met ->
    [no] { "" }
   *[yes] { " " }Sinut ottaa vastaan { $leader }.
} Jos et pääse tulemaan, kerro siitä meille.
reminder-first-body =
    Hei!

    Tämä on muistutus ensimmäisestä tapaamisesta: { $time }.
    Paikka on varattu sinulle. Linkistä näet, miten pääset perille, ja voit kertoa, jos et pääse tulemaan:
    { $link }
reminder-next-subject = Muistutus tapaamisesta
reminder-next-sms = Muistutus: tapaaminen { $time }. Jos et pääse: { $link }
reminder-next-hand = Tämä on muistutus tapaamisesta, joka on { $time }. Jos et pääse tulemaan, kerro siitä meille.
reminder-next-body =
    Hei!

    Tämä on muistutus tapaamisesta: { $time }.
    Jos et pääse tulemaan, kerro siitä tästä linkistä:
    { $link }
