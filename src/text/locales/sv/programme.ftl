## Public holidays
holiday-new-year = nyårsdagen
holiday-epiphany = trettondagen
holiday-good-friday = långfredagen
holiday-easter-sunday = påskdagen
holiday-easter-monday = annandag påsk
holiday-may-day = första maj
holiday-ascension = Kristi himmelsfärdsdag
holiday-pentecost = pingstdagen
holiday-midsummer-eve = midsommarafton
holiday-midsummer-day = midsommardagen
holiday-all-saints = alla helgons dag
holiday-independence = självständighetsdagen
holiday-christmas-eve = julafton
holiday-christmas-day = juldagen
holiday-second-christmas-day = annandag jul

## Schedules
schedule-error-unreadable = Regeln för upprepning går inte att läsa. Välj upprepningen på nytt.
schedule-error-sub-daily = En grupp kan ha bara en träff om dagen. Välj att träffarna upprepas per dag, vecka, månad eller år.
schedule-error-endless = Upprepningen saknar slut. Ange hur många gånger gruppen träffas eller till vilken dag.
schedule-error-two-ends = Upprepningen har två slut. Välj antingen antalet gånger eller den sista dagen.
schedule-error-until-before-start = Den sista dagen är före den första. Rätta den ena av dem.
schedule-error-too-many = Träffarna är för många. En grupp kan ha högst 400 träffar.
schedule-error-too-far = Alla träffar ryms inte inom tre år från den första dagen. Minska antalet eller låt gruppen träffas oftare.
schedule-error-year = Kontrollera året. Det ska vara 2000–2100.
schedule-error-duration = En träff ska vara 5–1440 minuter lång.
schedule-error-no-sessions = Det blir inga träffar alls. Kontrollera dagarna, upprepningen och pauserna.

## The steps of a group
group-step-not-from = Det här steget är inte möjligt nu. Möjliga steg: { $allowed }.
group-step-not-yours = Det här steget hör till en annan roll.
group-step-reason-missing = Skriv varför planen skickas tillbaka.
group-step-code-missing = Välj varför gruppen ställs in.

