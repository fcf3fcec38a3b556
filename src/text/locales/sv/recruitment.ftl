## Applying from the open programme
apply-title = Anmäl dig till gruppen
apply-send = Skicka anmälan
apply-source = Vem anmäler sig
apply-source-own = Jag anmäler mig själv
apply-source-partner = Jag anmäler någon annan som samarbetspartner
apply-partner = Organisation
apply-partner-hint = Fyll i om du anmäler någon annan. Fråga personen först. Hen bekräftar själv anmälan.
apply-partner-person = Kontaktperson i organisationen
apply-name = Namn på den som vill komma med
apply-name-hint = Förnamn och efternamn. Skriv inte personbeteckningen.
apply-email = E-post
apply-contact-hint = Ge en e-postadress eller ett telefonnummer. Vi skickar en bekräftelselänk dit.
apply-phone = Telefonnummer
apply-open = Till den här gruppen anmäler man sig inte. Kom direkt: tiderna och platsen finns på gruppens sida.
apply-over = Gruppen tar inte in någon längre. Gå tillbaka till gruppens sida: där står vart du kan vända dig.
apply-contact-needed = Ge en e-postadress eller ett telefonnummer så att vi kan svara.
apply-municipality = Hemkommun
apply-language = Språk för meddelanden
apply-message = Vill du berätta något?
apply-message-hint = Till exempel vilken hjälp du behöver för att kunna delta. Uppgifter om hälsa behövs inte.
apply-channels = Var hörde du om gruppen
apply-privacy = Vi använder uppgifterna bara för att behandla anmälan. Gruppens ledare ser dem när du har bekräftat anmälan. Obekräftade uppgifter raderas efter en vecka.
apply-sent = Tack, nästan klart
apply-sent-look = Vi har skickat en bekräftelselänk. Öppna din e-post eller dina textmeddelanden och bekräfta anmälan med länken.
apply-sent-late = Länken gäller i en vecka. Om inget meddelande kommer, titta i skräpposten och försök igen.
apply-back = Tillbaka till grupperna
apply-confirm-title = Bekräfta anmälan
apply-confirm-lead = Tryck på knappen så får gruppens ledare din anmälan.
apply-confirm-button = Jag bekräftar anmälan
apply-confirm-not-you = Om du inte har anmält dig, stäng den här sidan. Uppgifterna raderas efter en vecka.
apply-confirmed = Anmälan är bekräftad
apply-confirmed-next = Gruppens ledare kontaktar dig inom en vecka.
apply-confirm-subject = Bekräfta din anmälan
apply-confirm-body =
    Hej,

    vi har fått en anmälan med den här kontaktuppgiften. Bekräfta den med länken inom en vecka:
    { $link }

    Om du inte har anmält dig behöver du inte göra något.
apply-confirm-sms = Bekräfta din anmälan inom en vecka: { $link } Har du inte anmält dig? Gör ingenting.
apply-confirm-hand = Vi har fått en anmälan med din kontaktuppgift. Bekräfta den inom en vecka. Om du inte har anmält dig behöver du inte göra något.
apply-rejected-subject = Svar på din anmälan
apply-rejected-body =
    Hej,

    { $words }

    Andra möjligheter hittar du här:
    { $link }
apply-rejected-sms = { $words } { $link }
apply-rejected-hand = { $words }
apply-in-vain = Vi kan tyvärr inte ta med dig den här gången.

## The leader's list of applications
application-list = Anmälningar
application-lead = Bekräftade anmälningar från det öppna programmet. Svara inom en vecka.
application-none = Inga nya anmälningar. Obekräftade visas inte här.
application-source = Anmäld av
application-source-own = personen själv
application-source-partner = samarbetspartner
application-source-worker = anställd
application-confirmed = Bekräftad
application-client = Vem gäller det
application-client-new = Ny klient
application-accept = Ta till behandling
application-accepted = Anmälan blev en hänvisning.
application-reject = Jag kan inte ta emot
application-reject-follows = { $name } får ett meddelande och anmälan försvinner från listan.
application-reject-message = Meddelande
application-reject-hint = Meddelandet skickas oskyddat. Skriv inte gruppens namn eller något som berättar om servicen.
application-reject-gives-away = I meddelandet finns ordet ”{ $word }”, som berättar om servicen eller gruppen. Ta bort det: meddelandet skickas oskyddat.
application-reject-words = Tack för din anmälan. Tyvärr kan vi inte ta emot dig nu.
application-rejected-said = Svaret är skickat.
application-decided = Anmälan har redan besvarats. Gå tillbaka till listan.

