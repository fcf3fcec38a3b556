audit-change-log-broken = Muutosloki ei vastaa sinettiään.
audit-access-log-broken = Käyttöloki ei vastaa sinettiään.
audit-disclosure-log-broken = Luovutusloki ei vastaa sinettiään.
