//! `dashboard`: the page, in a real browser.

use crate::support::{fixture, json_lines, message, read, run};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use copilot_usage::model::credits::Credits;
use flate2::read::GzDecoder;
use headless_chrome::protocol::cdp::{Emulation, Network, Page as CdpPage};
use headless_chrome::{Browser, LaunchOptionsBuilder, Tab};
use serde_json::Value;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use std::{env, fs};

/// Where a browser may be: not a script that starts one, which could be ended without it.
const BROWSERS: [&str; 3] =
    ["/usr/lib/chromium/chromium", "/usr/lib/chromium-browser/chromium-browser", "/opt/google/chrome/chrome"];

/// The browser that tests share while one of them needs it: it ends with the last page.
static BROWSER: Mutex<Weak<Browser>> = Mutex::new(Weak::new());

/// A browser; nothing where there is none, which CI does not accept.
#[allow(clippy::print_stderr, reason = "whoever runs the tests shall know")]
fn browser() -> Option<Arc<Browser>> {
    let Some(path) = BROWSERS.iter().map(PathBuf::from).find(|path| path.exists()) else {
        assert!(env::var_os("CI").is_none(), "CI needs a browser: install chromium");
        eprintln!("skipped: no browser ({})", BROWSERS.join(", "));
        return None;
    };
    let mut shared = BROWSER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(browser) = shared.upgrade() {
        return Some(browser);
    }
    let arguments = [
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    let options = LaunchOptionsBuilder::default()
        .path(Some(path))
        .sandbox(false)
        .idle_browser_timeout(Duration::from_mins(5))
        .args(arguments.iter().map(OsStr::new).collect())
        .build()
        .unwrap();
    let browser = Arc::new(Browser::new(options).unwrap());
    *shared = Arc::downgrade(&browser);
    Some(browser)
}

/// A page in a browser of its own.
struct Page {
    tab: Arc<Tab>,
    /// Kept until the page is closed.
    _browser: Arc<Browser>,
    requests: Arc<Mutex<Vec<String>>>,
}

/// Notes what the page is not allowed to do, before it begins.
const WATCH: &str = "window.refused = []; window.alert = () => refused.push('alert');
    addEventListener('securitypolicyviolation', (event) => refused.push(event.violatedDirective));";

const READY: &str = "new Promise((resolve) => {
    const look = () => 'ready' in document.documentElement.dataset ? resolve() : requestAnimationFrame(look);
    look();
})";

impl Page {
    /// Opens a file as somebody would who has never opened it before; nothing where there is no browser.
    fn open(html: &str, fragment: &str) -> Option<Self> {
        let page = Self::blank()?;
        page.go(html, fragment);
        page.evaluate(READY);
        Some(page)
    }

    fn blank() -> Option<Self> {
        let browser = browser()?;
        let tab = browser.new_context().unwrap().new_tab().unwrap();
        tab.set_default_timeout(Duration::from_mins(1));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let enable = Network::Enable {
            max_total_buffer_size: None,
            max_resource_buffer_size: None,
            max_post_data_size: None,
            report_direct_socket_traffic: None,
            enable_durable_messages: None,
        };
        tab.call_method(enable).unwrap();
        let sent = Arc::clone(&requests);
        tab.add_event_listener(Arc::new(move |event: &headless_chrome::protocol::cdp::types::Event| {
            if let headless_chrome::protocol::cdp::types::Event::NetworkRequestWillBeSent(event) = event {
                sent.lock().unwrap().push(event.params.request.url.clone());
            }
        }))
        .unwrap();
        Some(Self { tab, _browser: browser, requests })
    }

    fn go(&self, html: &str, fragment: &str) {
        self.tab
            .call_method(CdpPage::AddScriptToEvaluateOnNewDocument {
                source: WATCH.to_owned(),
                world_name: None,
                include_command_line_api: None,
                run_immediately: None,
            })
            .unwrap();
        let file = tempfile::Builder::new().suffix(".html").tempfile().unwrap().keep().unwrap().1;
        fs::write(&file, html).unwrap();
        self.tab.navigate_to(&format!("file://{}{fragment}", file.display())).unwrap();
        self.tab.wait_until_navigated().unwrap();
        fs::remove_file(file).unwrap();
    }

