reminder-and = och
reminder-first-subject = Påminnelse om en träff
reminder-first-sms = Påminnelse: första träffen { $time }. Vägvisning: { $link }
reminder-first-hand = Vi påminner om din första träff, som är { $time }. Din plats är reserverad.{ $met ->
    [no] { "" }
   *[yes] { " " }Du tas emot av { $leader }.
} Om du inte kan komma, berätta det för oss.
reminder-first-body =
    Hej!

    Det här är en påminnelse om den första träffen: { $time }.
    Din plats är reserverad. Via länken ser du hur du hittar fram, och kan meddela om du inte kan komma:
    { $link }
reminder-next-subject = Påminnelse om en träff
reminder-next-sms = Påminnelse: träff { $time }. Kan du inte komma: { $link }
reminder-next-hand = Vi påminner om din träff, som är { $time }. Om du inte kan komma, berätta det för oss.
reminder-next-body =
    Hej!

    Det här är en påminnelse om en träff: { $time }.
    Om du inte kan komma, meddela via den här länken:
    { $link }
