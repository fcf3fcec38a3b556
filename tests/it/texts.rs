//! Every text that reaches a client or an applicant by mail or on the telephone, in every language.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chrono_tz::Europe::Helsinki;
use entity::state::{Language, MessageChannel};
use piiri::message::{Words, discreet, gsm};
use piiri::notify::{CATALOGUE, Wording};
use piiri::text::{Arg, t, t_with, when};
use proptest::prelude::*;

/// The one text that holds words of a leader's own, which may be long.
const OWN_WORDS: &str = "apply-rejected";
/// Arguments that no such text may use.
const TELLING: [&str; 9] = ["group", "name", "code", "kind", "unit", "venue", "place", "peer", "client"];

/// The texts that go by any channel: with a body for mail and letters and a form for the telephone.
fn texts() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text/locales/fi");
    let files = fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    let lines: Vec<String> = files.flat_map(|file| file.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let keys: BTreeSet<&str> = lines.iter().filter_map(|line| Some(line.split_once('=')?.0.trim())).collect();
    let names = keys.iter().filter_map(|key| key.strip_suffix("-sms"));
    names.filter(|text| keys.contains(&*format!("{text}-body"))).map(str::to_owned).collect()
}

/// The longest that the arguments get in earnest.
fn args(language: Language, text: &str) -> Vec<(&'static str, Arg)> {
    let moment = |at: &str| when::moment(language, Helsinki, at.parse().unwrap());
    let (day, later) = (moment("2026-10-28T08:30:00Z"), moment("2026-10-28T12:30:00Z"));
    let two = format!("{day} {} {}", t(language, "reminder-and"), later.rsplit(' ').next().unwrap());
    let two_days = format!("{day}, {later}");
    let path = match text {
        "rating-message" => "me/abcdefghijklmnopqrstuvwxyz234567/ratings/0199d0c2-7a4e-7b50-9d5e-3f2b8a6c1d00",
        OWN_WORDS => "open",
        "apply-confirm" => "open/confirm/abcdefghijklmnopqrstuvwxyz234567",
        _ => "me/abcdefghijklmnopqrstuvwxyz234567",
    };
    let mut args: Vec<(&'static str, Arg)> = vec![
        ("time", if text.starts_with("reminder") { two } else { day.clone() }.into()),
        ("to", later.into()),
        ("until", day.clone().into()),
        ("day", day.into()),
        ("times", two_days.into()),
        ("n", 2.into()),
        ("leader", "Marja-Leena".into()),
        ("met", "yes".into()),
        ("words", t(language, "application-reject-words").into()),
        ("link", format!("https://piiri.example/{path}").into()),
    ];
    args.retain(|(key, _)| *key != "leader" || text != "apply-confirm");
    args
}