    /// What an expression, or what it promises, comes to.
    fn evaluate(&self, script: &str) -> Value {
        let script = format!("(async () => JSON.stringify(await ({script}) ?? null))()");
        let outcome = self.tab.evaluate(&script, true).unwrap();
        serde_json::from_str(outcome.value.unwrap().as_str().unwrap()).unwrap()
    }

    fn strings(&self, script: &str) -> Vec<String> {
        serde_json::from_value(self.evaluate(script)).unwrap()
    }

    fn text(&self, selector: &str) -> String {
        self.evaluate(&format!("document.querySelector('{selector}').textContent"))
            .as_str()
            .unwrap()
            .to_owned()
    }

    fn click(&self, selector: &str) {
        self.evaluate(&format!(
            "document.querySelector('{selector}').dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true }}))"
        ));
    }

    /// A column of the table, by its place.
    fn column(&self, place: usize) -> Vec<String> {
        self.strings(&format!(
            "[...document.querySelectorAll('#messages tbody tr:not(.details)')].map((row) => row.cells[{place}].textContent)"
        ))
    }

    fn fragment(&self) -> String {
        self.evaluate("location.hash").as_str().unwrap().to_owned()
    }

    /// Nothing was asked for, and nothing was refused.
    fn is_alone(&self) {
        let requests = self.requests.lock().unwrap();
        assert!(
            requests.iter().all(|url| url.starts_with("file://") || url.starts_with("data:")),
            "{requests:?}"
        );
        assert_eq!(requests.iter().filter(|url| url.starts_with("file://")).count(), 1, "{requests:?}");
        drop(requests);
        assert_eq!(self.strings("window.refused"), [] as [&str; 0]);
    }
}

fn page_of(arguments: &[&str]) -> String {
    run(["dashboard", "-q", "--reproducible"]).arg(fixture("snapshot.json")).args(arguments).exits(0).output()
}

/// A period with these messages.
fn page_of_messages(messages: &[String], arguments: &[&str]) -> String {
    let list = format!("[{}]", messages.join(","));
    run(["dashboard", "-", "-q", "--reproducible"]).args(arguments).stdin(list).exits(0).output()
}

const REPORT: &str = "th[data-sort=report] button";
const CREDITS: &str = "th[data-sort=credits] button";

#[test]
fn bars_and_totals_are_those_of_the_summary() {
    for timezone in ["UTC", "Europe/London", "America/St_Johns", "Pacific/Kiritimati"] {
        let Some(page) = Page::open(&page_of(&["--timezone", timezone]), "") else { return };
        let summary = run(["summary", "-q", "-f", "ndjson", "--timezone", timezone]);
        let rows = json_lines(&summary.arg(fixture("snapshot.json")).exits(0).output());
        let days = rows.iter().map(|row| {
            let credits: Credits = row["credits"].to_string().parse().unwrap();
            (row["day"].as_str().unwrap().to_owned(), credits.to_string())
        });
        let bars = page
            .strings("[...document.querySelectorAll('.bar')].map((bar) => bar.getAttribute('aria-label'))");
        let bars = bars.iter().map(|label| {
            let (day, rest) = label.split_once(": ").unwrap();
            (day.to_owned(), rest.split(' ').next().unwrap().to_owned())
        });
        assert!(bars.eq(days), "{timezone}");
        assert_eq!(page.text("#total-credits"), "400.10");
        assert_eq!(page.text(".figures div:nth-of-type(3) dd"), "60.51 %");
        assert_eq!(page.text("#shown"), "41 of 41 messages, 400.10 credits");
        assert!(page.text(".period").ends_with(&format!("days and times in {timezone}")));
        page.is_alone();
    }
}

#[test]
fn the_table_lists_every_message() {
    let Some(page) = Page::open(&page_of(&[]), "") else { return };
    let first = page
        .strings("[...document.querySelector('#messages tbody tr').cells].map((cell) => cell.textContent)");
    assert_eq!(first, ["2000", "29-05-2024 08:15", "Lease Summary", "24.00"]);
    assert_eq!(page.column(0).len(), 41);
    let bill: Value = serde_json::from_str(&read("expected/text.json")).unwrap();
    let credits = bill["usage"].as_array().unwrap().iter().map(|record| record["credits_used"].to_string());
    let credits = credits.map(|credits| credits.parse::<Credits>().unwrap().to_string());
    assert!(page.column(3).into_iter().eq(credits));
    let london = Page::open(&page_of(&["--timezone", "Europe/London"]), "").unwrap();
    assert_eq!(london.column(1)[0], "29-05-2024 09:15");
}