## Lists and cards
group-index = Grupper
group-lead = Hela grupprogrammet från plan till rapport.
group-new = Ny grupp
group-edit = Redigera gruppen
group-copy = Kopiera till ny
group-form-lead = Fyll i det du redan vet. Utkastet kan kompletteras senare.
group-from-template = Börja med en mall
group-none = Inga grupper hittades. Ändra avgränsningen.
group-any = Alla
group-choose = Välj
group-nobody = Ingen
group-search = Sök på namn eller kod
group-name = Namn
group-name-hint = Namnet syns i det offentliga programmet. Nämn inte tjänsten eller problemet.
group-code = Kod
group-code-hint = En kort kod, till exempel G12. Lämna tomt för nästa lediga.
group-kind = Typ
group-status = Läge
group-unit = Enhet
group-municipality = Kommun
group-weekday = Veckodag
group-language = Språk
group-languages = Språk i gruppen
group-language-fi = finska
group-language-sv = svenska
group-language-en = engelska
group-language-fi-easy = lättläst finska
group-has-places = Lediga platser
group-when = Tid
group-rhythm = Rytm
group-where = Plats
group-fallback = Reservplats
group-fallback-hint = Vart gruppen går om platsen inte kan användas.
group-places = Platser
group-capacity = Högst så här många
group-taken = Platser tagna
group-waiting = I kö
group-leaders = Ledare
group-min = Minst så här många
group-min-hint = Med färre deltagare startar gruppen inte.
group-summary = Vad gruppen gör
group-summary-hint = Några klara meningar. Texten syns på den offentliga sidan.
group-aims = Mål
group-audience = För vem
group-audience-hint = Beskriv en situation eller en önskan, inte ett problem.
group-criteria = Kriterier för att delta
group-criteria-hint = Den som hänvisar går igenom dem med klienten.
group-not-for = För vem gruppen inte passar
group-leads-to = Vart man kan gå vidare
group-openness = Öppenhet
group-decide-on = Beslut om gruppen startar
group-decide-on-hint = Kan lämnas tomt.
group-animals = Djur
group-animals-hint = Till exempel hund eller häst. Allergier frågas i hänvisningen.
group-hours = Arbetstid
group-hours-hint = I timmar, till exempel 24,5.
group-budget = Kostnader
group-budget-hint = I euro, till exempel 150.
group-incentives = Incitament
group-incentives-hint = Till exempel resebiljetter eller mat.
group-risk = Riskbedömning
group-risk-hint = Vad som kan hända och hur ni förbereder er.
group-project = Projekt
group-save-next = Spara och planera tiderna
group-saved = Gruppen har sparats.
group-saved-waits = Gruppen har sparats. Det som överskrider det godkända väntar på chefens godkännande.
group-stepped-draft = Planen är ett utkast igen.
group-stepped-submitted = Planen har skickats till chefen för godkännande. Beslutet syns på sidan I dag, och du får e-post om det.
group-stepped-approved = Planen är godkänd. Härnäst öppnas gruppen för hänvisningar.
group-stepped-returned = Planen har återsänts för ändring.
group-stepped-recruiting = Gruppen är nu öppen för hänvisningar, och personalen får veta det i veckans meddelande. Härnäst: följ hänvisningarna och berätta om gruppen med materialet på rekryteringssidan.
group-stepped-running = Gruppen pågår igen. Platser som upphörde med gruppen ges tillbaka på sidan med deltagare.
group-stepped-ended = Gruppen är avslutad. Härnäst: anteckna hur varje plats slutade.
group-stepped-reported = Gruppen är rapporterad.
group-stepped-archived = Gruppen är arkiverad.
group-drafted = Utkastet har sparats. Planera nu när gruppen träffas.
group-part-card = Gruppkort
group-part-whom = För vem
group-part-place = Var
group-part-when = När
group-part-leaders = Ledare
group-part-resources = Resurser
group-part-leader = Ledare
group-part-co-leader = Medledare
group-part-co-leader-2 = Andra medledaren
group-part-substitute = Ersättande ledare
group-part-substitute-2 = Andra ersättaren
group-part-peer-leader = Kamratledare
group-part-expert-by-experience = Erfarenhetsexpert
group-part-trainee = Praktikant
group-part-animal-handler = Djurförare
group-more-leaders = Andra uppgifter
leader-role-leader = ledare
leader-role-co-leader = medledare
leader-role-substitute = ersättande ledare
leader-role-peer-leader = kamratledare
leader-role-expert-by-experience = erfarenhetsexpert
leader-role-trainee = praktikant
leader-role-animal-handler = djurförare
aim-participation = Delaktighet
aim-daily-life = Vardagen
aim-social-skills = Sociala färdigheter
aim-networks = Nätverk
aim-wellbeing = Välbefinnande
aim-own-life = Makt över det egna livet
aim-work-study = Arbete och studier
openness-open = Öppen grupp
openness-open-hint = Man kan komma med när som helst.
openness-semi-open = Halvöppen grupp
openness-semi-open-hint = Nya tas in enligt överenskommelse.
openness-closed = Sluten grupp
openness-closed-hint = Nya tas in fram till den andra träffen.
group-seats-over = { $n ->
    [one] { $n } plats
   *[other] { $n } platser
}
group-first = Första träffen
group-last = Den sista slutar
group-no-schedule = Träffarna är inte planerade ännu.
group-plan-sessions = Planera träffarna
group-tabs = Gruppens sidor
group-tab-overview = Översikt
group-tab-sessions = Träffar
group-tab-referrals = Hänvisningar
group-tab-participants = Deltagare
group-tab-attendance = Närvaro
group-tab-recruitment = Rekrytering
group-tab-feeds = Kalendrar
group-status-draft = Utkast
group-status-submitted = Väntar på godkännande
group-status-returned = Returnerad
group-status-approved = Godkänd
group-status-recruiting = Öppen för anmälan
group-status-confirmed-to-run = Blir av
group-status-running = Pågår
group-status-ended = Avslutad
group-status-reported = Rapporterad
group-status-archived = Arkiverad
group-status-cancelled = Inställd
group-next = Nästa steg
group-to-submitted = Skicka för godkännande
group-to-submitted-hint = Chefen har 14 dagar på sig att besluta.
group-to-approved = Godkänn
group-to-returned = Returnera planen
group-to-draft = Ta tillbaka som utkast
group-to-draft-hint = Planen kan ändras och avgörs inte ännu.
group-to-recruiting = Öppna för anmälan
group-to-recruiting-hint = Gruppen syns i programmet, och klienter kan hänvisas dit.
group-to-confirmed-to-run = Bekräfta att gruppen blir av
group-to-confirmed-to-run-hint = Gruppen börjar med den första träffen.
group-run-reason = Motivering, om deltagarna är för få
group-run-reason-hint = Gruppens minimiantal är { $least }.
group-too-few = { $taken } har bekräftat sin plats, medan minimiantalet är { $least }. Skriv varför gruppen ändå blir av.
group-to-ended = Avsluta gruppen
group-end-consequence = Kommande träffar ställs in och försvinner ur kalendrarna. Deltagarna får ett meddelande om det, och nästa sida visar hur många som får det och vem du ska ringa. Det kan ångras i två minuter, och chefen kan öppna gruppen på nytt inom 30 dagar.
group-end = Avsluta gruppen i förtid…
group-end-undo = Ångra avslutandet
group-end-undo-hint = Gruppen avslutades nyss. Det kan ångras i två minuter.
group-end-told = { $n ->
    [one] { $n } deltagare får veta:
   *[other] { $n } deltagare får veta:
}
group-to-reported = Markera som rapporterad
group-to-reported-hint = Gruppens resultat har sammanställts.
group-to-archived = Arkivera
group-to-archived-hint = Gruppen syns men kan inte ändras.
group-to-cancelled = Ställ in gruppen
group-cancel = Ställ in gruppen…
group-cancel-consequence = Alla kommande träffar ställs in, och klienterna får veta det. Det kan inte ångras.
group-cancel-code = Varför
group-cancel-note = Precisering
group-return = Returnera med motivering…
group-returned = Planen har returnerats:
cancel-code-leader-ill = Ledaren är sjuk
cancel-code-handler-ill = Djurföraren är sjuk
cancel-code-animal-ill = Djuret är sjukt
cancel-code-weather = Vädret
cancel-code-too-few = För få deltagare
cancel-code-venue = Platsen kan inte användas
cancel-code-transport = Transporten
cancel-code-other = Annat skäl
approval-index = Godkännanden
approval-lead = Planer som väntar på ditt beslut.
approval-empty = Ingen plan väntar på beslut.
approval-due = Senast
approval-by = Avsändare
approval-late = Försenad
approval-history = Godkännandets gång
approval-none = Planen har inte skickats för godkännande ännu.
approval-hours = Arbetstid som reserveras (timmar)
approval-budget = Pengar som reserveras (euro)
approval-reason = Vad som bör ändras
approval-reason-hint = Ledaren ser detta och ändrar planen.
approval-sent = Skickad för godkännande, beslut senast { $due }
approval-approved = Godkänd: { $hours } och { $budget } reserverat.
approval-returned = Returnerad:
approval-taken-back = Återtagen
approval-change = Ändring
change-waits = Väntar på godkännande
change-stands = Detta begärdes efter att planen godkändes. Gruppen fortsätter som godkänd tills det är avgjort.
change-sessions = Träffar
change-fewer = En del av dagarna har passerat: gruppen skulle nu ha { $n } träffar.
change-anyway = Godkänn ändå
change-approve = Godkänn ändringen
change-return = Returnera ändringen
change-reason-hint = Ledaren ser detta. Gruppen förblir som den godkändes.
change-withdraw = Återta ändringen
change-approved = Ändringen har godkänts.
change-returned = Ändringen har returnerats till ledaren.
change-withdrawn = Ändringen har återtagits. Gruppen förblir som den godkändes.
change-at-field = Väntar på godkännande. Till dess gäller { $stands }.
change-over = Ändringen väntar inte längre: den har återtagits, ändrats eller avgjorts.
change-passed = Alla begärda dagar har passerat. Returnera ändringen till ledaren.
change-unconfirmed = Något krockar, eller en del av dagarna har passerat. Kryssa för att ändringen godkänns ändå, eller returnera den.
group-rhythm-from = från { $day }, kl. { $hours }

