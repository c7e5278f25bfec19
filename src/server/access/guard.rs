//! What every request goes through before its route: the host it was sent to, the page it comes from, how often, with
//! which key. And what every answer says to browsers, an error and a 304 like any other.

use crate::clock::Clock;
use crate::model::moment::Moment;
use crate::server::access::keys::Key;
use crate::server::access::origin;
use crate::server::access::peer::{self, Peer};
use crate::server::access::policy::AccessPolicy;
use crate::server::access::rate::Subject;
use crate::server::access::scope::Scope;
use crate::server::app::App;
use crate::server::problem::Problem;
use crate::server::route::{Answers, Route};
use crate::server::routes::table::{self, ROUTES};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;

/// What a page of an allowed origin may send.
const METHODS: &str = "GET, POST";
const REQUEST_HEADERS: &str = "content-type, authorization, idempotency-key, x-user-label";
/// What it may read of an answer, beside what every page may.
const RESPONSE_HEADERS: &str = "Link, ETag, Age, Retry-After, Usage-Stale";
/// Seconds for which a browser need not ask again whether it may ask.
const PREFLIGHT_SECONDS: &str = "600";
/// Of images, scripts and the like, pages of other sites get none.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The label of the key that a request was sent with, in the extensions of its answer: for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyLabel(pub Arc<str>);

/// Where a request is to go.
enum Passage {
    /// To its route.
    Route,
    /// Nowhere: a browser asks whether a page may ask.
    Preflight,
}

/// Lets a request through to its route, or answers it.
pub(in crate::server) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let policy = &app.access;
    let (mut parts, body) = request.into_parts();
    let path = parts.extensions.get::<MatchedPath>().cloned();
    let route = path.as_ref().and_then(|path| table::of_template(path.as_str(), &parts.method));
    if let Some(route) = route {
        // For what reads the query.
        parts.extensions.insert(route);
    }
    let origin = parts.headers.get(header::ORIGIN).cloned();
    let key = presented(policy, &parts.headers, &app.clock);
    let label = key.as_ref().ok().and_then(|key| key.as_ref().map(|key| Arc::clone(&key.label)));
    let passage = check_browser(policy, &parts, origin.as_ref()).and_then(|passage| match passage {
        Passage::Preflight => Ok(Passage::Preflight),
        Passage::Route => admit(policy, &parts, needed(path.as_ref(), route), key),
    });
    let mut response = match passage {
        Ok(Passage::Route) => next.run(Request::from_parts(parts, body)).await,
        Ok(Passage::Preflight) => preflight(),
        Err(problem) => problem.into_response(),
    };
    if let Some(label) = label {
        response.extensions_mut().insert(KeyLabel(label));
    }
    tell_browsers(policy, route, origin, response.headers_mut());
    response
}

/// What a key must allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needed {
    /// Everyone may, as often as they like.
    Nothing,
    /// Any key will do to be told that there is nothing.
    AnyKey,
    Scope(Scope),
}

fn needed(path: Option<&MatchedPath>, route: Option<&Route>) -> Needed {
    let of_path = || ROUTES.iter().find(|route| path.is_some_and(|path| path.as_str() == route.path));
    match (route, of_path()) {
        (Some(Route { scope: Some(scope), .. }), _) => Needed::Scope(*scope),
        // There is no such path, or it is there for another method.
        (None, None | Some(Route { scope: Some(_), .. })) => Needed::AnyKey,
        _ => Needed::Nothing,
    }
}

/// Refuses what a page of another site does without being allowed to.
fn check_browser(
    policy: &AccessPolicy,
    request: &Parts,
    origin: Option<&HeaderValue>,
) -> Result<Passage, Problem> {
    if !policy.hosts.allow(request) {
        let message = "this service does not answer to the name in Host";
        return Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "misdirected", message));
    }
    let Some(origin) = origin else { return Ok(Passage::Route) };
    let is_allowed = allows(policy, origin);
    let is_preflight = request.method == Method::OPTIONS
        && request.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let is_safe = matches!(request.method, Method::GET | Method::HEAD | Method::OPTIONS);
    if is_preflight && is_allowed {
        return Ok(Passage::Preflight);
    }
    if is_allowed || is_safe && !is_preflight || is_own(request, origin) {
        return Ok(Passage::Route);
    }
    let message = "pages of this origin may not use this service";
    Err(Problem::new(StatusCode::FORBIDDEN, "origin_not_allowed", message))
}

