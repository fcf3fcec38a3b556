group-undecide = Toteutumista ei olekaan päätetty
group-undecide-hint = Ryhmän toteutuminen on taas auki. Tämä onnistuu ensimmäiseen tapaamiseen asti. Kenelle ei vielä ole kerrottu, ei kuule mitään.
group-intake-close = Älä ota nyt uusia
group-intake-close-hint = Uusia ohjauksia ja tarjouksia ei tehdä. Tehdyt tarjoukset ovat voimassa ja jono säilyy. Voit avata ryhmän uudelleen milloin vain.
group-intake-open = Ota taas uusia
group-intake-open-hint = Vapaat paikat tarjotaan jonon ensimmäisille kahden minuutin kuluttua.
group-intake-closed = Ryhmään ei nyt oteta uusia. Julkinen sivu kertoo sen.
group-merge = Yhdistä toiseen ryhmään…
group-merge-hint = Ryhmää ei pidetä. Jokaiselta, jolla on paikka, kysytään, tuleeko hän toiseen ryhmään.
group-merged-into = Ryhmään, johon tämä yhdistettiin
group-unmerge = Peru yhdistäminen
group-unmerge-hint = Molemmat ryhmät ovat sitten kuten ennen. Tämä onnistuu, kunnes joku on vastannut.
group-then = Mitä avoimille ohjauksille tapahtuu
group-then-hint = Mikä ei sinne sovi, menee sen ratkaistavaksi, joka asiakasta auttaa.
group-then-all = Kaikki avoimet ohjaukset
group-then-like-all = Kuten kaikki
group-then-helper = Asiakkaan työntekijä ratkaisee
group-then-redirect = Ohjaa ryhmään { $group }
group-then-waitlist = Ryhmän { $group } jonoon
group-keep = Pidä ryhmä
group-done-cancelled = Ryhmä on peruttu. Ohjaukset, joista ei päätetty, ovat asiakasta auttavien työntekijöiden tehtäviä.
group-done-reopened = Hyväksyntä on avattu uudelleen. Ohjaaja näkee perustelusi, ja julkinen sivu kertoo, että ryhmää suunnitellaan uudelleen.
group-done-undecided = Ryhmän toteutuminen on taas auki. Asiakkaat tietävät tapaamistensa ajat, ja ne ovat voimassa.
group-done-decided = Ryhmän toteutuminen on päätetty. Voit perua päätöksen ensimmäiseen tapaamiseen asti.
group-step-places-held = Ryhmässä on jo paikka tai tarjous, joten hyväksyntää ei voi avata uudelleen. Peru ryhmä tai pyydä muutosta.
group-step-begun = Ensimmäinen tapaaminen on alkanut, joten tätä ei voi enää perua.
group-merge-answered = Joku on jo vastannut, joten yhdistämistä ei voi enää perua.
group-merge-none = Ryhmää ei voi nyt yhdistää, tai peruttavaa yhdistämistä ei ole.
approval-reopened = Avattu uudelleen:
cancel-code-merged = yhdistettiin toiseen ryhmään
intake-closed-done = Ryhmään ei nyt oteta uusia. Tehdyt tarjoukset ovat voimassa ja jono säilyy. Avaa ryhmä täältä, kun tilaa on.
intake-opened-done = Ryhmään otetaan taas uusia. Vapaat paikat tarjotaan jonon ensimmäisille kahden minuutin kuluttua.
enrolment-paused = Ryhmään ei nyt oteta uusia. Ohjaaja voi avata sen uudelleen ryhmän sivulla.
open-room-paused = Ei oteta nyt uusia
open-room-planned = Suunnitellaan uudelleen
open-join-paused = Ryhmään ei juuri nyt oteta uusia. Katso muita ryhmiä tai kysy myöhemmin.
open-join-planned = Ryhmää suunnitellaan uudelleen, eikä siihen nyt oteta uusia. Katso muita ryhmiä tai kysy, mitä on tulossa.
recruit-paused = Ryhmään ei nyt oteta uusia. Julkinen sivu kertoo sen ja ohjaa muihin ryhmiin.
task-group-over = Ryhmä on päättynyt tai sitä ei pidetä: ratkaise, mitä sen tilalle
referral-over = Ryhmää ei pidetä
referral-over-ended = Ryhmä on päättynyt
referral-over-lead = Ratkaise, mitä ohjaukselle tapahtuu: ohjaa asiakas eteenpäin tai päätä ohjaus. Kerro siitä asiakkaalle, myös että hän voi pyytää päätöstä.
referral-over-nowhere = Ei mihinkään: päätä ohjaus
referral-over-to = Ohjaa ryhmään
referral-over-queues = Suoraan jonoon
referral-over-settle = Tallenna
referral-settled = Ohjauksen jatko on tallennettu.
referral-group-stands = Ryhmä pidetään: vie ohjausta eteenpäin tavalliseen tapaan.
merge-groups-title = Yhdistä toiseen ryhmään
merge-groups-lead = Ryhmästä luovutaan. Jokaiselle, jolla on paikka, varataan paikka toisesta ryhmästä ja häneltä kysytään, sopiiko se. Ketään ei siirretä ilman suostumusta.
merge-groups-asked = Keneltä kysytään
merge-groups-who = Paikan saaneita on { $placed }, heiltä kysytään. Tarjouksen saaneita ja jonossa olevia on { $others }, heidän asiansa ratkaisee heitä auttava työntekijä.
merge-groups-none = Sopivaa ryhmää ei ole
merge-groups-none-hint = Ryhmän pitää olla samaa lajia ja samalla kaudella, siinä pitää olla tilaa ja sinun pitää voida muuttaa sitä. Toisen ohjaajan ryhmään voi yhdistää esihenkilö.
merge-groups-free = Vapaita paikkoja
merge-groups-choose = Yhdistä tähän ryhmään…
merge-groups-do = Yhdistä ryhmät
merge-groups-consequence = Paikka varataan näin monelle: { $fit }. Jonon ensimmäisiksi tulee { $rest }. Tämän ryhmän tapaamiset perutaan. Asiakkaat saavat viestin kahden minuutin kuluttua, heti jos tapaaminen on lähellä. Voit perua yhdistämisen ensimmäiseen vastaukseen asti.
merge-groups-done = Ryhmät on yhdistetty. Paikat odottavat vastauksia; joka ei tule, saa jatkosta tietoa omalta työntekijältään.
merge-groups-undone = Yhdistäminen on peruttu. Molemmat ryhmät ovat kuten ennen.
merge-first-because = Ryhmästä { $code }, joka yhdistettiin
log-act-group-intake-closed = ryhmään ei oteta toistaiseksi uusia
log-act-group-intake-opened = ryhmään otetaan taas uusia
log-act-application-reopened = hakemus avattiin uudelleen
steps-staff-undecided-subject = Toteutuminen taas auki: { $code }
steps-staff-undecided-body =
    Ryhmän { $code } toteutuminen on taas auki. Sen tapaamisajat ovat ennallaan, eikä asiakkaille ole kerrottu uutta.
    { $link }
