//! Who acts is known from a sign-in or a link, and nothing is written beside an act.

use super::sources::saying;

#[test]
fn only_the_runners_of_acts_begin_a_transaction() {
    // The commands that open a database have no application yet.
    let but = ["src/access/act.rs", "src/cli/open.rs", "src/cli/demo.rs"];
    let wrong = saying(&["db.write()"], &but);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_actor_is_made_of_a_sign_in_or_a_link_that_was_looked_up() {
    let staff = [
        "src/access/viewer.rs",
        // Who signs in is nobody's viewer yet.
        "src/people/signing.rs",
        // Nor is who sets the own password by a link that was looked up.
        "src/people/password_link.rs",
        // What somebody asked for and a job does later.
        "src/calendar/service.rs",
        "src/import/batches.rs",
    ];
    assert!(saying(&["Actor as", "Actor::*"], &[]).is_empty(), "an actor goes by its own name");
    let client = ["src/people/client/links.rs", "src/access/reach.rs", "src/calendar/service.rs"];
    let mut wrong = saying(&["Actor::Staff"], &staff);
    wrong.extend(saying(&["Actor::Client"], &client));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_that_is_asked_for_over_the_network_acts_as_the_program() {
    let of_program = saying(&["Actor::System", "by_system()"], &[]);
    let is_asked = |file: &str| {
        ["/routes", "/api", "src/web/"].iter().any(|part| file.contains(part)) || file.starts_with("src/client_pages/")
    };
    let wrong: Vec<String> = of_program.into_iter().filter(|file| is_asked(file)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
