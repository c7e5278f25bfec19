//! `health URL`: ready or not, as an exit code.

#[cfg(unix)]
use super::scenario::start_snapshot;
use crate::support::run;

#[cfg(unix)]
#[test]
fn ready_is_0_and_anything_else_4() {
    let service = start_snapshot(&[]);
    for path in ["", "/", "/health", "/health/live", "/usage"] {
        run(["health", &format!("{}{path}", service.url)]).exits(0).stdout("").stderr("");
    }
    let url = format!("{}/nothing", service.url);
    run(["health", &url]).fails(4, &format!("{url}: 404 Not Found"));
    let url = format!("{}/usage?x=1", service.url);
    run(["health", &url]).fails(4, &format!("{url}: 400 Bad Request"));
    let draining = start_snapshot(&["--drain", "1h"]);
    draining.signal("TERM");
    draining.says("stopping");
    run(["health", &draining.url])
        .fails(4, &format!("{}/health/ready: 503 Service Unavailable", draining.url));
    let url = service.url.clone();
    drop(service);
    run(["health", &url]).exits(4).stdout("").says(&format!("{url}/health/ready: Connection refused"));
}

#[test]
fn a_wrong_call_is_2() {
    run(["health"]).exits(2).stdout("").says("URL");
    run(["health", "127.0.0.1:8000"]).fails(2, "URL: expected http://… or https://…");
    run(["health", "ftp://127.0.0.1"]).fails(2, "URL: expected http://… or https://…");
}
