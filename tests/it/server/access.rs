//! Who may ask, how often, and what pages of other sites get, through the router.

use super::scenario::{Answer, Service, service_of, service_with};
use crate::support::fixture;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use copilot_usage::clock::Clock;
use copilot_usage::error::Error;
use copilot_usage::model::timestamp::moment;
use copilot_usage::server::{App, Freshness, Hosts, KeyLabel, KeyRing, Limiter, NewKey, Peer, Scope, Secret};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const ALLOWED: &str = "http://localhost:5173";
const OTHER: &str = "http://evil.example";
/// Headers of a request.
type Headers<'h> = &'h [(&'h str, &'h str)];

const METHODS: &str = "access-control-request-method";

/// A service of the snapshot that ships, which `change` may change.
async fn service(change: impl FnOnce(&mut App)) -> Service {
    service_of(fixture("snapshot.json"), change).await
}

async fn ask(service: &Service, call: &str, headers: Headers<'_>) -> Answer {
    let (method, uri) = call.split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    service.ask(request.body(Body::empty()).unwrap()).await
}

/// The status, and the code where it is an error.
fn outcome(answer: &Answer) -> (u16, String) {
    if answer.status.is_success() || answer.status.is_redirection() || answer.body.is_empty() {
        (answer.status.as_u16(), String::new())
    } else {
        answer.problem()
    }
}

fn add_key(file: &Path, label: &str, scopes: &[Scope], expires: Option<&str>) -> Secret {
    let expires = expires.map(|time| moment(time).unwrap());
    NewKey { label: label.to_owned(), scopes: scopes.to_vec(), expires }.add_to(file).unwrap()
}

fn ring(file: &Path) -> KeyRing {
    KeyRing::open(file, Box::new(|_| {})).unwrap()
}

#[tokio::test]
async fn a_key_opens_what_its_scopes_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.toml");
    let usage = add_key(&file, "usage", &[Scope::Usage], None);
    let all = add_key(&file, "all", &Scope::ALL, Some("2999-01-01T00:00:00Z"));
    let chat = add_key(&file, "chat", &[Scope::Chat], None);
    let expired = add_key(&file, "expired", &Scope::ALL, Some("2020-01-01T00:00:00Z"));
    let service = service(|app| app.access.keys = Some(ring(&file))).await;
    let bearer = |secret: &Secret| format!("Bearer {}", secret.reveal());
    let (usage, all, chat, expired) = (bearer(&usage), bearer(&all), bearer(&chat), bearer(&expired));
    let twice = format!("{usage}, {usage}");
    let spaced = usage.replace("Bearer ", "bearer   ");
    let in_query = format!("GET /usage?key={}", usage.replace("Bearer ", ""));
    let cases: [(&str, &str, (u16, &str)); 27] = [
        ("GET /usage", &usage, (200, "")),
        ("GET /api/usage", &all, (200, "")),
        ("GET /usage/summary", &spaced, (200, "")),
        ("HEAD /usage", &usage, (200, "")),
        ("GET /usage", &chat, (403, "forbidden")),
        ("POST /score", &chat, (403, "forbidden")),
        ("POST /score", &usage, (415, "unsupported_media_type")),
        ("GET /usage", &expired, (401, "unauthorized")),
        ("GET /usage", "", (401, "unauthorized")),
        ("GET /usage", "Bearer", (401, "unauthorized")),
        ("GET /usage", "Bearer ", (401, "unauthorized")),
        ("GET /usage", "Bearer x", (401, "unauthorized")),
        ("GET /usage", &twice, (401, "unauthorized")),
        ("GET /usage", &usage[..usage.len() - 1], (401, "unauthorized")),
        ("GET /usage", &usage.to_uppercase(), (401, "unauthorized")),
        ("GET /usage", &usage.replace("Bearer", "Basic"), (401, "unauthorized")),
        (&in_query, "", (401, "unauthorized")),
        ("HEAD /usage", "", (401, "")),
        ("OPTIONS /usage", "", (401, "unauthorized")),
        ("POST /usage", "", (401, "unauthorized")),
        ("POST /usage", &usage, (405, "method_not_allowed")),
        ("GET /nothing", "", (401, "unauthorized")),
        ("GET /nothing", &chat, (404, "not_found")),
        ("GET /health", "", (200, "")),
        ("GET /health/live", "Bearer x", (200, "")),
        ("GET /health/ready", "", (200, "")),
        ("POST /health", "", (405, "method_not_allowed")),
    ];
    for (call, key, expected) in cases {
        let headers: &[_] = if key.is_empty() { &[] } else { &[("authorization", key)] };
        let answer = ask(&service, call, headers).await;
        let found =
            if answer.body.is_empty() { (answer.status.as_u16(), String::new()) } else { outcome(&answer) };
        assert_eq!(found, (expected.0, expected.1.to_owned()), "{call} {key}");
        assert_eq!(answer.header("www-authenticate"), if expected.0 == 401 { "Bearer" } else { "" });
        let labels = [(&spaced, "usage"), (&usage, "usage"), (&all, "all"), (&chat, "chat")];
        let label = labels.iter().find(|(secret, _)| *secret == key).map(|(_, label)| *label);
        assert_eq!(answer.extensions.get().map(|KeyLabel(label)| &**label), label, "{call} {key}");
        // No secret, and no part of what was sent as one.
        for secret in [&usage, &all, &chat, &expired] {
            assert!(!answer.text().contains(&secret[7..]), "{call}");
        }
    }
    let two = [("authorization", &*usage), ("authorization", &*usage)];
    assert_eq!(ask(&service, "GET /usage", &two).await.problem().0, 401);
}

