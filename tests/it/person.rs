//! Outputs in a terminal: tables, colors, progress.

use crate::support::{Run, fixture, message, message_with_report, run};
use crate::terminal::Terminal;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::{Child, Stdio};
use std::sync::{Arc, Condvar, Mutex};

const MESSAGES: &str = r#"[
{"id":1,"text":"Yes","timestamp":"2024-05-29T08:15:02.250Z","report_id":1},
{"id":2,"text":"Yes","timestamp":"2024-05-30T08:15:02Z","report_id":2},
{"id":3,"text":"a","timestamp":"2024-05-30T09:15:02Z"},
{"id":4,"text":"Yes","timestamp":"2024-05-31T08:15:02+02:00","report_id":4}
]"#;
const REPORTS: &str = r#"[
{"id":1,"name":"Tenant Obligations Report of the Whole Estate, with Appendices","credit_cost":10},
{"id":2,"name":"Lease","credit_cost":18},
{"id":4,"name":"A \u001b[31mred\u009b \u007f one","credit_cost":10}
]"#;

/// A command on four messages with their reports, in a terminal with colors.
pub(crate) fn about_messages(arguments: &[&str]) -> Run {
    run(arguments)
        .args(["messages.json", "--reports", "reports.json", "-q"])
        .file("messages.json", MESSAGES)
        .file("reports.json", REPORTS)
        .env("TERM", "xterm")
}

#[test]
fn a_short_name_takes_no_more_than_it_needs() {
    let snapshot = format!("{{\"messages\":[{}],\"reports\":{REPORTS}}}", message_with_report(1, 2));
    let ran = run(["score", "may.json", "-q"]).file("may.json", snapshot).in_terminal(80).code_is(0);
    ran.stdout(
        "\u{20}Message   Timestamp                  Report   Credits
───────────────────────────────────────────────────────
       1   2024-05-29T08:15:02.250Z   Lease      18.00
───────────────────────────────────────────────────────
   Total                                         18.00
",
    );
}

#[test]
fn bars_come_as_soon_as_there_is_room_for_them() {
    let mut first = None;
    for columns in 70..=100 {
        let run = about_messages(&["summary", "--by", "report"]).env("NO_COLOR", "1");
        let table = run.in_terminal(columns).code_is(0).output();
        let widest = table.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(usize::from(columns)), "{columns} columns\n{table}");
        assert!(first.is_none() || table.contains('█'), "{columns} columns\n{table}");
        first = first.or(table.contains('█').then_some(columns));
    }
    // 67 of the other columns at their narrowest, a bar of 8, and a blank beside each.
    assert_eq!(first, Some(78));
}

#[test]
fn of_a_long_text_the_beginning_is_shown() {
    let shown = |characters: usize| {
        let output = run(["explain", &"!".repeat(characters)]).in_terminal(42).output();
        output.split_once("\n\n").unwrap().1.to_owned()
    };
    let line = format!(" {}\n", "!".repeat(40));
    let all = format!("{}{}|\n{}", line.repeat(3), " ".repeat(20), line.repeat(47));
    let legend = "\n |  over 100 characters: this is character 100, and there are more\n";
    assert_eq!(shown(2000), format!("{all}{legend}"));
    assert_eq!(shown(2003), format!("{all} … and 3 more characters\n{legend}"));
}

#[test]
fn a_person_gets_a_table_and_a_program_gets_json() {
    let score = |arguments: &[&str]| about_messages(&["score"]).args(arguments).env("NO_COLOR", "1");
    let json = score(&["-f", "json"]).exits(0).output();
    assert!(json.starts_with("{\"usage\":[\n"));
    score(&[]).exits(0).stdout(&json);
    let table = score(&[]).in_terminal(80).output();
    assert!(table.starts_with(" Message   Timestamp "), "{table}");
    score(&["-f", "table"]).in_terminal(80).stdout(table);
    // A file gets JSON, even if the program runs in a terminal.
    let ran = score(&["-o", "bill"]).in_terminal(80).stdout("");
    assert_eq!(ran.read("bill"), json);
    // A table in a pipe is as wide as its contents.
    let wide = score(&["-f", "table"]).exits(0).output();
    assert!(wide.contains("Tenant Obligations Report of the Whole Estate, with Appendices"), "{wide}");
    let ran = score(&["-f", "table", "-o", "bill"]).in_terminal(40).stdout("");
    assert_eq!(ran.read("bill"), wide);
}

