//! Pages in a real browser that ask the service: of its own, of an allowed origin, and of another one.

use super::scenario::{Process, start};
use crate::browser::Page;
use crate::support::fixture;
use needs::needs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

/// A site with an empty page at each path. Returns its origin.
fn site() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // A browser opens connections that it does not use.
            std::thread::spawn(move || answer(&stream.unwrap()));
        }
    });
    origin
}

fn answer(mut stream: &TcpStream) {
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        if line.is_empty() {
            let page = "<!doctype html><title>A page</title>";
            let length = page.len();
            let head = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length";
            write!(stream, "{head}: {length}\r\n\r\n{page}").unwrap();
        }
    }
}

fn serve(origins: &[&str]) -> Process {
    let mut arguments = vec![fixture("snapshot.json").into_os_string()];
    for origin in origins {
        arguments.extend(["--cors-origin".into(), origin.into()]);
    }
    start(arguments).ready()
}

/// What a page is told when it asks: the status and the beginning of the body, or that it may not know.
fn asks(page: &Page, url: &str, options: &str) -> String {
    let script = format!(
        "fetch('{url}', {options}).then(
            async (answer) => `${{answer.status}} ${{answer.headers.get('etag') !== null}} ${{(await answer.text()).slice(0, 18)}}`,
            (error) => `${{error.name}}: ${{error.message}}`)"
    );
    page.evaluate(&script).as_str().unwrap().to_owned()
}

const BILL: &str = "200 true {\"usage\":[\n{\"messa";
const ERROR: &str = "400 false {\"error\":{\"message";
const REFUSED: &str = "TypeError: Failed to fetch";

#[test]
#[needs(browser)]
fn pages_of_two_origins_in_one_browser() {
    let [allowed, other] = [site(), site()];
    let service = serve(&[&allowed]);
    let (usage, wrong) = (format!("{}/usage", service.url), format!("{}/usage?sinc=1", service.url));
    let page = Page::blank();
    // Each may find in the cache what the one before was answered.
    for (origin, of_bill, of_error) in [
        (&allowed, BILL, ERROR),
        (&other, REFUSED, REFUSED),
        (&allowed, BILL, ERROR),
        (&other, REFUSED, REFUSED),
    ] {
        page.load(&format!("{origin}/"));
        assert_eq!(asks(&page, &usage, "{}"), of_bill, "{origin}");
        assert_eq!(asks(&page, &wrong, "{}"), of_error, "{origin}");
        // Asked again with its entity tag.
        assert_eq!(asks(&page, &usage, "{cache: 'no-cache'}"), of_bill, "{origin}");
        assert_eq!(asks(&page, &usage, "{headers: {authorization: 'Bearer x'}}"), of_bill, "{origin}");
        let post =
            "{method: 'POST', headers: {'content-type': 'application/json'}, body: '{\"messages\":[]}'}";
        let of_post = if of_bill == BILL { "200 false {\"usage\":[]}\n" } else { REFUSED };
        assert_eq!(asks(&page, &format!("{}/score", service.url), post), of_post, "{origin}");
    }
    assert!(page.statuses().contains(&304), "{:?}", page.statuses());
}

#[test]
#[needs(browser)]
fn two_allowed_pages_do_not_get_the_answers_of_one_another() {
    let [one, two] = [site(), site()];
    let service = serve(&[&one, &two]);
    let page = Page::blank();
    for origin in [&one, &two, &one, &two] {
        page.load(&format!("{origin}/"));
        assert_eq!(asks(&page, &format!("{}/usage", service.url), "{}"), BILL, "{origin}");
    }
}

#[test]
#[needs(browser)]
fn a_form_of_another_page_is_refused() {
    let [allowed, other] = [site(), site()];
    let service = serve(&[&allowed]);
    let page = Page::blank();
    for (origin, code) in [(&allowed, "unsupported_media_type"), (&other, "origin_not_allowed")] {
        for encoding in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
            page.load(&format!("{origin}/"));
            page.posts(&format!("{}/score", service.url), encoding, "{\"messages\":[], \"x\":\"", "\"}");
            let text = page.text("body");
            assert!(text.contains(&format!("\"code\":\"{code}\"")), "{origin} {encoding}: {text}");
        }
    }
}

#[test]
#[needs(browser)]
fn a_name_that_was_pointed_at_this_machine_gets_nothing() {
    let service = serve(&[]);
    let port = service.url.rsplit(':').next().unwrap();
    let page = Page::blank();
    page.load(&format!("http://rebound.example:{port}/usage"));
    assert!(page.text("body").contains("\"code\":\"misdirected\""), "{}", page.text("body"));
    assert_eq!(asks(&page, "/usage/2000", "{}").split(' ').next(), Some("421"));
    page.load(&format!("http://localhost:{port}/usage"));
    assert!(page.text("body").contains("{\"usage\":["));
}
