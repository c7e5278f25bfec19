//! The end of the service: in order, in time, and at once where that is asked for twice.

use super::scenario::{one_answer, start_snapshot, to_end};
use crate::support::read;
use std::io::{Read, Write};
use std::net::TcpStream;

const GET: &[u8] = b"GET /usage HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";

#[test]
fn what_was_begun_is_ended_and_nothing_new_is_begun() {
    for signal in ["TERM", "INT"] {
        let mut service = start_snapshot(&[]);
        let (mut idle, mut kept, mut begun) = (service.connect(), service.connect(), service.connect());
        kept.write_all(GET).unwrap();
        assert!(!one_answer(&mut kept).0.contains("connection: close"));
        let body = read("snapshot.json");
        let head = "POST /score HTTP/1.1\r\ncontent-type: application/json\r\nexpect: 100-continue\r\n";
        write!(begun, "{head}content-length: {}\r\n\r\n", body.len()).unwrap();
        // The route reads the body from here on.
        let mut go_on = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
        begun.read_exact(&mut go_on).unwrap();
        service.signal(signal);
        service.says("stopping");
        // A request that was on its way when the signal came.
        kept.write_all(GET).unwrap();
        let (head, answer) = one_answer(&mut kept);
        assert_eq!(answer, read("expected/text.json"));
        assert!(head.contains("\r\nconnection: close\r\n"), "{head}");
        assert_eq!(to_end(kept), "");
        assert_eq!(idle.read(&mut [0]).unwrap(), 0);
        assert!(TcpStream::connect(&service.address).is_err());
        begun.write_all(body.as_bytes()).unwrap();
        let answer = to_end(begun);
        assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
        assert!(answer.ends_with(&read("expected/text.json")));
        assert_eq!(service.exit_code(), 0, "{signal}");
    }
}

#[test]
fn while_it_drains_it_is_not_ready_and_serves_and_a_second_signal_ends_it() {
    let mut service = start_snapshot(&["--drain", "1h"]);
    service.signal("TERM");
    service.says("stopping");
    let (head, body) = one_answer(&mut {
        let mut stream = service.connect();
        stream.write_all(b"GET /health/ready HTTP/1.1\r\n\r\n").unwrap();
        stream
    });
    assert!(head.starts_with("http/1.1 503") && body.contains("\"draining\""), "{head}{body}");
    let answer = service.send(GET);
    assert!(
        answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with(&read("expected/text.json")),
        "{answer}"
    );
    service.signal("TERM");
    assert_eq!(service.exit_code(), 143);
}

#[test]
fn a_request_that_does_not_end_is_cut_off_when_its_time_is_over() {
    let mut service = start_snapshot(&["--grace", "200ms"]);
    let mut begun = service.connect();
    let head = "POST /score HTTP/1.1\r\ncontent-type: application/json\r\nexpect: 100-continue\r\n";
    write!(begun, "{head}content-length: 9\r\n\r\n").unwrap();
    begun.read_exact(&mut [0; 12]).unwrap();
    service.signal("TERM");
    assert_eq!(service.says("cut-off")["level"], "error");
    assert_eq!(service.exit_code(), 0);
}

/// Asks over and over, half of the clients over connections that they keep, until nobody listens any more. Returns the
/// number of answers; each request has to have one.
fn ask_until_the_end(address: &str, keeps: bool) -> usize {
    let mut answers = 0;
    while let Ok(mut stream) = TcpStream::connect(address) {
        loop {
            if stream.write_all(GET).is_err() {
                break;
            }
            let mut first = [0];
            match stream.read(&mut first) {
                Ok(1) => {}
                // The system had taken the connection, the service had not.
                Err(_) if cfg!(not(target_os = "linux")) && answers > 0 => return answers,
                other => panic!("no answer: {other:?}"),
            }
            let (head, body) = one_answer(&mut stream);
            assert!(head.starts_with("ttp/1.1 200") && body.ends_with("]}\n"), "{head}{body}");
            answers += 1;
            if !keeps || head.contains("connection: close") {
                break;
            }
        }
    }
    answers
}

#[test]
fn under_load_no_request_is_lost() {
    let mut service = start_snapshot(&[]);
    let clients = (0..8).map(|number| {
        let address = service.address.clone();
        std::thread::spawn(move || ask_until_the_end(&address, number % 2 == 0))
    });
    let clients: Vec<_> = clients.collect();
    // All of them are at it.
    for _ in 0..200 {
        let mut stream = service.connect();
        stream.write_all(GET).unwrap();
        one_answer(&mut stream);
    }
    service.signal("TERM");
    assert_eq!(service.exit_code(), 0);
    for client in clients {
        assert!(client.join().unwrap() > 0);
    }
}
