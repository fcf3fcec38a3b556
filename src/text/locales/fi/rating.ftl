rating-question-baseline = Miten nämä asiat ovat elämässäsi nyt?
rating-question-pulse = Millainen tämä kerta oli sinulle?
rating-question-end = Kuinka paljon ryhmästä on ollut sinulle apua?
rating-question-follow-up = Ryhmän päättymisestä on nyt aikaa. Miten nämä asiat ovat elämässäsi nyt?
rating-item-overall = Kaiken kaikkiaan
rating-item-participation = Mukana oleminen ja mahdollisuus vaikuttaa omiin asioihin
rating-item-daily-life = Arjen sujuminen: koti, raha-asiat ja päivärytmi
rating-item-social-skills = Oleminen ja puhuminen toisten kanssa
rating-item-networks = Ihmiset ja paikat, joista saat tukea
rating-item-wellbeing = Oma vointi ja jaksaminen
rating-item-welcome = Kuinka tervetulleeksi tunsit itsesi?
rating-item-useful = Kuinka paljon kerrasta oli sinulle hyötyä?
rating-item-pace = Kuinka hyvin tahti sopi sinulle?
rating-level-not-at-all = Ei lainkaan
rating-level-little = Vähän
rating-level-somewhat = Jonkin verran
rating-level-much = Paljon
rating-level-very-much = Erittäin paljon
rating-level-cannot-say = En osaa sanoa
rating-scale-now-low = 0 = erittäin huonosti
rating-scale-now-high = 10 = erittäin hyvin
rating-scale-pulse-low = 0 = ei yhtään
rating-scale-pulse-high = 10 = niin hyvin kuin voi
rating-voluntary = Vastaaminen on vapaaehtoista. Voit jättää minkä tahansa kohdan tyhjäksi.
rating-error-unknown-item = Tätä kohtaa ei kysytä tässä arvioinnissa. Poista se ja lähetä uudelleen.
rating-error-not-a-level = Valitse jokin annetuista vaihtoehdoista tai jätä kohta tyhjäksi.
rating-error-not-a-number = Anna kokonaisluku nollasta kymmeneen tai jätä kohta tyhjäksi.