steps-staff-reopened-subject = Ryhmä jatkuu sittenkin: { $code }
steps-staff-reopened-body =
    Päättynyt ryhmä { $code } on avattu uudelleen. Tapaamiset ja paikat eivät palaa itsestään: lisää tapaamiset ryhmän sivulla ja anna päättyneet paikat takaisin osallistujien sivulla. Asiakkaille ei ole kerrottu mitään.
    { $link }
merge-staff-subject = Ryhmät yhdistetään: { $code } ja { $other }
merge-staff-body =
    Ryhmää { $code } ei pidetä. Jokaiselta, jolla oli paikka, kysytään, tuleeko hän ryhmään { $other }; paikka odottaa vastausta. Muiden asia on heitä auttavan työntekijän tehtävä.
    { $link }
merge-staff-undone-subject = Ryhmiä ei yhdistetäkään: { $code } ja { $other }
merge-staff-undone-body =
    Ryhmiä { $code } ja { $other } ei yhdistetäkään. Molemmat jatkuvat kuten ennen.
    { $link }
merge-offer-subject = Tapaamisesi muuttuvat: sinulle on varattu paikka
merge-offer-sms = Tapaamisesi muuttuvat. Uusi paikka on sinulle { $until } asti. Vastaa: { $link }
merge-offer-hand = Tapaamisesi eivät toteudu suunnitellusti. Sinulle on varattu uusi paikka { $until } asti. Sopiiko se sinulle?
merge-offer-body =
    Hei!

    Tapaamisesi eivät toteudu suunnitellusti. Pahoittelemme muutosta.
    Sinulle on varattu uusi paikka { $until } asti. Kerro, sopiiko se sinulle:
    { $link }
merge-offer-first-subject = Tapaamisesi muuttuvat: sinulle on varattu paikka
merge-offer-first-sms = Uusi paikka sinulle { $time }. Vastaa viim. { $until }: { $link }
merge-offer-first-hand = Tapaamisesi eivät toteudu suunnitellusti. Sinulle on varattu uusi paikka { $until } asti. Ensimmäinen tapaaminen siellä on { $time }. Sopiiko se sinulle?
merge-offer-first-body =
    Hei!

    Tapaamisesi eivät toteudu suunnitellusti. Pahoittelemme muutosta.
    Sinulle on varattu uusi paikka { $until } asti. Ensimmäinen tapaaminen siellä on { $time }.
    Päivät ja paikka, ja missä vastaat:
    { $link }
merge-waits-subject = Tapaamisesi on peruttu
merge-waits-sms = Tapaamisesi on peruttu. Olet jonossa ensimmäisenä uuteen paikkaan. Kerromme, kun se vapautuu.
merge-waits-hand = Tapaamisesi on peruttu. Pahoittelemme muutosta. Olet jonossa ensimmäisenä uuteen paikkaan, ja kerromme heti, kun se vapautuu. Jos et halua odottaa, kerro meille.
merge-waits-body =
    Hei!

    Tapaamisesi on peruttu. Pahoittelemme muutosta.
    Olet jonossa ensimmäisenä uuteen paikkaan, ja kerromme heti, kun se vapautuu. Jos et halua odottaa, kerro meille.
