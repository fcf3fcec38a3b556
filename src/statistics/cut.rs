//! The one fixed set of cuts: by what figures may be asked, and which cells add up to which.

use std::sync::Arc;

use entity::state::{Channel, GroupKind};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::month::Month;
use super::records::GroupFact;

/// A set of dimensions by which figures are cut together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern(u16);

impl Pattern {
    pub const NONE: Self = Self(0);
    pub const KIND: Self = Self(1);
    pub const AREA: Self = Self(2);
    pub const UNIT: Self = Self(4);
    pub const MUNICIPALITY: Self = Self(8);
    pub const PROJECT: Self = Self(16);
    pub const MONTH: Self = Self(32);
    pub const CHANNEL: Self = Self(64);
    pub const GROUP: Self = Self(128);

    /// Every pattern that is published; no other combination is answered.
    pub const ALL: [Self; 22] = [
        Self::NONE,
        Self::KIND,
        Self::AREA,
        Self::UNIT,
        Self::MUNICIPALITY,
        Self::PROJECT,
        Self::MONTH,
        Self::CHANNEL,
        Self::GROUP,
        Self::KIND.and(Self::AREA),
        Self::KIND.and(Self::UNIT),
        Self::KIND.and(Self::MUNICIPALITY),
        Self::KIND.and(Self::PROJECT),
        Self::KIND.and(Self::MONTH),
        Self::KIND.and(Self::CHANNEL),
        Self::AREA.and(Self::MUNICIPALITY),
        Self::AREA.and(Self::MONTH),
        Self::AREA.and(Self::CHANNEL),
        Self::UNIT.and(Self::MUNICIPALITY),
        Self::UNIT.and(Self::MONTH),
        Self::UNIT.and(Self::CHANNEL),
        Self::PROJECT.and(Self::MONTH),
    ];

    /// The dimensions of groups, of which a group has one value each at most, in the order in which cells are told.
    pub const GROUND: [Self; 6] = [Self::KIND, Self::AREA, Self::UNIT, Self::MUNICIPALITY, Self::PROJECT, Self::GROUP];

    /// The dimensions that are a fact's own and not its group's. A pattern has one of them at most, and what they count
    /// of each indicator says nothing of another.
    pub const OWN: [Self; 2] = [Self::MONTH, Self::CHANNEL];

    /// How many values each of [`Self::OWN`] has, over the months of a period.
    pub const fn own_widths(months: &[Month]) -> [usize; Self::OWN.len()] {
        [months.len(), Channel::ALL.len()]
    }

    /// The patterns by which outcomes are shown class by class.
    pub const OF_CLASSES: [Self; 4] = [Self::NONE, Self::KIND, Self::AREA, Self::UNIT];

    /// Both patterns together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This pattern without the dimensions of the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// All of these together.
    const fn all_of(patterns: &[Self]) -> Self {
        let (mut all, mut at) = (Self::NONE, 0);
        while at < patterns.len() {
            all = all.and(patterns[at]);
            at += 1;
        }
        all
    }

    /// Whether every dimension of the other is in this one.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether it cuts by more than one dimension.
    pub const fn is_combined(self) -> bool {
        self.0.count_ones() > 1
    }

    /// The dimensions that a key of this pattern fixes: a group has one value in each of [`Self::GROUND`], a unit one area.
    #[must_use]
    pub const fn fixed(self) -> Self {
        let mut fixed = self;
        if fixed.has(Self::GROUP) {
            fixed = fixed.and(Self::all_of(&Self::GROUND));
        }
        if fixed.has(Self::UNIT) { fixed.and(Self::AREA) } else { fixed }
    }
}

const _: () = {
    let known = Pattern::all_of(&Pattern::GROUND).and(Pattern::all_of(&Pattern::OWN));
    assert!(known.has(Pattern::all_of(&Pattern::ALL)), "a dimension is neither in GROUND nor in OWN");
};

/// Where a fact stands: its group, and what is its own beside the group, where it has that.
#[derive(Clone, Copy, Debug, Default)]
pub struct FactPosition {
    pub group: Uuid,
    pub month: Option<Month>,
    pub channel: Option<Channel>,
}

impl FactPosition {
    /// The number of its value in each of [`Pattern::OWN`]; a month's is its place among those of the period.
    pub fn own(&self, months: &[Month]) -> [Option<usize>; Pattern::OWN.len()] {
        let Self { group: _, month, channel } = self;
        [month.and_then(|month| months.binary_search(&month).ok()), channel.map(|channel| channel as usize)]
    }

    /// A fact about a group in a month.
    pub fn in_month(group: Uuid, month: Month) -> Self {
        Self { group, month: Some(month), ..Self::default() }
    }
}

/// Where a fact belongs in every dimension, or the part of it that a key fixes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CutPosition {
    pub kind: Option<GroupKind>,
    pub area: Option<Uuid>,
    pub unit: Option<Uuid>,
    pub municipality: Option<Arc<str>>,
    pub project: Option<Arc<str>>,
    pub month: Option<Month>,
    pub channel: Option<Channel>,
    pub group: Option<Uuid>,
}

impl CutPosition {
    /// The place of a group.
    pub fn of(group: &GroupFact) -> Self {
        Self {
            kind: Some(group.kind),
            area: Some(group.area),
            unit: Some(group.unit),
            municipality: Some(group.municipality.clone()),
            project: group.project.clone(),
            group: Some(group.group),
            ..Self::default()
        }
    }

