//! Whether a tariff charges what the cases of its file expect.

use crate::error::{Error, Result};
use crate::model::printable::Found;
use crate::tariff::versions::{Case, Tariff};

impl Tariff {
    /// Charges the cases of the file. Returns an error, [`Error::Usage`] with the place of the case, for each that costs
    /// something else.
    pub fn failed_cases(&self) -> Vec<Error> {
        self.cases.iter().filter_map(|case| self.check(case).err()).collect()
    }

    fn check(&self, case: &Case) -> Result<()> {
        let version = self.in_force(&case.at.unwrap_or_default().to_string());
        let why = match version.and_then(|version| version.charge(&case.text)) {
            Ok(charge) if charge == case.credits => return Ok(()),
            Ok(charge) => format!("\"{}\" costs {charge}, expected {}", Found(&case.text), case.credits),
            Err(error) => error.to_string(),
        };
        Err(Error::usage(case.place.clone(), format!("{}: {why}", case.key)))
    }
}
