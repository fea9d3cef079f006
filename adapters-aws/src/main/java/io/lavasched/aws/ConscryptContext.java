// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.conscrypt.Conscrypt;

/**
 * The TLS of <a href="https://github.com/google/conscrypt">Conscrypt</a>, which is BoringSSL: less
 * Java code that a short run must load and compile. The packages that bring their own Java bring it
 * along; elsewhere it is missing.
 */
final class ConscryptContext extends DelegatingContext {

  ConscryptContext() {
    super(new Context(Conscrypt.newPreferredSSLContextSpi()));
  }

  /** Whether it is here, with a library for this machine that the JVM may load. */
  static boolean isUsable() {
    try {
      Conscrypt.checkAvailability();
      return true;
    } catch (LinkageError e) {
      return false;
    }
  }

  /** As the JDK's does where nothing is given: no key of our own, and what Java trusts. */
  @Override
  protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
      throws KeyManagementException {
    TrustManager[] managers = trust == null ? trustOfJava() : trust.clone();
    for (int i = 0; i < managers.length; i++) {
      if (!(managers[i] instanceof X509ExtendedTrustManager jdk)) {
        throw new KeyManagementException("nobody would compare the host name: " + managers[i]);
      }
      managers[i] = new ServerTrust(jdk);
    }
    super.engineInit(keys == null ? new KeyManager[0] : keys, managers, random);
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return new Https(super.engineGetSocketFactory());
  }

  /** What Java trusts where nothing else is given; it reads its list once. */
  static TrustManager[] trustOfJava() throws KeyManagementException {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new KeyManagementException(e);
    }
  }

  /**
   * Makes sockets that are said to be of HTTPS from the start. Otherwise the JDK's HTTP says so
   * later, together with the host as a server name, which an IPv6 address in brackets cannot be.
   * Conscrypt knows the host and sends it as the server name by itself.
   */
  private static final class Https extends DelegatingSocketFactory {

    private final SSLSocketFactory conscrypt;

    Https(SSLSocketFactory conscrypt) {
      this.conscrypt = conscrypt;
    }

    @Override
    SSLSocketFactory delegate() {
      return conscrypt;
    }

    @Override
    Socket prepared(Socket socket) {
      if (socket instanceof SSLSocket tls) {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
      }
      return socket;
    }
  }

  /** The way to a context from what implements it. */
  private static final class Context extends SSLContext {

    Context(SSLContextSpi conscrypt) {
      super(conscrypt, new Name(), PROTOCOL);
    }
  }

  /** A context must say where it comes from; Conscrypt's own provider has 200 services more. */
  private static final class Name extends Provider {

    private static final long serialVersionUID = 1L;

    Name() {
      super("Conscrypt", "2", "the TLS of Conscrypt alone");
    }
  }
}