    /// The place of a fact about somebody whose municipality must not be told: neither it nor the group, which stands
    /// in one place, is given.
    #[must_use]
    pub fn without_area(&self) -> Self {
        Self { municipality: Some(Arc::from("")), group: Some(Uuid::nil()), ..self.clone() }
    }

    /// The same place with the value of this number in every one of [`Pattern::OWN`]; what a pattern has not, its key
    /// leaves out.
    #[must_use]
    pub fn with_own(&self, months: &[Month], number: usize) -> Self {
        Self { month: months.get(number).copied(), channel: Channel::ALL.get(number).copied(), ..self.clone() }
    }

    /// The key of the cell of this pattern to which the place belongs; `None` when it has none.
    pub fn key(&self, pattern: Pattern) -> Option<CellKey> {
        let fixed = pattern.fixed();
        let has = |dimension, given: bool| !pattern.has(dimension) || given;
        let given = has(Pattern::KIND, self.kind.is_some())
            && has(Pattern::AREA, self.area.is_some())
            && has(Pattern::UNIT, self.unit.is_some())
            && has(Pattern::MUNICIPALITY, self.municipality.is_some())
            && has(Pattern::PROJECT, self.project.is_some())
            && has(Pattern::MONTH, self.month.is_some())
            && has(Pattern::CHANNEL, self.channel.is_some())
            && has(Pattern::GROUP, self.group.is_some());
        given.then(|| CellKey {
            pattern,
            place: Arc::new(Self {
                kind: self.kind.filter(|_| fixed.has(Pattern::KIND)),
                area: self.area.filter(|_| fixed.has(Pattern::AREA)),
                unit: self.unit.filter(|_| fixed.has(Pattern::UNIT)),
                municipality: self.municipality.clone().filter(|_| fixed.has(Pattern::MUNICIPALITY)),
                project: self.project.clone().filter(|_| fixed.has(Pattern::PROJECT)),
                month: self.month.filter(|_| fixed.has(Pattern::MONTH)),
                channel: self.channel.filter(|_| fixed.has(Pattern::CHANNEL)),
                group: self.group.filter(|_| fixed.has(Pattern::GROUP)),
            }),
        })
    }
}

/// One cell of one pattern.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey {
    pub pattern: Pattern,
    pub place: Arc<CutPosition>,
}

macro_rules! cuts {
    ($($name:ident = $code:literal, $pattern:expr;)+) => {
        /// By what the figures of an answer are told apart.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
        pub enum By {
            $(#[serde(rename = $code)] $name),+
        }

        impl By {
            /// Every cut, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The published code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            const fn pattern(self) -> Pattern {
                match self { $(Self::$name => $pattern),+ }
            }
        }
    };
}

cuts! {
    None = "none", Pattern::NONE;
    Kind = "kind", Pattern::KIND;
    Unit = "unit", Pattern::UNIT;
    Municipality = "municipality", Pattern::MUNICIPALITY;
    Month = "month", Pattern::MONTH;
    Group = "group", Pattern::GROUP;
    Channel = "channel", Pattern::CHANNEL;
}

impl By {
    /// The cut of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|by| by.code() == code)
    }
}

/// What is asked for: a cut, within a kind, an area or a unit, or a project.
#[derive(Clone, Debug)]
pub struct Selection {
    pub by: By,
    pub kind: Option<GroupKind>,
    pub area: Option<Uuid>,
    pub unit: Option<Uuid>,
    pub project: Option<Arc<str>>,
}

impl Selection {
    /// A cut of everything.
    pub const fn by(by: By) -> Self {
        Self { by, kind: None, area: None, unit: None, project: None }
    }

    /// The pattern that answers; `None` when the combination is not one of the fixed cuts.
    pub fn pattern(&self) -> Option<Pattern> {
        let within = [
            (Pattern::KIND, self.kind.is_some()),
            (Pattern::AREA, self.area.is_some()),
            (Pattern::UNIT, self.unit.is_some()),
            (Pattern::PROJECT, self.project.is_some()),
        ];
        let asked = within.iter().filter(|(_, asked)| *asked).fold(self.by.pattern(), |all, (one, _)| all.and(*one));
        let fixed_by_cut = self.by.pattern().fixed();
        let needed = within
            .iter()
            .filter(|(one, asked)| *asked && !fixed_by_cut.has(*one))
            .fold(self.by.pattern(), |all, (one, _)| all.and(*one));
        Pattern::ALL.into_iter().find(|one| *one == asked || *one == needed)
    }

    /// Whether a cell of the pattern is among what is asked for.
    pub fn includes(&self, key: &CellKey) -> bool {
        let place = &key.place;
        self.kind.is_none_or(|kind| place.kind == Some(kind))
            && self.area.is_none_or(|area| place.area == Some(area))
            && self.unit.is_none_or(|unit| place.unit == Some(unit))
            && self.project.as_ref().is_none_or(|project| place.project.as_ref() == Some(project))
    }
}

impl CellKey {
    /// What tells the cell apart in a cut: a code, an id, a name or a month; empty where the municipality or group is
    /// not given, `none` for the whole.
    pub fn label(&self, by: By) -> String {
        let place = &self.place;
        let label = match by {
            By::None => None,
            By::Kind => place.kind.map(|kind| kind.code().to_owned()),
            By::Unit => place.unit.map(|unit| unit.to_string()),
            By::Municipality => place.municipality.as_deref().map(str::to_owned),
            By::Month => place.month.map(|month| month.to_string()),
            By::Group => place.group.map(|group| if group.is_nil() { String::new() } else { group.to_string() }),
            By::Channel => place.channel.map(|channel| channel.code().to_owned()),
        };
        label.unwrap_or_else(|| "none".to_owned())
    }
}
