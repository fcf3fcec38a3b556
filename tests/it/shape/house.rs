//! The house: its floors from the ground up, and who owns which table.

/// A floor: a name, and its parts in their order.
pub struct Floor {
    pub name: &'static str,
    pub parts: &'static [&'static str],
}

/// The floors from the ground up. A part names only itself and the parts before it; `ARCHITECTURE.md` shows the same.
pub const FLOORS: &[Floor] = &[
    Floor { name: "ground", parts: &["random", "clock", "local_time", "holidays", "merge", "config", "text", "error"] },
    Floor { name: "machines", parts: &["db", "record", "mailer", "sms", "password"] },
    Floor { name: "app", parts: &["app"] },
    Floor { name: "access", parts: &["access", "one_by_one", "revision", "audit", "task"] },
    Floor { name: "web", parts: &["web"] },
    Floor {
        name: "slices",
        parts: &[
            "people",
            "venue",
            "message",
            "programme",
            "recruitment",
            "enrolment",
            "referral",
            "attendance",
            "rating",
            "calendar",
            "statistics",
            "admin",
        ],
    },
    Floor { name: "notify", parts: &["notify"] },
    Floor { name: "acts", parts: &["acts", "today", "client_pages", "import", "data_rights"] },
    Floor { name: "roof", parts: &["demo", "router", "schedule", "cli", "lib", "main"] },
];

/// The tables that each part owns: only its files write them.
pub const TABLES: &[(&str, &[&str])] = &[
    ("access", &["sign_in", "once_key", "device_key"]),
    ("revision", &["revision"]),
    ("audit", &["change_log", "access_log", "disclosure_log", "log_seal"]),
    ("task", &["task"]),
    ("message", &["message"]),
    (
        "people",
        &[
            "unit",
            "staff",
            "absence",
            "staff_role",
            "waiting_role",
            "password_link",
            "sign_in_failure",
            "api_token",
            "client",
            "client_link",
            "pair_rule",
        ],
    ),
    ("venue", &["venue"]),
    (
        "programme",
        &[
            "season",
            "break_period",
            "template",
            "group",
            "group_leader",
            "approval",
            "pending_change",
            "session",
            "interpreting",
        ],
    ),
    ("recruitment", &["channel_code", "application"]),
    ("enrolment", &["participation", "waiting", "offer"]),
    ("referral", &["referral", "referral_note"]),
    ("attendance", &["attendance", "attendance_correction", "walk_in", "incident"]),
    ("rating", &["rating_request", "rating", "rating_answer", "goal", "goal_assessment"]),
    ("calendar", &["calendar_link", "feed_event"]),
    ("admin", &["setting"]),
    ("notify", &["session_told", "posted_letter"]),
    ("import", &["import_run"]),
    ("schedule", &["job_run"]),
];

/// The parts in their order, and where each stands.
pub fn place(part: &str) -> Option<usize> {
    FLOORS.iter().flat_map(|floor| floor.parts).position(|one| *one == part)
}

/// The number of the floor that a part stands on, the ground being 1.
pub fn floor(part: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.parts.contains(&part)).map(|at| at + 1)
}
