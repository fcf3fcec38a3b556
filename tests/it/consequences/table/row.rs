//! A row of the table.

/// One part of what follows from an act.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// The tests that play it, as `module::test`.
    Played(&'static [&'static str]),
    /// Why nothing follows.
    Nothing(&'static str),
}

/// An act and what follows from it.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub act: &'static str,
    /// The files of `src` that are its home.
    pub homes: &'static [&'static str],
    /// Who hears of it, by which way and until when.
    pub told: Part,
    /// What ends with it.
    pub falls_away: Part,
    /// What stays, or starts.
    pub stays: Part,
    /// How and how long it can be taken back.
    pub undo: Part,
}

impl Row {
    pub const fn parts(&self) -> [(&'static str, Part); 4] {
        [("told", self.told), ("falls away", self.falls_away), ("stays", self.stays), ("undo", self.undo)]
    }
}
