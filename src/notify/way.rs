//! By which way a person is told, from how they want to be reached.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::client;
use entity::id::ClientId;
use entity::state::{ContactChannel, Language, MessageChannel};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};

use super::kinds::is_personal;
use super::news::{NewsEntry, Reach, Urgency};
use crate::error::Result;
use crate::text::phone::e164;

/// A letter that must arrive sooner than this is a call.
pub const POST_TAKES: TimeDelta = TimeDelta::days(4);

/// Five working days, in which a letter takes the place of a call to somebody without a number.
const POST_IS_SURE: TimeDelta = TimeDelta::days(7);

/// How a client is reached.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ClientReach {
    pub language: Language,
    pub channel: ContactChannel,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// The one of them at which a message was refused for good.
    pub refused_address: Option<String>,
    pub deceased_on: Option<NaiveDate>,
    pub address_protection: bool,
    pub postal_address: Option<String>,
}

/// The way to a person, in their language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    pub channel: MessageChannel,
    /// The address or the number; nothing for letters and calls, which people make.
    pub address: Option<String>,
    pub language: Language,
}

/// What a way must do.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    pub reach: Reach,
    pub now: DateTime<Utc>,
    /// When the news loses its purpose.
    pub until: Option<DateTime<Utc>>,
    /// Whether somebody comes in vain who doesn't hear of it.
    pub in_time: bool,
    /// Whether an address is tried at which a message was refused.
    pub insists: bool,
    /// Whether it goes to whoever stands in for a staff member who is away.
    pub goes_over: bool,
}

impl Need {
    /// What a piece of news needs that loses its purpose `until` then.
    pub fn of(entry: &NewsEntry, now: DateTime<Utc>, until: Option<DateTime<Utc>>) -> Self {
        Self {
            reach: entry.reach,
            now,
            until,
            in_time: entry.urgency == Urgency::InTime,
            insists: false,
            goes_over: !is_personal(entry.kind),
        }
    }
}

impl Way {
    /// To an address by mail.
    pub const fn mail(address: String, language: Language) -> Self {
        Self { channel: MessageChannel::Email, address: Some(address), language }
    }

    /// To a telephone by text message; a gateway dials one form of a number only.
    pub fn text(phone: String, language: Language) -> Self {
        let address = Some(e164(&phone).unwrap_or(phone));
        Self { channel: MessageChannel::Sms, address, language }
    }

    /// To somebody outside the house: by mail, else somebody calls.
    pub fn outside(email: Option<String>) -> Self {
        let language = Language::Fi;
        email.map_or(Self { channel: MessageChannel::Call, address: None, language }, |email| {
            Self::mail(email, language)
        })
    }

    /// A call in place of whatever way it is.
    #[must_use]
    pub fn into_call(self) -> Self {
        Self { channel: MessageChannel::Call, address: None, ..self }
    }

    /// Whether a person writes or calls.
    pub const fn is_by_hand(&self) -> bool {
        matches!(self.channel, MessageChannel::Letter | MessageChannel::Call)
    }
}

impl ClientReach {
    /// The way to the client; `None` when the client is told nothing. What loses its purpose before a letter has come
    /// is a call, and so is what must be heard where the address does not work; the rest is not sent there any more. Where
    /// there is no number to call, a letter takes the place of the call as long as the post surely has time.
    pub fn way(&self, need: Need) -> Option<Way> {
        if self.deceased_on.is_some() {
            return None;
        }
        let by_hand = |channel| Way { channel, address: None, language: self.language };
        let in_haste = need.until.is_some_and(|until| until < need.now + POST_TAKES);
        let by_phone = self.phone.clone().map(|phone| Way::text(phone, self.language));
        let by_mail = self.email.clone().map(|email| Way::mail(email, self.language));
        let has_time = need.until.is_none_or(|until| until >= need.now + POST_IS_SURE);
        let by_post = self.phone.is_none() && self.postal_address.is_some() && has_time;
        // Who wants no messages chose neither; a letter lies where others find it.
        let is_written = by_post && self.channel != ContactChannel::None;
        let call = by_hand(if is_written { MessageChannel::Letter } else { MessageChannel::Call });
        let fails = |way: &Way| !need.insists && way.address.is_some() && way.address == self.refused_address;
        let sent = |way: Option<Way>| match way {
            Some(way) if !fails(&way) => Some(way),
            Some(_) if !need.in_time => None,
            _ => Some(call.clone()),
        };
        match self.channel {
            ContactChannel::Sms => sent(by_phone),
            ContactChannel::Email => sent(by_mail),
            ContactChannel::Letter if in_haste => Some(call.clone()),
            ContactChannel::Letter => Some(by_hand(MessageChannel::Letter)),
            ContactChannel::None => (need.reach == Reach::Everybody).then(|| call.clone()),
        }
    }
}

/// Whether only the client's key worker may know who the client is, or which way is safe.
pub async fn needs_care(db: &impl ConnectionTrait, id: ClientId) -> Result<bool> {
    let client: Option<ClientReach> = client::Entity::find_by_id(id).into_model().one(db).await?;
    Ok(client.is_some_and(|one| one.address_protection || one.channel == ContactChannel::None))
}

