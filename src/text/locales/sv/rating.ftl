rating-question-baseline = Hur är det med de här sakerna i ditt liv just nu?
rating-question-pulse = Hur var den här träffen för dig?
rating-question-end = Hur mycket har gruppen hjälpt dig?
rating-question-follow-up = Det har gått en tid sedan gruppen slutade. Hur är det med de här sakerna i ditt liv just nu?
rating-item-overall = På det hela taget
rating-item-participation = Att vara med och kunna påverka sådant som gäller dig själv
rating-item-daily-life = Vardagen: hemmet, pengarna och dygnsrytmen
rating-item-social-skills = Att umgås och prata med andra
rating-item-networks = Människor och platser som ger dig stöd
rating-item-wellbeing = Hur du mår och orkar
rating-item-welcome = Hur välkommen kände du dig?
rating-item-useful = Hur stor nytta hade du av träffen?
rating-item-pace = Hur väl passade tempot dig?
rating-level-not-at-all = Inte alls
rating-level-little = Lite
rating-level-somewhat = I någon mån
rating-level-much = Mycket
rating-level-very-much = Väldigt mycket
rating-level-cannot-say = Kan inte säga
rating-scale-now-low = 0 = mycket dåligt
rating-scale-now-high = 10 = mycket bra
rating-scale-pulse-low = 0 = inte alls
rating-scale-pulse-high = 10 = så bra som möjligt
rating-voluntary = Det är frivilligt att svara. Du kan lämna vilken punkt som helst tom.
rating-error-unknown-item = Den här punkten ingår inte i bedömningen. Ta bort den och skicka på nytt.
rating-error-not-a-level = Välj ett av alternativen eller lämna punkten tom.
rating-error-not-a-number = Ange ett heltal från noll till tio eller lämna punkten tom.
