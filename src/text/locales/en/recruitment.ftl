## Applying from the open programme
apply-title = Apply to the group
apply-send = Send
apply-source = Who applies
apply-source-own = I apply for myself
apply-source-partner = I apply for someone else, as a partner
apply-partner = Organisation
apply-partner-hint = Fill this in if you apply for someone else. Ask that person first. They confirm it themselves.
apply-partner-person = Contact person in the organisation
apply-name = Name of the person who wants to come
apply-name-hint = First name and last name. Do not write a personal identity code.
apply-email = E-mail
apply-contact-hint = Give an e-mail address or a telephone number. We will send a confirmation link to it.
apply-phone = Telephone number
apply-open = You do not need to apply to this group. Just come along: the times and the place are on the group’s page.
apply-over = The group is not taking in new people any more. The group’s page says where you can turn instead.
apply-contact-needed = Give an e-mail address or a telephone number so that we can answer.
apply-municipality = Municipality
apply-language = Language of messages
apply-message = Is there anything you would like to tell us?
apply-message-hint = For example, what help you need to take part. We need nothing about your health.
apply-channels = Where you heard of the group
apply-privacy = We use what you write only to handle this application. The leader of the group sees it once you have confirmed it. What is not confirmed will be deleted after a week.
apply-sent = Thank you, almost done
apply-sent-look = We sent you a confirmation link. Open your e-mail or text messages and confirm with the link.
apply-sent-late = The link works for a week. If you get no message, check your spam folder and try again.
apply-back = Back to the groups
apply-confirm-title = Confirm the application
apply-confirm-lead = Press the button, and the leader of the group will get your application.
apply-confirm-button = I confirm it
apply-confirm-not-you = If you have not applied, close this page. The information will be deleted after a week.
apply-confirmed = The application is confirmed
apply-confirmed-next = The leader of the group will contact you within a week.
apply-confirm-subject = Confirm your application
apply-confirm-body =
    Hello,

    we have received an application with your contact details. Confirm it with this link within a week:
    { $link }

    If you have not applied, you do not need to do anything.
apply-confirm-sms = Confirm your application within a week: { $link } If you have not applied, do nothing.
apply-confirm-hand = We have received an application with your contact details. Confirm it within a week. If you have not applied, you do not need to do anything.
apply-rejected-subject = An answer to your application
apply-rejected-body =
    Hello,

    { $words }

    You can find other options here:
    { $link }
apply-rejected-sms = { $words } { $link }
apply-rejected-hand = { $words }
apply-in-vain = We are sorry, but we cannot offer you a place this time.

## The leader's list of applications
application-list = Applications
application-lead = Applications from the open programme that were confirmed. Answer within a week.
application-none = There are no new applications. Those not confirmed are not shown.
application-source = Sent by
application-source-own = the person
application-source-partner = a partner
application-source-worker = a worker
application-confirmed = Confirmed
application-client = Who is it about
application-client-new = A new client
application-accept = Take it up
application-accepted = The application became a referral.
application-reject = I can’t take this person
application-reject-follows = { $name } gets a message and the application leaves the list.
application-reject-message = Message
application-reject-hint = The message travels unprotected. Leave out the group’s name and anything that tells about the service.
application-reject-gives-away = The message holds the word “{ $word }”, which tells about the service or the group. Take it out: the message travels unprotected.
application-reject-words = Thank you for applying. Unfortunately we can’t take you in now.
application-rejected-said = The answer was sent.
application-decided = The application was answered already. Go back to the list.

## Making a group known
recruit-title = Making the group known
recruit-over = The group takes nobody in any more. Its public page says so, and leads to other groups.
recruit-texts-over = The group takes nobody in any more, so there is nothing to tell of.
recruit-mail-free = there are places in the group { $name }.
recruit-mail-full = the group { $name } is full, and people can be put in the queue.
recruit-mail-open = the open group { $name } can be joined without applying.
recruit-call-apply = Read more and apply
recruit-call-queue = Read more and join the queue
recruit-call-come = Read more and come along
recruit-not-public = The group is not in the open programme yet. It shows when recruiting begins.
recruit-low = The group begins soon and many places are free. Tell of it again, or agree with your supervisor on how to go on.
recruit-decide = Whether the group runs is decided by { $day }.
recruit-public = The public page of the group
recruit-codes = Channels and short addresses
recruit-codes-lead = Make a short address for each channel. Then you see where people found the group.
recruit-label = Name
recruit-label-hint = For example “Notice board of the library”
recruit-channel = Channel
recruit-visits = Visits
recruit-sent = Referrals
recruit-started = Started
recruit-poster = Poster
recruit-poster-open = Open the poster
recruit-code-new = Make a short address
recruit-code-made = The short address is ready.
recruit-results = Where people came from
recruit-results-none = There are no referrals yet.
recruit-texts = Texts to use
recruit-texts-lead = Copy a text and change it as you like.
recruit-social = For social media
recruit-social-text =
    { $name }

    { $audience }
    { $summary }

    When: { $time }
    Where: { $place }

    { $call }: { $address }
recruit-mail = E-mail to workers
recruit-mail-text =
    Hello,

    { $room } Does anybody come to mind who would gain from it?

    For whom: { $audience }
    What: { $summary }
    When: { $time }
    Where: { $place }

    Read more: { $address }
    You make a referral in Piiri in two minutes.
recruit-copied = The text is copied.
recruit-qr = QR code to the page of the group
recruit-poster-call = Read more and come along
recruit-poster-print = Print the poster from the browser. It fits on one sheet of A4.
recruit-channel-own-worker = own worker
recruit-channel-print = poster or leaflet
recruit-channel-social-media = social media
recruit-channel-outreach = outreach work
recruit-channel-partner = partner
recruit-channel-peer = somebody I know
recruit-channel-web = web pages
recruit-channel-other = other

## The weekly message of open places
open-places-subject = Open places in groups
open-places-body =
    Hello,

    these groups have free places now:

    { $groups }

    All groups: { $link }
open-places-line = { $name }, { $place } – { $time } ({ $free } free)
apply-withdraw-lead = If you have changed your mind, you can take the application back. Nobody will contact you then.
apply-withdraw = Take the application back
apply-withdrawn = The application was taken back
apply-withdrawn-next = Nobody will contact you. What you wrote is deleted after three months. You can apply again whenever you like.
apply-accepted = Your application is being looked at
apply-accepted-next = Nothing is decided about the place yet. You will hear in the way that you chose.
apply-answered = Your application was answered
apply-answered-next = You got the answer by message or by telephone. If you did not, please contact us.
