mailbox-title = Lähteneet viestit
mailbox-lead = Esittelyssä mikään viesti ei lähde minnekään. Tässä ne ovat sellaisina kuin ne tulisivat perille.
mailbox-none = Yhtään viestiä ei ole vielä lähtenyt.
mailbox-mail = Sähköposti
mailbox-sms = Tekstiviesti
