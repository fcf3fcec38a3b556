//! Two mail servers for tests: a small sink in this process, and a real one with STARTTLS, sign-in and its own CA.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Result};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard};
use std::{env, fs, mem};

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufStream, Lines};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// A message as a server took it: envelope and raw text, lines ending in CRLF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    pub data: String,
}

/// A mail server without TLS or sign-in on a free port of this machine, which ends with the test.
#[derive(Clone)]
pub struct Sink {
    pub address: SocketAddr,
    shelf: Arc<Mutex<Shelf>>,
    silent: watch::Sender<bool>,
}

#[derive(Default)]
struct Shelf {
    received: Vec<Received>,
    refusals: HashMap<String, String>,
}

impl Sink {
    /// Starts listening; the sink is ready when this returns.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("this machine has a free port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let sink = Self { address, shelf: Arc::default(), silent: watch::Sender::new(false) };
        let (shelf, silent) = (Arc::clone(&sink.shelf), sink.silent.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // A client that hangs up ends only its own conversation.
                let (shelf, silent) = (Arc::clone(&shelf), silent.subscribe());
                tokio::spawn(async move { converse(stream, &shelf, silent).await.is_ok() });
            }
        });
        sink
    }

    /// Answers `reply` (such as `450 4.2.1 mailbox busy`) when a message is addressed to `recipient`.
    pub fn refuse(&self, recipient: &str, reply: &str) {
        self.shelf().refusals.insert(recipient.to_owned(), reply.to_owned());
    }

    /// Takes messages to `recipient` again.
    pub fn welcome(&self, recipient: &str) {
        self.shelf().refusals.remove(recipient);
    }

    /// Takes messages from now on without a word, or says at last that they were taken.
    pub fn be_silent(&self, silent: bool) {
        self.silent.send_replace(silent);
    }

    /// What has arrived, oldest first.
    pub fn received(&self) -> Vec<Received> {
        self.shelf().received.clone()
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().expect("no holder of this lock panics")
    }
}

async fn converse(stream: TcpStream, shelf: &Mutex<Shelf>, mut silent: watch::Receiver<bool>) -> Result<()> {
    let mut lines = BufStream::new(stream).lines();
    let mut message = Received::default();
    say(&mut lines, "220 sink").await?;
    while let Some(line) = lines.next_line().await? {
        let (verb, address) = (line[..line.len().min(4)].to_uppercase(), between_brackets(&line));
        let reply = match verb.as_str() {
            "EHLO" | "HELO" | "NOOP" | "RSET" => "250 ok".to_owned(),
            "MAIL" => {
                message = Received { from: address, ..Received::default() };
                "250 ok".to_owned()
            }
            "RCPT" => {
                let refusal = shelf.lock().expect("no holder of this lock panics").refusals.get(&address).cloned();
                if refusal.is_none() {
                    message.to.push(address);
                }
                refusal.unwrap_or_else(|| "250 ok".to_owned())
            }
            "DATA" => {
                say(&mut lines, "354 go on").await?;
                message.data = body(&mut lines).await?;
                let taken = mem::take(&mut message);
                shelf.lock().expect("no holder of this lock panics").received.push(taken);
                // Nobody is left to speak once the sink is gone.
                silent.wait_for(|silent| !silent).await.map_err(std::io::Error::other)?;
                "250 taken".to_owned()
            }
            "QUIT" => return say(&mut lines, "221 bye").await,
            _ => "502 unknown".to_owned(),
        };
        say(&mut lines, &reply).await?;
    }
    Ok(())
}

type Conversation = Lines<BufStream<TcpStream>>;

async fn say(lines: &mut Conversation, reply: &str) -> Result<()> {
    let stream = lines.get_mut();
    stream.write_all(format!("{reply}\r\n").as_bytes()).await?;
    stream.flush().await
}

async fn body(lines: &mut Conversation) -> Result<String> {
    let mut data = String::new();
    while let Some(line) = lines.next_line().await? {
        if line == "." {
            break;
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
        data.push_str("\r\n");
    }
    Ok(data)
}

fn between_brackets(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map(|(address, _)| address.to_owned()).unwrap_or_default()
}

/// The server of `tests/smtp/server.py`: refuses mail before STARTTLS and sign-in; ends when dropped.
pub struct RealServer {
    /// Serves the name `localhost`, for which its certificate is made.
    pub port: u16,
    pub username: &'static str,
    pub password: &'static str,
    /// The certificate of the authority that signed the server's own, as PEM.
    pub ca_file: PathBuf,
    folder: TempDir,
    process: Child,
}

impl RealServer {
    /// Starts the server and waits until it answers.
    ///
    /// # Panics
    /// When `PIIRI_TEST_PYTHON` is not set, or that Python lacks what `tests/requirements.txt` lists.
    pub fn start() -> Self {
        let python = env::var("PIIRI_TEST_PYTHON").expect(
            "PIIRI_TEST_PYTHON must name a Python that has tests/requirements.txt installed; tests/run.sh makes one",
        );
        let (username, password) = ("piiri", "one two three");
        let folder = TempDir::new().expect("the temporary folder can be written");
        let mut process = Command::new(python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/smtp/server.py"))
            .args([folder.path().as_os_str(), username.as_ref(), password.as_ref()])
            // The server ends when this pipe closes, so it outlives no test, however that ends.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("PIIRI_TEST_PYTHON runs");
        let mut line = String::new();
        let stdout = process.stdout.take().expect("the output is piped");
        BufReader::new(stdout).read_line(&mut line).expect("the server writes text");
        let port = line.trim().strip_prefix("ready ").and_then(|port| port.parse().ok());
        let port = port.unwrap_or_else(|| panic!("the mail server did not start: {line:?}"));
        Self { port, username, password, ca_file: folder.path().join("ca.pem"), folder, process }
    }

    /// What has arrived, oldest first.
    pub fn received(&self) -> Vec<Received> {
        let inbox = fs::read_dir(self.folder.path().join("inbox")).expect("the server makes its inbox");
        let mut files: Vec<PathBuf> = inbox.map(|entry| entry.expect("the inbox can be read").path()).collect();
        files.sort();
        files.iter().map(|file| parse(&fs::read_to_string(file).expect("a message is text"))).collect()
    }
}

impl Drop for RealServer {
    fn drop(&mut self) {
        // Both fail only when the process has already ended.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Reads one stored message: a line with the sender, one with the recipients, then the text.
fn parse(stored: &str) -> Received {
    let mut parts = stored.splitn(3, "\r\n");
    let mut next = || parts.next().unwrap_or_default().to_owned();
    let (from, to) = (next(), next());
    Received { from, to: to.split(' ').map(str::to_owned).collect(), data: next() }
}
