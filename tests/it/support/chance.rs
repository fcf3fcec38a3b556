//! Values that look random and are the same at each run.

use chrono::{Days, NaiveDate};

/// What a text must carry unharmed: marks of HTML, of patterns, of files, and letters beyond Finnish.
const WORDS: [&str; 8] =
    ["Äö å", "<b>&amp;\"'</b>", "100 % _ \\", "1;2,3\t4", "Ω 日本語", "😀", "O'Neill-Öhman", "a: {b} $c"];

/// A sequence after Marsaglia's xorshift.
pub struct Chance(pub u64);

impl Chance {
    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }

    /// Yes or no.
    pub fn yes(&mut self) -> bool {
        self.below(2) == 1
    }

    /// A number within bounds, both of them more often than others.
    pub fn number(&mut self, least: i32, most: i32) -> i32 {
        match self.below(4) {
            0 => least,
            1 => most,
            _ => least + i32::try_from(self.below(usize::try_from(most - least).unwrap() + 1)).unwrap(),
        }
    }

    /// One of these.
    pub fn one<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Some of these, in their order.
    pub fn some<T: Copy>(&mut self, all: &[T]) -> Vec<T> {
        all.iter().copied().filter(|_| self.yes()).collect()
    }

    /// A value or none.
    pub fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(3) > 0).then(|| value(self))
    }

    /// One line of at most so many characters.
    pub fn line(&mut self, most: usize) -> String {
        if self.below(4) == 0 {
            return "ä".repeat(most);
        }
        let words: Vec<&str> = (0..=self.below(3)).map(|_| self.one(&WORDS)).collect();
        words.join(" ").replace('\t', " ").chars().take(most).collect::<String>().trim().to_owned()
    }

    /// Lines of at most so many characters together; or nothing.
    pub fn text(&mut self, most: usize) -> String {
        match self.below(4) {
            0 => String::new(),
            1 => "ö".repeat(most),
            _ => format!("{}\n\n  {}", self.one(&WORDS), self.one(&WORDS)),
        }
    }

    /// Lines that are something.
    pub fn words(&mut self, most: usize) -> String {
        Some(self.text(most)).filter(|text| !text.is_empty()).unwrap_or_else(|| "Sanoja".to_owned())
    }

    /// A day of the twenty years from 2020 on.
    pub fn day(&mut self) -> NaiveDate {
        let days = Days::new(self.below(7300) as u64);
        NaiveDate::from_ymd_opt(2020, 1, 1).and_then(|first| first.checked_add_days(days)).unwrap()
    }
}