#[tokio::test]
async fn keys_are_read_again_and_a_bad_file_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.toml");
    let old = add_key(&file, "old", &[Scope::Usage], None);
    let (sender, told) = std::sync::mpsc::channel();
    let sender = std::sync::Mutex::new(sender);
    let on_reload = Box::new(move |read: &Result<usize, Error>| {
        let read = read.as_ref().copied().map_err(ToString::to_string);
        sender.lock().unwrap().send(read).unwrap();
    });
    let ring = KeyRing::open(&file, on_reload).unwrap();
    let service = service(|app| app.access.keys = Some(ring)).await;
    let reload = || service.app.access.keys.as_ref().unwrap().reload();
    let status = async |secret: &Secret| {
        let key = format!("Bearer {}", secret.reveal());
        ask(&service, "GET /usage", &[("authorization", &key)]).await.status.as_u16()
    };
    for bad in ["", "[[key]]\nlabel = \"x\"\n", "what"] {
        std::fs::write(&file, bad).unwrap();
        reload();
        assert!(told.recv().unwrap().is_err(), "{bad}");
        assert_eq!(status(&old).await, 200, "{bad}");
    }
    std::fs::remove_file(&file).unwrap();
    reload();
    assert!(told.recv().unwrap().is_err());
    assert_eq!(status(&old).await, 200);
    let new = add_key(&file, "new", &[Scope::Usage], None);
    reload();
    assert_eq!(told.recv().unwrap(), Ok(1));
    assert_eq!((status(&old).await, status(&new).await), (401, 200));
}

/// A clock that stands still until it is told to go on.
fn clock() -> (Arc<AtomicU64>, Clock) {
    let seconds = Arc::new(AtomicU64::new(0));
    let shown = Arc::clone(&seconds);
    (seconds, Clock::new(move || Duration::from_secs(shown.load(Ordering::Relaxed)), |_| {}))
}

