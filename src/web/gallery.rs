//! Every component on one page, with sample contents, to be looked at.

use chrono::{Days, NaiveDate, NaiveTime};
use entity::state::{AttendanceStatus, GroupKind, Language};
use maud::{Markup, html};

use super::chart::{self, Bar, BeforeAfter, Chart};
use super::components::{
    AgendaItem, AttendanceLine, AttendanceRow, Button, CalendarEvent, Choice, Column, Confirm, Crumb, Day, ErrorAt,
    Field, Happening, Marks, Order, Pagination, Poster, ScaleField, Stat, Tab, Table, Tone, agenda, attendance_grid,
    attendance_line, attendance_sheet, benefit_scale, breadcrumbs, card, card_link, chip, copy_field, empty_state,
    error_summary, facts, filter_bar, hero, history, kind_mark, menu, month_grid, notice, number_scale, once_field,
    page_header, pagination, paper_lines, paper_question, person_row, places, poster, progress, roster, section, stats,
    steps, tabs, week_grid,
};
use super::icon::{Icon, icon};

/// The content of the page.
pub fn gallery(lang: Language) -> Markup {
    html! {
        (headings(lang))
        (section("Tänään", "", today(lang)))
        (section("Luvut", "", figures()))
        (section("Ryhmät", "", groups(lang)))
        (section("Tilat ja ilmoitukset", "", states()))
        (section("Kulku", "", processes(lang)))
        (section("Painikkeet", "", buttons(lang)))
        (section("Luettelo", Button::secondary("CSV").icon(Icon::Download).link("#"), list(lang)))
        (section("Lomake", "", form(lang)))
        (section("Läsnäolo", "", sheet(lang)))
        (section("Läsnäolot yhdellä silmäyksellä", "", overview(lang)))
        (section("Arviointi", "", scales(lang)))
        (section("Viikko", "", week_grid(lang, &sample_week())))
        (section("Kuukausi", "", month_grid(lang, "Lokakuu 2026", &sample_month())))
        (section("Kuviot", "", charts(lang)))
        (section("Paperit", "", papers(lang)))
        (section("Kuvakkeet", "", icons()))
    }
}

fn headings(lang: Language) -> Markup {
    let way = [Crumb { href: "#", label: "Ryhmät" }, Crumb { href: "#", label: "Syksy 2026" }];
    let actions = html! {
        (Button::secondary("Tulosta lista").icon(Icon::Print).link("#"))
        (Button::primary("Uusi ryhmä").icon(Icon::Plus).link("#"))
    };
    let tabs_shown = [
        Tab { href: "#", label: "Osallistujat", count: Some(11), current: true },
        Tab { href: "#", label: "Lähetteet", count: Some(4), current: false },
        Tab { href: "#", label: "Kerrat", count: None, current: false },
        Tab { href: "#", label: "Arviointi", count: None, current: false },
    ];
    html! {
        (breadcrumbs(lang, &way))
        (page_header("Kokkikurssi pienellä budjetilla", html! { "Tiistaisin klo 13–15, Kumpulan kylätila" }, actions))
        (tabs("Ryhmän sivut", &tabs_shown))
        (hero("Löydä oma piirisi", html! {
            p.lead { "Avoimia ryhmiä tekemiseen, jutteluun ja luontoon. Mukaan voi tulla ilman lähetettä." }
            div.actions { (Button::primary("Katso ryhmät").icon(Icon::Arrow).link("#")) }
        }))
    }
}

fn today(lang: Language) -> Markup {
    let item = |time, kind, title, detail, action| AgendaItem { time, kind, title, href: "#", detail, action };
    agenda(
        lang,
        &[
            item(
                "10–12",
                GroupKind::AnimalNature,
                "Hevostalli",
                html! { "Rantalan talli · 6 osallistujaa" },
                html! { (chip(Tone::Good, "Pidetty")) },
            ),
            item(
                "13–15",
                GroupKind::Functional,
                "Kokkikurssi pienellä budjetilla",
                html! { "Kumpulan kylätila · 11 osallistujaa" },
                html! { (Button::primary("Merkitse läsnäolo").link("#")) },
            ),
            item(
                "16.30–18",
                GroupKind::Therapeutic,
                "Surusta eteenpäin",
                html! { "Toimipiste Kallio · 8 osallistujaa · Sari tulee mukaan ensimmäistä kertaa" },
                html! { (chip(Tone::Warning, "Merkintä puuttuu")) (Button::secondary("Avaa").link("#")) },
            ),
        ],
    )
}