## Schedule
group-schedule = Tider
schedule-rhythm = När gruppen träffas
schedule-except = Undantag
schedule-first = Första dagen
schedule-time = Börjar kl.
schedule-duration = Längd i minuter
schedule-weekdays = Veckodagar
schedule-weekdays-hint = Utan val träffas gruppen på den första dagens veckodag.
schedule-every = Var hur många veckor
schedule-count = Hur många gånger
schedule-count-hint = Ange antal gånger eller sista dag, inte båda.
schedule-until = Sista dagen
schedule-rule = Regel för upprepning
schedule-rule-hint = Regel enligt RFC 5545. Töm den om du vill använda valen.
schedule-skip-holidays = Hoppa över helgdagar
schedule-skip-breaks = Hoppa över pauser
schedule-excluded = Dagar då gruppen inte träffas
schedule-extra = Extra dagar
schedule-dates-hint = Skilj med komma, till exempel 20.10.2026, 27.10.2026.
schedule-check = Kontrollera
schedule-save = Spara tiderna
schedule-saved = Träffarna har sparats.
schedule-undo = Återställ de tidigare tiderna
schedule-saved-next = Träffarna har sparats. När planen är klar, skicka den för godkännande.
schedule-saved-waits = Tiderna har sparats. Träffarna utöver de godkända väntar på chefens godkännande.
schedule-waits = Schemat har { $n } träffar. De som överskrider det godkända väntar på chefens godkännande; resten sparas genast.
schedule-waits-whole = Schemat har { $n } träffar, fler än vad som godkänts. Hela schemat väntar på chefens godkännande, och träffarna är oförändrade till dess.
schedule-preview = Så här skulle gruppen träffas
schedule-no-clashes = Inga krockar hittades.
schedule-skipped = Överhoppade dagar
schedule-why-excluded = du har tagit bort dagen
schedule-all = Alla träffar
schedule-change = Ändring
schedule-new = ny
schedule-moves = flyttas
schedule-nothing = Ingenting ändras.
schedule-changes = Vad som ändras
schedule-back = kommer tillbaka
schedule-off = faller bort
schedule-kept-moved = flyttad för hand: står kvar
schedule-kept-added = tillagd för hand: står kvar
schedule-kept-cancelled = inställd för hand: förblir inställd
schedule-by-hand = Gjort för den
clash-group = gruppen har själv en träff då
clash-venue = platsen är bokad av { $group }
clash-leader = { $name } leder { $group } samtidigt
clash-holiday = helgdag: { $day }
clash-break = paus: { $name }
clash-capacity = platsen rymmer { $seats }, gruppen tar { $needed }
clash-more = Resten
clash-move-anyway = Flytta ändå
clash-add-anyway = Lägg till ändå
clash-unconfirmed = Något krockar. Välj en annan tid eller plats, eller kryssa för att det hålls ändå.
clash-save-anyway = Spara ändå