async fn ask_from(service: &Service, uri: &str, peer: &str, headers: Headers<'_>) -> Answer {
    let mut request = Request::get(uri).extension(Peer(peer.parse().unwrap()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    service.ask(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_rate_holds_for_each_peer_and_each_key() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.toml");
    let (one, two) =
        (add_key(&file, "one", &[Scope::Usage], None), add_key(&file, "two", &[Scope::Usage], None));
    let (one, two) = (format!("Bearer {}", one.reveal()), format!("Bearer {}", two.reveal()));
    let (with_one, with_two) = ([("authorization", &*one)], [("authorization", &*two)]);
    for with_keys in [false, true] {
        let (seconds, clock) = clock();
        let service = service(|app| {
            app.access.rate = Some(Limiter::new("2/m".parse().unwrap(), clock.clone()));
            app.access.proxies = vec!["10.0.0.0/8".parse().unwrap()];
            app.access.keys = with_keys.then(|| ring(&file));
        })
        .await;
        let spent = if with_keys { 401 } else { 200 };
        // Where it comes from; what is sent; the statuses of one request after the other.
        let mut cases: Vec<(&str, Headers<'_>, [u16; 3])> = vec![
            ("192.0.2.1", &[], [spent, spent, 429]),
            ("192.0.2.1", &[("x-forwarded-for", "192.0.2.77")], [429, 429, 429]),
            ("192.0.2.2", &[], [spent, spent, 429]),
            ("2001:db8::1", &[], [spent, spent, 429]),
            ("2001:db8::2", &[], [429, 429, 429]),
            ("10.0.0.1", &[("x-forwarded-for", "192.0.2.1")], [429, 429, 429]),
            ("10.0.0.1", &[("x-forwarded-for", "192.0.2.1, 203.0.113.5")], [spent, spent, 429]),
        ];
        if with_keys {
            cases.push(("192.0.2.1", &with_one, [200, 200, 429]));
            cases.push(("203.0.113.7", &with_one, [429, 429, 429]));
            cases.push(("192.0.2.1", &with_two, [200, 200, 429]));
        }
        for (peer, headers, statuses) in cases {
            for status in statuses {
                let answer = ask_from(&service, "/usage", peer, headers).await;
                assert_eq!(answer.status.as_u16(), status, "{peer} {headers:?}");
                if status == 429 {
                    assert_eq!(answer.problem().1, "rate_limited");
                    assert_eq!(answer.header("retry-after"), "30");
                    assert_eq!(ask_from(&service, "/health", peer, headers).await.status, StatusCode::OK);
                }
            }
        }
        seconds.store(29, Ordering::Relaxed);
        let answer = ask_from(&service, "/usage", "192.0.2.1", &[]).await;
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "1"));
        seconds.store(30, Ordering::Relaxed);
        assert_eq!(ask_from(&service, "/usage", "192.0.2.1", &[]).await.status.as_u16(), spent);
    }
}

/// Calls of each kind, what is sent with them, and what they come to.
const CALLS: [(&str, Headers<'_>, u16); 10] = [
    ("GET /usage", &[], 200),
    ("HEAD /usage", &[], 200),
    ("GET /usage", &[("if-none-match", "*")], 304),
    ("GET /usage/2000", &[], 200),
    ("GET /usage?x=1", &[], 400),
    ("GET /nothing", &[], 404),
    ("POST /usage", &[], 405),
    ("POST /score", &[("content-type", "text/plain")], 415),
    ("GET /health", &[], 200),
    ("GET /usage", &[("host", "evil.example")], 421),
];

#[tokio::test]
async fn every_answer_says_which_pages_may_read_it() {
    for allowed in [false, true] {
        let service = service(|app| {
            app.access.hosts = Hosts { is_loopback: true, allowed: vec![] };
            if allowed {
                app.access.origins = vec![ALLOWED.parse().unwrap(), "https://b.example".parse().unwrap()];
            }
        })
        .await;
        for (call, headers, status) in CALLS {
            for origin in ["", ALLOWED, OTHER, "null", "http://localhost:5174", "https://localhost:5173"] {
                let mut headers = headers.to_vec();
                if !origin.is_empty() {
                    headers.push(("origin", origin));
                }
                let is_allowed = allowed && origin == ALLOWED;
                let answer = ask(&service, call, &headers).await;
                let is_refused = call.starts_with("POST") && !origin.is_empty() && !is_allowed;
                let case = format!("{call} {headers:?}");
                assert_eq!(answer.status.as_u16(), if is_refused { 403 } else { status }, "{case}");
                if is_refused {
                    assert_eq!(answer.problem().1, "origin_not_allowed", "{case}");
                }
                assert_eq!(
                    answer.header("access-control-allow-origin"),
                    if is_allowed { origin } else { "" },
                    "{case}"
                );
                let exposed = if is_allowed { "Link, ETag, Age, Retry-After, Usage-Stale" } else { "" };
                assert_eq!(answer.header("access-control-expose-headers"), exposed, "{case}");
                assert_eq!(answer.header("access-control-allow-credentials"), "", "{case}");
                let has_formats = call.ends_with(" /usage") && call != "POST /usage" || call.contains("x=1");
                let has_formats = has_formats || call == "POST /score";
                let vary = if has_formats { "Origin, Accept, Accept-Encoding" } else { "Origin" };
                assert_eq!(answer.header("vary"), vary, "{case}");
                assert_eq!(answer.header("x-content-type-options"), "nosniff", "{case}");
            }
        }
    }
}

#[tokio::test]
async fn a_page_asks_first_whether_it_may() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.toml");
    add_key(&file, "one", &[Scope::Usage], None);
    let service = service(|app| {
        app.access.keys = Some(ring(&file));
        app.access.origins = vec![ALLOWED.parse().unwrap()];
    })
    .await;
    for (path, method) in [("/usage", "GET"), ("/score", "POST"), ("/nothing", "GET"), ("/health", "GET")] {
        let call = format!("OPTIONS {path}");
        // It is asked without a key.
        let answer = ask(&service, &call, &[("origin", ALLOWED), (METHODS, method)]).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (204, 0), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), ALLOWED);
        assert_eq!(answer.header("access-control-allow-methods"), "GET, POST");
        let headers = "content-type, authorization, idempotency-key, x-user-label";
        assert_eq!(answer.header("access-control-allow-headers"), headers);
        assert_eq!(answer.header("access-control-max-age"), "600");
        assert!(answer.header("vary").starts_with("Origin"));
        let answer = ask(&service, &call, &[("origin", OTHER), (METHODS, method)]).await;
        assert_eq!(answer.problem(), (403, "origin_not_allowed".to_owned()));
        for name in ["origin", "methods", "headers"] {
            assert_eq!(answer.header(&format!("access-control-allow-{name}")), "");
        }
    }
}

