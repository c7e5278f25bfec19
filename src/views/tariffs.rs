//! The list of built-in tariffs.

use crate::model::row::Listing;
use crate::model::view::View;
use crate::tariff::Tariff;

/// A list of tariffs.
#[derive(Debug, Clone)]
pub struct TariffListing(pub Vec<Tariff>);

impl View for TariffListing {
    type Row = Tariff;

    fn listing(&self) -> Listing<'_> {
        Tariff::LISTING
    }

    fn rows(&self) -> &[Tariff] {
        &self.0
    }
}
