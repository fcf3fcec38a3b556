open-room-paused = Ryhmään ei voi nyt tulla
open-room-planned = Ryhmää suunnitellaan
open-join-paused = Ryhmään ei voi nyt tulla. Katso muita ryhmiä tai kysy myöhemmin.
open-join-planned = Ryhmää suunnitellaan uudelleen. Ryhmään ei voi nyt tulla. Katso muita ryhmiä.
merge-offer-sms = Saat uuden paikan. Vastaa viimeistään { $until }. { $link }
merge-offer-hand = Tapaamisesi muuttuvat. Sinulle on varattu uusi paikka. Kerro viimeistään { $until }, otatko paikan.
merge-offer-body =
    Hei!

    Tapaamisesi muuttuvat. Sinulle on varattu uusi paikka.
    Kerro viimeistään { $until }, otatko paikan:
    { $link }
merge-offer-first-sms = Uusi paikka { $time }. Vastaa viim. { $until }. { $link }
merge-offer-first-hand = Tapaamisesi muuttuvat. Sinulle on varattu uusi paikka. Ensimmäinen tapaaminen on { $time }. Kerro viimeistään { $until }, otatko paikan.
merge-offer-first-body =
    Hei!

    Tapaamisesi muuttuvat. Sinulle on varattu uusi paikka.
    Ensimmäinen tapaaminen on { $time }.
    Kerro viimeistään { $until }, otatko paikan:
    { $link }
merge-waits-sms = Tapaamisesi on peruttu. Odotat uutta paikkaa. Kerromme, kun paikka on vapaa.
merge-waits-hand = Tapaamisesi on peruttu. Odotat uutta paikkaa. Olet jonossa ensimmäinen. Kerromme, kun paikka on vapaa. Jos et halua odottaa, kerro meille.
merge-waits-body =
    Hei!

    Tapaamisesi on peruttu.
    Odotat uutta paikkaa. Olet jonossa ensimmäinen. Kerromme, kun paikka on vapaa.
    Jos et halua odottaa, kerro meille.
merge-undone-sms = Edellinen viestimme oli turha. Mikään ei muutu.
merge-undone-hand = Kerroimme sinulle muutoksesta. Muutosta ei tulekaan. Mikään ei muutu.
merge-undone-body =
    Hei!

    Kerroimme sinulle muutoksesta. Muutosta ei tulekaan. Mikään ei muutu.
merge-undone-first-sms = Tapaamisesi pidetään { $time } alkaen. Sinun ei tarvitse vastata. { $link }
merge-undone-first-hand = Tapaamisesi pidetään. Ensimmäinen tapaaminen on { $time }. Sinun ei tarvitse vastata edelliseen kysymykseen.
merge-undone-first-body =
    Hei!

    Tapaamisesi pidetään. Ensimmäinen tapaaminen on { $time }.
    Sinun ei tarvitse vastata edelliseen viestiin.
    { $link }
intake-closed-sms = Emme ota nyt uusia. Hakemuksesi on tallessa. { $link }
intake-closed-hand = Emme nyt ota uusia mukaan. Hakemuksesi on tallessa. Vastaamme sinulle myöhemmin.
intake-closed-body =
    Hei!

    Emme nyt ota uusia mukaan. Hakemuksesi on tallessa. Vastaamme sinulle myöhemmin.
    Muita mahdollisuuksia:
    { $link }
intake-opened-sms = Otamme taas uusia mukaan. Vastaamme hakemukseesi pian.
intake-opened-hand = Otamme taas uusia mukaan. Vastaamme hakemukseesi pian.
intake-opened-body =
    Hei!

    Otamme taas uusia mukaan. Vastaamme hakemukseesi pian.
intake-opened-first-sms = Otamme taas uusia mukaan. Aloitamme { $time }. Vastaamme hakemukseesi pian.
intake-opened-first-hand = Otamme taas uusia mukaan. Aloitamme { $time }. Vastaamme hakemukseesi pian.
intake-opened-first-body =
    Hei!

    Otamme taas uusia mukaan. Aloitamme { $time }.
    Vastaamme hakemukseesi pian.
intake-moved-sms = Aika muuttui. Uusi aika on { $to }. Vanha aika oli { $time }. Hakemuksesi on tallessa.
intake-moved-hand = Tapaamisen aika muuttui. Uusi aika on { $to }. Vanha aika oli { $time }. Hakemuksesi on tallessa.
intake-moved-body =
    Hei!

    Tapaamisen aika muuttui. Uusi aika on { $to }. Vanha aika oli { $time }.
    Hakemuksesi on tallessa. Kerro meille, jos uusi aika ei sovi.
intake-filled-sms = Paikat ovat nyt täynnä. Hakemuksesi on tallessa. Pääset jonoon. { $link }
intake-filled-hand = Paikat ovat nyt täynnä. Hakemuksesi on tallessa. Pääset jonoon. Vastaamme sinulle.
intake-filled-body =
    Hei!

    Paikat ovat nyt täynnä. Hakemuksesi on tallessa. Pääset jonoon.
    Vastaamme sinulle.
    Muita mahdollisuuksia:
    { $link }
openness-closed-sms = Odotat paikkaa. Mukaan voi nyt tulla vain alussa. Kerromme, jos paikka on vapaa.
openness-closed-hand = Odotat paikkaa. Mukaan voi nyt tulla vain alussa, ensimmäisellä tai toisella kerralla. Kerromme, jos paikka on vapaa.
openness-closed-body =
    Hei!

    Odotat paikkaa. Mukaan voi nyt tulla vain alussa, ensimmäisellä tai toisella kerralla.
    Kerromme, jos paikka on vapaa.
openness-open-sms = Odotat paikkaa. Mukaan voi nyt tulla myös myöhemmin. Kerromme, kun paikka on vapaa.
openness-open-hand = Odotat paikkaa. Mukaan voi nyt tulla myös myöhemmin. Kerromme, kun paikka on vapaa.
openness-open-body =
    Hei!

    Odotat paikkaa. Mukaan voi nyt tulla myös myöhemmin.
    Kerromme, kun paikka on vapaa.
