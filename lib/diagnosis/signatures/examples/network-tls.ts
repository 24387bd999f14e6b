import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const networkTlsExamples: SignatureExamples = {
  "tls/certificate": {
    examples: [
      {
        text: "requests.exceptions.SSLError: HTTPSConnectionPool(host='api.example.com', port=443): Max retries exceeded with url: /v1/orders (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1007)')))",
        captures: { reason: "unable to get local issuer certificate" },
      },
      {
        text: "curl: (60) SSL certificate problem: self-signed certificate in certificate chain",
        captures: { reason: "self-signed certificate in certificate chain" },
      },
      {
        text: "x509: certificate signed by unknown authority",
        captures: { reason: "certificate signed by unknown authority" },
      },
      {
        text: "javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target",
      },
    ],
    nearMisses: [
      { text: "ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1007)" },
      { text: "INFO - made a self-signed certificate for local tests" },
      { text: "InsecureRequestWarning: Unverified HTTPS request is being made to host 'api.example.com'." },
    ],
  },
  "tls/certificate-expired": {
    examples: [
      {
        text: "aiohttp.client_exceptions.ClientConnectorCertificateError: Cannot connect to host api.example.com:443 ssl:True [SSLCertVerificationError: (1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1007)')]",
      },
    ],
    nearMisses: [
      { text: "curl: (60) SSL certificate problem: self-signed certificate in certificate chain" },
    ],
  },
  "tls/ca-bundle-missing": {
    examples: [
      {
        text: "OSError: Could not find a suitable TLS CA certificate bundle, invalid path: /etc/ssl/company-ca.pem",
        captures: { path: "/etc/ssl/company-ca.pem" },
      },
    ],
    nearMisses: [{ text: "x509: certificate signed by unknown authority" }],
  },
  "tls/handshake": {
    examples: [
      {
        text: "requests.exceptions.SSLError: HTTPSConnectionPool(host='orders-api', port=8080): Max retries exceeded with url: / (Caused by SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1007)')))",
        captures: { reason: "WRONG_VERSION_NUMBER" },
      },
      {
        text: "ssl.SSLError: [SSL: UNSAFE_LEGACY_RENEGOTIATION_DISABLED] unsafe legacy renegotiation disabled (_ssl.c:1007)",
        captures: { reason: "UNSAFE_LEGACY_RENEGOTIATION_DISABLED" },
      },
    ],
    nearMisses: [
      {
        text: "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1007)",
      },
    ],
  },
  "tls/protocol-disabled": {
    examples: [
      {
        text: "javax.net.ssl.SSLHandshakeException: No appropriate protocol (protocol is disabled or cipher suites are inappropriate)",
      },
    ],
    nearMisses: [
      {
        text: "ssl.SSLError: [SSL: UNSAFE_LEGACY_RENEGOTIATION_DISABLED] unsafe legacy renegotiation disabled (_ssl.c:1007)",
      },
    ],
  },
  "tls/eof": {
    examples: [
      {
        text: "requests.exceptions.SSLError: HTTPSConnectionPool(host='api.example.com', port=443): Max retries exceeded with url: /v1/orders (Caused by SSLError(SSLEOFError(8, '[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol (_ssl.c:1007)')))",
      },
    ],
    nearMisses: [{ text: "EOFError: Ran out of input" }],
  },
};
