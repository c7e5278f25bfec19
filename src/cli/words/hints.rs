//! The hints of errors as sentences, which name the options and commands of the program.

use copilot_usage::error::{Conversion, Error, FewerGroups, Hint};
use std::borrow::Cow;

/// What to do about a bug.
pub(crate) const REPORT_IT: &str =
    "this is a bug in copilot-usage: please report it, with the call that shows it";

/// Returns the hint of an error, if any.
pub(crate) fn of_error(error: &Error) -> Option<Cow<'static, str>> {
    match error {
        Error::Bug(_) => Some(REPORT_IT.into()),
        error => error.hint().map(words).filter(|words| !words.is_empty()),
    }
}

fn words(hint: &Hint) -> Cow<'static, str> {
    let words = match hint {
        Hint::AskForLess(groups) => {
            return format!("{}, or select a shorter time range", fewer(*groups)).into();
        }
        Hint::LeaveOutWrongTime(groups) => {
            return format!("exclude the wrong time with --since or --until, or {}", fewer(*groups)).into();
        }
        Hint::TryFolder(folder) => return format!("{} has some: use this folder", folder.display()).into(),
        Hint::CheckBaseUrlTokenAndProxy { variable } => {
            return format!("the proxy or the upstream refused: check --base-url, the token, and {variable}")
                .into();
        }
        Hint::UseHttps { origin } => return format!("use https in --base-url: {origin}").into(),
        Hint::CheckProxy { variable } => {
            return format!("check {variable}, or name the host of the upstream in NO_PROXY").into();
        }
        Hint::GiveProxyCredentials { variable } => {
            return format!("put them into {variable}, as in http://USER:PASSWORD@HOST:PORT").into();
        }
        Hint::WriteOthers { first, written, left } => return others(first.as_deref(), written, left).into(),
        Hint::Convert(conversion) => conversion_words(*conversion),
        // The sentence of the error names the option.
        Hint::SayInputFormat => "",
        Hint::CopyTariff | Hint::BuildWithTokenizers => {
            "'copilot-usage tariffs text' prints a tariff to copy"
        }
        Hint::GiveReports => "--reports takes a folder of {id}.json, or a JSON file of reports",
        Hint::UseHttpsOrNoToken => "use an https URL, or unset COPILOT_USAGE_TOKEN and --token-file",
        Hint::ProvideCertificates => {
            "install the CA certificates of the system, or name a file of them in SSL_CERT_FILE"
        }
        Hint::RaiseBodyLimit => "--max-body sets the limit",
        Hint::AllowEmptyInput => "--input-format ndjson accepts an empty input",
        Hint::ChargeDuplicatesOnce { are_same: true } => "--duplicates once charges it once",
        Hint::ChargeDuplicatesOnce { are_same: false } => {
            "if the two are the same, --duplicates once charges them once"
        }
        Hint::TakeOneOut => "find out which of the two is right, and remove the other",
        Hint::JoinPages => {
            "fetch all pages and join them: jq -s 'reduce .[] as $page ({}; .messages += $page.messages | .reports += \
             $page.reports) | if .reports then . else del(.reports) end' PAGE... > FILE"
        }
        Hint::ChargeByText => "--on-report-error fallback charges its messages by their text",
        Hint::RunAgainLater => "the upstream may be down: run again later, or with -v to see each attempt",
        Hint::CheckBaseUrlAndToken => "check --base-url and the token",
        Hint::CheckBaseUrlPath => {
            "check --base-url: the messages are requested from URL/messages/current-period"
        }
        Hint::CheckHost => "check the name in --base-url, and the name server of this machine",
        Hint::CheckPortOrPlainHttp => "check the port in --base-url, or whether it has to begin with http://",
        Hint::CheckPortAndHttps => "check the port in --base-url, and whether it has to begin with https://",
        Hint::CheckCertificate => {
            "check the certificate of the upstream; --ca-cert adds an authority to trust"
        }
        Hint::OpenOutput => {
            "it is closed, or it is /dev/null opened for both reading and writing: write to a file, or discard the \
             output with --output /dev/null"
        }
        Hint::OpenInput => {
            "it is closed, or it is /dev/null opened for both reading and writing: redirect a file or a pipe to it, or \
             name a file"
        }
        Hint::MountFolder => "a mount point cannot be replaced: mount its folder, or write to another file",
        Hint::RaiseThreadLimit => {
            "the limit of processes and threads is reached: raise it (ulimit -u, or the pids limit of a container)"
        }
        Hint::ChooseFreeAddress => {
            "another program listens there: stop it, or choose another address with --listen"
        }
        Hint::ChooseAddressOfMachine => {
            "this machine does not have that address: --listen takes one that it has, or 0.0.0.0 for all"
        }
        Hint::ChooseHigherPort => {
            "ports below 1024 need a special right, and a socket a folder that may be written: choose another --listen"
        }
    };
    words.into()
}

fn fewer(groups: FewerGroups) -> String {
    match groups {
        FewerGroups::LongerTimes(key) => format!("group by a longer time, such as --by {key}"),
        FewerGroups::NoTimes(key) => format!("group by a key that is no time, such as --by {key}"),
    }
}

fn conversion_words(conversion: Conversion) -> &'static str {
    match conversion {
        Conversion::Decompress => "decompress it first (only gzip is read compressed)",
        Conversion::DecompressGzip => "decompress it first: gzip -d",
        Conversion::Unpack => "unpack the archive; for a workbook, use the JSON or CSV that it was made from",
        Conversion::TakeSource => "use the JSON or CSV that it was made from",
        Conversion::FetchAgain => "it is incomplete: fetch or copy it again",
        Conversion::FromUtf16 => {
            "save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE; in PowerShell: Get-Content FILE | Set-Content -Encoding \
             utf8 NEW"
        }
        Conversion::FromUtf32 => "save it as UTF-8: iconv -f UTF-32 -t UTF-8 FILE",
        Conversion::ExportJson => "export the messages as JSON or NDJSON, or fetch them again",
        Conversion::LookAtPage => {
            "it may be a login page or an error page: open it, and check the URL and the token"
        }
        Conversion::CompareBills => {
            "it is already charged: use 'copilot-usage diff OLD NEW' to compare two bills"
        }
        Conversion::GiveMessages => "use the messages that it was made from",
    }
}

/// Lists the outputs of a run that were written and those that were not, after one failed.
fn others(first: Option<&Hint>, written: &[String], left: &[String]) -> String {
    let mut parts = Vec::from_iter(first.map(words));
    if !written.is_empty() {
        parts.push(format!("written: {}", written.join(", ")).into());
    }
    parts.push(format!("not written: {}", left.join(", ")).into());
    parts.join("; ")
}
