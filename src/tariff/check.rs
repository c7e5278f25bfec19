//! Checks a tariff against the cases of its file.

use crate::error::{Error, Result};
use crate::model::printable::Found;
use crate::tariff::versions::{Case, Tariff};

impl Tariff {
    /// Charges the cases of the file. Returns an [`Error::Usage`], with the place of the case, for each case that does
    /// not cost what it expects.
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
