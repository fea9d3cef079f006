// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers of YAML 1.1, which has more ways to write them than JSON. */
final class YamlNumber {

  private static final Pattern DECIMAL =
      Pattern.compile(
          "[-+]?[0-9]++(\\.[0-9]*+)?([eE][-+]?[0-9]++)?|[-+]?\\.[0-9]++([eE][-+]?[0-9]++)?");

  private YamlNumber() {}

  /**
   * The number in the digits of JSON.
   *
   * @param isInt whether it is an integer: then a leading zero makes it octal
   * @return empty for those that JSON does not have, such as {@code .inf}
   */
  static Optional<String> of(String text, boolean isInt) {
    String digits = Ascii.toLowerCase(text.replace("_", ""));
    String sign = digits.startsWith("-") ? "-" : "";
    String bare = digits.replaceFirst("^[-+]", "");
    try {
      if (bare.contains(":")) {
        return bare.length() > RecordReader.MOST_DIGITS
            ? Optional.empty()
            : Optional.of(sign + sexagesimal(bare));
      }
      if (isInt && bare.startsWith("0x")) {
        return Optional.of(sign + inBase(bare.substring(2), 16));
      }
      if (isInt && bare.startsWith("0b")) {
        return Optional.of(sign + inBase(bare.substring(2), 2));
      }
      if (isInt && bare.length() > 1 && bare.startsWith("0")) {
        return Optional.of(sign + inBase(bare, 8));
      }
      return DECIMAL.matcher(bare).matches() ? Optional.of(sign + bare) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String inBase(String digits, int base) {
    if (digits.length() > RecordReader.MOST_DIGITS) {
      throw new NumberFormatException("too long");
    }
    return new BigInteger(digits, base).toString();
  }

  /** Hours and minutes, as {@code 1:30}: 90. */
  private static String sexagesimal(String text) {
    BigDecimal sum = BigDecimal.ZERO;
    for (String part : Splitter.on(':').split(text)) {
      sum = sum.multiply(BigDecimal.valueOf(60)).add(new BigDecimal(part));
    }
    return sum.toPlainString();
  }
}
