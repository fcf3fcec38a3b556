signature-short = Regards, { $leader }
signature = Best wishes, { $leader }
told-cancelled-subject = Your meeting is cancelled
told-cancelled-sms = The meeting on { $time } is cancelled. No other takes its place.
told-cancelled-hand = The meeting on { $time } is cancelled. No other takes its place. We are sorry about the change.
told-cancelled-body =
    Hello!

    The meeting on { $time } is cancelled. No other takes its place. We are sorry about the change.
    You can see the next meetings here:
    { $link }
told-replaced-subject = Your meeting is cancelled, with a new one instead
told-replaced-sms = The meeting on { $time } is cancelled. Instead: { $to }. { $link }
told-replaced-hand = The meeting on { $time } is cancelled. A new one takes its place on { $to }. We are sorry about the change.
told-replaced-body =
    Hello!

    The meeting on { $time } is cancelled. We are sorry about the change.
    A new one takes its place on { $to }.
    You can see more here:
    { $link }
told-moved-subject = Your meeting has been moved
told-moved-sms = The meeting on { $time } has been moved. New time: { $to }. { $link }
told-moved-hand = The meeting on { $time } has been moved. The new time is { $to }.
told-moved-body =
    Hello!

    The meeting on { $time } has been moved.
    The new time is { $to }.
    You can see more here:
    { $link }
told-added-subject = A new meeting
told-added-sms = You have a new meeting on { $time }. See: { $link }
told-added-hand = You have a new meeting on { $time }.
told-added-body =
    Hello!

    You have a new meeting on { $time }.
    You can see more here:
    { $link }
told-changed-subject = A change to your meeting
told-changed-sms = The place or length of the meeting on { $time } has changed. See: { $link }
told-changed-hand = The place or the length of the meeting on { $time } has changed. You are welcome to ask us for more.
told-changed-body =
    Hello!

    The place or the length of the meeting on { $time } has changed.
    You can see more here:
    { $link }
told-restored-subject = Your meeting will take place
told-restored-sms = The meeting on { $time } will take place after all. Welcome! { $link }
told-restored-hand = The meeting on { $time } will take place after all. Welcome!
told-restored-body =
    Hello!

    The meeting on { $time } will take place after all. Welcome!
    You can see more here:
    { $link }
told-replanned-subject = Changes to your meetings
told-replanned-sms = Times or places of your meetings have changed. See the new ones: { $link }
told-replanned-hand = Times or places of your meetings have changed. { $n ->
    [0] There are no new times.
   *[other] Your coming meetings are { $times }.
} If you can’t come to one of them, tell us.
told-replanned-body =
    Hello!

    Times or places of your meetings have changed.
    You can see the new plan here:
    { $link }

    If you can’t come to one of them, you can say so in the same place.
told-meets-subject = Who will meet you
told-meets-sms = At the meeting on { $time }, { $leader ->
    [none] somebody else
   *[other] { $leader }
} will meet you. See: { $link }
told-meets-hand = At the meeting on { $time }, { $leader ->
    [none] somebody else
   *[other] { $leader }
} will meet you.
told-meets-body =
    Hello!

    At the meeting on { $time }, { $leader ->
    [none] somebody else
   *[other] { $leader }
} will meet you.
    You can see more here:
    { $link }
told-group-cancelled-subject = Your meetings are cancelled
told-group-cancelled-sms = The meetings planned for you are cancelled. We will contact you.
told-group-cancelled-hand = The meetings planned for you are cancelled. We are sorry about the change. We will tell you about other options.
told-group-cancelled-body =
    Hello!

    The meetings planned for you are cancelled. We are sorry about the change.
    We will contact you. You can see your other meetings here:
    { $link }
told-runs-subject = Your meetings begin
told-runs-sms = Your meetings begin on { $time }. See: { $link }
told-runs-hand = Your meetings begin. The first meeting is on { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }{ $leader } will meet you.
}
told-runs-body =
    Hello!

    Your meetings begin. The first meeting is on { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }{ $leader } will meet you.
}
    You can find directions and the other times here:
    { $link }
