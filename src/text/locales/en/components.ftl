language-own-name = English
languages = Language
skip-to-content = Skip to content
site-nav = Main menu
breadcrumbs = Where you are
copy = Copy
copied = Copied.
field-required = (required)
errors-title = Please check these
pages = Pages
previous-page = Previous
next-page = Next
filter-show = Show
filter-clear = Clear filters

kind-functional = Functional
kind-life-management = Life management
kind-therapeutic = Therapeutic
kind-animal-nature = Animals and nature
places-taken = { $taken } of { $capacity } places taken

level-not-at-all = Not at all
level-little = A little
level-somewhat = Somewhat
level-much = Much
level-very-much = Very much
level-cannot-say = Can’t say

mark-present = Present
mark-late = Late
mark-partial = Part of it
mark-absent-notified = Let us know
mark-no-show = Didn’t come
mark-unrecorded = Not marked
attendance-minutes = Minutes attended
attendance-all-present = All present
attendance-count = marked
step-done = done

weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
calendar-today = Today
calendar-cancelled = Cancelled
calendar-morning = Morning
calendar-afternoon = Afternoon
calendar-evening = Evening

chart-table = The figures as a table
chart-hidden = hidden
chart-hidden-why = Small figures are hidden so that nobody can be recognised.
chart-before = At the start
chart-after = At the end
