//! The limits of the stack, to be measured in the same run as the program: axum answering what is ready, rows turned
//! into text at every request, SQLite
//! committing, and a mail server that only counts. What stands here has no rules, no rights and no rendering.

mod http;
mod mail;
mod rows;

use std::time::Duration;

use anyhow::Context;

const USAGE: &str = "limits serve FEED PAGE DATABASE | rows FILE SECONDS ROWS_A_COMMIT | fetch URL SECONDS \
    [SHEET TOKEN PARTICIPATION] | sink COUNT SECONDS | post ADDRESS COUNT CONNECTIONS | queue DATABASE MOST \
    | urgent DATABASE";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["serve", feed, page, database] => http::serve(feed, page, database).await,
        ["rows", file, seconds, each] => rows::insert(file, number(seconds)?, number(each)?).await,
        ["fetch", url, seconds] => http::fetch(url, number(seconds)?, None),
        ["fetch", url, seconds, sheet, token, participation] => {
            http::fetch(url, number(seconds)?, Some(&http::Change { sheet, token, participation }))
        }
        ["sink", count, seconds] => mail::sink(number(count)?, number(seconds)?),
        ["post", address, count, connections] => mail::post(address, number(count)?, number(connections)?),
        ["queue", database, most] => mail::queue(database, number(most)?).await,
        ["urgent", database] => mail::urgent(database).await,
        _ => anyhow::bail!(USAGE),
    }
}

fn number<T: std::str::FromStr<Err = std::num::ParseIntError>>(text: &str) -> anyhow::Result<T> {
    text.parse().with_context(|| format!("{text} is no number"))
}

/// How long each of many acts took, one after the other.
#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    /// Prints how many a second, and the milliseconds that one in a hundred took longer than.
    fn tell(mut self) {
        self.0.sort_unstable();
        let all: Duration = self.0.iter().sum();
        let p99 = self.0.get(self.0.len() * 99 / 100).map_or(0.0, |took| took.as_secs_f64() * 1000.0);
        #[expect(clippy::cast_precision_loss, reason = "a count of acts is far below 2^52")]
        let rate = self.0.len() as f64 / all.as_secs_f64().max(f64::EPSILON);
        println!("{rate:.0} {p99:.2}");
    }
}
