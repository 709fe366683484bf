package dev.pinisi.imagetool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.config.Credentials;
import dev.pinisi.config.RegistryAuth;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.RegistryHost;
import dev.pinisi.image.RegistryOptions;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code login}. */
final class LoginCommand implements Command {
    private static final int LONGEST_PASSWORD = 64 << 10;

    @Override
    public Manual manual() {
        return new Manual(
                "Login to a container registry",
                "Login to a container registry on a specified server.",
                "[command options] REGISTRY",
                List.of("login quay.io"));
    }

    @Override
    public OptionTable options() {
        return Login.options(new OptionTable())
                .string("cert-dir", "use certificates at the specified path to access the registry")
                .flag("get-login", "Return the current login user for the registry")
                .string("password,p", "Password for registry")
                .flag("password-stdin", "Take the password from stdin")
                .string("username,u", "Username for registry")
                .flag("verbose,v", "Write more detailed information to stdout");
    }

    @Override
    public void run(Invocation call) throws IOException {
        call.expect(
                1,
                call.words().isEmpty()
                        ? "please provide a registry to log in to"
                        : "login accepts only one registry to log in to");
        Login login = Login.of(call, call.word(0));
        Credentials known = login.known().find(login.key());
        if (call.flag("get-login")) {
            if (!(known instanceof Credentials.Basic user)) {
                throw new Failure("not logged into " + login.key());
            }
            call.out().println(user.user());
            return;
        }
        if (known instanceof Credentials.IdentityToken) {
            throw new Failure("currently logged in, auth file contains an Identity token");
        }
        String password = password(call.arguments());
        if (!call.arguments().has("username") && password.isEmpty() && stillValid(call, login, known)) {
            return;
        }
        Credentials.Basic user = user(call, known, password);
        check(call, login, user);
        login.store().store(login.key(), user);
        call.out().println("Login Succeeded!");
    }

    private static String password(Arguments arguments) throws IOException {
        if (!arguments.flag("password-stdin")) {
            return arguments.string("password");
        }
        if (!arguments.string("password").isEmpty()) {
            throw new Failure("can't specify both --password-stdin and --password");
        }
        if (arguments.string("username").isEmpty()) {
            throw new Failure("must provide --username with --password-stdin");
        }
        byte[] input = new FileInputStream(FileDescriptor.in).readNBytes(LONGEST_PASSWORD);
        return new String(input, StandardCharsets.UTF_8).replace("\r", "").replace("\n", "");
    }

    private static boolean stillValid(Invocation call, Login login, Credentials known) {
        if (!(known instanceof Credentials.Basic)) {
            return false;
        }
        call.out().println("Authenticating with existing credentials for " + login.key());
        try {
            RegistryHost.of(login.key(), options(call, login, known)).check();
        } catch (ImageException e) {
            call.out().println("Existing credentials are invalid, please enter valid username and password");
            return false;
        }
        call.out().println("Existing credentials are valid. Already logged in to " + login.registry());
        return true;
    }

    private static Credentials.Basic user(Invocation call, Credentials known, String given) throws IOException {
        String name = call.arguments().string("username");
        if (name.isEmpty()) {
            Optional<String> last =
                    known instanceof Credentials.Basic basic ? Optional.of(basic.user()) : Optional.empty();
            call.out()
                    .print("Username" + last.map(user -> " (" + user + ")").orElse("") + ": ")
                    .flush();
            name = Passphrases.line().strip();
            name = name.isEmpty() ? last.orElse("") : name;
        }
        if (name.isEmpty()) {
            throw new Failure("getting username and password: reading username: no name was given");
        }
        String password = given.isEmpty() ? Passphrases.prompt(call, "Password: ") : given;
        if (password.isEmpty()) {
            throw new Failure("getting username and password: reading password: no password was given");
        }
        return new Credentials.Basic(name.strip(), password);
    }

    private static void check(Invocation call, Login login, Credentials user) {
        try {
            RegistryHost.of(login.key(), options(call, login, user)).check();
        } catch (ImageException e) {
            if (e.kind() == ImageException.Kind.DENIED) {
                throw new Failure("logging into " + Quoted.of(login.key()) + ": invalid username/password");
            }
            throw new Failure("authenticating creds for " + Quoted.of(login.key()), e);
        }
    }

    private static RegistryOptions options(Invocation call, Login login, Credentials user) {
        RegistryOptions options = RegistryOptions.of(login.places()).withAuth(RegistryAuth.fixed(user));
        String certificates = call.arguments().string("cert-dir");
        options = certificates.isEmpty() ? options : options.withCertificates(Path.of(certificates));
        return call.arguments().has("tls-verify") ? options.withTlsVerify(call.flag("tls-verify")) : options;
    }
}
