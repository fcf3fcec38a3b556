signature-short = Hälsn. { $leader }
signature = Hälsningar, { $leader }
told-cancelled-subject = Träffen är inställd
told-cancelled-sms = Träffen { $time } är inställd. Ingen ny kommer i stället.
told-cancelled-hand = Träffen { $time } är inställd. Ingen ny kommer i stället. Vi beklagar ändringen.
told-cancelled-body =
    Hej!

    Träffen { $time } är inställd. Ingen ny kommer i stället. Vi beklagar ändringen.
    De följande träffarna ser du här:
    { $link }
told-replaced-subject = Träffen är inställd, en ny kommer i stället
told-replaced-sms = Träffen { $time } är inställd. I stället: { $to }. { $link }
told-replaced-hand = Träffen { $time } är inställd. I stället kommer en ny träff { $to }. Vi beklagar ändringen.
told-replaced-body =
    Hej!

    Träffen { $time } är inställd. Vi beklagar ändringen.
    I stället kommer en ny träff { $to }.
    Mer information hittar du här:
    { $link }
told-moved-subject = Träffen är flyttad
told-moved-sms = Träffen { $time } är flyttad. Ny tid: { $to }. { $link }
told-moved-hand = Träffen { $time } har flyttats. Den nya tiden är { $to }.
told-moved-body =
    Hej!

    Träffen { $time } är flyttad.
    Den nya tiden är { $to }.
    Mer information hittar du här:
    { $link }
told-added-subject = Ny träff
told-added-sms = Du har en ny träff { $time }. Se: { $link }
told-added-hand = Du har en ny träff { $time }.
told-added-body =
    Hej!

    Du har en ny träff { $time }.
    Mer information hittar du här:
    { $link }
told-changed-subject = Träffen ändras
told-changed-sms = Platsen eller längden för träffen { $time } ändras. Se: { $link }
told-changed-hand = Platsen eller längden för träffen { $time } ändras. Fråga oss gärna om mer.
told-changed-body =
    Hej!

    Platsen eller längden för träffen { $time } ändras.
    Mer information hittar du här:
    { $link }
told-restored-subject = Träffen blir av
told-restored-sms = Träffen { $time } blir av i alla fall. Välkommen! { $link }
told-restored-hand = Träffen { $time } hålls ändå. Välkommen!
told-restored-body =
    Hej!

    Träffen { $time } blir av i alla fall. Välkommen!
    Mer information hittar du här:
    { $link }
told-replanned-subject = Planen för dina träffar ändras
told-replanned-sms = Tider eller platser för dina träffar har ändrats. Se de nya: { $link }
told-replanned-hand = Tider eller platser för dina träffar har ändrats. { $n ->
    [0] Det finns inga nya tider.
   *[other] Dina kommande träffar är { $times }.
} Om du inte kan komma någon gång, berätta det för oss.
told-replanned-body =
    Hej!

    Tider eller platser för dina träffar har ändrats.
    Den nya planen ser du här:
    { $link }

    Om du inte kan komma någon gång kan du meddela det på samma ställe.
told-meets-subject = Vem som tar emot dig
told-meets-sms = På träffen { $time } tas du emot av { $leader ->
    [none] någon annan
   *[other] { $leader }
}. Mer: { $link }
told-meets-hand = På träffen { $time } tas du emot av { $leader ->
    [none] någon annan
   *[other] { $leader }
}.
told-meets-body =
    Hej!

    På träffen { $time } tas du emot av { $leader ->
    [none] någon annan
   *[other] { $leader }
}.
    Mer information hittar du här:
    { $link }
told-group-cancelled-subject = Dina träffar är inställda
told-group-cancelled-sms = Träffarna som planerats för dig är inställda. Vi kontaktar dig.
told-group-cancelled-hand = Träffarna som planerats för dig är inställda. Vi beklagar ändringen. Vi berättar om andra möjligheter.
told-group-cancelled-body =
    Hej!

    Träffarna som planerats för dig är inställda. Vi beklagar ändringen.
    Vi kontaktar dig. Dina övriga träffar ser du här:
    { $link }
told-runs-subject = Dina träffar börjar
told-runs-sms = Dina träffar börjar { $time }. Mer: { $link }
told-runs-hand = Dina träffar börjar. Den första träffen är { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }Du tas emot av { $leader }.
}
told-runs-body =
    Hej!

    Dina träffar börjar. Den första träffen är { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }Du tas emot av { $leader }.
}
    Anvisningar och de andra tiderna hittar du här:
    { $link }
told-staff-runs-subject = Gruppen blir av: { $code }
told-staff-runs-body =
    Gruppen { $code } blir av. Klienterna får veta när den börjar.
    { $link }
