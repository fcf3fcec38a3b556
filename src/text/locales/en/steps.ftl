group-undecide = Not decided after all
group-undecide-hint = It is open again whether the group runs. Until its first session; whoever hasn’t heard that it runs hears nothing.
group-intake-close = Take nobody in for now
group-intake-close-hint = No new referrals and offers. Offers that were made stand and the queue stays. You can open it again at any time.
group-intake-open = Take people in again
group-intake-open-hint = Free places are offered to the first in the queue after two minutes.
group-intake-closed = The group takes nobody in for now. Its public page says so.
group-merge = Merge with another group…
group-merge-hint = The group is not held. Whoever has a place is asked to come to the other one.
group-merged-into = To the group with which it was merged
group-unmerge = Take the merge back
group-unmerge-hint = Both groups are then as before. That is possible until somebody has answered.
group-then = What happens to the open referrals
group-then-hint = Whatever does not fit there is put before whoever helps the client.
group-then-all = All open referrals
group-then-like-all = As for all
group-then-helper = The client’s worker decides
group-then-redirect = Send on to { $group }
group-then-waitlist = Into the queue of { $group }
group-keep = Keep the group
group-done-cancelled = The group is cancelled. Referrals on which nothing was said are tasks of whoever helps the client.
group-done-reopened = The approval is reopened. The leader sees your reason, and the public page says that the group is planned anew.
group-done-undecided = It is open again whether the group runs. Clients know when their sessions are, and those stand.
group-done-decided = It is decided that the group runs. You can take it back until the first session.
group-step-places-held = Somebody has a place or an offer in the group already, so its approval can’t be reopened. Cancel the group instead, or ask for a change.
group-step-begun = The first session has begun, so this can’t be taken back any more.
group-merge-answered = Somebody has answered already, so the merge can’t be taken back any more.
group-merge-none = This group can’t be merged now, or there is no merge to take back.
approval-reopened = Reopened:
cancel-code-merged = merged with another group
intake-closed-done = The group takes nobody in for now. Offers that were made stand, and the queue stays. Open it again here when there is room.
intake-opened-done = The group takes people in again. Free places are offered to the first in the queue after two minutes.
enrolment-paused = The group takes nobody in for now. Its leader can open it again on the group’s page.
open-room-paused = Not taking people now
open-room-planned = Being planned anew
open-join-paused = The group takes nobody in just now. Look at other groups, or ask later.
open-join-planned = The group is being planned anew and takes nobody in now. Look at other groups, or ask what comes next.
recruit-paused = The group takes nobody in for now. Its public page says so, and leads to other groups.
task-group-over = The group is over or not held: say what comes instead
referral-over = The group is not held
referral-over-ended = The group has ended
referral-over-lead = Say what becomes of this referral: send the client on, or close it. Tell the client, and that a decision can be asked for.
referral-over-nowhere = Nowhere: close the referral
referral-over-to = Send on to
referral-over-queues = Into the queue at once
referral-over-settle = Save
referral-settled = Saved what becomes of the referral.
referral-group-stands = The group is held: take a step of the referral instead.
merge-groups-title = Merge with another group
merge-groups-lead = The group is given up. Whoever has a place gets a place held in the other group and is asked whether that suits. Nobody is moved without a yes.
merge-groups-asked = Who is asked
merge-groups-who = { $placed } with a place are asked. { $others } with an offer or in the queue are put before whoever helps them.
merge-groups-none = No group fits
merge-groups-none-hint = A group must be of the same kind and season, have room, and be one that you may change. Of another leader’s group the supervisor can do it.
merge-groups-free = Free places
merge-groups-choose = Merge into this group…
merge-groups-do = Merge the groups
merge-groups-consequence = A place is held for { $fit }, and { $rest } stand first in the queue. The sessions of this group are cancelled. The clients get a message after two minutes, at once when a session is near. You can take it back until the first answer.
merge-groups-done = The groups are merged. Places are held until the answers come; whoever says no is helped on by their worker.
merge-groups-undone = The merge is taken back. Both groups are as before.
merge-first-because = From group { $code }, which was merged
log-act-group-intake-closed = group’s intake closed for now
log-act-group-intake-opened = group’s intake opened again
log-act-application-reopened = application opened again
steps-staff-undecided-subject = Not decided after all: { $code }
steps-staff-undecided-body =
    It is open again whether group { $code } runs. Its sessions stand as planned, and the clients have been told nothing new.
    { $link }
steps-staff-reopened-subject = The group goes on after all: { $code }
steps-staff-reopened-body =
    Group { $code }, which had ended, was reopened. Sessions and places do not come back by themselves: add sessions on the group’s page and give places back on the page of participants. The clients have been told nothing.
    { $link }
merge-staff-subject = Groups merged: { $code } and { $other }
merge-staff-body =
    Group { $code } is not held. Whoever had a place is asked to come to group { $other }; a place is held until the answer. The others are tasks of whoever helps them.
    { $link }
