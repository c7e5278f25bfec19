//! Invalid input is refused with the file, the place in it, what was found and what was expected.

use crate::support::{run, score};

/// A document whose second message has these fields.
fn second(fields: &str) -> String {
    format!(r#"{{"messages":[{{"id":1,"text":"a","timestamp":"2024-05-29T08:15:02Z"}},{{{fields}}}]}}"#)
}

#[test]
fn a_bad_field_is_named_by_its_path() {
    let time = r#""timestamp":"2024-05-29T08:15:02Z""#;
    let integer = "expected an integer of at most 64 bits";
    let moment = "expected an RFC 3339 date and time with Z or an offset";
    let cases = [
        (format!(r#""text":"b",{time}"#), "id: missing, expected an integer".to_owned()),
        (format!(r#""id":2,{time}"#), "text: missing, expected a string".to_owned()),
        (r#""id":2,"text":"b""#.to_owned(), format!("timestamp: missing, {moment}")),
        (format!(r#""id":null,"text":"b",{time}"#), format!("id: found null, {integer}")),
        (format!(r#""id":"2","text":"b",{time}"#), format!("id: found \"2\", {integer}")),
        (format!(r#""id":2.0,"text":"b",{time}"#), format!("id: found 2.0, {integer}")),
        (format!(r#""id":2e0,"text":"b",{time}"#), format!("id: found 2e0, {integer}")),
        (
            format!(r#""id":9223372036854775808,"text":"b",{time}"#),
            format!("id: found 9223372036854775808, {integer}"),
        ),
        (format!(r#""id":[2],"text":"b",{time}"#), format!("id: found [2], {integer}")),
        (format!(r#""id":2,"text":null,{time}"#), "text: found null, expected a string".to_owned()),
        (format!(r#""id":2,"text":["b"],{time}"#), "text: found [\"b\"], expected a string".to_owned()),
        (
            format!(r#""id":2,"text":"\ud83d",{time}"#),
            "text: found \"\\ud83d\", expected a string: unexpected end of hex escape".to_owned(),
        ),
        (
            format!(r#""id":2,"text":"b","te\u0078t":"c",{time}"#),
            "text: given twice, expected once".to_owned(),
        ),
        (format!(r#""id":2,"id":2,"text":"b",{time}"#), "id: given twice, expected once".to_owned()),
        (
            r#""id":2,"text":"b","timestamp":"yesterday""#.to_owned(),
            format!("timestamp: found \"yesterday\", {moment}"),
        ),
        (
            r#""id":2,"text":"b","timestamp":"2024-02-30T00:00:00Z""#.to_owned(),
            format!("timestamp: found \"2024-02-30T00:00:00Z\", {moment}"),
        ),
        (
            r#""id":2,"text":"b","timestamp":1714356509"#.to_owned(),
            "timestamp: found 1714356509, expected a string".to_owned(),
        ),
        (
            format!(r#""id":2,"text":"b",{time},"report_id":"7""#),
            format!("report_id: found \"7\", {integer}"),
        ),
        (format!(r#""id":2,"text":"b",{time},"report_id":7.5"#), format!("report_id: found 7.5, {integer}")),
        (
            format!(r#""id":2,"text":"b",{time},"report_id":null,"report_id":7"#),
            "report_id: given twice, expected once".to_owned(),
        ),
        (
            format!(r#""id":2,"report_id":6,"text":"b",{time},"report_id":7"#),
            "report_id: given twice, expected once".to_owned(),
        ),
        (
            format!(r#""id":2,"text":{{"long":"{}"}},{time}"#, "x".repeat(99)),
            format!("text: found {{\"long\":\"{}…, expected a string", "x".repeat(51)),
        ),
        (
            format!("\"id\":2,\"text\":[\"\u{9b}\u{202e}\"],{time}"),
            r#"text: found ["\u{9b}\u{202e}"], expected a string"#.to_owned(),
        ),
    ];
    for (fields, error) in cases {
        score(second(&fields)).fails(3, &format!("standard input: messages[1].{error}"));
    }
}

#[test]
fn a_document_of_another_kind_is_refused() {
    let cases: [(&[u8], &str); 15] = [
        (b"null", "found null, expected an object with the field messages"),
        (b"\"text\"", "found string \"text\", expected an object with the field messages"),
        (b"{}", "messages: missing, expected an array of messages"),
        (br#"{"items":[]}"#, "messages: missing, expected an array of messages"),
        (b"{\n\"items\":[]}", "messages: missing, expected an array of messages (line 2)"),
        (br#"{"messages":null}"#, "found null, expected an array as messages"),
        (br#"{"messages":{}}"#, "found an object, expected an array as messages"),
        (br#"{"messages":[],"messages":[]}"#, "messages: given twice, expected once"),
        (
            br#"{"messages":[[1,"a","2024-05-29T08:15:02Z",null]]}"#,
            "found an array, expected an object (a message) as messages[0]",
        ),
        (
            br#"[[1,"a","2024-05-29T08:15:02Z",null]]"#,
            "found an array, expected an object (a message) as [0]",
        ),
        (br#"{"messages":[]}{}"#, "line 1 column 16: trailing characters, found {}"),
        (br#"{"messages":[NaN]}"#, "line 1 column 14: expected value, found NaN]}"),
        (br#"{"messages":[{"id":1,"text":"a"#, "line 1 column 30: cut off: EOF while parsing a string"),
        (
            b"{\"messages\":[\n{\"id\":1,\"text\":\"\xff\"}]}",
            "line 2: found byte 0xff at byte 31, expected UTF-8",
        ),
        (b"\x1f\x8b\x08\x00garbage", "damaged gzip: "),
    ];
    for (input, error) in cases {
        let ran = score(input).exits(3).stdout("");
        let told = ran.errors();
        assert!(told.starts_with("copilot-usage: error: standard input: "), "{told}");
        assert!(told.contains(error), "{told}  should say: {error}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut encoder, bytes).unwrap();
    encoder.finish().unwrap()
}

/// Binary formats and encodings by their first bytes, and what the error calls them.
const BINARIES: [(&[u8], &str); 12] = [
    (b"PK\x03\x04\x14\0\x06\0", "a workbook (xlsx, ods) or another zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old workbook (xls) or document"),
    (b"\x28\xb5\x2f\xfd\x04\0", "zstd"),
    (b"BZh91AY&SY", "bzip2"),
    (b"\xfd7zXZ\0\0", "xz"),
    (b"\x04\x22\x4d\x18\x64", "lz4"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
    (b"\xff\xfe{\0\"\0", "UTF-16"),
    (b"{\0\"\0m\0", "UTF-16"),
    (b"\0\0\xfe\xff\0\0\0{", "UTF-32"),
    (b"\0\0\0\0\0\0\0\0", "NUL bytes"),
];

#[test]
fn a_binary_file_is_named_by_every_command() {
    for (bytes, found) in BINARIES {
        let says = format!("f: found {found}, expected text (UTF-8, plain or gzip)\nhint: ");
        for bytes in [bytes.to_vec(), gzip(bytes)] {
            for call in [
                &["score", "f"][..],
                &["score", "f", "--input-format", "ndjson"],
                &["score", "f", "--input-format", "json"],
                &["summary", "f"],
                &["compare", "f", "--tariff", "text", "--tariff", "tokens"],
                &["explain", "--message", "1", "f"],
                &["dashboard", "f", "-o", "page.html"],
                &["diff", "f", "good"],
                &["diff", "good", "f"],
                &["score", "good", "--reports", "f"],
            ] {
                let good = crate::support::message(1, "a");
                run(call).file("f", &bytes).file("good", good).exits(3).stdout("").says(&says);
            }
            score(bytes).exits(3).stdout("").says(&says.replace("f: ", "standard input: "));
        }
    }
    let says = "tariff f: found UTF-16, expected TOML in UTF-8\nhint: save it as UTF-8";
    run(["explain", "a", "--tariff", "f"]).file("f", b"\xff\xfen\0a\0").exits(2).says(says);
}

#[test]
fn a_text_of_another_kind_is_named_with_the_way_out() {
    let html = "hint: it may be a login page or an error page";
    let charged = "hint: it is already charged: use 'copilot-usage diff OLD NEW' to compare two bills";
    let made_of = "hint: use the messages that it was made from";
    let record = r#"{"message_id":1,"timestamp":"2024-05-29T08:15:02Z","credits_used":2.00}"#;
    let cases = [
        ("<!DOCTYPE html>\n<html>".to_owned(), "an HTML page", html),
        ("<?xml version=\"1.0\"?>\n".to_owned(), "XML or HTML", html),
        ("id,text,timestamp\n1,a,b\n".to_owned(), "CSV", "hint: export the messages as JSON or NDJSON"),
        ("\"id\";\"text\"\n1;a\n".to_owned(), "CSV", "hint: export"),
        ("message_id,timestamp,report_name,credits_used\n".to_owned(), "a bill of copilot-usage", charged),
        (format!("{{\"usage\":[\n{record}\n]}}"), "a bill of copilot-usage", charged),
        (format!("{record}\n{record}"), "a bill of copilot-usage", charged),
        (format!("[{record},{record}]"), "a bill of copilot-usage", charged),
    ];
    for (text, found, hint) in cases {
        let says = format!("found {found}, expected messages as JSON or NDJSON\n{hint}");
        for bytes in [text.clone().into_bytes(), gzip(text.as_bytes())] {
            run(["score", "f"]).file("f", &bytes).exits(3).stdout("").says(&format!("error: f: {says}"));
            run(["summary", "f"]).file("f", &bytes).exits(3).says(&format!("error: f: {says}"));
            score(bytes).exits(3).stdout("").says(&format!("error: standard input: {says}"));
        }
        if !text.starts_with('[') {
            score(text).args(["--input-format", "ndjson"]).exits(3).says(&says);
        }
    }
    for (call, found) in [
        (&["summary", "-"][..], "a summary of copilot-usage"),
        (&["compare", "-", "--tariff", "text", "--tariff", "tokens"], "a comparison of copilot-usage"),
        (&["explain", "a"], "an explanation of copilot-usage"),
        (&["tariffs"], "a list of tariffs of copilot-usage"),
    ] {
        for format in ["json", "ndjson"] {
            let printed = run(call).args(["--format", format]).stdin(crate::support::message(1, "a"));
            let printed = printed.exits(0).output();
            let ran = score(printed).exits(3).stdout("");
            if format == "json" {
                ran.says(&format!("found {found}, expected messages as JSON or NDJSON\n{made_of}"));
            }
        }
    }
    run(["diff", "f", "f"]).file("f", "<html>").exits(3).says("f: found an HTML page");
}

#[test]
fn a_page_of_a_list_is_no_list() {
    let hint = "this is one page of a list, expected the whole\nhint: fetch all pages and join them: jq";
    let message = crate::support::message(1, "a");
    for document in [
        format!("{{\"has_more\":true,\"messages\":[{message}]}}"),
        format!("{{\"messages\":[{message}],\"has_more\":true}}"),
    ] {
        for format in [&[][..], &["--input-format", "json"]] {
            let says = format!("standard input: has_more: found true: {hint}");
            score(document.clone()).args(format).exits(3).stdout("").says(&says);
        }
    }
    run(["score", "-", "--reports", "r"])
        .stdin(message)
        .file("r", "{\"reports\":[],\"next\":\"x\"}")
        .exits(3)
        .stdout("")
        .says("r: next: found \"x\": this is one page");
}

#[test]
fn a_bad_line_is_named_by_its_number() {
    let good = r#"{"id":1,"text":"a","timestamp":"2024-05-29T08:15:02Z"}"#;
    for (line, error) in [
        (r#"{"id":2}"#, "line 4: text: missing, expected a string"),
        (r#"{"id":"2"}"#, "line 4: id: found \"2\", expected an integer of at most 64 bits"),
        ("[]", "found an array, expected an object (a message) as line 4"),
        ("{} {}", "line 4: id: missing, expected an integer"),
        ("{\"id\":2", "line 4 column 7: cut off: EOF while parsing an object"),
        ("{id:2}", "line 4 column 2: key must be a string, found id:2}"),
    ] {
        score(format!("{good}\n\n\r\n{line}\n{good}\n")).fails(3, &format!("standard input: {error}"));
    }
    score("\n\n\n{\"messages\":\n{}}")
        .fails(3, "standard input: found an object, expected an array as messages (line 5)");
    score("\n \n{}\n{\"id\":7}")
        .args(["--input-format", "ndjson"])
        .fails(3, "standard input: line 3: id: missing, expected an integer");
    let mut bytes = format!("{good}\n").into_bytes();
    bytes.extend(b"{\"id\":2,\"text\":\"\xc3\"}\n");
    score(bytes).fails(3, "standard input: line 2: found byte 0xc3 at byte 17, expected UTF-8");
}

#[test]
fn a_depth_that_nobody_means_is_no_crash() {
    let deep = "[".repeat(100_000);
    score(deep.clone()).exits(3).stdout("");
    score(format!(r#"{{"extra":{deep}"#)).exits(3).stdout("");
    score(format!(r#"{{"messages":[{{"id":{deep}"#)).exits(3).stdout("");
}

/// A line of `fixtures/bad/cases.json`.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(rename = "case")]
    name: String,
    /// The input, as text…
    input: Option<String>,
    /// …or as bytes.
    hex: Option<String>,
    exit: i32,
    /// A part of the line on standard error, such as the place of an error.
    says: String,
}

#[test]
fn each_case_of_the_corpus_ends_as_it_says() {
    let cases: Vec<Case> = serde_json::from_str(&crate::support::read("bad/cases.json")).unwrap();
    assert!(cases.len() >= 150, "{}", cases.len());
    for Case { name, input, hex, exit, says } in cases {
        let bytes = match (input, hex) {
            (Some(text), None) => text.into_bytes(),
            (None, Some(hex)) => hex
                .as_bytes()
                .chunks(2)
                .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
                .collect(),
            _ => panic!("{name}: expected input or hex"),
        };
        let ran = score(bytes).any_exit();
        let told = ran.errors();
        assert_eq!(ran.code(), exit, "{name}: {told}");
        assert!(told.contains(&says), "{name}: {told}  should say: {says}");
        assert!(exit == 0 || ran.output().is_empty(), "{name}");
        let first = told.lines().next().unwrap_or_default();
        assert!(exit == 0 || first.starts_with("copilot-usage: error: standard input: "), "{name}: {told}");
        assert!(
            told.lines().count() <= 2 && told.lines().skip(1).all(|line| line.starts_with("hint: ")),
            "{told}"
        );
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_is_held() {
    use std::io::Write;
    let limited = |input: Vec<u8>| score(input).args(["--max-body", "1000000"]);
    let long = crate::support::message(1, &"x".repeat(2_000_000));
    let hint = "larger than 1000000 bytes\nhint: --max-body sets the limit";
    limited(format!("[{long}]").into()).fails(3, &format!("standard input: {hint}"));
    let beside = "x".repeat(2_000_000);
    for document in [
        format!("{{\"messages\":[{}],\"x\":\"{beside}\"}}", crate::support::message(2, "a")),
        format!("{{\"x\":\"{beside}\",\"messages\":[]}}"),
    ] {
        limited(document.into()).fails(3, &format!("standard input: {hint}"));
    }
    let bad = b"{\"x\":\"\xff\",\"messages\":[]}".to_vec();
    score(bad).fails(3, "standard input: line 1: found byte 0xff at byte 7, expected UTF-8");
    limited(format!("{}\n{long}", crate::support::message(2, "a")).into())
        .fails(3, &format!("standard input: line 2: {hint}"));
    // A hundred million spaces in a hundred thousand bytes of gzip.
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..100 {
        bomb.write_all(&vec![b' '; 1_000_000]).unwrap();
    }
    bomb.write_all(b"[]").unwrap();
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 200_000);
    limited(bomb.clone()).exits(3).stdout("").says("larger than 1000000 bytes");
    run(["score", "-", "--max-body", "1000000", "--reports", "bomb"])
        .file("bomb", bomb)
        .fails(3, &format!("bomb: {hint}"));
    score(crate::support::message(1, &"x".repeat(10_000_000))).exits(0).says("total 1000008.60 credits");
}

#[test]
fn several_bad_messages_are_told_at_once_if_asked_for() {
    let good = |id: u32| crate::support::message(id.into(), "a");
    let messages =
        [good(1), r#"{"id":2}"#.to_owned(), good(3), "7".to_owned(), r#"{"id":"x"}"#.to_owned(), good(1)];
    let told = |input: String, most: &str| {
        let ran = score(input).args(["--max-errors", most]).exits(3).stdout("");
        let all = ran.errors();
        let errors = all.lines().filter(|line| !line.starts_with("hint: "));
        errors.map(|line| line.replace("copilot-usage: error: standard input: ", "")).collect::<Vec<_>>()
    };
    let document = format!("{{\"messages\":[{}]}}", messages.join(","));
    let problems = [
        "messages[1].text: missing, expected a string",
        "found integer `7`, expected an object (a message) as messages[3]",
        "messages[4].id: found \"x\", expected an integer of at most 64 bits",
        "messages[5].id: message 1 came before (messages[0]) and is the same, expected each id once",
    ];
    assert_eq!(told(document.clone(), "9"), problems);
    assert_eq!(told(document.clone(), "2"), problems[..2]);
    assert_eq!(told(document, "1"), problems[..1]);
    let cut_off = told(format!("[{}", messages.join(",")), "9");
    assert_eq!(cut_off[..3], problems.map(|problem| problem.replace("messages[", "["))[..3]);
    assert_eq!(cut_off[3..], ["line 1 column 199: cut off: EOF while parsing a list"]);
    let lines = [
        "line 2: text: missing, expected a string",
        "found integer `7`, expected an object (a message) as line 4",
        "line 5: id: found \"x\", expected an integer of at most 64 bits",
        "line 6: id: message 1 came before (line 1) and is the same, expected each id once",
    ];
    assert_eq!(told(messages.join("\n"), "9"), lines);
    assert_eq!(told(messages.join("\n"), "3"), lines[..3]);
    let twice = [good(1), good(1), good(2), good(2)].join(",");
    let ids = [
        "[1].id: message 1 came before ([0]) and is the same, expected each id once",
        "[3].id: message 2 came before ([2]) and is the same, expected each id once",
    ];
    assert_eq!(told(format!("[{twice}]"), "9"), ids);
    // An error of the document itself is reported alone.
    assert_eq!(
        told("{\"messages\":7}".to_owned(), "9"),
        ["found integer `7`, expected an array as messages"]
    );
}

#[test]
fn reports_are_given_once_before_the_messages_or_behind_them() {
    let reports = "\"reports\":[]";
    for document in [
        format!("{{{reports},{reports},\"messages\":[]}}"),
        format!("{{{reports},\"messages\":[],{reports}}}"),
        format!("{{\"messages\":[],{reports},{reports}}}"),
    ] {
        score(document).fails(3, "standard input: reports: given twice, expected once");
    }
}

#[test]
fn what_is_wrong_behind_the_list_is_named_by_its_column() {
    let message = crate::support::message(1, "a");
    for (before, behind) in [("[", ""), ("{\"messages\":[", "}"), ("{\"reports\":[],\"messages\":[", "}")] {
        let ran = score(format!("{before}\n{message}\n] x\n{behind}")).exits(3).stdout("");
        assert!(ran.errors().contains("standard input: line 3 column 3: "), "{}", ran.errors());
    }
}

#[test]
fn small_messages_pass_a_small_limit() {
    let messages: Vec<String> = (0..3000).map(|id| crate::support::message(id, "a")).collect();
    for file in [
        messages.join("\n"),
        format!("[{}]", messages.join(",")),
        format!("{{\"messages\":[{}]}}", messages.join(",")),
    ] {
        run(["score", "f", "-q", "--max-body", "1000"]).file("f", &file).exits(0);
        score(file).args(["-q", "--max-body", "1000"]).exits(0);
    }
}

#[test]
fn what_stands_behind_the_messages_is_held_up_to_the_limit() {
    let behind = format!("],\"x\":[{}0]}}", "{\"a\":1},".repeat(300));
    let document = format!("{{\"messages\":[{}{behind}", crate::support::message(1, "a"));
    let limited = |bytes: usize| {
        run(["score", "f", "--reports", "r", "--max-body", &bytes.to_string()])
            .file("f", &document)
            .file("r", "[]")
    };
    limited(behind.len()).exits(0);
    let less = behind.len() - 1;
    limited(less).fails(3, &format!("f: larger than {less} bytes\nhint: --max-body sets the limit"));
}

#[test]
fn a_line_holds_a_whole_message() {
    let message = crate::support::message(1, "a");
    for (at, _) in message.match_indices([',', ':', '{', '}']) {
        let (before, after) = message.split_at(at);
        let broken = format!("{before}\n{after}\n{}", crate::support::message(2, "b"));
        if !before.is_empty() {
            score(broken).args(["--input-format", "ndjson"]).exits(3).stdout("");
        }
    }
}

#[test]
fn of_two_errors_the_first_is_told() {
    let bad = [&b"[7 8,\"\xff\"]"[..], b"[{\"id\":1}}\n,\"\xff\"]"];
    for (list, error) in bad.into_iter().zip(["line 1 column 4: expected `,` or `]`", "messages"]) {
        let told = score(list).any_exit().errors();
        assert!(!told.contains("UTF-8"), "{told} should say {error}");
    }
}

#[test]
fn a_total_out_of_range_names_its_message() {
    let tariff = "name = \"t\"\n[[rule]]\nname = \"r\"\nkind = \"fixed\"\namount = \"9000000000000\"\n";
    let lines = [crate::support::message(1, "a"), crate::support::message(2, "a")].join("\n");
    for command in ["score", "summary"] {
        run([command, "f", "--tariff", "t.toml"])
            .file("f", &lines)
            .file("t.toml", tariff)
            .fails(3, "f: message 2: amount of credits out of range");
    }
}

#[test]
fn a_list_without_its_end_is_cut_off() {
    let message = crate::support::message(1, "a");
    for list in ["[".to_owned(), format!("[{message}"), format!("[{message},"), format!("[{message} , ")] {
        let column = list.len();
        let why = format!("line 1 column {column}: cut off: EOF while parsing a list");
        score(list).fails(3, &format!("standard input: {why}"));
    }
}

#[test]
fn the_limit_itself_is_within_the_limit() {
    let line = crate::support::message(1, "a");
    let document = format!("[{line}]");
    let gzip = |plain: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut encoder, plain.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let least = line.len();
    for (text, too_few) in [(document, least), (line, least - 1)] {
        for (limit, code) in [(text.len(), 0), (too_few, 3)] {
            score(text.clone()).args(["--max-body", &limit.to_string()]).exits(code);
            score(gzip(&text)).args(["--max-body", &limit.to_string()]).exits(code);
        }
    }
    let reports = r#"[{"id":7,"name":"Lease","credit_cost":5}]"#;
    for (limit, code) in [(reports.len(), 0), (reports.len() - 1, 3)] {
        score("[]").file("r", reports).args(["--reports", "r", "--max-body", &limit.to_string()]).exits(code);
    }
}

#[test]
#[cfg(unix)]
fn a_file_of_settings_is_read_up_to_a_limit() {
    let endless = "/dev/zero: larger than 16777216 bytes, the limit for a tariff, token or certificate file";
    let message = crate::support::message(1, "a");
    for arguments in [
        vec!["score", "f", "--tariff", "/dev/zero"],
        vec!["tariffs", "check", "/dev/zero"],
        vec!["fetch", "--base-url", "https://127.0.0.1:1", "--token-file", "/dev/zero"],
        vec!["fetch", "--base-url", "https://127.0.0.1:1", "--ca-cert", "/dev/zero"],
    ] {
        run(arguments).file("f", &message).fails(2, endless);
    }
    // A pipe, as `<(...)` of a shell is one.
    let tariff = copilot_usage::tariff::builtin("tokens").unwrap();
    run(["score", "f", "--tariff", "/dev/stdin"])
        .file("f", message)
        .stdin(tariff)
        .exits(0)
        .says("1.00 credits");
    run(["score", "f", "--tariff", "."]).exits(6).stdout("").says("error: .: cannot read: ");
}
