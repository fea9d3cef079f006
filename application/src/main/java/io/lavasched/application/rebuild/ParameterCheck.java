// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import io.lavasched.application.lint.CronTzCheck;
import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.lavasched.ParameterAdvice;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the parameters of the lavasched job mean for the cron at hand what they say. */
final class ParameterCheck {

  private final RebuildRequest request;
  private final CronInUse cron;
  private final EntryForm form;
  private final Limits limits;
  private final boolean isInstalled;

  /**
   * A check for one cron.
   *
   * @param isInstalled whether the block is for a crontab, and not rendered alone
   */
  ParameterCheck(
      RebuildRequest request, CronInUse cron, EntryForm form, Limits limits, boolean isInstalled) {
    this.request = request;
    this.cron = cron;
    this.form = form;
    this.limits = limits;
    this.isInstalled = isInstalled;
  }

  /** What stops the rebuild whatever the records are. */
  List<Problem> errors() {
    List<Problem> errors = new ArrayList<>(variables(Severity.ERROR));
    if (form.isStrict()) {
      EntryForm.problem(request.node().program()).ifPresent(errors::add);
    }
    cronTz(Severity.ERROR).ifPresent(errors::add);
    request
        .policy()
        .layout()
        .problem(request.job().parameters().args())
        .map(request::ofJob)
        .ifPresent(errors::add);
    return errors;
  }

  List<Problem> warnings() {
    List<Problem> warnings = new ArrayList<>(variables(Severity.WARNING));
    cronTz(Severity.WARNING).ifPresent(warnings::add);
    ParameterAdvice.problems(request.job().parameters(), cron.dialect(), false).stream()
        .filter(problem -> problem.code() != ProblemCode.ENV_MAIL || mayRefuseMail())
        .map(request::ofJob)
        .forEach(warnings::add);
    return warnings;
  }

  /** Debian's crontab does so since 3.0pl1-186, and an old one says that it is older. */
  private boolean mayRefuseMail() {
    return !cron.limits().get().equals(CronLimits.DEBIAN_BEFORE_160);
  }

  private List<Problem> variables(Severity severity) {
    return request.job().parameters().env().stream()
        .flatMap(
            variable ->
                variable(variable).stream().map(p -> p.under("parameters.env." + variable.name())))
        .filter(p -> p.severity() == severity)
        .map(request::ofJob)
        .toList();
  }

  private Optional<Problem> variable(EnvVar variable) {
    return form.isStrict()
        ? EntryForm.problem(variable, cron.dialect())
        : limits.check(variable::problem);
  }

  private Optional<Problem> cronTz(Severity severity) {
    return request.policy().allowed().contains(Guard.IGNORED_CRON_TZ)
        ? Optional.empty()
        : CronTzCheck.problem(
                request.job().parameters().env(),
                request.node().zone(),
                cron.dialect(),
                isInstalled)
            .filter(p -> p.severity() == severity)
            .map(request::ofJob);
  }
}
