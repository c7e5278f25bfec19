//! `dashboard`: the page, in a real browser.

use crate::browser::Page;
use crate::dashboard::{page_of, page_of_messages};
use crate::support::{fixture, json_lines, message, read, run};
use copilot_usage::model::credits::Credits;
use needs::needs;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

const REPORT: &str = "th[data-sort=report] button";
const CREDITS: &str = "th[data-sort=credits] button";

#[needs(browser)]
#[test]
fn bars_and_totals_are_those_of_the_summary() {
    for timezone in ["UTC", "Europe/London", "America/St_Johns", "Pacific/Kiritimati"] {
        let page = Page::open(&page_of(&["--timezone", timezone]), "");
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

#[needs(browser)]
#[test]
fn the_table_lists_every_message() {
    let page = Page::open(&page_of(&[]), "");
    let first = page
        .strings("[...document.querySelector('#messages tbody tr').cells].map((cell) => cell.textContent)");
    assert_eq!(first, ["2000", "29-05-2024 08:15", "Lease Summary", "24.00"]);
    assert_eq!(page.column(0).len(), 41);
    let bill: Value = serde_json::from_str(&read("expected/text.json")).unwrap();
    let credits = bill["usage"].as_array().unwrap().iter().map(|record| record["credits_used"].to_string());
    let credits = credits.map(|credits| credits.parse::<Credits>().unwrap().to_string());
    assert!(page.column(3).into_iter().eq(credits));
    let london = Page::open(&page_of(&["--timezone", "Europe/London"]), "");
    assert_eq!(london.column(1)[0], "29-05-2024 09:15");
}

#[needs(browser)]
#[test]
fn a_column_sorts_up_and_down_and_not_at_all() {
    let page = Page::open(&page_of(&[]), "");
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

#[needs(browser)]
#[test]
fn both_columns_sort_at_once_and_a_link_shows_the_same() {
    let html = page_of(&[]);
    let page = Page::open(&html, "");
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
    let other = Page::open(&html, &page.fragment());
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

#[needs(browser)]
#[test]
fn what_is_shown_is_searched_and_filtered_and_counted() {
    let html = page_of(&["--include-text"]);
    let page = Page::open(&html, "");
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
    let other = Page::open(&html, &page.fragment());
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

#[needs(browser)]
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
        let page = Page::open(&html, fragment);
        assert_eq!(page.text("#shown"), "41 of 41 messages, 400.10 credits", "{fragment}");
        page.is_alone();
    }
}

#[needs(browser)]
#[test]
fn a_row_opens_to_its_line_items() {
    let page = Page::open(&page_of(&[]), "");
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

#[needs(browser)]
#[test]
fn without_a_script_everything_is_there() {
    let page = Page::blank();
    page.call("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    page.go(&page_of(&[]), "");
    assert_eq!(page.column(0).len(), 41);
    assert_eq!(page.column(2)[0], "Lease Summary");
    assert_eq!(page.text("#shown"), "41 messages, 400.10 credits");
    assert_eq!(page.evaluate("document.querySelectorAll('svg .bar').length"), 5);
    assert_eq!(page.evaluate("document.querySelector('#controls').hidden"), true);
}

#[needs(browser)]
#[test]
fn a_hostile_name_is_only_a_name() {
    let name = r#"</script></style><img src=x onerror=alert(1)>"';--><svg onload=alert(2)>{{7*7}}\u202e"#;
    let text = "<script>alert(3)</script>";
    let report = format!(r#"{{"id":7,"name":{},"credit_cost":5}}"#, serde_json::to_string(name).unwrap());
    let messages = [message(1, text), crate::support::message_with_report(2, 7)].join(",");
    let snapshot = format!("{{\"reports\":[{report}],\"messages\":[{messages}]}}");
    let html = run(["dashboard", "-", "-q", "--include-text"]).stdin(snapshot).exits(0).output();
    let page = Page::open(&html, "");
    assert_eq!(page.column(2), ["", name]);
    page.click("#messages tbody tr button");
    assert_eq!(page.text(".details p"), text);
    page.click("#filter");
    assert_eq!(page.evaluate("document.querySelectorAll('img, svg svg').length"), 0);
    page.is_alone();
    let silent = Page::blank();
    silent.call("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    silent.go(&html, "");
    assert_eq!(silent.column(2), ["", name]);
}

#[needs(browser)]
#[test]
fn every_reader_can_use_it() {
    let html = page_of(&[]);
    for (width, device) in [(390, "phone"), (1280, "desktop")] {
        for scheme in ["light", "dark"] {
            let page = Page::blank();
            page.width(width);
            page.scheme(scheme);
            page.go(&html, "#sort=credits:desc&bar=2024-05-30");
            page.is_ready();
            page.click("#messages tbody tr button");
            let violations = page.violations();
            assert_eq!(violations, [] as [&str; 0], "{device} {scheme}");
            let wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth");
            assert_eq!(wide, true, "{device}: the page does not scroll sideways");
            fs::write(
                Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("dashboard-{device}-{scheme}.png")),
                page.picture(),
            )
            .unwrap();
            page.is_alone();
        }
    }
}

#[needs(browser)]
#[test]
fn the_keyboard_is_enough() {
    let page = Page::open(&page_of(&[]), "");
    page.evaluate("document.querySelector('.bar').focus()");
    assert!(page.text("#tip").starts_with("2024-05-29: 94.90 credits, "));
    page.press("ArrowRight");
    assert!(page.text("#tip").starts_with("2024-05-30: 168.25 credits, "));
    page.press("Enter");
    assert_eq!(page.text("#shown"), "9 of 41 messages, 168.25 credits");
    page.press("Enter");
    assert_eq!(page.text("#shown"), "41 of 41 messages, 400.10 credits");
    page.press("End");
    page.press(" ");
    assert_eq!(page.text("#shown"), "7 of 41 messages, 29.30 credits");
    let chosen = "[...document.querySelectorAll('.bar')].map((bar) => bar.getAttribute('aria-current'))";
    assert_eq!(page.strings(chosen), ["false", "false", "false", "false", "true"]);
    page.evaluate("document.querySelector('#clear-bar').focus()");
    page.press("Enter");
    assert_eq!(page.evaluate("document.activeElement.classList.contains('bar')"), true);
    // The browser's own keys are not handled.
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', altKey: true, cancelable: true }))",
    );
    assert!(page.text("#tip").starts_with("2024-06-02"));
}

#[needs(browser)]
#[test]
fn a_page_that_may_not_change_its_address_works_all_the_same() {
    let page = Page::open(&page_of(&[]), "");
    page.evaluate("void (history.pushState = history.replaceState = () => { throw new Error('refused'); })");
    page.click(CREDITS);
    assert_eq!(page.column(3)[0], "0.00");
    assert_eq!(page.fragment(), "");
}

#[needs(browser)]
#[test]
fn a_printed_page_lists_what_it_counts() {
    let messages: Vec<String> = (1..=1200).map(|id| message(id, "!!!")).collect();
    let page = Page::open(&page_of_messages(&messages, &[]), "#sort=credits:desc&q=1&page=2");
    page.evaluate("dispatchEvent(new Event('beforeprint'))");
    let listed = page.column(0).len();
    assert_eq!(
        page.text("#shown"),
        format!("{listed} of 1200 messages, {}.{:02} credits", listed * 115 / 100, listed * 115 % 100)
    );
    assert_eq!(page.text("#view"), "Messages sorted by credits, descending; containing “1”.");
    page.evaluate("dispatchEvent(new Event('afterprint'))");
    assert!(page.column(0).len() <= 500);
    let view = |fragment: &str| Page::open(&page_of(&[]), fragment).text("#view");
    assert_eq!(view("#report=&bar=2024-05-30"), "Messages of the report “none”; of 2024-05-30.");
    assert_eq!(view(""), "");
}

#[needs(browser)]
#[test]
fn a_search_is_one_step_of_its_own() {
    let page = Page::open(&page_of(&[]), "");
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
    assert_eq!(page.column(0), ["No matching messages."]);
}

#[needs(browser)]
#[test]
fn a_long_name_fits_a_narrow_page() {
    let report = format!(r#"{{"id":7,"name":"{}","credit_cost":5}}"#, "Quarterly ".repeat(100).trim_end());
    let snapshot =
        format!("{{\"reports\":[{report}],\"messages\":[{}]}}", crate::support::message_with_report(2, 7));
    let html = run(["dashboard", "-", "-q"]).stdin(snapshot).exits(0).output();
    let page = Page::blank();
    page.width(320);
    page.go(&html, "");
    page.is_ready();
    assert_eq!(page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
}

#[needs(browser)]
#[test]
fn many_messages_come_in_pages() {
    let messages: Vec<String> = (1..=1200).map(|id| message(id, "!!!")).collect();
    let html = page_of_messages(&messages, &[]);
    let page = Page::open(&html, "");
    assert_eq!((page.column(0).len(), page.text("#page")), (500, "Page 1 of 3".into()));
    page.click("#next");
    page.click("#next");
    assert_eq!(
        (page.column(0).len(), page.text("#page"), page.fragment()),
        (200, "Page 3 of 3".into(), "#page=3".into())
    );
    assert_eq!(page.text("#shown"), "1200 of 1200 messages, 1380.00 credits");
    assert_eq!(page.evaluate("document.querySelector('#next').getAttribute('aria-disabled')"), "true");
    let last = Page::open(&html, "#page=99");
    assert_eq!(last.column(0), page.column(0));
    let few = page_of_messages(&messages, &["--max-rows", "1199"]);
    assert!(few.contains("The 1200 messages are not listed: this page lists up to 1199 (--max-rows)"));
    assert!(few.contains("1380.00") && few.contains("class=\"bar\"") && !few.contains("<script"));
}

#[needs(browser)]
#[test]
fn a_page_without_messages_counts_none() {
    for html in [page_of_messages(&[], &[]), page_of(&["--month", "2024-02"])] {
        let page = Page::open(&html, "");
        assert_eq!(page.text("#shown"), "0 of 0 messages, 0.00 credits");
        page.is_alone();
    }
}
