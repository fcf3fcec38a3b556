rating-question-baseline = Miten nämä asiat ovat sinun elämässäsi nyt?
rating-question-pulse = Millainen tämä kerta oli sinulle?
rating-question-end = Onko ryhmä auttanut sinua?
rating-question-follow-up = Ryhmä on loppunut. Miten nämä asiat ovat sinun elämässäsi nyt?
rating-item-overall = Koko ryhmä
rating-item-participation = Olen mukana ja voin päättää omista asioistani
rating-item-daily-life = Arki sujuu: koti, raha ja päivän rytmi
rating-item-social-skills = Olen ja puhun muiden ihmisten kanssa
rating-item-networks = Minulla on ihmisiä ja paikkoja, joista saan apua
rating-item-wellbeing = Voin hyvin ja jaksan
rating-item-welcome = Oliko sinun hyvä tulla ryhmään?
rating-item-useful = Auttoiko tämä kerta sinua?
rating-item-pace = Oliko tahti sinulle sopiva?
rating-level-not-at-all = Ei yhtään
rating-level-little = Vähän
rating-level-somewhat = Jonkin verran
rating-level-much = Paljon
rating-level-very-much = Todella paljon
rating-level-cannot-say = En tiedä
rating-scale-now-low = 0 = todella huonosti
rating-scale-now-high = 10 = todella hyvin
rating-scale-pulse-low = 0 = ei yhtään
rating-scale-pulse-high = 10 = todella hyvin
rating-voluntary = Sinun ei ole pakko vastata. Voit jättää kohdan tyhjäksi.
rating-error-unknown-item = Tätä ei kysytä tässä. Poista vastaus ja lähetä uudelleen.
rating-error-not-a-level = Valitse yksi vaihtoehto. Voit myös jättää kohdan tyhjäksi.
rating-error-not-a-number = Kirjoita numero 0–10. Voit myös jättää kohdan tyhjäksi.
