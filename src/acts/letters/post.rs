//! Letters are posted, and the posting is taken back.

use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::id::MessageId;

use super::queries;
use crate::access::{Act, Viewer, lock_groups};
use crate::error::{Code, Error, Fault, Result};
use crate::local_time::midnight;
use crate::message;
use crate::notify;
use crate::web::form::Form;

/// How many days back letters may be said to have been posted.
const BACK: Days = Days::new(7);

/// Letters that were posted, and on which day.
#[derive(Clone, Debug)]
pub struct PostedInput {
    pub letters: Vec<MessageId>,
    pub on: NaiveDate,
}

/// How much of what was chosen was done; the rest no longer applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowMuch {
    All,
    Some,
}

/// Reads which letters were posted when.
pub fn read_posted(form: &Form, today: NaiveDate) -> Result<PostedInput> {
    let mut reader = form.reader();
    let on = reader.date("posted_on");
    let on = reader.checked(on, |day| {
        let is_out = *day > today || *day < today - BACK;
        is_out.then(|| Fault::of("posted_on", Code::LetterPostedDay))
    });
    let letters = form.ids(&["letter"]);
    if letters.is_empty() {
        reader.fault(Fault::of("letter", Code::LetterNone));
    }
    reader.done(|| Ok(PostedInput { letters, on: on? }))
}

/// Marks letters as posted: their readers are told as of that day, and the time to answer runs from then.
pub async fn post_letters(act: Act<'_>, by: &Viewer, posted: &PostedInput) -> Result<HowMuch> {
    let mut due = queries::due(act, by).await?;
    due.retain(|row| posted.letters.contains(&row.id));
    lock_groups(act, message::groups_of(act.tx, due.iter().map(|row| row.id)).await?).await?;
    let mut done = 0;
    for row in &due {
        done += usize::from(notify::post_letter(act, by.staff_id, row.id, posted.on).await?);
    }
    Ok(if done == posted.letters.len() { HowMuch::All } else { HowMuch::Some })
}

/// Takes back what the person marked as posted at a moment of today.
pub async fn unpost_letters(act: Act<'_>, by: &Viewer, at: DateTime<Utc>) -> Result<HowMuch> {
    let since = midnight(act.zone, act.today());
    let mut posted = notify::posted_since(act.tx, by.staff_id, since).await?;
    posted.retain(|row| row.posted_at == at);
    if posted.is_empty() {
        return Err(Error::conflict(Code::LetterUndoLate));
    }
    lock_groups(act, message::groups_of(act.tx, posted.iter().map(|row| row.message_id)).await?).await?;
    let mut done = 0;
    for row in &posted {
        done += usize::from(notify::unpost_letter(act, row).await?);
    }
    Ok(if done == posted.len() { HowMuch::All } else { HowMuch::Some })
}
