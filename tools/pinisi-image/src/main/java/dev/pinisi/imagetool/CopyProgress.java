package dev.pinisi.imagetool;

import dev.pinisi.commandline.ProgressDisplay;
import dev.pinisi.image.ProgressListener;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Manifest;

/** Shows how a copy's layers go. */
record CopyProgress(ProgressDisplay display) implements ProgressListener {
    @Override
    public void layerStarted(Descriptor layer) {
        String digest = layer.digest().toString();
        display.begin(digest, "Copying blob", digest, layer.size());
    }

    @Override
    public void layerProgress(Descriptor layer, long bytes) {
        display.advance(layer.digest().toString(), bytes);
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
    public void present(Manifest manifest) {
        display.line("Skipping: image already present at destination");
    }

    @Override
    public void retrying(String what, String reason) {
        display.line("Trying again: " + what + ": " + reason);
    }

    @Override
    public void warning(String registry, String text) {
        display.line("Warning of " + registry + ": " + Quoted.of(text));
    }
}
