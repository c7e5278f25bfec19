//! `/`, `/dashboard` and `/docs` in a real browser.

use super::scenario::{Process, start};
use crate::browser::Page;
use crate::support::fixture;
use needs::needs;
use std::fs;
use std::path::Path;

fn service() -> Process {
    start([fixture("snapshot.json")])
}

fn visit(url: &str) -> Page {
    let page = Page::blank();
    page.visit(url);
    page
}

#[needs(browser)]
#[test]
fn the_page_of_the_bill_tells_its_age_and_changes_its_zone() {
    let service = service();
    let page = visit(&format!("{}/#sort=credits:desc", service.url));
    page.until("'asked' in document.documentElement.dataset");
    let age = page.text("#age");
    assert!(age.starts_with('(') && age.ends_with(" s old)"), "{age}");
    assert_eq!(page.text("#newer"), "");
    assert_eq!(page.evaluate("document.getElementById('stale').hidden"), true);
    page.evaluate("document.getElementById('timezone').value = 'Asia/Tokyo'");
    page.loads(|| page.click("#service button[type=submit]"));
    page.is_ready();
    assert_eq!(page.evaluate("location.search"), "?timezone=Asia%2FTokyo");
    assert_eq!(page.fragment(), "#sort=credits:desc");
    assert!(page.text(".period").ends_with("days and times in Asia/Tokyo"));
    assert!(page.text("#as-of time").ends_with(" +09:00"));
    assert_eq!(page.evaluate("document.getElementById('timezone').value"), "Asia/Tokyo");
    page.loads(|| page.click("#reload"));
    page.is_ready();
    assert_eq!(page.text("#total-credits"), "400.10");
    // The same zone again loads the page again.
    page.loads(|| page.click("#service button[type=submit]"));
    page.is_ready();
    page.asked_only(&service.url);
}

#[needs(browser)]
#[test]
fn the_page_says_when_its_service_has_gone() {
    let mut service = service();
    let page = visit(&format!("{}/dashboard", service.url));
    page.until("'asked' in document.documentElement.dataset");
    service.child.kill().unwrap();
    service.child.wait().unwrap();
    // As if somebody had come back to it.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    page.until("document.getElementById('newer').textContent === 'The service does not answer.'");
}

#[needs(browser)]
#[test]
fn the_page_about_the_service_tries_requests() {
    let service = service();
    let page = visit(&format!("{}/docs", service.url));
    let paths = page.strings("[...document.querySelectorAll('h2 code')].map((code) => code.textContent)");
    for path in
        ["/", "/dashboard", "/docs", "/health", "/openapi.json", "/score", "/usage", "/usage/{message_id}"]
    {
        assert!(paths.contains(&path.to_owned()), "{path}: {paths:?}");
    }
    let send = |section: &str| {
        page.click(&format!("#{section} .try button"));
        page.until(&format!("document.querySelector('#{section} .said strong')"));
        let status = page.text(&format!("#{section} .said strong"));
        let body = page.text(&format!("#{section} .said pre:last-of-type"));
        page.evaluate(&format!("document.querySelector('#{section} .said').replaceChildren()"));
        (status, body)
    };
    page.evaluate("document.querySelectorAll('#getUsage .try input')[2].value = '2'");
    let (status, body) = send("getUsage");
    assert_eq!((&*status, body.matches("message_id").count()), ("200", 2), "{body}");
    let (status, body) = send("postScore");
    assert_eq!((&*status, body.contains("\"credits_used\":2.10")), ("200", true), "{body}");
    let (status, _) = send("getUsageMessageId");
    assert_eq!(status, "200");

    // A key is sent with each request, and kept nowhere.
    page.evaluate("window.sent = [], window.fetch = ((real) => (url, options) => { sent.push(options.headers.Authorization ?? ''); return real(url, options); })(fetch), null");
    page.evaluate("document.getElementById('key').value = ' canary '");
    // With a key the list is made anew: a form of the old one would be gone before its answer.
    page.evaluate("document.getElementById('getHealth').dataset.old = ''");
    page.click("#key-form button");
    page.until("sent.length === 1 && document.querySelector('#getHealth:not([data-old])')");
    send("getHealth");
    assert_eq!(page.strings("sent"), ["Bearer canary", "Bearer canary"]);
    let kept =
        "[localStorage.length, sessionStorage.length, document.cookie, location.href.includes('canary')]";
    assert_eq!(page.evaluate(kept), serde_json::json!([0, 0, "", false]));
    page.asked_only(&service.url);
}

#[needs(browser)]
#[test]
fn pages_are_for_everybody() {
    let service = service();
    for path in ["/", "/dashboard", "/docs"] {
        for (width, device) in [(390, "phone"), (1280, "desktop")] {
            for scheme in ["light", "dark"] {
                let page = Page::blank();
                page.width(width);
                page.scheme(scheme);
                page.visit(&format!("{}{path}", service.url));
                let picture = format!("served{}-{device}-{scheme}.png", path.replace('/', "-"));
                fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(picture), page.picture()).unwrap();
                if path == "/docs" {
                    page.click("#getUsage .try button");
                    page.until("document.querySelector('#getUsage .said strong')");
                    page.evaluate(
                        "document.querySelectorAll('details').forEach((details) => { details.open = true; })",
                    );
                } else {
                    page.until("'asked' in document.documentElement.dataset");
                    page.evaluate("document.getElementById('stale').hidden = false");
                }
                assert_eq!(page.violations(), [] as [&str; 0], "{path} {device} {scheme}");
                let fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth");
                assert_eq!(fits, true, "{path} {device}: the page does not scroll sideways");
                page.asked_only(&service.url);
            }
        }
    }
}
