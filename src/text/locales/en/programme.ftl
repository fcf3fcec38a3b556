## Public holidays
holiday-new-year = New Year’s Day
holiday-epiphany = Epiphany
holiday-good-friday = Good Friday
holiday-easter-sunday = Easter Sunday
holiday-easter-monday = Easter Monday
holiday-may-day = May Day
holiday-ascension = Ascension Day
holiday-pentecost = Pentecost
holiday-midsummer-eve = Midsummer Eve
holiday-midsummer-day = Midsummer Day
holiday-all-saints = All Saints’ Day
holiday-independence = Independence Day
holiday-christmas-eve = Christmas Eve
holiday-christmas-day = Christmas Day
holiday-second-christmas-day = St Stephen’s Day

## Schedules
schedule-error-unreadable = The repetition cannot be read. Choose it again.
schedule-error-sub-daily = A group can meet only once a day. Choose days, weeks, months or years.
schedule-error-endless = The repetition has no end. Tell how many times the group meets, or until which day.
schedule-error-two-ends = The repetition has two ends. Choose either the number of times or the last day.
schedule-error-until-before-start = The last day is before the first. Correct one of them.
schedule-error-too-many = There are too many sessions. A group can have at most 400.
schedule-error-too-far = The sessions do not fit within three years of the first day. Choose fewer, or let the group meet more often.
schedule-error-year = Check the year. It must be between 2000 and 2100.
schedule-error-duration = A session must last from 5 to 1440 minutes.
schedule-error-no-sessions = No session is left. Check the dates, the repetition and the breaks.

## The steps of a group
group-step-not-from = This step is not possible now. Possible steps: { $allowed }.
group-step-not-yours = This step belongs to another role.
group-step-reason-missing = Write why the plan is sent back.
group-step-code-missing = Choose why the group is cancelled.

