//! What the application asks of its database.

use std::sync::{Arc, Mutex};

use piiri::db::Db;

/// The statements that ran since [`Statements::start`], each without its values.
#[derive(Clone, Default)]
pub struct Statements(Arc<Mutex<Option<Vec<String>>>>);

impl Statements {
    /// Hears every statement of a database from now on.
    pub fn listen(&self, db: &mut Db) {
        let heard = self.clone();
        db.on_statement(move |sql, _| {
            if let Some(heard) = heard.0.lock().unwrap().as_mut() {
                heard.push(sql.to_owned());
            }
        });
    }

    /// Begins to keep what it hears.
    pub fn start(&self) {
        *self.0.lock().unwrap() = Some(Vec::new());
    }

    /// What it has kept; it keeps nothing more.
    pub fn take(&self) -> Vec<String> {
        self.0.lock().unwrap().take().unwrap_or_default()
    }
}
