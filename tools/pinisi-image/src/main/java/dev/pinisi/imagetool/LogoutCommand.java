package dev.pinisi.imagetool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.config.Credentials;
import java.util.List;

/** {@code logout}. */
final class LogoutCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Logout of a container registry",
                "Logout of a container registry on a specified server.",
                "[command options] REGISTRY",
                List.of("logout quay.io"));
    }

    @Override
    public OptionTable options() {
        return Login.options(new OptionTable())
                .flag("all,a", "Remove the cached credentials for all registries in the auth file");
    }

    @Override
    public void run(Invocation call) {
        boolean all = call.flag("all");
        if (all && !call.words().isEmpty()) {
            throw new Failure("--all takes no arguments");
        }
        if (!all) {
            call.expect(
                    1,
                    call.words().isEmpty()
                            ? "please provide a registry to log out from"
                            : "logout accepts only one registry to log out from");
        }
        Login login = Login.of(call, all ? "" : call.word(0));
        login.requireFile();
        if (all) {
            login.store().removeAll();
            call.out().println("Removed login credentials for all registries");
        } else if (login.store().remove(login.key())) {
            call.out().println("Removed login credentials for " + login.key());
        } else if (login.known().find(login.key()) instanceof Credentials.Basic) {
            call.out()
                    .println("Not logged into " + login.key()
                            + " with current tool. Existing credentials were established"
                            + " via docker login. Please use docker logout instead.");
        } else {
            throw new Failure("not logged into " + login.key());
        }
    }
}