fn figures() -> Markup {
    stats(&[
        Stat { value: "91 / 111", label: "Paikoista alkanut", hint: Some("82 %, tavoite 80 %"), href: Some("#") },
        Stat { value: "88", label: "Eri asiakasta", hint: None, href: Some("#") },
        Stat { value: "24,1 %", label: "Keskeytti", hint: Some("13 henkilöä 54:stä"), href: None },
        Stat { value: "14 h 40 min", label: "Osallistumisaika", hint: Some("henkilöä kohden"), href: None },
    ])
}

fn groups(lang: Language) -> Markup {
    const TITLES: [&str; 4] = ["Kokkikurssi", "Arki haltuun", "Surusta eteenpäin", "Metsämieli"];
    html! {
        div.grid {
            @for ((kind, title), taken) in GroupKind::ALL.iter().zip(TITLES).zip([9, 12, 3, 0]) {
                (card_link("#", title, kind_mark(lang, *kind), html! {
                    ul.icon-list {
                        li { (icon(Icon::Calendar)) span { "tiistaisin klo 13–15, 13.10. alkaen" } }
                        li { (icon(Icon::Place)) span { "Kumpulan kylätila" } }
                        li { (icon(Icon::Accessible)) span { "Esteetön" } }
                    }
                    div.card-foot { (places(lang, taken, 12)) }
                }))
            }
        }
        (card("Ryhmän tiedot", html! {
            (facts([("Ohjaaja", "Maija Metsälä"), ("Varaohjaaja", "Olli Ojala"), ("Paikka", "Kumpulan kylätila, 2. kerros, hissi")]))
            (places(lang, 31, 40))
        }))
    }
}

fn states() -> Markup {
    html! {
        div.row {
            (chip(Tone::Neutral, "Luonnos"))
            (chip(Tone::Info, "Hyväksyttävänä"))
            (chip(Tone::Good, "Käynnissä"))
            (chip(Tone::Warning, "Odottaa vastausta"))
            (chip(Tone::Danger, "Peruttu"))
        }
        (notice(Tone::Info, "Ryhmä näkyy julkisilla sivuilla hyväksymisen jälkeen."))
        (notice(Tone::Good, "Läsnäolo on tallennettu."))
        (notice(Tone::Warning, html! { strong { "Päällekkäisyys. " } "Kumpulan kylätila on varattu ti 20.10. klo 13–14. " a href="#" { "Katso varaus" } }))
        (notice(Tone::Danger, "Viesti ei lähtenyt kahdelle osallistujalle. Soita heille."))
        (empty_state(Icon::Referral, "Sinulla ei ole avoimia lähetteitä.", Button::primary("Etsi ryhmä asiakkaalle").link("#")))
    }
}

fn processes(lang: Language) -> Markup {
    let happening = |time, what: &str, who| Happening { time, what: html! { (what) }, who };
    html! {
        (steps(lang, &["Luonnos", "Hyväksyttävänä", "Haku auki", "Varmistettu", "Käynnissä", "Päättynyt"], 2))
        (history(&[
            happening("ti 6.10. klo 9.12", "Hyväksyttiin, 24 tuntia varattu", Some("Liisa Laine")),
            happening("ma 5.10. klo 14.40", "Lähetettiin hyväksyttäväksi", Some("Maija Metsälä")),
        ]))
        (progress("import", "Asiakkaita tuotu", 640, 1200))
    }
}

fn overview(lang: Language) -> Markup {
    use AttendanceStatus::{AbsentNotified, Late, NoShow, Partial, Present, Unrecorded};
    let row = |name, marks: [Option<AttendanceStatus>; 5]| AttendanceRow { name, href: Some("#"), marks: marks.into() };
    let rows = [
        row("Aino Lehto", [Some(Present), Some(Late), Some(Present), Some(Unrecorded), None]),
        row("Eero Salmi", [Some(NoShow), Some(NoShow), Some(AbsentNotified), Some(Partial), None]),
    ];
    attendance_grid(lang, "Läsnäolot", &["13.10.", "20.10.", "27.10.", "3.11.", "10.11."], &rows)
}

