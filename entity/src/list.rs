//! Short lists that one column holds as text, so that both databases read them alike.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::state::{Aim, Channel, Language, WorkDay};

/// A stored list holds something that is none of its values.
#[derive(Debug)]
pub struct BadList;

impl fmt::Display for BadList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a stored list holds an unknown value")
    }
}

impl std::error::Error for BadList {}

macro_rules! list {
    ($(#[$doc:meta])* $name:ident, $item:ty, $separator:literal, $parse:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, DeriveValueType)]
        #[sea_orm(value_type = "String")]
        #[serde(transparent)]
        pub struct $name(pub Vec<$item>);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for (position, item) in self.0.iter().enumerate() {
                    if position > 0 {
                        f.write_str($separator)?;
                    }
                    write!(f, "{item}")?;
                }
                Ok(())
            }
        }

        impl FromStr for $name {
            type Err = BadList;

            fn from_str(text: &str) -> Result<Self, BadList> {
                let parse: fn(&str) -> Option<$item> = $parse;
                text.split($separator).filter(|part| !part.is_empty()).map(|part| parse(part).ok_or(BadList)).collect::<Result<_, _>>().map(Self)
            }
        }
    };
}

list! {
    /// Aims of a group.
    Aims, Aim, ",", Aim::from_code
}
list! {
    /// Languages spoken in a group.
    Languages, Language, ",", Language::from_code
}
list! {
    /// Channels from which a client heard of a group, the first first.
    Channels, Channel, ",", Channel::from_code
}
list! {
    /// Days of the week on which somebody works.
    WorkDays, WorkDay, ",", WorkDay::from_code
}
list! {
    /// Calendar days.
    Dates, NaiveDate, ",", |text| text.parse().ok()
}
list! {
    /// Lines of text; a line holds no line break.
    Lines, String, "\n", |text| Some(text.to_owned())
}