#[test]
fn the_acts_that_tell_clients_have_their_texts() {
    let texts = texts();
    for text in [
        "reminder-first",
        "reminder-next",
        "told-cancelled",
        "told-moved",
        "told-group-cancelled",
        "referral-offer",
        "referral-confirmed-message",
        "rating-message",
        "apply-confirm",
        "apply-rejected",
    ] {
        assert!(texts.contains(text), "{text} is none of {texts:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_text_names_a_group_a_kind_a_unit_a_peer_or_the_service(name in "[A-ZÅÄÖ][a-zåäö]{4,12} [a-zåäö]{4,12}") {
        for language in Language::ALL {
            for text in texts() {
                let mut args = args(*language, &text);
                args.extend(TELLING.map(|arg| (arg, Arg::from(name.as_str()))));
                for part in ["subject", "sms", "body", "hand"] {
                    let key = format!("{text}-{part}");
                    let words = t_with(*language, &key, &args);
                    prop_assert_ne!(&words, &key, "{} lacks it", language);
                    prop_assert_eq!(discreet::revealing(&words, &[&name]), None, "{} {}: {}", language, key, words);
                }
            }
        }
    }
}

/// What leads in to a link, which is neither on paper nor on the telephone.
const LEADS_IN: [&str; 12] =
    ["tästä", "täältä", "täällä", "linkki", "linkin", "linkistä", "sivulla", "här", "länk", "länken", "here", "link"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn what_a_person_tells_has_no_link_and_leads_in_to_none(
        name in "[A-ZÅÄÖ][a-zåäö]{4,12}", days in proptest::collection::vec(0u32..300, 0..4)
    ) {
        let first: chrono::DateTime<chrono::Utc> = "2026-10-20T07:00:00Z".parse().unwrap();
        let told = CATALOGUE.iter().flat_map(|entry| entry.outside);
        for (text, language) in told.flat_map(|text| Language::ALL.iter().map(move |language| (text, *language))) {
            let moment = |days: u32| when::moment(language, Helsinki, first + chrono::TimeDelta::days(days.into()));
            let times: Vec<String> = days.iter().map(|days| moment(*days)).collect();
            let mut args = args(language, text);
            args.retain(|(key, _)| !["leader", "time", "n", "times"].contains(key));
            args.push(("leader", name.as_str().into()));
            args.push(("time", moment(days.first().copied().unwrap_or_default()).into()));
            args.push(("n", i64::try_from(days.len()).unwrap().into()));
            args.push(("times", times.join(", ").into()));
            let said = t_with(language, &format!("{text}-hand"), &args);
            prop_assert!(!said.contains("://") && !said.contains('{'), "{} {}: {}", language, text, said);
            prop_assert!(!said.trim_end().ends_with(':') && !said.contains(":\n"), "{} {}: {}", language, text, said);
            let lower = said.to_lowercase();
            let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
            prop_assert_eq!(words.find(|word| LEADS_IN.contains(word)), None, "{} {}: {}", language, text, said);
        }
    }
}

#[test]
fn texts_for_the_telephone_fit_one_message_of_the_gsm_alphabet() {
    for language in Language::ALL {
        for text in texts() {
            let words = sms(*language, &text, &args(*language, &text));
            let length = gsm::length(&words).unwrap_or_else(|| panic!("{language} leaves the alphabet: {words}"));
            assert!(length <= gsm::ONE_MESSAGE || text == OWN_WORDS, "{language} {length}: {words}");
            let is_signed = words.contains("Marja-Leena");
            assert!(is_signed || UNSIGNED.contains(&text.as_str()), "{language} names nobody: {words}");
        }
    }
}

/// What nobody writes, and what may be too long to be signed.
const UNSIGNED: [&str; 2] = ["apply-confirm", OWN_WORDS];

/// A text message as it goes out.
fn sms(language: Language, text: &str, args: &[(&'static str, Arg)]) -> String {
    said(language, text, args, MessageChannel::Sms).body
}

fn said(language: Language, text: &str, args: &[(&'static str, Arg)], channel: MessageChannel) -> Words {
    let link = args.iter().find_map(|(name, arg)| match arg {
        Arg::Words(link) if *name == "link" => Some(link.clone()),
        _ => None,
    });
    let link = link.expect("every text has one");
    let words = Wording { text, args, link: link.len() }.words(language, channel);
    Words { body: words.body.replace("{link}", &link), ..words }
}

/// Letters of given names: of the North, the Sámi, the Baltic, Viet Nam, and of writing that has no base letters here.
const LATIN: &str = "aábcčdđeéfghiíjklmnŋoóprsštŧuúvyýzžåäöæøðþõüāēīūąęėįųļņķģłńśźżăâêôơưàảãạằặầệịộồờởợựỳỷỹ";
const OTHER: &str = "محمدعليفاطمةабвгдёж";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn whatever_the_leader_is_called_a_text_message_is_one(
        latin in proptest::sample::subsequence(LATIN.chars().collect::<Vec<_>>(), 3..9),
        other in proptest::sample::subsequence(OTHER.chars().collect::<Vec<_>>(), 0..4),
    ) {
        let name: String = latin.iter().chain(&other).collect();
        let based = gsm::plain(&name);
        for language in Language::ALL {
            for text in texts().into_iter().filter(|text| text != OWN_WORDS) {
                let mut args = args(*language, &text);
                args.retain(|(key, _)| *key != "leader");
                if !UNSIGNED.contains(&text.as_str()) {
                    args.push(("leader", name.clone().into()));
                }
                let words = sms(*language, &text, &args);
                let length = gsm::length(&words);
                prop_assert!(length.is_some_and(|length| length <= gsm::ONE_MESSAGE), "{:?}: {}", length, words);
                prop_assert!(!words.contains("none") && !words.ends_with(' '), "{}", words);
                let is_named = words.contains(&based);
                prop_assert_eq!(is_named, other.is_empty() && !UNSIGNED.contains(&text.as_str()), "{}: {}", name, words);
                let mail = said(*language, &text, &args, MessageChannel::Email).body;
                prop_assert_eq!(mail.contains(&name), !UNSIGNED.contains(&text.as_str()), "{}", mail);
            }
        }
    }
}

#[test]
fn who_is_not_known_is_not_named() {
    for language in Language::ALL {
        for text in texts() {
            let mut args = args(*language, &text);
            args.retain(|(key, _)| *key != "leader");
            for channel in [MessageChannel::Sms, MessageChannel::Email, MessageChannel::Call] {
                let words = said(*language, &text, &args, channel).body;
                assert!(!words.contains("none") && !words.contains("  ") && !words.contains("leader"), "{words}");
                assert!(!words.contains(" .") && !words.trim_end().ends_with(','), "{words}");
            }
        }
    }
}

#[test]
fn the_texts_read_as_written() {
    let written = |(text, language): (String, Language)| {
        let args = args(language, &text);
        let sms = sms(language, &text, &args);
        let length = gsm::length(&sms).unwrap_or_default();
        let Words { subject, body } = said(language, &text, &args, MessageChannel::Email);
        let hand = said(language, &text, &args, MessageChannel::Call).body;
        format!("# {text} ({language})\n\n{subject}\n\n{body}\n\n[{length}] {sms}\n\n{hand}\n\n")
    };
    let all = texts().into_iter().flat_map(|text| Language::ALL.iter().map(move |language| (text.clone(), *language)));
    let all: String = all.map(written).collect();
    insta::assert_snapshot!("messages", all);
}
