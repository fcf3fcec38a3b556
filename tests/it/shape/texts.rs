//! Every text stands in every language, and the code names only texts that stand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use entity::state::{
    AbsenceKind, ActorKind, Aim, AttendanceStatus, Attrition, BenefitLevel, CancelCode, Channel, CloseReason,
    ContactChannel, ErasureGround, FeedKind, FeedTitles, GroupKind, GroupStatus, ImportKind, IncidentKind,
    InterpretingStatus, Language, LeaderRole, MessageChannel, MessageKind, MessageStatus, Openness,
    ParticipationStatus, Rater, RatingPhase, ReferralSource, ReferralStatus, RefusalGround, RejectCode, ReminderChoice,
    Role, SessionStatus, TaskKind, UnitKind, WorkDay,
};
use piiri::error::Code;
use piiri::import;
use piiri::notify::CATALOGUE;
use piiri::statistics::cut::By;
use piiri::text::t;

use super::sources::{name, root, sources};

/// The keys of a language's files, with the arguments each text uses.
fn texts(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(root().join("src/text/locales").join(language)).unwrap() {
        let mut key = String::new();
        for line in fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
            let is_key = line.starts_with(|c: char| c.is_ascii_lowercase());
            if let Some((name, _)) = line.split_once('=').filter(|_| is_key) {
                name.trim().clone_into(&mut key);
                let new = texts.insert(key.clone(), BTreeSet::new()).is_none();
                assert!(new, "{language}: {key} stands twice");
            }
            let used = line
                .split('$')
                .skip(1)
                .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>());
            if let Some(arguments) = texts.get_mut(&key) {
                arguments.extend(used);
            }
        }
    }
    texts
}

#[test]
fn every_text_stands_in_every_language_with_the_same_arguments() {
    let finnish = texts("fi");
    let folders = fs::read_dir(root().join("src/text/locales")).unwrap();
    let folders = folders.map(|folder| folder.unwrap().file_name().into_string().unwrap());
    for language in folders.filter(|language| !["fi", "fi-selko"].contains(&language.as_str())) {
        let other = texts(&language);
        for (key, arguments) in &finnish {
            assert_eq!(other.get(key), Some(arguments), "{language}: {key}");
        }
        assert!(other.keys().all(|key| finnish.contains_key(key)), "{language} has a text that Finnish has not");
    }
    for key in texts("fi-selko").keys() {
        assert!(finnish.contains_key(key), "fi-selko has {key}, which Finnish has not");
    }
}

