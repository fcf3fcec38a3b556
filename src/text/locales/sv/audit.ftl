audit-change-log-broken = Ändringsloggen motsvarar inte sitt sigill.
audit-access-log-broken = Användningsloggen motsvarar inte sitt sigill.
audit-disclosure-log-broken = Utlämnandeloggen motsvarar inte sitt sigill.