## Making a group known
recruit-title = Berätta om gruppen
recruit-over = Gruppen tar inte in någon längre. Den offentliga sidan säger det och leder till andra grupper.
recruit-texts-over = Gruppen tar inte in någon längre, så det finns inget att berätta om.
recruit-mail-free = det finns plats i gruppen { $name }.
recruit-mail-full = gruppen { $name } är full, och man kan ställa sig i kö.
recruit-mail-open = till den öppna gruppen { $name } kan man komma utan anmälan.
recruit-call-apply = Läs mer och anmäl dig
recruit-call-queue = Läs mer och ställ dig i kö
recruit-call-come = Läs mer och kom med
recruit-not-public = Gruppen syns inte ännu i det öppna programmet. Den syns när ansökan öppnas.
recruit-low = Gruppen börjar snart och många platser är lediga. Berätta om gruppen på nytt eller kom överens med chefen om hur ni går vidare.
recruit-decide = Om gruppen ordnas avgörs senast { $day }.
recruit-public = Gruppens offentliga sida
recruit-codes = Kanaler och korta adresser
recruit-codes-lead = Gör en egen kort adress för varje kanal. Då ser du var gruppen hittades.
recruit-label = Namn
recruit-label-hint = Till exempel ”Bibliotekets anslagstavla”
recruit-channel = Kanal
recruit-visits = Besök
recruit-sent = Hänvisningar
recruit-started = Har börjat
recruit-poster = Affisch
recruit-poster-open = Öppna affischen
recruit-code-new = Gör en kort adress
recruit-code-made = Den korta adressen är klar.
recruit-results = Varifrån deltagarna kom
recruit-results-none = Inga hänvisningar ännu.
recruit-texts = Färdiga texter
recruit-texts-lead = Kopiera texten och ändra den om du vill.
recruit-social = För sociala medier
recruit-social-text =
    { $name }

    { $audience }
    { $summary }

    När: { $time }
    Var: { $place }

    { $call }: { $address }
recruit-mail = E-post till anställda
recruit-mail-text =
    Hej,

    { $room } Kommer du att tänka på någon som skulle ha nytta av den?

    För vem: { $audience }
    Vad: { $summary }
    När: { $time }
    Var: { $place }

    Läs mer: { $address }
    Du gör en hänvisning i Piiri på två minuter.
recruit-copied = Texten är kopierad.
recruit-qr = QR-kod till gruppens sida
recruit-poster-call = Läs mer och kom med
recruit-poster-print = Skriv ut affischen med webbläsarens utskrift. Den ryms på ett A4-ark.
recruit-channel-own-worker = egen kontaktperson
recruit-channel-print = affisch eller broschyr
recruit-channel-social-media = sociala medier
recruit-channel-outreach = uppsökande arbete
recruit-channel-partner = samarbetspartner
recruit-channel-peer = bekant eller annan deltagare
recruit-channel-web = webbplats
recruit-channel-other = annat

## The weekly message of open places
open-places-subject = Lediga platser i grupper
open-places-body =
    Hej,

    de här grupperna har lediga platser:

    { $groups }

    Alla grupper: { $link }
open-places-line = { $name }, { $place } – { $time } (lediga { $free })
apply-withdraw-lead = Om du har ändrat dig kan du återta anmälan. Då kontaktar ingen dig.
apply-withdraw = Återta anmälan
apply-withdrawn = Anmälan är återtagen
apply-withdrawn-next = Ingen kontaktar dig. Dina uppgifter raderas efter tre månader. Du kan anmäla dig på nytt när du vill.
apply-accepted = Din anmälan behandlas
apply-accepted-next = Det är inte ännu beslutat om platsen. Du får besked på det sätt du valde.
apply-answered = Din anmälan är besvarad
apply-answered-next = Du fick svaret i ett meddelande eller per telefon. Om du inte fick det, kontakta oss.
