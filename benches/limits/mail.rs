//! A mail server that only counts, a raw sender into it, and a full outbox.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::id::{ClientId, GroupId, SessionId};
use entity::state::{
    ContactChannel, GroupStatus, Language, MessageChannel, MessageKind, MessageStatus, ParticipationStatus,
    ReminderChoice, SessionStatus,
};
use entity::{client, group, message, participation, session};
use piiri::clock::Clock;
use piiri::notify::News;
use piiri::{local_time, random};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Database, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

/// Takes so many messages, or those that come until none has for [`QUIET`], then prints how many a second came between the
/// first and the last, and ends; prints its address first, and `urgent` with the milliseconds of the epoch at which a message
/// to [`URGENT`] comes. Ends without a figure when the first does not come within the seconds.
pub fn sink(count: usize, seconds: u64) -> anyhow::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("address {}", listener.local_addr()?);
    let (taken, arrivals) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let taken = taken.clone();
            // A sender that hangs up ends only its own conversation.
            std::thread::spawn(move || converse(&stream, &taken).is_ok());
        }
    });
    let first: Instant = arrivals.recv_timeout(Duration::from_secs(seconds))?;
    let (mut last, mut came) = (first, 1);
    // One that has lost its purpose meanwhile is not sent.
    while came < count
        && let Ok(next) = arrivals.recv_timeout(QUIET)
    {
        (last, came) = (next, came + 1);
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of messages is far below 2^52")]
    let rate = (came - 1) as f64 / (last - first).as_secs_f64();
    println!("{rate:.0}");
    Ok(())
}

fn converse(stream: &TcpStream, taken: &mpsc::Sender<Instant>) -> anyhow::Result<()> {
    stream.set_nodelay(true)?;
    let (mut reader, mut writer) = (BufReader::new(stream), stream);
    writer.write_all(b"220 sink\r\n")?;
    let (mut line, mut in_data) = (String::new(), false);
    while reader.read_line(&mut line)? > 0 {
        let verb = line.trim_end();
        if verb.starts_with("RCPT") && verb.contains(URGENT) {
            println!("urgent {}", Clock::System.now().timestamp_millis());
        }
        let reply = match verb {
            "." if in_data => {
                in_data = false;
                // The program ends with the last one: nobody may wait for its reply in vain.
                writer.write_all(b"250 taken\r\n")?;
                taken.send(Instant::now())?;
                ""
            }
            _ if in_data => "",
            "DATA" => {
                in_data = true;
                "354 go on\r\n"
            }
            "QUIT" => "221 bye\r\n",
            _ => "250 ok\r\n",
        };
        writer.write_all(reply.as_bytes())?;
        line.clear();
    }
    Ok(())
}

/// Sends so many ready messages over as many kept connections.
pub fn post(address: &str, count: usize, connections: usize) -> anyhow::Result<()> {
    let senders: Vec<_> = (0..connections)
        .map(|at| {
            let address = address.to_owned();
            // No more than the sink waits for: it ends with the last.
            let share = count / connections + usize::from(at < count % connections);
            std::thread::spawn(move || send(&address, share))
        })
        .collect();
    senders.into_iter().try_for_each(|sender| sender.join().expect("a sender does not panic"))
}

fn send(address: &str, count: usize) -> anyhow::Result<()> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let (mut reader, mut writer) = (BufReader::new(&stream), &stream);
    let text = format!("From: a@sink.example\r\nTo: b@sink.example\r\nSubject: s\r\n\r\n{BODY}\r\n.\r\n");
    let mut reply = String::new();
    reader.read_line(&mut reply)?;
    let steps = ["MAIL FROM:<a@sink.example>\r\n", "RCPT TO:<b@sink.example>\r\n", "DATA\r\n", &text];
    for step in std::iter::once("EHLO limits\r\n").chain((0..count).flat_map(|_| steps)) {
        writer.write_all(step.as_bytes())?;
        reply.clear();
        reader.read_line(&mut reply)?;
    }
    Ok(())
}

/// Who gets what can't wait.
const URGENT: &str = "urgent@sink.example";
/// How long nothing comes once all have come.
const QUIET: Duration = Duration::from_secs(15);
const BODY: &str = "Ryhmä kokoontuu huomenna kello 13.\r\n\r\nJos et pääse, kerro siitä linkistä.";