fn buttons(lang: Language) -> Markup {
    html! {
        div.row {
            (Button::primary("Tallenna").post("#"))
            (Button::secondary("Muokkaa").icon(Icon::Edit).link("#"))
            (Button::quiet("Peru muutokset").link("#"))
            (Button::danger("Poista luonnos").post("#"))
            (menu("Lisää", &[
                Button::quiet("Siirrä kertaa").icon(Icon::Calendar).link("#"),
                Button::quiet("Tulosta juliste").icon(Icon::Print).link("#"),
            ]))
        }
        (Confirm {
            label: "Peru kerta",
            consequence: "Kaikki 11 osallistujaa saavat viestin. Tätä ei voi ottaa takaisin.",
            action: "#",
            button: "Peru kerta ja kerro kaikille",
        })
        (copy_field(lang, "feed", "Kalenterin osoite", "https://piiri.example/calendar/3f9a1c77b2.ics"))
        div.card { (person_row("Aino Lehto", Some("#"), "Mukana 13.10. alkaen", chip(Tone::Good, "Aloittanut"))) }
    }
}

fn list(lang: Language) -> Markup {
    let columns = [
        Column::new("Ryhmä").sort("#", Some(Order::Ascending)),
        Column::new("Tyyppi"),
        Column::new("Alkaa").sort("#", None),
        Column::number("Paikkoja"),
        Column::new("Tila"),
    ];
    let rows = [("Arki haltuun", 12, Tone::Good, "Käynnissä"), ("Kokkikurssi", 10, Tone::Info, "Haku auki")];
    let kinds = [Choice::new("", "Kaikki"), Choice::new("functional", "Toiminnallinen")];
    html! {
        (filter_bar(lang, "#", "sample-results", Some("#"), html! {
            (Field::new(lang, "q", "Hae").value("kurssi").search())
            (Field::new(lang, "kind", "Tyyppi").select(&kinds))
        }))
        div #sample-results.stack {
            (Table::new("Ryhmät", &columns).rows(rows.map(|(name, size, tone, state)| vec![
                html! { a href="#" { (name) } },
                kind_mark(lang, GroupKind::LifeManagement),
                html! { "ti 13.10." },
                html! { (size) },
                chip(tone, state),
            ])))
            (pagination(lang, &Pagination { previous: Some("#"), next: Some("#"), shown: "21–40 / 112" }))
        }
    }
}

fn form(lang: Language) -> Markup {
    let openness = [
        Choice { value: "open", label: "Avoin", hint: Some("Mukaan voi tulla milloin vain, ilman lähetettä.") },
        Choice { value: "semi_open", label: "Puoliavoin", hint: Some("Uusia otetaan kolmanteen kertaan asti.") },
        Choice { value: "closed", label: "Suljettu", hint: None },
    ];
    let aims = [
        Choice::new("a", "Osallisuus"),
        Choice::new("b", "Arki"),
        Choice::new("c", "Oma elämä"),
        Choice::new("d", "Verkostot"),
    ];
    let missing = "Kirjoita ryhmälle nimi.";
    html! {
        form method="post" action="#" novalidate {
            (once_field())
            (error_summary(lang, &[ErrorAt { field: Some("title"), message: missing }]))
            (Field::new(lang, "title", "Nimi").hint("Näkyy julisteessa ja julkisilla sivuilla.").error(Some(missing)).required().text())
            (Field::new(lang, "about", "Kuvaus").value("Opetellaan yhdessä edullista arkiruokaa.").textarea(4))
            div.field-row {
                (Field::new(lang, "first", "Ensimmäinen kerta").value("2026-10-13").required().date())
                (Field::new(lang, "start", "Alkaa").value("13:00").time())
                (Field::new(lang, "capacity", "Paikkoja").value("12").number(1, 200))
            }
            (Field::new(lang, "openness", "Avoimuus").value("semi_open").radios(&openness))
            (Field::new(lang, "aims", "Tavoitteet").checkboxes(&aims, &["a", "c"]))
            (Field::new(lang, "along", "Tulen mukaan ensimmäisellä kerralla").value("true").checkbox())
            div.actions { (Button::primary("Lähetä hyväksyttäväksi").submit()) (Button::secondary("Tallenna luonnos").submit()) }
        }
    }
}

