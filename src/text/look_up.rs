//! Looks texts up by key and language.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use entity::state::Language;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{Loader, static_loader};
use unic_langid::{LanguageIdentifier, langid};

static_loader! {
    static LOCALES = {
        locales: "./src/text/locales",
        fallback_language: "fi",
        // Isolating marks break attributes, mail subjects and SMS.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static FI: LanguageIdentifier = langid!("fi");
static SV: LanguageIdentifier = langid!("sv");
static EN: LanguageIdentifier = langid!("en");
static FI_SELKO: LazyLock<LanguageIdentifier> =
    LazyLock::new(|| "fi-selko".parse().expect("a language and a five-letter variant"));

/// An argument of a text: words, or a number that the language may count by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Words.
    Words(String),
    /// A number.
    Number(i64),
}

impl From<String> for Arg {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&str> for Arg {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

macro_rules! number {
    ($($number:ty),+) => { $(
        impl From<$number> for Arg {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )+ };
}

number!(i32, u32, i64, u64, usize);

/// The BCP 47 tag for `lang` attributes and message headers.
pub const fn tag(language: Language) -> &'static str {
    match language {
        Language::Fi | Language::FiEasy => "fi",
        Language::Sv => "sv",
        Language::En => "en",
    }
}

/// The text of `key` in `language`; easy Finnish falls back to Finnish, a missing key to the key itself.
pub fn t(language: Language, key: &str) -> String {
    look_up(language, key, None)
}

/// The text of `key` with its arguments filled in.
///
/// ```
/// use entity::state::Language;
/// use piiri::text::t_with;
/// assert_eq!(t_with(Language::En, "list-count", &[("n", 1.into())]), "1 row");
/// ```
pub fn t_with<'a>(language: Language, key: &str, args: impl IntoIterator<Item = &'a (&'static str, Arg)>) -> String {
    let args: HashMap<Cow<'static, str>, FluentValue<'static>> =
        args.into_iter().map(|(name, value)| (Cow::Borrowed(*name), fluent(value))).collect();
    look_up(language, key, Some(&args))
}

fn fluent(arg: &Arg) -> FluentValue<'static> {
    match arg {
        Arg::Words(words) => FluentValue::from(words.clone()),
        Arg::Number(number) => FluentValue::from(*number),
    }
}

/// Whether `key` has a text in exactly this language.
pub fn has(language: Language, key: &str) -> bool {
    // A text that misses its arguments is there all the same; the crate doesn't publish the type of its error.
    let found = LOCALES.lookup_single_language::<&str>(id(language), key, None);
    found.map_or_else(|error| format!("{error:?}").starts_with("FluentError"), |_| true)
}

fn look_up(language: Language, key: &str, args: Option<&HashMap<Cow<'static, str>, FluentValue<'static>>>) -> String {
    let find = |id: &LanguageIdentifier| match args {
        Some(args) => LOCALES.try_lookup_with_args(id, key, args),
        None => LOCALES.try_lookup(id, key),
    };
    find(id(language)).or_else(|| find(&FI)).unwrap_or_else(|| {
        tracing::error!(key, %language, "text is missing");
        key.to_owned()
    })
}

fn id(language: Language) -> &'static LanguageIdentifier {
    match language {
        Language::Fi => &FI,
        Language::Sv => &SV,
        Language::En => &EN,
        Language::FiEasy => &FI_SELKO,
    }
}
