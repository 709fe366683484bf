package dev.pinisi.imagetool;

import dev.pinisi.commandline.Suggestions;
import java.util.ArrayList;
import java.util.List;

/** Which command a word names. */
final class Commands {
    /** As the help page lists them. */
    static final List<String> NAMES = List.of(
            "cat",
            "copy",
            "delete",
            "diff",
            "generate-sigstore-key",
            "help",
            "inspect",
            "list-tags",
            "login",
            "logout",
            "ls",
            "manifest-digest",
            "standalone-sign",
            "standalone-verify",
            "sync",
            "tree",
            "validate");

    private Commands() {}

    /**
     * Makes the command.
     *
     * @throws Failure if there is none; it says what may have been meant
     */
    static Command find(String name) {
        return switch (name) {
            case "cat" -> new CatCommand();
            case "copy" -> new CopyCommand();
            case "delete" -> new DeleteCommand();
            case "diff" -> new DiffCommand();
            case "generate-sigstore-key" -> new GenerateSigstoreKeyCommand();
            case "inspect" -> new InspectCommand();
            case "list-tags" -> new ListTagsCommand();
            case "login" -> new LoginCommand();
            case "logout" -> new LogoutCommand();
            case "ls" -> new LsCommand();
            case "manifest-digest" -> new ManifestDigestCommand();
            case "standalone-sign" -> new StandaloneSignCommand();
            case "standalone-verify" -> new StandaloneVerifyCommand();
            case "sync" -> new SyncCommand();
            case "tree" -> new TreeCommand();
            case "validate" -> new ValidateCommand();
            default -> throw unknown(name);
        };
    }

    private static Failure unknown(String name) {
        StringBuilder message = new StringBuilder("Unrecognized command `" + ImageTool.NAME + " " + name + "`\n");
        List<String> near = new ArrayList<>(Suggestions.of(name, NAMES));
        if (!near.isEmpty()) {
            message.append("\nDid you mean this?\n\t")
                    .append(String.join("\n\t", near))
                    .append("\n\n");
        }
        return new Failure(message + "Try '" + ImageTool.NAME + " --help' for more information");
    }
}
