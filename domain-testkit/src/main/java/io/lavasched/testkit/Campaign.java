// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit;

/**
 * How many kills, races and runs at once a test has: a few by default, so that the suite is quick,
 * and all of them with {@code -Dcampaigns=full}, as CI does.
 */
public final class Campaign {

  private static final boolean FULL = "full".equals(System.getProperty("campaigns"));

  private Campaign() {}

  /**
   * The size of one campaign.
   *
   * @param property a system property that sets just this one, {@code kills} say
   * @param few by default; enough to meet each kind
   * @param all in a full campaign
   * @return what the property says, or else one of the two
   */
  public static int size(String property, int few, int all) {
    return Integer.getInteger(property, FULL ? all : few);
  }
}
