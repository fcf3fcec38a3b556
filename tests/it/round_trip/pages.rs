//! Every text that a group or a template holds is on its page, in the API, in its copies, and in what is planned by it.

use axum::http::Method;
use entity::id::TemplateId;
use entity::state::{GroupStatus, Role};
use entity::{group, template};
use piiri::random;
use sea_orm::sea_query::Value as Stored;
use sea_orm::{ActiveModelTrait, ColumnTrait, ColumnType, EntityTrait, IdenStatic, IntoActiveModel, Iterable};

use super::rows::{World, template as random_template};
use crate::support::app::noon;
use crate::support::chance::Chance;

/// Texts that are no words of people: codes, lists, rules, and what is made of a name.
const CODES: &[&str] = &[
    "kind",
    "openness",
    "status",
    "cancel_code",
    "aims",
    "languages",
    "timezone",
    "rrule",
    "excluded_dates",
    "extra_dates",
    "code",
    "slug",
    "name_sort",
    "name_search",
    "card_search",
];
/// What of a group's is its own: no copy has it.
const OF_ONE: &[&str] = &["status_reason"];

/// The columns that hold words of people.
fn words<E: EntityTrait>() -> Vec<E::Column> {
    let is_text =
        |column: &E::Column| matches!(column.def().get_column_type(), ColumnType::Text | ColumnType::String(_));
    E::Column::iter().filter(|column| is_text(column) && !CODES.contains(&column.as_str())).collect()
}

fn mark(column: &impl IdenStatic) -> String {
    format!("Words of {}", column.as_str().replace('_', " "))
}

/// The marks that are missing in a text.
fn missing<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mark = |name: &str| format!("Words of {}", name.replace('_', " "));
    names.into_iter().filter(|name| !text.contains(&mark(name))).collect()
}

#[tokio::test]
async fn every_text_of_a_group_is_shown_copied_and_kept_as_a_template() {
    let mut world = World::new().await;
    let mut lena = world.test.staff("Lena Leader", &[Role::Leader]).await;
    let chance = &mut Chance(5);
    let row = group::Model { status: GroupStatus::Returned, ..world.group(chance, lena.id()) };
    let id = row.id;
    let mut marked = row.into_active_model().reset_all();
    for column in words::<group::Entity>() {
        marked.set(column, Stored::String(Some(mark(&column))));
    }
    let tx = world.test.app.db.write().await.unwrap();
    group::Entity::insert(marked).exec_without_returning(&tx).await.unwrap();
    tx.commit().await.unwrap();
    world.lead(id, lena.id()).await;
    let all: Vec<&str> = words::<group::Entity>().iter().map(IdenStatic::as_str).collect();
    let copied: Vec<&str> = all.iter().copied().filter(|name| !OF_ONE.contains(name)).collect();
    let of_templates: Vec<&str> = words::<template::Entity>().iter().map(IdenStatic::as_str).collect();
    let page = lena.get(&format!("/groups/{id}")).await;
    assert_eq!(missing(&page.html(), all.clone()), Vec::<&str>::new(), "the page of a group doesn't show them");
    let shown = lena.api(Method::GET, &format!("/groups/{id}"), None).await.json.to_string();
    assert_eq!(missing(&shown, all), Vec::<&str>::new(), "the API doesn't show them");
    for (path, field, kept, what) in [
        (format!("/groups/{id}/edit"), "capacity", &copied, "the form of a group"),
        (format!("/groups/new?copy={id}"), "capacity", &copied, "the copy of a group"),
        (format!("/templates/new?group={id}"), "sessions", &of_templates, "the template after a group"),
    ] {
        let (_, sent) = lena.get(&path).await.untouched(field);
        let sent = format!("{sent:?}");
        assert_eq!(missing(&sent, kept.iter().copied()), Vec::<&str>::new(), "{what} loses them");
    }
}

#[tokio::test]
async fn every_text_of_a_template_is_shown_and_given_to_a_new_group() {
    let world = World::new().await;
    let mut lena = world.test.staff("Lena Leader", &[Role::Leader]).await;
    let id: TemplateId = random::id(noon());
    let row = template::Model { id, ..random_template(&mut Chance(5)) };
    let mut marked = row.into_active_model().reset_all();
    for column in words::<template::Entity>() {
        marked.set(column, Stored::String(Some(mark(&column))));
    }
    let tx = world.test.app.db.write().await.unwrap();
    template::Entity::insert(marked).exec_without_returning(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let all: Vec<&str> = words::<template::Entity>().iter().map(IdenStatic::as_str).collect();
    let page = lena.get(&format!("/templates/{id}")).await;
    assert_eq!(missing(&page.html(), all.clone()), Vec::<&str>::new(), "the page of a template doesn't show them");
    let (_, sent) = lena.get(&format!("/groups/new?template={id}")).await.untouched("capacity");
    assert_eq!(missing(&format!("{sent:?}"), all), Vec::<&str>::new(), "a group by a template loses them");
}
