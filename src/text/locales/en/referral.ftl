referral-index = Referrals
referral-lead = What is waiting for somebody to act comes first.
referral-new = New referral
referral-new-lead = Agree on the referral with the client. Write only what the group’s leader needs to know.
referral-one = Referral
referral-none = No referrals here. Find a group and refer a client.
referral-any = Any
referral-status = State
referral-closed-too = Show closed ones too
referral-client = Client
referral-group = Group
referral-sent-on = Sent
referral-referrer = Referred by
referral-until = until
referral-choose = Choose
referral-new-client = Add a new client
referral-reason = Why this group
referral-reason-hint = One or two sentences.
referral-goals = The client’s goals
referral-goals-hint = One to three goals, each on its own line.
referral-needs = What to take into account
referral-needs-hint = Allergies, fear of animals, mobility, language, transport, a safe way to be reached.
referral-first-channel = Where did the client first hear of the group?
referral-channels = Where else?
referral-heard = Where the client heard of the group
referral-accompany = I come along the first time
referral-accompany-session = To which session
referral-companion = { $name }, session { $number }
referral-send = Send the referral
referral-keep = Keep as a draft
referral-sent = The referral was saved. You can follow it here.
referral-step-taken = Done. The state of the referral has changed.
referral-contact-noted = The attempt to reach the client was noted.
referral-prioritised = The client was moved to the front of the queue.
referral-in-turn = The client is back at their own turn in the queue.
referral-goals-many = Write at most three goals.
referral-decided-already = The referral has been decided, and nothing can be added to it. Contact the group’s leader.
referral-sent-already = The referral has been sent and can’t be changed any more. Add what is missing on its page.
referral-edit = Edit the draft
referral-edit-title = Edit the draft of a referral
referral-more = Add to the referral
referral-more-hint = The group’s leader gets it among their tasks. Write only what they need to know.
referral-more-add = Add
referral-more-added = It has been added, and the group’s leader gets it among their tasks.
referral-more-said = Added
referral-duplicate = The client already has an open referral to this group: { $on }, { $by }. Look at that one instead.
referral-step-not-from = This step is not possible now. Possible: { $allowed }.
referral-step-closed = The referral is closed. Make a new one if the client still wants a place.
referral-taken-back-moved = The step can’t be taken back any more: the new referral to another group is already being worked on. Withdraw that one first.
referral-taken-back-never = This step can’t be taken back.
referral-taken-back-other = The step was not taken back: the referral has moved on meanwhile. See where it stands now.
referral-taken-back-step = Step taken back: { $step }
referral-taken-back-told = The step can’t be taken back any more: the client has been told. Make a new referral if the client wants a place.
referral-taken-back = The step is taken back.
referral-take-back = Take back the last step
referral-take-back-hint = Takes back: { $step }. The referral goes back to: { $state }. A place or a turn is given back if it is still free.
referral-step-code-missing = Choose why the client is not accepted.
referral-answer-missing = Write an answer to the question.
referral-step-note-missing = Write what you want to know.
referral-animals-unchecked = The group has animals and the client has needs written down. Check that the client can take part, tick the box and try again.
referral-animals = The group has animals. Check allergies and fears with the client before confirming a place.
referral-animals-checked = I have checked allergies and fears
referral-conflict = The client must not be in this group together with another participant.
referral-override = Why the place is possible all the same
referral-overlap = The client is in another group that meets at the same time: { $groups }.
referral-other = The client also has an open referral to the group { $group } ({ $on }, { $by }).
referral-where = Where it stands
referral-next = What next
referral-about = What was told
referral-history = What has happened
referral-received = Received
referral-asked = The leader asks
referral-answer = Your answer
referral-question = What do you want to know?
referral-decided = Decided
referral-why = Reason
referral-note = Note
referral-redirected-to = Referred on to
referral-elsewhere = Not to a group in this programme
referral-queue-place = Place in the queue
referral-offer-until = Offer valid until
referral-offer-untold = the client has not heard of it yet; the time to answer begins then
referral-calls = Tell the client
referral-told = Marked as told.
referral-contact-tries = Attempts to reach the client
referral-contact = I tried to reach the client
referral-first-visit = First visit
referral-misses = Absences in a row
referral-ended = Ended
referral-closed-as = Closed
referral-of-group = Referrals to the group
referral-group-none = No open referrals.
referral-queue = Queue
referral-queue-none = Nobody is in the queue.
referral-queued = since
referral-first-because = moved to the front:
referral-to-front = Move to the front
referral-to-turn = Move back to own turn
referral-front-reason = Reason
referral-status-draft = Draft
referral-status-submitted = Sent
referral-status-in-review = In review
referral-status-info-requested = More information asked
referral-status-offered = Place offered
referral-status-waitlisted = In the queue
referral-status-confirmed = Confirmed
referral-status-rejected = Not accepted
referral-status-declined = Client does not want it
referral-status-withdrawn = Withdrawn
referral-status-expired = Lapsed
referral-status-redirected = Referred elsewhere
referral-closed-started = Started
referral-closed-rejected = Not accepted
referral-closed-declined = Client did not want it
referral-closed-expired = Lapsed
referral-closed-withdrawn = Withdrawn
referral-closed-redirected = Referred elsewhere
referral-closed-group-cancelled = Group cancelled
referral-closed-never-placed = No place came free
referral-closed-no-start = Did not start
referral-closed-duplicate = Duplicate
referral-step-submitted = Send
referral-step-in-review = Take into review
referral-step-info-requested = Ask for more information
referral-step-offered = Offer a place
referral-step-waitlisted = Put in the queue
referral-step-confirmed = Confirm the place
referral-step-rejected = Do not accept
referral-step-declined = The client does not want it
referral-step-withdrawn = Withdraw
referral-step-redirected = Refer elsewhere
referral-step-expired = Close: the client did not answer
referral-step-ask-again = Let the leader decide
referral-lapsed = Nobody answered the offer, and the place is free again. Close the referral, or ask for a place once more. The client has the right to a decision.
referral-reject-criteria = The group’s criteria are not met
referral-reject-full = The group is full
referral-reject-closed = The group takes nobody in any more
referral-reject-pair-rule = Cannot be in the same group
referral-reject-access = Access needs cannot be met
referral-reject-other = Another reason
referral-channel-own-worker = Own worker
referral-channel-print = Poster or leaflet
referral-channel-social-media = Social media
referral-channel-outreach = Outreach work
referral-channel-partner = Partner
referral-channel-peer = Friend or peer
referral-channel-web = Website
referral-channel-other = Elsewhere
find-title = Find a group
find-lead = Groups that take participants now.
find-none = No group fits the search. Take away a filter.
find-count = { $n ->
    [one] { $n } group
   *[other] { $n } groups
}
find-part = { $n ->
    [one] { $n } group on this page
   *[other] { $n } groups on this page
}
find-first = Back to the first
find-next = More groups
find-words = Search words
find-municipality = Municipality
find-kind = Kind
find-aim = Aim
find-weekday = Weekday
find-language = Language
find-free = Only with free places
find-step-free = Step-free entrance
find-no-animals = No animals
find-animals = With animals
find-full = full
find-closed = Closed group
find-waiting = { $n ->
    [one] { $n } in the queue
   *[other] { $n } in the queue
}
find-refer = Refer a client
participation-status-confirmed = Confirmed
participation-status-started = Started
participation-status-completed = Completed
participation-status-dropped-out = Dropped out
participation-status-positive-exit = Ended for a good reason
participation-status-transferred = Moved elsewhere
participation-status-deceased = Deceased
participation-status-no-start = Did not start
referral-offer-subject = A place is reserved for you
referral-offer-body = Hello!

    A place is reserved for you until { $until }. See the details and answer here:
    { $link }

    If you do not want the place, tell us on the same page.
