package io.lavasched.cli;

/** The signs of a heat map, from nothing to the most. */
enum Ramp {
  /** Blocks that grow. */
  BLOCKS("\u00b7\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588", true),
  /** For those who see no blocks, or cannot tell them apart without colours. */
  DIGITS(".123456789", false);

  private final String signs;
  private final boolean isSolid;

  Ramp(String signs, boolean isSolid) {
    this.signs = signs;
    this.isSolid = isSolid;
  }

  int steps() {
    return signs.length() - 1;
  }

  String sign(int step) {
    return signs.substring(step, step + 1);
  }

  /** What stands between a sign and what it means. */
  String equal() {
    return isSolid ? " " : "=";
  }

  /** A sign that fills a cell: blocks side by side, of digits one. */
  String cell(int step, int width) {
    return isSolid && step > 0 ? sign(step).repeat(width) : sign(step) + " ".repeat(width - 1);
  }
}