#[test]
fn colors_are_for_terminals_that_have_them() {
    const BOLD: &str = "\u{1b}[1m";
    let tariffs = |variables: &[(&str, &str)], arguments: &[&str]| {
        let run = run(["tariffs"]).args(arguments);
        variables.iter().fold(run, |run, (name, value)| run.env(name, value))
    };
    let xterm = ("TERM", "xterm");
    let plain = tariffs(&[], &["-f", "table"]).exits(0).output();
    let (heading, rest) = plain.split_once('\n').unwrap();
    let colored = format!("{BOLD}{heading}\u{1b}[0m\n{rest}");
    tariffs(&[xterm], &[]).in_terminal(120).stdout(&colored);
    tariffs(&[xterm, ("NO_COLOR", "1"), ("CLICOLOR", "1")], &["--color", "always"])
        .in_terminal(120)
        .stdout(&colored);
    tariffs(&[xterm, ("NO_COLOR", "")], &[]).in_terminal(120).stdout(&colored);
    tariffs(&[xterm, ("NO_COLOR", "1")], &[]).in_terminal(120).stdout(&plain);
    tariffs(&[xterm], &["--color", "never"]).in_terminal(120).stdout(&plain);
    tariffs(&[("TERM", "dumb")], &[]).in_terminal(120).stdout(&plain);
    // A file is for programs, even if a terminal is near.
    let ran = tariffs(&[xterm], &["-f", "table", "-o", "list"]).in_terminal(120);
    assert_eq!(ran.read("list"), plain);
}

#[test]
fn what_is_said_to_a_person_has_colors_too() {
    let wrong = |variables: &[(&str, &str)], arguments: &[&str]| {
        let run = run(["score", "nowhere.json", "--tariff", "txt"]).args(arguments);
        variables.iter().fold(run, |run, (name, value)| run.env(name, value))
    };
    let plain = "copilot-usage: error: --tariff txt: no such built-in tariff, and no such file\n\
                 hint: the built-in tariffs are text, tokens, tokens-ceil\n";
    let colored = "copilot-usage: \u{1b}[1m\u{1b}[31merror:\u{1b}[0m --tariff txt: no such built-in tariff, and no such file\n\
                   \u{1b}[36mhint:\u{1b}[0m the built-in tariffs are text, tokens, tokens-ceil\n";
    let xterm = ("TERM", "xterm");
    wrong(&[xterm], &[]).before_a_person().code_is(2).stderr(colored);
    wrong(&[xterm, ("NO_COLOR", "1")], &[]).before_a_person().stderr(plain);
    wrong(&[xterm], &["--color", "never"]).before_a_person().stderr(plain);
    wrong(&[xterm], &[]).exits(2).stderr(plain);
    wrong(&[], &["--color", "always"]).exits(2).stderr(colored);
    let upstream = SlowUpstream::new();
    upstream.answer();
    let told = || run(["fetch", "-v", "-f", "csv", "--cache-dir", "/dev/null", "--base-url", &upstream.url]);
    let plain = told().exits(0).errors();
    assert!(
        plain.contains("copilot-usage: warning: ") && plain.contains("copilot-usage: debug: "),
        "{plain}"
    );
    let colored = plain
        .replace("warning:", "\u{1b}[1m\u{1b}[33mwarning:\u{1b}[0m")
        .replace("debug:", "\u{1b}[2mdebug:\u{1b}[0m");
    told().env("TERM", "xterm").before_a_person().stderr(colored);
}

