//! What referrals and goals say.

use entity::state::GroupKind;

/// Why a client is referred to a group of a kind.
pub fn reason(kind: GroupKind, index: usize) -> &'static str {
    let reasons = match kind {
        GroupKind::Functional => ["Kaipaa tekemistä ja seuraa viikkoon.", "Haluaa ulos kotoa, on ollut pitkään yksin."],
        GroupKind::LifeManagement => ["Toivoo apua arjen järjestämiseen.", "Haluaa saada asiansa selkeämmiksi."],
        GroupKind::Therapeutic => ["Toivoo paikkaa puhua rauhassa.", "Vaikea vuosi takana, tarvitsee vertaistukea."],
        GroupKind::AnimalNature => ["Luonto ja eläimet rauhoittavat.", "Jaksaa ulkona paremmin kuin sisällä."],
    };
    reasons[index % reasons.len()]
}

/// A goal that a client of a kind of group might set.
pub fn goal(kind: GroupKind, index: usize) -> &'static str {
    let goals = match kind {
        GroupKind::Functional => [
            "Käyn ryhmässä joka viikko marraskuun loppuun.",
            "Tutustun yhteen uuteen ihmiseen.",
            "Kokeilen kotona yhtä ryhmässä opittua asiaa.",
        ],
        GroupKind::LifeManagement => [
            "Nousen arkisin ennen kello yhdeksää neljänä päivänä viikossa.",
            "Avaan postin joka maanantai.",
            "Syön lämpimän aterian joka päivä.",
        ],
        GroupKind::Therapeutic => [
            "Puhun ryhmässä ainakin kerran joka tapaamisella.",
            "Soitan ystävälle kerran viikossa.",
            "Teen rentoutusharjoituksen kolme kertaa viikossa.",
        ],
        GroupKind::AnimalNature => [
            "Olen ulkona tunnin kolmena päivänä viikossa.",
            "Hoidan vuorollani yhden tehtävän alusta loppuun.",
            "Lähden retkelle ystävän kanssa kerran kuussa.",
        ],
    };
    goals[index % goals.len()]
}