#[test]
fn every_key_in_the_code_is_a_text() {
    let finnish = texts("fi");
    let mut missing = Vec::new();
    for (path, source) in sources("src") {
        for call in [
            "page.t(\"",
            "t(l, \"",
            "t(language, \"",
            "t(lang, \"",
            "t_with(l, \"",
            "t_with(language, \"",
            "t_with(lang, \"",
            "t_with(page.language, \"",
            "t(page.language, \"",
        ] {
            for rest in source.split(call).skip(1) {
                let key = rest.split('"').next().unwrap();
                if !finnish.contains_key(key) {
                    missing.push(format!("{}: {key}", name(&path)));
                }
            }
        }
        for rest in source.split("flash(\"").skip(1) {
            let key = rest.split('"').next().unwrap();
            if !finnish.contains_key(key) {
                missing.push(format!("{}: {key}", name(&path)));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// What of a literal stands before and after the parts that are filled in; a key that is whole has one half.
fn halves(literal: &str) -> Option<(&str, Option<&str>)> {
    let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.{}".contains(c);
    let is_like_a_key = !literal.is_empty() && literal.chars().all(is_key);
    let filled = literal.find('{').zip(literal.rfind('}'));
    is_like_a_key.then(|| match filled {
        Some((from, to)) => (&literal[..from], literal.get(to + 1..)),
        None => (literal, None),
    })
}

#[test]
fn every_text_is_named_in_the_code_or_in_another_text() {
    let sources = sources("src");
    let named: BTreeSet<_> = sources.iter().flat_map(|(_, source)| source.split('"')).filter_map(halves).collect();
    let mut ends: Vec<&str> = vec!["-subject", "-body", "-sms", "-hand"];
    ends.extend(named.iter().filter(|(before, _)| before.is_empty()).filter_map(|(_, after)| *after));
    ends.retain(|end| end.len() > 1 && end.starts_with('-'));
    let is_named = |key: &str| {
        named.iter().any(|(before, after)| match after {
            None => *before == key,
            Some(after) => !before.is_empty() && key.starts_with(before) && key.ends_with(after),
        })
    };
    let folder = root().join("src/text/locales/fi");
    let files = fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    let told: String = files.collect();
    let keys = texts("fi").into_keys();
    let unused: Vec<String> = keys
        .filter(|key| !is_named(key) && !ends.iter().any(|end| key.strip_suffix(end).is_some_and(is_named)))
        .filter(|key| !told.contains(&format!("{{ {key} ")))
        .collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
}

#[test]
fn every_code_is_used() {
    let sources = sources("src");
    let named = sources.iter().flat_map(|(_, source)| source.split("Code::").skip(1));
    let used: BTreeSet<&str> = named.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next()).collect();
    let unused: Vec<_> = Code::ALL.iter().filter(|code| !used.contains(&*format!("{code:?}"))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// The codes of an enumeration, and what their names begin with.
struct Named {
    prefix: &'static str,
    of: &'static str,
    codes: Vec<&'static str>,
}

macro_rules! names {
    ($($prefix:literal: $codes:ty),+ $(,)?) => {
        [$(Named {
            prefix: $prefix,
            of: stringify!($codes),
            codes: <$codes>::ALL.iter().map(|code| code.code()).collect(),
        }),+]
    };
}

/// What no page names by its code.
const NAMELESS: [&str; 6] =
    ["ApplicationStatus", "OfferStatus", "RatingSource", "ToldBy", "OutsideKind", "ImportPhase"];

#[test]
fn every_code_that_people_read_has_a_name() {
    let finnish = texts("fi");
    let names = names![
        "absence-day-": WorkDay, "absence-kind-": AbsenceKind, "incident-kind-": IncidentKind,
        "interpreting-": InterpretingStatus, "log-erase-ground-": ErasureGround, "log-refuse-ground-": RefusalGround,
        "admin-unit-": UnitKind, "aim-": Aim, "application-source-": ReferralSource, "cancel-code-": CancelCode,
        "client-channel-": ContactChannel, "client-language-": Language, "client-place-": ParticipationStatus,
        "client-referral-": ReferralStatus, "client-reminders-": ReminderChoice, "feed-kind-": FeedKind,
        "group-language-": Language, "group-status-": GroupStatus, "import-columns-": ImportKind,
        "import-lead-": ImportKind, "kind-": GroupKind, "leader-role-": LeaderRole, "level-": BenefitLevel,
        "log-actor-": ActorKind, "mark-": AttendanceStatus, "me-calendar-": FeedTitles,
        "message-channel-": MessageChannel, "message-kind-": MessageKind, "message-status-": MessageStatus,
        "open-aim-": Aim, "open-language-": Language, "open-openness-": Openness, "openness-": Openness,
        "participation-status-": ParticipationStatus, "participation-why-": Attrition, "rating-phase-": RatingPhase,
        "rating-rater-": Rater, "recruit-channel-": Channel, "referral-channel-": Channel,
        "referral-closed-": CloseReason, "referral-reject-": RejectCode, "referral-status-": ReferralStatus,
        "role-": Role, "session-status-": SessionStatus, "statistics-by-": By, "task-": TaskKind,
    ];
    let mut missing = Vec::new();
    for Named { prefix, codes, .. } in &names {
        let named = |code: &&str| {
            [(*code).to_owned(), code.replace('_', "-")]
                .iter()
                .any(|code| finnish.contains_key(&format!("{prefix}{code}")))
        };
        missing.extend(codes.iter().filter(|code| !named(code)).map(|code| format!("{prefix}{code}")));
    }
    assert!(missing.is_empty(), "{missing:?} have no name; names in Finnish stand in every language");
    let listed = |of: &str| NAMELESS.contains(&of) || names.iter().any(|name| name.of == of);
    let source = fs::read_to_string(root().join("entity/src/state.rs")).unwrap();
    let declared = source.lines().filter_map(|line| line.strip_prefix("    ")?.split_once(" {")).map(|(of, _)| of);
    let unlisted: Vec<&str> =
        declared.filter(|of| of.chars().all(char::is_alphanumeric)).filter(|of| !listed(of)).collect();
    assert!(unlisted.is_empty(), "{unlisted:?}: name their codes above, or say that no page does");
}

#[test]
fn the_page_of_an_import_tells_every_column() {
    for kind in ImportKind::ALL {
        let told = t(Language::En, &format!("import-columns-{kind}"));
        let told: BTreeSet<&str> = told.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let missing: Vec<&str> = import::fields(*kind).into_iter().filter(|field| !told.contains(field)).collect();
        assert!(missing.is_empty(), "import-columns-{kind} doesn't tell of {missing:?}");
        for language in [Language::Fi, Language::Sv] {
            let told = t(language, &format!("import-columns-{kind}")).to_lowercase();
            let told: String = told.chars().filter(|c| c.is_alphanumeric()).collect();
            let is_told = |headings: &&[&str]| headings.iter().any(|heading| told.contains(heading));
            let missing: Vec<&[&str]> = import::headings(*kind).into_iter().filter(|all| !is_told(all)).collect();
            assert!(missing.is_empty(), "{language}: import-columns-{kind} doesn't tell of {missing:?}");
        }
    }
}

/// How words begin that stand for a thing which has another name.
const OTHER_WORDS: [(&str, &[&str]); 3] = [
    // A referral is an ohjaus; what health care sends is a lähete.
    ("fi", &["lähetteen", "lähettei", "lähetteet", "lähetteil", "lähete "]),
    // En hänvisning, en anställd, ett grupprogram; tillgänglighet of a venue as of the programme.
    ("sv", &["remiss", "arbetstagar", "medarbetar", "gruppprogram", "gruppplats", "framkomlig", "demons "]),
    ("en", &["figures\n", "mend", "join the clients"]),
];

#[test]
fn one_word_stands_for_one_thing() {
    for (language, others) in OTHER_WORDS {
        for entry in fs::read_dir(root().join("src/text/locales").join(language)).unwrap() {
            let path = entry.unwrap().path();
            for line in fs::read_to_string(&path).unwrap().lines() {
                let words = format!("{}\n", line.split_once(" = ").map_or(line, |(_, words)| words).to_lowercase());
                let other = others.iter().find(|other| {
                    words.match_indices(**other).any(|(at, _)| !words[..at].ends_with(char::is_alphabetic))
                });
                assert_eq!(other, None, "{}: {line}", path.display());
            }
        }
    }
}

/// What clients are told in a leader's own words.
const OWN_WORDS: &str = "apply-rejected";

#[test]
fn what_clients_are_told_stands_in_easy_finnish() {
    let easy = texts("fi-selko");
    let told = CATALOGUE.iter().flat_map(|entry| entry.outside).filter(|text| **text != OWN_WORDS);
    let keys = told.flat_map(|text| [format!("{text}-body"), format!("{text}-sms")]);
    let missing: BTreeSet<String> = keys.filter(|key| !easy.contains_key(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn what_clients_read_on_paper_stands_in_easy_finnish() {
    let easy = texts("fi-selko");
    let on_paper = ["letter-coming", "letter-meets", "letter-slip-"];
    let finnish = texts("fi");
    let missing = finnish.keys().filter(|key| on_paper.iter().any(|start| key.starts_with(start)));
    let missing: Vec<&String> = missing.filter(|key| !easy.contains_key(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
