## The open programme
open-title = Groups that you can join
open-lead = Things to do, someone to talk to and support for daily life, together with others. Take your time to see which group suits you.
open-count = { $n ->
    [0] No groups
    [one] { $n } group
   *[other] { $n } groups
}
open-none = No group fits these choices. Take one of them away, or look again later.
open-data = The programme as open data (JSON-LD)
open-any = All
open-filter-municipality = Municipality
open-filter-kind = Kind of group
open-filter-weekday = Weekday
open-filter-language = Language
open-filter-free = Only groups with free places
open-filter-show = Show groups
open-language-fi = Finnish
open-language-sv = Swedish
open-language-en = English
open-language-fi-easy = easy Finnish
open-room-free = Places free
open-room-few = Last places
open-room-full = Full, you can queue
open-room-closed = Already begun
open-next = Next time { $when }.
open-time-later = Times will be told later.
open-place-later = The place will be told later.
open-and = and
open-rhythm = { $days }, { $hours }
open-rhythm-every = { $days }, { $hours }, every { $every } weeks
open-weekly-1 = Mondays
open-weekly-2 = Tuesdays
open-weekly-3 = Wednesdays
open-weekly-4 = Thursdays
open-weekly-5 = Fridays
open-weekly-6 = Saturdays
open-weekly-7 = Sundays

## The card of a group
open-when = When
open-where = Where
open-about = About the group
open-ask = Ask more
open-apply = Apply to the group
open-tell-worker = You can also tell your own worker that you want to come. They will help you to apply.
open-join-full = The group is full now. You can apply for the queue. We tell you if a place becomes free.
open-join-closed = The group has begun and takes nobody in any more. Look at other groups, or ask when the next one begins.
open-next-dates = Next dates
open-venue = Place
open-address = Address
open-access = Getting in
open-directions = How to find it
open-animals = Animals
open-step-free = You get in without steps.
open-steps = There are steps at the entrance.
open-audience = For whom
open-not-for = For whom it is not
open-how-in = How to get in
open-aims = What the group supports
open-leads-to = Where it leads
open-languages = Languages
open-openness-open = An open group: come in whenever you like.
open-openness-semi-open = A half-open group: new people come in when a place becomes free.
open-openness-closed = A closed group: everybody begins at the same time.
open-aim-participation = taking part
open-aim-daily-life = daily life
open-aim-social-skills = social skills
open-aim-networks = meeting people
open-aim-wellbeing = wellbeing
open-aim-own-life = being in charge of one’s life
open-aim-work-study = the way to work or studies
open-run-by = The group is run by { $unit }.
open-ask-unit = Ask your own worker for more.
