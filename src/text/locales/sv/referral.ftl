referral-index = Hänvisningar
referral-lead = Först de som väntar på att någon gör något.
referral-new = Ny hänvisning
referral-new-lead = Kom överens om hänvisningen med klienten. Skriv bara det som gruppledaren behöver veta.
referral-one = Hänvisning
referral-none = Inga hänvisningar här. Sök en grupp och hänvisa en klient.
referral-any = Alla
referral-status = Läge
referral-closed-too = Visa också avslutade
referral-client = Klient
referral-group = Grupp
referral-sent-on = Skickad
referral-referrer = Hänvisad av
referral-until = till
referral-choose = Välj
referral-new-client = Lägg till en ny klient
referral-reason = Varför just den här gruppen
referral-reason-hint = En eller två meningar.
referral-goals = Klientens mål
referral-goals-hint = Ett till tre mål, vart och ett på sin egen rad.
referral-needs = Att ta hänsyn till
referral-needs-hint = Allergier, rädsla för djur, rörlighet, språk, transport, ett tryggt sätt att ta kontakt.
referral-first-channel = Var hörde klienten först om gruppen?
referral-channels = Var annars?
referral-heard = Var klienten hörde om gruppen
referral-accompany = Jag följer med första gången
referral-accompany-session = Till vilken träff
referral-companion = { $name }, träff { $number }
referral-send = Skicka hänvisningen
referral-keep = Spara som utkast
referral-sent = Hänvisningen har sparats. Du kan följa den här.
referral-step-taken = Klart. Hänvisningens läge har ändrats.
referral-contact-noted = Kontaktförsöket har antecknats.
referral-prioritised = Klienten har flyttats först i kön.
referral-in-turn = Klienten står igen på sin egen plats i kön.
referral-goals-many = Skriv högst tre mål.
referral-decided-already = Hänvisningen är redan avgjord, och inget kan läggas till. Kontakta gruppens ledare.
referral-sent-already = Hänvisningen är redan skickad och kan inte längre ändras. Lägg till det som fattas på hänvisningens sida.
referral-edit = Redigera utkastet
referral-edit-title = Redigera utkastet till hänvisning
referral-more = Lägg till uppgifter i hänvisningen
referral-more-hint = Gruppens ledare får tillägget bland sina uppgifter. Skriv bara det som ledaren behöver veta.
referral-more-add = Lägg till
referral-more-added = Uppgiften är tillagd, och gruppens ledare får den bland sina uppgifter.
referral-more-said = Tillägg
referral-duplicate = Klienten har redan en öppen hänvisning till gruppen: { $on }, { $by }. Titta på den i stället.
referral-step-not-from = Det här går inte nu. Möjliga steg: { $allowed }.
referral-step-closed = Hänvisningen är avslutad. Gör en ny om klienten fortfarande vill ha en plats.
referral-taken-back-moved = Steget kan inte ångras längre: den nya hänvisningen till en annan grupp behandlas redan. Återta den först.
referral-taken-back-never = Det här steget kan inte ångras.
referral-taken-back-other = Steget ångrades inte: hänvisningen har gått vidare under tiden. Se efter var den är nu.
referral-taken-back-step = Ångrat steg: { $step }
referral-taken-back-told = Steget kan inte ångras längre: klienten har redan fått veta. Gör en ny hänvisning om klienten vill ha en plats.
referral-taken-back = Steget har ångrats.
referral-take-back = Ångra det senaste steget
referral-take-back-hint = Steg som ångras: { $step }. Hänvisningen återgår till: { $state }. Platsen eller turen återfås om den fortfarande är ledig.
referral-step-code-missing = Välj varför klienten inte godkänns.
referral-answer-missing = Skriv ett svar på frågan.
referral-step-note-missing = Skriv vad du vill veta.
referral-animals-unchecked = Gruppen har djur och det finns något att ta hänsyn till hos klienten. Kontrollera att klienten kan delta, kryssa för rutan och försök igen.
referral-animals = Gruppen har djur. Kontrollera allergier och rädslor med klienten innan platsen bekräftas.
referral-animals-checked = Jag har kontrollerat allergier och rädslor
referral-conflict = Klienten kan inte vara i den här gruppen tillsammans med en annan deltagare.
referral-override = Varför platsen ändå är möjlig
referral-overlap = Klienten är i en annan grupp som träffas samtidigt: { $groups }.
referral-other = Klienten har också en öppen hänvisning till gruppen { $group } ({ $on }, { $by }).
referral-where = Läget nu
referral-next = Nästa steg
referral-about = Vad som har berättats
referral-history = Vad som har hänt
referral-received = Mottagen
referral-asked = Gruppledaren frågar
referral-answer = Ditt svar
referral-question = Vad vill du veta?
referral-decided = Beslut
referral-why = Orsak
referral-note = Anteckning
referral-redirected-to = Hänvisad till
referral-elsewhere = Inte till en grupp i det här programmet
referral-queue-place = Plats i kön
referral-offer-until = Erbjudandet gäller till
referral-offer-untold = klienten har inte hört om det än; svarstiden börjar när hen gör det
referral-calls = Berätta för klienten
referral-told = Antecknat som berättat.
referral-contact-tries = Kontaktförsök
referral-contact = Jag försökte nå klienten
referral-first-visit = Första besöket
referral-misses = Frånvaro i rad
referral-ended = Avslutat
referral-closed-as = Avslut
referral-of-group = Hänvisningar till gruppen
referral-group-none = Inga öppna hänvisningar.
referral-queue = Kö
referral-queue-none = Ingen står i kö.
referral-queued = sedan
referral-first-because = flyttad först:
referral-to-front = Flytta först i kön
referral-to-turn = Flytta tillbaka till egen tur
referral-front-reason = Motivering
referral-status-draft = Utkast
referral-status-submitted = Skickad
referral-status-in-review = Under behandling
referral-status-info-requested = Komplettering begärd
referral-status-offered = Plats erbjuden
referral-status-waitlisted = I kö
referral-status-confirmed = Bekräftad
referral-status-rejected = Inte godkänd
referral-status-declined = Klienten tackade nej
referral-status-withdrawn = Återtagen
referral-status-expired = Förfallen
referral-status-redirected = Hänvisad vidare
referral-closed-started = Började
referral-closed-rejected = Inte godkänd
referral-closed-declined = Klienten tackade nej
referral-closed-expired = Förföll
referral-closed-withdrawn = Återtogs
referral-closed-redirected = Hänvisades vidare
referral-closed-group-cancelled = Gruppen ställdes in
referral-closed-never-placed = Ingen plats blev ledig
referral-closed-no-start = Började inte
referral-closed-duplicate = Dubblett
referral-step-submitted = Skicka
referral-step-in-review = Ta till behandling
referral-step-info-requested = Be om komplettering
referral-step-offered = Erbjud plats
referral-step-waitlisted = Sätt i kö
referral-step-confirmed = Bekräfta platsen
referral-step-rejected = Godkänn inte
referral-step-declined = Klienten tackar nej
referral-step-withdrawn = Återta
referral-step-redirected = Hänvisa vidare
referral-step-expired = Avsluta: klienten svarade inte
referral-step-ask-again = Låt ledaren avgöra
referral-lapsed = Erbjudandet fick inget svar och platsen blev ledig. Avsluta hänvisningen eller be om en plats på nytt. Klienten har rätt att få ett beslut.
referral-reject-criteria = Gruppens kriterier uppfylls inte
referral-reject-full = Gruppen är full
referral-reject-closed = Gruppen tar inte längre emot någon
referral-reject-pair-rule = Kan inte vara i samma grupp
referral-reject-access = Tillgängligheten kan inte ordnas
referral-reject-other = Annan orsak
referral-channel-own-worker = Egen kontaktperson
referral-channel-print = Affisch eller broschyr
referral-channel-social-media = Sociala medier
referral-channel-outreach = Uppsökande arbete
referral-channel-partner = Samarbetspartner
referral-channel-peer = Bekant eller kamrat
referral-channel-web = Webbplats
referral-channel-other = Annanstans
find-title = Sök en grupp
find-lead = Grupper som tar emot deltagare nu.
find-none = Ingen grupp passar. Ta bort något av filtren.
find-count = { $n ->
    [one] { $n } grupp
   *[other] { $n } grupper
}
find-part = { $n ->
    [one] { $n } grupp på den här sidan
   *[other] { $n } grupper på den här sidan
}
find-first = Till början
find-next = Fler grupper
find-words = Sökord
find-municipality = Kommun
find-kind = Typ
find-aim = Mål
find-weekday = Veckodag
find-language = Språk
find-free = Bara med lediga platser
find-step-free = Ingång utan trappsteg
find-no-animals = Inga djur
find-animals = Djur är med
find-full = full
find-closed = Sluten grupp
find-waiting = { $n ->
    [one] { $n } i kö
   *[other] { $n } i kö
}
find-refer = Hänvisa en klient
participation-status-confirmed = Bekräftat
participation-status-started = Påbörjat
participation-status-completed = Slutfört
participation-status-dropped-out = Avbrutet
participation-status-positive-exit = Positivt avslut
participation-status-transferred = Flyttat
participation-status-deceased = Avliden
participation-status-no-start = Började inte
referral-offer-subject = En plats är reserverad för dig
referral-offer-body = Hej!

    En plats är reserverad för dig till { $until }. Läs mer och svara här:
    { $link }

    Om du inte vill ha platsen kan du säga det på samma sida.
