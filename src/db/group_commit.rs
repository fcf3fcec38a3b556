//! What waits for the one writer of SQLite commits together (group commit; Gawlick and Kinkade 1985).
//!
//! The first act begins a transaction. Those that waited meanwhile run in it one after the other, each behind a
//! savepoint of its own, and when their turns are over the first one commits for all. An act is answered after that
//! commit only, and one that fails takes back nothing but itself. An act that nobody waits for commits at once.

use std::ops::Deref;
use std::sync::Arc;

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use super::pulse::Pulse;

/// The line before the one writer; whoever holds the lock has the turn, in the order of asking.
pub type WriterQueue = Arc<Mutex<Option<SharedTransaction>>>;

/// A transaction that several acts run in, between their turns.
#[derive(Debug)]
pub struct SharedTransaction {
    tx: DatabaseTransaction,
    /// Whether it was committed; nothing as long as that is open.
    done: watch::Sender<Option<bool>>,
}

/// The transaction of one act; dropped without a commit, it is rolled back.
#[derive(Debug)]
pub struct Transaction {
    // Dropped before the turn is: the next act must find the rollback done.
    tx: DatabaseTransaction,
    place: CommitPart,
    pulse: Pulse,
}

#[derive(Debug)]
enum CommitPart {
    /// It shares nothing, as on PostgreSQL.
    Alone,
    /// It has begun what others may join.
    First(WriterQueue, OwnedMutexGuard<Option<SharedTransaction>>),
    /// It runs behind a savepoint in what another has begun.
    Joined(OwnedMutexGuard<Option<SharedTransaction>>),
}

/// Begins an act that shares its transaction with nobody.
pub async fn begin_alone(connection: &DatabaseConnection, pulse: &Pulse) -> Result<Transaction, DbErr> {
    Ok(Transaction { tx: connection.begin().await?, place: CommitPart::Alone, pulse: pulse.clone() })
}

/// Waits for the turn and begins an act, with the write lock taken at once, so that a check stays true.
pub async fn begin(writer: &DatabaseConnection, line: &WriterQueue, pulse: &Pulse) -> Result<Transaction, DbErr> {
    let turn = line.clone().lock_owned().await;
    let (writer, line, pulse) = (writer.clone(), line.clone(), pulse.clone());
    // A savepoint whose beginning is dropped half-way would be rolled back twice, and take the others with it.
    to_end(async move {
        if let Some(group) = turn.as_ref() {
            return Ok(Transaction { tx: group.tx.begin().await?, place: CommitPart::Joined(turn), pulse });
        }
        let mode = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() };
        Ok(Transaction { tx: writer.begin_with_options(options).await?, place: CommitPart::First(line, turn), pulse })
    })
    .await
}

impl Transaction {
    /// Commits the act; when others have joined, with them.
    pub async fn commit(self) -> Result<(), DbErr> {
        let Self { tx, place, pulse } = self;
        pulse.committed(match place {
            CommitPart::Alone => tx.commit().await,
            CommitPart::First(line, turn) => to_end(commit_for_all(tx, line, turn)).await,
            CommitPart::Joined(turn) => to_end(commit_with_all(tx, turn)).await,
        })
    }

    /// Takes the act back.
    pub async fn rollback(self) -> Result<(), DbErr> {
        self.tx.rollback().await
    }
}

/// Lets those who wait by now run first: the lock is fair, so asking for it again is going to the end of the line.
async fn commit_for_all(
    tx: DatabaseTransaction,
    line: WriterQueue,
    mut turn: OwnedMutexGuard<Option<SharedTransaction>>,
) -> Result<(), DbErr> {
    let done = watch::Sender::new(None);
    *turn = Some(SharedTransaction { tx, done: done.clone() });
    drop(turn);
    let mut turn = line.lock().await;
    let group = turn.take().expect("only who has begun a group takes it away");
    let result = group.tx.commit().await;
    done.send_replace(Some(result.is_ok()));
    result
}

async fn commit_with_all(
    tx: DatabaseTransaction,
    turn: OwnedMutexGuard<Option<SharedTransaction>>,
) -> Result<(), DbErr> {
    let mut done = turn.as_ref().expect("a group stays until who has begun it commits").done.subscribe();
    tx.commit().await?;
    drop(turn);
    match done.wait_for(Option::is_some).await.as_deref() {
        Ok(Some(true)) => Ok(()),
        // Nothing of the act stands, and it may be done again.
        _ => Err(DbErr::Conn(RuntimeErr::Internal("the commit that this act shared has failed".to_owned()))),
    }
}

/// Runs what must not be dropped half-way in a task of its own.
async fn to_end<T: Send + 'static>(work: impl Future<Output = Result<T, DbErr>> + Send + 'static) -> Result<T, DbErr> {
    tokio::spawn(work).await.map_err(|error| DbErr::Custom(format!("a transaction broke off: {error}")))?
}

impl Deref for Transaction {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.tx
    }
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.tx.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.tx.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.tx.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.tx.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.tx.query_all_raw(statement).await
    }
}
