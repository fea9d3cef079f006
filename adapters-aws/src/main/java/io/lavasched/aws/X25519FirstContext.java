// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * The JDK's TLS with less work for a short run: for each connection it makes a key of the curve
 * P-256 beside the one of X25519, which every endpoint of AWS picks. Here the first connection of
 * each client offers X25519 alone: see {@link X25519First}. Which protocols and cipher suites are
 * good is left to the JDK.
 */
final class X25519FirstContext extends DelegatingContext {

  X25519FirstContext() throws NoSuchAlgorithmException {
    super(jdk());
  }

  private static SSLContext jdk() throws NoSuchAlgorithmException {
    try {
      return SSLContext.getInstance(PROTOCOL, "SunJSSE");
    } catch (NoSuchProviderException e) {
      throw new NoSuchAlgorithmException(e);
    }
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return new X25519First(super.engineGetSocketFactory());
  }
}
