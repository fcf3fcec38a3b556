import-title = Tuo tiedostosta
import-lead-clients = Lisää monta asiakasta kerralla taulukosta. Sinusta tulee omatyöntekijä, jos taulukko ei nimeä muuta.
import-file = Tiedosto
import-file-hint = Excelin (.xlsx) tai LibreOfficen (.ods) työkirja tai CSV-tiedosto.
import-file-needed = Valitse tiedosto.
import-dry-run = Kokeile ensin
import-dry-run-hint = Kertoo, mitä tapahtuisi, mutta ei tallenna mitään.
import-skip-bad = Tallenna hyvät rivit, vaikka muissa olisi virheitä
import-skip-bad-hint = Muuten mitään ei tallenneta ennen kuin kaikki rivit ovat kunnossa.
import-send = Lähetä
import-columns = Sarakkeet
import-columns-lead = Otsikot suomeksi tai englanniksi, missä järjestyksessä tahansa. Muut sarakkeet jätetään pois.
import-columns-clients = asiakasnumero, nimi (pakollinen), syntymävuosi, kieli, kunta, puhelin, sähköposti, postiosoite, kanava (tekstiviesti, sähköposti, kirje, ei), omatyöntekijä (sähköposti), turvakielto (kyllä, ei)
import-line = Rivi
import-column = Sarake
import-reason = Mitä korjata
import-faults = Virheet
import-more-faults = { $n ->
    [one] … ja { $n } muu virhe.
   *[other] … ja { $n } muuta virhettä.
}
import-nothing-written = Mitään ei tallennettu: { $bad ->
    [one] tiedostossa on { $bad } virhe
   *[other] tiedostossa on { $bad } virhettä
} ({ $rows ->
    [one] { $rows } rivi
   *[other] { $rows } riviä
}). Korjaa { $bad ->
    [one] se
   *[other] ne
} ja lähetä tiedosto uudelleen.
import-tried = Kokeilu: { $rows ->
    [one] { $rows } rivi
   *[other] { $rows } riviä
}. Lisättäisiin { $added }, on jo olemassa { $standing }, virheitä { $bad }. Mitään ei tallennettu.
import-partly-written = { $rows ->
    [one] { $rows } rivi
   *[other] { $rows } riviä
}: lisättiin { $added }, oli jo olemassa { $standing }. Virheitä { $bad }: niiden rivejä ei tallennettu.
import-written = { $rows ->
    [one] { $rows } rivi
   *[other] { $rows } riviä
}: lisättiin { $added }, oli jo olemassa { $standing }.
import-column-twice = Sama sarake on tiedostossa kahdesti. Poista toinen.
import-column-missing = Sarake puuttuu: { $names }. Lisää se ensimmäiselle riville.
import-too-many-cells = Rivillä on enemmän soluja kuin otsikoita. Laita lainausmerkit solun ympärille, jossa on erotin.
import-row-twice = Sama asiakas on jo rivillä { $line }.
import-row-unreadable = Riviä ei voi lukea.
import-yes-no = Kirjoita kyllä tai ei (myös k, e ja x kelpaavat).
import-lead-groups = Lisää monta ryhmää kerralla taulukosta. Ryhmistä tulee luonnoksia, jotka kokoontuvat viikoittain ensimmäisestä päivästä alkaen.
import-lead-referrals = Lisää monta ohjausta kerralla taulukosta. Asiakkaat ovat omiasi, ja heillä on asiakasnumero.
import-columns-groups = nimi ja alkaa (pakolliset), tyyppi (toiminnallinen, elämänhallinta, terapeuttinen, eläin- ja luontoavusteinen), yksikkö, paikka, kello, kesto (minuutteja), kertoja, paikkoja, vähintään, ohjaaja (sähköposti), ohjaaja alkaen, ohjaaja asti
import-columns-referrals = asiakasnumero, ryhmä ja lähetetty (pakolliset), syy, kanavat (erottimena |), saattaja (sähköposti)
import-group-twice = Sama ryhmä on jo rivillä { $line }.
import-unit-unknown = Tämän nimistä yksikköä ei ole. Tarkista nimi.
import-venue-unknown = Tämän nimistä paikkaa ei ole. Lisää paikka ensin tai tarkista nimi.
import-staff-unknown = Tällä osoitteella ei ole työntekijää. Tarkista osoite.
import-client-unknown = Tällä numerolla ei ole omaa asiakastasi. Tarkista numero.
import-group-unknown = Tämän nimistä ryhmää ei ole, tai niitä on useita. Kirjoita ryhmän tunnus.
import-day-ahead = Päivä on tulevaisuudessa. Tarkista päivä.
import-leader-other = Voit tuoda vain omia ryhmiäsi. Jätä ohjaaja tyhjäksi tai anna oma osoitteesi.
import-checking = Tarkistetaan rivejä
import-writing = Tallennetaan rivejä
import-under-way = Sivu päivittyy itsestään. Voit sulkea sen: tuonti jatkuu, ja tulos näkyy tässä osoitteessa 30 päivää.
import-mark-open = Solun lainausmerkki jää auki: tiedosto loppuu ennen sen paria. Poista merkki tai lisää sen pari. Mitään ei tallennettu.
import-mark-inside = Solussa on lainausmerkki, joka ei ole solun alku eikä loppu. Laita koko solu lainausmerkkeihin ja kirjoita sisällä oleva merkki kahdesti. Mitään ei tallennettu.
import-cell-like-rows = Solussa on yhtä monta erotinta kuin kokonaisilla riveillä: puuttuuko lainausmerkki? Jos solu on oikein, tallenna tiedosto toisella erottimella. Mitään ei tallennettu.
import-file-refused = Mitään ei tallennettu: tiedostoa ei voi lukea tällaisena. Korjaa se ja lähetä uudelleen.
import-encoding = Tiedosto on tallennettu toisella merkistöllä: siinä lukee ”{ $words }”. Tallenna se muodossa ”CSV UTF-8” ja lähetä uudelleen. Mitään ei tallennettu.
import-heading-near = Otsikko on melkein { $names } mutta ei aivan. Kirjoita se näin, tai poista sarake, jos se on muuta. Mitään ei tallennettu.
import-protection-unknown = Kirjoita kyllä tai ei: muilla riveillä lukee ei, joten tyhjä ei kerro kumpaakaan.
import-taken = Luetaan
import-left-out = Jätetään pois
import-absent = Ei tiedostossa
import-protection-absent = Tiedostossa ei ole saraketta turvakielto: kaikki tallennetaan ilman turvakieltoa.
import-rows = Rivit sellaisina kuin ne tallennetaan
import-rows-lead = Ensimmäiset rivit ja jokainen, joka tallennetaan toisin kuin se on kirjoitettu tai on jo toisin. Ero on korostettu.
import-sheet = Taulukon välilehti
import-sheet-needed = Työkirjassa on monta välilehteä: { $names }. Valitse yksi.
import-cell-faulty = Solussa on kaava, joka ei toimi (esimerkiksi #REF!). Korjaa se. Mitään ei tallennettu.
import-web-page = Tämä on verkkosivu, vaikka sen nimi voi olla .xls. Avaa se taulukko-ohjelmalla ja tallenna muotoon .xlsx tai CSV.
import-workbook-old = Tämä on vanhan Excelin työkirja (.xls). Tallenna se muotoon .xlsx tai CSV.
import-workbook-large = Välilehdellä on soluja kaukana muista tai yli { $rows } riviä. Poista ylimääräiset tai jaa tiedosto.
import-workbook-unreadable = Työkirjaa ei voi lukea: se on rikki, salattu tai liian suuri. Tallenna se uudelleen.
import-row-fate = Mitä tapahtuu
import-row-new = lisätään
import-row-stands = on jo
import-row-stands-otherwise = on jo, mutta toisin: ei muuteta
import-referral-twice = Sama asiakas lähetetään tähän ryhmään jo rivillä { $line }.
