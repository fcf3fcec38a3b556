group-undecide = Ändå inte beslutat
group-undecide-hint = Det är öppet igen om gruppen blir av. Möjligt fram till den första träffen. Den som inte hört att den blir av hör ingenting.
group-intake-close = Ta inte in någon just nu
group-intake-close-hint = Inga nya hänvisningar eller erbjudanden. Erbjudanden som getts gäller och kön består. Du kan öppna gruppen igen när som helst.
group-intake-open = Ta in igen
group-intake-open-hint = Lediga platser erbjuds dem som står först i kön efter två minuter.
group-intake-closed = Gruppen tar inte in någon just nu. Den offentliga sidan säger det.
group-merge = Slå ihop med en annan grupp…
group-merge-hint = Gruppen hålls inte. Alla som har en plats tillfrågas om de kommer till den andra gruppen.
group-merged-into = Till gruppen som den slogs ihop med
group-unmerge = Ta tillbaka sammanslagningen
group-unmerge-hint = Båda grupperna är då som förut. Det går tills någon har svarat.
group-then = Vad som händer med de öppna hänvisningarna
group-then-hint = Det som inte passar där avgörs av den som hjälper klienten.
group-then-all = Alla öppna hänvisningar
group-then-like-all = Som för alla
group-then-helper = Den som hjälper klienten avgör
group-then-redirect = Hänvisa till { $group }
group-then-waitlist = Till kön för { $group }
group-keep = Behåll gruppen
group-done-cancelled = Gruppen är inställd. Hänvisningar som inte avgjordes är uppgifter för dem som hjälper klienterna.
group-done-reopened = Godkännandet är öppnat igen. Ledaren ser din motivering, och den offentliga sidan säger att gruppen planeras på nytt.
group-done-undecided = Det är öppet igen om gruppen blir av. Klienterna vet när deras träffar är, och de gäller.
group-done-decided = Det är beslutat att gruppen blir av. Du kan ta tillbaka det fram till den första träffen.
group-step-places-held = Någon har redan en plats eller ett erbjudande i gruppen, så godkännandet kan inte öppnas igen. Ställ in gruppen eller be om en ändring.
group-step-begun = Den första träffen har börjat, så detta kan inte tas tillbaka längre.
group-merge-answered = Någon har redan svarat, så sammanslagningen kan inte tas tillbaka längre.
group-merge-none = Gruppen kan inte slås ihop nu, eller så finns ingen sammanslagning att ta tillbaka.
approval-reopened = Öppnat på nytt:
cancel-code-merged = slogs ihop med en annan grupp
intake-closed-done = Gruppen tar inte in någon just nu. Erbjudanden som getts gäller och kön består. Öppna den här när det finns plats.
intake-opened-done = Gruppen tar in igen. Lediga platser erbjuds dem som står först i kön efter två minuter.
enrolment-paused = Gruppen tar inte in någon just nu. Ledaren kan öppna den igen på gruppens sida.
open-room-paused = Tar inte in just nu
open-room-planned = Planeras på nytt
open-join-paused = Gruppen tar inte in någon just nu. Titta på andra grupper eller fråga senare.
open-join-planned = Gruppen planeras på nytt och tar inte in någon nu. Titta på andra grupper eller fråga vad som kommer härnäst.
recruit-paused = Gruppen tar inte in någon just nu. Den offentliga sidan säger det och leder till andra grupper.
task-group-over = Gruppen är slut eller hålls inte: avgör vad som kommer i stället
referral-over = Gruppen hålls inte
referral-over-ended = Gruppen är slut
referral-over-lead = Avgör vad som händer med hänvisningen: hänvisa klienten vidare eller avsluta den. Berätta det för klienten, också att hen kan begära ett beslut.
referral-over-nowhere = Ingenstans: avsluta hänvisningen
referral-over-to = Hänvisa till
referral-over-queues = Direkt till kön
referral-over-settle = Spara
referral-settled = Det är sparat vad som händer med hänvisningen.
referral-group-stands = Gruppen hålls: ta ett steg med hänvisningen i stället.
merge-groups-title = Slå ihop med en annan grupp
merge-groups-lead = Gruppen ges upp. För alla som har en plats reserveras en plats i den andra gruppen, och de tillfrågas om den passar. Ingen flyttas utan ett ja.
merge-groups-asked = Vem som tillfrågas
merge-groups-who = { $placed } med plats tillfrågas. { $others } med erbjudande eller i kön avgörs av den som hjälper dem.
merge-groups-none = Ingen grupp passar
merge-groups-none-hint = Gruppen ska vara av samma slag och samma säsong, ha plats och vara en som du får ändra. För en annan ledares grupp kan chefen göra det.
merge-groups-free = Lediga platser
merge-groups-choose = Slå ihop med denna grupp…
merge-groups-do = Slå ihop grupperna
merge-groups-consequence = En plats reserveras för { $fit }, och { $rest } står först i kön. Denna grupps träffar ställs in. Klienterna får ett meddelande efter två minuter, genast om en träff är nära. Du kan ta tillbaka det fram till det första svaret.
merge-groups-done = Grupperna är sammanslagna. Platserna väntar på svar; den som säger nej får hjälp av sin kontaktperson.
merge-groups-undone = Sammanslagningen är tillbakatagen. Båda grupperna är som förut.
merge-first-because = Från grupp { $code }, som slogs ihop
log-act-group-intake-closed = gruppen tar inte in tills vidare
log-act-group-intake-opened = gruppen tar in igen
log-act-application-reopened = ansökan öppnades på nytt
steps-staff-undecided-subject = Öppet igen: { $code }
steps-staff-undecided-body =
    Det är öppet igen om grupp { $code } blir av. Träffarna står kvar som planerat, och klienterna har inte fått veta något nytt.
    { $link }
