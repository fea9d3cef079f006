// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.application.port.JobsTable;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.RealmRecord;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Subject;

/** The dispatcher program of a realm. */
public final class RealmProgram {

  private RealmProgram() {}

  /**
   * Reads the record of the realm.
   *
   * @param realm which
   * @param table where its record is
   * @return the program that the record names, or that of lava
   */
  public static Parsed<DispatcherProgram> of(RealmName realm, JobsTable table) {
    return table
        .realm()
        .map(
            record ->
                RealmRecord.dispatcherProgram(record.value())
                    .mapProblems(p -> p.in(new Subject(Subject.Kind.REALM, realm.text())))
                    .map(program -> program.orElse(DispatcherProgram.DEFAULT)))
        .orElseGet(() -> Parsed.ok(DispatcherProgram.DEFAULT));
  }
}
