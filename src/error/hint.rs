//! What to do about an error, as a value. The command line turns it into words.

use std::path::PathBuf;

/// What to do about an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// Group by something with fewer groups, or choose a shorter time.
    AskForLess(FewerGroups),
    /// Choose a time that excludes a message with a wrong timestamp, or group by something with fewer groups.
    LeaveOutWrongTime(FewerGroups),
    /// Begin with a copy of a built-in tariff.
    CopyTariff,
    /// Use a build with the `tokenizers` feature.
    BuildWithTokenizers,
    /// Give a folder or a file of reports.
    GiveReports,
    /// Give this folder instead, which holds reports.
    TryFolder(PathBuf),
    /// Use HTTPS, or no token.
    UseHttpsOrNoToken,
    /// Install the certificates that HTTPS needs.
    ProvideCertificates,

    /// Raise the size limit of a body or a file.
    RaiseBodyLimit,
    /// Set the input format to NDJSON, which may be empty.
    AllowEmptyInput,
    /// Set the input format to JSON or NDJSON.
    SayInputFormat,
    /// Charge a duplicate message only once.
    ChargeDuplicatesOnce {
        /// Whether the two messages are known to be identical.
        are_same: bool,
    },
    /// Find out which of two messages is right.
    TakeOneOut,
    /// Fetch all pages of a list and join them.
    JoinPages,
    /// Charge the messages of a report by their text.
    ChargeByText,
    /// Convert the file to a format that can be read.
    Convert(Conversion),

    /// Run again later.
    RunAgainLater,
    /// Check the base URL and the token.
    CheckBaseUrlAndToken,
    /// Check the base URL, the token and the proxy.
    CheckBaseUrlTokenAndProxy {
        /// The environment variable that names the proxy.
        variable: &'static str,
    },
    /// Check that the base URL ends where the path of the message list begins.
    CheckBaseUrlPath,
    /// Check the host of the base URL and the name server.
    CheckHost,
    /// Check the port of the base URL, or use plain HTTP.
    CheckPortOrPlainHttp,
    /// Check the port of the base URL, or use HTTPS.
    CheckPortAndHttps,
    /// Use HTTPS, to which the upstream redirects.
    UseHttps {
        /// The origin of the redirect.
        origin: String,
    },
    /// Check the certificate of the upstream, or trust the authority that issued it.
    CheckCertificate,
    /// Check the proxy, or connect without it.
    CheckProxy {
        /// The environment variable that names the proxy.
        variable: &'static str,
    },
    /// Set the user name and password for the proxy.
    GiveProxyCredentials {
        /// The environment variable that names the proxy.
        variable: &'static str,
    },

    /// Open standard output, or write to a file.
    OpenOutput,
    /// Open standard input, or name a file.
    OpenInput,
    /// Mount the folder of the file instead of the file.
    MountFolder,
    /// Write the outputs that are missing.
    WriteOthers {
        /// What to do about the output that failed, if anything.
        first: Option<Box<Self>>,
        /// The outputs that were written.
        written: Vec<String>,
        /// The outputs that were not written, including the one that failed.
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

/// How to get fewer groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FewerGroups {
    /// Group by a longer unit of time, such as this key.
    LongerTimes(&'static str),
    /// Do not group by time, but by a key such as this one.
    NoTimes(&'static str),
}

/// How to convert a file to a format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conversion {
    /// Decompress the file.
    Decompress,
    /// Decompress once a file that was compressed with gzip twice.
    DecompressGzip,
    /// Unpack the archive. If it is a workbook, use the source that it was made from.
    Unpack,
    /// Use the JSON or CSV that the document was made from.
    TakeSource,
    /// Create the file again, for it is incomplete.
    FetchAgain,
    /// Convert the file from UTF-16 to UTF-8.
    FromUtf16,
    /// Convert the file from UTF-32 to UTF-8.
    FromUtf32,
    /// Export JSON instead of CSV.
    ExportJson,
    /// Look at the HTML page to find out what it says.
    LookAtPage,
    /// The file is a bill, whose messages are charged already: compare it with another bill.
    CompareBills,
    /// The file is an output: give the messages that it was made from.
    GiveMessages,
}