told-staff-group-cancelled-subject = Grupp inställd: { $code }
told-staff-group-cancelled-body =
    Gruppen { $code } är inställd, och klienterna får veta det. En hänvisning som inte skickades vidare är en uppgift för den som hjälper klienten.
    { $link }
told-staff-group-ended-subject = Grupp avslutad: { $code }
told-staff-group-ended-body =
    Gruppen { $code } avslutades i förtid. De kommande träffarna är inställda, och klienterna får veta det.
    { $link }
told-staff-cancelled-subject = Träff inställd: { $code }
told-staff-cancelled-body =
    Träffen { $code } { $time } är inställd.
    { $link }
told-staff-replaced-subject = Träff inställd, en ny i stället: { $code }
told-staff-replaced-body =
    Träffen { $code } { $time } är inställd. I stället hålls en träff { $to }.
    { $link }
told-staff-moved-subject = Träff flyttad: { $code }
told-staff-moved-body =
    Träffen { $code } { $time } är flyttad. Den nya tiden är { $to }.
    { $link }
told-staff-added-subject = Ny träff: { $code }
told-staff-added-body =
    Gruppen { $code } har fått en ny träff { $time }.
    { $link }
told-staff-changed-subject = Träff ändrad: { $code }
told-staff-changed-body =
    Platsen eller längden för träffen { $code } { $time } har ändrats.
    { $link }
told-staff-restored-subject = Träffen blir av: { $code }
told-staff-restored-body =
    Träffen { $code } { $time } blir av i alla fall.
    { $link }
told-staff-replanned-subject = Träffarna planerade på nytt: { $code }
told-staff-replanned-body =
    Tider eller platser för gruppen { $code } har ändrats.
    { $link }
told-staff-stands-in-subject = Du vikarierar: { $code }
told-staff-stands-in-body =
    Du vikarierar vid träffen { $code } { $time }.
    { $link }
told-staff-comes-along-subject = Du följer klienten till en annan träff: { $code }
told-staff-comes-along-body =
    Som det nu är följer du en klient till träffen { $code } { $time }, och inte till någon annan.
    { $link }
told-staff-stands-out-subject = Du vikarierar inte längre: { $code }
told-staff-stands-out-body =
    Du vikarierar inte längre vid träffen { $code } { $time }.
    { $link }
told-cancelled-done = Träffen är inställd.
told-replaced-done = Träffen är inställd, och en ny kommer i stället.
told-moved-done = Träffen är flyttad.
told-restored-done = Träffen hålls ändå.
told-calls = Samtal och brev
told-calls-lead = De här deltagarna får inget elektroniskt meddelande.
told-calls-none = Alla får ett meddelande, ingen behöver ringas upp.
told-calls-all = Det här berättas per telefon eller brev. Märk som skött när klienten vet.
told-calls-done = Ingen behöver ringas upp eller få brev.
told-call-made = Märkt som skött.
told-asked = { $name } berättar, senast { $due }
told-by-key-worker = Den egna kontaktpersonen meddelar
told-by-letter = Brev
told-by-call = Samtal
told-called = skött
told-mark-called = Märk som skött
told-no-number = Klienten har inget telefonnummer och kan komma förgäves: berätta på annat sätt.
told-add-number = Lägg till numret
told-wants-nothing = Klienten vill inte ha meddelanden. Ring bara om det står här hur det går för sig; fråga annars den egna kontaktpersonen.
told-safely = Trygg kontakt:
told-number = Jag har läst detta. Visa numret
erasure-done-asked-subject = Dina uppgifter har raderats
erasure-done-asked-body = Vi har raderat dina uppgifter, som du bad om. Kvar finns bara de loggar som lagen kräver.
erasure-done-asked-sms = Dina uppgifter har raderats, som du bad om. Bara de loggar som lagen kräver finns kvar.
erasure-done-asked-hand = Berätta att uppgifterna har raderats, som önskades. Kvar finns bara de loggar som lagen kräver.
erasure-done-retention-over-subject = Dina uppgifter har raderats
erasure-done-retention-over-body = Vi har raderat dina uppgifter, eftersom förvaringstiden har gått ut. Kvar finns bara de loggar som lagen kräver.
erasure-done-retention-over-sms = Dina uppgifter har raderats, eftersom förvaringstiden har gått ut. Bara de loggar som lagen kräver finns kvar.
erasure-done-retention-over-hand = Berätta att uppgifterna har raderats, eftersom förvaringstiden har gått ut. Kvar finns bara de loggar som lagen kräver.
erasure-refused-retention-subject = Svar på din begäran om radering
erasure-refused-retention-body = Vi kan inte radera dina uppgifter, eftersom lagen kräver att de bevaras. När förvaringstiden är slut raderas de. Vi berättar gärna mer. Du kan också fråga dataombudsmannen, tietosuoja.fi.
erasure-refused-retention-sms = Vi kan inte radera dina uppgifter ännu, eftersom lagen kräver att de bevaras. Vi berättar mer. Du kan också fråga dataombudsmannen.
erasure-refused-retention-hand = Berätta att uppgifterna inte kan raderas, eftersom lagen kräver att de bevaras. När förvaringstiden är slut raderas de. Man kan också fråga dataombudsmannen.
erasure-refused-open-matter-subject = Svar på din begäran om radering
erasure-refused-open-matter-body = Vi kan inte radera dina uppgifter, eftersom ditt ärende ännu pågår och uppgifterna behövs för det. Vi berättar gärna mer. Du kan också fråga dataombudsmannen, tietosuoja.fi.
erasure-refused-open-matter-sms = Vi kan inte radera dina uppgifter ännu, eftersom ditt ärende pågår. Vi berättar mer. Du kan också fråga dataombudsmannen.
erasure-refused-open-matter-hand = Berätta att uppgifterna inte kan raderas, eftersom ärendet ännu pågår och uppgifterna behövs för det. Man kan också fråga dataombudsmannen.
erasure-refused-claim-subject = Svar på din begäran om radering
erasure-refused-claim-body = Vi kan inte radera dina uppgifter, eftersom de behövs för ett rättsligt anspråk. Vi berättar gärna mer. Du kan också fråga dataombudsmannen, tietosuoja.fi.
erasure-refused-claim-sms = Vi kan inte radera dina uppgifter ännu: de behövs för ett rättsligt anspråk. Vi berättar mer. Du kan också fråga dataombudsmannen.
erasure-refused-claim-hand = Berätta att uppgifterna inte kan raderas, eftersom de behövs för ett rättsligt anspråk. Man kan också fråga dataombudsmannen.
role-settled-confirmed-subject = En roll har bekräftats
role-settled-confirmed-body = { $name }: rollen { $role } har bekräftats och fungerar nu.
    { $link }
