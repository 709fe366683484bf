package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.util.List;

/** {@code tag}. */
final class TagCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Add an additional name to a local image",
                "Adds one or more names to an image in local storage.",
                "IMAGE TARGET_NAME [TARGET_NAME...]",
                List.of("tag 0e3bbc2 fedora:latest", "tag httpd myregistryhost:5000/fedora/httpd:v2"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable();
    }

    @Override
    public int run(Invocation call) {
        call.expectAtLeast(2);
        List<String> words = call.words();
        for (String name : words.subList(1, words.size())) {
            call.images().tag(words.get(0), name);
        }
        return 0;
    }
}