## Sessions
session-none = Inga träffar ännu. Planera tiderna.
session-add = Lägg till en träff
session-added = Träffen har lagts till.
session-saved = Träffen har sparats.
session-when = Tid
session-date = Dag
session-end = Slutar kl.
session-number = Gång
session-plan = Plan
session-plan-hint = Vad som görs och vad som behövs. Skriv inget om klienterna.
session-status-planned = Planerad
session-status-held = Hållen
session-status-cancelled = Inställd
session-moved = flyttad
session-replacement = ersättande
session-usual-venue = Gruppens vanliga plats
session-same-venue = Samma plats
session-replacement-date = Dag för den ersättande träffen
session-replacement-hint = Lämna tomt om ingen ny kommer i stället. Deltagarna får veta vilket som gäller.
session-replacement-past = Den ersättande träffen måste ligga framåt i tiden.
session-replaces = Ersätter en inställd träff
session-replaces-none = Ersätter ingen
session-facts = Uppgifter
session-substitute = Ersättare den här gången
session-animal = Djur
session-without-animal = Utan djur
session-cancelled-why = Inställd därför att
session-note = Tilläggsuppgift
session-change = Ändring av tiden
session-attendance = Närvaro
session-hold = Markera som hållen
session-move = Flytta
session-notify = Berätta för alla
session-notify-hint = Om du inte väljer detta ringer man deltagarna. Samtalen ser du på träffens sida.
session-cancel = Ställ in träffen…
session-restore = Håll träffen ändå
session-move-back = Ångra flytten
session-cancel-now = Ställ in träffen
session-cancel-consequence = Träffen { $time } ställs in, och alla som berörs får veta det.

