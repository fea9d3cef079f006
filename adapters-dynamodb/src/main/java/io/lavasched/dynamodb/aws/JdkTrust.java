// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.aws;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The JDK's checks of certificates for the TLS of Conscrypt. In TLS 1.3 the kind of certificate
 * does not follow from the key exchange: Conscrypt calls that {@code GENERIC}, and the JDK, which
 * knows no such kind, {@code UNKNOWN}.
 */
final class JdkTrust extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager jdk;

  JdkTrust(X509ExtendedTrustManager jdk) {
    this.jdk = jdk;
  }

  private static String kind(String conscrypt) {
    return conscrypt.equals("GENERIC") ? "UNKNOWN" : conscrypt;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    jdk.checkServerTrusted(chain, kind(kind), socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    jdk.checkServerTrusted(chain, kind(kind), engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    jdk.checkServerTrusted(chain, kind(kind));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    jdk.checkClientTrusted(chain, kind(kind), socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    jdk.checkClientTrusted(chain, kind(kind), engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    jdk.checkClientTrusted(chain, kind(kind));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return jdk.getAcceptedIssuers();
  }
}
