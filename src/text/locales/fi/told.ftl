told-cancelled-subject = Tapaaminen on peruttu
told-cancelled-sms = Tapaaminen { $time } on peruttu. Terv. { $leader }
told-cancelled-hand = Tapaaminen { $time } on peruttu. Pahoittelemme muutosta.
told-cancelled-body =
    Hei!

    Tapaaminen { $time } on peruttu. Pahoittelemme muutosta.
    Seuraavat tapaamiset näet tästä:
    { $link }

    Terveisin { $leader }
told-moved-subject = Tapaaminen on siirretty
told-moved-sms = Tapaaminen { $time } siirtyy. Uusi aika: { $to }. { $link } Terv. { $leader }
told-moved-hand = Tapaaminen { $time } on siirretty. Uusi aika on { $to }.
told-moved-body =
    Hei!

    Tapaaminen { $time } on siirretty.
    Uusi aika on { $to }.
    Lisätiedot näet tästä:
    { $link }

    Terveisin { $leader }
told-added-subject = Uusi tapaaminen
told-added-sms = Sinulle on uusi tapaaminen { $time }. Katso: { $link } Terv. { $leader }
told-added-hand = Sinulle on uusi tapaaminen { $time }.
told-added-body =
    Hei!

    Sinulle on uusi tapaaminen { $time }.
    Lisätiedot näet tästä:
    { $link }

    Terveisin { $leader }
told-changed-subject = Tapaamiseen tulee muutos
told-changed-sms = Tapaamisen { $time } paikka tai kesto muuttuu. Katso: { $link } Terv. { $leader }
told-changed-hand = Tapaamisen { $time } paikka tai kesto muuttuu. Kysy meiltä lisää, jos haluat.
told-changed-body =
    Hei!

    Tapaamisen { $time } paikka tai kesto muuttuu.
    Lisätiedot näet tästä:
    { $link }

    Terveisin { $leader }
told-restored-subject = Tapaaminen pidetään
told-restored-sms = Tapaaminen { $time } pidetään sittenkin. Tervetuloa! { $link } Terv. { $leader }
told-restored-hand = Tapaaminen { $time } pidetään sittenkin. Tervetuloa!
told-restored-body =
    Hei!

    Tapaaminen { $time } pidetään sittenkin. Tervetuloa!
    Lisätiedot näet tästä:
    { $link }

    Terveisin { $leader }
told-replanned-subject = Tapaamistesi suunnitelma muuttuu
told-replanned-sms = Tapaamistesi aikoja tai paikkoja on muutettu. Katso uudet: { $link }
told-replanned-hand = Tapaamistesi aikoja tai paikkoja on muutettu. { $n ->
    [0] Uusia aikoja ei ole.
   *[other] Tulevat tapaamisesi ovat { $times }.
} Jos et pääse jonakin kertana, kerro siitä meille.
told-replanned-body =
    Hei!

    Tapaamistesi aikoja tai paikkoja on muutettu.
    Uuden suunnitelman näet tästä:
    { $link }

    Jos et pääse jonakin kertana, voit kertoa siitä samassa paikassa.
told-meets-subject = Kuka ottaa sinut vastaan
told-meets-sms = Tapaamisessa { $time } sinut ottaa vastaan { $leader }. Lisää: { $link }
told-meets-hand = Tapaamisessa { $time } sinut ottaa vastaan { $leader }.
told-meets-body =
    Hei!

    Tapaamisessa { $time } sinut ottaa vastaan { $leader }.
    Lisätiedot näet tästä:
    { $link }
told-group-cancelled-subject = Tapaamisesi on peruttu
told-group-cancelled-sms = Sinulle suunnitellut tapaamiset on peruttu. Otamme sinuun yhteyttä. Terv. { $leader }
told-group-cancelled-hand = Sinulle suunnitellut tapaamiset on peruttu. Pahoittelemme muutosta. Kerromme, mitä muita mahdollisuuksia on.
told-group-cancelled-body =
    Hei!

    Sinulle suunnitellut tapaamiset on peruttu. Pahoittelemme muutosta.
    Otamme sinuun yhteyttä. Muut tapaamisesi näet tästä:
    { $link }

    Terveisin { $leader }
told-runs-subject = Tapaamisesi alkavat
told-runs-sms = Tapaamisesi alkavat { $time }. Ohjeet: { $link } Terv. { $leader }
told-runs-hand = Tapaamisesi alkavat. Ensimmäinen tapaaminen on { $time }. Sinut ottaa vastaan { $leader }.
told-runs-body =
    Hei!

    Tapaamisesi alkavat. Ensimmäinen tapaaminen on { $time }. Sinut ottaa vastaan { $leader }.
    Ohjeet ja muut ajat löydät tästä:
    { $link }