## Lists and cards
group-index = Groups
group-lead = The whole programme, from plan to report.
group-new = New group
group-edit = Edit the group
group-copy = Copy as new
group-form-lead = Fill in what you know already. A draft can be completed later.
group-from-template = Start from a template
group-none = No group was found. Change the filters.
group-any = Any
group-choose = Choose
group-nobody = Nobody
group-search = Search by name or code
group-name = Name
group-name-hint = The name is shown in the public programme. Mention no service and no problem in it.
group-code = Code
group-code-hint = A short code such as G12. Leave empty for the next free one.
group-kind = Kind
group-status = State
group-unit = Unit
group-municipality = Municipality
group-weekday = Weekday
group-language = Language
group-languages = Languages spoken
group-language-fi = Finnish
group-language-sv = Swedish
group-language-en = English
group-language-fi-easy = easy Finnish
group-has-places = Free places
group-when = When
group-rhythm = Rhythm
group-where = Venue
group-fallback = Fallback venue
group-fallback-hint = Where the group goes when the venue can’t be used.
group-places = Places
group-capacity = At most
group-taken = Places taken
group-waiting = Waiting
group-leaders = Leaders
group-min = At least
group-min-hint = With fewer the group does not start.
group-summary = What happens there
group-summary-hint = A few plain sentences. They are shown on the public page.
group-aims = Aims
group-audience = For whom
group-audience-hint = Describe a situation or a wish, not a problem.
group-criteria = What one needs to take part
group-criteria-hint = The referrer goes through these with the client.
group-not-for = Who it is not for
group-leads-to = Where it leads
group-openness = Openness
group-decide-on = Decide whether it runs on
group-decide-on-hint = May be left empty.
group-animals = Animals
group-animals-hint = Such as dog or horse. Referrals then ask about allergies.
group-hours = Working time
group-hours-hint = In hours, such as 24.5.
group-budget = Costs
group-budget-hint = In euros, such as 150.
group-incentives = Incentives
group-incentives-hint = Such as travel tickets or a meal.
group-risk = Risk assessment
group-risk-hint = What may happen, and what is done about it.
group-project = Project
group-save-next = Save and plan the times
group-saved = The group was saved.
group-saved-waits = The group was saved. What is more than was approved waits for the supervisor’s approval.
group-stepped-draft = The plan is a draft again.
group-stepped-submitted = The plan has been sent to the supervisor for approval. The decision shows on Today, and you get a mail about it.
group-stepped-approved = The plan is approved. Next, the group is opened to referrals.
group-stepped-returned = The plan has been sent back.
group-stepped-recruiting = The group is open to referrals now, and workers hear of it in the weekly mail. Next: follow the referrals, and tell of the group with what the recruitment page has.
group-stepped-running = The group runs again. Places that ended with it are given back on the page of participants.
group-stepped-ended = The group has ended. Next: say how each place ended.
group-stepped-reported = The group is reported.
group-stepped-archived = The group is archived.
group-drafted = The draft was saved. Now plan when the group meets.
group-part-card = Group card
group-part-whom = For whom
group-part-place = Where
group-part-when = When
group-part-leaders = Leaders
group-part-resources = Resources
group-part-leader = Leader
group-part-co-leader = Co-leader
group-part-co-leader-2 = Second co-leader
group-part-substitute = Substitute
group-part-substitute-2 = Second substitute
group-part-peer-leader = Peer leader
group-part-expert-by-experience = Expert by experience
group-part-trainee = Trainee
group-part-animal-handler = Animal handler
group-more-leaders = Other roles
leader-role-leader = leader
leader-role-co-leader = co-leader
leader-role-substitute = substitute
leader-role-peer-leader = peer leader
leader-role-expert-by-experience = expert by experience
leader-role-trainee = trainee
leader-role-animal-handler = animal handler
aim-participation = Participation
aim-daily-life = Daily life
aim-social-skills = Social skills
aim-networks = Networks
aim-wellbeing = Wellbeing
aim-own-life = Control of one’s own life
aim-work-study = Work and study
openness-open = Open group
openness-open-hint = People can come at any time.
openness-semi-open = Semi-open group
openness-semi-open-hint = New people are taken in by agreement.
openness-closed = Closed group
openness-closed-hint = New people are taken in until the second session.
group-seats-over = { $n ->
    [one] { $n } place
   *[other] { $n } places
}
group-first = First session
group-last = Last one ends
group-no-schedule = The sessions have not been planned yet.
group-plan-sessions = Plan the sessions
group-tabs = Pages of the group
group-tab-overview = Overview
group-tab-sessions = Sessions
group-tab-referrals = Referrals
group-tab-participants = Participants
group-tab-attendance = Attendance
group-tab-recruitment = Recruitment
group-tab-feeds = Calendars
group-status-draft = Draft
group-status-submitted = Awaits approval
group-status-returned = Returned
group-status-approved = Approved
group-status-recruiting = Recruiting
group-status-confirmed-to-run = Confirmed to run
group-status-running = Running
group-status-ended = Ended
group-status-reported = Reported
group-status-archived = Archived
group-status-cancelled = Cancelled
group-next = Next step
group-to-submitted = Send for approval
group-to-submitted-hint = The supervisor has 14 days to decide.
group-to-approved = Approve
group-to-returned = Return the plan
group-to-draft = Take back as a draft
group-to-draft-hint = The plan can be changed and is not decided on yet.
group-to-recruiting = Open for referrals
group-to-recruiting-hint = The group joins the programme, and clients can be referred to it.
group-to-confirmed-to-run = Confirm that it runs
group-to-confirmed-to-run-hint = The group begins with its first session.
group-run-reason = Reason, if there are too few participants
group-run-reason-hint = The group needs at least { $least }.
group-too-few = { $taken } have a confirmed place, and the minimum is { $least }. Write why the group runs all the same.
group-to-ended = End the group
group-end-consequence = Sessions ahead are cancelled and leave the calendars. The participants get a message, and the next page says how many do and whom to call. That can be undone for two minutes, and the supervisor can reopen the group within 30 days.
group-end = End the group early…
group-end-undo = Undo the end
group-end-undo-hint = The group was ended just now. That can be undone for two minutes.
group-end-told = { $n ->
    [one] { $n } participant is told:
   *[other] { $n } participants are told:
}
group-to-reported = Mark as reported
group-to-reported-hint = The group’s results have been put together.
group-to-archived = Archive
group-to-archived-hint = The group stays in sight but can’t be changed.
group-to-cancelled = Cancel the group
group-cancel = Cancel the group…
group-cancel-consequence = All sessions ahead are cancelled, and the clients are told. This can’t be undone.
group-cancel-code = Why
group-cancel-note = More about it
group-return = Return with a reason…
group-returned = The plan was returned:
cancel-code-leader-ill = Leader ill
cancel-code-handler-ill = Handler ill
cancel-code-animal-ill = Animal ill
cancel-code-weather = Weather
cancel-code-too-few = Too few people
cancel-code-venue = Venue not usable
cancel-code-transport = Transport
cancel-code-other = Another reason
approval-index = Approvals
approval-lead = Plans that wait for your decision.
approval-empty = No plan waits for a decision.
approval-due = Due
approval-by = Sent by
approval-late = Late
approval-history = History of approval
approval-none = The plan has not been sent for approval yet.
approval-hours = Working time to reserve (hours)
approval-budget = Money to reserve (euros)
approval-reason = What should change
approval-reason-hint = The leader sees this and revises the plan.
approval-sent = Sent for approval, to be decided by { $due }
approval-approved = Approved: { $hours } and { $budget } reserved.
approval-returned = Returned:
approval-taken-back = Taken back
approval-change = Change
change-waits = Waiting for approval
change-stands = This was asked for after the plan was approved. Until it is decided on, the group goes on as approved.
change-sessions = Sessions
change-fewer = Some of the dates have passed: the group would have { $n } sessions by now.
change-anyway = Approve all the same
change-approve = Approve the change
change-return = Return the change
change-reason-hint = The leader sees this. The group stays as it was approved.
change-withdraw = Take the change back
change-approved = The change was approved.
change-returned = The change was returned to the leader.
change-withdrawn = The change was taken back. The group stays as it was approved.
change-at-field = Waits for approval. Until then { $stands } stands.
change-over = The change waits no more: it was taken back, changed or decided on.
change-passed = All of the dates that were asked for have passed. Return the change to the leader.
change-unconfirmed = Something clashes, or some of the dates have passed. Tick that it is approved all the same, or return it.
group-rhythm-from = from { $day }, { $hours }

