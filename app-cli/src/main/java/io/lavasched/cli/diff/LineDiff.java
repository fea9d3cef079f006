// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.diff;

import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.DiffAlgorithmI;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines that one text has and another has not, in time that grows with their number.
 *
 * <p>Myers' algorithm takes the lines times the changes, so it only gets parts of a bounded size.
 * Larger ones are first cut at the lines that each of the two has exactly once, in the longest
 * order that both have (as in patience diff). A part that is too large even then is replaced as a
 * whole.
 */
final class LineDiff implements DiffAlgorithmI<String> {

  /** Of both sides together. */
  private static final int MOST_OF_MYERS = 2_000;

  private static final int NOT_ONCE = -1;

  @Override
  public List<Change> computeDiff(
      List<? extends String> before, List<? extends String> after, DiffAlgorithmListener progress) {
    List<String> source = List.copyOf(before);
    List<String> target = List.copyOf(after);
    List<Change> changes = new ArrayList<>();
    Part all = new Part(source, target, 0, source.size(), 0, target.size()).trimmed();
    if (all.size() <= MOST_OF_MYERS) {
      all.addTo(changes, progress);
      return changes;
    }
    int from = all.from;
    int toFrom = all.toFrom;
    for (int[] same : all.anchors()) {
      new Part(source, target, from, same[0], toFrom, same[1]).trimmed().addTo(changes, progress);
      from = same[0] + 1;
      toFrom = same[1] + 1;
    }
    new Part(source, target, from, all.end, toFrom, all.toEnd).trimmed().addTo(changes, progress);
    return changes;
  }

  /** The lines [from, end) of the source against [toFrom, toEnd) of the target. */
  private record Part(
      List<String> source, List<String> target, int from, int end, int toFrom, int toEnd) {

    int size() {
      return end - from + toEnd - toFrom;
    }

    /** Without what both begin and end with. */
    Part trimmed() {
      int same = 0;
      int most = Math.min(end - from, toEnd - toFrom);
      while (same < most && source.get(from + same).equals(target.get(toFrom + same))) {
        same++;
      }
      int sameAtEnd = 0;
      while (sameAtEnd < most - same
          && source.get(end - 1 - sameAtEnd).equals(target.get(toEnd - 1 - sameAtEnd))) {
        sameAtEnd++;
      }
      return new Part(
          source, target, from + same, end - sameAtEnd, toFrom + same, toEnd - sameAtEnd);
    }

    void addTo(List<Change> changes, DiffAlgorithmListener progress) {
      if (from == end && toFrom == toEnd) {
        return;
      }
      if (from == end) {
        changes.add(new Change(DeltaType.INSERT, from, from, toFrom, toEnd));
      } else if (toFrom == toEnd) {
        changes.add(new Change(DeltaType.DELETE, from, end, toFrom, toFrom));
      } else if (size() > MOST_OF_MYERS) {
        changes.add(new Change(DeltaType.CHANGE, from, end, toFrom, toEnd));
      } else {
        for (Change change :
            new MyersDiffWithLinearSpace<String>()
                .computeDiff(source.subList(from, end), target.subList(toFrom, toEnd), progress)) {
          changes.add(
              new Change(
                  change.deltaType,
                  change.startOriginal + from,
                  change.endOriginal + from,
                  change.startRevised + toFrom,
                  change.endRevised + toFrom));
        }
      }
    }

    /** Where lines are that each side has once, as many as follow one another on both. */
    List<int[]> anchors() {
      Map<String, Integer> here = once(source, from, end);
      Map<String, Integer> there = once(target, toFrom, toEnd);
      List<int[]> both = new ArrayList<>();
      for (int i = from; i < end; i++) {
        int at = there.getOrDefault(source.get(i), NOT_ONCE);
        if (at != NOT_ONCE && here.getOrDefault(source.get(i), NOT_ONCE) != NOT_ONCE) {
          both.add(new int[] {i, at});
        }
      }
      return longestRising(both);
    }

    private static Map<String, Integer> once(List<String> lines, int from, int end) {
      Map<String, Integer> places = new HashMap<>();
      for (int i = from; i < end; i++) {
        places.merge(lines.get(i), i, (one, other) -> NOT_ONCE);
      }
      return places;
    }

    /** By piles: each pair goes onto the leftmost pile whose top is beyond it in the target. */
    private static List<int[]> longestRising(List<int[]> pairs) {
      int[] tops = new int[pairs.size()];
      int[] pileOf = new int[pairs.size()];
      int piles = 0;
      for (int i = 0; i < pairs.size(); i++) {
        int found = Arrays.binarySearch(tops, 0, piles, pairs.get(i)[1]);
        int pile = -found - 1; // No two pairs have the same place.
        tops[pile] = pairs.get(i)[1];
        pileOf[i] = pile;
        piles = Math.max(piles, pile + 1);
      }
      int[][] rising = new int[piles][];
      int wanted = piles - 1;
      for (int i = pairs.size() - 1; wanted >= 0; i--) {
        if (pileOf[i] == wanted
            && (wanted == piles - 1 || pairs.get(i)[1] < rising[wanted + 1][1])) {
          rising[wanted] = pairs.get(i);
          wanted--;
        }
      }
      return List.of(rising);
    }
  }
}
