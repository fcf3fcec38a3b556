//! What may stand in an application.

use entity::channel_code;
use entity::list::Channels;
use entity::state::{Channel, Language, ReferralSource};

use crate::error::{Code, Error, Fault, Result};
use crate::message::discreet::{self, Discreet};
use crate::people::client::is_email;
use crate::web::form::{Form, LINE, TEXT};

/// Most characters of the message: enough to ask, too little for a history of illness.
const MESSAGE: usize = 1000;

/// An application as it was typed, checked.
#[derive(Clone, Debug)]
pub struct ApplicationInput {
    /// Who sends it.
    pub source: ReferralSource,
    /// Who wants to come.
    pub name: String,
    /// That person's e-mail address.
    pub email: Option<String>,
    /// That person's telephone number.
    pub phone: Option<String>,
    /// Where that person lives.
    pub municipality: Option<String>,
    /// The language of messages to that person.
    pub language: Language,
    /// What that person wants to tell.
    pub message: String,
    /// The partner organisation that sends it.
    pub partner: Option<String>,
    /// Who sends it there.
    pub partner_person: Option<String>,
    /// Where that person heard of the group, the first first.
    pub channels: Channels,
}

/// Reads an application; `code` is the channel code of the address that led to the form.
pub fn read(form: &Form, code: Option<&channel_code::Model>) -> Result<ApplicationInput> {
    let mut reader = form.reader();
    let source = reader.choice("source", sender);
    let by_partner = source == Ok(ReferralSource::Partner);
    let name = reader.text("name", LINE);
    let email = reader.text_or_none("email", LINE);
    let [municipality, partner_person] = ["municipality", "partner_person"].map(|name| reader.text_or_none(name, LINE));
    let language = reader.choice("language", Language::from_code);
    let message = reader.text_or_empty("message", MESSAGE);
    let channels = reader.choices("channels", Channel::from_code);
    if form.value("email").is_empty() && form.value("phone").is_empty() {
        reader.fault(Fault::of("email", Code::ApplyContactNeeded));
    }
    let email = reader.checked(email, |email| {
        email.as_deref().is_some_and(|email| !is_email(email)).then(|| Fault::of("email", Code::FaultEmail))
    });
    let phone = reader.phone_or_none("phone");
    let partner = if by_partner { reader.text("partner", LINE).map(Some) } else { Ok(None) };
    reader.done(|| {
        Ok(ApplicationInput {
            source: source?,
            name: name?,
            email: email?,
            phone: phone?,
            municipality: municipality?,
            language: language?,
            message: message?,
            partner: partner?,
            partner_person: partner_person?.filter(|_| by_partner),
            channels: heard_from(source?, code.map(|code| code.channel), channels?),
        })
    })
}

/// Who may send an application: workers refer inside.
fn sender(code: &str) -> Option<ReferralSource> {
    ReferralSource::from_code(code).filter(|source| *source != ReferralSource::Worker)
}

/// Every channel once: that of the address first, then those named, and where neither says, what the form itself tells.
fn heard_from(source: ReferralSource, led: Option<Channel>, named: Vec<Channel>) -> Channels {
    let mut channels: Vec<Channel> = Vec::new();
    for channel in led.into_iter().chain(named) {
        if !channels.contains(&channel) {
            channels.push(channel);
        }
    }
    if channels.is_empty() {
        channels.push(if source == ReferralSource::Partner { Channel::Partner } else { Channel::Web });
    }
    Channels(channels)
}

/// The empty form, in the language of the page.
pub fn blank(language: Language, code: &str) -> Form {
    Form::default().set("source", ReferralSource::Own).set("language", language).set("c", code)
}

/// Reads a leader's words to an applicant: they travel unprotected, and give neither the group nor the service away.
pub fn read_words(form: &Form, group: &str) -> Result<Discreet> {
    let mut reader = form.reader();
    let words = reader.text("words", TEXT);
    let words = reader.done(|| words)?;
    discreet::check(&words, &[group])
        .map_err(|word| Error::Invalid(vec![Fault::of("words", Code::ApplicationRejectGivesAway).with("word", word)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form<'a>(fields: impl IntoIterator<Item = &'a (&'a str, &'a str)>) -> Form {
        fields.into_iter().fold(Form::default(), |form, (name, value)| form.set(name, value))
    }

    fn faults<'a>(fields: impl IntoIterator<Item = &'a (&'a str, &'a str)>) -> Vec<(String, Code)> {
        let Err(Error::Invalid(faults)) = read(&form(fields), None) else { return Vec::new() };
        faults.into_iter().map(|fault| (fault.field.into_owned(), fault.code)).collect()
    }

    #[test]
    fn a_name_a_language_and_one_way_to_answer_are_enough() {
        assert!(
            faults(&[("source", "own"), ("name", "Aino"), ("phone", "040 123 4567"), ("language", "fi")]).is_empty()
        );
        let bare = faults(&[("source", "own"), ("name", "Aino"), ("language", "fi")]);
        assert_eq!(bare, [("email".to_owned(), Code::ApplyContactNeeded)]);
        let bad = [("source", "own"), ("name", "Aino"), ("language", "fi"), ("email", "aino@"), ("phone", "soita")];
        assert_eq!(faults(&bad), [("email".to_owned(), Code::FaultEmail), ("phone".to_owned(), Code::FaultPhone)]);
    }

    #[test]
    fn nobody_applies_as_a_worker_and_a_partner_says_which() {
        let partner = [("source", "partner"), ("name", "Aino"), ("email", "a@example.org"), ("language", "fi")];
        assert_eq!(faults(&partner), [("partner".to_owned(), Code::FaultNeeded)]);
        let worker = [("source", "worker"), ("name", "Aino"), ("email", "a@example.org"), ("language", "fi")];
        assert_eq!(faults(&worker), [("source".to_owned(), Code::FaultChoice)]);
    }

    #[test]
    fn the_channel_of_the_address_comes_first_and_none_is_named_twice() {
        use Channel::{Partner, Peer, Print, Web};
        let own = ReferralSource::Own;
        assert_eq!(heard_from(own, Some(Print), vec![Peer, Print]).0, [Print, Peer]);
        assert_eq!(heard_from(own, None, vec![]).0, [Web]);
        assert_eq!(heard_from(ReferralSource::Partner, None, vec![]).0, [Partner]);
    }
}