referral-offer-sms = En plats är reserverad för dig till { $until }. Svara: { $link }
referral-offer-hand = En plats är reserverad för dig till { $until }. Berätta för oss om du vill ha platsen.
referral-offer-waits-subject = Påminnelse: en plats är reserverad för dig
referral-offer-waits-body =
    Hej!

    Platsen som är reserverad för dig väntar på ditt svar till { $until }. Svara här:
    { $link }

    Om du inte vill ha platsen kan du säga det på samma sida.
referral-offer-waits-sms = Påminnelse: din plats väntar på svar till { $until }. Svara: { $link }
referral-offer-waits-hand = En plats är reserverad för dig, och vi väntar på ditt svar till { $until }. Berätta för oss om du vill ha platsen.
referral-queued-message-subject = Du står i kö
referral-queued-message-body = Hej!

    Alla platser är tagna just nu. Du står i kö, och vi berättar genast när en plats blir ledig.
    { $link }
referral-queued-message-sms = Alla platser är tagna. Du står i kö, och vi berättar när en plats blir ledig.
referral-queued-message-hand = Alla platser är tagna just nu. Du står i kö, och vi berättar genast när en plats blir ledig.
referral-confirmed-message-subject = Din plats är bekräftad
referral-confirmed-message-body = Hej!

    Din plats är bekräftad. Tiderna hittar du här:
    { $link }