steps-staff-reopened-subject = Gruppen fortsätter ändå: { $code }
steps-staff-reopened-body =
    Den avslutade gruppen { $code } har öppnats på nytt. Träffar och platser kommer inte tillbaka av sig själva: lägg till träffar på gruppens sida och ge tillbaka platser på sidan med deltagare. Klienterna har inte fått veta något.
    { $link }
merge-staff-subject = Grupper slås ihop: { $code } och { $other }
merge-staff-body =
    Grupp { $code } hålls inte. Alla som hade en plats tillfrågas om de kommer till grupp { $other }; platsen väntar på svaret. De övriga är uppgifter för den som hjälper dem.
    { $link }
merge-staff-undone-subject = Grupper slås inte ihop: { $code } och { $other }
merge-staff-undone-body =
    Grupperna { $code } och { $other } slås ändå inte ihop. Båda fortsätter som förut.
    { $link }
merge-offer-subject = Dina träffar ändras: en plats är reserverad för dig
merge-offer-sms = Dina träffar ändras. En ny plats hålls för dig till { $until }. Svara: { $link }
merge-offer-hand = Dina träffar hålls inte som planerat. En ny plats är reserverad för dig till { $until }. Passar den dig?
merge-offer-body =
    Hej!

    Dina träffar hålls inte som planerat. Vi beklagar ändringen.
    En ny plats är reserverad för dig till { $until }. Berätta om den passar dig:
    { $link }
merge-offer-first-subject = Dina träffar ändras: en plats är reserverad för dig
merge-offer-first-sms = Ny plats från { $time }. Svara senast { $until }: { $link }
merge-offer-first-hand = Dina träffar hålls inte som planerat. En ny plats är reserverad för dig till { $until }. Den första träffen där är { $time }. Passar den dig?
merge-offer-first-body =
    Hej!

    Dina träffar hålls inte som planerat. Vi beklagar ändringen.
    En ny plats är reserverad för dig till { $until }. Den första träffen där är { $time }.
    Dagarna och platsen, och var du svarar:
    { $link }
merge-waits-subject = Dina träffar är inställda
merge-waits-sms = Dina träffar är inställda. Du står först i kön till en ny plats. Vi hör av oss när den blir ledig.
merge-waits-hand = Dina träffar är inställda. Vi beklagar ändringen. Du står först i kön till en ny plats, och vi hör av oss genast när den blir ledig. Om du inte vill vänta, säg till.
merge-waits-body =
    Hej!

    Dina träffar är inställda. Vi beklagar ändringen.
    Du står först i kön till en ny plats, och vi hör av oss genast när den blir ledig. Om du inte vill vänta, säg till.
