//! Random drafts of referrals.

use entity::id::StaffId;
use entity::list::{Channels, Lines};
use entity::state::{Channel, GroupStatus, ReferralSource, ReferralStatus};
use entity::{client, group, referral};
use piiri::random;
use piiri::web::form::LINE;
use sea_orm::{ActiveModelTrait, Set};

use super::forms::Made;
use super::rows::World;
use crate::support::app::noon;
use crate::support::chance::Chance;

impl World {
    /// A draft of a referral of a worker, into a group that takes people in.
    pub async fn draft(&mut self, chance: &mut Chance, (own, leader): (StaffId, StaffId)) -> Made {
        let group = self.led_group(chance, leader).await;
        let tx = self.test.app.db.write().await.unwrap();
        let open = group::ActiveModel {
            id: Set(group),
            status: Set(GroupStatus::Recruiting),
            intake_closed_at: Set(None),
            ..Default::default()
        };
        open.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
        let client = client::Model { address_protection: false, deceased_on: None, ..self.client(chance, own) };
        let client_id = client.id;
        self.insert(client).await;
        let first = chance.one(Channel::ALL);
        let others = chance.some(Channel::ALL).into_iter().filter(|other| *other != first);
        let channels: Vec<Channel> = std::iter::once(first).chain(others).collect();
        let companion = chance.maybe(|chance| chance.one(&self.staff));
        let row = referral::Model {
            id: random::id(noon()),
            client_id,
            group_id: group,
            status: ReferralStatus::Draft,
            source: ReferralSource::Worker,
            referrer_id: Some(own),
            partner: chance.maybe(|chance| chance.line(200)),
            reason: chance.line(LINE),
            goals: Lines((0..chance.number(0, 3)).map(|_| chance.line(LINE)).collect()),
            needs: chance.maybe(|chance| chance.line(LINE)),
            animal_checked: false,
            first_channel: first,
            channels: Channels(channels),
            channel_code_id: None,
            accompany_staff_id: companion,
            accompany_session: companion.map(|_| 1),
            accompany_promised: None,
            submitted_at: None,
            submitted_on: None,
            decided_at: None,
            decided_by: None,
            reject_code: None,
            note: None,
            info_request: None,
            redirected_to_id: None,
            closed_at: None,
            close_reason: None,
            created_at: noon(),
            updated_at: noon(),
        };
        let id = row.id;
        self.insert(row).await;
        Made { path: format!("/referrals/{id}/edit"), id: id.0 }
    }
}
