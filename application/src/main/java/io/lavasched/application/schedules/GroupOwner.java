// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Whose a group of schedules is: one lavasched job of one realm. The group is tagged with it, so
 * that no other job, and no other program, takes the schedules in it for its own.
 *
 * @param realm the realm
 * @param job the lavasched job
 */
public record GroupOwner(RealmName realm, JobId job) {

  /** The tag with the realm. */
  public static final String REALM_TAG = "lavasched:realm";

  /** The tag with the lavasched job. */
  public static final String OWNER_TAG = "lavasched:owner";

  /** How long the value of a tag may be. */
  private static final int MOST = 256;

  /** What may stand in the value of a tag, besides letters and digits; "=" begins a byte. */
  private static final String PLAIN = " _.:/+-@";

  /** Checks that nothing is null. */
  public GroupOwner {
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(job, "job");
  }

  /**
   * The tags of the group. A character that AWS does not take in a tag is written as its bytes of
   * UTF-8, {@code =C3=A9}, and what is beyond 256 characters is cut off: the name of the group
   * keeps two such jobs apart.
   *
   * @return two tags, sorted by their keys
   */
  public Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>();
    tags.put(REALM_TAG, value(realm.text()));
    tags.put(OWNER_TAG, value(job.text()));
    return Collections.unmodifiableMap(tags);
  }

  private static String value(String text) {
    StringBuilder value = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || PLAIN.indexOf(c) >= 0) {
        value.append(c);
      } else {
        value.append('=').append(hex(c >> 4)).append(hex(c & 15));
      }
    }
    return value.length() > MOST ? value.substring(0, MOST) : value.toString();
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit);
  }

  @Override
  public String toString() {
    return realm.text() + ", " + job.text();
  }
}
