//! What a person typed, sealed while it is out of the server's hands: marks on the person's device, and a form that came
//! after its sign-in had ended. Each person has a key of their own, so that nobody else's sign-in opens it.
//!
//! Owns `device_key`.

use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::BASE64URL_NOPAD;
use entity::device_key;
use entity::id::{DeviceKeyId, StaffId};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::access::{Act, Actor};
use crate::app::App;
use crate::error::{OrNotFound, Result};
use crate::random;

/// How long what is sealed can be opened.
pub const KEPT: TimeDelta = TimeDelta::hours(36);
/// A key for drafts serves for so long before the next takes its place.
const TURN: TimeDelta = TimeDelta::hours(12);
/// What a sealed form is bound to, so that nothing else is taken for one.
const FORM: &[u8] = b"form";

/// A person's key.
#[derive(Clone)]
pub struct DeviceKey {
    /// The name by which devices know it; it tells nobody whose it is.
    pub id: DeviceKeyId,
    secret: Vec<u8>,
}

/// A key that seals what is typed within one turn of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimedKey {
    /// Which turn, counted from the beginning of time.
    pub turn: i64,
    /// The key, in base 64.
    pub key: String,
}

impl From<device_key::Model> for DeviceKey {
    fn from(row: device_key::Model) -> Self {
        Self { id: row.id, secret: row.secret.into_bytes() }
    }
}

impl DeviceKey {
    /// A person's key, if there is one.
    pub async fn of(db: &impl ConnectionTrait, staff: StaffId) -> Result<Option<Self>> {
        let own = device_key::Entity::find().filter(device_key::COLUMN.staff_id.eq(staff));
        Ok(own.one(db).await?.map(Self::from))
    }

    /// The key that a device knows by this name.
    pub async fn named(db: &impl ConnectionTrait, id: DeviceKeyId) -> Result<Option<Self>> {
        Ok(device_key::Entity::find_by_id(id).one(db).await?.map(Self::from))
    }

    /// A person's key, made when it is first asked for.
    pub async fn made(app: &App, staff: StaffId) -> Result<Self> {
        if let Some(key) = Self::of(app.db.read(), staff).await? {
            return Ok(key);
        }
        app.act(Actor::System, async |act| {
            let row = device_key::ActiveModel {
                id: Set(random::id(act.now)),
                staff_id: Set(staff),
                secret: Set(random::key()),
                created_at: Set(act.now),
            };
            let once = OnConflict::column(device_key::Column::StaffId).do_nothing().to_owned();
            device_key::Entity::insert_many([row]).on_conflict(once).exec_without_returning(act.tx).await?;
            Self::of(act.tx, staff).await?.or_not_found()
        })
        .await
    }

    /// Forgets a person's key: nothing that it sealed can ever be opened again.
    pub async fn forget(act: Act<'_>, staff: StaffId) -> Result<()> {
        device_key::Entity::delete_many().filter(device_key::COLUMN.staff_id.eq(staff)).exec(act.tx).await?;
        Ok(())
    }

    /// The keys of drafts, that of now first; with none of them can be opened what is older than [`KEPT`] and one turn.
    pub fn turns(&self, now: DateTime<Utc>) -> Vec<TimedKey> {
        let turn = now.timestamp().div_euclid(TURN.num_seconds());
        let kept = KEPT.num_seconds() / TURN.num_seconds();
        let key = |turn: i64| {
            let bound = [b"draft", turn.to_be_bytes().as_slice()].concat();
            TimedKey { turn, key: BASE64URL_NOPAD.encode(&self.derived(&bound)) }
        };
        (0..=kept).map(|back| key(turn - back)).collect()
    }

    /// Seals a text until it is too old; nothing where it can't be sealed.
    pub fn seal(&self, now: DateTime<Utc>, text: &str) -> Option<String> {
        let nonce = random::nonce();
        let mut sealed = [(now + KEPT).timestamp().to_be_bytes().as_slice(), text.as_bytes()].concat();
        let bound = Nonce::assume_unique_for_key(nonce);
        self.form_key()?.seal_in_place_append_tag(bound, Aad::from(FORM), &mut sealed).ok()?;
        Some(BASE64URL_NOPAD.encode(&[nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what this key sealed and nobody changed, unless it is too old.
    pub fn open(&self, now: DateTime<Utc>, sealed: &str) -> Option<String> {
        let mut bytes = BASE64URL_NOPAD.decode(sealed.as_bytes()).ok()?;
        let (nonce, sealed) = bytes.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let opened = self.form_key()?.open_in_place(nonce, Aad::from(FORM), sealed).ok()?;
        let (until, text) = opened.split_first_chunk::<8>()?;
        let stands = now.timestamp() < i64::from_be_bytes(*until);
        String::from_utf8(text.to_vec()).ok().filter(|_| stands)
    }

    fn form_key(&self) -> Option<LessSafeKey> {
        UnboundKey::new(&AES_256_GCM, &self.derived(FORM)).ok().map(LessSafeKey::new)
    }

    fn derived(&self, purpose: &[u8]) -> Vec<u8> {
        hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &self.secret), purpose).as_ref().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn key(secret: &str) -> DeviceKey {
        DeviceKey { id: DeviceKeyId(Uuid::nil()), secret: secret.as_bytes().to_vec() }
    }

    fn noon() -> DateTime<Utc> {
        "2026-10-14T09:00:00Z".parse().unwrap()
    }

    proptest! {
        #[test]
        fn what_one_person_typed_is_opened_by_that_person_alone_and_for_36_hours(text in "\\PC{0,200}", hours in 0i64..80) {
            let sealed = key("ann").seal(noon(), &text).unwrap();
            let later = noon() + TimeDelta::hours(hours);
            prop_assert_eq!(key("ann").open(later, &sealed), (hours < 36).then_some(text));
            prop_assert_eq!(key("wes").open(later, &sealed), None);
        }

        #[test]
        fn a_sealed_form_that_was_touched_is_none(at in 0usize..60) {
            let mut sealed = key("ann").seal(noon(), "a=1&b=2").unwrap().into_bytes();
            let at = at % sealed.len();
            sealed[at] = if sealed[at] == b'A' { b'B' } else { b'A' };
            prop_assert_eq!(key("ann").open(noon(), &String::from_utf8(sealed).unwrap()), None);
        }

        #[test]
        fn a_draft_finds_its_key_for_36_hours_and_never_after_48(begun in 0i64..200_000, minutes in 0i64..6000) {
            let typed = noon() + TimeDelta::seconds(begun);
            let sealed_by = key("ann").turns(typed).remove(0);
            let held = key("ann").turns(typed + TimeDelta::minutes(minutes)).contains(&sealed_by);
            prop_assert!(held || minutes > 36 * 60, "{} minutes", minutes);
            prop_assert!(!held || minutes <= 48 * 60, "{} minutes", minutes);
            prop_assert!(!key("wes").turns(typed).contains(&sealed_by));
        }
    }
}
