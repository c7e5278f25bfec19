//! Writes messages to standard output for the benchmarks, the same ones on every run: NDJSON, or one document.
//!
//! `cargo run --release --example generate -- short|long|document COUNT > FILE`

use std::fmt::Write as _;
use std::io::{self, Write as _};

const SEED: u64 = 20_240_429;
const WORDS: &[&str] = &[
    "a",
    "about",
    "access",
    "after",
    "agreement",
    "all",
    "alterations",
    "amendment",
    "an",
    "and",
    "any",
    "arbitration",
    "are",
    "areas",
    "as",
    "assignment",
    "at",
    "be",
    "before",
    "between",
    "breach",
    "building",
    "by",
    "can",
    "cap",
    "charges",
    "clause",
    "clauses",
    "commercial",
    "common",
    "compliance",
    "conditions",
    "consent",
    "costs",
    "create",
    "damage",
    "date",
    "days",
    "default",
    "defaults",
    "deposit",
    "describe",
    "disputes",
    "does",
    "draft",
    "early",
    "escalation",
    "event",
    "exclusive",
    "expenses",
    "explain",
    "extend",
    "find",
    "fixtures",
    "for",
    "force",
    "from",
    "general",
    "generate",
    "give",
    "governing",
    "guarantee",
    "holdover",
    "hours",
    "how",
    "if",
    "improvements",
    "in",
    "included",
    "indemnity",
    "initial",
    "insurance",
    "is",
    "it",
    "landlord",
    "late",
    "law",
    "lease",
    "leases",
    "length",
    "liability",
    "limits",
    "list",
    "maintenance",
    "majeure",
    "may",
    "me",
    "minimum",
    "month",
    "monthly",
    "must",
    "my",
    "name",
    "event",
    "obligations",
    "occupancy",
    "of",
    "on",
    "operating",
    "option",
    "or",
    "original",
    "outline",
    "overtime",
    "owner",
    "parking",
    "party",
    "payment",
    "penalties",
    "permitted",
    "please",
    "pro-rata",
    "property",
    "provide",
    "provisions",
    "purchase",
    "quiet",
    "rate",
    "recovery",
    "regarding",
    "renewal",
    "rent",
    "rent-free",
    "repair",
    "repairs",
    "report",
    "required",
    "requirements",
    "resolution",
    "responsibilities",
    "restrictions",
    "review",
    "right",
    "rights",
    "schedule",
    "security",
    "service",
    "shared",
    "short",
    "show",
    "signage",
    "sublease",
    "subletting",
    "summarise",
    "summary",
    "tenant",
    "tenant's",
    "tenants",
    "term",
    "termination",
    "terms",
    "that",
    "the",
    "their",
    "there",
    "this",
    "to",
    "transfer",
    "under",
    "unit",
    "use",
    "utilities",
    "vacate",
    "violations",
    "waiver",
    "warranties",
    "we",
    "what",
    "when",
    "where",
    "which",
    "who",
    "will",
    "with",
    "within",
    "work",
    "yearly",
    "your",
    "zoning",
];
const NOT_ASCII: &[&str] = &["§", "café", "naïve", "“quoted”", "lessor’s", "Straße", "€"];

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (kind, count) = match arguments.as_slice() {
        [kind, count] => (kind.as_str(), count.parse().unwrap_or(0)),
        _ => ("", 0),
    };
    if !matches!(kind, "short" | "long" | "document") || count == 0 {
        return Err(io::Error::other("usage: generate short|long|document COUNT"));
    }
    let mut random = fastrand::Rng::with_seed(SEED);
    let mut out = io::BufWriter::with_capacity(1 << 18, io::stdout().lock());
    let mut line = String::new();
    if kind == "document" {
        out.write_all(b"{\"messages\":[\n")?;
    }
    for index in 0..count {
        line.clear();
        message(&mut line, &mut random, index, kind == "long");
        line.push_str(match kind {
            "document" if index + 1 < count => ",\n",
            _ => "\n",
        });
        out.write_all(line.as_bytes())?;
    }
    if kind == "document" {
        out.write_all(b"]}\n")?;
    }
    out.flush()
}

fn message(line: &mut String, random: &mut fastrand::Rng, index: u64, long: bool) {
    let _ = write!(line, "{{\"id\":{},\"text\":\"", 1000 + index);
    // Every seventh long text has some characters that are not ASCII, every third a few escapes.
    let (length, foreign, escapes) = if long {
        (random.usize(2_000..20_000), index.is_multiple_of(7), index.is_multiple_of(3))
    } else {
        (random.usize(15..105), false, false)
    };
    text(line, random, length, foreign, escapes);
    let (second, milli) = (index % 60, index % 1000);
    let (minute, hour, day) = (index / 60 % 60, index / 3600 % 24, 1 + index / 86_400 % 28);
    let _ =
        write!(line, "\",\"timestamp\":\"2024-05-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z\"");
    if index.is_multiple_of(3) {
        let _ = write!(line, ",\"report_id\":{}", 5000 + index % 50);
    }
    line.push('}');
}

fn text(line: &mut String, random: &mut fastrand::Rng, length: usize, foreign: bool, escapes: bool) {
    let end = line.len() + length;
    while line.len() < end {
        line.push_str(random.choice(WORDS).unwrap_or(&""));
        match random.usize(..60) {
            0 if foreign => line.push_str(random.choice(NOT_ASCII).unwrap_or(&"")),
            1..4 if escapes => line.push_str("\\n"),
            4..8 => line.push_str(", "),
            8 => line.push_str(". "),
            _ => line.push(' '),
        }
    }
    line.push('?');
}
