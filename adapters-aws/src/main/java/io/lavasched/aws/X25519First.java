// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import java.net.Socket;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A socket factory whose first socket agrees on keys with X25519 alone.
 *
 * <p>A server that refuses that fails the handshake; anyone who tries again, as the SDK does, gets
 * a socket that offers all that the JDK does.
 */
final class X25519First extends DelegatingSocketFactory {

  private final SSLSocketFactory jdk;
  private final AtomicBoolean first = new AtomicBoolean(true);

  X25519First(SSLSocketFactory jdk) {
    this.jdk = jdk;
  }

  @Override
  SSLSocketFactory delegate() {
    return jdk;
  }

  @Override
  Socket prepared(Socket socket) {
    if (socket instanceof SSLSocket tls && first.getAndSet(false)) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setAlgorithmConstraints(new OnlyX25519());
      tls.setSSLParameters(parameters);
    }
    return socket;
  }

  /** Refuses the other groups by their names; the JDK's own constraints hold as well. */
  private static final class OnlyX25519 implements AlgorithmConstraints {

    private static final Pattern OTHER_GROUP =
        Pattern.compile("(secp|sect|brainpool|ffdhe)\\w+|x448", Pattern.CASE_INSENSITIVE);

    @Override
    public boolean permits(
        Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters parameters) {
      return !primitives.contains(CryptoPrimitive.KEY_AGREEMENT)
          || !OTHER_GROUP.matcher(algorithm).matches();
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
      return true;
    }

    @Override
    public boolean permits(
        Set<CryptoPrimitive> primitives,
        String algorithm,
        Key key,
        AlgorithmParameters parameters) {
      return permits(primitives, algorithm, parameters);
    }
  }
}
