//! News in the outbox, put there as an act would.

use entity::id::{ClientId, MessageId, RatingRequestId};
use entity::state::{Openness, RatingPhase, Role};
use entity::{message, rating_request};
use piiri::message::About;
use piiri::notify::{self, Frame, News, Person, Piece};
use piiri::rating::{self, NewRequest};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{TestApp, seed};

/// News to a client that says the same as long as it waits: a rating is asked for.
pub struct Plain<'a> {
    pub client: ClientId,
    /// Names the message once and for all.
    pub key: &'a str,
    pub about: About,
    /// From when on it has no purpose.
    pub expires_at: Option<&'a str>,
}

impl TestApp {
    /// Tells a client news, due now; `None` when nobody hears of it.
    pub async fn tell_plain(&self, plain: Plain<'_>) -> Option<MessageId> {
        let Plain { client, key, about, expires_at } = plain;
        let news = News::RatingAsked { request: self.request_of(client).await };
        let expires_at = expires_at.map(|moment| moment.parse().unwrap());
        let told = self
            .system(async |act| {
                let frame = Frame { about, due_at: act.now, expires_at };
                let key = Some(key.to_owned());
                let person = Person::Client(client);
                notify::send(act, Piece { person, news: &news, frame, key, in_person: false }).await
            })
            .await;
        if told.is_nobody() {
            return None;
        }
        let put = message::Entity::find().filter(message::COLUMN.key.eq(key));
        put.one(self.app.db.read()).await.unwrap().map(|row| row.id)
    }

    /// The rating that a client is asked for, in a group of the client's own.
    async fn request_of(&self, client: ClientId) -> RatingRequestId {
        let asked = rating_request::Entity::find().filter(rating_request::COLUMN.client_id.eq(client));
        if let Some(asked) = asked.one(self.app.db.read()).await.unwrap() {
            return asked.id;
        }
        let leader = self.staff(&format!("Lea {client}"), &[Role::Leader]).await;
        let group = seed::group(self, leader.id(), &client.to_string(), Openness::Closed).await;
        let place = seed::place(self, group, client, "2026-10-01T09:00:00Z").await;
        let today = self.app.day(self.app.clock.now());
        let new = NewRequest { phase: RatingPhase::Baseline, session: None, due_on: today };
        self.system(async |act| rating::ask(act, place, new).await).await
    }
}
