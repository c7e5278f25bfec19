//! Any text is a tariff or an error; a tariff never pays a customer, and its lines sum to its charge.
#![no_main]

use copilot_usage::model::credits::Credits;
use copilot_usage::tariff::Tariff;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|toml: &str| {
    let Ok(tariff) = Tariff::read("fuzzed", toml) else { return };
    let texts = ["", "a", "orbital latibro", "Never odd or even", toml];
    for (version, text) in tariff.versions.iter().flat_map(|version| texts.map(|text| (version, text))) {
        let charge = version.charge(text);
        let breakdown = version.explain(text);
        assert_eq!(breakdown.as_ref().map(|breakdown| breakdown.charge).map_err(Clone::clone), charge);
        if let (Ok(charge), Ok(breakdown)) = (charge, breakdown) {
            assert!(!charge.is_negative() && charge.is_whole_cents());
            let sum =
                breakdown.items.iter().try_fold(Credits::ZERO, |sum, item| sum.checked_add(item.amount));
            assert_eq!(sum, Ok(charge));
        }
    }
});