#[test]
fn a_column_sorts_up_and_down_and_not_at_all() {
    let Some(page) = Page::open(&page_of(&[]), "") else { return };
    let (ids, names) = (page.column(0), page.column(2));
    let sorts = || {
        page.strings(
            "[...document.querySelectorAll('th[aria-sort]')].map((th) => th.getAttribute('aria-sort'))",
        )
    };
    assert_eq!(sorts(), ["none", "none"]);
    let mut up = names.clone();
    up.sort();
    page.click(REPORT);
    assert_eq!((page.column(2), sorts()), (up.clone(), vec!["ascending".into(), "none".into()]));
    up.reverse();
    page.click(REPORT);
    assert_eq!((page.column(2), sorts()), (up, vec!["descending".into(), "none".into()]));
    page.click(REPORT);
    assert_eq!((page.column(0), sorts()), (ids.clone(), vec!["none".into(), "none".into()]));

    let cents = |page: &Page| -> Vec<u64> {
        page.column(3).iter().map(|credits| credits.replace('.', "").parse().unwrap()).collect()
    };
    page.click(CREDITS);
    assert!(cents(&page).is_sorted());
    page.click(CREDITS);
    assert!(cents(&page).is_sorted_by(|one, next| one >= next));
    page.click(CREDITS);
    assert_eq!(page.column(0), ids);
}

#[test]
fn both_columns_sort_at_once_and_a_link_shows_the_same() {
    let html = page_of(&[]);
    let Some(page) = Page::open(&html, "") else { return };
    page.click(REPORT);
    page.click(CREDITS);
    page.click(CREDITS);
    let sign = |page: &Page, selector: &str| page.text(&format!("{selector} span"));
    assert_eq!((sign(&page, REPORT), sign(&page, CREDITS)), (" ▲ 1".into(), " ▼ 2".into()));
    let rows: Vec<(String, i64)> = page
        .column(2)
        .into_iter()
        .zip(page.column(3).iter().map(|credits| -credits.replace('.', "").parse::<i64>().unwrap()))
        .collect();
    assert!(rows.is_sorted());
    assert_eq!(page.fragment(), "#sort=report%3Aasc%2Ccredits%3Adesc");
    let other = Page::open(&html, &page.fragment()).unwrap();
    assert_eq!(
        (other.column(0), sign(&other, REPORT), sign(&other, CREDITS)),
        (page.column(0), " ▲ 1".into(), " ▼ 2".into())
    );
    // The other one comes first when it is clicked first.
    page.click("#clear");
    page.click(CREDITS);
    page.click(REPORT);
    assert_eq!((sign(&page, REPORT), sign(&page, CREDITS)), (" ▲ 2".into(), " ▲ 1".into()));
    assert_ne!(page.column(0), other.column(0));
}

