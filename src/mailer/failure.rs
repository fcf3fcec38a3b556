//! How a send fails.

/// Why something was not sent, as a short code that holds no address and no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It may go later.
    Later(&'static str),
    /// The other side was not reached or lets us not in: no other message goes now either.
    Unreached(&'static str),
    /// It will never go.
    Never(&'static str),
}