told-staff-runs-subject = Group is to run: { $code }
told-staff-runs-body =
    Group { $code } is to run. Clients are told when it begins.
    { $link }
told-staff-group-cancelled-subject = Group cancelled: { $code }
told-staff-group-cancelled-body =
    The group { $code } is cancelled, and the clients are told. A referral that was not sent on is a task of whoever helps the client.
    { $link }
told-staff-group-ended-subject = Group ended: { $code }
told-staff-group-ended-body =
    The group { $code } ended early. The sessions ahead are cancelled, and the clients are told.
    { $link }
told-staff-cancelled-subject = Session cancelled: { $code }
told-staff-cancelled-body =
    The session { $code } on { $time } is cancelled.
    { $link }
told-staff-replaced-subject = Session cancelled, with a new one instead: { $code }
told-staff-replaced-body =
    The session { $code } on { $time } is cancelled. One on { $to } takes its place.
    { $link }
told-staff-moved-subject = Session moved: { $code }
told-staff-moved-body =
    The session { $code } on { $time } is moved. The new time is { $to }.
    { $link }
told-staff-added-subject = New session: { $code }
told-staff-added-body =
    The group { $code } has a new session on { $time }.
    { $link }
told-staff-changed-subject = Session changed: { $code }
told-staff-changed-body =
    The place or the length of the session { $code } on { $time } has changed.
    { $link }
told-staff-restored-subject = Session takes place: { $code }
told-staff-restored-body =
    The session { $code } on { $time } takes place after all.
    { $link }
told-staff-replanned-subject = Sessions planned anew: { $code }
told-staff-replanned-body =
    Times or places of the group { $code } have changed.
    { $link }
told-staff-stands-in-subject = You stand in: { $code }
told-staff-stands-in-body =
    You stand in at the session { $code } on { $time }.
    { $link }
told-staff-comes-along-subject = You come along to another session: { $code }
told-staff-comes-along-body =
    As things stand now, you come along with a client to the session { $code } on { $time }, and not to another one.
    { $link }
told-staff-stands-out-subject = You no longer stand in: { $code }
told-staff-stands-out-body =
    You no longer stand in at the session { $code } on { $time }.
    { $link }
told-cancelled-done = The session is cancelled.
told-replaced-done = The session is cancelled, and a new one takes its place.
told-moved-done = The session is moved.
told-restored-done = The session takes place after all.
told-calls = Calls and letters
told-calls-lead = These participants get no electronic message.
told-calls-none = Everybody gets a message; nobody needs to be called.
told-calls-all = This is told by telephone or by letter. Mark it as done when the client knows.
told-calls-done = Nobody needs to be called or written to.
told-call-made = Marked as done.
told-asked = { $name } tells, by { $due }
told-by-key-worker = The key worker tells
told-by-letter = Letter
told-by-call = Call
told-called = done
told-mark-called = Mark as done
told-no-number = The client has no telephone number and may come in vain: tell it in another way.
told-add-number = Add the number
told-wants-nothing = The client wants no messages. Call only if it says here how that is all right; else ask the key worker.
told-safely = Safe contact:
told-number = I have read this. Show the number
erasure-done-asked-subject = Your data have been erased
erasure-done-asked-body = We have erased your data, as you asked. Only the logs that the law requires are left.
erasure-done-asked-sms = Your data have been erased, as you asked. Only the logs that the law requires are left.
erasure-done-asked-hand = Say that the data have been erased, as was asked. Only the logs that the law requires are left.
erasure-done-retention-over-subject = Your data have been erased
erasure-done-retention-over-body = We have erased your data, because the time for which they are kept is over. Only the logs that the law requires are left.
erasure-done-retention-over-sms = Your data have been erased: the time for which they are kept is over. Only the logs that the law requires are left.
erasure-done-retention-over-hand = Say that the data have been erased, because the time for which they are kept is over. Only the logs that the law requires are left.
erasure-refused-retention-subject = An answer to your wish to have data erased
erasure-refused-retention-body = We can't erase your data, because the law requires us to keep them. They are erased when that time is over. We are glad to tell you more. You can also ask the Data Protection Ombudsman, tietosuoja.fi.
erasure-refused-retention-sms = We can't erase your data yet: the law requires us to keep them. We can tell you more. You can also ask the Data Protection Ombudsman.
erasure-refused-retention-hand = Say that the data can't be erased, because the law requires them to be kept. They are erased when that time is over. The Data Protection Ombudsman can be asked too.
erasure-refused-open-matter-subject = An answer to your wish to have data erased
erasure-refused-open-matter-body = We can't erase your data, because your matter is still open and needs them. We are glad to tell you more. You can also ask the Data Protection Ombudsman, tietosuoja.fi.
erasure-refused-open-matter-sms = We can't erase your data yet: your matter is still open. We can tell you more. You can also ask the Data Protection Ombudsman.
erasure-refused-open-matter-hand = Say that the data can't be erased, because the matter is still open and needs them. The Data Protection Ombudsman can be asked too.
erasure-refused-claim-subject = An answer to your wish to have data erased
erasure-refused-claim-body = We can't erase your data, because a legal claim needs them. We are glad to tell you more. You can also ask the Data Protection Ombudsman, tietosuoja.fi.
erasure-refused-claim-sms = We can't erase your data yet: a legal claim needs them. We can tell you more. You can also ask the Data Protection Ombudsman.
erasure-refused-claim-hand = Say that the data can't be erased, because a legal claim needs them. The Data Protection Ombudsman can be asked too.
role-settled-confirmed-subject = A role is confirmed
role-settled-confirmed-body = { $name }: the role { $role } is confirmed and works now.
    { $link }