#[test]
fn what_is_shown_is_searched_and_filtered_and_counted() {
    let html = page_of(&["--include-text"]);
    let Some(page) = Page::open(&html, "") else { return };
    let search = |text: &str| {
        page.evaluate(&format!(
            "(document.querySelector('#search').value = '{text}', document.querySelector('#search').dispatchEvent(new Event('input')))"
        ));
    };
    search("LEASE sum");
    assert_eq!(page.column(0), ["2000", "2028"]);
    assert_eq!(page.text("#shown"), "2 of 41 messages, 48.00 credits");
    assert_eq!(page.fragment(), "#q=LEASE+sum");
    search("2016");
    assert_eq!(page.column(0), ["2016"]);
    search("fire safety");
    assert_eq!(page.column(0), ["2016", "2017"], "texts are searched where the page holds them");
    search("");
    page.evaluate("(document.querySelector('#filter').value = '0', document.querySelector('#filter').dispatchEvent(new Event('change')))");
    assert_eq!(page.text("#shown"), "35 of 41 messages, 158.00 credits");
    page.click(".bar:nth-of-type(2)");
    assert_eq!(page.text("#shown"), "8 of 41 messages, 48.00 credits");
    let other = Page::open(&html, &page.fragment()).unwrap();
    assert_eq!((other.column(0), other.text("#shown")), (page.column(0), page.text("#shown")));
    page.click("#clear-bar");
    assert_eq!(page.text("#shown"), "35 of 41 messages, 158.00 credits");
    // Back to the bar, to the report, to all; and forward again.
    let go = |way: &str| {
        page.evaluate(&format!("new Promise((resolve) => {{ addEventListener('popstate', resolve, {{ once: true }}); history.{way}(); }}).then(() => null)"));
        page.text("#shown")
    };
    assert_eq!(go("back"), "8 of 41 messages, 48.00 credits");
    assert_eq!(go("back"), "35 of 41 messages, 158.00 credits");
    assert_eq!(go("forward"), "8 of 41 messages, 48.00 credits");
    page.click("#clear");
    assert_eq!(page.text("#shown"), "41 of 41 messages, 400.10 credits");
    page.is_alone();
}

#[test]
fn nonsense_in_a_link_is_passed_over() {
    let html = page_of(&[]);
    for fragment in [
        "#",
        "#sort=report:up,cents:asc,:",
        "#bar=2024-99-99&report=nobody&page=-3",
        "#page=9e9&q=",
        "#%%%&sort",
    ] {
        let Some(page) = Page::open(&html, fragment) else { return };
        assert_eq!(page.text("#shown"), "41 of 41 messages, 400.10 credits", "{fragment}");
        page.is_alone();
    }
}

#[test]
fn a_row_opens_to_its_line_items() {
    let Some(page) = Page::open(&page_of(&[]), "") else { return };
    let row = |id: i64| format!("#messages tbody tr:nth-of-type({}) button", id - 1999);
    page.click(&row(2016));
    let shown = page.strings("[...document.querySelectorAll('.details tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent).join(' '))");
    let explained =
        run(["explain", "--message", "2016", "-f", "csv"]).arg(fixture("snapshot.json")).exits(0).output();
    let explained: Vec<String> = explained.lines().skip(1).map(|line| line.replace(',', " ")).collect();
    assert_eq!(shown, explained);
    assert_eq!(page.text(".details p"), "Report 404 is missing: the text was charged.");
    assert!(!page.evaluate("document.documentElement.outerHTML").as_str().unwrap().contains("Fire Safety"));
    page.click(&row(2016));
    assert_eq!(page.evaluate("document.querySelectorAll('.details').length"), 0);
    page.click(&row(2000));
    assert_eq!(page.text(".details tbody tr"), "report124.0024.0024.00");
}

#[test]
fn without_a_script_everything_is_there() {
    let Some(page) = Page::blank() else { return };
    page.tab.call_method(Emulation::SetScriptExecutionDisabled { value: true }).unwrap();
    page.go(&page_of(&[]), "");
    assert_eq!(page.column(0).len(), 41);
    assert_eq!(page.column(2)[0], "Lease Summary");
    assert_eq!(page.text("#shown"), "41 messages, 400.10 credits");
    assert_eq!(page.evaluate("document.querySelectorAll('svg .bar').length"), 5);
    assert_eq!(page.evaluate("document.querySelector('#controls').hidden"), true);
}

