//! A database from before tasks were found by the id of their message: what is open there is found as well.

use entity::id::MessageId;
use entity::state::{Language, MessageChannel, MessageKind, MessageStatus, TaskKind};
use entity::{message, task};
use piiri::db;
use piiri::message::task_key;
use piiri::random;
use sea_orm::{DatabaseConnection, EntityTrait, Set};

use crate::support::app::{empty, noon};
use crate::support::old::{before, people};

const STEP: &str = "m0016_task_keys";

async fn letter(old: &DatabaseConnection, key: Option<&str>) -> MessageId {
    let id: MessageId = random::id(noon());
    let row = message::ActiveModel {
        id: Set(id),
        kind: Set(MessageKind::GroupCancelled),
        channel: Set(MessageChannel::Letter),
        language: Set(Language::Fi),
        subject: Set(String::new()),
        body: Set(String::new()),
        key: Set(key.map_or_else(|| id.to_string(), str::to_owned)),
        status: Set(MessageStatus::ForHand),
        due_at: Set(noon()),
        attempts: Set(0),
        created_at: Set(noon()),
        ..Default::default()
    };
    message::Entity::insert(row).exec_without_returning(old).await.unwrap();
    id
}

#[tokio::test]
async fn open_letters_and_calls_are_found_by_their_message_and_sheets_by_their_kind() {
    let (url, _database) = empty().await;
    let old = before(&url, STEP).await;
    let staff_id = people(&old).await.1;
    let ask = async |kind: TaskKind, key: String, is_done: bool| {
        let row = task::ActiveModel {
            id: Set(random::id(noon())),
            kind: Set(kind),
            staff_id: Set(staff_id),
            key: Set(key),
            note: Set(Some("as it was".into())),
            due_at: Set(noon()),
            created_at: Set(noon()),
            done_at: Set(is_done.then(noon)),
            ..Default::default()
        };
        task::Entity::insert(row).exec_without_returning(&old).await.unwrap();
    };
    let (keyed, unkeyed) = (letter(&old, Some("group_cancelled:1:2")).await, letter(&old, None).await);
    letter(&old, Some("group_cancelled:1:3")).await;
    ask(TaskKind::LetterDue, "message:group_cancelled:1:2".into(), false).await;
    ask(TaskKind::LetterDue, task_key(unkeyed), false).await;
    ask(TaskKind::LetterDue, "message:group_cancelled:1:3".into(), true).await;
    ask(TaskKind::LetterDue, "message:gone".into(), false).await;
    ask(TaskKind::Other, "sheet:1".into(), false).await;
    ask(TaskKind::Other, "log:1".into(), false).await;
    db::migrate(&url).await.unwrap();
    let rows = task::Entity::find().all(&old).await.unwrap();
    let mut found: Vec<_> = rows.into_iter().map(|row| (row.kind, row.key, row.note.is_some())).collect();
    let mut wanted = vec![
        (TaskKind::LetterDue, task_key(keyed), true),
        (TaskKind::LetterDue, task_key(unkeyed), true),
        (TaskKind::LetterDue, "message:group_cancelled:1:3".into(), true),
        (TaskKind::LetterDue, "message:gone".into(), true),
        (TaskKind::FillSheet, "sheet:1".into(), false),
        (TaskKind::Other, "log:1".into(), true),
    ];
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);
    old.close().await.unwrap();
}