role-settled-refused-subject = En roll bekräftades inte
role-settled-refused-body = { $name }: rollen { $role } bekräftades inte och tas inte i bruk. Fråga den som skulle bekräfta den om orsaken: administratören eller chefen.
    { $link }
roles-changed-subject = Roller eller enhet har ändrats
roles-changed-body = { $name }: rollerna eller enheten i Piiri har ändrats. Roller nu: { $roles }. Enhet: { $unit }.
told-booking-subject = Ändring av bokningen: { $what }
told-booking-body =
    Hej!
    Bokning: { $what } (referens { $code })
    { $lines }
    Fråga vid behov: { $contact }
told-booking-hand =
    Bokning: { $what } (referens { $code })
    { $lines }
told-booking-interpreting = tolkning, { $language }
told-booking-cancelled = { $time }: inställd.
told-booking-added = { $time }: ny bokning.
told-booking-restored = { $time }: hålls ändå.
told-booking-moved = { $time }: flyttad. Den nya tiden är { $to }.
told-booking-changed = { $time }: platsen eller längden har ändrats.
told-booking-place = { $time }: platsens adress är rättad.
booking-title = Bokningsändringar att berätta
booking-lead = Om dessa kunde ingen e-post skickas. Berätta själv.
booking-none = Det finns inget att berätta.
booking-told = Markera som berättat
booking-marked = Antecknat som berättat.
own-link-subject = Din nya länk
own-link-body = Hej!

    Din tidigare länk och kalender fungerar inte längre. Här kommer du till dina egna sidor: { $link }

    Länken är bara för dig. Om du använde kalendern, prenumerera på den på nytt på dina egna sidor.
own-link-sms = Din tidigare länk fungerar inte längre. Ny länk till dina egna sidor: { $link }
own-link-hand = Din tidigare adress till dina egna sidor och din kalender fungerar inte längre. Du kan be oss om en ny.
incident-recorded-subject = En brådskande uppgift väntar på dig
incident-recorded-body = Du har en brådskande uppgift som gäller en klient. Öppna den här: { $link }
told-group-ended-subject = Dina träffar upphör
told-group-ended-sms = Dina träffar upphör tidigare än planerat, inga fler hålls. Tack för att du var med! Vi kontaktar dig.
told-group-ended-hand = Dina träffar upphör tidigare än planerat, och inga fler träffar hålls. Tack för att du var med. Vi berättar var du får hjälp i fortsättningen.
told-group-ended-body =
    Hej!

    Dina träffar upphör tidigare än planerat, och inga fler träffar hålls.
    Tack för att du var med.
    Vi kontaktar dig och berättar var du får hjälp i fortsättningen. Dina andra träffar ser du här:
    { $link }
