audit-change-log-broken = Muutosloki ei vastaa sinettiä { $number }: riviä on muutettu, lisätty tai poistettu.
audit-access-log-broken = Käyttöloki ei vastaa sinettiä { $number }: riviä on muutettu, lisätty tai poistettu.
audit-disclosure-log-broken = Luovutusloki ei vastaa sinettiä { $number }: riviä on muutettu, lisätty tai poistettu.
audit-emptied = Lokit ovat tyhjät, vaikka jo ensimmäisestä tunnuksesta jää rivi: ne on tyhjennetty.
audit-head-gone = Sinetti { $number } puuttuu tai on toinen: lokit on katkaistu tai aloitettu alusta, tai tietokannan varmuuskopio on palautettu.
audit-key-unknown = Sinetti { $number } on tehty avaimella, jota asetuksissa ei ole. Lisää se asetukseen seal_keys.
audit-seal-broken = Sinettiä { $number } on muutettu, tai sen on tehnyt joku, jolla ei ole avainta.
audit-seals-gone = Sinetti { $number } puuttuu.