/// Whether the client has a telephone.
pub async fn has_phone(db: &impl ConnectionTrait, id: ClientId) -> Result<bool> {
    let client: Option<ClientReach> = client::Entity::find_by_id(id).into_model().one(db).await?;
    Ok(client.is_some_and(|one| one.phone.is_some()))
}

/// Whether the client has a number which anybody may call who works with clients.
pub async fn is_called_by_anybody(db: &impl ConnectionTrait, id: ClientId) -> Result<bool> {
    let client: Option<ClientReach> = client::Entity::find_by_id(id).into_model().one(db).await?;
    let is_open =
        |one: ClientReach| !one.address_protection && one.channel != ContactChannel::None && one.phone.is_some();
    Ok(client.is_some_and(is_open))
}

/// Whether only the client's key worker may know who the client is.
pub async fn is_protected(db: &impl ConnectionTrait, id: ClientId) -> Result<bool> {
    let client: Option<ClientReach> = client::Entity::find_by_id(id).into_model().one(db).await?;
    Ok(client.is_some_and(|one| one.address_protection))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(moment: &str) -> DateTime<Utc> {
        moment.parse().unwrap()
    }

    fn client(channel: ContactChannel) -> ClientReach {
        ClientReach {
            language: Language::Sv,
            channel,
            email: Some("aino@piiri.example".into()),
            phone: Some("+358401234567".into()),
            refused_address: None,
            deceased_on: None,
            address_protection: false,
            postal_address: None,
        }
    }

    fn channel(client: &ClientReach, reach: Reach, until: Option<&str>) -> Option<MessageChannel> {
        let now = at("2026-10-14T09:00:00Z");
        let need = Need { reach, now, until: until.map(at), in_time: false, insists: false, goes_over: false };
        client.way(need).map(|way| way.channel)
    }

    #[test]
    fn everybody_is_told_by_the_way_they_chose() {
        let to = |chosen| channel(&client(chosen), Reach::WhoWantsMessages, None);
        assert_eq!(to(ContactChannel::Sms), Some(MessageChannel::Sms));
        assert_eq!(to(ContactChannel::Email), Some(MessageChannel::Email));
        assert_eq!(to(ContactChannel::Letter), Some(MessageChannel::Letter));
        assert_eq!(to(ContactChannel::None), None);
    }

    #[test]
    fn who_lacks_the_address_or_would_get_the_letter_too_late_is_called() {
        let numberless = ClientReach { phone: None, ..client(ContactChannel::Sms) };
        assert_eq!(channel(&numberless, Reach::WhoWantsMessages, None), Some(MessageChannel::Call));
        let letter = client(ContactChannel::Letter);
        let soon = Some("2026-10-16T09:00:00Z");
        assert_eq!(channel(&letter, Reach::WhoWantsMessages, soon), Some(MessageChannel::Call));
    }

    #[test]
    fn who_has_no_number_is_written_a_letter_while_five_working_days_are_left() {
        let address = Some("Koulukatu 7, 88900 Kuhmo".to_owned());
        let numberless = ClientReach { phone: None, postal_address: address, ..client(ContactChannel::Sms) };
        let by = |until| channel(&numberless, Reach::WhoWantsMessages, until);
        assert_eq!(by(None), Some(MessageChannel::Letter));
        assert_eq!(by(Some("2026-10-21T09:00:00Z")), Some(MessageChannel::Letter));
        assert_eq!(by(Some("2026-10-20T09:00:00Z")), Some(MessageChannel::Call));
        let homeless = ClientReach { postal_address: None, ..numberless.clone() };
        assert_eq!(channel(&homeless, Reach::WhoWantsMessages, None), Some(MessageChannel::Call));
        let silent = ClientReach { channel: ContactChannel::None, ..numberless };
        assert_eq!(channel(&silent, Reach::Everybody, None), Some(MessageChannel::Call), "the note says what is safe");
    }

    #[test]
    fn at_an_address_that_fails_only_what_must_be_heard_is_told_and_that_by_a_call() {
        let dead = ClientReach { refused_address: Some("+358401234567".into()), ..client(ContactChannel::Sms) };
        let now = at("2026-10-14T09:00:00Z");
        let way = |client: &ClientReach, in_time, insists| {
            let need = Need { reach: Reach::WhoWantsMessages, now, until: None, in_time, insists, goes_over: false };
            client.way(need).map(|way| way.channel)
        };
        assert_eq!(way(&dead, false, false), None);
        assert_eq!(way(&dead, true, false), Some(MessageChannel::Call));
        assert_eq!(way(&dead, false, true), Some(MessageChannel::Sms), "an administrator tries again");
        let other = ClientReach { channel: ContactChannel::Email, ..dead };
        assert_eq!(way(&other, false, false), Some(MessageChannel::Email), "the other one may work");
    }

    #[test]
    fn who_wants_no_messages_is_called_only_where_everybody_must_hear_and_the_dead_are_told_nothing() {
        let silent = client(ContactChannel::None);
        assert_eq!(channel(&silent, Reach::Everybody, None), Some(MessageChannel::Call));
        let dead = ClientReach { deceased_on: Some(at("2026-10-01T00:00:00Z").date_naive()), ..silent };
        assert_eq!(channel(&dead, Reach::Everybody, None), None);
    }
}
