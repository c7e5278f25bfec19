//! Keys: their file, `keys new`, and the service as a process that is asked with them.

use super::scenario::start;
use crate::support::{fixture, run};
use std::fs;

const DIGEST: &str = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";

/// `serve` of the snapshot that ships, with these arguments, on an address that is not to be listened on.
fn serve(arguments: &[&str]) -> crate::support::Run {
    run(["serve", "--log-format", "text", "--listen", "127.0.0.1:0"])
        .args(arguments)
        .arg(fixture("snapshot.json"))
}

#[test]
fn a_file_of_keys_is_refused_with_its_line_and_without_its_values() {
    let key = |fields: &str| {
        format!("# keys\n[[key]]\nlabel = \"a\"\nsha256 = \"{DIGEST}\"\nscopes = [\"usage\"]\n{fields}")
    };
    let canary = "cusage_c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00";
    let cases = [
        (String::new(), "k.toml: has no key"),
        ("[[key]\n".to_owned(), "k.toml: line 1: "),
        (
            key("scope = [\"usage\"]\n"),
            "k.toml: line 6: unknown field \"scope\", expected label, sha256, scopes, expires",
        ),
        (key("expires = \"tomorrow\"\n"), "k.toml: line 6: expires: expected a date and time"),
        (key("expires = 2030-01-01\n"), "k.toml: line 6: expires: expected a date and time"),
        (key("label = \"b\"\n"), "k.toml: line 6: duplicate key"),
        (key("").replace(&DIGEST[1..], canary), "k.toml: line 4: sha256: expected the SHA-256 of a key"),
        (key("").replace(&DIGEST[1..], &DIGEST[2..]), "k.toml: line 4: sha256: expected the SHA-256"),
        (key("").replace(&DIGEST[1..], &DIGEST[1..].replace('7', "x")), "k.toml: line 4: sha256: expected"),
        (
            key("").replace("[\"usage\"]", &format!("\"{canary}\"")),
            "k.toml: line 5: scopes: expected an array",
        ),
        (key("").replace("usage", "root"), "k.toml: line 5: scopes: expected an array"),
        (key("").replace("[\"usage\"]", "[]"), "k.toml: line 5: scopes: expected an array"),
        (key("").replace("\"a\"", "\"\""), "k.toml: line 3: label: expected 1 to 64 characters"),
        (key("").replace("\"a\"", "\"a\\nb\""), "k.toml: line 3: label: expected 1 to 64 characters"),
        (key("").replace("label = \"a\"\n", ""), "k.toml: line 2: label: missing"),
        (format!("{}{}", key(""), key("")), "k.toml: line 7: label: a key before has \"a\", too"),
        (
            format!("{}{}", key(""), key("").replace("\"a\"", "\"b\"")),
            "k.toml: line 7: sha256: a key before has the same",
        ),
        (format!("{canary} = 1\n{}", key("")), "k.toml: line 1: unknown field, expected key"),
        ("key = 1\n".to_owned(), "k.toml: key: expected [[key]] tables"),
    ];
    for (toml, expected) in cases {
        let ran = serve(&["--keys", "k.toml"]).file("k.toml", &toml).exits(2).stdout("").says(expected);
        assert!(!ran.errors().contains("c0ffee"), "{}", ran.errors());
    }
    serve(&["--keys", "k.toml"]).exits(6).says("k.toml: cannot read");
}

#[test]
fn what_cannot_be_set_is_refused_at_the_start() {
    for (arguments, expected) in [
        (
            &["--cors-origin", "*"][..],
            "--cors-origin or COPILOT_USAGE_CORS_ORIGIN: found \"*\", expected scheme, host",
        ),
        (&["--cors-origin", "http://a/"], "found \"http://a/\", expected scheme"),
        (&["--cors-origin", "http://a", "--cors-origin", "b"], "found \"b\", expected scheme"),
        (
            &["--rate-limit", "0/s"],
            "--rate-limit or COPILOT_USAGE_RATE_LIMIT: found \"0/s\", expected requests per",
        ),
        (
            &["--trust-proxy", "10.0.0.0/33"],
            "--trust-proxy or COPILOT_USAGE_TRUST_PROXY: found \"10.0.0.0/33\"",
        ),
        (&["--allowed-host", "http://a"], "--allowed-host or COPILOT_USAGE_ALLOWED_HOST: found \"http://a\""),
        (&["--keys", "k", "--no-auth"], "cannot be used with"),
    ] {
        serve(arguments).exits(2).stdout("").says(expected);
    }
    for (name, value) in [
        ("CORS_ORIGIN", "http://a,b"),
        ("RATE_LIMIT", "1"),
        ("TRUST_PROXY", "x"),
        ("ALLOWED_HOST", "a/b"),
        ("KEYS", "nowhere"),
    ] {
        let name = format!("COPILOT_USAGE_{name}");
        let ran = serve(&[]).env(&name, value).any_exit();
        assert_eq!(ran.code(), if value == "nowhere" { 6 } else { 2 }, "{name}: {}", ran.errors());
    }
}

