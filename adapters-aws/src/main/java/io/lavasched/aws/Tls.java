// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLSocketFactory;

/**
 * Which TLS the clients use.
 *
 * <p>The HTTP client of the SDK takes its TLS from the first provider that has one, and from
 * nowhere else: so this is a provider with an {@code SSLContext}, and nothing more. The JDK checks
 * the certificates in each case; see {@link ServerTrust} for the host name.
 */
enum Tls {
  /** That of Conscrypt: see {@link ConscryptContext}. */
  CONSCRYPT {
    @Override
    SSLContextSpi context() {
      return new ConscryptContext();
    }
  },
  /** The JDK's, whose first connection offers X25519 alone: see {@link X25519FirstContext}. */
  X25519_FIRST {
    @Override
    SSLContextSpi context() throws NoSuchAlgorithmException {
      return new X25519FirstContext();
    }
  },
  /** The JDK's as it is. */
  JDK {
    @Override
    SSLContextSpi context() {
      throw new UnsupportedOperationException();
    }
  };

  /** Set to {@code jdk} where Conscrypt is not wanted although it is there. */
  static final String PROPERTY = "lavasched.tls";

  private static final String NAME = "lavasched-tls";

  /** Asking for a provider by its name would load all that there are. */
  private static Tls now = JDK;

  abstract SSLContextSpi context() throws NoSuchAlgorithmException;

  /**
   * The one that starts most quickly here.
   *
   * @param triesAgain whether a handshake that failed is tried once more
   */
  static Tls quickest(boolean triesAgain) {
    if (!"jdk".equals(System.getProperty(PROPERTY)) && ConscryptContext.isUsable()) {
      return CONSCRYPT;
    }
    return triesAgain && Security.getProvider("SunJSSE") != null ? X25519_FIRST : JDK;
  }

  /** From now on, for all clients of this JVM. */
  void use() {
    synchronized (Tls.class) {
      if (now == this) {
        return;
      }
      if (now != JDK) {
        Security.removeProvider(NAME);
      }
      now = this;
      if (this != JDK) {
        HttpsURLConnection.setDefaultSSLSocketFactory(new LazyDefault());
        Security.insertProviderAt(new Context(this), 1);
      }
    }
  }

  private static final class Context extends Provider {

    private static final long serialVersionUID = 1L;

    Context(Tls tls) {
      super(NAME, "1", tls.name());
      putService(
          new Service(this, "SSLContext", DelegatingContext.PROTOCOL, tls.name(), null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
              return tls.context();
            }
          });
    }
  }

  /**
   * The default of the JDK, made when it is used: for each {@link HttpsURLConnection} the JDK would
   * make it, and read its trust store, also where the client has a factory of its own.
   */
  private static final class LazyDefault extends DelegatingSocketFactory {
    @Override
    SSLSocketFactory delegate() {
      return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }
  }
}
