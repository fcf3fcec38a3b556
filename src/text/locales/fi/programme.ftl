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

## Schedules
schedule-error-unreadable = Toistosääntöä ei voi lukea. Valitse toisto uudelleen.
schedule-error-sub-daily = Ryhmällä voi olla vain yksi tapaaminen päivässä. Valitse toistoksi päivä, viikko, kuukausi tai vuosi.
schedule-error-endless = Toistolta puuttuu loppu. Kerro, montako kertaa ryhmä kokoontuu tai mihin päivään asti.
schedule-error-two-ends = Toistolla on kaksi loppua. Valitse joko kertojen määrä tai viimeinen päivä.
schedule-error-until-before-start = Viimeinen päivä on ennen ensimmäistä. Korjaa jompikumpi.
schedule-error-too-many = Tapaamiskertoja on liikaa. Yhdellä ryhmällä voi olla enintään 400 kertaa.
schedule-error-too-far = Kaikki tapaamiset eivät mahdu kolmeen vuoteen ensimmäisestä päivästä. Vähennä kertoja tai tihennä toistoa.
schedule-error-year = Tarkista vuosi. Sen pitää olla 2000–2100.
schedule-error-duration = Tapaamisen keston pitää olla 5–1440 minuuttia.
schedule-error-no-sessions = Yhtään tapaamista ei jää. Tarkista päivät, toisto ja tauot.

## The steps of a group
group-step-not-from = Tämä vaihe ei ole nyt mahdollinen.
group-step-not-yours = Tämä vaihe kuuluu toiselle roolille.
group-step-reason-missing = Kirjoita, miksi suunnitelma palautetaan.
group-step-code-missing = Valitse, miksi ryhmä perutaan.