role-settled-refused-subject = A role is not confirmed
role-settled-refused-body = { $name }: the role { $role } was not confirmed and doesn't come into use. Ask whoever was to confirm it for the reason: an administrator or the supervisor.
    { $link }
roles-changed-subject = Roles or unit have changed
roles-changed-body = { $name }: roles or unit in Piiri have changed. Roles now: { $roles }. Unit: { $unit }.
told-booking-subject = Change of a booking: { $what }
told-booking-body =
    Hello!
    Booking: { $what } (reference { $code })
    { $lines }
    If you have questions: { $contact }
told-booking-hand =
    Booking: { $what } (reference { $code })
    { $lines }
told-booking-interpreting = interpreting, { $language }
told-booking-cancelled = { $time }: cancelled.
told-booking-added = { $time }: new booking.
told-booking-restored = { $time }: takes place after all.
told-booking-moved = { $time }: moved. The new time is { $to }.
told-booking-changed = { $time }: the place or the length has changed.
told-booking-place = { $time }: the address has been corrected.
booking-title = Changes of bookings to tell
booking-lead = No mail could be sent about these. Tell them yourself.
booking-none = There is nothing to tell.
booking-told = Mark as told
booking-marked = Marked as told.
own-link-subject = Your new link
own-link-body = Hello!

    Your earlier link and calendar no longer work. This takes you to your own pages: { $link }

    The link is for you alone. If you used the calendar, subscribe to it again on your own pages.
own-link-sms = Your earlier link no longer works. New link to your own pages: { $link }
own-link-hand = Your earlier address for your own pages and your calendar no longer work. You can ask us for a new one.
incident-recorded-subject = An urgent task waits for you
incident-recorded-body = You have an urgent task about a client. Open it here: { $link }
told-group-ended-subject = Your meetings end
told-group-ended-sms = Your meetings end sooner than planned; there are no more. Thank you for taking part! We will contact you.
told-group-ended-hand = Your meetings end sooner than planned, and no more meetings are ahead. Thank you for taking part. We will tell you where to get help from now on.
told-group-ended-body =
    Hello!

    Your meetings end sooner than planned, and no more meetings are ahead.
    Thank you for taking part.
    We will contact you and tell you where to get help from now on. You find your other meetings here:
    { $link }
