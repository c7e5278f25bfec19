//! The service over TLS: certificates, those of clients, and new ones without a restart.

use super::scenario::{Process, serve_snapshot};
use crate::support::{fixture, run};
use crate::tls::authority;
use rcgen::{CertificateParams, CertifiedIssuer, KeyPair};
use std::fs;
use std::path::Path;

/// A certificate for this host and its key, both as PEM.
fn issue(authority: &CertifiedIssuer<'static, KeyPair>) -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    (params.signed_by(&key, authority).unwrap().pem(), key.serialize_pem())
}

fn write(folder: &Path, authority: &CertifiedIssuer<'static, KeyPair>) {
    let (certificate, key) = issue(authority);
    fs::write(folder.join("cert.pem"), certificate).unwrap();
    fs::write(folder.join("key.pem"), key).unwrap();
    fs::write(folder.join("ca.pem"), authority.pem()).unwrap();
}

fn start(folder: &Path, more: &[&str]) -> Process {
    let mut command =
        serve_snapshot(&["--listen", "127.0.0.1:0", "--tls-cert", "cert.pem", "--tls-key", "key.pem"]);
    command.args(more).current_dir(folder);
    Process::start(&mut command)
}

/// The exit code of `health` for somebody who trusts an authority.
fn health(service: &Process, trusted: &CertifiedIssuer<'static, KeyPair>) -> i32 {
    let url = format!("https://{}/health", service.address);
    run(["health", &url, "--ca-cert", "ca.pem"]).file("ca.pem", trusted.pem()).any_exit().code()
}

#[test]
fn new_certificates_are_taken_up_and_bad_ones_are_not() {
    let (old, new) = (authority("old"), authority("new"));
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &old);
    let service = start(folder.path(), &[]);
    assert_eq!((health(&service, &old), health(&service, &new)), (0, 4));
    write(folder.path(), &new);
    assert_eq!(health(&service, &old), 0, "nobody has asked for the new one");
    service.signal("HUP");
    service.says("certificates");
    assert_eq!((health(&service, &old), health(&service, &new)), (4, 0));
    for (file, text) in [("cert.pem", "nonsense"), ("key.pem", "")] {
        fs::write(folder.path().join(file), text).unwrap();
        service.signal("HUP");
        let line = service.says("certificates");
        assert_eq!(line["level"], "error", "{line}");
        assert!(line["message"].as_str().unwrap().starts_with(file), "{line}");
        service.says("certificates");
        assert_eq!(health(&service, &new), 0);
        write(folder.path(), &new);
    }
    // Who speaks no TLS, or says nothing, takes nothing from others.
    let _silent = service.connect();
    assert!(!service.send("GET /health HTTP/1.1\r\n\r\n").contains("200"));
    assert_eq!(health(&service, &new), 0);
}

#[test]
fn a_client_needs_a_certificate_where_an_authority_is_named() {
    let ours = authority("ours");
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &ours);
    let service = start(folder.path(), &["--client-ca", "ca.pem"]);
    assert_eq!(health(&service, &ours), 4);
    let (certificate, key) = issue(&ours);
    let pem = format!("{certificate}{key}");
    // Another test may have done so.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::blocking::Client::builder();
    let client = client
        .tls_certs_only([reqwest::Certificate::from_pem(ours.pem().as_bytes()).unwrap()])
        .identity(reqwest::Identity::from_pem(pem.as_bytes()).unwrap());
    let url = format!("https://{}/health", service.address);
    assert_eq!(client.build().unwrap().get(url).send().unwrap().status(), 200);
}

#[test]
fn wrong_files_refuse_the_start() {
    let (certificate, key) = issue(&authority("ours"));
    let other = issue(&authority("ours")).1;
    let call = |arguments: &[&str]| {
        run(["serve", "--log-format", "text", "--listen", "127.0.0.1:0"])
            .arg(fixture("snapshot.json"))
            .args(arguments)
            .file("cert.pem", &certificate)
            .file("key.pem", &key)
            .file("other.pem", &other)
            .file("nonsense.pem", "nonsense")
    };
    for (arguments, code, error) in [
        (&["--tls-cert", "cert.pem"][..], 2, "--tls-cert: needs --tls-key"),
        (&["--tls-key", "key.pem"], 2, "--tls-key: needs --tls-cert"),
        (&["--client-ca", "cert.pem"], 2, "--client-ca: needs --tls-cert and --tls-key"),
        (
            &["--tls-cert", "nonsense.pem", "--tls-key", "key.pem"],
            2,
            "nonsense.pem: holds no certificate in PEM",
        ),
        (&["--tls-cert", "cert.pem", "--tls-key", "cert.pem"], 2, "cert.pem: holds no private key in PEM"),
        (
            &["--tls-cert", "cert.pem", "--tls-key", "other.pem"],
            2,
            "other.pem: is not the key of the certificate",
        ),
        (
            &["--tls-cert", "cert.pem", "--tls-key", "key.pem", "--client-ca", "nonsense.pem"],
            2,
            "nonsense.pem: holds no certificate in PEM",
        ),
        (
            &["--tls-cert", "none.pem", "--tls-key", "key.pem"],
            6,
            "none.pem: cannot read: No such file or directory (os error 2)",
        ),
    ] {
        call(arguments).fails(code, error);
    }
    call(&[]).env("COPILOT_USAGE_TLS_CERT", "cert.pem").fails(2, "--tls-cert: needs --tls-key");
}
