told-cancelled-subject = Your meeting is cancelled
told-cancelled-sms = The meeting on { $time } is cancelled. { $leader }
told-cancelled-hand = The meeting on { $time } is cancelled. We are sorry about the change.
told-cancelled-body =
    Hello!

    The meeting on { $time } is cancelled. We are sorry about the change.
    You can see the next meetings here:
    { $link }

    Best wishes, { $leader }
told-moved-subject = Your meeting is moved
told-moved-sms = The meeting on { $time } is moved. New time: { $to }. { $link } { $leader }
told-moved-hand = The meeting on { $time } is moved. The new time is { $to }.
told-moved-body =
    Hello!

    The meeting on { $time } is moved.
    The new time is { $to }.
    You can see more here:
    { $link }

    Best wishes, { $leader }
told-added-subject = A new meeting
told-added-sms = You have a new meeting on { $time }. See: { $link } { $leader }
told-added-hand = You have a new meeting on { $time }.
told-added-body =
    Hello!

    You have a new meeting on { $time }.
    You can see more here:
    { $link }

    Best wishes, { $leader }
told-changed-subject = Your meeting changes
told-changed-sms = The place or length of the meeting on { $time } changes. See: { $link } { $leader }
told-changed-hand = The place or the length of the meeting on { $time } changes. Ask us for more, if you like.
told-changed-body =
    Hello!

    The place or the length of the meeting on { $time } changes.
    You can see more here:
    { $link }

    Best wishes, { $leader }
told-restored-subject = Your meeting takes place
told-restored-sms = The meeting on { $time } takes place after all. Welcome! { $link } { $leader }
told-restored-hand = The meeting on { $time } takes place after all. Welcome!
told-restored-body =
    Hello!

    The meeting on { $time } takes place after all. Welcome!
    You can see more here:
    { $link }

    Best wishes, { $leader }
told-replanned-subject = Your meetings are planned anew
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
told-meets-sms = At the meeting on { $time }, { $leader } will meet you. See: { $link }
told-meets-hand = At the meeting on { $time }, { $leader } will meet you.
told-meets-body =
    Hello!

    At the meeting on { $time }, { $leader } will meet you.
    You can see more here:
    { $link }
told-group-cancelled-subject = Your meetings are cancelled
told-group-cancelled-sms = The meetings planned for you are cancelled. We will contact you. { $leader }
told-group-cancelled-hand = The meetings planned for you are cancelled. We are sorry about the change. We tell you what else there is.
told-group-cancelled-body =
    Hello!

    The meetings planned for you are cancelled. We are sorry about the change.
    We will contact you. You can see your other meetings here:
    { $link }

    Best wishes, { $leader }
told-runs-subject = Your meetings begin
told-runs-sms = Your meetings begin on { $time }. See: { $link } { $leader }
told-runs-hand = Your meetings begin. The first meeting is on { $time }. { $leader } will meet you.
told-runs-body =
    Hello!

    Your meetings begin. The first meeting is on { $time }. { $leader } will meet you.
    You find directions and the other times here:
    { $link }
told-staff-runs-subject = Group is to run: { $code }
told-staff-runs-body =
    Group { $code } is to run. Clients are told when it begins.
    { $link }
told-staff-group-cancelled-subject = Group cancelled: { $code }
told-staff-group-cancelled-body =
    The group { $code } is cancelled. Its referrals are closed, and the clients are told.
    { $link }
told-staff-group-ended-subject = Group ended: { $code }
told-staff-group-ended-body =
    The group { $code } ended early. The sessions ahead are cancelled, and the clients are told.
    { $link }
told-staff-cancelled-subject = Session cancelled: { $code }
told-staff-cancelled-body =
    The session { $code } on { $time } is cancelled.
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
    You come along with the client to the session { $code } on { $time } in place of the one that is off.
    { $link }
told-staff-stands-out-subject = You no longer stand in: { $code }
told-staff-stands-out-body =
    You no longer stand in at the session { $code } on { $time }.
    { $link }
told-cancelled-done = The session is cancelled.
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
told-safely = Safe contact:
told-number = I have read this. Show the number
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
booking-title = Changes of bookings to tell
booking-lead = No mail could be sent about these. Tell of them yourself.
booking-none = There is nothing to tell.
booking-told = Told
booking-marked = Marked as told.
