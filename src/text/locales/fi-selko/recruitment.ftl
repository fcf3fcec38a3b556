apply-open = Sinun ei tarvitse ilmoittautua tähän ryhmään. Tule ryhmään, kun ryhmä on. Ajat ovat ryhmän sivulla.
apply-title = Ilmoittaudu ryhmään
apply-send = Lähetä
apply-source = Kuka haluaa ryhmään
apply-source-own = Minä itse
apply-source-partner = Joku muu. Minä autan häntä.
apply-name = Nimi
apply-name-hint = Kirjoita etunimi ja sukunimi.
apply-contact-hint = Kirjoita sähköposti tai puhelinnumero. Lähetämme sinne viestin.
apply-municipality = Missä kunnassa asut
apply-language = Millä kielellä kirjoitamme sinulle
apply-message-hint = Voit kertoa, mitä apua tarvitset.
apply-privacy = Tarvitsemme nämä tiedot, jotta voimme vastata sinulle. Ryhmän ohjaaja lukee ne. Emme kerro niitä muille.
apply-sent = Kiitos!
apply-sent-look = Lähetimme sinulle viestin. Avaa viesti ja paina linkkiä. Sitten ilmoittautuminen on valmis.
apply-sent-late = Linkki toimii viikon ajan.
apply-confirm-lead = Paina painiketta. Sitten ryhmän ohjaaja saa tietää, että haluat ryhmään.
apply-confirm-button = Haluan ryhmään
apply-confirm-not-you = Jos et halua ryhmään, sulje sivu.
apply-confirmed = Ilmoittautuminen on valmis
apply-confirmed-next = Ryhmän ohjaaja ottaa sinuun yhteyttä viikon aikana.
apply-confirm-body =
    Hei!

    Haluat tulla mukaan. Paina linkkiä viikon aikana, niin ilmoittautuminen on valmis:
    { $link }

    Jos et ole ilmoittautunut, älä tee mitään.
apply-withdraw-lead = Voit perua ilmoittautumisen, jos et halua tulla. Silloin emme ota sinuun yhteyttä.
apply-withdrawn-next = Emme ota sinuun yhteyttä. Poistamme tietosi kolmen kuukauden kuluttua. Voit ilmoittautua uudelleen.
apply-accepted-next = Paikasta ei ole vielä päätetty. Kerromme sinulle, kun asia on päätetty.
apply-answered-next = Olemme jo vastanneet sinulle. Ota meihin yhteyttä, jos et saanut vastausta.
apply-confirm-sms = Haluatko mukaan? Paina linkkiä viikon aikana: { $link } Jos et ilmoittautunut, älä tee mitään.
apply-confirm-hand = Saimme ilmoittautumisesi. Vahvista se viikon aikana. Jos et ole ilmoittautunut, älä tee mitään.
apply-rejected-subject = Vastaus sinulle
apply-rejected-body =
    Hei!

    { $words }

    Muita vaihtoehtoja on täällä:
    { $link }
apply-in-vain = Et valitettavasti pääse mukaan tällä kertaa.