#[test]
fn control_characters_do_not_reach_a_terminal() {
    let printed = |format: &str| about_messages(&["score", "-f", format]).in_terminal(80).code_is(0).output();
    let json = concat!(
        r#"{"message_id":1,"timestamp":"2024-05-29T08:15:02.250Z","report_name":"Tenant Obligations Report of the Whole Estate, with Appendices","credits_used":10.00}"#,
        "\n",
        r#"{"message_id":2,"timestamp":"2024-05-30T08:15:02Z","report_name":"Lease","credits_used":18.00}"#,
        "\n",
        r#"{"message_id":3,"timestamp":"2024-05-30T09:15:02Z","credits_used":2.00}"#,
        "\n",
        r#"{"message_id":4,"timestamp":"2024-05-31T08:15:02+02:00","report_name":"A \u001b[31mred\u009b \u007f one","credits_used":10.00}"#,
        "\n"
    );
    assert_eq!(printed("ndjson"), json);
    assert_eq!(printed("json"), format!("{{\"usage\":[\n{}\n]}}\n", json.trim_end().replace("}\n", "},\n")));
    assert_eq!(
        printed("csv"),
        concat!(
            "message_id,timestamp,report_name,credits_used\r\n",
            "1,2024-05-29T08:15:02.250Z,\"Tenant Obligations Report of the Whole Estate, with Appendices\",10.00\r\n",
            "2,2024-05-30T08:15:02Z,Lease,18.00\r\n",
            "3,2024-05-30T09:15:02Z,,2.00\r\n",
            "4,2024-05-31T08:15:02+02:00,A \\u{1b}[31mred\\u{9b} \\u{7f} one,10.00\r\n"
        )
    );
    // A program gets the name as it is.
    let piped = about_messages(&["score", "-f", "csv"]).exits(0).output();
    assert!(piped.ends_with(",A \u{1b}[31mred\u{9b} \u{7f} one,10.00\r\n"), "{piped:?}");
    let error = run(["score", "no\u{1b}[31mwhere"]).before_a_person().code_is(6);
    error.stderr(
        "copilot-usage: error: no\\u{1b}[31mwhere: cannot read: No such file or directory (os error 2)\n",
    );
}

#[test]
fn a_page_is_not_for_a_terminal() {
    let page = |arguments: &[&str]| run(["dashboard", "-q"]).arg(fixture("snapshot.json")).args(arguments);
    page(&[]).in_terminal(80).code_is(2).stdout("").stderr(
        "copilot-usage: error: --output: is missing, and standard output is a terminal\n\
         hint: write the page to a file: dashboard --output usage.html\n",
    );
    let ran = page(&["-o", "usage.html"]).in_terminal(80).code_is(0).stdout("");
    assert!(ran.read("usage.html").trim_end().ends_with("</html>"));
    let page = page(&["-o", "-"]).in_terminal(80).code_is(0).output();
    assert!(page.trim_end().ends_with("</html>"));
}

#[test]
fn records_reach_a_terminal_as_they_come() {
    let begin = |format: &str| {
        let terminal = Terminal::new(80);
        let mut command = run(["score", "-", "-q", "-f", format]).command();
        command.stdin(Stdio::piped()).stdout(terminal.stdio()).stderr(Stdio::null()).current_dir("/");
        (command.spawn().unwrap(), terminal.watch())
    };
    for (format, records) in
        [("ndjson", ["{\"message_id\":1,", "{\"message_id\":2,"]), ("csv", ["\r\n1,", "\r\n2,"])]
    {
        let (mut program, mut shown) = begin(format);
        let mut input = program.stdin.take().unwrap();
        for (id, record) in (1..).zip(records) {
            writeln!(input, "{}", message(id, "Yes")).unwrap();
            shown.wait_for(record);
        }
        drop(input);
        shown.all(&mut program);
        assert!(program.wait().unwrap().success());
    }
}