referral-confirmed-message-sms = Din plats är bekräftad. Tiderna: { $link }
referral-confirmed-message-hand = Din plats är bekräftad. Vi berättar tiderna när de är klara.
referral-confirmed-first-subject = Din plats är bekräftad
referral-confirmed-first-body = Hej!

    Din plats är bekräftad. Den första träffen är { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }Du tas emot av { $leader }.
}
    Anvisningar och de andra tiderna hittar du här:
    { $link }
referral-confirmed-first-sms = Din plats är bekräftad. Första träffen { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }{ $leader } tar emot.
} Mer: { $link }
referral-confirmed-first-hand = Din plats är bekräftad. Den första träffen är { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }Du tas emot av { $leader }.
}
referral-not-accepted-subject = En plats kunde inte ordnas
referral-not-accepted-body = Hej!

    Den här gången kunde en plats inte ordnas åt dig. Vi kontaktar dig och berättar om andra möjligheter.
    Du har rätt att få ett beslut i saken.
referral-not-accepted-sms = En plats kunde inte ordnas den här gången. Vi kontaktar dig. Du har rätt att få ett beslut i saken.
referral-not-accepted-hand = En plats kunde inte ordnas åt dig nu. Vi berättar om andra möjligheter. Du har rätt att få ett beslut i saken.
referral-asked-message-subject = En plats har begärts för dig
referral-asked-message-body = Hej!

    En plats har begärts för dig. Vi berättar för dig när saken är avgjord.
referral-asked-message-sms = En plats har begärts för dig. Vi berättar när saken är avgjord.
referral-asked-message-hand = En plats har begärts för dig. Vi berättar för dig när saken är avgjord.
referral-offer-expired-subject = Den reserverade platsen har gått ut
referral-offer-expired-body = Hej!

    Svarstiden har gått ut och platsen är inte längre reserverad för dig. Om du fortfarande vill vara med, kontakta oss.
    Du har rätt att få ett beslut.
referral-offer-expired-sms = Svarstiden har gått ut och platsen är frigjord. Vill du ännu vara med, kontakta oss. Du har rätt att få ett beslut.
referral-offer-expired-hand = Svarstiden har gått ut och platsen är inte längre reserverad för dig. Om du fortfarande vill vara med, kontakta oss. Du har rätt att få ett beslut.
referral-offer-taken-back-subject = Den erbjudna platsen har återtagits
referral-offer-taken-back-body = Hej!

    Platsen som du blev erbjuden har tyvärr återtagits. Du behöver inte svara på erbjudandet. Vi kontaktar dig.
referral-offer-taken-back-sms = Platsen som du blev erbjuden har tyvärr återtagits. Du behöver inte svara. Vi kontaktar dig.
referral-offer-taken-back-hand = Platsen som du blev erbjuden har tyvärr återtagits. Du behöver inte svara på erbjudandet.
referral-turn-taken-back-subject = Du står inte längre i kö
referral-turn-taken-back-body = Hej!

    Vi sade att du står i kö. Du står inte i kö nu, och du behöver inte göra något. Vi kontaktar dig.
referral-turn-taken-back-sms = Du står inte längre i kö. Du behöver inte göra något. Vi kontaktar dig.
referral-turn-taken-back-hand = Vi sade att du står i kö. Du står inte i kö nu, och du behöver inte göra något.
referral-confirmed-staff-subject = En ny deltagare ({ $code })
referral-confirmed-staff-body = En klient har fått en plats i gruppen { $code }. Deltagarna: { $link }
referral-news-subject = En av dina hänvisningar har gått vidare
referral-news-body = En hänvisning som du har skickat har gått vidare. Se läget:
    { $link }
referral-thread = Frågor och svar
