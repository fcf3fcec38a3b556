rating-empty = Vastaa yhteen kohtaan tai kirjoita jotain.
rating-comment = Mitä muuta haluat sanoa?
rating-phase-baseline = Kysymyksiä alussa
rating-phase-pulse = Kysymyksiä tästä kerrasta
rating-phase-end = Kysymyksiä ryhmästä
rating-phase-follow-up = Kysymyksiä ryhmän jälkeen
rating-tablet-lead = Vastaa tällä laitteella. Anna laite sitten takaisin ohjaajalle.
rating-hand-back = Vastauksesi on tallessa. Anna laite takaisin ohjaajalle.
rating-paper-hint = Laita rasti yhteen ruutuun joka kohdassa.
rating-paper-return = Anna paperi ohjaajalle viimeistään { $day }. Älä kirjoita nimeäsi.
rating-mine = Sinun arviosi
rating-parts = Voit vastata osaan nyt ja jatkaa myöhemmin. Käytä samaa linkkiä.
rating-send = Lähetä
rating-thanks = Kiitos!
rating-thanks-lead = Vastauksesi on tallessa. Muut ryhmäläiset eivät näe niitä.
rating-missing = Kaikkiin kohtiin ei ole vastausta. Voit vastata, jos haluat.
rating-more = Vastaa lisää
rating-back = Takaisin omille sivuille
rating-change = Vastauksesi alussa ja nyt
rating-change-up = { $item }: alussa { $before }, nyt { $after }. Nyt luku on suurempi.
rating-change-down = { $item }: alussa { $before }, nyt { $after }. Nyt luku on pienempi.
rating-change-same = { $item }: alussa { $after } ja nyt { $after }.
rating-message-subject = Kysymme sinulta
rating-message-sms = Vastaa muutamaan kysymykseen: { $link }
rating-message-hand = Vastaisitko muutamaan kysymykseen? Sinun ei ole pakko vastata. Kiitos!
rating-message-body =
    Hei!

    Vastaisitko muutamaan kysymykseen? Sinun ei ole pakko vastata. Vastaa täällä:
    { $link }

    Kiitos!
