// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import com.google.common.annotations.VisibleForTesting;
import java.security.GeneralSecurityException;
import java.util.Map;

/**
 * What the first TLS connection needs of Java, loaded beside the reading of the command line and of
 * the record: a rebuild is over 20 ms sooner so. It decides nothing and keeps nothing: the client
 * does all of this itself, and then it is quick.
 */
public final class EarlyTls {

  private EarlyTls() {}

  /**
   * Begins, in a thread of its own. What goes wrong is not told here: the client meets it as well,
   * and knows what to say.
   *
   * @param environment the environment variables
   */
  public static void begin(Map<String, String> environment) {
    Thread thread = new Thread(new Loading(environment), "early-tls");
    thread.setDaemon(true);
    thread.start();
  }

  /** A class, for a lambda would be made anew in each run: class archives do not take this one. */
  private static final class Loading implements Runnable {

    private final Map<String, String> environment;

    Loading(Map<String, String> environment) {
      this.environment = environment;
    }

    @Override
    public void run() {
      load(environment);
    }
  }

  @VisibleForTesting
  static void load(Map<String, String> environment) {
    try {
      Tls tls = Tls.quickest(true);
      if (tls != Tls.JDK) {
        tls.context();
      }
      String bundle = environment.get("AWS_CA_BUNDLE");
      if (bundle != null) {
        CaBundle.read(bundle);
      } else {
        ConscryptContext.trustOfJava();
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      // See above.
    }
  }
}
