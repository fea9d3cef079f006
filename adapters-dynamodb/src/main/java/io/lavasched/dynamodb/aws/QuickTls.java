// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.aws;

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * The JDK's TLS without two things that a short run notices:
 *
 * <ul>
 *   <li>For each connection it makes a key of the curve P-256 beside the one of X25519, which every
 *       endpoint of AWS picks. Here the first connection of each client offers X25519 alone: see
 *       {@link X25519First}.
 *   <li>For each {@link HttpsURLConnection} it reads Java's trust store, also where the client
 *       brings its own. Here that is only done when the default is used: see {@link LazyDefault}.
 * </ul>
 *
 * <p>A provider, because the HTTP client of the SDK gets its TLS from there and nowhere else. Which
 * protocols, cipher suites and certificates are good is left to the JDK.
 */
final class QuickTls extends Provider {

  private static final long serialVersionUID = 1L;
  private static final String NAME = "lavasched-tls";
  private static final String PROTOCOL = "TLS";
  private static final String JDK = "SunJSSE";

  private QuickTls() {
    super(NAME, "1", "TLS of the JDK, whose first connection offers X25519 alone");
    putService(
        new Service(this, "SSLContext", PROTOCOL, Context.class.getName(), null, null) {
          @Override
          public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return new Context();
          }
        });
  }

  /** From now on, in this JVM; nothing changes where the TLS is not the JDK's. */
  static synchronized void use() {
    if (Security.getProvider(NAME) == null && Security.getProvider(JDK) != null) {
      HttpsURLConnection.setDefaultSSLSocketFactory(new LazyDefault());
      Security.insertProviderAt(new QuickTls(), 1);
    }
  }

  /** No longer: for a client that does not try again. */
  static synchronized void leave() {
    Security.removeProvider(NAME);
  }

  /** The context of the JDK, except for its socket factory. */
  private static final class Context extends SSLContextSpi {

    private final SSLContext context;

    private Context() throws NoSuchAlgorithmException {
      try {
        context = SSLContext.getInstance(PROTOCOL, JDK);
      } catch (NoSuchProviderException e) {
        throw new NoSuchAlgorithmException(e);
      }
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      context.init(keys, trust, random);
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return new X25519First(context.getSocketFactory());
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return context.getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return context.createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return context.createSSLEngine(host, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return context.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return context.getClientSessionContext();
    }
  }

  /** The default of the JDK, made when it is used. */
  private static final class LazyDefault extends DelegatingSocketFactory {
    @Override
    SSLSocketFactory delegate() {
      return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }
  }
}
