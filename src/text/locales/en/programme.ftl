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
group-step-not-from = This step is not possible now.
group-step-not-yours = This step belongs to another role.
group-step-reason-missing = Write why the plan is sent back.
group-step-code-missing = Choose why the group is cancelled.