/// Queues reminders by mail, due at once, in a copy of the demo, and prints how many: each to another client who ever had a
/// place and has it again, of a session that is moved to the day after tomorrow; no more than `most`.
pub async fn queue(database: &str, most: u64) -> anyhow::Result<()> {
    let db = Database::connect(database).await?;
    let at = Clock::System.now();
    // A client has one place in a group at a time.
    let places = || participation::Entity::update_many();
    places().col_expr(participation::Column::Active, Expr::value(false)).exec(&db).await?;
    places()
        .col_expr(participation::Column::Active, Expr::value(true))
        .col_expr(participation::Column::Status, Expr::value(ParticipationStatus::Started))
        .filter(participation::Column::Id.in_subquery(one_place_each()))
        .exec(&db)
        .await?;
    // A group whose end has passed would be ended, and its clients told that instead.
    group::Entity::update_many()
        .col_expr(group::Column::Status, Expr::value(GroupStatus::Running))
        .col_expr(group::Column::EndsAt, Expr::value(at + TimeDelta::days(30)))
        .exec(&db)
        .await?;
    let placed: Vec<(ClientId, GroupId)> = participation::Entity::find()
        .select_only()
        .columns([participation::Column::ClientId, participation::Column::GroupId])
        .filter(participation::Column::Id.in_subquery(one_place_each()))
        .into_tuple()
        .all(&db)
        .await?;
    let mut of_group = HashMap::new();
    for row in session::Entity::find().all(&db).await? {
        of_group.insert(row.group_id, row.id);
    }
    let starts_at = at + TimeDelta::days(2);
    session::Entity::update_many()
        .col_expr(session::Column::Status, Expr::value(SessionStatus::Planned))
        .col_expr(session::Column::StartsAt, Expr::value(starts_at))
        .col_expr(session::Column::EndsAt, Expr::value(starts_at + TimeDelta::hours(1)))
        .filter(session::Column::Id.is_in(of_group.values().copied()))
        .exec(&db)
        .await?;
    client::Entity::update_many()
        .col_expr(client::Column::Channel, Expr::value(ContactChannel::Email))
        .col_expr(client::Column::Email, Expr::value("client@sink.example"))
        .col_expr(client::Column::Reminders, Expr::value(ReminderChoice::Standard))
        .exec(&db)
        .await?;
    let sessions: HashMap<ClientId, SessionId> =
        placed.into_iter().filter_map(|(client, group)| Some((client, *of_group.get(&group)?))).collect();
    let day = local_time::day(Tz::Europe__Helsinki, starts_at);
    let rows = sessions.into_iter().zip(0..most).map(|((client, session), number)| {
        let news = News::Reminder { sessions: vec![session], day, days: 2, is_first: false, due_at: at };
        reminder(at, number, client, &news)
    });
    let rows: Vec<_> = rows.collect();
    println!("{}", rows.len());
    for rows in rows.chunks(100) {
        message::Entity::insert_many(rows.to_vec()).exec_without_returning(&db).await?;
    }
    Ok(())
}

/// Makes the reminder that would go last urgent.
pub async fn urgent(database: &str) -> anyhow::Result<()> {
    let db = Database::connect(database).await?;
    let queued = message::Entity::find().filter(message::Column::Status.eq(MessageStatus::Queued));
    let queued = queued.filter(message::Column::Key.starts_with("bench:"));
    let last = queued.order_by_desc(message::Column::Id).one(&db).await?;
    let last = last.ok_or_else(|| anyhow::anyhow!("nothing waits"))?;
    let to = client::Entity::update_many().col_expr(client::Column::Email, Expr::value(URGENT));
    to.filter(client::Column::Id.eq(last.client_id)).exec(&db).await?;
    let kind =
        message::Entity::update_many().col_expr(message::Column::Kind, Expr::value(MessageKind::SessionCancelled));
    kind.filter(message::Column::Id.eq(last.id)).exec(&db).await?;
    Ok(())
}

/// The last place of each client.
fn one_place_each() -> SelectStatement {
    let mut places = Query::select();
    places.expr(Expr::col(participation::Column::Id).max()).from(participation::Entity);
    places.group_by_col(participation::Column::ClientId).to_owned()
}

fn reminder(at: DateTime<Utc>, number: u64, client: ClientId, news: &News) -> message::ActiveModel {
    message::ActiveModel {
        id: Set(random::id(at)),
        kind: Set(MessageKind::Reminder),
        channel: Set(MessageChannel::Email),
        client_id: Set(Some(client)),
        staff_id: Set(None),
        address: Set(None),
        language: Set(Language::Fi),
        subject: Set(String::new()),
        body: Set(String::new()),
        news: Set(Some(news.kept())),
        key: Set(format!("bench:{number}")),
        group_id: Set(None),
        session_id: Set(None),
        referral_id: Set(None),
        status: Set(MessageStatus::Queued),
        due_at: Set(at),
        expires_at: Set(None),
        attempts: Set(0),
        lease_until: Set(None),
        held_at: Set(None),
        error: Set(None),
        created_at: Set(at),
        sent_at: Set(None),
        caused_by: Set(None),
        slip: Set(None),
    }
}