referral-offer-sms = A place is reserved for you until { $until }. Answer: { $link }
referral-offer-hand = A place is reserved for you until { $until }. Tell us whether you want the place.
referral-offer-waits-subject = Reminder: a place is reserved for you
referral-offer-waits-body =
    Hello!

    The place reserved for you waits for your answer until { $until }. Answer here:
    { $link }

    If you do not want the place, tell us on the same page.
referral-offer-waits-sms = Reminder: your place waits for an answer until { $until }: { $link }
referral-offer-waits-hand = A place is reserved for you, and we wait for your answer until { $until }. Tell us whether you want the place.
referral-queued-message-subject = You are in the queue
referral-queued-message-body = Hello!

    All places are taken at the moment. You are in the queue, and we will tell you as soon as a place becomes free.
    { $link }
referral-queued-message-sms = All places are taken. You are in the queue, and we will tell you when one becomes free.
referral-queued-message-hand = All places are taken at the moment. You are in the queue, and we will tell you as soon as a place becomes free.
referral-confirmed-message-subject = Your place is confirmed
referral-confirmed-message-body = Hello!

    Your place is confirmed. You can find the times here:
    { $link }
referral-confirmed-message-sms = Your place is confirmed. Times: { $link }
referral-confirmed-message-hand = Your place is confirmed. We will tell you the times when they are known.
referral-confirmed-first-subject = Your place is confirmed
referral-confirmed-first-body = Hello!

    Your place is confirmed. The first meeting is on { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }{ $leader } will meet you.
}
    You can find directions and the other times here:
    { $link }