merge-undone-subject = Mikään ei muutukaan
merge-undone-sms = Viimeisin viestimme tapaamisistasi ei pidä paikkaansa. Kaikki jatkuu kuten ennen.
merge-undone-hand = Se, mitä kerroimme viimeksi tapaamisistasi, ei pidä paikkaansa. Kaikki jatkuu kuten ennen.
merge-undone-body =
    Hei!

    Viimeisin viestimme tapaamisistasi ei pidä paikkaansa. Kaikki jatkuu kuten ennen.
merge-undone-first-subject = Tapaamisesi pidetään sittenkin
merge-undone-first-sms = Tapaamisesi pidetään sittenkin, alkaen { $time }. Vastausta ei tarvita. { $link }
merge-undone-first-hand = Tapaamisesi pidetään sittenkin. Ensimmäinen on { $time }. Edelliseen kysymykseemme ei tarvitse vastata.
merge-undone-first-body =
    Hei!

    Tapaamisesi pidetään sittenkin niin kuin sovittiin. Ensimmäinen on { $time }. Edelliseen viestiimme ei tarvitse vastata.
    { $link }
intake-closed-subject = Hakemuksesi odottaa
intake-closed-sms = Emme ota juuri nyt uusia. Hakemuksesi on tallessa. Muuta: { $link }
intake-closed-hand = Emme juuri nyt ota uusia mukaan. Hakemuksesi on tallessa, ja vastaamme siihen myöhemmin.
intake-closed-body =
    Hei!

    Emme juuri nyt ota uusia mukaan. Hakemuksesi on tallessa, ja vastaamme siihen heti, kun voimme.
    Muita mahdollisuuksia:
    { $link }
intake-opened-subject = Hakemuksesi etenee
intake-opened-sms = Otamme taas uusia mukaan. Hakemuksesi on käsittelyssä, ja vastaamme sinulle pian.
intake-opened-hand = Otamme taas uusia mukaan. Hakemuksesi on käsittelyssä, ja vastaamme sinulle pian.
intake-opened-body =
    Hei!

    Otamme taas uusia mukaan. Hakemuksesi on käsittelyssä, ja vastaamme sinulle pian.
intake-opened-first-subject = Hakemuksesi etenee
intake-opened-first-sms = Otamme taas uusia mukaan. Aloitamme { $time }. Vastaamme hakemukseesi pian.
intake-opened-first-hand = Otamme taas uusia mukaan. Aloitamme { $time }. Hakemuksesi on käsittelyssä, ja vastaamme sinulle pian.
intake-opened-first-body =
    Hei!

    Otamme taas uusia mukaan. Aloitamme { $time }.
    Hakemuksesi on käsittelyssä, ja vastaamme sinulle pian.
intake-moved-subject = Tapaamisten uusi aika
intake-moved-sms = Tapaamisten aika muuttui: seuraava on { $to }, ei { $time }. Hakemuksesi on tallessa.
intake-moved-hand = Tapaamisten aika muuttui: seuraava on nyt { $to }, ei { $time }. Hakemuksesi on tallessa.
intake-moved-body =
    Hei!

    Tapaamisten aika muuttui: seuraava on nyt { $to }, ei { $time }.
    Hakemuksesi on tallessa. Kerro meille, jos uusi aika ei sovi sinulle.
intake-filled-subject = Paikat ovat nyt täynnä
intake-filled-sms = Paikat ovat nyt täynnä. Hakemuksesi on tallessa, ja pääset jonoon. Muuta: { $link }
intake-filled-hand = Paikat ovat nyt täynnä. Hakemuksesi on tallessa, ja pääset jonoon. Vastaamme sinulle.
intake-filled-body =
    Hei!

    Paikat ovat nyt täynnä. Hakemuksesi on tallessa, ja pääset jonoon. Vastaamme sinulle.
    Muita mahdollisuuksia:
    { $link }
openness-closed-subject = Milloin mukaan vielä pääsee
openness-closed-sms = Odotat paikkaa. Mukaan pääsee nyt vain alussa, toiseen tapaamiseen asti. Kerromme, jos paikka vapautuu.
openness-closed-hand = Odotat paikkaa. Mukaan pääsee nyt vain alussa, toiseen tapaamiseen asti. Kerromme, jos paikka vapautuu sitä ennen.
openness-closed-body =
    Hei!

    Odotat paikkaa. Mukaan pääsee nyt vain alussa, toiseen tapaamiseen asti.
    Kerromme, jos paikka vapautuu sitä ennen.
openness-open-subject = Mukaan pääsee myöhemminkin
openness-open-sms = Odotat paikkaa. Mukaan pääsee nyt myös myöhemmin kuin alussa. Kerromme, kun paikka vapautuu.
openness-open-hand = Odotat paikkaa. Mukaan pääsee nyt myös myöhemmin kuin alussa. Kerromme, kun paikka vapautuu.
openness-open-body =
    Hei!

    Odotat paikkaa. Mukaan pääsee nyt myös myöhemmin kuin alussa.
    Kerromme, kun paikka vapautuu.
