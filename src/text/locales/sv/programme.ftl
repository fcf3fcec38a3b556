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
