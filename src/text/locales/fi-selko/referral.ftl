referral-offer-subject = Sinulle on paikka
referral-offer-body = Hei!

    Sinulle on varattu paikka.
    Vastaa, haluatko paikan. Vastaa ennen kuin on { $until }.
    Vastaa tästä:
    { $link }
referral-offer-sms = Sinulle on varattu paikka. Vastaa ennen kuin on { $until }: { $link }
referral-offer-hand = Sinulle on varattu paikka. Kerro meille, haluatko paikan. Kerro se ennen kuin on { $until }.
referral-offer-waits-subject = Muista vastata
referral-offer-waits-body =
    Hei!

    Sinulle on varattu paikka.
    Et ole vielä vastannut.
    Vastaa ennen kuin on { $until }.
    Vastaa tästä:
    { $link }
referral-offer-waits-sms = Muista vastata. Paikka odottaa sinua. Vastaa ennen kuin on { $until }: { $link }
referral-offer-waits-hand = Sinulle on varattu paikka. Odotamme vastaustasi. Kerro meille, haluatko paikan. Kerro se ennen kuin on { $until }.
referral-queued-message-subject = Olet jonossa
referral-queued-message-body = Hei!

    Kaikki paikat ovat täynnä.
    Olet jonossa. Kerromme sinulle, kun saat paikan.
    { $link }
referral-queued-message-sms = Paikat ovat täynnä. Olet jonossa. Kerromme, kun saat paikan.
referral-queued-message-hand = Kaikki paikat ovat täynnä. Olet jonossa. Kerromme sinulle, kun saat paikan.
referral-confirmed-message-subject = Sait paikan
referral-confirmed-message-body = Hei!

    Sait paikan.
    Katso tästä, milloin tapaamiset ovat:
    { $link }
referral-confirmed-message-sms = Sait paikan. Katso ajat: { $link }
referral-confirmed-message-hand = Sait paikan. Kerromme sinulle, milloin tapaamiset ovat.
referral-confirmed-first-subject = Sait paikan
referral-confirmed-first-body = Hei!

    Sait paikan.
    Ensimmäinen tapaaminen on { $time }.
    { $met ->
    [no] { "" }
   *[yes] Sinut ottaa vastaan { $leader }.
}
    Avaa linkki. Siinä ovat ohjeet ja muut ajat.
    { $link }
referral-confirmed-first-sms = Sait paikan. Ensimmäinen tapaaminen { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }Sinut ottaa vastaan { $leader }.
} { $link }
referral-confirmed-first-hand = Sait paikan. Ensimmäinen tapaaminen on { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }Sinut ottaa vastaan { $leader }.
}
referral-not-accepted-subject = Et saanut paikkaa
referral-not-accepted-body = Hei!

    Et saanut paikkaa tällä kertaa.
    Otamme sinuun yhteyttä. Kerromme, mitä muuta voit tehdä.
    Voit pyytää tästä päätöksen.
referral-not-accepted-sms = Et saanut paikkaa tällä kertaa. Otamme sinuun yhteyttä. Voit pyytää tästä päätöksen.
referral-not-accepted-hand = Et saanut paikkaa tällä kertaa. Kerromme, mitä muuta voit tehdä. Voit pyytää päätöksen.
referral-asked-message-subject = Sinulle on pyydetty paikkaa
referral-asked-message-body = Hei!

    Sinulle on pyydetty paikkaa. Kerromme sinulle, saatko paikan.
referral-asked-message-sms = Sinulle on pyydetty paikkaa. Kerromme sinulle, saatko paikan.
referral-asked-message-hand = Sinulle on pyydetty paikkaa. Kerromme sinulle, saatko paikan.
referral-offer-expired-subject = Paikka ei ole enää sinulle
referral-offer-expired-body = Hei!

    Et vastannut ajoissa. Paikka ei ole enää sinulle.
    Jos haluat vielä mukaan, ota meihin yhteyttä.
    Sinulla on oikeus saada päätös.
referral-offer-expired-sms = Et vastannut ajoissa. Paikka ei ole enää sinulle. Jos haluat mukaan, ota yhteyttä. Sinulla on oikeus päätökseen.
referral-offer-expired-hand = Et vastannut ajoissa. Paikka ei ole enää sinulle. Jos haluat vielä mukaan, ota meihin yhteyttä. Sinulla on oikeus saada päätös.
referral-offer-taken-back-subject = Paikka on peruttu
referral-offer-taken-back-body = Hei!

    Saamasi paikka on peruttu. Sinun ei tarvitse vastata. Otamme sinuun yhteyttä.
referral-offer-taken-back-sms = Saamasi paikka on peruttu. Sinun ei tarvitse vastata. Otamme sinuun yhteyttä.
referral-offer-taken-back-hand = Saamasi paikka on peruttu. Sinun ei tarvitse vastata.

referral-turn-taken-back-subject = Et ole enää jonossa
referral-turn-taken-back-body = Hei!

    Kerroimme, että olet jonossa.
    Et ole enää jonossa.
    Sinun ei tarvitse tehdä mitään. Otamme sinuun yhteyttä.
referral-turn-taken-back-sms = Et ole enää jonossa. Sinun ei tarvitse tehdä mitään. Otamme sinuun yhteyttä.
referral-turn-taken-back-hand = Et ole enää jonossa. Sinun ei tarvitse tehdä mitään.