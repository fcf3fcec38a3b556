## Applying from the open programme
apply-title = Ilmoittaudu ryhmään
apply-send = Lähetä ilmoittautuminen
apply-source = Kuka ilmoittautuu
apply-source-own = Ilmoittaudun itse
apply-source-partner = Ilmoitan toisen ihmisen yhteistyökumppanina
apply-partner = Organisaatio
apply-partner-hint = Täytä, jos ilmoitat toisen ihmisen. Kysy häneltä ensin. Hän vahvistaa ilmoittautumisen itse.
apply-partner-person = Yhteyshenkilö organisaatiossa
apply-name = Ryhmään tulevan nimi
apply-name-hint = Etunimi ja sukunimi. Älä kirjoita henkilötunnusta.
apply-email = Sähköposti
apply-contact-hint = Anna sähköposti tai puhelinnumero. Lähetämme siihen vahvistuslinkin.
apply-phone = Puhelinnumero
apply-open = Tähän ryhmään ei ilmoittauduta. Tule suoraan mukaan: ajat ja paikka ovat ryhmän sivulla.
apply-over = Ryhmään ei oteta enää ketään. Palaa ryhmän sivulle: siellä kerrotaan, mihin voit ottaa yhteyttä.
apply-contact-needed = Anna sähköpostiosoite tai puhelinnumero, jotta voimme vastata.
apply-municipality = Kotikunta
apply-language = Viestien kieli
apply-message = Haluatko kertoa jotain?
apply-message-hint = Esimerkiksi, mitä apua tarvitset päästäksesi mukaan. Terveystietoja ei tarvita.
apply-channels = Mistä kuulit ryhmästä
apply-privacy = Käytämme tietoja vain ilmoittautumisen hoitamiseen. Ryhmän ohjaaja näkee ne, kun olet vahvistanut ilmoittautumisen. Vahvistamattomat tiedot poistetaan viikon kuluttua.
apply-sent = Kiitos, melkein valmista
apply-sent-look = Lähetimme vahvistuslinkin. Avaa sähköpostisi tai tekstiviestisi ja vahvista ilmoittautuminen linkistä.
apply-sent-late = Linkki toimii viikon. Jos viestiä ei tule, tarkista roskaposti ja kokeile uudelleen.
apply-back = Takaisin ryhmiin
apply-confirm-title = Vahvista ilmoittautuminen
apply-confirm-lead = Paina painiketta, niin ryhmän ohjaaja saa ilmoittautumisesi.
apply-confirm-button = Vahvistan ilmoittautumisen
apply-confirm-not-you = Jos et ole ilmoittautunut, sulje tämä sivu. Tiedot poistetaan viikon kuluttua.
apply-confirmed = Ilmoittautuminen on vahvistettu
apply-confirmed-next = Ryhmän ohjaaja ottaa sinuun yhteyttä viikon sisällä.
apply-confirm-subject = Vahvista ilmoittautumisesi
apply-confirm-body =
    Hei,

    saimme ilmoittautumisen, jossa on tämä yhteystieto. Vahvista se tästä linkistä viikon sisällä:
    { $link }

    Jos et ole ilmoittautunut, sinun ei tarvitse tehdä mitään.
apply-confirm-sms = Vahvista ilmoittautumisesi viikon sisällä: { $link } Etkö ilmoittautunut? Älä tee mitään.
apply-confirm-hand = Saimme ilmoittautumisen, jossa on tämä yhteystieto. Vahvista se viikon sisällä. Jos et ole ilmoittautunut, sinun ei tarvitse tehdä mitään.
apply-rejected-subject = Vastaus ilmoittautumiseesi
apply-rejected-body =
    Hei,

    { $words }

    Muita vaihtoehtoja löydät täältä:
    { $link }
apply-rejected-sms = { $words } { $link }
apply-rejected-hand = { $words }
apply-in-vain = Emme valitettavasti voi ottaa sinua mukaan tällä kertaa.

## The leader's list of applications
application-list = Ilmoittautumiset
application-lead = Avoimesta ohjelmasta tulleet ja vahvistetut ilmoittautumiset. Vastaa viikon sisällä.
application-none = Uusia ilmoittautumisia ei ole. Vahvistamattomat eivät näy täällä.
application-source = Ilmoittaja
application-source-own = ihminen itse
application-source-partner = yhteistyökumppani
application-source-worker = työntekijä
application-confirmed = Vahvistettu
application-client = Kenestä on kyse
application-client-new = Uusi asiakas
application-accept = Ota käsittelyyn
application-accepted = Ilmoittautumisesta tehtiin ohjaus.
application-reject = En voi ottaa mukaan
application-reject-follows = { $name } saa viestin, ja ilmoittautuminen poistuu listalta.
application-reject-message = Viesti
application-reject-hint = Viesti kulkee suojaamattomana. Älä kirjoita siihen ryhmän nimeä äläkä mitään, mikä kertoo palvelusta.
application-reject-gives-away = Viestissä on sana ”{ $word }”, joka kertoo palvelusta tai ryhmästä. Poista se: viesti kulkee suojaamattomana.
application-reject-words = Kiitos ilmoittautumisestasi. Valitettavasti emme voi nyt ottaa sinua mukaan.
application-rejected-said = Vastaus on lähetetty.
application-decided = Ilmoittautumiseen on jo vastattu. Palaa listaan.

