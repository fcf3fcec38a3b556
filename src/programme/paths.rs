//! The addresses of the programme.

use axum_extra::routing::TypedPath;
use entity::id::{ApprovalId, BreakId, GroupId, InterpretingId, SeasonId, SessionId, TemplateId};
use serde::Deserialize;

macro_rules! paths {
    ($($(#[$doc:meta])* $name:ident = $path:literal),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(TypedPath, Deserialize)]
        #[typed_path($path)]
        pub struct $name;
    )+ };
}

macro_rules! paths_of {
    ($id:ty: $($(#[$doc:meta])* $name:ident = $path:literal),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(TypedPath, Deserialize)]
        #[typed_path($path, rejection(crate::error::Error))]
        pub struct $name {
            /// Whose page it is.
            pub id: $id,
        }
    )+ };
}

paths! {
    /// All groups.
    Index = "/groups",
    /// The list as CSV.
    Csv = "/groups.csv",
    /// The form of a new group, after a template or another group when the query names one.
    New = "/groups/new",
    /// The programme by week, month or list.
    Calendar = "/calendar",
    /// The plans that wait for a decision.
    Approvals = "/approvals",
    /// The breaks.
    Breaks = "/breaks",
    /// The form of a new break.
    NewBreak = "/breaks/new",
    /// The seasons.
    Seasons = "/seasons",
    /// The form of a new season.
    NewSeason = "/seasons/new",
    /// The templates.
    Templates = "/templates",
    /// The form of a new template, after a group when the query names one.
    NewTemplate = "/templates/new",
}

paths_of! { GroupId:
    /// A group's card.
    Show = "/groups/{id}",
    /// The form of a group that stands.
    Edit = "/groups/{id}/edit",
    /// When a group meets.
    Schedule = "/groups/{id}/schedule",
    /// The sessions of a group; one is added here.
    Sessions = "/groups/{id}/sessions",
    /// Takes a step of the group's life.
    Step = "/groups/{id}/step",
    /// The form that cancels the group.
    Cancel = "/groups/{id}/cancel",
    /// Closes the group's intake for now, or opens it again.
    Intake = "/groups/{id}/intake",
    /// With which other group this one can be merged.
    Merge = "/groups/{id}/merge",
    /// Takes the merging of the group back.
    Unmerge = "/groups/{id}/merge/undo",
    /// Approves the group's plan with what is reserved for it.
    Approve = "/groups/{id}/approve",
}

paths_of! { ApprovalId:
    /// Approves a change that waits beside its group.
    ApproveChange = "/changes/{id}/approve",
    /// Sends a change back with a reason.
    ReturnChange = "/changes/{id}/return",
    /// Takes a change back that is not decided on.
    WithdrawChange = "/changes/{id}/withdraw",
}

paths_of! { SessionId:
    /// One session.
    ShowSession = "/sessions/{id}",
    /// Notes that the session was held.
    HoldSession = "/sessions/{id}/held",
}

paths_of! { BreakId:
    /// A break with the sessions that fall into it.
    ShowBreak = "/breaks/{id}",
    /// The form of a break that stands.
    EditBreak = "/breaks/{id}/edit",
    /// Takes a break away.
    DeleteBreak = "/breaks/{id}/delete",
}

paths_of! { SeasonId:
    /// A season.
    ShowSeason = "/seasons/{id}",
    /// The form of a season that stands.
    EditSeason = "/seasons/{id}/edit",
}

paths_of! { TemplateId:
    /// A template.
    ShowTemplate = "/templates/{id}",
    /// The form of a template that stands.
    EditTemplate = "/templates/{id}/edit",
    /// Takes a template away.
    DeleteTemplate = "/templates/{id}/delete",
}

/// Books an interpreter for a session.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sessions/{id}/interpreters", rejection(crate::error::Error))]
pub struct Interpreters {
    pub id: SessionId,
}

/// Changes the booking of an interpreter.
#[derive(TypedPath, Deserialize)]
#[typed_path("/interpreters/{id}", rejection(crate::error::Error))]
pub struct Interpreting {
    pub id: InterpretingId,
}
