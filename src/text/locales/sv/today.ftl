today-title = I dag
today-greeting = Hej { $name }
today-clear = Allt är i sin ordning. Inget väntar på dig just nu.
today-find = Sök en grupp åt en klient
today-plan = Planera en grupp
today-figures = Nyckeltal
today-log = Loggar och klientens rättigheter
today-failed-messages = { $n ->
    [one] { $n } meddelande kunde inte skickas. Se varför.
   *[other] { $n } meddelanden kunde inte skickas. Se varför.
}
today-calls = { $n ->
    [one] { $n } samtal eller brev väntar. Öppna listan.
   *[other] { $n } samtal eller brev väntar. Öppna listan.
}
today-sessions = Träffar i dag
today-no-sessions = Du har inga träffar i dag.
today-unfilled = Närvaron är inte antecknad
today-session = träff { $number }
today-expected = { $n ->
    [one] { $n } deltagare
   *[other] { $n } deltagare
}
today-cancelled = Inställd
today-recorded = Antecknad
today-fill = Anteckna närvaron
today-sheet = Öppna listan
today-tasks = Uppgifter
today-late = skulle göras { $day }
today-due = senast { $day }
today-done = Klar
today-to-decide = Hänvisningar att avgöra
today-asked-back = Du har ombetts om mer information
today-offers = Erbjuden plats väntar på svar
today-returned = Planer att rätta
today-approved = Godkänt: öppna ansökan
today-plans = Planer att godkänna
today-sent = skickad { $day }
today-soon = Börjar snart, platser lediga
today-starts = börjar { $day }
today-places = { $taken } / { $capacity } platser tagna
task-two-misses = Ring klienten: två frånvaron i rad
task-call-session = Berätta för klienten per telefon
task-contact-offer = Ta kontakt: den erbjudna platsen förfaller
task-offer-untold = Klienten har inte nåtts om en erbjuden plats: ordna kontakten
task-offer-lapsed = Erbjudandet fick inget svar: avgör hur det går vidare
task-letter-due = Skicka ett brev
task-application-review = Behandla anmälan
task-low-fill = Det finns ännu lediga platser
task-approval-late = Godkännandet av planen är försenat
task-change-returned = En ändring returnerades: se varför och begär på nytt eller låt det vara
task-decide-to-run = Besluta om gruppen ordnas
task-leader-left = Ledaren har slutat: välj en ny för gruppen
task-substitute-left = Vikarien har slutat: välj en annan
task-break-falls = En paus infaller på planerade träffar
task-season-falls = Säsongen blev kortare: planerade träffar blir utanför
task-end-talk = För ett slutsamtal
task-end-places = Skriv in hur deltagandena slutade
task-accompany-session = Följ klienten till träffen
task-referral-answer = Svara på frågan om hänvisningen
task-referral-decide = En ny hänvisning väntar på ditt avgörande
task-tell-decision = Berätta för klienten om avgörandet och om rätten till ett beslut
task-queue-decision = En ledig plats väntar på beslut: den första i kön kan inte placeras direkt
task-fill-sheet = Fyll i närvaron: det har gått ett dygn sedan träffen
task-other = Uppgift
task-assign-key-worker = Välj en egen kontaktperson för klienten
task-new-client = Ny klient: ta kontakt
task-address-fails = Meddelanden kommer inte fram: kontrollera adressen eller numret
today-waiting = { $n } väntar
task-confirm-role = Bekräfta eller avslå en roll som visar klienter
task-retention-due = Granska vilka uppgifter som raderas
task-leader-away = En ledare är borta: vem kommer i stället?
task-tell-outside = Berätta om ändringen för tolken eller den som har lokalen
task-venue-closed = Lokalen används inte mer: välj en annan för träffarna
task-death-undone = Dödsdagen var fel: be om platser och erbjudanden på nytt och ge nya länkar
task-incident = Ta kontakt: något hände klienten
task-pair-conflict = I gruppen finns två som inte ska träffas: kom överens om saken
today-away = Du är antecknad som frånvarande ({ $from }–{ $until }). Avsluta frånvaron om du arbetar.
