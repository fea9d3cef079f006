// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.testkit;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets the JDK's TLS agree on keys with one group alone.
 *
 * @param group its name, such as {@code secp256r1}
 */
public record OneGroup(String group) implements AlgorithmConstraints {

  private static final Pattern GROUP =
      Pattern.compile("(secp|sect|brainpool|ffdhe)\\w+|x25519|x448", Pattern.CASE_INSENSITIVE);

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters parameters) {
    return !primitives.contains(CryptoPrimitive.KEY_AGREEMENT)
        || !GROUP.matcher(algorithm).matches()
        || algorithm.equalsIgnoreCase(group);
  }

  @Override
  public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
    return true;
  }

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives, String algorithm, Key key, AlgorithmParameters parameters) {
    return permits(primitives, algorithm, parameters);
  }
}
