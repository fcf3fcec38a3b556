//! What every table of the database holds of a client: the one list that the export is made from and that erasure is
//! checked against (`tests/it/held.rs`). A table or a column that stands in neither part fails a test.

/// A table with rows about a client, and what its columns hold.
#[derive(Clone, Copy, Debug)]
pub struct HeldTable {
    pub name: &'static str,
    /// What the client or others have said, and how the client is reached: in the export, and nowhere after an erasure.
    pub words: &'static [&'static str],
    /// What is worked out of the words, to sort and to search: never in the export, and nowhere after an erasure.
    pub keys: &'static [&'static str],
    /// States, days and ids: in the export, and kept after an erasure, for figures and logs are made of them.
    pub facts: &'static [&'static str],
    /// What is no more the client's than the program's: secrets as hashes, names of rows, what tells of somebody else.
    pub left_out: &'static [&'static str],
}

const fn table(name: &'static str) -> HeldTable {
    HeldTable { name, words: &[], keys: &[], facts: &[], left_out: &[] }
}

/// The tables with rows about a client.
pub const HELD: &[HeldTable] = &[
    HeldTable {
        words: &[
            "external_ref",
            "name",
            "given_name",
            "birth_year",
            "municipality",
            "email",
            "phone",
            "interpreter",
            "needs",
            "contact_note",
            "postal_address",
            "refused_address",
        ],
        keys: &["name_sort", "name_search"],
        facts: &[
            "id",
            "unit_id",
            "language",
            "channel",
            "reminders",
            "address_protection",
            "key_worker_id",
            "show_place",
            "deceased_on",
            "merged_into_id",
            "erased_at",
            "created_at",
            "updated_at",
        ],
        ..table("client")
    },
    // Erasure deletes the row: until it was taken up, it was nobody's record.
    HeldTable {
        words: &["name", "email", "phone", "municipality", "message", "partner", "partner_person"],
        facts: &[
            "id",
            "group_id",
            "source",
            "status",
            "language",
            "first_channel",
            "channels",
            "created_at",
            "expires_at",
            "confirmed_at",
            "decided_at",
            "client_id",
            "referral_id",
        ],
        left_out: &["channel_code_id", "token_hash"],
        ..table("application")
    },
    HeldTable {
        words: &["partner", "reason", "goals", "needs", "note", "info_request"],
        facts: &[
            "id",
            "client_id",
            "group_id",
            "status",
            "source",
            "referrer_id",
            "animal_checked",
            "first_channel",
            "channels",
            "accompany_staff_id",
            "accompany_session",
            "accompany_promised",
            "submitted_at",
            "submitted_on",
            "decided_at",
            "decided_by",
            "reject_code",
            "redirected_to_id",
            "closed_at",
            "close_reason",
            "created_at",
            "updated_at",
        ],
        left_out: &["channel_code_id"],
        ..table("referral")
    },
    // Erasure deletes the row: the steps themselves are in the log.
    HeldTable {
        words: &["words"],
        facts: &["id", "referral_id", "status", "noted_at", "noted_by"],
        ..table("referral_note")
    },
    HeldTable {
        words: &["priority_reason"],
        facts: &["id", "group_id", "client_id", "referral_id", "queued_at", "priority", "active", "left_at"],
        ..table("waiting")
    },
    HeldTable {
        words: &["override_reason"],
        facts: &[
            "id",
            "group_id",
            "client_id",
            "referral_id",
            "status",
            "from_queue",
            "offered_at",
            "answer_by",
            "answered_at",
            "contact_tries",
        ],
        ..table("offer")
    },
    HeldTable {
        words: &["end_note", "override_reason"],
        facts: &[
            "id",
            "group_id",
            "client_id",
            "referral_id",
            "status",
            "active",
            "confirmed_at",
            "started_on",
            "ended_on",
            "ended_at",
            "end_reason",
            "accompanied",
            "created_at",
        ],
        ..table("participation")
    },
    HeldTable {
        words: &["note"],
        facts: &["session_id", "participation_id", "client_id", "status", "minutes", "recorded_at", "recorded_by"],
        ..table("attendance")
    },
    HeldTable {
        words: &["note"],
        facts: &[
            "id",
            "session_id",
            "participation_id",
            "status",
            "minutes",
            "recorded_at",
            "recorded_by",
            "corrected_at",
        ],
        ..table("attendance_correction")
    },
    HeldTable {
        words: &["alias"],
        facts: &["id", "session_id", "client_id", "minutes", "recorded_at", "recorded_by"],
        ..table("walk_in")
    },
    // Erasure deletes the row: no figure hangs on it.
    HeldTable {
        words: &["what", "done"],
        facts: &["id", "origin_id", "client_id", "session_id", "group_id", "kind", "recorded_at", "recorded_by"],
        ..table("incident")
    },
    HeldTable {
        words: &["comment"],
        facts: &[
            "id",
            "participation_id",
            "request_id",
            "client_id",
            "group_id",
            "phase",
            "rater",
            "source",
            "session_id",
            "given_at",
            "keyed_by",
        ],
        ..table("rating")
    },
    HeldTable { facts: &["rating_id", "item", "level", "number"], ..table("rating_answer") },
    HeldTable {
        words: &["early_reason"],
        facts: &[
            "id",
            "participation_id",
            "client_id",
            "group_id",
            "phase",
            "session_id",
            "asked_at",
            "due_on",
            "answered_at",
            "attrition",
        ],
        left_out: &["code"],
        ..table("rating_request")
    },
    HeldTable {
        words: &["text", "named", "retired_reason", "levels"],
        facts: &[
            "id",
            "participation_id",
            "client_id",
            "weight",
            "start_level",
            "position",
            "created_at",
            "retired_at",
        ],
        ..table("goal")
    },
    HeldTable { facts: &["id", "goal_id", "level", "on", "assessed_by", "created_at"], ..table("goal_assessment") },
    HeldTable {
        words: &["address", "subject", "body", "error"],
        keys: &["news"],
        facts: &[
            "id",
            "kind",
            "channel",
            "client_id",
            "language",
            "group_id",
            "session_id",
            "referral_id",
            "status",
            "due_at",
            "expires_at",
            "attempts",
            "created_at",
            "sent_at",
        ],
        left_out: &["staff_id", "key", "lease_until", "held_at", "caused_by", "slip"],
        ..table("message")
    },
    // Erasure deletes the row: what stood before the posting is only for taking it back.
    HeldTable {
        keys: &["before"],
        facts: &["message_id", "staff_id", "posted_on", "posted_at"],
        ..table("posted_letter")
    },
    HeldTable {
        words: &["note"],
        facts: &[
            "id",
            "kind",
            "staff_id",
            "home_id",
            "client_id",
            "group_id",
            "session_id",
            "referral_id",
            "due_at",
            "created_at",
            "done_at",
            "done_by",
        ],
        left_out: &["key"],
        ..table("task")
    },
    HeldTable {
        facts: &["id", "client_id", "created_at", "expires_at", "revoked_at"],
        left_out: &["token_hash"],
        ..table("client_link")
    },
    HeldTable {
        words: &["label", "fetched_by"],
        facts: &["id", "kind", "client_id", "staff_id", "titles", "created_at", "fetched_at", "revoked_at"],
        left_out: &["subject_id", "token_hash"],
        ..table("calendar_link")
    },
    // Erasure deletes the row. Its reason may speak of the other one as much as of this, who has no right to that
    // (Regulation (EU) 2016/679, article 15(4)): the export says that there is a rule, since when and by whom.
    HeldTable {
        keys: &["reason"],
        facts: &["id", "created_by", "created_at"],
        left_out: &["client_a_id", "client_b_id"],
        ..table("pair_rule")
    },
    HeldTable {
        facts: &["session_id", "client_id", "group_id", "starts_at", "ends_at", "stands", "told_by", "told_at"],
        left_out: &["person_id", "outside", "venue_id", "meets_id"],
        ..table("session_told")
    },
    // The logs stay for as long as the law says (act 703/2023), an erasure's own row among them.
    HeldTable {
        facts: &["id", "at", "actor_kind", "actor_id", "client_id", "what", "reason"],
        left_out: &["seal"],
        ..table("access_log")
    },
    HeldTable {
        facts: &["id", "at", "actor_kind", "actor_id", "act", "subject_kind", "subject_id", "client_id", "details"],
        left_out: &["seal"],
        ..table("change_log")
    },
    HeldTable {
        facts: &["id", "at", "actor_kind", "actor_id", "client_id", "recipient", "what", "ground"],
        left_out: &["seal"],
        ..table("disclosure_log")
    },
];

/// The tables that hold nothing of a client, and why where that is not plain from the name.
pub const NOTHING: &[&str] = &[
    "absence",
    "activity_group",
    "api_token",
    "approval",
    "break_period",
    "channel_code",
    "device_key",
    // What an audience was shown of a session, as a hash; the client's own are deleted with the client.
    "feed_event",
    "group_leader",
    // A file that is under way, and faults that repeat its cells: emptied at an erasure, and deleted within days.
    "import_run",
    // Who interprets at a session, for whom it doesn't say.
    "interpreting",
    "job_run",
    "log_seal",
    // Where an act led; those that led to the client are deleted with the client.
    "once_key",
    "password_link",
    "pending_change",
    "revision",
    "season",
    "session",
    "setting",
    "sign_in",
    "sign_in_failure",
    "staff",
    "staff_role",
    "template",
    "unit",
    "venue",
    "waiting_role",
];

/// What a table holds of a client.
pub fn held(name: &str) -> Option<&'static HeldTable> {
    HELD.iter().find(|table| table.name == name)
}
