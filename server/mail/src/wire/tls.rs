//! Whom we trust: the system's certificate authorities, Mozilla's, and one more of the company's own.

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The authorities whose signature makes a server's certificate acceptable. Loaded once, cheap to clone.
#[derive(Clone, Debug)]
pub struct TlsTrust {
    verified: Arc<ClientConfig>,
    unverified: Arc<ClientConfig>,
}

/// Why the trusted authorities could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    #[error("cannot read the certificate authority file {path}: {reason}")]
    Unreadable { path: PathBuf, reason: String },
    #[error("no certificate in the certificate authority file {0}")]
    Empty(PathBuf),
    #[error(transparent)]
    Tls(#[from] rustls::Error),
}

impl TlsTrust {
    /// Loads the system's authorities, Mozilla's list, and those in `extra_ca`, a PEM file.
    ///
    /// # Errors
    /// When `extra_ca` cannot be read or holds no certificate. A system without a store of its own is no error.
    pub fn load(extra_ca: Option<&Path>) -> Result<Self, TrustError> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let native = rustls_native_certs::load_native_certs();
        for error in &native.errors {
            tracing::debug!(%error, "a certificate authority of this system was left out");
        }
        roots.add_parsable_certificates(native.certs);
        if let Some(path) = extra_ca {
            let unreadable = |reason: String| TrustError::Unreadable { path: path.to_owned(), reason };
            let mut found = false;
            for certificate in CertificateDer::pem_file_iter(path).map_err(|error| unreadable(error.to_string()))? {
                roots.add(certificate.map_err(|error| unreadable(error.to_string()))?)?;
                found = true;
            }
            if !found {
                return Err(TrustError::Empty(path.to_owned()));
            }
        }
        let provider = Arc::new(ring::default_provider());
        let builder = || ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions();
        let verified = builder()?.with_root_certificates(roots).with_no_client_auth();
        let unverified = builder()?.dangerous().with_custom_certificate_verifier(Arc::new(AnyCertificate(provider.clone()))).with_no_client_auth();
        Ok(Self { verified: Arc::new(verified), unverified: Arc::new(unverified) })
    }

    pub(super) fn config(&self, accept_invalid_certificate: bool) -> Arc<ClientConfig> {
        if accept_invalid_certificate { self.unverified.clone() } else { self.verified.clone() }
    }
}

/// Accepts whoever answers, but still requires that they hold the key of the certificate they show.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
