package io.lavasched.cli;

import io.lavasched.domain.usecase.RebuildOutcome;
import picocli.CommandLine.Command;

/** The block alone. */
@Command(
    name = "render",
    header = "Print the block alone.",
    description = {
      "%nPrints the lines that run would put between the markers, with the markers. The crontab is"
          + " only read when a bad record's installed entries are to be kept."
    },
    footer = {
      "",
      "Examples:",
      "  lavasched render -r demo --jobs examples/realm --dispatcher Sydney --env PATH=/usr/bin:/bin"
    })
final class RenderCommand extends RebuildCommand {

  RenderCommand(Environment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    Rebuild rebuild = Rebuild.ofBlockAlone(options, environment, spec);
    RebuildOutcome outcome = rebuild.useCase().render(rebuild.request());
    int code =
        outcome.fold(
            RebuildCommand::stopped,
            planned -> done(planned.plan()),
            other -> {
              throw impossible();
            },
            other -> {
              throw impossible();
            },
            other -> {
              throw impossible();
            });
    new RebuildTalk(common.talk(environment), rebuild).afterRender(outcome);
    if (options.output.isJson()) {
      RebuildJson.write("render", rebuild, outcome, code, environment.out());
    } else if (outcome instanceof RebuildOutcome.Planned planned) {
      environment.out().print(planned.plan().block().text());
    }
    return code;
  }
}
