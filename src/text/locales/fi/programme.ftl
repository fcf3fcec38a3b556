## Public holidays
holiday-new-year = uudenvuodenpäivä
holiday-epiphany = loppiainen
holiday-good-friday = pitkäperjantai
holiday-easter-sunday = pääsiäispäivä
holiday-easter-monday = toinen pääsiäispäivä
holiday-may-day = vappu
holiday-ascension = helatorstai
holiday-pentecost = helluntaipäivä
holiday-midsummer-eve = juhannusaatto
holiday-midsummer-day = juhannuspäivä
holiday-all-saints = pyhäinpäivä
holiday-independence = itsenäisyyspäivä
holiday-christmas-eve = jouluaatto
holiday-christmas-day = joulupäivä
holiday-second-christmas-day = tapaninpäivä