merge-staff-undone-subject = Groups not merged after all: { $code } and { $other }
merge-staff-undone-body =
    Groups { $code } and { $other } are not merged after all. Both go on as before.
    { $link }
merge-offer-subject = Your meetings change: a place is kept for you
merge-offer-sms = Your meetings change. Another place is yours until { $until }. Answer: { $link }
merge-offer-hand = Your meetings are not held as planned. Another place is kept for you until { $until }. Does it suit you?
merge-offer-body =
    Hello!

    Your meetings are not held as planned. We are sorry about the change.
    Another place is kept for you until { $until }. Tell us whether it suits you:
    { $link }
merge-offer-first-subject = Your meetings change: a place is kept for you
merge-offer-first-sms = New place from { $time }. Answer by { $until }: { $link }
merge-offer-first-hand = Your meetings are not held as planned. Another place is kept for you until { $until }. The first meeting there is on { $time }. Does it suit you?
merge-offer-first-body =
    Hello!

    Your meetings are not held as planned. We are sorry about the change.
    Another place is kept for you until { $until }. The first meeting there is on { $time }.
    The days and the place, and where you answer:
    { $link }
merge-waits-subject = Your meetings are cancelled
merge-waits-sms = Your meetings are cancelled. You are first in the queue for another place and we tell you when it is free.
merge-waits-hand = Your meetings are cancelled. We are sorry. You are first in the queue for another place, and we tell you as soon as it is free. If you don’t want to wait, tell us.
merge-waits-body =
    Hello!

    Your meetings are cancelled. We are sorry about the change.
    You are first in the queue for another place, and we tell you as soon as it is free. If you don’t want to wait, tell us.
merge-undone-subject = Nothing changes after all
merge-undone-sms = What we wrote last about your meetings is not so after all. All goes on as before.
merge-undone-hand = What we told you last about your meetings is not so after all. All goes on as before.
merge-undone-body =
    Hello!

    What we wrote last about your meetings is not so after all. All goes on as before.
merge-undone-first-subject = Your meetings are held after all
merge-undone-first-sms = Your meetings are held after all, from { $time }. No answer is needed. { $link }
merge-undone-first-hand = Your meetings are held after all. The first one is on { $time }. You need not answer what we asked last.
merge-undone-first-body =
    Hello!

    Your meetings are held after all as agreed. The first one is on { $time }. You need not answer our last message.
    { $link }
intake-closed-subject = Your application waits
intake-closed-sms = We take nobody new in just now. Your application is kept. Other choices: { $link }
intake-closed-hand = We take nobody new in just now. Your application is kept, and we answer it later.
intake-closed-body =
    Hello!

    We take nobody new in just now. Your application is kept, and we answer it as soon as we can.
    Other choices:
    { $link }
intake-opened-subject = Your application goes on
intake-opened-sms = New people are taken in again. Your application is being looked at, and we answer you soon.
intake-opened-hand = New people are taken in again. Your application is being looked at, and we answer you soon.
intake-opened-body =
    Hello!

    New people are taken in again. Your application is being looked at, and we answer you soon.
intake-opened-first-subject = Your application goes on
intake-opened-first-sms = New people are taken in again. We begin on { $time }. We answer your application soon.
intake-opened-first-hand = New people are taken in again. We begin on { $time }. Your application is being looked at, and we answer you soon.
intake-opened-first-body =
    Hello!

    New people are taken in again. We begin on { $time }.
    Your application is being looked at, and we answer you soon.
intake-moved-subject = A new time for the meetings
intake-moved-sms = The meetings have a new time: the next is { $to }, not { $time }. Your application is kept.
intake-moved-hand = The meetings have a new time: the next is now { $to }, not { $time }. Your application is kept.
intake-moved-body =
    Hello!

    The meetings have a new time: the next is now { $to }, not { $time }.
    Your application is kept. Tell us if the new time does not suit you.
intake-filled-subject = All places are taken now
intake-filled-sms = All places are taken now. You come into the queue. Other choices: { $link }
intake-filled-hand = All places are taken now. Your application is kept, and you come into the queue. We answer you.
intake-filled-body =
    Hello!

    All places are taken now. Your application is kept, and you come into the queue. We answer you.
    Other choices:
    { $link }
openness-closed-subject = When one can still join
openness-closed-sms = You are waiting for a place. From now on people join only at the beginning, up to the second meeting. We tell you if a place comes free.
openness-closed-hand = You are waiting for a place. From now on people join only at the beginning, up to the second meeting. We tell you if a place comes free before that.
openness-closed-body =
    Hello!

    You are waiting for a place. From now on people join only at the beginning, up to the second meeting.
    We tell you if a place comes free before that.
openness-open-subject = One can join later, too
openness-open-sms = You are waiting for a place. From now on people can join later than at the beginning, too. We tell you when a place comes free.
openness-open-hand = You are waiting for a place. From now on people can join later than at the beginning, too. We tell you when a place comes free.
openness-open-body =
    Hello!

    You are waiting for a place. From now on people can join later than at the beginning, too.
    We tell you when a place comes free.