told-staff-runs-subject = Ryhmä toteutuu: { $code }
told-staff-runs-body =
    Ryhmä { $code } toteutuu. Asiakkaille kerrotaan, milloin se alkaa.
    { $link }
told-staff-group-cancelled-subject = Ryhmä peruttu: { $code }
told-staff-group-cancelled-body =
    Ryhmä { $code } on peruttu. Sen lähetteet on päätetty, ja asiakkaille kerrotaan perumisesta.
    { $link }
told-staff-group-ended-subject = Ryhmä päättyi: { $code }
told-staff-group-ended-body =
    Ryhmä { $code } päättyi ennen aikojaan. Tulevat kerrat on peruttu, ja asiakkaille kerrotaan siitä.
    { $link }
told-staff-cancelled-subject = Kerta peruttu: { $code }
told-staff-cancelled-body =
    Kerta { $code } { $time } on peruttu.
    { $link }
told-staff-moved-subject = Kerta siirretty: { $code }
told-staff-moved-body =
    Kerta { $code } { $time } on siirretty. Uusi aika on { $to }.
    { $link }
told-staff-added-subject = Uusi kerta: { $code }
told-staff-added-body =
    Ryhmään { $code } on lisätty kerta { $time }.
    { $link }
told-staff-changed-subject = Kerta muuttunut: { $code }
told-staff-changed-body =
    Kerran { $code } { $time } paikka tai kesto on muuttunut.
    { $link }
told-staff-restored-subject = Kerta pidetään: { $code }
told-staff-restored-body =
    Kerta { $code } { $time } pidetään sittenkin.
    { $link }
told-staff-replanned-subject = Kerrat suunniteltu uudelleen: { $code }
told-staff-replanned-body =
    Ryhmän { $code } kertojen aikoja tai paikkoja on muutettu.
    { $link }
told-staff-stands-in-subject = Sijaistat kertaa: { $code }
told-staff-stands-in-body =
    Olet sijaisena kerralla { $code } { $time }.
    { $link }
told-staff-comes-along-subject = Saatat asiakkaan toiselle kerralle: { $code }
told-staff-comes-along-body =
    Saatat asiakkaan perutun kerran sijasta kerralle { $code } { $time }.
    { $link }
told-staff-stands-out-subject = Et enää sijaista kertaa: { $code }
told-staff-stands-out-body =
    Et ole enää sijaisena kerralla { $code } { $time }.
    { $link }
told-cancelled-done = Kerta on peruttu.
told-moved-done = Kerta on siirretty.
told-restored-done = Kerta pidetään sittenkin.
told-calls = Soitettavat ja kirjeet
told-calls-lead = Nämä osallistujat eivät saa viestiä sähköisesti.
told-calls-none = Kaikki saavat viestin, kenellekään ei tarvitse soittaa.
told-calls-all = Näistä kerrotaan puhelimella tai kirjeellä. Merkitse hoidetuksi, kun asiakas tietää.
told-calls-done = Kenellekään ei tarvitse soittaa eikä kirjoittaa.
told-call-made = Merkitty hoidetuksi.
told-asked = Kertoo { $name }, viimeistään { $due }
told-by-key-worker = Omatyöntekijä kertoo
told-by-letter = Kirje
told-by-call = Puhelu
told-called = hoidettu
told-mark-called = Merkitse hoidetuksi
told-safely = Turvallinen yhteydenotto:
told-number = Olen lukenut tämän. Näytä numero
told-booking-subject = Muutos varaukseen: { $what }
told-booking-body =
    Hei!
    Varaus: { $what } (viite { $code })
    { $lines }
    Kysy tarvittaessa: { $contact }
told-booking-hand =
    Varaus: { $what } (viite { $code })
    { $lines }
told-booking-interpreting = tulkkaus, { $language }
told-booking-cancelled = { $time }: peruttu.
told-booking-added = { $time }: uusi varaus.
told-booking-restored = { $time }: pidetään sittenkin.
told-booking-moved = { $time }: siirretty. Uusi aika on { $to }.
told-booking-changed = { $time }: paikka tai kesto on muuttunut.
booking-title = Kerrottavat varausmuutokset
booking-lead = Näistä ei voitu lähettää sähköpostia. Kerro niistä itse.
booking-none = Mitään ei ole kerrottavana.
booking-told = Kerrottu
booking-marked = Merkitty kerrotuksi.
