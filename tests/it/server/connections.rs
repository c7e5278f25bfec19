//! What a connection may take: slow, silent, deaf, oversized and too many clients, and what is no HTTP.

use super::scenario::{Process, last_problem, one_answer, serve_snapshot, start_snapshot, to_end};
use std::io::{ErrorKind, Read, Write};
use std::net::Shutdown;

const POST: &str = "POST /score HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n";

#[test]
fn what_is_no_request_is_told_so_in_the_shape_of_all_errors() {
    let service = start_snapshot(&["--max-body", "1000"]);
    let long = "a".repeat(100_000);
    let many = "x: 1\r\n".repeat(200);
    for (request, problem) in [
        ("NONSENSE\r\n\r\n".to_owned(), (400, "bad_request")),
        ("GET /health HTTP/1.1\r\nho st: x\r\n\r\n".to_owned(), (400, "bad_request")),
        (
            "GET /health HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n".to_owned(),
            (400, "bad_request"),
        ),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), (400, "bad_request")),
        ("\u{16}\u{3}\u{1}\u{2}\0\u{1}\0".to_owned() + &long, (400, "bad_request")),
        (format!("GET /{long} HTTP/1.1\r\n\r\n"), (431, "headers_too_large")),
        (format!("GET /health HTTP/1.1\r\nx: {long}\r\n\r\n"), (431, "headers_too_large")),
        (format!("GET /health HTTP/1.1\r\n{many}\r\n"), (431, "headers_too_large")),
        // Behind an answer with a body, and behind one without.
        ("GET /health HTTP/1.1\r\n\r\nNONSENSE\r\n\r\n".to_owned(), (400, "bad_request")),
        ("HEAD /health HTTP/1.1\r\n\r\nNONSENSE\r\n\r\n".to_owned(), (400, "bad_request")),
        (format!("{POST}content-length: 9999999999\r\n\r\n{long}"), (413, "body_too_large")),
        (
            format!("{POST}transfer-encoding: chunked\r\n\r\n186A0\r\n{long}\r\n0\r\n\r\n"),
            (413, "body_too_large"),
        ),
        (format!("{POST}transfer-encoding: chunked\r\n\r\nXYZ\r\n"), (400, "bad_request")),
    ] {
        let answers = service.send(&request);
        let answers = answers.trim_end();
        assert_eq!(last_problem(answers), (problem.0, problem.1.to_owned()), "{request:.60}");
    }
    assert!(service.send("GET /health HTTP/1.1\r\nconnection: close\r\n\r\n").starts_with("HTTP/1.1 200 OK"));
}

#[test]
fn a_slow_head_and_a_slow_body_are_408_and_a_silent_connection_is_closed() {
    let service =
        start_snapshot(&["--header-timeout", "100ms", "--body-timeout", "100ms", "--idle-timeout", "300ms"]);
    assert_eq!(last_problem(&service.send("GET /health HTT")), (408, "header_timeout".to_owned()));
    let body = format!("{POST}content-length: 100\r\n\r\n{{");
    assert_eq!(last_problem(&service.send(body)), (408, "body_timeout".to_owned()));
    assert_eq!(service.send(""), "");
    // One that has had an answer is idle, not slow.
    let mut kept = service.connect();
    kept.write_all(b"GET /health HTTP/1.1\r\n\r\n").unwrap();
    assert!(one_answer(&mut kept).0.starts_with("http/1.1 200"));
    assert_eq!(to_end(kept), "");
}

#[test]
fn a_byte_at_a_time_wins_no_more_time() {
    let service = start_snapshot(&["--header-timeout", "300ms", "--body-timeout", "300ms"]);
    for begin in ["GET /health HTTP/1.1\r\nx: ".to_owned(), format!("{POST}content-length: 1000000\r\n\r\n")]
    {
        let mut slow = service.connect();
        slow.write_all(begin.as_bytes()).unwrap();
        slow.set_read_timeout(Some(std::time::Duration::from_millis(20))).unwrap();
        let mut first = [0; 12];
        // A byte each time that no answer has come yet.
        while slow.read_exact(&mut first).is_err() {
            slow.write_all(b"a").unwrap();
        }
        assert_eq!(&first, b"HTTP/1.1 408");
    }
}

#[test]
fn a_client_that_does_not_read_is_hung_up_on() {
    let service = start_snapshot(&["--idle-timeout", "200ms"]);
    let mut deaf = service.connect();
    // At some time nobody reads any more, on either side.
    let requests = "GET /usage HTTP/1.1\r\n\r\n".repeat(1000);
    let why = (0..).find_map(|_| deaf.write_all(requests.as_bytes()).err()).unwrap();
    assert_ne!(why.kind(), ErrorKind::WouldBlock, "hung up on, not waited for");
    assert!(service.send("GET /health HTTP/1.1\r\nconnection: close\r\n\r\n").starts_with("HTTP/1.1 200 OK"));
}

#[test]
fn whoever_has_sent_all_that_it_has_to_say_is_answered() {
    let service = start_snapshot(&[]);
    let mut client = service.connect();
    let body = crate::support::read("snapshot.json");
    let request = format!("{POST}content-length: {}\r\n\r\n{body}", body.len());
    client.write_all(request.as_bytes()).unwrap();
    client.shutdown(Shutdown::Write).unwrap();
    assert!(to_end(client).ends_with(&crate::support::read("expected/text.json")));
}

#[test]
fn one_connection_too_many_is_told_so_and_the_next_is_served() {
    let mut call = serve_snapshot(&["--listen", "127.0.0.1:0", "--max-connections", "2"]);
    let service = Process::start(&mut call);
    let mut kept = [service.connect(), service.connect()];
    for stream in &mut kept {
        stream.write_all(b"GET /health HTTP/1.1\r\n\r\n").unwrap();
        assert!(one_answer(stream).0.starts_with("http/1.1 200"));
    }
    let answer = service.send("GET /health HTTP/1.1\r\n\r\n");
    assert_eq!(last_problem(&answer), (503, "overloaded".to_owned()));
    assert!(answer.contains("\r\nretry-after: 1\r\n"), "{answer}");
    assert_eq!(service.says("overloaded")["status"], 503);
    let [first, mut second] = kept;
    drop(first);
    let served =
        || service.send("GET /health HTTP/1.1\r\nconnection: close\r\n\r\n").starts_with("HTTP/1.1 200");
    assert!((0..1000).any(|_| served()), "the place of the first is free again");
    second.write_all(b"GET /health HTTP/1.1\r\n\r\n").unwrap();
    assert!(one_answer(&mut second).0.starts_with("http/1.1 200"));
}
