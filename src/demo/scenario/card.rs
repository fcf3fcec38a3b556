//! What the cards of groups say, by kind.

use entity::state::GroupKind;

/// The texts of a card that groups of a kind share.
pub struct Card {
    /// For whom.
    pub audience: &'static str,
    /// What taking part asks for.
    pub criteria: &'static str,
    /// For whom it is not.
    pub not_for: &'static str,
    /// Where it leads.
    pub leads_to: &'static str,
    /// The risk assessment.
    pub risk: &'static str,
    /// What helps to take part.
    pub incentives: &'static str,
}

/// The card of a kind.
pub const fn card(kind: GroupKind) -> &'static Card {
    match kind {
        GroupKind::Functional => &FUNCTIONAL,
        GroupKind::LifeManagement => &LIFE_MANAGEMENT,
        GroupKind::Therapeutic => &THERAPEUTIC,
        GroupKind::AnimalNature => &ANIMAL_NATURE,
    }
}

const FUNCTIONAL: Card = Card {
    audience: "Aikuisille, jotka kaipaavat tekemistä ja seuraa arkeen. Aiempaa kokemusta ei tarvita.",
    criteria: "Pystyt olemaan pienessä ryhmässä ja tulemaan paikalle päihteettömänä.",
    not_for: "Ei korvaa työtoimintaa eikä kuntouttavaa työtoimintaa.",
    leads_to: "Ryhmän jälkeen ohjaaja auttaa löytämään oman kunnan harrastuksen tai yhdistyksen.",
    risk: "Ensiapulaukku ja hätänumerot paikalla. Työvälineiden käyttö opetetaan ensimmäisellä kerralla.",
    incentives: "Tarvikkeet ja kahvi kuuluvat ryhmään. Matkalippu tarvittaessa.",
};

const LIFE_MANAGEMENT: Card = Card {
    audience: "Aikuisille, jotka haluavat selkeyttä arkeen pienin askelin.",
    criteria: "Haluat miettiä omaa arkeasi yhdessä muiden kanssa.",
    not_for: "Ei kiireelliseen talous- tai asumisasiaan: siihen auttaa oma työntekijä heti.",
    leads_to: "Lopuksi sovitaan seuraava askel oman työntekijän kanssa.",
    risk: "Raha- ja asumisasioita käsitellään yleisellä tasolla. Omat paperit jäävät omaan kansioon.",
    incentives: "Kahvi ja välipala. Matkalippu tarvittaessa.",
};

const THERAPEUTIC: Card = Card {
    audience: "Aikuisille, jotka kaipaavat rauhallista tilaa puhua ja kuunnella.",
    criteria: "Jaksat istua ryhmässä noin kaksi tuntia. Ohjaaja juttelee kanssasi ennen alkua.",
    not_for: "Ei akuuttiin kriisiin: silloin auttaa päivystys tai kriisipalvelu.",
    leads_to: "Ryhmän jälkeen voi jatkaa vertaistoiminnassa tai yksilötapaamisissa.",
    risk: "Ohjaajia on kaksi. Vaikean kerran jälkeen soitetaan osallistujalle seuraavana päivänä.",
    incentives: "Kahvi. Matkalippu tarvittaessa.",
};

const ANIMAL_NATURE: Card = Card {
    audience: "Aikuisille, joille luonto tai eläimet tekevät hyvää.",
    criteria: "Pystyt liikkumaan ulkona lyhyitä matkoja. Kerro allergioista ja peloista etukäteen.",
    not_for: "Ei sovi, jos sinulla on vaikea allergia ryhmän eläimelle.",
    leads_to: "Ryhmästä voi jatkaa lähialueen retki- ja eläintoimintaan.",
    risk: "Ohjaaja päättää säästä edellisenä iltana ja kertoo varapaikan. Eläimellä on oma ohjaaja ja lepotauot.",
    incentives: "Säänmukaisia varusteita lainataan. Yhteiskyyti tarvittaessa.",
};
