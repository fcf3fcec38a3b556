//! Piiri's own 24-pixel line icons, drawn inline. An icon never stands alone: a word is beside it, seen or hidden.

use entity::state::GroupKind;
use maud::{Markup, PreEscaped, html};

/// Declares the icons with their shapes inside a 24 by 24 box.
macro_rules! icons {
    ($($name:ident = $shapes:literal),+ $(,)?) => {
        /// Every icon there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon { $($name),+ }

        impl Icon {
            /// Every icon, in alphabetical order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            const fn shapes(self) -> &'static str {
                match self { $(Self::$name => $shapes),+ }
            }
        }
    };
}

icons! {
    Absent = r#"<circle cx="12" cy="12" r="8.5"/><path d="M8 12h8"/>"#,
    Accessible = r#"<circle class="dot" cx="11" cy="4.5" r="1.8"/><path d="M11 8v6h5l2.5 5M11 10.5h5"/><path d="M8.5 11.5a5 5 0 1 0 6.6 6.6"/>"#,
    Animal = r#"<path d="M12 12.5c-2.6 0-5 2.6-5 4.9 0 1.6 1.2 2.6 2.6 2.6.9 0 1.5-.5 2.4-.5s1.5.5 2.4.5c1.4 0 2.6-1 2.6-2.6 0-2.3-2.4-4.9-5-4.9Z"/><ellipse cx="9" cy="6.3" rx="1.6" ry="2.3"/><ellipse cx="15" cy="6.3" rx="1.6" ry="2.3"/><ellipse cx="4.8" cy="11" rx="1.5" ry="2"/><ellipse cx="19.2" cy="11" rx="1.5" ry="2"/>"#,
    Arrow = r#"<path d="M4.5 12h15M13.5 6l6 6-6 6"/>"#,
    Back = r#"<path d="M19.5 12h-15M10.5 6l-6 6 6 6"/>"#,
    Calendar = r#"<rect x="3.5" y="5" width="17" height="15.5" rx="2.5"/><path d="M3.5 10h17M8 2.8V7M16 2.8V7"/><circle class="dot" cx="8.5" cy="14.5" r="1.2"/>"#,
    Chart = r#"<path d="M4 20.5h16"/><path d="M6.5 17v-5M12 17V5M17.5 17V9"/>"#,
    Check = r#"<path d="m5 12.8 4.6 4.7L19.2 7"/>"#,
    Clock = r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 7.2V12l3.2 2"/>"#,
    Copy = r#"<rect x="8.5" y="8.5" width="12" height="12" rx="2.5"/><path d="M15.5 5.2V5A1.5 1.5 0 0 0 14 3.5H5A1.5 1.5 0 0 0 3.5 5v9A1.5 1.5 0 0 0 5 15.5h.2"/>"#,
    Download = r#"<path d="M12 3.5v11.5M7 10.5l5 5 5-5M4 20.5h16"/>"#,
    Edit = r#"<path d="M4 20l1-4.2L16.3 4.5a1.8 1.8 0 0 1 2.5 0l.7.7a1.8 1.8 0 0 1 0 2.5L8.2 19 4 20ZM14 7l3 3"/>"#,
    Filter = r#"<path d="M4 6.5h16M7 12h10M10 17.5h4"/>"#,
    Group = r#"<circle cx="12" cy="5" r="2"/><circle cx="18.6" cy="9.8" r="2"/><circle cx="16.1" cy="17.6" r="2"/><circle cx="7.9" cy="17.6" r="2"/><circle cx="5.4" cy="9.8" r="2"/>"#,
    Home = r#"<path d="M4 11.5 12 4.5l8 7V19a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 19v-7.5Z"/><path d="M9.5 20.5V14h5v6.5"/>"#,
    Info = r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 11.2v5"/><circle class="dot" cx="12" cy="8" r="1.1"/>"#,
    Key = r#"<circle cx="8" cy="15.5" r="4.5"/><path d="m11.3 12.2 8.2-8.2M16 7.5l3 3M13.5 10l2 2"/>"#,
    Language = r#"<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17"/>"#,
    Late = r#"<path d="M7 3.5h10M7 20.5h10M8 3.5v3.2c0 2.6 8 8 8 10.6v3.2M16 3.5v3.2c0 2.6-8 8-8 10.6v3.2"/>"#,
    Letter = r#"<path d="M6 3.5h8.5L19 8v12.5H6a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1ZM14 3.5V8.5h5M8.5 12.5h7M8.5 16h5"/>"#,
    LifeManagement = r#"<path d="M12 20.5V10.5M12 14c0-3.2-2.2-5-6.5-5 0 3.5 2.2 5 6.5 5ZM12 10.5c0-3.8 2.5-6 7-6 0 4-2.5 6-7 6ZM8 20.5h8"/>"#,
    Link = r#"<path d="M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7l-1.3 1.3"/><path d="M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.3-1.3"/>"#,
    Log = r#"<path d="M12 3.5 19 6v5.5c0 4.2-2.8 7.3-7 9-4.2-1.7-7-4.8-7-9V6l7-2.5Z"/><path d="m9 12 2.2 2.2L15.2 10"/>"#,
    Mail = r#"<rect x="3.5" y="5.5" width="17" height="13.5" rx="2.5"/><path d="m4.5 7.5 7.5 6 7.5-6"/>"#,
    Menu = r#"<path d="M4 7h16M4 12h16M4 17h16"/>"#,
    NoShow = r#"<path d="m6.5 6.5 11 11M17.5 6.5l-11 11"/>"#,
    Partial = r#"<circle cx="12" cy="12" r="8.5"/><path class="dot" d="M12 3.5a8.5 8.5 0 0 1 0 17Z"/>"#,
    People = r#"<circle cx="9" cy="8" r="3.5"/><path d="M2.5 19.5c.5-3.5 3-5.5 6.5-5.5s6 2 6.5 5.5M15.5 4.9a3.5 3.5 0 0 1 0 6.2M18 14.6c2 .8 3.2 2.5 3.5 4.9"/>"#,
    Person = r#"<circle cx="12" cy="8" r="3.8"/><path d="M4.5 20c.6-3.8 3.5-6 7.5-6s6.9 2.2 7.5 6"/>"#,
    Phone = r#"<path d="M5.5 3.5h3l1.7 4.3-2.1 1.7a12 12 0 0 0 6.4 6.4l1.7-2.1 4.3 1.7v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 3.5 5.7a2 2 0 0 1 2-2.2Z"/>"#,
    Place = r#"<path d="M12 21c4.5-4.5 7-8 7-11.2a7 7 0 0 0-14 0C5 13 7.5 16.5 12 21Z"/><circle cx="12" cy="9.8" r="2.5"/>"#,
    Plus = r#"<path d="M12 5v14M5 12h14"/>"#,
    Print = r#"<path d="M7 8V3.5h10V8M7 17H5.5a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h13a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H17"/><path d="M7 13.5h10v7H7z"/>"#,
    Qr = r#"<rect x="3.5" y="3.5" width="6.5" height="6.5" rx="1"/><rect x="14" y="3.5" width="6.5" height="6.5" rx="1"/><rect x="3.5" y="14" width="6.5" height="6.5" rx="1"/><path d="M14 14h2.5v2.5M20.5 14v2.5M14 20.5h2.5M20.5 20.5v-.5"/>"#,
    Rating = r#"<path d="m12 3.8 2.5 5.3 5.7.8-4.2 4 1 5.8-5-2.8-5 2.8 1-5.8-4.2-4 5.7-.8L12 3.8Z"/>"#,
    Referral = r#"<path d="M14 4.5h4.5a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H14M3.5 12h11M10.5 8l4 4-4 4"/>"#,
    Search = r#"<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>"#,
    Settings = r#"<path d="M4 7h8M18 7h2M4 17h2M12 17h8"/><circle cx="15" cy="7" r="2.5"/><circle cx="9" cy="17" r="2.5"/>"#,
    SignOut = r#"<path d="M10 4.5H5.5a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1H10M9.5 12h11M16.5 8l4 4-4 4"/>"#,
    Sms = r#"<path d="M4 18.5 4.8 15A7 7 0 0 1 3.5 11c0-4 3.8-7 8.5-7s8.5 3 8.5 7-3.8 7-8.5 7c-1.4 0-2.7-.3-3.8-.7L4 18.5Z"/><circle class="dot" cx="8.5" cy="11" r="1.1"/><circle class="dot" cx="12" cy="11" r="1.1"/><circle class="dot" cx="15.5" cy="11" r="1.1"/>"#,
    Task = r#"<rect x="4" y="4" width="16" height="16.5" rx="3"/><path d="m8.5 12.5 2.5 2.5 4.7-5.5"/>"#,
    Therapeutic = r#"<path d="M12 19.8C6.5 16 3.8 12.9 3.8 9.3a4.3 4.3 0 0 1 8.2-1.8 4.3 4.3 0 0 1 8.2 1.8c0 3.6-2.7 6.7-8.2 10.5Z"/>"#,
    Today = r#"<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4"/>"#,
    Tools = r#"<path d="M5 10.5h14v5.5a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4v-5.5ZM3 10.5h18M9.5 7c-1-1.5 1-2 0-3.5M14.5 7c-1-1.5 1-2 0-3.5"/>"#,
    Warning = r#"<path d="M12 4 2.8 19.8h18.4L12 4ZM12 10v4.5"/><circle class="dot" cx="12" cy="17" r="1.1"/>"#,
}

