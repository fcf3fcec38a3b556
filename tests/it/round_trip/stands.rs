//! What stands of a row, to compare it with what a form says of it.

use entity::id::{GroupId, SessionId, StaffId};
use entity::{
    absence, attendance, break_period, client, interpreting, participation, rating_request, referral, season, session,
    staff, template, venue, walk_in,
};
use piiri::people;
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::forms::Of;
use super::rows::{Columns, World, columns};

impl World {
    /// All that stands of what a form is of.
    pub async fn state(&self, of: Of, id: Uuid) -> Columns {
        let db = self.test.app.db.read();
        match of {
            Of::Group | Of::Schedule => self.columns_of_group(GroupId(id)).await,
            Of::Session => self.columns_of_session(SessionId(id)).await,
            Of::Sheet => self.columns_of_sheet(SessionId(id)).await,
            Of::Template => columns("template", &template::Entity::find_by_id(id).one(db).await.unwrap().unwrap()),
            Of::Venue => columns("venue", &venue::Entity::find_by_id(id).one(db).await.unwrap().unwrap()),
            Of::Break => columns("break", &break_period::Entity::find_by_id(id).one(db).await.unwrap().unwrap()),
            Of::Absence => columns("absence", &absence::Entity::find_by_id(id).one(db).await.unwrap().unwrap()),
            Of::Season => columns("season", &season::Entity::find_by_id(id).one(db).await.unwrap().unwrap()),
            Of::Client | Of::Choices => {
                columns("client", &client::Entity::find_by_id(id).one(db).await.unwrap().unwrap())
            }
            Of::Interpreting => {
                columns("interpreting", &interpreting::Entity::find_by_id(id).one(db).await.unwrap().unwrap())
            }
            Of::Roles => {
                let held = people::position(db, StaffId(id)).await.unwrap();
                Columns::from([("position".to_owned(), format!("{held:?}"))])
            }
            Of::Language | Of::Messages | Of::Work => {
                columns("staff", &staff::Entity::find_by_id(id).one(db).await.unwrap().unwrap())
            }
            Of::Draft => columns("referral", &referral::Entity::find_by_id(id).one(db).await.unwrap().unwrap()),
            Of::Unanswered => {
                columns("request", &rating_request::Entity::find_by_id(id).one(db).await.unwrap().unwrap())
            }
        }
    }

    async fn columns_of_sheet(&self, id: SessionId) -> Columns {
        let db = self.test.app.db.read();
        let mut all = self.columns_of_session(id).await;
        for row in attendance::Entity::find().filter(attendance::COLUMN.session_id.eq(id)).all(db).await.unwrap() {
            all.extend(columns(&format!("mark {}", row.participation_id), &row));
        }
        for row in walk_in::Entity::find().filter(walk_in::COLUMN.session_id.eq(id)).all(db).await.unwrap() {
            all.extend(columns(&format!("guest {:?}", row.alias), &row));
        }
        let session = session::Entity::find_by_id(id).one(db).await.unwrap().unwrap();
        let places = participation::Entity::find().filter(participation::COLUMN.group_id.eq(session.group_id));
        for row in places.all(db).await.unwrap() {
            all.extend(columns(&format!("place {}", row.id), &participation::Model { started_on: None, ..row }));
        }
        all
    }
}
