//! The program as an operator runs it: a real process.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

/// How long an answer may take on a machine that does much else; who waits for it in vain fails.
const PATIENCE: Duration = Duration::from_mins(10);

/// A served program.
pub struct Server {
    process: Child,
    pub port: u16,
}

impl Server {
    /// Starts `piiri serve` and waits until it says that it serves.
    pub fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    /// The same with settings.
    pub fn start_with(folder: &Path, settings: &[(&str, &str)]) -> Self {
        let mut command = piiri(folder);
        command.envs(settings.iter().copied()).arg("serve");
        Self::start_by(command)
    }

    /// The same by a command of one's own that serves.
    pub fn start_by(mut command: Command) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        command.env("PIIRI_LISTEN", format!("127.0.0.1:{port}")).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let log = BufReader::new(process.stderr.take().unwrap());
        let mut lines = log.lines();
        assert!(lines.any(|line| line.unwrap().contains("\"serving\"")), "the server serves");
        // The rest of the log is read on, or the server would wait for its reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, port }
    }

    pub fn get(&self, path: &str) -> String {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"))
    }

    /// Sends bytes as they are and reads until the server hangs up; a server that never does fails the test.
    pub fn send(&self, bytes: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(bytes.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Ends it as a crash would.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(mut self) -> bool {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.process.wait().unwrap().success()
    }
}

impl Drop for Server {
    /// A test that fails leaves no server behind.
    fn drop(&mut self) {
        // Both fail only when the process has ended and was waited for.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// The program in a folder, with a database of its own there.
pub fn piiri(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_piiri"));
    command.current_dir(folder).env("PIIRI_DATABASE", format!("sqlite:{}", folder.join("piiri.sqlite").display()));
    command
}

/// Runs a command of it to its end.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    piiri(folder).args(arguments).output().unwrap()
}

/// Makes an administrator's account.
pub fn add_staff(folder: &Path, email: &str) {
    let done = run(folder, &["staff", "add", "--email", email, "--name", "Ann Admin", "--role", "administrator"]);
    assert!(done.status.success() && String::from_utf8_lossy(&done.stdout).starts_with("password "));
}
