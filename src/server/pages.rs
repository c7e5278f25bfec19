//! The page of the current bill: made once for each time zone that is asked for, and kept while it is of use.

use crate::dashboard::{Dashboard, PageOptions, Served};
use crate::error::Result;
use crate::model::window::Window;
use crate::server::fixed::Fixed;
use crate::server::problem::Problem;
use crate::server::refresher::Current;
use crate::tariff::Tariff;
use jiff::tz::TimeZone;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Pages that are kept, at the most: of one bill, in so many time zones.
const PAGES_MAX: usize = 16;
/// Bytes of the pages that are kept, at the most; the last one is kept however large it is.
const BYTES_MAX: usize = 32 << 20;
/// Messages that a page lists, at the most.
const ROWS_MAX: usize = 200_000;

/// The pages of a service.
#[derive(Debug, Default)]
pub struct Pages {
    /// The time that its messages are of.
    window: Window,
    kept: Arc<Mutex<VecDeque<Kept>>>,
    /// Held by the one page that is being made.
    making: Arc<tokio::sync::Mutex<()>>,
}

/// A page, and what it is of.
#[derive(Debug)]
struct Kept {
    tag: String,
    timezone: String,
    page: Arc<Fixed>,
}

impl Pages {
    /// Pages of bills of the messages of a time.
    pub fn new(window: Window) -> Self {
        Self { window, ..Self::default() }
    }

    /// The page of a bill in a time zone.
    ///
    /// # Errors
    /// A fault of this program.
    pub(super) async fn get(
        &self,
        current: &Current,
        tariff: &Arc<Tariff>,
        timezone: TimeZone,
    ) -> std::result::Result<Arc<Fixed>, Problem> {
        let name = timezone.iana_name().unwrap_or("UTC").to_owned();
        let tag = tag(current);
        if let Some(page) = self.find(&tag, &name) {
            return Ok(page);
        }
        let turn = Arc::clone(&self.making).lock_owned().await;
        // It may have been made meanwhile.
        if let Some(page) = self.find(&tag, &name) {
            return Ok(page);
        }
        let (kept, window) = (Arc::clone(&self.kept), self.window);
        let (bill, tariff, is_stale) = (Arc::clone(&current.bill), Arc::clone(tariff), current.is_stale);
        let make = move || {
            // Its turn ends with it, even if nobody waits for it any more.
            let _turn = turn;
            let served = Served {
                tag: bill.etag().to_str().unwrap_or_default().to_owned(),
                made_at: bill.made_at,
                is_stale,
            };
            let batches = bill.period.batches();
            let html = draw(batches, &tariff, options(timezone, window, served))?;
            let page = Arc::new(Fixed::tagged("text/html; charset=utf-8", html.into_bytes(), tag.clone()));
            keep(&kept, Kept { tag, timezone: name, page: Arc::clone(&page) });
            Ok::<_, crate::error::Error>(page)
        };
        let page = tokio::task::spawn_blocking(make).await.map_err(|_| Problem::internal())?;
        page.map_err(|_| Problem::internal())
    }

    fn find(&self, tag: &str, timezone: &str) -> Option<Arc<Fixed>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|kept| kept.tag == tag && kept.timezone == timezone);
        found.map(|kept| Arc::clone(&kept.page))
    }
}

/// What a page is known by: it also says when its bill was made, and whether that is too long ago.
fn tag(current: &Current) -> String {
    let (id, made_at) = (&current.bill.id, current.bill.made_at.as_millisecond());
    let stale = if current.is_stale { "-stale" } else { "" };
    format!("W/\"{id}-{made_at}{stale}\"")
}

fn options(timezone: TimeZone, window: Window, served: Served) -> PageOptions {
    PageOptions {
        timezone,
        window,
        include_text: false,
        rows_max: ROWS_MAX,
        rows_max_name: "a bound of this service",
        source: "the current period".to_owned(),
        made_at: None,
        served: Some(served),
    }
}

fn draw<'b>(
    batches: impl Iterator<Item = crate::model::batch::Batch<'b>>,
    tariff: &Tariff,
    options: PageOptions,
) -> Result<String> {
    let mut page = Dashboard::new(tariff.clone(), options);
    for batch in batches {
        page.add(page.part(&batch)?)?;
    }
    page.into_html()
}

/// Keeps a page, and gives up those that have been kept longest where there are too many.
fn keep(kept: &Mutex<VecDeque<Kept>>, page: Kept) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    // Of an older bill there is nothing to be asked for.
    kept.retain(|other| other.tag == page.tag);
    kept.push_back(page);
    let bytes = |kept: &VecDeque<Kept>| kept.iter().map(|kept| kept.page.size()).sum::<usize>();
    while kept.len() > PAGES_MAX || (kept.len() > 1 && bytes(&kept) > BYTES_MAX) {
        kept.pop_front();
    }
}
