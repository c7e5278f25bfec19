//! Encryption: a certificate and its key, and the authority that clients must come from; read again when asked.

use crate::error::{Error, Result, Setting};
use crate::wire::decode;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::ClientCertVerifier;
use rustls::{RootCertStore, ServerConfig};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

/// The files that encryption needs, all of them PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate of the service, with those between it and its authority behind it.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
    /// Authorities. A client must have a certificate of one of them.
    pub client_authority: Option<PathBuf>,
}

/// Encryption as it is in force.
#[derive(Debug)]
pub struct Tls {
    files: TlsFiles,
    config: watch::Sender<Arc<ServerConfig>>,
}

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    /// [`Error::File`] or [`Error::Usage`]: what is wrong with which of them.
    pub fn read(files: TlsFiles) -> Result<Self> {
        let config = watch::channel(config(&files)?).0;
        Ok(Self { files, config })
    }

    /// Reads the files again, for the connections that come from now on. If one is wrong, all stays as it was.
    ///
    /// # Errors
    /// As for [`Tls::read`].
    pub(super) fn read_again(&self) -> Result<()> {
        self.config.send_replace(config(&self.files)?);
        Ok(())
    }

    /// What encrypts the next connection.
    pub(super) fn acceptor(&self) -> TlsAcceptor {
        Arc::clone(&self.config.borrow()).into()
    }
}

fn config(files: &TlsFiles) -> Result<Arc<ServerConfig>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let certificates = certificates(&files.certificate)?;
    let key = PrivateKeyDer::from_pem_slice(&decode::read_setting(&files.key)?);
    let key = key.map_err(|_| wrong(&files.key, "holds no private key in PEM"))?;
    let clients = files.client_authority.as_deref().map(|path| verifier(path, &provider)).transpose()?;
    let builder = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Error::in_memory)?;
    let builder = match clients {
        Some(clients) => builder.with_client_cert_verifier(clients),
        None => builder.with_no_client_auth(),
    };
    let config = builder.with_single_cert(certificates, key);
    let mut config = config.map_err(|error| match error {
        rustls::Error::InconsistentKeys(_) => wrong(&files.key, "is not the key of the certificate"),
        error => wrong(&files.certificate, error),
    })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// What lets only those in who have a certificate of an authority of that file.
fn verifier(
    path: &Path,
    provider: &Arc<rustls::crypto::CryptoProvider>,
) -> Result<Arc<dyn ClientCertVerifier>> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates(path)? {
        roots.add(certificate).map_err(|error| wrong(path, error))?;
    }
    let builder = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider));
    builder.build().map_err(|error| wrong(path, error))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let pem = decode::read_setting(path)?;
    let certificates: std::result::Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    match certificates {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        _ => Err(wrong(path, "holds no certificate in PEM")),
    }
}

fn wrong(path: &Path, why: impl std::fmt::Display) -> Error {
    Error::usage(Setting::File(path.to_owned()), why.to_string())
}
