//! HTTPS: which certificates the program trusts.

use crate::support::{Run, run};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;

/// An authority, made for this test.
pub(crate) fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A server of an empty period under a certificate for these hosts; answers every connection that speaks TLS to it.
fn serve(authority: &CertifiedIssuer<'static, KeyPair>, host: &str) -> u16 {
    let key = KeyPair::generate().unwrap();
    let certificate =
        CertificateParams::new(vec![host.to_owned()]).unwrap().signed_by(&key, authority).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let config = Arc::new(config);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            let mut request = [0; 4096];
            // A client that does not trust us hangs up here.
            if stream.read(&mut request).is_ok_and(|bytes| bytes > 0) {
                let body = "{\"messages\":[]}";
                write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                    body.len()
                )
                .unwrap();
            }
        }
    });
    port
}

fn fetch(port: u16, trusted: &CertifiedIssuer<'static, KeyPair>) -> Run {
    run(["fetch", "--ca-cert", "ca.pem", "--base-url", &format!("https://127.0.0.1:{port}")])
        .file("ca.pem", trusted.pem())
        .env("SSL_CERT_FILE", "ca-of-the-system.pem")
        .file("ca-of-the-system.pem", authority("the system's").pem())
        .env("COPILOT_USAGE_TOKEN", "s3cret")
}

#[test]
fn only_a_certificate_of_a_trusted_authority_for_the_host_is_trusted() {
    let (ours, theirs) = (authority("ours"), authority("theirs"));
    fetch(serve(&ours, "127.0.0.1"), &ours).exits(0).stdout("{\"usage\":[]}\n");
    for (port, why) in [
        (serve(&theirs, "127.0.0.1"), "no secure connection: invalid peer certificate: UnknownIssuer"),
        (
            serve(&ours, "127.0.0.2"),
            "no secure connection: invalid peer certificate: certificate not valid for name",
        ),
    ] {
        let ran = fetch(port, &ours).exits(5).stdout("");
        let told = ran.errors();
        assert!(told.contains(why), "{told}");
        assert!(
            told.ends_with(
                "hint: check the certificate of the upstream; --ca-cert adds an authority to trust\n"
            ),
            "{told}"
        );
    }
}

#[test]
fn a_secure_port_is_told_from_a_plain_one() {
    let ours = authority("ours");
    let base_url = format!("http://127.0.0.1:{}", serve(&ours, "127.0.0.1"));
    let ran = run(["fetch", "--retries", "0", "--base-url", &base_url]).exits(4).stdout("");
    let told = ran.errors();
    assert!(told.contains("/messages/current-period: the answer is not HTTP: "), "{told}");
    assert!(
        told.ends_with("hint: check the port in --base-url, and whether it has to begin with https://\n"),
        "{told}"
    );
}

#[test]
fn a_file_of_no_certificates_is_refused() {
    let fetch = || run(["fetch", "--ca-cert", "ca.pem", "--base-url", "https://127.0.0.1:1"]);
    fetch().fails(6, "ca.pem: cannot read: No such file or directory (os error 2)");
    fetch().file("ca.pem", "nonsense").fails(2, "ca.pem: holds no certificate in PEM");
}
