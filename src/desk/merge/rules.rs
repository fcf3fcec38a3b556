//! Who may be the same person. Pure.

use entity::client;
use entity::id::ClientId;

/// What two clients have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alike {
    /// The name, and no other year of birth.
    Name,
    /// The telephone number.
    Phone,
    /// The e-mail address.
    Email,
}

impl Alike {
    /// The key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "merge-alike-name",
            Self::Phone => "merge-alike-phone",
            Self::Email => "merge-alike-email",
        }
    }
}

/// What makes two clients look like one person; nothing when their years of birth differ.
pub fn alike(one: &client::Model, other: &client::Model) -> Vec<Alike> {
    if matches!((one.birth_year, other.birth_year), (Some(one), Some(other)) if one != other) {
        return Vec::new();
    }
    let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
    let found = [
        (Alike::Name, one.name_search == other.name_search),
        (Alike::Phone, same(&one.phone, &other.phone)),
        (Alike::Email, same(&one.email, &other.email)),
    ];
    found.into_iter().filter(|(_, is)| *is).map(|(what, _)| what).collect()
}

/// Which of two rows had better stay: the one with a number in the client information system, else the older.
pub fn better(one: &client::Model, other: &client::Model) -> ClientId {
    let rank = |row: &client::Model| (row.external_ref.is_none(), row.created_at, row.id);
    if rank(one) <= rank(other) { one.id } else { other.id }
}
