//! What could be done about an error, as a value: whoever asked is told it in words of their own.

use std::path::PathBuf;

/// What could be done about an error, where more can be said than the error does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// Group into fewer groups, or ask for less time.
    AskForLess(FewerGroups),
    /// Leave a message with a wrong time out by asking for a time, or group into fewer groups.
    LeaveOutWrongTime(FewerGroups),
    /// Begin with a copy of a tariff that ships.
    CopyTariff,
    /// Use a build that has the tokenizers.
    BuildWithTokenizers,
    /// Give a folder of reports, or a file of them.
    GiveReports,
    /// Give this folder instead, which has reports.
    TryFolder(PathBuf),
    /// Ask over HTTPS, or without a token.
    UseHttpsOrNoToken,
    /// Give the system the certificates that HTTPS needs.
    ProvideCertificates,

    /// Allow more bytes for a body or a file.
    RaiseBodyLimit,
    /// Say that the input is NDJSON, which may be empty.
    AllowEmptyInput,
    /// Say whether the input is a document or a message a line.
    SayInputFormat,
    /// Charge a message that comes again only once.
    ChargeDuplicatesOnce {
        /// Whether the two are known to be the same.
        are_same: bool,
    },
    /// Find out which of two messages is right.
    TakeOneOut,
    /// Fetch all pages of a list, and join them.
    JoinPages,
    /// Charge the messages of a report by their text.
    ChargeByText,
    /// Turn the file into one that can be read.
    Convert(Conversion),

    /// Run again later.
    RunAgainLater,
    /// Check the base URL and the token.
    CheckBaseUrlAndToken,
    /// Check the base URL, the token and the proxy.
    CheckBaseUrlTokenAndProxy {
        /// The variable of the environment that names the proxy.
        variable: &'static str,
    },
    /// Check whether the base URL ends where the path of the message list begins.
    CheckBaseUrlPath,
    /// Check the host of the base URL, and the name server.
    CheckHost,
    /// Check the port of the base URL, or whether it is one of plain HTTP.
    CheckPortOrPlainHttp,
    /// Check the port of the base URL, and whether it is one of HTTPS.
    CheckPortAndHttps,
    /// Use HTTPS, as the upstream asks.
    UseHttps {
        /// Where it says that it is.
        origin: String,
    },
    /// Check the certificate of the upstream, or trust its authority.
    CheckCertificate,
    /// Check the proxy, or go without it.
    CheckProxy {
        /// The variable of the environment that names it.
        variable: &'static str,
    },
    /// Tell the proxy a user name and password.
    GiveProxyCredentials {
        /// The variable of the environment that names it.
        variable: &'static str,
    },

    /// Give standard output a place to go.
    OpenOutput,
    /// Give standard input something to read.
    OpenInput,
    /// Mount the folder of a file rather than the file.
    MountFolder,
    /// See to the outputs that were not written.
    WriteOthers {
        /// What could be done about the output that failed.
        first: Option<Box<Self>>,
        /// The outputs that are in their places.
        written: Vec<String>,
        /// Those that are not, that which failed among them.
        left: Vec<String>,
    },
    /// Raise the limit of processes and threads.
    RaiseThreadLimit,
    /// Listen where nobody else does.
    ChooseFreeAddress,
    /// Listen at an address that this machine has.
    ChooseAddressOfMachine,
    /// Listen where no special right is needed.
    ChooseHigherPort,
}

/// A way to fewer groups, by the name of the key to group by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FewerGroups {
    /// Longer times.
    LongerTimes(&'static str),
    /// No times at all.
    NoTimes(&'static str),
}

/// How something becomes a file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conversion {
    /// A compressed file: decompress it.
    Decompress,
    /// A gzip file in a gzip file: decompress it once.
    DecompressGzip,
    /// An archive, which may be a workbook: unpack it, or take what the workbook was made of.
    Unpack,
    /// A document for people: take the JSON or CSV that it was made of.
    TakeSource,
    /// A file that was not written to its end: make it anew.
    FetchAgain,
    /// UTF-16: save it as UTF-8.
    FromUtf16,
    /// UTF-32: save it as UTF-8.
    FromUtf32,
    /// CSV: export JSON instead.
    ExportJson,
    /// A page: find out what it says.
    LookAtPage,
    /// A bill: compare it with another, for it is charged already.
    CompareBills,
    /// A result: give the messages that it was made of.
    GiveMessages,
}
