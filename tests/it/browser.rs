//! A real browser, driven over a pipe in the Chrome `DevTools` Protocol.

use crate::support::program;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{LazyLock, Mutex};
use std::time::Duration;

/// The browser that all tests share. It exits when its pipe is closed, at the end of the tests.
static BROWSER: LazyLock<Browser> = LazyLock::new(Browser::start);

/// Starts a browser with a pipe as its streams 3 and 4, and a temporary profile.
const START: &str = r#"profile=$(mktemp -d) || exit
    "$0" "$@" --user-data-dir="$profile" 3<&0 4>&1 </dev/null >/dev/null 2>&1
    rm -rf "$profile""#;

const OPTIONS: [&str; 13] = [
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--no-first-run",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    // A name of somebody else that has been pointed at this machine.
    "--host-resolver-rules=MAP rebound.example 127.0.0.1",
];

struct Browser {
    /// It may outlive the tests by a moment, so nothing waits for it.
    _process: Child,
    calls: Mutex<ChildStdin>,
    /// Where the answers and events of a session go, by its id.
    sessions: Mutex<HashMap<String, Sender<Value>>>,
    /// The session of the browser itself, not of a page.
    own: Mutex<Session>,
    last_id: AtomicU64,
}

impl Browser {
    fn start() -> Self {
        let mut command = Command::new("sh");
        command.args(["-c", START]).arg(program("browser")).args(OPTIONS);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (calls, answers) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        std::thread::spawn(move || {
            for answer in BufReader::new(answers).split(0) {
                BROWSER.take(&serde_json::from_slice(&answer.unwrap()).unwrap());
            }
            // Wakes the sessions that wait for a browser that has exited.
            BROWSER.sessions.lock().unwrap().clear();
        });
        let (sender, inbox) = channel();
        Self {
            _process: process,
            calls: Mutex::new(calls),
            sessions: Mutex::new(HashMap::from([(String::new(), sender)])),
            own: Mutex::new(Session { id: String::new(), inbox }),
            last_id: AtomicU64::new(0),
        }
    }

    /// Sends an answer or an event to its session. One for a closed page is dropped.
    fn take(&self, message: &Value) {
        let session = message["sessionId"].as_str().unwrap_or_default();
        if let Some(sender) = self.sessions.lock().unwrap().get(session) {
            let _ = sender.send(message.clone());
        }
    }

    /// A page in a context of its own, which shares nothing with the others.
    fn open(&self) -> Session {
        let own = self.own.lock().unwrap();
        let mut ignore = |_: &Value| ();
        let context = own.call("Target.createBrowserContext", json!({}), &mut ignore);
        let target = json!({"url": "about:blank", "browserContextId": context["browserContextId"]});
        let target = own.call("Target.createTarget", target, &mut ignore);
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = own.call("Target.attachToTarget", attach, &mut ignore);
        let id = session["sessionId"].as_str().unwrap().to_owned();
        let (sender, inbox) = channel();
        self.sessions.lock().unwrap().insert(id.clone(), sender);
        Session { id, inbox }
    }

    /// Sends a call.
    fn send(&self, call: &Value) -> std::io::Result<()> {
        self.calls.lock().unwrap().write_all(format!("{call}\0").as_bytes())
    }
}

/// A session with the browser about one page.
struct Session {
    id: String,
    inbox: Receiver<Value>,
}

impl Session {
    /// Calls a method and waits for its result. Calls `on_event` with each event before it.
    fn call(&self, method: &str, parameters: Value, on_event: &mut dyn FnMut(&Value)) -> Value {
        let id = BROWSER.last_id.fetch_add(1, Ordering::Relaxed) + 1;
        let mut call = json!({"id": id, "method": method});
        call["params"] = parameters;
        if !self.id.is_empty() {
            call["sessionId"] = self.id.clone().into();
        }
        BROWSER.send(&call).unwrap();
        let mut answer = self.wait(on_event, |message| message["id"] == id);
        assert!(answer["error"].is_null(), "{method}: {answer}");
        answer["result"].take()
    }

    fn wait(&self, on_event: &mut dyn FnMut(&Value), wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.inbox.recv_timeout(Duration::from_mins(1)).expect("the browser answers");
            on_event(&message);
            if wanted(&message) {
                return message;
            }
        }
    }
}

/// A page in a new browser profile.
pub(crate) struct Page {
    session: Session,
    requests: RefCell<Vec<String>>,
    statuses: RefCell<Vec<u64>>,
    /// What its console says is wrong.
    errors: RefCell<Vec<String>>,
    /// How often it has been loaded.
    loads: Cell<u32>,
}

