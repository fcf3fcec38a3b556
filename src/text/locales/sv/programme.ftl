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
group-step-not-from = Det här steget är inte möjligt nu.
group-step-not-yours = Det här steget hör till en annan roll.
group-step-reason-missing = Skriv varför planen skickas tillbaka.
group-step-code-missing = Välj varför gruppen ställs in.
