// SPDX-License-Identifier: Apache-2.0
package com.example.validator;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lavasched.domain.LavaJobs;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Code;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks files with one job record each: by the rules of lavasched, and by two rules of our own. */
public final class Validator {

  private static final Code OWNER_MISSING = Code.of("acme/owner-missing", Severity.ERROR);
  private static final Code NIGHT_ONLY = Code.of("acme/night-only", Severity.WARNING);

  private static final ZoneId ZONE = ZoneId.of("Australia/Sydney");
  private static final LavaJobs JOBS = LavaJobs.of(CronDialect.DEBIAN, ZONE);
  private static final ObjectMapper JSON = new ObjectMapper();

  private Validator() {}

  /** Prints the problems of the files that it is given, and fails where one is an error. */
  public static void main(String[] files) throws IOException {
    boolean failed = false;
    for (String file : files) {
      Map<String, Object> record = JSON.readValue(new File(file), new TypeReference<>() {});
      for (Problem problem : problems(record, Instant.now())) {
        System.out.println(file + ": " + problem.inFull());
        failed |= problem.severity() == Severity.ERROR;
      }
    }
    System.exit(failed ? 1 : 0);
  }

  private static List<Problem> problems(Map<String, Object> record, Instant now) {
    List<Problem> problems = new ArrayList<>(JOBS.problems(record));
    if (!record.containsKey("owner")) {
      problems.add(
          Problem.of(OWNER_MISSING, "job record must have owner, found none")
              .withHint("name the team that is called when the job fails"));
    }
    JOBS.parse(record).value().flatMap(job -> dayTime(job, now)).ifPresent(problems::add);
    return problems;
  }

  /** Jobs of the worker "batch" run at night, from 20:00 to 06:00. */
  private static Optional<Problem> dayTime(JobRecord job, Instant now) {
    return JOBS.dispatches(job, now)
        .limit(100)
        .filter(at -> job.worker().text().equals("batch"))
        .map(at -> at.atZone(ZONE))
        .filter(at -> at.getHour() >= 6 && at.getHour() < 20)
        .findFirst()
        .map(at -> Problem.of(NIGHT_ONLY, "job must run at night, found " + at).under("schedule"));
  }
}
