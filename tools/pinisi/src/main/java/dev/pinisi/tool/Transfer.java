package dev.pinisi.tool;

import dev.pinisi.commandline.FailureText;
import dev.pinisi.commandline.ProgressDisplay;
import dev.pinisi.engine.ImageInfo;
import dev.pinisi.engine.PullListener;
import dev.pinisi.engine.PullOptions;
import dev.pinisi.spec.Descriptor;
import java.nio.file.Path;
import java.util.List;

/** Brings images into the store and shows how that goes. */
final class Transfer implements PullListener {
    private final ProgressDisplay display;

    private Transfer(ProgressDisplay display) {
        this.display = display;
    }

    static ImageInfo pull(Invocation call, String name, PullOptions options) {
        try (ProgressDisplay display = call.console().progress(call.flag("quiet"))) {
            return call.images().pull(name, options, new Transfer(display));
        }
    }

    static List<String> load(Invocation call, Path archive) {
        try (ProgressDisplay display = call.console().progress(call.flag("quiet"))) {
            return call.images().load(archive, call.arguments().string("signature-policy"), new Transfer(display));
        }
    }

    @Override
    public void trying(String source) {
        display.line("Trying to pull " + source + "...");
    }

    @Override
    public void layerStarted(Descriptor layer) {
        String digest = layer.digest().toString();
        display.begin(digest, "Copying blob", digest, layer.size());
    }

    @Override
    public void layerWaits(Descriptor layer, String writer) {
        display.line("Waiting for " + writer + ", which copies blob " + layer.digest());
    }

    @Override
    public void layerProgress(Descriptor layer, long bytes) {
        display.advance(layer.digest().toString(), bytes);
    }

    @Override
    public void layerPartial(Descriptor layer, long bytes) {
        explain("Fetching " + bytes + " of the " + layer.size() + " bytes of " + layer.digest()
                + ": the store has the other files");
    }

    @Override
    public void layerWhole(Descriptor layer, String reason) {
        explain("Fetching all of " + layer.digest() + ": " + reason);
    }

    private void explain(String decision) {
        if (FailureText.isDebugging()) {
            display.line(decision);
        }
    }

    @Override
    public void layerDone(Descriptor layer, Outcome outcome) {
        String digest = layer.digest().toString();
        switch (outcome) {
            case COPIED -> display.end(digest, "done");
            case PRESENT -> {
                display.begin(digest, "Copying blob", digest, layer.size());
                display.end(digest, "skipped: already exists");
            }
            case FAILED -> display.end(digest, "failed");
        }
    }

    @Override
    public void retrying(String what, String reason) {
        display.line("Trying again: " + what + ": " + reason);
    }
}
