//! Who may be the same person. Pure.

use std::collections::HashMap;

use entity::client;
use entity::id::ClientId;

use crate::text::phone::e164;

/// The most pairs that are shown; whoever has joined those finds the next.
pub const MOST_PAIRS: usize = 100;

/// Two of a list of clients who may be one person, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    pub one: &'a client::Model,
    pub other: &'a client::Model,
    /// What they have in common.
    pub alike: Vec<Alike>,
}

/// What two clients have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    let same = |one: Option<String>, other: Option<String>| one.is_some() && one == other;
    let found = [
        (Alike::Name, one.name_search == other.name_search),
        (Alike::Phone, same(dialled(one), dialled(other))),
        (Alike::Email, same(one.email.clone(), other.email.clone())),
    ];
    found.into_iter().filter(|(_, is)| *is).map(|(what, _)| what).collect()
}

/// The first pairs among clients in their order, at most [`MOST_PAIRS`], and whether there are more. Only those who
/// share a name, a number or an address are compared.
pub fn pairs(clients: &[client::Model]) -> (Vec<Pair<'_>>, bool) {
    let mut sharing: HashMap<(Alike, String), Vec<usize>> = HashMap::new();
    for (at, client) in clients.iter().enumerate() {
        for key in keys(client) {
            sharing.entry(key).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    for (at, one) in clients.iter().enumerate() {
        let mut others: Vec<usize> =
            keys(one).filter_map(|key| sharing.get(&key)).flatten().copied().filter(|other| *other > at).collect();
        others.sort_unstable();
        others.dedup();
        for other in others.into_iter().map(|other| &clients[other]) {
            let alike = alike(one, other);
            if alike.is_empty() {
                continue;
            }
            if pairs.len() == MOST_PAIRS {
                return (pairs, true);
            }
            pairs.push(Pair { one, other, alike });
        }
    }
    (pairs, false)
}

/// What a client may share with another.
fn keys(client: &client::Model) -> impl Iterator<Item = (Alike, String)> {
    let (name, email) = (Some(client.name_search.clone()), client.email.clone());
    let keys = [(Alike::Name, name), (Alike::Phone, dialled(client)), (Alike::Email, email)];
    keys.into_iter().filter_map(|(what, value)| value.map(|value| (what, value)))
}

/// The number under which a client answers, however it was typed.
fn dialled(client: &client::Model) -> Option<String> {
    client.phone.as_ref().map(|phone| e164(phone).unwrap_or_else(|_| phone.clone()))
}

/// Which of two rows had better stay: the one with a number in the client information system, else the older.
pub fn better(one: &client::Model, other: &client::Model) -> ClientId {
    let rank = |row: &client::Model| (row.external_ref.is_none(), row.created_at, row.id);
    if rank(one) <= rank(other) { one.id } else { other.id }
}