#[test]
fn a_hostile_name_is_only_a_name() {
    let name = r#"</script></style><img src=x onerror=alert(1)>"';--><svg onload=alert(2)>{{7*7}}\u202e"#;
    let text = "<script>alert(3)</script>";
    let report = format!(r#"{{"id":7,"name":{},"credit_cost":5}}"#, serde_json::to_string(name).unwrap());
    let messages = [message(1, text), crate::support::message_with_report(2, 7)].join(",");
    let snapshot = format!("{{\"reports\":[{report}],\"messages\":[{messages}]}}");
    let html = run(["dashboard", "-", "-q", "--include-text"]).stdin(snapshot).exits(0).output();
    let Some(page) = Page::open(&html, "") else { return };
    assert_eq!(page.column(2), ["", name]);
    page.click("#messages tbody tr button");
    assert_eq!(page.text(".details p"), text);
    page.click("#filter");
    assert_eq!(page.evaluate("document.querySelectorAll('img, svg svg').length"), 0);
    page.is_alone();
    let Some(silent) = Page::blank() else { return };
    silent.tab.call_method(Emulation::SetScriptExecutionDisabled { value: true }).unwrap();
    silent.go(&html, "");
    assert_eq!(silent.column(2), ["", name]);
}

#[test]
fn every_reader_can_use_it() {
    let axe =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vendor/axe-core/axe.min.js"))
            .unwrap();
    let html = page_of(&[]);
    for (width, device) in [(390, "phone"), (1280, "desktop")] {
        for scheme in ["light", "dark"] {
            let Some(page) = Page::blank() else { return };
            page.tab.call_method(metrics(width)).unwrap();
            page.tab.call_method(color_scheme(scheme)).unwrap();
            page.go(&html, "#sort=credits:desc&bar=2024-05-30");
            page.evaluate(READY);
            page.click("#messages tbody tr button");
            page.evaluate(&format!("(() => {{ {axe} }})()"));
            let violations = page.strings(
                "axe.run().then((found) => found.violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html}`)))",
            );
            assert_eq!(violations, [] as [&str; 0], "{device} {scheme}");
            let wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth");
            assert_eq!(wide, true, "{device}: the page does not scroll sideways");
            let png = page
                .tab
                .capture_screenshot(CdpPage::CaptureScreenshotFormatOption::Png, None, None, true)
                .unwrap();
            fs::write(
                Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("dashboard-{device}-{scheme}.png")),
                png,
            )
            .unwrap();
            page.is_alone();
        }
    }
}

fn metrics(width: u32) -> Emulation::SetDeviceMetricsOverride {
    Emulation::SetDeviceMetricsOverride {
        width,
        height: 1000,
        device_scale_factor: 1.0,
        mobile: width < 600,
        scale: None,
        screen_width: None,
        screen_height: None,
        position_x: None,
        position_y: None,
        dont_set_visible_size: None,
        screen_orientation: None,
        viewport: None,
        display_feature: None,
        device_posture: None,
    }
}

fn color_scheme(scheme: &str) -> Emulation::SetEmulatedMedia {
    let features =
        vec![Emulation::MediaFeature { name: "prefers-color-scheme".into(), value: scheme.into() }];
    Emulation::SetEmulatedMedia { media: None, features: Some(features) }
}

#[test]
fn the_keyboard_is_enough() {
    let Some(page) = Page::open(&page_of(&[]), "") else { return };
    page.evaluate("document.querySelector('.bar').focus()");
    assert!(page.text("#tip").starts_with("2024-05-29: 94.90 credits, "));
    page.tab.press_key("ArrowRight").unwrap();
    assert!(page.text("#tip").starts_with("2024-05-30: 168.25 credits, "));
    page.tab.press_key("Enter").unwrap();
    assert_eq!(page.text("#shown"), "9 of 41 messages, 168.25 credits");
    page.tab.press_key("Enter").unwrap();
    assert_eq!(page.text("#shown"), "41 of 41 messages, 400.10 credits");
    page.tab.press_key("End").unwrap();
    page.tab.press_key(" ").unwrap();
    assert_eq!(page.text("#shown"), "7 of 41 messages, 29.30 credits");
    let chosen = "[...document.querySelectorAll('.bar')].map((bar) => bar.getAttribute('aria-current'))";
    assert_eq!(page.strings(chosen), ["false", "false", "false", "false", "true"]);
    page.evaluate("document.querySelector('#clear-bar').focus()");
    page.tab.press_key("Enter").unwrap();
    assert_eq!(page.evaluate("document.activeElement.classList.contains('bar')"), true);
    // The browser's own keys are left to it.
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', altKey: true, cancelable: true }))",
    );
    assert!(page.text("#tip").starts_with("2024-06-02"));
}

#[test]
fn a_page_that_may_not_change_its_address_works_all_the_same() {
    let Some(page) = Page::open(&page_of(&[]), "") else { return };
    page.evaluate("void (history.pushState = history.replaceState = () => { throw new Error('refused'); })");
    page.click(CREDITS);
    assert_eq!(page.column(3)[0], "0.00");
    assert_eq!(page.fragment(), "");
}

