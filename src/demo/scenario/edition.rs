//! The copies of the programme in other weeks.

/// How many copies one staff runs.
const TEAM: u32 = 10;

/// Which copy of the programme is written: its number, and by how many weeks it lies apart from the scenario.
#[derive(Clone, Copy)]
pub struct Edition {
    /// 0 is the scenario itself.
    pub number: u32,
    /// Weeks later than the scenario.
    pub weeks: i64,
}

impl Edition {
    /// Whether this is the scenario itself, with everything that a person would look up in it.
    pub const fn is_scenario(self) -> bool {
        self.number == 0
    }

    /// Which staff runs it: the scenario has its own, and ten copies, about eleven groups a leader in four years, share one.
    pub const fn team(self) -> u32 {
        self.number.div_ceil(TEAM)
    }

    /// Whether it is the first that its staff runs.
    pub const fn begins_team(self) -> bool {
        self.number % TEAM == 1
    }

    /// Editions beside the scenario are spread over four years, so that about one in ten groups runs.
    pub fn numbered(number: u32) -> Self {
        if number == 0 {
            return Self { number, weeks: 0 };
        }
        Self { number, weeks: i64::from(number * 13 % 209) - 182 }
    }
}
