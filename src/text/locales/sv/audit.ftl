audit-change-log-broken = Ändringsloggen motsvarar inte sigill { $number }: en rad har ändrats, lagts till eller tagits bort.
audit-access-log-broken = Användningsloggen motsvarar inte sigill { $number }: en rad har ändrats, lagts till eller tagits bort.
audit-disclosure-log-broken = Utlämnandeloggen motsvarar inte sigill { $number }: en rad har ändrats, lagts till eller tagits bort.
audit-emptied = Loggarna är tomma, fast redan det första kontot lämnar en rad: de har tömts.
audit-head-gone = Sigill { $number } saknas eller är ett annat: loggarna har kapats eller börjats om, eller en säkerhetskopia av databasen har återställts.
audit-key-unknown = Sigill { $number } gjordes med en nyckel som inte finns i inställningarna. Lägg den i seal_keys.
audit-seal-broken = Sigill { $number } har ändrats eller gjorts av någon utan nyckel.
audit-seals-gone = Sigill { $number } saknas.
