//! A slip comes back: what its client answers is keyed in as if the client had said it by the own link.

use entity::id::SessionId;
use entity::state::MessageKind;

use crate::access::{Act, Viewer, reach_referral};
use crate::acts::answer_session::cant_come;
use crate::acts::referral_steps::take_referral_step;
use crate::error::{Code, Error, OrNotFound, Result};
use crate::message::ManualContact;
use crate::notify::Told;
use crate::referral::{NextState, ReferralStep};
use crate::web::form::Form;

/// What a slip answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipAnswer {
    Accepts,
    Declines,
    CantCome(SessionId),
}

/// What a letter asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Whether the client takes the place that is offered.
    Place,
    /// Which session the client can't come to, if any.
    Sessions,
    Nothing,
}

/// What a letter asks for, by what it is about.
pub const fn asks(kind: MessageKind) -> Asks {
    match kind {
        MessageKind::Offer => Asks::Place,
        MessageKind::SessionMoved
        | MessageKind::SessionCancelled
        | MessageKind::WhoMeets
        | MessageKind::Confirmed
        | MessageKind::Reminder => Asks::Sessions,
        _ => Asks::Nothing,
    }
}

/// Reads what a slip answers.
pub fn read_answer(form: &Form) -> Result<SlipAnswer> {
    let mut reader = form.reader();
    let session = reader.id_or_none("session");
    let answer = reader.choice("answer", |code| match code {
        "accepts" => Some(Some(SlipAnswer::Accepts)),
        "declines" => Some(Some(SlipAnswer::Declines)),
        "cant_come" => Some(None),
        _ => None,
    });
    let answer = reader.done(|| Ok((answer?, session?)))?;
    let cant_come = || answer.1.map(SlipAnswer::CantCome).ok_or_else(|| Error::invalid("session", Code::FaultNeeded));
    answer.0.map_or_else(cant_come, Ok)
}

/// Takes the step that the client asks for on a slip.
pub async fn answer_slip(act: Act<'_>, by: &Viewer, letter: &ManualContact, answer: SlipAnswer) -> Result<Told> {
    let to = match answer {
        SlipAnswer::Accepts => NextState::Confirmed,
        SlipAnswer::Declines => NextState::Declined,
        SlipAnswer::CantCome(session) => {
            return cant_come(act, session, letter.client_id, None).await;
        }
    };
    let referral = reach_referral(act, by, letter.referral_id.or_not_found()?).await?;
    let step = ReferralStep::to(to, referral.part().into());
    take_referral_step(act, &referral, step).await
}