/// An upstream of a message that answers about its report when it is told to.
struct SlowUpstream {
    url: String,
    gate: Arc<(Mutex<bool>, Condvar)>,
}

impl SlowUpstream {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let gate = Arc::new((Mutex::new(false), Condvar::new()));
        let opened = Arc::clone(&gate);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (mut stream, gate) = (stream.unwrap(), Arc::clone(&opened));
                std::thread::spawn(move || {
                    let lines = BufReader::new(stream.try_clone().unwrap()).lines().map(Result::unwrap);
                    let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
                    let body = if head[0].starts_with("GET /reports/7 ") {
                        drop(gate.1.wait_while(gate.0.lock().unwrap(), |opened| !*opened).unwrap());
                        r#"{"id":7,"name":"Lease","credit_cost":10}"#.to_owned()
                    } else {
                        format!(r#"{{"messages":[{}]}}"#, message_with_report(1, 7))
                    };
                    let length = body.len();
                    let head = "HTTP/1.1 200 OK\r\nConnection: close";
                    write!(stream, "{head}\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
                });
            }
        });
        Self { url, gate }
    }

    fn answer(&self) {
        *self.gate.0.lock().unwrap() = true;
        self.gate.1.notify_all();
    }
}

#[test]
fn progress_is_for_a_person_who_waits() {
    let upstream = SlowUpstream::new();
    let closing = "copilot-usage: 1 message, 1 from reports, 0 by text, total 10.00 credits\n";
    let fetch = |arguments: &[&str]| {
        let mut command = run(["fetch", "--base-url", &upstream.url]).args(arguments).command();
        command.env("TERM", "xterm").env("NO_COLOR", "1").current_dir("/").stdout(Stdio::null());
        command
    };
    let begin = |arguments: &[&str]| {
        let terminal = Terminal::new(80);
        let program = fetch(arguments).stderr(terminal.stdio()).spawn().unwrap();
        (program, terminal.watch())
    };
    // They start before the run with progress, so that they would have shown theirs by now.
    let piped = fetch(&[]).stderr(Stdio::piped()).spawn().unwrap();
    let quiet = begin(&["-q"]);
    let logged = begin(&["--log-format", "json"]);
    let among_records = {
        let terminal = Terminal::new(80);
        let mut command = fetch(&["-f", "ndjson"]);
        let program = command.stdout(terminal.stdio()).stderr(terminal.stdio()).spawn().unwrap();
        drop(command);
        (program, terminal.watch())
    };
    let (mut program, mut shown) = begin(&["-f", "json"]);
    shown.wait_for("1 answered, 0 charged");
    upstream.answer();

    let rest = |(mut program, shown): (Child, crate::terminal::Shown)| {
        let shown = shown.all(&mut program);
        assert!(program.wait().unwrap().success());
        String::from_utf8(shown).unwrap()
    };
    let shown = String::from_utf8(shown.all(&mut program)).unwrap();
    assert!(program.wait().unwrap().success());
    // The spinner is removed before the closing line.
    assert!(shown.ends_with(&format!("\r\u{1b}[2K{closing}")), "{shown:?}");
    let piped = piped.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(piped.stderr).unwrap(), closing);
    assert_eq!(rest(quiet), "");
    assert!(rest(logged).starts_with("{\"level\":\"info\",\"code\":\"done\","));
    let records = rest(among_records);
    assert!(records.starts_with("{\"message_id\":1,") && records.ends_with(closing), "{records:?}");
    assert!(!records.contains('\r'), "{records:?}");
}

#[test]
fn short_work_shows_no_progress() {
    let closing = "copilot-usage: 41 messages, 6 from reports, 35 by text (2 for 1 missing report), total 400.10 credits\n";
    run(["score"]).arg(fixture("snapshot.json")).env("TERM", "xterm").before_a_person().stderr(closing);
}