impl Icon {
    /// The icon of a group kind, the same everywhere.
    pub const fn of_kind(kind: GroupKind) -> Self {
        match kind {
            GroupKind::Functional => Self::Tools,
            GroupKind::LifeManagement => Self::LifeManagement,
            GroupKind::Therapeutic => Self::Therapeutic,
            GroupKind::AnimalNature => Self::Animal,
        }
    }
}

/// The icon as inline SVG, hidden from screen readers since its word is beside it.
pub fn icon(icon: Icon) -> Markup {
    html! { svg.icon viewBox="0 0 24 24" aria-hidden="true" focusable="false" { (PreEscaped(icon.shapes())) } }
}

/// Where the seven sit, on a circle inside a 32 by 32 box.
const SEATS: [(&str, &str); 7] = [
    ("23.6", "6.2"),
    ("28.4", "15.9"),
    ("23.8", "25.6"),
    ("13.4", "28.1"),
    ("4.9", "21.5"),
    ("4.8", "10.7"),
    ("13.1", "3.9"),
];

/// The mark of Piiri: people sitting in a circle, one of them in the warm colour. `class` sets its size.
pub fn mark(class: &str) -> Markup {
    html! {
        svg class=(class) viewBox="0 0 32 32" aria-hidden="true" focusable="false" {
            @for (i, (x, y)) in SEATS.iter().enumerate() {
                circle.one[i == 0] cx=(x) cy=(y) r="3.5" {}
            }
        }
    }
}