## Calendar
calendar-title = Program
calendar-week = Vecka
calendar-month = Månad
calendar-list = Lista
calendar-views = Vyer
calendar-before = Föregående
calendar-after = Nästa
calendar-empty = Inga träffar de här dagarna.
calendar-whose = Vems grupper
calendar-whose-all = Alla
calendar-whose-unit = Egen enhet
calendar-whose-mine = Egna

## Faults
group-step-none = Gruppen har nått slutet: det finns inget nästa steg.
group-closed = Gruppen är avslutad eller inställd och kan inte ändras.
group-code-taken = Koden används redan. Välj en annan eller lämna tomt.
group-code-form = Koden har högst 12 tecken: bokstäver, siffror och streck.
group-capacity-taken = { $taken } platser har redan getts eller erbjudits. Ange minst så många.
group-min-over-capacity = Minimiantalet är större än maximiantalet. Rätta det ena.
group-leader-role = Välj någon som har rollen ledare och ett öppet konto.
session-substitute-self = Ledaren håller träffen själv. Välj någon annan som vikarie.
group-leader-twice = Samma person har två uppgifter. Välj en.
group-out-of-reach = Välj din egen enhet eller ta med dig själv som ledare.
fault-amount = Ange ett tal mellan 0 och { $most }.
session-held-already = Träffen har redan hållits.
session-cancelled-already = Träffen är redan inställd.
session-not-begun = Träffen har inte börjat ännu.
session-replaces-cancelled = Välj en inställd träff i den här gruppen.

## Counts
group-waiting-count = { $n ->
    [one] { $n } person står i kö.
   *[other] { $n } personer står i kö.
}
group-rhythm-weekly = { $every ->
    [1] varje vecka: { $days } kl. { $hours }
   *[other] var { $every }:e vecka: { $days } kl. { $hours }
}
group-rhythm-count = { $n ->
    [one] {","} { $n } gång
   *[other] {","} { $n } gånger
}
schedule-sessions = { $n ->
    [one] { $n } träff
   *[other] { $n } träffar
}
schedule-absences = { $n ->
    [one] { $n } har meddelat förhinder
   *[other] { $n } har meddelat förhinder
}
schedule-clashes = { $n ->
    [one] { $n } krock
   *[other] { $n } krockar
}

