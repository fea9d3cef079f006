// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.conscrypt.OkHostnameVerifier;

/**
 * Whether Conscrypt may talk to a server: the JDK checks the certificate, and Conscrypt that it is
 * for the host. The JDK could do both, but for the second it first reads all authorities that come
 * with Java, to be stricter with those.
 */
final class ServerTrust extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager jdk;

  ServerTrust(X509ExtendedTrustManager jdk) {
    this.jdk = jdk;
  }

  /**
   * In TLS 1.3 the kind of a certificate does not follow from the key exchange: Conscrypt calls
   * that {@code GENERIC}, and the JDK, which knows no such kind, {@code UNKNOWN}.
   */
  private static String kind(String conscrypt) {
    return conscrypt.equals("GENERIC") ? "UNKNOWN" : conscrypt;
  }

  private void check(X509Certificate[] chain, String kind, SSLSession session)
      throws CertificateException {
    jdk.checkServerTrusted(chain, kind(kind));
    String host = session.getPeerHost();
    if (host == null || !OkHostnameVerifier.strictInstance().verify(chain, full(host), session)) {
      throw new CertificateException("the certificate is not for " + host);
    }
  }

  /**
   * A host as it would be in a certificate: Conscrypt compares characters, and there an IPv6
   * address is read in full, but in a URL it is shortened and in brackets.
   */
  private static String full(String host) throws CertificateException {
    if (host.indexOf(':') < 0) {
      return host;
    }
    try {
      // What is in brackets can only be an address: no name is looked up.
      InetAddress address = InetAddress.getByName(host.startsWith("[") ? host : "[" + host + "]");
      // Without the network interface, which may be part of the former.
      return InetAddress.getByAddress(address.getAddress()).getHostAddress();
    } catch (UnknownHostException e) {
      throw new CertificateException("the host must be a name or an address, found " + host, e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    check(chain, kind, ((SSLSocket) socket).getHandshakeSession());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    check(chain, kind, engine.getHandshakeSession());
  }

  /** Without a connection there is no host to compare with. */
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) {
    throw new UnsupportedOperationException();
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return jdk.getAcceptedIssuers();
  }
}