#[test]
fn nobody_else_is_served_without_keys() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0", "[2001:db8::1]:80"] {
        let call = run(["serve", "--log-format", "text", "--listen", address]).arg(fixture("snapshot.json"));
        let ran = call.exits(2).stdout("");
        let expected = format!(
            "copilot-usage: error: --listen {address}: other machines reach this address, and without keys they all could \
             read the bill\nhint: give --keys FILE, to which 'copilot-usage keys new' adds a key, or --no-auth if everyone may\n"
        );
        assert_eq!(ran.errors(), expected);
    }
    let call = run(["serve", "--log-format", "text", "--listen", "0.0.0.0:0"]).arg(fixture("snapshot.json"));
    call.env("COPILOT_USAGE_NO_AUTH", "yes")
        .exits(2)
        .says("COPILOT_USAGE_NO_AUTH: found \"yes\", expected 1 or 0");
    // An address of no machine: it is listened on, which fails.
    for (arguments, variable) in [(&["--no-auth"][..], ""), (&[], "1")] {
        let call = run(["serve", "--log-format", "text", "--listen", "192.0.2.1:0"])
            .args(arguments)
            .arg(fixture("snapshot.json"));
        call.env("COPILOT_USAGE_NO_AUTH", variable).exits(6).says("192.0.2.1:0: cannot");
    }
}

fn new_key(arguments: &[&str]) -> crate::support::Run {
    run(["keys", "new"]).args(arguments)
}

#[test]
fn a_new_key_is_added_and_shown_once() {
    let before = format!("# ours\n[[key]] # first\nlabel = 'a'\nsha256 = '{DIGEST}'\nscopes = ['admin']");
    let ran = new_key(&[
        "--label",
        "da\"sh\\",
        "--scope",
        "usage,chat",
        "--scope",
        "usage",
        "--expires",
        "2999-01-01",
    ])
    .args(["--keys", "k.toml"])
    .file("k.toml", &before)
    .exits(0);
    let output = ran.output();
    let key = output.strip_suffix('\n').unwrap();
    let digits = key.strip_prefix("cusage_").unwrap();
    assert!(digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()), "{key}");
    assert!(!ran.errors().contains(digits), "{}", ran.errors());
    let after = ran.read("k.toml");
    let added = after.strip_prefix(&before).unwrap();
    assert!(!after.contains(digits), "only the digest is kept");
    let expected = "\n\n[[key]]\nlabel = \"da\\\"sh\\\\\"\nsha256 = \"…\"\nscopes = [\"usage\", \"chat\"]\nexpires = \"2999-01-01T00:00:00Z\"\n";
    let digest = added.split('"').find(|part| part.len() == 64).unwrap();
    assert_eq!(added.replace(digest, "…"), expected);
    assert_eq!(ran.files(), ["k.toml"]);
}

