language-own-name = Selkosuomi
field-required = (vastaa tähän)
errors-title = Korjaa nämä kohdat
copied = Osoite on kopioitu.

kind-functional = Tekemistä yhdessä
kind-life-management = Arjen asiat
kind-therapeutic = Keskustelua ja mielen hyvinvointia
kind-animal-nature = Eläimiä ja luontoa
places-taken = { $taken } paikkaa { $capacity } paikasta on varattu

level-not-at-all = Ei yhtään
level-little = Vähän
level-somewhat = Jonkin verran
level-much = Paljon
level-very-much = Hyvin paljon
level-cannot-say = En osaa sanoa
once-changed = Olet jo lähettänyt tämän
once-changed-detail = Olet jo lähettänyt lomakkeen. Sen jälkeen muutit lomaketta. Muutosta ei ole vielä tallennettu.
once-open = Katso, mitä tallennettiin
once-new = Lähetä tämä uutena
