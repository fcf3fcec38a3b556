//! Mail to a real server: STARTTLS with an authority of its own, and sign-in.

use piiri::config::Config;
use piiri::mailer::{Failure, Mail, Mailer};

use crate::support::app::noon;
use crate::support::smtp::RealServer;

fn mail() -> Mail {
    Mail {
        id: "019a0000-0000-7000-8000-000000000001".into(),
        at: noon(),
        to: "aino@piiri.example".into(),
        subject: "Muistutus tapaamisesta – ääkköset".into(),
        body: "Hei!\n\nTapaaminen ke 14.10. klo 10–12.\n".into(),
    }
}

fn config(server: &RealServer) -> Config {
    let mut config = Config::default();
    config.mail.host = "localhost".into();
    config.mail.port = server.port;
    config.mail.username = server.username.into();
    config.mail.password = server.password.into();
    config.mail.ca_file = server.ca_file.display().to_string();
    config.mail.from = "noreply@piiri.example".into();
    config.mail.from_name = "Tapaamiset".into();
    config
}

/// Needs the Python that `tests/run.sh` makes; without it the test fails and says so.
#[tokio::test]
async fn mail_goes_out_over_starttls_with_sign_in_and_only_to_a_trusted_server() {
    let server = RealServer::start();
    let config = config(&server);
    Mailer::new(&config).unwrap().send(mail()).await.unwrap();
    let received = server.received();
    assert_eq!(received[0].to, ["aino@piiri.example"]);
    let parsed = mail_parser::MessageParser::default().parse(&received[0].data).unwrap();
    assert_eq!(parsed.subject(), Some("Muistutus tapaamisesta – ääkköset"));
    assert!(parsed.body_text(0).unwrap().contains("klo 10–12"));
    let mut wrong = config.clone();
    wrong.mail.password = "guess".into();
    assert_eq!(Mailer::new(&wrong).unwrap().send(mail()).await, Err(Failure::Unreached("sign_in")));
    let mut stranger = config;
    stranger.mail.ca_file = String::new();
    assert!(matches!(Mailer::new(&stranger).unwrap().send(mail()).await, Err(Failure::Unreached(_))));
    assert_eq!(server.received().len(), 1);
}