## Making a group known
recruit-title = Ryhmästä kertominen
recruit-over = Ryhmään ei oteta enää ketään. Julkinen sivu kertoo sen ja ohjaa muihin ryhmiin.
recruit-texts-over = Ryhmään ei oteta enää ketään, joten kerrottavaa ei ole.
recruit-mail-free = ryhmässä { $name } on tilaa.
recruit-mail-full = ryhmä { $name } on täynnä, ja siihen voi tulla jonoon.
recruit-mail-open = avoimeen ryhmään { $name } voi tulla ilmoittautumatta.
recruit-call-apply = Lue lisää ja ilmoittaudu
recruit-call-queue = Lue lisää ja tule jonoon
recruit-call-come = Lue lisää ja tule mukaan
recruit-not-public = Ryhmä ei vielä näy avoimessa ohjelmassa. Se tulee näkyviin, kun haku avataan.
recruit-low = Ryhmä alkaa pian ja paikkoja on vielä paljon vapaana. Kerro ryhmästä uudelleen tai sovi esihenkilön kanssa, miten jatketaan.
recruit-decide = Ryhmän toteutumisesta päätetään viimeistään { $day }.
recruit-public = Ryhmän julkinen sivu
recruit-codes = Kanavat ja lyhyet osoitteet
recruit-codes-lead = Tee jokaiselle kanavalle oma lyhyt osoite. Näin näet, mistä ryhmään löydettiin.
recruit-label = Nimi
recruit-label-hint = Esimerkiksi ”Kirjaston ilmoitustaulu”
recruit-channel = Kanava
recruit-visits = Käyntejä
recruit-sent = Ohjauksia
recruit-started = Aloittaneita
recruit-poster = Juliste
recruit-poster-open = Avaa juliste
recruit-code-new = Tee lyhyt osoite
recruit-code-made = Lyhyt osoite on valmis.
recruit-results = Mistä ryhmään tultiin
recruit-results-none = Ohjauksia ei vielä ole.
recruit-texts = Valmiit tekstit
recruit-texts-lead = Kopioi teksti ja muokkaa sitä, jos haluat.
recruit-social = Sosiaaliseen mediaan
recruit-social-text =
    { $name }

    { $audience }
    { $summary }

    Milloin: { $time }
    Missä: { $place }

    { $call }: { $address }
recruit-mail = Sähköposti työntekijöille
recruit-mail-text =
    Hei,

    { $room } Tuleeko mieleesi joku, joka hyötyisi siitä?

    Kenelle: { $audience }
    Mitä: { $summary }
    Milloin: { $time }
    Missä: { $place }

    Lue lisää: { $address }
    Ohjauksen voit tehdä Piirissä kahdessa minuutissa.
recruit-copied = Teksti on kopioitu.
recruit-qr = QR-koodi ryhmän sivulle
recruit-poster-call = Lue lisää ja tule mukaan
recruit-poster-print = Tulosta juliste selaimen tulostuksella. Se mahtuu yhdelle A4-arkille.
recruit-channel-own-worker = oma työntekijä
recruit-channel-print = juliste tai esite
recruit-channel-social-media = sosiaalinen media
recruit-channel-outreach = jalkautuva työ
recruit-channel-partner = yhteistyökumppani
recruit-channel-peer = tuttu tai vertainen
recruit-channel-web = verkkosivut
recruit-channel-other = muu

## The weekly message of open places
open-places-subject = Ryhmissä on tilaa
open-places-body =
    Hei,

    näissä ryhmissä on nyt vapaita paikkoja:

    { $groups }

    Kaikki ryhmät: { $link }
open-places-line = { $name }, { $place } – { $time } (vapaana { $free })
apply-withdraw-lead = Jos mielesi muuttui, voit perua ilmoittautumisen. Silloin sinuun ei oteta yhteyttä.
apply-withdraw = Peru ilmoittautuminen
apply-withdrawn = Ilmoittautuminen on peruttu
apply-withdrawn-next = Sinuun ei oteta yhteyttä. Tietosi poistetaan kolmen kuukauden kuluttua. Voit ilmoittautua uudelleen milloin haluat.
apply-accepted = Ilmoittautumisesi on käsittelyssä
apply-accepted-next = Paikasta ei ole vielä päätetty. Saat tiedon sillä tavalla, jonka valitsit.
apply-answered = Ilmoittautumiseesi on vastattu
apply-answered-next = Sait vastauksen viestillä tai puhelimitse. Jos et saanut sitä, ota meihin yhteyttä.
