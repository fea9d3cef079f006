// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.http.TlsTrustManagersProvider;

/** A file of CA certificates (PEM) to trust instead of Java's own, as the AWS CLI can. */
final class CaBundle {

  private CaBundle() {}

  /** A class, for a lambda would be made anew in each run: class archives do not take this one. */
  private static final class Trusted implements TlsTrustManagersProvider {
    private final TrustManager[] managers;

    Trusted(TrustManager[] managers) {
      this.managers = managers;
    }

    @Override
    public TrustManager[] trustManagers() {
      return managers;
    }
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static TlsTrustManagersProvider read(String path) {
    // Buffered, for certificates are read byte by byte.
    try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(path)))) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      TrustManager[] managers = factory.getTrustManagers();
      if (number == 0) {
        throw new IllegalArgumentException("the CA bundle " + path + " has no certificate");
      }
      return new Trusted(managers);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("the CA bundle " + path + " cannot be read", e);
    }
  }
}