## Mallar, pauser och perioder
group-more = Mer
group-as-template = Spara som mall
year-tabs = Underlag för planeringen
year-first = Första dagen
year-last = Sista dagen
template-index = Mallar
template-lead = Grupper som har fungerat bra och som är lätta att planera nya efter.
template-new = Ny mall
template-edit = Redigera mallen
template-none = Det finns inga mallar ännu. Öppna en grupp som har fungerat bra och spara den som mall.
template-saved = Mallen sparades.
template-deleted = Mallen togs bort.
template-delete = Ta bort mallen…
template-delete-now = Ta bort mallen
template-delete-what = Mallen försvinner ur listan. Grupper som har planerats efter den förblir som de är.
template-shape = Träffar
template-use = Ny grupp
template-start = Planera en grupp
template-people = { $least }–{ $most } deltagare
template-sessions-of = { $n ->
    [one] { $n } träff, { $length }
   *[other] { $n } träffar, { $length }
}
break-index = Pauser
break-lead = Dagar då grupperna inte träffas. Nya tidtabeller hoppar över dem.
break-new = Ny paus
break-edit = Redigera pausen
break-none = Det finns inga kommande pauser.
break-over = Tidigare pauser
break-name = Namn
break-name-hint = Till exempel sportlov.
break-days = Dagar
break-whose = Vems paus
break-whose-hint = En enhets paus gäller också enheterna under den.
break-everybody = Allas
break-saved = Pausen sparades.
break-deleted = Pausen togs bort.
break-delete = Ta bort pausen…
break-delete-now = Ta bort pausen
break-delete-what = Nya tidtabeller hoppar inte längre över de här dagarna. Träffar som redan är planerade förblir som de är.
break-sessions = Träffar under pausen
break-sessions-none = Ingen planerad träff infaller under pausen.
break-sessions-count = { $n ->
    [one] { $n } planerad träff infaller under pausen. Den förblir som den är tills ledaren flyttar eller ställer in den.
   *[other] { $n } planerade träffar infaller under pausen. De förblir som de är tills ledarna flyttar eller ställer in dem.
}
break-out-of-reach = Välj en egen enhet.
season-index = Perioder
season-lead = Programårets delar. En grupp hör till varje period då den träffas.
season-new = Ny period
season-edit = Redigera perioden
season-none = Det finns inga perioder ännu.
season-name = Period
season-name-hint = Till exempel hösten 2026.
season-groups = Periodens grupper
season-saved = Perioden sparades.
season-overlaps = Dagarna hör redan till en annan period. { $name }
group-step-left-open = Gruppen kan inte markeras som rapporterad ännu: { $places } deltaganden saknar slut, { $sheets } träffar saknar närvaro och { $referrals } hänvisningar är öppna. Skriv in dem först.
group-step-reopen-late = Det är över 30 dagar sedan gruppen slutade, så den kan inte öppnas på nytt.
group-report-after = Gruppen kan markeras som rapporterad när detta har skrivits in:
group-places-open = Deltaganden utan slut: { $n }
group-sheets-missing = Träffar utan närvaro: { $n }
group-reopen = Öppna gruppen på nytt…
group-to-running = Öppna gruppen på nytt
group-reopen-reason = Varför
group-reopen-hint = Det går igen att lägga till träffar i gruppen och ta tillbaka inställda. Avslutade deltaganden förblir avslutade. Utan nya träffar avslutas gruppen på nytt för hand.
group-leader-days = Den sista dagen är före den första.
group-part-days = Med bara en del av tiden
group-part-from = Första dagen
group-part-until = Sista dagen
interpreting-title = Tolk
interpreting-lead = Tolken får veta när träffen flyttas eller ställs in. Klienternas meddelanden nämner inte tolken.
interpreting-new = Lägg till en tolk
interpreting-change = Ändra bokningen
interpreting-saved = Bokningen av tolken är sparad.
interpreting-line = Tolk: { $language } ({ $state })
interpreting-language = Språk
interpreting-name = Tolk eller tolktjänst
interpreting-email = Tolkens e-post
interpreting-phone = Tolkens telefon
interpreting-status = Läge
interpreting-note = Anmärkningar
interpreting-note-hint = Till exempel beställningsnumret. Skriv inte klientens namn.
interpreting-asked = efterfrågad
interpreting-booked = bekräftad
interpreting-to-confirm = tiden ändrades, inte bekräftad
interpreting-not-needed = träffen är inställd
interpreting-cancelled = avbokad