/// Records violations of the content security policy, from the start of the page.
const WATCH: &str = "window.refused = []; window.alert = () => refused.push('alert');
    addEventListener('securitypolicyviolation', (event) => refused.push(event.violatedDirective));";

const READY: &str = "new Promise((resolve) => {
    const look = () => 'ready' in document.documentElement.dataset ? resolve() : setTimeout(look, 1);
    look();
})";

impl Page {
    /// Opens a file, and waits for its script.
    pub(crate) fn open(html: &str, fragment: &str) -> Self {
        let page = Self::blank();
        page.go(html, fragment);
        page.is_ready();
        page
    }

    /// Opens an empty page.
    pub(crate) fn blank() -> Self {
        let page = Self {
            session: BROWSER.open(),
            requests: RefCell::default(),
            statuses: RefCell::default(),
            errors: RefCell::default(),
            loads: Cell::default(),
        };
        page.call("Network.enable", json!({}));
        page.call("Page.enable", json!({}));
        page.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": WATCH}));
        page
    }

    /// Calls a method of the protocol.
    pub(crate) fn call(&self, method: &str, parameters: Value) -> Value {
        self.session.call(method, parameters, &mut |event| self.note(event))
    }

    fn note(&self, event: &Value) {
        let parameters = &event["params"];
        match event["method"].as_str().unwrap_or_default() {
            "Network.requestWillBeSent" => {
                let url = parameters["request"]["url"].as_str().unwrap();
                self.requests.borrow_mut().push(url.to_owned());
            }
            "Page.loadEventFired" => self.loads.set(self.loads.get() + 1),
            "Runtime.exceptionThrown" => self.errors.borrow_mut().push(parameters.to_string()),
            "Log.entryAdded" if parameters["entry"]["level"] == "error" => {
                self.errors.borrow_mut().push(parameters.to_string());
            }
            _ => {}
        }
        if event["method"] == "Network.responseReceivedExtraInfo" {
            self.statuses.borrow_mut().extend(event["params"]["statusCode"].as_u64());
        }
    }

    /// Loads a file, without waiting for its script.
    pub(crate) fn go(&self, html: &str, fragment: &str) {
        let file = tempfile::Builder::new().suffix(".html").tempfile().unwrap();
        fs::write(&file, html).unwrap();
        self.call("Page.navigate", json!({"url": format!("file://{}{fragment}", file.path().display())}));
        self.session.wait(&mut |event| self.note(event), |event| event["method"] == "Page.loadEventFired");
    }

    /// Loads what is at a URL.
    #[cfg(feature = "serve")]
    pub(crate) fn load(&self, url: &str) {
        self.call("Page.navigate", json!({"url": url}));
        self.session.wait(&mut |event| self.note(event), |event| event["method"] == "Page.loadEventFired");
    }