merge-undone-subject = Ingenting ändras
merge-undone-sms = Vårt senaste meddelande om dina träffar gäller inte. Allt fortsätter som förut.
merge-undone-hand = Det vi senast sade om dina träffar gäller inte. Allt fortsätter som förut.
merge-undone-body =
    Hej!

    Vårt senaste meddelande om dina träffar gäller inte. Allt fortsätter som förut.
merge-undone-first-subject = Dina träffar hålls ändå
merge-undone-first-sms = Dina träffar hålls ändå, från { $time }. Inget svar behövs. { $link }
merge-undone-first-hand = Dina träffar hålls ändå. Den första är { $time }. Du behöver inte svara på det vi frågade senast.
merge-undone-first-body =
    Hej!

    Dina träffar hålls ändå som avtalat. Den första är { $time }. Du behöver inte svara på vårt förra meddelande.
    { $link }
intake-closed-subject = Din ansökan väntar
intake-closed-sms = Vi tar inte in nya just nu. Din ansökan finns kvar. Annat: { $link }
intake-closed-hand = Vi tar inte in nya just nu. Din ansökan finns kvar, och vi svarar senare.
intake-closed-body =
    Hej!

    Vi tar inte in nya just nu. Din ansökan finns kvar, och vi svarar så snart vi kan.
    Andra möjligheter:
    { $link }
intake-opened-subject = Din ansökan går vidare
intake-opened-sms = Vi tar in nya igen. Din ansökan behandlas, och vi svarar dig snart.
intake-opened-hand = Vi tar in nya igen. Din ansökan behandlas, och vi svarar dig snart.
intake-opened-body =
    Hej!

    Vi tar in nya igen. Din ansökan behandlas, och vi svarar dig snart.
intake-opened-first-subject = Din ansökan går vidare
intake-opened-first-sms = Vi tar in nya igen. Vi börjar { $time }. Vi svarar snart på din ansökan.
intake-opened-first-hand = Vi tar in nya igen. Vi börjar { $time }. Din ansökan behandlas, och vi svarar dig snart.
intake-opened-first-body =
    Hej!

    Vi tar in nya igen. Vi börjar { $time }.
    Din ansökan behandlas, och vi svarar dig snart.
intake-moved-subject = Ny tid för träffarna
intake-moved-sms = Träffarna har fått ny tid: nästa är { $to }, inte { $time }. Din ansökan finns kvar.
intake-moved-hand = Träffarna har fått ny tid: nästa är nu { $to }, inte { $time }. Din ansökan finns kvar.
intake-moved-body =
    Hej!

    Träffarna har fått ny tid: nästa är nu { $to }, inte { $time }.
    Din ansökan finns kvar. Säg till om den nya tiden inte passar dig.
intake-filled-subject = Platserna är fulla nu
intake-filled-sms = Platserna är fulla nu. Din ansökan finns kvar, och du kommer i kön. Annat: { $link }
intake-filled-hand = Platserna är fulla nu. Din ansökan finns kvar, och du kommer i kön. Vi svarar dig.
intake-filled-body =
    Hej!

    Platserna är fulla nu. Din ansökan finns kvar, och du kommer i kön. Vi svarar dig.
    Andra möjligheter:
    { $link }
openness-closed-subject = När man ännu kan komma med
openness-closed-sms = Du väntar på en plats. Nu kan man komma med bara i början, till den andra träffen. Vi säger till om en plats blir ledig.
openness-closed-hand = Du väntar på en plats. Nu kan man komma med bara i början, till den andra träffen. Vi säger till om en plats blir ledig före det.
openness-closed-body =
    Hej!

    Du väntar på en plats. Nu kan man komma med bara i början, till den andra träffen.
    Vi säger till om en plats blir ledig före det.
openness-open-subject = Man kan komma med också senare
openness-open-sms = Du väntar på en plats. Nu kan man komma med också senare än i början. Vi säger till när en plats blir ledig.
openness-open-hand = Du väntar på en plats. Nu kan man komma med också senare än i början. Vi säger till när en plats blir ledig.
openness-open-body =
    Hej!

    Du väntar på en plats. Nu kan man komma med också senare än i början.
    Vi säger till när en plats blir ledig.
