## The open programme
open-title = Grupper som du kan komma med i
open-lead = Gör saker, prata och få stöd i vardagen tillsammans med andra. Titta i lugn och ro vilken grupp som passar dig.
open-count = { $n ->
    [0] Inga grupper
    [one] { $n } grupp
   *[other] { $n } grupper
}
open-none = Inga grupper passar dina val. Ta bort något val eller titta in senare.
open-data = Programmet som öppna data (JSON-LD)
open-any = Alla
open-filter-municipality = Kommun
open-filter-kind = Typ av grupp
open-filter-weekday = Veckodag
open-filter-language = Språk
open-filter-free = Bara grupper med lediga platser
open-filter-show = Visa grupper
open-language-fi = finska
open-language-sv = svenska
open-language-en = engelska
open-language-fi-easy = lättläst finska
open-room-free = Lediga platser
open-room-few = Sista platserna
open-room-full = Fullt, du kan ställa dig i kö
open-room-closed = Har redan börjat
open-next = Nästa gång { $when }.
open-time-later = Tiderna meddelas senare.
open-place-later = Platsen meddelas senare.
open-and = och
open-rhythm = { $days } kl. { $hours }
open-rhythm-every = { $days } kl. { $hours }, var { $every }:e vecka
open-weekly-1 = måndagar
open-weekly-2 = tisdagar
open-weekly-3 = onsdagar
open-weekly-4 = torsdagar
open-weekly-5 = fredagar
open-weekly-6 = lördagar
open-weekly-7 = söndagar

## The card of a group
open-when = När
open-where = Var
open-about = Om gruppen
open-ask = Fråga mer
open-apply = Anmäl dig till gruppen
open-tell-worker = Du kan också berätta för din egen kontaktperson att du vill komma med. Hen hjälper dig med anmälan.
open-join-full = Gruppen är full just nu. Du kan ställa dig i kö. Vi meddelar om en plats blir ledig.
open-join-closed = Gruppen har redan börjat och tar inte in nya. Titta på andra grupper eller fråga när nästa börjar.
open-next-dates = Kommande träffar
open-venue = Plats
open-address = Adress
open-access = Tillgänglighet
open-directions = Så hittar du dit
open-animals = Djur
open-step-free = Ingången har inga trappsteg.
open-steps = Ingången har trappsteg.
open-audience = För vem
open-not-for = För vem gruppen inte passar
open-how-in = Så kommer du med
open-aims = Vad gruppen stöder
open-leads-to = Efter gruppen
open-languages = Språk
open-openness-open = Öppen grupp: du kan komma med när som helst.
open-openness-semi-open = Halvöppen grupp: nya tas in när en plats blir ledig.
open-openness-closed = Sluten grupp: alla börjar samtidigt.
open-aim-participation = delaktighet
open-aim-daily-life = en fungerande vardag
open-aim-social-skills = sociala färdigheter
open-aim-networks = nya kontakter
open-aim-wellbeing = välbefinnande
open-aim-own-life = kontroll över det egna livet
open-aim-work-study = vägen till arbete eller studier
open-run-by = Gruppen ordnas av { $unit }.
open-ask-unit = Fråga mer av din egen kontaktperson.