#[tokio::test]
async fn on_a_loopback_address_the_name_is_one_of_this_machine() {
    let named = |names: &str| names.split_whitespace().map(|name| name.parse().unwrap()).collect();
    // Where it listens; names that are allowed; those that are answered, and those that are not.
    let cases = [
        (
            true,
            "",
            "localhost LOCALHOST:8000 127.0.0.1:8000 127.9.9.9 [::1]:8000 [::ffff:127.0.0.1]",
            "evil.example evil.example:8000 localhost.evil.example 10.0.0.1 0.0.0.0 a,b [::1",
        ),
        (true, "bill.example", "localhost bill.example:80 Bill.Example", "evil.example x.bill.example"),
        (false, "bill.example", "bill.example localhost", "evil.example 10.0.0.1"),
    ];
    for (is_loopback, allowed, answered, refused) in cases {
        let service = service(|app| app.access.hosts = Hosts { is_loopback, allowed: named(allowed) }).await;
        for (hosts, status) in [(answered, 200), (refused, 421)] {
            for host in hosts.split_whitespace() {
                for call in ["GET /usage", "GET /health", "OPTIONS /usage"] {
                    let answer = ask(&service, call, &[("host", host)]).await;
                    let status = if status == 200 && call.starts_with("OPTIONS") { 204 } else { status };
                    assert_eq!(answer.status.as_u16(), status, "{host} {call}");
                    if status == 421 {
                        assert_eq!(answer.problem().1, "misdirected");
                    }
                }
            }
        }
        assert_eq!(
            ask(&service, "GET http://evil.example/usage", &[("host", "localhost")]).await.status,
            421
        );
        assert_eq!(ask(&service, "GET /usage", &[("host", "")]).await.status, 421);
        let two = [("host", "localhost"), ("host", "evil.example")];
        assert_eq!(ask(&service, "GET /usage", &two).await.status, 421);
    }
    let service = service(|_| {}).await;
    assert_eq!(ask(&service, "GET /usage", &[("host", "any.example")]).await.status, 200);
}