## Schedule
group-schedule = Times
schedule-rhythm = When the group meets
schedule-except = Exceptions
schedule-first = First day
schedule-time = Starts at
schedule-duration = Length in minutes
schedule-weekdays = Weekdays
schedule-weekdays-hint = Without a choice the group meets on the first day’s weekday.
schedule-every = Every how many weeks
schedule-count = How many times
schedule-count-hint = Give the number of times or the last day, not both.
schedule-until = Last day
schedule-rule = Rule
schedule-rule-hint = A rule as in RFC 5545. Clear it to use the choices.
schedule-skip-holidays = Skip public holidays
schedule-skip-breaks = Skip breaks
schedule-excluded = Days without a session
schedule-extra = Extra days
schedule-dates-hint = Separate with commas, such as 20.10.2026, 27.10.2026.
schedule-check = Check
schedule-save = Save the times
schedule-saved = The sessions were saved.
schedule-undo = Take the new times back
schedule-saved-next = The sessions were saved. When the plan is ready, send it for approval.
schedule-saved-waits = The times were saved. The sessions above those approved wait for the supervisor’s approval.
schedule-waits = The schedule has { $n } sessions. Those above what was approved wait for the supervisor’s approval; the rest is saved at once.
schedule-waits-whole = The schedule has { $n } sessions, more than were approved. All of it waits for the supervisor’s approval, and the sessions stay as they are until then.
schedule-preview = How the group would meet
schedule-no-clashes = No clash was found.
schedule-skipped = Skipped days
schedule-why-excluded = you took this day out
schedule-all = All sessions
schedule-change = Change
schedule-new = new
schedule-moves = moves
schedule-nothing = Nothing changes.
schedule-changes = What changes
schedule-back = comes back
schedule-off = falls away
schedule-kept-moved = moved by hand: stays
schedule-kept-added = added by hand: stays
schedule-kept-cancelled = cancelled by hand: stays cancelled
schedule-by-hand = Made for it
clash-group = the group itself has a session then
clash-venue = the venue is taken by { $group }
clash-leader = { $name } leads { $group } at the same time
clash-holiday = public holiday: { $day }
clash-break = break: { $name }
clash-capacity = the venue holds { $seats }, the group takes { $needed }
clash-more = The rest of them
clash-move-anyway = Move anyway
clash-add-anyway = Add anyway
clash-unconfirmed = Something clashes. Choose another time or venue, or tick that it goes ahead all the same.
clash-save-anyway = Save anyway