told-group-over-subject = Thank you for taking part
told-group-over-sms = Your meetings are over now. Thank you for taking part! Ask us about what you would like to do next.
told-group-over-hand = Your meetings are over now. Thank you for taking part. We can talk about what you would like to do next.
told-group-over-body =
    Hello!

    Your meetings are over now. Thank you for taking part.
    Contact us if you want to talk about what comes next. You find what concerns you here:
    { $link }
told-place-corrected-subject = The address has been corrected
told-place-corrected-sms = The address of the meeting on { $time } has been corrected. Look: { $link }
told-place-corrected-hand = The address of the meeting on { $time } has been corrected. We will tell you where to come.
told-place-corrected-body =
    Hello!

    The address of the meeting on { $time } has been corrected. Look before you go:
    { $link }
told-staff-place-corrected-subject = Address corrected: { $code }
told-staff-place-corrected-body =
    The address of the place where the group { $code } meets has been corrected. The next session there is on { $time }.
    { $link }
told-staff-plan-sent-subject = A plan waits for your decision: { $code }
told-staff-plan-sent-body =
    The plan of the group { $code }, or a change of it, waits for your decision by { $due }.
    { $link }
told-staff-plan-approved-subject = Plan approved: { $code }
told-staff-plan-approved-body =
    For the group { $code }, { $hours } of working time and { $budget } have been approved. The group’s page says what comes next.
    { $link }
told-staff-plan-returned-subject = Plan sent back: { $code }
told-staff-plan-returned-body =
    The plan of the group { $code }, or a change of it, was sent back: { $reason }
    { $link }
told-staff-applied-subject = New application: { $code }
told-staff-applied-body =
    Somebody has applied on the web to the group { $code } and waits for an answer.
    { $link }
place-ended-subject = Your place has ended
place-ended-body = Hello!

    Your place ended on { $day }. You need not come to the meetings any more. Thank you for having been there.
    If this is a mistake or you want to talk about it, please contact us.
place-ended-sms = Your place ended on { $day }. Thank you for having been there. If this is a mistake, contact us.
place-ended-hand = Your place ended on { $day }. Thank you for having been there. If this is a mistake, contact us.
place-ended-staff-subject = A place has ended ({ $code })
place-ended-staff-body = The place of a client in group { $code } ended on { $day }. If you had promised to come along, you are not needed any more. { $link }
place-ended-before-subject = Your place has been taken back
place-ended-before-body = Hello!

    You had a place, which has now been taken back. You need not come to the meetings.
    If this is a mistake or you want to talk about it, please contact us.
place-ended-before-sms = Your place has been taken back. You need not come to the meetings. If this is a mistake, contact us.
place-ended-before-hand = Your place has been taken back. You need not come to the meetings. If this is a mistake, contact us.
place-stands-subject = You have your place after all
place-stands-body = Hello!

    We told you that your place had ended. That was a mistake: you have your place. We will tell you when the meetings are once we know.
place-stands-sms = Your place has not ended, though we said so. You have your place.
place-stands-hand = We told you that your place had ended. That was a mistake: you have your place.
place-stands-first-subject = You have your place after all
place-stands-first-body = Hello!

    We told you that your place had ended. That was a mistake: you have your place. The next meeting is on { $time }.
    { $link }
place-stands-first-sms = You have your place after all. The next meeting is { $time }. { $link }
place-stands-first-hand = We told you that your place had ended. That was a mistake: you have your place. The next meeting is on { $time }.
place-stands-staff-subject = A place stands after all ({ $code })
place-stands-staff-body = The place of a client in group { $code } was given back. If you had promised to come along, look at your tasks. { $link }
absence-deputy-subject = You stand in for somebody
absence-deputy-body =
    You stand in for { $name } { $from }–{ $until }. Open tasks now: { $n }. They are on your first page for that time.
    { $link }
absence-told-of-you-subject = You are marked as away
absence-told-of-you-body =
    You are marked as away { $from }–{ $until }. Deputy: { $deputy }. If that is not so, end the absence yourself.
    { $link }
