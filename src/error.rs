//! The one error type of services and queries. It knows nothing of HTTP; `web::problem` draws it.

mod code;
mod reach;

use std::borrow::Cow;

pub use code::Code;

use crate::text::Arg;

/// What a service, a query or a route may end with instead of its result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an act did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the person may not know that there is.
    #[error("not found")]
    NotFound,
    /// The person's roles don't allow the act.
    #[error("forbidden")]
    Forbidden,
    /// Nobody is signed in.
    #[error("sign-in needed")]
    SignIn,
    /// What was typed or sent can't be taken as it is; one entry for each fault.
    #[error("invalid: {0:?}")]
    Invalid(Faults),
    /// The act does not fit the present state or capacity.
    #[error("conflict: {:?}", .0.code)]
    Conflict(Fault),
    /// The thing has changed since the caller read it.
    #[error("stale")]
    Stale,
    /// The act was done before under the same once-key; `web::once` answers it with its first outcome.
    #[error("done before")]
    Repeated,
    /// Too many tries; the seconds to wait.
    #[error("too many tries")]
    TooMany(u64),
    /// The request can't be read at all: the HTTP status and why.
    #[error("unreadable: {1}")]
    Unreadable(u16, Cow<'static, str>),
    /// The database can't be used for now; the cause is for the log only.
    #[error("{0}")]
    Unavailable(String),
    /// Something broke; the cause is for the log only.
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

/// One fault: where it is, and why.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The form or JSON field, empty when the fault is of the whole.
    pub field: Cow<'static, str>,
    /// Why, and with it the text that says what to do.
    pub code: Code,
    /// The text's arguments.
    pub args: Vec<(&'static str, Arg)>,
}

impl Fault {
    /// A fault of one field.
    pub fn of(field: impl Into<Cow<'static, str>>, code: Code) -> Self {
        Self { field: field.into(), code, args: Vec::new() }
    }

    /// A fault of the whole act.
    pub fn whole(code: Code) -> Self {
        Self::of("", code)
    }

    /// The same fault with an argument for its text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

/// Faults in the order of their fields.
pub type Faults = Vec<Fault>;

impl Error {
    /// A single fault of one field.
    pub fn invalid(field: &'static str, code: Code) -> Self {
        Self::Invalid(vec![Fault::of(field, code)])
    }

    /// A conflict with the present state.
    pub fn conflict(code: Code) -> Self {
        Self::Conflict(Fault::whole(code))
    }
}

impl From<sea_orm::DbErr> for Error {
    /// Keeps only the text of a database error: its debug form may hold values.
    fn from(error: sea_orm::DbErr) -> Self {
        if reach::is_out_of_reach(&error) {
            return Self::Unavailable(format!("database: {error}"));
        }
        Self::Internal(anyhow::anyhow!("database: {error}"))
    }
}

/// Turns an absent row into [`Error::NotFound`].
pub trait OrNotFound<T> {
    /// The row, or [`Error::NotFound`].
    fn or_not_found(self) -> Result<T>;
}

impl<T> OrNotFound<T> for Option<T> {
    fn or_not_found(self) -> Result<T> {
        self.ok_or(Error::NotFound)
    }
}

impl<T> OrNotFound<T> for Result<Option<T>, sea_orm::DbErr> {
    fn or_not_found(self) -> Result<T> {
        self?.ok_or(Error::NotFound)
    }
}
