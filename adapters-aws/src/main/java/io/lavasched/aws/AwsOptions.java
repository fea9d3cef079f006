// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import io.lavasched.domain.text.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The options that say which AWS to talk to, with the meaning they have for the AWS CLI. What is
 * left out comes from the environment and the profile files.
 *
 * @param region such as {@code ap-southeast-2}
 * @param profile a profile of {@code ~/.aws/config} or {@code ~/.aws/credentials}
 * @param endpointUrl where to call instead of the AWS endpoint: {@code http} or {@code https}, with
 *     a host, without user, query or fragment
 */
public record AwsOptions(
    Optional<String> region, Optional<String> profile, Optional<String> endpointUrl) {

  /** All from the environment. */
  public static final AwsOptions NONE =
      new AwsOptions(Optional.empty(), Optional.empty(), Optional.empty());

  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,63}");

  /**
   * Checks the form of each.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public AwsOptions {
    Objects.requireNonNull(profile, "profile");
    region.ifPresent(text -> checkRegion("--region", text));
    if (profile.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("--profile must not be empty");
    }
    endpointUrl.ifPresent(text -> checkEndpoint("--endpoint-url", text));
  }

  /** Checks a region, whatever it was given by. */
  static String checkRegion(String givenBy, String text) {
    if (!REGION.matcher(text).matches()) {
      throw new IllegalArgumentException(
          givenBy + " must be a region such as ap-southeast-2, found " + Quoted.of(text));
    }
    return text;
  }

  /** Checks an endpoint, whatever it was given by. */
  static URI checkEndpoint(String givenBy, String text) {
    return endpoint(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    givenBy
                        + " must be a URL such as http://localhost:8000, without user and query,"
                        + " found "
                        // A user part may hold a password.
                        + (text.contains("@") ? "one with \"@\"" : Quoted.of(text))));
  }

  private static Optional<URI> endpoint(String text) {
    try {
      URI uri = new URI(text);
      String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
      boolean fits =
          (scheme.equals("http") || scheme.equals("https"))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getPort() <= 65_535;
      return fits ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