told-group-over-subject = Tack för att du var med
told-group-over-sms = Dina träffar är nu slut. Tack för att du var med! Fråga oss hur du vill gå vidare.
told-group-over-hand = Dina träffar är nu slut. Tack för att du var med. Vi pratar gärna om hur du vill gå vidare.
told-group-over-body =
    Hej!

    Dina träffar är nu slut. Tack för att du var med.
    Kontakta oss om du vill prata om hur du går vidare. Dina uppgifter ser du här:
    { $link }
told-place-corrected-subject = Träffplatsens adress är rättad
told-place-corrected-sms = Adressen till träffen { $time } är rättad. Se den innan du går: { $link }
told-place-corrected-hand = Adressen till träffen { $time } är rättad. Vi berättar för dig vart du ska komma.
told-place-corrected-body =
    Hej!

    Adressen till träffen { $time } är rättad. Se den innan du går:
    { $link }
told-staff-place-corrected-subject = Platsens adress är rättad: { $code }
told-staff-place-corrected-body =
    Adressen till träffplatsen för gruppen { $code } är rättad. Nästa träff där är { $time }.
    { $link }
told-staff-plan-sent-subject = En plan väntar på ditt beslut: { $code }
told-staff-plan-sent-body =
    Planen för gruppen { $code }, eller en ändring av den, väntar på ditt beslut senast { $due }.
    { $link }
told-staff-plan-approved-subject = Planen är godkänd: { $code }
told-staff-plan-approved-body =
    För gruppen { $code } har { $hours } arbetstid och { $budget } godkänts. På gruppens sida ser du vad som görs härnäst.
    { $link }
told-staff-plan-returned-subject = Planen är återsänd: { $code }
told-staff-plan-returned-body =
    Planen för gruppen { $code }, eller en ändring av den, återsändes: { $reason }
    { $link }
told-staff-applied-subject = Ny anmälan: { $code }
told-staff-applied-body =
    Någon har anmält sig på webben till gruppen { $code } och väntar på svar.
    { $link }
place-ended-subject = Din plats har upphört
place-ended-body = Hej!

    Din plats har upphört { $day }. Du behöver inte längre komma till träffarna. Tack för att du var med.
    Om detta är ett misstag eller om du vill tala om saken, kontakta oss.
place-ended-sms = Din plats har upphört { $day }. Tack för att du var med. Om detta är ett misstag, kontakta oss.
place-ended-hand = Din plats har upphört { $day }. Tack för att du var med. Om detta är ett misstag, kontakta oss.
place-ended-staff-subject = En plats har upphört ({ $code })
place-ended-staff-body = En klients plats i gruppen { $code } har upphört { $day }. Om du hade lovat att följa med behövs du inte längre. { $link }
place-ended-before-subject = Din plats har återtagits
place-ended-before-body = Hej!

    Du hade en plats som nu har återtagits. Du behöver inte komma till träffarna.
    Om detta är ett misstag eller om du vill tala om saken, kontakta oss.
place-ended-before-sms = Din plats har återtagits. Du behöver inte komma till träffarna. Är detta ett misstag, kontakta oss.
place-ended-before-hand = Din plats har återtagits. Du behöver inte komma till träffarna. Är detta ett misstag, kontakta oss.
place-stands-subject = Din plats gäller ändå
place-stands-body = Hej!

    Vi sade att din plats har upphört. Det var fel: din plats gäller. Vi berättar när träffarna är så snart de är klara.
place-stands-sms = Din plats har inte upphört, fast vi sade det. Din plats gäller.
place-stands-hand = Vi sade att din plats har upphört. Det var fel: din plats gäller.
place-stands-first-subject = Din plats gäller ändå
place-stands-first-body = Hej!

    Vi sade att din plats har upphört. Det var fel: din plats gäller. Nästa träff är { $time }.
    { $link }
place-stands-first-sms = Din plats gäller ändå. Nästa träff { $time }. { $link }
place-stands-first-hand = Vi sade att din plats har upphört. Det var fel: din plats gäller. Nästa träff är { $time }.
place-stands-staff-subject = En plats gäller ändå ({ $code })
place-stands-staff-body = En klients plats i gruppen { $code } har getts tillbaka. Om du hade lovat att följa med, se dina uppgifter. { $link }
absence-deputy-subject = Du är ersättare
absence-deputy-body =
    Du ersätter { $name } { $from }–{ $until }. Öppna uppgifter nu: { $n }. De syns på din startsida under den tiden.
    { $link }
absence-told-of-you-subject = Du har antecknats som frånvarande
absence-told-of-you-body =
    Du har antecknats som frånvarande { $from }–{ $until }. Ersättare: { $deputy }. Om det inte stämmer, avsluta frånvaron själv.
    { $link }
