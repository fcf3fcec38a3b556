//! The words of a text by a channel, signed by whoever writes.

use entity::state::{Language, MessageChannel};

use crate::message::{Words, gsm};
use crate::text::{Arg, t_with};

/// Where the link stands in a text that is kept.
pub const LINK: &str = "{link}";
/// The argument that holds the given name of whoever writes, or meets the client.
const LEADER: &str = "leader";
/// The argument that says whether a text names who meets the client.
const MET: &str = "met";
/// What texts are told where there is no such name.
const NOBODY: &str = "none";

/// A text with its arguments.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'a> {
    pub text: &'a str,
    pub args: &'a [(&'static str, Arg)],
    /// How many letters its link has.
    pub link: usize,
}

/// What is signed, and the key of its signature.
#[derive(Clone, Copy)]
struct Under {
    part: &'static str,
    key: &'static str,
}

impl Wording<'_> {
    /// The words in a language and by a channel, with the link's place marked; what a person tells has no link, no
    /// signature, and its own words that need none.
    ///
    /// A text that names the leader anyway is not signed besides. A text message is one message: a name has the letters
    /// of its alphabet there, or is left out, and a signature that would make it two is left out as well.
    pub fn words(&self, language: Language, channel: MessageChannel) -> Words {
        let name = self.leader(channel);
        let part = |part: &str| self.part(language, part, name.as_deref().unwrap_or(NOBODY));
        match channel {
            MessageChannel::Sms => {
                let body = gsm::plain(&part("sms"));
                let signed = self.signature(language, Under { part: "sms", key: "signature-short" }, name.as_deref());
                let signed = signed.map(|signature| format!("{body} {}", gsm::plain(&signature)));
                Words { subject: String::new(), body: signed.filter(|signed| self.fits(signed)).unwrap_or(body) }
            }
            MessageChannel::Letter | MessageChannel::Call => Words { subject: part("subject"), body: part("hand") },
            MessageChannel::Email => {
                let signature = self.signature(language, Under { part: "body", key: "signature" }, name.as_deref());
                let signature = signature.map(|signature| format!("\n\n{signature}")).unwrap_or_default();
                Words { subject: part("subject"), body: format!("{}{signature}", part("body")) }
            }
        }
    }

    fn leader(&self, channel: MessageChannel) -> Option<String> {
        let name = self.args.iter().find_map(|(name, arg)| match arg {
            Arg::Words(words) if *name == LEADER && !words.is_empty() => Some(words.clone()),
            _ => None,
        })?;
        match channel {
            MessageChannel::Sms => Some(gsm::plain(&name)).filter(|name| gsm::length(name).is_some()),
            _ => Some(name),
        }
    }

    fn part(&self, language: Language, part: &str, leader: &str) -> String {
        let mut args: Vec<(&'static str, Arg)> =
            self.args.iter().filter(|(name, _)| *name != LEADER).cloned().collect();
        if leader == NOBODY {
            args.retain(|(name, _)| *name != MET);
            args.push((MET, "no".into()));
        }
        args.extend([(LEADER, leader.into()), ("link", LINK.into())]);
        t_with(language, &format!("{}-{part}", self.text), &args)
    }

    /// The signature under a part; none where nobody signs, or where the part names whoever would.
    fn signature(&self, language: Language, under: Under, name: Option<&str>) -> Option<String> {
        let name = name?;
        let marked = "\u{1}";
        let is_named = self.part(language, under.part, marked).contains(marked);
        (!is_named).then(|| t_with(language, under.key, &[(LEADER, name.into())]))
    }

    /// Whether a text is one message with its link.
    fn fits(&self, text: &str) -> bool {
        let links = text.matches(LINK).count() * self.link;
        gsm::length(&text.replace(LINK, "")).is_some_and(|length| length + links <= gsm::ONE_MESSAGE)
    }
}
