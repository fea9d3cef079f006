// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import java.util.Objects;

/**
 * The name of a group of schedules.
 *
 * <p>That of a lavasched job has the form {@code lava.<realm>.<slug>_<hash>}, such as {@code
 * lava.demo.demo.schedule-01_w1azfjjr5d6t}: the realm, what a name may have of the {@code job_id},
 * and 60 bits of the SHA-256 of both. Where it does not fit, the slug is cut first, to no less than
 * 8 characters, and then the realm.
 *
 * @param text 1 to 64 of {@code 0-9 a-z A-Z - _ .}, as the service demands
 */
public record GroupName(String text) {

  private static final String START = "lava.";

  private static final int HASH = 12;
  private static final int LEAST_SLUG = 8;

  /** Checks the text. */
  public GroupName {
    ServiceText.name("name of a schedule group", text);
  }

  /**
   * Whether the service takes a text for the name of a group.
   *
   * @param text any
   * @return true if there can be such a name
   */
  public static boolean isName(String text) {
    Objects.requireNonNull(text, "text");
    return ServiceText.isName(text);
  }

  /**
   * The name of the group of a lavasched job.
   *
   * @param realm its realm
   * @param lavasched its {@code job_id}
   * @return always the same for the same two, and another one for others
   */
  public static GroupName of(RealmName realm, JobId lavasched) {
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(lavasched, "lavasched");
    // Neither has a NUL.
    String hash = NameHash.of(realm.text() + "\0" + lavasched.text(), HASH);
    int room = ServiceText.MOST_OF_NAME - START.length() - ".".length() - "_".length() - HASH;
    String slug = NameHash.slug(lavasched.text(), room);
    int forSlug = Math.min(slug.length(), LEAST_SLUG);
    String shown = realm.text().substring(0, Math.min(realm.text().length(), room - forSlug));
    return new GroupName(
        START + shown + "." + NameHash.slug(lavasched.text(), room - shown.length()) + "_" + hash);
  }

  @Override
  public String toString() {
    return text;
  }
}