## Sessions
session-none = No sessions yet. Plan the times.
session-add = Add a session
session-added = The session was added.
session-saved = The session was saved.
session-when = When
session-date = Day
session-end = Ends at
session-number = Number
session-plan = Plan
session-plan-hint = What is done and what is needed. Write nothing about clients.
session-status-planned = Planned
session-status-held = Held
session-status-cancelled = Cancelled
session-moved = moved
session-replacement = replacement
session-usual-venue = The group’s usual venue
session-same-venue = The same venue
session-replacement-date = Day of the session in its place
session-replacement-hint = Leave it empty if none takes its place. Participants are told either way.
session-replacement-past = The session in its place must be ahead.
session-replaces = In place of
session-replaces-none = None
session-facts = Facts
session-substitute = Substitute this time
session-animal = Animal
session-without-animal = Without the animal
session-cancelled-why = Cancelled because
session-note = More about it
session-change = Change of time
session-attendance = Attendance
session-hold = Mark as held
session-move = Move
session-notify = Tell everyone
session-notify-hint = Without this, participants are called. The calls are listed on the session’s page.
session-cancel = Cancel the session…
session-restore = Hold the session after all
session-move-back = Undo the move
session-cancel-now = Cancel the session
session-cancel-consequence = The session { $time } is cancelled, and everyone concerned is told.

## Calendar
calendar-title = Programme
calendar-week = Week
calendar-month = Month
calendar-list = List
calendar-views = Views
calendar-before = Before
calendar-after = After
calendar-empty = There are no sessions on these days.
calendar-whose = Whose groups
calendar-whose-all = All
calendar-whose-unit = Own unit
calendar-whose-mine = Own

## Faults
group-step-none = The group has come to its end: there is no next step.
group-closed = The group has ended or was cancelled and can’t be changed.
group-code-taken = The code is in use. Choose another or leave it empty.
group-code-form = A code has at most 12 letters, digits and hyphens.
group-capacity-taken = { $taken } places are taken or offered already. Give at least that many.
group-min-over-capacity = The least is more than the most. Correct one of them.
group-leader-role = Choose somebody who has the role of a leader and an open account.
session-substitute-self = The leader holds the session anyway. Choose somebody else to stand in.
group-leader-twice = The same person has two parts. Choose one.
group-out-of-reach = Choose a unit of your own, or be one of the leaders.
fault-amount = Give a number from 0 to { $most }.
session-held-already = The session has been held already.
session-cancelled-already = The session was cancelled already.
session-not-begun = The session has not begun yet.
session-replaces-cancelled = Choose a cancelled session of this group.

## Counts
group-waiting-count = { $n ->
    [one] { $n } person is waiting.
   *[other] { $n } people are waiting.
}
group-rhythm-weekly = { $every ->
    [1] every week: { $days }, { $hours }
   *[other] every { $every } weeks: { $days }, { $hours }
}
group-rhythm-count = { $n ->
    [one] {","} { $n } time
   *[other] {","} { $n } times
}
schedule-sessions = { $n ->
    [one] { $n } session
   *[other] { $n } sessions
}
schedule-absences = { $n ->
    [one] { $n } has said not to come
   *[other] { $n } have said not to come
}
schedule-clashes = { $n ->
    [one] { $n } clash
   *[other] { $n } clashes
}

