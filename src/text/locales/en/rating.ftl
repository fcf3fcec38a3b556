rating-question-baseline = How are these things in your life now?
rating-question-pulse = How was this session for you?
rating-question-end = How much has the group helped you?
rating-question-follow-up = Some time has passed since the group ended. How are these things in your life now?
rating-item-overall = All in all
rating-item-participation = Taking part, and having a say in your own affairs
rating-item-daily-life = Daily life: home, money and the rhythm of the day
rating-item-social-skills = Being and talking with other people
rating-item-networks = People and places that support you
rating-item-wellbeing = How you feel and how you cope
rating-item-welcome = How welcome did you feel?
rating-item-useful = How useful was the session to you?
rating-item-pace = How well did the pace suit you?
rating-level-not-at-all = Not at all
rating-level-little = A little
rating-level-somewhat = Somewhat
rating-level-much = Much
rating-level-very-much = Very much
rating-level-cannot-say = I cannot say
rating-scale-now-low = 0 = very badly
rating-scale-now-high = 10 = very well
rating-scale-pulse-low = 0 = not at all
rating-scale-pulse-high = 10 = as well as can be
rating-voluntary = Answering is voluntary. You can leave any item blank.
rating-error-unknown-item = This rating does not ask that item. Remove it and send again.
rating-error-not-a-level = Choose one of the options, or leave the item blank.
rating-error-not-a-number = Give a whole number from 0 to 10, or leave the item blank.