fn allows(policy: &AccessPolicy, origin: &HeaderValue) -> bool {
    policy.origins.iter().any(|allowed| allowed.is(origin.as_bytes()))
}

fn is_own(request: &Parts, origin: &HeaderValue) -> bool {
    let of_uri = request.uri.authority().map(|authority| authority.as_str().as_bytes());
    let host = of_uri.or_else(|| request.headers.get(header::HOST).map(HeaderValue::as_bytes));
    host.is_some_and(|host| origin::is_own(origin.as_bytes(), host))
}

/// The key that a request was sent with; none where everyone may ask.
fn presented(policy: &AccessPolicy, headers: &HeaderMap, clock: &Clock) -> Result<Option<Arc<Key>>, Problem> {
    let Some(ring) = &policy.keys else { return Ok(None) };
    let refuse = |message: &str| Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", message);
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(refuse("a key is needed, in a header Authorization: Bearer KEY"));
    };
    let secret = bearer(value.as_bytes());
    let secret = secret.ok_or_else(|| refuse("expected a key as Authorization: Bearer KEY"))?;
    let keys = ring.current();
    let key = keys.find(secret).ok_or_else(|| refuse("the key is not known"))?;
    if key.expires.is_some_and(|expires| expires <= Moment::from(clock.now())) {
        return Err(refuse("the key has expired"));
    }
    Ok(Some(Arc::clone(key)))
}

/// What stands behind `Bearer`.
fn bearer(value: &[u8]) -> Option<&[u8]> {
    let (scheme, secret) = value.split_at_checked("Bearer ".len())?;
    scheme.eq_ignore_ascii_case(b"Bearer ").then_some(secret.trim_ascii())
}

/// Counts a request, and looks whether its key allows it. One without a key is counted by where it comes from, so that
/// nobody tries keys without end.
fn admit(
    policy: &AccessPolicy,
    request: &Parts,
    needed: Needed,
    key: Result<Option<Arc<Key>>, Problem>,
) -> Result<Passage, Problem> {
    if needed == Needed::Nothing {
        return Ok(Passage::Route);
    }
    if let Some(limiter) = &policy.rate {
        let subject = match &key {
            Ok(Some(key)) => Subject::Key(Arc::clone(&key.label)),
            _ => of_peer(policy, request),
        };
        limiter.check(&subject).map_err(rate_limited)?;
    }
    match (key?, needed) {
        (Some(key), Needed::Scope(scope)) if !key.scopes.contains(&scope) => {
            let message = format!("the key does not allow this: it needs the scope {}", scope.name());
            Err(Problem::new(StatusCode::FORBIDDEN, "forbidden", message))
        }
        _ => Ok(Passage::Route),
    }
}

fn of_peer(policy: &AccessPolicy, request: &Parts) -> Subject {
    let Some(Peer(address)) = request.extensions.get() else { return Subject::Others };
    Subject::of_address(peer::client(*address, &request.headers, &policy.proxies))
}

fn rate_limited(wait: Duration) -> Problem {
    // A client that waits for the seconds it is told is not refused again.
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let message = format!("too many requests: the next is taken in {} s", seconds.max(1));
    let retry_after = Some(Duration::from_secs(seconds));
    Problem { retry_after, ..Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", message) }
}

/// What a page of an allowed origin may do.
fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, METHODS),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS),
        (header::ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Says to browsers which pages may read an answer, what it depends on, and that it is what its type says.
fn tell_browsers(
    policy: &AccessPolicy,
    route: Option<&Route>,
    origin: Option<HeaderValue>,
    headers: &mut HeaderMap,
) {
    let has_formats =
        matches!(route, Some(Route { answers: Answers::Listing(_, types), .. }) if types.len() > 1);
    let vary = match (has_formats, policy.keys.is_some()) {
        (false, false) => "Origin",
        (false, true) => "Origin, Authorization",
        (true, false) => "Origin, Accept, Accept-Encoding",
        (true, true) => "Origin, Accept, Accept-Encoding, Authorization",
    };
    headers.append(header::VARY, HeaderValue::from_static(vary));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    if let Some(origin) = origin.filter(|origin| allows(policy, origin)) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(RESPONSE_HEADERS));
    }
}