#[test]
fn a_printed_page_lists_what_it_counts() {
    let messages: Vec<String> = (1..=1200).map(|id| message(id, "!!!")).collect();
    let Some(page) = Page::open(&page_of_messages(&messages, &[]), "#sort=credits:desc&q=1&page=2") else {
        return;
    };
    page.evaluate("dispatchEvent(new Event('beforeprint'))");
    let listed = page.column(0).len();
    assert_eq!(
        page.text("#shown"),
        format!("{listed} of 1200 messages, {}.{:02} credits", listed * 115 / 100, listed * 115 % 100)
    );
    assert_eq!(page.text("#view"), "Messages sorted by credits, descending; with “1”.");
    page.evaluate("dispatchEvent(new Event('afterprint'))");
    assert!(page.column(0).len() <= 500);
    let view = |fragment: &str| Page::open(&page_of(&[]), fragment).unwrap().text("#view");
    assert_eq!(view("#report=&bar=2024-05-30"), "Messages of the report “none”; of 2024-05-30.");
    assert_eq!(view(""), "");
}

#[test]
fn a_search_is_one_step_of_its_own() {
    let Some(page) = Page::open(&page_of(&[]), "") else { return };
    page.click(CREDITS);
    for text in ["l", "le", "lea"] {
        page.evaluate(&format!(
            "(document.querySelector('#search').value = '{text}', document.querySelector('#search').dispatchEvent(new Event('input')))"
        ));
    }
    page.evaluate(
        "new Promise((resolve) => { addEventListener('popstate', resolve, { once: true }); history.back(); }).then(() => null)",
    );
    assert_eq!(page.fragment(), "#sort=credits%3Aasc");
    page.click("#clear");
    page.click("#clear");
    let length = page.evaluate("history.length");
    page.click("#clear");
    assert_eq!(page.evaluate("history.length"), length);
    page.evaluate("document.querySelector('#search').value = 'nowhere'");
    page.evaluate("document.querySelector('#search').dispatchEvent(new Event('input'))");
    assert_eq!(page.column(0), ["No message is like that."]);
}