#[cfg(unix)]
#[test]
fn a_file_of_keys_is_made_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.toml");
    let mode = || fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    let add = |label: &str| new_key(&["--label", label, "--scope", "admin"]).env("COPILOT_USAGE_KEYS", &file);
    let first = add("a").exits(0).output();
    assert_eq!(mode(), 0o600);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    assert_ne!(add("b").exits(0).output(), first);
    assert_eq!(mode(), 0o600);
    let before = fs::read(&file).unwrap();
    add("a").fails(2, &format!("{}: has a key with the label \"a\" already", file.display()));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_key_that_cannot_be_made_leaves_the_file_as_it_is() {
    let keys = ["--keys", "k.toml"];
    for (arguments, before, expected) in [
        (
            &["--label", "b", "--scope", "usage", "--expires", "2020-01-01"][..],
            "",
            "--expires 2020-01-01: has passed",
        ),
        (&["--label", "b", "--scope", "usage", "--expires", "soon"], "", "--expires soon: expected a date"),
        (&["--label", "b", "--scope", "root"], "", "invalid value 'root'"),
        (&["--label", "b"], "", "--scope <SCOPE>"),
        (&["--label", "", "--scope", "usage"], "", "label: expected 1 to 64 characters"),
        (&["--label", "a\nb", "--scope", "usage"], "", "label: expected 1 to 64 characters"),
        (&["--label", "b", "--scope", "usage"], "[[keys]]\n", "k.toml: line 1: unknown field \"keys\""),
        (&["--label", "b", "--scope", "usage"], "key = []\n", "no [[key]] table can be added"),
    ] {
        let ran = new_key(arguments).args(keys).file("k.toml", before).exits(2).stdout("").says(expected);
        assert_eq!(ran.read("k.toml"), before);
    }
    new_key(&["--label", "b", "--scope", "usage"]).exits(2).says("--keys FILE: missing");
}

#[cfg(unix)]
#[test]
fn keys_are_read_again_while_the_service_runs_and_no_key_is_logged() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.toml");
    let add = |label: &str| {
        let call = new_key(&["--label", label, "--scope", "usage", "--keys"]).arg(&file);
        call.exits(0).output().trim_end().to_owned()
    };
    let first = add("first");
    let snapshot = fixture("snapshot.json");
    let service = start([
        snapshot.as_os_str(),
        "-v".as_ref(),
        "--keys".as_ref(),
        file.as_os_str(),
        "--cors-origin".as_ref(),
        "http://localhost:5173".as_ref(),
    ])
    .ready();
    let said = std::cell::RefCell::new(String::new());
    let status = |key: &str| {
        let answer = service.ask("GET /usage", &["host: localhost", &format!("authorization: Bearer {key}")]);
        said.borrow_mut().push_str(&answer);
        answer["HTTP/1.1 ".len()..][..3].parse::<u16>().unwrap()
    };
    assert_eq!((status(&first), status("cusage_wrong")), (200, 401));
    let second = add("second");
    assert_eq!(status(&second), 401, "not before it is told to");
    service.signal("HUP");
    let line = service.says("keys");
    assert_eq!((&line["level"], &line["keys"]), (&"info".into(), &2.into()), "{line}");
    assert_eq!((status(&first), status(&second)), (200, 200));
    let keys = fs::read_to_string(&file).unwrap();
    // Somebody has put a key where its digest belongs.
    fs::write(&file, keys.replacen("sha256 = \"", &format!("sha256 = \"{first}"), 1)).unwrap();
    service.signal("HUP");
    let line = service.says("keys");
    let message = line["message"].as_str().unwrap();
    assert_eq!(line["level"], "error");
    assert!(
        message.contains("line 3: sha256: expected") && message.ends_with("; the old keys stay"),
        "{message}"
    );
    said.borrow_mut().push_str(&line.to_string());
    assert_eq!((status(&first), status(&second)), (200, 200));
    let rest = keys.split("\n\n").last().unwrap();
    fs::write(&file, rest).unwrap();
    service.signal("HUP");
    assert_eq!(service.says("keys")["keys"], 1);
    assert_eq!((status(&first), status(&second)), (401, 200));
    service.signal("TERM");
    let mut said = said.into_inner();
    said.extend(service.log.iter().map(|line| line.to_string()));
    for secret in [&first, &second, "cusage_wrong"] {
        assert!(!said.contains(secret), "{secret} is shown");
    }
}

#[test]
fn a_rate_holds_for_each_client_of_a_proxy() {
    let snapshot = fixture("snapshot.json");
    let rate = ["--rate-limit", "1/m", "--trust-proxy", "127.0.0.0/8"].map(AsRef::as_ref);
    let service = start([&[snapshot.as_os_str()], &rate[..]].concat()).ready();
    for (client, status) in [("192.0.2.1", 200), ("192.0.2.1", 429), ("192.0.2.2", 200), ("192.0.2.2", 429)] {
        let forwarded = format!("x-forwarded-for: 198.51.100.1, {client}");
        let answer = service.ask("GET /usage", &["host: localhost", &forwarded]);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{client}: {answer}");
        assert_eq!(answer.contains("retry-after: "), status == 429, "{answer}");
    }
}
