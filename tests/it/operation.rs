//! The program as an operator runs it: a real process, its signals, its copies.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

struct Server {
    process: Child,
    port: u16,
}

impl Server {
    /// Starts `piiri serve` and waits until it says that it serves.
    fn start(folder: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut process = piiri(folder)
            .env("PIIRI_LISTEN", format!("127.0.0.1:{port}"))
            .arg("serve")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(process.stderr.take().unwrap());
        let mut lines = log.lines();
        assert!(lines.any(|line| line.unwrap().contains("\"serving\"")), "the server serves");
        // The rest of the log is read on, or the server would wait for its reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, port }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks it to stop and waits until it has.
    fn stop(mut self) -> bool {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.process.wait().unwrap().success()
    }
}

fn piiri(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_piiri"));
    command.current_dir(folder).env("PIIRI_DATABASE", format!("sqlite:{}", folder.join("piiri.sqlite").display()));
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    piiri(folder).args(arguments).output().unwrap()
}

fn add_staff(folder: &Path, email: &str) {
    let done = run(folder, &["staff", "add", "--email", email, "--name", "Ann Admin", "--role", "administrator"]);
    assert!(done.status.success() && String::from_utf8_lossy(&done.stdout).starts_with("password "));
}

#[test]
fn a_server_is_ready_copied_while_it_serves_stopped_and_restored() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    add_staff(at, "ann@piiri.example");
    let server = Server::start(at);
    assert!(server.get("/health/live").starts_with("HTTP/1.1 200"));
    assert!(server.get("/health/ready").starts_with("HTTP/1.1 200"));
    assert!(server.get("/metrics").contains("piiri_http_request_seconds"));
    assert!(run(at, &["backup", "copy.sqlite"]).status.success(), "it is copied while it serves");
    add_staff(at, "later@piiri.example");
    let refused = run(at, &["restore", "copy.sqlite"]);
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("stop it first"));
    assert!(server.stop(), "a stop ends well");
    assert!(run(at, &["restore", "copy.sqlite"]).status.success());
    let reset = |email: &str| run(at, &["staff", "reset", "--email", email]).status.success();
    assert!(reset("ann@piiri.example") && !reset("later@piiri.example"), "what came after the copy is gone");
}

#[test]
fn a_damaged_copy_and_a_file_of_another_kind_are_refused() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    add_staff(at, "ann@piiri.example");
    std::fs::write(at.join("other.sqlite"), "no database at all, but long enough to be looked at as one").unwrap();
    assert!(!run(at, &["restore", "other.sqlite"]).status.success());
    assert!(!run(at, &["restore", "missing.sqlite"]).status.success());
    assert!(run(at, &["staff", "reset", "--email", "ann@piiri.example"]).status.success(), "the database still stands");
}

#[test]
fn settings_are_shown_without_secrets_and_a_wrong_one_is_named() {
    let folder = TempDir::new().unwrap();
    let secret = "s".repeat(64);
    let shown = piiri(folder.path()).env("PIIRI_SECRET", &secret).args(["config", "check"]).output().unwrap();
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("(hidden)") && !shown.contains(&secret), "{shown}");
    let wrong = piiri(folder.path()).env("PIIRI_MAIL_PROT", "25").args(["config", "check"]).output().unwrap();
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("PIIRI_MAIL_PROT"));
}