## Templates, breaks and seasons
group-more = More
group-as-template = Save as a template
year-tabs = What groups are planned by
year-first = First day
year-last = Last day
template-index = Templates
template-lead = Groups that have worked, to plan new ones from.
template-new = New template
template-edit = Edit the template
template-none = No templates yet. Open a group that has worked well and save it as a template.
template-saved = The template was saved.
template-deleted = The template was removed.
template-delete = Remove the template…
template-delete-now = Remove the template
template-delete-what = The template leaves the list. Groups planned from it stay as they are.
template-shape = Sessions
template-use = New group
template-start = Plan a group
template-people = { $least }–{ $most } people
template-sessions-of = { $n ->
    [one] { $n } session of { $length }
   *[other] { $n } sessions of { $length }
}
break-index = Breaks
break-lead = Days on which groups don’t meet. New schedules skip them.
break-new = New break
break-edit = Edit the break
break-none = No breaks ahead.
break-over = Breaks that are over
break-name = Name
break-name-hint = Such as winter holiday.
break-days = Days
break-whose = Whose
break-whose-hint = A unit’s break is also that of the units below it.
break-everybody = Everybody
break-saved = The break was saved.
break-deleted = The break was removed.
break-delete = Remove the break…
break-delete-now = Remove the break
break-delete-what = New schedules no longer skip these days. Sessions that are planned stay as they are.
break-sessions = Sessions in this break
break-sessions-none = No planned session falls into this break.
break-sessions-count = { $n ->
    [one] { $n } planned session falls into this break. It stays until its leader moves or cancels it.
   *[other] { $n } planned sessions fall into this break. They stay until their leaders move or cancel them.
}
break-out-of-reach = Choose a unit of your own.
season-index = Seasons
season-lead = The parts of the programme year. A group belongs to each season in which it meets.
season-new = New season
season-edit = Edit the season
season-none = No seasons yet.
season-name = Season
season-name-hint = Such as autumn 2026.
season-groups = Groups of the season
season-saved = The season was saved.
season-overlaps = These days belong to another season already. { $name }
group-step-left-open = The group can’t be marked as reported yet: { $places } participations have no end, { $sheets } sessions no attendance, and { $referrals } referrals are open. Record them first.
group-step-reopen-late = The group ended more than 30 days ago and can’t be reopened.
group-report-after = The group can be marked as reported when these are recorded:
group-places-open = Participations without an end: { $n }
group-sheets-missing = Sessions without attendance: { $n }
group-reopen = Reopen the group…
group-to-running = Reopen the group
group-reopen-reason = Why
group-reopen-hint = Sessions can be added again and cancelled ones brought back. Participations that have ended stay ended. Without new sessions the group is ended again by hand.
group-leader-days = The last day is before the first.
group-part-days = With the group for a time only
group-part-from = First day
group-part-until = Last day
interpreting-title = Interpreter
interpreting-lead = The interpreter is told when the session moves or falls away. Messages to clients do not mention an interpreter.
interpreting-new = Add an interpreter
interpreting-change = Change the booking
interpreting-saved = The booking of the interpreter is saved.
interpreting-line = Interpreter: { $language } ({ $state })
interpreting-language = Language
interpreting-name = Interpreter or agency
interpreting-email = E-mail of the interpreter
interpreting-phone = Telephone of the interpreter
interpreting-status = State
interpreting-note = Notes
interpreting-note-hint = For example the order number. Do not write the name of a client.
interpreting-asked = asked for
interpreting-booked = confirmed
interpreting-to-confirm = time changed, not confirmed
interpreting-not-needed = the session is cancelled
interpreting-cancelled = cancelled
