today-title = Today
today-greeting = Hello { $name }
today-clear = All is in order. Nothing waits for you right now.
today-find = Find a group for a client
today-plan = Plan a group
today-figures = Statistics
today-log = Logs and clients’ rights
today-failed-messages = { $n ->
    [one] { $n } message could not be sent. See why.
   *[other] { $n } messages could not be sent. See why.
}
today-calls = { $n ->
    [one] { $n } call or letter is to be made. Open the list.
   *[other] { $n } calls or letters are to be made. Open the list.
}
today-sessions = Sessions today
today-no-sessions = You have no sessions today.
today-unfilled = Attendance not recorded
today-session = session { $number }
today-expected = { $n ->
    [one] { $n } participant
   *[other] { $n } participants
}
today-cancelled = Cancelled
today-recorded = Recorded
today-fill = Record attendance
today-sheet = Open the sheet
today-tasks = Tasks
today-late = was due { $day }
today-due = due { $day }
today-done = Done
today-to-decide = Referrals to decide
today-asked-back = You were asked for more
today-offers = Offers waiting for an answer
today-returned = Plans to revise
today-approved = Approved: make the group known
today-plans = Plans to approve
today-sent = sent { $day }
today-soon = Starting soon with places free
today-starts = starts { $day }
today-places = { $taken } of { $capacity } places taken
task-two-misses = Call the client: two misses in a row
task-call-session = Tell the client by telephone
task-contact-offer = Make contact: the offer runs out
task-offer-untold = The client has not been reached about an offered place: arrange the contact
task-offer-lapsed = An offer was not answered: decide what comes next
task-letter-due = Send a letter
task-application-review = Review an application
task-low-fill = Places are still free
task-approval-late = A plan’s approval is late
task-change-returned = A change was returned: see why, and ask anew or let it be
task-decide-to-run = Decide whether the group runs
task-leader-left = The leader has left: choose another for the group
task-substitute-left = A substitute has left: choose another
task-break-falls = A break falls on planned sessions
task-season-falls = The season got shorter: planned sessions are outside it
task-end-talk = Have the end talk
task-end-places = Say how each participation ended
task-accompany-session = Accompany the client to the session
task-referral-answer = Answer the question about the referral
task-referral-decide = A new referral waits for your decision
task-tell-decision = Tell the client of the outcome and of the right to a decision
task-queue-decision = A free place waits for your decision: the first in the queue can’t simply be placed
task-fill-sheet = Fill in the attendance: the session ended a day ago
task-other = Task
task-assign-key-worker = Find the client a key worker
task-new-client = A new client: get in touch
task-address-fails = The address does not work: check it
today-waiting = { $n } waiting
task-confirm-role = Confirm or refuse a role that sees clients
task-retention-due = Look over what is to be erased
task-leader-away = A leader is away: who comes instead?
task-tell-outside = Tell the interpreter, or who keeps the room, of the change
task-venue-closed = The place is out of use: choose another for the sessions
task-death-undone = The day of death was a mistake: ask for places and offers again and give new links
task-incident = Be in touch: something happened to the client
task-pair-conflict = Two in the group must not meet: settle it
today-away = You are marked as away ({ $from }–{ $until }). End the absence if you are at work.
