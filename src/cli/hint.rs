//! What could be done about an error, in words: the hints of the library, with the options and commands of the program.

use copilot_usage::error::{Conversion, Error, FewerGroups, Hint};
use std::borrow::Cow;

/// What to do about a bug.
pub(crate) const REPORT_IT: &str =
    "this is a bug in copilot-usage: please report it, with the call that shows it";

/// What to do about an error, where more can be said than its sentence does.
pub(crate) fn of_error(error: &Error) -> Option<Cow<'static, str>> {
    match error {
        Error::Bug(_) => Some(REPORT_IT.into()),
        error => error.hint().map(words).filter(|words| !words.is_empty()),
    }
}

fn words(hint: &Hint) -> Cow<'static, str> {
    let words = match hint {
        Hint::AskForLess(groups) => return format!("{}, or ask for less time", fewer(*groups)).into(),
        Hint::LeaveOutWrongTime(groups) => {
            return format!("leave a wrong time out with --since or --until, or {}", fewer(*groups)).into();
        }
        Hint::TryFolder(folder) => return format!("{} does: is it that folder?", folder.display()).into(),
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
            "HTTPS needs the certificates of the system, or a file of them in SSL_CERT_FILE"
        }
        Hint::RaiseBodyLimit => "--max-body sets the limit",
        Hint::AllowEmptyInput => "--input-format ndjson takes an empty stream for no messages",
        Hint::ChargeDuplicatesOnce { are_same: true } => "--duplicates once charges it once",
        Hint::ChargeDuplicatesOnce { are_same: false } => {
            "if the two are the same, --duplicates once charges them once"
        }
        Hint::TakeOneOut => "find out which of the two is right, and take the other out",
        Hint::JoinPages => {
            "fetch all pages and join them: jq -s 'reduce .[] as $page ({}; .messages += $page.messages | .reports += \
             $page.reports) | if .reports then . else del(.reports) end' PAGE... > FILE"
        }
        Hint::ChargeByText => "--on-report-error fallback charges its messages by their text",
        Hint::RunAgainLater => "the upstream may be down: run again later, or with -v to see each attempt",
        Hint::CheckBaseUrlAndToken => "check --base-url and the token",
        Hint::CheckBaseUrlPath => "check --base-url: it ends where /messages/current-period begins",
        Hint::CheckHost => "check the name in --base-url, and the name server of this machine",
        Hint::CheckPortOrPlainHttp => "check the port in --base-url, or whether it has to begin with http://",
        Hint::CheckPortAndHttps => "check the port in --base-url, and whether it has to begin with https://",
        Hint::CheckCertificate => {
            "check the certificate of the upstream; --ca-cert adds an authority to trust"
        }
        Hint::OpenOutput => {
            "it is closed, or /dev/null opened for reading too, which looks the same: print to a file, or to nowhere \
             with --output /dev/null"
        }
        Hint::OpenInput => {
            "it is closed, or /dev/null opened for writing too, which looks the same: give it something to read, or \
             name a file"
        }
        Hint::MountFolder => {
            "a file that is itself a mount cannot be replaced: mount its folder, or write to another file"
        }
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
        FewerGroups::LongerTimes(key) => format!("put more together, such as --by {key}"),
        FewerGroups::NoTimes(key) => format!("put together by what is no time, such as --by {key}"),
    }
}

fn conversion_words(conversion: Conversion) -> &'static str {
    match conversion {
        Conversion::Decompress => "decompress it first (of compressed files, gzip alone is read as it is)",
        Conversion::DecompressGzip => "decompress it first: gzip -d",
        Conversion::Unpack => "unpack the archive; of a workbook, take the JSON or CSV that it was made of",
        Conversion::TakeSource => "take the JSON or CSV that it was made of",
        Conversion::FetchAgain => "it was not written to its end: fetch or copy it again",
        Conversion::FromUtf16 => {
            "save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE; in PowerShell: Get-Content FILE | Set-Content -Encoding \
             utf8 NEW"
        }
        Conversion::FromUtf32 => "save it as UTF-8: iconv -f UTF-32 -t UTF-8 FILE",
        Conversion::ExportJson => "export the messages as JSON or NDJSON, or fetch them again",
        Conversion::LookAtPage => {
            "it may be the page of a login, a proxy or an error: look at it, check the URL and the token"
        }
        Conversion::CompareBills => {
            "it is charged already: 'copilot-usage diff OLD NEW' compares two bills as they were printed"
        }
        Conversion::GiveMessages => "give the messages that it was made of",
    }
}

/// What has come of the outputs of a run, one of which failed.
fn others(first: Option<&Hint>, written: &[String], left: &[String]) -> String {
    let mut parts = Vec::from_iter(first.map(words));
    if !written.is_empty() {
        parts.push(format!("written: {}", written.join(", ")).into());
    }
    parts.push(format!("not written: {}", left.join(", ")).into());
    parts.join("; ")
}
