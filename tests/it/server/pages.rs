//! `/` and `/dashboard`: the page of the current bill, without a browser.

use super::scenario::{Answer, Service, service, service_of, service_with};
use crate::dashboard::page_of;
use crate::support::fixture;
use axum::http::StatusCode;
use copilot_usage::clock::Clock;
use copilot_usage::error::Error;
use copilot_usage::model::timestamp::moment;
use copilot_usage::model::window::Window;
use copilot_usage::pipeline::Period;
use copilot_usage::reports::{OnReportError, ReportSource, Resolver};
use copilot_usage::server::{App, Freshness, Pages};
use copilot_usage::source::{Input, Messages, ReadOptions, Selection};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// From the beginning of a page's chart to the end of its table and data.
fn main(page: &str) -> &str {
    page.split_once("<main>").unwrap().1.split_once("</main>").unwrap().0
}

/// The messages of the fixtures, of a time.
fn period(window: Window) -> Period {
    let file = vec![Input::File(fixture("snapshot.json"))];
    let options =
        ReadOptions { selection: Selection { window, ..Selection::default() }, ..ReadOptions::default() };
    let messages = Messages::read(file, options, Arc::new(|_| {}));
    Period::new(messages, Resolver::new(ReportSource::Snapshot, OnReportError::Error, Arc::new(|_| {})))
}

/// The first page that is as wanted.
async fn until(service: &Service, is_wanted: impl Fn(&Answer) -> bool) -> Answer {
    let look = async {
        loop {
            let answer = service.get("/").await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
            if is_wanted(&answer) {
                return answer;
            }
        }
    };
    tokio::time::timeout(Duration::from_mins(1), look).await.unwrap()
}

#[tokio::test]
async fn the_page_shows_what_the_page_of_the_command_shows() {
    let service = service().await;
    for timezone in ["UTC", "Europe/London", "Pacific/Kiritimati"] {
        for path in ["/", "/dashboard"] {
            let answer = service.get(&format!("{path}?timezone={timezone}")).await;
            assert_eq!(
                (answer.status, answer.header("content-type")),
                (StatusCode::OK, "text/html; charset=utf-8")
            );
            assert_eq!(main(answer.text()), main(&page_of(&["--timezone", timezone])), "{timezone}");
            assert!(answer.text().contains(&format!("<option selected>{timezone}</option>")));
        }
    }
    let default = service.get("/").await;
    assert_eq!(default.body, service.get("/dashboard?timezone=UTC").await.body);
    // A name of a zone is the same in any case.
    let london = service.get("/?timezone=Europe/London").await;
    assert_eq!(london.body, service.get("/?timezone=europe/LONDON").await.body);
}

#[tokio::test]
async fn the_page_tells_nothing_of_its_server() {
    let service = service().await;
    let answer = service.get("/").await;
    let page = answer.text();
    let file = fixture("snapshot.json");
    for secret in [file.to_str().unwrap(), "snapshot.json", env!("CARGO_MANIFEST_DIR"), "--max-rows"] {
        assert!(!page.contains(secret), "{secret}");
    }
    assert!(page.contains("Made by copilot-usage from <bdi>the current period</bdi>."));
    assert!(page.contains("As of <time datetime=\""));
    assert_eq!(answer.header("content-security-policy"), "frame-ancestors 'none'");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(!page_of(&[]).contains("id=\"service\""));
}

#[tokio::test]
async fn a_page_of_a_part_says_what_is_left_out() {
    let window = Window { since: moment("2024-05-30T00:00:00Z"), until: None };
    let open = move || Ok(period(window));
    let freshness = Freshness { refresh: Duration::from_mins(1), stale_if_error: Duration::ZERO };
    let set = |app: &mut App| app.pages = Pages::new(window);
    let service = service_with(Box::new(open), freshness, Clock::of_machine(), set).await;
    let answer = service.get("/").await;
    let asked =
        |page: &str| page.split_once("<p id=\"asked\">").unwrap().1.split_once("</p>").unwrap().0.to_owned();
    let of_command = page_of(&["--since", "2024-05-30"]);
    assert_eq!(asked(answer.text()), asked(&of_command));
    assert_eq!(main(answer.text()), main(&of_command));
}

#[tokio::test]
async fn a_bill_that_is_made_anew_has_a_page_of_its_own() {
    let freshness = Freshness { refresh: Duration::from_millis(1), stale_if_error: Duration::from_hours(1) };
    let open = || Ok(period(Window::default()));
    let service = service_with(Box::new(open), freshness, Clock::of_machine(), |_| ()).await;
    let (usage, page) = (service.get("/usage").await, service.get("/").await);
    let next = until(&service, |next| next.header("etag") != page.header("etag")).await;
    assert_ne!(next.body, page.body);
    // What it says is the same, and when it was true is not.
    assert_eq!(service.get("/usage").await.header("etag"), usage.header("etag"));
}

#[tokio::test]
async fn problems_are_json_here_too() {
    let service = service().await;
    for uri in
        ["/?timezone=Mars", "/?timezone=", "/dashboard?since=2024-05-01", "/?timezone=UTC&timezone=UTC"]
    {
        assert_eq!(
            service.get_with(uri, "accept", "text/html").await.problem(),
            (400, "bad_parameter".to_owned())
        );
    }
    let unready = service_of(fixture("nothing.json"), |_| ()).await;
    assert_eq!(unready.get_with("/", "accept", "text/html").await.problem(), (503, "bill_failed".to_owned()));
}

#[tokio::test]
async fn an_old_bill_is_marked() {
    let fails = Arc::new(AtomicBool::new(false));
    let has_failed = Arc::clone(&fails);
    let open = move || {
        if has_failed.swap(true, Ordering::Relaxed) {
            return Err(Error::bug("no bill"));
        }
        Ok(period(Window::default()))
    };
    let freshness = Freshness { refresh: Duration::from_millis(1), stale_if_error: Duration::from_hours(1) };
    let service = service_with(Box::new(open), freshness, Clock::of_machine(), |_| ()).await;
    let answer = until(&service, |answer| !answer.header("usage-stale").is_empty()).await;
    assert!(answer.text().contains("<strong id=\"stale\">Stale: "));
    assert!(answer.header("etag").ends_with("-stale\""));
    let fresh = super::scenario::service().await.get("/").await;
    assert!(fresh.text().contains("<strong id=\"stale\" hidden>"));
}

#[tokio::test]
async fn many_asking_at_once_get_the_same_page() {
    let service = Arc::new(service().await);
    let ask = |_| {
        let service = Arc::clone(&service);
        tokio::spawn(async move { service.get("/?timezone=Asia/Tokyo").await.body })
    };
    let asked: Vec<_> = (0..50).map(ask).collect();
    let first = service.get("/?timezone=Asia/Tokyo").await.body;
    for asked in asked {
        assert_eq!(asked.await.unwrap(), first);
    }
    // More zones than pages are kept.
    for hours in 1..=14 {
        for sign in ["+", "-"] {
            let uri = format!("/?timezone=Etc/GMT{}{hours}", if sign == "+" { "%2B" } else { sign });
            let answer = service.get(&uri).await;
            let is_zone = sign == "-" || hours <= 12;
            assert_eq!(answer.status.is_success(), is_zone, "{uri}: {}", answer.text());
        }
    }
    assert_eq!(service.get("/?timezone=Asia/Tokyo").await.body, first);
}
