package dev.pinisi.imagetool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.spec.RawDocument;
import java.util.List;

/** {@code manifest-digest}. */
final class ManifestDigestCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Compute a manifest digest of a file",
                "Compute a manifest digest of a file",
                "MANIFEST-FILE",
                List.of("manifest-digest manifest.json"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable();
    }

    @Override
    public void run(Invocation call) {
        call.expect(1, "Usage: " + ImageTool.NAME + " manifest-digest manifest");
        call.out()
                .println(RawDocument.of(Input.read("manifest", call.word(0)))
                        .digest()
                        .toString());
    }
}