referral-confirmed-first-sms = Your place is confirmed. First meeting: { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }{ $leader } meets you.
} See: { $link }
referral-confirmed-first-hand = Your place is confirmed. The first meeting is on { $time }.{ $met ->
    [no] { "" }
   *[yes] { " " }{ $leader } will meet you.
}
referral-not-accepted-subject = A place could not be arranged
referral-not-accepted-body = Hello!

    This time a place could not be arranged for you. We will contact you about other options.
    You have the right to a decision.
referral-not-accepted-sms = A place could not be arranged this time. We will contact you. You have the right to a decision.
referral-not-accepted-hand = This time a place could not be arranged for you. We will tell you about other options. You have the right to a decision.
referral-asked-message-subject = A place has been asked for you
referral-asked-message-body = Hello!

    A place has been asked for you. We will tell you when it is settled.
referral-asked-message-sms = A place has been asked for you. We will tell you when it is settled.
referral-asked-message-hand = A place has been asked for you. We will tell you when it is settled.
referral-offer-expired-subject = The offered place has lapsed
referral-offer-expired-body = Hello!

    The time to answer has passed, and the place is no longer reserved for you. If you would still like to come, contact us.
    You have the right to a decision.
referral-offer-expired-sms = The time to answer has passed and the place is free again. To come all the same, contact us. You have the right to a decision.
referral-offer-expired-hand = The time to answer has passed, and the place is no longer reserved for you. If you would still like to come, contact us. You have the right to a decision.
referral-offer-taken-back-subject = The offered place has been taken back
referral-offer-taken-back-body = Hello!

    The place that you were offered has unfortunately been taken back. You do not need to answer. We will contact you.
referral-offer-taken-back-sms = The place that you were offered has unfortunately been taken back. You do not need to answer. We will contact you.
referral-offer-taken-back-hand = The place that you were offered has unfortunately been taken back. You do not need to answer.
referral-turn-taken-back-subject = You are no longer in the queue
referral-turn-taken-back-body = Hello!

    We told you that you are in the queue. You are not in the queue now, and you need not do anything. We will contact you.
referral-turn-taken-back-sms = You are no longer in the queue. You need not do anything. We will contact you.
referral-turn-taken-back-hand = We told you that you are in the queue. You are not in the queue now, and you need not do anything.
referral-confirmed-staff-subject = A new participant ({ $code })
referral-confirmed-staff-body = A client has a place in group { $code }. The participants: { $link }
referral-news-subject = A referral of yours has moved on
referral-news-body = A referral that you sent has moved on. See how it stands:
    { $link }
referral-thread = Questions and answers
