//! The enumerations that columns hold, with the codes of the HTTP contract (`snake_case`) as their stored values.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Declares an enumeration stored as its `snake_case` code, with `ALL`, `code()` and `from_code()`.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum, Serialize,
            Deserialize, ToSchema,
        )]
        #[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
        pub enum $name {
            $($(#[$vdoc])* #[sea_orm(string_value = $code)] #[serde(rename = $code)] $variant),+
        }

        impl $name {
            /// Every value, in the order in which people are shown them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stored and published code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The value of a code, or `None` when there is no such code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

codes! {
    /// A language of pages and messages; `fi_easy` is easy Finnish (selkosuomi), for what clients read.
    Language { Fi = "fi", Sv = "sv", En = "en", FiEasy = "fi_easy" }
}
codes! {
    /// What a staff member may do; a person may hold several.
    Role {
        Leader = "leader", Worker = "worker", Manager = "manager", Administrator = "administrator",
        DataProtectionOfficer = "data_protection_officer",
    }
}
codes! {
    /// The level of a unit in the organisation tree.
    UnitKind { County = "county", Area = "area", Municipality = "municipality", Unit = "unit" }
}
codes! {
    /// The way a client wants to be reached.
    ContactChannel { Email = "email", Sms = "sms", Letter = "letter", None = "none" }
}
codes! {
    /// Which reminders a client wants: the service's plan, one the day before, the same morning, or none.
    ReminderChoice { Standard = "standard", DayBefore = "day_before", SameMorning = "same_morning", None = "none" }
}
codes! {
    /// The kind of a group activity.
    GroupKind {
        Functional = "functional", LifeManagement = "life_management", Therapeutic = "therapeutic",
        AnimalNature = "animal_nature",
    }
}
codes! {
    /// Who may come in, and until when.
    Openness { Open = "open", SemiOpen = "semi_open", Closed = "closed" }
}
codes! {
    /// An aim of a group, from the one fixed list that statistics cut by.
    Aim {
        Participation = "participation", DailyLife = "daily_life", SocialSkills = "social_skills",
        Networks = "networks", Wellbeing = "wellbeing", OwnLife = "own_life", WorkStudy = "work_study",
    }
}
codes! {
    /// The state of a group.
    GroupStatus {
        Draft = "draft", Submitted = "submitted", Returned = "returned", Approved = "approved",
        Recruiting = "recruiting", ConfirmedToRun = "confirmed_to_run", Running = "running", Ended = "ended",
        Reported = "reported", Archived = "archived", Cancelled = "cancelled",
    }
}
impl GroupStatus {
    /// Nobody has approved the plan, or not as it stands now.
    pub const UNAPPROVED: [Self; 3] = [Self::Draft, Self::Submitted, Self::Returned];
    /// People come in, and its first session is ahead.
    pub const BEFORE_START: [Self; 2] = [Self::Recruiting, Self::ConfirmedToRun];
    /// People come in, as far as its openness lets them.
    pub const OPEN: [Self; 3] = [Self::Recruiting, Self::ConfirmedToRun, Self::Running];
    /// It took place and is over.
    pub const ENDED: [Self; 3] = [Self::Ended, Self::Reported, Self::Archived];
    /// It is over, whether it took place or not.
    pub const OVER: [Self; 4] = [Self::Ended, Self::Reported, Self::Archived, Self::Cancelled];
    /// It is part of the programme that all staff see.
    pub const PUBLISHED: [Self; 6] =
        [Self::Recruiting, Self::ConfirmedToRun, Self::Running, Self::Ended, Self::Reported, Self::Archived];
    /// No step leads on.
    pub const FINAL: [Self; 2] = [Self::Archived, Self::Cancelled];

    /// Whether the plan was approved, so that others count on it.
    pub fn is_approved(self) -> bool {
        !Self::UNAPPROVED.contains(&self)
    }

    /// Whether people come in and its first session is ahead.
    pub fn is_before_start(self) -> bool {
        Self::BEFORE_START.contains(&self)
    }

    /// Whether people come in, as far as its openness lets them.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }

    /// Whether it took place and is over.
    pub fn has_ended(self) -> bool {
        Self::ENDED.contains(&self)
    }

    /// Whether it is over, whether it took place or not.
    pub fn is_over(self) -> bool {
        Self::OVER.contains(&self)
    }

    /// Whether it is part of the programme that all staff see.
    pub fn is_published(self) -> bool {
        Self::PUBLISHED.contains(&self)
    }

    /// Whether no step leads on.
    pub fn is_final(self) -> bool {
        Self::FINAL.contains(&self)
    }
}
codes! {
    /// What a staff member does in a group.
    LeaderRole {
        Leader = "leader", CoLeader = "co_leader", Substitute = "substitute", PeerLeader = "peer_leader",
        ExpertByExperience = "expert_by_experience", Trainee = "trainee", AnimalHandler = "animal_handler",
    }
}
codes! {
    /// The state of one session of a group.
    SessionStatus { Planned = "planned", Held = "held", Cancelled = "cancelled" }
}
codes! {
    /// Why a session or a group was cancelled.
    CancelCode {
        LeaderIll = "leader_ill", HandlerIll = "handler_ill", AnimalIll = "animal_ill", Weather = "weather",
        TooFew = "too_few", Merged = "merged", Venue = "venue", Transport = "transport", Other = "other",
    }
}
codes! {
    /// The state of a referral.
    ReferralStatus {
        Draft = "draft", Submitted = "submitted", InReview = "in_review", InfoRequested = "info_requested",
        Offered = "offered", Waitlisted = "waitlisted", Confirmed = "confirmed", Rejected = "rejected",
        Declined = "declined", Withdrawn = "withdrawn", Expired = "expired", Redirected = "redirected",
    }
}
impl ReferralStatus {
    /// The group's leaders are to decide on it.
    pub const TO_DECIDE: [Self; 2] = [Self::Submitted, Self::InReview];

    /// Whether the group's leaders are to decide on it.
    pub fn is_to_decide(self) -> bool {
        Self::TO_DECIDE.contains(&self)
    }
}
codes! {
    /// How a referral ended; `started` alone counts as a start (indicator 3).
    CloseReason {
        Started = "started", Rejected = "rejected", Declined = "declined", Expired = "expired",
        Withdrawn = "withdrawn", Redirected = "redirected", GroupCancelled = "group_cancelled",
        NeverPlaced = "never_placed", NoStart = "no_start", Duplicate = "duplicate",
    }
}
codes! {
    /// Why a leader did not accept a referral.
    RejectCode {
        Criteria = "criteria", Full = "full", Closed = "closed", PairRule = "pair_rule", Access = "access",
        Other = "other",
    }
}
codes! {
    /// Who sent a referral.
    ReferralSource { Worker = "worker", Own = "own", Partner = "partner" }
}
codes! {
    /// Where the client heard of the group.
    Channel {
        OwnWorker = "own_worker", Print = "print", SocialMedia = "social_media", Outreach = "outreach",
        Partner = "partner", Peer = "peer", Web = "web", Other = "other",
    }
}
codes! {
    /// The state of a referral sent from the public pages, before it is a referral.
    ApplicationStatus {
        Unconfirmed = "unconfirmed", Waiting = "waiting", Accepted = "accepted", Rejected = "rejected",
        Expired = "expired", Withdrawn = "withdrawn",
    }
}
codes! {
    /// The state of a participation.
    ParticipationStatus {
        Confirmed = "confirmed", Started = "started", Completed = "completed", DroppedOut = "dropped_out",
        PositiveExit = "positive_exit", Transferred = "transferred", Deceased = "deceased",
        /// Confirmed but never came: the place was freed without a start.
        NoStart = "no_start",
    }
}
impl ParticipationStatus {
    /// A place that has no end yet.
    pub const OPEN: [Self; 2] = [Self::Confirmed, Self::Started];

    /// Whether the place has no end yet.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }
}
codes! {
    /// Why a follow-up was not answered, or a participation not carried through.
    Attrition {
        Laborious = "laborious", NoMotivation = "no_motivation", UnplannedEnd = "unplanned_end",
        NeedEnded = "need_ended", Other = "other",
    }
}
codes! {
    /// What came of an offer.
    OfferStatus {
        Open = "open", Accepted = "accepted", Declined = "declined", Expired = "expired", Withdrawn = "withdrawn",
    }
}
codes! {
    /// One client's attendance of one session.
    AttendanceStatus {
        Present = "present", Late = "late", Partial = "partial", AbsentNotified = "absent_notified",
        NoShow = "no_show", Unrecorded = "unrecorded",
    }
}
codes! {
    /// What befell a client at a session.
    IncidentKind { NotToday = "not_today", Crisis = "crisis", Threat = "threat", Injury = "injury", Other = "other" }
}
codes! {
    /// When in a participation a rating is given.
    RatingPhase { Baseline = "baseline", Pulse = "pulse", End = "end", FollowUp = "follow_up" }
}
codes! {
    /// Who gave a rating.
    Rater { Client = "client", Worker = "worker", Leader = "leader" }
}
codes! {
    /// How a rating came in.
    RatingSource { Web = "web", Paper = "paper", Phone = "phone", Tablet = "tablet" }
}
codes! {
    /// A level of benefit; `cannot_say` is an answer and never a number.
    BenefitLevel {
        NotAtAll = "not_at_all", Little = "little", Somewhat = "somewhat", Much = "much", VeryMuch = "very_much",
        CannotSay = "cannot_say",
    }
}
codes! {
    /// The way a message travels.
    MessageChannel { Email = "email", Sms = "sms", Letter = "letter", Call = "call" }
}
codes! {
    /// The state of a message in the outbox; `for_hand` waits for a letter or a call by a person, which
    /// nobody made in time when it is `untold`.
    MessageStatus {
        Queued = "queued", Sending = "sending", Sent = "sent", Failed = "failed", Cancelled = "cancelled",
        ForHand = "for_hand", Untold = "untold",
    }
}
codes! {
    /// How a person came to know how a session stands; `plan` is what stood before its first change.
    ToldBy { Plan = "plan", Email = "email", Sms = "sms", Letter = "letter", Call = "call", Page = "page", Feed = "feed" }
}
codes! {
    /// What a message is about.
    MessageKind {
        Reminder = "reminder", Offer = "offer", OfferExpired = "offer_expired", OfferTakenBack = "offer_taken_back", ReferralSent = "referral_sent", Waitlisted = "waitlisted",
        Confirmed = "confirmed", NotAccepted = "not_accepted", SessionMoved = "session_moved",
        SessionCancelled = "session_cancelled", WhoMeets = "who_meets", GroupCancelled = "group_cancelled", GroupOver = "group_over", PlaceEnded = "place_ended", RatingRequest = "rating_request",
        ApplicationConfirm = "application_confirm", ApplicationNew = "application_new", ReferralAnswer = "referral_answer", OpenPlaces = "open_places",
        ClientChanged = "client_changed", StaffAccount = "staff_account", Restored = "restored", Plan = "plan", Link = "link",
        DataRights = "data_rights",
    }
}
codes! {
    /// Why a staff member is away.
    AbsenceKind { Sick = "sick", Leave = "leave", Other = "other" }
}
codes! {
    /// A day of the week on which somebody works.
    WorkDay {
        Monday = "mo", Tuesday = "tu", Wednesday = "we", Thursday = "th", Friday = "fr", Saturday = "sa", Sunday = "su",
    }
}
codes! {
    /// How far the booking of an interpreter is.
    InterpretingStatus { Asked = "asked", Booked = "booked", Cancelled = "cancelled" }
}
codes! {
    /// Who outside the house is told of a session.
    OutsideKind { Interpreter = "interpreter", Venue = "venue" }
}
codes! {
    /// What a task asks for.
    TaskKind {
        TwoMisses = "two_misses", CallSession = "call_session", ContactOffer = "contact_offer", LetterDue = "letter_due",
        ApplicationReview = "application_review", AssignKeyWorker = "assign_key_worker", NewClient = "new_client", LowFill = "low_fill", ApprovalLate = "approval_late",
        DecideToRun = "decide_to_run", LeaderLeft = "leader_left", SubstituteLeft = "substitute_left", BreakFalls = "break_falls", SeasonFalls = "season_falls", EndTalk = "end_talk", EndPlaces = "end_places", AccompanySession = "accompany_session",
        ReferralAnswer = "referral_answer", QueueDecision = "queue_decision", FillSheet = "fill_sheet",
        OfferUntold = "offer_untold", OfferLapsed = "offer_lapsed", ReferralDecide = "referral_decide", TellDecision = "tell_decision", ChangeReturned = "change_returned",
        GroupOver = "group_over", AddressFails = "address_fails", ConfirmRole = "confirm_role", RetentionDue = "retention_due", Incident = "incident", PairConflict = "pair_conflict",
        LeaderAway = "leader_away", TellOutside = "tell_outside", VenueClosed = "venue_closed", DeathUndone = "death_undone", Other = "other",
    }
}
codes! {
    /// Why a client's data are erased.
    ErasureGround { Asked = "asked", RetentionOver = "retention_over" }
}
codes! {
    /// Why a client's data are not erased: the law has them kept, the matter is still open, or a claim hangs on them
    /// (Regulation (EU) 2016/679, article 17(3)).
    RefusalGround { Retention = "retention", OpenMatter = "open_matter", Claim = "claim" }
}
codes! {
    /// Whose calendar a feed shows.
    FeedKind { Client = "client", Staff = "staff", Group = "group", Venue = "venue", Programme = "programme" }
}
codes! {
    /// How much a feed's titles say.
    FeedTitles { Neutral = "neutral", Full = "full" }
}
codes! {
    /// Who did a logged act.
    ActorKind { Staff = "staff", Client = "client", Public = "public", System = "system" }
}
codes! {
    /// What a file holds that is imported.
    ImportKind { Clients = "clients", Groups = "groups", Referrals = "referrals" }
}
codes! {
    /// How far a long import is: every row is tried and taken back, then written.
    ImportPhase { Checking = "checking", Writing = "writing", Done = "done" }
}

impl LeaderRole {
    /// Whether it is the part of somebody who leads, and so holds the role of a leader; a peer leader, a trainee or the
    /// handler of an animal needs none.
    pub const fn leads(self) -> bool {
        matches!(self, Self::Leader | Self::CoLeader | Self::Substitute)
    }
}