#[tokio::test]
async fn a_page_of_the_service_itself_may_post() {
    let service = service(|_| {}).await;
    for (host, origin, status) in [
        ("127.0.0.1:8000", "http://127.0.0.1:8000", 415),
        ("bill.example", "https://bill.example", 415),
        ("127.0.0.1:8000", "http://127.0.0.1:8001", 403),
        ("127.0.0.1:8000", "http://127.0.0.1", 403),
        ("127.0.0.1:8000", "ftp://127.0.0.1:8000", 403),
    ] {
        let answer = ask(&service, "POST /score", &[("host", host), ("origin", origin)]).await;
        assert_eq!(answer.status.as_u16(), status, "{host} {origin}");
    }
}

#[tokio::test]
async fn head_and_options_say_what_there_is_without_a_body() {
    let service = service(|_| {}).await;
    for path in ["/usage", "/usage/2000", "/usage?limit=3", "/usage/summary"] {
        let (get, head) = (service.get(path).await, ask(&service, &format!("HEAD {path}"), &[]).await);
        assert_eq!((get.status, head.status, head.body.len()), (StatusCode::OK, StatusCode::OK, 0), "{path}");
        for name in ["etag", "content-type", "link", "vary", "cache-control"] {
            assert_eq!(get.header(name), head.header(name), "{path} {name}");
        }
        assert_eq!(head.header("content-length"), get.body.len().to_string(), "{path}");
    }
    for (path, allow) in [("/usage", "GET,HEAD"), ("/score", "POST"), ("/health", "GET,HEAD")] {
        let answer = ask(&service, &format!("OPTIONS {path}"), &[]).await;
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (204, allow), "{path}");
        let answer = ask(&service, &format!("DELETE {path}"), &[]).await;
        assert_eq!((answer.problem().0, answer.header("allow")), (405, allow), "{path}");
    }
    assert_eq!(ask(&service, "OPTIONS /nothing", &[]).await.problem().0, 404);
}

#[tokio::test]
async fn a_fault_ends_one_request_and_is_told_like_any_error() {
    let freshness = Freshness { refresh: Duration::from_mins(1), stale_if_error: Duration::ZERO };
    let (seconds, clock) = clock();
    let faulty = Clock::new(
        move || match clock.elapsed() {
            elapsed if elapsed.is_zero() => elapsed,
            _ => panic!("a secret of the service"),
        },
        |_| {},
    );
    let fails = Box::new(|| Err(Error::bug("no bill")));
    let service = service_with(fails, freshness, Clock::of_machine(), |app| {
        app.clock = faulty;
        app.access.origins = vec![ALLOWED.parse().unwrap()];
    })
    .await;
    seconds.store(1, Ordering::Relaxed);
    let answer = ask(&service, "GET /health", &[("origin", ALLOWED)]).await;
    assert_eq!(answer.problem(), (500, "internal".to_owned()));
    assert_eq!(answer.header("access-control-allow-origin"), ALLOWED);
    assert!(!answer.text().contains("secret"));
    seconds.store(0, Ordering::Relaxed);
    assert_eq!(service.get("/health").await.status, StatusCode::OK);
}
