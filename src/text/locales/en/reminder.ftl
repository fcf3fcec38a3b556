reminder-and = and
reminder-first-subject = A reminder of your meeting
reminder-first-sms = Reminder: your first meeting is { $time }. Directions: { $link }
reminder-first-hand = This is a reminder of your first meeting on { $time }. A place is reserved for you.{ $met ->
    [no] { "" }
   *[yes] { " " }{ $leader } will meet you.
} If you can't come, tell us.
reminder-first-body =
    Hello!

    This is a reminder of your first meeting: { $time }.
    A place is reserved for you. The link shows how to get there, and lets you tell us if you can't come:
    { $link }
reminder-next-subject = A reminder of your meeting
reminder-next-sms = Reminder: meeting { $time }. Can't come? { $link }
reminder-next-hand = This is a reminder of your meeting on { $time }. If you can't come, tell us.
reminder-next-body =
    Hello!

    This is a reminder of your meeting: { $time }.
    If you can't come, tell us through this link:
    { $link }