fn sheet(lang: Language) -> Markup {
    let line = |id, name, note, status, minutes| AttendanceLine {
        id,
        name,
        note,
        status,
        open: true,
        expected: true,
        minutes,
        remark: "",
        error: None,
    };
    let lines = [
        line("1", "Aino Lehto", None, AttendanceStatus::Present, ""),
        line("2", "Eero Salmi", Some("Ensimmäinen kerta, työntekijä tulee mukaan"), AttendanceStatus::Unrecorded, ""),
        line("3", "Liisa Öhman", None, AttendanceStatus::Late, "100"),
        line("4", "Mika Harju", Some("Ilmoitti aamulla"), AttendanceStatus::AbsentNotified, ""),
        line("5", "Tuula Vesa", None, AttendanceStatus::NoShow, ""),
    ];
    let more = Field::new(lang, "heads", "Muita paikalla").hint("Kävijät, joiden nimeä ei kirjata.").number(0, 500);
    let save = "Tallenna läsnäolo";
    let marks = Marks { action: "#", save, open: true, by: "", keeps: "", is_back: false };
    attendance_sheet(lang, &marks, html! { @for line in &lines { (attendance_line(lang, line)) } }, more)
}

fn scales(lang: Language) -> Markup {
    let overall = ScaleField {
        name: "overall",
        question: "Oliko ryhmästä sinulle hyötyä?",
        ends: None,
        value: "much",
        error: None,
    };
    let welcome = ScaleField {
        name: "welcome",
        question: "Tunsitko itsesi tervetulleeksi?",
        ends: Some(("En lainkaan", "Täysin")),
        value: "8",
        error: None,
    };
    let goal = ScaleField {
        name: "goal",
        question: "Kuinka tavoite toteutui?",
        ends: Some(("Paljon odotettua heikommin", "Paljon odotettua paremmin")),
        value: "",
        error: Some("Valitse yksi."),
    };
    html! {
        form method="post" action="#" {
            (once_field())
            (benefit_scale(lang, overall))
            (number_scale(lang, welcome, 0, 10))
            (number_scale(lang, goal, -2, 2))
        }
    }
}

fn sample_event<'a>(hour: u32, time: &'a str, title: &'a str, kind: GroupKind) -> CalendarEvent<'a> {
    CalendarEvent {
        start: NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default(),
        time,
        title,
        href: Some("#"),
        kind,
        note: Some("Kumpulan kylätila"),
        cancelled: hour == 10,
    }
}

fn sample_day(date: NaiveDate, label: &str, index: usize) -> Day<'_> {
    let mut events = Vec::new();
    if index.is_multiple_of(3) {
        events.push(sample_event(10, "10–12", "Hevostalli", GroupKind::AnimalNature));
    }
    if index.is_multiple_of(2) && index % 7 < 5 {
        events.push(sample_event(13, "13–15", "Kokkikurssi pienellä budjetilla", GroupKind::Functional));
        events.push(sample_event(14, "14–15.30", "Arki haltuun", GroupKind::LifeManagement));
    }
    if index % 5 == 3 {
        events.push(sample_event(17, "17–18.30", "Surusta eteenpäin", GroupKind::Therapeutic));
    }
    Day { date, label, today: index == 2, note: (index == 4).then_some("Itsenäisyyspäivä"), events }
}

const LABELS: [&str; 7] = ["ma 12.10.", "ti 13.10.", "ke 14.10.", "to 15.10.", "pe 16.10.", "la 17.10.", "su 18.10."];

fn sample_week() -> Vec<Day<'static>> {
    let monday = NaiveDate::from_ymd_opt(2026, 10, 12).unwrap_or_default();
    LABELS.iter().zip(monday.iter_days()).enumerate().map(|(i, (label, date))| sample_day(date, label, i)).collect()
}