#[test]
fn a_long_name_fits_a_narrow_page() {
    let report = format!(r#"{{"id":7,"name":"{}","credit_cost":5}}"#, "Quarterly ".repeat(100).trim_end());
    let snapshot =
        format!("{{\"reports\":[{report}],\"messages\":[{}]}}", crate::support::message_with_report(2, 7));
    let html = run(["dashboard", "-", "-q"]).stdin(snapshot).exits(0).output();
    let Some(page) = Page::blank() else { return };
    page.tab.call_method(metrics(320)).unwrap();
    page.go(&html, "");
    page.evaluate(READY);
    assert_eq!(page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
}

#[test]
fn many_messages_come_in_pages() {
    let messages: Vec<String> = (1..=1200).map(|id| message(id, "!!!")).collect();
    let html = page_of_messages(&messages, &[]);
    let Some(page) = Page::open(&html, "") else { return };
    assert_eq!((page.column(0).len(), page.text("#page")), (500, "Page 1 of 3".into()));
    page.click("#next");
    page.click("#next");
    assert_eq!(
        (page.column(0).len(), page.text("#page"), page.fragment()),
        (200, "Page 3 of 3".into(), "#page=3".into())
    );
    assert_eq!(page.text("#shown"), "1200 of 1200 messages, 1380.00 credits");
    assert_eq!(page.evaluate("document.querySelector('#next').getAttribute('aria-disabled')"), "true");
    let last = Page::open(&html, "#page=99").unwrap();
    assert_eq!(last.column(0), page.column(0));
    let few = page_of_messages(&messages, &["--max-rows", "1199"]);
    assert!(few.contains("The 1200 messages are more than the 1199 that this page may list (--max-rows)"));
    assert!(few.contains("1380.00") && few.contains("class=\"bar\"") && !few.contains("<script"));
}

#[test]
fn bars_stand_for_what_suits_the_span() {
    let at = |id: i64, timestamp: &str| format!(r#"{{"id":{id},"text":"!!!","timestamp":"{timestamp}"}}"#);
    let cases = [
        ("2024-05-01T09:30:00Z", "2024-05-01T12:00:00Z", "hour", 4),
        ("2024-05-01T00:00:00Z", "2024-05-03T00:00:00Z", "day", 3),
        ("2024-05-01T00:00:00Z", "2024-08-31T00:00:00Z", "week", 18),
        ("2021-05-01T00:00:00Z", "2024-05-31T00:00:00Z", "month", 37),
    ];
    for (first, last, unit, bars) in cases {
        let html = page_of_messages(&[at(1, first), at(2, last)], &[]);
        assert!(html.contains(&format!("Credits by {unit}</h2>")), "{unit}");
        assert_eq!(html.matches("class=\"bar\"").count(), bars, "{unit}");
    }
    let ages = [at(1, "0000-01-01T00:00:00Z"), at(2, "9999-01-01T00:00:00Z")];
    assert!(page_of_messages(&ages, &[]).contains("The period is too long for one."));
    let dear = r#"{"id":7,"name":"Dear","credit_cost":9200000000000.01}"#;
    let dear =
        format!("{{\"reports\":[{dear}],\"messages\":[{}]}}", crate::support::message_with_report(1, 7));
    let dear = run(["dashboard", "-", "-q"]).stdin(dear).exits(0).output();
    assert!(dear.contains("9200000000000.01 credits") && dear.contains(">8000000000000</text>"), "{dear}");
    let html = page_of_messages(&[], &[]);
    assert!(html.contains("no messages"));
    let Some(page) = Page::open(&html, "") else { return };
    assert_eq!(page.text("#shown"), "0 of 0 messages, 0.00 credits");
}

#[test]
fn the_same_input_gives_the_same_page() {
    let page = |threads: &str| page_of(&["--threads", threads]);
    assert_eq!(page("1"), page("8"));
    let from = format!("Made by copilot-usage from <bdi>{}</bdi>.", fixture("snapshot.json").display());
    assert!(page("1").contains(&from));
    let ran = run(["dashboard", "-o", "usage.html"]).arg(fixture("snapshot.json")).exits(0).stdout("");
    assert!(ran.read("usage.html").contains(" UTC.</p>"));
    assert!(!ran.read("usage.html").contains("Fire Safety"));
    let refused = run(["dashboard", "-", "-o", "usage.html"]).stdin("{").file("usage.html", "old").exits(3);
    assert_eq!(refused.read("usage.html"), "old");
}

/// The text between two others in a page.
fn between<'p>(page: &'p str, begin: &str, end: &str) -> &'p str {
    page.split_once(begin).unwrap().1.split_once(end).unwrap().0
}

/// What the script of a page is given.
fn data_of(page: &str) -> Value {
    let packed = between(page, "<script type=\"application/octet-stream\" id=\"data\">", "</script>");
    let packed = BASE64_STANDARD.decode(packed).unwrap();
    serde_json::from_reader(GzDecoder::new(packed.as_slice())).unwrap()
}

#[test]
fn the_line_items_of_a_page_sum_to_the_charges_of_the_bill() {
    for tariff in ["text", "tokens", "tokens-ceil"] {
        let page = page_of(&["--tariff", tariff]);
        let data = data_of(&page);
        let mut total = Credits::ZERO;
        let bill = run(["score", "-q", "-f", "ndjson", "--tariff", tariff]).arg(fixture("snapshot.json"));
        let bill = json_lines(&bill.exits(0).output());
        let list = |name: &str| data[name].as_array().unwrap().clone();
        assert_eq!((list("items").len(), list("cents").len()), (bill.len(), bill.len()));
        for ((record, items), cents) in bill.iter().zip(list("items")).zip(list("cents")) {
            let credits: Credits = record["credits_used"].to_string().parse().unwrap();
            assert_eq!(cents, credits.cents(), "{tariff}: {record}");
            let items = items.as_str().unwrap().split_terminator(';');
            let sum = items.fold(Credits::ZERO, |sum, item| {
                let [.., amount, subtotal] = *item.split('|').collect::<Vec<_>>() else { panic!("{item}") };
                let sum = sum.checked_add(amount.parse().unwrap()).unwrap();
                assert_eq!(subtotal, sum.to_string(), "{tariff}: {record}");
                sum
            });
            assert_eq!(sum, credits, "{tariff}: {record}");
            total = total.checked_add(credits).unwrap();
        }
        assert_eq!(between(&page, "<dd id=\"total-credits\">", "</dd>"), total.to_string());
    }
}

#[test]
fn a_page_of_a_part_says_so() {
    let cases: [(&[&str], &str, &str, usize); 4] = [
        (&["--month", "2024-05"], "2024-05-01 to 2024-05-31", "16 messages of other times are", 31),
        (&["--on", "2024-05-30"], "2024-05-30", "32 messages of other times are", 24),
        (&["--since", "2024-05-28"], "from 2024-05-28", "0 messages of other times are", 6),
        (
            &["--until", "2024-06-02T17:02:22Z"],
            "before 2024-06-02T17:02:22+00:00",
            "1 message of other times is",
            5,
        ),
    ];
    for (arguments, period, left_out, bars) in cases {
        let page = page_of(arguments);
        assert_eq!(between(&page, "<title>", "</title>"), format!("Usage, {period}"));
        assert_eq!(between(&page, r#"<p class="period">"#, " <span>"), period);
        let asked = between(&page, r#"<p id="asked">"#, "</p>");
        assert_eq!(asked, format!("Only the time that was asked for: {left_out} left out."));
        assert_eq!(page.matches("class=\"bar\"").count(), bars, "{period}");
        assert_eq!(page, page_of(arguments));
    }
    assert!(!page_of(&[]).contains("asked for"));
    let empty = page_of(&["--month", "2024-02"]);
    assert_eq!(empty.matches("class=\"bar\"").count(), 29);
    if let Some(page) = Page::open(&empty, "") {
        assert_eq!(page.text("#shown"), "0 of 0 messages, 0.00 credits");
        page.is_alone();
    }
}

#[test]
fn reports_that_are_missing_are_not_those_that_cannot_be_used() {
    let page = |answers: [(i64, &str); 3]| {
        let run = run(["dashboard", "m.json", "-q", "--reports", "r", "--on-report-error", "fallback"]);
        let messages = [1, 2, 3, 4].map(|id| crate::support::message_with_report(id, id)).join(",");
        let run = answers.iter().fold(run, |run, (id, answer)| run.file(&format!("r/{id}.json"), answer));
        run.file("m.json", format!("[{messages}]")).exits(0).output()
    };
    let good = r#"{"id":3,"name":"Good","credit_cost":5}"#;
    let html = page([(1, "{}"), (2, "nonsense"), (3, good)]);
    assert_eq!(between(&html, "<dt>Reports missing</dt><dd>", "</dd>"), "1");
    assert_eq!(between(&html, "<dt>Reports unusable</dt><dd>", "</dd>"), "2");
    assert!(!page_of(&[]).contains("Reports unusable"));
}

#[test]
fn every_time_has_its_place_on_a_page() {
    let at = |id: i64, timestamp: &str| format!(r#"{{"id":{id},"text":"!!!","timestamp":"{timestamp}"}}"#);
    let late = page_of_messages(&[at(1, "9999-12-30T00:00:00Z"), at(2, "9999-12-31T23:59:59-23:59")], &[]);
    assert_eq!(between(&late, r#"<p class="period">"#, " <span>"), "9999-12-30 to 9999-12-31");
    assert!(late.contains("<td>31-12-9999 23:59</td>"));
    let early = page_of_messages(&[at(1, "0000-01-01T00:00:00+01:00"), at(2, "0001-01-04T00:00:00Z")], &[]);
    assert_eq!(between(&early, r#"<p class="period">"#, " <span>"), "0001-01-01 to 0001-01-04");
    assert!(early.contains("Credits by day</h2>") && early.contains("<td>01-01-0001 00:00</td>"));
    // One wrong time among others makes the bars coarser, and nothing fails.
    let epoch = page_of_messages(&[at(1, "1970-01-01T00:00:00Z"), at(2, "2024-05-29T08:15:02Z")], &[]);
    assert!(epoch.contains("Credits by month</h2>"));
    assert_eq!(epoch.matches("class=\"bar\"").count(), 54 * 12 + 5);
}
