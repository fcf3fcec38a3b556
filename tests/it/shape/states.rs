//! A set of states that has a name is spelled where it is named, and nowhere else.

use entity::state::{GroupStatus, ParticipationStatus, ReferralStatus};

use super::sources::{name, sources, without_tests};

/// Each of their lines gives every state a tone of its own; that one set has one tone says nothing about the set.
const TONES: [&str; 2] = ["src/programme/views/head.rs", "src/referral/views/words.rs"];

/// The states that stand side by side in a source, list by list; a step from one to an earlier one is in another order.
fn lists<'a>(code: &'a str, of: &str) -> Vec<Vec<&'a str>> {
    let mut found: Vec<Vec<&str>> = Vec::new();
    let mut goes_on = false;
    for part in code.split(of).skip(1) {
        let end = part.find(|c: char| !c.is_alphanumeric()).unwrap_or(part.len());
        match found.last_mut().filter(|_| goes_on) {
            Some(list) => list.push(&part[..end]),
            None => found.push(vec![&part[..end]]),
        }
        goes_on = matches!(part[end..].trim(), "," | "|");
    }
    found
}

fn named<T: std::fmt::Debug>(sets: &[(&'static str, &[T])]) -> Vec<(&'static str, Vec<String>)> {
    sets.iter().map(|(name, set)| (*name, set.iter().map(|state| format!("{state:?}")).collect())).collect()
}

#[test]
fn a_set_of_states_that_has_a_name_is_spelled_nowhere_else() {
    use GroupStatus as G;
    let of_groups = named::<G>(&[
        ("UNAPPROVED", &G::UNAPPROVED),
        ("BEFORE_START", &G::BEFORE_START),
        ("OPEN", &G::OPEN),
        ("ENDED", &G::ENDED),
        ("OVER", &G::OVER),
        ("PUBLISHED", &G::PUBLISHED),
        ("FINAL", &G::FINAL),
    ]);
    let of_referrals = named(&[("TO_DECIDE", &ReferralStatus::TO_DECIDE[..])]);
    let of_places = named(&[("OPEN", &ParticipationStatus::OPEN[..])]);
    let all = [("GroupStatus::", of_groups), ("ReferralStatus::", of_referrals), ("ParticipationStatus::", of_places)];
    let mut wrong = Vec::new();
    for (path, source) in sources("src").iter().filter(|(path, _)| !TONES.iter().any(|one| path.ends_with(one))) {
        let code = without_tests(path, source);
        for (of, sets) in &all {
            let lists = lists(code, of);
            let spelled = sets.iter().filter(|(_, set)| lists.iter().any(|list| list == set));
            wrong.extend(spelled.map(|(set, _)| format!("{} spells {of}{set}", name(path))));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