fn sample_month() -> Vec<[Option<Day<'static>>; 7]> {
    let first = NaiveDate::from_ymd_opt(2026, 9, 28).unwrap_or_default();
    let day = |week: usize, i: usize| {
        let index = week * 7 + i;
        let days = Days::new(u64::try_from(index).unwrap_or_default());
        ((3..34).contains(&index)).then(|| sample_day(first + days, LABELS[i], index))
    };
    (0..5).map(|week| std::array::from_fn(|i| day(week, i))).collect()
}

fn charts(lang: Language) -> Markup {
    let chart =
        |id, title, row_heading| Chart { lang, id, title, summary: title, row_heading, value_heading: "Määrä" };
    let bar = |label, value, text| Bar { label, value, text };
    let areas =
        [bar("Pohjoinen", Some(40.0), "40"), bar("Eteläinen palvelualue", Some(23.0), "23"), bar("Saaristo", None, "")];
    let levels = [
        bar("Ei lainkaan", None, ""),
        bar("Vähän", None, ""),
        bar("Jonkin verran", Some(15.0), "15 (38 %)"),
        bar("Paljon", Some(13.0), "13 (33 %)"),
        bar("Erittäin paljon", Some(7.0), "7 (18 %)"),
        bar("En osaa sanoa", Some(2.0), "2"),
    ];
    let months = ["tam", "hel", "maa", "huh", "tou", "kes", "hei", "elo", "syy", "lok", "mar", "jou"];
    let counts = [12.0, 18.0, 25.0, 31.0, 22.0, 8.0, 0.0, 14.0, 28.0, 33.0, 30.0, 11.0];
    let texts = counts.map(|count: f64| count.to_string());
    let by_month: Vec<Bar<'_>> =
        months.iter().zip(counts).zip(&texts).map(|((month, count), text)| bar(month, Some(count), text)).collect();
    let changes = [
        BeforeAfter { label: "Osallisuus", values: Some((4.2, 6.8)), before: "4,2", after: "6,8" },
        BeforeAfter { label: "Arjen sujuminen", values: Some((5.6, 5.1)), before: "5,6", after: "5,1" },
        BeforeAfter { label: "Hyvinvointi", values: None, before: "", after: "" },
    ];
    html! {
        div.stack {
            (chart::bars(&chart("c1", "Osallistujia alueittain", "Alue"), &areas))
            (chart::distribution(&chart("c2", "Koettu hyöty", "Taso"), &levels))
            (chart::columns(&chart("c3", "Osallistumisia kuukausittain", "Kuukausi"), &by_month))
            (chart::change(&chart("c4", "Muutos alusta loppuun", "Elämänalue"), &(0.0..=10.0), &changes))
        }
    }
}

fn papers(lang: Language) -> Markup {
    let facts = [
        (Icon::Calendar, "Tiistaisin 13.10.–15.12. klo 13–15"),
        (Icon::Place, "Kumpulan kylätila, Intiankatu 1"),
        (Icon::Check, "Maksuton, ruoka tarjotaan"),
    ];
    html! {
        (poster(lang, &Poster {
            kind: GroupKind::Functional,
            title: "Kokkikurssi pienellä budjetilla",
            lead: "Opetellaan yhdessä edullista arkiruokaa. Et tarvitse aiempaa kokemusta.",
            facts: &facts,
            qr: icon(Icon::Qr),
            call: "Lue lisää ja tule mukaan",
            address: "piiri.example/kokkikurssi",
        }))
        (roster("Nimilista", "Nimi", &["13.10.", "20.10.", "27.10."], &["Aino Lehto", "Eero Salmi"], 2))
        div.paper.stack {
            (paper_question("Oliko ryhmästä sinulle hyötyä?", &["Ei lainkaan", "Vähän", "Jonkin verran", "Paljon", "Erittäin paljon", "En osaa sanoa"]))
            (paper_lines("Mitä muuttaisit?", 3))
        }
    }
}

fn icons() -> Markup {
    html! {
        ul.row.bare { @for shown in Icon::ALL { li.row { (icon(*shown)) span.small.soft { (format!("{shown:?}")) } } } }
    }
}