    /// Posts a form with one field, and loads the answer.
    #[cfg(feature = "serve")]
    pub(crate) fn posts(&self, url: &str, encoding: &str, name: &str, value: &str) {
        let [url, encoding, name, value] = [url, encoding, name, value].map(|text| json!(text));
        let script = format!(
            "(() => {{
                const form = document.body.appendChild(document.createElement('form'));
                Object.assign(form, {{ method: 'post', action: {url}, enctype: {encoding} }});
                const input = form.appendChild(document.createElement('input'));
                Object.assign(input, {{ name: {name}, value: {value} }});
                form.submit();
            }})()"
        );
        self.evaluate(&script);
        self.session.wait(&mut |event| self.note(event), |event| event["method"] == "Page.loadEventFired");
    }

    /// The statuses of all that was answered over the network.
    #[cfg(feature = "serve")]
    pub(crate) fn statuses(&self) -> Vec<u64> {
        self.statuses.borrow().clone()
    }

    /// Opens a page of a service, and waits for its script.
    #[cfg(feature = "serve")]
    pub(crate) fn visit(&self, url: &str) {
        self.call("Runtime.enable", json!({}));
        self.call("Log.enable", json!({}));
        self.loads(|| {
            self.call("Page.navigate", json!({"url": url}));
        });
        self.is_ready();
    }

    /// Waits until what `act` does has loaded a page.
    #[cfg(feature = "serve")]
    pub(crate) fn loads(&self, act: impl FnOnce()) {
        let before = self.loads.get();
        act();
        if self.loads.get() == before {
            let has_loaded = |event: &Value| event["method"] == "Page.loadEventFired";
            self.session.wait(&mut |event| self.note(event), has_loaded);
        }
    }

    /// Waits until an expression is true.
    #[cfg(feature = "serve")]
    pub(crate) fn until(&self, script: &str) {
        self.evaluate(&format!(
            "new Promise((resolve) => {{ const look = () => ({script}) ? resolve() : setTimeout(look, 1); look(); }})"
        ));
    }

    /// What axe-core says is wrong with it.
    pub(crate) fn violations(&self) -> Vec<String> {
        let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vendor/axe-core/axe.min.js");
        self.evaluate(&format!("(() => {{ {} }})()", fs::read_to_string(axe).unwrap()));
        self.strings(
            "axe.run().then((found) => found.violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html}`)))",
        )
    }

    /// As if somebody had chosen light or dark.
    pub(crate) fn scheme(&self, scheme: &str) {
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.call("Emulation.setEmulatedMedia", media);
    }

    /// Nothing but one origin was asked, nothing was refused, and nothing went wrong.
    #[cfg(feature = "serve")]
    pub(crate) fn asked_only(&self, origin: &str) {
        assert_eq!(self.strings("window.refused"), [] as [&str; 0]);
        assert_eq!(*self.errors.borrow(), [] as [String; 0]);
        let requests = self.requests.borrow();
        let is_ours = |url: &String| url.starts_with(&format!("{origin}/")) || url.starts_with("data:");
        assert!(!requests.is_empty() && requests.iter().all(is_ours), "{requests:?}");
    }

    /// Waits for the script of the page.
    pub(crate) fn is_ready(&self) {
        self.evaluate(READY);
    }

    /// Evaluates an expression, and awaits a promise.
    pub(crate) fn evaluate(&self, script: &str) -> Value {
        let script = format!("(async () => JSON.stringify(await ({script}) ?? null))()");
        let outcome = self.call("Runtime.evaluate", json!({"expression": script, "awaitPromise": true}));
        let text = outcome["result"]["value"].as_str();
        serde_json::from_str(text.unwrap_or_else(|| panic!("{script}: {outcome}"))).unwrap()
    }

    pub(crate) fn strings(&self, script: &str) -> Vec<String> {
        serde_json::from_value(self.evaluate(script)).unwrap()
    }

    pub(crate) fn text(&self, selector: &str) -> String {
        self.evaluate(&format!("document.querySelector('{selector}').textContent"))
            .as_str()
            .unwrap()
            .to_owned()
    }

    pub(crate) fn click(&self, selector: &str) {
        self.evaluate(&format!(
            "document.querySelector('{selector}').dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true }}))"
        ));
    }

    /// Presses and releases a key.
    pub(crate) fn press(&self, key: &str) {
        let (code, number, text) = match key {
            "ArrowRight" => ("ArrowRight", 39, ""),
            "End" => ("End", 35, ""),
            "Enter" => ("Enter", 13, "\r"),
            " " => ("Space", 32, " "),
            _ => panic!("{key}: not a key that is known here"),
        };
        for kind in [if text.is_empty() { "rawKeyDown" } else { "keyDown" }, "keyUp"] {
            let event = json!({"type": kind, "key": key, "code": code, "windowsVirtualKeyCode": number, "text": text});
            self.call("Input.dispatchKeyEvent", event);
        }
    }

    /// Returns a column of the table, by its index.
    pub(crate) fn column(&self, place: usize) -> Vec<String> {
        self.strings(&format!(
            "[...document.querySelectorAll('#messages tbody tr:not(.details)')].map((row) => row.cells[{place}].textContent)"
        ))
    }

    /// Returns the fragment of the URL, with its `#`.
    pub(crate) fn fragment(&self) -> String {
        self.evaluate("location.hash").as_str().unwrap().to_owned()
    }

    /// The whole page as a picture, in PNG.
    pub(crate) fn picture(&self) -> Vec<u8> {
        let picture = self.call("Page.captureScreenshot", json!({"captureBeyondViewport": true}));
        BASE64_STANDARD.decode(picture["data"].as_str().unwrap()).unwrap()
    }

    /// Sets the width of the screen in pixels.
    pub(crate) fn width(&self, width: u32) {
        let screen = json!({"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": width < 600});
        self.call("Emulation.setDeviceMetricsOverride", screen);
    }

    /// Asserts that the page made no request and violated no policy.
    pub(crate) fn is_alone(&self) {
        assert_eq!(self.strings("window.refused"), [] as [&str; 0]);
        let requests = self.requests.borrow();
        assert!(
            requests.iter().all(|url| url.starts_with("file://") || url.starts_with("data:")),
            "{requests:?}"
        );
        assert_eq!(requests.iter().filter(|url| url.starts_with("file://")).count(), 1, "{requests:?}");
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        BROWSER.sessions.lock().unwrap().remove(&self.session.id);
        // The browser may have exited, and nothing waits for the answer.
        let _ = BROWSER.send(&json!({"id": 0, "method": "Page.close", "sessionId": self.session.id}));
    }
}
